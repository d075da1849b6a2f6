/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/automatic_evidence.h"
#include "core/report/automatic_signs.h"

static struct rebound_arena *arena;

static void set_up(void)
{
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	rebound_arena_free(arena);
}

static struct rebound_automatic_evidence weigh(const char *text)
{
	const char *const known[] = {"pat@heath.example", NULL, "news@south.example"};
	struct rebound_automatic_evidence evidence = {0};

	rebound_automatic_weigh_text(&evidence, text, strlen(text), known, G_N_ELEMENTS(known));
	return evidence;
}

static const struct {
	const char *text;
	gboolean dated, telephone;
} figures[] = {
	{"from 24.3. on", TRUE, FALSE},
	{"on 3/24", TRUE, FALSE},
	{"on the 24th of march", TRUE, FALSE},
	{"3月24日", TRUE, FALSE},
	{"3월 24일", TRUE, FALSE},
	{"version 2.45", FALSE, FALSE},
	{"192.0.2.7", FALSE, FALSE},
	{"550 5.1.1 no", FALSE, FALSE},
	{"item 44.7.", FALSE, FALSE},
	{"call +49 611 555 12", FALSE, TRUE},
	{"call 0611/55512", FALSE, TRUE},
	{"(212) 555-0101", FALSE, TRUE},
	{"in 2025", FALSE, FALSE},
	{"", FALSE, FALSE},
	{"+", FALSE, FALSE},
};

START_TEST(finds_dates_and_telephones)
{
	struct rebound_automatic_evidence found = weigh(figures[_i].text);

	ck_assert_msg(found.dated == figures[_i].dated, "'%s': date", figures[_i].text);
	ck_assert_msg(
		found.telephone == figures[_i].telephone, "'%s': telephone", figures[_i].text);
}
END_TEST

static const struct {
	const char *text;
	gboolean other;
} addresses[] = {
	{"write to lee@heath.example.", TRUE},
	{"write to pat@heath.example.", FALSE},
	{"write to PAT@heath.example, or news@south.example", FALSE},
	{"write to pat@heath.example or (lee@heath.example)", TRUE},
	{"telegram @lee", FALSE},
	{"@", FALSE},
	{"lee@", FALSE},
	{"lee@.", FALSE},
};

START_TEST(finds_the_address_of_another)
{
	ck_assert_msg(weigh(addresses[_i].text).other_address == addresses[_i].other, "'%s'",
		addresses[_i].text);
}
END_TEST

static const struct {
	const char *text;
	guint count;
} questions[] = {
	{"is it there?", 1},
	{"is it urgent? call us.", 0},
	{"it is urgent. when do you come?", 1},
	{"see http://far.example/?a=b", 0},
	{"why? why? why? why? why?", 3},
	{"questions? this mailbox is not monitored.", 0},
	{"nobody reads his post any more. could you send the catalogue to me instead?", 1},
	{"可以吗?谢谢", 1},
	{"هل يمكنكم الإرسال؟ شكرا", 1},
	{"μπορείτε να μου το κρατήσετε; ευχαριστώ", 1},
	{"urgent; call us", 0},
	{"", 0},
};

START_TEST(counts_questions)
{
	ck_assert_uint_eq(weigh(questions[_i].text).questions, questions[_i].count);
}
END_TEST

static const struct {
	const char *text, *own;
} quotes[] = {
	{"Thanks.\n> News\n> More\n", "Thanks.\n"},
	{"> News\nThanks.\n", "Thanks.\n"},
	{"Thanks.\n-----Original Message-----\nFrom: us\n", "Thanks.\n"},
	{"-----\nThanks.\n", "-----\nThanks.\n"},
	{"> News", ""},
	{"", ""},
};

START_TEST(takes_quotes_away)
{
	gsize len = 99;
	const char *own =
		rebound_automatic_own_text(arena, quotes[_i].text, strlen(quotes[_i].text), &len);

	ck_assert_str_eq(own, quotes[_i].own);
	ck_assert_uint_eq(len, strlen(quotes[_i].own));
}
END_TEST

static const struct {
	const char *text;
	gboolean by_name;
} greetings[] = {
	{"Dear Ms Lorenz,\n\nthank you.", TRUE},
	{"Hi Anna!\nThanks.", TRUE},
	{"Liebe Frau Lorenz,\n", TRUE},
	{"\xd0\x94\xd0\xbe\xd0\xb1\xd1\x80\xd1\x8b\xd0\xb9 "
	 "\xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0,\n",
		TRUE},
	{"Dear Sir or Madam,\n", FALSE},
	{"Guten Tag,\n", FALSE},
	{"Sehr geehrte Damen und Herren,\n", FALSE},
	{"Dear Customer,\n", FALSE},
	{"Hello,\n", FALSE},
	{"hello there,\n", FALSE},
	{"I am in Rome.\n", FALSE},
	{"", FALSE},
};

START_TEST(knows_greetings_by_name)
{
	struct rebound_automatic_evidence evidence = {0};

	rebound_automatic_weigh_form(
		&evidence, arena, "", "", greetings[_i].text, strlen(greetings[_i].text));
	ck_assert_msg(evidence.by_name == greetings[_i].by_name, "'%s'", greetings[_i].text);
}
END_TEST

static const struct {
	const char *subject, *text;
	gboolean repeated;
} numbers[] = {
	{"melding m2503 0456", "onder nummer m2503 0456", TRUE},
	{"news [cv-88213]", "logged as cv-88213.", TRUE},
	{"news of 2025", "in 2025", FALSE},
	{"re: 3 of 10", "3 of 10", FALSE},
	{"case 88213", "thank you", FALSE},
	{"", "", FALSE},
};

START_TEST(knows_the_number_of_a_case_again)
{
	struct rebound_automatic_evidence evidence = {0};

	rebound_automatic_weigh_form(
		&evidence, arena, numbers[_i].subject, numbers[_i].text, "", 0);
	ck_assert_msg(evidence.repeated == numbers[_i].repeated, "'%s'", numbers[_i].subject);
}
END_TEST

START_TEST(our_own_subject_says_nothing)
{
	struct rebound_automatic_evidence evidence = {.answers = TRUE};

	rebound_automatic_weigh_subject(&evidence, "re: out of office until monday?");
	ck_assert_uint_eq(evidence.subject, 0);
	ck_assert_uint_eq(evidence.questions, 0);
	rebound_automatic_weigh_subject(&evidence, "(on vacation) re: news");
	ck_assert_uint_ne(evidence.subject, 0);
	evidence.answers = FALSE;
	rebound_automatic_weigh_subject(&evidence, "out of office?");
	ck_assert_uint_eq(evidence.questions, 1);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/automatic_evidence");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, finds_dates_and_telephones, 0, G_N_ELEMENTS(figures));
	tcase_add_loop_test(tcase, finds_the_address_of_another, 0, G_N_ELEMENTS(addresses));
	tcase_add_loop_test(tcase, counts_questions, 0, G_N_ELEMENTS(questions));
	tcase_add_loop_test(tcase, takes_quotes_away, 0, G_N_ELEMENTS(quotes));
	tcase_add_loop_test(tcase, knows_greetings_by_name, 0, G_N_ELEMENTS(greetings));
	tcase_add_loop_test(tcase, knows_the_number_of_a_case_again, 0, G_N_ELEMENTS(numbers));
	tcase_add_test(tcase, our_own_subject_says_nothing);
	suite_add_tcase(suite, tcase);
	return suite;
}
