/* SPDX-License-Identifier: MIT */
#include "core/base/converter.h"

#include <string.h>

#include "check_rebound.h"

static const struct {
	const char *name, *same; /* the name of the same converter, NULL for none */
} names[] = {
	{"windows-1252", "CP1252"},
	{"ibm866", "cp866"},
	{"iso-8859-2", "ISO-8859-2"},
	{"gb18030", "GB18030"},
	{"", NULL},
	{"iso-8859-99", NULL},
	{"ibm870", NULL},
	{"/etc/passwd", NULL},
	{"utf-8//translit", NULL},
};

START_TEST(test_names)
{
	GIConv converter = rebound_converter_find(names[_i].name);

	ck_assert_int_eq(converter != NULL, names[_i].same != NULL);
	if (names[_i].same != NULL)
		ck_assert_ptr_eq(converter, rebound_converter_find(names[_i].same));
}
END_TEST

/* A text that ends in a shift leaves no trace in the next. */
START_TEST(test_begins_anew)
{
	static char shifted[] = "\x1B$B$\"", plain[] = "AB";
	char out[16], *from = shifted, *to = out;
	gsize left = strlen(shifted), room = sizeof(out);

	GIConv converter = rebound_converter_find("iso-2022-jp");
	ck_assert_ptr_nonnull(converter);
	ck_assert_uint_eq(g_iconv(converter, &from, &left, &to, &room), 0);
	from = plain;
	left = strlen(plain);
	to = out;
	room = sizeof(out);
	converter = rebound_converter_find("iso-2022-jp");
	ck_assert_uint_eq(g_iconv(converter, &from, &left, &to, &room), 0);
	ck_assert_mem_eq(out, "AB", 2);
}
END_TEST

static gpointer find_in_thread(gpointer name)
{
	return rebound_converter_find(name);
}

START_TEST(test_each_thread_has_its_own)
{
	GIConv here = rebound_converter_find("euc-jp");
	GThread *thread = g_thread_new("finder", find_in_thread, (gpointer) "euc-jp");

	ck_assert_ptr_ne(g_thread_join(thread), here);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("converter");
	TCase *tcase = tcase_create("converter");

	tcase_add_loop_test(tcase, test_names, 0, G_N_ELEMENTS(names));
	tcase_add_test(tcase, test_begins_anew);
	tcase_add_test(tcase, test_each_thread_has_its_own);
	suite_add_tcase(suite, tcase);
	return suite;
}
