/* SPDX-License-Identifier: MIT */
#include "core/cli/explain.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cli/output.h"
#include "core/smtp/status.h"

/* Runners-up of another reason that are shown; and bytes of a line that is none of the program's.
 */
enum { MOST_OTHERS = 3, LINE_BYTES = 4096 };

/* Two spaces before, and the column of what stands behind a short word. */
#define INDENT "  "
#define COLUMN 10

void rebound_explain_heading(const char *heading)
{
	rebound_output_print("\n%s%s%s\n", rebound_output_style(REBOUND_STYLE_BOLD), heading,
		rebound_output_style(REBOUND_STYLE_PLAIN));
}

static void print_list(const char *const *items)
{
	for (guint i = 0; items[i] != NULL; i++)
		rebound_output_paragraph("  - ", "    ", items[i]);
}

void rebound_explain_line(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	rebound_output_paragraph(INDENT, INDENT, text);
}

const char *rebound_explain_safe(const struct rebound_explainer *explainer, const char *text)
{
	return text == NULL ? ""
			    : rebound_text_line(explainer->arena, text, strlen(text), LINE_BYTES);
}

const char *rebound_explain_fault(enum rebound_fault fault)
{
	static const char *const sentences[REBOUND_FAULT_COUNT] = {
		[REBOUND_FAULT_NONE] = "Whose trouble it is, nobody can tell from this.",
		[REBOUND_FAULT_ADDRESS] = "The trouble is with the address.",
		[REBOUND_FAULT_DOMAIN] = "The trouble is with the address's domain.",
		[REBOUND_FAULT_RECEIVER] =
			"The trouble is with their server, not with the address.",
		[REBOUND_FAULT_NETWORK] =
			"The trouble is on the way between, not with the address.",
		[REBOUND_FAULT_SENDER] =
			"The trouble is on your sending side, not with the address.",
		[REBOUND_FAULT_MESSAGE] = "The trouble is with this message, not with the address.",
		[REBOUND_FAULT_POLICY] =
			"It is a decision of the receiving side; the address may be good.",
		[REBOUND_FAULT_LIST] =
			"Your sending service holds the address on a list of its own.",
	};

	return fault >= 0 && fault < REBOUND_FAULT_COUNT ? sentences[fault] : "";
}

static const char *advise(enum rebound_advice advice)
{
	switch (advice) {
	case REBOUND_ADVICE_SUPPRESS:
		return "send nothing more to this address (suppress)";
	case REBOUND_ADVICE_RETRY:
		return "send it again later (retry)";
	case REBOUND_ADVICE_FIX_SENDER:
		return "put your sending side right first (fix_sender)";
	case REBOUND_ADVICE_FIX_MESSAGE:
		return "change the message first (fix_message)";
	case REBOUND_ADVICE_REVIEW:
		return "look at it yourself (review)";
	default:
		return "there is nothing to do";
	}
}

/* How sure a confidence is, in words; the numbers are those of rules/README.md. */
static const char *judge(double confidence)
{
	if (confidence >= 0.9)
		return "sure";
	if (confidence >= 0.7)
		return "fairly sure";
	return confidence >= 0.4 ? "not sure" : "guessing";
}

/* What a kind means that has no reason; NULL for one that has. */
static const char *describe_kind(enum rebound_kind kind)
{
	switch (kind) {
	case REBOUND_KIND_SUCCESS:
		return "This is good news: the mail was accepted. It is no bounce, and there is "
		       "nothing to do.";
	case REBOUND_KIND_INFORMATION:
		return "This is no bounce: a server says so in the middle of an ordinary "
		       "conversation. There "
		       "is nothing to do.";
	case REBOUND_KIND_COMPLAINT:
		return "Somebody has pressed \"this is spam\" for your mail. Take the address off "
		       "your lists at "
		       "once; further mail to it harms your reputation.";
	case REBOUND_KIND_UNSUBSCRIBE:
		return "Somebody asks to be taken off the list. Do so.";
	case REBOUND_KIND_AUTO_REPLY:
		return "This is an automatic answer, such as an out-of-office note. Your mail has "
		       "arrived; "
		       "there is nothing to do.";
	case REBOUND_KIND_CHALLENGE:
		return "Their mail system asks whether a person has sent the mail. It waits until "
		       "somebody "
		       "answers as the mail says.";
	case REBOUND_KIND_DISPOSITION:
		return "This is a receipt: somebody has read or deleted your mail. It is no "
		       "bounce.";
	case REBOUND_KIND_OTHER:
		return "This is an ordinary mail: it reports nothing.";
	default:
		return NULL;
	}
}

