/* SPDX-License-Identifier: MIT */
#include "core/run/reclassify.h"

#include <string.h>

#include "core/report/record.h"
#include "core/run/kept.h"
#include "core/run/stored.h"
#include "core/smtp/status.h"
#include "core/store/replacements.h"

/* Events of an address that are asked where its suppression has ended. */
#define OTHERS 200

struct judging {
	const struct rebound_reclassify_options *options;
	struct rebound_reclassified *result;
	struct rebound_policy_context context;
	struct rebound_arena *arena; /* of one event */
	GByteArray *record;
	/* The suppression that is asked about, and whether the event that it rests on still wants
	 * it. */
	const struct rebound_suppression *standing;
	gboolean wanted;
	GError *error;
};

static void tell(
	const struct judging *judging, const char *address, const char *what, const char *why)
{
	const struct rebound_reclassify_options *options = judging->options;

	if (options->told != NULL && address != NULL)
		options->told(address, what, why, options->data);
}

/* ---- what a decision changes ---- */

static void count_decision(struct judging *judging, const struct rebound_event *event,
	const struct rebound_decision *decision, gboolean changed)
{
	struct rebound_reclassified *result = judging->result;

	if (decision->action == REBOUND_ACTION_RETRY) {
		result->retries++;
		tell(judging, event->address, "to be sent again", decision->why);
	}
	if (decision->action != REBOUND_ACTION_SUPPRESS || !changed)
		return;
	switch (decision->state) {
	case REBOUND_STATE_ACTIVE:
		result->suppressed++;
		tell(judging, event->address, "suppressed", decision->why);
		break;
	case REBOUND_STATE_HELD:
		result->held++;
		tell(judging, event->address, "held for you to decide", decision->why);
		break;
	default:
		result->proposed++;
		tell(judging, event->address, "proposed for suppression", decision->why);
		break;
	}
}

static gboolean decide(struct judging *judging, const struct rebound_event *event,
	struct rebound_decision *decision, GError **error)
{
	const struct rebound_reclassify_options *options = judging->options;

	if (!rebound_policy_decide(options->policy, options->store, event, &judging->context,
		    judging->arena, decision, error))
		return FALSE;
	/* What lies back slows nothing now, and whoever had to know was told. */
	decision->slow_interval = 0;
	decision->tell = FALSE;
	return TRUE;
}

static gboolean apply(struct judging *judging, const struct rebound_event *event,
	struct rebound_decision *decision, GError **error)
{
	const struct rebound_reclassify_options *options = judging->options;
	gboolean changed = FALSE;

	if (!rebound_policy_apply(options->policy, options->store, event, decision, options->now,
		    &changed, error))
		return FALSE;
	count_decision(judging, event, decision, changed);
	return TRUE;
}

/* ---- suppressions that rested on the old verdict ---- */

/* Another event of the address, the newest first: its own verdict may want what has ended. */
static gboolean ask_other(const struct rebound_event *stored, void *data)
{
	struct judging *judging = data;
	struct rebound_event event = *stored;
	struct rebound_decision decision = {0};

	if (event.kind != REBOUND_KIND_FAILURE && event.kind != REBOUND_KIND_COMPLAINT &&
		event.kind != REBOUND_KIND_UNSUBSCRIBE)
		return TRUE;
	event.run = judging->result->run;
	if (!decide(judging, &event, &decision, &judging->error))
		return FALSE;
	if (decision.action != REBOUND_ACTION_SUPPRESS)
		return TRUE;
	apply(judging, &event, &decision, &judging->error);
	return FALSE;
}

/* Ask the events of an address that count, the newest first. */
static gboolean ask(struct judging *judging, const struct rebound_event *event,
	rebound_store_event_func func, GError **error)
{
	if (!rebound_store_events_of(judging->options->store, event->address_key, G_MININT64,
		    OTHERS, func, judging, error))
		return FALSE;
	if (judging->error != NULL) {
		g_propagate_error(error, g_steal_pointer(&judging->error));
		return FALSE;
	}
	return TRUE;
}

static gboolean is_wanted(
	const struct rebound_decision *decision, const struct rebound_suppression *standing)
{
	return decision->action == REBOUND_ACTION_SUPPRESS &&
	       rebound_state_gravity(decision->state) >= rebound_state_gravity(standing->state);
}

/* The event that the suppression rests on may have counted the one that is judged anew. */
static gboolean ask_again(const struct rebound_event *stored, void *data)
{
	struct judging *judging = data;
	struct rebound_decision decision = {0};

	if (stored->id != judging->standing->event)
		return TRUE;
	if (decide(judging, stored, &decision, &judging->error))
		judging->wanted = is_wanted(&decision, judging->standing);
	return FALSE;
}

/* Whether a suppression is wanted by the verdicts of today. */
static gboolean look_at_standing(struct judging *judging, const struct rebound_event *event,
	const struct rebound_decision *decision, const struct rebound_suppression *standing,
	GError **error)
{
	judging->standing = standing;
	judging->wanted = standing->event != event->replaces || is_wanted(decision, standing);
	return standing->event == event->replaces || standing->event == 0 ||
	       ask(judging, event, ask_again, error);
}

