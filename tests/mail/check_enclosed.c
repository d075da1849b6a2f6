/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/mail/enclosed.h"

#define TOP                                                                                        \
	"From: MAILER-DAEMON@mx.example.net\nSubject: failed\n"                                    \
	"Content-Type: multipart/report;\n report-type=delivery-status; boundary=\"b b\"\n\n"
#define TEXT	 "--b b\nContent-Type: text/plain\n\nIt failed.\n"
#define STATUS	 "--b b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n"
#define RETURNED "--b b\nContent-Type: message/rfc822\n\n"
#define HEADER	 "From: a@example.com\nSubject: x\n"

static const struct {
	const char *name;
	const char *bounce;
	const char *message; /* what is found, NULL for none */
	const char *why;
} bounces[] = {
	{"whole", TOP TEXT STATUS RETURNED HEADER "\nbody\n--b b--\n", HEADER "\nbody", NULL},
	{"CRLF",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
		"Content-Type: message/rfc822\r\n\r\nFrom: a\r\n\r\nbody\r\n\r\n--b--\r\n",
		"From: a\r\n\r\nbody\r\n", NULL},
	{"first part", TOP RETURNED HEADER "\nbody\n" TEXT "--b b--\n", HEADER "\nbody", NULL},
	{"From_ line", TOP RETURNED ">From a Thu Jan  1 00:00:00 1970\n" HEADER "\nbody\n--b b--\n",
		HEADER "\nbody", NULL},
	{"blank at the boundary's end", TOP RETURNED HEADER "\nbody\n--b b-- \t\n", HEADER "\nbody",
		NULL},
	{"boundary within a line", TOP RETURNED HEADER "\nx--b b\n--b b-x\n--b bx\n--b b--\n",
		HEADER "\nx--b b\n--b b-x\n--b bx", NULL},
	{"message/global, 8bit",
		TOP
		"--b b\nContent-Type: message/global\nContent-Transfer-Encoding: 8bit\n\n" HEADER
		"\n\xc3\xbc\n--b b--\n",
		HEADER "\n\xc3\xbc", NULL},
	{"parts of its own",
		TOP RETURNED "From: a\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n"
			     "--c--\n--b b--\n",
		"From: a\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c--", NULL},
	{"no report", "From: a\n\nbody\n", NULL, "did not come back"},
	{"nothing", "", NULL, "did not come back"},
	{"no boundary", "Content-Type: multipart/report\n\n--b\n", NULL, "did not come back"},
	{"text only", TOP TEXT STATUS "--b b--\n", NULL, "did not come back"},
	{"headers only",
		TOP TEXT "--b b\nContent-Type: text/rfc822-headers\n\n" HEADER "\n--b b--\n", NULL,
		"did not come back"},
	{"no body", TOP RETURNED HEADER "--b b--\n", NULL, "only its header"},
	{"empty body", TOP RETURNED HEADER "\n--b b--\n", NULL, "only its header"},
	{"cut bounce", TOP RETURNED HEADER "\nbody\n", NULL, "cut off"},
	{"cut parts",
		TOP RETURNED
		"From: a\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--b b--\n",
		NULL, "cut off"},
	{"parts without boundary",
		TOP RETURNED "From: a\nContent-Type: multipart/mixed\n\nx\n--b b--\n", NULL,
		"cut off"},
	{"told that it is cut",
		TOP "--b b\n\nThe body of the message is 90000 characters long; only the first\n"
		    "1000 or so are included here.\n" RETURNED HEADER "\nbody\n--b b--\n",
		NULL, "cut off"},
	{"damaged header", TOP RETURNED "From: a\nno field\nTo: b\n\nbody\n--b b--\n", NULL,
		"damaged"},
	{"no header", TOP RETURNED "\nbody\n--b b--\n", NULL, "damaged"},
	{"encoded",
		TOP "--b b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
		    "RnJvbTogYQ==\n--b b--\n",
		NULL, "no form"},
	{"message as a part of a part",
		TOP "--b b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n"
		    "Content-Type: message/rfc822\n\n" HEADER "\nbody\n--c--\n--b b--\n",
		NULL, "did not come back"},
};

START_TEST(only_what_is_whole)
{
	struct rebound_enclosed enclosed;
	const char *bounce = bounces[_i].bounce;
	const char *why = rebound_enclosed_find(bounce, strlen(bounce), &enclosed);

	if (bounces[_i].message == NULL) {
		ck_assert_msg(why != NULL && strstr(why, bounces[_i].why) != NULL, "%s: %s",
			bounces[_i].name, why);
		return;
	}
	ck_assert_msg(why == NULL, "%s: %s", bounces[_i].name, why);
	ck_assert_msg(enclosed.len == strlen(bounces[_i].message) &&
			      memcmp(enclosed.data, bounces[_i].message, enclosed.len) == 0,
		"%s: %.*s", bounces[_i].name, (int)enclosed.len, enclosed.data);
	ck_assert(enclosed.header_end > enclosed.data &&
		  enclosed.header_end < enclosed.data + enclosed.len);
}
END_TEST

/* A bounce that was cut anywhere before its last boundary gives nothing. */
START_TEST(no_cut_bounce_passes)
{
	static const char whole[] = TOP TEXT STATUS RETURNED HEADER
		"Content-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c--\n--b b--\n";
	const char *end = strstr(whole, "\n--b b--");
	struct rebound_enclosed enclosed;

	ck_assert_ptr_null(rebound_enclosed_find(whole, sizeof(whole) - 1, &enclosed));
	for (gsize len = 0; len < (gsize)(end - whole) + 1 + strlen("--b b"); len++) {
		/* A copy of the right size, so that a byte too many is seen by the sanitizer. */
		g_autofree char *cut = g_memdup2(whole, len);

		ck_assert_ptr_nonnull(rebound_enclosed_find(cut, len, &enclosed));
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("enclosed");
	TCase *tcase = tcase_create("enclosed");

	tcase_add_loop_test(tcase, only_what_is_whole, 0, G_N_ELEMENTS(bounces));
	tcase_add_test(tcase, no_cut_bounce_passes);
	suite_add_tcase(suite, tcase);
	return suite;
}
