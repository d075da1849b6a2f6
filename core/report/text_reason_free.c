/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_reason_notes.h"
#include "core/report/text_reason_walk.h"
#include "core/report/text_weight.h"

/* What is longer is no title of a list. */
#define LONGEST_TITLE 60

/* Each of several recipients is looked for in no more replies. */
#define MOST_REPLIES 32

/** Whether a unit belongs to nobody and tells a reason by a code. */
static gboolean is_free_reason(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	return walk->owners[i] == 0 && rebound_text_is_failure_code(unit->reply.code) &&
	       rebound_text_weight_of(walk, i) > REBOUND_TEXT_WEIGHT_REASON;
}

/**
 * Whether reasons stand above their entries and not below: there is one before the first entry, and
 * none behind the last. Where there are several, a reason would else go to the wrong one.
 */
static gboolean is_upside_down(const struct rebound_text_walk *walk)
{
	gboolean before = FALSE, behind = FALSE, entry = FALSE;
	if (walk->targets->list->len < 2)
		return FALSE;
	for (guint i = 0; i < walk->units->units->len; i++) {
		if (walk->owners[i] != 0) {
			entry = TRUE;
			behind = FALSE;
		} else if (is_free_reason(walk, i)) {
			before = before || !entry;
			behind = entry;
		}
	}
	return before && entry && !behind;
}

/** Offer a reason above an entry to those whom it names and who have none of their own. */
static void offer_above(struct rebound_text_walk *walk, guint i, guint reason)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	for (guint m = unit->mentions; m < unit->mentions + unit->mention_count; m++) {
		guint place = rebound_text_place_of(walk, m);
		if (place != 0 && !walk->own[place - 1])
			rebound_text_offer(rebound_text_target(walk->targets, place - 1), reason,
				REBOUND_TEXT_WEIGHT_CODE + REBOUND_TEXT_PLACE_FOLLOWING);
	}
}

/** Offer each reason to the entries between it and the next; of several in a row the mildest. */
static void offer_preceding(struct rebound_text_walk *walk)
{
	guint best = 0;
	int code = 0;
	gboolean row = FALSE;
	for (guint i = 0; i < walk->units->units->len; i++) {
		guint place = walk->owners[i];
		if (is_free_reason(walk, i)) {
			int other = rebound_text_unit(walk->units, i)->reply.code;
			if (!row || other / 100 <= code / 100) {
				best = i + 1;
				code = other;
			}
			row = TRUE;
		} else if (place != 0) {
			row = FALSE;
			if (place != REBOUND_TEXT_STRANGER && best > 0)
				offer_above(walk, i, best - 1);
		}
	}
}

/** Whether a unit names nobody but those who send or help. */
static gboolean names_nobody(
	const struct rebound_text_walk *walk, const struct rebound_text_unit *unit)
{
	for (guint m = 0; m < unit->mention_count; m++) {
		if (rebound_text_mention(walk->units, unit->mentions + m)->role !=
			REBOUND_TEXT_OTHER)
			return FALSE;
	}
	return TRUE;
}

/** Whether a unit leads to the entries below it: "The following addresses do not exist:". */
static gboolean is_list_lead(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	if (walk->owners[i] != 0 || !rebound_text_is_lead(unit) || !names_nobody(walk, unit) ||
		i + 1 >= walk->units->units->len || walk->owners[i + 1] == 0)
		return FALSE;
	const struct rebound_text_unit *entry = rebound_text_unit(walk->units, i + 1);
	return entry->mention_count > 0 &&
	       rebound_text_mention(walk->units, entry->mentions)->role == REBOUND_TEXT_LISTED;
}

static gboolean tells_reason(const struct rebound_text_unit *unit)
{
	return (unit->marks & REBOUND_TEXT_BIT(REASON)) ||
	       rebound_text_is_failure_code(unit->reply.code);
}

/** Whether units of nobody behind a list tell a reason, which may be its. */
static gboolean is_told_behind(const struct rebound_text_walk *walk, guint end, gboolean only)
{
	guint count = walk->units->units->len;
	if (!only)
		return end < count && !is_list_lead(walk, end) && is_free_reason(walk, end);
	for (guint i = end; i < count; i++) {
		if (walk->owners[i] == 0 && tells_reason(rebound_text_unit(walk->units, i)))
			return TRUE;
	}
	return FALSE;
}

