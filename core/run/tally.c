/* SPDX-License-Identifier: MIT */
#include "core/run/tally.h"

static void count_retry(struct rebound_summary *summary, gint64 due)
{
	summary->retries++;
	if (summary->next_retry == 0 || due < summary->next_retry)
		summary->next_retry = due;
	if (due > summary->last_retry)
		summary->last_retry = due;
}

static void count_spike(
	struct rebound_summary *summary, const struct rebound_decision *decision, gboolean changed)
{
	guint64 *most;

	if (!decision->spike || !changed)
		return;
	if (decision->state == REBOUND_STATE_HELD) {
		guint moved = decision->moved_active + decision->moved_proposed;

		summary->suppressed -= decision->moved_active;
		summary->proposed -= decision->moved_proposed;
		summary->held += moved;
		rebound_summary_count(summary->holds, decision->provider, 1 + moved, TRUE);
		return;
	}
	most = g_hash_table_lookup(summary->spikes, decision->provider);
	if (most == NULL || *most < decision->spike_addresses)
		rebound_summary_count(
			summary->spikes, decision->provider, decision->spike_addresses, FALSE);
}

void rebound_tally_decision(struct rebound_summary *summary, const struct rebound_event *event,
	const struct rebound_decision *decision, gboolean changed)
{
	switch (decision->action) {
	case REBOUND_ACTION_SUPPRESS:
		if (!changed)
			summary->standing++;
		else if (decision->state == REBOUND_STATE_ACTIVE)
			summary->suppressed++;
		else if (decision->state == REBOUND_STATE_HELD)
			summary->held++;
		else
			summary->proposed++;
		count_spike(summary, decision, changed);
		break;
	case REBOUND_ACTION_RETRY:
		count_retry(summary, decision->due);
		break;
	case REBOUND_ACTION_RETRY_OVER:
		summary->retries_over++;
		break;
	case REBOUND_ACTION_KEEP:
		summary->kept++;
		break;
	case REBOUND_ACTION_REVIEW:
		summary->review++;
		break;
	default:
		break;
	}
	if (decision->refused != NULL)
		summary->refused++;
	if (decision->alive && event->address != NULL)
		rebound_summary_count(summary->alive, event->address, 1, TRUE);
	if (decision->slow_interval > 0 && event->domain != NULL)
		rebound_summary_count(
			summary->slowed, event->domain, (guint64)decision->slow_interval, FALSE);
}

void rebound_tally_event(struct rebound_summary *summary, const struct rebound_event *event)
{
	enum rebound_fault fault = rebound_reason_fault(event->reason);

	summary->events++;
	if (event->trust == REBOUND_TRUST_NOT_OURS) {
		rebound_summary_not_ours(summary, event->trust_why);
		return;
	}
	summary->trust[event->trust]++;
	if (event->kind != REBOUND_KIND_FAILURE)
		return;
	summary->reasons[event->reason]++;
	if (fault != REBOUND_FAULT_SENDER && fault != REBOUND_FAULT_MESSAGE)
		return;
	g_autofree char *key = g_strdup_printf("%s\t%s", rebound_reason_name(event->reason),
		event->remote_mta != NULL ? event->remote_mta
		: event->domain != NULL	  ? event->domain
					  : "(unnamed)");
	rebound_summary_count(summary->sender_faults, key, 1, TRUE);
}
