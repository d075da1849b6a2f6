/* SPDX-License-Identifier: MIT */
#include "core/store/leases.h"

#include "core/store/database.h"
#include "core/store/retry_row.h"

/* What is free and due, the longest due first. Read by an index, so that a small limit costs
 * little. */
static const char open_rows[] =
	"SELECT id, domain FROM retries WHERE state = 'scheduled' AND due <= ?1"
	" AND begun IS NULL AND (lease_ends IS NULL OR lease_ends <= ?1)"
	" ORDER BY due, address_key, id";
static const char open_rows_of_domain[] =
	"SELECT id, domain FROM retries WHERE state = 'scheduled' AND due <= ?1"
	" AND begun IS NULL AND (lease_ends IS NULL OR lease_ends <= ?1) AND domain = ?2"
	" ORDER BY due, address_key, id";

/*
 * How many rows of a domain may be handed out now: while it is slowed, one, its interval after the
 * last; else what is left of its number within an hour (?3; 0 is no limit).
 */
static const char room_of_domain[] =
	"SELECT CASE WHEN slowed.interval IS NOT NULL THEN ("
	"  SELECT ifnull(max(handed_out), ?2 - slowed.interval) <= ?2 - slowed.interval"
	"  FROM retries WHERE domain = ?1 AND handed_out IS NOT NULL)"
	" WHEN ?3 > 0 THEN ?3 - (SELECT count(*) FROM retries WHERE domain = ?1"
	"  AND handed_out > ?2 - 3600)"
	" ELSE 4294967295 END"
	" FROM (SELECT 1) LEFT JOIN slowdowns slowed ON slowed.domain = ?1"
	" AND slowed.ended IS NULL AND slowed.until > ?2";

/* A hand-out while its rows are picked. */
struct picking {
	struct rebound_store *store;
	const struct rebound_lease_request *request;
	GHashTable *rooms; /* domain to gint64: how many more it gets */
	GArray *ids;
};

static gboolean read_room(struct picking *picking, const char *domain, gint64 *room, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, picking->store, room_of_domain, error))
		return FALSE;
	rebound_statement_text(&statement, domain);
	rebound_statement_number(&statement, picking->request->now);
	rebound_statement_number(&statement, picking->request->hourly);
	if (!rebound_statement_step(&statement, &row, error))
		return FALSE;
	*room = row ? rebound_statement_get_number(&statement) : 0;
	return TRUE;
}

static gint64 *find_room(struct picking *picking, const char *domain, GError **error)
{
	gint64 *room = g_hash_table_lookup(picking->rooms, domain);

	if (room != NULL)
		return room;
	room = g_new0(gint64, 1);
	g_hash_table_insert(picking->rooms, g_strdup(domain), room);
	return read_room(picking, domain, room, error) ? room : NULL;
}

static gboolean is_full(const struct picking *picking)
{
	return picking->request->limit > 0 && picking->ids->len >= picking->request->limit;
}

static gboolean pick(struct picking *picking, GError **error)
{
	const struct rebound_lease_request *request = picking->request;
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, picking->store,
		    request->domain != NULL ? open_rows_of_domain : open_rows, error))
		return FALSE;
	rebound_statement_number(&statement, request->now);
	if (request->domain != NULL)
		rebound_statement_text(&statement, request->domain);
	while (!is_full(picking)) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		gint64 id = rebound_statement_get_number(&statement);
		gint64 *room = find_room(picking, rebound_statement_get_text(&statement), error);

		if (room == NULL)
			return FALSE;
		if (*room <= 0)
			continue;
		(*room)--;
		g_array_append_val(picking->ids, id);
	}
	return TRUE;
}

static gboolean hand_out(const struct picking *picking, gint64 lease, GError **error)
{
	const struct rebound_lease_request *request = picking->request;

	for (guint i = 0; i < picking->ids->len; i++) {
		g_auto(rebound_statement) statement = {0};

		if (!rebound_statement_open(&statement, picking->store,
			    "UPDATE retries SET lease = ?, lease_ends = ?, handed_out = ?"
			    " WHERE id = ?",
			    error))
			return FALSE;
		rebound_statement_number(&statement, lease);
		rebound_statement_number(&statement, request->now + request->span);
		rebound_statement_number(&statement, request->now);
		rebound_statement_number(&statement, g_array_index(picking->ids, gint64, i));
		if (!rebound_statement_finish(&statement, error))
			return FALSE;
	}
	return TRUE;
}

/* Under the writer's lock, so that two senders never see the same row. */
static gboolean take(struct picking *picking, gint64 *lease, GError **error)
{
	g_auto(rebound_scope) scope = {0};
	gint64 number;

	if (!rebound_scope_begin(&scope, picking->store, error) ||
		!rebound_database_number(picking->store,
			"SELECT ifnull(max(lease), 0) + 1 FROM retries", &number, error) ||
		!pick(picking, error) || !hand_out(picking, number, error) ||
		!rebound_scope_commit(&scope, error))
		return FALSE;
	*lease = picking->ids->len > 0 ? number : 0;
	return TRUE;
}

gboolean rebound_store_lease(struct rebound_store *store,
	const struct rebound_lease_request *request, gint64 *lease, rebound_store_retry_func func,
	void *data, GError **error)
{
	struct picking picking = {.store = store, .request = request};

	g_return_val_if_fail(request->span > 0, FALSE);
	*lease = 0;
	picking.rooms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	picking.ids = g_array_new(FALSE, FALSE, sizeof(gint64));
	gboolean good = take(&picking, lease, error);
	g_hash_table_unref(picking.rooms);
	g_array_unref(picking.ids);
	return good && (*lease == 0 || func == NULL ||
			       rebound_store_leased(store, *lease, func, data, error));
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
