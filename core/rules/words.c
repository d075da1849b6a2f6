/* SPDX-License-Identifier: MIT */
#include "core/rules/words.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include <rebound/taxonomy.h>
#include "core/base/text.h"
#include "core/rules/pattern.h"
#include "core/rules/statement.h"
#include "core/script/schema_core.h"
#include "core/smtp/reply.h"

enum { TEXT_BYTES = 4000, TEXT_COUNT = 1000 };

/* core.here(): the line of the rule file that called. [-0, +1, -] */
static int find_line(lua_State *state)
{
	lua_Debug frame;
	int line = 1;

	for (int level = 1; lua_getstack(state, level, &frame); level++) {
		lua_getinfo(state, "Sl", &frame);
		if (frame.source[0] == '@' && frame.currentline > 0) {
			line = frame.currentline;
			break;
		}
	}
	lua_pushinteger(state, line);
	return 1;
}

/* core.count(table): how many keys it has. [-1, +1, v] */
static int count_keys(lua_State *state)
{
	lua_Integer count = 0;

	luaL_checktype(state, 1, LUA_TTABLE);
	lua_settop(state, 1);
	lua_pushnil(state);
	while (lua_next(state, 1) != 0) {
		lua_pop(state, 1);
		count++;
	}
	lua_pushinteger(state, count);
	return 1;
}

/* Why a string is no text that a card may hold, or NULL. */
static const char *judge_text(const char *text, size_t len)
{
	if (strlen(text) != len)
		return "must not hold a NUL byte";
	if (strspn(text, " \t\r\n\v\f") == len)
		return "blank";
	if (!g_utf8_validate(text, (gssize)len, NULL))
		return "must be valid UTF-8";
	return len > TEXT_BYTES ? "is longer than 4000 bytes" : NULL;
}

/* core.is_known(table, fields): whether every key is a string and one of the fields. [-2, +1, v] */
static int has_known_keys(lua_State *state)
{
	gboolean known = TRUE;

	luaL_checktype(state, 1, LUA_TTABLE);
	luaL_checktype(state, 2, LUA_TTABLE);
	lua_settop(state, 2);
	for (lua_pushnil(state); known && lua_next(state, 1) != 0;) {
		lua_pop(state, 1);
		lua_pushvalue(state, -1);
		known = lua_type(state, -1) == LUA_TSTRING && lua_rawget(state, 2) != LUA_TNIL;
		lua_settop(state, 3);
	}
	lua_pushboolean(state, known);
	return 1;
}

/* core.flaw(text): why it is no text that a card may hold, or nil. [-1, +1, v] */
static int find_flaw(lua_State *state)
{
	size_t len = 0;
	const char *text = luaL_checklstring(state, 1, &len);

	lua_pushstring(state, judge_text(text, len));
	return 1;
}

static gboolean has_only_gaps(const char *text, size_t len)
{
	return strspn(text, "* \t\r\n\v\f") == len;
}

/* Whether the value on top is a text, or a phrase. */
static gboolean is_good_text(lua_State *state, gboolean phrases)
{
	size_t len = 0;

	if (lua_type(state, -1) != LUA_TSTRING)
		return FALSE;
	const char *text = lua_tolstring(state, -1, &len);
	return judge_text(text, len) == NULL && !(phrases && has_only_gaps(text, len));
}

/*
 * core.texts(list), core.phrases(list): a copy of a list of good texts or phrases; nil where
 * anything is wrong with it, which Lua then finds out and tells. [-1, +1, v]
 */
static int copy_texts(lua_State *state)
{
	gboolean phrases = lua_toboolean(state, lua_upvalueindex(1));
	lua_Integer count = (lua_Integer)lua_rawlen(state, 1), keys = 0;

	lua_settop(state, 1);
	for (lua_pushnil(state); lua_next(state, 1) != 0 && keys <= count; lua_pop(state, 1))
		keys++;
	lua_settop(state, 1);
	if (count == 0 || keys != count)
		return 0;
	lua_createtable(state, (int)MIN(count, TEXT_COUNT), 0);
	for (lua_Integer i = 1; i <= count; i++) {
		lua_rawgeti(state, 1, i);
		if (!is_good_text(state, phrases))
			return 0;
		lua_rawseti(state, 2, i);
	}
	return 1;
}

/* core.is_gap(text): whether a phrase has gaps only. [-1, +1, v] */
static int is_gap(lua_State *state)
{
	size_t len = 0;
	const char *text = luaL_checklstring(state, 1, &len);

	lua_pushboolean(state, has_only_gaps(text, len));
	return 1;
}

/* core.is_status(text). [-1, +1, v] */
static int is_status(lua_State *state)
{
	struct rebound_code_pattern pattern;

	lua_pushboolean(state, rebound_pattern_read_status(luaL_checkstring(state, 1), &pattern));
	return 1;
}

/* core.is_reply(text). [-1, +1, v] */
static int is_reply(lua_State *state)
{
	struct rebound_code_pattern pattern;

	lua_pushboolean(state, rebound_pattern_read_reply(luaL_checkstring(state, 1), &pattern));
	return 1;
}

