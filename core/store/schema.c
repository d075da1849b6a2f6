/* SPDX-License-Identifier: MIT */
#include "core/store/schema.h"

#include <rebound/error.h>
#include "core/store/chain.h"
#include "core/store/database.h"
#include "core/store/keys.h"

/* The first version with a chain. */
#define CHAIN_VERSION 3

/* The first version whose keys hold domains as A-labels and no quotes that are not needed. */
#define KEYS_VERSION 16

static gboolean read_versions(struct rebound_store *store, gint64 *application, gint64 *version,
	gint64 *tables, GError **error)
{
	return rebound_database_number(store, "PRAGMA application_id", application, error) &&
	       rebound_database_number(store, "PRAGMA user_version", version, error) &&
	       rebound_database_number(store, "SELECT count(*) FROM sqlite_schema", tables, error);
}

/* Whether it is ours or empty, and of a version that we know. */
static gboolean check_owner(const struct rebound_store *store, gint64 application, gint64 version,
	gint64 tables, GError **error)
{
	if (application != REBOUND_SCHEMA_APPLICATION &&
		(application != 0 || version != 0 || tables != 0)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: is the database of another program: give another file with --db",
			store->path);
		return FALSE;
	}
	if (version > REBOUND_SCHEMA_VERSION) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: made by a later version of rebound (schema %" G_GINT64_FORMAT
			", this one knows %d): use that version",
			store->path, version, REBOUND_SCHEMA_VERSION);
		return FALSE;
	}
	if (version < 0 || (version == 0 && tables > 0) || (version > 0 && tables == 0)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: is damaged (its tables and its version do not agree): restore it from "
			"a backup",
			store->path);
		return FALSE;
	}
	return TRUE;
}

/* A step may write the text of the schema, which nothing else may. */
static gboolean take_steps(struct rebound_store *store, gint64 version, GError **error)
{
	gboolean good = TRUE;

	sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	for (gint64 next = version; good && next < REBOUND_SCHEMA_VERSION; next++)
		good = rebound_database_run(store, rebound_schema_step((guint)next + 1), error);
	sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return good;
}

static gboolean bring_up_to_date(struct rebound_store *store, gint64 version, GError **error)
{
	if (!(version == 0 ? rebound_database_run(store, rebound_schema_newest(), error)
			   : take_steps(store, version, error)))
		return FALSE;
	/* Events from before there was a chain become its first link. */
	if (version > 0 && version < CHAIN_VERSION && !rebound_chain_adopt(store, error))
		return FALSE;
	if (version > 0 && version < KEYS_VERSION && !rebound_keys_convert(store, error))
		return FALSE;
	g_autofree char *marks =
		g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
			REBOUND_SCHEMA_APPLICATION, REBOUND_SCHEMA_VERSION);
	return rebound_database_run(store, marks, error);
}

/* In one transaction: another process may make the tables between two looks. */
gboolean rebound_schema_look(struct rebound_store *store, gint64 *version, GError **error)
{
	gint64 application, tables;

	if (!rebound_database_run(store, "BEGIN", error))
		return FALSE;
	gboolean good = read_versions(store, &application, version, &tables, error) &&
			check_owner(store, application, *version, tables, error);
	return rebound_database_run(store, "ROLLBACK", good ? error : NULL) && good;
}

gboolean rebound_schema_prepare(struct rebound_store *store, gboolean create, GError **error)
{
	gint64 application, version, tables;

	if (!rebound_schema_look(store, &version, error))
		return FALSE;
	if (version == REBOUND_SCHEMA_VERSION)
		return TRUE;
	if (version == 0 && !create) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: is empty: fill it with 'rebound process', or give another file with "
			"--db",
			store->path);
		return FALSE;
	}
	if (!rebound_store_begin(store, error))
		return FALSE;
	/* Another process may have been faster between the look and the lock. */
	if (!read_versions(store, &application, &version, &tables, error) ||
		!check_owner(store, application, version, tables, error) ||
		!bring_up_to_date(store, version, error) || !rebound_store_commit(store, error)) {
		rebound_store_rollback(store);
		return FALSE;
	}
	return TRUE;
}
