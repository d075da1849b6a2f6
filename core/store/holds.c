/* SPDX-License-Identifier: MIT */
#include "core/store/holds.h"

#include <rebound/error.h>
#include "core/store/database.h"
#include "core/store/recent.h"
#include "core/store/retry_row.h"

static const char *const state_names[] = {
	[REBOUND_HOLD_OPEN] = "open",
	[REBOUND_HOLD_RELEASED] = "released",
	[REBOUND_HOLD_DROPPED] = "dropped",
};

const char *rebound_hold_state_name(enum rebound_hold_state state)
{
	return (guint)state < G_N_ELEMENTS(state_names) ? state_names[state] : NULL;
}

static enum rebound_hold_state read_state(const char *name)
{
	return (enum rebound_hold_state)rebound_database_read_name(
		state_names, G_N_ELEMENTS(state_names), name, REBOUND_HOLD_DROPPED);
}

gboolean rebound_store_holds(struct rebound_store *store, gboolean all,
	rebound_store_hold_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_hold hold;
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT h.id, h.provider, h.began, h.last, h.norm, h.state, h.why, h.run,"
		    " h.decided, h.decided_why, count(s.id) FROM holds h"
		    " JOIN suppressions s ON s.hold = h.id AND s.undone IS NULL"
		    " WHERE h.state = 'open' OR ? GROUP BY h.id ORDER BY h.id",
		    error))
		return FALSE;
	rebound_statement_number(&statement, all ? 1 : 0);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		hold = (struct rebound_hold){.id = rebound_statement_get_number(&statement)};
		hold.provider = rebound_statement_get_text(&statement);
		hold.began = rebound_statement_get_number(&statement);
		hold.last = rebound_statement_get_number(&statement);
		hold.norm = rebound_statement_get_real(&statement);
		hold.state = read_state(rebound_statement_get_text(&statement));
		hold.why = rebound_statement_get_text(&statement);
		hold.run = rebound_statement_get_number(&statement);
		hold.decided = rebound_statement_get_number(&statement);
		hold.decided_why = rebound_statement_get_text(&statement);
		hold.addresses = rebound_statement_get_number(&statement);
		if (!func(&hold, data))
			return TRUE;
	}
}

gboolean rebound_store_find_hold(struct rebound_store *store, const char *provider, gint64 time,
	gint64 slack, struct rebound_hold *hold, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*hold = (struct rebound_hold){0};
	if (!rebound_statement_open(&statement, store,
		    "SELECT id, began, last, norm, state FROM holds"
		    " WHERE provider = ?1 AND state <> 'dropped' AND ?2 BETWEEN began - ?3 AND "
		    "last "
		    "+ ?3"
		    " AND EXISTS (SELECT 1 FROM suppressions s WHERE s.hold = holds.id"
		    " AND s.undone IS NULL)"
		    " ORDER BY id DESC LIMIT 1",
		    error))
		return FALSE;
	rebound_statement_text(&statement, provider);
	rebound_statement_number(&statement, time);
	rebound_statement_number(&statement, slack);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (!row)
		return TRUE;
	hold->id = rebound_statement_get_number(&statement);
	hold->began = rebound_statement_get_number(&statement);
	hold->last = rebound_statement_get_number(&statement);
	hold->norm = rebound_statement_get_real(&statement);
	hold->state = read_state(rebound_statement_get_text(&statement));
	return TRUE;
}

static gboolean insert_hold(struct rebound_store *store, const struct rebound_hold *hold,
	gint64 run, gint64 *id, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO holds (provider, began, last, norm, state, why, run)"
		    " VALUES (?, ?, ?, ?, 'open', ?, ?)",
		    error))
		return FALSE;
	rebound_statement_text(&statement, hold->provider);
	rebound_statement_number(&statement, hold->began);
	rebound_statement_number(&statement, hold->last);
	rebound_statement_real(&statement, hold->norm);
	rebound_statement_text(&statement, hold->why);
	rebound_statement_number_or_null(&statement, run);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*id = sqlite3_last_insert_rowid(store->database);
	return TRUE;
}

