/* SPDX-License-Identifier: MIT */
#include "crash_help.h"
#include "sanitized.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <utime.h>

/*
 * R4 to R7 and R11: others use the same mailbox and the same database, and somebody ends the run.
 * SECURITY says 1,000 to 100,000 mails and 50 to 200 rounds; here as many as fit into seconds,
 * since a round meets the same few points in time again and again. REBOUND_LONG takes more.
 */

#define OPTIONS "--rules rules.lua --trust-source --quiet " CRASH_NOW " "

/* What one run over so many mails leaves, when nobody else is there. */
static char *alone(struct program *program, guint count)
{
	crash_make_mbox(program, "whole.mbox", count);
	crash_reset(program);
	ck_assert_int_eq(
		program_run(program, "exec \"$REBOUND\" process " OPTIONS "whole.mbox"), 0);
	char *dump = crash_dump_of(program, CRASH_DECISIONS);
	crash_reset(program);
	return dump;
}

static void check_same(const struct program *program, const char *wanted, const char *when)
{
	g_autofree char *got = crash_dump_of(program, CRASH_DECISIONS);

	crash_compare(got, wanted, when);
}

/* ---- R4 ---- */

static const guint crowds[] = {2, 8};

START_TEST(r4_runs_at_once)
{
	guint rounds = crash_is_long() ? 50 : 2, mails = crash_is_long() ? 1000 : 120;
	guint crowd = crowds[_i];
	struct program program;

	crash_init(&program);
	g_autofree char *wanted = alone(&program, mails);
	g_autofree char *line = g_strdup_printf(
		"for i in $(seq %u); do (\"$REBOUND\" process --jobs 1 --batch 10 " OPTIONS
		"whole.mbox 2>err$i; echo $? >status$i) & done; wait; cat status*; cat err* >&2",
		crowd);
	for (guint i = 0; i < rounds; i++) {
		gint64 start = g_get_monotonic_time();

		crash_reset(&program);
		program_run(&program, line);
		/* Each did its work, or says that it is to be tried again. */
		ck_assert_uint_eq(count_lines(program.out), crowd);
		g_auto(GStrv) states = g_strsplit(program.out, "\n", -1);
		for (guint k = 0; k < crowd; k++)
			ck_assert_msg(strcmp(states[k], "0") == 0 || strcmp(states[k], "75") == 0,
				"%s %s", states[k], program.err);
		ck_assert_int_lt(g_get_monotonic_time() - start, 60 * G_USEC_PER_SEC);
		check_same(&program, wanted, "runs at once");
	}
	program_clear(&program);
}
END_TEST