static void print_title(const struct rebound_explanation *explanation)
{
	const struct rebound_recipient *recipient = explanation->recipient;
	const struct rebound_verdict *verdict = &recipient->verdict;
	const char *reason = rebound_reason_name(verdict->reason);
	const char *permanence = rebound_permanence_name(verdict->permanence);

	rebound_output_print("%s%s%s", rebound_output_style(REBOUND_STYLE_BOLD),
		reason != NULL ? reason : rebound_kind_name(recipient->kind),
		rebound_output_style(REBOUND_STYLE_PLAIN));
	if (reason != NULL && permanence != NULL && !explanation->any_class)
		rebound_output_print(", %s", verdict->permanence == REBOUND_PERMANENCE_UNKNOWN
						     ? "for how long is not known"
						     : permanence);
	if (recipient->kind == REBOUND_KIND_DELAY)
		rebound_output_print(", a delay: their mail system still tries");
	if (recipient->address != NULL)
		rebound_output_print(", for %s", recipient->address);
	rebound_output_print("\n");
}

static void print_summary(const struct rebound_explanation *explanation)
{
	const struct rebound_recipient *recipient = explanation->recipient;
	const struct rebound_verdict *verdict = &recipient->verdict;
	const char *kind = describe_kind(recipient->kind);

	if (kind != NULL && verdict->reason == REBOUND_REASON_NONE) {
		rebound_explain_line("%s", kind);
		return;
	}
	rebound_explain_line("%s", rebound_explain_fault(verdict->fault));
	rebound_explain_line("Advice: %s.", advise(verdict->advice));
	if (explanation->is_code)
		rebound_explain_line(
			"A code alone can mean many things: with the words that came with it, "
			"rebound "
			"can tell more.");
	else
		rebound_explain_line(
			"rebound is %s (%.2f).", judge(verdict->confidence), verdict->confidence);
}

/* The match that decided, if it stands in this text. */
static const struct rebound_match *find_mark(
	const struct rebound_explanation *explanation, const char *text)
{
	const struct rebound_match *match =
		explanation->matches->len > 0
			? &g_array_index(explanation->matches, struct rebound_match, 0)
			: NULL;

	return match != NULL && match->text == text && match->end > match->start ? match : NULL;
}

/* A text with the words that decided marked, where there are colours. */
static void print_marked(const struct rebound_explanation *explanation, const char *text)
{
	const struct rebound_match *match = find_mark(explanation, text);

	if (match == NULL || !rebound_output_has_colour()) {
		rebound_output_paragraph(INDENT, INDENT, text);
		return;
	}
	g_autofree char *marked = g_strdup_printf("%.*s\033[1;33m%.*s\033[0m%s", (int)match->start,
		text, (int)(match->end - match->start), text + match->start, text + match->end);
	rebound_output_paragraph(INDENT, INDENT, marked);
}

static void print_code(const char *code, const char *words)
{
	g_autofree char *first = g_strdup_printf(INDENT "%-*s", COLUMN - 2, code);
	g_autofree char *rest = g_strnfill(COLUMN, ' ');

	rebound_output_paragraph(first, rest, words);
}

static void print_said(const struct rebound_explanation *explanation)
{
	const struct rebound_recipient *recipient = explanation->recipient;
	char code[REBOUND_STATUS_SIZE];

	rebound_explain_heading(explanation->is_code ? "The code" : "What was said");
	if (recipient->text != NULL && !explanation->is_code)
		print_marked(explanation, recipient->text);
	if (recipient->notice != NULL &&
		(recipient->text == NULL || find_mark(explanation, recipient->notice) != NULL))
		print_marked(explanation, recipient->notice);
	if (explanation->reply_words != NULL) {
		g_snprintf(code, sizeof(code), "%d", recipient->reply);
		print_code(code, explanation->reply_words);
	}
	if (explanation->status_words != NULL) {
		rebound_status_write(recipient->status, code);
		if (explanation->any_class)
			code[0] = 'x';
		print_code(code, explanation->status_words);
	}
	if (explanation->is_code && explanation->reply_words == NULL &&
		explanation->status_words == NULL)
		rebound_explain_line("No standard knows it.");
	if (explanation->any_class)
		rebound_explain_line("The x stands for 4, not now, or for 5, not at all.");
}

