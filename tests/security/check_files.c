/* SPDX-License-Identifier: MIT */
#include "hostile.h"

/*
 * R3, R13: files that are named by mistake, and a process that may not open, write or hold as much
 * as it would: one line says it, the exit code tells what passes, and nothing is lost.
 */

enum { MAILS = 400 };

static const struct {
	const char *line;
	int status;
	const char *said; /* on standard error */
} rows[] = {
	/* Files that hold something else than events. */
	{"$REBOUND process -q --events box box", 73, "holds no events"},
	{"$REBOUND process -q --events other.db box", 73, "holds no events"},
	{"$REBOUND process -q --events other.db --db other.db box", 73, "holds no events"},
	{"$REBOUND process -q --events M/new/1 M", 73, "holds no events"},
	{"ln -s box link; $REBOUND process -q --events link box", 73, "holds no events"},
	{"printf '{\"Type\":\"Notification\"}' >box2; cp box2 old; $REBOUND process -q --events "
	 "box2 "
	 "box2; r=$?; cmp box2 old && exit $r",
		73, "holds no events"},
	/* Such as hold events, or are none. */
	{"$REBOUND process -q --db a.db --events e box && $REBOUND process -q --db b.db --events e "
	 "box",
		0, NULL},
	{": >e; $REBOUND process -q --events e box && test -s e", 0, NULL},
	{"$REBOUND process -q --events /dev/null box", 0, NULL},
	/* Files that may not grow. */
	{"ulimit -f 8; $REBOUND parse box >out", 74, "File too large"},
	{"ulimit -f 8; $REBOUND process -q box", 75, "nothing was lost"},
	/* Few descriptors. */
	{"ulimit -n 9; $REBOUND process -q --jobs 2 box", 75, "Too many open files"},
	{"ulimit -n 12; $REBOUND process -q --jobs 2 box", 75, "Too many open files"},
	/* Loops, and ends of links that are none. */
	{"ln -s loop loop; $REBOUND parse loop", 66, "symbolic links"},
	{"ln -s nowhere dangling; $REBOUND process dangling", 66, "No such file"},
	{"$REBOUND process --db /dev/full box", 73, "is no file"},
	{"mkfifo fifo; $REBOUND process --db fifo box", 73, "is no file"},
	{"$REBOUND process --db box box", 65, "no rebound database"},
	{"$REBOUND parse /dev/zero", 66, "is no file"},
};

START_TEST(test_r3_r13_files)
{
	struct program program;

	program_init(&program);
	FILE *box = hostile_open(&program, "box");
	for (guint i = 0; i < MAILS; i++)
		fprintf(box,
			HOSTILE_FROM HOSTILE_HEAD "X-Id: %u\n\n<r%u@quay.example>: 550 5.1.1 User "
						  "unknown\n\n",
			i, i);
	ck_assert_int_eq(fclose(box), 0);
	program_run(&program, "mkdir -p M/new M/cur M/tmp; head -8 box | tail -7 >M/new/1;"
			      "$REBOUND process -q --db other.db box;"
			      "cat box other.db M/new/1 >whole");
	g_autofree char *line = g_strdup_printf("(%s)", rows[_i].line);
	program_run(&program, line);
	ck_assert_msg(program.status == rows[_i].status, "%s: %d: %s", rows[_i].line,
		program.status, program.err);
	if (rows[_i].said != NULL) {
		ck_assert_msg(strstr(program.err, rows[_i].said) != NULL, "%s: %s", rows[_i].line,
			program.err);
		ck_assert_msg(count_lines(program.err) == 1, "%s: %s", rows[_i].line, program.err);
		ck_assert(g_str_has_prefix(program.err, "rebound: "));
	}
	/* What was there is still there, and the next run does what this one could not. */
	ck_assert_int_eq(program_run(&program, "cat box other.db M/new/1 | cmp - whole"), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND process -q --db fresh.db box &&"
					       "$REBOUND check-db --db fresh.db"),
		0);
	ck_assert_ptr_nonnull(strstr(program.out, "400 messages"));
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("files");
	TCase *tcase = tcase_create("files");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_r3_r13_files, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
