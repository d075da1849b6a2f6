/* SPDX-License-Identifier: MIT */
#include "core/report/text_reason.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/report/text_weight.h"

/* Weights of where it stands. */
#define WEIGHT_NAMED	 45
#define WEIGHT_OWN	 40
#define WEIGHT_FOLLOWING 30
#define WEIGHT_ANYWHERE	 10
#define WEIGHT_SHARED	 1

/* What stands before a reply and is shorter is its own lead. */
#define SHORTEST_PREFACE 60

/* Of the day and the hour behind an address, and of a word in it, such as "Thu" or "PM". */
#define LONGEST_DATE	  48
#define LONGEST_DATE_WORD 4

/* Owns the entries of those who are none of the recipients. */
#define STRANGER G_MAXUINT

/* A unit that names more addresses than this says nothing about one of them. */
#define MOST_NAMED 8

#define USUAL_NOTICE 512 /* bytes; most are no longer */

/** Bytes at the start that are neither words nor numbers, brackets aside. */
static gsize pass_punctuation(const char *text, gsize len)
{
	gsize at = 0;
	while (at < len) {
		if ((guchar)text[at] >= 0x80) {
			gsize wide = rebound_text_wide_mark(text + at, len - at);
			if (wide == 0)
				break;
			at += wide;
		} else if (strchr(" >:;,.-\"'=|*])}", text[at]) && text[at] != '\0') {
			at++;
		} else {
			break;
		}
	}
	return at;
}

/** Cut one pair of brackets around the whole. */
static void cut_brackets(const char **text, gsize *len)
{
	const char *at = *text;
	gsize size = *len;
	if (size < 3 || (at[0] != '(' && at[0] != '[' && at[0] != '{'))
		return;
	char closer = at[0] == '(' ? ')' : at[0] == '[' ? ']' : '}';
	const char *close = memchr(at, closer, size);
	if (close != at + size - 1)
		return;
	*text = at + 1;
	*len = size - 2;
}

/** "554 <...>... 550 Host unknown": what the first code was made of counts. */
static void cut_outer_code(const char **text, gsize *len)
{
	const char *end = *text + *len;
	const char *dots = rebound_text_find(*text, MIN(*len, 320), "... ");
	if (!dots || end - dots < 8 || !g_ascii_isdigit((*text)[0]))
		return;
	const char *inner = dots + 4;
	if ((inner[0] == '4' || inner[0] == '5') && g_ascii_isdigit(inner[1]) &&
		g_ascii_isdigit(inner[2]) && inner[3] == ' ') {
		*text = inner;
		*len = (gsize)(end - inner);
	}
}

/** Behind "(generated from ...)", where nothing but this remark stands between. */
static gsize pass_remark(
	const struct rebound_text_unit *unit, gsize at, const struct rebound_text_mention *former)
{
	gsize open = at + pass_punctuation(unit->text + at, unit->len - at);
	const char *close = memchr(unit->text + former->end, ')', MIN(unit->len - former->end, 4));
	if (open >= former->start || unit->text[open] != '(' || !close ||
		memchr(unit->text + open, ')', former->start - open))
		return at;
	return (gsize)(close - unit->text) + 1;
}

/** Where "(expanded from: ...)" begins that ends a text; its end where nothing of the kind does. */
static gsize cut_remark(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit, gsize from)
{
	for (guint i = 0; i < unit->mention_count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(units, unit->mentions + i);
		gsize open = mention->start;
		if (mention->role != REBOUND_TEXT_FORMER || unit->len > mention->end + 3 ||
			unit->text[unit->len - 1] != ')')
			continue;
		while (open > from && unit->text[open] != '(')
			open--;
		while (open > from && unit->text[open - 1] == ' ')
			open--;
		if (open > from)
			return open;
	}
	return unit->len;
}

/** Whether the rest of a line is a day and an hour: "on 3/4/2003 9:16 AM", "am 04.03.2003 09:16".
 */