void rebound_explain_print_words(const struct rebound_reason_words *words)
{
	rebound_explain_heading("What it means");
	rebound_explain_line("%s", words->meaning);
	if (words->causes[0] != NULL) {
		rebound_explain_heading("Likely causes");
		print_list(words->causes);
	}
	if (words->steps[0] != NULL) {
		rebound_explain_heading("What to do");
		print_list(words->steps);
	}
	rebound_explain_heading("Wait?");
	rebound_explain_line("%s", words->wait);
}

/* Others of the same reason agree, and need no line of their own. */
static void print_others(const struct rebound_explainer *explainer,
	const struct rebound_explanation *explanation, const struct rebound_card_info *winner)
{
	g_autoptr(GString) same = g_string_new(NULL);
	guint others = 0;

	for (guint i = 1; i < explanation->matches->len; i++) {
		const struct rebound_match *match =
			&g_array_index(explanation->matches, struct rebound_match, i);
		struct rebound_card_info card =
			rebound_ruleset_card(explainer->ruleset, match->card);

		if (card.reason == winner->reason)
			g_string_append_printf(same, "%s%s (%s)", same->len > 0 ? ", " : "",
				card.name, rebound_explain_safe(explainer, card.at));
		else if (card.reason != REBOUND_REASON_UNKNOWN && others++ < MOST_OTHERS)
			rebound_explain_line("Without it: %s, by the rule %s (%s), on \"%s\".",
				rebound_reason_name(card.reason), card.name,
				rebound_explain_safe(explainer, card.at),
				match->evidence != NULL ? match->evidence : "");
	}
	if (others > MOST_OTHERS)
		rebound_explain_line("And %u more after these.", others - MOST_OTHERS);
	if (same->len > 0)
		rebound_explain_line("Rules that agree: %s.", same->str);
}

static void print_rules(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation)
{
	rebound_explain_heading("Which rule decided");
	if (explanation->matches->len == 0) {
		rebound_explain_line("None: no rule knows these words or these codes.");
		return;
	}
	const struct rebound_match *match =
		&g_array_index(explanation->matches, struct rebound_match, 0);
	struct rebound_card_info card = rebound_ruleset_card(explainer->ruleset, match->card);
	rebound_explain_line("%s at %s, on %s\"%s\".", card.name,
		rebound_explain_safe(explainer, card.at), match->text != NULL ? "the words " : "",
		match->evidence != NULL ? match->evidence : "");
	if (card.doc != NULL && !explanation->is_code)
		rebound_explain_line("%s", rebound_explain_safe(explainer, card.doc));
	print_others(explainer, explanation, &card);
}

static void print_events(const struct rebound_explanation *explanation)
{
	for (guint i = 0; i < explanation->events->len; i++) {
		const struct rebound_explained_event *event =
			&g_array_index(explanation->events, struct rebound_explained_event, i);
		const char *reason = rebound_reason_name(event->reason);
		char time[REBOUND_CLOCK_TIME_SIZE];

		rebound_output_print("  %.10s  event %" G_GINT64_FORMAT "  %s%s%s\n",
			rebound_clock_write_time(event->time, time), event->id,
			reason != NULL ? reason : rebound_kind_name(event->kind),
			event->decision != NULL ? ", then: " : "",
			event->decision != NULL ? event->decision : "");
	}
	if (explanation->more > 0)
		rebound_explain_line("and %u older", explanation->more);
}

static void print_count(const struct rebound_explanation *explanation)
{
	const struct rebound_counted *counted = &explanation->counted;
	char span[REBOUND_CLOCK_SPAN_SIZE], time[REBOUND_CLOCK_TIME_SIZE];

	if (counted->cleared != 0)
		rebound_explain_line(
			"A person cleared the address on %.10s; what came before counts no more.",
			rebound_clock_write_time(counted->cleared, time));
	if (counted->after > 1)
		rebound_explain_line(
			"With this one, %u of the %u failures that it takes%s%s are counted: "
			"one for "
			"an original message, and one a day at most.",
			counted->count, counted->after, counted->over > 0 ? " within " : "",
			counted->over > 0 ? rebound_clock_write_span(counted->over, span) : "");
}

