/* SPDX-License-Identifier: MIT */
#include "core/store/store.h"

#include <rebound/error.h>
#include "core/store/database.h"

/*
 * A table in which a newer row ends an older one of the same address or domain. Taking a row back
 * lets the older one stand again; where the row was itself replaced, the older one comes to hang on
 * what replaced it, so that runs can be undone in any order.
 */
struct chain {
	const char *rows;   /* of a run, the newest first */
	const char *look;   /* whether a row stands, and what replaced it */
	const char *end;    /* take it back: time, why, number */
	const char *revive; /* what it replaced last stands again */
	const char *relink; /* what it replaced hangs on another row: that row, this row */
};

static const struct chain suppressions = {
	"SELECT id FROM suppressions WHERE run = ? AND undone IS NULL ORDER BY id DESC",
	"SELECT ended IS NULL, ifnull(replaced_by, 0) FROM suppressions WHERE id = ?",
	"UPDATE suppressions SET ended = ifnull(ended, ?1), ended_by = ifnull(ended_by, 'undone'),"
	" ended_why = ifnull(ended_why, ?2), state_before = ifnull(state_before, state), state = "
	"'ended',"
	" undone = ?1 WHERE id = ?3",
	"UPDATE suppressions SET state = state_before, state_before = NULL, ended = NULL, ended_by "
	"= NULL,"
	" ended_why = NULL, replaced_by = NULL WHERE id ="
	" (SELECT max(id) FROM suppressions WHERE replaced_by = ? AND undone IS NULL)",
	"UPDATE suppressions SET replaced_by = ? WHERE replaced_by = ? AND undone IS NULL",
};

static const struct chain retries = {
	"SELECT id FROM retries WHERE run = ? AND undone IS NULL ORDER BY id DESC",
	"SELECT state IN ('scheduled', 'over'), ifnull(replaced_by, 0) FROM retries WHERE id = ?",
	"UPDATE retries SET state_before = ifnull(state_before, state), state = 'cancelled', "
	"changed = ?1,"
	" why = ifnull(why, ?2), undone = ?1 WHERE id = ?3",
	"UPDATE retries SET state = state_before, state_before = NULL, replaced_by = NULL WHERE id "
	"="
	" (SELECT max(id) FROM retries WHERE replaced_by = ? AND undone IS NULL)",
	"UPDATE retries SET replaced_by = ? WHERE replaced_by = ? AND undone IS NULL",
};

static const struct chain slowdowns = {
	"SELECT id FROM slowdowns WHERE run = ? AND undone IS NULL ORDER BY id DESC",
	"SELECT ended IS NULL, ifnull(replaced_by, 0) FROM slowdowns WHERE id = ?",
	"UPDATE slowdowns SET ended = ifnull(ended, ?1), why = ifnull(why, ?2), undone = ?1 WHERE "
	"id = ?3",
	"UPDATE slowdowns SET ended = NULL, replaced_by = NULL WHERE id ="
	" (SELECT max(id) FROM slowdowns WHERE replaced_by = ? AND undone IS NULL)",
	"UPDATE slowdowns SET replaced_by = ? WHERE replaced_by = ? AND undone IS NULL",
};

/* Retries that a suppression cancelled come back once it was undone, unless another one stands. */
static const char revive_cancelled[] =
	"UPDATE OR IGNORE retries SET state = state_before, state_before = NULL, cancelled_for = "
	"NULL"
	" WHERE undone IS NULL AND state = 'cancelled'"
	" AND cancelled_for IN (SELECT id FROM suppressions WHERE undone IS NOT NULL)"
	" AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.address_key = retries.address_key"
	" AND s.ended IS NULL AND s.state = 'active')";

static gboolean run_two(
	struct rebound_store *store, const char *sql, gint64 first, gint64 second, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store, sql, error))
		return FALSE;
	rebound_statement_number(&statement, first);
	if (second != 0)
		rebound_statement_number(&statement, second);
	return rebound_statement_finish(&statement, error);
}

static gboolean end_one(struct rebound_store *store, const struct chain *chain, gint64 id,
	const char *why, gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store, chain->end, error))
		return FALSE;
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, why);
	rebound_statement_number(&statement, id);
	return rebound_statement_finish(&statement, error);
}

