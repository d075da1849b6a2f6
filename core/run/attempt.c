/* SPDX-License-Identifier: MIT */
#include "core/run/attempt.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/line.h"
#include "core/report/record.h"
#include "core/store/leases.h"

#define UNEXPLAINED   "the sender did not say why"
#define NOTHING_KNOWN 0.1

struct found {
	struct rebound_retry row;
	struct rebound_arena *arena;
};

static gboolean keep_row(const struct rebound_retry *row, void *data)
{
	struct found *found = data;

	found->row = *row;
	found->row.address = rebound_arena_string(found->arena, row->address);
	found->row.address_key = rebound_arena_string(found->arena, row->address_key);
	found->row.domain = rebound_arena_string(found->arena, row->domain);
	found->row.original_id = rebound_arena_string(found->arena, row->original_id);
	found->row.why = NULL;
	return FALSE;
}

static void hash_text(const char *text, guint8 hash[32])
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize len = 32;

	g_checksum_update(sum, (const guchar *)text, -1);
	g_checksum_get_digest(sum, hash, &len);
}

static struct rebound_report *read_reply(
	struct rebound_attempts *attempts, const struct rebound_attempt *attempt)
{
	struct rebound_arena *arena = attempts->arena;
	const char *line = attempt->reply != NULL ? attempt->reply : "";
	struct rebound_report *report =
		rebound_line_read(arena, line, MIN(strlen(line), REBOUND_LIMIT_DIAGNOSTIC_BYTES));
	struct rebound_recipient *recipient = rebound_arena_alloc(arena, sizeof(*recipient));

	*recipient = report->recipients[0];
	/* A reply may name other addresses; the attempt was about this one. */
	recipient->address = attempt->address;
	recipient->original_address = NULL;
	recipient->address_as_given = NULL;
	recipient->nested = FALSE;
	if (attempt->reply == NULL)
		recipient->text = UNEXPLAINED;
	report->recipients = recipient;
	report->recipient_count = 1;
	report->original.message_id = attempt->original_id;
	report->received = attempt->time;
	report->source = attempt->source;
	report->index = attempt->index;
	/* The event is one of its own for each attempt, so that a second word changes nothing. */
	hash_text(attempt->name, report->content_hash);
	return report;
}

gboolean rebound_attempt_judge_unexplained(
	struct rebound_report *report, struct rebound_arena *arena)
{
	if (report->recipient_count != 1 || g_strcmp0(report->recipients[0].text, UNEXPLAINED) != 0)
		return FALSE;
	struct rebound_recipient *recipient = rebound_arena_alloc(arena, sizeof(*recipient));
	*recipient = report->recipients[0];
	recipient->verdict = (struct rebound_verdict){
		.reason = REBOUND_REASON_UNKNOWN,
		.fault = rebound_reason_fault(REBOUND_REASON_UNKNOWN),
		.permanence = REBOUND_PERMANENCE_TEMPORARY,
		.advice = REBOUND_ADVICE_RETRY,
		.confidence = NOTHING_KNOWN,
	};
	report->recipients = recipient;
	return TRUE;
}

static void judge(struct rebound_attempts *attempts, const struct rebound_attempt *attempt,
	struct rebound_report *report, struct rebound_event *event)
{
	struct rebound_policy_context context = {.trust_source = TRUE, .now = attempts->now};

	if (!rebound_attempt_judge_unexplained(report, attempts->arena))
		rebound_ruleset_classify(attempts->ruleset, report, attempts->arena);
	rebound_policy_event(attempts->policy, report, 0, &context, attempts->arena, event);
	event->run = attempts->run;
	event->session = attempt->session;
}

static gboolean take(struct rebound_attempts *attempts, const struct rebound_attempt *attempt,
	struct rebound_report *report, struct rebound_attempt_outcome *outcome, GError **error)
{
	struct rebound_policy_context context = {.trust_source = TRUE, .now = attempts->now};
	struct rebound_decision *decision = &outcome->decision;
	g_autoptr(GByteArray) record = g_byte_array_new();
	struct rebound_event event;
	gboolean added;

