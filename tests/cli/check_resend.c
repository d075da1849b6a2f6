/* SPDX-License-Identifier: MIT */
#include "program.h"

#include "net/test_server.h"

#define PROCESS "$REBOUND process --trust-source --quiet --now 2026-01-01T12:00:00Z "
#define LATER	" --now 2026-01-01T20:00:00Z"

#define MAIL                                                                                       \
	"Return-Path: <news@example.com>\nFrom: news@example.com\nTo: ann@example.org\n"           \
	"Subject: News\nMessage-ID: <one@example.com>\n\n.dot\nHello\n"

/* A bounce of a full mailbox that returns a message. */
static char *make_bounce(const char *address, const char *returned)
{
	return g_strdup_printf(
		"Return-Path: <>\n"
		"Received: from mx.example.net by mail.example.com; Thu, 1 Jan 2026 11:00:00 "
		"+0000\n"
		"From: MAILER-DAEMON@mx.example.net\nTo: news@example.com\nSubject: Undelivered\n"
		"Date: Thu, 1 Jan 2026 11:00:00 +0000\nMessage-ID: <%x@mx.example.net>\n"
		"MIME-Version: 1.0\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\nContent-Type: text/plain\n\nYour message could not be delivered.\n"
		"--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.example.net\n\n"
		"Final-Recipient: rfc822; %s\nAction: failed\nStatus: 4.2.2\n"
		"Diagnostic-Code: smtp; 452 4.2.2 Mailbox full\n"
		"--b\nContent-Type: message/rfc822\n\n%s\n--b--\n",
		g_str_hash(address), address, returned);
}

static void write_bounce(
	const struct program *program, const char *name, const char *address, const char *returned)
{
	g_autofree char *text = make_bounce(address, returned);

	program_write(program, name, text);
}

static int resend(struct program *program, const struct test_server *server, const char *options)
{
	g_autofree char *line = g_strdup_printf("$REBOUND retries resend --smtp "
						"smtp://127.0.0.1:%u/rebound.example %s" LATER,
		server->port, options);

	return program_run(program, line);
}

static guint count_seen(const struct test_server *server, const char *start)
{
	guint count = 0;

	for (guint i = 0; i < server->seen->len; i++)
		count += g_str_has_prefix(test_server_seen(server, i), start);
	return count;
}

static void check_retries(struct program *program, const char *expected)
{
	program_run(program,
		"$REBOUND retries list --all --json | sed -E "
		"'s/.*\"address\":\"([^@]*).*\"state\":\"([^\"]*).*\"step\":([0-9]*).*/\\1 \\2 "
		"\\3/' | "
		"sort | tr '\\n' ';'");
	ck_assert_str_eq(program->out, expected);
}

START_TEST(a_message_is_sent_once)
{
	static const char *const replies[] = {"EHLO", "250-test\r\n250 8BITMIME\r\n", NULL};
	struct program program;
	struct test_server server;

	program_init(&program);
	write_bounce(&program, "one.eml", "ann@example.org", MAIL);
	ck_assert_int_eq(program_run(&program, PROCESS "one.eml"), 0);
	test_server_start(&server, NULL, replies);
	resend(&program, &server, "--from bounces@example.com");
	ck_assert_msg(
		program.status == 0 && strcmp(program.out, "     1  ann@example.org: sent\n1 sent, "
							   "0 refused, 0 not sent.\n") == 0,
		"%s%s", program.out, program.err);
	/* Once more: it is done. */
	ck_assert_int_eq(resend(&program, &server, "--from bounces@example.com"), 0);
	test_server_stop(&server);
	ck_assert_uint_eq(count_seen(&server, "MAIL FROM:<bounces@example.com>"), 1);
	ck_assert_uint_eq(count_seen(&server, "RCPT TO:<ann@example.org>\r\n"), 1);
	ck_assert_str_eq(test_server_seen(&server, 4),
		"From: news@example.com\r\nTo: ann@example.org\r\nSubject: News\r\n"
		"Message-ID: <one@example.com>\r\n\r\n..dot\r\nHello\r\n.\r\n");
	check_retries(&program, "ann done 1;");
	test_server_clear(&server);
	program_clear(&program);
}
END_TEST

