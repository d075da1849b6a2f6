/* SPDX-License-Identifier: MIT */
#include "core/script/regex.h"

#include <string.h>

#include <rebound/error.h>
#include "check_rebound.h"
#include "core/base/arena.h"
#include "core/base/text.h"

static rebound_regex *compile(const char *pattern)
{
	g_autoptr(GError) error = NULL;
	rebound_regex *regex = rebound_regex_new(pattern, &error);

	ck_assert_msg(regex != NULL, "%s: %s", pattern, error ? error->message : "");
	return regex;
}

/* ---- literals ---- */

static const struct {
	const char *pattern;
	const char *literal;
} literals[] = {
	{"user unknown", "user unknown"},
	{"User  Unknown", "user unknown"},
	{"^550 .* unknown$", "unknown"},
	{"(?:user|box) unknown", "unknown"},
	{"user (?:is )?unknown", "unknown"},
	{"user (?!known)full", "user"},
	{"colou?r blind", "r blind"},
	{"abc+def", "cdef"},
	{"abcd*ef", "abc"},
	{"abc{2}def", "cdef"},
	{"abc{0,2}defg", "defg"},
	{"abc{,2}de", NULL},
	{"xyz{abc", "xyz{abc"},
	{"quota\\s+exceeded", "exceeded"},
	{"5\\.1\\.1 no", "5.1.1 no"},
	{"a|user unknown", NULL},
	{"user unknown|", NULL},
	{"(user unknown)", NULL},
	{"[user unknown]", NULL},
	{"[]user|x]abcd", "abcd"},
	{"[^]user|x]abcd", "abcd"},
	{"[[:alpha:]|]abcd", "abcd"},
	{"[a[:]x|y:]zzz]abc", NULL},
	{"(?x) user unknown", NULL},
	{"(?i)user unknown", NULL},
	{"(?-i:user) unknown", NULL},
	{"(?<name>user) unknown", NULL},
	{"(a)user unknown\\1", NULL},
	{"\\x41user unknown", NULL},
	{"\\p{Lu}user unknown", NULL},
	{"user\\*unknown", "unknown"},
	{"gr\xC3\xB6\xC3\x9F"
	 "er als erlaubt",
		"er als erlaubt"},
	{"ab", NULL},
	{"a b", "a b"},
	{" ab ", NULL},
	{"", NULL},
	{"user\\bunknown", "unknown"},
	{"(?=full)box full", "box full"},
	{"([)]|x)abcd", "abcd"},
	{"(\\)|x)abcd", "abcd"},
};

START_TEST(test_literal)
{
	g_autoptr(rebound_regex) regex = compile(literals[_i].pattern);
	const char *literal = rebound_regex_literal(regex);

	if (!literals[_i].literal)
		ck_assert_msg(!literal, "%s", literal);
	else
		ck_assert_pstr_eq(literal, literals[_i].literal);
}
END_TEST

/* ---- matching ---- */

static const struct {
	const char *pattern, *text;
	int start, end;
} matches[] = {
	{"user unknown", "550 USER Unknown", 4, 16},
	{"\xC3\xA4rger", "kein \xC3\x84RGER", 5, 11},
	{"^550", "x550", -1, 0},
	{"\\bfull\\b", "is full.", 3, 7},
	{"", "abc", 0, 0},
	{"a.c", "a\nc", -1, 0},
	{"unknown", "", -1, 0},
};

START_TEST(test_match)
{
	g_autoptr(rebound_regex) regex = compile(matches[_i].pattern);

	for (int round = 0; round < 10; round++) { /* interpreted, then as machine code */
		gsize start = 99, end = 99;
		enum rebound_regex_result result = rebound_regex_search(
			regex, matches[_i].text, strlen(matches[_i].text), &start, &end);
		ck_assert_int_eq(result,
			matches[_i].start < 0 ? REBOUND_REGEX_NO_MATCH : REBOUND_REGEX_MATCH);
		if (result == REBOUND_REGEX_MATCH) {
			ck_assert_int_eq((int)start, matches[_i].start);
			ck_assert_int_eq((int)end, matches[_i].end);
		}
	}
}
END_TEST

static const struct {
	const char *pattern;
	const char *part; /* of the message */
} refused[] = {
	{"(?<=a)b", "lookbehind"},
	{"(?<!a)b", "lookbehind"},
	{"a\\C", "\\C"},
	{"(?C1)a", "callouts"},
	{"(*UTF8)a", "verbs"},
	{"(*LIMIT_MATCH=999999999)a", "verbs"},
	{"a\\Kb", "\\K"},
	{"\\Qa|b\\E", "\\Q"},
	{"a(b", "malformed at its end"},
	{"a)b", "malformed at character 2, before ')b'"},
	{"[a", "malformed at its end"},
	{"\xFF", "UTF-8"},
};

