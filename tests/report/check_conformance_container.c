/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "report/conformance.h"

#define ZOE_FAILED	 "failure dsn: failure zoe@north.test - 5.1.1 0 failed |"
#define CONTAINER(value) SYSTEM "Content-Type: " value "\n\n"
#define RETURNED                                                                                   \
	"--b\nContent-Type: message/rfc822\n\nFrom: news@south.test\nTo: zoe@north.test\n"         \
	"Message-ID: <m7@south.test>\nSubject: News\n\nHello kim@east.test\n"
#define END "--b--\n"

/** The container of a report: RFC 6522. */
static const struct conformance_case rows[] = {
	{"A01", REPORT WORDS PART(FIELDS) RETURNED END, ZOE_FAILED,
		"original.message_id=m7@south.test\noriginal.complete=yes"},
	{"A02",
		CONTAINER("Multipart/REPORT; Boundary=b; REPORT-TYPE=\"Delivery-Status\"")
			WORDS PART(FIELDS) END,
		ZOE_FAILED, NULL},
	{"A02b", REPORT WORDS "--b\nContent-Type: MESSAGE/Delivery-STATUS\n\n" FIELDS "\n" END,
		ZOE_FAILED, NULL},
	{"A03",
		CONTAINER("multipart/report; report-type=delivery-status (see below); "
			  "boundary=\"b\"") WORDS PART(FIELDS) END,
		ZOE_FAILED, NULL},
	{"A04", REPORT WORDS PART(FIELDS) END, ZOE_FAILED,
		"original.message_id=-\noriginal.complete=no"},
	{"A05",
		REPORT WORDS PART(FIELDS) "--b\nContent-Type: text/rfc822-headers\n"
					  "Content-Transfer-Encoding: quoted-printable\n\n"
					  "Subject: =3D?utf-8?Q?gr=3DC3=3DBCn?=3D\n"
					  "Message-ID: <m7@south.test>\n\n" END,
		ZOE_FAILED,
		"original.message_id=m7@south.test\noriginal.subject=gr\xc3\xbcn\n"
		"original.complete=no"},
	{"A06", CONTAINER("multipart/report; boundary=b") WORDS PART(FIELDS) END,
		ZOE_FAILED " report-type-missing", NULL},
	{"A07",
		CONTAINER("multipart/report; report-type=disposition-notification; boundary=b")
			WORDS PART(FIELDS) END,
		ZOE_FAILED " report-type-mismatch", NULL},
	{"A08",
		REPORT
		"--b\nContent-Type: text/plain\n\nYour message to these could not be delivered:\n\n"
		"<zoe@north.test>: 550 5.1.1 never seen\n\n" RETURNED END,
		"failure text: failure zoe@north.test - 5.1.1 550 - | machine-part-missing", NULL},
	{"A09",
		REPORT "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n"
		       "Content-Type: text/plain\nContent-Language: en\n\nNot delivered.\n--c\n"
		       "Content-Type: text/html\nContent-Language: de\n\n<p>Nicht "
		       "zugestellt.</p>\n--c--\n" PART(FIELDS) END,
		ZOE_FAILED, NULL},
	{"A10",
		"Return-Path: <pat@south.test>\nFrom: Pat <pat@south.test>\nSubject: for you\n"
		"Content-Type: multipart/mixed; boundary=a\n\n--a\n\nWhat is this?\n--a\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" WORDS
			PART(FIELDS) END "--a--\n",
		"other dsn: nested failure zoe@north.test - 5.1.1 0 failed | nested-report", NULL},
	{"A11",
		REPORT WORDS PART(FIELDS) "--b\nContent-Type: message/global-headers\n\n"
					  "Subject: gr\xc3\xbcn\nMessage-ID: <m7@south.test>\n" END,
		ZOE_FAILED, "original.subject=gr\xc3\xbcn\noriginal.message_id=m7@south.test"},
	{"A11b",
		CONTAINER("multipart/report; report-type=global-delivery-status; boundary=b") WORDS
		"--b\nContent-Type: message/global-delivery-status\n\n" FIELDS "\n"
		"--b\nContent-Type: message/global\n\nSubject: gr\xc3\xbcn\n\nHello\n" END,
		ZOE_FAILED, "original.subject=gr\xc3\xbcn\noriginal.complete=yes"},
	{"A12",
		REPORT WORDS PART(
			FIELDS) "--b\nContent-Type: message/rfc822\n\nReturn-Path: <>\n"
				"From: MAILER-DAEMON@east.test\nTo: zoe@north.test\n"
				"Content-Type: multipart/report; report-type=delivery-status; "
				"boundary=c\n\n"
				"--c\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
				"east.test\n\n"
				"Final-Recipient: rfc822; kim@east.test\nAction: failed\nStatus: "
				"5.2.1\n\n--c--\n" END,
		ZOE_FAILED " double-bounce", NULL},
	{"A13",
		REPORT WORDS PART(
			FIELDS) "--b\nContent-Type: message/rfc822\n"
				"Content-Transfer-Encoding: base64\n\n"
				"TWVzc2FnZS1JRDogPG03QHNvdXRoLnRlc3Q+ClN1YmplY3Q6IE5ld3MKCkhl\n"
				"bGxvIGtpbUBlYXN0LnRlc3QK\n" END,
		ZOE_FAILED " encoded-message",
		"original.message_id=m7@south.test\noriginal.complete=yes"},

	/* Parameters and encoded words: RFC 2231, RFC 2047. */
	{"M01",
		CONTAINER(
			"multipart/report; report-type*=us-ascii''delivery-status;\n"
			" boundary*0=\"q\"; boundary*1=\"r\"") "--qr\n\nNot "
							       "delivered.\n--qr\nContent-Type: "
							       "message/delivery-status\n\n" FIELDS
							       "\n--qr--\n",
		ZOE_FAILED, NULL},
	{"M02",
		CONTAINER("multipart/report; report-type*0*=us-ascii'en'delivery%2D;\n"
			  " report-type*1*=%73tat; report-type*2=\"us\"; boundary=b")
			WORDS PART(FIELDS) END,
		ZOE_FAILED, NULL},
	{"M04", "Subject: =?utf-8?B?4piD?= =?utf-8?B?4piD?=\nFrom: a@b.test\n\n", "other none:  |",
		"subject=\xe2\x98\x83\xe2\x98\x83"},
	{"M05", "Subject: =?US-ASCII*DE?Q?Herr_Moor?=\n\n", NULL, "subject=Herr Moor"},
	{"M06", GROUP("Final-Recipient: rfc822; =?utf-8?Q?zoe=40north.test?=\n" FAILED("5.1.1")),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address",
		"given==?utf-8?Q?zoe=40north.test?="},
	{"M07",
		"From: =?utf-8?Q?MAILER-DAEMON=40x.test_=3Ckim=40east.test=3E?= <zoe@north.test>\n"
		"Subject: x\n\n",
		NULL, "from=zoe@north.test"},
	{"M08", "Subject: =?utf-8?Q?a=0D=0AX-Other:_1=1B[31m?=\n\n", NULL,
		"subject=a X-Other: 1\xef\xbf\xbd[31m"},
	{"M09",
		"Return-Path: <>\nFrom: MAILER-DAEMON@x.test\n"
		"Subject: =?utf-8?B?###?= =?x-nowhere?Q?ab=FF?=\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" WORDS
			PART(FIELDS) END,
		ZOE_FAILED, NULL},
	{"M10", "Subject: =?gb2312?B?zbbLzcqnsNw=?=\n\n", NULL,
		"subject=\xe6\x8a\x95\xe9\x80\x81\xe5\xa4\xb1\xe8\xb4\xa5"},
	{"M11", "Subject: =?iso-2022-jp?B?GyRCRWw1fhsoQg==?=\n\n", NULL,
		"subject=\xe6\x9d\xb1\xe4\xba\xac"},
	{"M12",
		SYSTEM "Content-Type: text/plain; charset=uft-8\n\n"
		       "Ihre Nachricht konnte nicht zugestellt werden:\n\n"
		       "<zoe@north.test>: 550 5.1.1 Empf\xc3\xa4nger unbekannt\n",
		"failure text: failure zoe@north.test - 5.1.1 550 - |",
		"text=550 5.1.1 Empf\xc3\xa4nger unbekannt"},
	{"M12b",
		SYSTEM "Content-Type: text/plain; charset=unicode-1-1-utf-7\n\n"
		       "Ihre Nachricht konnte nicht zugestellt werden:\n\n"
		       "<zoe+AEA-north.test>: 550 5.1.1 Empf+AOQ-nger unbekannt\n",
		"failure text: failure zoe@north.test - 5.1.1 550 - |",
		"text=550 5.1.1 Empf\xc3\xa4nger unbekannt"},
	{"M12c",
		SYSTEM "Content-Type: text/plain; charset=x-nobody-knows\n\n"
		       "Your message could not be delivered:\n\n"
		       "<zoe@north.test>: 550 5.1.1 unknown\n",
		"failure text: failure zoe@north.test - 5.1.1 550 - |", NULL},

	/* Damage of the whole mail. */
	{"Q04",
		REPORT WORDS "--b\nContent-Type: message/delivery-status\nX-Seal:\n6vKz+oo1iaK4=\n"
			     "X-Trace: Vj0\n\n" FIELDS "\n" END,
		ZOE_FAILED " bad-part-header", NULL},
	{"Q06",
		REPORT WORDS
		"--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
		"UmVwb3J0aW5nLU1UQTogZG5zOyBteC5zb3V0aC50ZXN0CgpGaW5hbC1SZWNpcGllbnQ6IHJmYzgy\n"
		"Mjsgem9lQG5vcnRoLnRlc3QKQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjEuMQo=\n" END,
		ZOE_FAILED " encoded-machine-part", NULL},
	{"Q07",
		CONTAINER("Multipart/Mixed; boundary=b")
			WORDS PART("Original-Recipient: <zoe@north.test>\nAction: failed\n"
				   "Diagnostic-Code: smtp; 550 Nobody zoe@north.test\nRemote-MTA: "
				   "192.0.2.44\n") END,
		"failure dsn: failure - zoe@north.test - 550 failed | final-recipient-missing "
		"missing-address-type missing-mta-type report-container-missing "
		"reporting-mta-missing status-missing",
		"remote_mta=192.0.2.44"},
	{"Q08", REPORT WORDS "--b\nContent-Type: text/plain\n\n" FIELDS END,
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed | fields-in-text "
		"machine-part-missing",
		NULL},
	{"Q08b",
		"Return-Path: <pat@south.test>\nFrom: pat@south.test\nSubject: Re: your "
		"question\n\n"
		"You wrote:\n> Final-Recipient: rfc822; zoe@north.test\n> Action: failed\n"
		"> Status: 5.1.1\n\nI don't know.\n",
		"other none:  |", NULL},
	{"Q09",
		SYSTEM
		"Content-Type: multipart/qx9y; boundary=\"=_Q\"\n\n--=_Q\n"
		"Content-Type: text/plain\n\nThis address had permanent errors: "
		"zoe@north.test.\nReason: the mail was sent on too often [554 5.4.6 Hop count "
		"exceeded]\n--=_Q--\n",
		"failure text: failure zoe@north.test - 5.4.6 554 - |", NULL},
	{"Q10",
		"From: MAILER-DAEMON@x.test\rContent-Type: text/plain\r\r"
		"Hi. This is the qmail-send program at x.test.\r\r<zoe@north.test>:\r"
		"Never heard of that name.\r",
		"failure qsbmf: failure zoe@north.test - - 0 - | cr-line-ends",
		"text=Never heard of that name."},
	{"Q12",
		REPORT WORDS PART(FIELDS) "--b\nContent-Type: message/rfc822\n\n"
					  "Message-ID: <m7@south.test>\nSubject: News\n\nHel",
		ZOE_FAILED " truncated", "original.message_id=m7@south.test"},

	/* Where the world departs from the standards. */
	{"quirk 16", "X-Failed-Recipients: zoe@north.test\n" STATUS("\n"),
		"failure text: failure zoe@north.test - - 0 - | no-recipient-group "
		"reporting-mta-missing",
		NULL},
	{"quirk 28", CONTAINER("multipart/zz9; boundary=b") WORDS PART(FIELDS) END,
		ZOE_FAILED " report-container-missing", NULL},
	{"quirk 35", REPORT WORDS PART(FIELDS), ZOE_FAILED " truncated", NULL},
	{"quirk 35, no boundary at all",
		CONTAINER("multipart/report; report-type=delivery-status") WORDS PART(FIELDS) END,
		NULL, "reader=dsn"},
	{"quirk 42",
		"Return-Path: <news-bounces@south.test>\nFrom: Admin <admin@mx.test>\n"
		"Subject: Undeliverable\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" WORDS
			PART(FIELDS) END,
		ZOE_FAILED, NULL},
	{"quirk 43", "Auto-Submitted: auto-replied\n" REPORT WORDS PART(FIELDS) END, ZOE_FAILED,
		NULL},
};