/* What the server says of a mail, and what becomes of the retry. */
static const struct {
	const char *command, *reply;
	int status;
	const char *out, *retries;
} answers[] = {
	{"RCPT", "452 4.2.2 Mailbox full\r\n", 0, "refused (452 4.2.2 Mailbox full); again at",
		"ann scheduled 2;"},
	{"RCPT", "550-5.1.1 No such user\r\n550 5.1.1 <eve@example.net> at all\r\n", 0,
		"suppress:active", "ann cancelled 1;"},
	{".", "552 5.3.4 Message too big\r\n", 0, "not sent again", "ann over 1;"},
	{"CONNECT", "421 4.3.2 not now\r\n", 75, "0 sent, 0 refused", "ann scheduled 1;"},
	{"MAIL", "550 5.7.1 who are you\r\n", 75, "0 sent, 0 refused", "ann scheduled 1;"},
	{"RCPT", "", 75, "0 sent, 0 refused", "ann scheduled 1;"},
	/* The answer to the mail never came: nobody may send it again. */
	{".", "", 0, "perhaps sent", "ann scheduled 1;"},
};

START_TEST(what_the_server_says)
{
	const char *const replies[] = {answers[_i].command, answers[_i].reply, NULL};
	gboolean uncertain = strcmp(answers[_i].out, "perhaps sent") == 0;
	struct program program;
	struct test_server server;

	program_init(&program);
	write_bounce(&program, "one.eml", "ann@example.org", MAIL);
	ck_assert_int_eq(program_run(&program, PROCESS "one.eml"), 0);
	test_server_start(&server, NULL, replies);
	resend(&program, &server, "--from bounces@example.com");
	ck_assert_msg(program.status == answers[_i].status &&
			      strstr(program.out, answers[_i].out) != NULL,
		"%d %s%s", program.status, program.out, program.err);
	test_server_stop(&server);
	check_retries(&program, answers[_i].retries);
	/* What was not sent is due at once; what was perhaps sent is not. */
	program_run(&program, "$REBOUND retries due --json" LATER);
	ck_assert_uint_eq(count_lines(program.out),
		strstr(answers[_i].retries, "scheduled 1") != NULL && !uncertain ? 1 : 0);
	if (uncertain) {
		program_run(&program, "$REBOUND retries list" LATER);
		ck_assert_ptr_nonnull(strstr(program.out, "(perhaps sent at "));
		ck_assert_int_eq(program_run(&program, "$REBOUND retries done 1" LATER), 0);
	}
	test_server_clear(&server);
	program_clear(&program);
}
END_TEST

/* Killed between its last dot and the answer: whoever comes next does not send it again. */
START_TEST(a_killed_sender_sends_nothing_twice)
{
	static const char *const replies[] = {".", "silence", NULL};
	struct program program;
	struct test_server server;

	program_init(&program);
	write_bounce(&program, "one.eml", "ann@example.org", MAIL);
	ck_assert_int_eq(program_run(&program, PROCESS "one.eml"), 0);
	test_server_start(&server, NULL, replies);
	g_autofree char *line = g_strdup_printf(
		"timeout -s KILL 2 $REBOUND retries resend --from b@example.com --lease 10s --smtp "
		"smtp://127.0.0.1:%u" LATER,
		server.port);
	program_run(&program, line);
	ck_assert_int_ne(program.status, 0);
	test_server_stop(&server);
	ck_assert_uint_eq(count_seen(&server, "From: news@example.com\r\n"), 1);
	test_server_clear(&server);
	/* Its lease is long over. */
	test_server_start(&server, NULL, NULL);
	g_autofree char *again = g_strdup_printf("$REBOUND retries resend --from b@example.com "
						 "--smtp smtp://127.0.0.1:%u --now "
						 "2026-01-02T20:00:00Z",
		server.port);
	ck_assert_int_eq(program_run(&program, again), 0);
	ck_assert_str_eq(program.out, "0 sent, 0 refused, 0 not sent.\n");
	test_server_stop(&server);
	ck_assert_uint_eq(count_seen(&server, ""), 0);
	program_run(&program, "$REBOUND retries list" LATER);
	ck_assert_ptr_nonnull(strstr(program.out, "(perhaps sent at "));
	test_server_clear(&server);
	program_clear(&program);
}
END_TEST

