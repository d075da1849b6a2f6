/* SPDX-License-Identifier: MIT */
#include "core/report/text_reason.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_notice.h"
#include "core/report/text_reason_walk.h"
#include "core/report/text_reason_words.h"
#include "core/report/text_weight.h"

/* So often is a unit given to an entry above that says nothing itself: ten lists of as many
 * recipients as a report may have. */
#define MOST_SHARED (10 * REBOUND_LIMIT_RECIPIENTS)

/** Whether an entry ends so that more is to come, in a colon or a comma. */
static gboolean is_open_entry(const struct rebound_text_unit *unit)
{
	return unit->len > 0 &&
	       (unit->text[unit->len - 1] == ':' || unit->text[unit->len - 1] == ',');
}

/** Give a unit to the targets of the entries directly above one which say nothing themselves.
 *
 * @param announced  only of those that end so that more is to come
 */
static void give_above_entry(
	struct rebound_text_walk *walk, guint entry, guint i, int weight, gboolean announced)
{
	for (guint above = entry; above-- > 0;) {
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, above);
		guint owner = walk->owners[above];
		if (walk->shared++ >= MOST_SHARED ||
			unit->paragraph != rebound_text_unit(walk->units, entry)->paragraph ||
			owner == 0 || owner == REBOUND_TEXT_STRANGER || walk->own[owner - 1] ||
			rebound_text_weigh_listed(walk->units, above) > 0 ||
			(announced && !is_open_entry(unit)))
			return;
		rebound_text_give_entry(walk, above, i, weight);
	}
}

/** Give a unit to the targets of the entry that it stands below, and of those directly above that
 * one. */
static void give_below(struct rebound_text_walk *walk, guint i, int weight)
{
	guint entry = walk->current - 1;
	rebound_text_give_entry(walk, entry, i, weight);
	if (i == entry + 1)
		give_above_entry(walk, entry, i, weight, FALSE);
}

/** Whether words are of more than the entry above them. */
static gboolean begins_plural(const char *text, gsize len)
{
	static const char *const words[] = {"these ", "they ", "both ", "none of ", "all of ",
		"the above ", "diese ", "beide ", "ces ", "estos ", "estas ", "estes ", "questi ",
		"deze ", "эти "};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (rebound_text_has_prefix(text, len, words[i]))
			return TRUE;
	}
	return FALSE;
}

/** Whether two targets have their mailboxes in one domain. */
static gboolean is_same_domain(const struct rebound_text_walk *walk, guint one, guint other)
{
	const char *a = strrchr(rebound_text_target(walk->targets, one)->key, '@');
	const char *b = strrchr(rebound_text_target(walk->targets, other)->key, '@');
	return a && b && strcmp(a, b) == 0;
}

/** Whether an entry is the last of the only list, of one domain, and the first that says anything.
 */
static gboolean ends_list(const struct rebound_text_walk *walk, guint i)
{
	guint paragraph = rebound_text_unit(walk->units, i)->paragraph, above = 0;
	while (above < i && walk->owners[i - above - 1] != 0 &&
		rebound_text_unit(walk->units, i - above - 1)->paragraph == paragraph)
		above++;
	if (above + 1 != walk->targets->list->len)
		return FALSE;
	for (guint place = 0; place < walk->targets->list->len; place++) {
		if (walk->own[place] != (place + 1 == walk->owners[i]) ||
			!is_same_domain(walk, place, walk->owners[i] - 1))
			return FALSE;
	}
	return TRUE;
}

/** Give an entry whose words stand on its further lines to those directly above: "<ann@...>:",
 * "<bob@...>:", "No mailbox of that name"; or "ann@...", "bob@...", "These addresses are unknown".
 */
static void share_entry(struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	const struct rebound_text_unit *last = rebound_text_unit(walk->units, i > 0 ? i - 1 : 0);
	guint owner = walk->owners[i];
	gsize len;
	if (i == 0 || walk->owners[i - 1] == 0)
		return;
	const char *text = rebound_text_reason(walk->units, i, &len);
	if (len == 0 || (gsize)(text - unit->text) < unit->first_len)
		return;
	if (is_open_entry(last) || begins_plural(text, len) || (unit->hangs && ends_list(walk, i)))
		give_above_entry(
			walk, i, i, rebound_text_weigh_listed(walk->units, i), is_open_entry(last));
	walk->owners[i] = owner;
}

