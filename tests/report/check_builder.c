/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "built_report.h"
#include "describe_report.h"

static struct rebound_recipient *add(const char *address)
{
	struct rebound_recipient *recipient = rebound_builder_recipient(&builder);
	rebound_builder_set_address(&builder, recipient, address, strlen(address));
	return recipient;
}

static void check_finished(const char *expected)
{
	rebound_builder_finish(&builder);
	g_autofree char *line = describe_report(builder.report);
	ck_assert_str_eq(line, expected);
}

/** What Action, Status, diagnostic and an earlier kind make together. */
struct row {
	const char *action;
	struct rebound_status field;
	const char *text;
	enum rebound_kind before;
	const char *expected;
};

static const struct row rows[] = {
	{NULL, {0}, NULL, REBOUND_KIND_OTHER, "failure z@n.test - - 0 - |"},
	{NULL, {0}, "550 5.1.1 gone", REBOUND_KIND_OTHER, "failure z@n.test - 5.1.1 550 - |"},
	{NULL, {0}, "451 4.4.1 later", REBOUND_KIND_OTHER, "failure z@n.test - 4.4.1 451 - |"},
	{NULL, {0}, "451 4.4.1 later", REBOUND_KIND_DELAY, "delay z@n.test - 4.4.1 451 - |"},
	{NULL, {0}, "554 4.4.7 too old", REBOUND_KIND_OTHER,
		"failure z@n.test - 4.4.7 554 - | class-conflict"},
	{"failed", {4, 4, 7}, "554 4.4.7 too old.<421 4.4.2 no answer>", REBOUND_KIND_OTHER,
		"failure z@n.test - 4.4.2 421 failed | class-conflict"},
	{"failed", {4, 4, 7}, "554 4.4.7 too old [LED=450 4.7.1 wait]", REBOUND_KIND_OTHER,
		"failure z@n.test - 4.7.1 450 failed | class-conflict"},
	{"failed", {4, 4, 7}, "554 4.4.7 too old: 440 tries in 421 4.4 hours <441 lines>",
		REBOUND_KIND_OTHER, "failure z@n.test - 4.4.7 554 failed | class-conflict"},
	{"failed", {5, 1, 1}, "550 5.1.1 gone <421 4.4.2 no answer>", REBOUND_KIND_OTHER,
		"failure z@n.test - 5.1.1 550 failed |"},
	{"failed", {5, 4, 7}, "421 busy", REBOUND_KIND_OTHER,
		"failure z@n.test - 5.4.7 421 failed | class-conflict"},
	{"failed", {5, 2, 1}, "550 5.0.0 off", REBOUND_KIND_OTHER,
		"failure z@n.test - 5.2.1 550 failed |"},
	{"relayed", {2, 0, 0}, NULL, REBOUND_KIND_OTHER, "success z@n.test - 2.0.0 0 relayed |"},
	{"expanded", {2, 0, 0}, NULL, REBOUND_KIND_OTHER, "success z@n.test - 2.0.0 0 expanded |"},
	{"tossed", {5, 1, 1}, NULL, REBOUND_KIND_OTHER,
		"failure z@n.test - 5.1.1 0 tossed | action-unknown"},
	{"tossed", {5, 1, 1}, "450 4.1.1 wait", REBOUND_KIND_OTHER,
		"delay z@n.test - 4.1.1 450 tossed | action-unknown class-conflict"},
};

START_TEST(reconciles)
{
	const struct row *row = &rows[_i];
	struct rebound_recipient *recipient = add("z@n.test");
	recipient->action = row->action;
	recipient->status_field = row->field;
	recipient->kind = row->before;
	if (row->text)
		rebound_builder_set_text(&builder, recipient, row->text, strlen(row->text));
	rebound_builder_reconcile(&builder, recipient);
	check_finished(row->expected);
}
END_TEST

