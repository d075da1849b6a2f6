/* SPDX-License-Identifier: MIT */
#include "core/report/lua_readers.h"

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/report/text_lines.h"
#include "core/report/text_reply.h"
#include "core/script/embedded.h"
#include "core/script/phrases.h"
#include "core/script/sandbox.h"
#include "core/smtp/reply.h"

#define WORDS	"scripts/reader_words.lua"
#define SHIPPED "scripts/readers/"

/* So much of a mail's report is searched for signs, and so much is given to a reader. */
enum { SIGN_BYTES = 4096, TEXT_BYTES = 64 * 1024, MOST_LINES = 2000 };

/* A user's file is read up to this size. */
enum { FILE_BYTES = 8 * 1024 * 1024 };

/* A header that must be there, and a wildcard for its value. */
struct wanted_header {
	const char *name, *pattern;
};

struct lua_reader {
	const char *name;
	GArray *headers; /* struct wanted_header */
	int read;	 /* reference in the registry */
};

struct rebound_lua_readers {
	char *file, *bytes; /* a user's rule file, where it holds readers; NULL */
	gsize len;
	gboolean loaded;
	struct rebound_arena *arena;
	struct rebound_sandbox *sandbox;
	struct rebound_phrases *phrases;
	GArray *list; /* struct lua_reader */
	GArray *hits;
	char *error;
};

/* What a reader says of one recipient; the strings lie in the message's arena. */
struct entry {
	const char *address, *original_address, *text, *kind, *host;
};

static const struct {
	const char *name;
	gsize offset;
} entry_fields[] = {
	{"address", G_STRUCT_OFFSET(struct entry, address)},
	{"original_address", G_STRUCT_OFFSET(struct entry, original_address)},
	{"text", G_STRUCT_OFFSET(struct entry, text)},
	{"kind", G_STRUCT_OFFSET(struct entry, kind)},
	{"host", G_STRUCT_OFFSET(struct entry, host)},
};

/* One mail that one reader reads. */
struct job {
	const struct lua_reader *reader;
	struct rebound_builder *builder;
	const struct rebound_text_view *view;
	const struct rebound_text_hints *hints;
	GArray *entries; /* struct entry */
};

/** Read a user's file at once: a worker opens none once it reads mails. What can't be read, the
 * rules tell. */
static void read_file(struct rebound_lua_readers *readers, const char *file)
{
	g_autofree char *bytes = NULL;
	gsize len = 0;
	if (!file || !g_file_get_contents(file, &bytes, &len, NULL) || len > FILE_BYTES ||
		!g_strstr_len(bytes, (gssize)len, "reader"))
		return;
	readers->file = g_strdup(file);
	readers->bytes = g_steal_pointer(&bytes);
	readers->len = len;
}

struct rebound_lua_readers *rebound_lua_readers_new(const char *file)
{
	struct rebound_lua_readers *readers = g_new0(struct rebound_lua_readers, 1);
	read_file(readers, file);
	readers->arena = rebound_arena_new();
	readers->list = g_array_new(FALSE, TRUE, sizeof(struct lua_reader));
	readers->hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));
	return readers;
}

void rebound_lua_readers_free(struct rebound_lua_readers *readers)
{
	if (!readers)
		return;
	for (guint i = 0; i < readers->list->len; i++)
		g_array_unref(g_array_index(readers->list, struct lua_reader, i).headers);
	g_array_unref(readers->list);
	g_array_unref(readers->hits);
	rebound_phrases_free(readers->phrases);
	rebound_sandbox_free(readers->sandbox);
	rebound_arena_free(readers->arena);
	g_free(readers->error);
	g_free(readers->bytes);
	g_free(readers->file);
	g_free(readers);
}

static void keep_error(struct rebound_lua_readers *readers, const GError *error)
{
	g_free(readers->error);
	readers->error = g_strdup(error->message);
}

char *rebound_lua_readers_take_error(struct rebound_lua_readers *readers)
{
	g_return_val_if_fail(readers, NULL);
	return g_steal_pointer(&readers->error);
}

/* ---- loading ---- */

/** A string field of the table on top; NULL where there is none. */
static const char *read_string(struct rebound_lua_readers *readers, const char *name)
{
	lua_State *lua = rebound_sandbox_state(readers->sandbox);
	lua_getfield(lua, -1, name);
	const char *text = lua_type(lua, -1) == LUA_TSTRING
				   ? rebound_arena_string(readers->arena, lua_tostring(lua, -1))
				   : NULL;
	lua_pop(lua, 1);
	return text;
}

