/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox_private.h"

#include <lauxlib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/script/missing_word.h"
#include "core/script/syntax_hint.h"

/* The longest line of a message to people. */
#define MESSAGE_LIMIT 500

/* The full name of a chunk that messages call by a short one. */
const char *rebound_sandbox_find_full_name(
	const struct rebound_sandbox *sandbox, const char *short_name)
{
	for (guint i = 0; i + 1 < sandbox->names->len; i += 2)
		if (strcmp(g_ptr_array_index(sandbox->names, i), short_name) == 0)
			return g_ptr_array_index(sandbox->names, i + 1);
	return short_name;
}

/* Write "name:line: " of the innermost Lua function; allocates nothing in Lua. */
void rebound_sandbox_write_where(const struct rebound_sandbox *sandbox, char *buffer, gsize size)
{
	lua_Debug frame;

	buffer[0] = '\0';
	for (int level = 0; lua_getstack(sandbox->lua, level, &frame); level++) {
		lua_getinfo(sandbox->lua, "Sl", &frame);
		if (frame.currentline > 0) {
			g_snprintf(buffer, size,
				"%s:%d: ", rebound_sandbox_find_full_name(sandbox, frame.short_src),
				frame.currentline);
			return;
		}
	}
}

void rebound_sandbox_push_where(lua_State *lua)
{
	char where[512];

	rebound_sandbox_write_where(rebound_sandbox_of(lua), where, sizeof(where));
	lua_pushstring(lua, where);
}

const char *rebound_sandbox_describe_limit(enum rebound_sandbox_limit limit)
{
	switch (limit) {
	case REBOUND_SANDBOX_STEPS:
		return "stopped after too many instructions; is this an endless loop?";
	case REBOUND_SANDBOX_WORK:
		return "stopped after too many steps of patterns and table functions; make the "
		       "pattern "
		       "or the data smaller";
	case REBOUND_SANDBOX_MEMORY:
		return "stopped, since it needs too much memory";
	case REBOUND_SANDBOX_CHURN:
		return "stopped, since it makes too much garbage; is a text put together piece by "
		       "piece?";
	case REBOUND_SANDBOX_TIME:
		return "stopped, since it takes too long";
	case REBOUND_SANDBOX_UNSPENT:
		break;
	}
	return "stopped";
}

/* The chunk whose position the message begins with: its full name, and *rest behind the one that
 * stands there. */
static const char *find_position(
	const struct rebound_sandbox *sandbox, const char *message, const char **rest)
{
	for (guint i = 0; i < sandbox->names->len; i++) {
		const char *name = g_ptr_array_index(sandbox->names, i);
		gsize len = strlen(name);
		if (strncmp(message, name, len) == 0 && message[len] == ':' &&
			g_ascii_isdigit(message[len + 1])) {
			*rest = message + len;
			return g_ptr_array_index(sandbox->names, i | 1);
		}
	}
	return NULL;
}

/* Push the message that an error value is for people, with its position. [-0, +1, m] */
int rebound_sandbox_explain_error(lua_State *lua)
{
	struct rebound_sandbox *sandbox = rebound_sandbox_of(lua);
	const char *rest = NULL;

	if (lua_type(lua, 1) != LUA_TSTRING && lua_type(lua, 1) != LUA_TNUMBER) {
		rebound_sandbox_push_where(lua);
		lua_pushfstring(lua, "error() was called with a %s value instead of a message",
			luaL_typename(lua, 1));
		lua_concat(lua, 2);
		return 1;
	}
	const char *message = lua_tostring(lua, 1);
	const char *name = find_position(sandbox, message, &rest);
	if (name) {
		lua_pushfstring(lua, "%s%s", name, rest);
		return 1;
	}
	rebound_sandbox_push_where(lua);
	lua_pushvalue(lua, 1);
	lua_concat(lua, 2);
	return 1;
}

/* Set the error from what lies on top, and pop it. */
void rebound_sandbox_take_error(struct rebound_sandbox *sandbox, int status,
	enum rebound_error code, const char *fallback, GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	if (status == LUA_ERRMEM && sandbox->spent == REBOUND_SANDBOX_UNSPENT)
		sandbox->spent = REBOUND_SANDBOX_MEMORY;
	if (sandbox->spent != REBOUND_SANDBOX_UNSPENT) {
		const char *where = sandbox->where[0] != '\0' ? sandbox->where : fallback;
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_LIMIT, "%s%s", where,
			rebound_sandbox_describe_limit(sandbox->spent));
	} else {
		gsize len = 0;
		const char *message = lua_type(sandbox->lua, -1) == LUA_TSTRING
					      ? lua_tolstring(sandbox->lua, -1, &len)
					      : NULL;
		const char *rest = message;
		const char *name = message ? find_position(sandbox, message, &rest) : NULL;
		const char *line = message ? rebound_text_line(arena, rest,
						     len - (gsize)(rest - message), MESSAGE_LIMIT)
					   : "failed";
		g_autofree char *explained = rebound_missing_word_explain(line);
		g_set_error(error, REBOUND_ERROR, code, "%s%s%s", name ? name : fallback,
			explained ? explained : line,
			status == LUA_ERRSYNTAX ? rebound_syntax_hint(line) : "");
	}
	lua_pop(sandbox->lua, 1);
}
