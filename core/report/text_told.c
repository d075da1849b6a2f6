/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/base/text.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reading.h"
#include "core/report/text_weight.h"

/* A sentence about one recipient is no longer, behind its address and before it, */
#define LONGEST_SAID_OF_ONE 64
#define LONGEST_LEAD_TO_ONE 48

/* and no text of several of them. */
#define LONGEST_TOLD 1024

/** Whether a sentence only says what to do if something is so. */
static gboolean is_condition(const struct rebound_text_unit *unit)
{
	static const char *const words[] = {"if ", "in case ", "should ", "unless ", "wenn ",
		"falls ", "sollte ", "sofern ", "si ", "se ", "caso ", "als ", "indien ", "mocht ",
		"jeśli ", "jeżeli ", "если ", "om ", "hvis ", "pokud "};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (rebound_text_has_prefix(unit->text, unit->len, words[i]))
			return TRUE;
	}
	return FALSE;
}

/** Whether the words behind an address say that what was sent there did not come. */
static gboolean was_refused(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	static const char *const words[] = {"refused", "rejected", "bounced", "returned",
		"abgelehnt", "abgewiesen", "refus", "rejet", "rechaz", "devuelt", "rifiutat",
		"respint", "recusad", "rejeitad", "geweigerd", "odrzucon", "отклонен", NULL};
	return rebound_text_holds_any(unit->text + mention->end, unit->len - mention->end, words);
}

/** Where a comma leads to why, or the end. */
static gsize find_cause(const char *text, gsize len)
{
	static const char *const words[] = {", since ", ", because ", ", as ", ", weil ", ", da ",
		", car ", ", parce que ", ", porque ", ", ya que ", ", perché ", ", poiché ",
		", omdat ", ", ponieważ ", ", так как "};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *at = rebound_text_find(text, len, words[i]);
		if (at)
			return (gsize)(at - text);
	}
	return len;
}

/** Whether the words behind an address say something of it alone, and deny nothing but that it is
 * there: "does not exist", but not "was not full", "has told us that ..." or "answers for ...". */
static gboolean is_simply_said(const char *text, gsize len)
{
	static const char *const others[] = {" who", " whose", " which", " that ", " why", " told",
		" report", " replac", " answer", " deliver", " took ", " instead", " new ", " empt",
		" accept", " expand", " alias", " yesterday", " also", " but ", " and ", " member",
		" forward", " users", " recipients", " addresses", " mailboxes", " redirect",
		" list", " group", " qui ", " que ", " dont ", " mais ", " y ", " aber", " und ",
		" mitglied", " weiterl", " membre", " miembro", " membri", " leden", " auch ",
		" aussi ", " también", NULL};
	static const char *const relatives[] = {" who", " whose", " which", " qui ", NULL};
	static const char *const denials[] = {" not ", " never ", " nicht ", " pas ", NULL};
	static const char *const absent[] = {" not exist", " not found", " not known",
		" not available", " not valid", " not recogni", " not reach", " not registered",
		" not be found", " not be reached", " not be delivered", " nicht gefunden",
		" nicht bekannt", " nicht vorhanden", " nicht mehr vorhanden", " nicht erreich",
		" nicht zugestellt", " existiert nicht", " gibt es nicht", " existe pas",
		" pas remis", NULL};
	/* "... was refused, since that mailbox is full." */
	gsize cause = find_cause(text, len);
	if (cause < len && len - cause <= LONGEST_SAID_OF_ONE &&
		!memchr(text + cause + 1, ',', len - cause - 1) &&
		!rebound_text_holds_any(text + cause, len - cause, relatives))
		len = cause;
	if (len > LONGEST_SAID_OF_ONE || memchr(text, ',', len) || memchr(text, ';', len) ||
		memmem(text, len, " - ", 3) || rebound_text_holds_any(text, len, others))
		return FALSE;
	return !rebound_text_holds_any(text, len, denials) ||
	       rebound_text_holds_any(text, len, absent);
}

/** Whether the words before an address only lead to it: "There is no user". */
static gboolean leads_simply(const char *text, gsize len)
{
	static const char *const others[] = {" not ", "not the ", " that ", "unlike", " of user",
		"sender", "absender", "expéditeur", "remitente", "mittente", "remetente",
		"afzender", "nadawc", "отправител", NULL};
	return len <= LONGEST_LEAD_TO_ONE && !memchr(text, ',', len) &&
	       !rebound_text_holds_any(text, len, others);
}

gboolean rebound_text_tells_why(const struct rebound_text_reading *reading,
	const struct rebound_text_mention *mention, gboolean object)
{
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	struct rebound_arena *arena = reading->builder->arena;
	gsize start = 0, len = 0;
	if (mention != rebound_text_mention(&reading->units, unit->mentions) ||
		unit->len > LONGEST_TOLD || mention->role != REBOUND_TEXT_INLINE ||
		unit->type != REBOUND_TEXT_PROSE || unit->reply.code != 0 ||
		!(unit->marks & REBOUND_TEXT_BIT(REASON)) || is_condition(unit) ||
		rebound_text_is_guess(unit->text, unit->len))
		return FALSE;
	while (start + len <= mention->start) {
		start += len;
		len = rebound_text_sentence(unit->text + start, unit->len - start);
	}
	const char *sentence = unit->text + start;
	gsize behind = mention->end - start;
	if (behind > len || !leads_simply(sentence, mention->start - start) ||
		!is_simply_said(sentence + behind, len - behind) ||
		!(rebound_text_marks(arena, sentence, len) & REBOUND_TEXT_BIT(REASON)))
		return FALSE;
	return (object &&
		       ((unit->marks & REBOUND_TEXT_BIT(FAILED)) || was_refused(unit, mention))) ||
	       rebound_text_calls_recipient(arena, unit->text, mention->start);
}

gboolean rebound_text_may_be_rewritten(const char *key, const char *other)
{
	const char *domain = strrchr(key, '@'), *below = strrchr(other, '@');
	gsize len = domain ? strlen(domain + 1) : 0, size = below ? strlen(below + 1) : 0;
	return len > 0 && size >= len && strcmp(below + 1 + size - len, domain + 1) == 0 &&
	       (size == len || below[size - len] == '.');
}
