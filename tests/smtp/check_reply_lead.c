/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"
#include "sanitized.h"

#include <string.h>
#include <time.h>

#include "core/smtp/reply_lead.h"

static const struct {
	const char *text;
	const char *words; /* of the server; NULL: no lead */
} rows[] = {
	{"", NULL},
	{"550 5.1.1 nobody here", NULL},
	{"550 The server responded: 451 later", NULL},
	{"mx.north.test said: 550 no such box", NULL},
	{"nobody here", NULL},
	/* Libraries and mail programs. */
	{"Mailbox unavailable. The server response was: 5.1.1 no box", "5.1.1 no box"},
	{"Error: Can't send mail - all recipients were rejected: 550 no box", "550 no box"},
	{"Expected response code 250 but got code \"550\", with message \"550 no box\"",
		"550 no box\""},
	{"SendFailedException: Invalid Addresses; nested exception is: AddressException: 550 no",
		"AddressException: 550 no"},
	{"RCPT TO command failed Detail: no box SMTP code: 550", "no box"},
	{"server error: code=550 msg=\"no box\"", "no box\""},
	{"Le serveur a répondu : 550 no box", "550 no box"},
	{"The server responded: 550 no box. Please check the message recipient \"a\" and try "
	 "again.",
		"550 no box."},
	{"The server responded:", NULL},
	/* Values of languages and rows. */
	{"{\"code\":\"E\",\"response\":\"550 no box\",\"command\":\"RCPT\"}", "550 no box"},
	{"RecipientsRefused: {'a@north.test': (550, b'no box')}", "no box"},
	{"{:permanent_failure, 'mx.north.test', \"550 no \\\"box\\\"\"}", "550 no \\\"box\\\""},
	{"2026-03-02,a@north.test,550,\"550 no box\",x", "550 no box"},
	{"the form said \"550 no box\"", NULL},
	/* Who is meant is another. */
	{"Sender verify failed. The server responded: 550 no box", NULL},
	{"SMTPSenderRefused: (550, 'no box', 'a@north.test')", NULL},
	{"Callout to a@north.test: remote server responded: 550 no box", NULL},
};

START_TEST(leads_are_passed)
{
	const char *text = rows[_i].text;
	gsize len = strlen(text), end, lead = rebound_reply_lead(text, len, &end);

	if (!rows[_i].words) {
		ck_assert_uint_eq(lead, 0);
		ck_assert_uint_eq(end, len);
		return;
	}
	ck_assert_uint_gt(lead, 0);
	g_autofree char *words = g_strndup(text + lead, end - lead);
	ck_assert_str_eq(g_strchomp(words), rows[_i].words);
}
END_TEST

START_TEST(trails_are_cut)
{
	static const char text[] = "550 no box Giving up on 192.0.2.7.";

	ck_assert_uint_eq(rebound_reply_trail(text, strlen(text)), strlen("550 no box "));
	ck_assert_uint_eq(rebound_reply_trail("550 no", 6), 6);
	ck_assert_uint_eq(rebound_reply_trail("", 0), 0);
}
END_TEST

START_TEST(long_texts_take_little_time)
{
	g_autoptr(GString) text = g_string_new("{");
	clock_t start = clock();
	gsize end;

	while (text->len < 1000000)
		g_string_append(text, "\"msg=\":\"55");
	rebound_reply_lead(text->str, text->len, &end);
	ck_assert_int_lt(clock() - start, SANITIZED_SECONDS(1) * CLOCKS_PER_SEC);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("reply_lead");
	TCase *leads = tcase_create("leads");

	tcase_add_loop_test(leads, leads_are_passed, 0, G_N_ELEMENTS(rows));
	tcase_add_test(leads, trails_are_cut);
	tcase_add_test(leads, long_texts_take_little_time);
	suite_add_tcase(suite, leads);
	return suite;
}
