/* SPDX-License-Identifier: MIT */
#include "core/store/upkeep.h"

#include <string.h>

#include "core/report/record.h"
#include "core/smtp/address.h"
#include "core/store/changes.h"
#include "core/store/database.h"
#include "core/store/erase.h"
#include "core/store/forgotten.h"
#include "core/store/retry_row.h"
#include "core/store/suppression_row.h"

#define READER_MILLISECONDS 2000 /* for whoever reads to end, before the log is emptied */

/* Texts of an event that may name somebody, besides his own address. */
static const char *const texts[] = {"address", "address_key", "domain", "original_id", "text",
	"evidence", "remote_mta", "source", "decision_why", "record"};

/* Tables that hold nobody's words, or that are dealt with by themselves. */
static const char *const passed_over[] = {
	"events", "changes", "links", "erasing", "erased", "pruned", "forgotten", "salt", NULL};

/* Tables of which a row goes as a whole; of the others only what names the address. */
static const char *const whole_rows[] = {"suppressions", "retries", "quarantine", NULL};

/* One way to write the address. */
struct needle {
	char *text; /* lower case in ASCII */
	gsize len;
	gboolean is_envelope; /* "ann=example.org", as senders put it into an address of theirs */
};

struct forgetting {
	struct rebound_store *store;
	const struct rebound_upkeep_order *order;
	struct rebound_forget *forgotten;
	struct rebound_change change;
	struct rebound_arena *arena;
	const char *key;
	GArray *needles; /* of struct needle */
};

/* ---- where the address is named ---- */

static void clear_needle(gpointer data)
{
	g_free(((struct needle *)data)->text);
}

static void add_needle(struct forgetting *forgetting, const char *text, gboolean is_envelope)
{
	struct needle needle = {.text = g_ascii_strdown(text, -1), .is_envelope = is_envelope};

	needle.len = strlen(needle.text);
	for (guint i = 0; i < forgetting->needles->len; i++)
		if (strcmp(g_array_index(forgetting->needles, struct needle, i).text,
			    needle.text) == 0) {
			g_free(needle.text);
			return;
		}
	g_array_append_val(forgetting->needles, needle);
}

static void add_spelling(struct forgetting *forgetting, const char *address)
{
	const char *at = strrchr(address, '@');

	add_needle(forgetting, address, FALSE);
	if (at == NULL)
		return;
	g_autofree char *envelope =
		g_strdup_printf("%.*s=%s", (int)(at - address), address, at + 1);
	add_needle(forgetting, envelope, TRUE);
}

static gboolean is_word(guchar c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '%' || c >= 0x80;
}

/* "joann@example.org" and "ann@example.org.example" are others. */
static gboolean stands_alone(const char *text, gsize len, gsize place, const struct needle *needle)
{
	guchar before = place > 0 ? (guchar)text[place - 1] : ' ';
	gboolean joins = before == '.' || before == '+' || before == '-';
	gsize end = place + needle->len;

	if (is_word(before) || (joins && !needle->is_envelope))
		return FALSE;
	if (end == len)
		return TRUE;
	if (is_word((guchar)text[end]) || text[end] == '-')
		return FALSE;
	return len - end < 2 || text[end] != '.' || !is_word((guchar)text[end + 1]);
}

static gboolean has_needle(
	const char *text, gsize len, const struct needle *needle, gboolean anywhere)
{
	if (len < needle->len)
		return FALSE;
	const char first = needle->text[0], *last = text + len - needle->len;
	for (const char *at = text; at <= last; at++) {
		if (g_ascii_tolower(*at) == first &&
			g_ascii_strncasecmp(at, needle->text, needle->len) == 0 &&
			(anywhere || stands_alone(text, len, (gsize)(at - text), needle)))
			return TRUE;
	}
	return FALSE;
}

static gboolean has_any(
	const struct forgetting *forgetting, const char *text, gsize len, gboolean anywhere)
{
	for (guint i = 0; i < forgetting->needles->len; i++)
		if (has_needle(text, len, &g_array_index(forgetting->needles, struct needle, i),
			    anywhere))
			return TRUE;
	return FALSE;
}

/* While a record is searched. */
struct search {
	const struct forgetting *forgetting;
	gboolean found;
};

static void search_text(const char *text, gsize len, void *data)
{
	struct search *search = data;

	search->found = search->found || has_any(search->forgetting, text, len, FALSE);
}

