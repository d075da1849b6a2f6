/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox_private.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

/* ---- keys in a fixed order ---- */

/* A key as it is sorted. The string belongs to the table that the key is of. */
struct key {
	int rank; /* numbers, strings, booleans, the rest */
	lua_Number number;
	lua_Integer integer;
	const char *text;
	size_t len;
	lua_Integer place; /* in the array that the traversal gave */
};

static int rank_type(int type)
{
	switch (type) {
	case LUA_TNUMBER:
		return 0;
	case LUA_TSTRING:
		return 1;
	case LUA_TBOOLEAN:
		return 2;
	default:
		return 3;
	}
}

static void read_key(lua_State *lua, struct key *key, lua_Integer place)
{
	memset(key, 0, sizeof(*key));
	key->rank = rank_type(lua_type(lua, -1));
	key->place = place;
	if (key->rank == 0) {
		key->number = lua_tonumber(lua, -1);
		key->integer = lua_isinteger(lua, -1) ? lua_tointeger(lua, -1) : 0;
	} else if (key->rank == 1) {
		key->text = lua_tolstring(lua, -1, &key->len);
	} else if (key->rank == 2) {
		key->integer = lua_toboolean(lua, -1);
	}
}

static int compare_keys(const void *a, const void *b)
{
	const struct key *left = a, *right = b;

	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	if (left->rank == 0 && left->number != right->number)
		return left->number < right->number ? -1 : 1;
	if (left->rank == 1) {
		int order = memcmp(left->text, right->text, MIN(left->len, right->len));
		if (order != 0)
			return order;
		return left->len < right->len ? -1 : left->len > right->len;
	}
	if (left->integer != right->integer)
		return left->integer < right->integer ? -1 : 1;
	return left->place < right->place ? -1 : left->place > right->place;
}

/* Push the keys of a table as they come. Returns their count; *ordered: they are 1, 2, 3, ... */
static lua_Integer push_raw_keys(lua_State *lua, int table, gboolean *ordered)
{
	lua_Integer count = 0;

	*ordered = TRUE;
	lua_newtable(lua);
	int keys = lua_gettop(lua);
	lua_pushnil(lua);
	while (lua_next(lua, table)) {
		lua_pop(lua, 1);
		count++;
		*ordered = *ordered && lua_isinteger(lua, -1) && lua_tointeger(lua, -1) == count;
		lua_pushvalue(lua, -1);
		lua_rawseti(lua, keys, count);
	}
	return count;
}

void rebound_sandbox_push_keys(lua_State *lua, int index)
{
	gboolean ordered;

	luaL_checkstack(lua, 8, NULL);
	lua_pushvalue(lua, index);
	rebound_sandbox_resolve(lua, -1);
	int table = lua_gettop(lua);
	lua_Integer count = push_raw_keys(lua, table, &ordered);
	rebound_sandbox_charge(lua, (guint64)count * 2);
	if (!ordered && count > 1) {
		int raw = lua_gettop(lua);
		/* Lua owns the memory, since an error jumps out of here. */
		struct key *keys = lua_newuserdatauv(lua, (size_t)count * sizeof(*keys), 0);
		for (lua_Integer i = 0; i < count; i++) {
			lua_rawgeti(lua, raw, i + 1);
			read_key(lua, &keys[i], i + 1);
			lua_pop(lua, 1);
		}
		qsort(keys, (size_t)count, sizeof(*keys), compare_keys);
		lua_createtable(lua, (int)count, 0);
		for (lua_Integer i = 0; i < count; i++) {
			lua_rawgeti(lua, raw, keys[i].place);
			lua_rawseti(lua, -2, i + 1);
		}
		lua_replace(lua, raw);
		lua_pop(lua, 1);
	}
	lua_replace(lua, table);
}

/* ---- pairs and next ---- */

/* The iterator of pairs(). Upvalues: the table, its keys, the place. Keys that are gone are passed
 * over. */
int rebound_sandbox_next_pair(lua_State *lua)
{
	lua_Integer place = lua_tointeger(lua, lua_upvalueindex(3));

	for (;;) {
		if (lua_rawgeti(lua, lua_upvalueindex(2), ++place) == LUA_TNIL)
			return 1;
		lua_pushvalue(lua, -1);
		if (lua_rawget(lua, lua_upvalueindex(1)) != LUA_TNIL)
			break;
		lua_pop(lua, 2);
	}
	lua_pushinteger(lua, place);
	lua_replace(lua, lua_upvalueindex(3));
	return 2;
}

