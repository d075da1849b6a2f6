/* SPDX-License-Identifier: MIT */
#include "core/report/text_reason.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/report/text_reason_walk.h"
#include "core/report/text_reason_words.h"
#include "core/report/text_weight.h"

/* A unit that names more addresses than this says nothing about one of them. */
#define MOST_NAMED 8

/* So often is a unit given to an entry above that says nothing itself: ten lists of as many
 * recipients as a report may have. */
#define MOST_SHARED (10 * REBOUND_LIMIT_RECIPIENTS)

#define USUAL_NOTICE 512 /* bytes; most are no longer */

void rebound_text_offer(struct rebound_text_target *target, guint unit, int weight)
{
	if (weight > target->score) {
		target->score = weight;
		target->best = unit + 1;
	}
}

/** Whether a unit is a line of the returned message's header that names who sent it. */
static gboolean is_of_sender(const struct rebound_text_unit *unit)
{
	static const char *const names[] = {"Return-Path:", "Reply-To:", "Errors-To:", "Sender:"};
	if (unit->len == 0 || !strchr("RrEeSs", unit->text[0]) || unit->reply.code != 0)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		if (rebound_text_has_prefix(unit->text, unit->len, names[i]))
			return TRUE;
	}
	return FALSE;
}

static void add_notice(const struct rebound_text_units *units, struct rebound_text_target *target,
	guint i, gsize most)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	if (rebound_text_is_consequence(unit) || rebound_text_is_greeting(unit) ||
		is_of_sender(unit) ||
		(rebound_text_restates_answer(units, i) && rebound_text_unit(units, i - 1)->said))
		return;
	if (!target->notice)
		target->notice = g_string_sized_new(USUAL_NOTICE);
	/* A long list in one sentence is about nobody in particular. */
	if (unit->mention_count > MOST_NAMED || target->notice->len + unit->len > most)
		return;
	gboolean coded = unit->reply.code != 0 || unit->reply.status.klass != 0;
	/* Words of two units are no phrase: "mailbox unknown", "Host: mx.example.org". */
	if (target->notice->len > 0)
		g_string_append(target->notice,
			g_ascii_isalnum(target->notice->str[target->notice->len - 1]) ? ". " : " ");
	/* Most have none, and are taken whole. What names no reason guesses none. */
	gboolean guesses = !coded && (unit->marks & REBOUND_TEXT_BIT(REASON)) != 0 &&
			   rebound_text_is_guess(unit->text, unit->len);
	for (gsize at = 0; at < unit->len;) {
		gsize left = unit->len - at;
		gsize len = guesses ? rebound_text_sentence(unit->text + at, left) : left;
		if (!guesses || !rebound_text_is_guess(unit->text + at, len))
			g_string_append_len(target->notice, unit->text + at, (gssize)len);
		at += len;
	}
}

/** How well a unit explains the failure of the entry that it begins with. */
static int weigh_entry(const struct rebound_text_units *units, guint i)
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

guint rebound_text_place_of(const struct rebound_text_walk *walk, guint mention)
{
	const char *key = rebound_text_mention(walk->units, mention)->key;
	return place_of(walk, rebound_text_targets_find(walk->targets, key));
}

/** Give a unit to a target. */
void rebound_text_give(struct rebound_text_walk *walk, guint place, guint i, int weight, int bonus)
{
	if (weight <= 0)
		return;
	struct rebound_text_target *target = rebound_text_target(walk->targets, place - 1);
	rebound_text_offer(target, i, weight > REBOUND_TEXT_WEIGHT_LEAD ? weight + bonus : weight);
	add_notice(walk->units, target, i, walk->notice_bytes);
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
	       weigh_entry(units, first->unit) > REBOUND_TEXT_WEIGHT_REASON &&
	       weigh_entry(units, next->unit) > REBOUND_TEXT_WEIGHT_REASON &&
	       (unit->reply.code != 0 || unit->reply.status.klass != 0 ||
		       (before->marks & REBOUND_TEXT_BIT(RETRIES))) &&
	       is_temporary(before) != is_temporary(unit);
}

/** Give a unit to the targets that it names; the last of them, counted from 1. */
static guint give_to_named(struct rebound_text_walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	guint named = 0;
	int weight = unit->mention_count > 0 ? weigh_entry(walk->units, i) : 0;
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
	guint count = MIN(entry->mention_count, MOST_NAMED);
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
			weigh_entry(walk->units, above) > 0 || (announced && !is_open_entry(unit)))
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
		give_above_entry(walk, i, i, weigh_entry(walk->units, i), is_open_entry(last));
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

