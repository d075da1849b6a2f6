/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <glib/gstdio.h>

#include "core/report/line.h"
#include "core/rules/shipped.h"
#include "core/script/embedded.h"
#include "rules/support.h"

/*
 * The shipped cards as the build compiled them are those of rules/: every field but the phrases is
 * the same, and so is every verdict.
 */

static struct rebound_ruleset *compiled, *from_lua;
static struct rebound_arena *arena;

static void set_up(void)
{
	g_autoptr(GError) error = NULL;

	compiled = rebound_ruleset_load(NULL, &error);
	ck_assert_msg(compiled != NULL, "%s", error == NULL ? "" : error->message);
	from_lua = rebound_ruleset_load_whole(NULL, &error);
	ck_assert_msg(from_lua != NULL, "%s", error == NULL ? "" : error->message);
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	g_clear_pointer(&compiled, rebound_ruleset_free);
	g_clear_pointer(&from_lua, rebound_ruleset_free);
	g_clear_pointer(&arena, rebound_arena_free);
}

static void same_lists(const char *const *a, const char *const *b)
{
	ck_assert_int_eq(a == NULL, b == NULL);
	ck_assert(a == NULL || g_strv_equal(a, b));
}

static void same_codes(
	const struct rebound_code_pattern *a, const struct rebound_code_pattern *b, guint count)
{
	for (guint i = 0; i < count; i++) {
		ck_assert_uint_eq(a[i].mask, b[i].mask);
		ck_assert_uint_eq(a[i].value, b[i].value);
	}
}

static void same_conditions(const struct rebound_condition *a, const struct rebound_condition *b)
{
	ck_assert_uint_eq(a->says, b->says);
	/* The phrases themselves are in the automaton only. */
	ck_assert_ptr_null(a->phrases);
	ck_assert_int_eq(a->says == REBOUND_CARD_NO_ID, b->phrases == NULL);
	same_lists(a->hosts, b->hosts);
	same_lists(a->domains, b->domains);
	same_lists(a->commands, b->commands);
	same_lists(a->readers, b->readers);
	ck_assert_uint_eq(a->about, b->about);
	ck_assert_uint_eq(a->status_count, b->status_count);
	ck_assert_uint_eq(a->reply_count, b->reply_count);
	ck_assert_uint_eq(a->regex_count, b->regex_count);
	ck_assert_uint_eq(a->header_count, b->header_count);
	ck_assert_int_eq(a->has_check, b->has_check);
	same_codes(a->statuses, b->statuses, a->status_count);
	same_codes(a->replies, b->replies, a->reply_count);
	for (guint i = 0; i < a->regex_count; i++) {
		ck_assert_str_eq(a->regexes[i].pattern, b->regexes[i].pattern);
		ck_assert_uint_eq(a->regexes[i].literal, b->regexes[i].literal);
	}
	for (guint i = 0; i < a->header_count; i++) {
		ck_assert_str_eq(a->headers[i].name, b->headers[i].name);
		same_lists(a->headers[i].patterns, b->headers[i].patterns);
	}
}

START_TEST(the_cards_are_the_same)
{
	ck_assert_ptr_null(compiled->sandbox);
	ck_assert_uint_eq(compiled->cards->len, from_lua->cards->len);
	for (guint i = 0; i < compiled->cards->len; i++) {
		const struct rebound_card *a = rebound_ruleset_get(compiled, i);
		const struct rebound_card *b = rebound_ruleset_get(from_lua, i);

		ck_assert_str_eq(a->name, b->name);
		ck_assert_str_eq(a->file, b->file);
		ck_assert_str_eq(a->at, b->at);
		ck_assert_uint_eq(a->line, b->line);
		ck_assert_int_eq(g_strcmp0(a->doc, b->doc), 0);
		ck_assert(a->shipped && b->shipped);
		same_conditions(&a->when, &b->when);
		ck_assert_uint_eq(a->unless_count, b->unless_count);
		for (guint j = 0; j < a->unless_count; j++)
			same_conditions(&a->unless[j], &b->unless[j]);
		ck_assert_int_eq(a->reason, b->reason);
		ck_assert_int_eq(a->permanence, b->permanence);
		ck_assert_double_eq(a->confidence, b->confidence);
		ck_assert_int_eq(a->retry, b->retry);
		ck_assert_int_eq(a->delay, b->delay);
		ck_assert_int_eq(a->reply_only, b->reply_only);
		ck_assert_int_eq(a->reads_text, b->reads_text);
		ck_assert_int_eq(a->only_codes, b->only_codes);
	}
}
END_TEST

static struct rebound_verdict classify(struct rebound_ruleset *set, const char *line)
{
	struct rebound_report *report = rebound_line_read(arena, line, strlen(line));

	rebound_ruleset_classify(set, report, arena);
	return report->recipients[0].verdict;
}

static guint compare_verdicts(
	struct rebound_ruleset *a, struct rebound_ruleset *b, const char *line)
{
	rebound_arena_clear(arena);
	struct rebound_verdict one = classify(a, line), other = classify(b, line);

	ck_assert_msg(g_strcmp0(one.rule_at, other.rule_at) == 0, "%s: %s, %s", line,
		one.rule_at == NULL ? "none" : one.rule_at,
		other.rule_at == NULL ? "none" : other.rule_at);
	ck_assert_int_eq(g_strcmp0(one.evidence, other.evidence), 0);
	ck_assert_int_eq(one.advice, other.advice);
	ck_assert_double_eq(one.confidence, other.confidence);
	return 1;
}