static GArray *list_turned(struct rebound_store *store, const char *provider, gint64 since,
	gint64 until, gint64 run, struct rebound_hold_moved *moved, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT id, run, state FROM suppressions WHERE provider = ? AND turned BETWEEN "
		    "? AND ?"
		    " AND turned IS NOT NULL AND state IN ('active', 'proposed') AND hold IS NULL "
		    "ORDER BY id",
		    error))
		return NULL;
	rebound_statement_text(&statement, provider);
	rebound_statement_number(&statement, since);
	rebound_statement_number(&statement, until);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return NULL;
		if (!row)
			return g_steal_pointer(&ids);
		gint64 id = rebound_statement_get_number(&statement);
		gboolean own = rebound_statement_get_number(&statement) == run;
		gboolean active = g_strcmp0(rebound_statement_get_text(&statement), "active") == 0;
		moved->active += own && active ? 1 : 0;
		moved->proposed += own && !active ? 1 : 0;
		g_array_append_val(ids, id);
	}
}

static gboolean insert_held(
	struct rebound_store *store, gint64 row, gint64 hold, gint64 run, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO suppressions (address, address_key, domain, state, reason, cause,"
		    " why, rule, rule_at, trust, event, run, since, until, provider, hold)"
		    " SELECT address, address_key, domain, 'held', reason, cause, why, rule,"
		    " rule_at, trust, event, ?, since, until, provider, ?"
		    " FROM suppressions WHERE id = ?",
		    error))
		return FALSE;
	rebound_statement_number_or_null(&statement, run);
	rebound_statement_number(&statement, hold);
	rebound_statement_number(&statement, row);
	return rebound_statement_finish(&statement, error);
}

/* A held row takes the place of an active one. It did not turn by itself: turned stays with the
 * row that did, so that the address counts once. */
static gboolean replace_by_held(struct rebound_store *store, gint64 row, gint64 hold, gint64 run,
	gint64 now, GError **error)
{
	return rebound_database_run_numbers(store,
		       "UPDATE suppressions SET state_before = state, state = 'ended', ended = ?,"
		       " ended_by = 'replaced', ended_why = 'replaced' WHERE id = ?",
		       now, row, error) &&
	       insert_held(store, row, hold, run, error) &&
	       rebound_database_run_numbers(store,
		       "UPDATE suppressions SET replaced_by = ? WHERE id = ?",
		       sqlite3_last_insert_rowid(store->database), row, error);
}

gboolean rebound_store_open_hold(struct rebound_store *store, const struct rebound_hold *hold,
	gint64 since, gint64 until, gint64 now, gint64 *id, struct rebound_hold_moved *moved,
	GError **error)
{
	g_auto(rebound_scope) scope = {0};
	gint64 run;

	*moved = (struct rebound_hold_moved){0};
	if (!rebound_scope_begin(&scope, store, error) ||
		!rebound_database_use_run(store, hold->run, &run, error) ||
		!insert_hold(store, hold, run, id, error))
		return FALSE;
	g_autoptr(GArray) rows =
		list_turned(store, hold->provider, since, until, run, moved, error);
	for (guint i = 0; rows != NULL && i < rows->len; i++)
		if (!replace_by_held(store, g_array_index(rows, gint64, i), *id, run, now, error))
			return FALSE;
	return rows != NULL && rebound_scope_commit(&scope, error);
}

gboolean rebound_store_extend_hold(
	struct rebound_store *store, gint64 id, gint64 time, GError **error)
{
	return rebound_database_run_numbers(store,
		"UPDATE holds SET began = min(began, ?1), last = max(last, ?1) WHERE id = ?2", time,
		id, error);
}

static gboolean check_open(struct rebound_store *store, gint64 id, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(
		    &statement, store, "SELECT state FROM holds WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, id);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	const char *state = row ? rebound_statement_get_text(&statement) : NULL;
	if (g_strcmp0(state, "open") == 0)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"%s: hold %" G_GINT64_FORMAT " %s%s; `rebound holds` lists what is open",
		store->path, id, row ? "was decided already: " : "does not exist",
		row ? state : "");
	return FALSE;
}

static gboolean mark_decided(struct rebound_store *store, gint64 id, gboolean release,
	const char *why, gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "UPDATE holds SET state = ?, decided = ?, decided_why = ? WHERE id = ?", error))
		return FALSE;
	rebound_statement_text(&statement,
		rebound_hold_state_name(release ? REBOUND_HOLD_RELEASED : REBOUND_HOLD_DROPPED));
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, why);
	rebound_statement_number(&statement, id);
	return rebound_statement_finish(&statement, error);
}

