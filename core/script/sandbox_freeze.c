/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox_private.h"

#include <lauxlib.h>
#include <string.h>

/*
 * A table that is frozen is seen through a stand-in: an empty table with a metatable of its own,
 * whose __index is the table. The tables within it are replaced by their stand-ins, so that reading
 * costs no call. Functions see stand-ins by their upvalues, the globals (_ENV) among them.
 */

/* Keys by address: in the registry the two maps, in a stand-in's metatable the table behind it. */
static const char STAND_INS_KEY, CELLS_KEY, BEHIND_KEY;

gboolean rebound_sandbox_is_frozen(lua_State *lua, int index)
{
	if (lua_type(lua, index) != LUA_TTABLE || !lua_getmetatable(lua, index))
		return FALSE;
	gboolean frozen = lua_rawgetp(lua, -1, &BEHIND_KEY) == LUA_TTABLE;
	lua_pop(lua, 2);
	return frozen;
}

void rebound_sandbox_resolve(lua_State *lua, int index)
{
	index = lua_absindex(lua, index);
	if (lua_type(lua, index) != LUA_TTABLE || !lua_getmetatable(lua, index))
		return;
	if (lua_rawgetp(lua, -1, &BEHIND_KEY) == LUA_TTABLE)
		lua_replace(lua, index);
	else
		lua_pop(lua, 1);
	lua_pop(lua, 1);
}

static int refuse_change(lua_State *lua)
{
	if (lua_type(lua, 2) == LUA_TSTRING)
		return luaL_error(lua, "'%s' can't be set: after loading nothing can be changed",
			lua_tostring(lua, 2));
	return luaL_error(lua, "this table can't be changed: after loading nothing can be");
}

static int measure_frozen(lua_State *lua)
{
	rebound_sandbox_resolve(lua, 1);
	lua_pushinteger(lua, luaL_len(lua, 1));
	return 1;
}

/* Take over __call, __tostring and the like from the table's own metatable, at table, into ours on
 * top. */
static void copy_metamethods(lua_State *lua, int table)
{
	static const char *const names[] = {"__call", "__tostring", "__name", "__eq", "__lt",
		"__le", "__concat", "__add", "__sub", "__mul", "__div", "__mod", "__unm", "__idiv",
		"__pairs"};

	if (!lua_getmetatable(lua, table))
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		lua_pushstring(lua, names[i]);
		if (lua_rawget(lua, -2) != LUA_TNIL)
			lua_setfield(lua, -3, names[i]);
		else
			lua_pop(lua, 1);
	}
	lua_pop(lua, 1);
}

/* Push a new stand-in of the table at an absolute index. */
static void make_stand_in(lua_State *lua, int table)
{
	lua_newtable(lua);
	lua_createtable(lua, 0, 5);
	copy_metamethods(lua, table);
	lua_pushvalue(lua, table);
	lua_setfield(lua, -2, "__index");
	lua_pushcfunction(lua, refuse_change);
	lua_setfield(lua, -2, "__newindex");
	lua_pushcfunction(lua, measure_frozen);
	lua_setfield(lua, -2, "__len");
	lua_pushboolean(lua, FALSE);
	lua_setfield(lua, -2, "__metatable");
	lua_pushvalue(lua, table);
	lua_rawsetp(lua, -2, &BEHIND_KEY);
	lua_setmetatable(lua, -2);
}

/* Push a map of the registry, which is made where it is missing. */
static void push_map(lua_State *lua, const void *key)
{
	if (lua_rawgetp(lua, LUA_REGISTRYINDEX, key) == LUA_TTABLE)
		return;
	lua_pop(lua, 1);
	lua_newtable(lua);
	lua_pushvalue(lua, -1);
	lua_rawsetp(lua, LUA_REGISTRYINDEX, key);
}

