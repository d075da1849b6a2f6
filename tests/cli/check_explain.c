/* SPDX-License-Identifier: MIT */
#include "program.h"

#define NOW  " --now 2031-03-04T00:00:00Z "
#define THEN " --now 2026-03-02T09:00:00Z "
#define ASK  "$REBOUND explain --db c.db" NOW

static struct program program;

static void setup(void)
{
	program_init(&program);
}

static void teardown(void)
{
	program_clear(&program);
}

/* A text that no card knows, about one address. */
static const char bounce[] =
	"Return-Path: <>\n"
	"From: Mail Delivery System <mailer-daemon@mx.example.net>\n"
	"To: news@example.com\n"
	"Subject: Undelivered Mail Returned to Sender\n"
	"Date: Mon, 03 Mar 2031 10:00:00 +0000\n"
	"Message-ID: <%d@mx.example.net>\n"
	"MIME-Version: 1.0\n"
	"Content-Type: multipart/report; report-type=delivery-status; boundary=q\n"
	"\n"
	"--q\n"
	"\n"
	"Sorry.\n"
	"--q\n"
	"Content-Type: message/delivery-status\n"
	"\n"
	"Reporting-MTA: dns; mx.example.net\n"
	"\n"
	"Final-Recipient: rfc822; %s\n"
	"Action: failed\n"
	"Status: 5.0.0\n"
	"Diagnostic-Code: smtp; 554 %s\n"
	"\n"
	"--q--\n";

static void store(int number, const char *address, const char *text)
{
	g_autofree char *mail = g_strdup_printf(bounce, number, address, text);

	program_write(&program, "bounce.eml", mail);
	ck_assert_int_eq(program_run(&program,
				 "$REBOUND process --db c.db --quiet --now 2031-03-04T00:00:00Z "
				 "bounce.eml"),
		0);
}

static const struct {
	const char *arguments;
	const char *holds[4];
	const char *lacks;
} rows[] = {
	{"5.2.2", {"5.2.2: mailbox_full", "The mailbox is full", "Likely causes", "What to do"},
		"is sure"},
	{"x.1.1", {"x.1.1: mailbox_unknown", "for 5, not at all"}, "permanent,"},
	{"101", {"101: network_error, temporary"}, NULL},
	{"111", {"111: network_error, temporary"}, NULL},
	{"'550 5.1.1'", {"550 5.1.1: mailbox_unknown, permanent"}, NULL},
	{"250", {"250: success", "good news"}, "Which rule"},
	{"211", {"211: information", "no bounce"}, "What the policy does"},
	{"999", {"999: unknown", "The code\n  No standard knows it.\n"}, "\n0"},
	{"greylisted",
		{"greylisted\n", "their server, not with the address",
			"What the policy does\n  By rules/policy.lua:"},
		NULL},
	{"'552 5.2.2 <ann@example.org> the mailbox is over quota'",
		{"mailbox_full", "for ann@example.org", "on the words \""}, "\033"},
	{"'550 5.1.1 no \033[31msuch\a user'", {"What was said"}, "\033"},
	{"--json 5.2.2", {"{\"given\":\"5.2.2\"", "\"reason\":\"mailbox_full\"", "\"steps\":[\""},
		NULL},
};

START_TEST(test_argument)
{
	g_autofree char *line =
		g_strdup_printf("$REBOUND explain --db none.db %s", rows[_i].arguments);

	ck_assert_int_eq(program_run(&program, line), 0);
	for (guint i = 0; i < G_N_ELEMENTS(rows[_i].holds) && rows[_i].holds[i] != NULL; i++)
		ck_assert_msg(strstr(program.out, rows[_i].holds[i]) != NULL, "'%s' is not in: %s",
			rows[_i].holds[i], program.out);
	if (rows[_i].lacks != NULL)
		ck_assert_msg(strstr(program.out, rows[_i].lacks) == NULL, "'%s' is in: %s",
			rows[_i].lacks, program.out);
	ck_assert_ptr_null(strchr(program.out, '\a'));
}
END_TEST

