/* SPDX-License-Identifier: MIT */
#include "core/store/schema.h"

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

/*
 * Who changed what, chained digests that show what was changed behind our back, and the one way in
 * which an event may lose its texts or go: its digest is kept in erased first, by the change that
 * erasing names, and erasing is empty again when the transaction ends.
 */
static const char version_changes[] =
	"CREATE TABLE changes ("
	" id INTEGER PRIMARY KEY,"
	" time INTEGER NOT NULL,"
	" what TEXT NOT NULL CHECK (what IN ('undo', 'prune', 'forget')),"
	" who TEXT,"
	" why TEXT,"
	" asked TEXT,"
	" summary TEXT,"
	/* Of the events that it marked or erased: how many, and SHA-256 over their numbers. */
	" events INTEGER NOT NULL,"
	" events_digest BLOB NOT NULL CHECK (length(events_digest) = 32)) STRICT;"
	"CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes"
	" BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;"
	"CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes"
	" BEGIN SELECT RAISE(ABORT, 'changes are append-only'); END;"

	"CREATE TABLE links ("
	" id INTEGER PRIMARY KEY,"
	" time INTEGER NOT NULL,"
	" what TEXT NOT NULL CHECK (what IN ('events', 'change')),"
	" first INTEGER NOT NULL,"
	" last INTEGER NOT NULL,"
	" count INTEGER NOT NULL,"
	" content BLOB NOT NULL CHECK (length(content) = 32),"
	" digest BLOB NOT NULL CHECK (length(digest) = 32)) STRICT;"
	"CREATE TRIGGER links_no_update BEFORE UPDATE ON links"
	" BEGIN SELECT RAISE(ABORT, 'links are append-only'); END;"
	"CREATE TRIGGER links_no_delete BEFORE DELETE ON links"
	" BEGIN SELECT RAISE(ABORT, 'links are append-only'); END;"

	"CREATE TABLE erasing ("
	" id INTEGER PRIMARY KEY CHECK (id = 1),"
	" change INTEGER NOT NULL) STRICT;"
	"CREATE TABLE erased ("
	" event INTEGER PRIMARY KEY,"
	" digest BLOB NOT NULL CHECK (length(digest) = 32),"
	" change INTEGER NOT NULL) STRICT;"
	"CREATE TRIGGER erased_no_update BEFORE UPDATE ON erased"
	" BEGIN SELECT RAISE(ABORT, 'what was erased is append-only'); END;"
	"CREATE TRIGGER erased_no_delete BEFORE DELETE ON erased"
	" WHEN NOT EXISTS (SELECT 1 FROM erasing)"
	" BEGIN SELECT RAISE(ABORT, 'what was erased is append-only'); END;"
	"CREATE TABLE pruned ("
	" link INTEGER PRIMARY KEY REFERENCES links (id),"
	" change INTEGER NOT NULL) STRICT;"
	"CREATE TRIGGER pruned_no_update BEFORE UPDATE ON pruned"
	" BEGIN SELECT RAISE(ABORT, 'what was pruned is append-only'); END;"
	"CREATE TRIGGER pruned_no_delete BEFORE DELETE ON pruned"
	" BEGIN SELECT RAISE(ABORT, 'what was pruned is append-only'); END;"

	"CREATE TABLE forgotten ("
	" hash BLOB PRIMARY KEY CHECK (length(hash) = 32),"
	" state TEXT NOT NULL CHECK (state IN ('proposed', 'active', 'held')),"
	" reason TEXT,"
	" cause TEXT NOT NULL,"
	" since INTEGER NOT NULL,"
	" until INTEGER,"
	" change INTEGER NOT NULL REFERENCES changes (id)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE salt ("
	" id INTEGER PRIMARY KEY CHECK (id = 1),"
	" value BLOB NOT NULL CHECK (length(value) = 32)) STRICT;"

	/* Which undo took a row back, and which let one stand again. */
	"ALTER TABLE runs ADD COLUMN undo INTEGER REFERENCES changes (id);"
	"ALTER TABLE messages ADD COLUMN undo INTEGER REFERENCES changes (id);"
	"ALTER TABLE events ADD COLUMN undo INTEGER REFERENCES changes (id);"
	"ALTER TABLE quarantine ADD COLUMN undo INTEGER REFERENCES changes (id);"
	"ALTER TABLE suppressions ADD COLUMN undo INTEGER REFERENCES changes (id);"
	"ALTER TABLE suppressions ADD COLUMN revived INTEGER REFERENCES changes (id);"
	"ALTER TABLE retries ADD COLUMN undo INTEGER REFERENCES changes (id);"
	"ALTER TABLE retries ADD COLUMN revived INTEGER REFERENCES changes (id);"
	"ALTER TABLE slowdowns ADD COLUMN undo INTEGER REFERENCES changes (id);"
	"ALTER TABLE slowdowns ADD COLUMN revived INTEGER REFERENCES changes (id);"
	"CREATE INDEX events_undo ON events (undo) WHERE undo IS NOT NULL;"
	"CREATE INDEX suppressions_undo ON suppressions (undo) WHERE undo IS NOT NULL;"
	"CREATE INDEX retries_revived ON retries (revived) WHERE revived IS NOT NULL;"
	"CREATE INDEX suppressions_event ON suppressions (event) WHERE event IS NOT NULL;"
	"CREATE INDEX retries_event ON retries (event) WHERE event IS NOT NULL;"
	"CREATE INDEX slowdowns_event ON slowdowns (event) WHERE event IS NOT NULL;"

	"DROP TRIGGER events_no_delete;"
	"DROP TRIGGER events_no_update;"
	"DROP TRIGGER events_undone_once;"
	"CREATE TRIGGER events_no_delete BEFORE DELETE ON events"
	" WHEN NOT EXISTS (SELECT 1 FROM erasing JOIN erased USING (change)"
	"  WHERE event = OLD.id)"
	" BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;"
	"CREATE TRIGGER events_no_update BEFORE UPDATE OF id, run, key, message_hash, kind, reason,"
	" permanence, advice, trust, confidence, time, seen, status, reply, rule, rule_at,"
	" feedback_type, nested, source_index, retry_after, decision ON events"
	" BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;"
	"CREATE TRIGGER events_erase_only BEFORE UPDATE OF address, address_key, domain,"
	" original_id, text, evidence, remote_mta, source, decision_why, record ON events"
	" WHEN NOT EXISTS (SELECT 1 FROM erasing JOIN erased USING (change) WHERE event = OLD.id)"
	" OR NOT ((NEW.address IS NULL OR NEW.address IS OLD.address)"
	"  AND (NEW.address_key IS NULL OR NEW.address_key IS OLD.address_key)"
	"  AND (NEW.domain IS NULL OR NEW.domain IS OLD.domain)"
	"  AND (NEW.original_id IS NULL OR NEW.original_id IS OLD.original_id)"
	"  AND (NEW.text IS NULL OR NEW.text IS OLD.text)"
	"  AND (NEW.evidence IS NULL OR NEW.evidence IS OLD.evidence)"
	"  AND (NEW.remote_mta IS NULL OR NEW.remote_mta IS OLD.remote_mta)"
	"  AND (NEW.source IS NULL OR NEW.source IS OLD.source)"
	"  AND (NEW.decision_why IS NULL OR NEW.decision_why IS OLD.decision_why)"
	"  AND (NEW.record IS NULL OR NEW.record IS OLD.record))"
	" BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;"
	"CREATE TRIGGER events_undone_once BEFORE UPDATE OF undone, undo ON events"
	" WHEN OLD.undone IS NOT NULL OR NEW.undone IS NULL"
	" BEGIN SELECT RAISE(ABORT, 'an event is undone once'); END;";

