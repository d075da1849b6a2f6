/* SPDX-License-Identifier: MIT */
#include "core/policy/policy.h"

#include "core/base/clock.h"
#include "core/policy/card.h"
#include "core/policy/notice.h"
#include "core/store/holds.h"

const char *rebound_decision_words(const struct rebound_decision *decision)
{
	if (decision->action != REBOUND_ACTION_SUPPRESS)
		return rebound_action_name(decision->action);
	switch (decision->state) {
	case REBOUND_STATE_ACTIVE:
		return "suppress:active";
	case REBOUND_STATE_HELD:
		return "suppress:held";
	default:
		return "suppress:proposed";
	}
}

/* The hold that a held suppression is part of. */
static gboolean join_hold(struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, struct rebound_decision *decision, gint64 now,
	gint64 *id, GError **error)
{
	if (decision->hold != 0) {
		*id = decision->hold;
		return rebound_store_extend_hold(store, decision->hold, event->time, error);
	}
	g_autofree char *why = g_strdup_printf(
		"%u addresses of %s turned unknown within 24h; %.1f a day is normal",
		decision->spike_addresses, decision->provider, decision->spike_norm);
	struct rebound_hold hold = {.provider = decision->provider,
		.began = decision->spike_since,
		.last = MAX(event->time, decision->spike_since),
		.norm = decision->spike_norm,
		.why = why,
		.run = event->run};
	struct rebound_alert alert = {.about = "hold",
		.name = decision->provider,
		.count = decision->spike_addresses,
		.text = why,
		.run = event->run,
		.time = event->time};
	struct rebound_hold_moved moved;
	if (!rebound_store_open_hold(store, &hold, decision->spike_since, decision->spike_until,
		    now, id, &moved, error))
		return FALSE;
	decision->moved_active = moved.active;
	decision->moved_proposed = moved.proposed;
	return rebound_notice_alert(policy, store, &alert, now, error);
}

static gboolean suppress(struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, struct rebound_decision *decision, gint64 now,
	gboolean *changed, GError **error)
{
	gboolean failed = event->kind == REBOUND_KIND_FAILURE;
	struct rebound_suppression row = {.address = event->address,
		.address_key = event->address_key,
		.domain = event->domain,
		.state = decision->state,
		.reason = failed ? event->reason : REBOUND_REASON_NONE,
		.cause = failed ? rebound_reason_name(event->reason)
				: rebound_kind_name(event->kind),
		.why = decision->why,
		.rule = event->rule,
		.rule_at = event->rule_at,
		.trust = event->trust,
		.event = event->id,
		.run = event->run,
		.since = now,
		.until = decision->until,
		.provider = decision->provider};

	row.turned = decision->turns ? event->time : 0;
	row.hold = decision->hold;
	if (decision->state == REBOUND_STATE_HELD && decision->provider != NULL &&
		!join_hold(policy, store, event, decision, now, &row.hold, error))
		return FALSE;
	return rebound_store_suppress(store, &row, now, changed, error);
}

static gboolean retry(struct rebound_store *store, const struct rebound_event *event,
	const struct rebound_decision *decision, GError **error)
{
	gboolean over = decision->action == REBOUND_ACTION_RETRY_OVER;
	struct rebound_retry_mark mark;
	struct rebound_retry row = {.address = event->address,
		.address_key = event->address_key,
		.domain = event->domain,
		.original_id = event->original_id,
		.reason = event->reason,
		.state = over ? REBOUND_RETRY_OVER : REBOUND_RETRY_SCHEDULED,
		.step = decision->step,
		.due = decision->due,
		.event = event->id,
		.run = event->run,
		.why = decision->why,
		.session = event->session};

	/* Another word on the same attempt; what was decided may have been brought back since. */
	if (decision->scheduled)
		return TRUE;
	if (!rebound_store_last_retry(store, event->address_key, event->original_id, &mark, error))
		return FALSE;
	if (mark.step == row.step && mark.due == row.due && mark.state == row.state)
		return TRUE;
	return rebound_store_retry(store, &row, error);
}

static gboolean slow(struct rebound_store *store, const struct rebound_event *event,
	const struct rebound_decision *decision, GError **error)
{
	struct rebound_slowdown row = {.domain = event->domain,
		.reason = event->reason,
		.interval = decision->slow_interval,
		.until = decision->slow_until,
		.event = event->id,
		.run = event->run,
		.why = event->text};

	return rebound_store_slow(store, &row, error);
}

gboolean rebound_policy_apply(struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, struct rebound_decision *decision, gint64 now,
	gboolean *changed, GError **error)
{
	gboolean unused;

	if (changed == NULL)
		changed = &unused;
	*changed = FALSE;
	if (decision->slow_interval > 0 && !slow(store, event, decision, error))
		return FALSE;
	if (decision->resume && !rebound_store_resume(store, event->domain, event, error))
		return FALSE;
	if (decision->tell && !rebound_notice_event(policy, store, event, decision, now, error))
		return FALSE;
	switch (decision->action) {
	case REBOUND_ACTION_SUPPRESS:
		return suppress(policy, store, event, decision, now, changed, error);
	case REBOUND_ACTION_RETRY:
	case REBOUND_ACTION_RETRY_OVER:
		return retry(store, event, decision, error);
	default:
		return TRUE;
	}
}