static void print_decision(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation)
{
	const struct rebound_decision *decision = &explanation->decision;
	const struct rebound_event *event = &explanation->event;

	rebound_explain_line("Now, for %s: %s%s%s.", event->address,
		rebound_decision_words(decision), decision->why != NULL ? ": " : "",
		decision->why != NULL ? rebound_explain_safe(explainer, decision->why) : "");
	if (decision->refused != NULL &&
		(decision->why == NULL || strstr(decision->why, decision->refused) == NULL))
		rebound_explain_line("Not suppressed: %s.", decision->refused);
	if (event->trust < REBOUND_TRUST_VERIFIED && decision->action == REBOUND_ACTION_SUPPRESS &&
		decision->state == REBOUND_STATE_PROPOSED)
		rebound_explain_line(
			"It is only proposed, since nothing proves that this report is real.");
	rebound_explain_heading("Its history");
	if (explanation->events->len == 0)
		rebound_explain_line("No other event of this address is stored.");
	print_events(explanation);
	print_count(explanation);
}

void rebound_explain_print_card(
	const struct rebound_explainer *explainer, const char *words, const char *at)
{
	rebound_explain_heading("What the policy does");
	if (words == NULL || words[0] == '\0')
		rebound_explain_line("Nothing but note it: no suppression, no retry.");
	else
		rebound_explain_line("By %s: %s.", rebound_explain_safe(explainer, at),
			rebound_explain_safe(explainer, words));
}

static void print_policy(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation)
{
	rebound_explain_print_card(explainer, explanation->policy_words, explanation->policy_at);
	if (explanation->decided)
		print_decision(explainer, explanation);
}

static void print_stored(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation)
{
	const struct rebound_event *stored = explanation->stored;
	const char *reason = rebound_reason_name(stored->reason);
	char time[REBOUND_CLOCK_TIME_SIZE];

	rebound_explain_heading("As it was stored");
	rebound_explain_line("Event %" G_GINT64_FORMAT " of run %" G_GINT64_FORMAT
			     ", %s, message %" G_GUINT64_FORMAT " of %s%s.",
		stored->id, stored->run, rebound_clock_write_time(stored->time, time),
		stored->source_index, rebound_explain_safe(explainer, stored->source),
		stored->undone != 0 ? "; taken back since" : "");
	rebound_explain_line("Then it was judged %s%s%s%s%s.",
		reason != NULL ? reason : rebound_kind_name(stored->kind),
		stored->rule != NULL ? " by " : "", rebound_explain_safe(explainer, stored->rule),
		stored->rule_at != NULL ? " at " : "",
		rebound_explain_safe(explainer, stored->rule_at));
	if (stored->decision != NULL)
		rebound_explain_line("And decided: %s%s%s.",
			rebound_explain_safe(explainer, stored->decision),
			stored->decision_why != NULL ? ": " : "",
			rebound_explain_safe(explainer, stored->decision_why));
	if (explanation->in_part)
		rebound_explain_line(
			"Its mail has so many recipients that only a part of it is kept here: no "
			"headers, no general words, texts up to %d characters. So the rules of "
			"today do not judge it again.",
			REBOUND_LIMIT_PART_BYTES);
	if (stored->reason != explanation->recipient->verdict.reason)
		rebound_explain_line(
			"The rules of today judge it differently; `rebound reclassify` shows "
			"all such.");
}

void rebound_explain_print(
	const struct rebound_explainer *explainer, const struct rebound_explanation *explanation)
{
	if (explanation->recipient == NULL) {
		const char *kind = describe_kind(explanation->report->kind);

		rebound_explain_line(
			"%s", kind != NULL ? kind
					   : "It names no recipient, so there is nobody to judge.");
		return;
	}
	if (explanation->is_code)
		rebound_output_print("%s: ", explanation->given);
	print_title(explanation);
	print_summary(explanation);
	print_said(explanation);
	if (explanation->words != NULL)
		rebound_explain_print_words(explanation->words);
	if (explanation->stored != NULL)
		print_stored(explainer, explanation);
	if (explanation->recipient->verdict.reason == REBOUND_REASON_NONE && !explanation->decided)
		return;
	if (explanation->recipient->verdict.reason != REBOUND_REASON_NONE && !explanation->in_part)
		print_rules(explainer, explanation);
	print_policy(explainer, explanation);
}