/* core.command(text): as reports call it, or nil. [-1, +1, v] */
static int read_command(lua_State *state)
{
	size_t len = 0;
	const char *text = luaL_checklstring(state, 1, &len);
	const char *command = rebound_reply_command(text, len);

	if (command == NULL)
		lua_pushnil(state);
	else
		lua_pushstring(state, command);
	return 1;
}

/* core.fault(reason): whose trouble it is. [-1, +1, v] */
static int name_fault(lua_State *state)
{
	enum rebound_reason reason = REBOUND_REASON_NONE;

	rebound_reason_read(luaL_checkstring(state, 1), &reason);
	lua_pushstring(state, rebound_fault_name(rebound_reason_fault(reason)));
	return 1;
}

/* [-0, +1, m] */
static void push_core(lua_State *state)
{
	static const luaL_Reg functions[] = {
		{"here", find_line},
		{"count", count_keys},
		{"is_known", has_known_keys},
		{"flaw", find_flaw},
		{"is_gap", is_gap},
		{"is_status", is_status},
		{"is_reply", is_reply},
		{"command", read_command},
		{"fault", name_fault},
		{NULL, NULL},
	};

	luaL_newlib(state, functions);
	rebound_schema_core_add(state);
	lua_pushboolean(state, FALSE);
	lua_pushcclosure(state, copy_texts, 1);
	lua_setfield(state, -2, "texts");
	lua_pushboolean(state, TRUE);
	lua_pushcclosure(state, copy_texts, 1);
	lua_setfield(state, -2, "phrases");
	lua_newtable(state);
	for (int i = REBOUND_REASON_NONE + 1; i < REBOUND_REASON_COUNT; i++) {
		lua_pushstring(state, rebound_reason_name((enum rebound_reason)i));
		lua_rawseti(state, -2, i);
	}
	lua_setfield(state, -2, "reasons");
	const char *const *names = rebound_statement_names();
	lua_newtable(state);
	for (int i = 0; names[i] != NULL; i++) {
		lua_pushstring(state, names[i]);
		lua_rawseti(state, -2, i + 1);
	}
	lua_setfield(state, -2, "statements");
}

/* words(schema, core, senders), then both functions into the registry. [-3, +2, v] */
static int open_words(lua_State *state)
{
	lua_settop(state, 3); /* schema words senders */
	push_core(state);
	lua_pushvalue(state, 2);
	lua_pushvalue(state, 1);
	lua_pushvalue(state, 4);
	lua_pushvalue(state, 3);
	lua_call(state, 3, 2);
	int finish = luaL_ref(state, LUA_REGISTRYINDEX);
	int begin = luaL_ref(state, LUA_REGISTRYINDEX);
	lua_pushinteger(state, begin);
	lua_pushinteger(state, finish);
	return 2;
}

gboolean rebound_words_open(
	struct rebound_sandbox *sandbox, int *begin, int *finish, GError **error)
{
	lua_State *state = rebound_sandbox_state(sandbox);

	*begin = *finish = LUA_NOREF;
	lua_pushcfunction(state, open_words);
	if (!rebound_sandbox_run_embedded(sandbox, "scripts/schema.lua", error) ||
		!rebound_sandbox_run_embedded(sandbox, "scripts/words.lua", error) ||
		!rebound_sandbox_run_embedded(sandbox, "scripts/sender_words.lua", error) ||
		!rebound_sandbox_call(sandbox, 3, 2, error))
		return FALSE;
	*begin = (int)lua_tointeger(state, -2);
	*finish = (int)lua_tointeger(state, -1);
	lua_pop(state, 2);
	return TRUE;
}

/* The reference of the fields that words(schema, core) knows. [-4, +1, v] */
static int write_reference(lua_State *state)
{
	lua_settop(state, 4); /* schema words knowledge reference */
	push_core(state);
	lua_pushvalue(state, 2);
	lua_pushvalue(state, 1);
	lua_pushvalue(state, 5);
	lua_call(state, 2, 4); /* ... core begin finish conditions fields */
	lua_pushvalue(state, 4);
	lua_pushvalue(state, 8);
	lua_pushvalue(state, 9);
	lua_pushvalue(state, 5);
	lua_pushvalue(state, 3);
	lua_call(state, 4, 1);
	return 1;
}

char *rebound_words_reference(GError **error)
{
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
	lua_State *state = rebound_sandbox_state(sandbox);

	lua_pushcfunction(state, write_reference);
	if (!rebound_sandbox_run_embedded(sandbox, "scripts/schema.lua", error) ||
		!rebound_sandbox_run_embedded(sandbox, "scripts/words.lua", error) ||
		!rebound_sandbox_run_embedded(sandbox, "scripts/knowledge.lua", error) ||
		!rebound_sandbox_run_embedded(sandbox, "scripts/reference.lua", error) ||
		!rebound_sandbox_call(sandbox, 4, 1, error))
		return NULL;
	return g_strdup(lua_tostring(state, -1));
}
