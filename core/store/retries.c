/* SPDX-License-Identifier: MIT */
#include "core/store/store.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/store/database.h"
#include "core/store/retry_row.h"

static const char *const state_names[] = {
	[REBOUND_RETRY_SCHEDULED] = "scheduled",
	[REBOUND_RETRY_OVER] = "over",
	[REBOUND_RETRY_DONE] = "done",
	[REBOUND_RETRY_CANCELLED] = "cancelled",
};

const char *rebound_retry_state_name(enum rebound_retry_state state)
{
	return (guint)state < G_N_ELEMENTS(state_names) ? state_names[state] : NULL;
}

static enum rebound_retry_state read_state(const char *name)
{
	return (enum rebound_retry_state)rebound_database_read_name(
		state_names, G_N_ELEMENTS(state_names), name, REBOUND_RETRY_CANCELLED);
}

/* None and an empty one are the same. */
#define FOR_MESSAGE "address_key = ?1 AND ifnull(original_id, '') = ifnull(?2, '')"

/* The row that a new one replaces: one that stands (scheduled or over) for the address and original
 * message, or would stand but for a suppression. 0 where there is none. */
static gboolean find_before(struct rebound_store *store, const struct rebound_retry *retry,
	gint64 *id, gboolean *stands, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*id = 0;
	*stands = FALSE;
	if (!rebound_statement_open(&statement, store,
		    "SELECT max(id), state <> 'cancelled' FROM retries"
		    " WHERE undone IS NULL AND replaced_by IS NULL"
		    " AND (state IN ('scheduled', 'over')"
		    "  OR (state = 'cancelled' AND cancelled_for IS NOT NULL))"
		    " AND " REBOUND_RETRIES_WHERE(FOR_MESSAGE),
		    error))
		return FALSE;
	rebound_statement_text(&statement, retry->address_key);
	rebound_statement_text(&statement, retry->original_id);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row) {
		*id = rebound_statement_get_number(&statement);
		*stands = rebound_statement_get_number(&statement) != 0;
	}
	return TRUE;
}

static gboolean insert_row(struct rebound_store *store, const struct rebound_retry *retry,
	gint64 run, gint64 *id, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO retries (address, address_key, domain, original_id, reason, "
		    "state, step, due,"
		    " event, run, why, session) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		    error))
		return FALSE;
	rebound_statement_text(&statement, retry->address);
	rebound_statement_text(&statement, retry->address_key);
	rebound_statement_text(&statement, retry->domain);
	rebound_statement_text(&statement, retry->original_id);
	rebound_statement_text(&statement, rebound_reason_name(retry->reason));
	rebound_statement_text(&statement, rebound_retry_state_name(retry->state));
	rebound_statement_number(&statement, retry->step);
	rebound_statement_number(&statement, retry->due);
	rebound_statement_number_or_null(&statement, retry->event);
	rebound_statement_number_or_null(&statement, run);
	rebound_statement_text(&statement, retry->why);
	rebound_statement_number(&statement, retry->session ? 1 : 0);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*id = sqlite3_last_insert_rowid(store->database);
	return TRUE;
}

static gboolean cancel_row(struct rebound_store *store, gint64 id, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "UPDATE retries SET state_before = state, state = 'cancelled', changed = ? "
		    "WHERE id = ?",
		    error))
		return FALSE;
	rebound_statement_number(&statement, rebound_clock_now());
	rebound_statement_number(&statement, id);
	return rebound_statement_finish(&statement, error);
}

static gboolean link_rows(struct rebound_store *store, gint64 before, gint64 after, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(
		    &statement, store, "UPDATE retries SET replaced_by = ? WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, after);
	rebound_statement_number(&statement, before);
	return rebound_statement_finish(&statement, error);
}

gboolean rebound_store_retry(
	struct rebound_store *store, const struct rebound_retry *retry, GError **error)
{
	g_auto(rebound_scope) scope = {0};
	gint64 before, run, id;
	gboolean stands;

	g_return_val_if_fail(retry->address != NULL && retry->address_key != NULL, FALSE);
	if (!rebound_scope_begin(&scope, store, error) ||
		!find_before(store, retry, &before, &stands, error) ||
		(stands && !cancel_row(store, before, error)) ||
		!rebound_database_use_run(store, retry->run, &run, error) ||
		!insert_row(store, retry, run, &id, error) ||
		(before != 0 && !link_rows(store, before, id, error)))
		return FALSE;
	return rebound_scope_commit(&scope, error);
}

/* By the one index or the other; *there tells whether there is one. */
static gboolean read_mark(struct rebound_store *store, const char *sql, const char *address_key,
	const char *original_id, struct rebound_retry_mark *mark, gboolean *there, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store, sql, error))
		return FALSE;
	rebound_statement_text(&statement, address_key);
	rebound_statement_text(&statement, original_id);
	if (!rebound_statement_step(&statement, there, error))
		return FALSE;
	*there = *there && rebound_statement_get_number(&statement) != 0;
	if (*there) {
		mark->step = (guint)rebound_statement_get_number(&statement);
		mark->due = rebound_statement_get_number(&statement);
		mark->state = read_state(rebound_statement_get_text(&statement));
	}
	return TRUE;
}