/* Somebody holds the database: a run waits for its turn, and does all. */
START_TEST(r4_a_run_waits_for_its_turn)
{
	struct program program;

	crash_init(&program);
	g_autofree char *wanted = alone(&program, 30);
	ck_assert_int_eq(
		program_run(&program, "exec \"$REBOUND\" process " OPTIONS "whole.mbox"), 0);
	g_autofree char *path = program_file(&program, "rebound.db");
	crash_reset(&program);
	ck_assert_int_eq(
		program_run(&program, "\"$REBOUND\" suppressions add x@example.org >/dev/null &&"
				      "\"$REBOUND\" undo --run 9 2>/dev/null; true"),
		0);
	sqlite3 *database;
	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(database, "BEGIN IMMEDIATE; DELETE FROM suppressions", NULL,
				 NULL, NULL),
		SQLITE_OK);
	GPid child;
	g_autofree char *line = g_strdup_printf("cd %s; exec \"%s\" process " OPTIONS "whole.mbox",
		program.folder, REBOUND_PROGRAM);
	const char *const arguments[] = {"/bin/sh", "-c", line, NULL};
	ck_assert(g_spawn_async(program.folder, (char **)arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD,
		NULL, NULL, &child, NULL));
	g_usleep(700000);
	ck_assert_int_eq(sqlite3_exec(database, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	check_same(&program, wanted, "after a wait");
	program_clear(&program);
}
END_TEST

/* ---- R5 ---- */

/* Appends as a mail server does: dotlock, then fcntl; each mail in two pieces, with a pause. */
static void append_locked(const char *mbox, const char *text)
{
	g_autofree char *dotlock = g_strconcat(mbox, ".lock", NULL);
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	size_t half = strlen(text) / 2;
	int lock;

	while ((lock = open(dotlock, O_CREAT | O_EXCL | O_WRONLY, 0600)) < 0)
		usleep(500);
	dprintf(lock, "%d\n", (int)getpid());
	close(lock);
	int descriptor = open(mbox, O_CREAT | O_WRONLY | O_APPEND, 0600);
	while (fcntl(descriptor, F_SETLKW, &whole) != 0)
		continue;
	if (write(descriptor, text, half) < 0)
		_exit(1);
	usleep(2000);
	if (write(descriptor, text + half, strlen(text) - half) < 0)
		_exit(1);
	close(descriptor);
	unlink(dotlock);
}

START_TEST(r5_a_mail_server_appends)
{
	guint mails = crash_is_long() ? 10000 : 150, runs = 0;
	struct program program;
	int status, ended[2]; /* the first run has */

	crash_init(&program);
	g_autofree char *wanted = alone(&program, mails);
	g_autofree char *mbox = program_file(&program, "box.mbox");
	g_autofree char *lock = program_file(&program, "box.mbox.lock");
	ck_assert_int_eq(pipe(ended), 0);
	crash_make_mbox(&program, "box.mbox", 1);
	pid_t child = fork();
	if (child == 0) {
		for (guint i = 1; i < mails; i++) {
			g_autoptr(GString) text = g_string_new(NULL);

			crash_append_mbox(text, i);
			/* So that there is something left for a second run. */
			if (i + 1 == mails && read(ended[0], &status, 1) != 1)
				_exit(1);
			append_locked(mbox, text->str);
			usleep(300);
		}
		_exit(0);
	}
	do {
		status = program_run(
			&program, "exec \"$REBOUND\" process --batch 10 " OPTIONS "box.mbox");
		ck_assert_msg(status == 0, "%d: %s", status, program.err);
		if (runs++ == 0)
			ck_assert_int_eq(write(ended[1], "", 1), 1);
	} while (waitpid(child, &status, WNOHANG) == 0);
	ck_assert_int_eq(status, 0);
	close(ended[0]);
	close(ended[1]);
	ck_assert_int_ne(access(lock, F_OK), 0);
	ck_assert_int_eq(program_run(&program, "exec \"$REBOUND\" process " OPTIONS "box.mbox"), 0);
	ck_assert_uint_ge(runs, 2);
	check_same(&program, wanted, "appended to while it was read");
	program_clear(&program);
}
END_TEST

/* A mail that is half there, whichever way its writer says that he is at it. */
enum hold { DOTLOCK, DEAD_DOTLOCK, FCNTL, FLOCK };
static const struct {
	enum hold hold;
	const char *says;
} holds[] = {
	{DOTLOCK, "box.mbox.lock is there, so another program writes to it"},
	{DEAD_DOTLOCK, "which is gone; remove it if no mail system uses it"},
	{FCNTL, "another program has locked it"},
	{FLOCK, "another program has locked it"},
};

static void hold_box(const struct program *program, enum hold hold)
{
	g_autofree char *mbox = program_file(program, "box.mbox");
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int descriptor = open(mbox, O_RDWR | O_CLOEXEC);

	switch (hold) {
	case DOTLOCK: {
		g_autofree char *text = g_strdup_printf("%d\n", (int)getpid());
		program_write(program, "box.mbox.lock", text);
		break;
	}
	case DEAD_DOTLOCK:
		program_write(program, "box.mbox.lock", "99999999\n");
		break;
	case FCNTL:
		ck_assert_int_eq(fcntl(descriptor, F_SETLK, &whole), 0);
		pause();
		break;
	default:
		ck_assert_int_eq(flock(descriptor, LOCK_EX), 0);
		pause();
	}
}

START_TEST(r5_a_torn_message_is_put_off)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct program program;

	crash_init(&program);
	g_autofree char *wanted = alone(&program, 5);
	for (guint i = 0; i < 5; i++)
		crash_append_mbox(text, i);
	g_autofree char *half = g_strndup(text->str, text->len - 150);
	program_write(&program, "box.mbox", half);
	pid_t child = fork();
	if (child == 0) {
		hold_box(&program, holds[_i].hold);
		_exit(0);
	}
	g_usleep(100000);
	ck_assert_int_eq(program_run(&program, "exec \"$REBOUND\" process " OPTIONS "box.mbox"), 0);
	ck_assert_msg(strstr(program.err, holds[_i].says) != NULL, "%s", program.err);
	ck_assert_ptr_nonnull(strstr(program.err, "its last message is left for the next run"));
	ck_assert_int_eq(count_lines(program.err), 1);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	g_free(crash_dump_of(&program, CRASH_DECISIONS)); /* it is whole */
	/* The lock is its owner's to take away. */
	g_autofree char *lock = program_file(&program, "box.mbox.lock");
	ck_assert_int_eq(access(lock, F_OK) == 0, holds[_i].hold <= DEAD_DOTLOCK);
	g_unlink(lock);
	program_write(&program, "box.mbox", text->str);
	ck_assert_int_eq(program_run(&program, "exec \"$REBOUND\" process " OPTIONS "box.mbox"), 0);
	ck_assert_str_eq(program.err, "");
	check_same(&program, wanted, "after the torn message");
	program_clear(&program);
}
END_TEST