/** Whether the words behind the addresses of an entry lead to others: "ann@example.org, bob@... .
 * The next one is full:". */
static gboolean leads_on(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	gsize behind = unit->mention_count > 0 ? rebound_text_mention(walk->units,
							 unit->mentions + unit->mention_count - 1)
							 ->end
					       : unit->len;
	return rebound_text_is_lead(unit) && behind < unit->len &&
	       memchr(unit->text + behind, ' ', unit->len - behind) != NULL;
}

/**
 * Give what leads to a list to its entries, where it is their reason: neither they nor what stands
 * behind them tell any.
 *
 * @param only  there is no other list
 */
static void give_lead(struct rebound_text_walk *walk, guint lead, gboolean only)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, lead);
	guint end = lead + 1, count = walk->units->units->len;
	gboolean silent = TRUE;
	for (; end < count && walk->owners[end] != 0 && !is_list_lead(walk, end) &&
		(end == lead + 1 || !leads_on(walk, end - 1));
		end++) {
		guint place = walk->owners[end];
		silent = silent && place != REBOUND_TEXT_STRANGER && !walk->own[place - 1];
	}
	if (!silent || !tells_reason(unit) || is_told_behind(walk, end, only))
		return;
	int weight = MAX(rebound_text_weight_of(walk, lead), REBOUND_TEXT_WEIGHT_REASON + 1);
	for (guint i = lead + 1; i < end; i++)
		rebound_text_give_entry(walk, i, lead, weight);
}

/** Whether a unit is "To: ann@example.org" of the message in short. */
static gboolean is_summary(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	return unit->mention_count == 1 &&
	       rebound_text_mention(walk->units, unit->mentions)->role == REBOUND_TEXT_SUMMARY &&
	       rebound_text_place_of(walk, unit->mentions) > 0;
}

/** What leads to the message in short, whose only recipient that names: "This could not be
 * delivered, as the mailbox was closed:", "To: ann@example.org". */
static void offer_summary_lead(struct rebound_text_walk *walk)
{
	guint count = walk->units->units->len;
	for (guint i = 0; i + 1 < count; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
		if (walk->owners[i] == 0 && rebound_text_is_lead(unit) && is_summary(walk, i + 1) &&
			names_nobody(walk, unit) && tells_reason(unit) &&
			!is_told_behind(walk, i + 2, TRUE))
			rebound_text_offer(rebound_text_target(walk->targets, 0), i,
				REBOUND_TEXT_WEIGHT_REASON + 1);
	}
}

/** Where there are several lists, what leads to one says nothing of the others. */
static void give_leads(struct rebound_text_walk *walk)
{
	guint count = walk->units->units->len;
	g_autoptr(GArray) leads = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < count; i++) {
		if (is_list_lead(walk, i))
			g_array_append_val(leads, i);
	}
	for (guint i = 0; i < leads->len; i++)
		give_lead(walk, g_array_index(leads, guint, i), leads->len == 1);
	for (guint i = 0; leads->len > 1 && i < leads->len; i++)
		walk->owners[g_array_index(leads, guint, i)] = REBOUND_TEXT_STRANGER;
}

/** Whether a unit is the entry of a recipient who has no reason of his own. */
static gboolean is_silent_entry(const struct rebound_text_walk *walk, guint i)
{
	guint place = walk->owners[i];
	return place != 0 && place != REBOUND_TEXT_STRANGER && !walk->own[place - 1];
}

/** Whether a unit is the entry of somebody of whom nothing is known yet, or of no recipient. */
static gboolean is_mute_entry(const struct rebound_text_walk *walk, guint i)
{
	return walk->owners[i] == REBOUND_TEXT_STRANGER || is_silent_entry(walk, i);
}

/** Whether a unit stands directly above entries as what they have in common does: as the first of
 * their paragraph, further left than they, or as a short title before it. */
static gboolean heads_entries(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	if (walk->owners[i] != 0 || i + 1 >= walk->units->units->len || unit->mention_count > 0 ||
		unit->len == 0 || unit->said || unit->about ||
		(unit->type != REBOUND_TEXT_PROSE && unit->type != REBOUND_TEXT_ANSWER) ||
		((unit->marks & REBOUND_TEXT_BIT(BEGINS)) && !tells_reason(unit)) ||
		!is_mute_entry(walk, i + 1))
		return FALSE;
	const struct rebound_text_unit *next = rebound_text_unit(walk->units, i + 1);
	if (next->paragraph == unit->paragraph)
		return unit->indent < next->indent || i == 0 ||
		       rebound_text_unit(walk->units, i - 1)->paragraph != unit->paragraph;
	return next->paragraph == unit->paragraph + 1 && unit->len <= LONGEST_TITLE &&
	       !strchr(".!?", unit->text[unit->len - 1]) &&
	       (unit->reply.code / 100 == 2 ||
		       rebound_text_weight_of(walk, i) > REBOUND_TEXT_WEIGHT_REASON);
}

