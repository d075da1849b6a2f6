/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_margin.h"

static const struct {
	const char *text;
	const char *kept;
} rows[] = {
	{"", ""},
	{"\n \n", "\n \n"},
	{"  a\n    b\n\n  c\n", "a\n  b\n\nc\n"},
	{"  a\n \n    \n  c", "a\n\n  \nc"},
	{"\ta\n\t b", "a\n b"},
	{"\ta\n  b\n", "\ta\n  b\n"},
	{" \ta\n  b\n", "\ta\n b\n"},
	{"  a\nb\n", "  a\nb\n"},
	{"  a", "a"},
};

START_TEST(drops_margins)
{
	gsize len = strlen(rows[_i].text);
	/* On the heap, so that a sanitizer sees a step too far. */
	g_autofree char *text = g_strdup(rows[_i].text);

	ck_assert_uint_eq(rebound_text_drop_margin(text, len), strlen(rows[_i].kept));
	ck_assert_str_eq(text, rows[_i].kept);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text margin");
	TCase *tcase = tcase_create("text margin");

	tcase_add_loop_test(tcase, drops_margins, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
