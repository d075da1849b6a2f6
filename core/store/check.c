/* SPDX-License-Identifier: MIT */
#include "core/store/upkeep.h"

#include <string.h>

#include "core/store/changes.h"
#include "core/store/database.h"
#include "core/store/schema.h"

#define RESTORE "restore the newest backup, or move the file away and process the mails again"
#define TAMPERED                                                                                   \
	"somebody changed the file with another program: find out who, and restore the newest "    \
	"backup that is whole"

/* What must hold among the rows; each statement counts what does not. */
static const struct {
	const char *sql, *problem, *help;
} invariants[] = {
	{"SELECT count(*) FROM (SELECT 1 FROM suppressions NOT INDEXED WHERE ended IS NULL"
	 " GROUP BY address_key HAVING count(*) > 1)",
		"addresses have more than one suppression that stands", TAMPERED},
	{"SELECT count(*) FROM suppressions s JOIN events e ON e.id = s.event"
	 " WHERE e.undone IS NOT NULL AND s.undone IS NULL",
		"suppressions rest on an event that was taken back", TAMPERED},
	{"SELECT count(*) FROM (SELECT 1 FROM retries NOT INDEXED"
	 " WHERE state IN ('scheduled', 'over')"
	 " GROUP BY address_key, ifnull(original_id, '') HAVING count(*) > 1)",
		"messages have more than one retry that stands", TAMPERED},
	{"SELECT count(*) FROM (SELECT 1 FROM slowdowns NOT INDEXED WHERE ended IS NULL"
	 " GROUP BY domain HAVING count(*) > 1)",
		"domains are slowed twice", TAMPERED},
	{"SELECT count(*) FROM events e JOIN runs r ON r.id = e.run"
	 " WHERE r.undone IS NOT NULL AND e.undone IS NULL",
		"events count though their run was taken back", TAMPERED},
	{"SELECT count(*) FROM events e JOIN runs r ON r.id = e.run"
	 " WHERE e.undone IS NOT NULL AND e.undo IS NULL AND r.undone IS NULL",
		"events do not count, and nobody took them back", TAMPERED},
	/* Other commands note what came of an attempt, which is no mail. */
	{"SELECT count(*) FROM events e JOIN runs r ON r.id = e.run WHERE r.command = 'process'"
	 " AND e.undone IS NULL AND NOT EXISTS"
	 " (SELECT 1 FROM messages m WHERE substr(m.hash, 1, 16) = substr(e.message_hash, 1, 16)"
	 " AND m.hash = e.message_hash AND m.undone IS NULL)",
		"events are of no message that was processed", TAMPERED},
	{"SELECT (SELECT count(*) FROM events e JOIN runs r ON r.id = e.run"
	 " WHERE NOT ifnull(e.id BETWEEN first_event AND last_event, FALSE))"
	 " + (SELECT count(*) FROM messages m JOIN runs r ON r.id = m.run"
	 " WHERE NOT ifnull(m.id BETWEEN first_message AND last_message, FALSE))",
		"rows lie where their run does not know of them", TAMPERED},
	{"SELECT count(*) FROM erasing", "the door for erasing events stands open", TAMPERED},
};

struct checking {
	struct rebound_store *store;
	rebound_check_func func;
	void *data;
	struct rebound_check *check;
	const char *help;
};

static void tell(struct checking *checking, const char *help, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

static void tell(struct checking *checking, const char *help, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	checking->check->problems++;
	checking->func(line, help, checking->data);
}

/* The file itself: pages, indexes, types. FALSE where there is no use in going on. */
static gboolean check_file(struct checking *checking)
{
	g_auto(rebound_statement) statement = {0};
	g_autoptr(GError) error = NULL;
	gboolean row = FALSE;

	if (!rebound_statement_open(
		    &statement, checking->store, "PRAGMA integrity_check(20)", &error)) {
		tell(checking, RESTORE, "the file is damaged");
		return FALSE;
	}
	while (rebound_statement_step(&statement, &row, &error) && row) {
		const char *line = rebound_statement_get_text(&statement);

		if (g_strcmp0(line, "ok") == 0)
			return TRUE;
		tell(checking, RESTORE, "the file is damaged: %s", line != NULL ? line : "");
	}
	if (error != NULL)
		tell(checking, RESTORE, "the file is damaged");
	return FALSE;
}

static gboolean check_references(struct checking *checking, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (!rebound_statement_open(&statement, checking->store,
		    "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check"
		    " GROUP BY 1, 2 ORDER BY 1, 2",
		    error))
		return FALSE;
	for (;;) {
		if (!rebound_statement_step(&statement, &row, error))
			return FALSE;
		if (!row)
			return TRUE;
		const char *table = rebound_statement_get_text(&statement);
		const char *parent = rebound_statement_get_text(&statement);
		tell(checking, TAMPERED,
			"%" G_GINT64_FORMAT " rows of %s refer to rows of %s that are gone",
			rebound_statement_get_number(&statement), table, parent);
	}
}

/* Name and text of each table, index and trigger, white space aside. */
static GHashTable *read_objects(sqlite3 *database)
{
	g_autoptr(GHashTable) objects =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(database,
		    "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
		    " AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
		    -1, &statement, NULL) != SQLITE_OK)
		return NULL;
	while (sqlite3_step(statement) == SQLITE_ROW) {
		char *name = g_strdup((const char *)sqlite3_column_text(statement, 0));
		g_auto(GStrv) words = g_strsplit_set(
			(const char *)sqlite3_column_text(statement, 1), " \n\t", -1);

		g_hash_table_insert(objects, name, g_strjoinv("", words));
	}
	sqlite3_finalize(statement);
	return g_steal_pointer(&objects);
}

