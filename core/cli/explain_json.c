/* SPDX-License-Identifier: MIT */
#include "core/cli/explain.h"

#include "core/smtp/status.h"

void rebound_explain_json_words(struct rebound_json *json, const struct rebound_reason_words *words)
{
	rebound_json_string(json, "meaning", words != NULL ? words->meaning : NULL);
	rebound_json_strings(json, "causes", words != NULL ? words->causes : NULL);
	rebound_json_strings(json, "steps", words != NULL ? words->steps : NULL);
	rebound_json_string(json, "wait", words != NULL ? words->wait : NULL);
}

static void add_verdict(struct rebound_json *json, const struct rebound_recipient *recipient)
{
	const struct rebound_verdict *verdict = &recipient->verdict;
	gboolean applies = verdict->reason != REBOUND_REASON_NONE;
	char status[REBOUND_STATUS_SIZE];

	rebound_json_string(json, "address", recipient->address);
	rebound_json_string(json, "kind", rebound_kind_name(recipient->kind));
	if (recipient->reply != 0)
		rebound_json_number(json, "reply", recipient->reply);
	else
		rebound_json_string(json, "reply", NULL);
	rebound_json_string(json, "status", rebound_status_write(recipient->status, status));
	rebound_json_string(json, "reason", rebound_reason_name(verdict->reason));
	rebound_json_string(json, "fault", applies ? rebound_fault_name(verdict->fault) : NULL);
	rebound_json_string(json, "permanence", rebound_permanence_name(verdict->permanence));
	rebound_json_string(json, "advice", rebound_advice_name(verdict->advice));
	rebound_json_share(json, "confidence", verdict->confidence);
	rebound_json_string(
		json, "text", recipient->text != NULL ? recipient->text : recipient->notice);
}

static void add_rules(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation)
{
	struct rebound_json *json = explainer->json;

	rebound_json_open_list(json, "rules");
	for (guint i = 0; i < explanation->matches->len; i++) {
		const struct rebound_match *match =
			&g_array_index(explanation->matches, struct rebound_match, i);
		struct rebound_card_info card =
			rebound_ruleset_card(explainer->ruleset, match->card);

		rebound_json_open(json, NULL);
		rebound_json_string(json, "rule", card.name);
		rebound_json_string(json, "rule_at", card.at);
		rebound_json_string(json, "reason", rebound_reason_name(card.reason));
		rebound_json_string(json, "doc", card.doc);
		rebound_json_string(json, "evidence", match->evidence);
		if (match->text != NULL) {
			rebound_json_string(json, "in",
				match->text == explanation->recipient->text ? "text" : "notice");
			rebound_json_number(json, "start", (gint64)match->start);
			rebound_json_number(json, "end", (gint64)match->end);
		}
		rebound_json_close(json);
	}
	rebound_json_close_list(json);
}

static void add_decision(struct rebound_json *json, const struct rebound_explanation *explanation)
{
	const struct rebound_decision *decision = &explanation->decision;

	rebound_json_open(json, "policy");
	rebound_json_string(json, "says", explanation->policy_words);
	rebound_json_string(json, "at", explanation->policy_at);
	if (explanation->decided) {
		rebound_json_string(json, "address", explanation->event.address);
		rebound_json_string(json, "trust", rebound_trust_name(explanation->event.trust));
		rebound_json_string(json, "decision", rebound_decision_words(decision));
		rebound_json_string(json, "why", decision->why);
		rebound_json_string(json, "refused", decision->refused);
		rebound_json_time(json, "due", decision->due);
		rebound_json_time(json, "until", decision->until);
	}
	rebound_json_close(json);
}

static void add_history(struct rebound_json *json, const struct rebound_explanation *explanation)
{
	const struct rebound_counted *counted = &explanation->counted;

	rebound_json_open(json, "history");
	rebound_json_number(json, "seen", counted->seen);
	rebound_json_number(json, "counts", counted->count);
	rebound_json_number(json, "needed", counted->after);
	rebound_json_number(json, "within", counted->over);
	rebound_json_time(json, "cleared", counted->cleared);
	rebound_json_open_list(json, "events");
	for (guint i = 0; i < explanation->events->len; i++) {
		const struct rebound_explained_event *event =
			&g_array_index(explanation->events, struct rebound_explained_event, i);

		rebound_json_open(json, NULL);
		rebound_json_number(json, "event", event->id);
		rebound_json_time(json, "time", event->time);
		rebound_json_string(json, "kind", rebound_kind_name(event->kind));
		rebound_json_string(json, "reason", rebound_reason_name(event->reason));
		rebound_json_string(json, "decision", event->decision);
		rebound_json_close(json);
	}
	rebound_json_close_list(json);
	rebound_json_number(json, "more", explanation->more);
	rebound_json_close(json);
}

void rebound_explain_json(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation)
{
	struct rebound_json *json = explainer->json;

	rebound_json_open(json, NULL);
	rebound_json_string(json, "given", explanation->given);
	if (explanation->stored != NULL)
		rebound_json_number(json, "event", explanation->stored->id);
	if (explanation->in_part)
		rebound_json_string(json, "kept", "in part");
	if (explanation->recipient == NULL) {
		rebound_json_string(json, "kind", rebound_kind_name(explanation->report->kind));
	} else {
		add_verdict(json, explanation->recipient);
		rebound_json_string(json, "reply_means", explanation->reply_words);
		rebound_json_string(json, "status_means", explanation->status_words);
		rebound_explain_json_words(json, explanation->words);
		add_rules(explainer, explanation);
		add_decision(json, explanation);
		if (explanation->decided)
			add_history(json, explanation);
	}
	rebound_json_close(json);
	rebound_json_end_line(json);
}
