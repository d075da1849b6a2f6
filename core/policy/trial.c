/* SPDX-License-Identifier: MIT */
#include "core/policy/trial.h"

#include <string.h>

#include "core/policy/card.h"
#include "core/policy/guard.h"

/* An address of nobody's, so that it is none of the operator's own. */
#define DOMAIN	"trial.invalid"
#define ADDRESS "ann@" DOMAIN

/* 2026-03-02T09:00:00Z: a time, the same each time. */
#define NOW (G_GINT64_CONSTANT(1772442000))

struct trying {
	struct rebound_policy *policy;
	struct rebound_store *store;
	struct rebound_arena *arena;
	struct rebound_policy_trial *trial;
};

/* A line, once. */
G_GNUC_PRINTF(2, 3)
static void tell(struct trying *trying, const char *format, ...)
{
	GPtrArray *messages = trying->trial->messages;
	va_list arguments;

	va_start(arguments, format);
	char *line = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	if (g_ptr_array_find_with_equal_func(messages, line, g_str_equal, NULL))
		g_free(line);
	else
		g_ptr_array_add(messages, line);
}

static struct rebound_event make_event(
	enum rebound_kind kind, enum rebound_reason reason, enum rebound_permanence permanence)
{
	gboolean lasts = permanence == REBOUND_PERMANENCE_PERMANENT;

	return (struct rebound_event){
		.address = ADDRESS,
		.address_key = ADDRESS,
		.domain = DOMAIN,
		.kind = kind,
		.reason = reason,
		.permanence = permanence,
		.advice = lasts ? REBOUND_ADVICE_SUPPRESS : REBOUND_ADVICE_RETRY,
		.trust = REBOUND_TRUST_SOURCE,
		.confidence = 0.9,
		.time = NOW,
		.seen = NOW,
		.original_id = "<trial@" DOMAIN ">",
		.status = lasts ? "5.0.0" : "4.0.0",
		.reply = lasts ? 550 : 450,
		.text = "a made-up answer",
		.rule = "trial",
		.evidence = "made-up",
		.remote_mta = "mx." DOMAIN,
		.feedback_type = kind == REBOUND_KIND_COMPLAINT ? "abuse" : NULL,
	};
}

static gboolean try_event(struct trying *trying, const struct rebound_event *event, GError **error)
{
	const struct rebound_policy_context context = {.trust_source = TRUE, .now = NOW};
	const struct rebound_policy_card *card =
		rebound_policy_find_card(trying->policy, event->kind, event->reason);
	struct rebound_decision decision;

	trying->trial->events++;
	if (!rebound_policy_decide(trying->policy, trying->store, event, &context, trying->arena,
		    &decision, error))
		return FALSE;
	g_autofree char *failure = rebound_policy_take_error(trying->policy);
	if (failure != NULL)
		tell(trying, "%s", failure);
	else if (decision.refused != NULL && card != NULL && card->action != NULL &&
		 event->permanence != REBOUND_PERMANENCE_TEMPORARY)
		tell(trying, "%s: action '%s' suppresses for %s, which is refused: %s",
			card->action->at, card->action_name, card->name, decision.refused);
	rebound_arena_clear(trying->arena);
	return TRUE;
}

/* A user can't mend the shipped cards, and leaves some over. */
static gboolean is_shipped(const char *at)
{
	return g_str_has_prefix(at, "rules/policy.lua:");
}

/* The targets that are told must be there, if there are any: the others are only shown. */
static void check_target(struct trying *trying, const struct rebound_policy_card *card)
{
	const char *whom = card->clauses.tell;

	if (whom != NULL && !is_shipped(card->at) && trying->policy->settings.target_count > 0 &&
		rebound_policy_target(trying->policy, whom) == NULL)
		tell(trying, "%s: policy '%s' tells '%s', which is no target of the settings",
			card->at, card->name, whom);
}

