/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/report/read.h"
#include "describe_report.h"

#define DAEMON                                                                                     \
	"Return-Path: <>\nFrom: Mail System <MAILER-DAEMON@out.south.test>\n"                      \
	"To: news-bounces@south.test\nSubject: Undeliverable: News\nMIME-Version: 1.0\n"
#define REPORT DAEMON "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
#define WORDS  "--b\nContent-Type: text/plain\n\nYour mail could not be delivered.\n\n"
#define FIELDS                                                                                     \
	"Reporting-MTA: dns; out.south.test\n\nFinal-Recipient: rfc822; zoe@north.test\n"          \
	"Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n"
#define MACHINE "--b\nContent-Type: message/delivery-status\n\n" FIELDS "\n"
#define RETURNED                                                                                   \
	"--b\nContent-Type: message/rfc822\n\nReturn-Path: <news-bounces@south.test>\n"            \
	"From: News <news@south.test>\nTo: zoe@north.test\nSubject: =?utf-8?q?N=C3=A9ws?=\n"       \
	"Message-ID: <77@south.test>\nList-Id: Our news <news.south.test>\n"                       \
	"Date: Tue, 6 Jan 2026 10:00:00 +0000\n\nHello kim@east.test\n"
#define ZOE "failure zoe@north.test - 5.1.1 550 failed"

struct row {
	const char *name;
	const char *mail;
	enum rebound_kind kind;
	enum rebound_format format;
	const char *expected;
};

