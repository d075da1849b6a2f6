/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include "core/store/undo.h"

/* A run of failures: hours after noon of day 0, an original, trust, and what the last one comes to.
 */
struct step {
	int hours;
	const char *original; /* NULL: none was given */
	enum rebound_trust trust;
};

#define S REBOUND_TRUST_SOURCE
#define L REBOUND_TRUST_PLAIN
#define N REBOUND_TRUST_NONE

#define FIVE                                                                                       \
	"policy 'mailbox_full' { suppress { after = 5, over = '30d', expires = '90d' }, retry { "  \
	"'6h' } }"
#define ONCE "policy 'mailbox_full' { suppress { after = 2, over = '30d' } }"

static const struct {
	const char *name;
	const char *policy;
	struct step steps[8];
	guint count;
	const char *decision;
} stories[] = {
	{"five on five days", FIVE,
		{{0, "a", S}, {24, "b", S}, {48, "c", S}, {72, "d", S}, {96, "e", S}}, 5,
		"suppress:active"},
	{"four", FIVE, {{0, "a", S}, {24, "b", S}, {48, "c", S}, {72, "d", S}}, 4, "retry"},
	{"one original five times", FIVE,
		{{0, "a", S}, {24, "a", S}, {48, "a", S}, {72, "a", S}, {96, "a", S}}, 5,
		"retry_over"},
	{"five on one day", FIVE, {{0, "a", S}, {1, "b", S}, {2, "c", S}, {3, "d", S}, {4, "e", S}},
		5, "retry"},
	{"five on four days", FIVE,
		{{0, "a", S}, {1, "b", S}, {24, "c", S}, {48, "d", S}, {72, "e", S}}, 5, "retry"},
	{"no originals", FIVE,
		{{0, NULL, S}, {24, NULL, S}, {48, NULL, S}, {72, NULL, S}, {96, NULL, S}}, 5,
		"suppress:active"},
	{"one out of the window", FIVE,
		{{0, "a", S}, {24 * 27, "b", S}, {24 * 28, "c", S}, {24 * 29, "d", S},
			{24 * 30 + 1, "e", S}},
		5, "retry"},
	{"all just in the window", FIVE,
		{{0, "a", S}, {24 * 27, "b", S}, {24 * 28, "c", S}, {24 * 29, "d", S},
			{24 * 30, "e", S}},
		5, "suppress:active"},
	{"in any order", FIVE,
		{{96, "a", S}, {72, "b", S}, {48, "c", S}, {24, "d", S}, {0, "e", S}}, 5,
		"suppress:active"},
	{"mixed order", FIVE, {{48, "a", S}, {96, "b", S}, {0, "c", S}, {24, "d", S}, {72, "e", S}},
		5, "suppress:active"},
	{"none trusted", FIVE,
		{{0, "a", N}, {24, "b", N}, {48, "c", N}, {72, "d", N}, {96, "e", N}}, 5,
		"suppress:proposed"},
	{"forged ones do not count for a real one", FIVE,
		{{0, "a", N}, {24, "b", N}, {48, "c", N}, {72, "d", N}, {96, "e", S}}, 5, "retry"},
	{"real ones count for a forged one", FIVE,
		{{0, "a", S}, {24, "b", S}, {48, "c", S}, {72, "d", S}, {96, "e", N}}, 5,
		"suppress:proposed"},
	{"plain", FIVE, {{0, "a", L}, {24, "b", L}, {48, "c", L}, {72, "d", L}, {96, "e", L}}, 5,
		"suppress:active"},
	{"days are counted from midnight", ONCE, {{11, "a", S}, {13, "b", S}}, 2,
		"suppress:active"},
	{"the same day", ONCE, {{-11, "a", S}, {11, "b", S}}, 2, "keep"},
};