static int call_pairs(lua_State *lua)
{
	luaL_checkany(lua, 1);
	if (luaL_getmetafield(lua, 1, "__pairs") != LUA_TNIL) {
		lua_pushvalue(lua, 1);
		lua_call(lua, 1, 3);
		return 3;
	}
	luaL_checktype(lua, 1, LUA_TTABLE);
	lua_settop(lua, 1);
	lua_pushvalue(lua, 1);
	rebound_sandbox_resolve(lua, -1);
	rebound_sandbox_push_keys(lua, -1);
	lua_pushinteger(lua, 0);
	lua_pushcclosure(lua, rebound_sandbox_next_pair, 3);
	lua_pushvalue(lua, 1);
	lua_pushnil(lua);
	return 3;
}

/* Whether the key on top stands behind the last one, at index 2, whose place is known where it was
 * met. */
static gboolean is_behind(lua_State *lua, const struct key *last, gboolean *met)
{
	struct key key;

	if (last->rank == rank_type(LUA_TNONE)) {
		gboolean behind = *met;
		*met = *met || lua_rawequal(lua, -1, 2);
		return behind;
	}
	read_key(lua, &key, 1);
	return compare_keys(&key, last) > 0;
}

static int call_next(lua_State *lua)
{
	struct key last;
	gboolean met = FALSE;

	luaL_checktype(lua, 1, LUA_TTABLE);
	lua_settop(lua, 2);
	rebound_sandbox_resolve(lua, 1);
	read_key(lua, &last, 1);
	gboolean first = lua_isnil(lua, 2);
	rebound_sandbox_push_keys(lua, 1);
	for (lua_Integer place = 1; lua_rawgeti(lua, 3, place) != LUA_TNIL; place++) {
		if (first || is_behind(lua, &last, &met)) {
			lua_pushvalue(lua, -1);
			lua_rawget(lua, 1);
			return 2;
		}
		lua_pop(lua, 1);
	}
	return 1;
}

/* ---- errors ---- */

/* After a protected call: a limit that was reached goes on upwards, whatever the script wants. */
static void pass_limit(lua_State *lua, int status)
{
	struct rebound_sandbox *sandbox = rebound_sandbox_of(lua);

	if (status == LUA_ERRMEM)
		rebound_sandbox_note(sandbox, REBOUND_SANDBOX_MEMORY);
	if (sandbox->spent != REBOUND_SANDBOX_UNSPENT)
		rebound_sandbox_raise(lua);
}

static int call_pcall(lua_State *lua)
{
	luaL_checkany(lua, 1);
	int status = lua_pcall(lua, lua_gettop(lua) - 1, LUA_MULTRET, 0);
	pass_limit(lua, status);
	luaL_checkstack(lua, 1, NULL);
	lua_pushboolean(lua, status == LUA_OK);
	lua_insert(lua, 1);
	return lua_gettop(lua);
}

/*
 * The handler runs after the stack was unwound, not before: where Lua itself calls it, no count
 * hook would be called, and there is no traceback to be had here.
 */
static int call_xpcall(lua_State *lua)
{
	luaL_checktype(lua, 2, LUA_TFUNCTION);
	lua_pushvalue(lua, 1);
	lua_replace(lua, 1);
	lua_pushvalue(lua, 2);
	lua_insert(lua, 1); /* handler, function, handler, arguments */
	lua_remove(lua, 3);
	int status = lua_pcall(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0);
	pass_limit(lua, status);
	luaL_checkstack(lua, 2, NULL);
	if (status != LUA_OK) {
		lua_pushvalue(lua, 1);
		lua_insert(lua, -2);
		/* A handler that fails gives its own error instead. */
		pass_limit(lua, lua_pcall(lua, 1, LUA_MULTRET, 0));
	}
	lua_pushboolean(lua, status == LUA_OK);
	lua_replace(lua, 1);
	return lua_gettop(lua);
}

/* ---- the rest ---- */

