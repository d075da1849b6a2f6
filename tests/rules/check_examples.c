/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>

#include "core/rules/examples.h"
#include "rules/support.h"

static const char *message(const struct rebound_example_result *result, guint i)
{
	return i < result->messages->len ? g_ptr_array_index(result->messages, i) : NULL;
}

/* Cards, how many examples they have, and the first of the complaints. */
static const struct {
	const char *text;
	guint run, failed;
	const char *message;
} examples[] = {
	{"rule 'a' { says = 'no such user', reason = 'mailbox_unknown', yes = '550 5.1.1 No such user',\n"
	 "  no = { '552 5.2.2 mailbox full', '550 no such users' } }",
		3, 0, NULL},
	{"rule 'a' { says = 'no such user', reason = 'mailbox_unknown' }", 0, 0, NULL},
	{"rule 'a' { says = 'no such user', reason = 'mailbox_unknown', yes = '550 no such mailbox' }", 1, 1,
		"mine.lua:1: rule 'a': no rule holds for '550 no such mailbox' (read as failure)"},
	{"rule 'a' { says = 'no such user', reason = 'mailbox_unknown', yes = '250 2.1.5 no such user' }", 1, 1,
		"mine.lua:1: rule 'a': no rule holds for '250 2.1.5 no such user' (read as success)"},
	{"rule 'a' { says = 'no such user', reason = 'mailbox_unknown', no = { '550 No such user here' } }", 1, 1,
		"mine.lua:1: rule 'a': it holds for '550 No such user here', on 'No such user', but must not"},
	{"rule 'a' { says = 'no such', reason = 'mailbox_unknown' }\n"
	 "rule 'b' { says = 'no such user', reason = 'mailbox_unknown', yes = { '550 no such user' } }",
		1, 1,
		"mine.lua:2: rule 'b': '550 no such user' is caught earlier by rule 'a' at mine.lua:1, on 'no such'"},
	{"rule 'a' { reply = 550, reason = 'mailbox_unknown' }\n"
	 "rule 'b' { says = 'no such user', reason = 'mailbox_unknown', yes = { '550 no mailbox' } }",
		1, 1, "mine.lua:2: rule 'b': it does not hold for '550 no mailbox'; rule 'a' at mine.lua:1 does"},
	{"rule 'a' { says = 'no such user', reason = 'mailbox_unknown', yes = { 'not-there.eml' } }", 1, 1,
		"mine.lua:1: rule 'a': the example 'not-there.eml' can't be read: not-there.eml: No such file or directory"},
	{"rule 'a' { says = 'no such user', reason = 'mailbox_unknown', yes = { '../x.eml' } }", 1, 1,
		"mine.lua:1: rule 'a': the example '../x.eml' can't be read: '../x.eml' must lie beside"},
	{"rule 'a' { check = function() error('oh') end, reason = 'mailbox_unknown', no = { '550 x' } }", 1, 1,
		"mine.lua:1: rule 'a': a check failed on '550 x': mine.lua:1: oh"},
	{"rule 'a' { says = 'try\\nagain', reason = 'mailbox_unknown', yes = { 'x\\n\\27y' } }", 1, 1,
		"mine.lua:1: rule 'a': no rule holds for 'x \xef\xbf\xbdy' (read as failure)"},
};

START_TEST(an_example)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(examples[_i].text);
	struct rebound_example_result result;

	rebound_examples_run(ruleset, &result);
	ck_assert_msg(result.failed == examples[_i].failed && result.run == examples[_i].run, "%u of %u failed: %s",
		result.failed, result.run, message(&result, 0));
	ck_assert_uint_eq(result.messages->len, result.failed);
	if (examples[_i].message != NULL)
		ck_assert_msg(g_str_has_prefix(message(&result, 0), examples[_i].message), "%s", message(&result, 0));
	rebound_example_result_clear(&result);
}
END_TEST

