/* SPDX-License-Identifier: MIT */
#include "core/rules/load.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <lua.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/base/text.h"
#include "core/rules/shipped.h"
#include "core/rules/words.h"
#include "core/script/embedded.h"
#include "core/script/missing_word.h"

#define SHIPPED_FOLDER "rules/"

/* Files that use files: deeper than anybody writes, and no danger to the stack. */
enum { NESTING_LIMIT = 32, FILE_BYTES = 8 * 1024 * 1024 };

/* A set while it is loaded. */
struct loading {
	struct rebound_ruleset *ruleset;
	lua_State *state;
	GHashTable *used;  /* files that were read: real paths, and names of shipped ones */
	int begin, finish; /* the words' functions, in the registry */
	/* What read_items() hands back. */
	const struct rebound_card_origin *origin;
	const char *use; /* the next use, in the arena; NULL at the end */
	guint use_line;
	GError *problem;
};

char *rebound_load_bytes(const char *path, gsize limit, gsize *len, GError **error)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	int file = open(path, O_RDONLY | O_CLOEXEC);
	guint8 buffer[16384];
	gssize got = file < 0 ? -1 : 0;

	while (file >= 0 && (got = read(file, buffer, sizeof(buffer))) > 0 && bytes->len <= limit)
		g_byte_array_append(bytes, buffer, (guint)got);
	int problem = errno;
	if (file >= 0)
		close(file);
	if (got < 0) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", path,
			g_strerror(problem));
		return NULL;
	}
	if (bytes->len > limit) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: it is larger than %" G_GSIZE_FORMAT " bytes", path, limit);
		return NULL;
	}
	*len = bytes->len;
	g_byte_array_append(bytes, (const guint8 *)"", 1);
	return (char *)g_byte_array_free(g_steal_pointer(&bytes), FALSE);
}

static gboolean leads_out(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", -1);

	if (g_path_is_absolute(name))
		return TRUE;
	for (char **part = parts; *part != NULL; part++)
		if (strcmp(*part, "..") == 0)
			return TRUE;
	return FALSE;
}

/* Whether a file, links followed, lies in a folder or below. */
static gboolean lies_in(const char *folder, const char *path)
{
	g_autofree char *real_folder = realpath(folder, NULL);
	g_autofree char *real_path = realpath(path, NULL);

	if (real_folder == NULL || real_path == NULL)
		return FALSE;
	gsize len = strlen(real_folder);
	return strcmp(real_folder, "/") == 0 ||
	       (strncmp(real_path, real_folder, len) == 0 && real_path[len] == '/');
}

char *rebound_load_beside(const char *file, const char *name, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(file);
	const char *plain = g_str_has_prefix(name, "./") ? name + 2 : name;
	g_autofree char *path =
		strchr(file, '/') == NULL ? g_strdup(plain) : g_build_filename(folder, plain, NULL);
	struct stat status;

	if (leads_out(name)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"'%s' must lie beside this file or below; write its name alone, such as "
			"\"./other.lua\"",
			name);
		return NULL;
	}
	if (stat(path, &status) != 0) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX, "%s: %s", path,
			g_strerror(errno));
		return NULL;
	}
	if (!S_ISREG(status.st_mode) || !lies_in(folder, path)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"'%s' must be a file beside this one or below, and no link out of there",
			name);
		return NULL;
	}
	return g_steal_pointer(&path);
}

/* Cards of the table at argument 2 from index 3 on, up to a use or the end. Gives the next index.
 */
static int read_items(lua_State *state)
{
	struct loading *loading = lua_touserdata(state, 1);
	lua_Integer count = (lua_Integer)lua_rawlen(state, 2);
	lua_Integer i = lua_tointeger(state, 3);

	loading->use = NULL;
	for (; i <= count && loading->use == NULL; i++) {
		lua_settop(state, 3);
		lua_rawgeti(state, 2, i);
		if (lua_getfield(state, 4, "use") == LUA_TSTRING) {
			loading->use = rebound_arena_string(
				loading->ruleset->arena, lua_tostring(state, 5));
			lua_getfield(state, 4, "line");
			loading->use_line = (guint)lua_tointeger(state, 6);
		} else {
			lua_settop(state, 4);
			if (!rebound_card_read(
				    loading->ruleset, state, loading->origin, &loading->problem))
				return luaL_error(state, "this card can't be compiled");
		}
	}
	lua_pushinteger(state, i);
	return 1;
}

static void suggest_word(GError *error)
{
	static const char *const words[] = {"rule", "use", NULL};

	rebound_missing_word_suggest(error, words);
}

