/* SPDX-License-Identifier: MIT */
#include "core/run/pool.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include <rebound/error.h>
#include "check_rebound.h"
#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/report/record.h"

/* What came back. */
struct gathered {
	guint count, killed;
	GString *order;	  /* "0 1 !2 ..." by index; ! for a killed one */
	GChecksum *bytes; /* of all records */
	char *why;
	guint fail_at; /* the callback fails there */
	guint slow;    /* microseconds that it takes */
};

static gboolean gather(const struct rebound_pool_result *result, void *data, GError **error)
{
	struct gathered *gathered = data;
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	if (gathered->fail_at > 0 && gathered->count + 1 == gathered->fail_at) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE, "the callback fails");
		return FALSE;
	}
	if (gathered->slow > 0)
		g_usleep(gathered->slow);
	gathered->count++;
	g_string_append_printf(gathered->order, "%s%s%" G_GUINT64_FORMAT,
		gathered->order->len ? " " : "", result->killed ? "!" : "", result->mail->index);
	if (result->killed) {
		gathered->killed++;
		g_free(gathered->why);
		gathered->why = g_strdup(result->killed);
		ck_assert_ptr_null(result->record);
		return TRUE;
	}
	g_checksum_update(gathered->bytes, result->record, (gssize)result->record_len);
	const struct rebound_report *report =
		rebound_record_read(arena, result->record, result->record_len, error);
	ck_assert_ptr_nonnull(report);
	/* It is that of this mail; where that lies is no part of it. */
	g_autofree char *subject =
		g_strdup_printf("Undelivered mail %" G_GUINT64_FORMAT, result->mail->index);
	ck_assert_str_eq(report->subject, subject);
	ck_assert_ptr_null(report->source);
	return TRUE;
}

static void start_gathering(struct gathered *gathered)
{
	memset(gathered, 0, sizeof(*gathered));
	gathered->order = g_string_new(NULL);
	gathered->bytes = g_checksum_new(G_CHECKSUM_SHA256);
}

static void stop_gathering(struct gathered *gathered)
{
	g_string_free(gathered->order, TRUE);
	g_checksum_free(gathered->bytes);
	g_free(gathered->why);
}

static rebound_pool *open_pool(struct gathered *gathered, guint jobs, const char *rules)
{
	struct rebound_pool_options options = {
		.jobs = jobs,
		.program = REBOUND_PROGRAM,
		.rules = rules,
		.result = gather,
		.data = gathered,
	};
	g_autoptr(GError) error = NULL;
	rebound_pool *pool = rebound_pool_new(&options, &error);

	ck_assert_msg(pool != NULL, "%s", pool ? "" : error->message);
	return pool;
}

static gboolean submit(
	rebound_pool *pool, guint64 index, const char *word, gsize padding, GError **error)
{
	g_autofree char *fill = g_strnfill(padding, 'x');
	g_autofree char *text = g_strdup_printf(
		"From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered mail %" G_GUINT64_FORMAT
		"\n\n<ann%" G_GUINT64_FORMAT "@example.org>: 550 5.1.1 User unknown %s\n%s\n",
		index, index, word, fill);
	struct rebound_mail mail = {
		.source = "box/mail",
		.index = index,
		.data = text,
		.len = strlen(text),
		.received = 1700000000,
		.envelope_sender = index % 2 ? NULL : "MAILER-DAEMON",
	};

	return rebound_pool_submit(pool, &mail, error);
}

/* All came back in order; the one at killed, where it is one of them, was given up. */
static void check_order(const struct gathered *gathered, guint count, guint killed)
{
	g_autoptr(GString) expected = g_string_new(NULL);

	for (guint i = 0; i < count; i++)
		g_string_append_printf(expected, "%s%s%u", i ? " " : "", i == killed ? "!" : "", i);
	ck_assert_str_eq(gathered->order->str, expected->str);
}

/* ---- order ---- */

static const struct {
	guint jobs, mails;
	gsize padding;
} sizes[] = {
	{1, 1, 0}, {1, 500, 0}, {2, 500, 100}, {3, 40, 300000}, {4, 3, 5000000}, {8, 300, 5000}};

