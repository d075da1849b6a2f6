/* SPDX-License-Identifier: MIT */
#include "program.h"

#define README	     REBOUND_SOURCE_DIR "/rules/README.md"
#define BLOCK_BEGIN  "```lua\n"
#define BLOCK_END    "```"
#define REFERENCE    "<!-- reference -->\n"
#define WORKED_CARDS 10

static struct program program;
static char *readme;

static void setup(void)
{
	program_init(&program);
	ck_assert(g_file_get_contents(README, &readme, NULL, NULL));
}

static void teardown(void)
{
	program_clear(&program);
	g_clear_pointer(&readme, g_free);
}

/* Each worked card is a whole rule file, and a good one. */
START_TEST(test_cards)
{
	guint count = 0;

	for (const char *at = strstr(readme, BLOCK_BEGIN); at != NULL;
		at = strstr(at, BLOCK_BEGIN)) {
		const char *start = at + strlen(BLOCK_BEGIN);
		const char *end = strstr(start, BLOCK_END);

		ck_assert_ptr_nonnull(end);
		g_autofree char *card = g_strndup(start, (gsize)(end - start));
		program_write(&program, "card.lua", card);
		ck_assert_msg(program_run(&program, "$REBOUND test --lint card.lua") == 0,
			"%s%s\n%s", program.out, program.err, card);
		ck_assert_msg(strstr(card, "yes ") != NULL, "no example: %s", card);
		at = end;
		count++;
	}
	ck_assert_uint_ge(count, WORKED_CARDS);
}
END_TEST

START_TEST(test_reference)
{
	const char *reference = strstr(readme, REFERENCE);

	ck_assert_ptr_nonnull(reference);
	ck_assert_int_eq(program_run(&program, "$REBOUND test --reference"), 0);
	ck_assert_msg(strcmp(reference + strlen(REFERENCE), program.out) == 0,
		"the reference in rules/README.md is not what `rebound test --reference` prints");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("rules_readme");
	TCase *tcase = tcase_create("rules_readme");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_cards);
	tcase_add_test(tcase, test_reference);
	suite_add_tcase(suite, tcase);
	return suite;
}