static guint compare_examples(struct rebound_ruleset *a, struct rebound_ruleset *b)
{
	guint count = 0;

	for (guint i = 0; i < from_lua->cards->len; i++) {
		const struct rebound_card *card = rebound_ruleset_get(from_lua, i);

		for (const char *const *line = card->yes; line != NULL && *line != NULL; line++)
			count += compare_verdicts(a, b, *line);
		for (const char *const *line = card->no; line != NULL && *line != NULL; line++)
			count += compare_verdicts(a, b, *line);
	}
	return count;
}

START_TEST(the_verdicts_are_the_same)
{
	ck_assert_uint_gt(compare_examples(compiled, from_lua), 600);
	ck_assert_ptr_null(rebound_ruleset_take_error(compiled));
}
END_TEST

START_TEST(all_matches_are_the_same)
{
	static const char line[] =
		"550 5.1.1 User unknown, mailbox full, message too large, relaying denied";
	struct rebound_report *report = rebound_line_read(arena, line, strlen(line));
	g_autoptr(GArray) one = rebound_ruleset_matches(compiled, report, 0, arena);
	g_autoptr(GArray) other = rebound_ruleset_matches(from_lua, report, 0, arena);

	ck_assert_uint_eq(one->len, other->len);
	ck_assert_uint_gt(one->len, 2);
	for (guint i = 0; i < one->len; i++)
		ck_assert_uint_eq(g_array_index(one, struct rebound_match, i).card,
			g_array_index(other, struct rebound_match, i).card);
}
END_TEST

/* A user's cards before, and what they use in an order of their own. */
static const char *const own_files[] = {
	"rule \"mine\" { says = \"door is shut\", matches = \"door [0-9]+ is shut\",\n"
	"    unless = { says = \"not so\" }, reason = \"expired\" }\nuse \"all\"\n",
	"use \"status\"\nuse \"google\"\n"
	"rule \"mine\" { says = \"user unknown\", reason = \"expired\" }\nuse \"all\"\n",
	"use \"microsoft\"\n",
	"rule \"mine\" { status = \"5.1.1\", reason = \"expired\" }\n",
};

START_TEST(own_files_are_the_same)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	gint file = g_file_open_tmp("rebound-own-XXXXXX.lua", &path, NULL);

	ck_assert_int_ge(file, 0);
	g_close(file, NULL);
	ck_assert(g_file_set_contents(path, own_files[_i], -1, NULL));
	g_autoptr(rebound_ruleset) a = rebound_ruleset_load(path, &error);
	g_autoptr(rebound_ruleset) b = rebound_ruleset_load_whole(path, &error);
	g_unlink(path);
	ck_assert_msg(a != NULL && b != NULL, "%s", error == NULL ? "" : error->message);
	ck_assert_uint_eq(a->cards->len, b->cards->len);
	ck_assert_uint_gt(compare_examples(a, b), 600);
	compare_verdicts(a, b, "550 the door is shut, door 7 is shut");
	compare_verdicts(a, b, "550 the door is shut, door 7 is shut, not so");
}
END_TEST

/* Cards with functions read their Lua when it comes to them, and only those of their file. */
START_TEST(functions_are_read_when_they_are_needed)
{
	ck_assert_uint_eq(g_hash_table_size(compiled->checks), 0);
	struct rebound_verdict verdict = classify(
		compiled, "<ann@ezweb.ne.jp>: The user(s) account is disabled. 550 user unknown");
	ck_assert_str_eq(verdict.rule, "kddi_disabled");
	ck_assert_uint_eq(g_hash_table_size(compiled->checks), 1);
	verdict = classify(compiled, "550 5.1.1 <ann@example.org>: user unknown");
	ck_assert_uint_eq(g_hash_table_size(compiled->checks), 1);
}
END_TEST

/* Headers that only mail systems read are kept for a card that asks for them; what functions of
 * shipped cards ask for is not looked at. */
START_TEST(headers_are_asked_for)
{
	g_autoptr(rebound_ruleset) field =
		load_cards("rule \"a\" { header = { [\"ARC-Seal\"] = \"*x*\" }, reason = "
			   "\"expired\" }\nuse \"all\"");
	g_autoptr(rebound_ruleset) function = load_cards(
		"rule \"a\" { says = \"xyz\", check = function(b) return b:header(\"A\") end,\n"
		"reason = \"expired\" }");

	ck_assert(!rebound_ruleset_asks_for(compiled, "ARC-Seal"));
	ck_assert(rebound_ruleset_asks_for(field, "arc-seal"));
	ck_assert(!rebound_ruleset_asks_for(field, "DKIM-Signature"));
	ck_assert(rebound_ruleset_asks_for(function, "DKIM-Signature"));
	for (const struct rebound_embedded *file = rebound_embedded; file->name != NULL; file++)
		if (g_str_has_prefix(file->name, "rules/"))
			ck_assert_ptr_null(strstr(file->data, ":header("));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("compiled");
	TCase *tcase = tcase_create("compiled");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, the_cards_are_the_same);
	tcase_add_test(tcase, the_verdicts_are_the_same);
	tcase_add_test(tcase, all_matches_are_the_same);
	tcase_add_loop_test(tcase, own_files_are_the_same, 0, (int)G_N_ELEMENTS(own_files));
	tcase_add_test(tcase, headers_are_asked_for);
	tcase_add_test(tcase, functions_are_read_when_they_are_needed);
	suite_add_tcase(suite, tcase);
	return suite;
}
