/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reading.h"
#include "core/smtp/address.h"

/* Lines with labels, such as of a server, between "To:" and the one that tells why. */
#define MOST_LABELS 3

static guint32 subject_marks(const struct rebound_text_reading *reading)
{
	const char *subject = reading->hints ? reading->hints->subject : NULL;
	return subject ? rebound_text_marks(reading->builder->arena, subject, strlen(subject)) : 0;
}

/** Whether a unit is "<ann@example.org>: connection refused" or "Unknown user: ...", which needs no
 * more words. */
static gboolean explains_entry(
	const struct rebound_text_reading *reading, const struct rebound_text_unit *unit)
{
	if (unit->mention_count == 0 || !(unit->marks & REBOUND_TEXT_BIT(REASON)))
		return FALSE;
	const struct rebound_text_mention *mention =
		rebound_text_mention(&reading->units, unit->mentions);
	const char *from = reading->hints ? reading->hints->from_address : NULL;
	if (rebound_text_has_prefix(unit->text, unit->len, "error:") ||
		(reading->hints && reading->hints->by_system) ||
		(from && rebound_text_has_prefix(from, strlen(from), "mailer-daemon@")))
		return TRUE;
	gsize behind = mention->end;
	while (behind < unit->len && strchr(">\"') ", unit->text[behind]))
		behind++;
	return mention->role == REBOUND_TEXT_LABELLED ||
	       (mention->role == REBOUND_TEXT_LISTED && behind < unit->len &&
		       unit->text[behind] == ':');
}

/** Whether a unit leads to a list with a reason: "The following recipients are unknown:". */
static gboolean explains_list(const struct rebound_text_reading *reading, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
	return rebound_text_is_lead(unit) && (unit->marks & REBOUND_TEXT_BIT(REASON)) &&
	       unit->mention_count == 0 && i + 1 < reading->units.units->len &&
	       rebound_text_is_list_entry(reading, rebound_text_unit(&reading->units, i + 1));
}

static void add_own(struct rebound_text_reading *reading, const char *address)
{
	if (address && *address && reading->own_count < G_N_ELEMENTS(reading->own))
		reading->own[reading->own_count++] =
			rebound_address_key(reading->builder->arena, address);
}

/** Where the report went to, and where it came from. */
static void find_own(struct rebound_text_reading *reading)
{
	const struct rebound_text_hints *hints = reading->hints;
	if (!hints)
		return;
	add_own(reading, hints->envelope_recipient);
	add_own(reading, hints->from_address);
	static const char *const names[] = {"To", "Delivered-To", "X-Original-To"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value =
			rebound_header_find(hints->headers, hints->header_count, names[i]);
		if (value)
			add_own(reading, rebound_header_address(reading->builder->arena, value));
	}
}

/** Mark the entries of each list whose announcement stands before it. */
static void find_announced(struct rebound_text_reading *reading)
{
	const guint32 late = REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES);
	guint announced = 0;
	for (guint i = 0; i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		reading->announced[i] = announced;
		gboolean note = unit->key > 0 && !rebound_text_is_telling(unit);
		if (rebound_text_is_list_entry(reading, unit) || note)
			continue;
		gboolean lead = rebound_text_is_lead(unit);
		announced = rebound_text_is_telling(unit) || lead || unit->verdict ? i + 1 : 0;
		reading->delay_listed = reading->delay_listed || (lead && (unit->marks & late));
	}
}

/** Whether a unit is a line of a message's header, of the paragraph of another. */
static gboolean is_header_beside(
	const struct rebound_text_unit *unit, const struct rebound_text_unit *other)
{
	gboolean trace;
	return unit->paragraph == other->paragraph &&
	       rebound_text_header_name(unit->text, unit->len, &trace) > 0;
}

/** Whether a line below tells why, and neither those up to it nor the one above is of a message's
 * header: "To: ann@example.org", "Why: there is no such account". */
static gboolean is_explained_below(const struct rebound_text_reading *reading, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
	guint end = MIN(i + 1 + MOST_LABELS, reading->units.units->len);
	if (i > 0 && is_header_beside(rebound_text_unit(&reading->units, i - 1), unit))
		return FALSE;
	for (guint next = i + 1; next < end; next++) {
		const struct rebound_text_unit *below = rebound_text_unit(&reading->units, next);
		if (below->paragraph != unit->paragraph || below->mention_count > 0 ||
			is_header_beside(below, unit))
			return FALSE;
		if (rebound_text_is_telling(below))
			return TRUE;
	}
	return FALSE;
}

/** "To:" of a message in short is the label of an entry where the line below tells why. */
static void find_explained(struct rebound_text_reading *reading)
{
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		struct rebound_text_mention *mention = rebound_text_mention(&reading->units, i);
		if (mention->role == REBOUND_TEXT_SUMMARY &&
			is_explained_below(reading, mention->unit))
			mention->role = REBOUND_TEXT_LABELLED;
	}
}

static gboolean has_error_code(const struct rebound_text_reading *reading)
{
	for (guint i = 0; i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		if (unit->reply.code >= 400 || unit->reply.status.klass >= 4)
			return TRUE;
	}
	return FALSE;
}

/** Whether a unit tells by a code, or by words of a reason, that something failed for good. */
static gboolean tells_failure(const struct rebound_text_unit *unit)
{
	const guint32 late =
		REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES) | REBOUND_TEXT_BIT(DELIVERED);
	gboolean coded = unit->reply.code != 0 || unit->reply.status.klass != 0;
	return coded ? unit->reply.code >= 500 || unit->reply.status.klass == 5
		     : (unit->marks & REBOUND_TEXT_BIT(REASON)) && !(unit->marks & late);
}

