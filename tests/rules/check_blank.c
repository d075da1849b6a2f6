/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/rules/blank.h"
#include "core/rules/card.h"
#include "core/rules/ruleset.h"

static const struct {
	const char *text, *want;
} texts[] = {
	{"rule 'a' { yes = { 'b' }, no = 'c' }", "rule 'a' {                         }"},
	{"{ says = 'yes = 1', yes = \"}\", x = 1 }", "{ says = 'yes = 1',            x = 1 }"},
	{"{ yes = {\n'a', -- }\n{ [[ } ]] } },\nx = 1 }",
		"{        \n         \n              \nx = 1 }"},
	{"{ -- yes\nyes = { [==[ ]] } ]==] } }", "{ -- yes\n                         }"},
	{"{ yes = lines(1), no = a .. 'b' }", "{ yes = lines(1), no = a .. 'b' }"},
	{"{ yes = 'a' .. 'b', x = 1 }", "{ yes = 'a' .. 'b', x = 1 }"},
	{"local no = { 'a' }", "local no = { 'a' }"},
	{"{ yes_too = { 1 }, noon = 2 }", "{ yes_too = { 1 }, noon = 2 }"},
	{"{ yes = { 'open ", "{ yes = { 'open "},
	{"{ yes == { 1 }, }", "{ yes == { 1 }, }"},
	{"{ no = [[", "{ no = [["},
	{"--[[ { yes = 'a' } ]] { no = 'b' }", "--[[ { yes = 'a' } ]] {          }"},
	{"", ""},
};

START_TEST(blanks_examples)
{
	g_autofree char *got = rebound_blank_examples(texts[_i].text, strlen(texts[_i].text));

	ck_assert_uint_eq(strlen(texts[_i].text), strlen(got));
	ck_assert_str_eq(got, texts[_i].want);
}
END_TEST

/* Every beginning of a text is walked within its bounds. */
START_TEST(stays_within)
{
	const char *text = texts[_i].text;

	for (gsize len = 0; len < strlen(text); len++) {
		g_autofree char *part = g_memdup2(text, MAX(len, 1));
		g_autofree char *got = rebound_blank_examples(part, len);

		ck_assert_uint_eq(strlen(got), len);
	}
}
END_TEST

/* With and without examples, the shipped cards are the same, at the same lines. */
START_TEST(shipped_cards)
{
	g_autoptr(rebound_ruleset) whole = rebound_ruleset_load_whole(NULL, NULL);
	g_autoptr(rebound_ruleset) bare = rebound_ruleset_load(NULL, NULL);

	ck_assert_uint_eq(rebound_ruleset_count(whole), rebound_ruleset_count(bare));
	for (guint i = 0; i < rebound_ruleset_count(whole); i++) {
		const struct rebound_card *a = rebound_ruleset_get(whole, i);
		const struct rebound_card *b = rebound_ruleset_get(bare, i);

		ck_assert_str_eq(a->at, b->at);
		ck_assert_str_eq(a->name, b->name);
		ck_assert_ptr_nonnull(a->yes);
		ck_assert_msg(b->yes == NULL && b->no == NULL, "%s has examples", b->at);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("blank");
	TCase *tcase = tcase_create("blank");

	tcase_add_loop_test(tcase, blanks_examples, 0, G_N_ELEMENTS(texts));
	tcase_add_loop_test(tcase, stays_within, 0, G_N_ELEMENTS(texts));
	tcase_add_test(tcase, shipped_cards);
	suite_add_tcase(suite, tcase);
	return suite;
}