/* ---- R6 ---- */

static void make_old(const struct program *program)
{
	struct program shell = {.folder = program->folder};

	ck_assert_int_eq(
		program_run(&shell, "find box -type f -exec touch -d 2026-03-03T04:05:06Z {} +"),
		0);
	g_free(shell.out);
	g_free(shell.err);
}

/* Renames messages as a mail client does: to cur, with flags, and with other flags. */
static void rename_at_random(const struct program *program, guint count, guint seed)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(seed);
	static const char *const flags[] = {":2,", ":2,S", ":2,RS", ":2,F", ":2,FS"};
	guint *now = g_new0(guint, count); /* 0: in new; else the flag plus 1 */

	for (;;) {
		guint i = (guint)g_rand_int_range(random, 0, (gint)count);
		guint next = 1 + (guint)g_rand_int_range(random, 0, G_N_ELEMENTS(flags));
		char from[512], to[512];

		if (now[i] == 0)
			g_snprintf(
				from, sizeof(from), "%s/box/new/%08u.m.host", program->folder, i);
		else
			g_snprintf(from, sizeof(from), "%s/box/cur/%08u.m.host%s", program->folder,
				i, flags[now[i] - 1]);
		g_snprintf(to, sizeof(to), "%s/box/cur/%08u.m.host%s", program->folder, i,
			flags[next - 1]);
		if (rename(from, to) == 0)
			now[i] = next;
	}
}

START_TEST(r6_messages_are_renamed)
{
	guint mails = crash_is_long() ? 3000 : 250, rounds = crash_is_long() ? 30 : 2;
	struct program program;

	crash_init(&program);
	g_free(alone(&program, mails));
	ck_assert_int_eq(
		program_run(&program, "exec \"$REBOUND\" process " OPTIONS "whole.mbox"), 0);
	g_autofree char *wanted = crash_dump_of(&program, CRASH_KEYS);
	for (guint round = 0; round < rounds; round++) {
		g_autofree char *box = program_file(&program, "box");

		remove_tree(box);
		crash_make_maildir(&program, "box", mails);
		make_old(&program);
		crash_reset(&program);
		pid_t child = fork();
		if (child == 0)
			rename_at_random(&program, mails, round);
		int status = program_run(&program, "exec \"$REBOUND\" process " OPTIONS "box");
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		ck_assert_msg(status == 0, "%d: %s", status, program.err);
		/* What was renamed again and again, the next run finds. */
		ck_assert_int_eq(
			program_run(&program, "exec \"$REBOUND\" process " OPTIONS "box"), 0);
		/* In another order, perhaps, so that not every decision is the same. */
		g_autofree char *got = crash_dump_of(&program, CRASH_KEYS);
		crash_compare(got, wanted, "renamed while it was read");
	}
	program_clear(&program);
}
END_TEST

/* Deleted between listing and reading: passed over, and no reason to stop. */
START_TEST(r6_messages_are_deleted)
{
	struct program program;

	crash_init(&program);
	crash_make_maildir(&program, "box", 400);
	make_old(&program);
	pid_t child = fork();
	if (child == 0) {
		for (int i = 399; i >= 0; i -= 2) {
			char path[512];

			g_snprintf(path, sizeof(path), "%s/box/new/%08d.m.host", program.folder, i);
			unlink(path);
		}
		_exit(0);
	}
	ck_assert_int_eq(program_run(&program, "exec \"$REBOUND\" process " OPTIONS "box"), 0);
	waitpid(child, NULL, 0);
	program_run(
		&program, "sqlite3 rebound.db 'SELECT count(*) >= 200 FROM messages' || echo 1");
	ck_assert_int_eq(atoi(program.out), 1);
	program_clear(&program);
}
END_TEST

/* ---- R7 ---- */

