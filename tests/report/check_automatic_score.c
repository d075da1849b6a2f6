/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/automatic_score.h"

static struct rebound_automatic_evidence weigh(const char *text)
{
	const char *const known[] = {"pat@heath.example", NULL, "news@south.example"};
	struct rebound_automatic_evidence evidence = {0};

	rebound_automatic_weigh_text(&evidence, text, strlen(text), known, G_N_ELEMENTS(known));
	return evidence;
}

START_TEST(weighs_for_and_against)
{
	struct rebound_automatic_evidence evidence =
		weigh("on holiday until monday; in urgent cases write to lee@heath.example");

	ck_assert(rebound_automatic_is_likely(&evidence));
	evidence.quotes = evidence.threaded = TRUE;
	evidence.questions = 2;
	ck_assert(!rebound_automatic_is_likely(&evidence));
	evidence = weigh("thank you for your letter. see you on monday!");
	evidence.answers = TRUE;
	ck_assert(!rebound_automatic_is_likely(&evidence));
	evidence = weigh("the order has been received. this mail was generated automatically.");
	ck_assert(rebound_automatic_is_likely(&evidence));
	evidence.unasked = TRUE;
	ck_assert(!rebound_automatic_is_likely(&evidence));
	/* Goods come in, too; a thing more has to speak for a letter. */
	evidence = weigh("the order has been received.");
	ck_assert(!rebound_automatic_is_likely(&evidence));
	evidence.answers = TRUE;
	ck_assert(rebound_automatic_is_likely(&evidence));
	/* One signs what others read while he is away as well. */
	evidence = weigh("i am on holiday until monday. pat");
	evidence.is_signed = TRUE;
	ck_assert(rebound_automatic_is_likely(&evidence));
	/* About mail that failed. */
	evidence = weigh("i am away until monday. 5.1.1.2 is a version.");
	ck_assert(!evidence.coded && rebound_automatic_is_likely(&evidence));
	evidence = weigh("away until monday, says one. another says 550 5.1.1 user unknown.");
	ck_assert(evidence.coded && !rebound_automatic_is_likely(&evidence));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/automatic_score");
	TCase *tcase = tcase_create("all");

	tcase_add_test(tcase, weighs_for_and_against);
	suite_add_tcase(suite, tcase);
	return suite;
}
