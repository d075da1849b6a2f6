/* SPDX-License-Identifier: MIT */
#include "crash_help.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

/*
 * R1 to R3: the program dies, the power fails, or calls fail, at every call that changes a file.
 * After a run more, the database is that of a run that nothing disturbed. fault_shim.c does it.
 *
 * A run takes a tenth of a second with a sanitizer, so that without REBOUND_LONG a share of the
 * calls is tried: others each time the number of calls changes, and all kinds of them in any case.
 */

#define MAILS 60
#define BATCH "--batch 20 --jobs 1 --rules rules.lua --trust-source --quiet " CRASH_NOW " "

/* What is run: over an mbox, or over a Maildir whose mails are moved. */
enum { MBOX_WORKLOADS = 2 };
static const struct workload {
	const char *name, *arguments;
	gboolean is_maildir;
} workloads[] = {
	{"mbox", BATCH "--events events.jsonl box.mbox", FALSE},
	{"mbox written behind", BATCH "box.mbox", FALSE}, /* nobody is told, so no batch waits */
	{"maildir", BATCH "--move box", TRUE},
};

static void make_box(const struct program *program, const struct workload *workload)
{
	g_autofree char *folder = program_file(program, "box");

	if (workload->is_maildir) {
		remove_tree(folder);
		crash_make_maildir(program, "box", MAILS);
	} else {
		crash_make_mbox(program, "box.mbox", MAILS);
	}
}

static int run(struct program *program, const struct workload *workload)
{
	g_autofree char *line =
		g_strconcat("exec \"$REBOUND\" process ", workload->arguments, NULL);

	return program_run(program, line);
}

/* The program itself and no shell is started with the shim. */
static int run_disturbed(struct program *program, const struct workload *workload, const char *what,
	guint number, int failure)
{
	g_autofree char *line = g_strdup_printf(
		"exec env LD_PRELOAD=%s SHIM_DO=%s SHIM_AT=%u SHIM_ERRNO=%d SHIM_COUNT=count "
		"SHIM_SYNCED=\"$PWD/synced\" "
		"ASAN_OPTIONS=\"verify_asan_link_order=0:detect_leaks=0:$ASAN_OPTIONS\" "
		"\"$REBOUND\" process %s",
		REBOUND_SHIM, what, number, failure, workload->arguments);

	return program_run(program, line);
}

static guint count_calls(struct program *program, const struct workload *workload)
{
	g_autofree char *path = program_file(program, "count");
	g_autofree char *text = NULL;

	crash_reset(program);
	ck_assert_int_eq(run_disturbed(program, workload, "count", 0, 0), 0);
	ck_assert_msg(g_file_get_contents(path, &text, NULL, NULL), "%s", program->err);
	ck_assert_int_gt(atoi(text), 30);
	return (guint)atoi(text);
}

/* What a run that nothing disturbs leaves, and how many calls it takes; found out once. */
static struct {
	char *dump;
	guint calls;
} undisturbed[G_N_ELEMENTS(workloads)];

static const char *disturb_nothing(
	struct program *program, const struct workload *workload, guint *calls)
{
	gsize i = (gsize)(workload - workloads);

	make_box(program, workload);
	if (undisturbed[i].dump == NULL) {
		undisturbed[i].calls = count_calls(program, workload);
		undisturbed[i].dump = crash_dump(program);
	}
	*calls = undisturbed[i].calls;
	return undisturbed[i].dump;
}

/* Every mail is in its box still, once. */
static void check_box(struct program *program, const struct workload *workload, gboolean all_moved)
{
	if (!workload->is_maildir)
		return;
	program_run(program, "ls box/new | wc -l; ls box/new box/cur | grep -c host;"
			     "ls box/new box/cur | grep host | cut -d: -f1 | sort -u | wc -l");
	g_auto(GStrv) counts = g_strsplit(program->out, "\n", -1);
	ck_assert_int_eq(atoi(counts[1]), MAILS);
	ck_assert_int_eq(atoi(counts[2]), MAILS);
	if (all_moved)
		ck_assert_int_eq(atoi(counts[0]), 0);
}

static void check_rerun(struct program *program, const struct workload *workload,
	const char *wanted, const char *what, guint number)
{
	g_autofree char *when = g_strdup_printf("%s, %s at call %u", workload->name, what, number);

	check_box(program, workload, FALSE);
	ck_assert_msg(
		run(program, workload) == 0, "%s: %d %s", when, program->status, program->err);
	g_autofree char *got = crash_dump(program);
	crash_compare(got, wanted, when);
	check_box(program, workload, TRUE);
}

static void check_sound(struct program *program)
{
	ck_assert_msg(program_run(program, "exec \"$REBOUND\" check-db") == 0, "%s", program->out);
}

/* Steps through the calls: all of them, or about so many. */
static guint step_for(guint calls, guint tries)
{
	return crash_is_long() ? 1 : MAX(1, calls / tries);
}

/* ---- R1 ---- */

START_TEST(r1_killed_at_every_call)
{
	const struct workload *workload = &workloads[_i];
	struct program program;
	guint calls;

	crash_init(&program);
	const char *wanted = disturb_nothing(&program, workload, &calls);
	guint step = step_for(calls, 8);
	for (guint number = 1 + calls % step; number <= calls; number += step) {
		make_box(&program, workload);
		crash_reset(&program);
		ck_assert_int_eq(
			run_disturbed(&program, workload, "kill", number, 0), 128 + SIGKILL);
		check_rerun(&program, workload, wanted, "killed", number);
	}
	check_sound(&program);
	program_clear(&program);
}
END_TEST