/*
 * Holds: suppressions of one provider that came in such a number that a person decides on them.
 * turned is the time of the failure by which an address turned, where its row came of that; hours
 * counts such rows by provider and hour, so that a spike is seen without reading them all.
 */
static const char version_holds[] =
	"CREATE TABLE holds ("
	" id INTEGER PRIMARY KEY,"
	" provider TEXT NOT NULL,"
	" began INTEGER NOT NULL,"
	" last INTEGER NOT NULL,"
	" norm REAL NOT NULL,"
	" state TEXT NOT NULL CHECK (state IN ('open', 'released', 'dropped')),"
	" why TEXT,"
	" run INTEGER REFERENCES runs (id),"
	" decided INTEGER,"
	" decided_why TEXT) STRICT;"
	"CREATE INDEX holds_provider ON holds (provider);"
	"ALTER TABLE suppressions ADD COLUMN provider TEXT;"
	"ALTER TABLE suppressions ADD COLUMN turned INTEGER;"
	"ALTER TABLE suppressions ADD COLUMN hold INTEGER REFERENCES holds (id);"
	"CREATE INDEX suppressions_turned ON suppressions (provider, turned)"
	" WHERE turned IS NOT NULL;"
	"CREATE INDEX suppressions_hold ON suppressions (hold) WHERE hold IS NOT NULL;"
	"CREATE TABLE turned_hours ("
	" provider TEXT NOT NULL,"
	" hour INTEGER NOT NULL,"
	" addresses INTEGER NOT NULL,"
	" PRIMARY KEY (provider, hour)) STRICT, WITHOUT ROWID;"
	"CREATE TRIGGER suppressions_turned_in AFTER INSERT ON suppressions"
	" WHEN NEW.turned IS NOT NULL AND NEW.provider IS NOT NULL"
	" BEGIN INSERT INTO turned_hours VALUES (NEW.provider, NEW.turned / 3600, 1)"
	" ON CONFLICT DO UPDATE SET addresses = addresses + 1; END;"
	"CREATE TRIGGER suppressions_turned_out AFTER UPDATE OF undone, turned ON suppressions"
	" WHEN OLD.turned IS NOT NULL AND OLD.provider IS NOT NULL AND OLD.undone IS NULL"
	" AND (NEW.undone IS NOT NULL OR NEW.turned IS NULL)"
	" BEGIN UPDATE turned_hours SET addresses = addresses - 1"
	" WHERE provider = OLD.provider AND hour = OLD.turned / 3600;"
	" DELETE FROM turned_hours WHERE provider = OLD.provider AND hour = OLD.turned / 3600"
	" AND addresses <= 0; END;"
	"CREATE INDEX events_time ON events (time) WHERE undone IS NULL;";