	judge(attempts, attempt, report, &event);
	rebound_record_write_one(report, 0, record);
	event.record = record->data;
	event.record_len = record->len;
	if (!rebound_policy_decide(attempts->policy, attempts->store, &event, &context,
		    attempts->arena, decision, error))
		return FALSE;
	event.decision = rebound_decision_words(decision);
	event.decision_why = decision->why;
	if (!rebound_store_add_event(attempts->store, &event, &added, error))
		return FALSE;
	outcome->result = added ? REBOUND_ATTEMPT_TAKEN : REBOUND_ATTEMPT_CLOSED;
	return !added || rebound_policy_apply(attempts->policy, attempts->store, &event, decision,
				 attempts->now, &outcome->changed, error);
}

gboolean rebound_attempt_take(struct rebound_attempts *attempts,
	const struct rebound_attempt *attempt, struct rebound_attempt_outcome *outcome,
	GError **error)
{
	struct rebound_report *report = read_reply(attempts, attempt);

	memset(outcome, 0, sizeof(*outcome));
	outcome->address = attempt->address;
	switch (report->recipients[0].kind) {
	case REBOUND_KIND_SUCCESS:
	case REBOUND_KIND_INFORMATION:
		outcome->result = REBOUND_ATTEMPT_SUCCESS;
		return TRUE;
	case REBOUND_KIND_DELAY:
		outcome->result = REBOUND_ATTEMPT_DELAY;
		return TRUE;
	default:
		return take(attempts, attempt, report, outcome, error);
	}
}

/* What the policy does not retry is over: the row must not come up again. */
static gboolean close_row(struct rebound_attempts *attempts, gint64 retry,
	const struct rebound_decision *decision, GError **error)
{
	const char *why = decision->why != NULL ? decision->why : rebound_decision_words(decision);
	gboolean changed;

	return rebound_store_close_retry(
		attempts->store, retry, REBOUND_RETRY_OVER, why, attempts->now, &changed, error);
}

gboolean rebound_attempt_failed(struct rebound_attempts *attempts, gint64 retry, const char *reply,
	struct rebound_attempt_outcome *outcome, GError **error)
{
	struct found found = {.arena = attempts->arena};
	GError *problem = NULL;

	memset(outcome, 0, sizeof(*outcome));
	if (!rebound_store_retry_by_id(attempts->store, retry, keep_row, &found, &problem)) {
		outcome->result = REBOUND_ATTEMPT_NONE;
		if (problem != NULL)
			g_propagate_error(error, problem);
		return problem == NULL;
	}
	outcome->address = found.row.address;
	outcome->due = found.row.due;
	if (found.row.state != REBOUND_RETRY_SCHEDULED) {
		outcome->result = REBOUND_ATTEMPT_CLOSED;
		return TRUE;
	}
	if (found.row.due > attempts->now) {
		outcome->result = REBOUND_ATTEMPT_EARLY;
		return TRUE;
	}
	struct rebound_attempt attempt = {.address = found.row.address,
		.original_id = found.row.original_id,
		.reply = reply,
		.time = attempts->now,
		.session = found.row.session};
	attempt.source =
		rebound_arena_printf(attempts->arena, "retry %" G_GINT64_FORMAT, found.row.id);
	attempt.name = rebound_arena_printf(attempts->arena, "%s/%u/%" G_GINT64_FORMAT,
		attempt.source, found.row.step, found.row.due);
	struct rebound_report *report = read_reply(attempts, &attempt);
	if (report->recipients[0].kind == REBOUND_KIND_SUCCESS) {
		outcome->result = REBOUND_ATTEMPT_SUCCESS;
		return TRUE;
	}
	/* The sender has given it up, whatever his server's words sound like. */
	((struct rebound_recipient *)report->recipients)->kind = REBOUND_KIND_FAILURE;
	report->kind = REBOUND_KIND_FAILURE;
	return take(attempts, &attempt, report, outcome, error) &&
	       close_row(attempts, found.row.id, &outcome->decision, error);
}
