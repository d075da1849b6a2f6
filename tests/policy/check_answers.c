/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include "core/policy/action.h"

/*
 * An action that is not asked again must have answered what Lua would: over events of all words,
 * with what is known so far, and with all of it forgotten before each.
 */

/* NULL is the shipped policy. */
static const char *const policies[] = {
	NULL,
	/* What is read next depends on what was read before. */
	"policy 'unknown' { action = 'a' }\n"
	"action 'a' { run = function(event, history)\n"
	"	if event.trust == 'none' then return review(event.kind) end\n"
	"	if event.kind == 'failure' and event.permanence == 'permanent' then\n"
	"		return { suppress { why = event.reason }, tell(event.advice or 'nobody') "
	"}\n"
	"	end\n"
	"	if event.fault == 'address' then return retry { '1h', why = event.reason } end\n"
	"	return keep(event.kind .. (event.advice or '') .. (event.kind or ''))\n"
	"end }\n",
	/* It goes by more than words for some. */
	"policy 'unknown' { action = 'a' }\n"
	"action 'a' { run = function(event, history)\n"
	"	if event.permanence == 'permanent' then return review(event.text) end\n"
	"	if event.advice == 'retry' then return keep(('%d'):format(event.time)) end\n"
	"	if event.kind == 'failure' then return keep(('%d'):format(history.days)) end\n"
	"	if event.trust == 'plain' then return keep(('%d'):format(history:count())) end\n"
	"	return keep(event.reason or 'none')\n"
	"end }\n",
	/* It fails for some, and tries to keep a count. */
	"policy 'unknown' { action = 'a' }\n"
	"local calls = 0\n"
	"action 'a' { run = function(event, history)\n"
	"	calls = calls + 1\n"
	"	if event.kind == 'complaint' then error('no ' .. event.reason) end\n"
	"	return keep(('%d %s'):format(calls, event.permanence or ''))\n"
	"end }\n",
};

static const enum rebound_kind kinds[] = {
	REBOUND_KIND_FAILURE, REBOUND_KIND_DELAY, REBOUND_KIND_COMPLAINT, REBOUND_KIND_SUCCESS};
static const enum rebound_advice advices[] = {
	REBOUND_ADVICE_NONE, REBOUND_ADVICE_SUPPRESS, REBOUND_ADVICE_RETRY};
static const enum rebound_trust trusts[] = {
	REBOUND_TRUST_NOT_OURS, REBOUND_TRUST_NONE, REBOUND_TRUST_PLAIN, REBOUND_TRUST_SOURCE};

#define EVENTS                                                                                     \
	(G_N_ELEMENTS(kinds) * G_N_ELEMENTS(advices) * G_N_ELEMENTS(trusts) *                      \
		REBOUND_REASON_COUNT * REBOUND_PERMANENCE_COUNT)

/* The event of a number: all words come in all combinations. Some addresses have a history. */
static struct rebound_event pick_event(struct desk *desk, guint number)
{
	static const char *const texts[] = {"550 no", "451 later", NULL};
	struct rebound_event event = make_event(desk, NOON + number % 3 * DAY);

	event.text = texts[number % G_N_ELEMENTS(texts)];
	if (number % 5 == 0)
		event.address_key = "bob@example.org";
	event.kind = kinds[number % G_N_ELEMENTS(kinds)];
	number /= G_N_ELEMENTS(kinds);
	event.advice = advices[number % G_N_ELEMENTS(advices)];
	number /= G_N_ELEMENTS(advices);
	event.trust = trusts[number % G_N_ELEMENTS(trusts)];
	number /= G_N_ELEMENTS(trusts);
	event.permanence = number % REBOUND_PERMANENCE_COUNT;
	event.reason = number / REBOUND_PERMANENCE_COUNT;
	return event;
}

/* What the action answers, as one text. */
static char *ask(struct desk *desk, const struct rebound_policy_action *action,
	const struct rebound_event *event)
{
	struct rebound_history history = {0};
	struct rebound_clauses clauses = {0};
	g_autoptr(GError) error = NULL;

	ck_assert(rebound_history_open(&history, desk->store, event, desk->arena, NULL));
	gboolean done = rebound_action_run(
		desk->policy, action, event, &history, desk->arena, &clauses, &error);
	rebound_history_clear(&history);
	if (!done)
		return g_strdup(error->message);
	return g_strdup_printf("suppress %d %u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
			       " %d %s, retry %u %" G_GINT64_FORMAT " %u %s, slow %" G_GINT64_FORMAT
			       ", tell %s, %d %d %d %s",
		clauses.suppress, clauses.after, clauses.over, clauses.expires, clauses.anyway,
		clauses.suppress_why, clauses.step_count, clauses.steps[0], clauses.session_count,
		clauses.retry_why, clauses.slow, clauses.tell, clauses.resume, clauses.review,
		clauses.keep, clauses.why);
}

START_TEST(what_is_known_is_what_lua_says)
{
	struct desk desk;

	open_desk(&desk, policies[_i]);
	for (guint i = 1; i <= 3; i++) {
		struct rebound_event event = make_full(&desk, NOON - i * DAY);
		take(&desk, &event);
	}
	for (guint i = 0; i < desk.policy->actions->len; i++) {
		const struct rebound_policy_action *action =
			g_ptr_array_index(desk.policy->actions, i);
		g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);

		/* Twice, so that most are known the second time. */
		for (guint number = 0; number < 2 * EVENTS; number++) {
			struct rebound_event event = pick_event(&desk, number % EVENTS);
			char *answer = ask(&desk, action, &event);

			g_ptr_array_add(known, answer);
			if (number >= EVENTS)
				ck_assert_str_eq(answer, g_ptr_array_index(known, number - EVENTS));
		}
		for (guint number = 0; number < EVENTS; number++) {
			struct rebound_event event = pick_event(&desk, number);

			rebound_action_forget(desk.policy);
			g_autofree char *answer = ask(&desk, action, &event);
			ck_assert_str_eq(answer, g_ptr_array_index(known, number));
		}
	}
	close_desk(&desk);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("answers");
	TCase *tcase = tcase_create("answers");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, what_is_known_is_what_lua_says, 0, G_N_ELEMENTS(policies));
	suite_add_tcase(suite, tcase);
	return suite;
}