#define HEAD "From: news@example.com\nMessage-ID: <one@example.com>\n"

/* Messages that are never sent. */
static const struct {
	const char *returned, *process, *before, *why;
} refused[] = {
	{"Return-Path: <>\n" HEAD "\nx\n", "one.eml", NULL, "its reverse path is null"},
	{"Auto-Submitted: auto-replied\n" HEAD "\nx\n", "one.eml", NULL, "automatic mail"},
	{"X-Failed-Recipients: a@example.com\n" HEAD "\nx\n", "one.eml", NULL, "bounce itself"},
	{"From: MAILER-DAEMON@example.com\nMessage-ID: <one@example.com>\n\nx\n", "one.eml", NULL,
		"bounce itself"},
	{HEAD "Content-Type: multipart/report; boundary=c\n\n--c\n\nx\n--c--\n", "one.eml", NULL,
		"report itself"},
	{HEAD, "one.eml", NULL, "only its header came back"},
	{"From: news@example.com\n\nx\n", "one.eml", NULL, "does not name the message"},
	{HEAD "\nx\n", "- < one.eml", NULL, "standard input"},
	{HEAD "\nx\n", "one.eml", "rm one.eml", "is no longer in one.eml"},
	{HEAD "\nx\n", "one.eml", "echo more >> one.eml", "is no longer in one.eml"},
	{HEAD "\nx\n", "one.eml", "rm one.eml; ln -s /dev/zero one.eml", "is no longer in one.eml"},
};

START_TEST(what_is_never_sent)
{
	struct program program;
	struct test_server server;
	g_autofree char *process = g_strconcat(PROCESS, refused[_i].process, NULL);

	program_init(&program);
	write_bounce(&program, "one.eml", "ann@example.org", refused[_i].returned);
	ck_assert_int_eq(program_run(&program, process), 0);
	if (refused[_i].before != NULL)
		program_run(&program, refused[_i].before);
	test_server_start(&server, NULL, NULL);
	resend(&program, &server, "--from bounces@example.com");
	test_server_stop(&server);
	ck_assert_msg(program.status == 0 && strstr(program.out, refused[_i].why) != NULL, "%s%s",
		program.out, program.err);
	ck_assert_uint_eq(count_seen(&server, ""), 0);
	check_retries(&program, "ann scheduled 1;");
	/* Another sender may have it at once. */
	program_run(&program, "$REBOUND retries due --json" LATER);
	ck_assert_uint_eq(count_lines(program.out), 1);
	test_server_clear(&server);
	program_clear(&program);
}
END_TEST

/* A report that anybody could have written makes us send nothing. */
START_TEST(a_forged_bounce_sends_nothing)
{
	struct program program;
	struct test_server server;

	program_init(&program);
	write_bounce(&program, "one.eml", "victim@example.org", MAIL);
	ck_assert_int_eq(program_run(&program,
				 "$REBOUND process --quiet --now 2026-01-01T12:00:00Z one.eml"),
		0);
	test_server_start(&server, NULL, NULL);
	resend(&program, &server, "--from bounces@example.com");
	test_server_stop(&server);
	ck_assert_msg(
		strstr(program.out, "may be forged") != NULL, "%s%s", program.out, program.err);
	ck_assert_uint_eq(count_seen(&server, ""), 0);
	test_server_clear(&server);
	program_clear(&program);
}
END_TEST

