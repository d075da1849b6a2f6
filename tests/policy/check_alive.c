/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

/*
 * Signs of life, spacing between failures, and what slows a domain.
 */

/* What happened to ann@example.org, hours after noon of day 0. */
struct step {
	char what; /* F: a full mailbox; U: unknown; S delivered; A an answer; G: gone, by an
		      answer; R: a receipt; P: passed on, of the same mail as the failure that
		      follows */
	int hours;
};

#define FIVE                                                                                       \
	"policy 'mailbox_full' { suppress { after = 3, over = '30d' } }"                           \
	" policy 'mailbox_unknown' { suppress {} }"
#define SPACED "policy 'mailbox_full' { suppress { after = 3, over = '30d', spacing = '3d' } }"

static const struct {
	const char *name;
	const char *policy;
	struct step steps[10];
	guint count;
	const char *decision; /* on the last */
} stories[] = {
	{"three failures", FIVE, {{'F', 0}, {'F', 24}, {'F', 48}}, 3, "suppress:active"},
	{"a delivery between", FIVE, {{'F', 0}, {'F', 24}, {'S', 30}, {'F', 48}}, 4, "keep"},
	{"an answer between", FIVE, {{'F', 0}, {'F', 24}, {'A', 30}, {'F', 48}}, 4, "keep"},
	{"a receipt between", FIVE, {{'F', 0}, {'F', 24}, {'R', 30}, {'F', 48}}, 4, "keep"},
	{"an answer that says she is gone", FIVE, {{'F', 0}, {'F', 24}, {'G', 30}, {'F', 48}}, 4,
		"suppress:active"},
	{"passed on, and failed then", FIVE, {{'F', 0}, {'F', 24}, {'P', 47}, {'F', 48}}, 4,
		"suppress:active"},
	{"three after a delivery", FIVE, {{'F', 0}, {'S', 1}, {'F', 24}, {'F', 48}, {'F', 72}}, 5,
		"suppress:active"},
	{"a delivery before all", FIVE, {{'S', -5}, {'F', 0}, {'F', 24}, {'F', 48}}, 4,
		"suppress:active"},
	{"a delivery is read after the failures", FIVE,
		{{'F', 0}, {'F', 24}, {'F', 72}, {'S', 30}, {'F', 48}}, 5, "keep"},
	{"unknown, after a delivery", FIVE, {{'S', 0}, {'U', 24}}, 2, "suppress:active"},
	{"unknown, but delivered to since", FIVE, {{'S', 48}, {'U', 24}}, 2, "keep"},
	{"unknown, but she answered since", FIVE, {{'A', 48}, {'U', 24}}, 2, "keep"},
	{"on three days", SPACED, {{'F', 0}, {'F', 24}, {'F', 48}}, 3, "keep"},
	{"in three weeks", SPACED, {{'F', 0}, {'F', 24 * 8}, {'F', 24 * 16}}, 3, "suppress:active"},
	{"daily for a week", SPACED,
		{{'F', 0}, {'F', 24}, {'F', 48}, {'F', 72}, {'F', 96}, {'F', 120}, {'F', 144}}, 7,
		"suppress:active"},
	{"a day short of it", SPACED,
		{{'F', 0}, {'F', 24}, {'F', 48}, {'F', 72}, {'F', 96}, {'F', 120}}, 6, "keep"},
};

static struct rebound_event make_step(struct desk *desk, const struct step *step)
{
	gint64 time = NOON + (gint64)step->hours * HOUR;
	struct rebound_event event =
		step->what == 'U' ? make_event(desk, time) : make_full(desk, time);

	if (step->what == 'F' || step->what == 'U')
		return event;
	event.kind = step->what == 'S' || step->what == 'P' ? REBOUND_KIND_SUCCESS
		     : step->what == 'R'		    ? REBOUND_KIND_DISPOSITION
							    : REBOUND_KIND_AUTO_REPLY;
	event.reason = step->what == 'G' ? REBOUND_REASON_MAILBOX_DISABLED : REBOUND_REASON_NONE;
	event.permanence = REBOUND_PERMANENCE_NONE;
	event.advice = REBOUND_ADVICE_NONE;
	if (step->what == 'P') /* the number that the next one gets */
		event.original_id =
			rebound_arena_printf(desk->arena, "%u@lists.example.com", desk->events + 1);
	return event;
}

START_TEST(signs_of_life_clear_what_was_before)
{
	struct rebound_decision decision = {0};
	struct desk desk;

	open_desk(&desk, stories[_i].policy);
	for (guint i = 0; i < stories[_i].count; i++) {
		struct rebound_event event = make_step(&desk, &stories[_i].steps[i]);

		decision = take_at(&desk, &event, NOON + 31 * DAY);
		if (i == 2 && stories[_i].count == 5 && stories[_i].steps[3].what == 'S')
			ck_assert_str_eq(rebound_decision_words(&decision), "suppress:active");
	}
	if (strstr(stories[_i].name, "is read after") != NULL)
		/* The suppression stands; what is said is that this failure adds nothing. */
		ck_assert_int_ne(decision.action, REBOUND_ACTION_SUPPRESS);
	else
		ck_assert_msg(strcmp(rebound_decision_words(&decision), stories[_i].decision) == 0,
			"%s: %s (%s)", stories[_i].name, rebound_decision_words(&decision),
			decision.why);
	close_desk(&desk);
}
END_TEST

/* A sign that is trusted less than the failure is none: nobody keeps a dead address alive by a
 * forged reply. */
