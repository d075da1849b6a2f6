/* SPDX-License-Identifier: MIT */
#include "core/store/pushes.h"

#include "core/store/database.h"

/* What stands: ?2 is now. */
#define STANDS "s.ended IS NULL AND s.state = 'active' AND (s.until IS NULL OR s.until > ?2)"

static const char *const outcome_names[] = {
	[REBOUND_PUSH_BEGUN] = "begun",
	[REBOUND_PUSH_CHANGED] = "changed",
	[REBOUND_PUSH_ALREADY] = "already",
	[REBOUND_PUSH_ABSENT] = "absent",
};

static enum rebound_push_outcome read_outcome(const char *name)
{
	return (enum rebound_push_outcome)rebound_database_read_name(
		outcome_names, G_N_ELEMENTS(outcome_names), name, REBOUND_PUSH_BEGUN);
}

gint64 rebound_store_target(
	struct rebound_store *store, const char *connector, const char *url, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	/* The update changes nothing, but gives the row. */
	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO targets (connector, url) VALUES (?, ?)"
		    " ON CONFLICT DO UPDATE SET url = url RETURNING id",
		    error))
		return 0;
	rebound_statement_text(&statement, connector);
	rebound_statement_text(&statement, url);
	if (!rebound_statement_step(&statement, &row, error))
		return 0;
	gint64 id = rebound_statement_get_number(&statement);
	return rebound_statement_finish(&statement, error) ? id : 0;
}

static gboolean walk(struct rebound_statement *statement, const struct rebound_push_query *query,
	rebound_store_push_func func, void *data, GError **error)
{
	struct rebound_push push;
	gboolean row;

	rebound_statement_number(statement, query->target);
	rebound_statement_number(statement, query->now);
	rebound_statement_text(statement, query->after != NULL ? query->after : "");
	rebound_statement_number(statement, query->limit);
	rebound_statement_number(statement, query->since);
	rebound_statement_number(statement, query->again ? 1 : 0);
	for (;;) {
		if (!rebound_statement_step(statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		push = (struct rebound_push){0};
		push.address = rebound_statement_get_text(statement);
		push.address_key = rebound_statement_get_text(statement);
		push.cause = rebound_statement_get_text(statement);
		const char *outcome = rebound_statement_get_text(statement);
		push.told = outcome != NULL;
		push.outcome = read_outcome(outcome);
		push.memo = rebound_statement_get_text(statement);
		if (!func(&push, data))
			return TRUE;
	}
}

gboolean rebound_store_pushes(struct rebound_store *store, const struct rebound_push_query *query,
	rebound_store_push_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	return rebound_statement_open(&statement, store,
		       "SELECT s.address, s.address_key, s.cause, p.outcome, p.memo"
		       " FROM suppressions s LEFT JOIN pushes p"
		       " ON p.target = ?1 AND p.address_key = s.address_key"
		       " WHERE " STANDS " AND s.address_key > ?3 AND s.since >= ?5"
		       " AND (p.outcome IS NULL OR p.outcome = 'begun'"
		       "  OR (?6 AND p.outcome = 'absent'))"
		       " ORDER BY s.address_key LIMIT ?4",
		       error) &&
	       walk(&statement, query, func, data, error);
}

gboolean rebound_store_pushed_back(struct rebound_store *store,
	const struct rebound_push_query *query, rebound_store_push_func func, void *data,
	GError **error)
{
	g_auto(rebound_statement) statement = {0};

	return rebound_statement_open(&statement, store,
		       "SELECT p.address, p.address_key, NULL, p.outcome, p.memo FROM pushes p"
		       " WHERE p.target = ?1 AND p.address_key > ?3 AND ?5 >= 0 AND ?6 >= 0"
		       " AND NOT EXISTS (SELECT 1 FROM suppressions s"
		       "  WHERE s.address_key = p.address_key AND " STANDS ")"
		       " ORDER BY p.address_key LIMIT ?4",
		       error) &&
	       walk(&statement, query, func, data, error);
}

gboolean rebound_store_push(struct rebound_store *store, gint64 target,
	const struct rebound_push *push, gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "INSERT INTO pushes (target, address, address_key, outcome, memo, time)"
		    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (target, address_key) DO UPDATE SET"
		    " outcome = excluded.outcome, memo = excluded.memo, time = excluded.time",
		    error))
		return FALSE;
	rebound_statement_number(&statement, target);
	rebound_statement_text(&statement, push->address);
	rebound_statement_text(&statement, push->address_key);
	rebound_statement_text(&statement, outcome_names[push->outcome]);
	rebound_statement_text(&statement, push->memo);
	rebound_statement_number(&statement, now);
	return rebound_statement_finish(&statement, error);
}

gboolean rebound_store_push_end(
	struct rebound_store *store, gint64 target, const char *address_key, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "DELETE FROM pushes WHERE target = ? AND address_key = ?", error))
		return FALSE;
	rebound_statement_number(&statement, target);
	rebound_statement_text(&statement, address_key);
	return rebound_statement_finish(&statement, error);
}
