/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "report/conformance.h"
#include "rules/support.h"

#define DIED(status, words)                                                                        \
	GROUP(ZOE "Action: failed\nStatus: " status "\nDiagnostic-Code: " words "\n")
#define REPLY(code, status, action)                                                                \
	"failure dsn: failure zoe@north.test - " status " " code " " action " |"

/* What a verdict may be, in the words of the rule that a case tests. */
#define HARD	     "fault=address\npermanence=permanent\nadvice=suppress"
#define HARD_DOMAIN  "fault=domain\npermanence=permanent\nadvice=suppress"
#define RETRIED	     "permanence=temporary\nadvice=retry"
#define SOFT_MESSAGE "fault=message\nadvice=fix_message"
#define SOFT_SENDER  "fault=sender\nadvice=fix_sender"
#define SOFT_POLICY  "fault=policy\nadvice=review"
#define UNDETERMINED "reason=unknown\nadvice=review"
#define NO_VERDICT   "reason=-\npermanence=-\nadvice=none"

/** Whole mails, read and classified by the shipped rules. */
static const struct conformance_case rows[] = {
	{"B01", STATUS(FIELDS), NULL, HARD},
	{"B12", GROUP(ZOE "Action: delayed\nAction: failed\nStatus: 4.4.1\nStatus: 5.1.1\n"), NULL,
		RETRIED},
	{"D17", GROUP(ZOE "Action: DELAYED\nStatus: 4.2.0\n"), NULL, RETRIED},
	{"D18", GROUP(ZOE "Action: DELIVERED\nStatus: 2.0.0\n"), NULL, NO_VERDICT},
	{"D20", GROUP(ZOE "Action: EXPANDED\nStatus: 2.0.0\n"), NULL, NO_VERDICT},
	{"D22", DIED("4.0.0", "smtp; 426 connection timed out"), NULL, RETRIED},
	{"D23", GROUP(ZOE "Action: delayed\nStatus: 5.1.1\n"), NULL, RETRIED},
	{"D24", GROUP(ZOE "Action: delivered\nStatus: 5.1.1\n"), NULL, NO_VERDICT},
	{"D28", GROUP(ZOE "Action: failed\nStatus: 5.1.351\n"), NULL, "permanence=permanent"},
	{"D28b", GROUP(ZOE "Action: failed\nStatus: 5.39.7\n"), NULL, UNDETERMINED},
	{"D33",
		DIED("5.0.0", "X-Postfix; host mx.north.test[192.0.2.7] said: 554 5.6.0\n This "
			      "message has been rated as spam (in reply to end of DATA command)"),
		NULL, SOFT_MESSAGE},
	{"D34", DIED("5.1.1", "X-Unix; 77"), NULL, HARD},
	/* The verdict is on one mail; that one mail suppresses nobody by default is shown in
	 * security/check_forgery. */
	{"D40", STATUS(FIELDS), NULL, HARD},

	{"F02", DIED("5.2.77", "smtp; 550 5.2.77 no"), NULL, "fault=none\nadvice=review"},
	{"F03", DIED("4.16.55", "smtp; 450 4.16.55 no"), NULL, RETRIED},
	{"F04", SAID("smtp; 552 5.2.2 Mailbox full"), NULL, "reason=mailbox_full\nadvice=retry"},
	{"F05", GROUP(ZOE "Action: failed\nStatus: 2.1.9\n"), NULL, "advice=review"},
	{"F06", DIED("5.6.10", "smtp; 550 5.6.10 no"), NULL, SOFT_MESSAGE},
	{"F06b", DIED("5.6.8", "smtp; 550 5.6.8 no"), NULL, SOFT_MESSAGE},
	{"F07", SAID("smtp; 556 5.1.10 This domain has a null MX"), NULL, HARD_DOMAIN},
	{"F08", SAID("smtp; 550 5.7.27 The sender's address has a null MX"), NULL, SOFT_SENDER},
	/* What the case calls soft-policy is a fault of sender or policy (FORMATS.md). */
	{"F09", SAID("smtp; 550 5.7.26 Several authentication checks failed"), NULL, SOFT_SENDER},
	{"F10", SAID("smtp; 550 host mx-5.22.0.north.test [4.71.225.1] did not want it"),
		"failure dsn: failure zoe@north.test - - 550 failed | status-missing", NULL},

	{"G02", SAID("smtp; 597 an odd thing"), NULL, UNDETERMINED "\npermanence=permanent"},
	{"G03", SAID("smtp; 550"),
		"failure dsn: failure zoe@north.test - - 550 failed | status-missing", NULL},
	{"G04", SAID("smtp; 550-one\n 551 two"),
		"failure dsn: failure zoe@north.test - - 551 failed | reply-mixed status-missing",
		NULL},
	{"G05", GROUP(ZOE "Action: delivered\nDiagnostic-Code: smtp; 250-345 pieces were taken\n"),
		"success dsn: success zoe@north.test - - 250 delivered | status-missing",
		NO_VERDICT},
	{"G06", SAID("smtp; 521 This host does not accept mail"), NULL, HARD_DOMAIN},
	{"G07", SAID("smtp; 556 5.1.10 This domain does not accept mail"), NULL, HARD_DOMAIN},
	{"G08", SAID("smtp; 554 mx.north.test ESMTP not accepting messages"), NULL,
		"advice=review"},
	{"G09", SAID("smtp; 552 requested action aborted"), NULL, "advice=retry"},
	{"G09b", SAID("smtp; 452 requested action not taken"), NULL, RETRIED},
	{"G10", SAID("smtp; 551 Not here; please try <sam@east.test>"),
		"failure dsn: failure zoe@north.test - - 551 failed | status-missing",
		"reason=mailbox_moved\nnew_address=sam@east.test"},
	{"G10b",
		SAID("smtp; 551 <zoe@north.test> has moved; try <sam@east.test> or "
		     "<kim@east.test>"),
		NULL, "new_address=-"},
	{"G10c", DIED("5.1.6", "smtp; 550 5.1.6 Zoe is now reached at sam@east.test"), NULL,
		"reason=mailbox_moved\nnew_address=sam@east.test"},
	{"G11", SAID("smtp; 650 nonsense"),
		"failure dsn: failure zoe@north.test - - 0 failed | status-missing", UNDETERMINED},
	{"G12", SAID("smtp; 421 4.7.0 Come back later, closing"), NULL, RETRIED},
	{"G13", SAID("X-Postfix; connect to north.test[192.0.2.225]:25: Connection timed out"),
		"failure dsn: failure zoe@north.test - - 0 failed | status-missing",
		"reason=network_error\nadvice=retry"},
	/* The line itself is 554 and 4.4.7 (smtp/check_reply); of the recipient, the reply to the
	 * last attempt that it carries is told. */
	{"G14",
		SAID("smtp; 554 4.4.7 Message expired: not delivered within 700 minutes.<421 4.4.2 "
		     "Nobody answered>"),
		"failure dsn: failure zoe@north.test - 4.4.2 421 failed | class-conflict "
		"status-missing",
		RETRIED},
	{"G15", SAID("smtp; 451 4.3.0 Not now"),
		"failure dsn: failure zoe@north.test - 4.3.0 451 failed | status-missing", RETRIED},

	{"H06", DIED("5.1.1", "smtp; 550 5.1.1 nobody\nLocalized-Diagnostic: de; Postfach voll"),
		NULL, HARD},

	{"N01",
		TEXT("Hi. This is the qmail-send program at south.test.\n"
		     "I'm afraid I wasn't able to deliver your message to the following "
		     "addresses.\nThis is a permanent error; I've given up. Sorry it didn't work "
		     "out.\n\n<zoe@north.test>:\nSorry, I couldn't find any host named north.test. "
		     "(#5.1.2)\n\n--- Below this line is a copy of the message.\n\n"
		     "Return-Path: <news@south.test>\n\nHello\n"),
		NULL, HARD_DOMAIN},
	{"N06",
		TEXT("Hi. This is the qmail-send program at south.test.\n"
		     "I'm afraid I wasn't able to deliver your message to the following "
		     "addresses.\nThis is a permanent error; I've given up. Sorry it didn't work "
		     "out.\n\n<zoe@north.test>:\nRemote host said: 550 Unknown user "
		     "zoe@north.test\n. (#5.5.0)\n\n--- Below this line is a copy of the "
		     "message.\n\n"),
		NULL, HARD},

	{"O02",
		REPORT "--b\nContent-Type: text/plain\n\nA message that you sent could not be "
		       "delivered to one or more of its\nrecipients. The following address(es) "
		       "failed:\n\n  zoe@north.test\n    retry time not reached for any host after "
		       "a long failure period\n\n" PART(
			       "Reporting-MTA: dns; mx.south.test\n\nAction: failed\n"
			       "Final-Recipient: rfc822;zoe@north.test\nStatus: 5.0.0\n") "--b--\n",
		NULL, "advice=retry"},

	{"P01",
		TEXT("Delivery has failed to these recipients or groups:\n\nzoe@north.test\n\n"
		     "Diagnostic information for administrators:\n\n"
		     "Generating server: mx4.south.test\n\nzoe@north.test\n"
		     "#550 5.1.1 RESOLVER.ADR.RecipNotFound; no entry ##\n"),
		NULL, HARD},
	{"P02", SAID("smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; no entry for it"), NULL,
		HARD "\nreason=mailbox_unknown"},
	{"P04",
		SAID("smtp; 550 5.4.1 [zoe@north.test]: Recipient address rejected: Access denied "
		     "[AB1.mail.protection.outlook.com]"),
		NULL, HARD},
	{"P05", SAID("smtp; 550 5.7.606 Access denied, banned sending IP [192.0.2.7]"), NULL,
		SOFT_SENDER},
	{"P05b", SAID("smtp; 550 5.7.509 Access denied, this domain does not pass DMARC"), NULL,
		SOFT_SENDER},
	{"P05c", SAID("smtp; 550 5.7.688 no"), NULL, SOFT_POLICY},
	{"P06", SAID("smtp;550 4.4.7 QUEUE.Expired; message expired"), NULL, RETRIED},
	{"P07", SAID("smtp;550 5.7.1 RESOLVER.RST.AuthRequired; authentication required"), NULL,
		SOFT_POLICY "\nreason=recipient_restricted"},
	{"P09",
		DIED("4.0.0",
			"smtp; DNS Error: 71 DNS type 'mx' lookup of north.test responded with "
			"code NXDOMAIN\n Domain name not found: north.test"),
		NULL, HARD_DOMAIN},
	{"P10", SAID("smtp; 550 #5.1.0 Address rejected."),
		"failure dsn: failure zoe@north.test - 5.1.0 550 failed | status-missing", HARD},

	{"R01", DIED("5.0.0", "smtp; 550 5.1.1 <zoe@north.test>... Nobody of this name"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 failed | status-less-specific",
		HARD},
	{"R02", DIED("5.4.4", "smtp; 550 5.1.1 no such person"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 failed | status-mismatch", HARD},
	{"R03", DIED("4.5.0", "smtp; 550 5.5.0 Not now. Please come back later"),
		"failure dsn: failure zoe@north.test - 4.5.0 550 failed | class-conflict",
		"permanence=temporary"},
	{"R04", DIED("5.0.0", "smtp; 421 4.4.2 Nobody answered in time"),
		"failure dsn: failure zoe@north.test - 4.4.2 421 failed | class-conflict", RETRIED},
	{"R05", SAID("smtp; 550 5.1.1 no such person"), NULL, HARD},
	{"R06", SAID("smtp; 550 Unknown user zoe@north.test"),
		"failure dsn: failure zoe@north.test - - 550 failed | status-missing", HARD},
	{"R07", GROUP(ZOE "Action: failed\n"),
		"failure dsn: failure zoe@north.test - - 0 failed | status-missing", UNDETERMINED},
	{"R08", GROUP(ZOE "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 x\n"),
		"failure dsn: failure zoe@north.test - 5.1.1 550 - | action-missing", HARD},
	{"R09",
		DIED("5.1.1", "smtp; 550 5.1.1 <zoe@north.test> 192.0.2.0 has sent to too many "
			      "recipients this hour"),
		NULL, "fault=receiver\nadvice=retry"},
	{"R10", GROUP("Final-Recipient: rfc822; news-bounces@south.test\n" FAILED("5.1.1")),
		"failure dsn: failure - - 5.1.1 0 failed | self-address", NULL},
	{"R11", STATUS(FIELDS), "failure dsn: failure zoe@north.test - 5.1.1 0 failed |",
		"original.message_id=-"},

	{"Q01",
		STATUS("Reporting-MTA: dns; mx.south.test\n"
		       "Final-Recipient: rfc822; zoe@north.test\n" FAILED(
			       "5.2.2") "Final-Recipient: rfc822; kim@north.test\n" FAILED("5.1."
											   "1")),
		NULL, "reason=mailbox_full\nadvice=retry"},
	{"Q03",
		DIED("5.0.0",
			"smtp;550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
		NULL, SOFT_SENDER},
	{"Q05",
		DIED("5.0.0", "X-Notes; Could not send to hub3.north.test; Ma\n ximum hop count "
			      "exceeded."),
		NULL, "reason=routing_loop"},
	{"Q07",
		STATUS("Original-Recipient: <zoe@north.test>\nAction: failed\n"
		       "Diagnostic-Code: smtp; 550 Unknown user zoe@north.test\n"
		       "Remote-MTA: 192.0.2.44\n"),
		NULL, HARD},
	{"Q09",
		TEXT("This address had permanent errors: zoe@north.test.\n"
		     "Reason: [554 5.4.6 Hop count exceeded]\n"),
		NULL, "reason=routing_loop"},
};

static struct rebound_ruleset *ruleset;
static struct rebound_reader *reader;
static struct rebound_arena *arena;

static void set_up(void)
{
	GError *error = NULL;
	ruleset = rebound_ruleset_load(NULL, &error);
	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "" : error->message);
	reader = conformance_reader();
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	g_clear_pointer(&arena, rebound_arena_free);
	g_clear_pointer(&reader, rebound_reader_free);
	g_clear_pointer(&ruleset, rebound_ruleset_free);
	rebound_clock_set(0);
}

static struct rebound_report *classify(const char *mail)
{
	struct rebound_report *report = conformance_read(reader, mail, strlen(mail));
	rebound_arena_clear(arena);
	rebound_ruleset_classify(ruleset, report, arena);
	return report;
}

START_TEST(conforms)
{
	conformance_check(&rows[_i], classify(rows[_i].mail));
}
END_TEST

/** G01: a bare reply has the permanence of its first digit, and no code alone is about an address.
 */
START_TEST(reply_codes)
{
	static const int codes[] = {421, 450, 451, 452, 455, 500, 501, 502, 503, 504, 552, 554, 555,
		453, 454, 458, 459, 422, 430, 432, 523, 524, 525, 530, 533, 534, 535, 538, 499,
		599};
	for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
		g_autofree char *mail = g_strdup_printf(SAID("smtp; %d"), codes[i]);
		const struct rebound_recipient *recipient = &classify(mail)->recipients[0];
		ck_assert_int_eq(recipient->reply, codes[i]);
		ck_assert_msg(codes[i] / 100 != 4 ||
				      recipient->verdict.permanence == REBOUND_PERMANENCE_TEMPORARY,
			"%d is not temporary", codes[i]);
		ck_assert_msg(recipient->verdict.advice != REBOUND_ADVICE_SUPPRESS, "%d suppresses",
			codes[i]);
	}
}
END_TEST

/** F09: whatever number of them, a failed authentication says nothing about an address. */
START_TEST(failed_authentication_suppresses_nobody)
{
	for (guint i = 0; i < 1000; i++) {
		const struct rebound_report *report =
			classify(SAID("smtp; 550 5.7.26 Several authentication checks failed"));
		ck_assert_int_ne(report->recipients[0].verdict.advice, REBOUND_ADVICE_SUPPRESS);
	}
}
END_TEST

/** Q01: each recipient by its own words. */
START_TEST(one_recipient_is_dead)
{
	const struct rebound_report *report =
		classify(STATUS("Reporting-MTA: dns; mx.south.test\n" ZOE FAILED(
			"5.2.2") "Final-Recipient: rfc822; kim@north.test\n" FAILED("5.1.1")));
	ck_assert_uint_eq(report->recipient_count, 2);
	ck_assert_int_eq(report->recipients[0].verdict.advice, REBOUND_ADVICE_RETRY);
	ck_assert_int_eq(report->recipients[1].verdict.advice, REBOUND_ADVICE_SUPPRESS);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("rules/conformance");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, set_up, tear_down);
	tcase_set_timeout(all, 60);
	tcase_add_loop_test(all, conforms, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, reply_codes);
	tcase_add_test(all, failed_authentication_suppresses_nobody);
	tcase_add_test(all, one_recipient_is_dead);
	suite_add_tcase(suite, all);
	return suite;
}
