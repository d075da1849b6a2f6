/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/text.h"

#define DAMAGE	    "\xEF\xBF\xBD"
#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *text;
	gsize len;
	gsize limit;
	const char *line;
} lines[] = {
	{BYTES("User unknown"), 100, "User unknown"},
	{BYTES("  two\t\r\n words \n"), 100, "two words"},
	{BYTES(""), 100, ""},
	{BYTES(" \n\t "), 100, ""},
	{BYTES("a\0b"), 100, "a" DAMAGE "b"},
	{BYTES("\x1b[31mred"), 100, DAMAGE "[31mred"},
	{BYTES("bell\a del\x7f"), 100, "bell" DAMAGE " del" DAMAGE},
	{BYTES("c1\xC2\x9B"
	       "x"),
		100, "c1" DAMAGE "x"},
	{BYTES("grün \xE2\x9C\x93"), 100, "grün \xE2\x9C\x93"},
	{BYTES("bad\xC3(\xFF"), 100, "bad" DAMAGE "(" DAMAGE},
	{BYTES("cut\xE2\x9C"), 100, "cut" DAMAGE DAMAGE},
	{BYTES("over\xC0\xAFlong\xED\xA0\x80"), 100,
		"over" DAMAGE DAMAGE "long" DAMAGE DAMAGE DAMAGE},
	{BYTES("x\xE2\x80\xAEgpj\xE2\x81\xA6y\xE2\x80\x8Fz"), 100,
		"x" DAMAGE "gpj" DAMAGE "y" DAMAGE "z"},
	{BYTES("one\xE2\x80\xA8two"), 100, "one two"},
	{BYTES("550\xC2\xA0"
	       "5.1.1\xE2\x80\xAFno \xE2\x80\x87such"),
		100, "550 5.1.1 no such"},
	{BYTES("abcdef"), 3, "abc"},
	{BYTES("abc def"), 4, "abc"},
	{BYTES("ab\xC3\xBC"), 3, "ab"},
	{BYTES("ab\xC3\xBC"), 4, "ab\xC3\xBC"},
	{BYTES("anything"), 0, ""},
};

START_TEST(line_is_made_safe)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	char *line = rebound_text_line(arena, lines[_i].text, lines[_i].len, lines[_i].limit);

	ck_assert_str_eq(line, lines[_i].line);
	ck_assert(rebound_text_is_safe(line));
	ck_assert_str_eq(rebound_text_line(arena, line, strlen(line), 1000), line);
}
END_TEST

START_TEST(block_keeps_lines_and_tabs)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = 0;
	const char text[] = "a\r\nb\rc\r\r\nd\te  f\0g\n\n";
	char *block = rebound_text_block(arena, BYTES(text), 100, &len);

	ck_assert_str_eq(block, "a\nb\nc\nd\te  f" DAMAGE "g\n\n");
	ck_assert_uint_eq(len, strlen(block));
	ck_assert_str_eq(rebound_text_block(arena, BYTES("abc\xC3\xBC"), 4, NULL), "abc");
	ck_assert_str_eq(rebound_text_block(arena,
				 BYTES("\xE2\x80\x8E"
				       "ann\xC2\xAD@\xE2\x80\x8Bno\xE2\x80\x8Crth.ex"
				       "\xE2\x81\xA0"
				       "ample\xE2\x81\xA9 \xE2\x80\xAE"),
				 100, NULL),
		"ann@north.example " DAMAGE);
	ck_assert_str_eq(rebound_text_block(arena, BYTES("می\xE2\x80\x8Cشود"), 100, NULL),
		"می\xE2\x80\x8Cشود");
	ck_assert_str_eq(
		rebound_text_block(arena, BYTES("\xEF\xBB\xBF{\tb\xC2\xA0}"), 100, NULL), "{\tb }");
	ck_assert_str_eq(rebound_text_block(arena,
				 BYTES("a\xE3\x80\x80ä\xE2\x80\x89z\xE1\x9A\x80ä"), 100, NULL),
		"a ä z ä");
	ck_assert_str_eq(
		rebound_text_block(arena, BYTES("\x1b]0;x\r"), 100, NULL), DAMAGE "]0;x\n");
}
END_TEST

START_TEST(unsafe_text_is_told)
{
	const char *const unsafe[] = {"a\nb", "a\tb", " a", "a ", "a  b", "\x1b", "\xFF",
		"\xC2\x85", "\xE2\x80\xAA", "a\xE2\x80\xA9 b"};

	for (guint i = 0; i < G_N_ELEMENTS(unsafe); i++)
		ck_assert(!rebound_text_is_safe(unsafe[i]));
	ck_assert(rebound_text_is_safe(""));
	ck_assert(rebound_text_is_safe("a b \xC3\xBC"));
}
END_TEST

