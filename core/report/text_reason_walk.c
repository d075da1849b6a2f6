/* SPDX-License-Identifier: MIT */
#include "core/report/text_reason_walk.h"

#include <string.h>

#include "core/report/text_marks.h"
#include "core/report/text_notice.h"
#include "core/report/text_reason_words.h"
#include "core/report/text_reply.h"
#include "core/report/text_weight.h"

void rebound_text_offer(struct rebound_text_target *target, guint unit, int weight)
{
	if (weight > target->score) {
		target->score = weight;
		target->best = unit + 1;
	}
}

int rebound_text_weigh_listed(const struct rebound_text_units *units, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	const struct rebound_text_mention *first = rebound_text_mention(units, unit->mentions);
	gsize len;
	rebound_text_reason(units, i, &len);
	return len > 0 ? rebound_text_weigh_entry(unit, first->role == REBOUND_TEXT_LISTED) : 0;
}

int rebound_text_weight_of(const struct rebound_text_walk *walk, guint i)
{
	int *weight = &walk->weights[i];
	if (*weight < 0)
		*weight = rebound_text_weigh(rebound_text_unit(walk->units, i));
	return *weight;
}

static guint place_of(
	const struct rebound_text_walk *walk, const struct rebound_text_target *target)
{
	return target ? (guint)(target - rebound_text_target(walk->targets, 0)) + 1 : 0;
}

guint rebound_text_place_of_key(const struct rebound_text_walk *walk, const char *key)
{
	return place_of(walk, rebound_text_targets_find(walk->targets, key));
}

guint rebound_text_place_of(const struct rebound_text_walk *walk, guint mention)
{
	return rebound_text_place_of_key(walk, rebound_text_mention(walk->units, mention)->key);
}

void rebound_text_give(struct rebound_text_walk *walk, guint place, guint i, int weight, int bonus)
{
	if (weight <= 0)
		return;
	struct rebound_text_target *target = rebound_text_target(walk->targets, place - 1);
	rebound_text_offer(target, i, weight > REBOUND_TEXT_WEIGHT_LEAD ? weight + bonus : weight);
	rebound_text_add_notice(walk->units, target, i, walk->notice_bytes);
	walk->own[place - 1] = walk->own[place - 1] || weight > REBOUND_TEXT_WEIGHT_REASON;
}

/** Whether a unit gives two codes: "550 5.1.1 ... 550 5.7.1". */
static gboolean tells_two_codes(const struct rebound_text_unit *unit)
{
	const struct rebound_reply *first = &unit->reply;
	if (first->mixed || first->text >= unit->len)
		return first->mixed;
	struct rebound_reply next =
		rebound_text_numbers(unit->text + first->text, unit->len - first->text);
	return (first->code >= 400 && next.code >= 400 && next.code != first->code) ||
	       (rebound_status_is_set(first->status) && next.status.klass >= 4 &&
		       !rebound_status_equal(first->status, next.status));
}

static gboolean is_target(const struct rebound_text_walk *walk, guint mention)
{
	return rebound_text_targets_find(
		       walk->targets, rebound_text_mention(walk->units, mention)->key) != NULL;
}

/** Whether a unit names several targets, no list of them, and gives several codes: nobody knows
 * which is whose. */
static gboolean is_muddled(
	const struct rebound_text_walk *walk, const struct rebound_text_unit *unit)
{
	guint first = unit->mentions, other = first + 1, end = first + unit->mention_count;
	const char *key = rebound_text_mention(walk->units, first)->key;
	for (; other < end; other++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(walk->units, other);
		if (strcmp(mention->key, key) != 0)
			break;
	}
	return other < end && !unit->part && is_target(walk, first) && is_target(walk, other) &&
	       tells_two_codes(unit);
}

/** Whether a mention is of a part of a text that is about somebody whom it names before. */
static gboolean is_shared(const struct rebound_text_units *units, guint m)
{
	const struct rebound_text_mention *mention = rebound_text_mention(units, m);
	const struct rebound_text_unit *unit = rebound_text_unit(units, mention->unit);
	const char *first = rebound_text_mention(units, unit->mentions)->key;
	if (!unit->part || m == unit->mentions || strcmp(mention->key, first) == 0)
		return FALSE;
	/* Those of one list share it, unless one of them is named again. */
	for (guint i = unit->mentions + 1; i < unit->mentions + unit->mention_count; i++) {
		const struct rebound_text_mention *other = rebound_text_mention(units, i);
		if (!other->joined && (i <= m || strcmp(other->key, first) == 0))
			return TRUE;
	}
	return FALSE;
}

/** Whether one mention is only in a sentence, which may say that the message came, and a later one
 * is an entry of a list, or of a part that tells of a failure. */