/* What Lua said, as a mistake of a rule file. */
static gboolean take_mistake(struct loading *loading, GError *problem, GError **error)
{
	if (loading->problem != NULL) {
		g_error_free(problem);
		problem = g_steal_pointer(&loading->problem);
	}
	suggest_word(problem);
	problem->code = REBOUND_ERROR_SYNTAX;
	g_propagate_error(error, problem);
	return FALSE;
}

/* Run a file; its cards and uses are left on the stack. [-0, +1, -] */
static gboolean run_file(struct loading *loading, const struct rebound_card_origin *origin,
	const char *data, gsize len, GError **error)
{
	struct rebound_sandbox *sandbox = loading->ruleset->sandbox;
	GError *problem = NULL;

	lua_rawgeti(loading->state, LUA_REGISTRYINDEX, loading->begin);
	lua_pushstring(loading->state, origin->file);
	lua_pushboolean(loading->state, origin->shipped);
	if (!rebound_sandbox_call(sandbox, 2, 0, &problem) ||
		!rebound_sandbox_run(sandbox, origin->file, data, len, &problem))
		return take_mistake(loading, problem, error);
	lua_rawgeti(loading->state, LUA_REGISTRYINDEX, loading->finish);
	if (!rebound_sandbox_call(sandbox, 0, 1, &problem))
		return take_mistake(loading, problem, error);
	return TRUE;
}

static gboolean load_data(struct loading *loading, const struct rebound_card_origin *origin,
	const char *data, gsize len, guint nesting, GError **error);

/* The name of a rule file among the embedded ones, without folder and ending; NULL for another
 * file. */
static char *shipped_name(const char *file)
{
	gsize len = strlen(file);

	if (!g_str_has_prefix(file, SHIPPED_FOLDER) || !g_str_has_suffix(file, ".lua") ||
		strcmp(file, SHIPPED_FOLDER "policy.lua") == 0)
		return NULL;
	return g_strndup(
		file + strlen(SHIPPED_FOLDER), len - strlen(SHIPPED_FOLDER) - strlen(".lua"));
}

static char *suggest_shipped(const char *name)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (const struct rebound_embedded *file = rebound_embedded; file->name != NULL; file++) {
		char *shipped = shipped_name(file->name);

		if (shipped != NULL)
			g_ptr_array_add(names, shipped);
	}
	g_ptr_array_add(names, NULL);
	const char *near = rebound_text_nearest(name, (const char *const *)names->pdata);
	return near == NULL
		       ? g_strdup("write use \"all\", or use \"./name.lua\" for a file of your own")
		       : g_strdup_printf("did you mean '%s'?", near);
}

static gboolean use_shipped(
	struct loading *loading, const char *at, const char *name, guint nesting, GError **error)
{
	g_autofree char *file = g_strconcat(SHIPPED_FOLDER, name, ".lua", NULL);
	g_autofree char *known = shipped_name(file);
	const struct rebound_embedded *embedded =
		known == NULL ? NULL : rebound_embedded_find(file);

	if (embedded == NULL) {
		g_autofree char *hint = suggest_shipped(name);

		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%sthere are no shipped rules '%s'; %s", at, name, hint);
		return FALSE;
	}
	struct rebound_card_origin origin = {embedded->name, TRUE};
	if (!g_hash_table_add(loading->used, g_strdup(file)))
		return TRUE;
	if (rebound_shipped_serves(loading->ruleset)) {
		rebound_shipped_use(loading->ruleset, embedded->name);
		return TRUE;
	}
	return load_data(loading, &origin, embedded->data, embedded->len, nesting + 1, error);
}

static gboolean use_own(struct loading *loading, const struct rebound_card_origin *user,
	const char *at, const char *name, guint nesting, GError **error)
{
	g_autoptr(GError) problem = NULL;
	gsize len = 0;

	if (user->shipped) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%suse \"%s\": shipped rules use shipped"
			" rules only",
			at, name);
		return FALSE;
	}
	g_autofree char *path = rebound_load_beside(user->file, name, &problem);
	g_autofree char *real = path == NULL ? NULL : realpath(path, NULL);
	if (real != NULL && g_hash_table_contains(loading->used, real))
		return TRUE;
	g_autofree char *data =
		path == NULL ? NULL : rebound_load_bytes(path, FILE_BYTES, &len, &problem);
	if (data == NULL) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX, "%suse \"%s\": %s", at,
			name, problem->message);
		return FALSE;
	}
	g_hash_table_add(loading->used, real == NULL ? g_strdup(path) : g_steal_pointer(&real));
	struct rebound_card_origin origin = {
		rebound_arena_string(loading->ruleset->arena, path), FALSE};
	return load_data(loading, &origin, data, len, nesting + 1, error);
}