static gboolean look(struct rebound_store *store, const struct chain *chain, gint64 id,
	gboolean *stands, gint64 *replaced_by, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store, chain->look, error))
		return FALSE;
	rebound_statement_number(&statement, id);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	*stands = row && rebound_statement_get_number(&statement) != 0;
	*replaced_by = row ? rebound_statement_get_number(&statement) : 0;
	return TRUE;
}

static gboolean take_back_one(struct rebound_store *store, const struct chain *chain, gint64 id,
	const char *why, gint64 now, GError **error)
{
	gint64 replaced_by;
	gboolean stands;

	if (!look(store, chain, id, &stands, &replaced_by, error) ||
		!end_one(store, chain, id, why, now, error))
		return FALSE;
	if (stands)
		return run_two(store, chain->revive, id, 0, error);
	if (replaced_by != 0)
		return run_two(store, chain->relink, replaced_by, id, error);
	return TRUE;
}

static GArray *list_rows(
	struct rebound_store *store, const struct chain *chain, gint64 run, GError **error)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store, chain->rows, error))
		return NULL;
	rebound_statement_number(&statement, run);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return NULL;
		if (!row)
			return g_steal_pointer(&rows);
		gint64 id = rebound_statement_get_number(&statement);
		g_array_append_val(rows, id);
	}
}

static gboolean take_back(struct rebound_store *store, const struct chain *chain, gint64 run,
	const char *why, gint64 now, gint64 *count, GError **error)
{
	g_autoptr(GArray) rows = list_rows(store, chain, run, error);

	if (rows == NULL)
		return FALSE;
	/* Counted first: what stands again for a moment, within the run, is none that stood. */
	for (guint i = 0; i < rows->len; i++) {
		gint64 replaced_by;
		gboolean stands;

		if (!look(store, chain, g_array_index(rows, gint64, i), &stands, &replaced_by,
			    error))
			return FALSE;
		*count += stands ? 1 : 0;
	}
	for (guint i = 0; i < rows->len; i++)
		if (!take_back_one(store, chain, g_array_index(rows, gint64, i), why, now, error))
			return FALSE;
	return TRUE;
}

static gboolean mark_rows(struct rebound_store *store, const char *sql, gint64 run, gint64 now,
	gint64 *count, GError **error)
{
	if (!run_two(store, sql, now, run, error))
		return FALSE;
	if (count != NULL)
		*count = sqlite3_changes64(store->database);
	return TRUE;
}

static gboolean mark_run(
	struct rebound_store *store, gint64 run, const char *why, gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "UPDATE runs SET undone = ?, undone_why = ? WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, why);
	rebound_statement_number(&statement, run);
	return rebound_statement_finish(&statement, error);
}

static gboolean check_run(struct rebound_store *store, gint64 run, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(
		    &statement, store, "SELECT ifnull(undone, 0) FROM runs WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, run);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row && rebound_statement_get_number(&statement) == 0)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE, "%s: run %" G_GINT64_FORMAT " %s",
		store->path, run, row ? "was taken back already" : "does not exist");
	return FALSE;
}

static gboolean undo(struct rebound_store *store, gint64 run, const char *why, gint64 now,
	struct rebound_undo *undone, GError **error)
{
	return take_back(store, &retries, run, why, now, &undone->retries, error) &&
	       take_back(store, &suppressions, run, why, now, &undone->suppressions, error) &&
	       take_back(store, &slowdowns, run, why, now, &undone->slowdowns, error) &&
	       rebound_database_run(store, revive_cancelled, error) &&
	       mark_rows(store, "UPDATE events SET undone = ? WHERE run = ? AND undone IS NULL",
		       run, now, &undone->events, error) &&
	       mark_rows(store, "UPDATE messages SET undone = ? WHERE run = ? AND undone IS NULL",
		       run, now, &undone->messages, error) &&
	       mark_rows(store, "UPDATE quarantine SET undone = ? WHERE run = ? AND undone IS NULL",
		       run, now, NULL, error) &&
	       mark_run(store, run, why, now, error);
}

gboolean rebound_store_undo_run(struct rebound_store *store, gint64 run, gboolean dry_run,
	const char *why, gint64 now, struct rebound_undo *undone, GError **error)
{
	g_auto(rebound_scope) scope = {0};

	*undone = (struct rebound_undo){0};
	if (!rebound_scope_begin(&scope, store, error) || !check_run(store, run, error) ||
		!undo(store, run, why, now, undone, error))
		return FALSE;
	/* The scope takes everything back that is not committed. */
	return dry_run || rebound_scope_commit(&scope, error);
}
