/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/cli/list_output.h"

static const struct {
	const char *value, *csv;
} fields[] = {
	{"plain", "plain"},
	{"a,b", "\"a,b\""},
	{"say \"hi\"", "\"say \"\"hi\"\"\""},
	{"two\nlines", "\"two\nlines\""},
	{"=1+1", "'=1+1"},
	{"+49 30", "'+49 30"},
	{"-2", "'-2"},
	{"@SUM(A1)", "'@SUM(A1)"},
	{"\tx", "'\tx"},
	{"\rx", "\"'\rx\""},
	{"  =1", "\"'  =1\""},
	{"\xC2\xA0=1", "'\xC2\xA0=1"},
	{"\"=1\"", "\"'\"\"=1\"\"\""},
	{"\xEF\xBC\x9D" "1", "'\xEF\xBC\x9D" "1"},
	{"a=1", "a=1"},
	{"", ""},
	{"\xFF=", "\xFF="},
};

START_TEST(test_field)
{
	g_autoptr(GString) out = g_string_new(NULL);

	rebound_csv_append(out, fields[_i].value, ',');
	ck_assert_str_eq(out->str, fields[_i].csv);
}
END_TEST

START_TEST(test_line)
{
	g_autoptr(GString) out = g_string_new(NULL);
	const char *const values[] = {"a;b", NULL, "c"};

	rebound_csv_append_line(out, values, 3, ';');
	ck_assert_str_eq(out->str, "\"a;b\";;c\n");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("list_output");
	TCase *tcase = tcase_create("csv");

	tcase_add_loop_test(tcase, test_field, 0, G_N_ELEMENTS(fields));
	tcase_add_test(tcase, test_line);
	suite_add_tcase(suite, tcase);
	return suite;
}