START_TEST(test_order)
{
	struct gathered gathered;
	g_autoptr(GError) error = NULL;

	start_gathering(&gathered);
	rebound_pool *pool = open_pool(&gathered, sizes[_i].jobs, NULL);
	for (guint i = 0; i < sizes[_i].mails; i++) {
		gboolean done = submit(pool, i, "", sizes[_i].padding * (i % 4) / 2, &error);
		ck_assert_msg(done, "%s", done ? "" : error->message);
		if (i == sizes[_i].mails / 2)
			ck_assert(rebound_pool_drain(pool, NULL));
	}
	ck_assert(rebound_pool_drain(pool, NULL));
	ck_assert(rebound_pool_drain(pool, NULL));
	check_order(&gathered, sizes[_i].mails, G_MAXUINT);
	ck_assert_uint_eq(rebound_pool_lost(pool), 0);
	rebound_pool_free(pool);
	stop_gathering(&gathered);
}
END_TEST

START_TEST(test_jobs_change_nothing)
{
	g_autofree char *first = NULL;

	for (guint jobs = 1; jobs <= 3; jobs++) {
		struct gathered gathered;
		start_gathering(&gathered);
		rebound_pool *pool = open_pool(&gathered, jobs, NULL);
		for (guint i = 0; i < 100; i++)
			ck_assert(submit(pool, i, "", i * 10, NULL));
		ck_assert(rebound_pool_drain(pool, NULL));
		rebound_pool_free(pool);
		if (first)
			ck_assert_str_eq(first, g_checksum_get_string(gathered.bytes));
		else
			first = g_strdup(g_checksum_get_string(gathered.bytes));
		stop_gathering(&gathered);
	}
}
END_TEST

/* ---- bad messages ---- */

static const struct {
	const char *variable;
	const char *why; /* part of the reason */
	guint jobs;
} killers[] = {
	{"REBOUND_TEST_CRASH", "crashed the worker", 1},
	{"REBOUND_TEST_CRASH", "crashed the worker", 2},
	{"REBOUND_TEST_HANG",
		"took more than " G_STRINGIFY(
			REBOUND_LIMIT_WORKER_CPU_SECONDS) " s of processor time",
		2},
	{"REBOUND_TEST_SLEEP", "took more than 10 s", 2},
};

START_TEST(test_killers)
{
	struct gathered gathered;

	start_gathering(&gathered);
	g_setenv(killers[_i].variable, "POISON", TRUE);
	rebound_pool *pool = open_pool(&gathered, killers[_i].jobs, NULL);
	for (guint i = 0; i < 60; i++)
		ck_assert(submit(pool, i, i == 20 ? "POISON" : "", 0, NULL));
	ck_assert(rebound_pool_drain(pool, NULL));
	g_unsetenv(killers[_i].variable);
	check_order(&gathered, 60, 20);
	ck_assert_msg(strstr(gathered.why, killers[_i].why) != NULL, "%s", gathered.why);
	ck_assert_uint_eq(rebound_pool_lost(pool), 2);
	rebound_pool_free(pool);
	stop_gathering(&gathered);
}
END_TEST

START_TEST(test_many_killers)
{
	struct gathered gathered;

	start_gathering(&gathered);
	g_setenv("REBOUND_TEST_CRASH", "POISON", TRUE);
	rebound_pool *pool = open_pool(&gathered, 2, NULL);
	for (guint i = 0; i < 200; i++)
		ck_assert(submit(pool, i, i % 10 == 0 ? "POISON" : "", 0, NULL));
	ck_assert(rebound_pool_drain(pool, NULL));
	g_unsetenv("REBOUND_TEST_CRASH");
	ck_assert_uint_eq(gathered.count, 200);
	ck_assert_uint_eq(gathered.killed, 20);
	rebound_pool_free(pool);
	stop_gathering(&gathered);
}
END_TEST

/* ---- the rest ---- */

START_TEST(test_callback_fails)
{
	struct gathered gathered;
	g_autoptr(GError) error = NULL;
	gboolean done = TRUE;

	start_gathering(&gathered);
	gathered.fail_at = 10;
	rebound_pool *pool = open_pool(&gathered, 2, NULL);
	for (guint i = 0; i < 50 && done; i++)
		done = submit(pool, i, "", 0, &error);
	if (done)
		done = rebound_pool_drain(pool, &error);
	ck_assert(!done);
	ck_assert_str_eq(error->message, "the callback fails");
	ck_assert_uint_eq(gathered.count, 9);
	ck_assert(!rebound_pool_drain(pool, NULL));
	ck_assert(!submit(pool, 0, "", 0, NULL));
	rebound_pool_free(pool);
	stop_gathering(&gathered);
}
END_TEST

static const char *const no_programs[] = {"/nonexistent/rebound", "/bin/false"};