START_TEST(a_story_of_a_full_mailbox)
{
	struct rebound_decision decision = {0};
	gint64 now = NOON + 31 * DAY;
	struct desk desk;

	open_desk(&desk, stories[_i].policy);
	for (guint i = 0; i < stories[_i].count; i++) {
		const struct step *step = &stories[_i].steps[i];
		struct rebound_event event = make_full(&desk, NOON + step->hours * HOUR);

		event.original_id = step->original;
		event.trust = step->trust;
		decision = take_at(&desk, &event,
			MAX(event.time, strstr(stories[_i].name, "order") ? now : 0));
		if (i + 1 < stories[_i].count)
			ck_assert_msg(decision.action != REBOUND_ACTION_SUPPRESS, "%s: failure %u",
				stories[_i].name, i);
	}
	ck_assert_msg(strcmp(rebound_decision_words(&decision), stories[_i].decision) == 0,
		"%s: %s (%s)", stories[_i].name, rebound_decision_words(&decision), decision.why);
	close_desk(&desk);
}
END_TEST

/* Permanent failures by trust: what each of them comes to. */
static const struct {
	const char *name;
	struct step steps[4];
	guint count;
	const char *decisions[4];
} trusts[] = {
	{"source: at once", {{0, "a", S}}, 1, {"suppress:active"}},
	{"none: never", {{0, "a", N}, {24, "b", N}, {48, "c", N}}, 3,
		{"suppress:proposed", "suppress:proposed", "suppress:proposed"}},
	{"plain: two originals on two days", {{0, "a", L}, {24, "b", L}}, 2,
		{"suppress:proposed", "suppress:active"}},
	{"plain: one original", {{0, "a", L}, {24, "a", L}, {48, "a", L}}, 3,
		{"suppress:proposed", "suppress:proposed", "suppress:proposed"}},
	{"plain: one day", {{0, "a", L}, {2, "b", L}, {4, "c", L}}, 3,
		{"suppress:proposed", "suppress:proposed", "suppress:proposed"}},
	{"plain after none", {{0, "a", N}, {24, "b", L}, {48, "c", L}}, 3,
		{"suppress:proposed", "suppress:proposed", "suppress:active"}},
	{"verified: at once", {{0, "a", REBOUND_TRUST_VERIFIED}}, 1, {"suppress:active"}},
};

START_TEST(trust_and_states)
{
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_unknown' { suppress {} }");
	for (guint i = 0; i < trusts[_i].count; i++) {
		const struct step *step = &trusts[_i].steps[i];
		struct rebound_event event = make_event(&desk, NOON + step->hours * HOUR);

		event.original_id = step->original;
		event.trust = step->trust;
		struct rebound_decision decision = take(&desk, &event);
		check_decision(&decision, trusts[_i].decisions[i]);
	}
	close_desk(&desk);
}
END_TEST

START_TEST(a_plain_failure_is_confirmed_by_another_dead_reason)
{
	struct desk desk;

	open_desk(&desk,
		"policy { 'mailbox_unknown', 'mailbox_disabled', 'spam_content' } { suppress {} }");
	struct rebound_event first = make_event(&desk, NOON),
			     second = make_event(&desk, NOON + DAY);
	struct rebound_event third = make_event(&desk, NOON + 2 * DAY);

	first.trust = second.trust = third.trust = REBOUND_TRUST_PLAIN;
	first.reason = REBOUND_REASON_SPAM_CONTENT;
	third.reason = REBOUND_REASON_MAILBOX_DISABLED;
	take(&desk, &first);
	struct rebound_decision decision = take(&desk, &second);
	check_decision(&decision, "suppress:proposed");
	decision = take(&desk, &third);
	check_decision(&decision, "suppress:active");
	close_desk(&desk);
}
END_TEST

START_TEST(suppressions_expire_by_the_time_of_the_event)
{
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_unknown' { suppress { expires = '10d' } }");
	struct rebound_event event = make_event(&desk, NOON);
	struct rebound_decision decision = decide_at(&desk, &event, NOON + 9 * DAY);
	check_decision(&decision, "suppress:active");
	ck_assert_int_eq(decision.until, NOON + 10 * DAY);
	decision = decide_at(&desk, &event, NOON + 10 * DAY);
	check_decision(&decision, "keep");
	ck_assert_int_eq(decision.until, 0);
	close_desk(&desk);
}
END_TEST

