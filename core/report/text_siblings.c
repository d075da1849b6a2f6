/* SPDX-License-Identifier: MIT */
#include "core/report/text_siblings.h"

#include <string.h>

#include "core/report/text_came.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"

/* A label before the reason of an entry is no longer. */
#define LONGEST_NOTE_LABEL 32

/* The words before alike addresses are no shorter: "For ". */
#define SHORTEST_LEAD 4

/* Words before the addresses of rows are no shorter. */
#define SHORTEST_ROW 8

/** Whether an entry is "<ann@example.org>:" and words, as no signature is. */
static gboolean is_bracketed(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	return mention->start > 0 && unit->text[mention->start - 1] == '<' &&
	       mention->end + 1 < unit->len && unit->text[mention->end] == '>' &&
	       unit->text[mention->end + 1] == ':';
}

/** Whether a unit is an address on a line of its own and a sentence below it. */
static gboolean is_titled_sentence(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	gsize end = mention->end;
	while (end < unit->first_len && strchr(">\"':", unit->text[end]))
		end++;
	return end == unit->first_len && end < unit->len &&
	       strchr(".!", unit->text[unit->len - 1]) &&
	       !(unit->marks & REBOUND_TEXT_BIT(CONTACT));
}

/** The line directly below an entry, if it begins with a label; NULL. */
static const struct rebound_text_unit *find_labelled_note(
	const struct rebound_text_reading *reading, guint entry, gsize *label)
{
	if (entry + 1 >= reading->units.units->len)
		return NULL;
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, entry);
	const struct rebound_text_unit *note = rebound_text_unit(&reading->units, entry + 1);
	const char *colon = memchr(note->text, ':', MIN(note->len, LONGEST_NOTE_LABEL));
	*label = colon ? (gsize)(colon - note->text) : 0;
	return *label > 1 && note->paragraph == unit->paragraph && note->mention_count == 0 ? note
											    : NULL;
}

/** Whether each of two entries has a line below it that begins with the same label, whatever the
 * language: "Neden: ...". */
static gboolean has_same_note(const struct rebound_text_reading *reading, guint one, guint other)
{
	gsize len, other_len;
	if (other - one != 2)
		return FALSE;
	const struct rebound_text_unit *note = find_labelled_note(reading, one, &len);
	const struct rebound_text_unit *next =
		note ? find_labelled_note(reading, other, &other_len) : NULL;
	return next && len == other_len && memcmp(note->text, next->text, len) == 0;
}

gboolean rebound_text_is_sibling(const struct rebound_text_reading *reading, guint one, guint other)
{
	const struct rebound_text_mention *a = rebound_text_mention(&reading->units, one);
	const struct rebound_text_mention *b = rebound_text_mention(&reading->units, other);
	const struct rebound_text_unit *first = rebound_text_unit(&reading->units, a->unit);
	const struct rebound_text_unit *second = rebound_text_unit(&reading->units, b->unit);
	if (a->role != REBOUND_TEXT_LISTED || b->role != REBOUND_TEXT_LISTED ||
		first->indent != second->indent)
		return FALSE;
	return has_same_note(reading, a->unit, b->unit) ||
	       (b->unit - a->unit <= 1 &&
		       (first->paragraph == second->paragraph ||
			       (is_bracketed(first, a) && is_bracketed(second, b)) ||
			       (is_titled_sentence(first, a) && is_titled_sentence(second, b))));
}

gboolean rebound_text_is_same_row(
	const struct rebound_text_reading *reading, guint one, guint other)
{
	const struct rebound_text_mention *a = rebound_text_mention(&reading->units, one);
	const struct rebound_text_mention *b = rebound_text_mention(&reading->units, other);
	const struct rebound_text_unit *first = rebound_text_unit(&reading->units, a->unit);
	const struct rebound_text_unit *second = rebound_text_unit(&reading->units, b->unit);
	return a->role == REBOUND_TEXT_INLINE && b->role == REBOUND_TEXT_INLINE &&
	       b->unit - a->unit == 1 && first->part && second->part && a->start == b->start &&
	       a->start >= SHORTEST_ROW && memcmp(first->text, second->text, a->start) == 0 &&
	       !((first->marks | second->marks) & REBOUND_TEXT_BIT(DELIVERED)) &&
	       !rebound_text_came_by_entry(first, a) && !rebound_text_came_by_entry(second, b);
}

/** Whether a unit tells why the only one failed whom it names. */
static gboolean tells_of_one(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	gboolean told = unit->reply.code >= 400 || unit->reply.status.klass >= 4 ||
			(unit->marks & REBOUND_TEXT_BIT(REASON));
	return told && unit->type == REBOUND_TEXT_PROSE && unit->mention_count == 1 &&
	       (mention->role == REBOUND_TEXT_INLINE || mention->role == REBOUND_TEXT_REPEATED) &&
	       !(unit->marks & (REBOUND_TEXT_BIT(DELIVERED) | REBOUND_TEXT_BIT(CONTACT)));
}

/** Whether nothing but what closes it stands behind an address. */
static gboolean ends_unit(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	gsize at = mention->end;
	while (at < unit->len && strchr(">)\"'.", unit->text[at]))
		at++;
	return at == unit->len;
}

/** Whether the same words stand before two addresses, but for numbers: "2/3 ", "Error for ". */
static gboolean is_same_lead(const char *one, const char *other, gsize len)
{
	for (gsize i = 0; i < len; i++) {
		if (one[i] != other[i] && !(g_ascii_isdigit(one[i]) && g_ascii_isdigit(other[i])))
			return FALSE;
	}
	return len >= SHORTEST_LEAD;
}

gboolean rebound_text_is_alike(const struct rebound_text_reading *reading, guint one, guint other)
{
	const struct rebound_text_mention *a = rebound_text_mention(&reading->units, one);
	const struct rebound_text_mention *b = rebound_text_mention(&reading->units, other);
	const struct rebound_text_unit *first = rebound_text_unit(&reading->units, a->unit);
	const struct rebound_text_unit *second = rebound_text_unit(&reading->units, b->unit);
	if (b->unit - a->unit != 1 || !tells_of_one(first, a) || !tells_of_one(second, b))
		return FALSE;
	return (ends_unit(first, a) && ends_unit(second, b)) ||
	       (a->start == b->start && is_same_lead(first->text, second->text, a->start));
}

gboolean rebound_text_goes_on_behind(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	gsize at = mention->end;
	while (at < unit->len && strchr(">\"'", unit->text[at]))
		at++;
	return at + 1 < unit->len && unit->text[at] == ' ' && g_ascii_islower(unit->text[at + 1]);
}
