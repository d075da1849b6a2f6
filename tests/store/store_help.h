/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "check_rebound.h"
#include "core/store/store.h"

/**
 * @file
 * A folder of its own for each test, events made from few words, and what lies in a database.
 */

#define NOON 1767268800 /* 2026-01-01T12:00:00Z */
#define DAY  (24 * 60 * 60)

static char *folder, *path;

/* In memory where there is such a place: what is tested brings every step to the disk. */
static void make_folder(void)
{
	const char *place = g_access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : g_get_tmp_dir();

	folder = g_mkdtemp(g_build_filename(place, "rebound-store-XXXXXX", NULL));
	ck_assert_ptr_nonnull(folder);
	path = g_build_filename(folder, "rebound.db", NULL);
}

static void remove_folder(void)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *file = g_build_filename(folder, name, NULL);
		g_remove(file);
	}
	g_clear_pointer(&dir, g_dir_close);
	g_rmdir(folder);
	g_clear_pointer(&folder, g_free);
	g_clear_pointer(&path, g_free);
}

static inline struct rebound_store *open_store(enum rebound_store_mode mode)
{
	g_autoptr(GError) error = NULL;
	struct rebound_store *store = rebound_store_open(path, mode, &error);

	ck_assert_msg(store != NULL, "%s", error != NULL ? error->message : "no error");
	return store;
}

/** An event of an address; number makes its key, and its original message. */
static inline struct rebound_event make_event(
	gint64 run, const char *address, guint number, gint64 time)
{
	static char originals[8][32];
	struct rebound_event event = {.run = run,
		.address = address,
		.address_key = address,
		.domain = "example.org",
		.kind = REBOUND_KIND_FAILURE,
		.reason = REBOUND_REASON_MAILBOX_UNKNOWN,
		.permanence = REBOUND_PERMANENCE_PERMANENT,
		.advice = REBOUND_ADVICE_SUPPRESS,
		.confidence = 0.9,
		.time = time,
		.seen = time,
		.text = "550 5.1.1 No such user"};
	char *original = originals[number % 8];

	memcpy(event.key, &number, sizeof(number));
	g_snprintf(original, sizeof(originals[0]), "%u@lists.example.com", number);
	event.original_id = original;
	return event;
}

static inline void add_event(
	struct rebound_store *store, struct rebound_event *event, gboolean expected)
{
	g_autoptr(GError) error = NULL;
	gboolean added;

	ck_assert_msg(rebound_store_add_event(store, event, &added, &error), "%s",
		error != NULL ? error->message : "");
	ck_assert_int_eq(added, expected);
}

static inline gboolean suppress(struct rebound_store *store, gint64 run, const char *address,
	enum rebound_state state, gint64 until, gint64 now)
{
	g_autoptr(GError) error = NULL;
	struct rebound_suppression row = {.address = address,
		.address_key = address,
		.domain = "example.org",
		.state = state,
		.reason = REBOUND_REASON_MAILBOX_UNKNOWN,
		.cause = "mailbox_unknown",
		.why = "no such user",
		.run = run,
		.since = now,
		.until = until};
	gboolean changed;

	ck_assert_msg(rebound_store_suppress(store, &row, now, &changed, &error), "%s",
		error != NULL ? error->message : "");
	return changed;
}

static inline gboolean append_state(const struct rebound_suppression *row, void *data)
{
	g_string_append_printf(data, "%s%s:%s", ((GString *)data)->len > 0 ? " " : "", row->address,
		rebound_state_name(row->state));
	return TRUE;
}

/** "ann@example.org:active bob@example.org:proposed", as it stands now. */
static inline void check_states(struct rebound_store *store, gint64 now, const char *expected)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct rebound_suppression_filter filter = {.state = REBOUND_STATE_COUNT, .now = now};

	ck_assert(rebound_store_suppressions(store, &filter, append_state, text, NULL));
	ck_assert_str_eq(text->str, expected);
}

/** All rows of all tables as text. */
static inline char *dump(const char *file)
{
	static const char *const tables[] = {
		"runs", "messages", "events", "suppressions", "retries", "slowdowns", "quarantine"};
	g_autoptr(GString) text = g_string_new(NULL);
	sqlite3 *database;

	ck_assert_int_eq(sqlite3_open_v2(file, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autofree char *sql = g_strdup_printf("SELECT * FROM %s ORDER BY id", tables[i]);
		sqlite3_stmt *statement;

		ck_assert_int_eq(
			sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
		while (sqlite3_step(statement) == SQLITE_ROW) {
			g_string_append(text, tables[i]);
			for (int column = 0; column < sqlite3_column_count(statement); column++)
				g_string_append_printf(text, "|%s",
					(const char *)sqlite3_column_text(statement, column));
			g_string_append_c(text, '\n');
		}
		sqlite3_finalize(statement);
	}
	sqlite3_close(database);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/** What a statement says about a file: its first column, or its error. */
static inline char *ask(const char *file, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	sqlite3 *database;
	char *answer;

	ck_assert_int_eq(sqlite3_open_v2(file, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK &&
		sqlite3_step(statement) == SQLITE_ROW)
		answer = g_strdup((const char *)sqlite3_column_text(statement, 0));
	else
		answer = g_strdup(sqlite3_errmsg(database));
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return answer;
}

static inline void check_answer(const char *sql, const char *expected)
{
	g_autofree char *answer = ask(path, sql);

	ck_assert_msg(
		g_strcmp0(answer, expected) == 0, "%s: %s instead of %s", sql, answer, expected);
}
