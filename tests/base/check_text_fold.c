/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/text.h"

#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *text;
	gsize len;
	const char *folded;
} rows[] = {
	{BYTES("User UNKNOWN"), "user unknown"},
	{BYTES("  a \r\n\t b  "), "a b"},
	{BYTES(""), ""},
	{BYTES("   "), ""},
	{BYTES("doesn\xE2\x80\x99t"), "doesn't"},
	{BYTES("\xE2\x80\x9Cquoted\xE2\x80\x9D"), "\"quoted\""},
	{BYTES("\xC2\xABguillemets\xC2\xBB"), "\"guillemets\""},
	{BYTES("a\xE2\x80\x93"
	       "b\xE2\x80\x94"
	       "c\xE2\x80\x91"
	       "d"),
		"a-b-c-d"},
	{BYTES("no\xC2\xA0"
	       "break \xE3\x80\x80space"),
		"no break space"},
	{BYTES("soft\xC2\xADhyphen\xE2\x80\x8B!"), "softhyphen!"},
	{BYTES("\xD0\x9C\xD0\x98\xD0\xA0"), "\xD0\xBC\xD0\xB8\xD1\x80"},
	{BYTES("Ungültige Größe"), "ungueltige groesse"},
	{BYTES("BOÎTE PLEINE, ÇA Y EST: ŒUVRE"), "boite pleine, ca y est: oeuvre"},
	{BYTES("skrzynka PRZEPEŁNIONA, žádný účet"), "skrzynka przepelniona, zadny ucet"},
	{BYTES("følgende på"), "foelgende paa"},
	{BYTES("отключён ЁЛКА"), "отключен елка"},
	{BYTES("άγνωστος ΧΡΉΣΤΗΣ"), "αγνωστοσ χρηστησ"},
	{BYTES("3 × 4 ÷ 2"), "3 × 4 ÷ 2"},
	/* marks of their own */
	{BYTES("Empfa\xCC\x88nger, boi\xCC\x82te"), "empfaenger, boite"},
	{BYTES("\xCC\x81 \xCC\x81"), "\xCC\x81 \xCC\x81"},
	{BYTES("\xEF\xBC\xB5\xEF\xBD\x93\xEF\xBD\x85\xEF\xBD\x92\xEF\xBC\x81"), "user!"},
	{BYTES("\xC8\xBA"), "\xE2\xB1\xA5"},
	{BYTES("x\xFFy"), "x\xEF\xBF\xBDy"},
};

START_TEST(text_is_folded)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_folded folded = rebound_text_fold(arena, rows[_i].text, rows[_i].len);

	ck_assert_str_eq(folded.text, rows[_i].folded);
	ck_assert_uint_eq(folded.len, strlen(rows[_i].folded));
}
END_TEST

START_TEST(offsets_lead_back)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char text[] = "  550\t\n \xE2\x80\x9CUser\xE2\x80\x9D \xC3\x84 ";
	struct rebound_folded folded = rebound_text_fold(arena, BYTES(text));
	const char *user = strstr(folded.text, "user");

	ck_assert_str_eq(folded.text, "550 \"user\" ae");
	ck_assert_uint_eq(folded.offsets[0], 2);
	ck_assert_uint_eq(folded.offsets[3], 5);
	gsize at = (gsize)(user - folded.text);
	ck_assert_int_eq(memcmp(text + folded.offsets[at], "User", 4), 0);
	ck_assert_uint_eq(folded.offsets[at + 4], folded.offsets[at] + 4);
	ck_assert_uint_eq(folded.offsets[folded.len], sizeof(text) - 2);
}
END_TEST

START_TEST(every_character_folds_once_for_all)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	for (gunichar c = 1; c < 0x20000; c++) {
		char text[8] = "a";

		if (!g_unichar_validate(c))
			continue;
		text[1 + g_unichar_to_utf8(c, text + 1)] = '\0';
		struct rebound_folded once = rebound_text_fold(arena, text, strlen(text));
		struct rebound_folded twice = rebound_text_fold(arena, once.text, once.len);
		ck_assert_msg(strcmp(once.text, twice.text) == 0, "U+%04X: %s, then %s", c,
			once.text, twice.text);
		rebound_arena_clear(arena);
	}
}
END_TEST

