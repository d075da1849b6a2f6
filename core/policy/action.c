/* SPDX-License-Identifier: MIT */
#include "core/policy/action.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/policy/answers.h"

#define EVENT_TYPE   "event"
#define HISTORY_TYPE "history"

struct rebound_action_context {
	struct rebound_policy *policy;
	guint64 generation; /* of the call that runs */
	int run;	    /* run_action(), in the registry */
	struct rebound_answers *answers;
	/* During a call only. */
	const struct rebound_policy_action *action;
	const struct rebound_event *event;
	struct rebound_history *history;
	struct rebound_arena *arena;
	struct rebound_clauses *clauses;
};

/* What Lua holds: a number, no pointer. */
struct handle {
	guint64 generation;
};

struct string_field {
	const char *name;
	gsize offset;
};

static const struct string_field strings[] = {
	{"address", G_STRUCT_OFFSET(struct rebound_event, address)},
	{"domain", G_STRUCT_OFFSET(struct rebound_event, domain)},
	{"status", G_STRUCT_OFFSET(struct rebound_event, status)},
	{"text", G_STRUCT_OFFSET(struct rebound_event, text)},
	{"rule", G_STRUCT_OFFSET(struct rebound_event, rule)},
	{"evidence", G_STRUCT_OFFSET(struct rebound_event, evidence)},
	{"remote_mta", G_STRUCT_OFFSET(struct rebound_event, remote_mta)},
	{"original_id", G_STRUCT_OFFSET(struct rebound_event, original_id)},
	{"feedback_type", G_STRUCT_OFFSET(struct rebound_event, feedback_type)},
	{NULL, 0},
};

static const char *const event_fields[] = {"address", "domain", "status", "text", "rule",
	"evidence", "remote_mta", "original_id", "feedback_type", "kind", "reason", "fault",
	"permanence", "advice", "trust", "confidence", "time", "reply", "retry_after", NULL};

static const char *const history_fields[] = {"score", "count", "days", "last", NULL};

static struct rebound_action_context *get_context(lua_State *state)
{
	return lua_touserdata(state, lua_upvalueindex(1));
}

/* The context behind a living object at argument 1, else a Lua error. [-0, +0, v] */
static struct rebound_action_context *check_alive(lua_State *state, const char *type)
{
	struct rebound_action_context *context = get_context(state);
	const struct handle *handle = luaL_checkudata(state, 1, type);

	if (context->event == NULL || handle->generation != context->generation)
		luaL_error(state, "this %s is gone", type);
	return context;
}

/* The same for a history, which no answer goes by alone. [-0, +0, v] */
static struct rebound_action_context *check_history(lua_State *state)
{
	struct rebound_action_context *context = check_alive(state, HISTORY_TYPE);

	rebound_answers_read_more(context->answers);
	return context;
}

/* [-0, +1, m] */
static void push_number_or_nil(lua_State *state, gint64 number)
{
	if (number != 0)
		lua_pushinteger(state, number);
	else
		lua_pushnil(state);
}

/* [-0, +(0|1), m] */
static gboolean push_number(lua_State *state, const struct rebound_event *event, const char *name)
{
	if (strcmp(name, "confidence") == 0)
		lua_pushnumber(state, event->confidence);
	else if (strcmp(name, "time") == 0)
		lua_pushinteger(state, event->time);
	else if (strcmp(name, "reply") == 0)
		push_number_or_nil(state, event->reply);
	else if (strcmp(name, "retry_after") == 0)
		push_number_or_nil(state, event->retry_after);
	else
		return FALSE;
	return TRUE;
}

/* [-0, +0, v] */
static int refuse_field(
	lua_State *state, const char *what, const char *name, const char *const *fields)
{
	const char *near = rebound_text_nearest(name, fields);

	if (near == NULL)
		return luaL_error(state, "%s has no field '%s'", what, name);
	return luaL_error(state, "%s has no field '%s'; did you mean '%s'?", what, name, near);
}