/** Whether each entry of a text stands below what heads it and others, most of which are reasons.
 */
static gboolean are_headed(const struct rebound_text_walk *walk)
{
	guint heads = 0, reasons = 0, last = 0;
	gboolean headed = FALSE, apart = FALSE, closed = FALSE;
	for (guint i = 0; i < walk->units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
		if (walk->owners[i] != 0) {
			if (!headed || closed || !is_mute_entry(walk, i))
				return FALSE;
			apart = apart || (last != unit->paragraph && walk->owners[i - 1] == 0 &&
						 rebound_text_unit(walk->units, i - 1)->paragraph !=
							 unit->paragraph);
			last = unit->paragraph;
		} else if (heads_entries(walk, i)) {
			headed = TRUE;
			heads++;
			reasons += tells_reason(unit);
		} else if (heads > 0 && tells_reason(unit)) {
			/* "This mailbox does not exist for replies", in a paragraph behind all. */
			if (heads < 2 || apart || unit->paragraph == last)
				return FALSE;
			closed = TRUE;
		} else {
			headed = FALSE;
		}
	}
	return heads > 1 && 2 * reasons >= heads;
}

/** Give reasons that stand above their entries; only where all entries stand so. */
static void give_above(struct rebound_text_walk *walk)
{
	guint head = 0;
	if (!are_headed(walk))
		return;
	for (guint i = 0; i < walk->units->units->len; i++) {
		if (walk->owners[i] == 0) {
			head = i;
			continue;
		}
		int weight =
			MAX(rebound_text_weight_of(walk, head), REBOUND_TEXT_WEIGHT_REASON + 1);
		if (walk->owners[i] != REBOUND_TEXT_STRANGER)
			rebound_text_give_entry(walk, i, head, weight);
	}
}

/** Whether the entries of a paragraph say nothing themselves but for the last one; the unit that is
 * its reason, counted from 1; 0: they are none or others. */
static guint find_reason_below(const struct rebound_text_walk *walk, guint start, guint end)
{
	guint last = end;
	for (guint i = start; i < end; i++) {
		if (walk->owners[i] == 0 || walk->owners[i] == REBOUND_TEXT_STRANGER)
			return 0;
		if (rebound_text_unit(walk->units, i)->mention_count == 0)
			continue;
		if (last < end && !is_silent_entry(walk, last))
			return 0;
		last = i;
	}
	if (last == end || !walk->own[walk->owners[last] - 1])
		return 0;
	guint best = rebound_text_target(walk->targets, walk->owners[last] - 1)->best;
	return best > last && best <= end ? best : 0;
}

/** Give the reasons below their entries, a paragraph for each: "ann@example.org",
 * "bob@example.org", "  no such user"; only where all entries stand so. */
static void give_below_lists(struct rebound_text_walk *walk)
{
	guint count = walk->units->units->len, lists = 0;
	g_autofree guint *reasons = g_new0(guint, count);
	for (guint start = 0, end; start < count; start = end) {
		guint paragraph = rebound_text_unit(walk->units, start)->paragraph;
		gboolean entries = FALSE;
		for (end = start;
			end < count && rebound_text_unit(walk->units, end)->paragraph == paragraph;
			end++)
			entries = entries || walk->owners[end] != 0;
		if (!entries)
			continue;
		reasons[start] = find_reason_below(walk, start, end);
		if (reasons[start] == 0)
			return;
		lists++;
	}
	for (guint i = 0, reason = 0; lists > 1 && i < count; i++) {
		reason = reasons[i] > 0 ? reasons[i] : reason;
		if (walk->owners[i] == 0 || !is_silent_entry(walk, i))
			continue;
		guint owner = walk->owners[reason - 1];
		int weight = MAX(
			rebound_text_weight_of(walk, reason - 1), REBOUND_TEXT_WEIGHT_REASON + 1);
		rebound_text_give_entry(walk, i, reason - 1, weight);
		walk->owners[reason - 1] = owner;
	}
}