/* What the shipped policy does about one trusted failure of each sort. */
static const struct {
	enum rebound_kind kind;
	enum rebound_reason reason;
	enum rebound_permanence permanence;
	const char *decision;
} shipped[] = {
#define FAILURE(reason, permanence, decision)                                                      \
	{                                                                                          \
		REBOUND_KIND_FAILURE, REBOUND_REASON_##reason, REBOUND_PERMANENCE_##permanence,    \
			decision                                                                   \
	}
	FAILURE(MAILBOX_UNKNOWN, PERMANENT, "suppress:active"),
	FAILURE(MAILBOX_UNKNOWN, TEMPORARY, "retry"),
	FAILURE(ADDRESS_INVALID, PERMANENT, "suppress:active"),
	FAILURE(MAILBOX_DISABLED, PERMANENT, "suppress:active"),
	FAILURE(MAILBOX_MOVED, PERMANENT, "suppress:active"),
	FAILURE(DOMAIN_UNKNOWN, PERMANENT, "suppress:active"),
	FAILURE(DOMAIN_UNKNOWN, TEMPORARY, "retry"),
	FAILURE(DOMAIN_NO_MAIL, PERMANENT, "suppress:active"),
	FAILURE(MAILBOX_FULL, TEMPORARY, "retry"),
	FAILURE(GREYLISTED, TEMPORARY, "retry"),
	FAILURE(RATE_LIMITED, TEMPORARY, "retry"),
	FAILURE(SYSTEM_ERROR, TEMPORARY, "retry"),
	FAILURE(SYSTEM_FULL, TEMPORARY, "retry"),
	FAILURE(NETWORK_ERROR, TEMPORARY, "retry"),
	FAILURE(DNS_ERROR, TEMPORARY, "retry"),
	FAILURE(EXPIRED, TEMPORARY, "retry"),
	FAILURE(ROUTING_LOOP, TEMPORARY, "review"),
	FAILURE(AUTH_FAILED, PERMANENT, "fix_sender"),
	FAILURE(REPUTATION_BLOCK, PERMANENT, "fix_sender"),
	FAILURE(REPUTATION_BLOCK, TEMPORARY, "retry"),
	FAILURE(SPAM_CONTENT, PERMANENT, "fix_message"),
	FAILURE(VIRUS, PERMANENT, "fix_message"),
	FAILURE(MESSAGE_TOO_BIG, PERMANENT, "fix_message"),
	FAILURE(POLICY_REJECTED, PERMANENT, "review"),
	FAILURE(POLICY_REJECTED, TEMPORARY, "retry"),
	FAILURE(RECIPIENT_RESTRICTED, PERMANENT, "review"),
	FAILURE(UNKNOWN, PERMANENT, "review"),
	FAILURE(UNKNOWN, TEMPORARY, "retry"),
	FAILURE(UPSTREAM_SUPPRESSED, PERMANENT, "suppress:active"),
	{REBOUND_KIND_COMPLAINT, REBOUND_REASON_NONE, REBOUND_PERMANENCE_NONE, "suppress:active"},
	{REBOUND_KIND_UNSUBSCRIBE, REBOUND_REASON_NONE, REBOUND_PERMANENCE_NONE, "suppress:active"},
	{REBOUND_KIND_DELAY, REBOUND_REASON_MAILBOX_UNKNOWN, REBOUND_PERMANENCE_TEMPORARY, "keep"},
	{REBOUND_KIND_DELAY, REBOUND_REASON_MAILBOX_FULL, REBOUND_PERMANENCE_TEMPORARY, "keep"},
	{REBOUND_KIND_DELAY, REBOUND_REASON_RATE_LIMITED, REBOUND_PERMANENCE_TEMPORARY, "keep"},
	{REBOUND_KIND_SUCCESS, REBOUND_REASON_NONE, REBOUND_PERMANENCE_NONE, "keep"},
	{REBOUND_KIND_AUTO_REPLY, REBOUND_REASON_NONE, REBOUND_PERMANENCE_NONE, "keep"},
	{REBOUND_KIND_UNRECOGNIZED, REBOUND_REASON_NONE, REBOUND_PERMANENCE_NONE, "review"},
};

