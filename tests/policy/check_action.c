/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

/* The body of an action, after some failures of a full mailbox a day apart, and what it comes to.
 */
static const struct {
	const char *body;
	guint before;
	const char *decision;
	const char *why; /* NULL: does not matter */
} actions[] = {
	{"return suppress { why = 'because' }", 1, "suppress:active", "because"},
	{"return suppress {}", 0, "keep", NULL}, /* one temporary failure is no count */
	{"return suppress { after = 3 }", 1, "keep", "2 of 3 failures so far"},
	{"return suppress { after = 3 }", 2, "suppress:active", NULL},
	{"return retry { after = '1d' }", 0, "retry", NULL},
	{"return retry { '6h', why = 'why not' }", 0, "retry", "why not"},
	{"return keep {}", 0, "keep", NULL},
	{"return keep 'not yet'", 0, "keep", "not yet"},
	{"return review { why = 'odd' }", 0, "review", "odd"},
	{"return review", 0, "review", NULL},
	{"return nil", 0, "keep", NULL},
	{"", 0, "keep", NULL},
	{"return {}", 0, "keep", NULL},
	{"return { slow { '1h' }, retry { '6h' } }", 0, "retry", NULL},
	{"return { review 'x', tell 'me' }", 0, "review", "x"},
	{"if event.reason == 'mailbox_full' and event.permanence == 'temporary' and event.fault == "
	 "'address'"
	 " and event.kind == 'failure' and event.advice == 'retry' and event.trust == 'source'"
	 " and event.address == 'Ann@example.org' and event.domain == 'example.org' and "
	 "event.reply == nil"
	 " and event.time == 1767268800 and event.text:find('quota') then return review 'all' end",
		0, "review", "all"},
	{"return review(('%d'):format(history:count {}))", 3, "review", "4"},
	{"return review(('%d'):format(history:count()))", 3, "review", "4"},
	{"return review(('%d'):format(history:count { over = '36h' }))", 3, "review", "2"},
	{"return review(('%d'):format(history:count { reason = 'mailbox_unknown' }))", 3, "review",
		"0"},
	{"return review(('%d'):format(history:count { kind = 'complaint' }))", 3, "review", "0"},
	{"return review(('%d'):format(history:count { permanence = 'permanent' }))", 3, "review",
		"0"},
	{"return review(('%d'):format(history:count { permanence = 'temporary' }))", 3, "review",
		"4"},
	{"return review(('%.3f'):format(history:score { permanent = 3, other = 1 }))", 3, "review",
		"4.000"},
	{"return review(('%.3f'):format(history:score { other = 2, half_life = '1d' }))", 2,
		"review", "3.500"},
	{"return review(('%.3f'):format(history:score {}))", 0, "review", "1.000"},
	{"return review(('%d'):format(history.days))", 3, "review", "4"},
	{"return review(tostring(history.last))", 0, "review", "nil"},
	{"if not history.last then return end return review(history.last.reason .. ' ' .. "
	 "(event.time - history.last.time))",
		2, "review", "mailbox_full 86400"},
	{"return review(tostring(event) .. tostring(history))", 0, "review", "eventhistory"},
	{"return review 'a\\nb\\27[31mc'", 0, "review", "a b\xef\xbf\xbd[31mc"},
};

static char *write_policy(const char *body)
{
	return g_strdup_printf("policy 'mailbox_full' { action = 'a' }\n"
			       "action 'a' { run = function(event, history) %s end }\n",
		body);
}

START_TEST(an_action_decides)
{
	g_autofree char *policy = write_policy(actions[_i].body);
	struct desk desk;

	open_desk(&desk, policy);
	struct rebound_event event = {0};
	struct rebound_decision decision = {0};
	for (guint i = 0; i <= actions[_i].before; i++) {
		event = make_full(&desk, NOON + i * DAY);
		decision = take(&desk, &event);
	}
	g_autofree char *error = rebound_policy_take_error(desk.policy);
	ck_assert_msg(error == NULL, "%s: %s", actions[_i].body, error);
	ck_assert_msg(strcmp(rebound_decision_words(&decision), actions[_i].decision) == 0,
		"%s: %s (%s)", actions[_i].body, rebound_decision_words(&decision),
		decision.refused);
	if (actions[_i].why != NULL)
		ck_assert_msg(decision.why != NULL && g_str_has_prefix(decision.why, actions[_i].why), "%s: %s",
			actions[_i].body, decision.why);
	close_desk(&desk);
}
END_TEST

