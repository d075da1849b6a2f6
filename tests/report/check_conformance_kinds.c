/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <unistd.h>

#include "report/conformance.h"

#define ANSWER "Return-Path: <>\nFrom: Zoe <zoe@north.test>\nSubject: Re: News\n"
#define LETTER "From: Zoe <zoe@north.test>\nSubject: News\n"
#define BODY   "\nI am not at my desk.\n"
#define RECEIPT(fields)                                                                            \
	"From: zoe@north.test\nSubject: Read: News\nContent-Type: multipart/report; "              \
	"report-type=disposition-notification; boundary=b\n\n--b\n\nIt was read.\n--b\n"           \
	"Content-Type: message/disposition-notification\n\n" fields "\n--b--\n"
#define RECEIPT_FIELDS                                                                             \
	"Final-Recipient: rfc822; zoe@north.test\nOriginal-Message-ID: <m7@south.test>\n"
#define COMPLAINT(fields)                                                                          \
	"From: loop@north.test\nSubject: complaint\nContent-Type: multipart/report; "              \
	"report-type=feedback-report; boundary=b\n\n--b\n\nA complaint.\n--b\n"                    \
	"Content-Type: message/feedback-report\n\n" fields "\n"
#define AGENT "User-Agent: Loop/1\nVersion: 1\n"
#define RETURNED(headers)                                                                          \
	"--b\nContent-Type: message/rfc822\n\nFrom: news@south.test\n" headers "\nHello\n--b--\n"
#define END "--b--\n"

