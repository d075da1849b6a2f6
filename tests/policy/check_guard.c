/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include "core/policy/guard.h"

static const char *const dead_reasons[] = {"mailbox_unknown", "address_invalid", "mailbox_disabled",
	"mailbox_moved", "domain_unknown", "domain_no_mail"};

/* Whether a reason is in the taxonomy's list of those that suppress at once. */
static gboolean is_dead(enum rebound_reason reason)
{
	for (gsize i = 0; i < G_N_ELEMENTS(dead_reasons); i++)
		if (g_strcmp0(rebound_reason_name(reason), dead_reasons[i]) == 0)
			return TRUE;
	return FALSE;
}

static gboolean is_address_fault(enum rebound_reason reason)
{
	return is_dead(reason) || reason == REBOUND_REASON_MAILBOX_FULL;
}

/* A policy that would suppress for everything; options go into each suppress. */
static char *write_greedy_policy(const char *options)
{
	g_autoptr(GString) text = g_string_new("settings { own_domains = { 'own.example' } }\n");

	for (int i = REBOUND_REASON_NONE + 1; i < REBOUND_REASON_COUNT; i++)
		g_string_append_printf(text, "policy '%s' { suppress { %s } }\n",
			rebound_reason_name((enum rebound_reason)i), options);
	for (int i = 0; i < REBOUND_KIND_COUNT; i++)
		g_string_append_printf(text, "policy '%s' { suppress { %s } }\n",
			rebound_kind_name((enum rebound_kind)i), options);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static const struct {
	const char *options;
	guint before;	 /* failures of the same sort, a day apart, before the one that is judged */
	gboolean anyway; /* the fault does not matter */
	gboolean counts; /* permanence does not matter */
} sweeps[] = {
	{"", 0, FALSE, FALSE},
	{"", 3, FALSE, FALSE},
	{"over = '30d'", 3, FALSE, FALSE},
	{"after = 3", 2, FALSE, FALSE},
	{"after = 3, over = '30d'", 2, FALSE, TRUE},
	{"anyway = true", 0, TRUE, FALSE},
	{"anyway = true, after = 3, over = '30d'", 2, TRUE, TRUE},
};

static gboolean may_suppress(enum rebound_kind kind, enum rebound_reason reason,
	enum rebound_permanence permanence, guint sweep)
{
	if (kind == REBOUND_KIND_COMPLAINT || kind == REBOUND_KIND_UNSUBSCRIBE)
		return TRUE;
	if (kind != REBOUND_KIND_FAILURE)
		return FALSE;
	if (sweeps[sweep].counts)
		return sweeps[sweep].anyway || is_address_fault(reason);
	if (permanence != REBOUND_PERMANENCE_PERMANENT)
		return FALSE;
	return sweeps[sweep].anyway || is_dead(reason);
}

static void judge(struct desk *desk, enum rebound_kind kind, enum rebound_reason reason,
	enum rebound_permanence permanence, enum rebound_trust trust, guint sweep,
	gboolean by_action)
{
	struct rebound_decision decision = {0};
	gboolean expected = may_suppress(kind, reason, permanence, sweep);

	ck_assert(rebound_store_begin(desk->store, NULL));
	for (guint i = 0; i <= sweeps[sweep].before; i++) {
		struct rebound_event event = make_event(desk, NOON + i * DAY);
		gboolean added;

		event.kind = kind;
		event.reason = reason;
		event.permanence = permanence;
		event.trust = trust;
		decision = decide(desk, &event);
		ck_assert(rebound_store_add_event(desk->store, &event, &added, NULL));
	}
	rebound_store_rollback(desk->store);
	ck_assert_msg((decision.action == REBOUND_ACTION_SUPPRESS) == expected, "%s %s %s: %s (%s)",
		rebound_kind_name(kind), rebound_reason_name(reason),
		rebound_permanence_name(permanence), rebound_action_name(decision.action),
		decision.refused);
	if (!expected) {
		/* That a card does nothing about a delay needs no word. */
		ck_assert_int_eq(
			decision.refused == NULL, kind == REBOUND_KIND_DELAY && !by_action);
		return;
	}
	ck_assert_ptr_null(decision.refused);
	gboolean active = trust >= REBOUND_TRUST_VERIFIED ||
			  (trust == REBOUND_TRUST_PLAIN && sweeps[sweep].before > 0);
	ck_assert_int_eq(decision.state, active ? REBOUND_STATE_ACTIVE : REBOUND_STATE_PROPOSED);
}

START_TEST(every_reason_kind_permanence_and_trust)
{
	g_autofree char *policy = write_greedy_policy(sweeps[_i].options);
	struct desk desk;

	open_desk(&desk, policy);
	for (int kind = 0; kind < REBOUND_KIND_COUNT; kind++)
		for (int reason = REBOUND_REASON_NONE + 1; reason < REBOUND_REASON_COUNT; reason++)
			for (int permanence = 0; permanence < REBOUND_PERMANENCE_COUNT;
				permanence++)
				for (int trust = REBOUND_TRUST_NONE; trust <= REBOUND_TRUST_SOURCE;
					trust++)
					judge(&desk, (enum rebound_kind)kind,
						(enum rebound_reason)reason,
						(enum rebound_permanence)permanence,
						(enum rebound_trust)trust, (guint)_i, FALSE);
	close_desk(&desk);
}
END_TEST

START_TEST(an_action_gets_the_same_guard)
{
	struct desk desk;
	g_autoptr(GString) text = g_string_new(
		"action 'greedy' { run = function(event, history) return suppress {} end }\n");

	for (int i = REBOUND_REASON_NONE + 1; i < REBOUND_REASON_COUNT; i++)
		g_string_append_printf(text, "policy '%s' { action = 'greedy' }\n",
			rebound_reason_name((enum rebound_reason)i));
	for (int i = 0; i < REBOUND_KIND_COUNT; i++)
		g_string_append_printf(text, "policy '%s' { action = 'greedy' }\n",
			rebound_kind_name((enum rebound_kind)i));
	open_desk(&desk, text->str);
	for (int kind = 0; kind < REBOUND_KIND_COUNT; kind++)
		for (int reason = REBOUND_REASON_NONE + 1; reason < REBOUND_REASON_COUNT; reason++)
			for (int permanence = 0; permanence < REBOUND_PERMANENCE_COUNT;
				permanence++)
				judge(&desk, (enum rebound_kind)kind, (enum rebound_reason)reason,
					(enum rebound_permanence)permanence, REBOUND_TRUST_SOURCE,
					0, TRUE);
	close_desk(&desk);
}
END_TEST

/* What stands in the way, whatever kind and policy. */
static const struct {
	const char *address;
	gboolean nested;
	gboolean refused;
} addresses[] = {
	{"ann@example.org", FALSE, FALSE},
	{"ann@example.org", TRUE, TRUE},
	{NULL, FALSE, TRUE},
	{"ann@own.example", FALSE, TRUE},
	{"ann@mail.own.example", FALSE, TRUE},
	{"ann@OWN.Example", FALSE, TRUE},
	{"ann@notown.example", FALSE, FALSE},
	{"ann@own.example.org", FALSE, FALSE},
	{"me@example.org", FALSE, TRUE},
	{"Me@Example.ORG", FALSE, TRUE},
	{"notme@example.org", FALSE, FALSE},
	{"postmaster@example.org", FALSE, TRUE},
	{"MAILER-DAEMON@example.org", FALSE, TRUE},
};

START_TEST(addresses_that_are_never_suppressed)
{
	static const enum rebound_kind kinds[] = {
		REBOUND_KIND_FAILURE, REBOUND_KIND_COMPLAINT, REBOUND_KIND_UNSUBSCRIBE};
	struct desk desk;

	open_desk(&desk, "settings { own_domains = { 'own.example' }, own_addresses = { "
			 "'me@example.org' } }\n"
			 "policy 'mailbox_unknown' { suppress { anyway = true } }\n"
			 "policy 'complaint' { suppress { anyway = true } }\n"
			 "policy 'unsubscribe' { suppress { anyway = true } }\n");
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct rebound_event event = make_event(&desk, NOON);

		event.kind = kinds[i];
		event.address = addresses[_i].address;
		event.address_key = event.domain = NULL;
		if (event.address != NULL) {
			event.address_key = g_ascii_strdown(event.address, -1);
			event.domain = strchr(event.address_key, '@') + 1;
		}
		event.nested = addresses[_i].nested;
		struct rebound_decision decision = decide(&desk, &event);
		ck_assert_msg((decision.refused != NULL) == addresses[_i].refused, "%s: %s",
			event.address, decision.refused);
		ck_assert_int_eq(
			decision.action == REBOUND_ACTION_SUPPRESS, !addresses[_i].refused);
		g_free((char *)event.address_key);
	}
	close_desk(&desk);
}
END_TEST

