/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox_private.h"

#include <lauxlib.h>
#include <lualib.h>

/* The most values that one call may put on the stack. */
#define VALUES_LIMIT 4096

/* The most entries that are sorted. */
#define SORT_LIMIT 1000000

/* Call the function of Lua's own library that the closure holds. */
static int call_kept(lua_State *lua)
{
	return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

/* How many entries there are from first to last. */
static guint64 count_range(lua_Integer first, lua_Integer last)
{
	return first > last ? 0 : (guint64)last - (guint64)first + 1;
}

static int call_concat(lua_State *lua)
{
	luaL_checktype(lua, 1, LUA_TTABLE);
	rebound_sandbox_pay_for_arguments(lua, 2);
	lua_Integer first = luaL_optinteger(lua, 3, 1);
	lua_Integer last = lua_isnoneornil(lua, 4) ? luaL_len(lua, 1) : luaL_checkinteger(lua, 4);
	rebound_sandbox_charge(lua, 1 + count_range(first, last));
	return call_kept(lua);
}

/* Pay for what stands behind a place in the table at index 1, since it is moved. */
static void pay_for_shift(lua_State *lua, int index)
{
	luaL_checktype(lua, 1, LUA_TTABLE);
	rebound_sandbox_pay_for_arguments(lua, 2);
	lua_Integer len = luaL_len(lua, 1);
	lua_Integer place = luaL_optinteger(lua, index, len);
	rebound_sandbox_charge(lua, 1 + (place >= 1 ? count_range(place, len) : 0));
}

static int call_insert(lua_State *lua)
{
	if (lua_gettop(lua) > 2)
		pay_for_shift(lua, 2);
	return call_kept(lua);
}

static int call_remove(lua_State *lua)
{
	pay_for_shift(lua, 2);
	return call_kept(lua);
}

static int call_move(lua_State *lua)
{
	luaL_checktype(lua, 1, LUA_TTABLE);
	rebound_sandbox_pay_for_arguments(lua, 2);
	lua_Integer first = luaL_checkinteger(lua, 2), last = luaL_checkinteger(lua, 3);
	rebound_sandbox_charge(lua, 1 + count_range(first, last));
	return call_kept(lua);
}

static int call_unpack(lua_State *lua)
{
	rebound_sandbox_pay_for_arguments(lua, 2);
	lua_Integer first = luaL_optinteger(lua, 2, 1);
	lua_Integer last = lua_isnoneornil(lua, 3) ? luaL_len(lua, 1) : luaL_checkinteger(lua, 3);
	guint64 count = count_range(first, last);
	if (count > VALUES_LIMIT)
		return luaL_error(lua, "too many results to unpack");
	rebound_sandbox_charge(lua, 1 + count);
	return call_kept(lua);
}

/* ---- sort: stable and without chance, unlike Lua's own ---- */

/* Whether the entry at b of the array at index from must stand before the one at a. */
static gboolean is_before(lua_State *lua, int from, lua_Integer b, lua_Integer a)
{
	if (lua_isnil(lua, 2)) {
		lua_rawgeti(lua, from, b);
		lua_rawgeti(lua, from, a);
	} else {
		lua_pushvalue(lua, 2);
		lua_rawgeti(lua, from, b);
		lua_rawgeti(lua, from, a);
		lua_call(lua, 2, 1);
		gboolean before = lua_toboolean(lua, -1);
		lua_pop(lua, 1);
		return before;
	}
	gboolean before = lua_compare(lua, -2, -1, LUA_OPLT);
	lua_pop(lua, 2);
	return before;
}

/* Merge two neighbouring runs, [start, middle) and [middle, end), from one array into the other. */
static void merge(
	lua_State *lua, int from, int to, lua_Integer start, lua_Integer middle, lua_Integer end)
{
	lua_Integer left = start, right = middle;

	for (lua_Integer i = start; i < end; i++) {
		gboolean take_right =
			left >= middle || (right < end && is_before(lua, from, right, left));
		lua_rawgeti(lua, from, take_right ? right++ : left++);
		lua_rawseti(lua, to, i);
	}
}

static int call_sort(lua_State *lua)
{
	luaL_checktype(lua, 1, LUA_TTABLE);
	lua_Integer len = luaL_len(lua, 1);
	if (!lua_isnoneornil(lua, 2))
		luaL_checktype(lua, 2, LUA_TFUNCTION);
	lua_settop(lua, 2);
	if (len < 2)
		return 0;
	luaL_argcheck(lua, len <= SORT_LIMIT, 1, "array too big");

	lua_createtable(lua, (int)len, 0);
	lua_createtable(lua, (int)len, 0);
	int from = 3, to = 4;
	for (lua_Integer i = 1; i <= len; i++) {
		lua_geti(lua, 1, i);
		lua_rawseti(lua, from, i);
	}
	for (lua_Integer width = 1; width < len; width *= 2) {
		rebound_sandbox_charge(lua, (guint64)len * 4);
		for (lua_Integer start = 1; start <= len; start += 2 * width)
			merge(lua, from, to, start, MIN(start + width, len + 1),
				MIN(start + 2 * width, len + 1));
		int swap = from;
		from = to;
		to = swap;
	}
	for (lua_Integer i = 1; i <= len; i++) {
		lua_rawgeti(lua, from, i);
		lua_seti(lua, 1, i);
	}
	return 0;
}

void rebound_sandbox_add_table(lua_State *lua)
{
	static const luaL_Reg wrapped[] = {
		{"concat", call_concat},
		{"insert", call_insert},
		{"move", call_move},
		{"remove", call_remove},
		{"unpack", call_unpack},
	};

	lua_pushcfunction(lua, luaopen_table);
	lua_call(lua, 0, 1);
	for (gsize i = 0; i < G_N_ELEMENTS(wrapped); i++) {
		lua_getfield(lua, -1, wrapped[i].name);
		lua_pushcclosure(lua, wrapped[i].func, 1);
		lua_setfield(lua, -3, wrapped[i].name);
	}
	lua_getfield(lua, -1, "pack");
	rebound_sandbox_push_paid(lua, lua_tocfunction(lua, -1));
	lua_setfield(lua, -4, "pack");
	lua_pop(lua, 2);
	lua_pushcfunction(lua, call_sort);
	lua_setfield(lua, -2, "sort");
}

/* ---- math and utf8 ---- */

static int call_codepoint(lua_State *lua)
{
	size_t len;

	luaL_checklstring(lua, 1, &len);
	rebound_sandbox_pay_for_arguments(lua, 2);
	if (len > VALUES_LIMIT && !lua_isnoneornil(lua, 3)) {
		lua_Integer first = luaL_optinteger(lua, 2, 1), last = luaL_checkinteger(lua, 3);
		first = first < 0 ? first + (lua_Integer)len + 1 : first;
		last = last < 0 ? last + (lua_Integer)len + 1 : last;
		if (count_range(first, last) > VALUES_LIMIT)
			return luaL_error(lua, "string slice too long");
	}
	rebound_sandbox_charge(lua, 1 + MIN(len, VALUES_LIMIT));
	return call_kept(lua);
}

static int call_paid(lua_State *lua)
{
	rebound_sandbox_pay_for_arguments(lua, 1);
	return call_kept(lua);
}

static int call_utf8(lua_State *lua)
{
	size_t len = 0;

	if (lua_type(lua, 1) == LUA_TSTRING)
		lua_tolstring(lua, 1, &len);
	rebound_sandbox_pay_for_arguments(lua, 2);
	rebound_sandbox_charge(lua, 1 + len / 4);
	return call_kept(lua);
}

/* Take values and functions of a library of Lua's into the table on top. */
static void add_kept(lua_State *lua, lua_CFunction open, const char *const *names)
{
	lua_pushcfunction(lua, open);
	lua_call(lua, 0, 1);
	for (; *names; names++) {
		lua_getfield(lua, -1, *names);
		lua_setfield(lua, -3, *names);
	}
	lua_pop(lua, 1);
}

static void wrap(lua_State *lua, const char *name, lua_CFunction own)
{
	lua_getfield(lua, -1, name);
	lua_pushcclosure(lua, own, 1);
	lua_setfield(lua, -2, name);
}

/* Freeze the library on top and name it in the table below. */
static void name_library(lua_State *lua, const char *name)
{
	rebound_sandbox_push_frozen(lua, -1);
	lua_setfield(lua, -3, name);
	lua_pop(lua, 1);
}

void rebound_sandbox_add_numbers(lua_State *lua)
{
	static const char *const constants[] = {"huge", "maxinteger", "mininteger", "pi", NULL};
	static const char *const math[] = {"abs", "acos", "asin", "atan", "ceil", "cos", "deg",
		"exp", "floor", "fmod", "log", "max", "min", "modf", "rad", "sin", "sqrt", "tan",
		"tointeger", "type", "ult", NULL};
	static const char *const utf8[] = {
		"char", "charpattern", "codepoint", "codes", "len", "offset", NULL};

	lua_newtable(lua);
	add_kept(lua, luaopen_math, constants);
	add_kept(lua, luaopen_math, math);
	for (const char *const *name = math; *name != NULL; name++)
		wrap(lua, *name, call_paid);
	name_library(lua, "math");
	lua_newtable(lua);
	add_kept(lua, luaopen_utf8, utf8);
	wrap(lua, "char", call_paid);
	wrap(lua, "codes", call_paid);
	wrap(lua, "codepoint", call_codepoint);
	wrap(lua, "len", call_utf8);
	wrap(lua, "offset", call_utf8);
	name_library(lua, "utf8");
}
