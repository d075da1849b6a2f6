/* SPDX-License-Identifier: MIT */
#include "core/store/leases.h"

#include "core/store/database.h"
#include "core/store/retry_row.h"

#define HOUR (60 * 60)

/*
 * The rows of each domain are numbered by their due time, and taken up to the room that the domain
 * has. One statement under the writer's lock: two senders never see the same row.
 *
 * ?1 now, ?2 domain, ?3 lease, ?4 its end, ?5 rows an hour, ?6 an hour ago, ?7 limit
 */
static const char take_rows[] =
	"WITH open AS MATERIALIZED ("
	" SELECT id, domain, due, address_key FROM retries WHERE state = 'scheduled' AND due <= ?1"
	" AND begun IS NULL AND (lease_ends IS NULL OR lease_ends <= ?1)"
	" AND (?2 IS NULL OR domain = ?2)),"
	" room AS MATERIALIZED (SELECT names.domain AS domain,"
	"  CASE WHEN slowed.interval IS NOT NULL THEN ("
	"   SELECT ifnull(max(r.handed_out), ?1 - slowed.interval) <= ?1 - slowed.interval"
	"   FROM retries r WHERE r.domain = names.domain AND r.handed_out IS NOT NULL)"
	"  WHEN ?5 > 0 THEN ?5 - (SELECT count(*) FROM retries r WHERE r.domain = names.domain"
	"   AND r.handed_out > ?6)"
	"  ELSE 9223372036854775807 END AS rows"
	" FROM (SELECT DISTINCT domain FROM open) names"
	" LEFT JOIN slowdowns slowed ON slowed.domain = names.domain AND slowed.ended IS NULL"
	" AND slowed.until > ?1),"
	" numbered AS (SELECT id, due, address_key, domain, row_number() OVER ("
	"  PARTITION BY domain ORDER BY due, address_key, id) AS place FROM open)"
	" UPDATE retries SET lease = ?3, lease_ends = ?4, handed_out = ?1 WHERE id IN ("
	"  SELECT numbered.id FROM numbered JOIN room ON room.domain = numbered.domain"
	"  WHERE numbered.place <= room.rows"
	"  ORDER BY numbered.due, numbered.address_key, numbered.id LIMIT ?7)";

static gboolean take(struct rebound_store *store, const struct rebound_lease_request *request,
	gint64 lease, gint64 *count, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store, take_rows, error))
		return FALSE;
	rebound_statement_number(&statement, request->now);
	rebound_statement_text(&statement, request->domain);
	rebound_statement_number(&statement, lease);
	rebound_statement_number(&statement, request->now + request->span);
	rebound_statement_number(&statement, request->hourly);
	rebound_statement_number(&statement, request->now - HOUR);
	rebound_statement_number(&statement, request->limit > 0 ? (gint64)request->limit : -1);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*count = sqlite3_changes64(store->database);
	return TRUE;
}

gboolean rebound_store_lease(struct rebound_store *store,
	const struct rebound_lease_request *request, gint64 *lease, rebound_store_retry_func func,
	void *data, GError **error)
{
	g_auto(rebound_scope) scope = {0};
	gint64 number, count;

	g_return_val_if_fail(request->span > 0, FALSE);
	*lease = 0;
	if (!rebound_scope_begin(&scope, store, error) ||
		!rebound_database_number(
			store, "SELECT ifnull(max(lease), 0) + 1 FROM retries", &number, error) ||
		!take(store, request, number, &count, error) ||
		!rebound_scope_commit(&scope, error))
		return FALSE;
	if (count == 0)
		return TRUE;
	*lease = number;
	return func == NULL || rebound_store_leased(store, number, func, data, error);
}

gboolean rebound_store_leased(struct rebound_store *store, gint64 lease,
	rebound_store_retry_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "SELECT " REBOUND_RETRY_COLUMNS " FROM retries WHERE lease = ?"
		    " AND state = 'scheduled' ORDER BY due, address_key, id",
		    error))
		return FALSE;
	rebound_statement_number(&statement, lease);
	return rebound_retry_walk(&statement, func, data, error);
}

gboolean rebound_store_has_lease(
	struct rebound_store *store, gint64 lease, gboolean *there, GError **error)
{
	gint64 last;

	/* A later lease may have taken over all that this one had. */
	*there = FALSE;
	if (!rebound_database_number(
		    store, "SELECT ifnull(max(lease), 0) FROM retries", &last, error))
		return FALSE;
	*there = lease > 0 && lease <= last;
	return TRUE;
}

gboolean rebound_store_close_retry(struct rebound_store *store, gint64 id,
	enum rebound_retry_state state, const char *why, gint64 now, gboolean *changed,
	GError **error)
{
	g_auto(rebound_statement) statement = {0};

	g_return_val_if_fail(state == REBOUND_RETRY_DONE || state == REBOUND_RETRY_OVER, FALSE);
	if (!rebound_statement_open(&statement, store,
		    "UPDATE retries SET state_before = state, state = ?, changed = ?,"
		    " why = ifnull(?, why) WHERE id = ? AND state = 'scheduled'",
		    error))
		return FALSE;
	rebound_statement_text(&statement, rebound_retry_state_name(state));
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, why);
	rebound_statement_number(&statement, id);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*changed = sqlite3_changes(store->database) > 0;
	return TRUE;
}

/* A change of one row that a lease still holds. */
static gboolean change_leased(struct rebound_store *store, const char *sql, gint64 value, gint64 id,
	gint64 lease, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store, sql, error))
		return FALSE;
	rebound_statement_number_or_null(&statement, value);
	rebound_statement_number(&statement, id);
	rebound_statement_number(&statement, lease);
	return rebound_statement_finish(&statement, error);
}

gboolean rebound_store_begin_retry(
	struct rebound_store *store, gint64 id, gint64 lease, gint64 now, GError **error)
{
	return change_leased(store,
		       "UPDATE retries SET begun = ?1 WHERE id = ?2 AND lease = ?3"
		       " AND state = 'scheduled' AND begun IS NULL AND lease_ends > ?1",
		       now, id, lease, error) &&
	       sqlite3_changes(store->database) > 0;
}

gboolean rebound_store_release_retry(
	struct rebound_store *store, gint64 id, gint64 lease, GError **error)
{
	return change_leased(store,
		"UPDATE retries SET begun = ?1, lease_ends = NULL WHERE id = ?2 AND lease = ?3"
		" AND state = 'scheduled'",
		0, id, lease, error);
}
