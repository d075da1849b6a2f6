/* SPDX-License-Identifier: MIT */
#include "core/report/text_trust.h"

#include <string.h>

#include "core/report/builder.h"
#include "core/report/text_came.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_siblings.h"
#include "core/smtp/address.h"

/* What is shorter is no sentence that a line was too short for. */
#define SHORTEST_SENTENCE 30

/* ". It said:", behind an address, and in its sentence "ответил нашему серверу так:". */
#define LONGEST_SAID	   24
#define LONGEST_SAID_OF_IT 80

/* "Delivery to the following recipient failed permanently:", its last words. */
#define LONGEST_LEAD 32

/* So many commands between an entry and what was answered are passed over. */
#define MOST_COMMANDS 4

gboolean rebound_text_is_own(const struct rebound_text_reading *reading, const char *key)
{
	for (guint i = 0; i < reading->own_count; i++) {
		if (strcmp(reading->own[i], key) == 0)
			return TRUE;
	}
	return FALSE;
}

struct rebound_folded rebound_text_fold_lead(
	struct rebound_text_reading *reading, const char *text, gsize end)
{
	while (end > 0 && strchr(" <('\":,", text[end - 1]))
		end--;
	gsize from = rebound_text_back_by(text, end, LONGEST_LEAD);
	return rebound_text_fold(reading->builder->arena, text + from, end - from);
}

/** What stands before a mention in its sentence, which may have been broken directly before it. */
static struct rebound_folded lead_to(struct rebound_text_reading *reading,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	struct rebound_folded lead = rebound_text_fold_lead(
		reading, unit->text, rebound_text_start_with_name(unit->text, mention->start));
	if (lead.len > 0 || mention->unit == 0)
		return lead;
	const struct rebound_text_unit *last =
		rebound_text_unit(&reading->units, mention->unit - 1);
	return last->paragraph == unit->paragraph && last->type == REBOUND_TEXT_PROSE
		       ? rebound_text_fold_lead(reading, last->text, last->len)
		       : lead;
}

/** Whether no more than the verb of a sentence stands behind an address: "ann@... answered us:". */
static gboolean is_said_behind(const char *text, gsize from, gsize len)
{
	return len - from <= LONGEST_SAID ||
	       (len - from <= LONGEST_SAID_OF_IT &&
		       rebound_text_sentence(text + from, len - from) == len - from);
}

/** Whether an address ends the words that lead to a reply below: "Reply for ann@example.org:". */
static gboolean leads_to_reply(const struct rebound_text_reading *reading,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	guint below = mention->unit + 1;
	gboolean only =
		unit->mention_count == 1 && is_said_behind(unit->text, mention->end, unit->len);
	if (!rebound_text_is_lead(unit) || (mention->end + 2 < unit->len && !only) ||
		below >= reading->units.units->len)
		return FALSE;
	const struct rebound_text_unit *reply = rebound_text_unit(&reading->units, below);
	gboolean quoted = reply->reply.start == 2 && strchr(">|", reply->text[0]) != NULL;
	return (reply->type == REBOUND_TEXT_ANSWER || quoted) && reply->reply.code >= 400 &&
	       reply->mention_count == 0 && reply->paragraph <= unit->paragraph + 1;
}

static enum rebound_text_trust trust_in_sentence(struct rebound_text_reading *reading,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	gboolean reason = (unit->marks & REBOUND_TEXT_BIT(REASON)) != 0;
	if (unit->part && rebound_text_came_by_entry(unit, mention))
		return REBOUND_TEXT_TRUST_NONE;
	if (unit->part && !reading->delivered && (unit->marks & REBOUND_TEXT_BIT(DELIVERED)) &&
		!(unit->marks & REBOUND_TEXT_BIT(FAILED)))
		return REBOUND_TEXT_TRUST_NONE;
	if ((unit->marks & REBOUND_TEXT_BIT(FAILED)) ||
		(unit->part && (reason || unit->reply.code >= 400 || unit->verdict)))
		return REBOUND_TEXT_TRUST_SENTENCE;
	struct rebound_folded lead = lead_to(reading, unit, mention);
	if (reading->failing &&
		rebound_text_ends_with(lead.text, lead.len, rebound_text_recipient_words))
		return REBOUND_TEXT_TRUST_SENTENCE;
	if (leads_to_reply(reading, unit, mention))
		return REBOUND_TEXT_TRUST_SENTENCE;
	/* In a language that nobody has foreseen, the code behind it still speaks. */
	gboolean answered = unit->reply.code >= 400 && unit->reply.start >= mention->end;
	return answered || reason ? REBOUND_TEXT_TRUST_WEAK : REBOUND_TEXT_TRUST_NONE;
}

/** Whether a unit ends with an address, which no sentence goes on behind with another. */
static gboolean ends_with_address(
	const struct rebound_text_reading *reading, const struct rebound_text_unit *unit)
{
	guint last = unit->mentions + unit->mention_count;
	return unit->mention_count > 0 &&
	       rebound_text_mention(&reading->units, last - 1)->end == unit->len;
}

/**
 * Whether an address begins a line only because a sentence was broken there: one that says nothing
 * yet, or one that leads to it and goes on behind it.
 */
