/* SPDX-License-Identifier: MIT */
#include "core/store/undo.h"

#include <rebound/error.h>
#include "core/store/changes.h"
#include "core/store/database.h"
#include "core/store/erase.h"
#include "core/store/run_rows.h"
#include "core/store/suppression_row.h"

/*
 * The events that are taken back stand in a temporary table, `chosen`, while it is done. Rows of
 * the other tables hang on them; of a run that is taken back whole, those without an event go
 * along.
 */
#define FILTER                                                                                     \
	" undone IS NULL AND (?1 = 0 OR run = ?1) AND (?2 = 0 OR id = ?2)"                         \
	" AND (?3 IS NULL OR rule = ?3) AND (?4 IS NULL OR reason = ?4 OR kind = ?4)"              \
	" AND (?5 IS NULL OR domain = ?5) AND (?6 = 0 OR time >= ?6) AND (?7 = 0 OR time < ?7)"

#define ROWS(table)                                                                                \
	"SELECT id FROM " table " WHERE undone IS NULL AND (event IN (SELECT id FROM chosen)"      \
	" OR (?1 <> 0 AND run = ?1)) ORDER BY id DESC"

/*
 * A table in which a newer row ends an older one of the same address or domain. Taking a row back
 * lets the older one stand again; where the row was itself replaced, the older one comes to hang on
 * what replaced it, so that runs can be undone in any order.
 */
struct chain {
	const char *rows;   /* to take back, the newest first; a run that is taken back whole */
	const char *look;   /* whether a row stands, and what replaced it */
	const char *end;    /* take it back: time, why, change, number */
	const char *revive; /* what it replaced last stands again: this row, change */
	const char *relink; /* what it replaced hangs on another row: that row, this row; NULL where
			       revive sees to that, too */
};

static const struct chain suppressions = {
	ROWS("suppressions"),
	"SELECT ended IS NULL, ifnull(replaced_by, 0) FROM suppressions WHERE id = ?",
	"UPDATE suppressions SET ended = ifnull(ended, ?1), ended_by = ifnull(ended_by, 'undone'),"
	" ended_why = ifnull(ended_why, ?2), state_before = ifnull(state_before, state), state = "
	"'ended', undone = ?1, undo = ?3 WHERE id = ?4",
	"UPDATE suppressions SET state = state_before, state_before = NULL, ended = NULL,"
	" ended_by = NULL, ended_why = NULL, replaced_by = NULL, revived = ?2 WHERE id ="
	" (SELECT max(id) FROM suppressions WHERE replaced_by = ?1 AND undone IS NULL)",
	"UPDATE suppressions SET replaced_by = ?1 WHERE replaced_by = ?2 AND undone IS NULL",
};

/*
 * A retry is out for as long as another one replaces it or a suppression cancels it, and may be out
 * for both. What it replaced takes over its lot; finish_retries() finds out what stands then.
 */
static const struct chain retries = {
	ROWS("retries"),
	"SELECT state IN ('scheduled', 'over'), 0 FROM retries WHERE id = ?",
	"UPDATE retries SET state_before = CASE state WHEN 'cancelled' THEN state_before ELSE state"
	" END, state = 'cancelled', changed = ?1, why = ifnull(why, ?2), undone = ?1, undo = ?3"
	" WHERE id = ?4",
	"UPDATE retries SET replaced_by = (SELECT r.replaced_by FROM retries r WHERE r.id = ?1),"
	" cancelled_for = CASE WHEN cancelled_for IS NULL AND state_before = 'scheduled'"
	"  THEN (SELECT r.cancelled_for FROM retries r WHERE r.id = ?1) ELSE cancelled_for END,"
	" revived = ?2 WHERE replaced_by = ?1 AND undone IS NULL",
	NULL,
};