/* Bodies that fail: the event is for review, the run goes on. */
static const struct {
	const char *body;
	const char *says;
} failures[] = {
	{"error('no')", "test.lua:2: no"},
	{"error()", "test.lua:2: "},
	{"error({})", "test.lua:2: "},
	{"return review(('x'):rep(100000))", "test.lua:2: review: why is longer than 4000 bytes"},
	{"return 5", "test.lua:2: action 'a' holds 5"},
	{"return 'suppress'", "test.lua:2: action 'a' holds 'suppress'"},
	{"return retry", "test.lua:2: action 'a' holds a function"},
	{"return { clause = 'explode' }", "'explode' is no clause of a policy"},
	{"return { suppress = {} }", "gave back a table that is no list of clauses"},
	{"return suppress { anyway = true }",
		"test.lua:2: suppress: anyway stands in the card of a reason"},
	{"return suppress { afer = 1 }", "test.lua:2: suppress has no field 'afer'"},
	{"return retry {}", "test.lua:2: retry needs its spans"},
	{"policy 'unknown' { keep {} }", "test.lua:2: policy is a word of the file itself"},
	{"settings {}", "test.lua:2: settings is a word of the file itself"},
	{"use 'policy'", "test.lua:2: use is a word of the file itself"},
	{"return event.adress",
		"test.lua:2: an event has no field 'adress'; did you mean 'address'?"},
	{"event.address = 'x'", "test.lua:2: an event can't be changed"},
	{"history.days = 3", "test.lua:2: a history can't be changed"},
	{"return history.dayz", "test.lua:2: a history has no field 'dayz'; did you mean 'days'?"},
	{"return history:count { raeson = 'x' }",
		"test.lua:2: history:count has no field 'raeson'; did you mean 'reason'?"},
	{"return history:count { reason = 'x' }",
		"test.lua:2: history:count: there is no reason 'x'"},
	{"return history:count { over = '3 days' }",
		"test.lua:2: history:count: over must be a span"},
	{"return history:count { 5 }", "test.lua:2: history:count takes fields with names"},
	{"return history:count(5)", "test.lua:2: bad argument"},
	{"return history:score { permanent = 'x' }",
		"test.lua:2: history:score: permanent must be a number"},
	{"return history.count(event)", "test.lua:2: bad argument"},
	{"return history.count()", "test.lua:2: bad argument"},
	{"while true do end", "test.lua:2: stopped"},
	{"while true do pcall(function() while true do end end) end", "test.lua:2: stopped"},
	{"local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end", "test.lua:2: stopped"},
	{"return (('a'):rep(20000)):find('.-.-.-.-b')", "test.lua:2: stopped"},
	{"local function f() return f() + 1 end return f()", "test.lua:2: stopped"},
	{"x = 1", "test.lua:2: "},
	{"string.format = nil", "test.lua:2: "},
	{"suppress = keep", "test.lua:2: "},
	{"os.exit(0)", "test.lua:2: 'os' is not offered here: programs"},
	{"return load('return 1')()", "test.lua:2: 'load' is not offered here: text is not run as Lua"},
	{"return setmetatable({}, {})",
		"test.lua:2: 'setmetatable' is not offered here: tables are plain"},
};

START_TEST(a_failing_action_is_told)
{
	g_autofree char *policy = write_policy(failures[_i].body);
	struct desk desk;

	open_desk(&desk, policy);
	struct rebound_event event = make_full(&desk, NOON);
	struct rebound_decision decision = take(&desk, &event);
	ck_assert_msg(decision.action == REBOUND_ACTION_REVIEW, "%s: %s", failures[_i].body,
		rebound_action_name(decision.action));
	g_autofree char *error = rebound_policy_take_error(desk.policy);
	ck_assert_msg(error != NULL && strstr(error, failures[_i].says) != NULL, "%s: %s",
		failures[_i].body, error);
	ck_assert_ptr_null(strchr(error, '\n'));
	ck_assert_ptr_nonnull(strstr(decision.why, "the action 'a' failed: "));
	ck_assert_ptr_null(rebound_policy_take_error(desk.policy));
	close_desk(&desk);
}
END_TEST