static gboolean is_hour(const char *text, gsize len)
{
	gsize at = pass_punctuation(text, len);
	gsize digits = 0, letters = 0;
	gboolean colon = FALSE;
	for (; at < len; at++) {
		colon = colon || (text[at] == ':' && digits > 0);
		digits += g_ascii_isdigit(text[at]) != 0;
		letters = g_ascii_isalpha(text[at]) || (guchar)text[at] >= 0x80 ? letters + 1 : 0;
		if (letters > LONGEST_DATE_WORD)
			return FALSE;
	}
	return colon && digits >= 5 && len <= LONGEST_DATE;
}

/** Where the words behind the addresses that an entry begins with start. */
static gsize pass_entry(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit)
{
	gsize at = 0;
	for (guint i = 0; i < unit->mention_count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(units, unit->mentions + i);
		if (mention->role == REBOUND_TEXT_FORMER && at > 0)
			at = pass_remark(unit, at, mention);
		else if (mention->role == REBOUND_TEXT_LISTED ||
			 mention->role == REBOUND_TEXT_LABELLED)
			at = mention->end;
		else
			break;
	}
	if (at > 0 && at < unit->first_len && is_hour(unit->text + at, unit->first_len - at))
		at = unit->first_len;
	return at;
}

/** Where the sentence begins that ends in the reply: what stands before it is about mail at large.
 */
static gsize pass_preface(const struct rebound_text_unit *unit, gsize from)
{
	gsize start = unit->reply.start;
	if (unit->type != REBOUND_TEXT_PROSE || unit->reply.code == 0 || start >= unit->len ||
		start < from + SHORTEST_PREFACE)
		return from;
	gsize at = start;
	while (at > from && strchr(" '\"[(<", unit->text[at - 1]))
		at--;
	if (at <= from || unit->text[at - 1] != ':')
		return from;
	/* "Connected to NAME but my name was rejected. Remote host said: 501" are two. */
	gboolean told = FALSE;
	for (; at > from + 1; at--) {
		if (unit->text[at - 1] != ' ' || !strchr(".!?", unit->text[at - 2]))
			continue;
		const char *command = rebound_text_command(unit->text + from, at - from);
		if (told || !command || strcmp(command, "RCPT") == 0)
			return at;
		told = TRUE;
	}
	return from;
}

const char *rebound_text_reason(const struct rebound_text_units *units, guint i, gsize *len)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	gsize from = pass_entry(units, unit);
	from += pass_punctuation(unit->text + from, unit->len - from);
	const guint32 saying = REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(FAILED);
	if (from > 0 && from >= unit->len && unit->mention_count > 0 && (unit->marks & saying) &&
		rebound_text_mention(units, unit->mentions)->role == REBOUND_TEXT_LABELLED)
		from = 0; /* "Unknown user: ann@example.org": the label says it */
	from = pass_preface(unit, from);
	const char *text = unit->text + from;
	*len = cut_remark(units, unit, from) - from;
	cut_brackets(&text, len);
	if (unit->type == REBOUND_TEXT_HEADING) {
		while (*len > 0 && !g_ascii_isalnum(text[*len - 1]) &&
			(guchar)text[*len - 1] < 0x80)
			(*len)--;
	}
	static const char *const labels[] = {"reason:", "error:"};
	for (gsize label = 0; label < G_N_ELEMENTS(labels); label++) {
		gsize size = strlen(labels[label]);
		if (*len > size && rebound_text_has_prefix(text, *len, labels[label])) {
			gsize cut = size + pass_punctuation(text + size, *len - size);
			text += cut;
			*len -= cut;
			break;
		}
	}
	cut_outer_code(&text, len);
	return text;
}

static void offer(struct rebound_text_target *target, guint unit, int weight)
{
	if (weight > target->score) {
		target->score = weight;
		target->best = unit + 1;
	}
}

/**
 * Whether a unit is what a program printed before it failed, "procmail: Quota exceeded", and the
 * next only names the code that it left with: "550 5.0.0 ann... Can't create output".
 */