static const struct chain slowdowns = {
	ROWS("slowdowns"),
	"SELECT ended IS NULL, ifnull(replaced_by, 0) FROM slowdowns WHERE id = ?",
	"UPDATE slowdowns SET ended = ifnull(ended, ?1), why = ifnull(why, ?2), undone = ?1,"
	" undo = ?3 WHERE id = ?4",
	"UPDATE slowdowns SET ended = NULL, replaced_by = NULL, revived = ?2 WHERE id ="
	" (SELECT max(id) FROM slowdowns WHERE replaced_by = ?1 AND undone IS NULL)",
	"UPDATE slowdowns SET replaced_by = ?1 WHERE replaced_by = ?2 AND undone IS NULL",
};

/* Had the suppression never been, another one might have cancelled them: one that was decided later
 * than the retry. */
static const char cancel_for_others[] =
	"UPDATE retries SET revived = ?1, cancelled_for = (SELECT s.id FROM suppressions s"
	"  WHERE " REBOUND_SUPPRESSIONS_WHERE(
		"address_key = retries.address_key") " AND s.undone IS NULL"
						     "  AND (s.state = 'active' OR s.state_before "
						     "= 'active')"
						     "  AND (s.event IS NULL OR retries.event IS "
						     "NULL OR s.event > retries.event)"
						     "  ORDER BY s.id LIMIT 1)"
						     " WHERE undone IS NULL AND cancelled_for IN "
						     "(SELECT id FROM suppressions WHERE undo = "
						     "?1)";

static const char revive_retries[] =
	"UPDATE OR IGNORE retries SET state = state_before, state_before = NULL, changed = NULL"
	" WHERE revived = ?1 AND undone IS NULL AND state = 'cancelled' AND state_before IS NOT "
	"NULL"
	" AND replaced_by IS NULL AND cancelled_for IS NULL";

/* What an event had said to be wrong. */
static const char revive_unsaid[] =
	"UPDATE OR IGNORE suppressions SET state = state_before, state_before = NULL, ended = NULL,"
	" ended_by = NULL, ended_why = NULL, unsaid = NULL, revived = ?1"
	" WHERE unsaid IN (SELECT id FROM chosen) AND undone IS NULL AND state = 'ended'";

/* An event that stands for another one has no ground without it. */
static const char choose_standing_for[] =
	"INSERT OR IGNORE INTO chosen"
	" WITH RECURSIVE standing (id) AS (SELECT id FROM chosen UNION"
	"  SELECT r.event FROM replacements r JOIN standing ON r.replaces = standing.id)"
	" SELECT id FROM events JOIN standing USING (id) WHERE undone IS NULL";

static const char forget_touched[] =
	"UPDATE retries SET revived = NULL WHERE revived = ?1 AND state = 'cancelled'";

/* An undo while it is done. */
struct undoing {
	struct rebound_store *store;
	const struct rebound_undo_filter *filter;
	const struct rebound_undo_order *order;
	struct rebound_undo *undone;
	struct rebound_change change;
	gboolean whole; /* a run and nothing else */
};

static gboolean end_one(
	struct undoing *undoing, const struct chain *chain, gint64 id, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, undoing->store, chain->end, error))
		return FALSE;
	rebound_statement_number(&statement, undoing->order->now);
	rebound_statement_text(&statement, undoing->order->why);
	rebound_statement_number(&statement, undoing->change.id);
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

static gboolean take_back_one(
	struct undoing *undoing, const struct chain *chain, gint64 id, GError **error)
{
	struct rebound_store *store = undoing->store;
	gint64 replaced_by;
	gboolean stands;

	if (!look(store, chain, id, &stands, &replaced_by, error) ||
		!end_one(undoing, chain, id, error))
		return FALSE;
	if (stands || chain->relink == NULL)
		return rebound_database_apply(
			store, chain->revive, id, undoing->change.id, 0, NULL, error);
	if (replaced_by != 0)
		return rebound_database_apply(
			store, chain->relink, replaced_by, id, 0, NULL, error);
	return TRUE;
}

static GArray *list_rows(struct undoing *undoing, const struct chain *chain, GError **error)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, undoing->store, chain->rows, error))
		return NULL;
	rebound_statement_number(&statement, undoing->whole ? undoing->filter->run : 0);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return NULL;
		if (!row)
			return g_steal_pointer(&rows);
		gint64 id = rebound_statement_get_number(&statement);
		g_array_append_val(rows, id);
	}
}

