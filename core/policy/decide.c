/* SPDX-License-Identifier: MIT */
#include "core/policy/policy.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/policy/action.h"
#include "core/policy/card.h"
#include "core/policy/guard.h"
#include "core/policy/history.h"
#include "core/policy/retry.h"
#include "core/policy/spike.h"

#define QUOTED_BYTES 160

#define DAY ((gint64)24 * 60 * 60)

/* Within what a temporary failure must repeat where an action suppresses by a count of its own. */
#define ACTION_WINDOW (90 * DAY)

/* Failures that must speak for a suppression where trust is plain. */
enum { PLAIN_FAILURES = 2, COUNTED_FAILURES = 2 };

/* One decision while it is taken. */
struct deciding {
	struct rebound_policy *policy;
	struct rebound_store *store;
	const struct rebound_event *event;
	const struct rebound_policy_context *context;
	struct rebound_arena *arena;
	struct rebound_decision *decision;
	const struct rebound_policy_card *card; /* NULL where there is none */
	struct rebound_clauses clauses;
	struct rebound_history history; /* open where entries are set */
};

static gboolean goes_by_reason(const struct rebound_event *event)
{
	return event->kind == REBOUND_KIND_FAILURE || event->kind == REBOUND_KIND_DELAY;
}

const struct rebound_policy_card *rebound_policy_find_card(
	const struct rebound_policy *policy, enum rebound_kind kind, enum rebound_reason reason)
{
	gboolean by_reason = kind == REBOUND_KIND_FAILURE || kind == REBOUND_KIND_DELAY;

	if (by_reason && policy->reasons[reason] != NULL)
		return policy->reasons[reason];
	return policy->kinds[kind];
}

void rebound_policy_inherit_retry(const struct rebound_policy *policy,
	const struct rebound_policy_card *card, struct rebound_clauses *clauses)
{
	const struct rebound_policy_card *all = policy->kinds[REBOUND_KIND_FAILURE];

	if (all == NULL || all == card || card == NULL)
		return;
	if (card->action == NULL && clauses->step_count == 0 && !clauses->review &&
		!clauses->keep) {
		clauses->step_count = all->clauses.step_count;
		memcpy(clauses->steps, all->clauses.steps, sizeof(clauses->steps));
		clauses->retry_why = all->clauses.retry_why;
	}
	if (clauses->step_count > 0 && clauses->session_count == 0) {
		clauses->session_count = all->clauses.session_count;
		memcpy(clauses->session_steps, all->clauses.session_steps,
			sizeof(clauses->session_steps));
	}
}

static gboolean need_history(struct deciding *deciding, GError **error)
{
	if (deciding->history.entries != NULL)
		return TRUE;
	return rebound_history_open(
		&deciding->history, deciding->store, deciding->event, deciding->arena, error);
}

/* An action's clauses over the card's own. FALSE where the store failed. */
static gboolean call_action(struct deciding *deciding, gboolean *failed, GError **error)
{
	struct rebound_policy *policy = deciding->policy;
	struct rebound_clauses given, *clauses = &deciding->clauses;
	g_autoptr(GError) problem = NULL;

	*failed = FALSE;
	if (!need_history(deciding, error))
		return FALSE;
	if (!rebound_action_run(policy, deciding->card->action, deciding->event, &deciding->history,
		    deciding->arena, &given, &problem)) {
		*failed = TRUE;
		deciding->decision->action = REBOUND_ACTION_REVIEW;
		deciding->decision->why =
			rebound_arena_printf(deciding->arena, "the action '%s' failed: %s",
				deciding->card->action->name, problem->message);
		if (policy->error == NULL)
			policy->error = g_strdup(problem->message);
		return TRUE;
	}
	if (given.slow == 0) {
		given.slow = clauses->slow;
		given.slow_limit = clauses->slow_limit;
		given.slow_growth = clauses->slow_growth;
	}
	if (given.tell == NULL)
		given.tell = clauses->tell;
	*clauses = given;
	return TRUE;
}

/* What "counted" means to the guard: a count that the card set, or for an action one of the core's.
 */
