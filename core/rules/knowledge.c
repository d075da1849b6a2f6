/* SPDX-License-Identifier: MIT */
#include "core/rules/knowledge.h"

#include <lauxlib.h>
#include <lua.h>

#include <rebound/error.h>
#include "core/base/arena.h"
#include "core/script/sandbox.h"

#define KNOWLEDGE_FILE "scripts/knowledge.lua"

struct rebound_knowledge {
	struct rebound_arena *arena;
	struct rebound_reason_words reasons[REBOUND_REASON_COUNT]; /* meaning NULL: none */
	GHashTable *statuses; /* "5.1.1", "x.1.1", "x.1", "5" */
	GHashTable *replies;  /* "550", "5" */
};

/* A field that must be a string, in the arena. [-0, +0, v] */
static const char *read_text(
	struct rebound_knowledge *knowledge, lua_State *state, const char *field, const char *owner)
{
	size_t len = 0;

	if (lua_getfield(state, -1, field) != LUA_TSTRING)
		luaL_error(state, "%s has no %s", owner, field);
	const char *text = lua_tolstring(state, -1, &len);
	if (len == 0 || !g_utf8_validate(text, (gssize)len, NULL))
		luaL_error(state, "%s: %s must be a text", owner, field);
	text = rebound_arena_copy(knowledge->arena, text, len);
	lua_pop(state, 1);
	return text;
}

/* A field that must be a list of strings. [-0, +0, v] */
static const char *const *read_list(
	struct rebound_knowledge *knowledge, lua_State *state, const char *field, const char *owner)
{
	if (lua_getfield(state, -1, field) != LUA_TTABLE || lua_rawlen(state, -1) == 0)
		luaL_error(state, "%s has no %s", owner, field);
	lua_Unsigned count = lua_rawlen(state, -1);
	const char **list = rebound_arena_alloc(knowledge->arena, (count + 1) * sizeof(*list));
	for (lua_Unsigned i = 0; i < count; i++) {
		size_t len = 0;

		if (lua_rawgeti(state, -1, (lua_Integer)i + 1) != LUA_TSTRING)
			luaL_error(state, "%s: %s must be a list of texts", owner, field);
		const char *text = lua_tolstring(state, -1, &len);
		list[i] = rebound_arena_copy(knowledge->arena, text, len);
		lua_pop(state, 1);
	}
	lua_pop(state, 1);
	return list;
}

/* Every reason has its words. [-0, +0, v] */
static void read_reasons(struct rebound_knowledge *knowledge, lua_State *state)
{
	if (lua_getfield(state, 2, "reasons") != LUA_TTABLE)
		luaL_error(state, "there are no reasons");
	lua_pushnil(state);
	while (lua_next(state, -2) != 0) {
		enum rebound_reason reason;

		if (lua_type(state, -2) != LUA_TSTRING ||
			!rebound_reason_read(lua_tostring(state, -2), &reason))
			luaL_error(state, "there is a reason that is none: %s",
				luaL_tolstring(state, -2, NULL));
		lua_pop(state, 1);
	}
	for (int i = REBOUND_REASON_NONE + 1; i < REBOUND_REASON_COUNT; i++) {
		const char *name = rebound_reason_name((enum rebound_reason)i);

		if (lua_getfield(state, -1, name) != LUA_TTABLE)
			luaL_error(state, "the reason %s has no words", name);
		knowledge->reasons[i] = (struct rebound_reason_words){
			.meaning = read_text(knowledge, state, "meaning", name),
			.causes = read_list(knowledge, state, "causes", name),
			.steps = read_list(knowledge, state, "steps", name),
			.wait = read_text(knowledge, state, "wait", name),
		};
		lua_pop(state, 1);
	}
	lua_pop(state, 1);
}