static gboolean take_back(
	struct undoing *undoing, const struct chain *chain, gint64 *count, GError **error)
{
	g_autoptr(GArray) rows = list_rows(undoing, chain, error);

	if (rows == NULL)
		return FALSE;
	/* Counted first: what stands again for a moment, within the run, is none that stood. */
	for (guint i = 0; i < rows->len; i++) {
		gint64 replaced_by;
		gboolean stands;

		if (!look(undoing->store, chain, g_array_index(rows, gint64, i), &stands,
			    &replaced_by, error))
			return FALSE;
		*count += stands ? 1 : 0;
	}
	for (guint i = 0; i < rows->len; i++)
		if (!take_back_one(undoing, chain, g_array_index(rows, gint64, i), error))
			return FALSE;
	return TRUE;
}

/* ---- which events ---- */

static gboolean refuse(const struct rebound_store *store, const char *what, gint64 number,
	gboolean there, GError **error)
{
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE, "%s: %s %" G_GINT64_FORMAT " %s",
		store->path, what, number, there ? "was taken back already" : "does not exist");
	return FALSE;
}

static gboolean check_one(struct rebound_store *store, const char *sql, const char *what,
	gint64 number, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (number == 0)
		return TRUE;
	if (!rebound_statement_open(&statement, store, sql, error))
		return FALSE;
	rebound_statement_number(&statement, number);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row && rebound_statement_get_number(&statement) == 0)
		return TRUE;
	return refuse(store, what, number, row, error);
}

static gboolean check_filter(struct undoing *undoing, GError **error)
{
	const struct rebound_undo_filter *filter = undoing->filter;
	gboolean other = filter->event != 0 || filter->rule != NULL || filter->reason != NULL ||
			 filter->domain != NULL || filter->since != 0 || filter->until != 0;

	if (filter->run == 0 && !other) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
			"nothing says what to take back");
		return FALSE;
	}
	undoing->whole = !other;
	return check_one(undoing->store, "SELECT ifnull(undone, 0) FROM runs WHERE id = ?", "run",
		       filter->run, error) &&
	       check_one(undoing->store, "SELECT ifnull(undone, 0) FROM events WHERE id = ?",
		       "event", filter->event, error);
}

static void bind_filter(
	struct rebound_statement *statement, const struct rebound_undo_filter *filter)
{
	rebound_statement_number(statement, filter->run);
	rebound_statement_number(statement, filter->event);
	rebound_statement_text(statement, filter->rule);
	rebound_statement_text(statement, filter->reason);
	rebound_statement_text(statement, filter->domain);
	rebound_statement_number(statement, filter->since);
	rebound_statement_number(statement, filter->until);
}

/* The same condition each time, with what an index helps for first. */
static const char *choosing(const struct rebound_undo_filter *filter)
{
	if (filter->event != 0)
		return "INSERT INTO chosen SELECT id FROM events WHERE id = ?2 AND" FILTER;
	if (filter->run != 0)
		return "INSERT INTO chosen SELECT id FROM events WHERE" REBOUND_RUN_EVENTS(
			"?1") " AND" FILTER;
	return "INSERT INTO chosen SELECT id FROM events WHERE" FILTER;
}

static gboolean choose_events(struct undoing *undoing, GError **error)
{
	g_auto(rebound_statement) choose = {0}, list = {0};
	struct rebound_store *store = undoing->store;

	if (!rebound_erase_choose(store, error) ||
		!rebound_statement_open(&choose, store, choosing(undoing->filter), error))
		return FALSE;
	bind_filter(&choose, undoing->filter);
	if (!rebound_statement_finish(&choose, error) ||
		!rebound_database_run(store, choose_standing_for, error) ||
		!rebound_statement_open(&list, store, "SELECT id FROM chosen ORDER BY id", error) ||
		!rebound_change_digest(&list, &undoing->change, error))
		return FALSE;
	undoing->undone->events = undoing->change.events;
	return TRUE;
}

/* ---- taking back ---- */

static gboolean mark(struct undoing *undoing, const char *sql, gint64 *count, GError **error)
{
	return rebound_database_apply(undoing->store, sql, undoing->order->now, undoing->change.id,
		undoing->filter->run, count, error);
}

