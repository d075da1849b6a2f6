/* SPDX-License-Identifier: MIT */
#include "core/store/erase.h"

#include <string.h>

#include "core/store/database.h"

gboolean rebound_erase_choose(struct rebound_store *store, GError **error)
{
	return rebound_database_run(store,
		"CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY);"
		"DELETE FROM chosen",
		error);
}

/* ---- digests ---- */

/* The digest of an event that lost something before is the one that was kept then. */
static gboolean find_digest(struct rebound_store *store, gint64 event,
	guint8 digest[REBOUND_CHAIN_BYTES], GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(
		    &statement, store, "SELECT digest FROM erased WHERE event = ?", error))
		return FALSE;
	rebound_statement_number(&statement, event);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (!row)
		return rebound_chain_event_digest(store, event, digest, error);
	rebound_statement_get_digest(&statement, digest);
	return TRUE;
}

static gboolean keep_digest(
	struct rebound_store *store, gint64 event, gint64 change, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	guint8 digest[REBOUND_CHAIN_BYTES];

	if (!find_digest(store, event, digest, error) ||
		!rebound_database_apply(
			store, "DELETE FROM erased WHERE event = ?", event, 0, 0, NULL, error) ||
		!rebound_statement_open(&statement, store,
			"INSERT INTO erased (event, digest, change) VALUES (?, ?, ?)", error))
		return FALSE;
	rebound_statement_number(&statement, event);
	rebound_statement_bytes(&statement, digest, sizeof(digest));
	rebound_statement_number(&statement, change);
	return rebound_statement_finish(&statement, error);
}

static gboolean keep_digests(struct rebound_store *store, gint64 change, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store, "SELECT id FROM chosen ORDER BY id", error))
		return FALSE;
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		if (!keep_digest(store, rebound_statement_get_number(&statement), change, error))
			return FALSE;
	}
}

gboolean rebound_erase_begin(
	struct rebound_store *store, struct rebound_change *change, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	return rebound_statement_open(
		       &statement, store, "SELECT id FROM chosen ORDER BY id", error) &&
	       rebound_change_digest(&statement, change, error) &&
	       rebound_database_apply(store, "INSERT INTO erasing (id, change) VALUES (1, ?)",
		       change->id, 0, 0, NULL, error) &&
	       keep_digests(store, change->id, error);
}

gboolean rebound_erase_end(struct rebound_store *store, GError **error)
{
	return rebound_database_run(store, "DELETE FROM erasing", error);
}

/* ---- tables by their names ---- */

char *rebound_erase_quote(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "\"", -1);
	g_autofree char *doubled = g_strjoinv("\"\"", parts);

	return g_strconcat("\"", doubled, "\"", NULL);
}

gboolean rebound_erase_apply(
	struct rebound_store *store, const char *sql, gint64 number, gint64 *count, GError **error)
{
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);

	if (result == SQLITE_OK && sqlite3_bind_parameter_count(statement) > 0)
		result = sqlite3_bind_int64(statement, 1, number);
	while (result == SQLITE_OK || result == SQLITE_ROW)
		result = sqlite3_step(statement);
	if (result != SQLITE_DONE) {
		rebound_database_fail(store, error);
		sqlite3_finalize(statement);
		return FALSE;
	}
	if (count != NULL)
		*count = sqlite3_changes64(store->database);
	sqlite3_finalize(statement);
	return TRUE;
}

gboolean rebound_erase_tables(
	struct rebound_store *store, rebound_erase_table func, void *data, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT name FROM sqlite_schema WHERE type = 'table'"
		    " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name",
		    error))
		return FALSE;
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			break;
		g_ptr_array_add(names, g_strdup(rebound_statement_get_text(&statement)));
	}
	rebound_statement_close(&statement);
	for (guint i = 0; i < names->len; i++)
		if (!func(store, g_ptr_array_index(names, i), data, error))
			return FALSE;
	return TRUE;
}

/* ---- references ---- */

/* One row whose reference leads nowhere. */
struct dangling {
	char *table, *column;
	gint64 row;
	gboolean needed; /* the column may not be empty */
};

static void free_dangling(gpointer data)
{
	struct dangling *dangling = data;

	g_free(dangling->table);
	g_free(dangling->column);
	g_free(dangling);
}

static GPtrArray *list_dangling(struct rebound_store *store, GError **error)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(free_dangling);
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT c.\"table\", c.rowid, f.\"from\", i.\"notnull\""
		    " FROM pragma_foreign_key_check c"
		    " JOIN pragma_foreign_key_list(c.\"table\") f ON f.id = c.fkid"
		    " JOIN pragma_table_info(c.\"table\") i ON i.name = f.\"from\""
		    " WHERE c.rowid IS NOT NULL",
		    error))
		return NULL;
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return NULL;
		if (!row)
			return g_steal_pointer(&list);
		struct dangling *dangling = g_new0(struct dangling, 1);
		dangling->table = g_strdup(rebound_statement_get_text(&statement));
		dangling->row = rebound_statement_get_number(&statement);
		dangling->column = g_strdup(rebound_statement_get_text(&statement));
		dangling->needed = rebound_statement_get_number(&statement) != 0;
		g_ptr_array_add(list, dangling);
	}
}

static gboolean mend_one(
	struct rebound_store *store, const struct dangling *dangling, GError **error)
{
	g_autofree char *table = rebound_erase_quote(dangling->table);
	g_autofree char *column = rebound_erase_quote(dangling->column);
	g_autofree char *sql =
		dangling->needed ? g_strconcat("DELETE FROM ", table, " WHERE rowid = ?", NULL)
				 : g_strconcat("UPDATE ", table, " SET ", column,
					   " = NULL WHERE rowid = ?", NULL);

	return rebound_erase_apply(store, sql, dangling->row, NULL, error);
}

gboolean rebound_erase_mend(struct rebound_store *store, GError **error)
{
	for (;;) {
		g_autoptr(GPtrArray) list = list_dangling(store, error);

		if (list == NULL)
			return FALSE;
		if (list->len == 0)
			return TRUE;
		/* A row that goes may leave others behind, so it is looked again. */
		for (guint i = 0; i < list->len; i++)
			if (!mend_one(store, g_ptr_array_index(list, i), error))
				return FALSE;
	}
}