/** Whether units that belong to nobody give different codes, each of which may be of another of
 * several recipients. */
static gboolean is_contested(const struct rebound_text_walk *walk, guint from, guint to)
{
	const struct rebound_reply *first = NULL;
	for (guint i = from; walk->targets->list->len > 1 && i < to; i++) {
		const struct rebound_reply *reply = &rebound_text_unit(walk->units, i)->reply;
		if (!is_free_reason(walk, i))
			continue;
		if (first && (first->code != reply->code ||
				     !rebound_status_equal(first->status, reply->status)))
			return TRUE;
		first = reply;
	}
	return FALSE;
}

/** Whether a unit, or it and one beside it, are of different targets that have no reason of their
 * own. */
static gboolean has_equal_beside(const struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	for (guint m = unit->mentions; m < unit->mentions + unit->mention_count; m++) {
		guint place = rebound_text_place_of(walk, m);
		if (place != 0 && place != walk->owners[i] && !walk->own[place - 1])
			return TRUE;
	}
	for (guint beside = i > 0 ? i - 1 : i; beside <= i + 1; beside++) {
		guint place = beside < walk->units->units->len ? walk->owners[beside] : 0;
		if (place != 0 && place != REBOUND_TEXT_STRANGER && place != walk->owners[i] &&
			!walk->own[place - 1])
			return TRUE;
	}
	return FALSE;
}

/** The only unit of some that names the domain of a target, "example.org: 550 unknown", counted
 * from 1; 0: there is none. */
static guint find_by_domain(const struct rebound_text_walk *walk,
	const struct rebound_text_target *target, guint from, guint to)
{
	const char *sign = strrchr(target->key, '@');
	guint found = 0;
	if (!sign || to - from > MOST_REPLIES)
		return 0;
	for (guint i = from; i < to; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
		if (!is_free_reason(walk, i) || !rebound_text_find(unit->text, unit->len, sign + 1))
			continue;
		if (found > 0)
			return 0;
		found = i + 1;
	}
	return found;
}

/** Units between one entry and the next, and the weightiest of them. */
struct block {
	guint from, to, best;
	int weight;
	gboolean judged, contested; /**< the second once the first is set */
};

/** Offer a block to a target of the unit above it. */
static void offer_to(
	struct rebound_text_walk *walk, guint place, const struct block *block, gboolean equal)
{
	struct rebound_text_target *target = rebound_text_target(walk->targets, place - 1);
	guint best = block->best + 1;
	if (block->contested && equal)
		best = find_by_domain(walk, target, block->from, block->to);
	if (best > 0)
		rebound_text_offer(target, best - 1, block->weight + REBOUND_TEXT_PLACE_FOLLOWING);
}

static void offer_block(struct rebound_text_walk *walk, guint i, struct block *block)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	if (!block->judged)
		block->contested = is_contested(walk, block->from, block->to);
	block->judged = TRUE;
	gboolean equal = block->contested && has_equal_beside(walk, i);
	guint end = unit->mentions + unit->mention_count;
	/* "Mail to ann@example.org and bob@example.org failed." is about both. */
	gboolean listed =
		unit->mention_count > 1 && rebound_text_mention(walk->units, end - 1)->joined;
	offer_to(walk, walk->owners[i], block, equal);
	for (guint m = unit->mentions; (equal || listed) && m < end; m++) {
		guint place = rebound_text_place_of(walk, m);
		if (place != 0 && place != walk->owners[i] && !walk->own[place - 1])
			offer_to(walk, place, block, equal);
	}
}

/** Offer the units between one entry and the next; entries without words share those of the next.
 */
static void offer_following(struct rebound_text_walk *walk)
{
	guint count = walk->units->units->len;
	struct block block = {.from = count, .to = count};
	gboolean open =
		TRUE; /* the units below belong to entries above that say nothing themselves */
	for (guint i = count; i-- > 0;) {
		guint place = walk->owners[i];
		if (place == 0) {
			if (!open)
				block = (struct block){.to = i + 1};
			open = TRUE;
			block.from = i;
			int weight = rebound_text_weight_of(walk, i);
			if (weight > 0 && weight >= block.weight) {
				block.weight = weight;
				block.best = i;
			}
			continue;
		}
		open = FALSE;
		if (place == REBOUND_TEXT_STRANGER || walk->own[place - 1])
			block.weight = 0;
		else if (block.weight > 0)
			offer_block(walk, i, &block);
	}
}

