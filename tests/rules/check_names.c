/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/line.h"
#include "core/rules/names.h"
#include "core/rules/ruleset.h"

/* A folded text, and what is left of it; "#" is a hidden byte. */
static const struct {
	const char *text, *hidden;
} texts[] = {
	{"user unknown", "user unknown"},
	{"<user_unknown@example.org>: refused", "<########################>: refused"},
	{"mail to full@x.example. full", "mail to ############### full"},
	{"'a@b' and \"c@d\"", "'###' and \"###\""},
	{"a@b,c@d;e@f", "###,###;###"},
	{"see http://list.example/mailbox-full?x=1 now",
		"see http://list.example################# now"},
	{"http://list.example", "http://list.example"},
	{"host virus.example[192.0.2.9] said: no", "host #############[192.0.2.9] said: no"},
	{"host virus.example [192.0.2.9]: no", "host ############# [192.0.2.9]: no"},
	{"relay=virus.example[ipv6:2001:db8::1]:25", "relay=#############[ipv6:2001:db8::1]:25"},
	{"listed at virus.example [192.0.2.9]", "listed at virus.example [192.0.2.9]"},
	{"unknown[192.0.2.9]", "unknown[192.0.2.9]"},
	{"virus.example[x]", "virus.example[x]"},
	{"virus.example: 550 no", "#############: 550 no"},
	{"virus.example: no", "virus.example: no"},
	{"virus: 550 no", "virus: 550 no"},
	{"virus.example:", "virus.example:"},
	{"a.b[", "a.b["},
	{"[1", "[1"},
	{"policy no-such-user.example here", "policy ############.example here"},
	{"listed at no-users.rbl.example", "listed at ########.rbl.example"},
	{"see mail.no-users.example", "see mail.########.example"},
	{"no-such-user", "no-such-user"},
	{"user-unknown. or-so", "user-unknown. or-so"},
	{"smtp-01.example", "smtp-01.example"},
	{"/no users", "/no users"},
	{"/etc/mail/no.users: empty", "/#################: empty"},
	{"hash:/etc/no_users/map", "hash:/################"},
	{"/o=example/ou=no users", "/o=example/ou=no users"},
	{"user/mailbox/full", "user/mailbox/full"},
	{"at noon @ home", "at noon @ home"},
	{"@", "@"},
	{"x@", "x@"},
	{"@x", "@x"},
	{"://", "://"},
};

START_TEST(test_hide)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_folded folded =
		rebound_text_fold(arena, texts[_i].text, strlen(texts[_i].text));
	g_autofree char *hidden = g_strndup(rebound_names_hide(arena, &folded), folded.len);

	ck_assert_uint_eq(strlen(hidden), folded.len);
	g_strdelimit(hidden, "\x01", '#');
	ck_assert_str_eq(hidden, texts[_i].hidden);
}
END_TEST

/* Words that somebody took for a name decide nothing. */
static const struct {
	const char *line, *rule;
} lines[] = {
	{"554 <user.unknown@example.org>: refused", NULL},
	{"554 <unknown.user@unknown.example>: no such thing", NULL},
	{"554 <ann@example.org>: unknown", "word"},
	{"554 <unknown@example.org>: unknown", "word"},
	{"554 see https://example.org/unknown", NULL},
	{"554 see https://unknown.example/", "word"},
	{"554 write to unlist@list.example", "address"},
	{"554 see https://example.org/errors/page-7", "path"},
	{"554 user ann@example.org is away", "gap"},
	{"554 <id-77@example.org>", "regex"},
	{"554 <my.id-77@example.org>", NULL},
	{"554 /etc/unknown/mail is empty", NULL},
	{"554 recipient: closed.ann@example.org refused", NULL},
	{"554 recipient <closed.ann@example.org> was closed", "state"},
	{"554 recipient ann@closed-lists.example refused", NULL},
};

static const char cards[] =
	"rule 'address' { says = { 'unlist@list.example' }, reason = 'reputation_block' }\n"
	"rule 'path' { says = { 'example.org/errors/*' }, reason = 'spam_content' }\n"
	"rule 'gap' { says = { 'user * is away' }, reason = 'mailbox_disabled' }\n"
	"rule 'regex' { matches = { 'id-[0-9]+@' }, reason = 'virus' }\n"
	"rule 'state' { matches = { 'recipient.{0,60}?\\\\bclosed\\\\b' }, reason = "
	"'mailbox_disabled' }\n"
	"rule 'word' { says = { 'unknown' }, reason = 'mailbox_unknown' }\n";

START_TEST(test_classify)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load_text("names.lua", cards, &error);
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_msg(ruleset != NULL, "%s", error != NULL ? error->message : "");
	struct rebound_report *report =
		rebound_line_read(arena, lines[_i].line, strlen(lines[_i].line));
	rebound_ruleset_classify(ruleset, report, arena);
	const char *rule = report->recipients[0].verdict.rule;
	ck_assert_msg(g_strcmp0(rule, lines[_i].rule) == 0, "%s: %s", lines[_i].line, rule);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("names");
	TCase *tcase = tcase_create("names");

	tcase_add_loop_test(tcase, test_hide, 0, G_N_ELEMENTS(texts));
	tcase_add_loop_test(tcase, test_classify, 0, G_N_ELEMENTS(lines));
	suite_add_tcase(suite, tcase);
	return suite;
}
