/* SPDX-License-Identifier: MIT */
#include "core/store/schema.h"

#include <rebound/error.h>
#include "core/store/database.h"

/*
 * Words instead of numbers, so that the tables can be read without this program. Times are seconds
 * since 1970. A row that was taken back stays, with the time in undone.
 */
static const char version_1[] =
	"CREATE TABLE runs ("
	" id INTEGER PRIMARY KEY,"
	" command TEXT NOT NULL,"
	" started INTEGER NOT NULL,"
	" ended INTEGER,"
	" summary TEXT,"
	" undone INTEGER,"
	" undone_why TEXT) STRICT;"

	"CREATE TABLE messages ("
	" id INTEGER PRIMARY KEY,"
	" hash BLOB NOT NULL CHECK (length(hash) = 32),"
	" run INTEGER NOT NULL REFERENCES runs (id),"
	" kind TEXT NOT NULL,"
	" time INTEGER NOT NULL,"
	" source TEXT,"
	" source_index INTEGER,"
	" undone INTEGER) STRICT;"
	"CREATE UNIQUE INDEX messages_hash ON messages (hash) WHERE undone IS NULL;"
	"CREATE INDEX messages_run ON messages (run);"

	"CREATE TABLE events ("
	" id INTEGER PRIMARY KEY,"
	" run INTEGER NOT NULL REFERENCES runs (id),"
	" key BLOB NOT NULL CHECK (length(key) = 32),"
	" message_hash BLOB NOT NULL CHECK (length(message_hash) = 32),"
	" address TEXT,"
	" address_key TEXT,"
	" domain TEXT,"
	" kind TEXT NOT NULL,"
	" reason TEXT,"
	" permanence TEXT,"
	" advice TEXT,"
	" trust TEXT NOT NULL,"
	" confidence REAL NOT NULL,"
	" time INTEGER NOT NULL,"
	" seen INTEGER NOT NULL,"
	" original_id TEXT,"
	" status TEXT,"
	" reply INTEGER,"
	" text TEXT,"
	" rule TEXT,"
	" rule_at TEXT,"
	" evidence TEXT,"
	" remote_mta TEXT,"
	" feedback_type TEXT,"
	" nested INTEGER NOT NULL,"
	" source TEXT,"
	" source_index INTEGER,"
	" retry_after INTEGER,"
	" decision TEXT,"
	" decision_why TEXT,"
	" undone INTEGER,"
	/* Last, so that a walk over the others does not read its pages. */
	" record BLOB) STRICT;"
	"CREATE UNIQUE INDEX events_key ON events (key) WHERE undone IS NULL;"
	"CREATE INDEX events_address ON events (address_key, time)"
	" WHERE undone IS NULL AND address_key IS NOT NULL;"
	"CREATE INDEX events_run ON events (run);"
	"CREATE TRIGGER events_no_delete BEFORE DELETE ON events"
	" BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;"
	"CREATE TRIGGER events_no_update BEFORE UPDATE OF id, run, key, message_hash, address, "
	"address_key,"
	" domain, kind, reason, permanence, advice, trust, confidence, time, seen, original_id, "
	"status,"
	" reply, text, rule, rule_at, evidence, remote_mta, feedback_type, nested, source, "
	"source_index,"
	" retry_after, record, decision, decision_why ON events"
	" BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;"
	"CREATE TRIGGER events_undone_once BEFORE UPDATE OF undone ON events"
	" WHEN OLD.undone IS NOT NULL OR NEW.undone IS NULL"
	" BEGIN SELECT RAISE(ABORT, 'an event is undone once'); END;"

	"CREATE TABLE suppressions ("
	" id INTEGER PRIMARY KEY,"
	" address TEXT NOT NULL,"
	" address_key TEXT NOT NULL,"
	" domain TEXT NOT NULL,"
	" state TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'held', 'ended')),"
	" reason TEXT,"
	" cause TEXT NOT NULL,"
	" why TEXT,"
	" rule TEXT,"
	" rule_at TEXT,"
	" trust TEXT NOT NULL,"
	" event INTEGER REFERENCES events (id),"
	" run INTEGER REFERENCES runs (id),"
	" since INTEGER NOT NULL,"
	" until INTEGER,"
	" changed INTEGER,"
	" changed_why TEXT,"
	" ended INTEGER,"
	" ended_why TEXT,"
	" ended_by TEXT CHECK (ended_by IN ('person', 'time', 'replaced', 'undone')),"
	" replaced_by INTEGER REFERENCES suppressions (id),"
	" state_before TEXT,"
	" undone INTEGER,"
	" CHECK ((state = 'ended') = (ended IS NOT NULL))) STRICT;"
	"CREATE UNIQUE INDEX suppressions_standing ON suppressions (address_key) WHERE ended IS "
	"NULL;"
	"CREATE INDEX suppressions_address ON suppressions (address_key);"
	"CREATE INDEX suppressions_run ON suppressions (run);"
	"CREATE INDEX suppressions_replaced ON suppressions (replaced_by) WHERE replaced_by IS NOT "
	"NULL;"

	"CREATE TABLE retries ("
	" id INTEGER PRIMARY KEY,"
	" address TEXT NOT NULL,"
	" address_key TEXT NOT NULL,"
	" domain TEXT NOT NULL,"
	" original_id TEXT,"
	" reason TEXT,"
	" state TEXT NOT NULL CHECK (state IN ('scheduled', 'over', 'done', 'cancelled')),"
	" step INTEGER NOT NULL,"
	" due INTEGER NOT NULL,"
	" event INTEGER REFERENCES events (id),"
	" run INTEGER REFERENCES runs (id),"
	" why TEXT,"
	" changed INTEGER,"
	" replaced_by INTEGER REFERENCES retries (id),"
	" cancelled_for INTEGER REFERENCES suppressions (id),"
	" state_before TEXT,"
	" undone INTEGER) STRICT;"
	"CREATE UNIQUE INDEX retries_standing ON retries (address_key, ifnull(original_id, ''))"
	" WHERE state IN ('scheduled', 'over');"
	"CREATE INDEX retries_address ON retries (address_key, original_id);"
	"CREATE INDEX retries_due ON retries (due) WHERE state = 'scheduled';"
	"CREATE INDEX retries_run ON retries (run);"
	"CREATE INDEX retries_replaced ON retries (replaced_by) WHERE replaced_by IS NOT NULL;"
	"CREATE INDEX retries_cancelled ON retries (cancelled_for) WHERE cancelled_for IS NOT NULL;"

	"CREATE TABLE slowdowns ("
	" id INTEGER PRIMARY KEY,"
	" domain TEXT NOT NULL,"
	" reason TEXT,"
	" interval INTEGER NOT NULL,"
	" until INTEGER NOT NULL,"
	" event INTEGER REFERENCES events (id),"
	" run INTEGER REFERENCES runs (id),"
	" why TEXT,"
	" ended INTEGER,"
	" replaced_by INTEGER REFERENCES slowdowns (id),"
	" undone INTEGER) STRICT;"
	"CREATE UNIQUE INDEX slowdowns_standing ON slowdowns (domain) WHERE ended IS NULL;"
	"CREATE INDEX slowdowns_run ON slowdowns (run);"
	"CREATE INDEX slowdowns_replaced ON slowdowns (replaced_by) WHERE replaced_by IS NOT NULL;"

	"CREATE TABLE quarantine ("
	" id INTEGER PRIMARY KEY,"
	" hash BLOB NOT NULL CHECK (length(hash) = 32),"
	" source TEXT,"
	" source_index INTEGER,"
	" why TEXT NOT NULL,"
	" data BLOB,"
	" run INTEGER REFERENCES runs (id),"
	" time INTEGER NOT NULL,"
	" undone INTEGER) STRICT;"
	"CREATE UNIQUE INDEX quarantine_hash ON quarantine (hash) WHERE undone IS NULL;"
	"CREATE INDEX quarantine_run ON quarantine (run);";

