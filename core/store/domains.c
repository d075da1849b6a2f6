/* SPDX-License-Identifier: MIT */
#include "core/store/domains.h"

#include "core/store/database.h"

gboolean rebound_store_dead_domains(
	struct rebound_store *store, rebound_store_dead_func func, void *data, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_dead_domain dead;
	gboolean row;

	/* With max() the other columns are those of its row. */
	if (!rebound_statement_open(&statement, store,
		    "SELECT domain, count(DISTINCT address_key) AS addresses, max(time) AS last,"
		    " reason FROM events dead"
		    " WHERE undone IS NULL AND kind = 'failure' AND permanence = 'permanent'"
		    " AND reason IN ('domain_unknown', 'domain_no_mail') AND nested = 0"
		    " AND trust IN ('plain', 'verified', 'source') AND domain IS NOT NULL"
		    " GROUP BY domain HAVING addresses >= 2 AND NOT EXISTS ("
		    "  SELECT 1 FROM events alive WHERE alive.domain = dead.domain"
		    "  AND alive.undone IS NULL AND alive.time > last AND alive.trust <> 'none'"
		    "  AND alive.kind IN ('success', 'auto_reply', 'disposition'))"
		    " ORDER BY domain",
		    error))
		return FALSE;
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		dead = (struct rebound_dead_domain){0};
		dead.domain = rebound_statement_get_text(&statement);
		dead.addresses = rebound_statement_get_number(&statement);
		dead.last = rebound_statement_get_number(&statement);
		rebound_database_read_reason(rebound_statement_get_text(&statement), &dead.reason);
		if (!func(&dead, data))
			return TRUE;
	}
}
