/* SPDX-License-Identifier: MIT */
#include "crash_help.h"

#include "core/base/limits.h"

/*
 * A transaction ends by what is in it, and where that takes long, so that others get their turn.
 * Nothing but the links of the chain shows where it ended.
 */

#define OPTIONS "--rules rules.lua --trust-source --jobs 1 " CRASH_NOW " "

/* ---- what is decided ---- */

static const char *const sizes[] = {"1", "7", "64", "1000"};

/* A spike whose hold opens in the midst of the mails, retries, and addresses that come again. */
START_TEST(borders_change_nothing)
{
	struct program program;

	crash_init(&program);
	crash_make_mbox(&program, "box.mbox", 300);
	program_write(&program, "policy.lua",
		"settings { spike = { addresses = 12, hold_without_history = true } }\n"
		"use \"policy\"\n");
	ck_assert_int_eq(
		program_run(&program, "$REBOUND process --policy policy.lua --events whole.jsonl "
				      "" OPTIONS "box.mbox | sed 1d; $REBOUND holds list"),
		0);
	g_autofree char *said = g_strdup(program.out);
	g_autofree char *wanted = crash_dump(&program);
	ck_assert_msg(strstr(said, " turned unknown") != NULL, "%s", said);
	crash_reset(&program);
	g_autofree char *line = g_strdup_printf(
		"$REBOUND process --policy policy.lua --events events.jsonl --batch %s " OPTIONS
		"box.mbox | sed 1d; $REBOUND holds list; cmp events.jsonl whole.jsonl >&2",
		sizes[_i]);
	ck_assert_int_eq(program_run(&program, line), 0);
	ck_assert_str_eq(program.err, "");
	ck_assert_str_eq(program.out, said);
	g_autofree char *got = crash_dump(&program);
	crash_compare(got, wanted, sizes[_i]);
	program_clear(&program);
}
END_TEST

/* ---- how much is in one ---- */

/* A number that a statement gives. */
static gint64 ask(const struct program *program, const char *sql)
{
	g_autofree char *path = program_file(program, "rebound.db");
	sqlite3 *database;
	sqlite3_stmt *statement;

	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
	gint64 number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(database);
	return number;
}

static void append_many(GString *text, guint number, guint recipients)
{
	g_string_append_printf(text,
		"From MAILER-DAEMON Tue Mar  3 04:05:06 2026\nFrom: MAILER-DAEMON@mx.example\n"
		"Subject: %u\nContent-Type: multipart/report; report-type=delivery-status; "
		"boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.example\n\n",
		number);
	for (guint i = 0; i < recipients; i++)
		g_string_append_printf(text,
			"Final-Recipient: rfc822; u%u.%u@quay.example\nAction: failed\n"
			"Status: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 mailbox full\n\n",
			number, i);
	g_string_append(text, "--b--\n\n");
}

/* Four mails fill a transaction, and one more comes behind it. On a slow machine the clock may have
 * parted them before. */
START_TEST(many_events_are_parted)
{
	enum { FULL = 4 };
	g_autoptr(GString) text = g_string_new(NULL);
	struct program program;

	crash_init(&program);
	for (guint i = 0; i <= FULL; i++)
		append_many(text, i, i < FULL ? REBOUND_LIMIT_BATCH_EVENTS / FULL : 1);
	program_write(&program, "box.mbox", text->str);
	ck_assert_int_eq(program_run(&program, "$REBOUND process -q " OPTIONS "box.mbox"), 0);
	ck_assert_int_eq(
		ask(&program, "SELECT count(*) FROM events"), REBOUND_LIMIT_BATCH_EVENTS + 1);
	ck_assert_int_ge(ask(&program, "SELECT count(*) FROM links"), 2);
	ck_assert_int_le(ask(&program, "SELECT max(count) FROM links"), REBOUND_LIMIT_BATCH_EVENTS);
	program_clear(&program);
}
END_TEST

START_TEST(many_bytes_are_parted)
{
	enum { BYTES = 4 * 1024 * 1024, FIT = REBOUND_LIMIT_BATCH_BYTES / BYTES };
	g_autofree char *line = g_strnfill(998, 'x');
	struct program program;

	crash_init(&program);
	g_autofree char *path = program_file(&program, "box.mbox");
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	for (guint i = 0; i <= FIT; i++) {
		g_autoptr(GString) text = g_string_new(NULL);

		crash_append_mbox(text, i);
		fputs(text->str, file);
		for (guint k = 0; k < BYTES / 1000; k++)
			fprintf(file, "%s\n\n", line);
	}
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND process -q " OPTIONS "box.mbox"), 0);
	ck_assert_int_eq(ask(&program, "SELECT count(*) FROM messages"), FIT + 1);
	ck_assert_int_ge(ask(&program, "SELECT count(*) FROM links"), 2);
	program_clear(&program);
}
END_TEST

/* ---- how long one is open ---- */

/* A mail keeps its worker for ten seconds and comes behind those of another worker, which have
 * opened a transaction. */
START_TEST(others_get_their_turn)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct program program;

	crash_init(&program);
	for (guint i = 0; i < 80; i++) {
		if (i == 40) /* the second worker has 32 to 63 */
			g_string_append(text, "From x Tue Mar  3 04:05:06 2026\nSubject: SLEEP\n\n"
					      "hello\n\n");
		crash_append_mbox(text, i);
	}
	program_write(&program, "box.mbox", text->str);
	program_run(&program, "$REBOUND suppressions add x@example.org");
	gint64 start = g_get_monotonic_time();
	program_run(&program,
		"REBOUND_TEST_SLEEP=SLEEP \"$REBOUND\" process -q " OPTIONS "--jobs 2 "
		"box.mbox & run=$!; sleep 2; \"$REBOUND\" suppressions add y@example.org; "
		"status=$?; "
		"kill -KILL $run; wait $run 2>/dev/null; exit $status");
	ck_assert_msg(program.status == 0, "%d: %s", program.status, program.err);
	/* It had to wait for its turn, also where the first one was slow to begin. */
	ck_assert_int_ge(g_get_monotonic_time() - start, 4 * (gint64)G_USEC_PER_SEC);
	ck_assert_int_ge(ask(&program, "SELECT count(*) FROM events"), 1);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("batch");
	TCase *tcase = tcase_create("batch");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, borders_change_nothing, 0, G_N_ELEMENTS(sizes));
	tcase_add_test(tcase, many_events_are_parted);
	tcase_add_test(tcase, many_bytes_are_parted);
	tcase_add_test(tcase, others_get_their_turn);
	suite_add_tcase(suite, tcase);
	return suite;
}
