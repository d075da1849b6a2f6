/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_doubled.h"

static const struct {
	const char *text;
	const char *kept;
} rows[] = {
	{"", ""},
	{"one", "one"},
	{"1\n\n2\n\n\n\n3\n\n4\n\n5\n\n", "1\n2\n\n3\n4\n5\n"},
	{"1\n\n  2\n \n\n\n3\n\n4\n\n\n\n5", "1\n  2\n\n3\n4\n\n5"},
	{"1\n\n2\n\n\n\n\n\n3\n\n4\n\n5\n", "1\n2\n\n\n3\n4\n5\n"},
	{"\n\n1\n\n\n\n2\n\n3\n\n4", "\n1\n\n2\n3\n4"},
	/* Paragraphs of one line. */
	{"1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n", "1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n"},
	/* A line below another, or an odd number of them. */
	{"1\n\n2\n\n\n\n3\n\n4\n5\n\n6", "1\n\n2\n\n\n\n3\n\n4\n5\n\n6"},
	{"1\n\n2\n\n\n\n3\n\n\n4\n\n5", "1\n\n2\n\n\n\n3\n\n\n4\n\n5"},
	/* Too few to tell. */
	{"1\n\n2\n\n\n\n3", "1\n\n2\n\n\n\n3"},
	{"\n\n\n\n\n\n", "\n\n\n\n\n\n"},
};

START_TEST(undoes_doubling)
{
	gsize len = strlen(rows[_i].text);
	/* On the heap, so that a sanitizer sees a step too far. */
	g_autofree char *text = g_strdup(rows[_i].text);

	ck_assert_uint_eq(rebound_text_undouble(text, len), strlen(rows[_i].kept));
	ck_assert_str_eq(text, rows[_i].kept);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text doubled");
	TCase *tcase = tcase_create("text doubled");

	tcase_add_loop_test(tcase, undoes_doubling, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
