/* SPDX-License-Identifier: MIT */
#include "core/store/store.h"

#include <string.h>

#include "core/store/database.h"
#include "core/store/forgotten.h"
#include "core/store/retry_row.h"
#include "core/store/suppression_row.h"

/*
 * The rows of a filter. A row whose time is over counts as ended, though nobody wrote that into it.
 * Every condition binds, so that one prepared statement serves all filters.
 */
#define WHERE                                                                                      \
	" WHERE (?1 IS NULL OR address_key = ?1) AND (?2 IS NULL OR domain = ?2)"                  \
	" AND (?3 IS NULL OR cause = ?3) AND (?4 = 0 OR run = ?4)"                                 \
	" AND (?5 = 0 OR since >= ?5) AND (?6 = 0 OR since < ?6)"                                  \
	" AND (?10 IS NULL OR rule = ?10 OR rule_at = ?10)"                                        \
	" AND (CASE WHEN ended IS NOT NULL OR (until IS NOT NULL AND ?7 <> 0 AND until <= ?7)"     \
	"      THEN ?8 AND (?9 IS NULL OR ?9 = 'ended') ELSE ?9 IS NULL OR state = ?9 END)"

static const char *const state_names[] = {
	[REBOUND_STATE_PROPOSED] = "proposed",
	[REBOUND_STATE_ACTIVE] = "active",
	[REBOUND_STATE_HELD] = "held",
	[REBOUND_STATE_ENDED] = "ended",
};

const char *rebound_state_name(enum rebound_state state)
{
	return (guint)state < G_N_ELEMENTS(state_names) ? state_names[state] : NULL;
}

gboolean rebound_state_read(const char *name, enum rebound_state *state)
{
	guint place = rebound_database_read_name(
		state_names, G_N_ELEMENTS(state_names), name, G_N_ELEMENTS(state_names));

	if (place == G_N_ELEMENTS(state_names))
		return FALSE;
	*state = (enum rebound_state)place;
	return TRUE;
}

int rebound_state_gravity(enum rebound_state state)
{
	switch (state) {
	case REBOUND_STATE_PROPOSED:
		return 1;
	case REBOUND_STATE_HELD:
		return 2;
	case REBOUND_STATE_ACTIVE:
		return 3;
	default:
		return 0;
	}
}

void rebound_suppression_read_row(
	struct rebound_statement *statement, struct rebound_suppression *row)
{
	*row = (struct rebound_suppression){0};
	row->id = rebound_statement_get_number(statement);
	row->address = rebound_statement_get_text(statement);
	row->address_key = rebound_statement_get_text(statement);
	row->domain = rebound_statement_get_text(statement);
	if (!rebound_state_read(rebound_statement_get_text(statement), &row->state))
		row->state = REBOUND_STATE_ENDED;
	rebound_database_read_reason(rebound_statement_get_text(statement), &row->reason);
	row->cause = rebound_statement_get_text(statement);
	row->why = rebound_statement_get_text(statement);
	row->rule = rebound_statement_get_text(statement);
	row->rule_at = rebound_statement_get_text(statement);
	row->trust = rebound_database_read_trust(rebound_statement_get_text(statement));
	row->event = rebound_statement_get_number(statement);
	row->run = rebound_statement_get_number(statement);
	row->since = rebound_statement_get_number(statement);
	row->until = rebound_statement_get_number(statement);
	row->ended = rebound_statement_get_number(statement);
	row->ended_why = rebound_statement_get_text(statement);
	row->provider = rebound_statement_get_text(statement);
	row->turned = rebound_statement_get_number(statement);
	row->hold = rebound_statement_get_number(statement);
}

/* The row of an address that has not ended, as far as replacing it goes. */
static gboolean find_standing(struct rebound_store *store, const char *address_key,
	struct rebound_suppression *row, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean there;

	*row = (struct rebound_suppression){0};
	if (!rebound_statement_open(&statement, store,
		    "SELECT id, state, until FROM suppressions WHERE address_key = ? AND ended IS "
		    "NULL",
		    error))
		return FALSE;
	rebound_statement_text(&statement, address_key);
	if (!rebound_statement_step(&statement, &there, error))
		return FALSE;
	if (there) {
		row->id = rebound_statement_get_number(&statement);
		rebound_state_read(rebound_statement_get_text(&statement), &row->state);
		row->until = rebound_statement_get_number(&statement);
	}
	return TRUE;
}

static gboolean end_row(struct rebound_store *store, gint64 id, gint64 now, const char *by,
	const char *why, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "UPDATE suppressions SET state_before = state, state = 'ended', ended = ?, "
		    "ended_by = ?,"
		    " ended_why = ? WHERE id = ?",
		    error))
		return FALSE;
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, by);
	rebound_statement_text(&statement, why);
	rebound_statement_number(&statement, id);
	return rebound_statement_finish(&statement, error);
}