/* event.NAME. [-2, +1, v] */
static int event_index(lua_State *state)
{
	const struct rebound_action_context *context = check_alive(state, EVENT_TYPE);
	const struct rebound_event *event = context->event;
	const char *name = luaL_checkstring(state, 2);
	enum rebound_word word = rebound_word_find(name);

	if (word < REBOUND_WORD_COUNT) {
		rebound_answers_read_word(context->answers, word);
		lua_pushstring(state, rebound_word_text(word, event));
		return 1;
	}
	rebound_answers_read_more(context->answers);
	for (const struct string_field *field = strings; field->name != NULL; field++) {
		if (strcmp(field->name, name) == 0) {
			lua_pushstring(
				state, *(const char *const *)((const char *)event + field->offset));
			return 1;
		}
	}
	if (push_number(state, event, name))
		return 1;
	return refuse_field(state, "an event", name, event_fields);
}

/* [-1, +0, v] */
static int refuse_change(lua_State *state)
{
	return luaL_error(state, "%s can't be changed", lua_tostring(state, lua_upvalueindex(2)));
}

/* [-0, +1, m] */
static int name_object(lua_State *state)
{
	lua_pushvalue(state, lua_upvalueindex(2));
	return 1;
}

/* Options of a method at argument 2: a table or nothing; each field must be one of fields. [-0, +0,
 * v] */
static void check_options(lua_State *state, const char *what, const char *const *fields)
{
	lua_settop(state, 2);
	if (lua_isnil(state, 2)) {
		lua_newtable(state);
		lua_replace(state, 2);
		return;
	}
	luaL_checktype(state, 2, LUA_TTABLE);
	rebound_sandbox_push_keys(state, 2);
	lua_Integer count = luaL_len(state, -1);
	for (lua_Integer i = 1; i <= count; i++) {
		gboolean known = FALSE;

		if (lua_geti(state, 3, i) != LUA_TSTRING)
			luaL_error(state, "%s takes fields with names, such as %s { %s = ... }",
				what, what, fields[0]);
		for (const char *const *field = fields; *field != NULL && !known; field++)
			known = strcmp(*field, lua_tostring(state, -1)) == 0;
		if (!known)
			refuse_field(state, what, lua_tostring(state, -1), fields);
		lua_pop(state, 1);
	}
	lua_settop(state, 2);
}

/* A number among the options. [-0, +0, v] */
static double get_points(lua_State *state, const char *name, double otherwise)
{
	double points = otherwise;

	if (lua_getfield(state, 2, name) != LUA_TNIL) {
		if (lua_type(state, -1) != LUA_TNUMBER)
			luaL_error(state, "history:score: %s must be a number", name);
		points = lua_tonumber(state, -1);
	}
	lua_pop(state, 1);
	return points;
}

/* A span among the options, 0 where it is missing. [-0, +0, v] */
static gint64 get_span(lua_State *state, const char *what, const char *name)
{
	gint64 span = 0;

	if (lua_getfield(state, 2, name) != LUA_TNIL &&
		(lua_type(state, -1) != LUA_TSTRING ||
			!rebound_clock_read_span(lua_tostring(state, -1), &span) || span <= 0))
		luaL_error(state, "%s: %s must be a span such as \"14d\"", what, name);
	lua_pop(state, 1);
	return span;
}

/* history:score { permanent =, other =, half_life = }. [-2, +1, v] */
static int history_score(lua_State *state)
{
	static const char *const fields[] = {"permanent", "other", "half_life", NULL};
	const struct rebound_action_context *context = check_history(state);

	check_options(state, "history:score", fields);
	double permanent = get_points(state, "permanent", 3);
	double other = get_points(state, "other", 1);
	gint64 half_life = get_span(state, "history:score", "half_life");
	rebound_sandbox_charge(state, rebound_history_size(context->history, 0));
	lua_pushnumber(state, rebound_history_score(context->history, permanent, other, half_life));
	return 1;
}

