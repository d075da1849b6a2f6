/* SPDX-License-Identifier: MIT */
#include "program.h"

/* The day of the mails; retries of the first step are due within seven hours. */
#define PROCESS "$REBOUND process --trust-source --quiet --now 2026-01-01T12:00:00Z mails"
#define LATER	" --now 2026-01-01T20:00:00Z"

static void write_bounce(const struct program *program, const char *name, const char *address)
{
	g_autofree char *text = g_strdup_printf(
		"Return-Path: <>\n"
		"Received: from mx.example.net by mail.example.com; Thu, 1 Jan 2026 11:00:00 "
		"+0000\n"
		"From: MAILER-DAEMON@mx.example.net\nTo: news@example.com\nSubject: Undelivered\n"
		"Date: Thu, 1 Jan 2026 11:00:00 +0000\nMessage-ID: <%s@mx.example.net>\n"
		"MIME-Version: 1.0\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\nContent-Type: text/plain\n\nYour message could not be delivered.\n"
		"--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.example.net\n\n"
		"Final-Recipient: rfc822; %s\nAction: failed\nStatus: 4.2.2\n"
		"Diagnostic-Code: smtp; 452 4.2.2 Mailbox full\n"
		"--b\nContent-Type: message/rfc822\n\n"
		"From: news@example.com\nTo: %s\nSubject: News\nMessage-ID: <%s@example.com>\n\n"
		"Hello\n--b--\n",
		name, address, address, name);
	g_autofree char *path = g_strdup_printf("mails/%s.eml", name);

	program_write(program, path, text);
}

static void setup(struct program *program)
{
	program_init(program);
	ck_assert_int_eq(program_run(program, "mkdir mails"), 0);
	write_bounce(program, "one", "ann@example.org");
	write_bounce(program, "two", "bob@example.org");
	write_bounce(program, "three", "cid@example.net");
	ck_assert_int_eq(program_run(program, PROCESS), 0);
}

static void check_output(
	struct program *program, const char *line, int status, const char *expected)
{
	program_run(program, line);
	ck_assert_msg(program->status == status, "%s: %d, %s", line, program->status, program->err);
	ck_assert_msg(strcmp(status == 0 ? program->out : program->err, expected) == 0,
		"%s: \"%s\" instead of \"%s\"", line, status == 0 ? program->out : program->err,
		expected);
}

START_TEST(a_lease_is_taken_and_closed)
{
	struct program program;

	setup(&program);
	check_output(&program, "$REBOUND retries due --now 2026-01-01T13:00:00Z", 0,
		"Nothing is due.\n");
	check_output(&program, "$REBOUND retries due --json --now 2026-01-01T13:00:00Z", 0, "");
	program_run(&program, "$REBOUND retries due --json --limit 2" LATER);
	ck_assert_uint_eq(count_lines(program.out), 2);
	ck_assert_ptr_nonnull(
		strstr(program.out, "\"lease\":\"L1\",\"lease_ends\":\"2026-01-01T20:10:00Z\""));
	program_run(&program, "$REBOUND retries due --lease 1h" LATER);
	ck_assert_ptr_nonnull(strstr(program.out, "L2, until 2026-01-01T21:00:00Z:\n"));
	ck_assert_uint_eq(count_lines(program.out), 3);
	check_output(&program, "$REBOUND retries due" LATER, 0, "Nothing is due.\n");
	program_run(&program, "$REBOUND retries list" LATER);
	ck_assert_ptr_nonnull(strstr(program.out, "step 1 (L1 until 2026-01-01T20:10:00Z)\n"));
	check_output(&program, "$REBOUND retries done L1" LATER, 0, "2 retries closed as sent.\n");
	check_output(&program, "$REBOUND retries done L1" LATER, 0, "0 retries closed as sent.\n");
	check_output(&program, "$REBOUND retries done 1 2 2 3" LATER, 0,
		"1 retry closed as sent.\n2 closed before.\n");
	check_output(&program, "$REBOUND retries list", 0, "No retries.\n");
	program_clear(&program);
}
END_TEST

START_TEST(the_reply_decides)
{
	struct program program;

	setup(&program);
	program_run(&program, "$REBOUND retries due" LATER);
	/* The second step after a bounce mail is a day. */
	program_run(&program, "$REBOUND retries failed 1 --why '452 4.2.2 Mailbox full'" LATER);
	ck_assert_msg(strstr(program.out, "again at 2026-01-02T2") != NULL &&
			      strstr(program.out, ", step 2: ") != NULL,
		"%s%s", program.out, program.err);
	program_run(&program, "$REBOUND retries failed 1 --why '452 4.2.2 Mailbox full'" LATER);
	ck_assert_ptr_nonnull(strstr(program.out, ": closed before\n"));
	/* An address that turns out to be dead, whatever other address the reply names. */
	program_run(&program, "$REBOUND retries failed 2 --why '550 5.1.1 <eve@example.com>: User "
			      "unknown'" LATER);
	ck_assert_msg(strstr(program.out, "suppress:active") != NULL, "%s", program.out);
	program_run(&program, "$REBOUND suppressions list" LATER);
	ck_assert_uint_eq(count_lines(program.out), 2);
	/* What is nobody's fault over there is over. */
	program_run(&program, "$REBOUND retries failed 3 --why '552 5.3.4 Message too big'" LATER);
	ck_assert_msg(strstr(program.out, "not sent again") != NULL, "%s", program.out);
	program_run(&program, "$REBOUND retries list --json" LATER);
	ck_assert_uint_eq(count_lines(program.out), 1);
	ck_assert_ptr_nonnull(strstr(program.out, "\"step\":2"));
	program_clear(&program);
}
END_TEST