/** Take over the card on top of the stack. */
static gboolean take_card(struct rebound_lua_readers *readers, GError **error)
{
	lua_State *lua = rebound_sandbox_state(readers->sandbox);
	struct lua_reader reader = {
		.name = read_string(readers, "name"),
		.headers = g_array_new(FALSE, FALSE, sizeof(struct wanted_header)),
	};
	guint id = readers->list->len;

	lua_getfield(lua, -1, "header");
	for (lua_Integer i = 1; lua_geti(lua, -1, i) == LUA_TTABLE; i++) {
		struct wanted_header header = {
			read_string(readers, "name"), read_string(readers, "pattern")};
		g_array_append_val(reader.headers, header);
		lua_pop(lua, 1);
	}
	lua_pop(lua, 2);
	lua_getfield(lua, -1, "read");
	reader.read = luaL_ref(lua, LUA_REGISTRYINDEX);
	g_array_append_val(readers->list, reader);

	gboolean good = TRUE;
	lua_getfield(lua, -1, "signs");
	for (lua_Integer i = 1; good && lua_geti(lua, -1, i) == LUA_TSTRING; i++) {
		good = rebound_phrases_add(readers->phrases, lua_tostring(lua, -1), id, error);
		lua_pop(lua, 1);
	}
	lua_settop(lua, lua_gettop(lua) - (good ? 2 : 1));
	return good;
}

/** Run a user's rule file for the readers that it holds. What is wrong in its cards, the rules
 * tell.
 */
static gboolean run_file(struct rebound_lua_readers *readers, GError **error)
{
	return !readers->bytes || rebound_sandbox_run(readers->sandbox, readers->file,
					  readers->bytes, readers->len, error);
}

static gboolean run_shipped(struct rebound_lua_readers *readers, GError **error)
{
	for (const struct rebound_embedded *file = rebound_embedded; file->name; file++) {
		if (g_str_has_prefix(file->name, SHIPPED) &&
			!rebound_sandbox_run(
				readers->sandbox, file->name, file->data, file->len, error))
			return FALSE;
	}
	return TRUE;
}

/** Run the files: a user's first. A user's file that fails leaves the shipped readers. */
static void load(struct rebound_lua_readers *readers)
{
	g_autoptr(GError) error = NULL;
	readers->loaded = TRUE;
	readers->sandbox = rebound_sandbox_new();
	readers->phrases = rebound_phrases_new();
	if (!rebound_sandbox_run_embedded(readers->sandbox, WORDS, &error))
		g_error("%s", error->message);
	lua_State *lua = rebound_sandbox_state(readers->sandbox);
	int cards = lua_gettop(lua);
	if (!run_file(readers, &error)) {
		keep_error(readers, error);
		g_clear_error(&error);
	}
	lua_pushboolean(lua, TRUE);
	lua_setfield(lua, cards, "shipped");
	if (!run_shipped(readers, &error)) {
		keep_error(readers, error);
		g_clear_error(&error);
	}
	for (lua_Integer i = 1; lua_geti(lua, cards, i) == LUA_TTABLE; i++) {
		if (!take_card(readers, &error)) {
			keep_error(readers, error);
			g_clear_error(&error);
		}
		lua_settop(lua, cards);
	}
	lua_settop(lua, cards - 1);
	rebound_phrases_build(readers->phrases);
	rebound_sandbox_freeze(readers->sandbox);
}

/* ---- reading ---- */

/* [-0, +0, m]; the table is on top */
static void set_string(lua_State *lua, const char *name, const char *text)
{
	if (!text)
		return;
	lua_pushstring(lua, text);
	lua_setfield(lua, -2, name);
}

/** Push the lines of the report, without white space around them. [-0, +1, m] */
static void push_lines(lua_State *lua, const char *text, gsize len)
{
	struct rebound_text_line line;
	lua_Integer count = 0;
	lua_newtable(lua);
	for (gsize offset = 0;
		count < MOST_LINES && rebound_text_next_line(text, len, &offset, &line);) {
		lua_pushlstring(lua, line.text, line.len);
		lua_seti(lua, -2, ++count);
	}
}

/** Push the headers by their names in lower case; the first of a name counts. [-0, +1, m] */
static void push_headers(lua_State *lua, const struct rebound_text_hints *hints)
{
	char name[64];
	lua_newtable(lua);
	for (guint i = hints->header_count; i-- > 0;) {
		gsize len = strlen(hints->headers[i].name);
		if (len >= sizeof(name))
			continue;
		for (gsize k = 0; k <= len; k++)
			name[k] = g_ascii_tolower(hints->headers[i].name[k]);
		set_string(lua, name, hints->headers[i].value);
	}
}

