/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/rules/pattern.h"

static const struct {
	const char *pattern;
	gboolean good;
	struct rebound_status status;
	gboolean matches;
} statuses[] = {
	{"5.1.1", TRUE, {5, 1, 1}, TRUE},
	{"5.1.1", TRUE, {4, 1, 1}, FALSE},
	{"5.1.1", TRUE, {5, 1, 10}, FALSE},
	{"x.1.1", TRUE, {4, 1, 1}, TRUE},
	{"X.1.1", TRUE, {5, 1, 1}, TRUE},
	{"x.1.1", TRUE, {5, 1, 2}, FALSE},
	{"*.1.1", TRUE, {2, 1, 1}, TRUE},
	{"5.7.*", TRUE, {5, 7, 509}, TRUE},
	{"5.7.*", TRUE, {5, 1, 0}, FALSE},
	{"5.7.x", TRUE, {5, 7, 1}, TRUE},
	{"5.*", TRUE, {5, 4, 14}, TRUE},
	{"5.*", TRUE, {4, 4, 14}, FALSE},
	{"5.x.7", TRUE, {5, 999, 7}, TRUE},
	{"*", TRUE, {4, 2, 2}, TRUE},
	{"*", TRUE, {0, 0, 0}, FALSE},
	{"x.0.0", TRUE, {0, 0, 0}, FALSE},
	{"x.0.0", TRUE, {5, 0, 0}, TRUE},
	{"5.999.999", TRUE, {5, 999, 999}, TRUE},
	{"5.1", FALSE, {0, 0, 0}, FALSE},
	{"5", FALSE, {0, 0, 0}, FALSE},
	{"", FALSE, {0, 0, 0}, FALSE},
	{"5.1.", FALSE, {0, 0, 0}, FALSE},
	{"3.1.1", FALSE, {0, 0, 0}, FALSE},
	{"5.1.1.1", FALSE, {0, 0, 0}, FALSE},
	{"5.1.1 ", FALSE, {0, 0, 0}, FALSE},
	{"5.1.1*", FALSE, {0, 0, 0}, FALSE},
	{"5.1000.1", FALSE, {0, 0, 0}, FALSE},
	{"five", FALSE, {0, 0, 0}, FALSE},
	{"**", FALSE, {0, 0, 0}, FALSE},
};

START_TEST(a_status_pattern)
{
	struct rebound_code_pattern pattern = {0, 0};
	gboolean good = rebound_pattern_read_status(statuses[_i].pattern, &pattern);

	ck_assert_msg(good == statuses[_i].good, "'%s'", statuses[_i].pattern);
	if (good)
		ck_assert_msg(rebound_pattern_matches(pattern,
				      rebound_pattern_pack(statuses[_i].status, 550)) == statuses[_i].matches,
			"'%s'", statuses[_i].pattern);
}
END_TEST

static const struct {
	const char *pattern;
	gboolean good;
	int reply;
	gboolean matches;
} replies[] = {
	{"550", TRUE, 550, TRUE}, {"550", TRUE, 551, FALSE}, {"55x", TRUE, 559, TRUE},
	{"55x", TRUE, 560, FALSE}, {"5*", TRUE, 500, TRUE}, {"5*", TRUE, 450, FALSE},
	{"4xx", TRUE, 421, TRUE}, {"x50", TRUE, 450, TRUE}, {"*", TRUE, 101, TRUE},
	{"*", TRUE, 0, FALSE}, {"101", TRUE, 101, TRUE}, {"55", FALSE, 0, FALSE},
	{"5500", FALSE, 0, FALSE}, {"", FALSE, 0, FALSE}, {"55 ", FALSE, 0, FALSE},
	{"5x", FALSE, 0, FALSE}, {"5.0", FALSE, 0, FALSE}, {"-50", FALSE, 0, FALSE},
};

START_TEST(a_reply_pattern)
{
	struct rebound_code_pattern pattern = {0, 0};
	struct rebound_status status = {5, 1, 1};
	gboolean good = rebound_pattern_read_reply(replies[_i].pattern, &pattern);

	ck_assert_msg(good == replies[_i].good, "'%s'", replies[_i].pattern);
	if (good)
		ck_assert_msg(rebound_pattern_matches(pattern, rebound_pattern_pack(status, replies[_i].reply)) ==
				replies[_i].matches,
			"'%s'", replies[_i].pattern);
}
END_TEST

static const struct {
	const char *wide, *narrow;
	gboolean covers;
} pairs[] = {
	{"5.1.1", "5.1.1", TRUE}, {"x.1.1", "5.1.1", TRUE}, {"5.1.1", "x.1.1", FALSE},
	{"5.*", "5.7.*", TRUE}, {"5.7.*", "5.*", FALSE}, {"4.*", "5.7.1", FALSE},
};

START_TEST(a_wider_pattern)
{
	struct rebound_code_pattern wide, narrow;

	ck_assert(rebound_pattern_read_status(pairs[_i].wide, &wide));
	ck_assert(rebound_pattern_read_status(pairs[_i].narrow, &narrow));
	ck_assert_int_eq(rebound_pattern_covers(wide, narrow), pairs[_i].covers);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("pattern");
	TCase *tcase = tcase_create("codes");

	tcase_add_loop_test(tcase, a_status_pattern, 0, G_N_ELEMENTS(statuses));
	tcase_add_loop_test(tcase, a_reply_pattern, 0, G_N_ELEMENTS(replies));
	tcase_add_loop_test(tcase, a_wider_pattern, 0, G_N_ELEMENTS(pairs));
	suite_add_tcase(suite, tcase);
	return suite;
}
