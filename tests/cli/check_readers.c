/* SPDX-License-Identifier: MIT */
#include "program.h"

/* A user's reader, as the commands run it: in process, and in a worker that opens no file. */

#define MAIL                                                                                       \
	"Return-Path: <>\nFrom: MAILER-DAEMON@mx.north.test\nTo: me@south.test\n"                  \
	"Subject: Undelivered mail\nMessage-ID: <1@mx.north.test>\n\n"                             \
	"The Glade mailer gives back your mail.\nNot delivered: ann@north.test, room 7\n"
#define READER(body)                                                                               \
	"reader \"glade\" { signs = \"glade mailer\", read = function(mail) " body " end }\n"      \
	"use \"all\"\n"

static struct program program;

static void set_up(void)
{
	program_init(&program);
	program_write(&program, "mail.eml", MAIL);
}

static void tear_down(void)
{
	program_clear(&program);
}

START_TEST(test_commands_use_it)
{
	static const char *const commands[] = {
		"$REBOUND parse --rules mine.lua mail.eml",
		"$REBOUND process --rules mine.lua --events /dev/stdout --quiet mail.eml",
		"$REBOUND process --rules mine.lua --db b.db --events /dev/stdout mail.eml",
		"$REBOUND explain --rules mine.lua mail.eml",
	};

	program_write(&program, "mine.lua",
		READER("return { { address = \"ann@north.test\", text = \"552 mailbox full\" } }"));
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		ck_assert_msg(program_run(&program, commands[i]) == 0, "%s", program.err);
		ck_assert_msg(strstr(program.out, "mailbox_full") != NULL, "%s: %s", commands[i],
			program.out);
	}
}
END_TEST

START_TEST(test_failures_are_told)
{
	static const char *const commands[] = {
		"$REBOUND parse --rules mine.lua mail.eml",
		"$REBOUND process --rules mine.lua --quiet mail.eml",
	};

	program_write(&program, "mine.lua", READER("return nobody.here"));
	for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
		ck_assert_int_eq(program_run(&program, commands[i]), 0);
		ck_assert_msg(strstr(program.err, "mine.lua:1:") != NULL, "%s: %s", commands[i],
			program.err);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("readers of a rule file");
	TCase *all = tcase_create("all");

	tcase_set_timeout(all, 60);
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_test(all, test_commands_use_it);
	tcase_add_test(all, test_failures_are_told);
	suite_add_tcase(suite, all);
	return suite;
}
