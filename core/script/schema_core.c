/* SPDX-License-Identifier: MIT */
#include "core/script/schema_core.h"

#include <lauxlib.h>

#include "core/base/clock.h"
#include "core/base/text.h"

/* Words that one list of suggestions may have. */
enum { SUGGESTIONS = 128 };

/* core.nearest(word, words). [-2, +1, v] */
static int find_nearest(lua_State *state)
{
	const char *word = luaL_checkstring(state, 1);
	const char *words[SUGGESTIONS + 1];
	guint count = 0;

	luaL_checktype(state, 2, LUA_TTABLE);
	/* The strings stay in the table while this runs. */
	for (; count < SUGGESTIONS && lua_rawgeti(state, 2, (lua_Integer)count + 1) == LUA_TSTRING;
		count++) {
		words[count] = lua_tostring(state, -1);
		lua_pop(state, 1);
	}
	words[count] = NULL;
	lua_pushstring(state, rebound_text_nearest(word, words)); /* NULL is nil */
	return 1;
}

/* core.span(text). [-1, +1, v] */
static int read_span(lua_State *state)
{
	gint64 seconds = 0;

	if (rebound_clock_read_span(luaL_checkstring(state, 1), &seconds))
		lua_pushinteger(state, seconds);
	else
		lua_pushnil(state);
	return 1;
}

void rebound_schema_core_add(lua_State *lua)
{
	static const luaL_Reg functions[] = {
		{"nearest", find_nearest},
		{"span", read_span},
		{NULL, NULL},
	};

	luaL_setfuncs(lua, functions, 0);
}
