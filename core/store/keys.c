/* SPDX-License-Identifier: MIT */
#include "core/store/keys.h"

#include "core/smtp/address.h"
#include "core/store/database.h"

#define MAY_CHANGE                                                                                 \
	"(length(address_key) <> length(CAST(address_key AS BLOB)) OR address_key LIKE '\"%')"

/*
 * Only what is not ASCII, or in quotes, can change. Rows that stand for the same address are put
 * aside first, since an address has one.
 */
static const char convert[] =
	"CREATE TEMP TABLE renamed AS SELECT id, address_key AS old, current_key(address_key) AS "
	"new"
	" FROM suppressions WHERE " MAY_CHANGE ";"
	"DELETE FROM temp.renamed WHERE old = new;"
	"CREATE TEMP TABLE ranked AS SELECT id, since, first_value(id) OVER best AS first,"
	" first_value(since) OVER best AS first_since FROM (SELECT suppressions.id, since,"
	"  ifnull(new, address_key) AS key,"
	"  CASE state WHEN 'active' THEN 3 WHEN 'held' THEN 2 ELSE 1 END AS gravity"
	"  FROM suppressions LEFT JOIN temp.renamed USING (id)"
	"  WHERE ended IS NULL AND (SELECT count(*) FROM temp.renamed) > 0)"
	" WHERE key IN (SELECT new FROM temp.renamed)"
	" WINDOW best AS (PARTITION BY key ORDER BY gravity DESC, id);"
	"UPDATE suppressions SET state_before = state, state = 'ended',"
	" ended = max(since, (SELECT first_since FROM temp.ranked WHERE id = suppressions.id)),"
	" ended_by = 'replaced', ended_why = 'the same address as another',"
	" replaced_by = (SELECT first FROM temp.ranked WHERE id = suppressions.id)"
	" WHERE id IN (SELECT id FROM temp.ranked WHERE id <> first);"
	"UPDATE suppressions SET address_key = (SELECT new FROM temp.renamed"
	"  WHERE id = suppressions.id) WHERE id IN (SELECT id FROM temp.renamed);"
	"UPDATE suppressions SET domain = domain_of(address_key)"
	" WHERE id IN (SELECT id FROM temp.renamed);"
	"DROP TABLE temp.ranked; DROP TABLE temp.renamed;"
	/* The other retry of the same message and address is the same one. */
	"UPDATE OR IGNORE retries SET address_key = current_key(address_key),"
	" domain = domain_of(current_key(address_key))"
	" WHERE " MAY_CHANGE ";"
	"UPDATE retries SET state_before = state, state = 'cancelled'"
	" WHERE state IN ('scheduled', 'over')"
	" AND " MAY_CHANGE " AND address_key <> current_key(address_key);"
	"UPDATE OR IGNORE slowdowns SET domain = domain_of(current_key('a@' || domain))"
	" WHERE length(domain) <> length(CAST(domain AS BLOB));";

static void give(sqlite3_context *context, const char *text)
{
	sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

static void current_key(sqlite3_context *context, int count, sqlite3_value **values)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *key = (const char *)sqlite3_value_text(values[0]);

	if (key != NULL)
		give(context, rebound_address_key(arena, key));
}

static void domain_of(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *key = (const char *)sqlite3_value_text(values[0]);

	if (key != NULL)
		give(context, rebound_address_domain(key));
}

gboolean rebound_keys_convert(struct rebound_store *store, GError **error)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

	if (sqlite3_create_function_v2(store->database, "current_key", 1, flags, NULL, current_key,
		    NULL, NULL, NULL) != SQLITE_OK ||
		sqlite3_create_function_v2(store->database, "domain_of", 1, flags, NULL, domain_of,
			NULL, NULL, NULL) != SQLITE_OK)
		return rebound_database_fail(store, error);
	return rebound_database_run(store, convert, error);
}
