/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/text_marks.h"
#include "core/report/text_memo.h"
#include "core/report/text_reply.h"

/* More than are kept at once. */
#define TEXTS 20000

static const char *const words[] = {"your message", "could not be delivered", "550", "5.1.1",
	"error code", "to the following recipients", "will retry", "after RCPT", "für", "and",
	"ok"};

/* The same text for the same number; most of them differ. */
static char *make_text(guint number)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < 5; i++, number = number * 7919 + 13)
		g_string_append_printf(text, "%s ", words[number / 11 % G_N_ELEMENTS(words)]);
	return g_string_free(text, FALSE);
}

/* Whatever was read in between. */
START_TEST(a_text_says_the_same_each_time)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree guint32 *marks = g_new(guint32, TEXTS);
	g_autofree int *codes = g_new(int, TEXTS);

	for (guint pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < TEXTS; i++) {
			g_autofree char *text = make_text(i);
			gsize len = strlen(text);
			/* One that is not kept, with the same words. */
			g_autofree char *addressed = g_strconcat(text, " @", NULL);

			rebound_arena_clear(arena);
			if (pass == 0) {
				marks[i] = rebound_text_marks(arena, addressed, len + 2);
				codes[i] = rebound_text_numbers(addressed, len + 2).code;
			}
			ck_assert_ptr_null(rebound_text_memo_find(addressed, len + 2));
			ck_assert_uint_eq(rebound_text_marks(arena, text, len), marks[i]);
			ck_assert_uint_eq(rebound_text_marks(arena, text, len), marks[i]);
			ck_assert_int_eq(rebound_text_numbers(text, len).code, codes[i]);
			ck_assert_str_eq(rebound_text_command(text, len)
						 ? rebound_text_command(text, len)
						 : "none",
				strstr(text, "after RCPT") ? "RCPT" : "none");
		}
	}
}
END_TEST

/* What is written down for one text is never found for another one. */
START_TEST(a_memo_is_of_its_text_alone)
{
	guint known = 0;

	for (guint pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < TEXTS; i++) {
			g_autofree char *text = g_strdup_printf("line %*u of a text", i % 90, i);
			struct rebound_text_memo *memo = rebound_text_memo_find(text, strlen(text));

			ck_assert_ptr_nonnull(memo);
			known += memo->has_marks;
			if (memo->has_marks)
				ck_assert_uint_eq(memo->marks, i);
			ck_assert(!memo->has_numbers);
			memo->has_marks = TRUE;
			memo->marks = i;
			ck_assert_ptr_eq(rebound_text_memo_find(text, strlen(text)), memo);
			ck_assert_uint_eq(memo->marks, i);
		}
	}
	ck_assert_uint_lt(known, TEXTS);
}
END_TEST

START_TEST(only_what_comes_again_is_kept)
{
	g_autofree char *longest = g_strnfill(500, 'x');
	g_autofree char *longer = g_strnfill(501, 'x');

	ck_assert_ptr_null(rebound_text_memo_find("", 0));
	ck_assert_ptr_null(rebound_text_memo_find("1234567", 7));
	ck_assert_ptr_nonnull(rebound_text_memo_find("12345678", 8));
	ck_assert_ptr_nonnull(rebound_text_memo_find(longest, 500));
	ck_assert_ptr_null(rebound_text_memo_find(longer, 501));
	ck_assert_ptr_null(rebound_text_memo_find("to ann@south.test", 17));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_memo");
	TCase *memo = tcase_create("memo");
	tcase_add_test(memo, a_text_says_the_same_each_time);
	tcase_add_test(memo, a_memo_is_of_its_text_alone);
	tcase_add_test(memo, only_what_comes_again_is_kept);
	suite_add_tcase(suite, memo);
	return suite;
}
