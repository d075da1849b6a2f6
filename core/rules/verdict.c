/* SPDX-License-Identifier: MIT */
#include "core/rules/verdict.h"

#include <string.h>

#include "core/report/json_notification.h"
#include "core/rules/hint.h"

/* How much the evidence is worth. */
#define CONFIDENCE_PROVIDER_TEXT   0.97
#define CONFIDENCE_AGREEING_TEXT   0.95
#define CONFIDENCE_TEXT		   0.9
#define CONFIDENCE_SPECIFIC_STATUS 0.85
#define CONFIDENCE_SENTENCE	   0.7
#define CONFIDENCE_BARE_STATUS	   0.6
#define CONFIDENCE_REPLY	   0.5
#define CONFIDENCE_ACTION	   0.3
#define CONFIDENCE_UNKNOWN	   0.1
#define CONFIDENCE_KIND		   0.9 /* of a kind that no card is asked about */
#define CONFIDENCE_DOUBT	   0.8 /* times this, for a text that no machine wrote, or for conflicts */

/* Faults by which the evidence on a recipient contradicts itself. */
static const char *const doubts[] = {
	"action-status-conflict", "class-conflict", "reply-mixed", "status-mismatch", NULL};

gboolean rebound_verdict_needs_card(enum rebound_kind kind)
{
	return kind == REBOUND_KIND_FAILURE || kind == REBOUND_KIND_DELAY ||
	       kind == REBOUND_KIND_UNRECOGNIZED;
}

static gboolean is_doubtful(const struct rebound_report *report)
{
	if (report->format == REBOUND_FORMAT_TEXT)
		return TRUE;
	for (const char *const *fault = report->faults; fault != NULL && *fault != NULL; fault++)
		if (g_strv_contains(doubts, *fault))
			return TRUE;
	return FALSE;
}

/* What a sentence says of whom is read, and no word of it is asked for. */
static gboolean reads_sentence(const struct rebound_condition *when)
{
	return when->about != 0 && when->says == REBOUND_CARD_NO_ID && when->regex_count == 0;
}

static double text_confidence(struct rebound_subject *subject, const struct rebound_card *card)
{
	const struct rebound_condition *when = &card->when;

	if (when->hosts != NULL || when->domains != NULL)
		return CONFIDENCE_PROVIDER_TEXT;
	gboolean sentence = reads_sentence(when);
	if (!sentence && (when->status_count > 0 || when->reply_count > 0))
		return CONFIDENCE_AGREEING_TEXT;
	const struct rebound_card *code = rebound_subject_code_card(subject);
	/* A bare reply adds nothing to a sentence. */
	if (code != NULL && code->reason == card->reason &&
		(!sentence || code->when.status_count > 0))
		return CONFIDENCE_AGREEING_TEXT;
	return sentence ? CONFIDENCE_SENTENCE : CONFIDENCE_TEXT;
}

static double find_confidence(struct rebound_subject *subject, const struct rebound_card *card)
{
	if (card == NULL)
		return CONFIDENCE_UNKNOWN;
	if (card->confidence >= 0)
		return card->confidence;
	if (card->reads_text || card->when.has_check)
		return text_confidence(subject, card);
	if (card->when.status_count > 0)
		return subject->recipient->status.detail != 0 ? CONFIDENCE_SPECIFIC_STATUS
							      : CONFIDENCE_BARE_STATUS;
	return CONFIDENCE_REPLY;
}

/* The milder class of status and reply; 0 where neither tells. */
static int mildest_class(const struct rebound_recipient *recipient)
{
	int status = recipient->status.klass;
	int reply = recipient->reply / 100;

	if (reply != 2 && reply != 4 && reply != 5)
		return status;
	return status == 0 ? reply : MIN(status, reply);
}

/* A mail that reports a failure without any code says by itself that the sender gave up. */
static gboolean gave_up(
	const struct rebound_report *report, const struct rebound_recipient *recipient)
{
	if (recipient->action != NULL)
		return strcmp(recipient->action, "failed") == 0;
	return report->format != REBOUND_FORMAT_NONE && recipient->kind == REBOUND_KIND_FAILURE;
}

/* Whether the service that reports the failure says itself that it will pass. */
static gboolean is_transient(
	const struct rebound_report *report, const struct rebound_recipient *recipient)
{
	const char *words = recipient->notice != NULL ? recipient->notice : recipient->text;

	return report->format == REBOUND_FORMAT_JSON && words != NULL &&
	       g_str_has_prefix(words, REBOUND_NOTIFICATION_TRANSIENT);
}

