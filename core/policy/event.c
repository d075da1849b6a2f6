/* SPDX-License-Identifier: MIT */
#include "core/policy/policy.h"

#include <string.h>

#include <nettle/sha2.h>

#include "core/policy/trust.h"
#include "core/smtp/address.h"
#include "core/smtp/status.h"

/* The address that effects are on: as the sender wrote it, since that one is on his list. */
static const char *pick_address(
	const struct rebound_recipient *recipient, struct rebound_arena *arena)
{
	const char *candidates[] = {recipient->original_address, recipient->address};

	for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++) {
		const char *text = candidates[i];
		const char *address =
			text != NULL ? rebound_address_read(arena, text, strlen(text)) : NULL;

		if (address != NULL)
			return address;
	}
	return NULL;
}

static void add_to_sum(struct sha256_ctx *sum, const char *text)
{
	/* The NUL keeps neighbours apart. */
	if (text != NULL)
		sha256_update(sum, strlen(text) + 1, (const guint8 *)text);
	else
		sha256_update(sum, 1, (const guint8 *)"\xff");
}

/* What makes it the same event: the content, and whom it is about. */
static void make_key(const struct rebound_report *report, guint index, struct rebound_arena *arena,
	guint8 key[32])
{
	const struct rebound_recipient *recipient = &report->recipients[index];
	struct sha256_ctx sum;
	gboolean nameless = TRUE;
	const char *names[] = {
		recipient->address, recipient->original_address, recipient->address_as_given};

	sha256_init(&sum);
	sha256_update(&sum, sizeof(report->content_hash), report->content_hash);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		add_to_sum(&sum, names[i] != NULL ? rebound_address_key(arena, names[i]) : NULL);
		nameless = nameless && names[i] == NULL;
	}
	if (nameless) {
		g_autofree char *place = g_strdup_printf("%u", index);
		add_to_sum(&sum, place);
	}
	sha256_digest(&sum, 32, key);
}

static gint64 event_time(const struct rebound_report *report, gint64 now)
{
	gint64 time = report->received != 0 ? report->received : report->date;

	return time <= 0 || time > now ? now : time;
}

static void fill_verdict(const struct rebound_recipient *recipient, struct rebound_arena *arena,
	struct rebound_event *event)
{
	char status[REBOUND_STATUS_SIZE];

	event->reason = recipient->verdict.reason;
	event->permanence = recipient->verdict.permanence;
	event->advice = recipient->verdict.advice;
	event->confidence = recipient->verdict.confidence;
	event->rule = recipient->verdict.rule;
	event->rule_at = recipient->verdict.rule_at;
	event->evidence = recipient->verdict.evidence;
	event->retry_after = recipient->verdict.retry_after;
	event->status =
		rebound_arena_string(arena, rebound_status_write(recipient->status, status));
	event->reply = recipient->reply;
	event->text = recipient->text != NULL ? recipient->text : recipient->notice;
	event->remote_mta = recipient->remote_mta;
	event->nested = recipient->nested;
}

void rebound_policy_event(const struct rebound_policy *policy, const struct rebound_report *report,
	guint index, const struct rebound_policy_context *context, struct rebound_arena *arena,
	struct rebound_event *event)
{
	const struct rebound_recipient *recipient = &report->recipients[index];
	struct rebound_trusting trusting;

	memset(event, 0, sizeof(*event));
	event->time = event_time(report, context->now);
	rebound_policy_judge(policy, report, index, event->time, context, arena, &trusting);
	event->trust = trusting.trust;
	event->trust_why = trusting.why;
	memcpy(event->message_hash, report->content_hash, sizeof(event->message_hash));
	make_key(report, index, arena, event->key);
	event->address =
		trusting.address != NULL ? trusting.address : pick_address(recipient, arena);
	if (event->address != NULL) {
		event->address_key = rebound_address_key(arena, event->address);
		event->domain = rebound_address_domain(event->address_key);
	}
	event->kind = recipient->kind;
	event->feedback_type = report->feedback.type;
	event->seen = context->now;
	event->original_id = report->original.message_id;
	event->source = report->source;
	event->source_index = report->index;
	fill_verdict(recipient, arena, event);
}