static gboolean is_wrapped(
	struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	guint i = mention->unit;
	if (i == 0)
		return FALSE;
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
	const struct rebound_text_unit *last = rebound_text_unit(&reading->units, i - 1);
	if (last->type != REBOUND_TEXT_PROSE || last->paragraph != unit->paragraph ||
		rebound_text_is_list_entry(reading, last) || ends_with_address(reading, last) ||
		last->len < SHORTEST_SENTENCE || !g_ascii_isalnum(last->text[last->len - 1]))
		return FALSE;
	if (!((last->marks | unit->marks) & (REBOUND_TEXT_OUTCOME | REBOUND_TEXT_BIT(REASON))) &&
		unit->reply.code == 0)
		return TRUE;
	if (last->mention_count > 0 || !rebound_text_goes_on_behind(unit, mention))
		return FALSE;
	struct rebound_folded lead = lead_to(reading, unit, mention);
	return rebound_text_ends_with(lead.text, lead.len, rebound_text_recipient_words);
}

/**
 * Whether the words around a list say that it is one of recipients: those before it announce it, or
 * those behind it tell a reason. A signature's address has neither.
 */
static gboolean is_announced(const struct rebound_text_reading *reading, guint i)
{
	const struct rebound_text_units *units = &reading->units;
	for (guint next = i + 1; next < units->units->len && reading->announced[i] == 0; next++) {
		const struct rebound_text_unit *unit = rebound_text_unit(units, next);
		/* Of notes and the entries that refer to them, the first that tells is enough. */
		gboolean keyed = unit->key > 0 && !rebound_text_is_telling(unit);
		if ((unit->type == REBOUND_TEXT_COMMAND && next < i + MOST_COMMANDS) || keyed)
			continue;
		return !rebound_text_is_list_entry(reading, unit) && rebound_text_is_telling(unit);
	}
	return reading->announced[i] > 0;
}

/** Whether a unit tells behind an address why it failed. */
static gboolean tells_behind(const struct rebound_text_reading *reading,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	if (unit->reply.code != 0)
		return unit->reply.code >= 400 && unit->reply.start >= mention->end;
	return unit->reply.status.klass >= 4 ||
	       ((unit->marks & REBOUND_TEXT_BIT(REASON)) &&
		       (rebound_text_marks(reading->builder->arena, unit->text + mention->end,
				unit->len - mention->end) &
			       REBOUND_TEXT_BIT(REASON)));
}

static enum rebound_text_trust trust_in_place(
	struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	gboolean reason = (unit->marks & (REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(FAILED))) ||
			  unit->reply.code >= 400 || unit->reply.status.klass >= 4 || unit->verdict;
	switch (mention->role) {
	case REBOUND_TEXT_LISTED:
		if (rebound_text_came_by_entry(unit, mention) ||
			rebound_text_came_by_lead(reading, mention))
			return REBOUND_TEXT_TRUST_NONE;
		/* A part that begins with an address is a sentence as its neighbours are. */
		if (unit->part || is_wrapped(reading, mention))
			return trust_in_sentence(reading, unit, mention);
		return reason || is_announced(reading, mention->unit) ? REBOUND_TEXT_TRUST_ENTRY
								      : REBOUND_TEXT_TRUST_WEAK;
	case REBOUND_TEXT_LABELLED:
		if (rebound_text_came_by_entry(unit, mention))
			return REBOUND_TEXT_TRUST_NONE;
		return reason || reading->failing ? REBOUND_TEXT_TRUST_ENTRY
						  : REBOUND_TEXT_TRUST_WEAK;
	case REBOUND_TEXT_INLINE:
		return trust_in_sentence(reading, unit, mention);
	case REBOUND_TEXT_ENVELOPE:
		return unit->type == REBOUND_TEXT_PROSE && tells_behind(reading, unit, mention)
			       ? REBOUND_TEXT_TRUST_SENTENCE
			       : REBOUND_TEXT_TRUST_WEAK;
	case REBOUND_TEXT_ANSWERED:
		return unit->reply.code >= 400 && g_strcmp0(unit->command, "MAIL") != 0
			       ? REBOUND_TEXT_TRUST_SENTENCE
			       : REBOUND_TEXT_TRUST_REPLY;
	case REBOUND_TEXT_REPEATED:
		return REBOUND_TEXT_TRUST_REPLY;
	case REBOUND_TEXT_SUMMARY:
		return REBOUND_TEXT_TRUST_SUMMARY;
	case REBOUND_TEXT_FORMER:
		return unit->type == REBOUND_TEXT_PROSE &&
				       rebound_text_is_nameless_entry(unit->text, unit->len)
			       ? REBOUND_TEXT_TRUST_ENTRY
			       : REBOUND_TEXT_TRUST_NONE;
	default:
		return REBOUND_TEXT_TRUST_NONE;
	}
}

enum rebound_text_trust rebound_text_weigh_mention(
	struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	enum rebound_text_trust trust = trust_in_place(reading, mention);
	if (trust == REBOUND_TEXT_TRUST_NONE || !rebound_text_is_own(reading, mention->key))
		return trust > REBOUND_TEXT_TRUST_OWN && rebound_address_is_daemon(mention->address)
			       ? REBOUND_TEXT_TRUST_OWN
			       : trust;
	return trust > REBOUND_TEXT_TRUST_OWN ? REBOUND_TEXT_TRUST_OWN : REBOUND_TEXT_TRUST_NONE;
}