START_TEST(test_event)
{
	store(1, "ann@example.org", "quux: the seventh door creaks to letters");
	ck_assert_int_eq(program_run(&program, "$REBOUND explain --db c.db event:1"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "the seventh door creaks"));
	ck_assert_ptr_nonnull(strstr(program.out, "As it was stored\n  Event 1 of run 1"));
	ck_assert_ptr_nonnull(strstr(program.out, "No other event of this address is stored."));
	ck_assert_int_eq(program_run(&program, "$REBOUND explain --db c.db --event 1 --json"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "\"event\":1,"));
	ck_assert_int_ne(program_run(&program, "$REBOUND explain --db c.db event:99"), 0);
	ck_assert_ptr_nonnull(strstr(program.err, "there is no event 99"));
	ck_assert_int_ne(program_run(&program, "$REBOUND explain --db c.db event:x"), 0);
}
END_TEST

START_TEST(test_empty)
{
	ck_assert_int_eq(program_run(&program, "$REBOUND explain --db none.db ' '"), 64);
	ck_assert_ptr_nonnull(strstr(program.err, "an empty line has nothing to explain"));
}
END_TEST

START_TEST(test_history)
{
	store(1, "ann@example.org", "5.2.2 the mailbox is over quota");
	ck_assert_int_eq(
		program_run(&program, "$REBOUND explain --db c.db "
				      "'452 4.2.2 <ann@example.org> mailbox is over quota'"),
		0);
	ck_assert_ptr_nonnull(strstr(program.out, "event 1  mailbox_full"));
}
END_TEST

/* An address by itself: whether it is suppressed, by what, and what else is known of it. */
START_TEST(test_address)
{
	store(1, "ann@example.org", "5.1.1 user unknown");
	program_run(&program, ASK "ANN@example.org");
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_nonnull(strstr(program.out,
		"ANN@example.org: proposed for suppression\n  mailbox_unknown, since 2031-03-04"));
	ck_assert_ptr_nonnull(strstr(program.out, "\n  By event 1 of run 1, by the rule "));
	ck_assert_ptr_nonnull(
		strstr(program.out, "  event 1  mailbox_unknown, permanent, "
				    "then: suppress:proposed\n"
				    "    554 5.1.1 user unknown\n    message 0 of bounce.eml\n"));
	program_run(&program, "$REBOUND suppressions accept --db c.db ann@example.org" NOW);
	program_run(&program, ASK "ann@example.org");
	ck_assert_ptr_nonnull(strstr(program.out, "ann@example.org: suppressed\n"));
	program_run(&program,
		"$REBOUND suppressions remove --db c.db --why 'she called' ann@example.org" NOW);
	program_run(&program, ASK "ann@example.org");
	ck_assert_ptr_nonnull(strstr(program.out, "ann@example.org: free\n"));
	ck_assert_ptr_nonnull(strstr(program.out, "What stood before\n  mailbox_unknown, since "));
	ck_assert_ptr_nonnull(strstr(program.out, "Ended 2031-03-04T00:00:00Z: she called\n"));
	program_run(
		&program, "$REBOUND process --db r.db --quiet" THEN "$TOP/examples/bounces.mbox");
	program_run(&program, "$REBOUND explain --db r.db" THEN "leif@cape.example");
	ck_assert_ptr_nonnull(strstr(program.out,
		"\nWhat is to be sent again\n  2026-03-01T16:04:23Z, retry 1: retry 1 of 3, "));
	program_run(&program, "$REBOUND explain --json --db r.db" THEN "leif@cape.example");
	ck_assert_uint_eq(count_lines(program.out), 1);
	ck_assert_ptr_nonnull(
		strstr(program.out, "{\"given\":\"leif@cape.example\",\"state\":null,"));
	ck_assert_ptr_nonnull(strstr(program.out, "\"events\":[{\"event\":"));
	ck_assert_ptr_nonnull(strstr(program.out, "\"retries\":[{\"id\":1,\"due\":"));
	program_run(&program, "$REBOUND explain --db none.db eve@example.org");
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_nonnull(strstr(program.out, "Nothing is stored that counts."));
}
END_TEST