START_TEST(a_forged_sign_is_none)
{
	struct desk desk;
	struct step failure = {'F', 0}, answer = {'A', 30};

	open_desk(&desk, FIVE);
	for (int day = 0; day < 2; day++) {
		failure.hours = day * 24;
		struct rebound_event event = make_step(&desk, &failure);
		take(&desk, &event);
	}
	struct rebound_event forged = make_step(&desk, &answer);
	forged.trust = REBOUND_TRUST_NONE;
	take(&desk, &forged);
	failure.hours = 48;
	struct rebound_event event = make_step(&desk, &failure);
	struct rebound_decision decision = take(&desk, &event);
	check_decision(&decision, "suppress:active");
	close_desk(&desk);
}
END_TEST

/* A suppression does not end by a delivery; a person is told. */
START_TEST(a_suppression_stays_and_is_told)
{
	struct desk desk;
	struct step unknown = {'U', 0}, sign = {"SAR"[_i], 24};
	struct rebound_suppression found;

	open_desk(&desk, FIVE " policy 'complaint' { suppress {} }");
	struct rebound_event event = make_step(&desk, &unknown);
	take(&desk, &event);
	struct rebound_event alive = make_step(&desk, &sign);
	struct rebound_decision decision = take(&desk, &alive);
	check_decision(&decision, "review");
	ck_assert(decision.alive);
	ck_assert_msg(strstr(decision.why, "though it is suppressed (mailbox_unknown)") != NULL,
		"%s", decision.why);
	ck_assert(rebound_store_find_suppression(
		desk.store, "ann@example.org", NOON + 2 * DAY, desk.arena, &found, NULL));
	ck_assert_int_eq(found.state, REBOUND_STATE_ACTIVE);
	close_desk(&desk);
}
END_TEST

/* Who complained is alive, of course. */
START_TEST(a_complaint_is_no_surprise)
{
	struct desk desk;
	struct step sign = {'S', 24};

	open_desk(&desk, "policy 'complaint' { suppress {} }");
	struct rebound_event event = make_event(&desk, NOON);
	event.kind = REBOUND_KIND_COMPLAINT;
	event.reason = REBOUND_REASON_NONE;
	event.permanence = REBOUND_PERMANENCE_NONE;
	struct rebound_decision decision = take(&desk, &event);
	check_decision(&decision, "suppress:active");
	struct rebound_event alive = make_step(&desk, &sign);
	decision = take(&desk, &alive);
	ck_assert(!decision.alive);
	close_desk(&desk);
}
END_TEST

static gboolean note_until(const struct rebound_slowdown *slowdown, void *data)
{
	*(gint64 *)data = slowdown->until;
	return TRUE;
}

static gboolean is_slowed(struct desk *desk, gint64 now)
{
	gint64 until = 0;

	ck_assert(rebound_store_slowdowns(desk->store, now, note_until, &until, NULL));
	return until != 0;
}

static struct rebound_decision defer(struct desk *desk, guint n, gint64 time)
{
	struct rebound_event event = make_full(desk, time);

	event.address = event.address_key = rebound_arena_printf(desk->arena, "u%u@example.org", n);
	event.reason = REBOUND_REASON_RATE_LIMITED;
	return take(desk, &event);
}

#define SLOW                                                                                       \
	"policy 'rate_limited' { slow { '1h', limit = '24h', after = 5, over = '1h' } }"           \
	" policy 'success' { keep {}, resume {} }"

/* A domain is slowed by a number of failures within a span, and no more once it takes a mail. */
START_TEST(a_domain_is_slowed_and_resumed)
{
	struct desk desk;
	struct step sign = {'S', 3};

	open_desk(&desk, SLOW);
	for (guint i = 0; i < 4; i++)
		ck_assert_int_eq(defer(&desk, i, NOON + i * 60).slow_interval, 0);
	/* The fifth within the hour, but not one that comes later. */
	ck_assert_int_eq(defer(&desk, 9, NOON + 3 * HOUR / 2).slow_interval, 0);
	ck_assert(!is_slowed(&desk, NOON + 2 * HOUR));
	ck_assert_int_eq(defer(&desk, 5, NOON + 300).slow_interval, HOUR);
	ck_assert(is_slowed(&desk, NOON + 2 * HOUR));
	/* A delivery from before the trouble says nothing. */
	sign.hours = -1;
	struct rebound_event early = make_step(&desk, &sign);
	take(&desk, &early);
	ck_assert(is_slowed(&desk, NOON + 2 * HOUR));
	/* Nor does one that anybody could forge. */
	sign.hours = 2;
	struct rebound_event forged = make_step(&desk, &sign);
	forged.trust = REBOUND_TRUST_NONE;
	take(&desk, &forged);
	ck_assert(is_slowed(&desk, NOON + 3 * HOUR));
	sign.hours = 3;
	struct rebound_event late = make_step(&desk, &sign);
	ck_assert(take(&desk, &late).resume);
	ck_assert(!is_slowed(&desk, NOON + 3 * HOUR));
	close_desk(&desk);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("alive");
	TCase *tcase = tcase_create("alive");

	tcase_add_loop_test(
		tcase, signs_of_life_clear_what_was_before, 0, (int)G_N_ELEMENTS(stories));
	tcase_add_test(tcase, a_forged_sign_is_none);
	tcase_add_loop_test(tcase, a_suppression_stays_and_is_told, 0, 3);
	tcase_add_test(tcase, a_complaint_is_no_surprise);
	tcase_add_test(tcase, a_domain_is_slowed_and_resumed);
	suite_add_tcase(suite, tcase);
	return suite;
}
