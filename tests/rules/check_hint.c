/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/rules/hint.h"

static const struct {
	const char *text;
	gint64 seconds;
} rows[] = {
	{"450 4.7.1 try again in 600 seconds", 600},
	{"please retry in 5 minutes", 300},
	{"Please retry after 2 hours.", 7200},
	{"Retry-After: 3600", 3600},
	{"retry after 900", 900},
	{"come back in 00:04:59", 299},
	{"come back in 4:59", 299},
	{"Greylisted for 300 seconds (see the wiki)", 300},
	{"Greylisting in force, wait 60s", 60},
	{"please wait at least 10 min before you send again", 600},
	{"Try again in about an hour", 3600},
	{"try again in half an hour", 1800},
	{"try your message again in 4 minutes and 59 seconds", 299},
	{"try again after 1 hour, 30 minutes", 5400},
	{"try again in two hours", 7200},
	{"TRY AGAIN IN 15 MINS", 900},
	{"try again 20 minutes later", 1200},
	{"Should be retried not sooner than 2h", 7200},
	{"bitte warten; retry in 10 Minuten", 600},
	{"retry in 1.5 hours", 3600},
	{"try again in 3 days", 259200},
	/* None: */
	{"try again later", 0},
	{"451 4.3.0 Temporary failure", 0},
	{"", 0},
	{"will be retried for 5 days", 0},
	{"Too many messages, retry later. Limit 100 in 1 hour", 0},
	{"try again later, at most 50 per 3600 seconds", 0},
	{"delayed for 4 hours", 0},
	{"retry after 5 pm", 0},
	{"retry after 2026-01-31", 0},
	{"try again in 192.0.2.1", 0},
	{"error 450 retry 3 times", 0},
	{"try again in 99999999999999999999 seconds", 0},
	{"again again again again", 0},
	{"retry in 10", 0},
	{"wait", 0},
	{"try again in 5", 0},
	{"retry in 600 parsecs", 0},
};

START_TEST(a_hint)
{
	gint64 seconds = rebound_hint_read(rows[_i].text, strlen(rows[_i].text));

	ck_assert_msg(seconds == rows[_i].seconds, "'%s': %" G_GINT64_FORMAT, rows[_i].text, seconds);
}
END_TEST

/* Every cut of a text is read within its bounds. */
START_TEST(a_cut_hint)
{
	const char *text = rows[_i].text;

	for (gsize len = 0; len < strlen(text); len++) {
		g_autofree char *cut = g_memdup2(text, len);

		ck_assert_int_ge(rebound_hint_read(len == 0 ? "" : cut, len), 0);
	}
}
END_TEST

static const struct {
	gint64 seconds, bound;
} bounds[] = {{0, 0}, {-5, 0}, {1, 300}, {300, 300}, {301, 301}, {86400, 86400}, {86401, 86400}};

START_TEST(a_bound)
{
	ck_assert_int_eq(rebound_hint_bound(bounds[_i].seconds), bounds[_i].bound);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("hint");
	TCase *tcase = tcase_create("hints");

	tcase_add_loop_test(tcase, a_hint, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, a_cut_hint, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, a_bound, 0, G_N_ELEMENTS(bounds));
	suite_add_tcase(suite, tcase);
	return suite;
}
