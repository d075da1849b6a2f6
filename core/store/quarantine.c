/* SPDX-License-Identifier: MIT */
#include "core/store/store.h"

#include "core/store/database.h"

static gboolean has_hash(
	struct rebound_store *store, const guint8 hash[32], gboolean *there, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "SELECT 1 FROM quarantine WHERE hash = ? AND undone IS NULL", error))
		return FALSE;
	rebound_statement_bytes(&statement, hash, 32);
	return rebound_statement_step(&statement, there, error);
}

gboolean rebound_store_quarantine(struct rebound_store *store, const guint8 hash[32],
	const char *source, guint64 index, const char *why, const char *data, gsize len, gint64 run,
	gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean there;

	if (!has_hash(store, hash, &there, error))
		return FALSE;
	if (there)
		return TRUE;
	if (!rebound_database_use_run(store, run, &run, error) ||
		!rebound_statement_open(&statement, store,
			"INSERT INTO quarantine (hash, source, source_index, why, data, run, time)"
			" VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
			error))
		return FALSE;
	rebound_statement_bytes(&statement, hash, 32);
	rebound_statement_text(&statement, source);
	rebound_statement_number(&statement, (gint64)index);
	rebound_statement_text(&statement, why);
	rebound_statement_bytes(&statement, data, len);
	rebound_statement_number_or_null(&statement, run);
	rebound_statement_number(&statement, now);
	return rebound_statement_finish(&statement, error);
}
