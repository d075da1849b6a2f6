/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/connect/json.h"

START_TEST(values_by_path)
{
	static const char text[] = "{\"a\": {\"b\": [{\"id\": 7}, {\"id\": \"x\"}], \"n\": null, "
				   "\"t\": true, \"f\": 1.5}, \"ab\": 1}";
	g_autoptr(rebound_json_value) json = rebound_json_value_read(text, strlen(text));
	const struct rebound_json_value *list = rebound_json_value_at(json, "a/b");

	ck_assert(rebound_json_value_is_object(json));
	ck_assert(!rebound_json_value_is_object(list));
	ck_assert_uint_eq(rebound_json_value_count(list), 2);
	ck_assert_str_eq(rebound_json_value_text(rebound_json_value_get(list, 0), "id"), "7");
	ck_assert_str_eq(rebound_json_value_text(rebound_json_value_get(list, 1), "id"), "x");
	ck_assert_str_eq(rebound_json_value_text(json, "ab"), "1");
	ck_assert_ptr_null(rebound_json_value_text(json, "a/n"));
	ck_assert_ptr_null(rebound_json_value_text(json, "a/t"));
	ck_assert_ptr_null(rebound_json_value_text(json, "a/f"));
	ck_assert_ptr_null(rebound_json_value_at(json, "a/c"));
	ck_assert_ptr_null(rebound_json_value_at(json, "a/b/id"));
	ck_assert_ptr_null(rebound_json_value_at(NULL, "a"));
	ck_assert_uint_eq(rebound_json_value_count(NULL), 0);
}
END_TEST

START_TEST(what_is_no_json)
{
	static const char *const texts[] = {"", "{", "[1,", "nul", "{\"a\"}", "<html>", "\xff"};
	g_autoptr(GString) deep = g_string_new(NULL);

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		ck_assert_ptr_null(rebound_json_value_read(texts[i], strlen(texts[i])));
	ck_assert_ptr_null(rebound_json_value_read("[]\0", 3));
	/* Deep enough to end the stack of a reader that recurses. */
	for (guint i = 0; i < 1000000; i++)
		g_string_append_c(deep, '[');
	for (guint i = 0; i < 1000000; i++)
		g_string_append_c(deep, ']');
	ck_assert_ptr_null(rebound_json_value_read(deep->str, deep->len));
	/* Brackets in a string are no depth. */
	g_string_prepend(deep, "[\"\\\"");
	g_string_append(deep, "\"]");
	g_autoptr(rebound_json_value) json = rebound_json_value_read(deep->str, deep->len);
	ck_assert_ptr_nonnull(json);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("json");
	TCase *tcase = tcase_create("json");

	tcase_add_test(tcase, values_by_path);
	tcase_add_test(tcase, what_is_no_json);
	suite_add_tcase(suite, tcase);
	return suite;
}
