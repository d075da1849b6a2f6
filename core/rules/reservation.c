/* SPDX-License-Identifier: MIT */
#include "core/rules/reservation.h"

#include <string.h>

#include "core/base/text.h"

/* A text names no more than so many things that might be. */
#define MOST_RESERVATIONS 4

/* Where a clause begins with one, what it says is not said of the message; ASCII ones in any case.
 * Those that are something else too stand with the article behind them. */
static const char *const beginnings[] = {"if ", "in case ", "in the event ", "unless ",
	"should the ", "possibly ", "perhaps ", "maybe ", "wenn ", "falls ", "sofern ", "s'il ",
	"s’il ", "si l'", "si l’", "si le ", "si la ", "si les ", "si cette ", "si ce ",
	"si votre ", "si vous ", "si el ", "si los ", "si esta ", "si este ", "si su ", "si usted ",
	"se la ", "se il ", "se lo ", "se l'", "se l’", "se o ", "se a ", "se esta ", "se este ",
	"se questa ", "se questo ", "qualora ", "caso ", "als het ", "als de ", "als deze ",
	"als dit ", "als uw ", "indien ", "hvis ", "ifall ", "om adress", "om mottag", "om konto",
	"om anv", "jeśli ", "jesli ", "jeżeli ", "jezeli ", "pokud ", "jestliže ", "если ", "Если ",
	"якщо ", "Якщо ", "ако ", "Ако ", "jos ", "ha a ", "ha az ", "eğer ", "dacă ", "daca ",
	"εάν ", "Εάν ", "αν ", "Αν "};

/* The same anywhere before the words. */
static const char *const conditions[] = {" if ", " whether ", " unless ", " in case ", " ob ",
	"如果", "假如", "若该", "若您", "若此", "若收"};

/* And behind them, or in them. */
static const char *const endings[] = {"場合", "경우", "的话"};

/* The bytes of what ends a clause, a mark or a word that leads to the main one; 0 for none. */
static gsize measure_mark(const char *at)
{
	static const char *const marks[] = {" - ", " because ", " then ", " but ", " weil ", "。",
		"，", "、", "；", "：", "？", "！"};

	if (strchr("()\"\n", *at) != NULL)
		return 1;
	if (strchr(".,;:!?", *at) != NULL && (at[1] == ' ' || at[1] == '\0'))
		return 1;
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strncmp(at, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return 0;
}

/* The beginning of the clause that a place is in. */
static gsize find_clause(const char *text, gsize place)
{
	gsize at = place;

	while (at > 0 && measure_mark(text + at - 1) == 0)
		at--;
	/* What is left of a mark of several bytes. */
	while (at < place && (((guchar)text[at] & 0xC0) == 0x80 || text[at] == ' '))
		at++;
	return at;
}

/* And its end, its mark not counted. */
static gsize find_end(const char *text, gsize place)
{
	while (text[place] != '\0' && measure_mark(text + place) == 0)
		place++;
	return place;
}

static gboolean is_reserved(const char *text, gsize start, gsize end)
{
	gsize clause = find_clause(text, start);

	for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++)
		if (rebound_text_has_prefix(text + clause, end - clause, beginnings[i]))
			return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(conditions); i++)
		if (rebound_text_find(text + clause, end - clause, conditions[i]) != NULL)
			return TRUE;
	gsize stop = find_end(text, end);
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (rebound_text_find(text + start, stop - start, endings[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* A text without the clauses in which words stand under a condition; NULL where they stand in it
 * without one too. *seen: whether they stand there at all. */
static const char *drop_reserved(
	struct rebound_arena *arena, const char *text, const char *words, gboolean *seen)
{
	char *kept = NULL;

	for (const char *at = text; text != NULL && (at = strstr(at, words)) != NULL;) {
		gsize start = (gsize)(at - text), end = start + strlen(words);

		if (!is_reserved(text, start, end))
			return NULL;
		*seen = TRUE;
		if (kept == NULL)
			kept = rebound_arena_copy(arena, text, strlen(text));
		gsize clause = find_clause(text, start), stop = find_end(text, end);
		memset(kept + clause, ' ', stop - clause);
		at = text + end;
	}
	return kept != NULL ? kept : text;
}

static gboolean is_dead(const struct rebound_subject *subject, const struct rebound_match *match)
{
	const struct rebound_card *card = rebound_ruleset_get(subject->ruleset, match->card);
	enum rebound_fault fault = rebound_reason_fault(card->reason);

	return (fault == REBOUND_FAULT_ADDRESS || fault == REBOUND_FAULT_DOMAIN) &&
	       card->reason != REBOUND_REASON_MAILBOX_FULL && !card->only_codes &&
	       match->evidence != NULL && *match->evidence != '\0';
}

gboolean rebound_reservation_settle(
	struct rebound_subject *subject, gboolean *found, struct rebound_match *match)
{
	struct rebound_recipient words = *subject->recipient;
	gboolean settled = FALSE;

	for (guint i = 0; i < MOST_RESERVATIONS && *found && is_dead(subject, match); i++) {
		gboolean seen = FALSE;
		const char *text =
			drop_reserved(subject->arena, words.text, match->evidence, &seen);
		const char *notice =
			drop_reserved(subject->arena, words.notice, match->evidence, &seen);

		if (!seen || (text == NULL && words.text != NULL) ||
			(notice == NULL && words.notice != NULL))
			break;
		words.text = text;
		words.notice = notice;
		struct rebound_subject other;
		rebound_subject_init(
			&other, subject->ruleset, subject->report, &words, subject->arena);
		*found = rebound_subject_first(&other, match);
		settled = TRUE;
	}
	return settled;
}