START_TEST(the_shipped_policy)
{
	struct desk desk;

	open_desk(&desk, NULL);
	struct rebound_event event = make_event(&desk, NOON);
	event.kind = shipped[_i].kind;
	event.reason = shipped[_i].reason;
	event.permanence = shipped[_i].permanence;
	event.advice = shipped[_i].kind == REBOUND_KIND_FAILURE
			       ? rebound_reason_advice(event.reason, event.permanence)
			       : REBOUND_ADVICE_NONE;
	struct rebound_decision decision = decide(&desk, &event);
	ck_assert_msg(strcmp(rebound_decision_words(&decision), shipped[_i].decision) == 0,
		"%s %s %s: %s (%s)", rebound_kind_name(event.kind),
		rebound_reason_name(event.reason), rebound_permanence_name(event.permanence),
		rebound_decision_words(&decision), decision.refused);
	ck_assert_ptr_null(decision.refused);
	close_desk(&desk);
}
END_TEST

static gint64 slowed(struct desk *desk, gint64 time, gint64 now, gint64 *until)
{
	struct rebound_event event = make_event(desk, time);

	event.reason = REBOUND_REASON_REPUTATION_BLOCK;
	event.permanence = REBOUND_PERMANENCE_TEMPORARY;
	event.advice = REBOUND_ADVICE_RETRY;
	struct rebound_decision decision = take_at(desk, &event, now);
	*until = decision.slow_until;
	return decision.slow_interval;
}

START_TEST(a_slowed_domain)
{
	struct desk desk;
	gint64 until;

	open_desk(&desk, "policy 'reputation_block' { slow { '2h', growth = 2, limit = '24h' }, "
			 "tell 'postmaster' }");
	ck_assert_int_eq(slowed(&desk, NOON, NOON, &until), 2 * HOUR);
	ck_assert_int_eq(until, NOON + DAY);
	ck_assert_int_eq(slowed(&desk, NOON + HOUR, NOON + HOUR, &until), 4 * HOUR);
	ck_assert_int_eq(slowed(&desk, NOON + HOUR, NOON + HOUR, &until), 8 * HOUR);
	ck_assert_int_eq(slowed(&desk, NOON + 2 * HOUR, NOON + 2 * HOUR, &until), 16 * HOUR);
	ck_assert_int_eq(slowed(&desk, NOON + 2 * HOUR, NOON + 2 * HOUR, &until), DAY);
	ck_assert_int_eq(slowed(&desk, NOON + 3 * HOUR, NOON + 3 * HOUR, &until), DAY);
	ck_assert_int_eq(until, NOON + DAY + 3 * HOUR);
	/* After a quiet time it begins anew; what is long past slows nothing. */
	ck_assert_int_eq(slowed(&desk, NOON + 5 * DAY, NOON + 5 * DAY, &until), 2 * HOUR);
	ck_assert_int_eq(slowed(&desk, NOON + 5 * DAY, NOON + 7 * DAY, &until), 0);
	close_desk(&desk);
}
END_TEST

START_TEST(somebody_is_told)
{
	struct desk desk;

	open_desk(&desk, "policy 'auth_failed' { tell 'postmaster' }");
	struct rebound_event event = make_event(&desk, NOON);
	event.reason = REBOUND_REASON_AUTH_FAILED;
	event.advice = REBOUND_ADVICE_FIX_SENDER;
	struct rebound_decision decision = decide(&desk, &event);
	check_decision(&decision, "fix_sender");
	ck_assert(decision.tell);
	ck_assert_str_eq(decision.tell_whom, "postmaster");
	ck_assert_str_eq(decision.policy_at, "test.lua:1");
	close_desk(&desk);
}
END_TEST

START_TEST(the_event_itself_is_not_its_history)
{
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_full' { suppress { after = 2, over = '30d' } }");
	struct rebound_event event = make_full(&desk, NOON);
	struct rebound_decision decision = take(&desk, &event);
	check_decision(&decision, "keep");
	decision = take(&desk, &event);
	check_decision(&decision, "keep");
	close_desk(&desk);
}
END_TEST

