/* SPDX-License-Identifier: MIT */
#include "hostile.h"

#include "../process/crash_help.h"
#include "core/base/limits.h"

/*
 * A worker that a mail has taken over says what it likes. Only that mail is lost by it, whatever
 * the parent is told, and the parent's memory stays bounded.
 */

enum { MAILS = 60, TAKEN = 17 };

static void make_box(const struct program *program)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < MAILS; i++) {
		crash_append_mbox(text, i);
		if (i == TAKEN)
			g_string_append(text, "From x Tue Mar  3 04:05:06 2026\nFrom: a@b.example\n"
					      "Subject: TAKEN\n\nhello\n\n");
	}
	program_write(program, "box.mbox", text->str);
}

static void check_rest(struct program *program)
{
	program_run(program, "$REBOUND check-db");
	ck_assert_int_eq(program->status, 0);
	program_run(program, "$REBOUND suppressions export --state all --format plain | sort");
}

/* ---- what it says ---- */

static const struct {
	const char *says; /* as the worker's hook reads it */
	const char *told; /* to people, of the mail */
} words[] = {
	{"refused", "reading it confused the worker, twice"},
	{"ready", "reading it confused the worker, twice"},
	{"0", "reading it gave no report that makes sense"},
	{"100", "reading it gave no report that makes sense"},
	{"9000000", "reading it confused the worker, twice"},
};

START_TEST(only_the_mail_is_lost)
{
	struct program program;

	crash_init(&program);
	make_box(&program);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --trust-source --rules rules.lua "
					       "--jobs 2 " CRASH_NOW " --db whole.db box.mbox"),
		0);
	program_run(&program,
		"$REBOUND suppressions export --state all --format plain --db whole.db | sort");
	g_autofree char *wanted = g_strdup(program.out);
	g_autofree char *line = g_strdup_printf(
		"REBOUND_TEST_TAKEN=TAKEN REBOUND_TEST_SAYS=%s \"$REBOUND\" process --trust-source "
		"--rules rules.lua --jobs 2 " CRASH_NOW " box.mbox",
		words[_i].says);
	program_run(&program, line);
	ck_assert_msg(program.status == 0, "%d: %s", program.status, program.err);
	g_autofree char *told = g_strdup_printf(
		"box.mbox, message %d: put into quarantine: %s\n", TAKEN + 1, words[_i].told);
	ck_assert_msg(strstr(program.err, told) != NULL, "%s, want %s", program.err, told);
	ck_assert_msg(strstr(program.out, "61 messages read") != NULL, "%s", program.out);
	check_rest(&program);
	ck_assert_str_eq(program.out, wanted);
	ck_assert_uint_ge(count_lines(program.out), 10);
	/* It is not tried again. */
	program_run(&program, "$REBOUND process --rules rules.lua " CRASH_NOW " box.mbox");
	ck_assert_int_eq(program.status, 0);
	ck_assert_str_eq(program.err, "");
	program_clear(&program);
}
END_TEST

/* A byte now and then is no sign of work. It takes 20 s. */
START_TEST(drops_keep_nobody_waiting)
{
	struct program program;

	if (!crash_is_long())
		return;
	crash_init(&program);
	make_box(&program);
	program_run(&program,
		"REBOUND_TEST_TAKEN=TAKEN REBOUND_TEST_SAYS=drops \"$REBOUND\" process "
		"--rules rules.lua --jobs 2 box.mbox");
	ck_assert_int_eq(program.status, 0);
	ck_assert_msg(strstr(program.err, "took more than 10 s, twice") != NULL, "%s", program.err);
	program_clear(&program);
}
END_TEST

/* ---- how much it says ---- */

/* While the first mail keeps its worker busy, another worker answers with megabytes for each of its
 * own. Held all together they would be 400 MB. */
