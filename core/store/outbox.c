/* SPDX-License-Identifier: MIT */
#include "core/store/outbox.h"

#include "core/store/database.h"

#define COLUMNS                                                                                    \
	"SELECT id, key, target, payload, event, run, state, created, due, attempts, lease_ends,"  \
	" answer FROM outbox"

static const char *const state_names[] = {
	[REBOUND_OUTBOX_WAITING] = "waiting",
	[REBOUND_OUTBOX_SENT] = "sent",
	[REBOUND_OUTBOX_FAILED] = "failed",
	[REBOUND_OUTBOX_DROPPED] = "dropped",
	[REBOUND_OUTBOX_WITHDRAWN] = "withdrawn",
};

const char *rebound_outbox_state_name(enum rebound_outbox_state state)
{
	return (guint)state < G_N_ELEMENTS(state_names) ? state_names[state] : NULL;
}

static enum rebound_outbox_state read_state(const char *name)
{
	return (enum rebound_outbox_state)rebound_database_read_name(
		state_names, G_N_ELEMENTS(state_names), name, REBOUND_OUTBOX_DROPPED);
}

static void read_row(struct rebound_statement *statement, struct rebound_outbox_row *row)
{
	row->id = rebound_statement_get_number(statement);
	row->key = rebound_statement_get_text(statement);
	row->target = rebound_statement_get_text(statement);
	row->payload = rebound_statement_get_text(statement);
	row->event = rebound_statement_get_number(statement);
	row->run = rebound_statement_get_number(statement);
	row->state = read_state(rebound_statement_get_text(statement));
	row->created = rebound_statement_get_number(statement);
	row->due = rebound_statement_get_number(statement);
	row->attempts = (guint)rebound_statement_get_number(statement);
	row->lease_ends = rebound_statement_get_number(statement);
	row->answer = rebound_statement_get_text(statement);
}

gboolean rebound_store_outbox_add(struct rebound_store *store, const struct rebound_outbox_row *row,
	gboolean *added, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gint64 run;

	if (!rebound_database_use_run(store, row->run, &run, error) ||
		!rebound_statement_open(&statement, store,
			"INSERT INTO outbox (key, target, payload, event, run, state, created, due)"
			" VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?6, ?6)"
			" ON CONFLICT (key) DO UPDATE SET payload = excluded.payload,"
			" event = excluded.event, run = excluded.run, state = 'waiting',"
			" due = excluded.due, attempts = 0, changed = excluded.created"
			" WHERE state = 'withdrawn'",
			error))
		return FALSE;
	rebound_statement_text(&statement, row->key);
	rebound_statement_text(&statement, row->target);
	rebound_statement_text(&statement, row->payload);
	rebound_statement_number_or_null(&statement, row->event);
	rebound_statement_number_or_null(&statement, run);
	rebound_statement_number(&statement, row->created);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	if (added != NULL)
		*added = sqlite3_changes(store->database) > 0;
	return TRUE;
}

gboolean rebound_store_outbox(struct rebound_store *store, gboolean all,
	rebound_store_outbox_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_outbox_row entry = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, store,
		    COLUMNS " WHERE state IN ('waiting', 'failed') OR ? ORDER BY id", error))
		return FALSE;
	rebound_statement_number(&statement, all ? 1 : 0);
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		read_row(&statement, &entry);
		if (!func(&entry, data))
			return TRUE;
	}
}

gint64 rebound_store_outbox_waiting(struct rebound_store *store, GError **error)
{
	gint64 count;

	return rebound_database_number(
		       store, "SELECT count(*) FROM outbox WHERE state = 'waiting'", &count, error)
		       ? count
		       : -1;
}

