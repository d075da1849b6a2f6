/* SPDX-License-Identifier: MIT */
#include "core/policy/words.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include <rebound/error.h>
#include "core/base/text.h"
#include "core/script/embedded.h"
#include "core/script/missing_word.h"
#include "core/script/schema_core.h"
#include "core/smtp/address.h"

#define SHIPPED "rules/policy.lua"

enum { DOMAIN_BYTES = 253 };

/* Of a target that does not say, in seconds. */
enum { TARGET_TIMEOUT = 30, TARGET_GIVE_UP = 3 * 24 * 60 * 60 };

/* A policy while it is loaded. */
struct loading {
	struct rebound_policy *policy;
	lua_State *state;
	int begin, finish;     /* the words' functions, in the registry */
	gboolean used_shipped; /* so that it is not used twice */
	gboolean use;	       /* the file that was read uses the shipped one */
};

static struct rebound_policy *get_policy(lua_State *state)
{
	return lua_touserdata(state, lua_upvalueindex(1));
}

/* core.here(): "file:line" of the file that called. [-0, +1, m] */
static int find_place(lua_State *state)
{
	const struct rebound_policy *policy = get_policy(state);
	lua_Debug frame;

	for (int level = 1; lua_getstack(state, level, &frame); level++) {
		lua_getinfo(state, "Sl", &frame);
		if (frame.source[0] == '@' && frame.currentline > 0) {
			lua_pushfstring(state, "%s:%d", frame.source + 1, frame.currentline);
			return 1;
		}
	}
	/* "return suppress { ... }" is a tail call: the action's own frame is gone. */
	lua_pushstring(state, policy->running != NULL ? policy->running->at : "policy:1");
	return 1;
}

/* core.address(text): the key of an address, or nil. [-1, +1, v] */
static int read_address(lua_State *state)
{
	size_t len;
	const char *text = luaL_checklstring(state, 1, &len);
	struct rebound_arena *arena = get_policy(state)->arena;
	const char *address = rebound_address_read(arena, text, len);

	lua_pushstring(state, address != NULL ? rebound_address_key(arena, address) : NULL);
	return 1;
}

/* core.domain(text): the key of a domain, or nil. [-1, +1, v] */
static int read_domain(lua_State *state)
{
	size_t len;
	const char *text = luaL_checklstring(state, 1, &len);
	struct rebound_arena *arena = get_policy(state)->arena;

	if (len == 0 || len > DOMAIN_BYTES || strlen(text) != len || text[0] == '[') {
		lua_pushnil(state);
		return 1;
	}
	const char *whole = rebound_arena_printf(arena, "a@%s", text);
	const char *address = rebound_address_read(arena, whole, len + 2);
	gboolean good = address != NULL && strcmp(rebound_address_domain(address), text) == 0;
	lua_pushstring(state, good ? rebound_address_domain_key(arena, text) : NULL);
	return 1;
}

/* Reasons and kinds: what a card may be about. [-0, +1, m] */
static void push_subjects(lua_State *state)
{
	lua_Integer count = 0;

	lua_newtable(state);
	for (int i = REBOUND_REASON_NONE + 1; i < REBOUND_REASON_COUNT; i++) {
		lua_pushstring(state, rebound_reason_name((enum rebound_reason)i));
		lua_rawseti(state, -2, ++count);
	}
	for (int i = 0; i < REBOUND_KIND_COUNT; i++) {
		lua_pushstring(state, rebound_kind_name((enum rebound_kind)i));
		lua_rawseti(state, -2, ++count);
	}
}

/* [-0, +1, m] */
static void push_core(lua_State *state, struct rebound_policy *policy)
{
	static const luaL_Reg functions[] = {
		{"here", find_place},
		{"address", read_address},
		{"domain", read_domain},
		{NULL, NULL},
	};

	luaL_newlibtable(state, functions);
	lua_pushlightuserdata(state, policy);
	luaL_setfuncs(state, functions, 1);
	rebound_schema_core_add(state);
	push_subjects(state);
	lua_setfield(state, -2, "subjects");
}