/*
 * A number for each change of a suppression, in the order in which changes were committed, so that
 * somebody who keeps a copy can ask for what came after the last that he has.
 */
static const char version_revisions[] =
	"CREATE TABLE revision ("
	" id INTEGER PRIMARY KEY CHECK (id = 1),"
	" last INTEGER NOT NULL) STRICT;"
	"ALTER TABLE suppressions ADD COLUMN revision INTEGER;"
	"UPDATE suppressions SET revision = id;"
	"INSERT INTO revision SELECT 1, ifnull(max(id), 0) FROM suppressions;"
	"CREATE INDEX suppressions_revision ON suppressions (revision);"
	"CREATE TRIGGER suppressions_revised_in AFTER INSERT ON suppressions BEGIN"
	" UPDATE revision SET last = last + 1;"
	" UPDATE suppressions SET revision = (SELECT last FROM revision) WHERE id = NEW.id; END;"
	"CREATE TRIGGER suppressions_revised AFTER UPDATE OF address, address_key, state, reason,"
	" cause, why, until, ended, undone ON suppressions BEGIN"
	" UPDATE revision SET last = last + 1;"
	" UPDATE suppressions SET revision = (SELECT last FROM revision) WHERE id = NEW.id; END;";

/*
 * Outside effects, written with the decision that wants them and delivered later. What was not sent
 * when its event or run is taken back is withdrawn; of an erased event nothing stays here.
 */