static const struct {
	const char *type;
	gboolean suppresses;
} complaints[] = {
	{NULL, TRUE},
	{"abuse", TRUE},
	{"ABUSE", TRUE},
	{"opt-out", TRUE},
	{"fraud", TRUE},
	{"not-spam", FALSE},
	{"virus", FALSE},
	{"other", FALSE},
	{"auth-failure", FALSE},
	{"dmarc", FALSE},
	{"", FALSE},
	{"abuse ", FALSE},
	{"x-anything", FALSE},
};

START_TEST(types_of_complaint)
{
	struct desk desk;

	open_desk(&desk, "policy 'complaint' { suppress { anyway = true } }");
	struct rebound_event event = make_event(&desk, NOON);
	event.kind = REBOUND_KIND_COMPLAINT;
	event.reason = REBOUND_REASON_NONE;
	event.feedback_type = complaints[_i].type;
	struct rebound_decision decision = decide(&desk, &event);
	ck_assert_msg((decision.action == REBOUND_ACTION_SUPPRESS) == complaints[_i].suppresses,
		"%s: %s", complaints[_i].type, decision.refused);
	ck_assert_int_eq(decision.refused == NULL, complaints[_i].suppresses);
	close_desk(&desk);
}
END_TEST

START_TEST(what_a_person_ended_is_not_suppressed_by_what_was_before)
{
	struct rebound_suppression_filter all = {.state = REBOUND_STATE_COUNT};
	struct desk desk;

	open_desk(&desk, "policy 'mailbox_unknown' { suppress {} }");
	struct rebound_event first = make_event(&desk, NOON),
			     before = make_event(&desk, NOON + DAY);
	struct rebound_event after = make_event(&desk, NOON + 3 * DAY);
	struct rebound_decision decision = take(&desk, &first);
	check_decision(&decision, "suppress:active");
	ck_assert_int_eq(rebound_store_set_state(desk.store, &all, REBOUND_STATE_ENDED,
				 "she is alive", NOON + 2 * DAY, NULL),
		1);
	decision = take_at(&desk, &before, NOON + 3 * DAY);
	ck_assert_int_ne(decision.action, REBOUND_ACTION_SUPPRESS);
	ck_assert_ptr_nonnull(decision.refused);
	decision = take(&desk, &after);
	check_decision(&decision, "suppress:active");
	close_desk(&desk);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("guard");
	TCase *guard = tcase_create("guard");

	tcase_set_timeout(guard, 280);
	tcase_add_loop_test(guard, every_reason_kind_permanence_and_trust, 0, G_N_ELEMENTS(sweeps));
	tcase_add_test(guard, an_action_gets_the_same_guard);
	tcase_add_loop_test(guard, addresses_that_are_never_suppressed, 0, G_N_ELEMENTS(addresses));
	tcase_add_loop_test(guard, types_of_complaint, 0, G_N_ELEMENTS(complaints));
	tcase_add_test(guard, what_a_person_ended_is_not_suppressed_by_what_was_before);
	suite_add_tcase(suite, guard);
	return suite;
}