/* Whatever the bytes are, the result is valid, safe and within its limit. */
START_TEST(random_bytes_become_safe)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(7);
	char bytes[64];

	for (int round = 0; round < 20000; round++) {
		gsize len = (gsize)g_rand_int_range(random, 0, sizeof(bytes));
		gsize limit = (gsize)g_rand_int_range(random, 0, 80);
		for (gsize i = 0; i < len; i++)
			bytes[i] = (char)g_rand_int_range(random, 0, 256);
		char *line = rebound_text_line(arena, bytes, len, limit);
		ck_assert(g_utf8_validate(line, -1, NULL));
		ck_assert(rebound_text_is_safe(line));
		ck_assert_uint_le(strlen(line), limit);
		gsize block_len = 0;
		char *block = rebound_text_block(arena, bytes, len, limit, &block_len);
		ck_assert(g_utf8_validate(block, -1, NULL));
		ck_assert_uint_le(block_len, limit);
		rebound_arena_clear(arena);
	}
}
END_TEST

/* What a line is by its description, a character at a time. */
static void make_line(GString *line, const char *text, gsize len, gsize limit)
{
	for (const char *at = text, *end = text + len; at < end;) {
		gunichar c = *at != '\0' ? g_utf8_get_char_validated(at, end - at) : 0xFFFD;
		gboolean good = c <= 0x10FFFF && *at != '\0';
		gboolean white =
			good && (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x2007 ||
					c == 0x202F || c == 0x2028 || c == 0x2029);
		gboolean hidden = !good || c < 0xA0 || c == 0x61C || c == 0x200E || c == 0x200F ||
				  (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
		char utf8[6];

		at = good ? g_utf8_next_char(at) : at + 1;
		if (white && (line->len == 0 || line->str[line->len - 1] == ' '))
			continue;
		c = white ? ' ' : hidden && (c < ' ' || c > '~') ? 0xFFFD : c;
		gsize size = (gsize)g_unichar_to_utf8(c, utf8);
		if (line->len + size > limit)
			break;
		g_string_append_len(line, utf8, (gssize)size);
	}
	if (line->len > 0 && line->str[line->len - 1] == ' ')
		g_string_truncate(line, line->len - 1);
}

START_TEST(runs_of_letters_are_as_single_ones)
{
	static const char *const pieces[] = {"a", "bc", " ", " ", "  ", "\r\n\t", "\xC3\xBC",
		"\xD1\x8F", "\xD1\x8F \xD1\x8F", "\xD8\x9C", "\xD8\xA7", "\xE0\xA4\xA8",
		"\xE0\x9F\xBF", "\xE6\x97\xA5", "\xE2\x80\xA8", "\xE2\x80\x8F", "\xED\xA0\x80",
		"\xEA\xB0\x80", "\xC2\xA0", "\xC3", "\xE6\x97", "\xF0\x9F\x98\x80", "\x1b",
		"words that are long enough for a whole chunk"};
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GRand) random = g_rand_new_with_seed(11);
	g_autoptr(GString) text = g_string_new(NULL), line = g_string_new(NULL);

	for (int round = 0; round < 20000; round++) {
		g_string_truncate(text, 0);
		g_string_truncate(line, 0);
		for (gint32 left = g_rand_int_range(random, 0, 30); left > 0; left--)
			g_string_append(
				text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
		gsize limit = (gsize)g_rand_int_range(random, 0, 300);
		make_line(line, text->str, text->len, limit);
		ck_assert_str_eq(rebound_text_line(arena, text->str, text->len, limit), line->str);
		rebound_arena_clear(arena);
	}
}
END_TEST

START_TEST(many_line_ends_take_no_long_time)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree char *ends = g_strnfill(1000000, '\r');
	gsize len = 0;

	rebound_text_block(arena, ends, 1000000, 1000000, &len);
	ck_assert_uint_eq(len, 1000000);
	ck_assert_str_eq(rebound_text_block(arena, BYTES("\r\r"), 9, NULL), "\n\n");
	ck_assert_str_eq(rebound_text_line(arena, ends, 1000000, 10), "");
}
END_TEST