static const char version_outbox[] =
	"CREATE TABLE outbox ("
	" id INTEGER PRIMARY KEY,"
	" key TEXT NOT NULL UNIQUE,"
	" target TEXT NOT NULL,"
	" payload TEXT NOT NULL,"
	" event INTEGER,"
	" run INTEGER,"
	" state TEXT NOT NULL"
	" CHECK (state IN ('waiting', 'sent', 'failed', 'dropped', 'withdrawn')),"
	" created INTEGER NOT NULL,"
	" due INTEGER NOT NULL,"
	" attempts INTEGER NOT NULL DEFAULT 0,"
	" lease_ends INTEGER,"
	" changed INTEGER,"
	" answer TEXT) STRICT;"
	"CREATE INDEX outbox_due ON outbox (due) WHERE state = 'waiting';"
	"CREATE INDEX outbox_event ON outbox (event) WHERE event IS NOT NULL;"
	"CREATE INDEX outbox_run ON outbox (run) WHERE run IS NOT NULL;"
	"CREATE TRIGGER outbox_event_undone AFTER UPDATE OF undone ON events"
	" WHEN NEW.undone IS NOT NULL"
	" BEGIN UPDATE outbox SET state = 'withdrawn', changed = NEW.undone"
	" WHERE event = OLD.id AND state = 'waiting'; END;"
	"CREATE TRIGGER outbox_run_undone AFTER UPDATE OF undone ON runs"
	" WHEN NEW.undone IS NOT NULL"
	" BEGIN UPDATE outbox SET state = 'withdrawn', changed = NEW.undone"
	" WHERE run = OLD.id AND event IS NULL AND state = 'waiting'; END;"
	"CREATE TRIGGER outbox_event_erased AFTER UPDATE OF address ON events"
	" WHEN NEW.address IS NULL AND OLD.address IS NOT NULL"
	" BEGIN DELETE FROM outbox WHERE event = OLD.id; END;"
	"CREATE TRIGGER outbox_event_gone AFTER DELETE ON events"
	" BEGIN DELETE FROM outbox WHERE event = OLD.id; END;";

/*
 * What was told to list managers: an address is one row for each of them while it is suppressed
 * there. begun is written before a request, so that one whose answer was lost is known; memo is
 * what has to be changed back.
 */
static const char version_pushes[] =
	"CREATE TABLE targets ("
	" id INTEGER PRIMARY KEY,"
	" connector TEXT NOT NULL,"
	" url TEXT NOT NULL,"
	" UNIQUE (connector, url)) STRICT;"
	"CREATE TABLE pushes ("
	" id INTEGER PRIMARY KEY,"
	" target INTEGER NOT NULL REFERENCES targets (id),"
	" address TEXT NOT NULL,"
	" address_key TEXT NOT NULL,"
	" outcome TEXT NOT NULL CHECK (outcome IN ('begun', 'changed', 'already', 'absent')),"
	" memo TEXT,"
	" time INTEGER NOT NULL,"
	" UNIQUE (target, address_key)) STRICT;";

/*
 * Events that were judged anew: an event of a later run stands for the first one and counts in its
 * place until it is taken back; unsaid is the event that says that a suppression was wrong. No
 * reference holds an event back from being pruned: both are of one time.
 */
static const char version_replacements[] =
	"CREATE TABLE replacements ("
	" event INTEGER PRIMARY KEY,"
	" replaces INTEGER NOT NULL) STRICT;"
	"CREATE INDEX replacements_replaces ON replacements (replaces);"
	"CREATE TRIGGER replacements_no_update BEFORE UPDATE ON replacements"
	" BEGIN SELECT RAISE(ABORT, 'replacements are append-only'); END;"
	"CREATE TRIGGER replacements_event_gone AFTER DELETE ON events"
	" BEGIN DELETE FROM replacements WHERE event = OLD.id; END;"
	"ALTER TABLE suppressions ADD COLUMN unsaid INTEGER;"
	"CREATE INDEX suppressions_unsaid ON suppressions (unsaid) WHERE unsaid IS NOT NULL;";

/* What happened at a domain of late. */
static const char version_domains[] =
	"CREATE INDEX events_domain ON events (domain, time) WHERE undone IS NULL;";

/* How many retries of a domain are scheduled for an hour, so that one with room is found at once.
 */