/** Push what a reader sees of a mail. [-0, +1, m] */
static void push_mail(lua_State *lua, const struct job *job)
{
	gsize len = MIN(job->view->report_end, (gsize)TEXT_BYTES);
	lua_newtable(lua);
	lua_pushlstring(lua, job->view->text, len);
	lua_setfield(lua, -2, "text");
	push_lines(lua, job->view->text, len);
	lua_setfield(lua, -2, "lines");
	push_headers(lua, job->hints);
	lua_setfield(lua, -2, "headers");
	set_string(lua, "subject", job->hints->subject);
	set_string(lua, "from", job->hints->from_address);
	set_string(lua, "returned_to", job->hints->returned_to);
}

static gsize find_field(lua_State *lua, const char *name)
{
	for (gsize i = 0; i < G_N_ELEMENTS(entry_fields); i++) {
		if (strcmp(entry_fields[i].name, name) == 0)
			return entry_fields[i].offset;
	}
	return (gsize)luaL_error(lua, "a recipient has no field '%s'", name);
}

/** Take over the recipient on top of the stack. [-0, +0, v] */
static void read_entry(lua_State *lua, struct job *job)
{
	struct entry entry = {0};
	int table = lua_gettop(lua);
	rebound_sandbox_push_keys(lua, table);
	int keys = lua_gettop(lua);
	for (lua_Integer i = 1; lua_geti(lua, keys, i) != LUA_TNIL; i++) {
		if (lua_type(lua, -1) != LUA_TSTRING)
			luaL_error(lua, "a recipient is a table of named fields");
		const char *name = lua_tostring(lua, -1);
		gsize offset = find_field(lua, name);
		if (lua_getfield(lua, table, name) != LUA_TSTRING)
			luaL_error(lua, "a recipient's '%s' must be a string", name);
		*(const char **)(void *)((char *)&entry + offset) =
			rebound_arena_string(job->builder->arena, lua_tostring(lua, -1));
		lua_settop(lua, keys);
	}
	lua_settop(lua, table);
	g_array_append_val(job->entries, entry);
}

/** Call the reader of the job at argument 1 and take what it gives. */
static int call_reader(lua_State *lua)
{
	struct job *job = lua_touserdata(lua, 1);
	lua_rawgeti(lua, LUA_REGISTRYINDEX, job->reader->read);
	push_mail(lua, job);
	lua_call(lua, 1, 1);
	if (!lua_toboolean(lua, -1))
		return 0;
	luaL_checktype(lua, -1, LUA_TTABLE);
	int list = lua_gettop(lua);
	for (lua_Integer i = 1; lua_geti(lua, list, i) != LUA_TNIL; i++) {
		luaL_checktype(lua, -1, LUA_TTABLE);
		read_entry(lua, job);
		lua_settop(lua, list);
	}
	return 0;
}

/** Whether an address stands in the mail as it is, and is no part of a longer one. */
static gboolean occurs(const char *text, gsize len, const char *address)
{
	gsize size = strlen(address);
	while (text) {
		const char *found = rebound_text_find(text, len, address);
		if (!found)
			return FALSE;
		const char *end = found + size;
		gsize left = len - (gsize)(end - text);
		gboolean begins =
			found == text || !strchr("@.+-_/=", found[-1]) || found[-1] == '\0';
		gboolean ends = left == 0 || !(*end == '@' || *end == '-' || *end == '_');
		if (left > 1 && *end == '.' && g_ascii_isalnum(end[1]))
			ends = FALSE;
		if (begins && (found == text || !g_ascii_isalnum(found[-1])) && ends &&
			(left == 0 || !g_ascii_isalnum(*end)))
			return TRUE;
		len -= (gsize)(found + 1 - text);
		text = found + 1;
	}
	return FALSE;
}

static gboolean is_in_mail(const struct job *job, const char *address)
{
	const struct rebound_text_hints *hints = job->hints;
	if (occurs(job->view->text, job->view->len, address) ||
		g_strcmp0(hints->returned_to, address) == 0)
		return TRUE;
	if (hints->subject && occurs(hints->subject, strlen(hints->subject), address))
		return TRUE;
	for (guint i = 0; i < hints->header_count; i++) {
		const char *value = hints->headers[i].value;
		if (occurs(value, strlen(value), address))
			return TRUE;
	}
	return FALSE;
}

/** An address that a reader gives: a valid one that the mail holds, else NULL. */
static const char *guard_address(struct job *job, const char *given)
{
	const char *address =
		given ? rebound_builder_address(job->builder, given, strlen(given)) : NULL;
	if (address && is_in_mail(job, address))
		return address;
	if (given)
		rebound_builder_fault(job->builder, "invalid-address");
	return NULL;
}