/* Killed at any time, workers and all: 200 times, or 3. */
START_TEST(r1_killed_at_random_times)
{
	const struct workload *workload = &workloads[_i];
	guint rounds = crash_is_long() ? 200 : 3, calls;
	g_autoptr(GRand) random = g_rand_new_with_seed(200);
	struct program program;

	crash_init(&program);
	const char *wanted = disturb_nothing(&program, workload, &calls);
	gint64 start = g_get_monotonic_time();
	crash_reset(&program);
	make_box(&program, workload);
	run(&program, workload);
	double seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
	for (guint i = 0; i < rounds; i++) {
		g_autofree char *line =
			g_strdup_printf("\"$REBOUND\" process %s & sleep %.4f; kill -9 $!; wait $!",
				workload->arguments, g_rand_double_range(random, 0, seconds));

		make_box(&program, workload);
		crash_reset(&program);
		/* It may be done before: then there is nothing left for the next run. */
		program_run(&program, line);
		check_rerun(&program, workload, wanted, "killed at some time", i);
	}
	program_clear(&program);
}
END_TEST

/* ---- R2 ---- */

/* What the run said to be done, in its file of events: each of them must be in the database. */
static void check_acknowledged(struct program *program, guint number)
{
	g_autofree char *path = program_file(program, "events.before");
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	guint said = count_lines(text);
	program_run(
		program, "sqlite3 rebound.db 'SELECT count(*) FROM events' 2>/dev/null || echo 0");
	ck_assert_msg((guint)atoi(program->out) >= said,
		"call %u: %u events were told, %s are there", number, said, program->out);
}

/* Copies of the files as the disk has them take the place of the files. */
static void take_synced(struct program *program)
{
	crash_reset(program);
	program_run(program, "for f in synced/*; do [ -e \"$f\" ] && mv \"$f\" .; done; true");
}

START_TEST(r2_power_lost_at_every_call)
{
	const struct workload *workload = &workloads[_i];
	struct program program;
	guint calls;

	crash_init(&program);
	const char *wanted = disturb_nothing(&program, workload, &calls);
	guint step = step_for(calls, 8);
	for (guint number = 1 + (calls / 2) % step; number <= calls; number += step) {
		crash_reset(&program);
		program_run(&program, "rm -rf synced events.before; mkdir synced");
		ck_assert_int_eq(
			run_disturbed(&program, workload, "power", number, 0), 128 + SIGKILL);
		program_run(&program, "mv events.jsonl events.before 2>/dev/null; true");
		take_synced(&program);
		check_acknowledged(&program, number);
		check_rerun(&program, workload, wanted, "power lost", number);
	}
	check_sound(&program);
	program_clear(&program);
}
END_TEST

/* ---- R3 ---- */

static const struct {
	const char *what, *name;
	int failure;
} failures[] = {
	{"fail", "ENOSPC", ENOSPC},
	{"fail-ever", "ENOSPC", ENOSPC},
	{"fail", "EIO", EIO},
	{"fail-ever", "EIO", EIO},
	{"fail", "EINTR", EINTR},
	{"fail-ever", "EDQUOT", EDQUOT},
	{"short", "short write", 0},
};

/* One line for people for what went wrong; the mails that a run could not do are left for the
 * next. */
static void check_failed(const struct program *program, const char *when)
{
	ck_assert_msg(program->status == 0 || program->status == 75 || program->status == 73 ||
			      program->status == 74,
		"%s: exit status %d: %s", when, program->status, program->err);
	if (program->status == 0)
		return;
	ck_assert_msg(
		g_str_has_prefix(program->err, "rebound: "), "%s: said '%s'", when, program->err);
	ck_assert_msg(strstr(program->err, "ERROR") == NULL, "%s: said '%s'", when, program->err);
}

START_TEST(r3_calls_fail)
{
	const struct workload *workload = &workloads[(guint)_i % G_N_ELEMENTS(workloads)];
	guint which = (guint)_i / G_N_ELEMENTS(workloads);
	struct program program;
	guint calls;

	crash_init(&program);
	const char *wanted = disturb_nothing(&program, workload, &calls);
	guint step = step_for(calls, 2);
	for (guint number = 1 + (calls + which * 3) % step; number <= calls; number += step) {
		g_autofree char *when = g_strdup_printf("%s, %s %s at call %u", workload->name,
			failures[which].what, failures[which].name, number);

		make_box(&program, workload);
		crash_reset(&program);
		run_disturbed(
			&program, workload, failures[which].what, number, failures[which].failure);
		check_failed(&program, when);
		check_rerun(&program, workload, wanted, when, number);
	}
	check_sound(&program);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("crash");
	TCase *tcase = tcase_create("crash");

	tcase_set_timeout(tcase, crash_is_long() ? 7200 : 240);
	tcase_add_loop_test(tcase, r1_killed_at_every_call, 0, G_N_ELEMENTS(workloads));
	tcase_add_loop_test(tcase, r1_killed_at_random_times, 0, G_N_ELEMENTS(workloads));
	tcase_add_loop_test(tcase, r2_power_lost_at_every_call, 0, MBOX_WORKLOADS);
	tcase_add_loop_test(
		tcase, r3_calls_fail, 0, G_N_ELEMENTS(failures) * G_N_ELEMENTS(workloads));
	suite_add_tcase(suite, tcase);
	return suite;
}