static gboolean insert_row(struct rebound_store *store, const struct rebound_suppression *row,
	gint64 run, gint64 now, gint64 *id, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO suppressions (address, address_key, domain, state, reason, cause, "
		    "why, rule,"
		    " rule_at, trust, event, run, since, until, provider, turned, hold, revision)"
		    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		    " (SELECT last + 1 FROM revision))",
		    error))
		return FALSE;
	rebound_statement_text(&statement, row->address);
	rebound_statement_text(&statement, row->address_key);
	rebound_statement_text(&statement, row->domain);
	rebound_statement_text(&statement, rebound_state_name(row->state));
	rebound_statement_text(&statement, rebound_reason_name(row->reason));
	rebound_statement_text(&statement, row->cause);
	rebound_statement_text(&statement, row->why);
	rebound_statement_text(&statement, row->rule);
	rebound_statement_text(&statement, row->rule_at);
	rebound_statement_text(&statement, rebound_trust_name(row->trust));
	rebound_statement_number_or_null(&statement, row->event);
	rebound_statement_number_or_null(&statement, run);
	rebound_statement_number(&statement, row->since != 0 ? row->since : now);
	rebound_statement_number_or_null(&statement, row->until);
	rebound_statement_text(&statement, row->provider);
	rebound_statement_number_or_null(&statement, row->turned);
	rebound_statement_number_or_null(&statement, row->hold);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*id = sqlite3_last_insert_rowid(store->database);
	return TRUE;
}

/* Whoever gets no mail gets no retry; undoing the suppression brings it back. */
static gboolean cancel_retries(
	struct rebound_store *store, gint64 suppression, gint64 now, GError **error)
{
	return rebound_database_run_numbers(store,
		"UPDATE retries SET state_before = state, state = 'cancelled', cancelled_for = ?1, "
		"changed = ?2"
		" WHERE state = 'scheduled' AND" REBOUND_RETRIES_STANDING
		" AND address_key = (SELECT address_key FROM suppressions WHERE id = ?1)",
		suppression, now, error);
}

static gboolean replace(struct rebound_store *store, const struct rebound_suppression *row,
	const struct rebound_suppression *before, gboolean over, gint64 now, GError **error)
{
	gint64 run, id;

	if (before->id != 0 &&
		!end_row(store, before->id, over ? before->until : now, over ? "time" : "replaced",
			over ? "its time was over" : "replaced", error))
		return FALSE;
	if (!rebound_database_use_run(store, row->run, &run, error) ||
		!insert_row(store, row, run, now, &id, error))
		return FALSE;
	if (before->id != 0 && !rebound_database_run_numbers(store,
				       "UPDATE suppressions SET replaced_by = ? WHERE id = ?", id,
				       before->id, error))
		return FALSE;
	return row->state != REBOUND_STATE_ACTIVE || cancel_retries(store, id, now, error);
}

/* Whether one takes the place of what stands, which is over where *over is set. */
static gboolean takes_place(const struct rebound_suppression *suppression,
	const struct rebound_suppression *before, gint64 now, gboolean *over)
{
	*over = before->id != 0 && before->until != 0 && before->until <= now;
	if (before->id == 0 || *over)
		return TRUE;
	int graver =
		rebound_state_gravity(suppression->state) - rebound_state_gravity(before->state);
	return graver > 0 || (graver == 0 && before->until != 0 && suppression->until == 0);
}

gboolean rebound_store_suppress(struct rebound_store *store,
	const struct rebound_suppression *suppression, gint64 now, gboolean *changed,
	GError **error)
{
	g_auto(rebound_scope) scope = {0};
	struct rebound_suppression before;
	gboolean unused, over;

	g_return_val_if_fail(
		suppression->address != NULL && suppression->address_key != NULL, FALSE);
	g_return_val_if_fail(rebound_state_gravity(suppression->state) > 0, FALSE);
	if (changed == NULL)
		changed = &unused;
	*changed = FALSE;
	/* Looked for first where nobody else can write: most of what a run brings stands already.
	 */
	if (!sqlite3_get_autocommit(store->database)) {
		if (!find_standing(store, suppression->address_key, &before, error))
			return FALSE;
		if (!takes_place(suppression, &before, now, &over))
			return TRUE;
	}
	if (!rebound_scope_begin(&scope, store, error) ||
		!find_standing(store, suppression->address_key, &before, error))
		return FALSE;
	if (!takes_place(suppression, &before, now, &over))
		return rebound_scope_commit(&scope, error);
	if (!replace(store, suppression, &before, over, now, error) ||
		!rebound_scope_commit(&scope, error))
		return FALSE;
	*changed = TRUE;
	return TRUE;
}

static void bind_filter(
	struct rebound_statement *statement, const struct rebound_suppression_filter *filter)
{
	gboolean ended = filter->include_ended || filter->state == REBOUND_STATE_ENDED;