START_TEST(test_refused)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_regex_new(refused[_i].pattern, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX));
	ck_assert_msg(strstr(error->message, refused[_i].part) != NULL, "%s", error->message);
}
END_TEST

START_TEST(test_class_may_hold_anything)
{
	g_autoptr(rebound_regex) regex = compile("[(*][?<=]");
	gsize start, end;

	ck_assert_int_eq(rebound_regex_search(regex, "x*?", 3, &start, &end), REBOUND_REGEX_MATCH);
}
END_TEST

/* ---- cost ---- */

static const char *const bombs[] = {
	"(a+)+b",
	"(a|aa)+b",
	"(a*)*b",
	"(?:a?){40}a{40}b",
	"(.*)(.*)(.*)(.*)x",
	"(\\w+\\s*)+\\d",
	"^(([a-z])+.)+[A-Z]([a-z])+$X",
	"(?R)?a+b",
	"(a+)(a+)(a+)\\1\\2\\3b",
};

START_TEST(test_bomb)
{
	g_autoptr(rebound_regex) regex = compile(bombs[_i]);
	g_autofree char *text = g_strnfill(16 * 1024, 'a');

	for (int round = 0; round < 6; round++) {
		gsize start, end;
		gint64 began = g_get_monotonic_time();
		enum rebound_regex_result result =
			rebound_regex_search(regex, text, 16 * 1024, &start, &end);
		gint64 took = g_get_monotonic_time() - began;
		ck_assert_int_ne(result, REBOUND_REGEX_MATCH);
		ck_assert_msg(took < 2000000, "round %d: %" G_GINT64_FORMAT " us", round, took);
	}
}
END_TEST

START_TEST(test_invalid_utf8_is_no_match)
{
	g_autoptr(rebound_regex) regex = compile("a.b");
	gsize start, end;

	for (int round = 0; round < 6; round++)
		ck_assert_int_eq(rebound_regex_search(regex,
					 "a\xFF"
					 "b",
					 3, &start, &end),
			REBOUND_REGEX_NO_MATCH);
}
END_TEST

/* ---- at random: where a regex matches, its literal is in the folded text ---- */

static void append_random_regex(GRand *random, GString *regex, int depth)
{
	static const char *const atoms[] = {"a", "a", "b", "B", " ", ".", "[ab]", "\\w", "\\s"};
	static const char *const counts[] = {
		"", "", "", "", "", "", "", "", "?", "*", "+", "{2}", "{0,1}", "{1,}", "+?"};
	int items = g_rand_int_range(random, 1, 7);

	for (int i = 0; i < items; i++) {
		if (depth < 2 && g_rand_int_range(random, 0, 6) == 0) {
			g_string_append(regex, g_rand_boolean(random) ? "(" : "(?:");
			append_random_regex(random, regex, depth + 1);
			if (g_rand_boolean(random)) {
				g_string_append_c(regex, '|');
				append_random_regex(random, regex, depth + 1);
			}
			g_string_append_c(regex, ')');
		} else {
			g_string_append(
				regex, atoms[g_rand_int_range(random, 0, G_N_ELEMENTS(atoms))]);
		}
		g_string_append(regex, counts[g_rand_int_range(random, 0, G_N_ELEMENTS(counts))]);
	}
}

START_TEST(test_literal_is_needed)
{
	g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	guint matched = 0;

	for (int round = 0; round < 3000; round++) {
		g_autoptr(GString) pattern = g_string_new(NULL);
		append_random_regex(random, pattern, 0);
		g_autoptr(rebound_regex) regex = rebound_regex_new(pattern->str, NULL);
		if (!regex)
			continue;
		const char *literal = rebound_regex_literal(regex);
		for (int i = 0; i < 40; i++) {
			char text[16];
			gsize len = (gsize)g_rand_int_range(random, 6, 15), start, end;
			for (gsize j = 0; j < len; j++)
				text[j] = "aabB  "[g_rand_int_range(random, 0, 6)];
			text[len] = '\0';
			if (rebound_regex_search(regex, text, len, &start, &end) !=
				REBOUND_REGEX_MATCH)
				continue;
			matched++;
			struct rebound_folded folded = rebound_text_fold(arena, text, len);
			struct rebound_trigrams trigrams;
			rebound_trigrams_read(&trigrams, folded.text, folded.len);
			ck_assert_msg(rebound_regex_may_match(regex, &trigrams),
				"'%s' matches '%s', which seems not to hold what it needs",
				pattern->str, text);
			ck_assert_msg(!literal || strstr(folded.text, literal) != NULL,
				"'%s' matches '%s' without '%s'", pattern->str, text, literal);
		}
		rebound_arena_clear(arena);
	}
	ck_assert_uint_gt(matched, 20);
}
END_TEST