void rebound_sandbox_push_frozen(lua_State *lua, int index)
{
	index = lua_absindex(lua, index);
	luaL_checkstack(lua, 8, NULL);
	if (lua_type(lua, index) != LUA_TTABLE || rebound_sandbox_is_frozen(lua, index)) {
		lua_pushvalue(lua, index);
		return;
	}
	push_map(lua, &STAND_INS_KEY);
	lua_pushvalue(lua, index);
	if (lua_rawget(lua, -2) == LUA_TNIL) {
		lua_pop(lua, 1);
		make_stand_in(lua, index);
		lua_pushvalue(lua, index);
		lua_pushvalue(lua, -2);
		lua_rawset(lua, -4);
	}
	lua_remove(lua, -2);
}

/* ---- the walk ---- */

/* A walk over all that can be reached. Stack positions of its tables. */
struct walk {
	struct rebound_sandbox *sandbox;
	lua_State *lua;
	int seen; /* tables whose content, and functions whose upvalues, are or will be looked at */
	int queue; /* array of those that wait */
	lua_Integer first, last;
	int cells; /* array: function, value, function, value, ... */
	GHashTable *cell_ids;
};

/* Look at the value on top later, and pop it. */
static void enqueue(struct walk *walk)
{
	lua_State *lua = walk->lua;
	int type = lua_type(lua, -1);

	if (type != LUA_TTABLE && type != LUA_TFUNCTION) {
		lua_pop(lua, 1);
		return;
	}
	rebound_sandbox_resolve(lua, -1);
	lua_pushvalue(lua, -1);
	if (lua_rawget(lua, walk->seen) != LUA_TNIL) {
		lua_pop(lua, 2);
		return;
	}
	lua_pop(lua, 1);
	lua_pushvalue(lua, -1);
	lua_pushboolean(lua, TRUE);
	lua_rawset(lua, walk->seen);
	lua_rawseti(lua, walk->queue, ++walk->last);
}

/* Keys that are tables get their stand-ins too; rare, and after the traversal, which they would
 * break. */
static void freeze_keys(struct walk *walk, int table, int keys, lua_Integer count)
{
	lua_State *lua = walk->lua;

	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(lua, keys, i);
		rebound_sandbox_push_frozen(lua, -1);
		lua_pushvalue(lua, -2);
		lua_rawget(lua, table);
		lua_rawset(lua, table);
		lua_pushvalue(lua, -1);
		lua_pushnil(lua);
		lua_rawset(lua, table);
		enqueue(walk);
	}
}

/* Replace what the table on top holds by stand-ins, and pop it. */
static void freeze_content(struct walk *walk)
{
	lua_State *lua = walk->lua;
	int table = lua_gettop(lua);
	lua_Integer keys = 0;

	lua_newtable(lua);
	lua_pushnil(lua);
	while (lua_next(lua, table)) {
		if (lua_type(lua, -1) == LUA_TTABLE) {
			lua_pushvalue(lua, -2);
			rebound_sandbox_push_frozen(lua, -2);
			lua_rawset(lua, table);
		}
		enqueue(walk);
		if (lua_type(lua, -1) == LUA_TTABLE && !rebound_sandbox_is_frozen(lua, -1)) {
			lua_pushvalue(lua, -1);
			lua_rawseti(lua, table + 1, ++keys);
		} else if (lua_type(lua, -1) == LUA_TFUNCTION) {
			lua_pushvalue(lua, -1);
			enqueue(walk);
		}
	}
	freeze_keys(walk, table, table + 1, keys);
	if (lua_getmetatable(lua, table))
		enqueue(walk);
	lua_settop(lua, table - 1);
}

/* Whether upvalues of the function on top are a user's variables, or the place of an iterator. */
static gboolean keeps_state(lua_State *lua)
{
	lua_Debug function;
	lua_CFunction c_function = lua_tocfunction(lua, -1);

	if (c_function)
		return c_function == rebound_sandbox_next_match ||
		       c_function == rebound_sandbox_next_pair;
	lua_pushvalue(lua, -1);
	lua_getinfo(lua, ">S", &function);
	return function.source[0] == '@';
}