/* End the suppression of the address that no event wants any more. */
static gboolean end_unwanted(struct judging *judging, const struct rebound_event *event,
	const struct rebound_decision *decision, gboolean *ended, GError **error)
{
	const struct rebound_reclassify_options *options = judging->options;
	struct rebound_suppression standing;
	GError *problem = NULL;

	*ended = FALSE;
	if (event->address_key == NULL)
		return TRUE;
	gboolean there = rebound_store_find_suppression(options->store, event->address_key,
		options->now, judging->arena, &standing, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (!there)
		return TRUE;
	if (!look_at_standing(judging, event, decision, &standing, error))
		return FALSE;
	if (judging->wanted)
		return TRUE;
	const char *word = event->kind == REBOUND_KIND_FAILURE ? rebound_reason_name(event->reason)
							       : rebound_kind_name(event->kind);
	const char *why = rebound_arena_printf(
		judging->arena, "judged anew: %s (event %" G_GINT64_FORMAT ")", word, event->id);
	if (!rebound_store_unsay_suppression(
		    options->store, standing.id, event->id, why, options->now, error))
		return FALSE;
	*ended = TRUE;
	judging->result->ended++;
	tell(judging, event->address, "no longer suppressed", why);
	return TRUE;
}

/* ---- one event ---- */

/* The same event with the verdict of today. Strings of the old one and of the arena. */
static struct rebound_event make_event(struct judging *judging, const struct rebound_event *old,
	const struct rebound_report *report)
{
	const struct rebound_recipient *recipient = &report->recipients[0];
	const struct rebound_verdict *verdict = &recipient->verdict;
	struct rebound_event event = *old;

	event.id = 0;
	event.run = judging->result->run;
	event.replaces = old->id;
	rebound_replacement_key(old->key, event.key);
	event.kind = recipient->kind;
	event.reason = verdict->reason;
	event.permanence = verdict->permanence;
	event.advice = verdict->advice;
	event.confidence = verdict->confidence;
	event.rule = verdict->rule;
	event.rule_at = verdict->rule_at;
	event.evidence = verdict->evidence;
	event.retry_after = verdict->retry_after;
	event.seen = judging->options->now;
	g_byte_array_set_size(judging->record, 0);
	rebound_record_write_one(report, 0, judging->record);
	event.record = judging->record->data;
	event.record_len = judging->record->len;
	return event;
}

static gboolean replace(struct judging *judging, struct rebound_event *event, GError **error)
{
	const struct rebound_reclassify_options *options = judging->options;
	struct rebound_decision decision = {0};
	gboolean added = FALSE, ended = FALSE;

	if (!decide(judging, event, &decision, error))
		return FALSE;
	event->decision = rebound_decision_words(&decision);
	event->decision_why = decision.why;
	if (!rebound_store_add_event(options->store, event, &added, error))
		return FALSE;
	/* Judged anew by somebody else in the meantime. */
	if (!added)
		return TRUE;
	judging->result->events++;
	return rebound_store_replace_event(options->store, event->id, event->replaces, error) &&
	       end_unwanted(judging, event, &decision, &ended, error) &&
	       apply(judging, event, &decision, error) &&
	       (!ended || decision.action == REBOUND_ACTION_SUPPRESS ||
		       ask(judging, event, ask_other, error));
}

static gboolean judge(const struct rebound_event *old, void *data)
{
	struct judging *judging = data;

	if (old->undone != 0)
		return FALSE;
	struct rebound_report *report =
		rebound_stored_classify(judging->options->ruleset, old, judging->arena);
	if (report == NULL || rebound_kept_in_part(report))
		return FALSE;
	struct rebound_event event = make_event(judging, old, report);
	replace(judging, &event, &judging->error);
	return FALSE;
}

static gboolean judge_all(struct judging *judging, GError **error)
{
	const struct rebound_reclassify_options *options = judging->options;
	struct rebound_reclassified *result = judging->result;

	result->run = rebound_store_start_run(options->store, "reclassify", options->now, error);
	if (result->run == 0)
		return FALSE;
	for (guint i = 0; i < options->count; i++) {
		GError *problem = NULL;

		rebound_arena_clear(judging->arena);
		rebound_store_event(options->store, options->events[i], judge, judging, &problem);
		if (problem == NULL)
			problem = g_steal_pointer(&judging->error);
		g_clear_error(&judging->error);
		if (problem != NULL) {
			g_propagate_error(error, problem);
			return FALSE;
		}
	}
	result->run = rebound_store_run_number(options->store);
	if (result->run == 0)
		return TRUE;
	g_autofree char *summary = g_strdup_printf(
		"%" G_GUINT64_FORMAT " events judged anew, %" G_GUINT64_FORMAT
		" suppressed, %" G_GUINT64_FORMAT " proposed, %" G_GUINT64_FORMAT " ended",
		result->events, result->suppressed, result->proposed, result->ended);
	return rebound_store_end_run(options->store, result->run, summary, options->now, error);
}

gboolean rebound_reclassify(const struct rebound_reclassify_options *options,
	struct rebound_reclassified *result, GError **error)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GByteArray) record = g_byte_array_new();
	struct judging judging = {.options = options,
		.result = result,
		.context = {.now = options->now},
		.arena = arena,
		.record = record};

	*result = (struct rebound_reclassified){0};
	if (options->count == 0)
		return TRUE;
	if (!rebound_store_begin(options->store, error))
		return FALSE;
	if (judge_all(&judging, error) && rebound_store_commit(options->store, error))
		return TRUE;
	rebound_store_rollback(options->store);
	*result = (struct rebound_reclassified){0};
	return FALSE;
}