START_TEST(no_state_is_kept)
{
	struct desk desk;

	open_desk(&desk,
		"policy 'mailbox_full' { action = 'a' }\n"
		"local calls, kept = 0, nil\n"
		"action 'a' { run = function(event, history)\n"
		"  calls = calls + 1\n"
		"  if kept and pcall(function() return kept.days end) then return suppress {} end\n"
		"  kept = history\n"
		"  return review(('%d'):format(calls))\n"
		"end }\n");
	for (guint i = 0; i < 3; i++) {
		struct rebound_event event = make_full(&desk, NOON + i * DAY);
		struct rebound_decision decision = take(&desk, &event);
		check_decision(&decision, "review");
		ck_assert_str_eq(decision.why, "1");
	}
	close_desk(&desk);
}
END_TEST

/* The example of the shape: 3 points for a permanent failure, 1 for another, halved every 14 days.
 */
static const char score_policy[] =
	"action 'score' {\n"
	"    doc = '3 points for a permanent failure, 1 for another; they halve every 14 days.',\n"
	"    run = function(event, history)\n"
	"        local score = history:score { permanent = 3, other = 1, half_life = '14d' }\n"
	"        if score >= 5 then return suppress { why = ('score %.1f'):format(score) } end\n"
	"        return retry { after = '1d' }\n"
	"    end,\n"
	"}\n"
	"policy { 'mailbox_full', 'mailbox_unknown' } { action = 'score' }\n";

START_TEST(a_score_that_decays)
{
	struct rebound_decision decision = {0};
	struct desk desk;

	open_desk(&desk, score_policy);
	for (guint i = 0; i < 40 && decision.action != REBOUND_ACTION_SUPPRESS; i++) {
		struct rebound_event event = make_full(&desk, NOON + i * 14 * DAY);
		decision = take(&desk, &event);
	}
	check_decision(&decision, "retry"); /* 1 + 1/2 + 1/4 ... stays below 2 */
	struct rebound_event dead = make_event(&desk, NOON + 40 * 14 * DAY);
	decision = take(&desk, &dead);
	ck_assert_int_ne(decision.action, REBOUND_ACTION_SUPPRESS);
	struct rebound_event again = make_event(&desk, NOON + 40 * 14 * DAY + DAY);
	decision = take(&desk, &again);
	check_decision(&decision, "suppress:active");
	ck_assert_str_eq(decision.why, "score 6.8: 550 5.1.1 No such user");
	close_desk(&desk);
}
END_TEST

START_TEST(only_failures_give_points)
{
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_full' { action = 'a' }\n"
			 "action 'a' { run = function(event, history)\n"
			 "  return review(('%.1f %d'):format(history:score {}, history.days))\n"
			 "end }\n");
	static const enum rebound_kind kinds[] = {REBOUND_KIND_DELAY, REBOUND_KIND_SUCCESS,
		REBOUND_KIND_COMPLAINT, REBOUND_KIND_FAILURE};
	struct rebound_decision decision = {0};
	for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct rebound_event event = make_full(&desk, NOON + i * DAY);

		event.kind = kinds[i];
		decision = take(&desk, &event);
	}
	ck_assert_str_eq(decision.why, "1.0 1");
	close_desk(&desk);
}
END_TEST

START_TEST(a_card_adds_to_its_action)
{
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_full' { action = 'a', tell 'me', slow { '3h' } }\n"
			 "action 'a' { run = function() return keep {} end }\n");
	struct rebound_event event = make_full(&desk, NOON);
	struct rebound_decision decision = decide(&desk, &event);
	check_decision(&decision, "keep");
	ck_assert_str_eq(decision.tell_whom, "me");
	ck_assert_int_eq(decision.slow_interval, 3 * HOUR);
	close_desk(&desk);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("action");
	TCase *all = tcase_create("actions");

	tcase_set_timeout(all, 120);
	tcase_add_loop_test(all, an_action_decides, 0, G_N_ELEMENTS(actions));
	tcase_add_loop_test(all, a_failing_action_is_told, 0, G_N_ELEMENTS(failures));
	tcase_add_test(all, no_state_is_kept);
	tcase_add_test(all, a_score_that_decays);
	tcase_add_test(all, only_failures_give_points);
	tcase_add_test(all, a_card_adds_to_its_action);
	suite_add_tcase(suite, all);
	return suite;
}
