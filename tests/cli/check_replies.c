/* SPDX-License-Identifier: MIT */
#include "program.h"

#define TAKE "$REBOUND replies --now 2026-01-31T12:05:00Z "

static const char replies[] =
	"{\"address\": \"ann@example.org\", \"reply\": \"452 4.2.2 Mailbox full\", "
	"\"time\": \"2026-01-31T12:00:00Z\", \"message_id\": \"<one@example.com>\"}\n"
	"{\"reply\": \"550 5.1.1 <eve@example.net>: User unknown\", \"time\": 1769860800, "
	"\"address\": \"bob@example.org\", \"anything\": [1, {}]}\r\n"
	"\n"
	"{\"address\": \"cid@example.org\", \"reply\": \"250 2.0.0 Ok\", "
	"\"time\": \"2026-01-31T12:00:00Z\"}\n"
	"{\"address\": \"dan@example.org\", \"reply\": \"451 4.7.1 Greylisted, try again in 300 "
	"seconds\", \"time\": \"2026-01-31T12:00:00Z\"}";

static void setup(struct program *program)
{
	program_init(program);
	program_write(program, "replies.jsonl", replies);
}

START_TEST(replies_are_taken_once)
{
	struct program program;

	setup(&program);
	ck_assert_int_eq(program_run(&program, TAKE "--dry-run replies.jsonl"), 0);
	ck_assert_str_eq(program.out, "4 replies read\n      3  failures\n"
				      "      1  addresses suppressed\n"
				      "      2  retries scheduled\n      1  no failures\n");
	ck_assert_int_eq(program_run(&program, "test -e rebound.db"), 1);
	ck_assert_int_eq(program_run(&program, TAKE "- < replies.jsonl"), 0);
	ck_assert_ptr_nonnull(
		strstr(program.out, "\nRun 1; `rebound undo --run 1` takes it back.\n"));
	ck_assert_int_eq(program_run(&program, TAKE "replies.jsonl"), 0);
	ck_assert_str_eq(
		program.out, "4 replies read\n      1  no failures\n      3  taken before\n");
	/* The address of the line counts, whatever the server names. */
	program_run(&program, "$REBOUND suppressions export --format plain");
	ck_assert_str_eq(program.out, "bob@example.org\n");
	/* A session's times, and a hint. */
	program_run(&program, "$REBOUND retries list");
	ck_assert_msg(strstr(program.out, "retry 1 of 6, 15m after the failure\n") != NULL &&
			      strstr(program.out, "retry 1 of 6, 5m after the failure, as its text "
						  "asks\n") != NULL,
		"%s", program.out);
	ck_assert_int_eq(program_run(&program, "$REBOUND undo --last"), 0);
	program_run(&program, "$REBOUND suppressions export --format plain");
	ck_assert_str_eq(program.out, "");
	ck_assert_int_eq(program_run(&program, TAKE "replies.jsonl"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "      1  addresses suppressed\n"));
	program_clear(&program);
}
END_TEST

/* A retry that fails in a session goes on by the times of a session. */
START_TEST(steps_of_a_session)
{
	struct program program;

	setup(&program);
	program_run(&program, TAKE "replies.jsonl");
	program_run(&program, "$REBOUND retries failed 1 --why '452 4.2.2 Mailbox full' --now "
			      "2026-01-31T13:00:00Z");
	ck_assert_msg(strstr(program.out, "again at 2026-01-31T14:0") != NULL &&
			      strstr(program.out, "retry 2 of 6, 1h after the failure") != NULL,
		"%s%s", program.out, program.err);
	program_clear(&program);
}
END_TEST

/* Lines that are passed over, each with a word. */
static const struct {
	const char *line, *message;
} lines[] = {
	{"nonsense", "is no JSON object"},
	{"[1]", "is no JSON object"},
	{"\"text\"", "is no JSON object"},
	{"{\"address\": \"a@example.org\", \"reply\": \"550 no\"}",
		"needs address, reply and time"},
	{"{\"address\": 7, \"reply\": \"550 no\", \"time\": 1}", "holds no mail address"},
	{"{\"address\": \"a@example.org\\nb@example.org\", \"reply\": \"550 no\", \"time\": 1}",
		"holds no mail address"},
	{"{\"address\": \"a@example.org\", \"reply\": \"550 no\", \"time\": \"soon\"}",
		"has a time that is none"},
	{"{\"address\": \"a@example.org\", \"reply\": \"550 no\", \"time\": 9999999999999}",
		"has a time that is none"},
	{"{\"address\": \"a@example.org\", \"reply\": \"550 no\", \"time\": \"\"}",
		"has a time that is none"},
};

START_TEST(a_bad_line_stops_nothing)
{
	struct program program;
	g_autofree char *text = g_strconcat(lines[_i].line, "\n", replies, NULL);

	program_init(&program);
	program_write(&program, "replies.jsonl", text);
	ck_assert_int_eq(program_run(&program, TAKE "replies.jsonl"), 0);
	ck_assert_msg(g_str_has_prefix(program.err, "rebound: replies.jsonl:1: ") &&
			      strstr(program.err, lines[_i].message) != NULL,
		"%s", program.err);
	ck_assert_ptr_nonnull(strstr(program.out, "      3  failures\n"));
	ck_assert_ptr_nonnull(strstr(program.out, "      1  could not be read\n"));
	program_clear(&program);
}
END_TEST

START_TEST(mistakes_are_told)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, "$REBOUND replies"), 64);
	ck_assert_int_eq(program_run(&program, "$REBOUND replies none.jsonl"), 66);
	ck_assert_ptr_nonnull(strstr(program.err, "none.jsonl: No such file or directory"));
	ck_assert_int_eq(program_run(&program, "$REBOUND replies ."), 66);
	/* A file of another kind. */
	ck_assert_int_eq(program_run(&program, "$REBOUND replies $TOP/README.md"), 65);
	ck_assert_uint_eq(count_lines(program.err), 10);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("replies");
	TCase *tcase = tcase_create("replies");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, replies_are_taken_once);
	tcase_add_test(tcase, steps_of_a_session);
	tcase_add_loop_test(tcase, a_bad_line_stops_nothing, 0, G_N_ELEMENTS(lines));
	tcase_add_test(tcase, mistakes_are_told);
	suite_add_tcase(suite, tcase);
	return suite;
}