static const char mail[] = "From: mailer-daemon@mx.example.org\nTo: bob@example.com\n"
			   "Subject: Undelivered\nMIME-Version: 1.0\n"
			   "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
			   "--b\nContent-Type: text/plain\n\nSorry.\n"
			   "--b\nContent-Type: message/delivery-status\n\n"
			   "Reporting-MTA: dns; mx.example.org\n\n"
			   "Final-Recipient: rfc822; ann@example.org\nAction: failed\nStatus: 5.2.2\n"
			   "Diagnostic-Code: smtp; 552 5.2.2 The cupboard is full\n\n--b--\n";

START_TEST(a_mail_as_example)
{
	g_autofree char *folder = g_dir_make_tmp("rebound-examples-XXXXXX", NULL);
	g_autofree char *rules = g_build_filename(folder, "mine.lua", NULL);
	g_autofree char *path = g_build_filename(folder, "full.eml", NULL);
	g_autoptr(GError) error = NULL;
	struct rebound_example_result result;

	ck_assert(g_file_set_contents(path, mail, -1, NULL));
	ck_assert(g_file_set_contents(rules,
		"rule 'a' { says = 'cupboard is full', reason = 'mailbox_full', yes = { './full.eml' } }\n"
		"rule 'b' { status = '5.1.1', reason = 'mailbox_unknown', no = { 'full.eml' } }\n"
		"rule 'c' { status = '5.2.2', reason = 'mailbox_full', no = { 'full.eml' } }\n",
		-1, NULL));
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load(rules, &error);
	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "" : error->message);
	rebound_examples_run(ruleset, &result);
	ck_assert_uint_eq(result.run, 3);
	ck_assert_msg(result.failed == 1, "%s", message(&result, 0));
	ck_assert_msg(strstr(message(&result, 0), "mine.lua:3: rule 'c': it holds for 'full.eml'") != NULL, "%s",
		message(&result, 0));
	rebound_example_result_clear(&result);
	g_unlink(rules);
	g_unlink(path);
	g_rmdir(folder);
}
END_TEST

#define YES ", reason = 'expired', yes = 'x' }\n"

