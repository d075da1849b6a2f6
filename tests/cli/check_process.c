/* SPDX-License-Identifier: MIT */
#include "program.h"

#include <stdlib.h>

#include <rebound/taxonomy.h>

#define NOW     " --now 2026-03-02T09:00:00Z "
#define MAILBOX " $TOP/examples/bounces.mbox "
/* All that a database holds, as text. */
#define DUMP(file)                                                                                                     \
	"$REBOUND suppressions export --state all --format jsonl --db " file NOW ";"                                   \
	"$REBOUND retries list --all --json --db " file ";"

START_TEST(test_main_job)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --trust-source" NOW MAILBOX), 0);
	ck_assert_str_eq(program.err, "");
	ck_assert_ptr_nonnull(strstr(program.out, "68 messages read"));
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions export --format plain" NOW), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "ann.lund@fjord.example\n"));
	ck_assert_ptr_nonnull(strstr(program.out, "ivar@bigmail.example\n"));
	ck_assert_ptr_nonnull(strstr(program.out, "laila@home.example\n"));
	/* The list knows the address before the forward. */
	ck_assert_ptr_nonnull(strstr(program.out, "fredrik@alumni.example\n"));
	ck_assert_ptr_null(strstr(program.out, "fredrik@private.example"));
	/* A sender's, a message's, a network's fault; what is delayed; what is not spam. */
	ck_assert_ptr_null(strstr(program.out, "inga@"));
	ck_assert_ptr_null(strstr(program.out, "ole@"));
	ck_assert_ptr_null(strstr(program.out, "xena@"));
	ck_assert_ptr_null(strstr(program.out, "anja@"));
	ck_assert_ptr_null(strstr(program.out, "knut@"));
	ck_assert_int_eq(program_run(&program, "$REBOUND retries list"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "siri@heath.example"));
	program_clear(&program);
}
END_TEST

/* The summary for monitoring says what the one for people does. */
START_TEST(test_json)
{
	struct program program;

	program_init(&program);
	program_run(&program, "$REBOUND process --json --trust-source" NOW MAILBOX);
	ck_assert_int_eq(program.status, 0);
	ck_assert_uint_eq(count_lines(program.out), 1);
	ck_assert(g_str_has_prefix(program.out, "{\"database\":\"rebound.db\",\"run\":1,\"messages\":68,"
						"\"seen_before\":0,\"kinds\":{\"other\":1,"));
	ck_assert_ptr_nonnull(strstr(program.out, "\"failure\":55}"));
	ck_assert_ptr_nonnull(strstr(program.out, "\"mailbox_unknown\":10,"));
	ck_assert_ptr_nonnull(strstr(program.out, "\"suppressed\":22,\"proposed\":0,\"held\":0,\"known_before\":1,"
						  "\"retries\":16,"));
	ck_assert_ptr_nonnull(strstr(program.out, "\"slowed\":{\"busy.example\":7200,\"cloudmail.example\":7200,"));
	ck_assert_ptr_nonnull(
		strstr(program.out, "{\"reason\":\"auth_failed\",\"said_by\":\"mx.strict.example\",\"count\":2}"));
	program_run(&program, "$REBOUND process --json --dry-run" NOW MAILBOX);
	ck_assert(g_str_has_prefix(program.out, "{\"database\":\"rebound.db\",\"run\":null,\"messages\":68,"
						"\"seen_before\":68,"));
	program_clear(&program);
}
END_TEST

START_TEST(test_again)
{
	struct program program;

	program_init(&program);
	program_run(&program, "$REBOUND process --trust-source" NOW MAILBOX "; sha256sum rebound.db");
	g_autofree char *before = g_strdup(strrchr(program.out, '\n') - 76);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --trust-source" NOW MAILBOX), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "68  seen before"));
	program_run(&program, "sha256sum rebound.db");
	ck_assert_ptr_nonnull(strstr(before, program.out) != NULL ? program.out : NULL);
	/* The same mails in another folder, another shape, other line ends. */
	ck_assert_int_eq(program_run(&program, "mkdir other; sed 's/$/\\r/'" MAILBOX ">other/copy.mbox;"
					       "$REBOUND process" NOW "other/copy.mbox"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "68  seen before"));
	program_clear(&program);
}
END_TEST

START_TEST(test_jobs)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --jobs 1 --db a.db" NOW MAILBOX
					       "&& $REBOUND process --jobs 4 --db b.db" NOW MAILBOX), 0);
	program_run(&program, DUMP("a.db"));
	g_autofree char *one = g_steal_pointer(&program.out);
	program_run(&program, DUMP("b.db"));
	ck_assert_str_eq(one, program.out);
	ck_assert_uint_gt(strlen(one), 1000);
	program_clear(&program);
}
END_TEST

START_TEST(test_dry_run)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --dry-run" NOW MAILBOX), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "a dry run"));
	program_run(&program, "ls");
	ck_assert_str_eq(program.out, "");
	/* What it says is what a run then does. */
	program_run(&program, "$REBOUND process --dry-run --quiet --events a.jsonl" NOW MAILBOX
			      ";$REBOUND process --quiet --events b.jsonl" NOW MAILBOX "; cmp a.jsonl b.jsonl && wc -l <a.jsonl");
	ck_assert_int_eq(program.status, 0);
	ck_assert_int_gt(atoi(program.out), 60);
	program_clear(&program);
}
END_TEST