START_TEST(memory_is_bounded)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct program program;

	crash_init(&program);
	for (guint i = 0; i < 120; i++)
		g_string_append_printf(text,
			"From x Tue Mar  3 04:05:06 2026\nFrom: a@b.example\nSubject: %s\n\n%u\n\n",
			i == 0	 ? "HANG"
			: i < 20 ? "hello"
				 : "TAKEN",
			i);
	program_write(&program, "box.mbox", text->str);
	g_setenv("REBOUND_TEST_HANG", "HANG", TRUE);
	g_setenv("REBOUND_TEST_TAKEN", "TAKEN", TRUE);
	g_setenv("REBOUND_TEST_SAYS", "4000000", TRUE);
	struct hostile_cost cost =
		hostile_run(&program, "process --rules rules.lua --jobs 2 box.mbox");
	g_unsetenv("REBOUND_TEST_HANG");
	g_unsetenv("REBOUND_TEST_TAKEN");
	g_unsetenv("REBOUND_TEST_SAYS");
	ck_assert_msg(program.status == 0, "%d: %s", program.status, program.err);
	ck_assert_msg(strstr(program.out, "120 messages read") != NULL, "%s", program.out);
	ck_assert_msg(strstr(program.out, "101  in quarantine") != NULL, "%s", program.out);
	ck_assert_msg(cost.kilobytes <= HOSTILE_KILOBYTES, "%ld kB", cost.kilobytes);
	program_clear(&program);
}
END_TEST

/* Ten thousand recipients share a few strings, of which a copy for each would be gigabytes. */
START_TEST(shared_strings_are_not_multiplied)
{
	struct program program;

	crash_init(&program);
	program_write(&program, "mail", "From: a@b.example\nSubject: TAKEN\n\nhello\n");
	g_setenv("REBOUND_TEST_TAKEN", "TAKEN", TRUE);
	g_setenv("REBOUND_TEST_SAYS", "same", TRUE);
	struct hostile_cost cost =
		hostile_run(&program, "process --rules rules.lua --jobs 1 --events events mail");
	g_unsetenv("REBOUND_TEST_TAKEN");
	g_unsetenv("REBOUND_TEST_SAYS");
	ck_assert_msg(program.status == 0, "%d: %s", program.status, program.err);
	ck_assert_msg(strstr(program.out, "1 message read") != NULL, "%s", program.out);
	ck_assert_msg(cost.kilobytes <= HOSTILE_KILOBYTES, "%ld kB", cost.kilobytes);
	check_rest(&program);
	ck_assert_str_eq(program.out, "");
	program_clear(&program);
}
END_TEST

/* ---- what scripts say ---- */

/* A failure that quotes its mail is a new one each time: neither memory nor the terminal is filled.
 */
START_TEST(failures_of_scripts_are_bounded)
{
	struct program program;

	crash_init(&program);
	crash_make_mbox(&program, "box.mbox", REBOUND_LIMIT_SCRIPT_ERRORS + 20);
	program_write(&program, "rules.lua",
		"rule \"odd\" { check = function(bounce) error(bounce.original.message_id) end, "
		"reason = "
		"\"mailbox_unknown\", says = { \"no such user\", \"mailbox full\", \"try again "
		"later\" } }\n");
	ck_assert_int_eq(program_run(&program, "$REBOUND process --rules rules.lua --jobs 1 "
					       "box.mbox"),
		0);
	ck_assert_msg(count_lines(program.err) == REBOUND_LIMIT_SCRIPT_ERRORS + 1, "%u: %.300s",
		count_lines(program.err), program.err);
	ck_assert_ptr_nonnull(strstr(program.err, "no more of them are told\n"));
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("takeover");
	TCase *tcase = tcase_create("takeover");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, only_the_mail_is_lost, 0, G_N_ELEMENTS(words));
	tcase_add_test(tcase, drops_keep_nobody_waiting);
	tcase_add_test(tcase, memory_is_bounded);
	tcase_add_test(tcase, shared_strings_are_not_multiplied);
	tcase_add_test(tcase, failures_of_scripts_are_bounded);
	suite_add_tcase(suite, tcase);
	return suite;
}