static gboolean use_file(struct loading *loading, const struct rebound_card_origin *user,
	guint nesting, GError **error)
{
	const char *name = loading->use;
	g_autofree char *at = g_strdup_printf("%s:%u: ", user->file, loading->use_line);

	if (!rebound_text_is_safe(name)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%sthis use has characters that can't be shown; write a plain name", at);
		return FALSE;
	}
	if (nesting >= NESTING_LIMIT) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%sfiles use files more than %d deep", at, NESTING_LIMIT);
		return FALSE;
	}
	if (g_str_has_suffix(name, ".lua") || name[0] == '.' || name[0] == '/')
		return use_own(loading, user, at, name, nesting, error);
	return use_shipped(loading, at, name, nesting, error);
}

static gboolean load_data(struct loading *loading, const struct rebound_card_origin *origin,
	const char *data, gsize len, guint nesting, GError **error)
{
	lua_State *state = loading->state;
	lua_Integer next = 1;
	gboolean more;

	lua_checkstack(state, 20);
	if (!run_file(loading, origin, data, len, error))
		return FALSE;
	do {
		GError *problem = NULL;

		loading->origin = origin;
		lua_pushcfunction(state, read_items);
		lua_pushlightuserdata(state, loading);
		lua_pushvalue(state, -3);
		lua_pushinteger(state, next);
		if (!rebound_sandbox_call(loading->ruleset->sandbox, 3, 1, &problem))
			return take_mistake(loading, problem, error);
		next = lua_tointeger(state, -1);
		lua_pop(state, 1);
		more = loading->use != NULL;
		if (more && !use_file(loading, origin, nesting, error))
			return FALSE;
	} while (more);
	lua_pop(state, 1);
	return TRUE;
}

/* The words, what a set loads with, and what it does after. */
static gboolean begin_loading(
	struct loading *loading, struct rebound_ruleset *ruleset, GError **error)
{
	*loading = (struct loading){
		.ruleset = ruleset,
		.state = rebound_sandbox_state(ruleset->sandbox),
		.used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	/* What is read stays, so there is little to collect; the memory limit holds all the same.
	 */
	lua_gc(loading->state, LUA_GCSTOP);
	return rebound_words_open(ruleset->sandbox, &loading->begin, &loading->finish, error);
}

static void end_loading(struct loading *loading)
{
	lua_settop(loading->state, 0);
	luaL_unref(loading->state, LUA_REGISTRYINDEX, loading->begin);
	luaL_unref(loading->state, LUA_REGISTRYINDEX, loading->finish);
	g_hash_table_unref(loading->used);
	g_clear_error(&loading->problem);
}

/* A message may quote what stands in the file: it is one line all the same. */
static void make_safe(GError **error)
{
	if (error == NULL || *error == NULL || rebound_text_is_safe((*error)->message))
		return;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *message = (*error)->message;
	char *line = g_strdup(rebound_text_line(arena, message, strlen(message), G_MAXUINT16));

	g_free((*error)->message);
	(*error)->message = line;
}

gboolean rebound_load_file(
	struct rebound_ruleset *ruleset, const char *name, const char *text, GError **error)
{
	struct loading loading;
	gsize len = text == NULL ? 0 : strlen(text);
	g_autofree char *data =
		text == NULL ? rebound_load_bytes(name, FILE_BYTES, &len, error) : g_strdup(text);
	g_autofree char *real = realpath(name, NULL);

	if (data == NULL)
		return FALSE;
	struct rebound_card_origin origin = {rebound_arena_string(ruleset->arena, name), FALSE};
	gboolean good = begin_loading(&loading, ruleset, error);
	if (good && real != NULL)
		g_hash_table_add(loading.used, g_steal_pointer(&real));
	good = good && load_data(&loading, &origin, data, len, 0, error);
	end_loading(&loading);
	if (!good)
		make_safe(error);
	if (good && ruleset->cards->len == 0) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%s:1: there is no rule in it; write use \"all\" for the shipped ones",
			name);
		return FALSE;
	}
	return good;
}

gboolean rebound_load_shipped(struct rebound_ruleset *ruleset, const char *file, GError **error)
{
	g_autofree char *name = shipped_name(file);
	struct loading loading;

	if (rebound_shipped_serves(ruleset)) {
		rebound_shipped_use(ruleset, file);
		return TRUE;
	}
	gboolean good = begin_loading(&loading, ruleset, error) &&
			use_shipped(&loading, "", name, 0, error);
	end_loading(&loading);
	return good;
}
