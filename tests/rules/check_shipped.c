/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/rules/card.h"
#include "core/rules/examples.h"
#include "rules/support.h"

static struct rebound_ruleset *ruleset;

static void set_up(void)
{
	GError *error = NULL;

	ruleset = rebound_ruleset_load_whole(NULL, &error);
	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "" : error->message);
}

static void tear_down(void)
{
	g_clear_pointer(&ruleset, rebound_ruleset_free);
}

START_TEST(their_examples)
{
	struct rebound_example_result result;

	rebound_examples_run(ruleset, &result);
	ck_assert_uint_gt(result.run, rebound_ruleset_count(ruleset));
	ck_assert_msg(result.failed == 0, "%u failed, the first: %s", result.failed,
		result.messages->len == 0 ? "" : (const char *)g_ptr_array_index(result.messages, 0));
	rebound_example_result_clear(&result);
}
END_TEST

START_TEST(a_reason_has_a_card)
{
	gboolean found = FALSE;

	for (guint i = 0; i < rebound_ruleset_count(ruleset); i++)
		found = found || rebound_ruleset_card(ruleset, i).reason == (enum rebound_reason)_i;
	ck_assert_msg(found, "%s", rebound_reason_name((enum rebound_reason)_i));
}
END_TEST

/* One provider's cards and texts stand before those of codes alone. */
START_TEST(texts_before_codes)
{
	gboolean codes = FALSE;

	for (guint i = 0; i < rebound_ruleset_count(ruleset); i++) {
		const struct rebound_card *card = rebound_ruleset_get(ruleset, i);

		ck_assert_msg(!codes || !card->reads_text || card->when.status_count + card->when.reply_count > 0,
			"%s stands behind a card of codes", card->at);
		codes = codes || card->only_codes;
	}
}
END_TEST

/* Every text of up to the longest is done in a moment, whatever words it repeats. */
static const char *const words[] = {"mailbox ", "user ", "account is not ", "too many ", "sender address ",
	"no ", "a ", "* ", "recipient@example.org ", "550 5.1.1 ", "spam ", "host [192.0.2.1] said: "};

START_TEST(a_long_text)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct one one;

	while (text->len < 16000)
		g_string_append(text, words[_i]);
	one_init(&one, text->str, NULL, 0);
	gint64 start = g_get_monotonic_time();
	classify_one(ruleset, &one);
	ck_assert_int_lt(g_get_monotonic_time() - start, 2 * G_USEC_PER_SEC);
	one_clear(&one);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("shipped");
	TCase *tcase = tcase_create("cards");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, their_examples);
	tcase_add_loop_test(tcase, a_reason_has_a_card, REBOUND_REASON_NONE + 1, REBOUND_REASON_UNKNOWN);
	tcase_add_test(tcase, texts_before_codes);
	tcase_add_loop_test(tcase, a_long_text, 0, G_N_ELEMENTS(words));
	suite_add_tcase(suite, tcase);
	return suite;
}
