/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include "core/policy/retry.h"
#include "core/store/leases.h"

/* The first bytes of SHA-256 of "1/1/ann@example.org\0one", modulo 2161. */
#define JITTER_OF_ANN 438

#define STEPS "policy 'mailbox_full' { retry { '6h', '1d', '3d' } }"

static struct rebound_event make_again(struct desk *desk, gint64 time)
{
	struct rebound_event event = make_full(desk, time);

	event.original_id = "one@lists.example.com";
	return event;
}

static void check_due(const struct rebound_decision *decision, guint step, gint64 from, gint64 span)
{
	check_decision(decision, "retry");
	ck_assert_uint_eq(decision->step, step);
	ck_assert_int_ge(decision->due, from + span);
	ck_assert_int_le(decision->due, from + span + span / 10);
}

START_TEST(steps_follow_failures)
{
	struct desk desk;

	open_desk(&desk, STEPS);
	struct rebound_event first = make_again(&desk, NOON);
	struct rebound_decision decision = take(&desk, &first);
	check_due(&decision, 1, NOON, 6 * HOUR);
	struct rebound_event second = make_again(&desk, NOON + 7 * HOUR);
	decision = take(&desk, &second);
	check_due(&decision, 2, NOON + 7 * HOUR, DAY);
	struct rebound_event third = make_again(&desk, NOON + 2 * DAY);
	decision = take(&desk, &third);
	check_due(&decision, 3, NOON + 2 * DAY, 3 * DAY);
	struct rebound_event fourth = make_again(&desk, NOON + 6 * DAY);
	decision = take(&desk, &fourth);
	check_decision(&decision, "retry_over");
	struct rebound_event fifth = make_again(&desk, NOON + 7 * DAY);
	decision = take(&desk, &fifth);
	check_decision(&decision, "retry_over");
	close_desk(&desk);
}
END_TEST

START_TEST(another_word_on_the_same_attempt)
{
	struct rebound_retry_mark mark;
	struct desk desk;

	open_desk(&desk, STEPS);
	struct rebound_event first = make_again(&desk, NOON),
			     second = make_again(&desk, NOON + HOUR);
	struct rebound_decision one = take(&desk, &first), two = take(&desk, &second);
	check_due(&two, 1, NOON, 6 * HOUR);
	ck_assert_int_eq(one.due, two.due);
	ck_assert(rebound_store_last_retry(
		desk.store, "ann@example.org", "one@lists.example.com", &mark, NULL));
	ck_assert_uint_eq(mark.step, 1);
	close_desk(&desk);
}
END_TEST

START_TEST(a_retry_that_was_done_leads_to_the_next)
{
	gboolean changed;
	struct desk desk;

	open_desk(&desk, STEPS);
	struct rebound_event first = make_again(&desk, NOON);
	take(&desk, &first);
	ck_assert(rebound_store_close_retry(
		desk.store, 1, REBOUND_RETRY_DONE, NULL, NOON + HOUR, &changed, NULL));
	struct rebound_event second = make_again(&desk, NOON + 2 * HOUR);
	struct rebound_decision decision = take(&desk, &second);
	check_due(&decision, 2, NOON + 2 * HOUR, DAY);
	close_desk(&desk);
}
END_TEST

/* How old a failure is when it is read, and what comes of it. The last step is 3 days. */
static const struct {
	gint64 age;
	const char *decision;
} ages[] = {
	{0, "retry"},
	{DAY, "retry"},
	{3 * DAY, "retry"},
	{3 * DAY + 6 * HOUR - 1, "retry"},
	{3 * DAY + 7 * HOUR, "retry_over"},
	{400 * DAY, "retry_over"},
};

START_TEST(what_is_old_is_over)
{
	struct desk desk;

	open_desk(&desk, STEPS);
	struct rebound_event event = make_full(&desk, NOON);
	struct rebound_decision decision = take_at(&desk, &event, NOON + ages[_i].age);
	check_decision(&decision, ages[_i].decision);
	close_desk(&desk);
}
END_TEST

static const struct {
	gint64 hint;
	gint64 span;
} hints[] = {
	{1, 5 * 60},
	{5 * 60, 5 * 60},
	{600, 600},
	{4 * HOUR, 4 * HOUR},
	{24 * HOUR, 24 * HOUR},
	{30 * DAY, 24 * HOUR},
};

