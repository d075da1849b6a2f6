/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/dsn.h"
#include "built_report.h"
#include "describe_report.h"

#define HEAD	 "Reporting-MTA: dns; out.south.test\n\n"
#define ZOE	 "Final-Recipient: rfc822; zoe@north.test\n"
#define MAX_TEXT "Max@north.test"

struct row {
	const char *name;
	const char *part;
	const char *expected;
};

static const struct row rows[] = {
	{"the least", HEAD ZOE "Action: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
	{"case of names",
		"REPORTING-MTA: dns; a\n\nfinal-recipient: RFC822; zoe@north.test\nACTION: FAILED\n"
		"status: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
	{"folded with blank and tab",
		"Reporting-MTA: dns;\n\ta\n\nFinal-Recipient: rfc822;\n zoe@north.test\nAction:\n "
		"failed\n"
		"Status: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
	{"comments", HEAD ZOE "Action: failed (gave (it) up)\nStatus: 5.2.1 (closed)\n",
		"failure zoe@north.test - 5.2.1 0 failed |"},
	{"action first", HEAD "Action: failed\n" ZOE "Status: 5.0.0\n",
		"failure zoe@north.test - 5.0.0 0 failed |"},
	{"blank line that is not quite one",
		"Reporting-MTA: dns; a\n \t\n" ZOE "Action: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed | blank-line-with-space"},
	{"more blank lines", "\n\n" HEAD "\n\n" ZOE "Action: failed\nStatus: 5.1.1\n\n\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
	{"the first of a field counts",
		HEAD ZOE "Action: delayed\nAction: failed\nStatus: 4.4.1\nStatus: 5.1.1\n",
		"delay zoe@north.test - 4.4.1 0 delayed | duplicate-field"},
	{"three recipients",
		HEAD ZOE
		"Action: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; " MAX_TEXT
		"\nAction: delayed\nStatus: 4.4.1\n\nFinal-Recipient: rfc822; kim@east.test\n"
		"Action: delivered\nStatus: 2.1.5\n",
		"failure zoe@north.test - 5.1.1 0 failed; delay Max@north.test - 4.4.1 0 delayed; "
		"success kim@east.test - 2.1.5 0 delivered |"},
	{"no blank line behind the message's fields",
		"Reporting-MTA: dns; a\n" ZOE "Action: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed | missing-blank-line"},
	{"two recipients in one block",
		HEAD ZOE "Action: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; kim@east.test\n"
			 "Action: failed\nStatus: 5.2.2\n",
		"failure zoe@north.test - 5.1.1 0 failed; failure kim@east.test - 5.2.2 0 failed | "
		"missing-blank-line"},
	{"two in one block, each with its original first",
		HEAD "Original-Recipient: rfc822; z@south.test\n" ZOE
		     "Action: failed\nStatus: 5.1.1\nOriginal-Recipient: rfc822; k@south.test\n"
		     "Final-Recipient: rfc822; kim@east.test\nAction: failed\nStatus: 5.2.2\n",
		"failure zoe@north.test z@south.test 5.1.1 0 failed; "
		"failure kim@east.test k@south.test 5.2.2 0 failed | missing-blank-line"},
	{"two in one block, action first",
		HEAD "Action: failed\n" ZOE "Status: 5.1.1\nAction: failed\n"
		     "Final-Recipient: rfc822; kim@east.test\nStatus: 5.2.2\n",
		"failure zoe@north.test - 5.1.1 0 failed; failure kim@east.test - 5.2.2 0 failed | "
		"missing-blank-line"},
	{"blank line within a group", HEAD ZOE "\nAction: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed | blank-line-in-group"},
	{"a blank line behind each field",
		HEAD ZOE "\nOriginal-Recipient: rfc822; kim@east.test\n\nAction: delayed\n\n"
			 "Status: 4.4.1\n\nAction: failed\n\nFinal-Recipient: rfc822; "
			 "ann@east.test\n\nStatus: 5.1.1\n",
		"delay zoe@north.test kim@east.test 4.4.1 0 delayed; "
		"failure ann@east.test - 5.1.1 0 failed | blank-line-in-group"},
	{"the next one's address is no field of this one",
		HEAD ZOE "Action: failed\n\nOriginal-Recipient: rfc822; kim@east.test\n\n"
			 "Action: relayed\n",
		"failure zoe@north.test - - 0 failed; success - kim@east.test - 0 relayed | "
		"blank-line-in-group final-recipient-missing status-missing"},
	{"original recipient",
		HEAD "Original-Recipient: rfc822; z@south.test\n" ZOE
		     "Action: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test z@south.test 5.1.1 0 failed |"},
	{"original recipient alone",
		HEAD "Original-Recipient: rfc822; z@south.test\nAction: failed\nStatus: 5.1.1\n",
		"failure - z@south.test 5.1.1 0 failed | final-recipient-missing"},
	{"alias behind a program",
		HEAD "Final-Recipient: rfc822; |/usr/bin/sort zoe@north.test\n"
		     "X-Actual-Recipient: rfc822; zoe@north.test\nAction: failed\nStatus: 5.3.0\n",
		"failure zoe@north.test - 5.3.0 0 failed | invalid-address"},
	{"original recipient left encoded",
		HEAD
		"Original-Recipient: rfc822; zoe+2Bnews@north.test\n"
		"Final-Recipient: rfc822; zoe+news@north.test\nAction: failed\nStatus: 5.1.1\n",
		"failure zoe+news@north.test zoe+news@north.test 5.1.1 0 failed |"},
	{"odd type",
		HEAD "Final-Recipient : rfc/822;zoe@north.test\nAction : failed\nStatus : 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed | bad-address-type"},
	{"no type", HEAD "Final-Recipient: <zoe@north.test>\nAction: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed | missing-address-type"},
	{"x400",
		HEAD "Final-Recipient: x400; /G=Zoe/S=North/C=GB/\nAction: failed\nStatus: 5.1.1\n",
		"failure - - 5.1.1 0 failed | invalid-address"},
	{"entry of a directory",
		HEAD "Final-Recipient: rfc822; IMCEAEX-_O=N_CN=ZOE@north.test\nAction: failed\n"
		     "Status: 5.1.1\n",
		"failure - - 5.1.1 0 failed | invalid-address"},
	{"address with the mark of a link",
		HEAD
		"Final-Recipient: rfc822; mailto:zoe@north.test\nAction: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
	{"null address", HEAD "Final-Recipient: rfc822; <>\nAction: failed\nStatus: 5.1.1\n",
		"failure - - 5.1.1 0 failed | empty-address"},
	{"semicolon in quotes",
		HEAD "Final-Recipient: rfc822; \"z;e\"@north.test\nAction: failed\nStatus: 5.1.1\n",
		"failure \"z;e\"@north.test - 5.1.1 0 failed |"},
	{"internationalised",
		HEAD
		"Final-Recipient: utf-8; \\x{17E}oe@north.test\nAction: failed\nStatus: 5.1.1\n",
		"failure \xc5\xbeoe@north.test - 5.1.1 0 failed |"},
	{"a control by the back door",
		HEAD
		"Final-Recipient: utf-8; zoe\\x{0A}x@north.test\nAction: failed\nStatus: 5.1.1\n",
		"failure - - 5.1.1 0 failed | invalid-address"},
	{"no status, code in the diagnostic",
		HEAD ZOE "Action: failed\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n",
		"failure zoe@north.test - 5.1.1 550 failed | status-missing"},
	{"empty status", HEAD ZOE "Action: failed\nStatus:\nDiagnostic-Code: smtp; 550 gone\n",
		"failure zoe@north.test - - 550 failed | status-missing"},
	{"nothing but the recipient", HEAD ZOE "Action: failed\n",
		"failure zoe@north.test - - 0 failed | status-missing"},
	{"no action, class 5", HEAD ZOE "Status: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 - | action-missing"},
	{"no action, class 4", HEAD ZOE "Status: 4.4.1\n",
		"delay zoe@north.test - 4.4.1 0 - | action-missing"},
	{"neither, and a temporary reply", HEAD ZOE "Diagnostic-Code: smtp; 451 busy\n",
		"delay zoe@north.test - - 451 - | action-missing status-missing"},
	{"action of its own", HEAD ZOE "Action: deliverable\nStatus: 2.1.5\n",
		"success zoe@north.test - 2.1.5 0 deliverable | action-unknown"},
	{"action expired", HEAD ZOE "Action: expired\nStatus: 4.4.7\n",
		"failure zoe@north.test - 4.4.7 0 expired | action-unknown"},
	{"action unheard of", HEAD ZOE "Action: pondered\nStatus: 4.4.7\n",
		"delay zoe@north.test - 4.4.7 0 pondered | action-unknown"},
	{"delayed, but class 5", HEAD ZOE "Action: delayed\nStatus: 5.1.1\n",
		"delay zoe@north.test - 5.1.1 0 delayed | action-status-conflict"},
	{"delivered, but class 5", HEAD ZOE "Action: delivered\nStatus: 5.1.1\n",
		"success zoe@north.test - 5.1.1 0 delivered | action-status-conflict"},
	{"failed, but class 2", HEAD ZOE "Action: failed\nStatus: 2.1.9\n",
		"failure zoe@north.test - 2.1.9 0 failed | action-status-conflict"},
	{"status out of range", HEAD ZOE "Action: failed\nStatus: 6.1.1\n",
		"failure zoe@north.test - - 0 failed | status-syntax"},
	{"leading zeros", HEAD ZOE "Action: failed\nStatus: 5.01.01\n",
		"failure zoe@north.test - 5.1.1 0 failed | status-syntax"},
	{"status less specific",
		HEAD ZOE "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.2.1 off\n",
		"failure zoe@north.test - 5.2.1 550 failed | status-less-specific"},
	{"status and diagnostic differ",
		HEAD ZOE "Action: failed\nStatus: 5.4.4\nDiagnostic-Code: smtp; 550 5.1.1 who\n",
		"failure zoe@north.test - 5.1.1 550 failed | status-mismatch"},
	{"milder status wins",
		HEAD ZOE "Action: failed\nStatus: 4.5.0\nDiagnostic-Code: smtp; 550 5.5.0 later\n",
		"failure zoe@north.test - 4.5.0 550 failed | class-conflict"},
	{"milder diagnostic wins",
		HEAD ZOE
		"Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 421 4.4.2 timed out\n",
		"failure zoe@north.test - 4.4.2 421 failed | class-conflict"},
	{"exit status of a program",
		HEAD ZOE "Action: failed\nStatus: 5.3.0\nDiagnostic-Code: X-Unix; 255\n",
		"failure zoe@north.test - 5.3.0 0 failed |"},
	{"diagnostic without type",
		HEAD ZOE "Action: failed\nStatus: 4.4.1\nDiagnostic-Code: Connection timed out\n",
		"failure zoe@north.test - 4.4.1 0 failed | missing-diagnostic-type"},
	{"retry after the end",
		HEAD ZOE "Action: failed\nStatus: 4.4.7\n"
			 "Will-Retry-Until: Tue, 6 Jan 2026 10:00:00 +0000\n",
		"failure zoe@north.test - 4.4.7 0 failed | retry-after-failure"},
	{"no reporting MTA", ZOE "Action: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed | reporting-mta-missing"},
	{"no recipient", "Reporting-MTA: dns; a\nX-Queue: 7\n", " | no-recipient-group"},
	{"nothing at all", "", " | no-recipient-group reporting-mta-missing"},
	{"extension fields make no group",
		HEAD "X-Note: a\n\n" ZOE "Action: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
	{"fields of a part before",
		"Content-Type: text/plain\n\n" HEAD ZOE "Action: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
	{"same recipient twice",
		HEAD ZOE "Action: failed\nStatus: 5.1.1\n\n" ZOE "Action: failed\nStatus: 5.1.1\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
	{"carriage returns",
		"Reporting-MTA: dns; a\r\n\r\nFinal-Recipient: rfc822; zoe@north.test\r\n"
		"Action: failed\r\nStatus: 5.1.1\r\n",
		"failure zoe@north.test - 5.1.1 0 failed |"},
};

START_TEST(reads_part)
{
	const struct row *row = &rows[_i];
	rebound_dsn_read(&builder, row->part, strlen(row->part), FALSE);
	rebound_builder_finish(&builder);
	g_autofree char *line = describe_report(builder.report);
	ck_assert_msg(strcmp(line, row->expected) == 0, "%s: want '%s', got '%s'", row->name,
		row->expected, line);
}
END_TEST

START_TEST(reads_other_fields)
{
	static const char part[] =
		"Reporting-MTA: dns; Out.South.test (it)\nOriginal-Envelope-Id: Job7+2B\n\n" ZOE
		"Action: delayed\nStatus: 4.4.1 (=?utf-8?Q?no_answ=C3=A9r?=)\nRemote-MTA: dns; "
		"mx.north.test "
		"(10.0.0.1 \\) (x))\n"
		"Diagnostic-Code: smtp; 450 4.2.0 (slow) down\n"
		"Last-Attempt-Date: Tue, 6 Jan 2026 10:00:00 +0100 (CET)\n"
		"Will-Retry-Until: Thu, 8 Jan 2026 10:00:00 +0000\n";
	ck_assert_uint_eq(rebound_dsn_read(&builder, part, strlen(part), FALSE), 1);
	rebound_builder_finish(&builder);
	const struct rebound_recipient *recipient = &builder.report->recipients[0];
	ck_assert_str_eq(builder.report->envelope_id, "Job7+2B");
	ck_assert_str_eq(recipient->reporting_mta, "Out.South.test");
	ck_assert_str_eq(recipient->remote_mta, "mx.north.test");
	ck_assert_str_eq(recipient->diagnostic_type, "smtp");
	ck_assert_str_eq(recipient->text, "450 4.2.0 (slow) down");
	ck_assert_str_eq(recipient->notice, "no answ\xc3\xa9r");
	ck_assert_int_eq(recipient->last_attempt, 1767690000);
	ck_assert_int_eq(recipient->will_retry_until, 1767866400);
}
END_TEST

START_TEST(keeps_what_is_no_address_for_eyes_only)
{
	static const char part[] = HEAD "Final-Recipient: rfc822; |/bin/sh -c x\nAction: failed\n"
					"Status: 5.3.0\n";
	rebound_dsn_read(&builder, part, strlen(part), FALSE);
	rebound_builder_finish(&builder);
	ck_assert_ptr_null(builder.report->recipients[0].address);
	ck_assert_str_eq(builder.report->recipients[0].address_as_given, "|/bin/sh -c x");
}
END_TEST

START_TEST(nul_ends_nothing)
{
	static const char part[] = HEAD "Final-Recipient: rfc822; zoe@north.test\0,kim@east.test\n"
					"Action: failed\nStatus: 5.1.1\n";
	rebound_dsn_read(&builder, part, sizeof part - 1, FALSE);
	rebound_builder_finish(&builder);
	ck_assert_uint_eq(builder.report->recipient_count, 1);
	ck_assert_ptr_null(builder.report->recipients[0].address);
}
END_TEST

START_TEST(reads_very_many_recipients)
{
	g_autoptr(GString) part = g_string_new(HEAD);
	for (guint i = 0; i < 10050; i++)
		g_string_append_printf(part,
			"Final-Recipient: rfc822; u%u@north.test\nAction: failed\nStatus: "
			"5.1.1\n\n",
			i);
	rebound_dsn_read(&builder, part->str, part->len, FALSE);
	rebound_builder_finish(&builder);
	ck_assert_uint_eq(builder.report->recipient_count, 10000);
	ck_assert_str_eq(builder.report->faults[0], "too-many-recipients");
}
END_TEST

START_TEST(finds_fields_in_text)
{
	static const char text[] =
		"Sorry.\n\nReporting-MTA: dns; a\n\nFinal-Recipient: rfc822; z@n.test\n"
		"Action: failed\n";
	const char *start = NULL;
	ck_assert(rebound_dsn_is_in_text(text, strlen(text), &start));
	ck_assert(g_str_has_prefix(start, "Reporting-MTA"));
	static const char words[] =
		"What is a Final-Recipient: field?\n> Final-Recipient: a\nStatus: ok\n";
	ck_assert(!rebound_dsn_is_in_text(words, strlen(words), &start));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/dsn");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, reads_part, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, reads_other_fields);
	tcase_add_test(all, keeps_what_is_no_address_for_eyes_only);
	tcase_add_test(all, nul_ends_nothing);
	tcase_add_test(all, reads_very_many_recipients);
	tcase_add_test(all, finds_fields_in_text);
	suite_add_tcase(suite, all);
	return suite;
}
