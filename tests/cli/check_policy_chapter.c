/* SPDX-License-Identifier: MIT */
#include "program.h"

#define CHAPTER	    REBOUND_SOURCE_DIR "/rules/POLICY.md"
#define BLOCK_BEGIN "```lua\n"
#define BLOCK_END   "```"

static struct program program;
static char *chapter;

static void setup(void)
{
	program_init(&program);
	ck_assert(g_file_get_contents(CHAPTER, &chapter, NULL, NULL));
}

static void teardown(void)
{
	program_clear(&program);
	g_clear_pointer(&chapter, g_free);
}

/* Each example is a whole policy, and runs over the example mailbox without a word of complaint. */
START_TEST(examples_run)
{
	guint count = 0;

	for (const char *at = strstr(chapter, BLOCK_BEGIN); at != NULL;
		at = strstr(at, BLOCK_BEGIN)) {
		const char *start = at + strlen(BLOCK_BEGIN);
		const char *end = strstr(start, BLOCK_END);

		ck_assert_ptr_nonnull(end);
		g_autofree char *policy = g_strndup(start, (gsize)(end - start));
		program_write(&program, "mine.lua", policy);
		ck_assert_msg(
			program_run(&program, "$REBOUND process -q -j 1 --dry-run --trust-source "
					      "--now 2026-03-05T00:00:00Z -p mine.lua "
					      "$TOP/examples/bounces.mbox") == 0,
			"%s%s\n%s", program.out, program.err, policy);
		ck_assert_msg(program.err[0] == '\0', "%s\n%s", program.err, policy);
		at = end;
		count++;
	}
	ck_assert_uint_ge(count, 8);
}
END_TEST

/* Each field that the chapter names is one. */
START_TEST(fields_are_there)
{
	const char *begin = strstr(chapter, "<!-- event -->"),
		   *end = strstr(chapter, "<!-- /event -->");
	g_autoptr(GString) policy = g_string_new("action \"all\" { run = function(event)\n");
	guint count = 0;

	ck_assert(begin != NULL && end != NULL);
	for (const char *at = strchr(begin, '`'); at != NULL && at < end; at = strchr(at, '`')) {
		const char *close = strchr(at + 1, '`');

		ck_assert_ptr_nonnull(close);
		g_string_append_printf(
			policy, "local _ = event.%.*s\n", (int)(close - at - 1), at + 1);
		at = close + 1;
		count++;
	}
	ck_assert_uint_ge(count, 19);
	g_string_append(policy, "end }\npolicy \"failure\" { action = \"all\" }\n");
	program_write(&program, "mine.lua", policy->str);
	ck_assert_int_eq(program_run(&program, "$REBOUND process -q -j 1 --dry-run -p mine.lua "
					       "$TOP/examples/bounces.mbox"),
		0);
	ck_assert_str_eq(program.err, "");
}
END_TEST

/* The message that the chapter shows is the one that the program prints. */
START_TEST(a_mistake_is_told_as_shown)
{
	program_write(&program, "mine.lua",
		"settings {\n\town_domains = { \"lists.example.com\" },\n}\n\n\n"
		"policy \"mailbox_full\" {\n\tretry { \"1d\", \"3d\", \"7d\" },\n"
		"\tsuppress { ofter = 8, over = \"60d\" },\n}\n");
	program_run(&program, "$REBOUND process -p mine.lua $TOP/examples/bounces.mbox");
	g_strchomp(program.err);
	const char *message = strstr(program.err, "mine.lua:8");
	ck_assert_msg(message != NULL && strstr(chapter, message) != NULL, "%s", program.err);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("policy_chapter");
	TCase *tcase = tcase_create("policy_chapter");

	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, examples_run);
	tcase_add_test(tcase, fields_are_there);
	tcase_add_test(tcase, a_mistake_is_told_as_shown);
	suite_add_tcase(suite, tcase);
	return suite;
}