static gboolean find_due(struct rebound_store *store, gint64 now, struct rebound_arena *arena,
	struct rebound_outbox_row *entry, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*entry = (struct rebound_outbox_row){0};
	if (!rebound_statement_open(&statement, store,
		    COLUMNS " WHERE state = 'waiting' AND due <= ?1"
			    " AND (lease_ends IS NULL OR lease_ends <= ?1)"
			    " ORDER BY due, id LIMIT 1",
		    error))
		return FALSE;
	rebound_statement_number(&statement, now);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (!row)
		return TRUE;
	read_row(&statement, entry);
	entry->key = rebound_arena_string(arena, entry->key);
	entry->target = rebound_arena_string(arena, entry->target);
	entry->payload = rebound_arena_string(arena, entry->payload);
	entry->answer = rebound_arena_string(arena, entry->answer);
	return TRUE;
}

static gboolean lease(struct rebound_store *store, gint64 id, gint64 lease_ends, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "UPDATE outbox SET lease_ends = ?, attempts = attempts + 1 WHERE id = ?",
		    error))
		return FALSE;
	rebound_statement_number(&statement, lease_ends);
	rebound_statement_number(&statement, id);
	return rebound_statement_finish(&statement, error);
}

gboolean rebound_store_outbox_take(struct rebound_store *store, gint64 now, gint64 lease_ends,
	struct rebound_arena *arena, struct rebound_outbox_row *row, GError **error)
{
	g_auto(rebound_scope) scope = {0};

	if (!rebound_scope_begin(&scope, store, error) || !find_due(store, now, arena, row, error))
		return FALSE;
	if (row->id == 0)
		return TRUE;
	row->attempts++;
	row->lease_ends = lease_ends;
	return lease(store, row->id, lease_ends, error) && rebound_scope_commit(&scope, error);
}

gboolean rebound_store_outbox_close(struct rebound_store *store,
	const struct rebound_outbox_row *row, enum rebound_outbox_state state, gint64 due,
	const char *answer, gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	/* attempts is the number of the lease: a later one has a higher. */
	if (!rebound_statement_open(&statement, store,
		    "UPDATE outbox SET state = ?1, due = CASE WHEN ?1 = 'waiting' THEN ?2 ELSE due "
		    "END, answer = ?3, changed = ?4, lease_ends = NULL"
		    " WHERE id = ?5 AND (?1 = 'sent' OR (attempts = ?6 AND state = 'waiting'))",
		    error))
		return FALSE;
	rebound_statement_text(&statement, rebound_outbox_state_name(state));
	rebound_statement_number(&statement, due);
	rebound_statement_text(&statement, answer);
	rebound_statement_number(&statement, now);
	rebound_statement_number(&statement, row->id);
	rebound_statement_number(&statement, row->attempts);
	return rebound_statement_finish(&statement, error);
}

gint64 rebound_store_outbox_change(struct rebound_store *store, gint64 id,
	enum rebound_outbox_state state, gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	g_return_val_if_fail(
		state == REBOUND_OUTBOX_WAITING || state == REBOUND_OUTBOX_DROPPED, -1);
	/* Tried again means from the beginning: the time after which it is given up starts anew. */
	if (state == REBOUND_OUTBOX_WAITING) {
		if (!rebound_statement_open(&statement, store,
			    "UPDATE outbox SET state = 'waiting', due = ?1, created = ?1, changed "
			    "= ?1"
			    " WHERE (?2 = 0 AND state IN ('waiting', 'failed') OR id = ?2"
			    "  AND state IN ('waiting', 'failed', 'dropped'))"
			    " AND (lease_ends IS NULL OR lease_ends <= ?1)",
			    error))
			return -1;
	} else if (!rebound_statement_open(&statement, store,
			   "UPDATE outbox SET state = 'dropped', changed = ?1"
			   " WHERE (?2 = 0 OR id = ?2) AND state IN ('waiting', 'failed')",
			   error)) {
		return -1;
	}
	rebound_statement_number(&statement, now);
	rebound_statement_number(&statement, id);
	if (!rebound_statement_finish(&statement, error))
		return -1;
	return sqlite3_changes64(store->database);
}