START_TEST(conforms)
{
	conformance_run(&rows[_i]);
}
END_TEST

/** Quirk 34: what hangs behind the end is nothing. */
START_TEST(bears_trailing_nul)
{
	static const char mail[] = REPORT WORDS PART(FIELDS) END "\0\0\0";
	static const struct conformance_case row = {
		"quirk 34", NULL, ZOE_FAILED " nul-bytes", NULL};
	g_autoptr(rebound_reader) reader = conformance_reader();
	conformance_check(&row, conformance_read(reader, mail, sizeof mail - 1));
}
END_TEST

/** M03: gaps, huge indices and very many segments of a parameter cost nothing. */
START_TEST(bears_hostile_parameters)
{
	g_autoptr(GString) mail = g_string_new(
		SYSTEM "Content-Type: multipart/report; a*0=x; a*2=y; a*99999999=z; boundary=b");
	for (guint i = 0; i < 200000; i++)
		g_string_append_printf(mail, "; a*%u=x", i);
	g_string_append(mail, "\n\n" WORDS PART(FIELDS) END);
	g_autoptr(rebound_reader) reader = conformance_reader();
	gint64 begun = g_get_monotonic_time();
	const struct rebound_report *report = conformance_read(reader, mail->str, mail->len);
	ck_assert_int_lt(g_get_monotonic_time() - begun, 2 * G_USEC_PER_SEC);
	ck_assert_ptr_nonnull(report);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/conformance_container");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, conforms, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, bears_trailing_nul);
	tcase_add_test(all, bears_hostile_parameters);
	suite_add_tcase(suite, all);
	return suite;
}