static gboolean is_program_output(
	const struct rebound_text_unit *output, const struct rebound_text_unit *unit)
{
	static const char *const exits[] = {"can't create output", "unknown mailer error",
		"service unavailable", "operating system error", "data format error",
		"input/output error", "local configuration error"};
	gsize word = 0;
	while (word < output->len &&
		(g_ascii_isalnum(output->text[word]) || strchr("/._-", output->text[word])))
		word++;
	if (output->type != REBOUND_TEXT_PROSE || output->reply.code != 0 || word == 0 ||
		word + 2 >= output->len || output->text[word] != ':' ||
		output->text[word + 1] != ' ' || !(output->marks & REBOUND_TEXT_BIT(REASON)))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(exits); i++) {
		if (rebound_text_find(unit->text, unit->len, exits[i]))
			return TRUE;
	}
	return FALSE;
}

/** Whether an answer is about another recipient than a unit; what answers MAIL names the sender. */
static gboolean is_about_another(const struct rebound_text_units *units,
	const struct rebound_text_unit *answer, const struct rebound_text_unit *unit)
{
	return strcmp(answer->command, "MAIL") != 0 && answer->mention_count > 0 &&
	       unit->mention_count > 0 &&
	       strcmp(rebound_text_mention(units, answer->mentions)->key,
		       rebound_text_mention(units, unit->mentions)->key) != 0;
}

/**
 * "554 ann@example.org... Service unavailable" directly behind what the server answered or a
 * program printed: those are words of the mail system, which has one for each code, and what stands
 * before them holds the reason.
 */
static gboolean restates_answer(const struct rebound_text_units *units, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	const struct rebound_text_unit *last = i > 0 ? rebound_text_unit(units, i - 1) : NULL;
	if (!last || unit->type != REBOUND_TEXT_ANSWER || unit->said || unit->reply.code < 400)
		return FALSE;
	if (!last->said)
		return is_program_output(last, unit);
	/* 503 only says that nobody was left. */
	return last->command && last->reply.code >= 400 && last->reply.code != 503 &&
	       g_strcmp0(unit->about, last->about) == 0 && !is_about_another(units, last, unit);
}

static void add_notice(
	struct rebound_text_target *target, const struct rebound_text_units *units, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	if (rebound_text_is_consequence(unit) || rebound_text_is_greeting(unit) ||
		(restates_answer(units, i) && rebound_text_unit(units, i - 1)->said))
		return;
	if (!target->notice)
		target->notice = g_string_sized_new(USUAL_NOTICE);
	/* A long list in one sentence is about nobody in particular. */
	if (unit->mention_count > MOST_NAMED ||
		target->notice->len + unit->len > (gsize)REBOUND_LIMIT_DIAGNOSTIC_BYTES)
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

/** Where the search stands: the entry of a list that units belong to. */
struct walk {
	const struct rebound_text_units *units;
	const struct rebound_text_targets *targets;
	guint *owners; /**< for each unit the target that it belongs to, counted from 1; STRANGER */
	gboolean *own; /**< for each target: it has a reason of its own */
	guint paragraph;
	guint current; /**< the unit that the units below belong to, counted from 1; STRANGER */
};

static guint place_of(const struct walk *walk, const struct rebound_text_target *target)
{
	return target ? (guint)(target - rebound_text_target(walk->targets, 0)) + 1 : 0;
}

/** Give a unit to a target. */
static void give(struct walk *walk, guint place, guint i, int weight, int bonus)
{
	if (weight <= 0)
		return;
	struct rebound_text_target *target = rebound_text_target(walk->targets, place - 1);
	offer(target, i, weight > REBOUND_TEXT_WEIGHT_LEAD ? weight + bonus : weight);
	add_notice(target, walk->units, i);
	walk->own[place - 1] = walk->own[place - 1] || weight > REBOUND_TEXT_WEIGHT_REASON;
}

/** Give a unit to the targets that it names; the last of them, counted from 1. */
static guint give_to_named(struct walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	guint named = 0;
	int weight = unit->mention_count > 0 ? weigh_entry(walk->units, i) : 0;
	const char *first_key = unit->mention_count > 0
					? rebound_text_mention(walk->units, unit->mentions)->key
					: NULL;
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
		if (mention->role == REBOUND_TEXT_ANSWERED && restates_answer(walk->units, i)) {
			target->code = unit->reply.code;
			target->status = unit->reply.status;
			give(walk, place, i - 1, MAX(weight, 0) + 1, WEIGHT_NAMED);
		}
		/* The parts of a text hold for whom they name first, and for others unless
		 * they have parts of their own. */
		int bonus = entry ? WEIGHT_OWN : WEIGHT_NAMED;
		gboolean shared =
			unit->part && m > unit->mentions && strcmp(mention->key, first_key) != 0;
		give(walk, place, i, weight, shared ? WEIGHT_SHARED - weight : bonus);
		if (entry)
			walk->current = i + 1;
		if (entry && target->mention == 0)
			target->mention = m + 1;
		named = place;
	}
	return named;
}