START_TEST(offsets_never_go_back_or_out)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(11);
	char bytes[48];

	for (int round = 0; round < 20000; round++) {
		gsize len = (gsize)g_rand_int_range(random, 0, sizeof(bytes));
		for (gsize i = 0; i < len; i++)
			bytes[i] = (char)g_rand_int_range(random, 0, 256);
		struct rebound_folded folded = rebound_text_fold(arena, bytes, len);
		ck_assert(g_utf8_validate_len(folded.text, folded.len, NULL) ||
			  memchr(bytes, 0, len));
		for (gsize i = 0; i < folded.len; i++)
			ck_assert_uint_le(folded.offsets[i], folded.offsets[i + 1]);
		ck_assert_uint_le(folded.offsets[folded.len], len);
		struct rebound_folded again = rebound_text_fold(arena, folded.text, folded.len);
		ck_assert_uint_eq(again.len, folded.len);
		ck_assert_int_eq(memcmp(again.text, folded.text, folded.len), 0);
		rebound_arena_clear(arena);
	}
}
END_TEST

/* What folding a text of these characters must give, one by one. */
static gsize fold_simply(const char *text, gsize len, char *folded, guint32 *offsets)
{
	gsize count = 0, space_at = len;

	offsets[0] = 0;
	for (gsize i = 0; i < len;) {
		gboolean wide = text[i] == '\xC3';
		if (g_ascii_isspace(text[i]) || text[i] == '\v') {
			space_at = MIN(space_at, i);
			i++;
			continue;
		}
		if (space_at < i && count > 0) {
			offsets[count] = (guint32)space_at;
			folded[count++] = ' ';
		}
		space_at = len;
		offsets[count] = (guint32)i;
		folded[count++] = wide ? 'a' : g_ascii_tolower(text[i]);
		if (wide) {
			offsets[count] = (guint32)i;
			folded[count++] = 'e'; /* an a with two dots is "ae" */
		}
		i += wide ? 2 : 1;
		offsets[count] = (guint32)i;
	}
	return count;
}

START_TEST(long_and_short_texts_fold_alike)
{
	static const char *const pieces[] = {"A", "z", "Z@[`{", "word", "Longer-Word", " ", " ",
		" ", "  ", "\t", "\r\n", "\v", "\x1C", "\xC3\x84", "\xC3\xA4"};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(5);
	g_autoptr(GString) text = g_string_new(NULL);
	char expected[2048];
	guint32 offsets[2048];

	for (int round = 0; round < 4000; round++) {
		int most = round % 3 == 0 ? 60 : 12;
		/* Every second text has no character of two bytes. */
		int kinds = (int)G_N_ELEMENTS(pieces) - (round % 2 ? 2 : 0);
		g_string_truncate(text, 0);
		for (int i = g_rand_int_range(random, 0, most); i > 0; i--)
			g_string_append(text, pieces[g_rand_int_range(random, 0, kinds)]);
		/* In memory of its own, so that no byte behind it is read. */
		g_autofree char *own = g_memdup2(text->str, MAX(text->len, 1));
		struct rebound_folded folded = rebound_text_fold(arena, own, text->len);
		gsize only, len = fold_simply(own, text->len, expected, offsets);
		ck_assert_uint_eq(folded.len, len);
		ck_assert_int_eq(memcmp(folded.text, expected, len), 0);
		ck_assert_int_eq(folded.text[len], 0);
		ck_assert_int_eq(memcmp(folded.offsets, offsets, (len + 1) * sizeof(*offsets)), 0);
		ck_assert_str_eq(rebound_text_fold_only(arena, own, text->len, &only), folded.text);
		ck_assert_uint_eq(only, len);
		rebound_arena_clear(arena);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text_fold");
	TCase *tcase = tcase_create("text_fold");

	tcase_set_timeout(tcase, 20);
	tcase_add_loop_test(tcase, text_is_folded, 0, (int)G_N_ELEMENTS(rows));
	tcase_add_test(tcase, every_character_folds_once_for_all);
	tcase_add_test(tcase, offsets_lead_back);
	tcase_add_test(tcase, offsets_never_go_back_or_out);
	tcase_add_test(tcase, long_and_short_texts_fold_alike);
	suite_add_tcase(suite, tcase);
	return suite;
}