static gboolean mark_run(struct undoing *undoing, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, undoing->store,
		    "UPDATE runs SET undone = ?, undo = ?, undone_why = ? WHERE id = ?", error))
		return FALSE;
	rebound_statement_number(&statement, undoing->order->now);
	rebound_statement_number(&statement, undoing->change.id);
	rebound_statement_text(&statement, undoing->order->why);
	rebound_statement_number(&statement, undoing->filter->run);
	return rebound_statement_finish(&statement, error);
}

/* A run that is taken back whole may be done again. */
static gboolean mark_whole(struct undoing *undoing, GError **error)
{
	return mark(undoing,
		       "UPDATE messages SET undone = ?1, undo = ?2 WHERE" REBOUND_RUN_MESSAGES(
			       "?3") " AND undone IS NULL",
		       &undoing->undone->messages, error) &&
	       mark(undoing,
		       "UPDATE quarantine SET undone = ?1, undo = ?2 WHERE run = ?3"
		       " AND undone IS NULL",
		       NULL, error) &&
	       mark_run(undoing, error);
}

static gboolean finish_retries(struct undoing *undoing, GError **error)
{
	struct rebound_store *store = undoing->store;
	gint64 change = undoing->change.id;

	return rebound_database_apply(store, cancel_for_others, change, 0, 0, NULL, error) &&
	       rebound_database_apply(store, revive_retries, change, 0, 0, NULL, error) &&
	       rebound_database_apply(store, forget_touched, change, 0, 0, NULL, error);
}

static gboolean take_all_back(struct undoing *undoing, GError **error)
{
	struct rebound_undo *undone = undoing->undone;

	return take_back(undoing, &retries, &undone->retries, error) &&
	       take_back(undoing, &suppressions, &undone->suppressions, error) &&
	       rebound_database_apply(
		       undoing->store, revive_unsaid, undoing->change.id, 0, 0, NULL, error) &&
	       take_back(undoing, &slowdowns, &undone->slowdowns, error) &&
	       finish_retries(undoing, error) &&
	       mark(undoing,
		       "UPDATE events SET undone = ?1, undo = ?2"
		       " WHERE id IN (SELECT id FROM chosen)",
		       NULL, error) &&
	       (!undoing->whole || mark_whole(undoing, error));
}

static gboolean count_rest(struct undoing *undoing, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, undoing->store,
		    "SELECT (SELECT count(*) FROM suppressions WHERE revived = ?1 AND undone IS "
		    "NULL)"
		    " + (SELECT count(*) FROM retries WHERE revived = ?1 AND undone IS NULL)"
		    " + (SELECT count(*) FROM slowdowns WHERE revived = ?1 AND undone IS NULL),"
		    " (SELECT count(DISTINCT s.id) FROM events e JOIN suppressions s USING "
		    "(address_key)"
		    "  WHERE e.undo = ?1 AND s.ended IS NULL AND s.event > e.id)",
		    error))
		return FALSE;
	rebound_statement_number(&statement, undoing->change.id);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	undoing->undone->revived = rebound_statement_get_number(&statement);
	undoing->undone->later = rebound_statement_get_number(&statement);
	return TRUE;
}

static gboolean write_change(struct undoing *undoing, GError **error)
{
	const struct rebound_undo *undone = undoing->undone;
	const struct rebound_undo_order *order = undoing->order;
	g_autofree char *summary = g_strdup_printf(
		"%" G_GINT64_FORMAT " suppressions, %" G_GINT64_FORMAT " retries, %" G_GINT64_FORMAT
		" slowed domains, %" G_GINT64_FORMAT " events",
		undone->suppressions, undone->retries, undone->slowdowns, undone->events);

	undoing->change.time = order->now;
	undoing->change.what = "undo";
	undoing->change.who = order->who;
	undoing->change.why = order->why;
	undoing->change.asked = order->asked;
	undoing->change.summary = summary;
	return rebound_change_add(undoing->store, &undoing->change, error);
}