static const struct {
	const char *pattern;
	const char *text;
	gboolean match;
} wildcards[] = {
	{"mx.example.org", "MX.Example.Org", TRUE},
	{"mx.example.org", "mx.example.or", FALSE},
	{"*.example.org", "mx.example.org", TRUE},
	{"*.example.org", "example.org", FALSE},
	{"*", "", TRUE},
	{"*", "anything", TRUE},
	{"", "", TRUE},
	{"", "x", FALSE},
	{"mx*", "mx1.example.org", TRUE},
	{"mx*org", "mx.org", TRUE},
	{"mx*xorg", "mxorg", FALSE},
	{"*example*", "mx.EXAMPLE.org", TRUE},
	{"*a*b*c*", "xxaxxbxxcxx", TRUE},
	{"*a*b*c*", "xxaxxcxxbxx", FALSE},
	{"a**c", "abc", TRUE},
	{"ab*ab", "ab", FALSE},
	{"a*b*a", "abba", TRUE},
};

START_TEST(wildcard_matches)
{
	ck_assert_int_eq(rebound_text_matches_wildcard(wildcards[_i].pattern, wildcards[_i].text),
		wildcards[_i].match);
}
END_TEST

START_TEST(wildcard_is_linear)
{
	g_autofree char *text = g_strnfill(1000000, 'a');
	g_autofree char *piece = g_strnfill(1000, 'a');
	g_autofree char *pattern = g_strdup_printf("*%sb*%sb*", piece, piece);

	ck_assert(!rebound_text_matches_wildcard(pattern, text));
}
END_TEST

START_TEST(nearest_word_is_found)
{
	const char *const words[] = {"says", "matches", "status", "reply", "reason", "retry", NULL};

	ck_assert_str_eq(rebound_text_nearest("sayz", words), "says");
	ck_assert_str_eq(rebound_text_nearest("macthes", words), "matches");
	ck_assert_str_eq(rebound_text_nearest("statuss", words), "status");
	ck_assert_str_eq(rebound_text_nearest("retyr", words), "retry");
	ck_assert_ptr_null(rebound_text_nearest("permanence", words));
	ck_assert_ptr_null(rebound_text_nearest("xy", words));
	g_autofree char *endless = g_strnfill(100000, 's');
	ck_assert_ptr_null(rebound_text_nearest(endless, words));
}
END_TEST

/* What is found by sixteens is what is found byte by byte. */
START_TEST(every_place_is_found)
{
	GRand *random = g_rand_new_with_seed(17);

	for (guint round = 0; round < 20000; round++) {
		gsize len = (gsize)g_rand_int_range(random, 0, 50);
		char *text = g_malloc(len), needle[4] = {0};
		for (gsize i = 0; i < len; i++)
			text[i] = "aAbB<\034`@"[g_rand_int_range(random, 0, 8)];
		for (gint32 i = g_rand_int_range(random, 1, 4); i > 0; i--)
			needle[i - 1] = "aB<@"[g_rand_int_range(random, 0, 4)];
		const char *expected = NULL;
		for (gsize i = 0; i + strlen(needle) <= len && expected == NULL; i++)
			if (g_ascii_strncasecmp(text + i, needle, strlen(needle)) == 0)
				expected = text + i;
		ck_assert_ptr_eq(rebound_text_find(text, len, needle), expected);
		g_free(text);
	}
	g_rand_free(random);
}
END_TEST

START_TEST(prefix_and_place_ignore_case)
{
	const char text[] = "Final-Recipient: x";

	ck_assert(rebound_text_has_prefix(BYTES(text), "final-"));
	ck_assert(!rebound_text_has_prefix(text, 3, "final-"));
	ck_assert_ptr_eq(rebound_text_find(BYTES(text), "RECIPIENT"), text + 6);
	ck_assert_ptr_null(rebound_text_find(text, 10, "recipient"));
	ck_assert_ptr_eq(rebound_text_find(BYTES("\0x"), ""), "\0x");
	ck_assert_ptr_nonnull(rebound_text_find(BYTES("a\0needle"), "needle"));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("text");
	TCase *tcase = tcase_create("text");

	tcase_set_timeout(tcase, 20);
	tcase_add_loop_test(tcase, line_is_made_safe, 0, (int)G_N_ELEMENTS(lines));
	tcase_add_test(tcase, block_keeps_lines_and_tabs);
	tcase_add_test(tcase, many_line_ends_take_no_long_time);
	tcase_add_test(tcase, unsafe_text_is_told);
	tcase_add_test(tcase, random_bytes_become_safe);
	tcase_add_test(tcase, runs_of_letters_are_as_single_ones);
	tcase_add_loop_test(tcase, wildcard_matches, 0, (int)G_N_ELEMENTS(wildcards));
	tcase_add_test(tcase, wildcard_is_linear);
	tcase_add_test(tcase, nearest_word_is_found);
	tcase_add_test(tcase, prefix_and_place_ignore_case);
	tcase_add_test(tcase, every_place_is_found);
	suite_add_tcase(suite, tcase);
	return suite;
}