START_TEST(r7_what_is_half_written_is_put_off)
{
	struct program program;

	crash_init(&program);
	g_autofree char *wanted = alone(&program, 20);
	crash_make_maildir(&program, "box", 20);
	make_old(&program);
	/* tmp holds what is not there yet; somebody copies a mail into new, slowly. */
	program_run(&program,
		"cp box/new/00000001.m.host box/tmp/1; head -c 300 box/new/00000019.m.host >half;"
		"cp box/new/00000019.m.host whole; cp half box/new/00000019.m.host");
	pid_t child = fork();
	if (child == 0) {
		g_autofree char *path = program_file(&program, "box/new/00000019.m.host");

		for (guint i = 0; i < 40; i++) {
			int descriptor = open(path, O_WRONLY | O_APPEND);

			if (write(descriptor, "x", 1) < 0)
				_exit(1);
			close(descriptor);
			usleep(100000);
		}
		_exit(0);
	}
	ck_assert_int_eq(program_run(&program, "exec \"$REBOUND\" process " OPTIONS "box"), 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	ck_assert_ptr_nonnull(strstr(program.err, "1 message was still being written"));
	ck_assert_int_eq(
		program_run(&program, "cp whole box/new/00000019.m.host; make_old=1;"
				      "touch -d 2026-03-03T04:05:06Z box/new/*; ls box/tmp"),
		0);
	ck_assert_str_eq(program.out, "1\n");
	ck_assert_int_eq(program_run(&program, "exec \"$REBOUND\" process " OPTIONS "box"), 0);
	check_same(&program, wanted, "after the half one");
	program_clear(&program);
}
END_TEST

/* ---- R11 ---- */

static const char *const signals[] = {"TERM", "INT", "HUP"};

START_TEST(r11_ended_by_a_signal)
{
	guint rounds = crash_is_long() ? 200 : 4, mails = 300, early = 0;
	g_autoptr(GRand) random = g_rand_new_with_seed(11 + (guint)_i);
	struct program program;

	crash_init(&program);
	g_autofree char *wanted = alone(&program, mails);
	gint64 start = g_get_monotonic_time();
	program_run(&program, "exec \"$REBOUND\" process --batch 20 " OPTIONS "whole.mbox");
	double seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
	for (guint i = 0; i < rounds; i++) {
		g_autofree char *line = g_strdup_printf(
			"\"$REBOUND\" process --batch 20 --jobs 2 " OPTIONS
			"whole.mbox & sleep %.4f;"
			"kill -%s $!; start=$(date +%%s%%N); wait $!; status=$?;"
			"echo $((($(date +%%s%%N) - start) / 1000000)); exit $status",
			g_rand_double_range(random, 0, seconds), signals[_i]);

		crash_reset(&program);
		int status = program_run(&program, line);
		/* Before it began there is nothing to say. */
		ck_assert_msg(
			status == 0 || status == 75 || status > 128, "%d: %s", status, program.err);
		ck_assert_msg(atoi(program.out) < SANITIZED_SECONDS(2) * 1000, "it took %s ms",
			program.out);
		if (status == 75) {
			early++;
			ck_assert_ptr_nonnull(strstr(program.err, "ended early as asked"));
		}
		ck_assert_int_eq(
			program_run(&program, "exec \"$REBOUND\" process " OPTIONS "whole.mbox"),
			0);
		check_same(&program, wanted, "after a signal");
	}
	program_clear(&program);
}
END_TEST

/* Also while it waits for the database that another program holds. */
START_TEST(r11_ended_while_it_waits)
{
	struct program program;

	crash_init(&program);
	g_free(alone(&program, 10));
	program_run(&program, "exec \"$REBOUND\" suppressions add x@example.org");
	g_autofree char *path = program_file(&program, "rebound.db");
	sqlite3 *database;
	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	gint64 start = g_get_monotonic_time();
	int status = program_run(&program, "\"$REBOUND\" process " OPTIONS "whole.mbox & sleep 1;"
					   "kill -TERM $!; wait $!");
	ck_assert_int_lt(g_get_monotonic_time() - start, 4 * G_USEC_PER_SEC);
	ck_assert_int_eq(status, 75);
	sqlite3_close(database);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("contention");
	TCase *tcase = tcase_create("contention");

	tcase_set_timeout(tcase, crash_is_long() ? 7200 : 240);
	tcase_add_loop_test(tcase, r4_runs_at_once, 0, G_N_ELEMENTS(crowds));
	tcase_add_test(tcase, r4_a_run_waits_for_its_turn);
	tcase_add_test(tcase, r5_a_mail_server_appends);
	tcase_add_loop_test(tcase, r5_a_torn_message_is_put_off, 0, G_N_ELEMENTS(holds));
	tcase_add_test(tcase, r6_messages_are_renamed);
	tcase_add_test(tcase, r6_messages_are_deleted);
	tcase_add_test(tcase, r7_what_is_half_written_is_put_off);
	tcase_add_loop_test(tcase, r11_ended_by_a_signal, 0, G_N_ELEMENTS(signals));
	tcase_add_test(tcase, r11_ended_while_it_waits);
	suite_add_tcase(suite, tcase);
	return suite;
}