/** Give a unit to the targets of the entry that it stands below. */
static void give_below(struct walk *walk, guint i, int weight)
{
	const struct rebound_text_unit *entry = rebound_text_unit(walk->units, walk->current - 1);
	guint count = MIN(entry->mention_count, MOST_NAMED);
	for (guint m = entry->mentions; m < entry->mentions + count; m++) {
		guint place = place_of(walk, rebound_text_targets_find(walk->targets,
						     rebound_text_mention(walk->units, m)->key));
		if (place == 0 || place == walk->owners[i])
			continue;
		give(walk, place, i, weight, WEIGHT_OWN);
		walk->owners[i] = place;
	}
}

/**
 * The answer above an entry that says nothing itself and is indented more: "550 unknown user" over
 * "    ann@example.org" and others. Counted from 1; 0 for none.
 */
static guint answer_above(const struct walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	for (guint above = i; above-- > 0;) {
		const struct rebound_text_unit *other = rebound_text_unit(walk->units, above);
		if (other->paragraph != unit->paragraph)
			return 0;
		if (other->indent < unit->indent)
			return other->type == REBOUND_TEXT_ANSWER && other->mention_count == 0 &&
					       !other->said && !other->about &&
					       rebound_text_is_failure_code(other->reply.code)
				       ? above + 1
				       : 0;
	}
	return 0;
}

/** Whether a unit is the entry of somebody who is none of the targets. */
static gboolean is_strangers(const struct walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	if (unit->unreadable)
		return TRUE;
	if (unit->mention_count == 0)
		return FALSE;
	enum rebound_text_role role = rebound_text_mention(walk->units, unit->mentions)->role;
	return role == REBOUND_TEXT_LISTED || role == REBOUND_TEXT_LABELLED;
}

/** Give each target the units that name it, and those below its entry. */
static void walk_unit(struct walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	if (unit->paragraph != walk->paragraph)
		walk->current = 0;
	walk->paragraph = unit->paragraph;
	/* What is indented less than an entry goes on behind the list. */
	if (walk->current > 0 && walk->current != STRANGER && unit->mention_count == 0 &&
		unit->indent < rebound_text_unit(walk->units, walk->current - 1)->indent)
		walk->current = 0;
	walk->owners[i] = give_to_named(walk, i);
	guint above =
		walk->owners[i] > 0 && !walk->own[walk->owners[i] - 1] ? answer_above(walk, i) : 0;
	if (above > 0) {
		give(walk, walk->owners[i], above - 1,
			rebound_text_weigh(rebound_text_unit(walk->units, above - 1)), WEIGHT_OWN);
		walk->owners[above - 1] = walk->owners[i];
	}
	if (walk->owners[i] > 0)
		return;
	if (is_strangers(walk, i)) {
		walk->current = walk->owners[i] = STRANGER;
		return;
	}

	int weight = rebound_text_weigh(unit);
	if (unit->about) {
		guint place = place_of(walk, rebound_text_targets_find(walk->targets, unit->about));
		if (place > 0)
			give(walk, place, i, weight, WEIGHT_NAMED);
		walk->owners[i] = weight > 0 ? place : 0;
	} else if (walk->current == STRANGER) {
		walk->owners[i] = STRANGER;
	} else if (walk->current > 0 && weight > 0) {
		give_below(walk, i, weight);
	}
}