/* In one that can't be read nobody knows where a text begins: rather too much is forgotten. */
static gboolean names_in_record(const struct forgetting *forgetting, const guint8 *bytes, gsize len)
{
	struct search search = {.forgetting = forgetting};

	return rebound_record_texts(bytes, len, search_text, &search)
		       ? search.found
		       : has_any(forgetting, (const char *)bytes, len, TRUE);
}

/* SQL: names_address(value, ...) is 1 where one of the values names the address. */
static void names_address(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct forgetting *forgetting = sqlite3_user_data(context);

	for (int i = 0; i < count; i++) {
		int type = sqlite3_value_type(values[i]);

		if (type != SQLITE_TEXT && type != SQLITE_BLOB)
			continue;
		const void *bytes = sqlite3_value_blob(values[i]);
		gsize len = (gsize)sqlite3_value_bytes(values[i]);
		if (bytes == NULL)
			continue;
		if (rebound_record_is(bytes, len) ? names_in_record(forgetting, bytes, len)
						  : has_any(forgetting, bytes, len, FALSE)) {
			sqlite3_result_int(context, 1);
			return;
		}
	}
	sqlite3_result_int(context, 0);
}

static gboolean list_spellings(struct forgetting *forgetting, const char *address, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	add_spelling(forgetting, address);
	add_spelling(forgetting, forgetting->key);
	if (!rebound_statement_open(&statement, forgetting->store,
		    "SELECT address FROM events WHERE address_key = ?1"
		    " UNION SELECT address FROM suppressions WHERE " REBOUND_SUPPRESSIONS_WHERE(
			    "address_key = ?1") " UNION SELECT address FROM retries "
						"WHERE " REBOUND_RETRIES_WHERE("address_key = ?1"),
		    error))
		return FALSE;
	rebound_statement_text(&statement, forgetting->key);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		const char *spelling = rebound_statement_get_text(&statement);
		if (spelling != NULL)
			add_spelling(forgetting, spelling);
	}
}

/* ---- the hash ---- */

static gboolean hold_suppression(struct forgetting *forgetting, GError **error)
{
	struct rebound_store *store = forgetting->store;
	g_auto(rebound_statement) statement = {0};
	struct rebound_suppression row;
	guint8 hash[32];
	gboolean there;

	if (!rebound_store_find_suppression(
		    store, forgetting->key, forgetting->order->now, forgetting->arena, &row, error))
		return error == NULL || *error == NULL;
	if (!rebound_forgotten_hash(store, forgetting->key, TRUE, hash, &there, error) ||
		!rebound_statement_open(&statement, store,
			"INSERT OR REPLACE INTO forgotten (hash, state, reason, cause, since, "
			"until,"
			" change) VALUES (?, ?, ?, ?, ?, ?, ?)",
			error))
		return FALSE;
	rebound_statement_bytes(&statement, hash, sizeof(hash));
	rebound_statement_text(&statement, rebound_state_name(row.state));
	rebound_statement_text(&statement, rebound_reason_name(row.reason));
	rebound_statement_text(&statement, row.cause);
	rebound_statement_number(&statement, row.since);
	rebound_statement_number_or_null(&statement, row.until);
	rebound_statement_number(&statement, forgetting->change.id);
	forgetting->forgotten->held = TRUE;
	return rebound_statement_finish(&statement, error);
}

/* ---- events ---- */

static gboolean run_with_key(
	struct forgetting *forgetting, const char *sql, gint64 *count, GError **error)
{
	struct rebound_store *store = forgetting->store;
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);

	if (result == SQLITE_OK && sqlite3_bind_parameter_count(statement) > 0)
		result = sqlite3_bind_text(statement, 1, forgetting->key, -1, SQLITE_STATIC);
	if (result == SQLITE_OK)
		result = sqlite3_step(statement);
	if (result != SQLITE_DONE) {
		rebound_database_fail(store, error);
		sqlite3_finalize(statement);
		return FALSE;
	}
	sqlite3_finalize(statement);
	if (count != NULL)
		*count = sqlite3_changes64(store->database);
	return TRUE;
}

static char *blank_texts(void)
{
	g_autoptr(GString) sql = g_string_new("UPDATE events SET ");

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_string_append_printf(sql,
			"%s%s = CASE WHEN address_key = ?1 OR names_address(%s) THEN NULL ELSE %s"
			" END",
			i > 0 ? ", " : "", texts[i], texts[i], texts[i]);
	g_string_append(sql, " WHERE id IN (SELECT id FROM chosen)");
	return g_string_free(g_steal_pointer(&sql), FALSE);
}