/**
 * What a heading weighs as the reason of the entries below it: "--- 550 5.1.1 unknown user ---",
 * "--- Unknown users ---"; 0: it is none.
 *
 * @param only  there is no other heading
 */
static int weigh_heading(const struct rebound_text_unit *heading, gboolean only)
{
	const guint32 other = REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(BEGINS);
	if (rebound_text_is_failure_code(heading->reply.code))
		return REBOUND_TEXT_WEIGHT_CODE + REBOUND_TEXT_PLACE_FOLLOWING;
	return (heading->marks & REBOUND_TEXT_BIT(REASON)) && !(heading->marks & other)
		       ? REBOUND_TEXT_WEIGHT_REASON +
				 (only ? REBOUND_TEXT_PLACE_SHARED : REBOUND_TEXT_PLACE_FOLLOWING)
		       : 0;
}

/** Offer headings to the entries below them that give no reason. */
static void offer_headings(struct rebound_text_walk *walk)
{
	guint first = 0, last = 0, count = walk->units->units->len;
	if (rebound_text_unit(walk->units, count - 1)->heading == 0)
		return;
	for (guint i = 0; i < walk->units->units->len; i++) {
		if (walk->owners[i] == 0)
			continue;
		last = rebound_text_unit(walk->units, i)->heading;
		first = first > 0 ? first : last;
	}
	for (guint i = 0; i < walk->units->units->len; i++) {
		guint place = walk->owners[i];
		guint heading = rebound_text_unit(walk->units, i)->heading;
		if (place == 0 || place == REBOUND_TEXT_STRANGER || heading == 0 ||
			walk->own[place - 1])
			continue;
		rebound_text_offer(rebound_text_target(walk->targets, place - 1), heading - 1,
			weigh_heading(rebound_text_unit(walk->units, heading - 1), first == last));
	}
}

/** Whether a unit names another recipient and bears a code. */
static gboolean is_strangers_code(const struct rebound_text_walk *walk, guint i)
{
	return walk->owners[i] == REBOUND_TEXT_STRANGER &&
	       rebound_text_is_failure_code(rebound_text_unit(walk->units, i)->reply.code);
}

/** Offer to all what stands in units that belong to nobody. */
static void offer_anywhere(struct rebound_text_walk *walk)
{
	if (is_contested(walk, 0, walk->units->units->len))
		return;
	guint best = 0;
	int best_weight = 0;
	for (guint i = 0; i < walk->units->units->len; i++) {
		gboolean free = walk->owners[i] == 0 || (walk->owners[i] == REBOUND_TEXT_STRANGER &&
								rebound_text_takes_all(walk));
		int weight = free ? rebound_text_weight_of(walk, i) : 0;
		/* What names another comes after what names nobody. */
		weight -= is_strangers_code(walk, i);
		if (weight > 0 && i > 0 &&
			rebound_text_leads_to_reason(rebound_text_unit(walk->units, i - 1)))
			weight += REBOUND_TEXT_WEIGHT_LED;
		if (weight > best_weight) {
			best_weight = weight;
			best = i;
		}
	}
	for (guint i = 0; best_weight > 0 && i < walk->targets->list->len; i++) {
		struct rebound_text_target *target = rebound_text_target(walk->targets, i);
		/* With several, what stands beside or below one of them is about that one. */
		if (walk->targets->list->len == 1 ||
			(!walk->own[i] && target->score < REBOUND_TEXT_WEIGHT_CODE +
								  REBOUND_TEXT_PLACE_FOLLOWING))
			rebound_text_offer(target, best, best_weight + REBOUND_TEXT_PLACE_ANYWHERE);
	}
}

void rebound_text_offer_free(struct rebound_text_walk *walk)
{
	if (walk->targets->list->len > 1) {
		rebound_text_give_notes(walk);
		rebound_text_give_in_order(walk);
	}
	if (walk->targets->list->len > 1 || !walk->own[0])
		give_leads(walk);
	if (rebound_text_takes_all(walk))
		offer_summary_lead(walk);
	if (walk->targets->list->len > 1) {
		give_above(walk);
		give_below_lists(walk);
	}
	if (is_upside_down(walk))
		offer_preceding(walk);
	else
		offer_following(walk);
	offer_headings(walk);
	offer_anywhere(walk);
}