/* A table of codes and what they say. [-0, +0, v] */
static void read_codes(
	struct rebound_knowledge *knowledge, lua_State *state, const char *field, GHashTable *codes)
{
	if (lua_getfield(state, 2, field) != LUA_TTABLE)
		luaL_error(state, "there are no %s", field);
	lua_pushnil(state);
	while (lua_next(state, -2) != 0) {
		if (lua_type(state, -2) != LUA_TSTRING || lua_type(state, -1) != LUA_TSTRING)
			luaL_error(state, "%s: a code and its words must both be strings", field);
		const char *code = rebound_arena_string(knowledge->arena, lua_tostring(state, -2));
		const char *words = rebound_arena_string(knowledge->arena, lua_tostring(state, -1));
		g_hash_table_insert(codes, (gpointer)code, (gpointer)words);
		lua_pop(state, 1);
	}
	lua_pop(state, 1);
}

/* Copy the table at argument 2 into the knowledge at argument 1. [-2, +0, v] */
static int read_knowledge(lua_State *state)
{
	struct rebound_knowledge *knowledge = lua_touserdata(state, 1);

	if (!lua_istable(state, 2))
		luaL_error(state, "it must return a table");
	read_reasons(knowledge, state);
	read_codes(knowledge, state, "statuses", knowledge->statuses);
	read_codes(knowledge, state, "replies", knowledge->replies);
	return 0;
}

struct rebound_knowledge *rebound_knowledge_load(GError **error)
{
	g_autoptr(rebound_sandbox) sandbox = rebound_sandbox_new();
	g_autoptr(rebound_knowledge) knowledge = g_new0(struct rebound_knowledge, 1);
	lua_State *state = rebound_sandbox_state(sandbox);

	knowledge->arena = rebound_arena_new();
	knowledge->statuses = g_hash_table_new(g_str_hash, g_str_equal);
	knowledge->replies = g_hash_table_new(g_str_hash, g_str_equal);
	lua_pushcfunction(state, read_knowledge);
	lua_pushlightuserdata(state, knowledge);
	if (!rebound_sandbox_run_embedded(sandbox, KNOWLEDGE_FILE, error))
		return NULL;
	if (!rebound_sandbox_call(sandbox, 2, 0, error)) {
		g_prefix_error(error, "%s: ", KNOWLEDGE_FILE);
		return NULL;
	}
	return g_steal_pointer(&knowledge);
}

void rebound_knowledge_free(struct rebound_knowledge *knowledge)
{
	if (knowledge == NULL)
		return;
	g_hash_table_unref(knowledge->statuses);
	g_hash_table_unref(knowledge->replies);
	rebound_arena_free(knowledge->arena);
	g_free(knowledge);
}

const struct rebound_reason_words *rebound_knowledge_reason(
	const struct rebound_knowledge *knowledge, enum rebound_reason reason)
{
	if (reason <= REBOUND_REASON_NONE || reason >= REBOUND_REASON_COUNT)
		return NULL;
	return &knowledge->reasons[reason];
}

const char *rebound_knowledge_status(
	const struct rebound_knowledge *knowledge, struct rebound_status status)
{
	char keys[4][32];
	const char *words = NULL;

	if (status.klass == 0)
		return NULL;
	g_snprintf(
		keys[0], sizeof(keys[0]), "%u.%u.%u", status.klass, status.subject, status.detail);
	g_snprintf(keys[1], sizeof(keys[1]), "x.%u.%u", status.subject, status.detail);
	g_snprintf(keys[2], sizeof(keys[2]), "x.%u", status.subject);
	g_snprintf(keys[3], sizeof(keys[3]), "%u", status.klass);
	for (gsize i = 0; i < G_N_ELEMENTS(keys) && words == NULL; i++)
		words = g_hash_table_lookup(knowledge->statuses, keys[i]);
	return words;
}

const char *rebound_knowledge_reply(const struct rebound_knowledge *knowledge, int reply)
{
	char key[16];

	if (reply <= 0)
		return NULL;
	g_snprintf(key, sizeof(key), "%d", reply);
	const char *words = g_hash_table_lookup(knowledge->replies, key);
	if (words != NULL || reply < 100)
		return words;
	g_snprintf(key, sizeof(key), "%d", reply / 100);
	return g_hash_table_lookup(knowledge->replies, key);
}