START_TEST(takes_command_and_host_from_text)
{
	static const char text[] = "host mx.n.test[192.0.2.3] said: 550 5.1.1 no such user\n"
				   "    (in reply to RCPT TO command)";
	struct rebound_recipient *recipient = add("z@n.test");
	rebound_builder_set_text(&builder, recipient, text, strlen(text));
	ck_assert_str_eq(recipient->command, "RCPT");
	ck_assert_str_eq(recipient->remote_mta, "mx.n.test");
	ck_assert_int_eq(recipient->reply, 550);
	ck_assert_ptr_null(strchr(recipient->text, '\n'));
}
END_TEST

START_TEST(what_is_known_stands)
{
	struct rebound_recipient *recipient = add("z@n.test");
	recipient->remote_mta = "first.test";
	recipient->command = "DATA";
	recipient->reply = 552;
	static const char text[] =
		"host mx.n.test[192.0.2.3] said: 550 5.1.1 no (in reply to RCPT TO)";
	rebound_builder_set_text(&builder, recipient, text, strlen(text));
	ck_assert_str_eq(recipient->remote_mta, "first.test");
	ck_assert_str_eq(recipient->command, "DATA");
	ck_assert_int_eq(recipient->reply, 552);
}
END_TEST

START_TEST(one_recipient_once)
{
	struct rebound_recipient *first = add("zoe@n.test");
	first->kind = REBOUND_KIND_FAILURE;
	first->action = "failed";
	struct rebound_recipient *second = add("ZOE@N.test");
	second->kind = REBOUND_KIND_FAILURE;
	rebound_builder_set_text(&builder, second, "550 5.1.1 gone", 14);
	rebound_builder_reconcile(&builder, second);
	add("kim@n.test")->kind = REBOUND_KIND_DELAY;
	check_finished("failure ZOE@N.test - 5.1.1 550 failed; delay kim@n.test - - 0 - |");
	ck_assert_int_eq(builder.report->kind, REBOUND_KIND_FAILURE);
}
END_TEST

START_TEST(success_and_failure_stay_apart)
{
	add("zoe@n.test")->kind = REBOUND_KIND_SUCCESS;
	add("zoe@n.test")->kind = REBOUND_KIND_FAILURE;
	check_finished("success zoe@n.test - - 0 -; failure zoe@n.test - - 0 - |");
}
END_TEST

START_TEST(nested_recipients_make_no_kind)
{
	struct rebound_recipient *recipient = add("zoe@n.test");
	recipient->kind = REBOUND_KIND_FAILURE;
	recipient->nested = TRUE;
	check_finished("nested failure zoe@n.test - - 0 - |");
	ck_assert_int_eq(builder.report->kind, REBOUND_KIND_OTHER);
}
END_TEST

START_TEST(faults_are_sorted_and_once)
{
	rebound_builder_fault(&builder, "b-two");
	rebound_builder_fault(&builder, "a-one");
	rebound_builder_fault(&builder, "b-two");
	check_finished(" | a-one b-two");
}
END_TEST

START_TEST(text_is_made_safe)
{
	static const char text[] = "a\x1b[1m\r\n\tb\0c\xff";
	const char *line = rebound_builder_line(&builder, text, sizeof text - 1);
	ck_assert(g_utf8_validate(line, -1, NULL));
	ck_assert_ptr_null(strpbrk(line, "\x1b\r\n\t"));
	ck_assert_ptr_null(rebound_builder_line(&builder, " \r\n ", 4));
	ck_assert_ptr_null(rebound_builder_line(&builder, NULL, 0));
}
END_TEST

START_TEST(starts_anew)
{
	add("zoe@n.test");
	rebound_builder_fault(&builder, "a-one");
	rebound_builder_start(&builder, arena);
	check_finished(" |");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/builder");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_add_loop_test(all, reconciles, 0, G_N_ELEMENTS(rows));
	tcase_add_test(all, takes_command_and_host_from_text);
	tcase_add_test(all, what_is_known_stands);
	tcase_add_test(all, one_recipient_once);
	tcase_add_test(all, success_and_failure_stay_apart);
	tcase_add_test(all, nested_recipients_make_no_kind);
	tcase_add_test(all, faults_are_sorted_and_once);
	tcase_add_test(all, text_is_made_safe);
	tcase_add_test(all, starts_anew);
	suite_add_tcase(suite, all);
	return suite;
}