/* Note an upvalue of the function at an index, so that it is put back after each call. */
static void add_cell(struct walk *walk, int function, int index)
{
	lua_State *lua = walk->lua;
	struct rebound_sandbox_cell cell = {index};

	if (!g_hash_table_add(walk->cell_ids, lua_upvalueid(lua, function, index)))
		return;
	g_array_append_val(walk->sandbox->cells, cell);
	lua_Integer place = 2 * (lua_Integer)walk->sandbox->cells->len;
	lua_pushvalue(lua, function);
	lua_rawseti(lua, walk->cells, place - 1);
	lua_getupvalue(lua, function, index);
	lua_rawseti(lua, walk->cells, place);
}

/* Give the function on top stand-ins for its upvalues, and pop it. C functions of bindings are left
 * alone. */
static void freeze_upvalues(struct walk *walk)
{
	lua_State *lua = walk->lua;
	int function = lua_gettop(lua);
	gboolean state = keeps_state(lua);

	if (lua_iscfunction(lua, function) && !state) {
		lua_pop(lua, 1);
		return;
	}
	for (int i = 1; lua_getupvalue(lua, function, i); i++) {
		if (!lua_iscfunction(lua, function) && lua_type(lua, -1) == LUA_TTABLE) {
			rebound_sandbox_push_frozen(lua, -1);
			lua_setupvalue(lua, function, i);
		}
		enqueue(walk);
		if (state)
			add_cell(walk, function, i);
	}
	lua_pop(lua, 1);
}

static void walk_all(struct walk *walk)
{
	lua_State *lua = walk->lua;

	while (walk->first <= walk->last) {
		lua_rawgeti(lua, walk->queue, walk->first);
		lua_pushnil(lua);
		lua_rawseti(lua, walk->queue, walk->first++);
		if (lua_type(lua, -1) == LUA_TTABLE)
			freeze_content(walk);
		else
			freeze_upvalues(walk);
	}
}

/* The roots: the globals, and what bindings hold by luaL_ref(). */
static void enqueue_roots(struct walk *walk)
{
	lua_State *lua = walk->lua;

	lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
	enqueue(walk);
	lua_pushnil(lua);
	while (lua_next(lua, LUA_REGISTRYINDEX)) {
		if (lua_isinteger(lua, -2) && lua_tointeger(lua, -2) > LUA_RIDX_LAST)
			enqueue(walk);
		else
			lua_pop(lua, 1);
	}
}

void rebound_sandbox_freeze(struct rebound_sandbox *sandbox)
{
	lua_State *lua = sandbox->lua;
	int top = lua_gettop(lua);
	struct walk walk = {sandbox, lua, top + 1, top + 2, 1, 0, top + 3, NULL};

	sandbox->frozen = TRUE;
	g_array_set_size(sandbox->cells, 0);
	walk.cell_ids = g_hash_table_new(NULL, NULL);
	lua_checkstack(lua, 20);
	lua_newtable(lua);
	lua_newtable(lua);
	lua_newtable(lua);
	lua_pushvalue(lua, walk.cells);
	lua_rawsetp(lua, LUA_REGISTRYINDEX, &CELLS_KEY);
	enqueue_roots(&walk);
	walk_all(&walk);
	lua_settop(lua, top);
	g_hash_table_unref(walk.cell_ids);
	lua_gc(lua, LUA_GCCOLLECT);
}

void rebound_sandbox_restore(struct rebound_sandbox *sandbox)
{
	lua_State *lua = sandbox->lua;

	if (sandbox->cells->len == 0)
		return;
	lua_checkstack(lua, 4);
	lua_rawgetp(lua, LUA_REGISTRYINDEX, &CELLS_KEY);
	for (guint i = 0; i < sandbox->cells->len; i++) {
		lua_rawgeti(lua, -1, 2 * (lua_Integer)i + 1);
		lua_rawgeti(lua, -2, 2 * (lua_Integer)i + 2);
		lua_setupvalue(lua, -2,
			g_array_index(sandbox->cells, struct rebound_sandbox_cell, i).index);
		lua_pop(lua, 1);
	}
	lua_pop(lua, 1);
}