/* words(loading, schema, maker): the three functions into the registry. [-3, +0, v] */
static int open_words(lua_State *state)
{
	struct loading *loading = lua_touserdata(state, 1);

	lua_insert(state, 2); /* loading, maker, schema */
	push_core(state, loading->policy);
	lua_call(state, 2, 3);
	loading->policy->result = luaL_ref(state, LUA_REGISTRYINDEX);
	loading->finish = luaL_ref(state, LUA_REGISTRYINDEX);
	loading->begin = luaL_ref(state, LUA_REGISTRYINDEX);
	return 0;
}

/* A NULL-terminated list of the strings of a field. [-0, +0, v] */
static const char *const *read_strings(
	lua_State *state, struct rebound_arena *arena, const char *name)
{
	const char **strings;
	gsize count = 0;

	if (lua_getfield(state, -1, name) == LUA_TTABLE)
		count = (gsize)luaL_len(state, -1);
	strings = rebound_arena_alloc(arena, (count + 1) * sizeof(*strings));
	for (gsize i = 0; i < count; i++) {
		lua_geti(state, -1, (lua_Integer)i + 1);
		strings[i] = rebound_arena_string(arena, lua_tostring(state, -1));
		lua_pop(state, 1);
	}
	lua_pop(state, 1);
	return strings;
}

/* [-0, +0, v] */
static const char *copy_field(
	lua_State *state, int index, const char *name, struct rebound_arena *arena)
{
	lua_getfield(state, index, name);
	const char *text = rebound_arena_string(arena, lua_tostring(state, -1));
	lua_pop(state, 1);
	return text;
}

/* A number of the table on top, within what a script might write; otherwise where it has none.
 * [-0, +0, v] */
static double read_number(lua_State *state, const char *name, double otherwise)
{
	lua_getfield(state, -1, name);
	double number = lua_type(state, -1) == LUA_TNUMBER ? lua_tonumber(state, -1) : otherwise;
	lua_pop(state, 1);
	return CLAMP(number, 0, (double)G_MAXINT32);
}

/* [-0, +0, v] */
static void take_spike(lua_State *state, struct rebound_spike_settings *spike)
{
	if (lua_getfield(state, -1, "spike") == LUA_TTABLE) {
		spike->addresses = (guint)read_number(state, "addresses", spike->addresses);
		spike->times = read_number(state, "times", spike->times);
		spike->history = (gint64)read_number(state, "history", (double)spike->history);
		lua_getfield(state, -1, "hold_without_history");
		spike->hold_without_history = lua_toboolean(state, -1);
		lua_pop(state, 1);
	}
	lua_pop(state, 1);
}

/* The target on top. [-0, +0, v] */
static void take_target(
	lua_State *state, struct rebound_arena *arena, struct rebound_target *target)
{
	target->name = copy_field(state, -1, "name", arena);
	target->url = copy_field(state, -1, "url", arena);
	target->secret_file = copy_field(state, -1, "secret_file", arena);
	target->token_file = copy_field(state, -1, "token_file", arena);
	target->once = (gint64)read_number(state, "once", 0);
	target->timeout = (gint64)read_number(state, "timeout", TARGET_TIMEOUT);
	target->give_up = (gint64)read_number(state, "give_up", TARGET_GIVE_UP);
	if (target->url == NULL)
		target->program = read_strings(state, arena, "program");
}

/* [-0, +0, v] */
static void take_targets(lua_State *state, struct rebound_policy *policy)
{
	struct rebound_settings *settings = &policy->settings;

	settings->alert = copy_field(state, -1, "alert", policy->arena);
	if (lua_getfield(state, -1, "targets") == LUA_TTABLE) {
		settings->target_count = (guint)luaL_len(state, -1);
		struct rebound_target *targets = rebound_arena_alloc(
			policy->arena, (settings->target_count + 1) * sizeof(*targets));
		for (guint i = 0; i < settings->target_count; i++) {
			lua_geti(state, -1, (lua_Integer)i + 1);
			take_target(state, policy->arena, &targets[i]);
			lua_pop(state, 1);
		}
		settings->targets = targets;
	}
	lua_pop(state, 1);
}

