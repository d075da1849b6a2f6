/* SPDX-License-Identifier: MIT */
#include "program.h"

#include <sysexits.h>

/* A bounce of ann@quay.example: her mailbox is full. */
#define BOUNCE(day)                                                                                \
	"From MAILER-DAEMON Tue Mar  " #day " 04:05:06 2026\n"                                     \
	"Message-ID: <b" #day "@mx.quay.example>\nFrom: MAILER-DAEMON@mx.quay.example\n"           \
	"Subject: Undelivered mail\n"                                                              \
	"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"              \
	"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.quay.example\n\n"    \
	"Final-Recipient: rfc822; ann@quay.example\nAction: failed\nStatus: 5.2.2\n"               \
	"Diagnostic-Code: smtp; 552 5.2.2 mailbox full\n\n--b--\n\n"

#define NOW	" --now 2026-03-20T00:00:00Z "
#define PROCESS "$REBOUND process -q --trust-source" NOW
#define EXPORT	"$REBOUND suppressions export --format plain" NOW ";"

static const char before[] = BOUNCE(1) BOUNCE(2) BOUNCE(3) BOUNCE(4);
static const char last[] = BOUNCE(6);

static const struct {
	const char *name;
	const char *line; /* between the fourth and the fifth failure */
	const char *out;
} stories[] = {
	{"no delivery", "true", "ann@quay.example\n"},
	{"by argument", "$REBOUND delivered -q --now 2026-03-05T00:00:00Z ANN@quay.example", ""},
	{"by list with a time",
		"printf 'bob@quay.example\\nann@quay.example,2026-03-05T00:00:00Z\\n\\n' |"
		"$REBOUND delivered -q" NOW,
		""},
	{"of a later time",
		"printf 'ann@quay.example 2026-03-07T00:00:00Z\\n' | $REBOUND delivered -q" NOW,
		""},
	{"an earlier one than the first four",
		"printf 'ann@quay.example 2026-02-01\\n' | $REBOUND delivered -q" NOW,
		"ann@quay.example\n"},
	{"of a log of Postfix",
		"printf '%s\\n' 'Mar  5 00:00:00 mail postfix/smtp[1]: A1: to=<ann@quay.example>, "
		"relay=mx.quay.example[192.0.2.1]:25, delay=1, dsn=2.0.0, status=sent (250 ok)' "
		"'Mar  5 00:00:00 mail postfix/smtp[1]: A2: to=<x@quay.example>, status=bounced "
		"(550 "
		"no)' 'else' | $REBOUND delivered --log --now 2026-03-05T00:00:00Z",
		"1 address noted; 0 of them suppressed, as before.\n"},
	{"of a log of Exim",
		"printf '%s\\n' '2026-03-05 00:00:00 1abcde-0000 => ann <ann@quay.example> R=dns "
		"T=smtp' '2026-03-05 00:00:00 1abcde-0001 ** x@quay.example: no' |"
		"$REBOUND delivered --log --now 2026-03-05T00:00:00Z",
		"1 address noted; 0 of them suppressed, as before.\n"},
	{"of a log with a later day, read in time",
		"printf '%s\\n' 'Mar  7 00:00:00 mail postfix/smtp[1]: A1: to=<ann@quay.example>, "
		"relay=x, status=sent (250 ok)' | $REBOUND delivered -q --log" NOW,
		""},
	{"of a log with an earlier day, read late",
		"printf '%s\\n' '2026-02-27T01:00:00.123456+01:00 mail postfix/smtp[1]: A1: "
		"to=<ann@quay.example>, relay=x, status=sent (250 ok)' |"
		"$REBOUND delivered -q --log" NOW,
		"ann@quay.example\n"},
	{"of last December",
		"printf '%s\\n' 'Dec 31 23:00:00 mail postfix/smtp[1]: A1: to=<ann@quay.example>, "
		"relay=x, status=sent (250 ok)' | $REBOUND delivered -q --log" NOW,
		"ann@quay.example\n"},
	{"of a log without a time",
		"printf '%s\\n' 'postfix/smtp[1]: A1: to=<ann@quay.example>, relay=x, status=sent "
		"(250 ok)' | $REBOUND delivered -q --log --now 2026-03-05T00:00:00Z",
		"ann@quay.example\n"},
	{"she signed up anew",
		"$REBOUND delivered --imported -q --now 2026-03-05T00:00:00Z ann@quay.example", ""},
	{"taken back",
		"$REBOUND delivered -q --now 2026-03-05T00:00:00Z ann@quay.example;"
		"$REBOUND undo --run 2 >/dev/null",
		"ann@quay.example\n"},
};

