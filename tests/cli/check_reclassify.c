/* SPDX-License-Identifier: MIT */
#include "cli/program.h"

/*
 * Verdicts of today on stored events, written down and taken back: what stands for an address
 * afterwards, by the program as its users run it.
 */

static struct program program;

#define NOW " --now 2026-03-01T00:00:00Z"

static void setup(void)
{
	program_init(&program);
}

static void teardown(void)
{
	program_clear(&program);
}

/* A bounce mail of one recipient. */
static void add_mail(const char *address, guint number, const char *status, const char *text)
{
	g_autofree char *name = g_strdup_printf("mail/%03u.eml", number);
	g_autofree char *folder = program_file(&program, "mail");
	g_autofree char *mail = g_strdup_printf(
		"From: MAILER-DAEMON@mx.example.com\nTo: news@example.com\n"
		"Date: Fri, %u Feb 2026 12:00:00 +0000\nMessage-ID: <b%u@mx.example.com>\n"
		"Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\n\n"
		"--b\nContent-Type: text/plain\n\nSorry.\n\n"
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
		"mx.example.com\n\n"
		"Final-Recipient: rfc822; %s\nAction: failed\nStatus: %s\n"
		"Diagnostic-Code: smtp; 550 %s\n\n"
		"--b\nContent-Type: message/rfc822\n\nMessage-ID: <m%u@example.com>\n"
		"From: news@example.com\nTo: %s\nSubject: News\n\nHello\n--b--\n",
		10 + number, number, address, status, text, number, address);

	g_mkdir(folder, 0700);
	program_write(&program, name, mail);
}

static void run_well(const char *line)
{
	ck_assert_msg(program_run(&program, line) == 0, "%s\n%s%s", line, program.out, program.err);
}

static gboolean says(const char *text)
{
	return strstr(program.out, text) != NULL;
}

/* What stands, as one text. */
static char *list(void)
{
	run_well("$REBOUND suppressions list --db c.db" NOW
		 " && $REBOUND retries list --db c.db" NOW);
	return g_strdup(program.out);
}

static void make_database(void)
{
	add_mail("ann@example.org", 1, "5.1.1", "mailbox of the seventh door: user unknown");
	add_mail("bob@example.org", 2, "5.1.1", "user unknown");
	add_mail("cy@example.org", 3, "5.0.0", "the eighth door is shut");
	add_mail("dee@example.org", 4, "5.1.1", "user unknown, seventh door");
	add_mail("dee@example.org", 5, "5.1.1", "user unknown");
	program_write(&program, "mine.lua",
		"rule \"seventh\" { says = \"seventh door\", reason = \"rate_limited\",\n"
		"\tpermanence = \"temporary\" }\n"
		"rule \"eighth\" { says = \"eighth door\", reason = \"mailbox_disabled\" }\nuse "
		"\"all\"\n");
	run_well("$REBOUND process mail --db c.db --trust-source --quiet" NOW);
}

START_TEST(new_verdicts_count_and_are_taken_back)
{
	make_database();
	g_autofree char *before = list();
	ck_assert(says("ann@example.org") && says("bob@example.org") && !says("cy@example.org"));

	run_well("$REBOUND reclassify --db c.db --rules mine.lua --apply --dry-run" NOW);
	ck_assert(says("ann@example.org: no longer suppressed"));
	ck_assert(says("It would be judged anew: 3 events"));
	g_autofree char *tried = list();
	ck_assert_str_eq(before, tried);

	run_well("$REBOUND reclassify --db c.db --rules mine.lua --apply" NOW);
	ck_assert(says("ann@example.org: no longer suppressed: judged anew: rate_limited"));
	ck_assert(says("cy@example.org: suppressed: mailbox_disabled"));
	ck_assert(says("Judged anew, as run 2: 3 events"));
	ck_assert(!says("bob@example.org: "));
	g_free(list());
	ck_assert(!says("ann@example.org  ") && says("cy@example.org"));
	/* Another event of hers says the same. */
	ck_assert(says("dee@example.org"));

	/* They are what is stored now. */
	run_well("$REBOUND reclassify --db c.db --rules mine.lua --apply" NOW);
	ck_assert(says("5 events judged again; 0 verdicts differ."));
	run_well("$REBOUND check-db --db c.db");
	/* The same mails are known. */
	run_well("$REBOUND process mail --db c.db --trust-source --rules mine.lua" NOW);
	ck_assert(says("5  seen before"));

	run_well("$REBOUND undo --run 2 --db c.db" NOW);
	g_autofree char *undone = list();
	ck_assert_str_eq(before, undone);
	run_well("$REBOUND check-db --db c.db");
	/* And once more, since an undone verdict is not in the way. */
	run_well("$REBOUND reclassify --db c.db --rules mine.lua --apply" NOW);
	ck_assert(says("Judged anew, as run 3: 3 events"));
	g_free(list());
	ck_assert(!says("ann@example.org  ") && says("cy@example.org"));
}
END_TEST

START_TEST(without_the_first_run_nothing_stands)
{
	make_database();
	run_well("$REBOUND reclassify --db c.db --rules mine.lua --apply" NOW);
	run_well("$REBOUND undo --run 1 --db c.db" NOW);
	run_well("$REBOUND check-db --db c.db");
	run_well("$REBOUND suppressions list --db c.db" NOW);
	ck_assert(says("No suppressions."));
	run_well("$REBOUND reclassify --db c.db" NOW);
	ck_assert(says("0 events judged again"));
	run_well("$REBOUND process mail --db c.db --trust-source --quiet" NOW);
	run_well("$REBOUND suppressions list --db c.db" NOW);
	ck_assert(says("ann@example.org"));
}
END_TEST

/* The guards hold, and what a person entered is no verdict's. */
START_TEST(the_policy_decides)
{
	make_database();
	run_well("$REBOUND suppressions remove ann@example.org --db c.db" NOW " && "
		 "$REBOUND suppressions add ann@example.org --db c.db --why asked" NOW);
	program_write(&program, "other.lua",
		"rule \"all\" { says = { \"door\" }, reason = \"spam_content\" }\nuse \"all\"\n");
	run_well("$REBOUND reclassify --db c.db --rules other.lua --apply" NOW);
	ck_assert(!says("ann@example.org: ") && !says("cy@example.org: "));
	/* The other event of hers still says that there is no such mailbox. */
	ck_assert(says("dee@example.org: suppressed: mailbox_unknown"));
	run_well("$REBOUND suppressions list --db c.db" NOW);
	ck_assert(says("ann@example.org") && !says("cy@example.org"));
}
END_TEST

/* What nobody vouched for is proposed only, now as then. */
START_TEST(trust_stays)
{
	add_mail("cy@example.org", 3, "5.0.0", "the eighth door is shut");
	program_write(&program, "mine.lua",
		"rule \"eighth\" { says = \"eighth door\", reason = \"mailbox_disabled\" }\nuse "
		"\"all\"\n");
	run_well("$REBOUND process mail --db c.db --quiet" NOW);
	run_well("$REBOUND reclassify --db c.db --rules mine.lua --apply" NOW);
	ck_assert(says("cy@example.org: proposed for suppression"));
	ck_assert(says("0 addresses suppressed, 1 proposed"));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("reclassify");
	TCase *tcase = tcase_create("reclassify");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, new_verdicts_count_and_are_taken_back);
	tcase_add_test(tcase, without_the_first_run_nothing_stands);
	tcase_add_test(tcase, the_policy_decides);
	tcase_add_test(tcase, trust_stays);
	suite_add_tcase(suite, tcase);
	return suite;
}
