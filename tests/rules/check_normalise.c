/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/rules/normalise.h"

#define ADDRESS "carla.rossi@shop.example.net"

static const struct {
	const char *text, *want;
} texts[] = {
	{"550 5.1.1 <carla.rossi@shop.example.net>: no such person",
		"550 5.1.1 <{address}>: no such person"},
	{"550 mailbox carla.rossi is asleep", "550 mailbox {name} is asleep"},
	{"host mx4.shop.example.net[192.0.2.44] said: 451 4.7.9 not today",
		"host {host}[{ip}] said: 451 4.7.9 not today"},
	{"421 too much from 2001:db8:0:1::7, wait 300s", "421 too much from {ip}, wait {number}s"},
	{"554 see https://help.example.com/why?id=77, please", "554 see {url}, please"},
	{"552 size 41943040 over the limit of 20MB",
		"552 size {number} over the limit of {number}MB"},
	{"550 5.7.1 refused (4Qw3xK2zLz1) at 2031-05-04T10:11:12",
		"550 5.7.1 refused ({id}) at {number}"},
	{"554 S3150 TSS04 AS(1430) RP-001 stay", "554 S3150 TSS04 AS({number}) RP-001 stay"},
	{"550 5.4.1 RESOLVER.ADR.RecipNotFound; gone",
		"550 5.4.1 RESOLVER.ADR.RecipNotFound; gone"},
	{"550-5.7.26 first 550 times", "550-5.7.26 first {number} times"},
	{"reply: 452 later", "reply: 452 later"},
	{"a {strange} brace { alone", "a {strange} brace { alone"},
	{"пользователь carla.rossi@shop.example.net не найден", "пользователь {address} не найден"},
	{"", ""},
};

START_TEST(test_text)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	char *once = rebound_normalise(arena, texts[_i].text, ADDRESS);

	ck_assert_str_eq(once, texts[_i].want);
	ck_assert_str_eq(rebound_normalise(arena, once, ADDRESS), once);
}
END_TEST

static const struct {
	const char *text, *want;
} phrases[] = {
	{"550 5.1.1 <{address}>: the person is not among us", "the person is not among us"},
	{"550 gone {number} off {host}", "gone * off"},
	{"550 {id}", NULL},
	{"552 limit of {number}MB was reached by this letter", "was reached by this letter"},
	{"550 Hello. This postbox does not listen at all. Bye",
		"this postbox does not listen at all"},
};

START_TEST(test_phrase)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *phrase = rebound_normalise_phrase(arena, phrases[_i].text);

	if (phrases[_i].want == NULL)
		ck_assert_ptr_null(phrase);
	else
		ck_assert_str_eq(phrase, phrases[_i].want);
}
END_TEST

START_TEST(test_example)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_str_eq(rebound_normalise_example(arena,
				 "550 5.1.1 <carla.rossi@shop.example.net> carla.rossi from "
				 "203.0.113.9: go, 77",
				 ADDRESS),
		"550 5.1.1 <ann@example.org> ann from 192.0.2.1: go, 77");
}
END_TEST

START_TEST(test_linear)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	static const char *const hostile[] = {"{", "a.", "((((", "1.", ":", "http://", "@", "::"};

	for (guint i = 0; i < G_N_ELEMENTS(hostile); i++) {
		GString *text = g_string_new(NULL);

		while (text->len < 400000)
			g_string_append(text, hostile[i]);
		gint64 start = g_get_monotonic_time();
		const char *result = rebound_normalise(arena, text->str, ADDRESS);
		rebound_normalise_phrase(arena, result);
		ck_assert_int_lt(g_get_monotonic_time() - start, 2 * G_USEC_PER_SEC);
		g_string_free(text, TRUE);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("normalise");
	TCase *tcase = tcase_create("normalise");

	tcase_add_loop_test(tcase, test_text, 0, G_N_ELEMENTS(texts));
	tcase_add_loop_test(tcase, test_phrase, 0, G_N_ELEMENTS(phrases));
	tcase_add_test(tcase, test_example);
	tcase_add_test(tcase, test_linear);
	suite_add_tcase(suite, tcase);
	return suite;
}