static enum rebound_permanence find_permanence(const struct rebound_report *report,
	const struct rebound_recipient *recipient, const struct rebound_card *card)
{
	if (recipient->kind == REBOUND_KIND_DELAY || g_strcmp0(recipient->action, "delayed") == 0)
		return REBOUND_PERMANENCE_TEMPORARY;
	if (card != NULL && card->permanence != REBOUND_PERMANENCE_NONE)
		return card->permanence;
	switch (mildest_class(recipient)) {
	case 5:
		/* Of two that disagree the milder one counts. */
		return is_transient(report, recipient) ? REBOUND_PERMANENCE_TEMPORARY
						       : REBOUND_PERMANENCE_PERMANENT;
	case 4:
		return REBOUND_PERMANENCE_TEMPORARY;
	case 2:
		/* A failure by a code of success: nothing is sure. */
		return REBOUND_PERMANENCE_UNKNOWN;
	default:
		break;
	}
	if (gave_up(report, recipient))
		return REBOUND_PERMANENCE_PERMANENT;
	return card != NULL ? rebound_reason_permanence(card->reason) : REBOUND_PERMANENCE_UNKNOWN;
}

static enum rebound_advice find_advice(
	const struct rebound_recipient *recipient, const struct rebound_verdict *verdict)
{
	enum rebound_advice advice = rebound_reason_advice(verdict->reason, verdict->permanence);

	if (recipient->kind == REBOUND_KIND_DELAY && advice != REBOUND_ADVICE_FIX_SENDER &&
		advice != REBOUND_ADVICE_FIX_MESSAGE)
		return REBOUND_ADVICE_RETRY;
	/* A report within somebody's mail proves nothing. */
	if (recipient->nested && advice == REBOUND_ADVICE_SUPPRESS)
		return REBOUND_ADVICE_REVIEW;
	return advice;
}

/* The card's span and the server's, whichever is later. */
static gint64 find_retry(struct rebound_subject *subject, const struct rebound_card *card,
	const struct rebound_verdict *verdict)
{
	if (verdict->permanence != REBOUND_PERMANENCE_TEMPORARY &&
		verdict->advice != REBOUND_ADVICE_RETRY)
		return 0;
	gint64 hint = rebound_subject_hint(subject);
	return rebound_hint_bound(MAX(hint, card == NULL ? 0 : card->retry));
}

/* A kind that is its own verdict. */
static void give_by_kind(const struct rebound_report *report, struct rebound_recipient *recipient)
{
	gboolean asked_for = recipient->kind == REBOUND_KIND_COMPLAINT ||
			     recipient->kind == REBOUND_KIND_UNSUBSCRIBE;

	if (g_strcmp0(report->feedback.type, "not-spam") == 0 || recipient->nested)
		asked_for = FALSE;
	recipient->verdict = (struct rebound_verdict){
		.advice = asked_for ? REBOUND_ADVICE_SUPPRESS : REBOUND_ADVICE_NONE,
		.confidence = recipient->kind == REBOUND_KIND_OTHER ? CONFIDENCE_UNKNOWN
								    : CONFIDENCE_KIND,
	};
}

/* A check failed, so any card might have won: nothing is done by this verdict. */
static void give_broken(const struct rebound_subject *subject, struct rebound_recipient *recipient)
{
	recipient->verdict = (struct rebound_verdict){
		.reason = REBOUND_REASON_UNKNOWN,
		.fault = REBOUND_FAULT_NONE,
		.permanence = REBOUND_PERMANENCE_UNKNOWN,
		.advice = REBOUND_ADVICE_REVIEW,
		.confidence = CONFIDENCE_UNKNOWN,
		.evidence = subject->broken,
	};
}

void rebound_verdict_give(struct rebound_subject *subject, struct rebound_recipient *recipient,
	const struct rebound_match *match, gboolean settled)
{
	const struct rebound_card *card =
		match == NULL ? NULL : rebound_ruleset_get(subject->ruleset, match->card);
	struct rebound_verdict *verdict = &recipient->verdict;

	if (!rebound_verdict_needs_card(recipient->kind)) {
		give_by_kind(subject->report, recipient);
		return;
	}
	if (subject->broken != NULL) {
		give_broken(subject, recipient);
		return;
	}
	if (card != NULL && card->delay && recipient->kind == REBOUND_KIND_FAILURE)
		recipient->kind = REBOUND_KIND_DELAY;
	*verdict = (struct rebound_verdict){
		.reason = card == NULL ? REBOUND_REASON_UNKNOWN : card->reason,
		.permanence = find_permanence(subject->report, recipient, card),
		.confidence = find_confidence(subject, card),
		.rule = card == NULL ? NULL : card->name,
		.rule_at = card == NULL ? NULL : card->at,
		.evidence = match == NULL ? NULL : match->evidence,
	};
	if (card == NULL && verdict->permanence != REBOUND_PERMANENCE_UNKNOWN)
		verdict->confidence = CONFIDENCE_ACTION;
	if (settled || is_doubtful(subject->report))
		verdict->confidence *= CONFIDENCE_DOUBT;
	verdict->fault = rebound_reason_fault(verdict->reason);
	verdict->advice = find_advice(recipient, verdict);
	verdict->retry_after = find_retry(subject, card, verdict);
}
