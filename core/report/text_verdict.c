/* SPDX-License-Identifier: MIT */
#include "core/report/text_verdict.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_verdict_words.h"

/* Words and the marks before them are no longer. */
#define LOOKED_BYTES 48

/* What stands before an address is looked at where it is no longer. */
#define LONGEST_BEFORE 32

static gboolean is_mark(char byte)
{
	switch (byte) {
	case ' ':
	case '>':
	case '.':
	case ':':
	case ';':
	case ',':
	case '-':
	case '=':
	case '(':
	case ')':
	case '[':
	case ']':
	case '|':
	case '"':
	case '\'':
		return TRUE;
	default:
		return FALSE;
	}
}

/** Bytes of marks and spaces at the start of a text. */
static gsize pass_marks(const char *text, gsize len)
{
	gsize at = 0;
	while (at < len) {
		gsize wide = (guchar)text[at] >= 0x80 ? rebound_text_wide_mark(text + at, len - at)
						      : (gsize)is_mark(text[at]);
		if (wide == 0)
			break;
		at += wide;
	}
	return at;
}

/** A text, folded where it is not in ASCII. */
static const char *fold(struct rebound_arena *arena, const char *text, gsize len, gsize *folded)
{
	for (gsize i = 0; i < len; i++) {
		if ((guchar)text[i] >= 0x80)
			return rebound_text_fold_only(arena, text, len, folded);
	}
	*folded = len;
	return text;
}

/** The last byte of a text that is cut at a place where no character is split. */
static gsize cut_at(const char *text, gsize len, gsize most)
{
	gsize end = MIN(len, most);
	while (end > 0 && end < len && ((guchar)text[end] & 0xC0) == 0x80)
		end--;
	return end;
}

/** Bytes of the verbs before a verdict, "was ", at the start of a text. */
static gsize pass_auxiliary(const char *text, gsize len)
{
	static const char *const verbs[] = {"was ", "has been ", "is ", "wurde ", "ist ", "war ",
		"a été ", "a ete ", "est ", "fue ", "ha sido ", "foi ", "è stato ", "e stato ",
		"werd ", "blev ", "została ", "было "};
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (rebound_text_may_equal(text[0], verbs[i][0]) &&
			rebound_text_has_prefix(text, len, verbs[i]))
			return strlen(verbs[i]);
	}
	return 0;
}

enum rebound_text_verdict rebound_text_verdict_behind(
	struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, REBOUND_TEXT_VERDICT_NONE);
	gsize end = cut_at(text, len, LOOKED_BYTES), at = pass_marks(text, end), folded, size;
	if (at == end || !(rebound_text_verdict_may_begin(text + at, end - at) ||
				 pass_auxiliary(text + at, end - at) > 0))
		return REBOUND_TEXT_VERDICT_NONE;
	const char *folded_words = fold(arena, text + at, end - at, &folded);
	at = pass_auxiliary(folded_words, folded);
	return rebound_text_verdict_begin(folded_words + at, folded - at, &size);
}

enum rebound_text_verdict rebound_text_verdict_before(
	struct rebound_arena *arena, const char *text, gsize len, gsize *size)
{
	g_return_val_if_fail(arena && text && size, REBOUND_TEXT_VERDICT_NONE);
	gsize end = len;
	if (len > 2 * (gsize)LONGEST_BEFORE || !rebound_text_verdict_may_begin(text, len))
		return REBOUND_TEXT_VERDICT_NONE;
	while (end > 0 &&
		(text[end - 1] == '<' || (text[end - 1] != ':' && is_mark(text[end - 1]))))
		end--;
	if (end == 0 || end > LONGEST_BEFORE || end == len ||
		!rebound_text_is_letter(text[end - 1]))
		return REBOUND_TEXT_VERDICT_NONE;
	gsize folded, bytes;
	const char *folded_words = fold(arena, text, end, &folded);
	enum rebound_text_verdict verdict =
		rebound_text_verdict_begin(folded_words, folded, &bytes);
	/* Nothing but the verdict stands before the address. */
	if (verdict == REBOUND_TEXT_VERDICT_NONE || bytes != folded)
		return REBOUND_TEXT_VERDICT_NONE;
	*size = len;
	return verdict;
}

gboolean rebound_text_verdict_holds_not(const char *text, gsize len)
{
	g_return_val_if_fail(text, FALSE);
	static const char *const denials[] = {"not", "cannot", "nicht", "kein", "pas", "no", "não",
		"non", "niet", "nie", "inte", "ikke", "не", "never", "neither", "jamais", "nunca",
		"mai", "nooit", "aldrig", "ei", "eivät", "nebyl", "nebyla", "nebylo", "nem"};
	for (gsize at = 0, end; at < len; at = end + 1) {
		const char *space = memchr(text + at, ' ', len - at);
		end = space ? (gsize)(space - text) : len;
		for (gsize i = 0; i < G_N_ELEMENTS(denials); i++) {
			if (strlen(denials[i]) == end - at &&
				rebound_text_has_prefix(text + at, end - at, denials[i]))
				return TRUE;
		}
		if (end - at > 3 && rebound_text_has_prefix(text + end - 3, 3, "n't"))
			return TRUE;
	}
	return FALSE;
}

