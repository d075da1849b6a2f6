/* SPDX-License-Identifier: MIT */
#include "core/report/text_mentions.h"

#include <string.h>

#include "core/report/text_entry_start.h"
#include "core/report/text_marks.h"
#include "core/report/text_note_key.h"
#include "core/report/text_reply.h"

/* What stands before the address of a row, such as an hour, is no longer. */
#define LONGEST_ROW_LEAD 32

/* A key behind an address is no longer: "(see note 12)". */
#define LONGEST_KEY 16

/** What stands beside the addresses that a unit begins with, "OK ann@example.org" or
 * "ann@example.org, bob@example.org: delivered"; the words of a row count behind one only. */
static enum rebound_text_verdict read_verdict(struct rebound_arena *arena,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *first,
	gsize behind)
{
	gboolean listed = first->role == REBOUND_TEXT_LISTED;
	enum rebound_text_verdict verdict = REBOUND_TEXT_VERDICT_NONE;
	if (!listed && (unit->marks & REBOUND_TEXT_BIT(DELIVERED)) &&
		rebound_text_verdict_excepted(arena, unit->text, first->start))
		return REBOUND_TEXT_VERDICT_FAILED;
	if (!listed && !unit->part)
		return REBOUND_TEXT_VERDICT_NONE;
	gsize at = rebound_text_pass_bullets(unit->text, first->start), size;
	if (!listed && at < first->start)
		verdict = rebound_text_verdict_negated(unit->text + at, first->start - at);
	else if (at < first->start)
		verdict = rebound_text_verdict_before(
			arena, unit->text + at, first->start - at, &size);
	if (!verdict && !listed && rebound_text_verdict_reached(arena, unit->text, first->start))
		return REBOUND_TEXT_VERDICT_DELIVERED;
	if (!verdict)
		verdict =
			rebound_text_verdict_behind(arena, unit->text + behind, unit->len - behind);
	/* In a sentence, what stands before the address may deny it. */
	gboolean sentence =
		!listed && (first->start > LONGEST_ROW_LEAD ||
				   rebound_text_verdict_holds_not(unit->text, first->start));
	return sentence && verdict == REBOUND_TEXT_VERDICT_DELIVERED ? REBOUND_TEXT_VERDICT_NONE
								     : verdict;
}

/** The key of an entry, which stands alone behind its addresses, "ann@example.org [1]", or a number
 * before them; 0: none. */
static guint read_key(const struct rebound_text_unit *unit, gsize start, gsize end)
{
	gsize size, at = end;
	while (at < unit->len && (unit->text[at] == '>' || unit->text[at] == ' '))
		at++;
	gsize left = unit->len - at;
	guint key = left > 0 && left <= LONGEST_KEY
			    ? rebound_text_note_key(unit->text + at, left, &size)
			    : 0;
	if (key > 0)
		return size == left ? key : 0;
	/* Stars before it are bullets. */
	return start > 1 && unit->text[0] != '*' && unit->text[0] != '<'
		       ? rebound_text_note_key(unit->text, start, &size)
		       : 0;
}

/** The code that stands alone behind an address, "ann@example.org 5.1.1", "ann@... / 550 / no",
 * "ann@example.org=550". */
static struct rebound_reply read_numbers(const struct rebound_text_unit *unit, gsize at)
{
	struct rebound_reply reply = unit->reply;
	while (at < unit->len && strchr("> /|,;:-(.=", unit->text[at]))
		at++;
	if (at == unit->len || !strchr("245", unit->text[at]))
		return reply;
	struct rebound_reply read = rebound_text_numbers(unit->text + at, unit->len - at);
	if (read.start > 0 || (read.code == 0 && read.status.klass == 0))
		return reply;
	read.start += at;
	read.text += at;
	return read;
}

/** The last address of the list that a unit's first one is of. */
static const struct rebound_text_mention *last_of_list(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit)
{
	const struct rebound_text_mention *last = rebound_text_mention(units, unit->mentions);
	guint end = unit->mentions + unit->mention_count;
	for (guint m = unit->mentions + 1; m < end && rebound_text_mention(units, m)->joined; m++)
		last = rebound_text_mention(units, m);
	return last;
}

void rebound_text_read_beside(struct rebound_arena *arena, const struct rebound_text_units *units,
	struct rebound_text_unit *unit)
{
	const struct rebound_text_mention *first = rebound_text_mention(units, unit->mentions);
	const struct rebound_text_mention *last = last_of_list(units, unit);
	if (first->role == REBOUND_TEXT_LISTED || first->role == REBOUND_TEXT_INLINE)
		unit->verdict = read_verdict(arena, unit, first, last->end);
	else if (first->role == REBOUND_TEXT_LABELLED)
		unit->verdict = rebound_text_verdict_behind(
			arena, unit->text + last->end, unit->len - last->end);
	if (first->role != REBOUND_TEXT_LISTED)
		return;
	unit->key = read_key(unit, first->start, last->end);
	if (unit->reply.code == 0 && unit->reply.status.klass == 0)
		unit->reply = read_numbers(unit, last->end);
}

gboolean rebound_text_may_be_keyed(const struct rebound_text_units *units, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	return unit->mention_count > 0 &&
	       read_key(unit, rebound_text_mention(units, unit->mentions)->start,
		       last_of_list(units, unit)->end) > 0;
}