/** Whether a unit belongs to nobody and tells a reason by a code. */
static gboolean is_free_reason(const struct walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	return walk->owners[i] == 0 && rebound_text_is_failure_code(unit->reply.code) &&
	       rebound_text_weigh(unit) > REBOUND_TEXT_WEIGHT_REASON;
}

/**
 * Whether reasons stand above their entries and not below: there is one before the first entry, and
 * none behind the last. Where there are several, a reason would else go to the wrong one.
 */
static gboolean is_upside_down(const struct walk *walk)
{
	gboolean before = FALSE, behind = FALSE, entry = FALSE;
	for (guint i = 0; i < walk->units->units->len; i++) {
		if (walk->owners[i] != 0) {
			entry = TRUE;
			behind = FALSE;
		} else if (is_free_reason(walk, i)) {
			before = before || !entry;
			behind = entry;
		}
	}
	return walk->targets->list->len > 1 && before && entry && !behind;
}

/** Offer each reason to the entries between it and the next; of several in a row the mildest. */
static void offer_preceding(struct walk *walk)
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
			if (place != STRANGER && best > 0 && !walk->own[place - 1])
				offer(rebound_text_target(walk->targets, place - 1), best - 1,
					REBOUND_TEXT_WEIGHT_CODE + WEIGHT_FOLLOWING);
		}
	}
}

/** Whether a unit may be the reason of the entries below it: "User not listed", and announces no
 * list.
 */
static gboolean is_reason_above(const struct walk *walk, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
	return walk->owners[i] == 0 && unit->type == REBOUND_TEXT_PROSE &&
	       unit->mention_count == 0 && (unit->marks & REBOUND_TEXT_BIT(REASON)) &&
	       !(unit->marks & REBOUND_TEXT_BIT(BEGINS)) &&
	       rebound_text_weigh(unit) > REBOUND_TEXT_WEIGHT_REASON;
}

/** Whether the units of a paragraph are a reason and then entries that say nothing themselves. */
static gboolean has_reason_above(const struct walk *walk, guint start, guint end)
{
	for (guint i = start + 1; i < end; i++) {
		guint place = walk->owners[i];
		if (place == 0 || place == STRANGER || walk->own[place - 1])
			return FALSE;
	}
	return end > start + 1 && is_reason_above(walk, start);
}

/** Give the reasons above their entries, a paragraph for each; only where all entries stand so. */
static void give_above(struct walk *walk)
{
	guint count = walk->units->units->len;
	g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint start = 0, end; start < count; start = end) {
		guint paragraph = rebound_text_unit(walk->units, start)->paragraph;
		gboolean entries = FALSE;
		for (end = start;
			end < count && rebound_text_unit(walk->units, end)->paragraph == paragraph;
			end++)
			entries = entries || walk->owners[end] != 0;
		if (entries && !has_reason_above(walk, start, end))
			return;
		if (entries)
			g_array_append_val(starts, start);
	}
	for (guint p = 0; starts->len > 1 && p < starts->len; p++) {
		guint start = g_array_index(starts, guint, p);
		guint paragraph = rebound_text_unit(walk->units, start)->paragraph;
		int weight = rebound_text_weigh(rebound_text_unit(walk->units, start));
		for (guint i = start + 1;
			i < count && rebound_text_unit(walk->units, i)->paragraph == paragraph; i++)
			give(walk, walk->owners[i], start, weight, WEIGHT_OWN);
	}
}

/** Offer the units between one entry and the next; entries without words share those of the next.
 */
