/* SPDX-License-Identifier: MIT */
#include "core/cli/explain.h"

#include "core/base/clock.h"

struct gathering {
	struct rebound_explanation *explanation;
	struct rebound_arena *arena;
};

static gboolean take_event(const struct rebound_event *event, void *data)
{
	struct gathering *gathering = data;
	struct rebound_explanation *explanation = gathering->explanation;
	struct rebound_explained_event one = {
		.id = event->id,
		.time = event->time,
		.kind = event->kind,
		.reason = event->reason,
		.decision = rebound_arena_string(gathering->arena, event->decision),
	};

	if (explanation->stored != NULL && explanation->stored->id == event->id)
		return TRUE;
	if (explanation->events->len >= REBOUND_EXPLAIN_EVENTS)
		explanation->more++;
	else
		g_array_append_val(explanation->events, one);
	return TRUE;
}

/* What the whole mail told, and a part of it does not. */
static void take_stored(struct rebound_event *event, const struct rebound_event *stored)
{
	event->trust = stored->trust;
	event->address = stored->address;
	event->address_key = stored->address_key;
	event->domain = stored->domain;
}

static gboolean gather_policy(const struct rebound_explainer *explainer, guint recipient,
	struct rebound_explanation *explanation, GError **error)
{
	const struct rebound_event *stored = explanation->stored;
	struct rebound_policy_context context = {
		.trust_source = explanation->is_line ||
				(stored != NULL && stored->trust == REBOUND_TRUST_SOURCE),
		.now = rebound_clock_now(),
	};
	struct rebound_event *event = &explanation->event;
	struct gathering gathering = {explanation, explainer->arena};

	rebound_policy_event(explainer->policy, explanation->report, recipient, &context,
		explainer->arena, event);
	if (explanation->in_part && stored != NULL)
		take_stored(event, stored);
	explanation->policy_words = rebound_policy_describe(explainer->policy, event->kind,
		event->reason, explainer->arena, &explanation->policy_at);
	if (event->address == NULL)
		return TRUE;
	explanation->decided = TRUE;
	return rebound_policy_decide(explainer->policy, explainer->store, event, &context,
		       explainer->arena, &explanation->decision, error) &&
	       rebound_policy_count(explainer->policy, explainer->store, event, explainer->arena,
		       &explanation->counted, error) &&
	       rebound_store_events_of(
		       explainer->store, event->address_key, 0, 0, take_event, &gathering, error);
}

gboolean rebound_explain_gather(const struct rebound_explainer *explainer,
	const struct rebound_report *report, guint recipient,
	struct rebound_explanation *explanation, GError **error)
{
	const struct rebound_recipient *one = &report->recipients[recipient];

	explanation->report = report;
	explanation->recipient = one;
	explanation->reply_words = rebound_knowledge_reply(explainer->knowledge, one->reply);
	explanation->status_words = rebound_knowledge_status(explainer->knowledge, one->status);
	explanation->words = rebound_knowledge_reason(explainer->knowledge, one->verdict.reason);
	explanation->matches = explanation->in_part
				       ? g_array_new(FALSE, FALSE, sizeof(struct rebound_match))
				       : rebound_ruleset_matches(explainer->ruleset, report,
						 recipient, explainer->arena);
	explanation->events = g_array_new(FALSE, FALSE, sizeof(struct rebound_explained_event));
	return gather_policy(explainer, recipient, explanation, error);
}

void rebound_explanation_clear(struct rebound_explanation *explanation)
{
	g_clear_pointer(&explanation->matches, g_array_unref);
	g_clear_pointer(&explanation->events, g_array_unref);
}
