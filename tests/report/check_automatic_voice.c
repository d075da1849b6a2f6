/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/automatic_voice.h"

static struct rebound_arena *arena;

static void set_up(void)
{
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	rebound_arena_free(arena);
}

static struct rebound_automatic_evidence weigh(const char *text, const char *from)
{
	struct rebound_automatic_evidence evidence = {0};
	const char *folded = rebound_text_fold_only(arena, text, strlen(text), NULL);

	rebound_automatic_weigh_voice(&evidence, arena, folded, text, strlen(text), from);
	return evidence;
}

static const struct {
	const char *text, *from;
	gboolean is_signed;
} letters[] = {
	{"I am away.\n\nRosa\n", "Rosa Lund <rosa@south.example>", TRUE},
	{"I am away. Thanks, Rosa!", "Rosa Lund <rosa@south.example>", TRUE},
	{"Буду в п'ятницю.\nОксана", "Оксана Мельник <o@south.example>", TRUE},
	{"I am away. R.", "Rosa Lund <rosa@south.example>", TRUE},
	/* A full name is what programs sign with, and no name is nobody's. */
	{"I am away.\n\nRosa Lund\n", "Rosa Lund <rosa@south.example>", FALSE},
	{"I am away.\nLee", "Rosa Lund <rosa@south.example>", FALSE},
	{"I am away until rosa", "Rosa Lund <rosa@south.example>", FALSE},
	{"I am away. rosa", "rosa@south.example", TRUE},
	{"Rosa", "Rosa Lund <rosa@south.example>", FALSE},
	{"I am away.\nRosa", "<rosa@south.example>", FALSE},
	{"I am away.\nRosa", NULL, FALSE},
	{"", "Rosa", FALSE},
	{"\n \n...", "", FALSE},
};

START_TEST(knows_how_people_sign)
{
	gboolean found = weigh(letters[_i].text, letters[_i].from).is_signed;

	ck_assert_msg(found == letters[_i].is_signed, "'%s' of %s", letters[_i].text,
		letters[_i].from ? letters[_i].from : "nobody");
}
END_TEST

static const struct {
	const char *text;
	guint bare;
} sentences[] = {
	{"I am on holiday until Monday. In urgent cases call the desk.", 0},
	{"I am on holiday. The blue wool came in a torn bag. I paid for two of them.", 2},
	{"I am on holiday. Lee helps you, 0611 555 0199. Or lee@south.example does it.", 0},
	{"Hello! Many greetings. Bye.", 0},
	{"The wool came. The wool was blue and torn. It was raining cats. It smells of cats. So it "
	 "goes on and on.",
		3},
	{"", 0},
};

START_TEST(counts_what_is_no_part_of_an_answer)
{
	ck_assert_uint_eq(weigh(sentences[_i].text, NULL).bare, sentences[_i].bare);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/automatic_voice");
	TCase *tcase = tcase_create("all");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, knows_how_people_sign, 0, G_N_ELEMENTS(letters));
	tcase_add_loop_test(tcase, counts_what_is_no_part_of_an_answer, 0, G_N_ELEMENTS(sentences));
	suite_add_tcase(suite, tcase);
	return suite;
}