static gboolean fits_nothing(const struct undoing *undoing)
{
	return undoing->undone->events == 0 && !undoing->whole;
}

static gboolean undo(struct undoing *undoing, GError **error)
{
	undoing->change.id = rebound_change_next(undoing->store, error);
	if (undoing->change.id == 0 || !choose_events(undoing, error))
		return FALSE;
	if (fits_nothing(undoing))
		return TRUE;
	/* The row of the change is written last, when its figures are known. */
	if (!rebound_database_run(undoing->store, "PRAGMA defer_foreign_keys = ON", error) ||
		!take_all_back(undoing, error) || !count_rest(undoing, error) ||
		!write_change(undoing, error))
		return FALSE;
	undoing->undone->change = undoing->change.id;
	return undoing->order->func == NULL ||
	       rebound_store_undo_steps(undoing->store, undoing->change.id, undoing->order->func,
		       undoing->order->data, error);
}

gboolean rebound_store_undo(struct rebound_store *store, const struct rebound_undo_filter *filter,
	const struct rebound_undo_order *order, struct rebound_undo *undone, GError **error)
{
	g_auto(rebound_scope) scope = {0};
	struct undoing undoing = {
		.store = store, .filter = filter, .order = order, .undone = undone};

	*undone = (struct rebound_undo){0};
	if (!rebound_scope_begin(&scope, store, error) || !check_filter(&undoing, error) ||
		!undo(&undoing, error))
		return FALSE;
	/* The scope takes everything back that is not committed. */
	return order->dry_run || fits_nothing(&undoing) || rebound_scope_commit(&scope, error);
}

gint64 rebound_store_last_run(struct rebound_store *store, GError **error)
{
	gint64 number;

	if (!rebound_database_number(
		    store, "SELECT max(id) FROM runs WHERE undone IS NULL", &number, error))
		return 0;
	return number;
}

/* ---- looking at an undo ---- */

/* Taken back are rows that stood when it was done; what stands again may have ended since. */
static const char steps_sql[] =
	"SELECT 0, 0, address, state_before, cause, rule, since, event, run, address_key k, id"
	" FROM suppressions WHERE undo = ?1 AND ended_by = 'undone'"
	" UNION ALL SELECT 0, 1, address, ifnull(state_before, state), cause, rule, since, event,"
	" run, address_key, id FROM suppressions WHERE revived = ?1 AND undo IS NOT ?1"
	" UNION ALL SELECT 1, 0, address, state_before, reason, NULL, due, event, run, address_key,"
	" id FROM retries WHERE undo = ?1 AND replaced_by IS NULL AND cancelled_for IS NULL"
	" AND state_before IS NOT NULL"
	" UNION ALL SELECT 1, 1, address, ifnull(state_before, state), reason, NULL, due, event,"
	" run, address_key, id FROM retries WHERE revived = ?1 AND undo IS NOT ?1"
	" UNION ALL SELECT 2, 0, domain, NULL, reason, NULL, until, event, run, domain, id"
	" FROM slowdowns WHERE undo = ?1 AND replaced_by IS NULL"
	" UNION ALL SELECT 2, 1, domain, NULL, reason, NULL, until, event, run, domain, id"
	" FROM slowdowns WHERE revived = ?1 AND undo IS NOT ?1"
	" ORDER BY 1, k, 2, id";

gboolean rebound_store_undo_steps(struct rebound_store *store, gint64 change,
	rebound_undo_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store, steps_sql, error))
		return FALSE;
	rebound_statement_number(&statement, change);
	for (;;) {
		struct rebound_undo_step step = {0};

		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		step.subject = (enum rebound_undo_subject)rebound_statement_get_number(&statement);
		step.revived = rebound_statement_get_number(&statement) != 0;
		step.name = rebound_statement_get_text(&statement);
		step.state = rebound_statement_get_text(&statement);
		step.reason = rebound_statement_get_text(&statement);
		step.rule = rebound_statement_get_text(&statement);
		step.time = rebound_statement_get_number(&statement);
		step.event = rebound_statement_get_number(&statement);
		step.run = rebound_statement_get_number(&statement);
		func(&step, data);
	}
}