/* What a mail brought is in a command to copy, and in JSON. */
START_TEST(test_address_guarded)
{
	store(1, "x|reboot`id`@example.org", "5.1.1 user unknown");
	program_run(&program, ASK "'x|reboot`id`@example.org'");
	ck_assert_int_eq(program.status, 0);
	ck_assert_msg(strstr(program.out, "suppressions remove 'x|reboot`id`@example.org'"), "%s",
		program.out);
	program_run(&program, "cp bounce.eml \"$(printf 'b\\377.eml')\"");
	program_run(
		&program, "$REBOUND process --db p.db --quiet" THEN "\"$(printf 'b\\377.eml')\"");
	program_run(
		&program, "$REBOUND explain --json --db p.db" THEN "'x|reboot`id`@example.org'");
	ck_assert_int_eq(program.status, 0);
	ck_assert_ptr_nonnull(strstr(program.out, "\"source\":\"b\xEF\xBF\xBD.eml\""));
	ck_assert(g_utf8_validate(program.out, -1, NULL));
}
END_TEST

START_TEST(test_unknown)
{
	store(1, "ann@example.org", "quux: the seventh door of ann@example.org creaks (id 81723)");
	store(2, "bob@example.org", "quux: the seventh door of bob@example.org creaks (id 99)");
	ck_assert_int_eq(program_run(&program, "$REBOUND unknown --db c.db"), 0);
	ck_assert_ptr_nonnull(strstr(program.out,
		"1. 554 quux: the seventh door of {address} creaks (id {number})\n   2 events, "
		"2 addresses"));
	ck_assert_int_eq(program_run(&program, "$REBOUND unknown --db c.db --json"), 0);
	ck_assert_uint_eq(count_lines(program.out), 1);
	ck_assert_ptr_nonnull(strstr(program.out, "\"count\":2"));
	ck_assert_int_eq(program_run(&program, "$REBOUND unknown --db c.db --card > mine.lua && "
					       "$REBOUND test mine.lua"),
		0);
	program_run(&program,
		"sed -i 's/reason = \"[a-z_]*\"/reason = \"mailbox_disabled\"/' mine.lua");
	ck_assert_int_eq(program_run(&program, "$REBOUND unknown --db c.db --rules mine.lua"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "There is nothing unknown"));
}
END_TEST

START_TEST(test_differences)
{
	store(1, "ann@example.org", "quux: the seventh door creaks");
	program_write(&program, "mine.lua",
		"rule \"door\" { says = \"seventh door\", reason = \"mailbox_disabled\" }\nuse "
		"\"all\"\n");
	ck_assert_int_eq(program_run(&program, "$REBOUND reclassify --db c.db"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "1 event judged again; 0 verdicts differ."));
	ck_assert_int_eq(
		program_run(&program, "$REBOUND reclassify --db c.db --rules mine.lua"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "-> mailbox_disabled: 1"));
	ck_assert_ptr_nonnull(strstr(program.out, "1 would now have the advice to suppress."));
	ck_assert_int_eq(program_run(&program, "$REBOUND diff --db c.db shipped mine.lua"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "-> mailbox_disabled: 1"));
	ck_assert_int_eq(
		program_run(&program, "$REBOUND diff --db c.db mine.lua shipped --json"), 0);
	ck_assert_ptr_nonnull(strstr(
		program.out, "\"before\":{\"kind\":\"failure\",\"reason\":\"mailbox_disabled\""));
	ck_assert_int_eq(program_run(&program, "$REBOUND diff --db c.db mine.lua mine.lua"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "0 verdicts differ"));
	ck_assert_int_ne(program_run(&program, "$REBOUND diff --db c.db mine.lua"), 0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("explain");
	TCase *tcase = tcase_create("explain");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_loop_test(tcase, test_argument, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, test_event);
	tcase_add_test(tcase, test_empty);
	tcase_add_test(tcase, test_history);
	tcase_add_test(tcase, test_address);
	tcase_add_test(tcase, test_address_guarded);
	tcase_add_test(tcase, test_unknown);
	tcase_add_test(tcase, test_differences);
	suite_add_tcase(suite, tcase);
	return suite;
}