/* As Lua's, but without the address of a table or function, which differs from run to run. */
static int call_tostring(lua_State *lua)
{
	luaL_checkany(lua, 1);
	int type = lua_type(lua, 1);
	gboolean has_address = type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TUSERDATA;
	if (!has_address || luaL_getmetafield(lua, 1, "__tostring") != LUA_TNIL)
		luaL_tolstring(lua, 1, NULL);
	else if (luaL_getmetafield(lua, 1, "__name") != LUA_TSTRING)
		lua_pushstring(lua, luaL_typename(lua, 1));
	return 1;
}

void rebound_sandbox_pay_for_arguments(lua_State *lua, int first)
{
	guint64 work = 1;

	for (int i = lua_gettop(lua); i >= first; i--)
		work += 1 + (lua_type(lua, i) == LUA_TSTRING ? lua_rawlen(lua, i) / 16 : 0);
	rebound_sandbox_charge(lua, work);
}

static int call_paid(lua_State *lua)
{
	rebound_sandbox_pay_for_arguments(lua, 1);
	return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

void rebound_sandbox_push_paid(lua_State *lua, lua_CFunction function)
{
	lua_pushcfunction(lua, function);
	lua_pushcclosure(lua, call_paid, 1);
}

void rebound_sandbox_add_base(lua_State *lua)
{
	static const char *const kept[] = {"assert", "ipairs", "type"};
	static const char *const paid[] = {"error", "select", "tonumber"};
	static const luaL_Reg own[] = {
		{"next", call_next},
		{"pairs", call_pairs},
		{"pcall", call_pcall},
		{"tostring", call_tostring},
		{"xpcall", call_xpcall},
		{NULL, NULL},
	};

	lua_pushcfunction(lua, luaopen_base);
	lua_call(lua, 0, 1);
	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
		lua_getfield(lua, -1, kept[i]);
		lua_setfield(lua, -3, kept[i]);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(paid); i++) {
		lua_getfield(lua, -1, paid[i]);
		rebound_sandbox_push_paid(lua, lua_tocfunction(lua, -1));
		lua_setfield(lua, -4, paid[i]);
		lua_pop(lua, 1);
	}
	lua_pop(lua, 1);
	luaL_setfuncs(lua, own, 0);
	lua_pushliteral(lua, LUA_VERSION);
	lua_setfield(lua, -2, "_VERSION");
}

/* ---- for the product's own Lua only ---- */

static int call_setmetatable(lua_State *lua)
{
	luaL_checktype(lua, 1, LUA_TTABLE);
	int type = lua_type(lua, 2);
	luaL_argexpected(lua, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
	lua_settop(lua, 2);
	if (luaL_getmetafield(lua, 1, "__metatable") != LUA_TNIL)
		return luaL_error(lua, "cannot change a protected metatable");
	if (type == LUA_TTABLE) {
		lua_getfield(lua, 2, "__gc");
		lua_getfield(lua, 2, "__close");
		if (!lua_isnil(lua, -1) || !lua_isnil(lua, -2))
			return luaL_error(lua, "__gc and __close have no place in the sandbox");
	}
	lua_settop(lua, 2);
	lua_setmetatable(lua, 1);
	return 1;
}

static int call_getmetatable(lua_State *lua)
{
	luaL_checkany(lua, 1);
	if (!lua_getmetatable(lua, 1)) {
		lua_pushnil(lua);
		return 1;
	}
	luaL_getmetafield(lua, 1, "__metatable");
	return 1;
}

static int call_rawget(lua_State *lua)
{
	luaL_checktype(lua, 1, LUA_TTABLE);
	luaL_checkany(lua, 2);
	lua_settop(lua, 2);
	rebound_sandbox_resolve(lua, 1);
	lua_rawget(lua, 1);
	return 1;
}

static int call_rawset(lua_State *lua)
{
	luaL_checktype(lua, 1, LUA_TTABLE);
	luaL_checkany(lua, 3);
	if (rebound_sandbox_is_frozen(lua, 1))
		return luaL_error(lua, "this table can't be changed: after loading nothing can be");
	lua_settop(lua, 3);
	lua_rawset(lua, 1);
	return 1;
}

void rebound_sandbox_add_trusted(lua_State *lua)
{
	static const luaL_Reg own[] = {
		{"getmetatable", call_getmetatable},
		{"rawget", call_rawget},
		{"rawset", call_rawset},
		{"setmetatable", call_setmetatable},
		{NULL, NULL},
	};

	luaL_setfuncs(lua, own, 0);
}
