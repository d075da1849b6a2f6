/* SPDX-License-Identifier: MIT */
#include "core/report/text_trust.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/report/builder.h"
#include "core/report/text_came.h"
#include "core/smtp/address.h"

/** How many lists in sentences the mentions of a trust are of; one that stands alone is one. */
static guint count_lists(const struct rebound_text_reading *reading,
	const enum rebound_text_trust *trusts, enum rebound_text_trust trust)
{
	guint lists = 0;
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		gboolean next = mention->joined && mention->role == REBOUND_TEXT_INLINE;
		lists += trusts[i] == trust && !next;
	}
	return lists;
}

/** Whether the addresses that may be recipients' are more than one. */
static gboolean are_several(
	const struct rebound_text_reading *reading, const enum rebound_text_trust *trusts)
{
	const char *first = NULL;
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		const char *key = rebound_text_mention(&reading->units, i)->key;
		if (trusts[i] <= REBOUND_TEXT_TRUST_OWN)
			continue;
		if (first && strcmp(first, key) != 0)
			return TRUE;
		first = key;
	}
	return FALSE;
}

/** Leave out those whom the words around them say that the message came to, where there are others
 * whom they do not say it of. */
static void drop_came(const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	guint count = reading->units.mentions->len;
	g_autofree gboolean *came = g_new0(gboolean, count + 1);
	g_autoptr(GHashTable) reached = g_hash_table_new(g_str_hash, g_str_equal);
	gboolean others = FALSE;
	gboolean before = FALSE;
	for (guint i = 0; i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		before = mention->joined ? before : rebound_text_came_before(reading, i);
		if (before && trusts[i] > REBOUND_TEXT_TRUST_OWN)
			g_hash_table_add(reached, (gpointer)mention->key);
	}
	for (guint i = 0; i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		came[i] = trusts[i] > REBOUND_TEXT_TRUST_OWN &&
			  (g_hash_table_contains(reached, mention->key) ||
				  rebound_text_came_by_words(reading, mention));
		others = others || (trusts[i] > REBOUND_TEXT_TRUST_OWN && !came[i]);
	}
	for (guint i = 0; others && i < count; i++) {
		if (came[i])
			trusts[i] = REBOUND_TEXT_TRUST_NONE;
	}
}

/** Take the addresses that stand in the surest places. */
static void take_surest(struct rebound_text_reading *reading)
{
	guint count = reading->units.mentions->len;
	enum rebound_text_trust *trusts = g_new0(enum rebound_text_trust, count + 1);
	enum rebound_text_trust best = REBOUND_TEXT_TRUST_NONE;
	for (guint i = 0; i < count; i++)
		trusts[i] = rebound_text_weigh_mention(
			reading, rebound_text_mention(&reading->units, i));
	rebound_text_trust_neighbours(reading, trusts);
	if (!reading->delivered && are_several(reading, trusts))
		drop_came(reading, trusts);
	for (guint i = 0; i < count; i++)
		best = MAX(best, trusts[i]);
	for (guint i = 0; best > REBOUND_TEXT_TRUST_NONE && i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (trusts[i] == best && reading->targets.list->len < REBOUND_LIMIT_RECIPIENTS)
			rebound_text_targets_add(&reading->targets, mention->address, mention->key);
	}
	/* Where none is sure and there are several, nobody knows which one it is. */
	gboolean open = best < REBOUND_TEXT_TRUST_SENTENCE && reading->targets.list->len > 1 &&
			(best != REBOUND_TEXT_TRUST_WEAK || count_lists(reading, trusts, best) > 1);
	g_free(trusts);
	if (open) {
		rebound_text_targets_clear(&reading->targets);
		rebound_text_targets_init(&reading->targets);
	}
}

static void add_recipient(struct rebound_text_reading *reading, const char *address)
{
	rebound_text_targets_add(
		&reading->targets, address, rebound_address_key(reading->builder->arena, address));
}

/** Where no place in the text is sure: what a nameless recipient was generated from, and the
 * subject. */
static void find_elsewhere(struct rebound_text_reading *reading)
{
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (mention->role == REBOUND_TEXT_FORMER)
			add_recipient(reading, mention->address);
	}
	const struct rebound_text_hints *hints = reading->hints;
	if (reading->targets.list->len > 0 || !hints)
		return;
	const char *at = hints->subject, *start;
	const char *end = at ? at + strlen(at) : NULL;
	for (const char *address; at && (address = rebound_address_find(
						 reading->builder->arena, &at, end, &start));) {
		const char *key = rebound_address_key(reading->builder->arena, address);
		struct rebound_folded lead = rebound_text_fold_lead(
			reading, hints->subject, (gsize)(start - hints->subject));
		if (!rebound_text_is_own(reading, key) && !rebound_address_is_daemon(address) &&
			!rebound_text_ends_with(lead.text, lead.len, rebound_text_sender_words)) {
			add_recipient(reading, address);
			return;
		}
	}
}

void rebound_text_find_recipients(struct rebound_text_reading *reading)
{
	if (!reading->failing)
		return;
	take_surest(reading);
	if (reading->targets.list->len == 0)
		find_elsewhere(reading);
}

/** Whether a mention is on a line of its own below an entry: "Original address: ann@example.org".
 */
static gboolean follows_entry(const struct rebound_text_reading *reading,
	const struct rebound_text_mention *mention, guint unit)
{
	if (mention->unit != unit + 1)
		return FALSE;
	const struct rebound_text_unit *entry = rebound_text_unit(&reading->units, unit);
	const struct rebound_text_unit *own = rebound_text_unit(&reading->units, mention->unit);
	if (rebound_text_is_nameless_entry(own->text, own->len))
		return FALSE;
	gsize at = mention->start;
	while (at > 0 && strchr(" <", own->text[at - 1]))
		at--;
	return own->paragraph == entry->paragraph && at > 0 && own->text[at - 1] == ':' &&
	       !memchr(own->text, ':', at - 1);
}

void rebound_text_find_former(struct rebound_text_reading *reading)
{
	const struct rebound_text_mention *former = NULL;
	struct rebound_text_target *last = NULL;
	guint unit = G_MAXUINT;
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		struct rebound_text_target *target =
			rebound_text_targets_find(&reading->targets, mention->key);
		if (mention->role == REBOUND_TEXT_FORMER && last && !last->former &&
			(mention->unit == unit || follows_entry(reading, mention, unit)))
			last->former = mention->address;
		else if (target && mention->role != REBOUND_TEXT_FORMER && mention->unit != unit) {
			last = target;
			unit = mention->unit;
			/* "team@example.org -> ann@example.net" */
			if (former && former->unit == unit && !target->former)
				target->former = former->address;
		}
		former = mention->role == REBOUND_TEXT_FORMER ? mention : NULL;
	}
}

void rebound_text_add_recipient(struct rebound_text_reading *reading, const char *address)
{
	add_recipient(reading, address);
}