START_TEST(hints_within_bounds)
{
	struct desk desk;

	open_desk(&desk, STEPS);
	struct rebound_event event = make_full(&desk, NOON);
	event.retry_after = hints[_i].hint;
	struct rebound_decision decision = decide(&desk, &event);
	check_due(&decision, 1, NOON, hints[_i].span);
	close_desk(&desk);
}
END_TEST

static gint64 due_with(const char *policy, const char *key, const char *original)
{
	struct desk desk;

	open_desk(&desk, policy);
	struct rebound_event event = make_full(&desk, NOON);
	event.address = event.address_key = key;
	event.original_id = original;
	struct rebound_decision decision = decide(&desk, &event);
	close_desk(&desk);
	return decision.due;
}

START_TEST(jitter_comes_from_seed_address_and_original)
{
	static const char seeded[] = "settings { seed = 1 } " STEPS,
			  other[] = "settings { seed = 2 } " STEPS;
	gint64 due = due_with(seeded, "ann@example.org", "one");

	ck_assert_int_eq(due, due_with(seeded, "ann@example.org", "one"));
	ck_assert_int_ne(due, due_with(other, "ann@example.org", "one"));
	ck_assert_int_ne(due, due_with(seeded, "bob@example.org", "one"));
	ck_assert_int_ne(due, due_with(seeded, "ann@example.org", "two"));
	/* It does not depend on the machine or the build either. */
	ck_assert_int_eq(due, NOON + 6 * HOUR + JITTER_OF_ANN);
}
END_TEST

START_TEST(jitter_spreads)
{
	gint64 least = G_MAXINT64, most = 0;
	struct desk desk;

	open_desk(&desk, STEPS);
	for (guint i = 0; i < 300; i++) {
		struct rebound_event event = make_full(&desk, NOON);
		struct rebound_decision decision = decide(&desk, &event);
		least = MIN(least, decision.due);
		most = MAX(most, decision.due);
	}
	ck_assert_int_lt(least, NOON + 6 * HOUR + 6 * HOUR / 10 / 10);
	ck_assert_int_gt(most, NOON + 6 * HOUR + 6 * HOUR / 10 * 9 / 10);
	close_desk(&desk);
}
END_TEST

#define FAILURE                                                                                    \
	"policy 'failure' { retry { '6h', '1d', '3d',"                                             \
	" session = { '15m', '1h', '4h', '12h', '24h', '48h' } } } "

/* How long after a reply of a session each try is, in minutes, by the cards of the policy. */
static const struct {
	const char *policy;
	guint count;
	gint64 minutes[7];
} sessions[] = {
	{NULL, 6, {15, 60, 240, 720, 1440, 2880}},
	{FAILURE, 6, {15, 60, 240, 720, 1440, 2880}},
	{FAILURE STEPS, 6, {15, 60, 240, 720, 1440, 2880}},
	{FAILURE "policy 'mailbox_full' { retry { '6h', session = '2h' } }", 1, {120}},
	{STEPS, 3, {360, 1440, 4320}},
	{FAILURE "policy 'mailbox_full' { action = 'full' } action 'full' { run = function()"
		 " return retry { after = '9h', session = { '5m', '10m' } } end }",
		2, {5, 10}},
};

START_TEST(a_session_has_times_of_its_own)
{
	gint64 time = NOON;
	struct desk desk;

	open_desk(&desk, sessions[_i].policy);
	for (guint step = 1; step <= sessions[_i].count + 1; step++) {
		struct rebound_event event = make_again(&desk, time);

		event.session = TRUE;
		struct rebound_decision decision = take(&desk, &event);
		if (step > sessions[_i].count) {
			check_decision(&decision, "retry_over");
			break;
		}
		check_due(&decision, step, time, sessions[_i].minutes[step - 1] * 60);
		time = decision.due;
	}
	close_desk(&desk);
}
END_TEST

static guint count_hour(struct desk *desk, gint64 from)
{
	guint count = 0;

	ck_assert(rebound_store_retry_hours(
		desk->store, "example.org", from / HOUR, 1, &count, NULL));
	return count;
}