/** Whether a unit is said of those whom it names, as an entry, a part or a reply, or is a note. */
static gboolean is_of_one(
	const struct rebound_text_reading *reading, const struct rebound_text_unit *unit)
{
	if (unit->mention_count == 0)
		return unit->key > 0;
	enum rebound_text_role role = rebound_text_mention(&reading->units, unit->mentions)->role;
	return role == REBOUND_TEXT_LISTED || role == REBOUND_TEXT_LABELLED || unit->part ||
	       unit->reply.code >= 400;
}

/** Whether an entry, a part that names somebody, or what leads to a list tells of a failure. */
static gboolean has_failed_entry(const struct rebound_text_reading *reading)
{
	for (guint i = 0; i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		gboolean named = unit->mention_count > 0 && is_of_one(reading, unit);
		if ((named || explains_list(reading, i)) && tells_failure(unit))
			return TRUE;
	}
	return FALSE;
}

/** Whether a unit leads to a list, or stands above one, as its heading or in its paragraph. */
static gboolean heads_list(const struct rebound_text_reading *reading, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
	if (unit->mention_count > 0 || i + 1 >= reading->units.units->len)
		return FALSE;
	const struct rebound_text_unit *next = rebound_text_unit(&reading->units, i + 1);
	return rebound_text_is_list_entry(reading, next) &&
	       (rebound_text_is_lead(unit) || unit->type == REBOUND_TEXT_HEADING ||
		       next->paragraph == unit->paragraph);
}

/** What is said of single recipients. */
struct own_words {
	gboolean failed; /**< of some that they failed, */
	gboolean late;	 /**< and of some that delivery is tried again */
};

/** Marks of what is said to no recipient in particular. */
static guint32 find_general_marks(
	const struct rebound_text_reading *reading, struct own_words *words)
{
	const guint32 tries = REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES);
	guint32 marks = 0;
	guint paragraph = G_MAXUINT;
	gboolean late = FALSE; /* what leads to the list says so of all of it */
	*words = (struct own_words){0};
	for (guint i = 0; i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		gboolean head = heads_list(reading, i);
		if (head && ((unit->marks & tries) || tells_failure(unit))) {
			late = (unit->marks & tries) != 0;
			words->failed = words->failed || !late;
			words->late = words->late || late;
			continue;
		}
		if (unit->type == REBOUND_TEXT_COMMAND || is_of_one(reading, unit))
			paragraph = unit->paragraph;
		gboolean one = unit->paragraph == paragraph && !rebound_text_is_lead(unit);
		late = late && one;
		if (!one) {
			marks |= unit->marks;
			continue;
		}
		words->failed = words->failed || (!late && tells_failure(unit));
		words->late = words->late || (unit->marks & tries);
	}
	return marks;
}

/** Find what entries say of themselves, "ann@example.org: OK", or what leads to them; whether one
 * says that it failed. */
static gboolean find_verdicts(struct rebound_text_reading *reading)
{
	guint seen = reading->units.verdicts;
	gboolean failed = (seen & (1U << REBOUND_TEXT_VERDICT_FAILED)) != 0;
	gboolean came = (seen & (1U << REBOUND_TEXT_VERDICT_DELIVERED)) != 0;
	reading->partly = failed && came;
	reading->late = (seen & (1U << REBOUND_TEXT_VERDICT_DELAYED)) &&
			(failed || came || has_failed_entry(reading));
	return failed;
}

/** Whether words, and those of the subject, say that the mail system still tries. */
static gboolean tells_delay(guint32 marks, guint32 subject)
{
	return (marks & REBOUND_TEXT_BIT(RETRIES)) ||
	       (((marks | subject) & REBOUND_TEXT_BIT(DELAYED)) &&
		       !(marks & REBOUND_TEXT_BIT(GAVE_UP)));
}

void rebound_text_judge(struct rebound_text_reading *reading)
{
	find_own(reading);
	find_explained(reading);
	find_announced(reading);
	guint32 subject = subject_marks(reading);
	guint32 marks = reading->units.marks;
	const guint32 trouble =
		REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES);
	gboolean coded = has_error_code(reading);
	reading->failing =
		((marks | subject) & (trouble | REBOUND_TEXT_BIT(SUBJECT))) != 0 || coded;
	for (guint i = 0; !reading->failing && i < reading->units.units->len; i++)
		reading->failing = explains_entry(reading, rebound_text_unit(&reading->units, i)) ||
				   explains_list(reading, i);
	gboolean failed = find_verdicts(reading);
	reading->failing = reading->failing || failed;
	reading->delivered = (marks & REBOUND_TEXT_BIT(DELIVERED)) && !coded && !failed &&
			     !((marks | subject) & (trouble | REBOUND_TEXT_BIT(GAVE_UP))) &&
			     !has_failed_entry(reading);
	reading->failing = reading->failing || reading->delivered;
	/* "Undeliverable: Your parcel is delayed" bears the subject of what came back. */
	guint32 title = subject & REBOUND_TEXT_BIT(FAILED) ? 0 : subject;
	reading->delay = tells_delay(marks, title);
	/* Some of several may be late where others failed. */
	if (reading->delay && reading->units.mentions->len > 1) {
		struct own_words words;
		guint32 general = find_general_marks(reading, &words);
		reading->late_own = words.failed && !tells_delay(general, words.late ? 0 : title);
		reading->delay = !reading->late_own;
	}
}