/* Cards, and the remarks on them. */
static const struct {
	const char *text;
	const char *messages[3];
} lints[] = {
	{"rule 'a' { says = 'no such user'" YES, {NULL}},
	{"rule 'a' { says = 'no such user', reason = 'expired' }",
		{"mine.lua:1: rule 'a' has no example; give it yes = { \"a line that it is for\" }", NULL}},
	{"rule 'a' { says = { 'ab', 'rbl' }" YES, {"mine.lua:1: rule 'a' says 'ab', which is too short to be safe", NULL}},
	{"rule 'a' { says = 'rbl*'" YES, {"mine.lua:1: rule 'a' says 'rbl*', which is too short to be safe", NULL}},
	{"rule 'a' { says = '550 5.1.1'" YES,
		{"mine.lua:1: rule 'a' says '550 5.1.1', which is a code and no text; write status or reply", NULL}},
	{"rule 'a' { says = { 'No such  user', 'no such user' }" YES, {"mine.lua:1: rule 'a' says 'no such user' twice", NULL}},
	{"rule 'a' { matches = [[\\d+-\\d+]]" YES, {"mine.lua:1: rule 'a' has the expression '\\d+-\\d+' without", NULL}},
	{"rule 'a' { says = 'busy now', retry = '3d'" YES,
		{"mine.lua:1: rule 'a' has a retry that is brought within 5m and 24h", NULL}},
	/* Order of phrases. */
	{"rule 'a' { says = 'no such'" YES "rule 'b' { says = { 'no such user', 'gone away' }" YES,
		{"mine.lua:2: rule 'b' says 'no such user', which rule 'a' at mine.lua:1 always catches earlier", NULL}},
	{"rule 'a' { says = 'no such'" YES "rule 'b' { says = { 'there is no such user', 'no such *' }" YES,
		{"mine.lua:2: rule 'b' never wins: rule 'a' at mine.lua:1 always catches what it says", NULL}},
	{"rule 'a' { says = 'no such'" YES "rule 'b' { says = 'no suche*'" YES, {NULL}},
	{"rule 'a' { says = 'black*'" YES "rule 'b' { says = 'blacklist*'" YES,
		{"mine.lua:2: rule 'b' never wins: rule 'a' at mine.lua:1 always catches what it says", NULL}},
	{"rule 'a' { says = 'blacklist'" YES "rule 'b' { says = 'blacklist*'" YES, {NULL}},
	{"rule 'a' { says = 'user * gone'" YES "rule 'b' { says = 'the user * gone'" YES,
		{"mine.lua:2: rule 'b' never wins: rule 'a' at mine.lua:1 always catches what it says", NULL}},
	{"rule 'a' { says = 'no such', host = '*.example.org'" YES "rule 'b' { says = 'no such user'" YES, {NULL}},
	{"rule 'a' { says = 'no such', unless = { says = 'sender' }" YES "rule 'b' { says = 'no such user'" YES, {NULL}},
	{"rule 'a' { says = 'no such'" YES "rule 'b' { says = 'no such user', host = '*.example.org'" YES,
		{"mine.lua:2: rule 'b' never wins: rule 'a' at mine.lua:1 always catches what it says", NULL}},
	{"rule 'a' { says = 'no such', status = '5.*'" YES "rule 'b' { says = 'no such user', status = '4.*'" YES, {NULL}},
	/* Order of codes. */
	{"rule 'a' { status = 'x.1.*'" YES "rule 'b' { status = { '5.1.1', '4.1.2' }" YES,
		{"mine.lua:2: rule 'b' never wins: rule 'a' at mine.lua:1 always catches its codes", NULL}},
	{"rule 'a' { status = 'x.1.*'" YES "rule 'b' { status = { '5.1.1', '4.2.2' }" YES, {NULL}},
	{"rule 'a' { reply = '55x'" YES "rule 'b' { reply = 550, command = 'RCPT'" YES,
		{"mine.lua:2: rule 'b' never wins: rule 'a' at mine.lua:1 always catches its codes", NULL}},
	{"rule 'a' { reply = 550, command = 'RCPT'" YES "rule 'b' { reply = 550" YES, {NULL}},
	{"rule 'a' { reply = 550, status = '5.1.1'" YES "rule 'b' { reply = 550" YES, {NULL}},
};

START_TEST(a_lint)
{
	g_autoptr(rebound_ruleset) ruleset = load_cards(lints[_i].text);
	struct rebound_example_result result;
	guint i = 0;

	rebound_examples_lint(ruleset, &result);
	for (; lints[_i].messages[i] != NULL; i++)
		ck_assert_msg(message(&result, i) != NULL &&
				g_str_has_prefix(message(&result, i), lints[_i].messages[i]),
			"%s: %s", lints[_i].text, message(&result, i));
	ck_assert_msg(result.failed == i, "%s: %s", lints[_i].text, message(&result, i));
	rebound_example_result_clear(&result);
}
END_TEST

/* A user's card may take what a shipped one says. */
START_TEST(an_own_card_before_the_shipped)
{
	g_autoptr(rebound_ruleset) ruleset =
		load_cards("rule 'mine' { reply = '*', reason = 'expired', yes = '550 x' }\nuse 'all'");
	struct rebound_example_result result;

	rebound_examples_run(ruleset, &result);
	for (guint i = 0; i < result.messages->len; i++)
		ck_assert_msg(strstr(message(&result, i), "mine.lua") == NULL, "%s", message(&result, i));
	rebound_example_result_clear(&result);
	rebound_examples_lint(ruleset, &result);
	for (guint i = 0; i < result.messages->len; i++)
		ck_assert_msg(strstr(message(&result, i), "mine.lua") == NULL, "%s", message(&result, i));
	rebound_example_result_clear(&result);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("examples");
	TCase *tcase = tcase_create("cards");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, an_example, 0, G_N_ELEMENTS(examples));
	tcase_add_test(tcase, a_mail_as_example);
	tcase_add_loop_test(tcase, a_lint, 0, G_N_ELEMENTS(lints));
	tcase_add_test(tcase, an_own_card_before_the_shipped);
	suite_add_tcase(suite, tcase);
	return suite;
}
