/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/rules/knowledge.h"

static struct rebound_knowledge *knowledge;

static void set_up(void)
{
	GError *error = NULL;

	knowledge = rebound_knowledge_load(&error);
	ck_assert_msg(knowledge != NULL, "%s", error == NULL ? "" : error->message);
}

static void tear_down(void)
{
	g_clear_pointer(&knowledge, rebound_knowledge_free);
}

START_TEST(words_of_a_reason)
{
	const struct rebound_reason_words *words =
		rebound_knowledge_reason(knowledge, (enum rebound_reason)_i);

	ck_assert_ptr_nonnull(words);
	ck_assert_uint_gt(strlen(words->meaning), 10);
	ck_assert_uint_gt(strlen(words->wait), 5);
	ck_assert_ptr_nonnull(words->causes[0]);
	ck_assert_ptr_nonnull(words->steps[0]);
}
END_TEST

START_TEST(no_reason_has_no_words)
{
	ck_assert_ptr_null(rebound_knowledge_reason(knowledge, REBOUND_REASON_NONE));
	ck_assert_ptr_null(rebound_knowledge_reason(knowledge, REBOUND_REASON_COUNT));
}
END_TEST

/* An exact code, else its subject's words, else its class's; same: what two codes share. */
static const struct {
	struct rebound_status status, same;
	gboolean known, equal;
} statuses[] = {
	{{5, 1, 1}, {5, 2, 2}, TRUE, FALSE},
	{{5, 1, 1}, {4, 1, 1}, TRUE, TRUE},
	{{5, 1, 999}, {4, 1, 999}, TRUE, TRUE},
	{{5, 99, 99}, {5, 98, 98}, TRUE, TRUE},
	{{5, 99, 99}, {4, 99, 99}, TRUE, FALSE},
	{{2, 99, 99}, {4, 99, 99}, TRUE, FALSE},
	{{0, 0, 0}, {0, 1, 1}, FALSE, TRUE},
};

START_TEST(words_of_a_status)
{
	const char *words = rebound_knowledge_status(knowledge, statuses[_i].status);

	ck_assert_int_eq(words != NULL, statuses[_i].known);
	ck_assert_int_eq(g_strcmp0(words, rebound_knowledge_status(knowledge, statuses[_i].same)) == 0,
		statuses[_i].equal);
}
END_TEST

static const struct {
	int reply, same;
	gboolean known, equal;
} replies[] = {
	{550, 552, TRUE, FALSE},
	{421, 450, TRUE, FALSE},
	{599, 598, TRUE, TRUE},
	{499, 599, TRUE, FALSE},
	{0, -5, FALSE, TRUE},
	{999, 998, FALSE, TRUE},
};

START_TEST(words_of_a_reply)
{
	const char *words = rebound_knowledge_reply(knowledge, replies[_i].reply);

	ck_assert_int_eq(words != NULL, replies[_i].known);
	ck_assert_int_eq(g_strcmp0(words, rebound_knowledge_reply(knowledge, replies[_i].same)) == 0,
		replies[_i].equal);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("knowledge");
	TCase *tcase = tcase_create("words");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, words_of_a_reason, REBOUND_REASON_NONE + 1, REBOUND_REASON_COUNT);
	tcase_add_test(tcase, no_reason_has_no_words);
	tcase_add_loop_test(tcase, words_of_a_status, 0, G_N_ELEMENTS(statuses));
	tcase_add_loop_test(tcase, words_of_a_reply, 0, G_N_ELEMENTS(replies));
	suite_add_tcase(suite, tcase);
	return suite;
}