/* The item on top: settings. [-0, +0, v] */
static void take_settings(lua_State *state, struct rebound_policy *policy)
{
	if (policy->has_settings)
		return;
	policy->has_settings = TRUE;
	policy->settings.own_domains = read_strings(state, policy->arena, "own_domains");
	policy->settings.own_addresses = read_strings(state, policy->arena, "own_addresses");
	policy->settings.keys = copy_field(state, -1, "keys", policy->arena);
	policy->settings.authserv_id = copy_field(state, -1, "authserv_id", policy->arena);
	lua_getfield(state, -1, "seed");
	policy->settings.seed = lua_tointeger(state, -1);
	lua_pop(state, 1);
	if (lua_getfield(state, -1, "retries_an_hour") == LUA_TNUMBER)
		policy->settings.retries_an_hour = (guint)lua_tointeger(state, -1);
	lua_pop(state, 1);
	take_spike(state, &policy->settings.spike);
	take_targets(state, policy);
}

static const struct rebound_policy_action *find_action(
	const struct rebound_policy *policy, const char *name)
{
	for (guint i = 0; i < policy->actions->len; i++) {
		const struct rebound_policy_action *action = g_ptr_array_index(policy->actions, i);

		if (strcmp(action->name, name) == 0)
			return action;
	}
	return NULL;
}

/* [-0, +0, v] */
static void take_action(lua_State *state, struct rebound_policy *policy)
{
	const char *name = copy_field(state, -1, "name", policy->arena);

	if (find_action(policy, name) != NULL)
		return;
	struct rebound_policy_action *action = rebound_arena_alloc(policy->arena, sizeof(*action));
	action->name = name;
	action->doc = copy_field(state, -1, "doc", policy->arena);
	action->at = copy_field(state, -1, "at", policy->arena);
	lua_getfield(state, -1, "run");
	action->run = luaL_ref(state, LUA_REGISTRYINDEX);
	g_ptr_array_add(policy->actions, action);
}

/* [-0, +0, v] */
static void take_card(lua_State *state, struct rebound_policy *policy)
{
	struct rebound_policy_card *card = rebound_arena_alloc(policy->arena, sizeof(*card));
	enum rebound_reason reason = REBOUND_REASON_NONE;
	enum rebound_kind kind = REBOUND_KIND_OTHER;

	card->name = copy_field(state, -1, "name", policy->arena);
	lua_getfield(state, -1, "card");
	card->at = copy_field(state, -1, "at", policy->arena);
	card->action_name = copy_field(state, -1, "action", policy->arena);
	lua_getfield(state, -1, "clauses");
	rebound_clauses_read(state, policy->arena, &card->clauses);
	lua_pop(state, 2);
	if (rebound_reason_read(card->name, &reason)) {
		if (policy->reasons[reason] == NULL)
			policy->reasons[reason] = card;
	} else if (rebound_kind_read(card->name, &kind) && policy->kinds[kind] == NULL) {
		policy->kinds[kind] = card;
	}
}

/* take(loading, items). [-2, +0, v] */
static int take_items(lua_State *state)
{
	struct loading *loading = lua_touserdata(state, 1);
	lua_Integer count = luaL_len(state, 2);

	for (lua_Integer i = 1; i <= count; i++) {
		lua_settop(state, 2);
		lua_geti(state, 2, i);
		lua_getfield(state, 3, "type");
		const char *type = luaL_checkstring(state, -1);
		lua_insert(state, 3); /* the item on top, its type kept below */
		if (strcmp(type, "policy") == 0)
			take_card(state, loading->policy);
		else if (strcmp(type, "action") == 0)
			take_action(state, loading->policy);
		else if (strcmp(type, "settings") == 0)
			take_settings(state, loading->policy);
		else
			loading->use = TRUE;
	}
	return 0;
}

static void suggest_word(GError *error)
{
	static const char *const words[] = {"policy", "action", "settings", "use", "suppress",
		"retry", "slow", "resume", "tell", "review", "keep", NULL};

	rebound_missing_word_suggest(error, words);
}