/* The word of an option, NULL where it is missing. It stays in the table. [-0, +0, v] */
static const char *get_word(lua_State *state, const char *name)
{
	const char *word = NULL;

	if (lua_getfield(state, 2, name) != LUA_TNIL) {
		if (lua_type(state, -1) != LUA_TSTRING)
			luaL_error(state, "history:count: %s must be a word", name);
		word = lua_tostring(state, -1);
	}
	lua_pop(state, 1);
	return word;
}

/* history:count { reason =, kind =, permanence =, over = }. [-2, +1, v] */
static int history_count(lua_State *state)
{
	static const char *const fields[] = {
		"reason", "kind", "permanence", "over", "spacing", NULL};
	const struct rebound_action_context *context = check_history(state);
	struct rebound_history_query query = {.kind = REBOUND_KIND_FAILURE};

	check_options(state, "history:count", fields);
	const char *reason = get_word(state, "reason");
	const char *kind = get_word(state, "kind");
	const char *permanence = get_word(state, "permanence");
	query.over = get_span(state, "history:count", "over");
	query.spacing = get_span(state, "history:count", "spacing");
	if (reason != NULL && !rebound_reason_read(reason, &query.reason))
		luaL_error(state, "history:count: there is no reason '%s'", reason);
	if (kind != NULL && !rebound_kind_read(kind, &query.kind))
		luaL_error(state, "history:count: there is no kind '%s'", kind);
	if (permanence != NULL && !rebound_permanence_read(permanence, &query.permanence))
		luaL_error(state, "history:count: there is no permanence '%s'", permanence);
	guint64 entries = rebound_history_size(context->history, query.over);
	rebound_sandbox_charge(state, query.over > 0 ? entries * entries / 16 + entries : entries);
	lua_pushinteger(state, rebound_history_count(context->history, &query));
	return 1;
}

/* [-0, +1, m] */
static void push_entry(lua_State *state, const struct rebound_history_entry *entry)
{
	if (entry == NULL) {
		lua_pushnil(state);
		return;
	}
	lua_createtable(state, 0, 4);
	lua_pushinteger(state, entry->time);
	lua_setfield(state, -2, "time");
	lua_pushstring(state, rebound_kind_name(entry->kind));
	lua_setfield(state, -2, "kind");
	lua_pushstring(state, rebound_reason_name(entry->reason));
	lua_setfield(state, -2, "reason");
	lua_pushstring(state, rebound_permanence_name(entry->permanence));
	lua_setfield(state, -2, "permanence");
}

/* history.NAME; upvalue 3 holds the methods. [-2, +1, v] */
static int history_index(lua_State *state)
{
	const struct rebound_action_context *context = check_history(state);
	const char *name = luaL_checkstring(state, 2);

	if (strcmp(name, "days") == 0)
		lua_pushinteger(state, rebound_history_days(context->history));
	else if (strcmp(name, "last") == 0)
		push_entry(state, rebound_history_last(context->history));
	else if (lua_getfield(state, lua_upvalueindex(3), name) == LUA_TNIL)
		return refuse_field(state, "a history", name, history_fields);
	return 1;
}

/* A function with the context, and a name for messages. [-0, +1, m] */
static void push_function(lua_State *state, struct rebound_action_context *context,
	lua_CFunction function, const char *name)
{
	lua_pushlightuserdata(state, context);
	lua_pushstring(state, name);
	lua_pushcclosure(state, function, 2);
}

/* A metatable with all but __index. [-0, +1, m] */
static void push_type(lua_State *state, struct rebound_action_context *context, const char *type,
	const char *name)
{
	luaL_newmetatable(state, type);
	push_function(state, context, refuse_change, name);
	lua_setfield(state, -2, "__newindex");
	push_function(state, context, name_object, type);
	lua_setfield(state, -2, "__tostring");
	lua_pushboolean(state, FALSE);
	lua_setfield(state, -2, "__metatable");
}

