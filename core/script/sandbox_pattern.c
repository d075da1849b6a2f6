/* SPDX-License-Identifier: MIT */
#include "core/script/sandbox_private.h"

#include <lauxlib.h>
#include <string.h>

#include "core/script/lua_pattern.h"

/*
 * string.find, match, gmatch and gsub of Lua 5.4 (manual, section 6.4) over the counting matcher.
 */

/* Point a matcher at the two strings at these indexes, and lend it what steps the call has left. */
static void prepare(lua_State *lua, struct rebound_lua_pattern *p, int subject, int pattern)
{
	struct rebound_sandbox *sandbox = rebound_sandbox_of(lua);
	size_t subject_len, pattern_len;

	p->subject = luaL_checklstring(lua, subject, &subject_len);
	p->pattern = luaL_checklstring(lua, pattern, &pattern_len);
	p->subject_end = p->subject + subject_len;
	p->pattern_end = p->pattern + pattern_len;
	p->steps = sandbox->work_limit - sandbox->work;
	p->level = 0;
}

static gboolean skip_anchor(struct rebound_lua_pattern *p)
{
	if (p->pattern == p->pattern_end || *p->pattern != '^')
		return FALSE;
	p->pattern++;
	return TRUE;
}

/* Match, and pay for it; raises where the pattern is malformed or the steps are at their end. */
static const char *match(lua_State *lua, struct rebound_lua_pattern *p, const char *at)
{
	struct rebound_sandbox *sandbox = rebound_sandbox_of(lua);

	p->steps = sandbox->work_limit - sandbox->work;
	const char *end = rebound_lua_pattern_match(p, at);
	sandbox->work = sandbox->work_limit - p->steps;
	if (p->exhausted) {
		rebound_sandbox_note(sandbox, REBOUND_SANDBOX_WORK);
		rebound_sandbox_raise(lua);
	}
	if (p->problem) {
		if (strstr(p->problem, "%d"))
			luaL_error(lua, "invalid capture index %%%d", p->problem_index);
		luaL_error(lua, "%s", p->problem);
	}
	return end;
}

static void push_capture(lua_State *lua, const struct rebound_lua_pattern *p, int index,
	const char *start, const char *end)
{
	if (index >= p->level) {
		if (index != 0)
			luaL_error(lua, "invalid capture index %%%d", index + 1);
		lua_pushlstring(lua, start, (size_t)(end - start));
		return;
	}
	const struct rebound_lua_pattern_capture *capture = &p->captures[index];
	if (capture->len == REBOUND_LUA_PATTERN_UNFINISHED)
		luaL_error(lua, "unfinished capture");
	if (capture->len == REBOUND_LUA_PATTERN_POSITION)
		lua_pushinteger(lua, capture->start - p->subject + 1);
	else
		lua_pushlstring(lua, capture->start, (size_t)capture->len);
}

/* Push all captures; without any, the whole match where whole is TRUE. */
static int push_captures(lua_State *lua, const struct rebound_lua_pattern *p, const char *start,
	const char *end, gboolean whole)
{
	int count = p->level == 0 && whole ? 1 : p->level;

	luaL_checkstack(lua, count, "too many captures");
	for (int i = 0; i < count; i++)
		push_capture(lua, p, i, start, end);
	return count;
}

/* The place, from 0, where a search begins; more than len where it can't. */
static size_t read_start(lua_State *lua, int index, size_t len)
{
	rebound_sandbox_pay_for_arguments(lua, index);
	lua_Integer start = luaL_optinteger(lua, index, 1);

	if (start > 0)
		return (size_t)start - 1;
	if (start == 0 || start < -(lua_Integer)len)
		return 0;
	return len + (size_t)start;
}

static int find_plain(lua_State *lua, const struct rebound_lua_pattern *p, size_t start)
{
	size_t len = (size_t)(p->pattern_end - p->pattern);
	size_t left = (size_t)(p->subject_end - p->subject) - start;

	rebound_sandbox_charge(lua, 1 + left / 16);
	const char *at =
		len == 0 ? p->subject + start : memmem(p->subject + start, left, p->pattern, len);
	if (!at) {
		lua_pushnil(lua);
		return 1;
	}
	lua_pushinteger(lua, at - p->subject + 1);
	lua_pushinteger(lua, at - p->subject + (lua_Integer)len);
	return 2;
}

static int search(lua_State *lua, gboolean find)
{
	struct rebound_lua_pattern p;

	prepare(lua, &p, 1, 2);
	size_t len = (size_t)(p.subject_end - p.subject);
	size_t start = read_start(lua, 3, len);
	if (start > len) {
		lua_pushnil(lua);
		return 1;
	}
	if (find && (lua_toboolean(lua, 4) || rebound_lua_pattern_is_plain(p.pattern,
						      (gsize)(p.pattern_end - p.pattern))))
		return find_plain(lua, &p, start);

	gboolean anchored = skip_anchor(&p);
	const char *at = p.subject + start;
	do {
		const char *end = match(lua, &p, at);
		if (end && !find)
			return push_captures(lua, &p, at, end, TRUE);
		if (end) {
			lua_pushinteger(lua, at - p.subject + 1);
			lua_pushinteger(lua, end - p.subject);
			return push_captures(lua, &p, NULL, NULL, FALSE) + 2;
		}
	} while (at++ < p.subject_end && !anchored);
	lua_pushnil(lua);
	return 1;
}

static int call_find(lua_State *lua)
{
	return search(lua, TRUE);
}

