/* SPDX-License-Identifier: MIT */
#include "program.h"

#include <sysexits.h>

static struct program program;

static void setup(void)
{
	program_init(&program);
	program_write(&program, "mine.lua",
		"rule \"door\" { says = \"door is shut\", reason = \"mailbox_disabled\",\n"
		"    yes = \"550 the door is shut\" }\n"
		"rule \"hall\" { says = \"hall is full\", reason = \"mailbox_full\",\n"
		"    yes = \"452 the hall is full\" }\n");
}

static void teardown(void)
{
	program_clear(&program);
}

START_TEST(test_right)
{
	program_write(&program, "table.tsv",
		"# a table\n\n"
		"book\t550 the door is shut\tfailure\tpermanent\tmailbox_disabled\tsuppress\n"
		"book\t452 the hall is full\t-\t-\tmailbox_disabled|mailbox_full\tretry\n"
		"book\t250 fine\tsuccess\tNone\t-\tnone\n");
	ck_assert_int_eq(program_run(&program, "$REBOUND test --cases table.tsv mine.lua"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "3 rows passed, 0 failed"));
	ck_assert_ptr_nonnull(
		strstr(program.out, "\nmailbox_full                 1      1        0  \n"));
}
END_TEST

START_TEST(test_wrong)
{
	program_write(&program, "table.tsv",
		"book\t550 the door is shut\tfailure\tpermanent\tmailbox_full\tretry\r\n"
		"book\t452 the hall is full\tfailure\ttemporary\tmailbox_full\tretry\n");
	ck_assert_int_eq(
		program_run(&program, "$REBOUND test --cases table.tsv mine.lua"), EX_DATAERR);
	ck_assert_ptr_nonnull(strstr(program.out,
		"550 the door is shut\n    reason mailbox_disabled, want mailbox_full; advice "
		"suppress, want retry (door at mine.lua:1)\n"));
	ck_assert_ptr_nonnull(strstr(program.out,
		"\nmailbox_full                 2      1        0  mailbox_disabled 1\n"));
	ck_assert_ptr_nonnull(
		strstr(program.out, "\nmailbox_disabled             0      0        1  \n"));
	ck_assert_ptr_nonnull(strstr(program.out, "1 row passed, 1 failed"));
}
END_TEST

START_TEST(test_no_table)
{
	program_write(&program, "table.tsv", "book\t550 the door is shut\tfailure\n");
	ck_assert_int_eq(
		program_run(&program, "$REBOUND test --cases table.tsv mine.lua"), EX_DATAERR);
	ck_assert_ptr_nonnull(strstr(program.err, "table.tsv:1: a row needs six columns"));
	ck_assert_int_eq(
		program_run(&program, "$REBOUND test --cases none.tsv mine.lua"), EX_NOINPUT);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("cases");
	TCase *tcase = tcase_create("cases");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_right);
	tcase_add_test(tcase, test_wrong);
	tcase_add_test(tcase, test_no_table);
	suite_add_tcase(suite, tcase);
	return suite;
}