gboolean rebound_store_last_retry(struct rebound_store *store, const char *address_key,
	const char *original_id, struct rebound_retry_mark *mark, GError **error)
{
	gboolean there;

	*mark = (struct rebound_retry_mark){0};
	/* One that stands is the newest: a new one takes the place of what stood. */
	if (!read_mark(store,
		    "SELECT id, step, due, state FROM retries WHERE undone IS NULL"
		    " AND " FOR_MESSAGE " AND" REBOUND_RETRIES_STANDING,
		    address_key, original_id, mark, &there, error))
		return FALSE;
	/* Beside max() SQLite gives the columns of its row; to order the rows it would make a
	 * table. */
	return there || read_mark(store,
				"SELECT max(id), step, due, state FROM retries"
				" WHERE state <> 'cancelled' AND undone IS NULL"
				" AND " FOR_MESSAGE " AND state NOT IN ('scheduled', 'over')",
				address_key, original_id, mark, &there, error);
}

/* Strings are good until the statement's next step. */
static void read_row(struct rebound_statement *statement, struct rebound_retry *row)
{
	*row = (struct rebound_retry){0};
	row->id = rebound_statement_get_number(statement);
	row->address = rebound_statement_get_text(statement);
	row->address_key = rebound_statement_get_text(statement);
	row->domain = rebound_statement_get_text(statement);
	row->original_id = rebound_statement_get_text(statement);
	rebound_database_read_reason(rebound_statement_get_text(statement), &row->reason);
	row->state = read_state(rebound_statement_get_text(statement));
	row->step = (guint)rebound_statement_get_number(statement);
	row->due = rebound_statement_get_number(statement);
	row->event = rebound_statement_get_number(statement);
	row->run = rebound_statement_get_number(statement);
	row->why = rebound_statement_get_text(statement);
	row->session = rebound_statement_get_number(statement) != 0;
	row->lease = rebound_statement_get_number(statement);
	row->lease_ends = rebound_statement_get_number(statement);
	row->begun = rebound_statement_get_number(statement);
}

gboolean rebound_retry_walk(struct rebound_statement *statement, rebound_store_retry_func func,
	void *data, GError **error)
{
	struct rebound_retry retry;
	gboolean row;

	for (;;) {
		if (!rebound_statement_step(statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		read_row(statement, &retry);
		if (!func(&retry, data))
			return TRUE;
	}
}

gboolean rebound_store_retries(struct rebound_store *store, gint64 due_before, gboolean all,
	rebound_store_retry_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "SELECT " REBOUND_RETRY_COLUMNS " FROM retries WHERE (?1 = 0 OR due < ?1)"
		    " AND (state = 'scheduled' OR (?2 AND undone IS NULL AND replaced_by IS NULL))"
		    " ORDER BY due, address_key, id",
		    error))
		return FALSE;
	rebound_statement_number(&statement, due_before);
	rebound_statement_number(&statement, all ? 1 : 0);
	return rebound_retry_walk(&statement, func, data, error);
}

gboolean rebound_store_retry_by_id(struct rebound_store *store, gint64 id,
	rebound_store_retry_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_retry retry;
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT " REBOUND_RETRY_COLUMNS " FROM retries WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, id);
	if (!rebound_statement_step(&statement, &row, error) || !row)
		return FALSE;
	read_row(&statement, &retry);
	func(&retry, data);
	return TRUE;
}

gboolean rebound_store_retry_hours(struct rebound_store *store, const char *domain, gint64 hour,
	guint hours, guint *counts, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	memset(counts, 0, hours * sizeof(*counts));
	if (!rebound_statement_open(&statement, store,
		    "SELECT hour, retries FROM retry_hours WHERE domain = ? AND hour >= ?"
		    " AND hour < ?",
		    error))
		return FALSE;
	rebound_statement_text(&statement, domain);
	rebound_statement_number(&statement, hour);
	rebound_statement_number(&statement, hour + hours);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		gint64 place = rebound_statement_get_number(&statement) - hour;
		counts[place] = (guint)rebound_statement_get_number(&statement);
	}
}