static int call_match(lua_State *lua)
{
	return search(lua, FALSE);
}

/* ---- gmatch ---- */

/* Upvalues: subject, pattern, place to go on at, end of the last match (-1: none); all from 0. */
int rebound_sandbox_next_match(lua_State *lua)
{
	struct rebound_lua_pattern p;

	prepare(lua, &p, lua_upvalueindex(1), lua_upvalueindex(2));
	lua_Integer last = lua_tointeger(lua, lua_upvalueindex(4));
	const char *at = p.subject + lua_tointeger(lua, lua_upvalueindex(3));
	for (; at <= p.subject_end; at++) {
		const char *end = match(lua, &p, at);
		if (!end || end - p.subject == last)
			continue;
		lua_pushinteger(lua, end - p.subject);
		lua_pushvalue(lua, -1);
		lua_replace(lua, lua_upvalueindex(3));
		lua_replace(lua, lua_upvalueindex(4));
		return push_captures(lua, &p, at, end, TRUE);
	}
	lua_pushinteger(lua, p.subject_end - p.subject + 1);
	lua_replace(lua, lua_upvalueindex(3));
	return 0;
}

static int call_gmatch(lua_State *lua)
{
	size_t len;

	luaL_checklstring(lua, 1, &len);
	luaL_checkstring(lua, 2);
	size_t start = read_start(lua, 3, len);
	lua_settop(lua, 2);
	lua_pushinteger(lua, (lua_Integer)MIN(start, len + 1));
	lua_pushinteger(lua, -1);
	lua_pushcclosure(lua, rebound_sandbox_next_match, 4);
	return 1;
}

/* ---- gsub ---- */

/* Add what the replacement text, argument 3, makes of a match: %0 to %9 and %%. */
static void add_text(lua_State *lua, const struct rebound_lua_pattern *p, luaL_Buffer *buffer,
	const char *start, const char *end)
{
	size_t len;
	const char *text = lua_tolstring(lua, 3, &len);

	for (const char *stop = text + len; text < stop; text++) {
		const char *escape = memchr(text, '%', (size_t)(stop - text));
		if (!escape)
			escape = stop;
		luaL_addlstring(buffer, text, (size_t)(escape - text));
		if (escape == stop)
			return;
		text = escape + 1;
		char what = text < stop ? *text : '\0';
		if (what == '%') {
			luaL_addchar(buffer, '%');
		} else if (what == '0') {
			luaL_addlstring(buffer, start, (size_t)(end - start));
		} else if (g_ascii_isdigit(what)) {
			push_capture(lua, p, what - '1', start, end);
			luaL_tolstring(lua, -1, NULL);
			lua_remove(lua, -2);
			luaL_addvalue(buffer);
		} else {
			luaL_error(lua, "invalid use of '%%' in replacement string");
		}
	}
}

/* Add the replacement of a match to the buffer; FALSE where the match stays as it is. */
static gboolean add_replacement(lua_State *lua, const struct rebound_lua_pattern *p,
	luaL_Buffer *buffer, const char *start, const char *end)
{
	switch (lua_type(lua, 3)) {
	case LUA_TFUNCTION:
		lua_pushvalue(lua, 3);
		lua_call(lua, push_captures(lua, p, start, end, TRUE), 1);
		break;
	case LUA_TTABLE:
		push_capture(lua, p, 0, start, end);
		lua_gettable(lua, 3);
		break;
	default:
		add_text(lua, p, buffer, start, end);
		return TRUE;
	}
	if (!lua_toboolean(lua, -1)) {
		lua_pop(lua, 1);
		luaL_addlstring(buffer, start, (size_t)(end - start));
		return FALSE;
	}
	if (!lua_isstring(lua, -1))
		luaL_error(lua, "invalid replacement value (a %s)", luaL_typename(lua, -1));
	luaL_addvalue(buffer);
	return TRUE;
}

static int call_gsub(lua_State *lua)
{
	struct rebound_lua_pattern p;
	luaL_Buffer buffer;
	gboolean changed = FALSE;

	prepare(lua, &p, 1, 2);
	int type = lua_type(lua, 3);
	luaL_argexpected(lua,
		type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION ||
			type == LUA_TTABLE,
		3, "string/function/table");
	rebound_sandbox_pay_for_arguments(lua, 4);
	lua_Integer limit = luaL_optinteger(lua, 4, (lua_Integer)(p.subject_end - p.subject) + 1);
	gboolean anchored = skip_anchor(&p);
	const char *at = p.subject, *last = NULL;
	lua_Integer count = 0;
	luaL_buffinit(lua, &buffer);
	while (count < limit) {
		const char *end = match(lua, &p, at);
		if (end && end != last) {
			count++;
			changed = add_replacement(lua, &p, &buffer, at, end) || changed;
			at = last = end;
		} else if (at < p.subject_end) {
			luaL_addchar(&buffer, *at++);
		} else {
			break;
		}
		if (anchored)
			break;
	}
	if (!changed) {
		lua_pushvalue(lua, 1);
	} else {
		luaL_addlstring(&buffer, at, (size_t)(p.subject_end - at));
		luaL_pushresult(&buffer);
	}
	lua_pushinteger(lua, count);
	return 2;
}

void rebound_sandbox_add_patterns(lua_State *lua)
{
	static const luaL_Reg own[] = {
		{"find", call_find},
		{"gmatch", call_gmatch},
		{"gsub", call_gsub},
		{"match", call_match},
		{NULL, NULL},
	};

	luaL_setfuncs(lua, own, 0);
}