/* The schema as this program makes it. */
static GHashTable *make_objects(void)
{
	sqlite3 *database = NULL;
	GHashTable *objects = NULL;

	if (sqlite3_open(":memory:", &database) == SQLITE_OK &&
		sqlite3_exec(database, rebound_schema_newest(), NULL, NULL, NULL) == SQLITE_OK)
		objects = read_objects(database);
	sqlite3_close(database);
	return objects;
}

/* Tables and indexes of the operator's own do no harm; triggers and views act or deceive. */
static gboolean is_harmless(const char *name)
{
	return g_str_has_prefix(name, "table ") || g_str_has_prefix(name, "index ");
}

static void check_schema(struct checking *checking)
{
	g_autoptr(GHashTable) wanted = make_objects();
	g_autoptr(GHashTable) there = read_objects(checking->store->database);
	GHashTableIter iter;
	gpointer name, text;

	g_assert(wanted != NULL);
	if (there == NULL)
		return;
	g_hash_table_iter_init(&iter, wanted);
	while (g_hash_table_iter_next(&iter, &name, &text)) {
		const char *found = g_hash_table_lookup(there, name);

		if (found == NULL || strcmp(found, text) != 0)
			tell(checking, TAMPERED, "the %s %s", (const char *)name,
				found == NULL ? "is missing" : "is another than it should be");
	}
	g_hash_table_iter_init(&iter, there);
	while (g_hash_table_iter_next(&iter, &name, &text))
		if (!g_hash_table_contains(wanted, name) && !is_harmless(name))
			tell(checking, TAMPERED, "the %s was added", (const char *)name);
}

static void tell_of_chain(const char *line, void *data)
{
	tell(data, TAMPERED, "%s", line);
}

/* ---- changes ---- */

/* What a change marked or erased, as long as no later one took from it. */
static gboolean check_change(struct checking *checking, const struct rebound_change *change,
	const char *sql, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	struct rebound_change now = {0};

	if (!rebound_statement_open(&statement, checking->store, sql, error))
		return FALSE;
	rebound_statement_number(&statement, change->id);
	if (!rebound_change_digest(&statement, &now, error))
		return FALSE;
	if (now.events != change->events ||
		memcmp(now.events_digest, change->events_digest, sizeof(now.events_digest)) != 0)
		tell(checking, TAMPERED,
			"change %" G_GINT64_FORMAT " (%s) is of %" G_GINT64_FORMAT
			" events, and %" G_GINT64_FORMAT " bear its mark",
			change->id, change->what, change->events, now.events);
	return TRUE;
}

struct changes {
	struct checking *checking;
	gboolean good, erased; /* erased: a later change let events go */
	GError **error;
};

static gboolean take_change(const struct rebound_change *change, void *data)
{
	struct changes *changes = data;

	if (strcmp(change->what, "undo") == 0) {
		changes->good =
			changes->erased ||
			check_change(changes->checking, change,
				"SELECT id FROM events WHERE undo = ? ORDER BY id", changes->error);
	} else if (!changes->erased) {
		changes->erased = TRUE;
		/* Of a prune the digests go with whole links. */
		changes->good = strcmp(change->what, "forget") != 0 ||
				check_change(changes->checking, change,
					"SELECT event FROM erased WHERE change = ? ORDER BY event",
					changes->error);
	}
	return changes->good;
}

static gboolean check_rows(struct checking *checking, GError **error)
{
	struct changes changes = {.checking = checking, .good = TRUE, .error = error};

	for (gsize i = 0; i < G_N_ELEMENTS(invariants); i++) {
		gint64 count;

		if (!rebound_database_number(checking->store, invariants[i].sql, &count, error))
			return FALSE;
		if (count > 0)
			tell(checking, invariants[i].help, "%" G_GINT64_FORMAT " %s", count,
				invariants[i].problem);
	}
	return rebound_store_changes(checking->store, NULL, take_change, &changes, error) &&
	       changes.good;
}

static gboolean count_rows(struct checking *checking, GError **error)
{
	struct rebound_check *check = checking->check;

	return rebound_database_number(
		       checking->store, "PRAGMA user_version", &check->version, error) &&
	       rebound_database_number(
		       checking->store, "SELECT count(*) FROM events", &check->events, error) &&
	       rebound_database_number(checking->store,
		       "SELECT count(*) FROM messages WHERE undone IS NULL", &check->messages,
		       error) &&
	       rebound_database_number(checking->store,
		       "SELECT count(*) FROM suppressions WHERE ended IS NULL",
		       &check->suppressions, error);
}

gboolean rebound_store_check(struct rebound_store *store, rebound_check_func func, void *data,
	struct rebound_check *check, GError **error)
{
	struct checking checking = {.store = store, .func = func, .data = data, .check = check};

	*check = (struct rebound_check){0};
	/* One look, so that what others write meanwhile is no contradiction. */
	if (!rebound_store_begin(store, error))
		return FALSE;
	gboolean good = TRUE;
	if (check_file(&checking)) {
		check_schema(&checking);
		good = check_references(&checking, error) &&
		       rebound_chain_verify(store, tell_of_chain, &checking, &check->links,
			       check->head, error) &&
		       check_rows(&checking, error) && count_rows(&checking, error);
	}
	rebound_store_rollback(store);
	return good;
}