/* Where the bounce came to is where the message was sent from, if that is ours. */
START_TEST(the_sender_is_ours)
{
	struct program program;
	struct test_server server;

	program_init(&program);
	program_write(&program, "policy.lua",
		"settings { own_domains = { \"example.com\" } }\nuse \"policy\"\n");
	write_bounce(&program, "one.eml", "ann@example.org", MAIL);
	ck_assert_int_eq(program_run(&program, PROCESS "one.eml"), 0);
	test_server_start(&server, NULL, NULL);
	resend(&program, &server, "");
	ck_assert_msg(strstr(program.out, "say --from") != NULL, "%s%s", program.out, program.err);
	resend(&program, &server, "--policy policy.lua --dry-run");
	ck_assert_msg(strstr(program.out, "would be sent from news@example.com\n") != NULL, "%s%s",
		program.out, program.err);
	check_retries(&program, "ann scheduled 1;");
	resend(&program, &server, "--policy policy.lua");
	test_server_stop(&server);
	ck_assert_uint_eq(count_seen(&server, "MAIL FROM:<news@example.com>"), 1);
	test_server_clear(&server);
	program_clear(&program);
}
END_TEST

/* A mailbox with others between, a Maildir whose files moved, and a limit. */
START_TEST(where_the_bounces_lie)
{
	struct program program;
	struct test_server server;
	GString *box = g_string_new(NULL);

	program_init(&program);
	for (guint i = 0; i < 12; i++) {
		g_autofree char *address = g_strdup_printf("%c@example.org", 'a' + i);
		g_autofree char *returned = g_strdup_printf(
			"From: news@example.com\nMessage-ID: <%u@example.com>\n\nFrom us, %u\n", i,
			i);
		g_autofree char *bounce = make_bounce(address, returned);

		if (i < 10)
			g_string_append_printf(box,
				"From MAILER-DAEMON Thu Jan  1 11:00:00 2026\n%s\n"
				"From ann@example.net Thu Jan  1 11:00:00 2026\nSubject: "
				"x\n\nx\n\n",
				bounce);
		g_autofree char *file = g_strdup_printf("box/new/%u.x", i);
		if (i == 10)
			program_run(&program, "mkdir -p box/new box/cur box/tmp");
		if (i >= 10)
			program_write(&program, file, bounce);
	}
	/* As mboxrd has it. */
	g_string_replace(box, "\nFrom us", "\n>From us", 0);
	program_write(&program, "bounces.mbox", box->str);
	g_string_free(box, TRUE);
	ck_assert_int_eq(program_run(&program, PROCESS "bounces.mbox box"), 0);
	ck_assert_int_eq(program_run(&program, "mv box/new/10.x box/cur/10.x:2,S"), 0);
	test_server_start(&server, NULL, NULL);
	resend(&program, &server, "--from n@example.com --limit 3");
	ck_assert_msg(
		strstr(program.out, "3 sent, 0 refused") != NULL, "%s%s", program.out, program.err);
	resend(&program, &server, "--from n@example.com");
	ck_assert_msg(
		strstr(program.out, "9 sent, 0 refused") != NULL, "%s%s", program.out, program.err);
	test_server_stop(&server);
	for (guint i = 0; i < 12; i++) {
		g_autofree char *rcpt = g_strdup_printf("RCPT TO:<%c@example.org>", 'a' + i);
		g_autofree char *data = g_strdup_printf("From: news@example.com\r\nMessage-ID: "
							"<%u@example.com>\r\n\r\nFrom us, %u\r\n.",
			i, i);

		ck_assert_uint_eq(count_seen(&server, rcpt), 1);
		ck_assert_uint_eq(count_seen(&server, data), 1);
	}
	test_server_clear(&server);
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("resend");
	TCase *tcase = tcase_create("resend");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, a_message_is_sent_once);
	tcase_add_loop_test(tcase, what_the_server_says, 0, G_N_ELEMENTS(answers));
	tcase_add_loop_test(tcase, what_is_never_sent, 0, G_N_ELEMENTS(refused));
	tcase_add_test(tcase, a_killed_sender_sends_nothing_twice);
	tcase_add_test(tcase, a_forged_bounce_sends_nothing);
	tcase_add_test(tcase, the_sender_is_ours);
	tcase_add_test(tcase, where_the_bounces_lie);
	suite_add_tcase(suite, tcase);
	return suite;
}