static gboolean is_surer_entry(const struct rebound_text_units *units, guint one, guint later)
{
	const struct rebound_text_mention *first = rebound_text_mention(units, one);
	const struct rebound_text_mention *next = rebound_text_mention(units, later);
	const struct rebound_text_unit *sentence = rebound_text_unit(units, first->unit);
	const struct rebound_text_unit *unit = rebound_text_unit(units, next->unit);
	if (first->role != REBOUND_TEXT_INLINE || first->unit == next->unit)
		return FALSE;
	if (!sentence->part)
		return next->role == REBOUND_TEXT_LISTED;
	return (sentence->marks & REBOUND_TEXT_BIT(DELIVERED)) && unit->part &&
	       (unit->marks & (REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON)));
}

static gboolean is_temporary(const struct rebound_text_unit *unit)
{
	const guint32 tries = REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES);
	if (unit->reply.code != 0 || unit->reply.status.klass != 0)
		return unit->reply.code / 100 == 4 || unit->reply.status.klass == 4;
	return (unit->marks & tries) != 0;
}

/** Whether an entry tells how it went on with a recipient of whom an earlier one tells: what was
 * tried again has failed for good, or the other way round. */
static gboolean is_later_entry(
	const struct rebound_text_units *units, const struct rebound_text_target *target, guint m)
{
	if (target->mention == 0 || target->mention == m + 1)
		return FALSE;
	const struct rebound_text_mention *first = rebound_text_mention(units, target->mention - 1);
	const struct rebound_text_mention *next = rebound_text_mention(units, m);
	const struct rebound_text_unit *before = rebound_text_unit(units, first->unit);
	const struct rebound_text_unit *unit = rebound_text_unit(units, next->unit);
	return first->role == REBOUND_TEXT_LISTED && next->role == REBOUND_TEXT_LISTED &&
	       rebound_text_weigh_listed(units, first->unit) > REBOUND_TEXT_WEIGHT_REASON &&
	       rebound_text_weigh_listed(units, next->unit) > REBOUND_TEXT_WEIGHT_REASON &&
	       (unit->reply.code != 0 || unit->reply.status.klass != 0 ||
		       (before->marks & REBOUND_TEXT_BIT(RETRIES))) &&
	       is_temporary(before) != is_temporary(unit);
}

guint rebound_text_give_to_named(struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	guint named = 0;
	int weight = unit->mention_count > 0 ? rebound_text_weigh_listed(walk->units, i) : 0;
	if (unit->mention_count > 1 && is_muddled(walk, unit))
		weight = 0;
	for (guint m = unit->mentions; m < unit->mentions + unit->mention_count; m++) {
		const struct rebound_text_mention *mention = rebound_text_mention(walk->units, m);
		struct rebound_text_target *target =
			rebound_text_targets_find(walk->targets, mention->key);
		guint place = place_of(walk, target);
		if (place == 0 || place == named || mention->role == REBOUND_TEXT_OTHER ||
			mention->role == REBOUND_TEXT_SUMMARY)
			continue;
		gboolean entry = mention->role == REBOUND_TEXT_LISTED ||
				 mention->role == REBOUND_TEXT_LABELLED ||
				 mention->role == REBOUND_TEXT_INLINE;
		if (mention->role == REBOUND_TEXT_ANSWERED &&
			rebound_text_restates_answer(walk->units, i)) {
			target->code = unit->reply.code;
			target->status = unit->reply.status;
			rebound_text_give(
				walk, place, i - 1, MAX(weight, 0) + 1, REBOUND_TEXT_PLACE_NAMED);
		}
		/* The parts of a text hold for whom they name first, and for others unless
		 * they have parts of their own. */
		int bonus = entry ? REBOUND_TEXT_PLACE_OWN : REBOUND_TEXT_PLACE_NAMED;
		gboolean shared = is_shared(walk->units, m);
		gboolean later = is_later_entry(walk->units, target, m);
		if (later)
			target->score = 0;
		rebound_text_give(walk, place, i, weight,
			shared ? REBOUND_TEXT_PLACE_SHARED - weight : bonus);
		if (entry)
			walk->current = i + 1;
		if (entry && (target->mention == 0 || later ||
				     (!shared && is_shared(walk->units, target->mention - 1)) ||
				     is_surer_entry(walk->units, target->mention - 1, m)))
			target->mention = m + 1;
		named = place;
	}
	return named;
}

void rebound_text_give_entry(struct rebound_text_walk *walk, guint number, guint i, int weight)
{
	const struct rebound_text_unit *entry = rebound_text_unit(walk->units, number);
	guint count = MIN(entry->mention_count, REBOUND_TEXT_MOST_NAMED);
	for (guint m = entry->mentions; m < entry->mentions + count; m++) {
		guint place = rebound_text_place_of(walk, m);
		if (place == 0 || place == walk->owners[i])
			continue;
		rebound_text_give(walk, place, i, weight, REBOUND_TEXT_PLACE_OWN);
		walk->owners[i] = place;
		/* "Code: 550" and "Status: 5.1.1" may be lines of their own. */
		struct rebound_text_target *target = rebound_text_target(walk->targets, place - 1);
		const struct rebound_reply *reply = &rebound_text_unit(walk->units, i)->reply;
		if (reply->code == 0 && reply->status.klass >= 4 &&
			!rebound_status_is_set(target->status))
			target->status = reply->status;
	}
}