/** The unit above one, in its paragraph, that is indented less, counted from 1; 0 for none. Those
 * of all units before it must be known. */
static guint outer_of(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	guint above = i; /* counted from 1, as what comes after it */

	while (above > 0) {
		const struct rebound_text_unit *other = rebound_text_unit(walk->units, above - 1);

		if (other->paragraph != unit->paragraph)
			return 0;
		if (other->indent < unit->indent)
			return above;
		above = walk->outer[above - 1];
	}
	return 0;
}

/** Whether a unit was given to an entry above it that is told of by nothing above. */
static gboolean is_entrys(const struct rebound_text_walk *walk, guint i)
{
	return i > 0 && walk->owners[i] != 0 && walk->owners[i] == walk->owners[i - 1] &&
	       !rebound_text_unit(walk->units, i - 1)->told_above;
}

/**
 * The answer above an entry that says nothing itself and is indented more: "550 unknown user" over
 * "    ann@example.org" and others, or the one directly above. Counted from 1; 0 for none.
 */
static guint answer_above(const struct rebound_text_walk *walk, guint i)
{
	guint above = rebound_text_unit(walk->units, i)->told_above ? i : walk->outer[i];
	if (above == 0)
		return 0;
	const struct rebound_text_unit *other = rebound_text_unit(walk->units, above - 1);
	return other->type == REBOUND_TEXT_ANSWER && other->mention_count == 0 && !other->said &&
			       !other->about && rebound_text_is_failure_code(other->reply.code) &&
			       !is_entrys(walk, above - 1)
		       ? above
		       : 0;
}

/** Whether a sentence calls somebody a recipient and says, or guesses, what may be wrong with him:
 * "If the user ann@example.org does not exist, tell us." */
static gboolean tells_of_one(
	struct rebound_arena *arena, const struct rebound_text_units *units, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	if (unit->mention_count == 0 || unit->type != REBOUND_TEXT_PROSE || unit->reply.code != 0 ||
		!(unit->marks & REBOUND_TEXT_BIT(REASON)))
		return FALSE;
	const struct rebound_text_mention *first = rebound_text_mention(units, unit->mentions);
	if (first->role != REBOUND_TEXT_INLINE)
		return FALSE;
	if (rebound_text_calls_recipient(arena, unit->text, first->start))
		return TRUE;
	/* "Mail to ann@example.org was passed on. The user does not exist." is of another. */
	gsize rest = rebound_text_sentence(unit->text + first->end, unit->len - first->end);
	return rebound_text_leads_to_recipient(arena, unit->text, first->start) &&
	       (rebound_text_marks(arena, unit->text + first->end, rest) &
		       REBOUND_TEXT_BIT(REASON)) != 0;
}

gboolean rebound_text_is_strangers(const struct rebound_text_units *units, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	if (unit->unreadable)
		return TRUE;
	if (unit->mention_count == 0)
		return FALSE;
	const struct rebound_text_mention *first = rebound_text_mention(units, unit->mentions);
	enum rebound_text_role role = first->role;
	/* "550 No such user: ann@example.org"; directly behind the code may be the sender. */
	gboolean answered = role == REBOUND_TEXT_ANSWERED && !unit->said &&
			    unit->reply.start == 0 && first->start > unit->reply.text + 2;
	return role == REBOUND_TEXT_LISTED || role == REBOUND_TEXT_LABELLED || answered ||
	       (role == REBOUND_TEXT_INLINE && unit->part);
}

/** Whether a unit leads to the entries of others than of the one above: "ann@example.org is
 * unknown.", "These mailboxes are full:", "bob@example.org". */