static gboolean forget_events(struct forgetting *forgetting, GError **error)
{
	struct rebound_store *store = forgetting->store;
	g_autofree char *columns =
		g_strjoinv(", ", (char *[]){(char *)"address", (char *)"address_key",
					 (char *)"domain", (char *)"original_id", (char *)"text",
					 (char *)"evidence", (char *)"remote_mta", (char *)"source",
					 (char *)"decision_why", (char *)"record", NULL});
	g_autofree char *choose = g_strconcat(
		"INSERT INTO chosen SELECT id FROM events WHERE address_key = ?1 OR names_address(",
		columns, ")", NULL);
	g_autofree char *blank = blank_texts();

	return rebound_erase_choose(store, error) &&
	       run_with_key(forgetting, choose, &forgetting->forgotten->events, error) &&
	       rebound_erase_begin(store, &forgetting->change, error) &&
	       run_with_key(forgetting, blank, NULL, error);
}

/* ---- other tables ---- */

struct column {
	char *name;
	gboolean needed;
};

static void clear_column(gpointer data)
{
	g_free(((struct column *)data)->name);
}

/* The columns of a table that can name somebody. */
static GArray *list_columns(struct rebound_store *store, const char *table, GError **error)
{
	g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(struct column));
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	g_array_set_clear_func(columns, clear_column);
	if (!rebound_statement_open(&statement, store,
		    "SELECT name, \"notnull\" OR pk > 0 FROM pragma_table_info(?)"
		    " WHERE type NOT IN ('INTEGER', 'REAL')",
		    error))
		return NULL;
	rebound_statement_text(&statement, table);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return NULL;
		if (!row)
			return g_steal_pointer(&columns);
		struct column column = {0};
		column.name = rebound_erase_quote(rebound_statement_get_text(&statement));
		column.needed = rebound_statement_get_number(&statement) != 0;
		g_array_append_val(columns, column);
	}
}

static gboolean has_column(const GArray *columns, const char *name)
{
	for (guint i = 0; i < columns->len; i++)
		if (strcmp(g_array_index(columns, struct column, i).name, name) == 0)
			return TRUE;
	return FALSE;
}

static char *join_columns(const GArray *columns)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < columns->len; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
			g_array_index(columns, struct column, i).name);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* "" in the place of what may not be empty. */
