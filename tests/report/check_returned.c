/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/returned.h"
#include "built_report.h"

#define BORDER "Sorry.\n"

struct row {
	const char *text; /**< behind BORDER */
	const char *message_id;
	const char *to;
	const char *subject;
};

static const struct row rows[] = {
	{"--- Below this line is a copy of the message.\n\nReturn-Path: <n@south.test>\n"
	 "Message-ID: <5@south.test>\nTo: zoe@north.test\nSubject: a\n b\n\nTo: no@body.test\n",
		"5@south.test", "zoe@north.test", "a b"},
	{"------ This is a copy ------\n\nReceived: from a\n\tby b; x\nFrom: n@south.test\n"
	 "To: Zoe <zoe@north.test>\n\nHi\n",
		NULL, "zoe@north.test", NULL},
	{"----- Original message -----\n\n> X-Mailer: m\n> To: zoe@north.test\n> Subject: q\n>\n"
	 "> To: no@body.test\n",
		NULL, "zoe@north.test", "q"},
	{"   ----- text -----\n\n    Date: now\n    To: zoe@north.test\n    Message-Id: "
	 "9@south.test\n",
		"9@south.test", "zoe@north.test", NULL},
	{"---\nnothing that is a header\n", NULL, NULL, NULL},
	{"", NULL, NULL, NULL},
};

START_TEST(reads_text)
{
	const struct row *row = &rows[_i];
	g_autofree char *text = g_strconcat(BORDER, row->text, NULL);
	struct rebound_text_view view = {text, strlen(text), strlen(BORDER)};
	gboolean found = rebound_returned_read_text(&builder, &view);
	const struct rebound_original *original = &builder.report->original;
	ck_assert(found == (row->to != NULL));
	ck_assert_pstr_eq(original->message_id, row->message_id);
	ck_assert_pstr_eq(original->to, row->to);
	ck_assert_pstr_eq(original->subject, row->subject);
}
END_TEST

START_TEST(looks_not_far)
{
	g_autoptr(GString) text = g_string_new("---\n");
	for (guint i = 0; i < 200; i++)
		g_string_append(text, "word\n");
	g_string_append(text, "To: zoe@north.test\n");
	struct rebound_text_view view = {text->str, text->len, 0};
	ck_assert(!rebound_returned_read_text(&builder, &view));
}
END_TEST

START_TEST(takes_identifier_out_of_brackets)
{
	ck_assert_str_eq(
		rebound_returned_identifier(&builder, "Our <news.south.test>"), "news.south.test");
	ck_assert_str_eq(rebound_returned_identifier(&builder, "1@a"), "1@a");
	ck_assert_str_eq(rebound_returned_identifier(&builder, "<1@a"), "<1@a");
	ck_assert_ptr_null(rebound_returned_identifier(&builder, NULL));
	ck_assert_ptr_null(rebound_returned_identifier(&builder, ""));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/returned");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, reads_text, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, looks_not_far);
	tcase_add_test(all, takes_identifier_out_of_brackets);
	suite_add_tcase(suite, all);
	return suite;
}