START_TEST(the_last_step_is_over)
{
	struct program program;

	setup(&program);
	program_run(&program, "$REBOUND retries failed 1" LATER);
	ck_assert_msg(strstr(program.out, ", step 2: ") != NULL, "%s%s", program.out, program.err);
	/* Nothing was said, so that no rule judges it, now or later. */
	program_run(&program, "$REBOUND diff shipped shipped; $REBOUND reclassify");
	ck_assert_ptr_nonnull(strstr(program.out, "0 verdicts differ"));
	ck_assert_ptr_null(strstr(program.out, "1 verdict differs"));
	program_run(&program, "$REBOUND retries failed 4 --now 2026-01-03T20:00:00Z");
	ck_assert_msg(strstr(program.out, ", step 3: ") != NULL, "%s%s", program.out, program.err);
	program_run(&program, "$REBOUND retries failed 5 --now 2026-01-08T20:00:00Z");
	ck_assert_msg(strstr(program.out, ": over: past the last step\n") != NULL, "%s%s",
		program.out, program.err);
	program_clear(&program);
}
END_TEST

/* A failure that was told by mistake is taken back like any run. */
START_TEST(a_failure_is_undone)
{
	struct program program;

	setup(&program);
	program_run(&program, "$REBOUND retries due --lease 1h" LATER);
	program_run(&program, "$REBOUND retries failed L1 --why '550 5.1.1 User unknown'" LATER);
	ck_assert_uint_eq(count_lines(program.out), 3);
	check_output(&program, "$REBOUND retries list --all --json | grep -c cancelled", 0, "3\n");
	ck_assert_int_eq(program_run(&program, "$REBOUND undo --last"), 0);
	program_run(&program, "$REBOUND retries list --json");
	ck_assert_uint_eq(count_lines(program.out), 3);
	ck_assert_ptr_null(strstr(program.out, "\"step\":2"));
	check_output(&program, "$REBOUND suppressions list", 0, "No suppressions.\n");
	/* And can be told rightly. */
	check_output(&program, "$REBOUND retries done 1 2 3", 0, "3 retries closed as sent.\n");
	program_clear(&program);
}
END_TEST

static const struct {
	const char *arguments;
	const char *message;
} mistakes[] = {
	{"due --lease 5s", "rebound: --lease: '5s' is no span from 10s to 7d; write it as 10m\n"},
	{"due --lease soon",
		"rebound: --lease: 'soon' is no span from 10s to 7d; write it as 10m\n"},
	{"due 12", "rebound retries: '12' is too much behind due; see `rebound retries --help`\n"},
	{"done", "rebound retries: done which? Name retries (12) or leases (L3); see `rebound "
		 "retries --help`\n"},
	{"done 99", "rebound: there is no retry 99\n"},
	{"done L99", "rebound: there is no lease L99\n"},
	{"done 1 ann@example.org",
		"rebound: 'ann@example.org' is neither a retry (12) nor a lease (L3)\n"},
	{"done 1x", "rebound: '1x' is neither a retry (12) nor a lease (L3)\n"},
	{"failed 1 --now 2026-01-01T13:00:00Z",
		"rebound: retry 1 is not due before 2026-01-01T17:0"},
	{"failed 1 --why '250 2.0.0 Ok' --now 2026-01-01T20:00:00Z",
		"rebound: --why: '250 2.0.0 Ok' reports no failure; say done instead\n"},
	{"sent 1", "rebound retries: there is no verb 'sent'; use list, due, done"},
};

START_TEST(mistakes_are_told)
{
	struct program program;
	g_autofree char *line = g_strdup_printf("$REBOUND retries %s", mistakes[_i].arguments);

	setup(&program);
	program_run(&program, line);
	ck_assert_int_eq(program.status, 64);
	ck_assert_msg(g_str_has_prefix(program.err, mistakes[_i].message), "%s", program.err);
	program_run(&program, "$REBOUND retries list --json");
	ck_assert_uint_eq(count_lines(program.out), 3);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("retries");
	TCase *retries = tcase_create("retries");

	tcase_set_timeout(retries, 60);
	tcase_add_test(retries, a_lease_is_taken_and_closed);
	tcase_add_test(retries, the_reply_decides);
	tcase_add_test(retries, the_last_step_is_over);
	tcase_add_test(retries, a_failure_is_undone);
	tcase_add_loop_test(retries, mistakes_are_told, 0, G_N_ELEMENTS(mistakes));
	suite_add_tcase(suite, retries);
	return suite;
}