static gboolean leads_to_others(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	if (unit->mention_count > 0 || walk->current == 0 ||
		walk->current == REBOUND_TEXT_STRANGER || i + 1 >= walk->units->units->len ||
		!rebound_text_is_lead(unit) || unit->reply.code != 0)
		return FALSE;
	const struct rebound_text_unit *next = rebound_text_unit(walk->units, i + 1);
	const struct rebound_text_unit *entry = rebound_text_unit(walk->units, walk->current - 1);
	return next->mention_count > 0 && entry->mention_count > 0 &&
	       rebound_text_mention(walk->units, next->mentions)->role == REBOUND_TEXT_LISTED &&
	       strcmp(rebound_text_mention(walk->units, next->mentions)->key,
		       rebound_text_mention(walk->units, entry->mentions)->key) != 0;
}

/** Give each target the units that name it, and those below its entry. */
static void walk_unit(struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	if (unit->paragraph != walk->paragraph)
		walk->current = 0;
	walk->paragraph = unit->paragraph;
	walk->outer[i] = outer_of(walk, i);
	/* A note is of whoever bears its key. */
	if (unit->key > 0 && unit->mention_count == 0) {
		walk->current = 0;
		return;
	}
	/* What is indented less than an entry goes on behind the list. */
	if (walk->current > 0 && walk->current != REBOUND_TEXT_STRANGER &&
		unit->mention_count == 0 &&
		unit->indent < rebound_text_unit(walk->units, walk->current - 1)->indent)
		walk->current = 0;
	if (leads_to_others(walk, i))
		walk->current = 0;
	walk->owners[i] = rebound_text_give_to_named(walk, i);
	if (walk->owners[i] > 0 && unit->refused_by > 0)
		rebound_text_give(walk, walk->owners[i], unit->refused_by - 1,
			rebound_text_weight_of(walk, unit->refused_by - 1),
			REBOUND_TEXT_PLACE_NAMED);
	guint above =
		walk->owners[i] > 0 && !walk->own[walk->owners[i] - 1] ? answer_above(walk, i) : 0;
	if (above > 0) {
		rebound_text_give_entry(
			walk, i, above - 1, rebound_text_weight_of(walk, above - 1));
		if (unit->told_above)
			walk->current = 0; /* what is below is not of it */
	}
	if (walk->owners[i] > 0) {
		share_entry(walk, i);
		return;
	}
	if (rebound_text_is_strangers(walk->units, i) ||
		tells_of_one(walk->arena, walk->units, i)) {
		walk->current = walk->owners[i] = REBOUND_TEXT_STRANGER;
		return;
	}

	int weight = rebound_text_weight_of(walk, i);
	if (unit->about) {
		guint place = rebound_text_place_of_key(walk, unit->about);
		if (place > 0)
			rebound_text_give(walk, place, i, weight, REBOUND_TEXT_PLACE_NAMED);
		walk->owners[i] = weight > 0 ? place : 0;
	} else if (walk->current == REBOUND_TEXT_STRANGER) {
		walk->owners[i] = REBOUND_TEXT_STRANGER;
	} else if (walk->current > 0 && weight > 0) {
		give_below(walk, i, weight);
	}
}

void rebound_text_find_reasons(const struct rebound_text_units *units,
	struct rebound_text_targets *targets, struct rebound_arena *arena)
{
	guint count = units->units->len;
	if (count == 0 || targets->list->len == 0)
		return;
	struct rebound_text_walk walk = {
		.units = units,
		.targets = targets,
		.arena = arena,
		.owners = rebound_arena_alloc(arena, count * sizeof(*walk.owners)),
		.own = rebound_arena_alloc(arena, targets->list->len * sizeof(*walk.own)),
		.outer = rebound_arena_room(arena, count * sizeof(*walk.outer)),
		.weights = rebound_arena_room(arena, count * sizeof(*walk.weights)),
		.notice_bytes = rebound_text_measure_notices(targets),
	};
	memset(walk.weights, 0xFF, count * sizeof(*walk.weights)); /* each is -1 */
	for (guint i = 0; i < count; i++)
		walk_unit(&walk, i);
	rebound_text_offer_free(&walk);
	if (targets->list->len == 1)
		rebound_text_gather_walked(&walk);
}
