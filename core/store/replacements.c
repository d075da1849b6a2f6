/* SPDX-License-Identifier: MIT */
#include "core/store/replacements.h"

#include "core/store/database.h"

void rebound_replacement_key(const guint8 key[32], guint8 made[32])
{
	static const char label[] = "judged anew";
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize size = 32;

	g_checksum_update(sum, (const guchar *)label, sizeof(label));
	g_checksum_update(sum, key, 32);
	g_checksum_get_digest(sum, made, &size);
}

gboolean rebound_store_replace_event(
	struct rebound_store *store, gint64 event, gint64 replaces, GError **error)
{
	return rebound_database_apply(store,
		"INSERT INTO replacements (event, replaces) VALUES (?, ?)", event, replaces, 0,
		NULL, error);
}

gboolean rebound_store_unsay_suppression(struct rebound_store *store, gint64 suppression,
	gint64 event, const char *why, gint64 now, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store,
		    "UPDATE suppressions SET state_before = state, state = 'ended', ended = ?,"
		    " ended_by = 'replaced', ended_why = ?, unsaid = ? WHERE id = ? AND ended IS "
		    "NULL",
		    error))
		return FALSE;
	rebound_statement_number(&statement, now);
	rebound_statement_text(&statement, why);
	rebound_statement_number(&statement, event);
	rebound_statement_number(&statement, suppression);
	return rebound_statement_finish(&statement, error);
}
