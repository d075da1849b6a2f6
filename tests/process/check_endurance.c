/* SPDX-License-Identifier: MIT */
#include "crash_help.h"
#include "sanitized.h"

#include <sys/resource.h>
#include <sys/stat.h>

/* R8 to R10 and R12 to R14: what a run bears over the years. */

#define OPTIONS "--rules rules.lua --quiet "

/* ---- R8 ---- */

/* One mail whose body holds a thousand lines that look like the begin of a mail, and a report
 * behind each. */
static void make_forged(const struct program *program)
{
	guint count = crash_is_long() ? 10000 : 1000;
	g_autoptr(GString) text =
		g_string_new("From ann@example.org Tue Mar  3 04:05:06 2026\n"
			     "From: ann@example.org\nTo: bounces@island.example\nSubject: "
			     "hello\n\nDear sirs,\n");

	for (guint i = 0; i < count; i++) {
		g_string_append_c(text, '\n');
		crash_append_mbox(text, i);
	}
	program_write(program, "box.mbox", text->str);
}

static void check_nobody(struct program *program, const char *states, const char *expected)
{
	g_autofree char *line = g_strdup_printf(
		"\"$REBOUND\" suppressions export --format plain %s " CRASH_NOW " | wc -l", states);

	ck_assert_int_eq(program_run(program, line), 0);
	ck_assert_str_eq(program->out, expected);
}

START_TEST(r8_forged_separators_suppress_nobody)
{
	struct program program;

	crash_init(&program);
	make_forged(&program);
	ck_assert_int_eq(
		program_run(&program, "\"$REBOUND\" process " OPTIONS CRASH_NOW " box.mbox"), 0);
	check_nobody(&program, "", "0\n");
	/* With a key set, what has no token does not even propose. */
	crash_reset(&program);
	program_run(&program,
		"\"$REBOUND\" token key >keys && chmod 600 keys &&"
		"{ echo 'settings { keys = \"keys\", own_domains = { \"lists.example\" } }';"
		"cat \"$TOP/rules/policy.lua\" | sed '/^settings/,/^}/d'; } >policy.lua");
	ck_assert_msg(program.status == 0, "%s", program.err);
	ck_assert_msg(
		program_run(&program, "\"$REBOUND\" process --policy policy.lua " OPTIONS CRASH_NOW
				      " box.mbox") == 0,
		"%s", program.err);
	check_nobody(&program, "--state all", "0\n");
	program_run(&program, "\"$REBOUND\" retries list --all | wc -l");
	program_clear(&program);
}
END_TEST

/* ---- R9 ---- */

static const char *const clocks[] = {"1970-01-02T00:00:00Z", "2038-01-19T03:14:07Z",
	"2038-01-19T03:14:08Z", "2100-02-28T23:59:59Z", "2106-02-07T06:28:16Z"};