static const char version_retry_hours[] =
	"CREATE TABLE retry_hours ("
	" domain TEXT NOT NULL,"
	" hour INTEGER NOT NULL,"
	" retries INTEGER NOT NULL,"
	" PRIMARY KEY (domain, hour)) STRICT, WITHOUT ROWID;"
	"INSERT INTO retry_hours SELECT domain, due / 3600, count(*) FROM retries"
	" WHERE state = 'scheduled' GROUP BY 1, 2;"
	"CREATE TRIGGER retries_hour_in AFTER INSERT ON retries WHEN NEW.state = 'scheduled'"
	" BEGIN INSERT INTO retry_hours VALUES (NEW.domain, NEW.due / 3600, 1)"
	" ON CONFLICT DO UPDATE SET retries = retries + 1; END;"
	"CREATE TRIGGER retries_hour_out AFTER DELETE ON retries WHEN OLD.state = 'scheduled'"
	" BEGIN UPDATE retry_hours SET retries = retries - 1"
	" WHERE domain = OLD.domain AND hour = OLD.due / 3600;"
	" DELETE FROM retry_hours WHERE domain = OLD.domain AND hour = OLD.due / 3600"
	" AND retries <= 0; END;"
	"CREATE TRIGGER retries_hour_closed AFTER UPDATE OF state, domain, due ON retries"
	" WHEN OLD.state = 'scheduled'"
	" BEGIN UPDATE retry_hours SET retries = retries - 1"
	" WHERE domain = OLD.domain AND hour = OLD.due / 3600;"
	" DELETE FROM retry_hours WHERE domain = OLD.domain AND hour = OLD.due / 3600"
	" AND retries <= 0; END;"
	"CREATE TRIGGER retries_hour_opened AFTER UPDATE OF state, domain, due ON retries"
	" WHEN NEW.state = 'scheduled'"
	" BEGIN INSERT INTO retry_hours VALUES (NEW.domain, NEW.due / 3600, 1)"
	" ON CONFLICT DO UPDATE SET retries = retries + 1; END;";

/* Signs of life are few, and looked for before each suppression. */
static const char version_signs[] =
	"CREATE INDEX events_signs ON events (address_key, time)"
	" WHERE undone IS NULL AND kind IN ('success', 'disposition', 'auto_reply');";

/* The same index: a list of more than two words is a table that SQLite makes for each event. */
static const char version_signs_in_words[] =
	"DROP INDEX events_signs;"
	"CREATE INDEX events_signs ON events (address_key, time) WHERE undone IS NULL"
	" AND (kind = 'success' OR kind = 'disposition' OR kind = 'auto_reply');";

/*
 * Half of a hash tells as much as anybody can forge, and an index over it has half as many pages to
 * write: hashes come in no order, so that with many events each one writes a page of its own.
 */
static const char version_half_hashes[] =
	"DROP INDEX events_key;"
	"CREATE UNIQUE INDEX events_key ON events (substr(key, 1, 16)) WHERE undone IS NULL;"
	"DROP INDEX messages_hash;"
	"CREATE UNIQUE INDEX messages_hash ON messages (substr(hash, 1, 16)) WHERE undone IS NULL;";

/*
 * Keys and domains come in no order: with many events each row of such an index writes a page of
 * its own. An event of a mail is new when its mail is, so that a key is looked for only where there
 * is no mail; and what happened at a domain of late stands together by days, with all that is asked
 * of it.
 */
static const char version_fewer_pages[] =
	"ALTER TABLE events ADD COLUMN lone INTEGER;"
	"UPDATE events SET lone = 1 WHERE run IN"
	" (SELECT id FROM runs WHERE command <> 'process');"
	"CREATE TRIGGER events_lone BEFORE UPDATE OF lone ON events"
	" BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;"
	"DROP INDEX events_key;"
	"CREATE UNIQUE INDEX events_key ON events (substr(key, 1, 16))"
	" WHERE undone IS NULL AND lone = 1;"
	"DROP INDEX events_domain;"
	"CREATE INDEX events_domain ON events (time / 86400, domain, reason, time)"
	" WHERE undone IS NULL AND nested = 0 AND (kind = 'failure' OR kind = 'delay');";

/* Rows that stand and rows that do not have an index each, so that a new one is written to one. */
static const char version_ended_apart[] =
	"DROP INDEX suppressions_address;"
	"CREATE INDEX suppressions_ended ON suppressions (address_key) WHERE ended IS NOT NULL;"
	"DROP INDEX retries_address;"
	"CREATE INDEX retries_ended ON retries (address_key, ifnull(original_id, ''))"
	" WHERE state NOT IN ('scheduled', 'over');";

