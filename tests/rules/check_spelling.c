/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/line.h"
#include "core/rules/ruleset.h"
#include "core/rules/spelling.h"
#include "core/script/phrases.h"

/* A folded text, and what it is in the one spelling; NULL where it is in it already. */
static const struct {
	const char *text, *spelled;
} texts[] = {
	{"", NULL},
	{"mailbox full", NULL},
	{"no such mail box", "no such mailbox"},
	{"mail-box", "mailbox"},
	{"mail box, mail box and mail-boxes", "mailbox, mailbox and mailboxes"},
	{"user doesn't exist", "user does not exist"},
	{"user doesn`t exist", "user does not exist"},
	{"unknow recepient", "unknown recipient"},
	{"xmail box", NULL},
	{"mail boxing", NULL},
	{"unknown", NULL},
	{"addressee unkown", "addressee unknown"},
	{"can not find your e-mail adress", "cannot find your email address"},
};

START_TEST(test_unify)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *text = texts[_i].text;
	struct rebound_spelling spelling = rebound_spelling_unify(arena, text, strlen(text));

	ck_assert_msg(g_strcmp0(spelling.text, texts[_i].spelled) == 0, "%s: %s", text,
		spelling.text != NULL ? spelling.text : "none");
	if (spelling.text == NULL)
		return;
	ck_assert_uint_eq(spelling.len, strlen(spelling.text));
	for (gsize i = 0; i < spelling.len; i++)
		ck_assert_uint_le(spelling.places[i], spelling.places[i + 1]);
	ck_assert_uint_eq(spelling.places[spelling.len], strlen(text));
}
END_TEST

/* The evidence is what stands in the text. */
static const struct {
	const char *line, *rule, *evidence;
} lines[] = {
	{"550 This mail box doesn't exist here", "phrase", "mail box doesn't exist"},
	{"550 <mail box@example.org>: mail box doesn`t exist", "phrase", "mail box doesn`t exist"},
	{"550 the account isn\xE2\x80\x99t active now", "pattern",
		"account isn\xE2\x80\x99t active"},
	{"550 the acount 77 is not active", "pattern", "acount 77 is not active"},
	{"550 <mail-box-does-not-exist@example.org>", NULL, NULL},
};

static const char cards[] =
	"rule 'phrase' { says = { 'mailbox does not exist' }, reason = 'mailbox_unknown' }\n"
	"rule 'pattern' { matches = { 'account (?:\\\\d+ )?is not active' },"
	" reason = 'mailbox_disabled' }\n";

START_TEST(test_classify)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_ruleset) ruleset =
		rebound_ruleset_load_text("spelling.lua", cards, &error);
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_msg(ruleset != NULL, "%s", error != NULL ? error->message : "");
	struct rebound_report *report =
		rebound_line_read(arena, lines[_i].line, strlen(lines[_i].line));
	rebound_ruleset_classify(ruleset, report, arena);
	const struct rebound_verdict *verdict = &report->recipients[0].verdict;
	ck_assert_msg(g_strcmp0(verdict->rule, lines[_i].rule) == 0, "%s: %s", lines[_i].line,
		verdict->rule != NULL ? verdict->rule : "none");
	if (lines[_i].evidence != NULL)
		ck_assert_str_eq(verdict->evidence, lines[_i].evidence);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("spelling");
	TCase *tcase = tcase_create("spelling");

	tcase_add_loop_test(tcase, test_unify, 0, G_N_ELEMENTS(texts));
	tcase_add_loop_test(tcase, test_classify, 0, G_N_ELEMENTS(lines));
	suite_add_tcase(suite, tcase);
	return suite;
}
