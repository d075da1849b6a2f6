/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_markup.h"

static const struct {
	const char *text;
	const char *kept;
} rows[] = {
	{"", ""},
	{"<", "<"},
	{"<mailto:", "<"},
	{"<mailto:ann@north.test>:", "<ann@north.test>:"},
	{"550 <MAILTO:ann@north.test> and <mailto:bob@north.test>",
		"550 <ann@north.test> and <bob@north.test>"},
	/* the words of the link and its place are one address */
	{"ann@north.test<mailto:ann@north.test>", "ann@north.test<mailto:ann@north.test>"},
	{"ann@north.test <mailto:ann@north.test>", "ann@north.test <mailto:ann@north.test>"},
	{"ann@north.test\n<mailto:ann@north.test>", "ann@north.test\n<ann@north.test>"},
	{"*No such user*\n", "No such user\n"},
	{"**No such user:** ann\n", "**No such user:** ann\n"},
	{"**No such user**", "No such user"},
	{"_ann@north.test_ \r\n*no*\nmore", "ann@north.test \r\nno\nmore"},
	{"***one***\n****two****\n", "one\n****two****\n"},
	{"* one\n* two *\n*three\n*\n**\n***\n*four **\n",
		"* one\n* two *\n*three\n*\n**\n***\n*four **\n"},
	{"a *b* c\n", "a *b* c\n"},
	{"*<mailto:ann@north.test>*", "<ann@north.test>"},
};

START_TEST(drops_marks)
{
	gsize len = strlen(rows[_i].text);
	/* On the heap, so that a sanitizer sees a step too far. */
	g_autofree char *text = g_strdup(rows[_i].text);

	ck_assert_uint_eq(rebound_text_drop_markup(text, len), strlen(rows[_i].kept));
	ck_assert_str_eq(text, rows[_i].kept);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text markup");
	TCase *tcase = tcase_create("text markup");

	tcase_add_loop_test(tcase, drops_marks, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