/** Whether a unit is the entry of somebody who is none of the targets, since it is of none. */
static gboolean is_strangers(const struct rebound_text_units *units, guint i)
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
	walk->owners[i] = give_to_named(walk, i);
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
	if (is_strangers(walk->units, i) || tells_of_one(walk->arena, walk->units, i)) {
		walk->current = walk->owners[i] = REBOUND_TEXT_STRANGER;
		return;
	}

	int weight = rebound_text_weight_of(walk, i);
	if (unit->about) {
		guint place = place_of(walk, rebound_text_targets_find(walk->targets, unit->about));
		if (place > 0)
			rebound_text_give(walk, place, i, weight, REBOUND_TEXT_PLACE_NAMED);
		walk->owners[i] = weight > 0 ? place : 0;
	} else if (walk->current == REBOUND_TEXT_STRANGER) {
		walk->owners[i] = REBOUND_TEXT_STRANGER;
	} else if (walk->current > 0 && weight > 0) {
		give_below(walk, i, weight);
	}
}

gboolean rebound_text_takes_all(const struct rebound_text_walk *walk)
{
	return walk->targets->list->len == 1 && !walk->own[0];
}

/** Whether words of a unit are about a single recipient as all of the report is. */
static gboolean is_said(const struct rebound_text_unit *unit)
{
	return unit->type != REBOUND_TEXT_COMMAND && unit->type != REBOUND_TEXT_HEADING;
}

/** A single recipient is what all of the report is about. */
static void gather_all(struct rebound_text_walk *walk)
{
	struct rebound_text_target *target = rebound_text_target(walk->targets, 0);
	if (target->notice)
		g_string_truncate(target->notice, 0);
	for (guint i = 0; i < walk->units->units->len; i++) {
		gboolean other =
			walk->owners[i] == REBOUND_TEXT_STRANGER && !rebound_text_takes_all(walk);
		if (!other && is_said(rebound_text_unit(walk->units, i)))
			add_notice(walk->units, target, i, walk->notice_bytes);
	}
}

static gsize measure_notices(const struct rebound_text_targets *targets)
{
	return MIN((gsize)REBOUND_LIMIT_DIAGNOSTIC_BYTES,
		(gsize)REBOUND_LIMIT_DIAGNOSTICS_BYTES / targets->list->len);
}

static gboolean is_key_of(const struct rebound_text_targets *targets,
	const struct rebound_text_units *units, guint mention)
{
	return rebound_text_targets_find(targets, rebound_text_mention(units, mention)->key) !=
	       NULL;
}

/** Whether a unit without a code may be a guess. */
static gboolean may_be_guess(const struct rebound_text_unit *unit)
{
	return unit->reply.code == 0 && unit->reply.status.klass == 0 &&
	       rebound_text_is_guess(unit->text, unit->len);
}

gboolean rebound_text_names_only(const struct rebound_text_units *units,
	const struct rebound_text_targets *targets, struct rebound_arena *arena)
{
	g_return_val_if_fail(units && targets && arena, FALSE);
	guint entries = 0;
	for (guint i = 0; i < units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(units, i);
		guint end = unit->mentions + unit->mention_count;
		if (unit->unreadable || (unit->mention_count > 0 && may_be_guess(unit)))
			return FALSE;
		for (guint m = unit->mentions; m < end; m++) {
			if (!is_key_of(targets, units, m))
				return FALSE;
		}
		entries += unit->mention_count > 0 &&
			   rebound_text_begins_entry(arena, unit->text, unit->first_len,
				   rebound_text_mention(units, unit->mentions)->start);
	}
	return entries < 2;
}

gboolean rebound_text_is_about_only(
	const struct rebound_text_units *units, const struct rebound_text_targets *targets)
{
	g_return_val_if_fail(units && targets, FALSE);
	guint entries = 0;
	for (guint i = 0; i < units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(units, i);
		if (unit->unreadable)
			return FALSE;
		if (unit->mention_count == 0)
			continue;
		enum rebound_text_role role = rebound_text_mention(units, unit->mentions)->role;
		entries += role == REBOUND_TEXT_LISTED;
		if (entries > 1 || role == REBOUND_TEXT_SUMMARY ||
			(is_strangers(units, i) && !is_key_of(targets, units, unit->mentions)))
			return FALSE;
	}
	return TRUE;
}

void rebound_text_gather_all(const struct rebound_text_units *units,
	struct rebound_text_targets *targets, struct rebound_arena *arena)
{
	g_return_if_fail(units && targets && arena && targets->list->len == 1);
	for (guint i = 0; i < units->units->len; i++) {
		struct rebound_text_unit *unit = rebound_text_unit(units, i);
		if (!is_said(unit))
			continue;
		/* Those of others are not asked for. */
		if (unit->mention_count == 0)
			rebound_text_mark_unit(arena, unit);
		add_notice(units, rebound_text_target(targets, 0), i, measure_notices(targets));
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
		.notice_bytes = measure_notices(targets),
	};
	memset(walk.weights, 0xFF, count * sizeof(*walk.weights)); /* each is -1 */
	for (guint i = 0; i < count; i++)
		walk_unit(&walk, i);
	rebound_text_offer_free(&walk);
	if (targets->list->len == 1)
		gather_all(&walk);
}