/* A flood of one domain's failures: no hour gets more than its number while there is room. */
START_TEST(an_hour_of_a_domain_has_its_number)
{
	struct desk desk;
	guint total = 0;

	open_desk(&desk, "settings { retries_an_hour = 10 } " STEPS);
	for (guint i = 0; i < 200; i++) {
		struct rebound_event event = make_full(&desk, NOON);
		struct rebound_decision decision = take(&desk, &event);

		check_decision(&decision, "retry");
		ck_assert_int_ge(decision.due, NOON + 6 * HOUR);
	}
	for (gint64 hour = 0; hour < 48; hour++) {
		guint count = count_hour(&desk, NOON + hour * HOUR);

		ck_assert_uint_le(count, 10);
		total += count;
	}
	ck_assert_uint_eq(total, 200);
	/* Another domain has hours of its own. */
	struct rebound_event other = make_full(&desk, NOON);
	other.address = other.address_key = "ann@example.net";
	other.domain = "example.net";
	struct rebound_decision decision = decide(&desk, &other);
	check_due(&decision, 1, NOON, 6 * HOUR);
	close_desk(&desk);
}
END_TEST

/* Where a day is full, a retry is still scheduled. */
START_TEST(a_full_day_loses_nothing)
{
	struct desk desk;

	open_desk(&desk, "settings { retries_an_hour = 1 } " STEPS);
	for (guint i = 0; i < 60; i++) {
		struct rebound_event event = make_full(&desk, NOON);
		struct rebound_decision decision = take(&desk, &event);

		check_decision(&decision, "retry");
		ck_assert_int_le(decision.due, NOON + 6 * HOUR + 36 * 60 + 24 * HOUR);
	}
	close_desk(&desk);
}
END_TEST

START_TEST(no_limit_of_an_hour)
{
	struct desk desk;

	open_desk(&desk, "settings { retries_an_hour = 0 } " STEPS);
	for (guint i = 0; i < 1000; i++) {
		struct rebound_event event = make_full(&desk, NOON);
		struct rebound_decision decision = take(&desk, &event);

		check_due(&decision, 1, NOON, 6 * HOUR);
	}
	close_desk(&desk);
}
END_TEST

/* Failures that are never retried. */
static const struct {
	const char *name;
	enum rebound_kind kind;
	enum rebound_permanence permanence;
	enum rebound_advice advice;
	gboolean nested;
	gboolean nameless;
} never[] = {
	{"delay", REBOUND_KIND_DELAY, REBOUND_PERMANENCE_TEMPORARY, REBOUND_ADVICE_RETRY, FALSE,
		FALSE},
	{"permanent", REBOUND_KIND_FAILURE, REBOUND_PERMANENCE_PERMANENT, REBOUND_ADVICE_RETRY,
		FALSE, FALSE},
	{"unknown", REBOUND_KIND_FAILURE, REBOUND_PERMANENCE_UNKNOWN, REBOUND_ADVICE_RETRY, FALSE,
		FALSE},
	{"other advice", REBOUND_KIND_FAILURE, REBOUND_PERMANENCE_TEMPORARY,
		REBOUND_ADVICE_FIX_SENDER, FALSE, FALSE},
	{"success", REBOUND_KIND_SUCCESS, REBOUND_PERMANENCE_TEMPORARY, REBOUND_ADVICE_RETRY, FALSE,
		FALSE},
	{"auto reply", REBOUND_KIND_AUTO_REPLY, REBOUND_PERMANENCE_TEMPORARY, REBOUND_ADVICE_RETRY,
		FALSE, FALSE},
	{"nested", REBOUND_KIND_FAILURE, REBOUND_PERMANENCE_TEMPORARY, REBOUND_ADVICE_RETRY, TRUE,
		FALSE},
	{"no address", REBOUND_KIND_FAILURE, REBOUND_PERMANENCE_TEMPORARY, REBOUND_ADVICE_RETRY,
		FALSE, TRUE},
};

