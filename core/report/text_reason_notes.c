/* SPDX-License-Identifier: MIT */
#include "core/report/text_reason_notes.h"

#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_weight.h"

/* Keys are compared with each other for no more notes. */
#define MOST_NOTES 100

static gboolean is_note(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	return unit->key > 0 && unit->mention_count == 0 && walk->owners[i] == 0;
}

/** Whether a unit tells a reason for sure: by a code, or by words that are no guess. */
static gboolean tells_surely(const struct rebound_text_unit *unit)
{
	if (rebound_text_is_failure_code(unit->reply.code) || unit->reply.status.klass >= 4)
		return TRUE;
	return (unit->marks & REBOUND_TEXT_BIT(REASON)) &&
	       !rebound_text_is_guess(unit->text, unit->len);
}

/** Whether an entry bears a key, and how many entries do. */
static gboolean has_entry(const struct rebound_text_walk *walk, guint key, guint *count)
{
	gboolean found = FALSE;
	*count = 0;
	for (guint i = 0; i < walk->units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
		if (unit->key == 0 || unit->mention_count == 0)
			continue;
		(*count)++;
		found = found || unit->key == key;
	}
	return found;
}

/**
 * The notes of a text, each with another key; FALSE where two have one key, or where they are a
 * list of something else: one tells no reason and belongs to no entry, or none tells any.
 */
static gboolean find_notes(const struct rebound_text_walk *walk, GArray *notes)
{
	guint sure = 0, entries = 0;
	for (guint i = 0; i < walk->units->units->len; i++) {
		if (!is_note(walk, i))
			continue;
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
		if (notes->len >= MOST_NOTES)
			return FALSE;
		for (guint n = 0; n < notes->len; n++) {
			guint other = g_array_index(notes, guint, n);
			if (rebound_text_unit(walk->units, other)->key == unit->key)
				return FALSE;
		}
		if (tells_surely(unit))
			sure++;
		else if (!has_entry(walk, unit->key, &entries))
			return FALSE;
		g_array_append_val(notes, i);
	}
	return sure > 0;
}

/** Take notes that belong to no entry for what concerns nobody: each is about one of several. */
static void put_aside(struct rebound_text_walk *walk)
{
	for (guint i = 0; i < walk->units->units->len; i++) {
		if (is_note(walk, i))
			walk->owners[i] = REBOUND_TEXT_STRANGER;
	}
}

void rebound_text_give_notes(struct rebound_text_walk *walk)
{
	g_return_if_fail(walk);
	if (!walk->units->keyed)
		return;
	g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(guint));
	gboolean found = find_notes(walk, notes);
	for (guint i = 0; found && i < walk->units->units->len; i++) {
		const struct rebound_text_unit *entry = rebound_text_unit(walk->units, i);
		if (entry->key == 0 || entry->mention_count == 0)
			continue;
		for (guint n = 0; n < notes->len; n++) {
			guint note = g_array_index(notes, guint, n);
			if (rebound_text_unit(walk->units, note)->key != entry->key)
				continue;
			int weight = MAX(
				rebound_text_weight_of(walk, note), REBOUND_TEXT_WEIGHT_REASON + 1);
			rebound_text_give_entry(walk, i, note, weight);
		}
	}
	put_aside(walk);
}

static gboolean tells_order(const struct rebound_text_unit *unit)
{
	static const char *const words[] = {"respectively", "in this order", "in that order",
		"in the same order", "in the order", "in order", "reihenfolge", "dans cet ordre",
		"dans l'ordre", "respectivement", "en este orden", "en el mismo orden",
		"respectivamente", "nesta ordem", "na mesma ordem", "nell'ordine",
		"rispettivamente", "volgorde", "respectievelijk"};
	if (unit->type != REBOUND_TEXT_PROSE)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (rebound_text_find(unit->text, unit->len, words[i]))
			return TRUE;
	}
	return FALSE;
}

void rebound_text_give_in_order(struct rebound_text_walk *walk)
{
	g_return_if_fail(walk);
	guint count = walk->targets->list->len, found = 0;
	for (guint i = 0; i < count; i++) {
		if (walk->own[i] || rebound_text_target(walk->targets, i)->mention == 0)
			return;
	}
	g_autoptr(GArray) replies = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < walk->units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
		if (walk->owners[i] != 0 || unit->mention_count > 0 ||
			!rebound_text_is_failure_code(unit->reply.code))
			continue;
		if (replies->len == count)
			return;
		g_array_append_val(replies, i);
	}
	if (replies->len != count)
		return;
	for (guint i = 0; i < walk->units->units->len && !found; i++)
		found = tells_order(rebound_text_unit(walk->units, i));
	for (guint place = 1; found && place <= count; place++) {
		guint reply = g_array_index(replies, guint, place - 1);
		rebound_text_give(walk, place, reply, rebound_text_weight_of(walk, reply),
			REBOUND_TEXT_PLACE_OWN);
		walk->owners[reply] = place;
	}
}