/* A statement over the hold's rows: a time, a text and the hold's number. */
static gboolean change_rows(struct rebound_store *store, const char *sql, gint64 now,
	const char *why, gint64 id, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store, sql, error))
		return FALSE;
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, why);
	rebound_statement_number(&statement, id);
	return rebound_statement_finish(&statement, error);
}

static gboolean release_rows(struct rebound_store *store, gint64 id, const char *why, gint64 now,
	gint64 *count, GError **error)
{
	if (!change_rows(store,
		    "UPDATE suppressions SET state = 'active', changed = ?1, changed_why = ?2"
		    " WHERE hold = ?3 AND state = 'held'",
		    now, why, id, error))
		return FALSE;
	*count = sqlite3_changes64(store->database);
	return rebound_database_run_numbers(store,
		"UPDATE retries SET state_before = state, state = 'cancelled', changed = ?1,"
		" cancelled_for = (SELECT s.id FROM suppressions s"
		"  WHERE s.address_key = retries.address_key AND s.ended IS NULL)"
		" WHERE state = 'scheduled' AND" REBOUND_RETRIES_STANDING " AND address_key IN"
		" (SELECT address_key FROM suppressions WHERE hold = ?2 AND state = 'active')",
		now, id, error);
}

#define ROWS_OF_HOLD                                                                               \
	"(SELECT id FROM suppressions WHERE hold = ?2 UNION ALL"                                   \
	" SELECT old.id FROM suppressions old JOIN suppressions held ON old.replaced_by = held.id" \
	" WHERE held.hold = ?2)"

static gboolean drop_rows(struct rebound_store *store, gint64 id, const char *why, gint64 now,
	gint64 *count, GError **error)
{
	if (!change_rows(store,
		    "UPDATE suppressions SET state_before = state, state = 'ended', ended = ?1,"
		    " ended_by = 'person', ended_why = ?2 WHERE hold = ?3 AND state = 'held'",
		    now, why, id, error))
		return FALSE;
	*count = sqlite3_changes64(store->database);
	/* What was an outage is no part of the norm. */
	return rebound_database_run_numbers(store,
		       "UPDATE suppressions SET turned = NULL, changed = ?1"
		       " WHERE turned IS NOT NULL AND id IN " ROWS_OF_HOLD,
		       now, id, error) &&
	       rebound_database_run_numbers(store,
		       "UPDATE OR IGNORE retries SET state = state_before, state_before = NULL,"
		       " cancelled_for = NULL, changed = ?1"
		       " WHERE state = 'cancelled' AND undone IS NULL"
		       " AND cancelled_for IN " ROWS_OF_HOLD,
		       now, id, error);
}

gint64 rebound_store_decide_hold(struct rebound_store *store, gint64 id, gboolean release,
	const char *why, gint64 now, GError **error)
{
	g_auto(rebound_scope) scope = {0};
	gint64 count = 0;

	g_return_val_if_fail(why != NULL, -1);
	if (!rebound_scope_begin(&scope, store, error) || !check_open(store, id, error))
		return -1;
	gboolean done = release ? release_rows(store, id, why, now, &count, error)
				: drop_rows(store, id, why, now, &count, error);
	if (!done || !mark_decided(store, id, release, why, now, error) ||
		!rebound_scope_commit(&scope, error))
		return -1;
	return count;
}

gboolean rebound_store_turned(struct rebound_store *store, const char *provider, gint64 first_hour,
	gint64 last_hour, rebound_store_turned_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT hour, addresses FROM turned_hours"
		    " WHERE provider = ? AND hour BETWEEN ? AND ?",
		    error))
		return FALSE;
	rebound_statement_text(&statement, provider);
	rebound_statement_number(&statement, first_hour);
	rebound_statement_number(&statement, last_hour);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		gint64 hour = rebound_statement_get_number(&statement);
		func(hour, rebound_statement_get_number(&statement), data);
	}
}

gboolean rebound_store_first_time(struct rebound_store *store, gint64 *time, GError **error)
{
	gboolean keeps = !sqlite3_get_autocommit(store->database);

	if (keeps && rebound_recent_first(store->recent, time))
		return TRUE;
	if (!rebound_database_number(store,
		    "SELECT min(time) FROM events WHERE undone IS NULL AND time / 86400 ="
		    " (SELECT min(time / 86400) FROM events WHERE undone IS NULL)",
		    time, error))
		return FALSE;
	if (keeps)
		rebound_recent_keep_first(store->recent, *time);
	return TRUE;
}