/* A suppression that the guard refuses whatever comes. */
static void check_card(struct trying *trying, const struct rebound_policy_card *card,
	const struct rebound_event *event)
{
	const struct rebound_clauses *clauses = &card->clauses;
	const struct rebound_guard_case speaks = {
		.anyway = clauses->anyway, .counted = clauses->after > 1 && clauses->over > 0};

	check_target(trying, card);
	if (!clauses->suppress)
		return;
	const char *refused = rebound_guard_refuse(&trying->policy->settings, event, &speaks);
	if (refused != NULL)
		tell(trying, "%s: policy '%s' never suppresses: %s", card->at, card->name, refused);
}

static gboolean try_reasons(struct trying *trying, GError **error)
{
	static const enum rebound_permanence both[] = {
		REBOUND_PERMANENCE_PERMANENT, REBOUND_PERMANENCE_TEMPORARY};
	const char *left = NULL;
	guint count = 0;

	for (int reason = REBOUND_REASON_NONE + 1; reason < REBOUND_REASON_COUNT; reason++) {
		const struct rebound_policy_card *card = trying->policy->reasons[reason];

		for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
			const struct rebound_event event = make_event(
				REBOUND_KIND_FAILURE, (enum rebound_reason)reason, both[i]);

			if (i == 0 && card != NULL)
				check_card(trying, card, &event);
			if (!try_event(trying, &event, error))
				return FALSE;
		}
		if (card == NULL && trying->policy->kinds[REBOUND_KIND_FAILURE] == NULL) {
			left = left != NULL ? left
					    : rebound_reason_name((enum rebound_reason)reason);
			count++;
		}
	}
	if (count > 0)
		tell(trying,
			"no card says what to do about %u reasons, %s the first: end the file with "
			"use \"policy\"",
			count, left);
	return TRUE;
}

static gboolean try_kinds(struct trying *trying, GError **error)
{
	for (int kind = 0; kind < REBOUND_KIND_COUNT; kind++) {
		const struct rebound_policy_card *card = trying->policy->kinds[kind];
		const struct rebound_event event = make_event(
			(enum rebound_kind)kind, REBOUND_REASON_NONE, REBOUND_PERMANENCE_UNKNOWN);

		/* That of failures stands for each reason without a card. */
		if (kind == REBOUND_KIND_FAILURE)
			continue;
		if (card != NULL)
			check_card(trying, card, &event);
		if (!try_event(trying, &event, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean is_named(
	const struct rebound_policy *policy, const struct rebound_policy_action *action)
{
	for (int i = 0; i < REBOUND_REASON_COUNT; i++)
		if (policy->reasons[i] != NULL && policy->reasons[i]->action == action)
			return TRUE;
	for (int i = 0; i < REBOUND_KIND_COUNT; i++)
		if (policy->kinds[i] != NULL && policy->kinds[i]->action == action)
			return TRUE;
	return FALSE;
}

static void check_actions(struct trying *trying)
{
	for (guint i = 0; i < trying->policy->actions->len; i++) {
		const struct rebound_policy_action *action =
			g_ptr_array_index(trying->policy->actions, i);

		if (!is_named(trying->policy, action) && !is_shipped(action->at))
			tell(trying,
				"%s: no card names the action '%s'; write policy \"REASON\" { "
				"action = \"%s\" }",
				action->at, action->name, action->name);
	}
}

gboolean rebound_policy_try(struct rebound_policy *policy, struct rebound_store *store,
	struct rebound_policy_trial *trial, GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct trying trying = {policy, store, arena, trial};

	*trial = (struct rebound_policy_trial){.messages = g_ptr_array_new_with_free_func(g_free)};
	if (!try_reasons(&trying, error) || !try_kinds(&trying, error))
		return FALSE;
	check_actions(&trying);
	return TRUE;
}

void rebound_policy_trial_clear(struct rebound_policy_trial *trial)
{
	g_clear_pointer(&trial->messages, g_ptr_array_unref);
}