static void offer_following(struct walk *walk)
{
	guint count = walk->units->units->len;
	guint best = 0;
	int best_weight = 0;
	gboolean open =
		TRUE; /* the units below belong to entries above that say nothing themselves */
	for (guint i = count; i-- > 0;) {
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
		guint place = walk->owners[i];
		if (place == 0) {
			if (!open) {
				best_weight = 0;
				open = TRUE;
			}
			int weight = rebound_text_weigh(unit);
			if (weight > 0 && weight >= best_weight) {
				best_weight = weight;
				best = i;
			}
			continue;
		}
		if (place == STRANGER) {
			open = FALSE;
			best_weight = 0;
			continue;
		}
		struct rebound_text_target *target = rebound_text_target(walk->targets, place - 1);
		if (walk->own[place - 1]) {
			open = FALSE;
			best_weight = 0;
			continue;
		}
		if (best_weight > 0)
			offer(target, best, best_weight + WEIGHT_FOLLOWING);
		open = FALSE;
	}
}

/** "--- 550 5.1.1 unknown user ---" above entries is the reason of those that give none. */
static void offer_headings(struct walk *walk)
{
	for (guint i = 0; i < walk->units->units->len; i++) {
		guint place = walk->owners[i];
		guint heading = rebound_text_unit(walk->units, i)->heading;
		if (place == 0 || place == STRANGER || heading == 0 || walk->own[place - 1])
			continue;
		const struct rebound_text_unit *above = rebound_text_unit(walk->units, heading - 1);
		if (rebound_text_is_failure_code(above->reply.code))
			offer(rebound_text_target(walk->targets, place - 1), heading - 1,
				REBOUND_TEXT_WEIGHT_CODE + WEIGHT_FOLLOWING);
	}
}

/** Whether what is said about others may be about the only target: it has no reason of its own, and
 * another name. */
static gboolean takes_all(const struct walk *walk)
{
	return walk->targets->list->len == 1 && !walk->own[0];
}

/** Offer to all what stands in units that belong to nobody. */
static void offer_anywhere(struct walk *walk)
{
	guint best = 0;
	int best_weight = 0;
	for (guint i = 0; i < walk->units->units->len; i++) {
		gboolean free =
			walk->owners[i] == 0 || (walk->owners[i] == STRANGER && takes_all(walk));
		int weight = free ? rebound_text_weigh(rebound_text_unit(walk->units, i)) : 0;
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
			(!walk->own[i] &&
				target->score < REBOUND_TEXT_WEIGHT_CODE + WEIGHT_FOLLOWING))
			offer(target, best, best_weight + WEIGHT_ANYWHERE);
	}
}

/** A single recipient is what all of the report is about. */
static void gather_all(struct walk *walk)
{
	struct rebound_text_target *target = rebound_text_target(walk->targets, 0);
	if (target->notice)
		g_string_truncate(target->notice, 0);
	for (guint i = 0; i < walk->units->units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(walk->units, i);
		gboolean other = walk->owners[i] == STRANGER && !takes_all(walk);
		if (!other && unit->type != REBOUND_TEXT_COMMAND &&
			unit->type != REBOUND_TEXT_HEADING)
			add_notice(target, walk->units, i);
	}
}

void rebound_text_find_reasons(
	const struct rebound_text_units *units, struct rebound_text_targets *targets)
{
	guint count = units->units->len;
	if (count == 0 || targets->list->len == 0)
		return;
	guint *owners = g_new0(guint, count);
	gboolean *own = g_new0(gboolean, targets->list->len);
	struct walk walk = {
		.units = units,
		.targets = targets,
		.owners = owners,
		.own = own,
	};
	for (guint i = 0; i < count; i++)
		walk_unit(&walk, i);
	if (targets->list->len > 1)
		give_above(&walk);
	if (is_upside_down(&walk))
		offer_preceding(&walk);
	else
		offer_following(&walk);
	offer_headings(&walk);
	offer_anywhere(&walk);
	if (targets->list->len == 1)
		gather_all(&walk);
	g_free(owners);
	g_free(own);
}