static const struct row rows[] = {
	{"three parts", REPORT WORDS MACHINE RETURNED "--b--\n", REBOUND_KIND_FAILURE,
		REBOUND_FORMAT_DSN, ZOE " |"},
	{"two parts", REPORT WORDS MACHINE "--b--\n", REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN,
		ZOE " |"},
	{"case of the container",
		DAEMON "Content-Type: Multipart/REPORT; Boundary=b; "
		       "REPORT-TYPE=\"Delivery-Status\"\n\n" WORDS MACHINE "--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN, ZOE " |"},
	{"comment behind the report type",
		DAEMON "Content-Type: multipart/report; report-type=delivery-status (as it is); "
		       "boundary=\"b\"\n\n" WORDS MACHINE "--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN, ZOE " |"},
	{"no report type",
		DAEMON "Content-Type: multipart/report; boundary=b\n\n" WORDS MACHINE "--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN, ZOE " | report-type-missing"},
	{"wrong report type",
		DAEMON "Content-Type: multipart/report; report-type=disposition-notification; "
		       "boundary=b\n\n" WORDS MACHINE "--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN, ZOE " | report-type-mismatch"},
	{"not in a report",
		DAEMON "Content-Type: multipart/mixed; boundary=b\n\n" WORDS MACHINE "--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN, ZOE " | report-container-missing"},
	{"machine part in base64",
		REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n"
		"Content-Transfer-Encoding: base64\n\n"
		"UmVwb3J0aW5nLU1UQTogZG5zOyBvdXQKCkZpbmFsLVJlY2lwaWVudDogcmZjODIyOyB6b2VA\n"
		"bm9ydGgudGVzdApBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN,
		"failure zoe@north.test - 5.1.1 0 failed | encoded-machine-part"},
	{"fields in a text part", REPORT WORDS "--b\nContent-Type: text/plain\n\n" FIELDS "--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN,
		ZOE " | fields-in-text machine-part-missing"},
	{"a report that is returned itself",
		REPORT WORDS MACHINE
		"--b\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@east.test\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=c\n\n"
		"--c\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; e\n\n"
		"Final-Recipient: rfc822; kim@east.test\nAction: failed\nStatus: "
		"5.1.1\n\n--c--\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN, ZOE " | double-bounce"},
	{"delayed",
		REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
		"Final-Recipient: rfc822; zoe@north.test\nAction: delayed\nStatus: "
		"4.4.1\n\n--b--\n",
		REBOUND_KIND_DELAY, REBOUND_FORMAT_DSN, "delay zoe@north.test - 4.4.1 0 delayed |"},
	{"no recipient in the machine part, but a header",
		"X-Failed-Recipients: zoe@north.test,\n kim@east.test\n" REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_TEXT,
		"failure zoe@north.test - - 0 -; failure kim@east.test - - 0 - | "
		"no-recipient-group"},
	{"recipient's address only in the envelope",
		"Delivered-To: news-bounces+zoe=north.test@south.test\n" REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
		"Final-Recipient: x400; /G=Z/\nAction: failed\nStatus: 5.1.1\n\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN,
		"failure - zoe@north.test 5.1.1 0 failed | invalid-address"},
	{"recipient's address only in the words",
		REPORT
		"--b\nContent-Type: text/plain\n\nYour mail could not be delivered to these "
		"recipients:\n\n<zoe@north.test>: host mx.north.test[192.0.2.7] said: 550 5.2.1 "
		"closed\n\n--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; a\n\nFinal-Recipient: rfc822; @north.test\n"
		"Action: failed\nStatus: 5.0.0\n\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN,
		"failure zoe@north.test - 5.2.1 550 failed | invalid-address status-less-specific"},
	{"names nobody, and one was written to",
		REPORT WORDS "--b\nContent-Type: text/rfc822-headers\n\nFrom: news@south.test\n"
			     "To: zoe@north.test\n\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_TEXT,
		"failure zoe@north.test - - 0 - | machine-part-missing recipient-from-returned"},
	{"names nobody, and two were written to",
		REPORT WORDS "--b\nContent-Type: text/rfc822-headers\n\nFrom: news@south.test\n"
			     "To: zoe@north.test, kim@east.test\n\n--b--\n",
		REBOUND_KIND_UNRECOGNIZED, REBOUND_FORMAT_NONE, " | machine-part-missing"},
	{"names nobody, and it went through a list",
		REPORT WORDS "--b\nContent-Type: text/rfc822-headers\n\nFrom: news@south.test\n"
			     "To: all@lists.test\nList-Post: <all@lists.test>\n\n--b--\n",
		REBOUND_KIND_UNRECOGNIZED, REBOUND_FORMAT_NONE, " | machine-part-missing"},
	{"cover letter around a report",
		DAEMON
		"\nYour mail could not be delivered. See below.\n\n"
		"----- Original message -----\n\nReturn-Path: <>\nSubject: Undelivered\n\n" FIELDS,
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN, ZOE " | enclosed-report"},
	{"the sender's own address",
		REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
		"Final-Recipient: rfc822; News-Bounces@south.test\nAction: failed\n"
		"Status: 5.7.1\n\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN,
		"failure - - 5.7.1 0 failed | self-address"},
	{"sender in the operator's domain",
		REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
		"Final-Recipient: rfc822; news@west.test\nAction: failed\n"
		"Status: 5.7.1\n\n--b\nContent-Type: text/rfc822-headers\n\n"
		"From: news@west.test\nTo: kim@west.test\n\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN,
		"failure - - 5.7.1 0 failed | self-address"},
	{"somebody else in the operator's domain",
		REPORT WORDS
		"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n"
		"Final-Recipient: rfc822; kim@west.test\nAction: failed\n"
		"Status: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\n"
		"From: news@west.test\nTo: kim@west.test\n\n--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN,
		"failure kim@west.test - 5.1.1 0 failed |"},
	{"fields in an attached file",
		DAEMON "Content-Type: multipart/mixed; boundary=b\n\n" WORDS
		       "--b\nContent-Type: text/plain; name=details.txt\n"
		       "Content-Disposition: attachment\n\n" FIELDS "--b--\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_DSN, ZOE " | fields-in-text"},
	{"fields pasted by a person",
		"Return-Path: <pat@south.test>\nFrom: Pat <pat@south.test>\nSubject: a question\n\n"
		"What does this mean?\n\n" FIELDS,
		REBOUND_KIND_OTHER, REBOUND_FORMAT_NONE, " |"},
	{"passed on by a person",
		"Return-Path: <pat@south.test>\nFrom: Pat <pat@south.test>\nSubject: look at this\n"
		"Content-Type: multipart/mixed; boundary=a\n\n--a\n\nfyi\n--a\n"
		"Content-Type: multipart/report; report-type=delivery-status; "
		"boundary=b\n\n" WORDS MACHINE "--b--\n--a--\n",
		REBOUND_KIND_OTHER, REBOUND_FORMAT_DSN, "nested " ZOE " | nested-report"},
	{"passed on as a message",
		"Return-Path: <pat@south.test>\nFrom: Pat <pat@south.test>\nSubject: Fwd: "
		"Undeliverable\n"
		"Content-Type: multipart/mixed; boundary=a\n\n--a\n\nfyi\n--a\n"
		"Content-Type: message/rfc822\n\n" REPORT WORDS MACHINE "--b--\n--a--\n",
		REBOUND_KIND_OTHER, REBOUND_FORMAT_NONE, " |"},
	{"feedback",
		DAEMON "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
		       "--b\nContent-Type: text/plain\n\nA complaint.\n\n"
		       "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
		       "User-Agent: L/1\nVersion: 1\n\n" RETURNED "--b--\n",
		REBOUND_KIND_COMPLAINT, REBOUND_FORMAT_ARF, "complaint zoe@north.test - - 0 - |"},
	{"receipt",
		"From: zoe@north.test\nSubject: Read: News\nContent-Type: multipart/report; "
		"report-type=disposition-notification; boundary=b\n\n--b\n\nRead.\n"
		"--b\nContent-Type: message/disposition-notification\n\n"
		"Final-Recipient: rfc822; zoe@north.test\n"
		"Disposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n",
		REBOUND_KIND_DISPOSITION, REBOUND_FORMAT_MDN,
		"disposition zoe@north.test - - 0 displayed |"},
	{"vacation that quotes a code",
		"Return-Path: <>\nFrom: Zoe <zoe@north.test>\nAuto-Submitted: auto-replied\n"
		"Subject: Away\n\nBack on Monday. My last mail came back with 550 5.1.1 user "
		"unknown.\n",
		REBOUND_KIND_AUTO_REPLY, REBOUND_FORMAT_NONE, " |"},
	{"bounce in a person's name, marked as an answer",
		"Return-Path: <>\nFrom: Zoe <zoe@south.test>\nAuto-Submitted: auto-replied\n"
		"Subject: Undelivered Mail\n\nThis message could not be delivered:\n\n"
		"<zoe@north.test>: 550 5.1.1 User unknown\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_TEXT,
		"failure zoe@north.test - 5.1.1 550 - |"},
	{"a letter", "From: Zoe <zoe@north.test>\nSubject: Lunch\n\nAt noon? My card is 550.\n",
		REBOUND_KIND_OTHER, REBOUND_FORMAT_NONE, " |"},
	{"not understood",
		"Return-Path: <>\nFrom: MAILER-DAEMON@x.test\nSubject: Undelivered mail\n\nqwrt\n",
		REBOUND_KIND_UNRECOGNIZED, REBOUND_FORMAT_NONE, " |"},
	{"qmail's format",
		DAEMON
		"\nHi. This is the qmail-send program at south.test.\n"
		"I'm afraid I wasn't able to deliver your message to the following addresses.\n"
		"This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
		"<zoe@north.test>:\n192.0.2.4 does not like recipient.\n"
		"Remote host said: 550 5.1.1 never heard of\nGiving up on 192.0.2.4.\n\n"
		"--- Below this line is a copy of the message.\n\nReturn-Path: <n@south.test>\n"
		"Message-ID: <78@south.test>\nTo: kim@east.test\n\nHello\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_QSBMF,
		"failure zoe@north.test - 5.1.1 550 - |"},
	{"answer of a machine in a person's name",
		"Return-Path: <>\nFrom: Zoe <zoe@north.test>\nSubject: Turnips\n\nSee you in "
		"May.\n",
		REBOUND_KIND_AUTO_REPLY, REBOUND_FORMAT_NONE, " |"},
	{"letter about what was not delivered",
		"Return-Path: <zoe@north.test>\nFrom: Zoe <zoe@north.test>\nSubject: mail "
		"delivery\n\n"
		"The delivery of your parcel failed. Please call.\n",
		REBOUND_KIND_OTHER, REBOUND_FORMAT_NONE, " |"},
	{"bounce that says that a machine wrote it",
		DAEMON "\nThis is an automated message. Your mail could not be delivered to\n\n"
		       "<zoe@north.test>: 550 5.1.1 nobody\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_TEXT,
		"failure zoe@north.test - 5.1.1 550 - |"},
	{"bounce that a person passes on as his own text",
		"Return-Path: <pat@south.test>\nFrom: Pat <pat@south.test>\n"
		"Subject: Undelivered Mail Returned to Sender\n\nI got this. Any idea?\n\n"
		"Your message could not be delivered:\n\n<zoe@north.test>: 550 5.1.1 nobody\n",
		REBOUND_KIND_OTHER, REBOUND_FORMAT_NONE, " |"},
	{"aggregate report without a reverse path",
		"Return-Path: <>\nFrom: dmarc@north.test\nSubject: Report Domain: south.test\n"
		"Content-Type: application/zip; name=a.zip\n\nPK\n",
		REBOUND_KIND_OTHER, REBOUND_FORMAT_NONE, " |"},
	{"feedback in a text part",
		"From: loop@north.test\nSubject: complaint\n"
		"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
		"Feedback-Type: abuse\nUser-Agent: L/1\nVersion: 1\n\n" RETURNED "--b--\n",
		REBOUND_KIND_COMPLAINT, REBOUND_FORMAT_ARF,
		"complaint zoe@north.test - - 0 - | fields-in-text"},
	{"feedback without its part",
		"From: loop@north.test\nSubject: complaint\nContent-Type: multipart/report; "
		"report-type=feedback-report; boundary=b\n\n--b\n\nA complaint.\n" RETURNED
		"--b--\n",
		REBOUND_KIND_UNRECOGNIZED, REBOUND_FORMAT_NONE, " | machine-part-missing"},
	{"notification in JSON, with a footer",
		"Return-Path: <1@bounce.cloud.test>\nFrom: no-reply@sns.cloud.test\n"
		"Subject: AWS Notification Message\nContent-Type: text/plain\n\n"
		"{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":["
		"{\"emailAddress\":\"zoe@north.test\",\"status\":\"5.1.1\"}]}}\n\n--\n"
		"To stop these mails, unsubscribe kim@east.test here.\n",
		REBOUND_KIND_FAILURE, REBOUND_FORMAT_JSON, "failure zoe@north.test - 5.1.1 0 - |"},
	{"notification in JSON, by its type",
		"From: no-reply@sns.cloud.test\nContent-Type: application/json\n"
		"Content-Transfer-Encoding: base64\n\n"
		"eyJub3RpZmljYXRpb25UeXBlIjoiRGVsaXZlcnkiLCJkZWxpdmVyeSI6eyJyZWNpcGllbnRz\n"
		"IjpbInpvZUBub3J0aC50ZXN0Il19fQ==\n",
		REBOUND_KIND_SUCCESS, REBOUND_FORMAT_JSON, "success zoe@north.test - - 0 - |"},
	{"notification in JSON that a person passes on",
		"Return-Path: <pat@south.test>\nFrom: Pat <pat@south.test>\nSubject: Fwd: AWS\n\n"
		"{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":["
		"{\"emailAddress\":\"zoe@north.test\",\"status\":\"5.1.1\"}]}}\n",
		REBOUND_KIND_OTHER, REBOUND_FORMAT_NONE, " |"},
	{"nothing", "", REBOUND_KIND_OTHER, REBOUND_FORMAT_NONE, " | empty"},
};

static struct rebound_reader *reader;

static void set_up(void)
{
	static const char *const own[] = {"news-bounces@south.test", NULL};
	static const char *const domains[] = {"West.test", NULL};
	struct rebound_reader_options options = {.own_addresses = own, .own_domains = domains};
	rebound_clock_set(1768000000);
	reader = rebound_reader_new(&options);
}

static void tear_down(void)
{
	rebound_reader_free(reader);
	rebound_clock_set(0);
}

static const struct rebound_report *read_mail(const char *text, const char *envelope_sender)
{
	struct rebound_mail mail = {
		.source = "box",
		.index = 3,
		.data = text,
		.len = strlen(text),
		.received = 1767000000,
		.envelope_sender = envelope_sender,
	};
	return rebound_reader_read(reader, &mail);
}

START_TEST(same_mail_has_the_same_hash)
{
	guint8 hash[32];
	memcpy(hash, read_mail("Subject: x\n\nHi\n", NULL)->content_hash, sizeof hash);
	ck_assert_mem_eq(
		read_mail("Subject: x\r\n\r\nHi\r\n", NULL)->content_hash, hash, sizeof hash);
	ck_assert_mem_ne(read_mail("Subject: y\n\nHi\n", NULL)->content_hash, hash, sizeof hash);

	static const struct rebound_reader_options without = {.without_hash = TRUE};
	static const guint8 zero[32];
	rebound_reader_free(reader);
	reader = rebound_reader_new(&without);
	ck_assert_mem_eq(read_mail("Subject: x\n\nHi\n", NULL)->content_hash, zero, sizeof zero);
}
END_TEST

START_TEST(reads_mail)
{
	const struct row *row = &rows[_i];
	const struct rebound_report *report = read_mail(row->mail, NULL);
	g_autofree char *line = describe_report(report);
	ck_assert_msg(strcmp(line, row->expected) == 0, "%s: want '%s', got '%s'", row->name,
		row->expected, line);
	ck_assert_msg(report->kind == row->kind, "%s: got kind %s", row->name,
		rebound_kind_name(report->kind));
	ck_assert_msg(report->format == row->format, "%s: got format %s", row->name,
		rebound_format_name(report->format));
}
END_TEST

START_TEST(reads_what_came_back)
{
	const struct rebound_report *report =
		read_mail(REPORT WORDS MACHINE RETURNED "--b--\n", NULL);
	ck_assert_str_eq(report->original.message_id, "77@south.test");
	ck_assert_str_eq(report->original.from, "news@south.test");
	ck_assert_str_eq(report->original.to, "zoe@north.test");
	ck_assert_str_eq(report->original.subject, "N\xc3\xa9ws");
	ck_assert_str_eq(report->original.list_id, "news.south.test");
	ck_assert_str_eq(report->original.return_path, "news-bounces@south.test");
	ck_assert_int_eq(report->original.date, 1767693600);
	ck_assert(report->original.complete);
	ck_assert_uint_gt(report->original_header_count, 5);
}
END_TEST

/** Where a returned message's headers can stand. */
static const char *const returned[] = {
	"--b\nContent-Type: text/rfc822-headers\nContent-Transfer-Encoding: quoted-printable\n\n"
	"Subject: =3D?utf-8?Q?N=3DC3=3DA9ws?=3D\nMessage-ID: <77@south.test>\n\n--b--\n",
	"--b\nContent-Type: message/global-headers\n\nSubject: N\xc3\xa9ws\n"
	"Message-ID: <77@south.test>\n\n--b--\n",
	"--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
	"U3ViamVjdDogPT91dGYtOD9xP049QzM9QTl3cz89Ck1lc3NhZ2UtSUQ6IDw3N0Bzb3V0aC50ZXN0\n"
	"PgoKSGkK\n--b--\n",
};

START_TEST(finds_what_came_back)
{
	g_autofree char *mail = g_strconcat(REPORT WORDS MACHINE, returned[_i], NULL);
	const struct rebound_report *report = read_mail(mail, NULL);
	ck_assert_pstr_eq(report->original.message_id, "77@south.test");
	if (_i < 2)
		ck_assert_pstr_eq(report->original.subject, "N\xc3\xa9ws");
}
END_TEST

START_TEST(reads_envelope)
{
	static const char mail[] =
		"Received: from a by b; Fri, 9 Jan 2026 10:00:00 +0000\n"
		"Received: from c by a; Thu, 8 Jan 2026 10:00:00 +0000\n"
		"Delivered-To: news-bounces@south.test\nMessage-ID: <b1@out.test>\n"
		"Date: Thu, 8 Jan 2026 09:00:00 +0000\nSubject: x\n\n";
	const struct rebound_report *report = read_mail(mail, "MAILER-DAEMON");
	ck_assert_str_eq(report->source, "box");
	ck_assert_uint_eq(report->index, 3);
	ck_assert_str_eq(report->return_path, "");
	ck_assert_str_eq(report->envelope_recipient, "news-bounces@south.test");
	ck_assert_str_eq(report->message_id, "b1@out.test");
	ck_assert_int_eq(report->received, 1767952800);
	ck_assert_int_eq(report->date, 1767862800);
}
END_TEST

START_TEST(time_is_never_later_than_now)
{
	const struct rebound_report *report =
		read_mail("Received: from a by b; Fri, 9 Jan 2099 10:00:00 +0000\n\n", NULL);
	ck_assert_int_eq(report->received, 1768000000);
	report = read_mail("Received: from a by b; yesterday\n\n", NULL);
	ck_assert_int_eq(report->received, 1767000000);
}
END_TEST

START_TEST(keeps_few_headers)
{
	g_autoptr(GString) mail = g_string_new(NULL);
	for (guint i = 0; i < 500; i++)
		g_string_append_printf(mail, "X-H%u: a\n", i);
	g_string_append(mail, "From: zoe@north.test\n\nx\n");
	const struct rebound_report *report = read_mail(mail->str, NULL);
	ck_assert_uint_eq(report->header_count, 200);
	ck_assert_pstr_eq(report->from, "zoe@north.test");
}
END_TEST

START_TEST(bears_random_damage)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(7);
	for (guint round = 0; round < 3000; round++) {
		const char *whole = rows[g_rand_int_range(random, 0, G_N_ELEMENTS(rows))].mail;
		gsize len = strlen(whole);
		g_autofree char *mail = g_memdup2(whole, len + 1);
		for (guint i = 0; len > 0 && i < 8; i++)
			mail[g_rand_int_range(random, 0, (gint32)len)] =
				(char)g_rand_int_range(random, 0, 256);
		struct rebound_mail damaged = {.source = "box", .data = mail, .len = len};
		const struct rebound_report *report = rebound_reader_read(reader, &damaged);
		ck_assert_ptr_nonnull(report);
		ck_assert_ptr_nonnull(report->faults);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/read");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_set_timeout(all, 120);
	tcase_add_loop_test(all, reads_mail, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, same_mail_has_the_same_hash);
	tcase_add_test(all, reads_what_came_back);
	tcase_add_loop_test(all, finds_what_came_back, 0, G_N_ELEMENTS(returned));
	tcase_add_test(all, reads_envelope);
	tcase_add_test(all, time_is_never_later_than_now);
	tcase_add_test(all, keeps_few_headers);
	tcase_add_test(all, bears_random_damage);
	suite_add_tcase(suite, all);
	return suite;
}