START_TEST(test_no_program)
{
	struct gathered gathered;
	struct rebound_pool_options options = {
		.jobs = 2, .program = no_programs[_i], .result = gather, .data = &gathered};
	g_autoptr(GError) error = NULL;

	start_gathering(&gathered);
	rebound_pool *pool = rebound_pool_new(&options, &error);
	if (pool) {
		gboolean done = submit(pool, 0, "", 0, &error) && rebound_pool_drain(pool, &error);
		ck_assert(!done);
	}
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_IO));
	ck_assert_uint_eq(gathered.count, 0);
	rebound_pool_free(pool);
	stop_gathering(&gathered);
}
END_TEST

START_TEST(test_broken_rules)
{
	struct gathered gathered;
	g_autoptr(GError) error = NULL;
	g_autofree char *name = NULL;
	int file = g_file_open_tmp("rebound-XXXXXX.lua", &name, NULL);

	start_gathering(&gathered);
	ck_assert_int_eq(write(file, "\n\nx = = 1\n", 10), 10);
	close(file);
	rebound_pool *pool = open_pool(&gathered, 1, name);
	gboolean done = submit(pool, 0, "", 0, &error) && rebound_pool_drain(pool, &error);
	ck_assert(!done);
	ck_assert_msg(strstr(error->message, ".lua:3:") != NULL, "%s", error->message);
	rebound_pool_free(pool);
	stop_gathering(&gathered);
	g_unlink(name);
}
END_TEST

START_TEST(test_drop_what_is_under_way)
{
	struct gathered gathered;

	start_gathering(&gathered);
	g_setenv("REBOUND_TEST_SLEEP", "POISON", TRUE);
	rebound_pool *pool = open_pool(&gathered, 2, NULL);
	for (guint i = 0; i < 100; i++)
		ck_assert(submit(pool, i, i == 3 ? "POISON" : "", 1000, NULL));
	gint64 start = g_get_monotonic_time();
	rebound_pool_free(pool);
	g_unsetenv("REBOUND_TEST_SLEEP");
	ck_assert_int_lt(g_get_monotonic_time() - start, 5 * G_USEC_PER_SEC);
	ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
	stop_gathering(&gathered);
}
END_TEST

/* A parent that takes its time with results is no reason to kill a worker. */
START_TEST(test_slow_callback)
{
	struct gathered gathered;

	start_gathering(&gathered);
	gathered.slow = 30000;
	rebound_pool *pool = open_pool(&gathered, 2, NULL);
	for (guint i = 0; i < 100; i++)
		ck_assert(submit(pool, i, "", 20000, NULL));
	ck_assert(rebound_pool_drain(pool, NULL));
	ck_assert_uint_eq(rebound_pool_lost(pool), 0);
	check_order(&gathered, 100, G_MAXUINT);
	rebound_pool_free(pool);
	stop_gathering(&gathered);
}
END_TEST

/* A parent that is killed takes its workers along, even one that hangs. */
START_TEST(test_die_with_the_parent)
{
	int ends[2];
	char byte;

	ck_assert_int_eq(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		struct gathered gathered;
		/* Whoever lives holds the pipe open by its standard error. */
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		start_gathering(&gathered);
		g_setenv("REBOUND_TEST_HANG", "POISON", TRUE);
		rebound_pool *pool = open_pool(&gathered, 1, NULL);
		submit(pool, 0, "", 0, NULL);
		rebound_pool_drain(pool, NULL);
		for (guint i = 0; i < 16; i++)
			submit(pool, i, "POISON", 0, NULL);
		raise(SIGKILL);
	}
	close(ends[1]);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	gint64 start = g_get_monotonic_time();
	while (read(ends[0], &byte, 1) > 0)
		continue;
	ck_assert_int_lt(g_get_monotonic_time() - start, 2 * G_USEC_PER_SEC);
	close(ends[0]);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("pool");
	TCase *tcase = tcase_create("pool");

	tcase_set_timeout(tcase, 200);
	tcase_add_loop_test(tcase, test_order, 0, G_N_ELEMENTS(sizes));
	tcase_add_test(tcase, test_jobs_change_nothing);
	tcase_add_loop_test(tcase, test_killers, 0, G_N_ELEMENTS(killers));
	tcase_add_test(tcase, test_many_killers);
	tcase_add_test(tcase, test_callback_fails);
	tcase_add_loop_test(tcase, test_no_program, 0, G_N_ELEMENTS(no_programs));
	tcase_add_test(tcase, test_broken_rules);
	tcase_add_test(tcase, test_drop_what_is_under_way);
	tcase_add_test(tcase, test_slow_callback);
	tcase_add_test(tcase, test_die_with_the_parent);
	suite_add_tcase(suite, tcase);
	return suite;
}