/** Receipts, complaints and automatic answers: RFC 8098, 5965, 6591, 3834, 3886. */
static const struct conformance_case rows[] = {
	{"I01",
		RECEIPT("Reporting-UA: pc7.north.test; Mailer 1.1\n"
			"Original-Recipient: rfc822;Zoe@north.test\n" RECEIPT_FIELDS
			"Disposition: manual-action/MDN-sent-manually; displayed\n"),
		"disposition mdn: disposition zoe@north.test Zoe@north.test - 0 displayed |",
		"original.message_id=m7@south.test"},
	{"I02",
		RECEIPT(RECEIPT_FIELDS "Disposition: AUTOMATIC-ACTION / mdn-sent-automatically ; "
				       "Deleted\n"),
		"disposition mdn: disposition zoe@north.test - - 0 deleted |", NULL},
	{"I03",
		RECEIPT(RECEIPT_FIELDS "Disposition: automatic-action/MDN-sent-automatically; "
				       "processed/error, x-odd\n"),
		"disposition mdn: disposition zoe@north.test - - 0 processed |",
		"text=automatic-action/MDN-sent-automatically; processed/error, x-odd"},
	{"I04",
		RECEIPT(RECEIPT_FIELDS "Disposition: automatic-action/MDN-sent-automatically; "
				       "deleted/error\nError: no room left\n"),
		"disposition mdn: disposition zoe@north.test - - 0 deleted |",
		"text=automatic-action/MDN-sent-automatically; deleted/error; no room left"},
	{"I05",
		RECEIPT(RECEIPT_FIELDS "Disposition: automatic-action/MDN-sent-automatically; "
				       "processed\nFailure: an odd thing\n"),
		"disposition mdn: disposition zoe@north.test - - 0 processed |", NULL},

	{"J01", COMPLAINT("Feedback-Type: abuse\n" AGENT) RETURNED("To: zoe@north.test\n"),
		"complaint arf: complaint zoe@north.test - - 0 - |", "feedback.type=abuse"},
	{"J02",
		COMPLAINT("Feedback-Type: abuse\n" AGENT "Original-Mail-From: <news@south.test>\n"
			  "Original-Rcpt-To: <zoe@north.test>\n"
			  "Arrival-Date: Wed, 9 Mar 2005 15:00:00 EST\n"
			  "Reporting-MTA: dns; mx.north.test\nSource-IP: 192.0.2.5\n"
			  "Reported-Domain: south.test\nReported-Uri: http://south.test/a\n"
			  "Reported-Uri: mailto:kim@east.test\n"
			  "Removal-Recipient: zoe@north.test\n") END,
		"complaint arf: complaint zoe@north.test - - 0 - |",
		"feedback.arrival=2005-03-09T20:00:00Z\nfeedback.source_ip=192.0.2.5\n"
		"feedback.mail_from=news@south.test"},
	{"J03",
		COMPLAINT("Feedback-Type: abuse\n" AGENT "Original-Rcpt-To: <zoe@north.test>\n"
			  "Original-Rcpt-To: <kim@north.test>\n") END,
		"complaint arf: complaint zoe@north.test - - 0 -; "
		"complaint kim@north.test - - 0 - |",
		NULL},
	{"J04",
		COMPLAINT("Feedback-Type: abuse\n" AGENT "Original-Rcpt-To: <zoe@north.test>\n"
			  "Received-Date: Wed, 9 Mar 2005 15:00:00 EST\n"
			  "Arrival-Date: Wed, 9 Mar 2005 15:00:00 EST\n") END,
		"complaint arf: nested complaint zoe@north.test - - 0 - | arf-malformed", NULL},
	/* "nested" is what nothing may be done about; a person sees it in the list of events. */
	{"J05",
		COMPLAINT("Feedback-Type: x-later\n" AGENT "Original-Rcpt-To: zoe@north.test\n")
			END,
		"complaint arf: nested complaint zoe@north.test - - 0 - | feedback-type-unknown",
		"feedback.type=x-later"},
	/* TAXONOMY.md has one kind for all feedback reports; of those that are no complaint of a
	 * person, the recipients are of the kind other. */
	{"J06",
		COMPLAINT("Feedback-Type: auth-failure\n" AGENT "Auth-Failure: dkim\n"
			  "Original-Rcpt-To: zoe@north.test\n") RETURNED("To: zoe@north.test\n"),
		"complaint arf: other zoe@north.test - - 0 - | auth-failure-invalid",
		"feedback.type=auth-failure\next.msg.auth-failure=dkim"},
	{"J06b",
		COMPLAINT("Feedback-Type: auth-failure\n" AGENT "Auth-Failure: bodyhash\n"
			  "DKIM-Domain: south.test\nOriginal-Rcpt-To: zoe@north.test\n") END,
		"complaint arf: other zoe@north.test - - 0 - |", "ext.msg.dkim-domain=south.test"},
	{"J06c",
		COMPLAINT("Feedback-Type: auth-failure\n" AGENT
			  "Original-Rcpt-To: zoe@north.test\n") END,
		"complaint arf: other zoe@north.test - - 0 - | auth-failure-missing", NULL},
	{"J07", COMPLAINT(AGENT "Original-Rcpt-To: zoe@north.test\n") END,
		"unrecognized arf:  | feedback-type-missing", NULL},
	{"J08",
		COMPLAINT("Feedback-Type: abuse\n" AGENT
			  "Original-Rcpt-To: <redacted-c4d5@north.test>\n")
			RETURNED("To: someone@north.test\nMessage-ID: <m7@south.test>\n"),
		"complaint arf: complaint - - - 0 - | redacted-address",
		"given=<redacted-c4d5@north.test>\noriginal.message_id=m7@south.test"},
	/* Whether anything follows is a matter of trust: without a token or --trust-source no
	 * report suppresses (policy/check_trust, policy/check_token_trust). */
	{"J09",
		COMPLAINT("Feedback-Type: abuse\n" AGENT)
			RETURNED("To: zoe@north.test\nCFBL-Feedback-ID: 11:22:33:ab\n cd\n"),
		"complaint arf: complaint zoe@north.test - - 0 - |", "feedback.id=11:22:33:abcd"},
	{"J10",
		COMPLAINT("Feedback-Type: abuse\n" AGENT "Original-Rcpt-To: zoe@north.test\n")
			RETURNED("To: kim@north.test\n"),
		"complaint arf: nested complaint zoe@north.test kim@north.test - 0 - | "
		"recipient-conflict",
		"original.to=kim@north.test"},
	{"J10b",
		COMPLAINT("Feedback-Type: abuse\n" AGENT "Original-Rcpt-To: zoe@north.test\n")
			RETURNED("To: talk@south.test\nList-Id: <talk.south.test>\n"),
		"complaint arf: complaint zoe@north.test - - 0 - |", NULL},
	{"J10d",
		COMPLAINT("Feedback-Type: abuse\n" AGENT "Original-Rcpt-To: zoe@north.test\n")
			RETURNED("To: Zoe+News@North.test\n"),
		"complaint arf: complaint zoe@north.test Zoe+News@North.test - 0 - |", NULL},
	{"J10c",
		COMPLAINT("Feedback-Type: abuse\n" AGENT "Original-Rcpt-To: zoe@north.test\n")
			RETURNED("To: all@south.test\nDelivered-To: zoe@north.test\n"),
		"complaint arf: complaint zoe@north.test - - 0 - |", NULL},

	{"K01", ANSWER "Auto-Submitted: auto-replied\n" BODY, "auto_reply none:  |", NULL},
	{"K02",
		SYSTEM
		"Auto-Submitted: auto-generated (bounce); x-odd=1\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" WORDS
			PART(FIELDS) END,
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed |", NULL},
	{"K03", LETTER "Auto-Submitted: no\n\nHow are you?\n", "other none:  |", NULL},
	{"K04", LETTER "Auto-Submitted: x-vacation\n" BODY, "auto_reply none:  |", NULL},
	{"K05", "From: zoe@north.test\nSubject: Auto: a list of parts\n\nHere it is.\n",
		"other none:  |", NULL},
	{"K06",
		"From: Zoe <zoe@north.test>\nTo: news-bounces@south.test\n"
		"Auto-Submitted: auto-replied\nSubject: Away until June 7\n\n"
		"kim@north.test no longer works here. 550 5.1.1 user unknown.\n",
		"auto_reply none:  |", NULL},
	{"K07", LETTER "Precedence: bulk\n\nHow are you?\n", "other none:  |", NULL},
	{"K08", LETTER "X-Auto-Response-Suppress: OOF, AutoReply\n\nHow are you?\n",
		"other none:  |", NULL},
	{"K09", LETTER "X-Autoreply: yes\n" BODY, "auto_reply none:  |", NULL},
	{"K09b", LETTER "X-Autorespond: News\n" BODY, "auto_reply none:  |", NULL},

	{"L01",
		"From: tracker@south.test\nSubject: tracking\nContent-Type: multipart/report; "
		"report-type=tracking-status; boundary=b\n\n--b\n\nTracked.\n--b\n"
		"Content-Type: message/tracking-status\n\nOriginal-Envelope-Id: 7@south.test\n"
		"Reporting-MTA: dns; mx.south.test\n\nOriginal-Recipient: rfc822; zoe@north.test\n"
		"Final-Recipient: rfc822; zoe@north.test\nAction: transferred\nStatus: "
		"2.4.0\n\n" END,
		"other dsn: other zoe@north.test zoe@north.test 2.4.0 0 transferred |",
		"envelope_id=7@south.test"},
	{"L02", STATUS("Original-Envelope-Id: 71@mx.south.test\n" FIELDS),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed |",
		"envelope_id=71@mx.south.test"},
};

START_TEST(conforms)
{
	conformance_run(&rows[_i]);
}
END_TEST

static guint count_sockets(void)
{
	guint count = 0;
	g_autoptr(GDir) open_files = g_dir_open("/proc/self/fd", 0, NULL);
	const char *name;
	while (open_files && (name = g_dir_read_name(open_files))) {
		g_autofree char *path = g_build_filename("/proc/self/fd", name, NULL);
		g_autofree char *target = g_file_read_link(path, NULL);
		count += target && g_str_has_prefix(target, "socket:");
	}
	return count;
}

/** K10: whatever comes in, nothing goes out. */
START_TEST(answers_nothing)
{
	guint before = count_sockets();
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(rebound_reader) reader = conformance_reader();
		conformance_read(reader, rows[i].mail, strlen(rows[i].mail));
		ck_assert_uint_eq(count_sockets(), before);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/conformance_kinds");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, conforms, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, answers_nothing);
	suite_add_tcase(suite, all);
	return suite;
}