START_TEST(undone_runs_do_not_count)
{
	struct rebound_undo undone;
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_full' { suppress { after = 2, over = '30d' } }");
	struct rebound_undo_filter filter = {.run = desk.run};
	struct rebound_undo_order order = {.why = "wrong", .now = NOON + DAY};
	struct rebound_event first = make_full(&desk, NOON), second = make_full(&desk, NOON + DAY);
	take(&desk, &first);
	struct rebound_decision decision = decide(&desk, &second);
	check_decision(&decision, "suppress:active");
	ck_assert(rebound_store_undo(desk.store, &filter, &order, &undone, NULL));
	decision = decide(&desk, &second);
	check_decision(&decision, "keep");
	close_desk(&desk);
}
END_TEST

START_TEST(nested_and_delayed_failures_do_not_count)
{
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_full' { suppress { after = 2, over = '30d' } }");
	struct rebound_event nested = make_full(&desk, NOON),
			     delayed = make_full(&desk, NOON + DAY);
	struct rebound_event last = make_full(&desk, NOON + 2 * DAY);
	nested.nested = TRUE;
	delayed.kind = REBOUND_KIND_DELAY;
	take(&desk, &nested);
	take(&desk, &delayed);
	struct rebound_decision decision = take(&desk, &last);
	check_decision(&decision, "keep");
	close_desk(&desk);
}
END_TEST

START_TEST(a_window_holds_the_event)
{
	struct desk desk;
	gboolean added;

	open_desk(&desk, "policy 'mailbox_full' { suppress { after = 2, over = '30d' } }");
	for (guint i = 0; i < 3; i++) {
		struct rebound_event later = make_full(&desk, NOON + (40 + i) * DAY);
		ck_assert(rebound_store_add_event(desk.store, &later, &added, NULL));
	}
	struct rebound_event event = make_full(&desk, NOON);
	struct rebound_decision decision = decide_at(&desk, &event, NOON + 50 * DAY);
	check_decision(&decision, "keep");
	ck_assert_str_eq(decision.why, "1 of 2 failures so far");
	event.time = NOON + 20 * DAY;
	decision = decide_at(&desk, &event, NOON + 50 * DAY);
	check_decision(&decision, "suppress:active");
	close_desk(&desk);
}
END_TEST

/* A flood of other failures of one address must not make each decision dearer. */
START_TEST(a_flood_stays_cheap)
{
	gint64 start = g_get_monotonic_time();
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_full' { suppress { after = 900, over = '400d' } }");
	ck_assert(rebound_store_begin(desk.store, NULL));
	for (guint i = 0; i < 5000; i++) {
		struct rebound_event event = make_full(&desk, NOON + i);
		take(&desk, &event);
	}
	ck_assert(rebound_store_commit(desk.store, NULL));
	ck_assert_int_lt(g_get_monotonic_time() - start, 60 * G_USEC_PER_SEC);
	close_desk(&desk);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("decide");
	TCase *decisions = tcase_create("decisions");

	tcase_set_timeout(decisions, 200);
	tcase_add_loop_test(decisions, a_story_of_a_full_mailbox, 0, G_N_ELEMENTS(stories));
	tcase_add_loop_test(decisions, trust_and_states, 0, G_N_ELEMENTS(trusts));
	tcase_add_test(decisions, a_plain_failure_is_confirmed_by_another_dead_reason);
	tcase_add_test(decisions, suppressions_expire_by_the_time_of_the_event);
	tcase_add_loop_test(decisions, the_shipped_policy, 0, G_N_ELEMENTS(shipped));
	tcase_add_test(decisions, a_slowed_domain);
	tcase_add_test(decisions, somebody_is_told);
	tcase_add_test(decisions, the_event_itself_is_not_its_history);
	tcase_add_test(decisions, undone_runs_do_not_count);
	tcase_add_test(decisions, nested_and_delayed_failures_do_not_count);
	tcase_add_test(decisions, a_window_holds_the_event);
	tcase_add_test(decisions, a_flood_stays_cheap);
	suite_add_tcase(suite, decisions);
	return suite;
}