/* ---- what a match needs besides the literal ---- */

static const struct {
	const char *pattern, *text;
	gboolean may_match;
} needs[] = {
	{"user (?:unknown|unusable)", "the user is unknown", TRUE},
	{"user (?:unknown|unusable)", "the user is unusable", TRUE},
	{"user (?:unknown|unusable)", "the user is away", FALSE},
	{"user (?:unknown|unusable)", "it is unknown", FALSE},
	{"user (?:unknown|unusable)?", "the user is away", TRUE},
	{"user (?:unknown|unusable)*", "the user is away", TRUE},
	{"user (?:unknown|unusable){0,2}", "the user is away", TRUE},
	{"user (?:unknown|unusable)+", "the user is away", FALSE},
	{"user (?:unknown|\\d)", "the user is away", TRUE},
	{"user (?:unknown|no)", "the user is away", TRUE},
	{"user (?:unknown|)", "the user is away", TRUE},
	{"user (?!unknown|unusable)", "the user is away", TRUE},
	{"user (?=unknown|unusable)", "the user is away", FALSE},
	{"user (?>unknown|unusable)", "the user is away", FALSE},
	{"user (unknown|unusable)", "the user is away", FALSE},
	{"(?:user|box) (?:is (?:gone|away)|was (?:gone|full))", "the user was full", TRUE},
	{"(?:user|box) (?:is (?:gone|away)|was (?:gone|full))", "the user was away", TRUE},
	{"(?:user|box) (?:is (?:gone|away)|was (?:gone|full))", "the user was here", FALSE},
	{"(?:user|box) (?:is (?:gone|away)|was (?:gone|full))", "nobody was away", FALSE},
	{"(?:user[|)]x|\\|box\\)) gone", "a user |x gone", TRUE},
	{"(?:user[|)]x|\\|box\\)) gone", "a |box) gone", TRUE},
	{"(?:user[|)]x|\\|box\\)) gone", "a mailbox gone", FALSE},
	{"user|unknown", "away", TRUE},
	{"(?i)user (?:unknown)", "away", TRUE},
	{"(?:(?:(?:(?:(?:(?:(?:(?:(?:user)))))))))", "away", TRUE},
	{"User  (?:UNKNOWN)", "user unknown", TRUE},
};

START_TEST(test_needs)
{
	g_autoptr(rebound_regex) regex = compile(needs[_i].pattern);
	struct rebound_trigrams trigrams;

	rebound_trigrams_read(&trigrams, needs[_i].text, strlen(needs[_i].text));
	ck_assert_int_eq(rebound_regex_may_match(regex, &trigrams), needs[_i].may_match);
}
END_TEST

START_TEST(test_known_is_compiled_late)
{
	g_autoptr(rebound_regex) regex = rebound_regex_new_known("user (?:unknown|unusable)", "");
	gsize start = 0, end = 0;

	ck_assert_int_eq(rebound_regex_search(regex, "a user unknown", 14, &start, &end),
		REBOUND_REGEX_MATCH);
	ck_assert_uint_eq(start, 2);
	ck_assert_uint_eq(end, 14);
	ck_assert_int_eq(rebound_regex_search(regex, "a user away", 11, &start, &end),
		REBOUND_REGEX_NO_MATCH);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("regex");
	TCase *tcase = tcase_create("regex");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_literal, 0, G_N_ELEMENTS(literals));
	tcase_add_loop_test(tcase, test_match, 0, G_N_ELEMENTS(matches));
	tcase_add_loop_test(tcase, test_refused, 0, G_N_ELEMENTS(refused));
	tcase_add_test(tcase, test_class_may_hold_anything);
	tcase_add_loop_test(tcase, test_bomb, 0, G_N_ELEMENTS(bombs));
	tcase_add_test(tcase, test_invalid_utf8_is_no_match);
	tcase_add_loop_test(tcase, test_literal_is_needed, 0, 20);
	tcase_add_loop_test(tcase, test_needs, 0, G_N_ELEMENTS(needs));
	tcase_add_test(tcase, test_known_is_compiled_late);
	suite_add_tcase(suite, tcase);
	return suite;
}