static gboolean is_counted(struct deciding *deciding, guint count)
{
	const struct rebound_clauses *clauses = &deciding->clauses;
	struct rebound_history_query query = {.kind = deciding->event->kind,
		.reason = deciding->event->reason,
		.over = clauses->over > 0 ? clauses->over : ACTION_WINDOW};

	/* The guard asks for no count where the failure speaks for itself. */
	if (deciding->event->permanence == REBOUND_PERMANENCE_PERMANENT &&
		rebound_reason_may_suppress(deciding->event->reason))
		return FALSE;
	if (deciding->card->action == NULL)
		return clauses->over > 0 && clauses->after >= COUNTED_FAILURES &&
		       count >= clauses->after;
	return rebound_history_count(&deciding->history, &query) >= COUNTED_FAILURES;
}

/* Where there is a key, a stranger's report does nothing that lasts by itself. */
static gboolean needs_token(const struct deciding *deciding)
{
	return deciding->policy->settings.keys != NULL;
}

/* Active, or proposed where trust does not reach. */
static enum rebound_state pick_state(struct deciding *deciding)
{
	const struct rebound_event *event = deciding->event;
	struct rebound_history_query query = {
		.kind = event->kind, .reason = event->reason, .dead = TRUE};

	if (event->trust >= REBOUND_TRUST_VERIFIED)
		return REBOUND_STATE_ACTIVE;
	if (event->trust == REBOUND_TRUST_PLAIN && !needs_token(deciding) &&
		rebound_history_count(&deciding->history, &query) >= PLAIN_FAILURES)
		return REBOUND_STATE_ACTIVE;
	return REBOUND_STATE_PROPOSED;
}

static const char *name_cause(const struct rebound_event *event)
{
	return goes_by_reason(event) && event->reason != REBOUND_REASON_NONE
		       ? rebound_reason_name(event->reason)
		       : rebound_kind_name(event->kind);
}

/* What the server said belongs to the answer, short enough for a list. */
static const char *quote(const struct deciding *deciding, const char *cause)
{
	const struct rebound_event *event = deciding->event;

	if (event->text == NULL)
		return event->kind == REBOUND_KIND_COMPLAINT
			       ? rebound_arena_printf(deciding->arena,
					 "%s: the recipient reported a mail of yours as spam",
					 cause)
			       : cause;
	const char *text =
		rebound_text_line(deciding->arena, event->text, strlen(event->text), QUOTED_BYTES);
	return rebound_arena_printf(deciding->arena, "%s: %s%s", cause, text,
		strlen(text) < strlen(event->text) ? "..." : "");
}

static const char *explain_suppression(const struct deciding *deciding, guint count)
{
	const struct rebound_clauses *clauses = &deciding->clauses;
	const struct rebound_event *event = deciding->event;
	char span[REBOUND_CLOCK_SPAN_SIZE];
	const char *permanence = rebound_permanence_name(event->permanence);

	if (clauses->suppress_why != NULL)
		return quote(deciding, clauses->suppress_why);
	const char *cause = rebound_arena_printf(deciding->arena, "%s%s%s", name_cause(event),
		permanence != NULL ? ", " : "", permanence != NULL ? permanence : "");
	if (clauses->after > 1)
		cause = rebound_arena_printf(deciding->arena, "%s, %u failures%s%s", cause, count,
			clauses->over > 0 ? " within " : "",
			clauses->over > 0 ? rebound_clock_write_span(clauses->over, span) : "");
	return quote(deciding, cause);
}

/* The suppression that stands for the event's address; its id is 0 where there is none. */
static gboolean find_standing(
	struct deciding *deciding, struct rebound_suppression *standing, GError **error)
{
	GError *problem = NULL;

