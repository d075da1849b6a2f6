/* SPDX-License-Identifier: MIT */
#include "core/policy/card.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include "core/base/text.h"

/* Longest reason that is kept. */
enum { WHY_BYTES = 500 };

/* No span is longer than what rebound_clock_read_span() takes. */
#define LONGEST_SPAN ((gint64)100 * 366 * 24 * 60 * 60)

#define DEFAULT_GROWTH	   2.0
#define DEFAULT_SLOW_LIMIT ((gint64)24 * 60 * 60)
#define DEFAULT_SLOW_OVER  ((gint64)60 * 60)

/* A field of the clause on top; 0 where it is none. A script may have made the table itself. [-0,
 * +0, v] */
static gint64 get_span(lua_State *state, const char *name)
{
	lua_getfield(state, -1, name);
	gint64 value = lua_tointeger(state, -1);
	lua_pop(state, 1);
	return CLAMP(value, 0, LONGEST_SPAN);
}

/* [-0, +0, v] */
static double get_number(lua_State *state, const char *name, double otherwise)
{
	lua_getfield(state, -1, name);
	double value = lua_type(state, -1) == LUA_TNUMBER ? lua_tonumber(state, -1) : otherwise;
	lua_pop(state, 1);
	return value;
}

/* [-0, +0, v] */
static gboolean get_flag(lua_State *state, const char *name)
{
	lua_getfield(state, -1, name);
	gboolean value = lua_toboolean(state, -1);
	lua_pop(state, 1);
	return value;
}

/* [-0, +0, v] */
static const char *get_text(lua_State *state, const char *name, struct rebound_arena *arena)
{
	const char *result = NULL;
	size_t len;

	if (lua_getfield(state, -1, name) == LUA_TSTRING) {
		const char *text = lua_tolstring(state, -1, &len);

		result = rebound_text_line(arena, text, len, WHY_BYTES);
	}
	lua_pop(state, 1);
	return result;
}

/* A list of spans of the clause on top. [-0, +0, v] */
static guint get_spans(lua_State *state, const char *name, gint64 *spans)
{
	guint count = 0;

	if (lua_getfield(state, -1, name) == LUA_TTABLE) {
		for (; count < REBOUND_POLICY_STEPS; count++) {
			lua_geti(state, -1, (lua_Integer)count + 1);
			gint64 span = lua_tointeger(state, -1);
			lua_pop(state, 1);
			if (span <= 0)
				break;
			spans[count] = MIN(span, LONGEST_SPAN);
		}
	}
	lua_pop(state, 1);
	return count;
}

static void read_suppress(
	lua_State *state, struct rebound_arena *arena, struct rebound_clauses *clauses)
{
	gint64 after = get_span(state, "after");

	clauses->suppress = TRUE;
	clauses->after = (guint)CLAMP(after, 1, 1000);
	clauses->over = get_span(state, "over");
	clauses->spacing = get_span(state, "spacing");
	clauses->expires = get_span(state, "expires");
	clauses->anyway = get_flag(state, "anyway");
	clauses->suppress_why = get_text(state, "why", arena);
}

static void read_slow(lua_State *state, struct rebound_clauses *clauses)
{
	gint64 spans[REBOUND_POLICY_STEPS] = {0};

	get_spans(state, "spans", spans);
	clauses->slow = spans[0];
	clauses->slow_growth = CLAMP(get_number(state, "growth", DEFAULT_GROWTH), 1.0, 100.0);
	gint64 limit = get_span(state, "limit");
	clauses->slow_limit = limit > 0 ? limit : MAX(DEFAULT_SLOW_LIMIT, spans[0]);
	clauses->slow_after = (guint)CLAMP(get_span(state, "after"), 1, 1000);
	gint64 over = get_span(state, "over");
	clauses->slow_over = over > 0 ? over : DEFAULT_SLOW_OVER;
}

/* The clause on top. [-0, +0, v] */
static void read_one(lua_State *state, struct rebound_arena *arena, struct rebound_clauses *clauses)
{
	lua_getfield(state, -1, "clause");
	const char *name = lua_type(state, -1) == LUA_TSTRING ? lua_tostring(state, -1) : "";
	lua_pop(state, 1); /* the string stays in the clause */

	if (strcmp(name, "suppress") == 0) {
		read_suppress(state, arena, clauses);
	} else if (strcmp(name, "retry") == 0) {
		clauses->step_count = get_spans(state, "spans", clauses->steps);
		clauses->session_count = get_spans(state, "session", clauses->session_steps);
		clauses->retry_why = get_text(state, "why", arena);
	} else if (strcmp(name, "slow") == 0) {
		read_slow(state, clauses);
	} else if (strcmp(name, "resume") == 0) {
		clauses->resume = TRUE;
	} else if (strcmp(name, "tell") == 0) {
		clauses->tell = get_text(state, "whom", arena);
	} else if (strcmp(name, "review") == 0 || strcmp(name, "keep") == 0) {
		clauses->review = name[0] == 'r';
		clauses->keep = name[0] == 'k';
		clauses->why = get_text(state, "why", arena);
	} else {
		luaL_error(state, "'%s' is no clause of a policy", name);
	}
}

void rebound_clauses_read(
	lua_State *state, struct rebound_arena *arena, struct rebound_clauses *clauses)
{
	lua_Integer count = luaL_len(state, -1);

	memset(clauses, 0, sizeof(*clauses));
	luaL_checkstack(state, 8, NULL);
	for (lua_Integer i = 1; i <= count; i++) {
		if (lua_geti(state, -1, i) != LUA_TTABLE)
			luaL_error(state, "a clause of a policy is a table");
		read_one(state, arena, clauses);
		lua_pop(state, 1);
	}
}
