/* SPDX-License-Identifier: MIT */
#include "core/store/forgotten.h"

#include <string.h>

#include <nettle/hmac.h>

#include "core/store/database.h"

gboolean rebound_forgotten_salt(struct rebound_store *store, guint8 salt[REBOUND_SALT_BYTES],
	gboolean *there, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(
		    &statement, store, "SELECT value FROM salt WHERE id = 1", error) ||
		!rebound_statement_step(&statement, there, error))
		return FALSE;
	if (*there)
		rebound_statement_get_digest(&statement, salt);
	return TRUE;
}

void rebound_forgotten_digest(
	const guint8 salt[REBOUND_SALT_BYTES], const char *key, gsize len, guint8 hash[32])
{
	struct hmac_sha256_ctx sum;

	hmac_sha256_set_key(&sum, REBOUND_SALT_BYTES, salt);
	hmac_sha256_update(&sum, len, (const guint8 *)key);
	hmac_sha256_digest(&sum, 32, hash);
}

gboolean rebound_forgotten_hash(struct rebound_store *store, const char *address_key, gboolean make,
	guint8 hash[32], gboolean *there, GError **error)
{
	guint8 salt[REBOUND_SALT_BYTES];

	if (!rebound_forgotten_salt(store, salt, there, error))
		return FALSE;
	if (!*there && make &&
		(!rebound_database_run(
			 store, "INSERT INTO salt (id, value) VALUES (1, randomblob(32))", error) ||
			!rebound_forgotten_salt(store, salt, there, error)))
		return FALSE;
	if (!*there)
		return TRUE;
	rebound_forgotten_digest(salt, address_key, strlen(address_key), hash);
	return TRUE;
}

gboolean rebound_forgotten_find(struct rebound_store *store, const char *address_key, gint64 now,
	struct rebound_suppression *found, gboolean *there, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	guint8 hash[32];

	if (!rebound_forgotten_hash(store, address_key, FALSE, hash, there, error))
		return FALSE;
	if (!*there)
		return TRUE;
	if (!rebound_statement_open(&statement, store,
		    "SELECT state, reason, cause, since, until FROM forgotten WHERE hash = ?"
		    " AND (until IS NULL OR until > ?)",
		    error))
		return FALSE;
	rebound_statement_bytes(&statement, hash, sizeof(hash));
	rebound_statement_number(&statement, now);
	if (!rebound_statement_step(&statement, there, error))
		return FALSE;
	if (!*there)
		return TRUE;
	*found = (struct rebound_suppression){0};
	rebound_state_read(rebound_statement_get_text(&statement), &found->state);
	rebound_database_read_reason(rebound_statement_get_text(&statement), &found->reason);
	/* Causes are words of ours, and outlive the statement as such. */
	found->cause = g_intern_string(rebound_statement_get_text(&statement));
	found->since = rebound_statement_get_number(&statement);
	found->until = rebound_statement_get_number(&statement);
	found->why = "the address was erased, and a hash of it is left";
	return TRUE;
}

gboolean rebound_forgotten_set_state(struct rebound_store *store, const char *address_key,
	enum rebound_state state, gint64 *count, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean ends = state == REBOUND_STATE_ENDED;
	guint8 hash[32];
	gboolean there;

	*count = 0;
	if (!rebound_forgotten_hash(store, address_key, FALSE, hash, &there, error))
		return FALSE;
	if (!there)
		return TRUE;
	if (ends ? !rebound_statement_open(
			   &statement, store, "DELETE FROM forgotten WHERE hash = ?1", error)
		 : !rebound_statement_open(&statement, store,
			   "UPDATE forgotten SET state = ?2 WHERE hash = ?1 AND state <> ?2",
			   error))
		return FALSE;
	rebound_statement_bytes(&statement, hash, sizeof(hash));
	if (!ends)
		rebound_statement_text(&statement, rebound_state_name(state));
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	*count = sqlite3_changes64(store->database);
	return TRUE;
}
