/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "report/conformance.h"

#define MTA "Reporting-MTA: dns; mx.south.test\n\n"
#define SAM "Final-Recipient: rfc822; sam@east.test\n"
/** A report about sam that came back to this address. */
#define VERP(address) "Delivered-To: " address "\n" STATUS(MTA SAM FAILED("5.1.1"))
/** The address that the news was sent to, from the one that the report names. */
#define FOUND "failure dsn: failure sam@east.test zoe@north.test 5.1.1 0 failed |"
#define ALONE "failure dsn: failure sam@east.test - 5.1.1 0 failed |"
/** A mail system's words that name nobody. */
#define NOBODY "Content-Type: text/plain\n\nYour message could not be delivered.\n"

/** A mail system's words that name nobody, and the head of the news that came back. */
#define CAME_BACK(headers)                                                                         \
	REPORT WORDS "--b\nContent-Type: text/rfc822-headers\n\n" headers                          \
		     "From: news@south.test\nSubject: The walk\n--b--\n"
#define TO_LIST "To: news@south.test\n"
#define RETURNED                                                                                   \
	"failure text: failure zoe@north.test - - 0 - | machine-part-missing "                     \
	"recipient-from-returned"
#define NONE "unrecognized none:  | machine-part-missing"

/** Whom a message was sent to, wherever its report says so. */
static const struct conformance_case rows[] = {
	/* The machine part. */
	{"Original-Recipient",
		STATUS(MTA "Original-Recipient: rfc822; zoe@north.test\n" SAM FAILED("5.1.1")),
		FOUND, NULL},
	{"Original-Recipient alone",
		STATUS(MTA "Original-Recipient: rfc822; zoe@north.test\n" FAILED("5.1.1")),
		"failure dsn: failure - zoe@north.test 5.1.1 0 failed | final-recipient-missing",
		NULL},
	{"ORCPT handed on without decoding",
		STATUS(MTA "Original-Recipient: rfc822; zoe+2Bnews@north.test\n"
			   "Final-Recipient: rfc822; zoe+news@north.test\n" FAILED("5.1.1")),
		"failure dsn: failure zoe+news@north.test zoe+news@north.test 5.1.1 0 failed |",
		NULL},
	{"X-Actual-Recipient is evidence",
		STATUS(MTA ZOE "X-Actual-Recipient: RFC822; sam@east.test\n" FAILED("5.1.1")),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed |", NULL},
	{"X-Actual-Recipient where no other is an address",
		STATUS(MTA "Final-Recipient: unknown; zoe\n"
			   "X-Actual-Recipient: RFC822; zoe@north.test\n" FAILED("5.1.1")),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed | invalid-address", NULL},

	/* Headers. */
	{"X-Failed-Recipients where no other is an address",
		"X-Failed-Recipients: zoe@north.test\n" STATUS(
			MTA "Final-Recipient: x400; /G=Z/\n" FAILED("5.1.1")),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed | invalid-address", NULL},
	{"X-Failed-Recipients never goes before the machine part",
		"X-Failed-Recipients: kim@west.test\n" STATUS(FIELDS),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed |", NULL},
	{"X-Failed-Recipients with what is no address",
		"X-Failed-Recipients: zoe@north.test, |/bin/filter, @x, zoe@north.test\n" SYSTEM
			NOBODY,
		"failure text: failure zoe@north.test - - 0 - |", NULL},

	/* The returned message. */
	{"returned To",
		REPORT WORDS "--b\nContent-Type: message/rfc822\n\nFrom: news@south.test\n"
			     "To: Zoe <zoe@north.test>\n\nHello kim@west.test\n--b--\n",
		"failure text: failure zoe@north.test - - 0 - | machine-part-missing "
		"recipient-from-returned",
		NULL},
	{"returned To of several",
		REPORT WORDS "--b\nContent-Type: message/rfc822\n\nFrom: news@south.test\n"
			     "To: zoe@north.test, kim@west.test\n\nHello\n--b--\n",
		"unrecognized none:  | machine-part-missing", NULL},
	{"returned Cc and Bcc",
		REPORT WORDS "--b\nContent-Type: message/rfc822\n\nFrom: news@south.test\n"
			     "To: zoe@north.test\nBcc: kim@west.test\n\nHello\n--b--\n",
		"unrecognized none:  | machine-part-missing", NULL},
	{"returned envelope sender, VERP",
		CAME_BACK("Return-Path: <news-bounces+zoe=north.test@south.test>\n" TO_LIST),
		RETURNED, NULL},
	{"returned Sender, VERP",
		CAME_BACK("Sender: news-bounces+zoe=north.test@south.test\n" TO_LIST), RETURNED,
		NULL},
	{"returned Errors-To, VERP",
		CAME_BACK("Errors-To: news-bounces+zoe=north.test@south.test\n" TO_LIST), RETURNED,
		NULL},
	{"returned VERP goes before To",
		CAME_BACK("Return-Path: <news-bounces+zoe=north.test@south.test>\n"
			  "To: kim@west.test\n"),
		RETURNED, NULL},
	{"returned X-Envelope-To", CAME_BACK("X-Envelope-To: zoe@north.test\n" TO_LIST), RETURNED,
		NULL},
	{"returned X-Original-To beside Cc",
		CAME_BACK("X-Original-To: zoe@north.test\nTo: kim@west.test\n"
			  "Cc: sam@east.test\n"),
		RETURNED, NULL},
	{"returned X-ListMember", CAME_BACK("X-ListMember: zoe@north.test\n" TO_LIST), RETURNED,
		NULL},
	{"returned Delivered-To of the list",
		CAME_BACK("Delivered-To: mailing list news@south.test\nList-Id: <news.south.test>\n"
			  "To: walkers@south.test\nDelivered-To: walkers@south.test\n"),
		NONE, NULL},
	{"returned To in the sender's own domain, and who it was handed to",
		CAME_BACK("X-Rcpt-To: zoe@north.test\nTo: team@south.test\n"), RETURNED, NULL},
	{"returned Received for",
		CAME_BACK("Received: from a.test by b.test with ESMTP for <zoe@north.test>;\n"
			  " Tue, 3 Mar 2026 10:00:00 +0000\n" TO_LIST),
		RETURNED, NULL},
	{"returned Received for the list",
		CAME_BACK("Received: from a.test by b.test with ESMTP for <news@south.test>;\n"
			  " Tue, 3 Mar 2026 10:00:00 +0000\n" TO_LIST),
		NONE, NULL},
	{"returned link to leave, by mail",
		CAME_BACK("List-Unsubscribe: <mailto:leave+zoe=north.test@south.test>\n" TO_LIST),
		RETURNED, NULL},
	{"returned link to leave, by web",
		CAME_BACK("List-Unsubscribe: <https://south.test/leave?list=news%40south.test&"
			  "who=zoe%40north.test>\n" TO_LIST),
		RETURNED, NULL},
	{"returned link to leave that names two",
		CAME_BACK("List-Unsubscribe: <https://south.test/leave?a=zoe%40north.test&"
			  "b=kim%40west.test>\n" TO_LIST),
		NONE, NULL},
	{"returned link to leave that names the list",
		CAME_BACK("List-Unsubscribe: <https://south.test/leave/walks%40south.test>,\n"
			  " <mailto:walks-leave@south.test>\n" TO_LIST),
		NONE, NULL},
	{"a bounce came back",
		CAME_BACK("Return-Path: <>\nX-Envelope-To: zoe@north.test\n" TO_LIST), NONE, NULL},
	{"returned VERP beside the address that a forward led to",
		"Return-Path: <>\n" STATUS(MTA SAM FAILED(
			"5.1.1") "\n--b\n"
				 "Content-Type: text/rfc822-headers\n\n"
				 "Return-Path: <news-bounces+zoe=north.test@south.test>\n"),
		FOUND, NULL},
	{"a machine part without an address, and a returned To",
		STATUS(MTA FAILED("5.1.1") "\n--b\nContent-Type: text/rfc822-headers\n\n"
					   "From: news@south.test\nTo: zoe@north.test\n"),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed | "
		"final-recipient-missing recipient-from-returned",
		NULL},
	{"a machine part with another user's name, and a returned To",
		STATUS(MTA "Final-Recipient: rfc822; kim\n" FAILED(
			"5.1.1") "\n--b\nContent-Type: text/rfc822-headers\n\n"
				 "From: news@south.test\nTo: zoe@north.test\n"),
		"failure dsn: failure - - 5.1.1 0 failed | invalid-address", NULL},
	{"returned To of a letter that only says it may be a bounce",
		"Return-Path: <pat@west.test>\nFrom: Pat <pat@west.test>\nSubject: undeliverable?\n"
		"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nDid you get this?\n"
		"--b\nContent-Type: message/rfc822\n\nFrom: pat@west.test\nTo: zoe@north.test\n\n"
		"Hello\n--b--\n",
		"other none:  |", NULL},

	/* The envelope that the report came back to. */
	{"Mailman", VERP("news-bounces+zoe=north.test@south.test"), FOUND, NULL},
	{"Mailman, the name has a tag", VERP("news-bounces+zoe+tag=north.test@south.test"),
		"failure dsn: failure sam@east.test zoe+tag@north.test 5.1.1 0 failed |", NULL},
	{"Mailman, no name", VERP("news-bounces@south.test"), ALONE, NULL},
	{"Sympa", VERP("bounce+zoe==a==north.test==news@south.test"), FOUND, NULL},
	{"ezmlm", VERP("news-return-17-zoe=north.test@south.test"), FOUND, NULL},
	{"Postfix", VERP("owner-news+zoe=north.test@south.test"), FOUND, NULL},
	{"tag", VERP("bounces+81520-c4d5-zoe=north.test@south.test"), FOUND, NULL},
	{"SRS0 around it", VERP("SRS0=Ab9c=7x=south.test=news-bounces+zoe=north.test@relay.test"),
		FOUND, NULL},
	{"SRS1 around it",
		VERP("SRS1=Zz1y=relay.test==Ab9c=7x=south.test=news-bounces+zoe=north.test@far."
		     "test"),
		FOUND, NULL},
	{"prvs around it", VERP("prvs=1234ab56cd=news-bounces+zoe=north.test@south.test"), FOUND,
		NULL},
	{"BATV around it", VERP("btv1==1234ab56==news-bounces+zoe=north.test@south.test"), FOUND,
		NULL},
	{"SRS0 around a plain address", VERP("SRS0=Ab9c=7x=south.test=news@relay.test"), ALONE,
		NULL},
	{"prvs around a plain address", VERP("prvs=1234ab56cd=news@south.test"), ALONE, NULL},
	{"To is the envelope where nothing else tells",
		"Return-Path: <>\nFrom: MAILER-DAEMON@mx.south.test\n"
		"To: news-bounces+zoe=north.test@south.test\nSubject: Undelivered mail\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" WORDS
			PART(MTA SAM FAILED("5.1.1")) "--b--\n",
		FOUND, NULL},
	{"X-Original-To",
		"X-Original-To: news-bounces+zoe=north.test@south.test\n" STATUS(
			MTA SAM FAILED("5.1.1")),
		FOUND, NULL},
	{"the same address twice", VERP("news-bounces+sam=east.test@south.test"), ALONE, NULL},
	{"one of two recipients is not told by the envelope",
		"Delivered-To: news-bounces+zoe=north.test@south.test\n" STATUS(
			FIELDS "\n" SAM FAILED("5.1.1")),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed; "
		"failure sam@east.test - 5.1.1 0 failed |",
		NULL},
	{"words that name nobody",
		"Delivered-To: news-bounces+zoe=north.test@south.test\n" SYSTEM NOBODY,
		"failure text: failure zoe@north.test - - 0 - |", NULL},
	{"a letter to such an address is no bounce",
		"Return-Path: <pat@west.test>\nFrom: Pat <pat@west.test>\nSubject: Hello\n"
		"Delivered-To: news-bounces+zoe=north.test@south.test\n\nHow are you?\n",
		"other none:  |", NULL},

	/* The sender's own addresses are nobody that failed. */
	{"own address in the machine part",
		GROUP("Final-Recipient: rfc822; news-bounces@south.test\n" FAILED("5.1.1")),
		"failure dsn: failure - - 5.1.1 0 failed | self-address", NULL},
	{"own address in a header", "X-Failed-Recipients: news-bounces@south.test\n" SYSTEM NOBODY,
		"failure text: failure - - - 0 - | self-address", NULL},
	{"own address in the text",
		TEXT("This message could not be delivered:\n\n"
		     "<news-bounces@south.test>: 550 5.1.1 nobody\n"),
		NULL, "given=news-bounces@south.test"},
	{"somebody else of the own domain",
		GROUP("Final-Recipient: rfc822; kim@south.test\n" FAILED("5.1.1")),
		"failure dsn: failure kim@south.test - 5.1.1 0 failed |", NULL},
};

START_TEST(finds_addressee)
{
	conformance_run(&rows[_i]);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/addressee");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, finds_addressee, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, all);
	return suite;
}