static char *blanks(const GArray *columns)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < columns->len; i++) {
		const struct column *column = &g_array_index(columns, struct column, i);

		g_string_append_printf(text,
			"%s%s = CASE WHEN names_address(%s) THEN %s ELSE %s END", i > 0 ? ", " : "",
			column->name, column->name, column->needed ? "''" : "NULL", column->name);
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/*
 * Every table that there is, so that none is forgotten here that is added some day. A row that is
 * of the address goes; of another one what names it.
 */
static gboolean forget_in_table(
	struct rebound_store *store, const char *table, void *data, GError **error)
{
	struct forgetting *forgetting = data;
	gint64 count = 0;

	if (g_strv_contains(passed_over, table))
		return TRUE;
	g_autoptr(GArray) columns = list_columns(store, table, error);
	if (columns == NULL)
		return FALSE;
	if (columns->len == 0)
		return TRUE;
	gboolean keyed = has_column(columns, "\"address_key\"");
	gboolean whole =
		keyed || g_strv_contains(whole_rows, table) || has_column(columns, "\"address\"");
	g_autofree char *name = rebound_erase_quote(table);
	g_autofree char *list = join_columns(columns);
	g_autofree char *set = blanks(columns);
	g_autofree char *sql = g_strconcat(whole ? "DELETE FROM " : "UPDATE ", name,
		whole ? "" : " SET ", whole ? "" : set, " WHERE ",
		keyed ? "address_key = ?1 OR " : "", "names_address(", list, ")", NULL);
	if (!run_with_key(forgetting, sql, &count, error))
		return FALSE;
	forgetting->forgotten->rows += count;
	return TRUE;
}

/* ---- the file ---- */

static gboolean has_bytes(const char *bytes, gsize len, const struct needle *needle)
{
	for (gsize at = 0; at + needle->len <= len; at++)
		if (g_ascii_tolower(bytes[at]) == needle->text[0] &&
			g_ascii_strncasecmp(bytes + at, needle->text, needle->len) == 0)
			return TRUE;
	return FALSE;
}

/* Whether the address is still somewhere in the bytes of a file: in pages that are free, say. */
static gboolean is_in_file(const struct forgetting *forgetting, const char *suffix)
{
	g_autofree char *path = g_strconcat(forgetting->store->path, suffix, NULL);
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	gsize len = file != NULL ? g_mapped_file_get_length(file) : 0;

	for (guint i = 0; len > 0 && i < forgetting->needles->len; i++)
		if (has_bytes(g_mapped_file_get_contents(file), len,
			    &g_array_index(forgetting->needles, struct needle, i)))
			return TRUE;
	return FALSE;
}

/* Rows that went before anybody asked may be left in free pages: the file is written anew then. */
static gboolean clean_file(struct forgetting *forgetting, GError **error)
{
	struct rebound_store *store = forgetting->store;

	sqlite3_busy_timeout(store->database, READER_MILLISECONDS);
	if (!rebound_database_run(store, "PRAGMA wal_checkpoint(TRUNCATE)", error))
		return FALSE;
	if (is_in_file(forgetting, "") && !is_in_file(forgetting, "-wal") &&
		(!rebound_database_run(store, "VACUUM", error) ||
			!rebound_database_run(store, "PRAGMA wal_checkpoint(TRUNCATE)", error)))
		return FALSE;
	/* The log is empty now, unless somebody reads what is in it. */
	forgetting->forgotten->log_left = is_in_file(forgetting, "-wal");
	return TRUE;
}

/* ---- forgetting ---- */

static gboolean write_change(struct forgetting *forgetting, GError **error)
{
	const struct rebound_forget *forgotten = forgetting->forgotten;
	g_autofree char *summary = g_strdup_printf("%" G_GINT64_FORMAT " events, %" G_GINT64_FORMAT
						   " other rows; its suppression %s",
		forgotten->events, forgotten->rows,
		forgotten->held ? "holds on by a hash" : "did not stand");

	forgetting->change.time = forgetting->order->now;
	forgetting->change.what = "forget";
	forgetting->change.who = forgetting->order->who;
	forgetting->change.why = forgetting->order->why;
	forgetting->change.summary = summary;
	return rebound_change_add(forgetting->store, &forgetting->change, error);
}

static gboolean forget_rows(struct forgetting *forgetting, GError **error)
{
	struct rebound_store *store = forgetting->store;
	struct rebound_forget *forgotten = forgetting->forgotten;
	g_auto(rebound_scope) scope = {0};

	if (!rebound_scope_begin(&scope, store, error) ||
		!rebound_database_run(store, "PRAGMA defer_foreign_keys = ON", error))
		return FALSE;
	forgetting->change.id = rebound_change_next(store, error);
	if (forgetting->change.id == 0 || !hold_suppression(forgetting, error) ||
		!forget_events(forgetting, error) ||
		!rebound_erase_tables(store, forget_in_table, forgetting, error))
		return FALSE;
	if (forgetting->order->dry_run || forgotten->events + forgotten->rows == 0)
		return TRUE;
	/* The change is there before references are mended: rows refer to it, too. */
	if (!write_change(forgetting, error) || !rebound_erase_mend(store, error) ||
		!rebound_erase_end(store, error) || !rebound_scope_commit(&scope, error))
		return FALSE;
	forgotten->change = forgetting->change.id;
	return TRUE;
}

static gboolean forget(struct forgetting *forgetting, const char *address, GError **error)
{
	struct rebound_store *store = forgetting->store;

	if (!rebound_database_run(store, "PRAGMA secure_delete = ON", error) ||
		!list_spellings(forgetting, address, error))
		return FALSE;
	if (sqlite3_create_function_v2(store->database, "names_address", -1,
		    SQLITE_UTF8 | SQLITE_DIRECTONLY, forgetting, names_address, NULL, NULL,
		    NULL) != SQLITE_OK)
		return rebound_database_fail(store, error);
	gboolean good = forget_rows(forgetting, error);
	sqlite3_create_function_v2(
		store->database, "names_address", -1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
	/* Also where no row was left: an earlier time a reader may have kept the log. */
	return good && (forgetting->order->dry_run || clean_file(forgetting, error));
}

gboolean rebound_store_forget(struct rebound_store *store, const char *address,
	const struct rebound_upkeep_order *order, struct rebound_forget *forgotten, GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct forgetting forgetting = {.store = store,
		.order = order,
		.forgotten = forgotten,
		.arena = arena,
		.key = rebound_address_key(arena, address),
		.needles = g_array_new(FALSE, FALSE, sizeof(struct needle))};

	*forgotten = (struct rebound_forget){0};
	g_array_set_clear_func(forgetting.needles, clear_needle);
	gboolean good = forget(&forgetting, address, error);
	g_array_unref(forgetting.needles);
	return good;
}