/* [-0, +1, m] */
static void push_object(
	lua_State *state, const struct rebound_action_context *context, const char *type)
{
	struct handle *handle = lua_newuserdatauv(state, sizeof(*handle), 0);

	handle->generation = context->generation;
	luaL_setmetatable(state, type);
}

/* The action, what it gave back as clauses, and those read. [-0, +0, v] */
static int run_action(lua_State *state)
{
	const struct rebound_action_context *context = get_context(state);

	lua_rawgeti(state, LUA_REGISTRYINDEX, context->policy->result);
	lua_pushstring(state, context->action->name);
	lua_rawgeti(state, LUA_REGISTRYINDEX, context->action->run);
	push_object(state, context, EVENT_TYPE);
	push_object(state, context, HISTORY_TYPE);
	lua_call(state, 2, 1);
	lua_call(state, 2, 1);
	rebound_clauses_read(state, context->arena, context->clauses);
	return 0;
}

/* [-1, +0, v] */
static int open_types(lua_State *state)
{
	struct rebound_action_context *context = lua_touserdata(state, 1);

	push_type(state, context, EVENT_TYPE, "an event");
	push_function(state, context, event_index, "");
	lua_setfield(state, -2, "__index");

	push_type(state, context, HISTORY_TYPE, "a history");
	lua_pushlightuserdata(state, context);
	lua_pushliteral(state, "");
	lua_newtable(state);
	push_function(state, context, history_score, "");
	lua_setfield(state, -2, "score");
	push_function(state, context, history_count, "");
	lua_setfield(state, -2, "count");
	lua_pushcclosure(state, history_index, 3);
	lua_setfield(state, -2, "__index");

	push_function(state, context, run_action, "");
	context->run = luaL_ref(state, LUA_REGISTRYINDEX);
	return 0;
}

struct rebound_action_context *rebound_action_context_new(
	struct rebound_policy *policy, GError **error)
{
	struct rebound_action_context *context = g_new0(struct rebound_action_context, 1);
	lua_State *state = rebound_sandbox_state(policy->sandbox);

	context->policy = policy;
	context->answers = rebound_answers_new(policy->arena);
	lua_pushcfunction(state, open_types);
	lua_pushlightuserdata(state, context);
	if (!rebound_sandbox_call(policy->sandbox, 1, 0, error))
		g_clear_pointer(&context, rebound_action_context_free);
	return context;
}

void rebound_action_context_free(struct rebound_action_context *context)
{
	if (context == NULL)
		return;
	rebound_answers_free(context->answers);
	g_free(context);
}

void rebound_action_forget(struct rebound_policy *policy)
{
	rebound_answers_clear(policy->call->answers);
}

gboolean rebound_action_run(struct rebound_policy *policy,
	const struct rebound_policy_action *action, const struct rebound_event *event,
	struct rebound_history *history, struct rebound_arena *arena,
	struct rebound_clauses *clauses, GError **error)
{
	struct rebound_action_context *context = policy->call;
	lua_State *state = rebound_sandbox_state(policy->sandbox);

	if (rebound_answers_find(context->answers, action, event, clauses))
		return TRUE;
	rebound_answers_begin(context->answers);
	context->generation++;
	policy->running = action;
	context->action = action;
	context->event = event;
	context->history = history;
	context->arena = arena;
	context->clauses = clauses;
	lua_rawgeti(state, LUA_REGISTRYINDEX, context->run);
	gboolean done = rebound_sandbox_call(policy->sandbox, 0, 0, error);
	if (done)
		rebound_answers_keep(context->answers, action, event, clauses);
	policy->running = NULL;
	context->event = NULL;
	context->history = NULL;
	context->arena = NULL;
	context->clauses = NULL;
	return done;
}
