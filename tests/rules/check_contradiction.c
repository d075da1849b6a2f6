/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/clock.h"
#include "core/report/read.h"
#include "core/rules/ruleset.h"

/* The report of a mail system: what it tells people, and what its machine part says. */
struct row {
	const char *words;
	const char *diagnostic;
	enum rebound_reason reason;
	gboolean settled; /* the fault that they contradict each other is noted */
};

#define UNKNOWN "550 5.1.1 <zoe@north.test>... User unknown"

static const struct row rows[] = {
	/* Sentences about this message that end in a reason of a living mailbox. */
	{"Your message to <zoe> was automatically rejected:\nNot enough disk space", UNKNOWN,
		REBOUND_REASON_SYSTEM_FULL, TRUE},
	{"Your message to <zoe@north.test> was automatically rejected:\nQuota exceeded (mailbox "
	 "for user is full)",
		UNKNOWN, REBOUND_REASON_MAILBOX_FULL, TRUE},
	{"The message was not delivered because the mailbox is full.", UNKNOWN,
		REBOUND_REASON_MAILBOX_FULL, TRUE},
	{"Hello,\n\nyour mail to zoe@north.test could not be delivered because the mailbox of "
	 "the\nrecipient is over quota. Please try again later.",
		UNKNOWN, REBOUND_REASON_MAILBOX_FULL, TRUE},
	{"Your message has been rejected for the following reason:\n\n  Message size exceeds "
	 "fixed limit",
		"550 5.1.1 unknown or illegal alias", REBOUND_REASON_MESSAGE_TOO_BIG, TRUE},
	{"Ihre Nachricht an zoe@north.test konnte nicht zugestellt werden, weil das Postfach voll "
	 "ist.",
		UNKNOWN, REBOUND_REASON_MAILBOX_FULL, TRUE},
	/* Causes that there may be. */
	{"Your message was not delivered because the mailbox may be full, or the address is "
	 "misspelt.",
		UNKNOWN, REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	{"Your message could not be delivered because the mailbox is full or does not exist.",
		UNKNOWN, REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	{"Your message was returned. Often this happens because:\nthe mailbox is full", UNKNOWN,
		REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	{"The mailbox is full, the address is misspelt, or the server is down: one of these is "
	 "why\nmail comes back.",
		UNKNOWN, REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	{"Ihre Nachricht wurde abgelehnt: das Postfach ist möglicherweise voll.", UNKNOWN,
		REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	{"Ihre Nachricht wurde abgelehnt: das Postfach könnte voll sein.", UNKNOWN,
		REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	/* The text says what the machine part says. */
	{"Your message was rejected: User unknown", UNKNOWN, REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	{"Your message was rejected: the mailbox is full.\n\n   ----- Transcript -----\n"
	 "550 5.1.1 zoe@north.test... User unknown",
		UNKNOWN, REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	/* A reason that is no sign of life. */
	{"Your message was rejected: policy violation", UNKNOWN, REBOUND_REASON_MAILBOX_UNKNOWN,
		FALSE},
	{"Your message was rejected: no thanks", UNKNOWN, REBOUND_REASON_MAILBOX_UNKNOWN, FALSE},
	/* Where the machine part says nothing of a dead address there is nothing to settle. */
	{"Your message was rejected: Not enough disk space", "554 5.7.1 Relay access denied",
		REBOUND_REASON_RELAY_DENIED, FALSE},
};

static struct rebound_ruleset *ruleset;
static struct rebound_reader *reader;
static struct rebound_arena *arena;

static void set_up(void)
{
	rebound_clock_set(1768000000);
	ruleset = rebound_ruleset_load(NULL, NULL);
	reader = rebound_reader_new(NULL);
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	rebound_arena_free(arena);
	rebound_reader_free(reader);
	rebound_ruleset_free(ruleset);
	rebound_clock_set(0);
}

START_TEST(the_milder_one_wins)
{
	const struct row *row = &rows[_i];
	g_autofree char *text = g_strdup_printf(
		"Return-Path: <>\nFrom: MAILER-DAEMON@mx.south.test\nSubject: Returned mail\n"
		"MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; "
		"boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n%s\n\n--b\n"
		"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.south.test\n\n"
		"Final-Recipient: rfc822; zoe@north.test\nAction: failed\nStatus: 5.0.0\n"
		"Diagnostic-Code: smtp; %s\n\n--b--\n",
		row->words, row->diagnostic);
	struct rebound_mail mail = {.source = "box", .data = text, .len = strlen(text)};
	struct rebound_report *report = rebound_reader_read(reader, &mail);
	/* A second time changes nothing: a stored report bears the fault already. */
	for (guint i = 0; i < 2; i++) {
		guint faults = 0;
		rebound_ruleset_classify(ruleset, report, arena);
		for (guint f = 0; report->faults[f] != NULL; f++) {
			faults += strcmp(report->faults[f], "text-contradicts") == 0;
			ck_assert(f == 0 || strcmp(report->faults[f - 1], report->faults[f]) < 0);
		}
		const struct rebound_verdict *verdict = &report->recipients[0].verdict;
		ck_assert_msg(verdict->reason == row->reason, "%s: want %s, got %s by %s",
			row->words, rebound_reason_name(row->reason),
			rebound_reason_name(verdict->reason), verdict->rule);
		ck_assert_msg(faults == (row->settled ? 1 : 0), "%s: %u", row->words, faults);
		g_autoptr(GArray) matches = rebound_ruleset_matches(ruleset, report, 0, arena);
		const struct rebound_match *first =
			&g_array_index(matches, struct rebound_match, 0);
		ck_assert_str_eq(rebound_ruleset_card(ruleset, first->card).name, verdict->rule);
		for (guint m = 1; m < matches->len; m++)
			ck_assert_uint_ne(
				g_array_index(matches, struct rebound_match, m).card, first->card);
	}
}
END_TEST

/* Recipients of one report, of which the text contradicts some. */
#define DEAD                                                                                       \
	"Final-Recipient: rfc822; dee@north.test\nAction: failed\nStatus: 5.1.1\n"                 \
	"Diagnostic-Code: smtp; 550 5.1.1 <dee@north.test>... User unknown\n\n"
#define FULL                                                                                       \
	"Final-Recipient: rfc822; fay@north.test\nAction: failed\nStatus: 5.2.2\n"                 \
	"Diagnostic-Code: smtp; 552 5.2.2 mailbox full\n\n"
#define RELAY                                                                                      \
	"Final-Recipient: rfc822; ray@north.test\nAction: failed\nStatus: 5.7.1\n"                 \
	"Diagnostic-Code: smtp; 554 5.7.1 Relay access denied\n\n"

static const char *const orders[] = {DEAD FULL RELAY, RELAY FULL DEAD, FULL DEAD RELAY};

START_TEST(the_order_of_recipients_says_nothing)
{
	static const struct {
		const char *address;
		enum rebound_reason reason;
		double confidence;
	} wanted[] = {
		{"dee@north.test", REBOUND_REASON_MAILBOX_FULL, 0.9 * 0.8},
		{"fay@north.test", REBOUND_REASON_MAILBOX_FULL, 0.95},
		{"ray@north.test", REBOUND_REASON_RELAY_DENIED, 0.9},
	};
	g_autofree char *text = g_strdup_printf(
		"Return-Path: <>\nFrom: MAILER-DAEMON@mx.south.test\nSubject: Returned mail\n"
		"MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; "
		"boundary=b\n\n--b\nContent-Type: text/plain\n\nYour message to <dee@north.test> "
		"was rejected: the mailbox is full.\n\n--b\nContent-Type: "
		"message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.south.test\n\n%s--b--\n",
		orders[_i]);
	struct rebound_mail mail = {.source = "box", .data = text, .len = strlen(text)};
	struct rebound_report *report = rebound_reader_read(reader, &mail);

	rebound_ruleset_classify(ruleset, report, arena);
	ck_assert_uint_eq(report->recipient_count, G_N_ELEMENTS(wanted));
	for (guint i = 0; i < report->recipient_count; i++) {
		const struct rebound_recipient *recipient = &report->recipients[i];
		guint w = 0;
		while (strcmp(wanted[w].address, recipient->address) != 0)
			ck_assert_uint_lt(++w, G_N_ELEMENTS(wanted));
		ck_assert_int_eq(recipient->verdict.reason, wanted[w].reason);
		ck_assert_msg(ABS(recipient->verdict.confidence - wanted[w].confidence) < 0.001,
			"%s: %.2f by %s", recipient->address, recipient->verdict.confidence,
			recipient->verdict.rule);
	}
	ck_assert(g_strv_contains(report->faults, "text-contradicts"));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("rules/contradiction");
	TCase *all = tcase_create("all");
	tcase_add_unchecked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, the_milder_one_wins, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(all, the_order_of_recipients_says_nothing, 0, G_N_ELEMENTS(orders));
	suite_add_tcase(suite, all);
	return suite;
}
