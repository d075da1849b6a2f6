/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "report/conformance.h"

#define QMAIL(paragraphs)                                                                          \
	TEXT("Hi. This is the qmail-send program at south.test.\n"                                 \
	     "I'm afraid I wasn't able to deliver your message to the following addresses.\n"      \
	     "This is a permanent error; I've given up. Sorry it didn't work out.\n\n" paragraphs)
#define BREAK "--- Below this line is a copy of the message.\n\n"

/** Mails of text: qmail's format, Exim, Exchange and Google. */
static const struct conformance_case rows[] = {
	{"N01",
		QMAIL("<zoe@north.test>:\nSorry, no such host was found.\n\n" BREAK
		      "Return-Path: <news@south.test>\nSubject: News\n\nHello\n"),
		"failure qsbmf: failure zoe@north.test - - 0 - |",
		"text=Sorry, no such host was found.\noriginal.return_path=news@south.test"},
	{"N02",
		"Return-Path: <>\nFrom: MAILER-DAEMON@south.test\nSubject: failure notice\n\n"
		"Hi. This is the qmail-send program at south.test.\n\n" BREAK "...\n",
		"unrecognized none:  |", NULL},
	{"N03", QMAIL("<y>z@north.test>:\nNo.\n\n" BREAK), "failure qsbmf: failure - - - 0 - |",
		"given=y>z@north.test"},
	{"N04", QMAIL("*remark*\nof somebody\n\n<zoe@north.test>:\nNo.\n\n" BREAK),
		"failure qsbmf: failure zoe@north.test - - 0 - |", NULL},
	{"N05", QMAIL("<zoe_hall@north.test>:\nNo.\n\n" BREAK),
		"failure qsbmf: failure zoe_hall@north.test - - 0 - |", NULL},
	{"N06",
		QMAIL("<zoe@north.test>:\n192.0.2.7 failed after I sent the message.\n"
		      "Remote host said: 550 Nobody zoe@north.test\n. (#5.5.0)\n\n" BREAK),
		"failure qsbmf: failure zoe@north.test - 5.5.0 550 - |", NULL},
	{"N07",
		TEXT("We're sorry. There is a problem with the address listed below.\n\n"
		     "<zoe@north.test>:\n550 5.1.1 nobody\n\n" BREAK "To: kim@east.test\n\nHi\n"),
		"failure qsbmf: failure zoe@north.test - 5.1.1 550 - | foreign-introduction", NULL},
	{"N08",
		QMAIL("<zoe@north.test>:\nNo.\n\n" BREAK
		      "Return-Path: <news@south.test>\nSubject: News\n\n<kim@east.test>:\nfake\n"),
		"failure qsbmf: failure zoe@north.test - - 0 - |", NULL},
	{"N08b",
		"Return-Path: <list-bounces@lists.test>\nFrom: Pat <pat@south.test>\n"
		"List-Id: <talk.lists.test>\nSubject: what I got\n\nLook at this:\n\n"
		"> Hi. This is the qmail-send program at south.test.\n> <kim@east.test>:\n> No.\n",
		"other none:  |", NULL},

	{"O01",
		"X-Failed-Recipients: zoe@north.test,\n  kim@north.test\n"
		"X-Failed-Recipients: lee@west.test\n" TEXT(
			"Your message could not be delivered.\n"),
		"failure text: failure zoe@north.test - - 0 -; failure kim@north.test - - 0 -; "
		"failure lee@west.test - - 0 - |",
		NULL},
	{"O01b", "X-Failed-Recipients: kim@north.test\n" STATUS(FIELDS),
		"failure dsn: failure zoe@north.test - 5.1.1 0 failed |", NULL},
	{"O02",
		REPORT "--b\nContent-Type: text/plain\n\nA message that you sent could not be "
		       "delivered to "
		       "one or more of its\nrecipients. The following address(es) failed:\n\n"
		       "  zoe@north.test\n    no host could be reached for a long time\n\n" PART(
			       "Reporting-MTA: dns; mx.south.test\n\nAction: failed\n"
			       "Final-Recipient: rfc822;zoe@north.test\nStatus: 5.0.0\n") "--b--\n",
		"failure dsn: failure zoe@north.test - 5.0.0 0 failed |", NULL},
	{"O03",
		TEXT("A message that you sent could not be delivered to one or more of its\n"
		     "recipients. This is a permanent error. The following address(es) failed:\n\n"
		     "  zoe@north.test\n    retry time ran out\n\n"
		     "------ This is a copy of the message, including all the headers. ------\n\n"
		     "From: news@south.test\nTo: kim@east.test\n\nHello\n"),
		"failure text: failure zoe@north.test - - 0 - |", NULL},
	{"O04", SAID("smtp; 550 the list of reasons is ...[truncated]"),
		"failure dsn: failure zoe@north.test - - 550 failed | status-missing",
		"text=550 the list of reasons is ...[truncated]"},

	{"P01",
		TEXT("Delivery has failed to these recipients or groups:\n\nzoe@north.test\n\n"
		     "Diagnostic information for administrators:\n\n"
		     "Generating server: mx4.south.test\n\nzoe@north.test\n"
		     "#550 5.1.1 RESOLVER.ADR.RecipNotFound; no entry ##\n"),
		"failure text: failure zoe@north.test - 5.1.1 550 - |", NULL},
	{"P02",
		TEXT("Delivery has failed to these recipients or groups:\n\nzoe@north.test\n\n"
		     "Diagnostic information for administrators:\n\n"
		     "Generating server: mx4.south.test\n\nzoe@north.test\n"
		     "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; no "
		     "entry'\n"),
		"failure text: failure zoe@north.test - 5.1.10 550 - |", NULL},
	{"P11",
		TEXT("Delivery to the following recipient failed permanently:\n\n"
		     "     zoe@north.test\n\nTechnical details of permanent failure:\n"
		     "The error that the other server returned was:\n"
		     "550 5.1.1 <zoe@north.test>... Nobody\n\n"
		     "----- Original message -----\n\nTo: kim@east.test\n\n"
		     "550 5.7.1 lee@west.test\n"),
		"failure text: failure zoe@north.test - 5.1.1 550 - |", NULL},
};

START_TEST(conforms)
{
	conformance_run(&rows[_i]);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/conformance_texts");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, conforms, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, all);
	return suite;
}