static gboolean read_file(
	struct loading *loading, const char *name, const char *data, gsize len, GError **error)
{
	struct rebound_sandbox *sandbox = loading->policy->sandbox;
	lua_State *state = loading->state;

	lua_rawgeti(state, LUA_REGISTRYINDEX, loading->begin);
	lua_pushstring(state, name);
	if (!rebound_sandbox_call(sandbox, 1, 0, error) ||
		!rebound_sandbox_run(sandbox, name, data, len, error))
		return FALSE;
	lua_pushcfunction(state, take_items);
	lua_pushlightuserdata(state, loading);
	lua_rawgeti(state, LUA_REGISTRYINDEX, loading->finish);
	loading->use = FALSE;
	return rebound_sandbox_call(sandbox, 0, 1, error) &&
	       rebound_sandbox_call(sandbox, 2, 0, error);
}

static gboolean read_files(
	struct loading *loading, const char *name, const char *data, gsize len, GError **error)
{
	if (!read_file(loading, name, data, len, error))
		return FALSE;
	if (!loading->use)
		return TRUE;
	const struct rebound_embedded *shipped = rebound_embedded_find(SHIPPED);
	if (shipped == NULL || strcmp(name, SHIPPED) == 0) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%s:1: the shipped policy can't be used here", name);
		return FALSE;
	}
	return read_file(loading, SHIPPED, shipped->data, shipped->len, error);
}

/* Each card's action must be there. */
static gboolean bind_actions(struct rebound_policy *policy, GError **error)
{
	struct rebound_policy_card *card;

	for (int i = 0; i < REBOUND_REASON_COUNT + REBOUND_KIND_COUNT; i++) {
		card = (struct rebound_policy_card
				*)(i < REBOUND_REASON_COUNT
					   ? policy->reasons[i]
					   : policy->kinds[i - REBOUND_REASON_COUNT]);
		if (card == NULL || card->action_name == NULL)
			continue;
		card->action = find_action(policy, card->action_name);
		if (card->action == NULL) {
			g_autoptr(GPtrArray) names = g_ptr_array_new();

			for (guint k = 0; k < policy->actions->len; k++) {
				const struct rebound_policy_action *action =
					g_ptr_array_index(policy->actions, k);
				g_ptr_array_add(names, (gpointer)action->name);
			}
			g_ptr_array_add(names, NULL);
			const char *near = rebound_text_nearest(
				card->action_name, (const char *const *)names->pdata);
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
				"%s: policy '%s': there is no action '%s'%s%s%s", card->at,
				card->name, card->action_name,
				near != NULL ? "; did you mean '" : "", near != NULL ? near : "",
				near != NULL ? "'?" : "");
			return FALSE;
		}
	}
	return TRUE;
}

/* [-0, +0, -] */
static gboolean prepare_words(struct loading *loading, GError **error)
{
	struct rebound_sandbox *sandbox = loading->policy->sandbox;

	lua_pushcfunction(loading->state, open_words);
	lua_pushlightuserdata(loading->state, loading);
	return rebound_sandbox_run_embedded(sandbox, "scripts/schema.lua", error) &&
	       rebound_sandbox_run_embedded(sandbox, "scripts/policy_words.lua", error) &&
	       rebound_sandbox_call(sandbox, 3, 0, error);
}

gboolean rebound_policy_read(struct rebound_policy *policy, const char *name, const char *data,
	gsize len, GError **error)
{
	struct loading loading = {.policy = policy,
		.state = rebound_sandbox_state(policy->sandbox),
		.begin = LUA_NOREF,
		.finish = LUA_NOREF};
	GError *problem = NULL;

	gboolean good = prepare_words(&loading, &problem) &&
			read_files(&loading, name, data, len, &problem) &&
			bind_actions(policy, &problem);
	lua_settop(loading.state, 0);
	luaL_unref(loading.state, LUA_REGISTRYINDEX, loading.begin);
	luaL_unref(loading.state, LUA_REGISTRYINDEX, loading.finish);
	if (good)
		return TRUE;
	suggest_word(problem);
	problem->code = REBOUND_ERROR_SYNTAX;
	g_propagate_error(error, problem);
	return FALSE;
}