START_TEST(r9_any_year)
{
	g_autofree char *line = g_strdup_printf(
		"\"$REBOUND\" process --trust-source " OPTIONS "--now %s box.mbox &&"
		"\"$REBOUND\" retries due --json --now %s && \"$REBOUND\" check-db >&2",
		clocks[_i], clocks[_i]);
	struct program program;

	crash_init(&program);
	crash_make_mbox(&program, "box.mbox", 40);
	ck_assert_msg(program_run(&program, line) == 0, "%s: %s", clocks[_i], program.err);
	/* No event is later than now or before the begin of time, and a retry lies ahead. */
	g_autofree char *path = program_file(&program, "rebound.db");
	sqlite3 *database;
	sqlite3_stmt *statement;
	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	ck_assert_int_eq(
		sqlite3_prepare_v2(database,
			"SELECT count(*), sum(time > seen), sum(time < 0),"
			" (SELECT count(*) FROM retries WHERE state = 'scheduled' AND due <"
			"  (SELECT max(seen) FROM events)) FROM events",
			-1, &statement, NULL),
		SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
	ck_assert_int_eq(sqlite3_column_int(statement, 0), 40);
	for (int i = 1; i < 4; i++)
		ck_assert_msg(sqlite3_column_int(statement, i) == 0, "%s: column %d is %d",
			clocks[_i], i, sqlite3_column_int(statement, i));
	sqlite3_finalize(statement);
	sqlite3_close(database);
	program_clear(&program);
}
END_TEST

static void write_bounce(const struct program *program, const char *name, guint number)
{
	g_autoptr(GString) text = g_string_new(NULL);

	g_string_append_printf(text,
		"From MAILER-DAEMON Tue Mar  3 04:05:06 2026\n"
		"From: MAILER-DAEMON@mx.harbour.example\nTo: bounces@island.example\n"
		"Subject: Undelivered mail\nContent-Type: multipart/report;"
		" report-type=delivery-status; boundary=b\n\n"
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
		"mx.harbour.example\n\n"
		"Final-Recipient: rfc822; ann@quay.example\nAction: failed\nStatus: 4.2.2\n"
		"Diagnostic-Code: smtp; 452 4.2.2 mailbox full\n\n--b\n"
		"Content-Type: text/rfc822-headers\n\nMessage-ID: <m%u@island.example>\n\n--b--\n",
		number);
	program_write(program, name, text->str);
}

/* The clock steps back between two runs: a day that was counted is the same day still. */
START_TEST(r9_the_clock_steps_back)
{
	struct program program;

	crash_init(&program);
	program_write(&program, "policy.lua",
		"policy 'mailbox_full' { suppress { after = 2, over = '30d' } }\n");
	write_bounce(&program, "a.mbox", 1);
	write_bounce(&program, "b.mbox", 2);
#define STEP "\"$REBOUND\" process --trust-source --policy policy.lua " OPTIONS
	ck_assert_int_eq(program_run(&program, STEP "--now 2026-03-03T22:00:00Z a.mbox &&" STEP
						    "--now 2026-03-02T22:00:00Z b.mbox &&" STEP
						    "--now 2026-03-02T22:00:00Z a.mbox b.mbox"),
		0);
	check_nobody(&program, "--state all", "0\n");
	program_run(&program, "\"$REBOUND\" explain event:2 | head -3");
	program_clear(&program);
}
END_TEST

/* ---- R10 ---- */

START_TEST(r10_the_reader_goes_away)
{
	guint rounds = crash_is_long() ? 100 : 5;
	struct program program;

	crash_init(&program);
	crash_make_mbox(&program, "box.mbox", 60);
#define EVENTS "\"$REBOUND\" process --trust-source --batch 10 " OPTIONS CRASH_NOW
	ck_assert_int_eq(program_run(&program, EVENTS " box.mbox"), 0);
	g_autofree char *wanted = crash_dump(&program);
	for (guint i = 0; i < rounds; i++) {
		crash_reset(&program);
		/* The summary, or the events as well, into a pipe that closes after a line. */
		program_run(&program,
			i % 2 == 0 ? "{ " EVENTS " --events /dev/stdout box.mbox; echo $? >status; "
				     "} | head -1 >/dev/null"
				   : "{ \"$REBOUND\" process --trust-source --rules "
				     "rules.lua " CRASH_NOW " box.mbox; echo $? >status; } | true");
		ck_assert_msg(strstr(program.err, "ERROR") == NULL, "%s", program.err);
		ck_assert_int_lt(program_run(&program, "exit $(cat status)"), 128);
		ck_assert_int_eq(program_run(&program, EVENTS " box.mbox"), 0);
		g_autofree char *got = crash_dump(&program);
		crash_compare(got, wanted, "the reader went away");
	}
	program_clear(&program);
}
END_TEST

/* ---- R12 ---- */

static const char *const says_how[] = {"restore it from a backup", "give another file",
	"use that version", "process the mails again", "fill it with"};

static gboolean has_help(const char *text)
{
	for (gsize i = 0; i < G_N_ELEMENTS(says_how); i++)
		if (strstr(text, says_how[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* Copies with flipped bytes: refused with a word of help, or the list is there. Never an empty one.
 */
START_TEST(r12_flipped_bytes)
{
	guint copies = crash_is_long() ? 1000 : 40, refused = 0;
	g_autoptr(GRand) random = g_rand_new_with_seed(12);
	g_autofree char *bytes = NULL;
	struct program program;
	gsize len;

	crash_init(&program);
	crash_make_mbox(&program, "box.mbox", 120);
	ck_assert_int_eq(
		program_run(&program,
			"\"$REBOUND\" process --trust-source " OPTIONS CRASH_NOW " box.mbox"),
		0);
	ck_assert_int_eq(
		program_run(&program,
			"\"$REBOUND\" suppressions export --format plain " CRASH_NOW " | wc -l"),
		0);
	int active = atoi(program.out);
	ck_assert_int_gt(active, 20);
	g_autofree char *path = program_file(&program, "rebound.db");
	ck_assert(g_file_get_contents(path, &bytes, &len, NULL));
	for (guint i = 0; i < copies; i++) {
		guint flips = i % 2 == 0 ? 1 : 1000;
		g_autofree char *damaged = g_memdup2(bytes, len);

		for (guint k = 0; k < flips; k++)
			damaged[g_rand_int_range(random, 0, (gint)len)] ^=
				(char)(1 << g_rand_int_range(random, 0, 8));
		ck_assert(g_file_set_contents(path, damaged, (gssize)len, NULL));
		int status = program_run(&program,
			"\"$REBOUND\" suppressions export --format plain " CRASH_NOW ">list; s=$?;"
			"wc -l <list; exit $s");
		if (status == 0) {
			ck_assert_msg(flips == 1, "%u flips are not seen", flips);
			ck_assert_msg(atoi(program.out) >= active - 2, "%s of %d are left",
				program.out, active);
			continue;
		}
		refused++;
		ck_assert_msg(status == 65 && has_help(program.err), "%d: %s", status, program.err);
		/* Nothing that would write does anything either. */
		status = program_run(&program,
			"\"$REBOUND\" process --trust-source " OPTIONS CRASH_NOW " box.mbox");
		ck_assert_msg(status == 65 && has_help(program.err), "%d: %s", status, program.err);
		status = program_run(&program, "\"$REBOUND\" check-db");
		ck_assert_msg(status == 65 && (has_help(program.err) || has_help(program.out) ||
						      strstr(program.out, "restore the newest")),
			"%d: %s%s", status, program.out, program.err);
		g_autofree char *after = NULL;
		gsize after_len;
		ck_assert(g_file_get_contents(path, &after, &after_len, NULL));
		ck_assert(after_len == len && memcmp(after, damaged, len) == 0);
	}
	ck_assert_uint_ge(refused, copies / 2);
	program_clear(&program);
}
END_TEST

/* The database is gone: what reads a list says so, and does not take it for an empty one. */
START_TEST(r12_no_database_is_no_empty_list)
{
	static const char *const lines[] = {"suppressions list", "suppressions check a@example.org",
		"suppressions export", "clean list.csv", "retries due", "undo --last"};
	struct program program;

	crash_init(&program);
	program_write(&program, "list.csv", "email\na@example.org\n");
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *line =
			g_strdup_printf("\"$REBOUND\" %s; s=$?; ls *.db; exit $s", lines[i]);

		ck_assert_msg(
			program_run(&program, line) == 66, "%s: %d", lines[i], program.status);
		ck_assert_str_eq(program.out, "");
	}
	program_clear(&program);
}
END_TEST

/* ---- R13 ---- */

START_TEST(r13_descriptors_are_constant)
{
	struct program program;

	crash_init(&program);
	crash_make_maildir(&program, "box", crash_is_long() ? 20000 : 300);
	program_run(&program, "find box -type f -exec touch -d 2026-03-03T04:05:06Z {} +");
	ck_assert_msg(
		program_run(&program,
			"ulimit -n 40; \"$REBOUND\" process --jobs 2 --batch 10 " OPTIONS CRASH_NOW
			" box") == 0,
		"%s", program.err);
	program_clear(&program);
}
END_TEST

static long memory_of_run(struct program *program, guint count)
{
	g_autofree char *line = g_strdup_printf(
		"cd %s; exec \"%s\" process --jobs 1 " OPTIONS CRASH_NOW " box.mbox",
		program->folder, REBOUND_PROGRAM);
	const char *const arguments[] = {"/bin/sh", "-c", line, NULL};
	struct rusage usage;
	GPid child;
	int status;

	crash_make_mbox(program, "box.mbox", count);
	crash_reset(program);
	ck_assert(g_spawn_async(program->folder, (char **)arguments, NULL,
		G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL));
	ck_assert_int_eq(wait4(child, &status, 0, &usage), child);
	ck_assert_int_eq(status, 0);
	return usage.ru_maxrss;
}

/* Four times the mails take what SQLite's cache grows to, 16 MB, and a little; a byte kept of each
 * message of some kilobytes would show. A sanitizer keeps what is freed, so it is no measure there.
 */
START_TEST(r13_memory_is_flat)
{
	guint few = crash_is_long() ? 100000 : 2500;
	struct program program;

	if (SANITIZED)
		return;
	crash_init(&program);
	long first = memory_of_run(&program, few), second = memory_of_run(&program, few * 4);
	ck_assert_msg(second - first < 20 * 1024, "%ld kB, then %ld kB", first, second);
	program_clear(&program);
}
END_TEST

/* ---- R14 ---- */

/* Each poisoned mail costs two workers, so that there are few; 1,000 of them in the long form. */
START_TEST(r14_poison_among_good)
{
	guint poison = crash_is_long() ? 1000 : 6, good = crash_is_long() ? 1000 : 40;
	g_autoptr(GString) text = g_string_new(NULL);
	struct program program;

	crash_init(&program);
	for (guint i = 0; i < good; i++) {
		crash_append_mbox(text, i);
		if (i % (good / poison) == 0 && i / (good / poison) < poison) {
			g_string_append_printf(text,
				"From x Tue Mar  3 04:05:06 2026\nSubject: POISON %u\n\nhello\n\n",
				i);
		}
	}
	program_write(&program, "box.mbox", text->str);
	ck_assert_int_eq(
		program_run(&program,
			"REBOUND_TEST_CRASH=POISON \"$REBOUND\" process --jobs 2 --trust-source"
			" --rules rules.lua " CRASH_NOW " box.mbox"),
		0);
	g_autofree char *told = g_strdup_printf("%u  ", poison);
	ck_assert_msg(
		strstr(program.out, "quarantine") != NULL && strstr(program.out, told) != NULL,
		"%s", program.out);
	program_run(&program, "sqlite3 rebound.db 'SELECT count(*) FROM events'"
			      " 'SELECT count(*) FROM quarantine' 2>/dev/null");
	g_autofree char *path = program_file(&program, "rebound.db");
	sqlite3 *database;
	sqlite3_stmt *statement;
	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	ck_assert_int_eq(
		sqlite3_prepare_v2(database,
			"SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM quarantine)",
			-1, &statement, NULL),
		SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
	ck_assert_uint_eq((guint)sqlite3_column_int(statement, 0), good);
	ck_assert_uint_eq((guint)sqlite3_column_int(statement, 1), poison);
	sqlite3_finalize(statement);
	sqlite3_close(database);
	/* It is not tried again by itself. */
	ck_assert_int_eq(program_run(&program,
				 "REBOUND_TEST_CRASH=POISON \"$REBOUND\" process --trust-source"
				 " --rules rules.lua " CRASH_NOW " box.mbox"),
		0);
	ck_assert_ptr_null(strstr(program.err, "quarantine"));
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("endurance");
	TCase *tcase = tcase_create("endurance");

	tcase_set_timeout(tcase, crash_is_long() ? 7200 : 240);
	tcase_add_test(tcase, r8_forged_separators_suppress_nobody);
	tcase_add_loop_test(tcase, r9_any_year, 0, G_N_ELEMENTS(clocks));
	tcase_add_test(tcase, r9_the_clock_steps_back);
	tcase_add_test(tcase, r10_the_reader_goes_away);
	tcase_add_test(tcase, r12_flipped_bytes);
	tcase_add_test(tcase, r12_no_database_is_no_empty_list);
	tcase_add_test(tcase, r13_descriptors_are_constant);
	tcase_add_test(tcase, r13_memory_is_flat);
	tcase_add_test(tcase, r14_poison_among_good);
	suite_add_tcase(suite, tcase);
	return suite;
}