	*standing = (struct rebound_suppression){0};
	rebound_store_find_suppression(deciding->store, deciding->event->address_key,
		deciding->context->now, deciding->arena, standing, &problem);
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

/* Whether the address turns by this failure alone, which is what a provider's outage looks like. */
static gboolean is_turning(const struct rebound_event *event)
{
	return event->kind == REBOUND_KIND_FAILURE &&
	       event->permanence == REBOUND_PERMANENCE_PERMANENT &&
	       rebound_reason_may_suppress(event->reason);
}

/* A proposal that the same report on another day would make active. */
static gboolean may_become_active(const struct deciding *deciding)
{
	return deciding->decision->state == REBOUND_STATE_PROPOSED &&
	       deciding->event->trust == REBOUND_TRUST_PLAIN && !needs_token(deciding);
}

static gboolean guard_spike(struct deciding *deciding, GError **error)
{
	const struct rebound_settings *settings = &deciding->policy->settings;
	struct rebound_decision *decision = deciding->decision;
	const struct rebound_event *event = deciding->event;
	struct rebound_suppression standing = {0};
	struct rebound_spike spike;

	if ((decision->state != REBOUND_STATE_ACTIVE && !may_become_active(deciding)) ||
		!is_turning(event))
		return TRUE;
	/* What is suppressed already does not turn again, and what a person is to decide stays so.
	 */
	if (!find_standing(deciding, &standing, error))
		return FALSE;
	if (standing.id != 0 && standing.state == REBOUND_STATE_ACTIVE)
		return TRUE;
	if (standing.id != 0 && standing.state == REBOUND_STATE_HELD && standing.hold != 0) {
		decision->state = REBOUND_STATE_HELD;
		decision->hold = standing.hold;
		return TRUE;
	}
	decision->provider = rebound_spike_provider(settings, event, deciding->arena);
	decision->turns = standing.turned == 0;
	if (!rebound_spike_look(
		    settings, deciding->store, decision->provider, event->time, &spike, error))
		return FALSE;
	decision->spike = spike.seen;
	decision->spike_addresses = spike.addresses;
	decision->spike_norm = spike.norm;
	decision->spike_since = spike.since;
	decision->spike_until = spike.until;
	if (!spike.held)
		return TRUE;
	decision->state = REBOUND_STATE_HELD;
	decision->hold = spike.hold;
	return TRUE;
}

static gboolean decide_suppression(struct deciding *deciding, guint count, GError **error)
{
	struct rebound_decision *decision = deciding->decision;
	const struct rebound_clauses *clauses = &deciding->clauses;

	decision->until = clauses->expires > 0 ? deciding->event->time + clauses->expires : 0;
	if (decision->until != 0 && decision->until <= deciding->context->now) {
		decision->action = REBOUND_ACTION_KEEP;
		decision->until = 0;
		decision->why = "the time of its suppression would be over already";
		return TRUE;
	}
	decision->action = REBOUND_ACTION_SUPPRESS;
	decision->state = pick_state(deciding);
	decision->why = explain_suppression(deciding, count);
	if (decision->state == REBOUND_STATE_PROPOSED && deciding->event->trust_why != NULL)
		decision->why = rebound_arena_printf(
			deciding->arena, "%s (%s)", decision->why, deciding->event->trust_why);
	return guard_spike(deciding, error);
}

/* Whether the policy suppresses; else the event may still be retried. */
static gboolean try_to_suppress(struct deciding *deciding, GError **error)
{
	const struct rebound_event *event = deciding->event;
	const struct rebound_clauses *clauses = &deciding->clauses;
	struct rebound_history_query query = {.kind = event->kind,
		.reason = event->reason,
		.over = clauses->over,
		.spacing = clauses->spacing};

	/* A card speaks of failures; that it does nothing about a delay needs no word. */
	if (!clauses->suppress ||
		(deciding->card->action == NULL && event->kind == REBOUND_KIND_DELAY))
		return TRUE;
	if (!need_history(deciding, error))
		return FALSE;
	/* The event itself is one. */
	guint count = clauses->after <= 1 ? 1 : rebound_history_count(&deciding->history, &query);
	if (count < clauses->after) {
		deciding->decision->why = rebound_arena_printf(
			deciding->arena, "%u of %u failures so far", count, clauses->after);
		return TRUE;
	}
	struct rebound_guard_case speaks = {.anyway = clauses->anyway,
		.counted = is_counted(deciding, count),
		.cleared = deciding->history.cleared,
		.alive = rebound_history_alive(&deciding->history)};
	deciding->decision->refused =
		rebound_guard_refuse(&deciding->policy->settings, event, &speaks);
	return deciding->decision->refused != NULL || decide_suppression(deciding, count, error);
}

/* By its codes, or by its nature: a full mailbox and a dead line pass, whatever class a server
 * gave. */
static gboolean may_pass_later(const struct rebound_event *event)
{
	return event->permanence == REBOUND_PERMANENCE_TEMPORARY ||
	       rebound_reason_permanence(event->reason) == REBOUND_PERMANENCE_TEMPORARY;
}

static gboolean try_to_retry(struct deciding *deciding, GError **error)
{
	const struct rebound_event *event = deciding->event;
	struct rebound_suppression standing;

	if (deciding->clauses.step_count == 0 || event->kind != REBOUND_KIND_FAILURE ||
		event->nested || event->address_key == NULL || !may_pass_later(event) ||
		event->advice != REBOUND_ADVICE_RETRY)
		return TRUE;
	if (!find_standing(deciding, &standing, error))
		return FALSE;
	if (standing.id != 0 && standing.state == REBOUND_STATE_ACTIVE) {
		deciding->decision->action = REBOUND_ACTION_KEEP;
		deciding->decision->why = rebound_arena_printf(deciding->arena,
			"no retry: the address is suppressed (%s)", standing.cause);
		return TRUE;
	}
	return rebound_retry_decide(&deciding->clauses, &deciding->policy->settings,
		deciding->store, event, deciding->context->now, deciding->arena, deciding->decision,
		error);
}

/* What is left where nothing is suppressed or retried. */
static void fall_back(struct deciding *deciding)
{
	struct rebound_decision *decision = deciding->decision;
	const struct rebound_clauses *clauses = &deciding->clauses;
	const struct rebound_event *event = deciding->event;

	if (clauses->review || clauses->keep) {
		decision->action = clauses->review ? REBOUND_ACTION_REVIEW : REBOUND_ACTION_KEEP;
		decision->why = clauses->why;
		return;
	}
	if (event->kind == REBOUND_KIND_DELAY) {
		decision->action = REBOUND_ACTION_KEEP;
		decision->why = "a delay: the mail system still tries";
		return;
	}
	switch (event->advice) {
	case REBOUND_ADVICE_FIX_SENDER:
		decision->action = REBOUND_ACTION_FIX_SENDER;
		break;
	case REBOUND_ADVICE_FIX_MESSAGE:
		decision->action = REBOUND_ACTION_FIX_MESSAGE;
		break;
	case REBOUND_ADVICE_REVIEW:
		decision->action = REBOUND_ACTION_REVIEW;
		break;
	case REBOUND_ADVICE_RETRY:
		decision->action = REBOUND_ACTION_KEEP;
		if (decision->why == NULL && !may_pass_later(event))
			decision->why = "no retry: the failure is not temporary";
		break;
	case REBOUND_ADVICE_SUPPRESS:
		decision->action = REBOUND_ACTION_KEEP;
		break;
	default:
		decision->action =
			deciding->card != NULL ? REBOUND_ACTION_KEEP : REBOUND_ACTION_NONE;
		break;
	}
}

static gboolean note_slowdown(const struct rebound_slowdown *slowdown, void *data)
{
	*(struct rebound_slowdown *)data =
		(struct rebound_slowdown){.interval = slowdown->interval, .until = slowdown->until};
	return FALSE;
}

/*
 * Anybody can write that a provider asks for less. What bears no mark of ours slows nothing, and
 * what a stranger may have marked himself does not make an interval grow to days.
 */
static gboolean may_slow(const struct deciding *deciding)
{
	enum rebound_trust trust = deciding->event->trust;

	return trust >= (needs_token(deciding) ? REBOUND_TRUST_VERIFIED : REBOUND_TRUST_PLAIN);
}

/* Trouble of a domain: each event while it is slowed makes the interval grow, up to the limit. */
static gboolean decide_slowdown(struct deciding *deciding, GError **error)
{
	const struct rebound_clauses *clauses = &deciding->clauses;
	const struct rebound_event *event = deciding->event;
	struct rebound_slowdown before = {0};
	gint64 interval = clauses->slow, until = event->time + clauses->slow_limit;

	if (clauses->slow == 0 || event->domain == NULL || event->nested || !may_slow(deciding) ||
		!goes_by_reason(event) || until <= deciding->context->now)
		return TRUE;
	if (!rebound_store_slowdown(deciding->store, event->domain, note_slowdown, &before, error))
		return FALSE;
	if (before.until <= event->time && clauses->slow_after > 1) {
		guint others;

		if (!rebound_store_domain_failures(deciding->store, event,
			    event->time - clauses->slow_over, clauses->slow_after - 1, &others,
			    error))
			return FALSE;
		if (others + 1 < clauses->slow_after)
			return TRUE;
	}
	if (before.until > event->time && event->trust > REBOUND_TRUST_PLAIN)
		interval = (gint64)MIN((double)before.interval * clauses->slow_growth,
			(double)clauses->slow_limit);
	else if (before.until > event->time)
		interval = before.interval;
	deciding->decision->slow_interval = CLAMP(interval, clauses->slow, clauses->slow_limit);
	deciding->decision->slow_until = until;
	return TRUE;
}

/* A suppression is never ended by a sign of life, but a person should hear of it. */
static gboolean heed_sign_of_life(struct deciding *deciding, GError **error)
{
	struct rebound_decision *decision = deciding->decision;
	const struct rebound_event *event = deciding->event;
	struct rebound_suppression standing;
	enum rebound_kind cause = REBOUND_KIND_FAILURE;

	if (!rebound_history_is_alive(event->kind, event->reason) || event->nested ||
		event->address_key == NULL)
		return TRUE;
	if (!find_standing(deciding, &standing, error))
		return FALSE;
	/* What somebody asked for himself has nothing to do with whether he is there. */
	if (standing.id == 0 || standing.state != REBOUND_STATE_ACTIVE ||
		event->time <= (standing.turned != 0 ? standing.turned : standing.since) ||
		(standing.cause != NULL && rebound_kind_read(standing.cause, &cause)))
		return TRUE;
	decision->alive = TRUE;
	decision->action = REBOUND_ACTION_REVIEW;
	decision->why = rebound_arena_printf(deciding->arena,
		"it %s, though it is suppressed (%s); `rebound suppressions remove` lets it go",
		event->kind == REBOUND_KIND_SUCCESS ? "was delivered to" : "answered",
		standing.cause);
	return TRUE;
}

static gboolean decide(struct deciding *deciding, GError **error)
{
	struct rebound_decision *decision = deciding->decision;
	gboolean failed = FALSE;

	if (deciding->event->trust == REBOUND_TRUST_NOT_OURS) {
		decision->why = deciding->event->trust_why != NULL ? deciding->event->trust_why
								   : "not ours";
		return TRUE;
	}
	if (deciding->card != NULL) {
		decision->policy_at = deciding->card->at;
		deciding->clauses = deciding->card->clauses;
		if (deciding->card->action != NULL && !call_action(deciding, &failed, error))
			return FALSE;
		if (failed)
			return TRUE;
		rebound_policy_inherit_retry(deciding->policy, deciding->card, &deciding->clauses);
	}
	decision->tell = deciding->clauses.tell != NULL;
	decision->tell_whom = deciding->clauses.tell;
	decision->resume = deciding->clauses.resume && deciding->event->domain != NULL &&
			   deciding->event->trust >= REBOUND_TRUST_PLAIN;
	if (!decide_slowdown(deciding, error) || !try_to_suppress(deciding, error))
		return FALSE;
	if (decision->action == REBOUND_ACTION_NONE && !heed_sign_of_life(deciding, error))
		return FALSE;
	if (decision->action == REBOUND_ACTION_NONE && !try_to_retry(deciding, error))
		return FALSE;
	if (decision->action == REBOUND_ACTION_NONE)
		fall_back(deciding);
	if (decision->why == NULL && decision->refused != NULL)
		decision->why = rebound_arena_printf(
			deciding->arena, "not suppressed: %s", decision->refused);
	return TRUE;
}

gboolean rebound_policy_decide(struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, const struct rebound_policy_context *context,
	struct rebound_arena *arena, struct rebound_decision *decision, GError **error)
{
	struct deciding deciding = {.policy = policy,
		.store = store,
		.event = event,
		.context = context,
		.arena = arena,
		.decision = decision,
		.card = rebound_policy_find_card(policy, event->kind, event->reason)};

	memset(decision, 0, sizeof(*decision));
	gboolean done = decide(&deciding, error);
	if (done && deciding.history.failed != NULL) {
		g_propagate_error(error, g_steal_pointer(&deciding.history.failed));
		done = FALSE;
	}
	rebound_history_clear(&deciding.history);
	return done;
}