/* The tables as they are: keys are converted when all steps are done. */
static const char version_unquoted_keys[] = "";

/*
 * An index over runs has rows in the order of the table, and is asked when a run is taken back
 * only: a run knows between which numbers its rows lie. What happened at a domain stands by days,
 * so that one index over days tells as well when the first event was.
 */
static const char version_fewer_indexes[] =
	"ALTER TABLE runs ADD COLUMN first_event INTEGER;"
	"ALTER TABLE runs ADD COLUMN last_event INTEGER;"
	"ALTER TABLE runs ADD COLUMN first_message INTEGER;"
	"ALTER TABLE runs ADD COLUMN last_message INTEGER;"
	"UPDATE runs SET first_event = (SELECT min(id) FROM events WHERE run = runs.id),"
	" last_event = (SELECT max(id) FROM events WHERE run = runs.id),"
	" first_message = (SELECT min(id) FROM messages WHERE run = runs.id),"
	" last_message = (SELECT max(id) FROM messages WHERE run = runs.id);"
	"DROP INDEX events_run;"
	"DROP INDEX messages_run;"
	"DROP INDEX events_time;"
	"DROP INDEX events_domain;"
	"CREATE INDEX events_day ON events (time / 86400, domain, reason,"
	" nested = 0 AND (kind = 'failure' OR kind = 'delay'), time) WHERE undone IS NULL;";

/*
 * A new row brings the number of its revision along, so that it is not changed as soon as it is
 * there. For a word that is looked for among more than two SQLite makes a table each time: where
 * the rows are many, it is compared with each of them instead. That changes no row, and SQLite's
 * manual has such a change of a CHECK made in the text of the schema (lang_altertable.html, section
 * 7).
 */
static const char version_lighter_rows[] =
	"PRAGMA writable_schema = ON;"
	"UPDATE sqlite_schema SET sql = replace(replace(replace(sql,"
	" 'state IN (''proposed'', ''active'', ''held'', ''ended'')',"
	" 'state = ''proposed'' OR state = ''active'' OR state = ''held'' OR state = ''ended'''),"
	" 'ended_by IN (''person'', ''time'', ''replaced'', ''undone'')',"
	" 'ended_by = ''person'' OR ended_by = ''time'' OR ended_by = ''replaced'''"
	" || ' OR ended_by = ''undone'''),"
	" 'state IN (''scheduled'', ''over'', ''done'', ''cancelled'')',"
	" 'state = ''scheduled'' OR state = ''over'' OR state = ''done'' OR state = ''cancelled''')"
	" WHERE type = 'table' AND (name = 'suppressions' OR name = 'retries');"
	"PRAGMA writable_schema = RESET;"
	"DROP TRIGGER suppressions_revised_in;"
	"CREATE TRIGGER suppressions_revised_in AFTER INSERT ON suppressions"
	" WHEN NEW.revision IS NULL BEGIN UPDATE revision SET last = last + 1;"
	" UPDATE suppressions SET revision = (SELECT last FROM revision) WHERE id = NEW.id; END;"
	"CREATE TRIGGER suppressions_revised_with AFTER INSERT ON suppressions"
	" WHEN NEW.revision IS NOT NULL BEGIN"
	" UPDATE revision SET last = max(last, NEW.revision); END;";

/* What brings a database from the version before to the one of its place; the first is number 1. */
static const char *const steps[] = {version_1, version_leases, version_changes, version_holds,
	version_revisions, version_outbox, version_pushes, version_replacements, version_domains,
	version_retry_hours, version_signs, version_signs_in_words, version_half_hashes,
	version_fewer_pages, version_ended_apart, version_unquoted_keys, version_fewer_indexes,
	version_lighter_rows};

G_STATIC_ASSERT(G_N_ELEMENTS(steps) == REBOUND_SCHEMA_VERSION);

const char *rebound_schema_step(guint version)
{
	return version > 0 && version <= G_N_ELEMENTS(steps) ? steps[version - 1] : NULL;
}
