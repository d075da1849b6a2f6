/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox_private.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

/* The most values that one call may put on the stack: byte, codepoint, unpack. */
#define VALUES_LIMIT 4096

/* Call the function of Lua's own library that the closure holds. */
static int call_kept(lua_State *lua)
{
	return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

static int call_rep(lua_State *lua)
{
	size_t len, separator_len = 0;

	luaL_checklstring(lua, 1, &len);
	rebound_sandbox_pay_for_arguments(lua, 2);
	lua_Integer count = luaL_checkinteger(lua, 2);
	luaL_optlstring(lua, 3, "", &separator_len);
	guint64 unit = (guint64)len + separator_len;
	if (count <= 0 || unit == 0) { /* Lua's own would count to the end for an empty one */
		lua_pushliteral(lua, "");
		return 1;
	}
	if ((guint64)count > G_MAXUINT32 * (guint64)64 / unit)
		return luaL_error(lua, "resulting string too large");
	rebound_sandbox_charge(lua, 1 + (guint64)count + unit * (guint64)count / 16);
	return call_kept(lua);
}

/* Refuse %p, and put the plain name of a type in the place of a value whose text would be its
 * address. */
static int call_format(lua_State *lua)
{
	size_t len;
	const char *format = luaL_checklstring(lua, 1, &len);
	guint64 work = 1 + len;

	for (size_t i = 0; i < len; i++) {
		if (format[i] != '%')
			continue;
		i += 1 + strspn(format + i + 1, "-+ #0123456789.");
		if (i < len && format[i] == 'p')
			return luaL_error(lua, "string.format has no %%p here");
	}
	for (int i = lua_gettop(lua); i > 1; i--) {
		int type = lua_type(lua, i);
		if (type == LUA_TSTRING)
			work += lua_rawlen(lua, i) / 16;
		if (type != LUA_TTABLE && type != LUA_TFUNCTION && type != LUA_TUSERDATA)
			continue;
		if (luaL_getmetafield(lua, i, "__tostring") != LUA_TNIL) {
			lua_pop(lua, 1);
			continue;
		}
		lua_pushstring(lua, luaL_typename(lua, i));
		lua_replace(lua, i);
	}
	rebound_sandbox_charge(lua, work);
	return call_kept(lua);
}

/* A place as string.sub takes it, from 1; negative ones count from the end. */
static lua_Integer read_place(lua_State *lua, int index, lua_Integer fallback, lua_Integer len)
{
	lua_Integer place = luaL_optinteger(lua, index, fallback);

	if (place >= 0)
		return place;
	return place < -len ? 0 : len + place + 1;
}

static int call_byte(lua_State *lua)
{
	size_t len;

	luaL_checklstring(lua, 1, &len);
	rebound_sandbox_pay_for_arguments(lua, 2);
	lua_Integer first = luaL_optinteger(lua, 2, 1);
	lua_Integer from = MAX(1, read_place(lua, 2, 1, (lua_Integer)len));
	lua_Integer to = MIN((lua_Integer)len, read_place(lua, 3, first, (lua_Integer)len));
	if (to >= from && to - from >= VALUES_LIMIT)
		return luaL_error(lua, "string slice too long");
	rebound_sandbox_charge(lua, to >= from ? (guint64)(to - from) + 1 : 1);
	return call_kept(lua);
}

/* Replace a function of the library, whose table is on top, by ours, which holds the first one. */
static void wrap(lua_State *lua, const char *name, lua_CFunction own)
{
	lua_getfield(lua, -1, name);
	lua_pushcclosure(lua, own, 1);
	lua_setfield(lua, -2, name);
}

/* Let the arithmetic of strings, whose metatable is on top, pay for the numbers that it reads. */
static void wrap_arithmetic(lua_State *lua)
{
	static const char *const events[] = {
		"__add", "__sub", "__mul", "__mod", "__pow", "__div", "__idiv", "__unm"};

	for (gsize i = 0; i < G_N_ELEMENTS(events); i++) {
		lua_getfield(lua, -1, events[i]);
		rebound_sandbox_push_paid(lua, lua_tocfunction(lua, -1));
		lua_setfield(lua, -3, events[i]);
		lua_pop(lua, 1);
	}
}

void rebound_sandbox_add_string(lua_State *lua)
{
	static const char *const paid[] = {"char", "lower", "reverse", "sub", "upper"};

	lua_pushcfunction(lua, luaopen_string);
	lua_call(lua, 0, 1);
	lua_getfield(lua, -1, "len");
	lua_setfield(lua, -3, "len");
	for (gsize i = 0; i < G_N_ELEMENTS(paid); i++) {
		lua_getfield(lua, -1, paid[i]);
		rebound_sandbox_push_paid(lua, lua_tocfunction(lua, -1));
		lua_setfield(lua, -4, paid[i]);
		lua_pop(lua, 1);
	}
	static const char *const wrapped[] = {"byte", "format", "rep"};
	static const lua_CFunction own[] = {call_byte, call_format, call_rep};
	for (gsize i = 0; i < G_N_ELEMENTS(wrapped); i++) {
		lua_getfield(lua, -1, wrapped[i]);
		lua_setfield(lua, -3, wrapped[i]);
	}
	lua_pop(lua, 1);
	for (gsize i = 0; i < G_N_ELEMENTS(wrapped); i++)
		wrap(lua, wrapped[i], own[i]);
	rebound_sandbox_add_patterns(lua);

	/* Methods of strings, ("x"):upper(), are ours too, and their metatable is nobody's. */
	lua_pushliteral(lua, "");
	lua_getmetatable(lua, -1);
	wrap_arithmetic(lua);
	lua_pushvalue(lua, -3);
	lua_setfield(lua, -2, "__index");
	lua_pushboolean(lua, FALSE);
	lua_setfield(lua, -2, "__metatable");
	lua_pop(lua, 2);
}
