/* SPDX-License-Identifier: MIT */
#include "core/store/store.h"

#include "core/store/database.h"
#include "core/store/run_rows.h"

#define CLOCK_STEP ((gint64)2 * 24 * 60 * 60)

gint64 rebound_store_start_run(
	struct rebound_store *store, const char *command, gint64 now, GError **error)
{
	gint64 number;

	if (!rebound_database_number(
		    store, "SELECT ifnull(max(id), 0) + 1 FROM runs", &number, error))
		return 0;
	g_free(store->run.command);
	store->run.asked = number;
	store->run.number = 0;
	store->run.fresh = FALSE;
	store->run.command = g_strdup(command);
	store->run.started = now;
	return number;
}

gboolean rebound_store_clock(struct rebound_store *store, gint64 *now, GError **error)
{
	gint64 newest;

	if (!rebound_database_number(store,
		    "SELECT max(max(started, ifnull(ended, started))) FROM runs", &newest, error))
		return FALSE;
	if (newest > *now && newest - *now <= CLOCK_STEP)
		*now = newest;
	return TRUE;
}

gint64 rebound_store_run_number(const struct rebound_store *store)
{
	return store->run.number;
}

gboolean rebound_database_use_run(
	struct rebound_store *store, gint64 run, gint64 *number, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*number = run;
	if (run == 0 || run != store->run.asked)
		return TRUE;
	if (store->run.number == 0) {
		if (!rebound_statement_open(&statement, store,
			    "INSERT INTO runs (id, command, started) VALUES ("
			    " CASE WHEN EXISTS (SELECT 1 FROM runs WHERE id = ?1)"
			    " THEN (SELECT max(id) + 1 FROM runs) ELSE ?1 END, ?2, ?3) RETURNING "
			    "id",
			    error))
			return FALSE;
		rebound_statement_number(&statement, run);
		rebound_statement_text(&statement, store->run.command);
		rebound_statement_number(&statement, store->run.started);
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		*number = rebound_statement_get_number(&statement);
		if (!rebound_statement_finish(&statement, error))
			return FALSE;
		store->run.number = *number;
		store->run.fresh = !sqlite3_get_autocommit(store->database);
	}
	*number = store->run.number;
	return TRUE;
}

gboolean rebound_store_end_run(
	struct rebound_store *store, gint64 run, const char *summary, gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (run == store->run.asked)
		run = store->run.number;
	if (run == 0)
		return TRUE;
	if (!rebound_statement_open(&statement, store,
		    "UPDATE runs SET ended = ?, summary = ? WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, summary);
	rebound_statement_number(&statement, run);
	return rebound_statement_finish(&statement, error);
}

gboolean rebound_store_has_message(
	struct rebound_store *store, const guint8 hash[32], gboolean *seen, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "SELECT 1 FROM messages WHERE substr(hash, 1, 16) = substr(?1, 1, 16)"
		    " AND hash = ?1 AND undone IS NULL",
		    error))
		return FALSE;
	rebound_statement_bytes(&statement, hash, 32);
	return rebound_statement_step(&statement, seen, error);
}

static gboolean insert_message(struct rebound_store *store, const guint8 hash[32], gint64 run,
	enum rebound_kind kind, gint64 time, const char *source, guint64 index, gboolean *added,
	GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_database_use_run(store, run, &run, error) ||
		!rebound_statement_open(&statement, store,
			"INSERT INTO messages (hash, run, kind, time, source, source_index)"
			" VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			error))
		return FALSE;
	rebound_statement_bytes(&statement, hash, 32);
	rebound_statement_number(&statement, run);
	rebound_statement_text(&statement, rebound_kind_name(kind));
	rebound_statement_number(&statement, time);
	rebound_statement_text(&statement, source);
	rebound_statement_number(&statement, (gint64)index);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*added = sqlite3_changes(store->database) > 0;
	return !*added || rebound_run_add_message(
				  store, run, sqlite3_last_insert_rowid(store->database), error);
}

gboolean rebound_store_add_message(struct rebound_store *store, const guint8 hash[32], gint64 run,
	enum rebound_kind kind, gint64 time, const char *source, guint64 index, gboolean *added,
	GError **error)
{
	g_auto(rebound_scope) scope = {0};
	gboolean seen = FALSE;

	*added = FALSE;
	/* Looked for first, so that a message that was seen writes no row of a run; once there is
	 * one, the index sees to it. */
	if (store->run.number == 0 && !rebound_store_has_message(store, hash, &seen, error))
		return FALSE;
	if (seen)
		return TRUE;
	/* A message and where the rows of its run lie are written together. */
	if (sqlite3_get_autocommit(store->database) && !rebound_scope_begin(&scope, store, error))
		return FALSE;
	return insert_message(store, hash, run, kind, time, source, index, added, error) &&
	       (scope.store == NULL || rebound_scope_commit(&scope, error));
}