static enum rebound_kind kind_of(const struct job *job, const struct entry *entry)
{
	if (g_strcmp0(entry->kind, "delay") == 0)
		return REBOUND_KIND_DELAY;
	if (g_strcmp0(entry->kind, "success") == 0)
		return REBOUND_KIND_SUCCESS;
	if (entry->kind && strcmp(entry->kind, "failure") != 0)
		rebound_builder_fault(job->builder, "reader-failed");
	return REBOUND_KIND_FAILURE;
}

static guint add_entry(struct job *job, const struct entry *entry)
{
	const char *address = guard_address(job, entry->address);
	const char *original = guard_address(job, entry->original_address);
	struct rebound_recipient *recipient =
		address || original ? rebound_builder_recipient(job->builder) : NULL;
	if (!recipient)
		return 0;
	recipient->address = address;
	recipient->original_address = original;
	recipient->kind = kind_of(job, entry);
	if (entry->host)
		recipient->remote_mta =
			rebound_builder_line(job->builder, entry->host, strlen(entry->host));
	if (entry->text)
		rebound_text_set(job->builder, recipient, entry->text, strlen(entry->text));
	rebound_builder_reconcile(job->builder, recipient);
	return 1;
}

static gboolean has_headers(const struct lua_reader *reader, const struct rebound_text_hints *hints)
{
	for (guint i = 0; i < reader->headers->len; i++) {
		const struct wanted_header *wanted =
			&g_array_index(reader->headers, struct wanted_header, i);
		const char *value =
			rebound_header_find(hints->headers, hints->header_count, wanted->name);
		if (!value || !rebound_text_matches_wildcard(wanted->pattern, value))
			return FALSE;
	}
	return TRUE;
}

static guint run_reader(struct rebound_lua_readers *readers, struct job *job)
{
	g_autoptr(GError) error = NULL;
	lua_State *lua = rebound_sandbox_state(readers->sandbox);
	guint added = 0;
	job->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
	lua_pushcfunction(lua, call_reader);
	lua_pushlightuserdata(lua, job);
	if (!rebound_sandbox_call(readers->sandbox, 1, 0, &error)) {
		keep_error(readers, error);
		rebound_builder_fault(job->builder, "reader-failed");
		g_array_set_size(job->entries, 0);
	}
	for (guint i = 0; i < job->entries->len; i++)
		added += add_entry(job, &g_array_index(job->entries, struct entry, i));
	g_array_unref(job->entries);
	return added;
}

/** Find the readers whose signs stand in the subject or at the start of the report. */
static void find_signed(struct rebound_lua_readers *readers, struct rebound_arena *arena,
	const struct rebound_text_view *view, const struct rebound_text_hints *hints)
{
	const char *subject = hints->subject ? hints->subject : "";
	gsize len = MIN(view->report_end, (gsize)SIGN_BYTES), subject_len = strlen(subject);
	char *both = rebound_arena_room(arena, subject_len + 1 + len);
	gsize folded_len = 0;

	memcpy(both, subject, subject_len + 1);
	both[subject_len] = '\n';
	memcpy(both + subject_len + 1, view->text, len);
	const char *folded =
		rebound_text_fold_only(arena, both, subject_len + 1 + len, &folded_len);
	g_array_set_size(readers->hits, 0);
	rebound_phrases_search(readers->phrases, folded, folded_len, readers->hits);
}

static gboolean is_signed(const struct rebound_lua_readers *readers, guint id)
{
	for (guint i = 0; i < readers->hits->len; i++) {
		if (g_array_index(readers->hits, struct rebound_phrase_hit, i).id == id)
			return TRUE;
	}
	return FALSE;
}

guint rebound_lua_readers_read(struct rebound_lua_readers *readers, struct rebound_builder *builder,
	const struct rebound_text_view *view, const struct rebound_text_hints *hints,
	const char **name)
{
	g_return_val_if_fail(readers && builder && view && hints && name, 0);
	if (!readers->loaded)
		load(readers);
	find_signed(readers, builder->arena, view, hints);
	for (guint i = 0; readers->hits->len > 0 && i < readers->list->len; i++) {
		const struct lua_reader *reader =
			&g_array_index(readers->list, struct lua_reader, i);
		struct job job = {
			.reader = reader, .builder = builder, .view = view, .hints = hints};
		if (!is_signed(readers, i) || !has_headers(reader, hints))
			continue;
		guint added = run_reader(readers, &job);
		if (added > 0) {
			*name = reader->name;
			return added;
		}
	}
	return 0;
}