enum rebound_text_verdict rebound_text_verdict_negated(const char *text, gsize len)
{
	g_return_val_if_fail(text, REBOUND_TEXT_VERDICT_NONE);
	static const char *const denials[] = {"not ", "but not ", "nicht ", "pas ", "mais pas ",
		"no ", "pero no ", "não ", "mas não ", "non ", "ma non ", "niet ", "nie ",
		"ale nie ", "inte ", "ikke ", "не ", "но не "};
	for (gsize i = 0; len <= LONGEST_BEFORE && i < G_N_ELEMENTS(denials); i++) {
		if (rebound_text_has_prefix(text, len, denials[i]))
			return REBOUND_TEXT_VERDICT_FAILED;
	}
	return REBOUND_TEXT_VERDICT_NONE;
}

/** Whether a text ends with one of a list of words, brackets and quotes aside. */
static gboolean leads_with(struct rebound_arena *arena, const char *text, gsize len,
	const struct rebound_text_ending *leads)
{
	gsize end = len;
	while (end > 0 && strchr(" <\"'(", text[end - 1]))
		end--;
	gsize from = rebound_text_back_by(text, end, LONGEST_BEFORE);
	if (end == from)
		return FALSE;
	gsize folded;
	const char *lead = rebound_text_fold_only(arena, text + from, end - from, &folded);
	return rebound_text_ends_with(lead, folded, leads);
}

gboolean rebound_text_verdict_reached(struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, FALSE);
	static const struct rebound_text_ending leads[] = {REBOUND_TEXT_ENDING("reached"),
		REBOUND_TEXT_ENDING("was received by"), REBOUND_TEXT_ENDING("was accepted by"),
		REBOUND_TEXT_ENDING("went to"), REBOUND_TEXT_ENDING("it accepted"),
		REBOUND_TEXT_ENDING("passed it on to"), REBOUND_TEXT_ENDING("passed on to"),
		REBOUND_TEXT_ENDING("forwarded it to"), {"", 0}};
	return leads_with(arena, text, len, leads) && !rebound_text_verdict_holds_not(text, len);
}

gboolean rebound_text_verdict_excepted(struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, FALSE);
	static const struct rebound_text_ending leads[] = {REBOUND_TEXT_ENDING("except"),
		REBOUND_TEXT_ENDING("except for"), REBOUND_TEXT_ENDING("except to"),
		REBOUND_TEXT_ENDING("but not to"), REBOUND_TEXT_ENDING("but not for"),
		REBOUND_TEXT_ENDING("ausser"), REBOUND_TEXT_ENDING("ausser an"),
		REBOUND_TEXT_ENDING("sauf"), REBOUND_TEXT_ENDING("sauf a"),
		REBOUND_TEXT_ENDING("excepto"), REBOUND_TEXT_ENDING("excepto a"),
		REBOUND_TEXT_ENDING("exceto"), REBOUND_TEXT_ENDING("exceto para"),
		REBOUND_TEXT_ENDING("tranne"), REBOUND_TEXT_ENDING("tranne a"),
		REBOUND_TEXT_ENDING("behalve"), REBOUND_TEXT_ENDING("behalve aan"),
		REBOUND_TEXT_ENDING("oprocz"), REBOUND_TEXT_ENDING("кроме"), {"", 0}};
	return leads_with(arena, text, len, leads);
}

/** Bytes of "1 recipient " or "recipients " at the start of a lead. */
static gsize pass_count(const char *text, gsize len)
{
	static const char *const nouns[] = {"recipients ", "recipient ", "addresses ", "address "};
	gsize at = 0;
	if (len == 0 || !strchr("0123456789rRaA", text[0]))
		return 0;
	while (at < len && (g_ascii_isdigit(text[at]) || text[at] == ' '))
		at++;
	for (gsize i = 0; i < G_N_ELEMENTS(nouns); i++) {
		if (rebound_text_has_prefix(text + at, len - at, nouns[i]))
			return at + strlen(nouns[i]);
	}
	return 0;
}

enum rebound_text_verdict rebound_text_verdict_lead(
	struct rebound_arena *arena, const char *text, gsize len)
{
	g_return_val_if_fail(arena && text, REBOUND_TEXT_VERDICT_NONE);
	static const char *const nouns[] = {"", " to", " recipients", " recipient", " addresses"};
	gsize counted = pass_count(text, len);
	text += counted;
	len -= counted;
	if (len > LONGEST_BEFORE || !rebound_text_verdict_may_begin(text, len))
		return REBOUND_TEXT_VERDICT_NONE;
	gsize folded, size;
	const char *folded_words = rebound_text_fold_only(arena, text, len, &folded);
	enum rebound_text_verdict verdict = rebound_text_verdict_begin(folded_words, folded, &size);
	while (folded > 0 && strchr(":)", folded_words[folded - 1]))
		folded--;
	/* "Failed (2)" */
	gsize digits = folded;
	while (digits > 0 && g_ascii_isdigit(folded_words[digits - 1]))
		digits--;
	if (digits < folded && digits > 1 && folded_words[digits - 1] == '(' &&
		folded_words[digits - 2] == ' ')
		folded = digits - 2;
	for (gsize i = 0; verdict && i < G_N_ELEMENTS(nouns); i++) {
		gsize noun = strlen(nouns[i]);
		if (folded == size + noun && memcmp(folded_words + size, nouns[i], noun) == 0)
			return verdict;
	}
	return REBOUND_TEXT_VERDICT_NONE;
}
