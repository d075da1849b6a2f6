/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/record_strings.h"

/** Of the strings that version 3 of the record knows. */
#define COUNT  172
#define DIGEST "abba7076eb5196bcf8cc5c3618172830ec08faf992c09d612fcf6fc4f68510ca"

START_TEST(common_strings_keep_their_numbers)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	struct rebound_record_strings strings;

	for (guint i = 0; i < COUNT; i++) {
		const struct rebound_record_string *string = rebound_record_common(i);
		guint64 number;

		rebound_record_strings_init(&strings);
		ck_assert_ptr_nonnull(string);
		ck_assert_uint_eq(string->len, strlen(string->text));
		ck_assert(string->safe && rebound_text_is_safe(string->text));
		ck_assert_int_eq(rebound_record_find(&strings, string->text, string->len, &number),
			REBOUND_RECORD_COMMON);
		ck_assert_uint_eq(number, i);
		g_checksum_update(sum, (const guchar *)string->text, (gssize)string->len + 1);
	}
	ck_assert_str_eq(g_checksum_get_string(sum), DIGEST);
	ck_assert_ptr_null(rebound_record_common(G_MAXUINT64));
}
END_TEST

START_TEST(others_are_not_common)
{
	static const char *const others[] = {"", "F", "Fro", "from", "Fron", "1.1", "X-Copy"};
	struct rebound_record_strings strings;
	guint64 number;

	rebound_record_strings_init(&strings);
	for (guint i = 0; i < G_N_ELEMENTS(others); i++)
		ck_assert_int_eq(
			rebound_record_find(&strings, others[i], strlen(others[i]), &number),
			REBOUND_RECORD_NEW);
}
END_TEST

START_TEST(remembers_in_order)
{
	struct rebound_record_strings strings;
	guint64 number;

	rebound_record_strings_init(&strings);
	ck_assert_int_eq(rebound_record_find(&strings, "three", 5, &number), REBOUND_RECORD_NEW);
	ck_assert_int_eq(rebound_record_find(&strings, "two", 3, &number), REBOUND_RECORD_NEW);
	ck_assert_int_eq(rebound_record_find(&strings, "four", 4, &number), REBOUND_RECORD_NEW);
	ck_assert_int_eq(rebound_record_find(&strings, "two", 3, &number), REBOUND_RECORD_NEW);
	ck_assert_int_eq(rebound_record_find(&strings, "four", 4, &number), REBOUND_RECORD_BEFORE);
	ck_assert_uint_eq(number, 1);
	ck_assert_int_eq(rebound_record_find(&strings, "three", 5, &number), REBOUND_RECORD_BEFORE);
	ck_assert_uint_eq(number, 0);
	ck_assert_uint_eq(strings.count, 2);
}
END_TEST

START_TEST(remembers_so_many)
{
	static char names[400][12];
	struct rebound_record_strings strings;
	guint64 number;

	rebound_record_strings_init(&strings);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_snprintf(names[i], sizeof names[i], "name %u", i);
		ck_assert_int_eq(rebound_record_find(&strings, names[i], strlen(names[i]), &number),
			REBOUND_RECORD_NEW);
	}
	ck_assert_uint_eq(strings.count, REBOUND_RECORD_STRINGS);
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		ck_assert_int_eq(rebound_record_find(&strings, names[i], strlen(names[i]), &number),
			i < REBOUND_RECORD_STRINGS ? REBOUND_RECORD_BEFORE : REBOUND_RECORD_NEW);
		ck_assert(i >= REBOUND_RECORD_STRINGS || number == i);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/record_strings");
	TCase *all = tcase_create("all");

	tcase_add_test(all, common_strings_keep_their_numbers);
	tcase_add_test(all, others_are_not_common);
	tcase_add_test(all, remembers_in_order);
	tcase_add_test(all, remembers_so_many);
	suite_add_tcase(suite, all);
	return suite;
}
