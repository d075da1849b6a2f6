/* SPDX-License-Identifier: MIT */
#pragma once

#include "../cli/program.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

/**
 * @file
 * The program run over mails while calls fail or it dies, and what must be in the database after
 * all. A folder in memory, if there is one: every run brings each step to the disk.
 */

#define CRASH_NOW "--now 2026-03-04T09:00:00Z"

/** One rule, so that a run is over soon; the rules are not what is tried. */
#define CRASH_RULES                                                                                \
	"rule \"gone\" { says = { \"no such user\" }, reason = \"mailbox_unknown\" }\n"            \
	"rule \"full\" { says = { \"mailbox full\" }, reason = \"mailbox_full\" }\n"               \
	"rule \"later\" { says = { \"try again later\" }, reason = \"rate_limited\" }\n"

static inline gboolean crash_is_long(void)
{
	return g_getenv("REBOUND_LONG") != NULL;
}

static inline void crash_init(struct program *program)
{
	const char *place = access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : g_get_tmp_dir();

	memset(program, 0, sizeof(*program));
	program->folder = g_mkdtemp(g_build_filename(place, "rebound-crash-XXXXXX", NULL));
	ck_assert_ptr_nonnull(program->folder);
	program_write(program, "rules.lua", CRASH_RULES);
}

/** A bounce: its number makes recipient and text; each third address comes twice. */
static inline void crash_append_mail(GString *text, guint number)
{
	static const char *const texts[] = {"550 5.1.1 no such user", "452 4.2.2 mailbox full",
		"451 4.7.0 try again later", "550 5.1.1 no such user here"};
	guint person = number % 3 == 2 ? number - 1 : number;

	g_string_append_printf(text,
		"From: MAILER-DAEMON@mx.harbour.example\nTo: bounces@island.example\n"
		"Date: Tue, 3 Mar 2026 04:%02u:%02u +0000\nSubject: Undelivered mail\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.harbour.example\n\n"
		"Final-Recipient: rfc822; user%u@quay%u.example\nAction: failed\n"
		"Status: %s\nDiagnostic-Code: smtp; %s\n\n--b\nContent-Type: "
		"text/rfc822-headers\n\n"
		"Message-ID: <m%u@island.example>\nFrom: news@island.example\n\n--b--\n",
		number / 60 % 60, number % 60, person, person % 7,
		number % 4 == 1 || number % 4 == 2 ? "4.2.2" : "5.1.1", texts[number % 4], number);
}

static inline void crash_append_mbox(GString *text, guint number)
{
	g_string_append(text, "From MAILER-DAEMON Tue Mar  3 04:05:06 2026\n");
	crash_append_mail(text, number);
	g_string_append_c(text, '\n');
}

static inline void crash_make_mbox(const struct program *program, const char *name, guint count)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < count; i++)
		crash_append_mbox(text, i);
	program_write(program, name, text->str);
}

static inline void crash_make_maildir(const struct program *program, const char *name, guint count)
{
	static const char *const folders[] = {"new", "cur", "tmp"};

	for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = g_build_filename(program->folder, name, folders[i], NULL);
		ck_assert_int_eq(g_mkdir_with_parents(folder, 0700), 0);
	}
	for (guint i = 0; i < count; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *file = g_strdup_printf("%s/new/%08u.m.host", name, i);

		crash_append_mail(text, i);
		program_write(program, file, text->str);
	}
}

/** Forget the database, so that the next run begins anew. */
static inline void crash_reset(const struct program *program)
{
	static const char *const names[] = {"rebound.db", "rebound.db-wal", "rebound.db-shm",
		"rebound.db-journal", "events.jsonl"};

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = program_file(program, names[i]);
		g_unlink(path);
	}
}

/** What is compared: which events there are; also what was decided on them, which goes by their
 * order; also from where each mail came. */
enum crash_detail { CRASH_KEYS, CRASH_DECISIONS, CRASH_EVIDENCE };

/** All that matters in a database as text, whoever wrote it in which run. A database that is not
 * whole fails the test. */
static inline char *crash_dump_of(const struct program *program, enum crash_detail detail)
{
	const char *const parts[] = {
		"PRAGMA integrity_check",
		"SELECT * FROM pragma_foreign_key_check",
		"SELECT hex(hash), kind FROM messages WHERE undone IS NULL ORDER BY 1",
		"SELECT hex(key), address, kind, reason, seen FROM events WHERE undone IS NULL"
		" ORDER BY 1",
		"SELECT hex(hash), why FROM quarantine ORDER BY 1",
		detail < CRASH_DECISIONS ? NULL
					 : "SELECT hex(key), decision, decision_why FROM events"
					   " WHERE undone IS NULL ORDER BY 1",
		detail == CRASH_EVIDENCE
			? "SELECT hex(key), time, hex(record) FROM events WHERE undone IS NULL"
			  " ORDER BY 1"
			: "SELECT 1",
		"SELECT address, state, cause, why, since, until, ended FROM suppressions"
		" ORDER BY address, id",
		"SELECT address, original_id, state, step, due, why FROM retries ORDER BY 1, 2, id",
		"SELECT domain, interval, until, ended IS NULL FROM slowdowns WHERE ended IS NULL"
		" ORDER BY 1",
	};
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *path = program_file(program, "rebound.db");
	sqlite3 *database;

	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	for (guint i = 0; i < G_N_ELEMENTS(parts) && parts[i] != NULL; i++) {
		sqlite3_stmt *statement;

		ck_assert_msg(
			sqlite3_prepare_v2(database, parts[i], -1, &statement, NULL) == SQLITE_OK,
			"%s", sqlite3_errmsg(database));
		while (sqlite3_step(statement) == SQLITE_ROW) {
			for (int column = 0; column < sqlite3_column_count(statement); column++)
				g_string_append_printf(text, "%s|",
					(const char *)sqlite3_column_text(statement, column));
			g_string_append_c(text, '\n');
		}
		sqlite3_finalize(statement);
	}
	sqlite3_close(database);
	ck_assert_msg(g_str_has_prefix(text->str, "ok|\n"), "%.200s", text->str);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static inline char *crash_dump(const struct program *program)
{
	return crash_dump_of(program, CRASH_EVIDENCE);
}

/** Where two dumps part, for people. */
static inline void crash_compare(const char *got, const char *wanted, const char *when)
{
	g_auto(GStrv) left = g_strsplit(got, "\n", -1);
	g_auto(GStrv) right = g_strsplit(wanted, "\n", -1);
	guint i = 0;

	while (left[i] != NULL && right[i] != NULL && strcmp(left[i], right[i]) == 0)
		i++;
	ck_assert_msg(strcmp(got, wanted) == 0, "%s: line %u: %.400s\ninstead of %.400s", when, i,
		left[i] != NULL ? left[i] : "(end)", right[i] != NULL ? right[i] : "(end)");
}