/*
 * Who has a retry in hand: the lease and its end, and when the row was handed out last, which stays
 * when the lease is over, since a domain's next one is spaced from it. A row with begun was being
 * sent, and nobody knows whether it was.
 */
static const char version_leases[] =
	"ALTER TABLE retries ADD COLUMN session INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE retries ADD COLUMN lease INTEGER;"
	"ALTER TABLE retries ADD COLUMN lease_ends INTEGER;"
	"ALTER TABLE retries ADD COLUMN handed_out INTEGER;"
	"ALTER TABLE retries ADD COLUMN begun INTEGER;"
	"CREATE INDEX retries_lease ON retries (lease) WHERE lease IS NOT NULL;"
	"CREATE INDEX retries_handed_out ON retries (domain, handed_out) WHERE handed_out IS NOT "
	"NULL;"
	"CREATE INDEX retries_domain ON retries (domain, due) WHERE state = 'scheduled';";

/* What brings a database from the version before to the one of its place; the first is number 1. */
static const char *const steps[] = {version_1, version_leases};

G_STATIC_ASSERT(G_N_ELEMENTS(steps) == REBOUND_SCHEMA_VERSION);

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

static gboolean bring_up_to_date(struct rebound_store *store, gint64 version, GError **error)
{
	for (gint64 next = version; next < REBOUND_SCHEMA_VERSION; next++)
		if (!rebound_database_run(store, steps[next], error))
			return FALSE;
	g_autofree char *marks =
		g_strdup_printf("PRAGMA application_id = %d; PRAGMA user_version = %d",
			REBOUND_SCHEMA_APPLICATION, REBOUND_SCHEMA_VERSION);
	return rebound_database_run(store, marks, error);
}

/* In one transaction: another process may make the tables between two looks. */
static gboolean look(struct rebound_store *store, gint64 *version, GError **error)
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

	if (!look(store, &version, error))
		return FALSE;
	if (version == REBOUND_SCHEMA_VERSION)
		return TRUE;
	if (!create) {
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