/* Five failures suppress, unless a delivery lies between. */
START_TEST(a_delivery_clears_what_was_before)
{
	struct program program;

	program_init(&program);
	program_write(&program, "before", before);
	program_write(&program, "last", last);
	g_autofree char *line = g_strdup_printf(
		PROCESS "before && { %s; } && " PROCESS "last;" EXPORT, stories[_i].line);
	ck_assert_msg(program_run(&program, line) == 0, "%s: %s", stories[_i].name, program.err);
	ck_assert_msg(strcmp(program.out, stories[_i].out) == 0, "%s: %s%s", stories[_i].name,
		program.out, program.err);
	program_clear(&program);
}
END_TEST

/* A suppression stays, and is named; the same delivery again is none. */
START_TEST(a_suppression_stays)
{
	struct program program;

	program_init(&program);
	program_run(&program, "$REBOUND suppressions add ann@quay.example --now 2026-03-01 &&"
			      "for i in 1 2; do $REBOUND delivered" NOW
			      "ann@quay.example bob@quay.example; done;" EXPORT);
	ck_assert_str_eq(program.out,
		"1 added.\n2 addresses noted; 1 of them suppressed, as before.\n"
		"2 addresses noted; 1 of them suppressed, as before.\nann@quay.example\n");
	ck_assert_ptr_nonnull(strstr(program.err, "rebound: ann@quay.example: it was delivered to, "
						  "though it is suppressed (manual)"));
	program_clear(&program);
}
END_TEST

/* Lines of a log that goes on: others get their turn while no line comes. */
static const struct {
	const char *command, *line;
} pipes[] = {
	{"delivered -q", "ann@quay.example"},
	{"replies -", "{\"address\": \"ann@quay.example\", \"reply\": \"550 5.1.1 no\", \"time\": "
		      "1772000000}"},
};

START_TEST(a_slow_pipe_holds_up_nobody)
{
	struct program program;

	program_init(&program);
	g_autofree char *line = g_strdup_printf(
		"mkfifo pipe; $REBOUND suppressions add x@quay.example; exec 3<>pipe; $REBOUND %s "
		"<pipe 3<&- & run=$!; echo '%s' >&3; sleep 0.3; $REBOUND suppressions add "
		"y@quay.example; status=$?; exec 3>&-; wait $run || exit 1; exit $status",
		pipes[_i].command, pipes[_i].line);
	gint64 start = g_get_monotonic_time();
	program_run(&program, line);
	ck_assert_msg(program.status == 0, "%d: %s", program.status, program.err);
	ck_assert_int_lt(g_get_monotonic_time() - start, 8 * (gint64)G_USEC_PER_SEC);
	/* And it was taken at the end. */
	program_run(&program, "$REBOUND undo --last --dry-run");
	ck_assert_msg(strstr(program.out, "It would be undone") != NULL, "%s%s", program.out,
		program.err);
	program_clear(&program);
}
END_TEST

START_TEST(mistakes_are_told)
{
	struct program program;

	program_init(&program);
	/* One bad line stops none of the others. */
	program_run(&program, "printf 'ann@quay.example\\nno address\\nbob@quay.example\\n' | "
			      "$REBOUND delivered");
	ck_assert_int_eq(program.status, EX_DATAERR);
	ck_assert_str_eq(program.err, "rebound: line 2: 'no address' is no mail address; write "
				      "ADDRESS, or ADDRESS,TIME\n");
	ck_assert_str_eq(program.out, "2 addresses noted; 0 of them suppressed, as before.\n");
	/* Of arguments, all are taken or none. */
	program_run(&program, "$REBOUND delivered --db other.db ann@quay.example bob");
	ck_assert_int_eq(program.status, EX_USAGE);
	program_run(&program, "$REBOUND undo --db other.db --run 1");
	ck_assert_int_ne(program.status, 0);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND delivered --replied --imported a@b.example"),
		EX_USAGE);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("delivered");
	TCase *tcase = tcase_create("delivered");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(
		tcase, a_delivery_clears_what_was_before, 0, (int)G_N_ELEMENTS(stories));
	tcase_add_test(tcase, a_suppression_stays);
	tcase_add_loop_test(tcase, a_slow_pipe_holds_up_nobody, 0, G_N_ELEMENTS(pipes));
	tcase_add_test(tcase, mistakes_are_told);
	suite_add_tcase(suite, tcase);
	return suite;
}