START_TEST(passes_by_its_nature)
{
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_full' { retry { '6h' } }");
	struct rebound_event event = make_full(&desk, NOON);
	event.permanence = REBOUND_PERMANENCE_PERMANENT;
	struct rebound_decision decision = decide(&desk, &event);
	ck_assert_int_eq(decision.action, REBOUND_ACTION_RETRY);
	close_desk(&desk);
}
END_TEST

START_TEST(never_retried)
{
	struct desk desk;

	open_desk(&desk, STEPS
		" policy 'failure' { retry { '6h' } } policy 'delay' { retry { '6h' } }"
		" policy 'success' { retry { '6h' } } policy 'auto_reply' { retry { '6h' } }");
	struct rebound_event event = make_full(&desk, NOON);
	event.kind = never[_i].kind;
	event.permanence = never[_i].permanence;
	event.advice = never[_i].advice;
	event.nested = never[_i].nested;
	/* A full mailbox passes by its nature, whatever class a server gave. */
	if (event.permanence != REBOUND_PERMANENCE_TEMPORARY)
		event.reason = REBOUND_REASON_UNKNOWN;
	if (never[_i].nameless)
		event.address = event.address_key = event.domain = NULL;
	struct rebound_decision decision = decide(&desk, &event);
	ck_assert_msg(decision.action != REBOUND_ACTION_RETRY &&
			      decision.action != REBOUND_ACTION_RETRY_OVER,
		"%s", never[_i].name);
	close_desk(&desk);
}
END_TEST

START_TEST(suppressed_addresses_get_no_retry)
{
	struct desk desk;

	open_desk(&desk, STEPS " policy 'mailbox_unknown' { suppress {} }");
	struct rebound_event first = make_full(&desk, NOON), dead = make_event(&desk, NOON + 1);
	struct rebound_event later = make_full(&desk, NOON + HOUR);
	struct rebound_retry_mark mark;
	struct rebound_decision decision = take(&desk, &first);
	check_decision(&decision, "retry");
	decision = take(&desk, &dead);
	check_decision(&decision, "suppress:active");
	ck_assert(rebound_store_last_retry(
		desk.store, "ann@example.org", first.original_id, &mark, NULL));
	ck_assert_uint_eq(mark.step, 0);
	decision = take(&desk, &later);
	check_decision(&decision, "keep");
	ck_assert_ptr_nonnull(strstr(decision.why, "suppressed"));
	close_desk(&desk);
}
END_TEST

START_TEST(proposed_ones_are_still_retried)
{
	struct desk desk;

	open_desk(&desk, STEPS " policy 'mailbox_unknown' { suppress {} }");
	struct rebound_event dead = make_event(&desk, NOON), later = make_full(&desk, NOON + HOUR);
	dead.trust = REBOUND_TRUST_NONE;
	struct rebound_decision decision = take(&desk, &dead);
	check_decision(&decision, "suppress:proposed");
	decision = take(&desk, &later);
	check_decision(&decision, "retry");
	close_desk(&desk);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("retry");
	TCase *retries = tcase_create("retries");

	tcase_set_timeout(retries, 60);
	tcase_add_test(retries, steps_follow_failures);
	tcase_add_test(retries, another_word_on_the_same_attempt);
	tcase_add_test(retries, a_retry_that_was_done_leads_to_the_next);
	tcase_add_loop_test(retries, what_is_old_is_over, 0, G_N_ELEMENTS(ages));
	tcase_add_loop_test(retries, hints_within_bounds, 0, G_N_ELEMENTS(hints));
	tcase_add_test(retries, jitter_comes_from_seed_address_and_original);
	tcase_add_test(retries, jitter_spreads);
	tcase_add_loop_test(retries, a_session_has_times_of_its_own, 0, G_N_ELEMENTS(sessions));
	tcase_add_test(retries, an_hour_of_a_domain_has_its_number);
	tcase_add_test(retries, a_full_day_loses_nothing);
	tcase_add_test(retries, no_limit_of_an_hour);
	tcase_add_test(retries, passes_by_its_nature);
	tcase_add_loop_test(retries, never_retried, 0, G_N_ELEMENTS(never));
	tcase_add_test(retries, suppressed_addresses_get_no_retry);
	tcase_add_test(retries, proposed_ones_are_still_retried);
	suite_add_tcase(suite, retries);
	return suite;
}