	rebound_statement_text(statement, filter->address_key);
	rebound_statement_text(statement, filter->domain);
	rebound_statement_text(statement, filter->cause);
	rebound_statement_number(statement, filter->run);
	rebound_statement_number(statement, filter->since);
	rebound_statement_number(statement, filter->until);
	rebound_statement_number(statement, filter->now);
	rebound_statement_number(statement, ended ? 1 : 0);
	rebound_statement_text(statement, rebound_state_name(filter->state));
	rebound_statement_text(statement, filter->rule);
}

gboolean rebound_store_suppressions(struct rebound_store *store,
	const struct rebound_suppression_filter *filter, rebound_store_suppression_func func,
	void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_suppression suppression;
	gboolean row;

	if (filter->address_key != NULL) {
		if (!rebound_statement_open(&statement, store,
			    "SELECT " REBOUND_SUPPRESSION_COLUMNS " FROM suppressions" WHERE
			    " AND " REBOUND_SUPPRESSIONS_WHERE("address_key = ?1") " ORDER BY id",
			    error))
			return FALSE;
	} else if (!rebound_statement_open(&statement, store,
			   "SELECT " REBOUND_SUPPRESSION_COLUMNS " FROM suppressions" WHERE
			   " ORDER BY address_key, id",
			   error)) {
		return FALSE;
	}
	bind_filter(&statement, filter);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		rebound_suppression_read_row(&statement, &suppression);
		if (!func(&suppression, data))
			return TRUE;
	}
}

static gboolean note_id(const struct rebound_suppression *suppression, void *data)
{
	if (suppression->ended == 0)
		g_array_append_val((GArray *)data, suppression->id);
	return TRUE;
}

static gboolean change_row(struct rebound_store *store, gint64 id, enum rebound_state state,
	const char *why, gint64 now, gboolean *changed, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	*changed = TRUE;
	if (state == REBOUND_STATE_ENDED)
		return end_row(store, id, now, "person", why, error);
	if (!rebound_statement_open(&statement, store,
		    "UPDATE suppressions SET state = ?1, changed = ?2, changed_why = ?3"
		    " WHERE id = ?4 AND state <> ?1",
		    error))
		return FALSE;
	rebound_statement_text(&statement, rebound_state_name(state));
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, why);
	rebound_statement_number(&statement, id);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*changed = sqlite3_changes(store->database) > 0;
	return !*changed || state != REBOUND_STATE_ACTIVE || cancel_retries(store, id, now, error);
}

gint64 rebound_store_set_state(struct rebound_store *store,
	const struct rebound_suppression_filter *filter, enum rebound_state state, const char *why,
	gint64 now, GError **error)
{
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_auto(rebound_scope) scope = {0};
	gint64 count = 0, hashed = 0;

	if (!rebound_scope_begin(&scope, store, error) ||
		!rebound_store_suppressions(store, filter, note_id, ids, error))
		return -1;
	for (guint i = 0; i < ids->len; i++) {
		gboolean changed;

		if (!change_row(
			    store, g_array_index(ids, gint64, i), state, why, now, &changed, error))
			return -1;
		count += changed ? 1 : 0;
	}
	if (filter->address_key != NULL &&
		!rebound_forgotten_set_state(store, filter->address_key, state, &hashed, error))
		return -1;
	count += hashed;
	return rebound_scope_commit(&scope, error) ? count : -1;
}

gboolean rebound_store_find_suppression(struct rebound_store *store, const char *address_key,
	gint64 now, struct rebound_arena *arena, struct rebound_suppression *found, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    "SELECT " REBOUND_SUPPRESSION_COLUMNS
		    " FROM suppressions WHERE address_key = ? AND ended IS NULL"
		    " AND (until IS NULL OR until > ?)",
		    error))
		return FALSE;
	rebound_statement_text(&statement, address_key);
	rebound_statement_number(&statement, now);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row) {
		rebound_suppression_read_row(&statement, found);
	} else {
		if (!rebound_forgotten_find(store, address_key, now, found, &row, error) || !row)
			return FALSE;
		found->address = found->address_key = address_key;
	}
	found->address = rebound_arena_string(arena, found->address);
	found->address_key = rebound_arena_string(arena, found->address_key);
	found->domain = rebound_arena_string(arena, found->domain);
	found->cause = rebound_arena_string(arena, found->cause);
	found->why = rebound_arena_string(arena, found->why);
	found->rule = rebound_arena_string(arena, found->rule);
	found->rule_at = rebound_arena_string(arena, found->rule_at);
	found->ended_why = rebound_arena_string(arena, found->ended_why);
	found->provider = rebound_arena_string(arena, found->provider);
	return TRUE;
}

gboolean rebound_store_cleared(
	struct rebound_store *store, const char *address_key, gint64 *time, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*time = 0;
	if (!rebound_statement_open(&statement, store,
		    "SELECT max(ended) FROM suppressions WHERE address_key = ?"
		    " AND ended IS NOT NULL AND ended_by = 'person'",
		    error))
		return FALSE;
	rebound_statement_text(&statement, address_key);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row)
		*time = rebound_statement_get_number(&statement);
	return TRUE;
}
