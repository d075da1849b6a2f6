/* SPDX-License-Identifier: MIT */
#include "core/report/text_came.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_marks.h"

/* Marks of words that say that a message did not come, or not yet. */
#define TROUBLE                                                                                    \
	(REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(DELAYED) |         \
		REBOUND_TEXT_BIT(RETRIES) | REBOUND_TEXT_BIT(GAVE_UP))

static gboolean tells_failure_code(const struct rebound_text_unit *unit)
{
	return unit->reply.code >= 400 || unit->reply.status.klass >= 4;
}

gboolean rebound_text_came_by_entry(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	g_return_val_if_fail(unit && mention, FALSE);
	static const char *const labels[] = {"sent ok", "sent to", "delivered", "successful"};
	if (tells_failure_code(unit))
		return FALSE;
	if (unit->reply.code / 100 == 2 ||
		(unit->reply.code == 0 && unit->reply.status.klass == 2) ||
		unit->verdict == REBOUND_TEXT_VERDICT_DELIVERED)
		return TRUE;
	for (gsize i = 0; mention->role == REBOUND_TEXT_LABELLED && i < G_N_ELEMENTS(labels); i++) {
		if (rebound_text_has_prefix(unit->text, mention->start, labels[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_text_came_before(const struct rebound_text_reading *reading, guint i)
{
	g_return_val_if_fail(reading, FALSE);
	const struct rebound_text_mention *mention = rebound_text_mention(&reading->units, i);
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	struct rebound_arena *arena = reading->builder->arena;
	gsize from = i > unit->mentions ? rebound_text_mention(&reading->units, i - 1)->end : 0;
	const char *before = unit->text + from;
	gsize len = mention->start - from;
	if (mention->role != REBOUND_TEXT_INLINE && mention->role != REBOUND_TEXT_LABELLED)
		return FALSE;
	/* "failed: ann@example.org (550 unknown); delivered: bob@example.org". */
	const char *clause = memrchr(before, ';', len);
	gsize skip = clause ? (gsize)(clause + 1 - before) : 0;
	return rebound_text_verdict_reached(arena, before, len) ||
	       (memchr(before + skip, ':', len - skip) &&
		       rebound_text_verdict_lead(arena, before + skip, len - skip) ==
			       REBOUND_TEXT_VERDICT_DELIVERED);
}

/** What stands before a mention and leads to the list that it is of; NULL. */
static const struct rebound_text_unit *lead_of(
	const struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	guint number = reading->announced[mention->unit];
	return number > 0 ? rebound_text_unit(&reading->units, number - 1) : NULL;
}

gboolean rebound_text_came_by_lead(
	const struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	g_return_val_if_fail(reading && mention, FALSE);
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	const struct rebound_text_unit *lead = lead_of(reading, mention);
	return lead && unit->verdict != REBOUND_TEXT_VERDICT_FAILED && !tells_failure_code(unit) &&
	       lead->verdict == REBOUND_TEXT_VERDICT_DELIVERED &&
	       !(lead->marks & REBOUND_TEXT_BIT(DELIVERED));
}

/** Whether the words of a unit say that the message came, and nothing of a failure. A unit may name
 * very many, and is read once. */
static gboolean says_came(
	const struct rebound_text_reading *reading, const struct rebound_text_unit *unit)
{
	if ((unit->marks & TROUBLE) || tells_failure_code(unit))
		return FALSE;
	/* Whom words tell of that are marks already is a recipient, of the kind success. */
	if (unit->marks & REBOUND_TEXT_BIT(DELIVERED))
		return FALSE;
	guint8 *came = &reading->came[unit - rebound_text_unit(&reading->units, 0)];
	if (*came == 0)
		*came = rebound_text_verdict_says_delivered(
				reading->builder->arena, unit->text, unit->len)
				? 2
				: 1;
	return *came == 2;
}

gboolean rebound_text_came_by_words(
	const struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	g_return_val_if_fail(reading && mention, FALSE);
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	if (unit->verdict > REBOUND_TEXT_VERDICT_DELIVERED || (unit->marks & TROUBLE) ||
		tells_failure_code(unit))
		return FALSE;
	if (mention->role != REBOUND_TEXT_LISTED)
		return says_came(reading, unit);
	const struct rebound_text_unit *lead = lead_of(reading, mention);
	return says_came(reading, unit) ||
	       (lead && rebound_text_is_lead(lead) && says_came(reading, lead));
}