START_TEST(test_untrusted)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --quiet" NOW MAILBOX), 0);
	program_run(&program, "$REBOUND suppressions export --format plain" NOW);
	ck_assert_str_eq(program.out, "");
	program_run(&program, "$REBOUND suppressions list --state proposed" NOW "| grep -c ^proposed");
	ck_assert_int_gt(atoi(program.out), 10);
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions accept --reason mailbox_unknown" NOW), 0);
	program_run(&program, "$REBOUND suppressions export --format plain" NOW);
	ck_assert_ptr_nonnull(strstr(program.out, "ann.lund@fjord.example\n"));
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions check ann.lund@fjord.example" NOW), 1);
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions remove ann.lund@fjord.example" NOW), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions check ANN.LUND@fjord.example" NOW), 0);
	program_clear(&program);
}
END_TEST

START_TEST(test_undo)
{
	struct program program;

	program_init(&program);
	program_run(&program, "$REBOUND process --quiet --trust-source" NOW MAILBOX);
	ck_assert_int_eq(program_run(&program, "$REBOUND undo --last" NOW), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "Undone (--run 1), as change 1:\n"));
	program_run(&program, "$REBOUND suppressions export --format plain" NOW "; $REBOUND retries list --json");
	ck_assert_str_eq(program.out, "");
	/* Then it can be done again. */
	program_run(&program, "$REBOUND process --trust-source" NOW MAILBOX);
	ck_assert_ptr_null(strstr(program.out, "seen before"));
	program_run(&program, "$REBOUND suppressions export --format plain" NOW);
	ck_assert_ptr_nonnull(strstr(program.out, "ann.lund@fjord.example\n"));
	program_clear(&program);
}
END_TEST

START_TEST(test_clean)
{
	struct program program;

	program_init(&program);
	program_run(&program, "$REBOUND process --quiet --trust-source" NOW MAILBOX);
	ck_assert_int_eq(program_run(&program, "$REBOUND clean --quiet --removed gone.csv" NOW "$TOP/examples/contacts.csv"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "4,Leif Cape,leif@cape.example,2021-06-09\n"));
	ck_assert_ptr_nonnull(strstr(program.out, "7,Inga Keen,inga@keen.example"));
	ck_assert_ptr_null(strstr(program.out, "Ann Lund"));
	/* The list writes an address in another case than the bounce. */
	ck_assert_ptr_null(strstr(program.out, "Steel"));
	program_run(&program, "cat gone.csv");
	ck_assert_ptr_nonnull(strstr(program.out, "1,Ann Lund,ann.lund@fjord.example,2019-04-02,mailbox_unknown,"));
	program_clear(&program);
}
END_TEST

START_TEST(test_maildir)
{
	struct program program;

	program_init(&program);
	program_run(&program, "mkdir -p box/new box/cur box/tmp;"
			      "for i in 1 2 3; do printf 'Return-Path: <>\\nFrom: MAILER-DAEMON@mx.example\\n"
			      "Subject: failure notice\\n\\nHi. This is the qmail-send program at mx.example.\\n\\n"
			      "<user%s@example.org>:\\n550 5.1.1 no such user\\n\\n--- Below this line is a copy of the message.\\n' $i >box/new/10$i.a;"
			      "done; echo half >box/tmp/1; cp -r box before");
	ck_assert_int_eq(program_run(&program, "$REBOUND process --quiet box && diff -r box before"), 0);
	ck_assert_int_eq(program_run(&program, "$REBOUND process --quiet --db x.db --move box && ls box/new box/cur box/tmp"), 0);
	ck_assert_str_eq(program.out, "box/cur:\n101.a:2,S\n102.a:2,S\n103.a:2,S\n\nbox/new:\n\nbox/tmp:\n1\n");
	program_clear(&program);
}
END_TEST

START_TEST(test_standard_input)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, "$REBOUND parse - <$TOP/examples/bounces.mbox | wc -l"), 0);
	ck_assert_int_eq(atoi(program.out), 68);
	ck_assert_int_eq(program_run(&program, "cat" MAILBOX "| $REBOUND process" NOW "-"), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "68 messages read"));
	ck_assert_int_eq(program_run(&program, "$REBOUND parse" MAILBOX "| head -1 >o; grep -c '\"index\":0' o"), 0);
	ck_assert_str_eq(program.err, "");
	program_clear(&program);
}
END_TEST

/* The example mailbox holds every kind of a message and every reason. */
START_TEST(test_example_is_complete)
{
	struct program program;

	program_init(&program);
	program_run(&program, "$REBOUND parse" MAILBOX);
	for (int reason = REBOUND_REASON_NONE + 1; reason < REBOUND_REASON_COUNT; reason++) {
		g_autofree char *key = g_strdup_printf("\"reason\":\"%s\"", rebound_reason_name((enum rebound_reason)reason));

		ck_assert_msg(strstr(program.out, key) != NULL, "no mail has %s", key);
	}
	for (int kind = 0; kind < REBOUND_KIND_COUNT; kind++) {
		g_autofree char *key = g_strdup_printf("\"kind\":\"%s\",\"format\"", rebound_kind_name((enum rebound_kind)kind));

		ck_assert_msg(kind == REBOUND_KIND_INFORMATION || strstr(program.out, key) != NULL, "no mail has %s", key);
	}
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("process");
	TCase *tcase = tcase_create("program");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_main_job);
	tcase_add_test(tcase, test_json);
	tcase_add_test(tcase, test_again);
	tcase_add_test(tcase, test_jobs);
	tcase_add_test(tcase, test_dry_run);
	tcase_add_test(tcase, test_untrusted);
	tcase_add_test(tcase, test_undo);
	tcase_add_test(tcase, test_clean);
	tcase_add_test(tcase, test_maildir);
	tcase_add_test(tcase, test_standard_input);
	tcase_add_test(tcase, test_example_is_complete);
	suite_add_tcase(suite, tcase);
	return suite;
}
