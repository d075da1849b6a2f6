/* SPDX-License-Identifier: MIT */
#include "core/report/text_trust.h"

#include <string.h>

#include "core/report/builder.h"
#include "core/report/structure_values.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_marks.h"
#include "core/report/text_siblings.h"
#include "core/smtp/address.h"

/** Whether a sentence names somebody and tells what became of the message, or why: "The mailbox
 * ann@example.org is closed." */
static gboolean is_told_in_sentence(const struct rebound_text_reading *reading,
	const struct rebound_text_mention *mention, enum rebound_text_trust trust)
{
	const guint32 telling = REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON);
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	/* In the scripts without spaces any letter goes on. */
	gboolean wide =
		mention->end + 1 < unit->len && (guchar)unit->text[mention->end + 1] >= 0xE3;
	gboolean placed = mention->role == REBOUND_TEXT_INLINE ||
			  (mention->role == REBOUND_TEXT_LISTED &&
				  (wide || rebound_text_goes_on_behind(unit, mention)));

	return placed && trust >= REBOUND_TEXT_TRUST_SENTENCE && (unit->marks & telling);
}

/** Whether nothing is told of an address behind a label, which is not that of a recipient:
 * "Invoices: accounts@example.org". */
static gboolean may_be_contact(
	const struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);

	return mention->role == REBOUND_TEXT_LABELLED && !rebound_text_is_telling(unit) &&
	       unit->verdict == REBOUND_TEXT_VERDICT_NONE && unit->key == 0 &&
	       rebound_label_read(reading->builder->arena, unit->text, mention->start) ==
		       REBOUND_LABEL_OTHER;
}

/** Behind a sentence that tells of a recipient, the others of its domain that labels lead to are
 * whom to write to instead. */
static void doubt_contacts(
	const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	const struct rebound_text_mention *told = NULL;
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (is_told_in_sentence(reading, mention, trusts[i]))
			told = mention;
		else if (told && trusts[i] == REBOUND_TEXT_TRUST_ENTRY &&
			 mention->unit > told->unit &&
			 rebound_text_equal(rebound_address_domain(told->address),
				 rebound_address_domain(mention->address)) &&
			 may_be_contact(reading, mention))
			trusts[i] = REBOUND_TEXT_TRUST_NONE;
	}
}

static gboolean may_be_entry(enum rebound_text_trust trust)
{
	return trust == REBOUND_TEXT_TRUST_WEAK || trust == REBOUND_TEXT_TRUST_SENTENCE;
}

/** Of a mention and the next on the way, the one that entries beside it are compared with: an entry
 * may name others as well, whom to write to. */
static guint next_listed(const struct rebound_text_reading *reading, guint near, guint next)
{
	return rebound_text_mention(&reading->units, next)->role == REBOUND_TEXT_OTHER ? near
										       : next;
}

/** An entry that says no known reason is one all the same beside one that does. */
static void trust_siblings(
	const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	guint count = reading->units.mentions->len, near = 0;
	for (guint i = 1; i < count; i++) {
		if (trusts[near] == REBOUND_TEXT_TRUST_ENTRY && may_be_entry(trusts[i]) &&
			rebound_text_is_sibling(reading, near, i))
			trusts[i] = REBOUND_TEXT_TRUST_ENTRY;
		near = next_listed(reading, near, i);
	}
	near = count > 0 ? count - 1 : 0;
	for (guint i = near; i-- > 0;) {
		if (trusts[near] == REBOUND_TEXT_TRUST_ENTRY && may_be_entry(trusts[i]) &&
			rebound_text_is_sibling(reading, i, near))
			trusts[i] = REBOUND_TEXT_TRUST_ENTRY;
		near = next_listed(reading, near, i);
	}
}

/**
 * Where all entries are sentences that begin with an address, "bob@example.org is over quota.", one
 * whose address stands in its middle is as good: "There is no mailbox ann@example.org here."
 */
static void trust_sentences(
	const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	guint count = reading->units.mentions->len, entries = 0;
	for (guint i = 0; i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (trusts[i] != REBOUND_TEXT_TRUST_ENTRY)
			continue;
		if (mention->role != REBOUND_TEXT_LISTED ||
			!rebound_text_goes_on_behind(
				rebound_text_unit(&reading->units, mention->unit), mention))
			return;
		entries++;
	}
	for (guint i = 0; entries > 0 && i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		const struct rebound_text_unit *unit =
			rebound_text_unit(&reading->units, mention->unit);
		if (mention->role == REBOUND_TEXT_INLINE && unit->type == REBOUND_TEXT_PROSE &&
			(unit->marks & REBOUND_TEXT_BIT(REASON)) && may_be_entry(trusts[i]) &&
			rebound_text_calls_recipient(
				reading->builder->arena, unit->text, mention->start))
			trusts[i] = REBOUND_TEXT_TRUST_ENTRY;
	}
}

/** Whether a sentence stands behind an entry at its margin, as one about somebody else does: what
 * is of the entry is indented more, or announced. */
static gboolean stands_beside(
	const struct rebound_text_unit *entry, const struct rebound_text_unit *sentence)
{
	return sentence->indent <= entry->indent && entry->len > 0 &&
	       entry->text[entry->len - 1] != ':' &&
	       (g_ascii_isupper(sentence->text[0]) || (guchar)sentence->text[0] >= 0x80);
}

static gboolean tells_why(const struct rebound_text_reading *reading,
	const struct rebound_text_mention *mention, enum rebound_text_trust trust)
{
	return may_be_entry(trust) &&
	       rebound_text_tells_why(reading, mention, trust == REBOUND_TEXT_TRUST_SENTENCE);
}

/** Whether a sentence names what the only entry was rewritten to, who has no other reason. */
static gboolean is_of_only_entry(const struct rebound_text_reading *reading,
	const enum rebound_text_trust *trusts, guint entry, guint m)
{
	guint unit = rebound_text_mention(&reading->units, entry)->unit;
	for (guint i = 0; i < m; i++) {
		if (i != entry && trusts[i] == REBOUND_TEXT_TRUST_ENTRY)
			return FALSE;
	}
	return !(rebound_text_unit(&reading->units, unit)->marks & REBOUND_TEXT_BIT(REASON)) &&
	       (unit == 0 || !(rebound_text_unit(&reading->units, unit - 1)->marks &
				     REBOUND_TEXT_BIT(REASON))) &&
	       rebound_text_may_be_rewritten(rebound_text_mention(&reading->units, entry)->key,
		       rebound_text_mention(&reading->units, m)->key);
}

/**
 * Where a list names some recipients, a sentence behind it that names another one and says why is
 * of that one: "ann@example.org", "The user bob@example.org does not exist." So is one before it
 * that leads to no list.
 */
static void trust_told(const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	guint count = reading->units.mentions->len, entry = count;
	for (guint i = 0; i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		const struct rebound_text_unit *unit =
			rebound_text_unit(&reading->units, mention->unit);
		if (trusts[i] == REBOUND_TEXT_TRUST_ENTRY)
			entry = i;
		else if (entry < count &&
			 stands_beside(rebound_text_unit(&reading->units,
					       rebound_text_mention(&reading->units, entry)->unit),
				 unit) &&
			 tells_why(reading, mention, trusts[i]) &&
			 !is_of_only_entry(reading, trusts, entry, i))
			trusts[i] = REBOUND_TEXT_TRUST_ENTRY;
	}
	for (guint i = 0; entry < count && i < count && trusts[i] != REBOUND_TEXT_TRUST_ENTRY;
		i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		const struct rebound_text_unit *unit =
			rebound_text_unit(&reading->units, mention->unit);
		if (strchr(".!", unit->text[unit->len - 1]) &&
			tells_why(reading, mention, trusts[i]) &&
			rebound_text_calls_recipient(
				reading->builder->arena, unit->text, mention->start))
			trusts[i] = REBOUND_TEXT_TRUST_ENTRY;
	}
}

/** Whether a mention that a sentence may be about is as good as an entry of its paragraph: of a
 * reply that ends in it, "550 No such user: ann@example.org", of a part as that one is, or one
 * with a colon behind it. */
static gboolean is_beside_entry(const struct rebound_text_reading *reading, guint m)
{
	const struct rebound_text_mention *mention = rebound_text_mention(&reading->units, m);
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	if (mention->role == REBOUND_TEXT_ANSWERED)
		return !unit->asked;
	gsize behind = mention->end;
	while (behind < unit->len && unit->text[behind] == '>')
		behind++;
	return unit->part || (mention->role == REBOUND_TEXT_INLINE && behind + 1 < unit->len &&
				     unit->text[behind] == ':' && unit->text[behind + 1] == ' ');
}

/** Trust the replies and the parts of a paragraph beside its entries. */
static void trust_beside(
	const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	guint count = reading->units.mentions->len, paragraph = G_MAXUINT;
	for (guint i = 0, from = 0; i <= count; i++) {
		const struct rebound_text_unit *unit =
			i < count ? rebound_text_unit(&reading->units,
					    rebound_text_mention(&reading->units, i)->unit)
				  : NULL;
		if (unit && unit->paragraph == paragraph)
			continue;
		gboolean entry = FALSE;
		for (guint m = from; m < i; m++)
			entry = entry || trusts[m] == REBOUND_TEXT_TRUST_ENTRY;
		for (guint m = from; entry && m < i; m++) {
			if (trusts[m] == REBOUND_TEXT_TRUST_SENTENCE && is_beside_entry(reading, m))
				trusts[m] = REBOUND_TEXT_TRUST_ENTRY;
		}
		from = i;
		paragraph = unit ? unit->paragraph : paragraph;
	}
}

/** Where texts that follow each other tell of one each, all of them are recipients. */
static void trust_alike(const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	for (guint i = 1; i < reading->units.mentions->len; i++) {
		gboolean open = trusts[i - 1] == REBOUND_TEXT_TRUST_WEAK ||
				trusts[i - 1] == REBOUND_TEXT_TRUST_REPLY ||
				trusts[i - 1] == REBOUND_TEXT_TRUST_SENTENCE;
		if (open &&
			(trusts[i] == REBOUND_TEXT_TRUST_WEAK ||
				trusts[i] == REBOUND_TEXT_TRUST_REPLY) &&
			rebound_text_is_alike(reading, i - 1, i))
			trusts[i - 1] = trusts[i] = REBOUND_TEXT_TRUST_SENTENCE;
	}
}

/** What the words before an address mean in one row they mean in the next. */
static void trust_rows(const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	guint count = reading->units.mentions->len;
	for (guint i = 1; i < count; i++) {
		if (trusts[i - 1] == REBOUND_TEXT_TRUST_SENTENCE &&
			trusts[i] <= REBOUND_TEXT_TRUST_WEAK &&
			trusts[i] != REBOUND_TEXT_TRUST_OWN &&
			rebound_text_is_same_row(reading, i - 1, i))
			trusts[i] = REBOUND_TEXT_TRUST_SENTENCE;
	}
	for (guint i = count; i-- > 1;) {
		if (trusts[i] == REBOUND_TEXT_TRUST_SENTENCE &&
			trusts[i - 1] <= REBOUND_TEXT_TRUST_WEAK &&
			trusts[i - 1] != REBOUND_TEXT_TRUST_OWN &&
			rebound_text_is_same_row(reading, i - 1, i))
			trusts[i - 1] = REBOUND_TEXT_TRUST_SENTENCE;
	}
}

/** Trust the recipients of a session's commands that were refused, at once or with the message. */
static void trust_refused(
	const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	for (guint i = 0; i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		gboolean refused = unit->about && unit->asked > 0 && unit->reply.code >= 400;
		const struct rebound_text_unit *command =
			refused ? rebound_text_unit(&reading->units, unit->asked - 1) : unit;
		if (!refused && unit->refused_by == 0)
			continue;
		for (guint m = 0; m < command->mention_count; m++)
			trusts[command->mentions + m] = REBOUND_TEXT_TRUST_SENTENCE;
	}
}

/** What a sentence says of the first of a list, "ann@example.org and bob@example.org", it says of
 * all. */
static void trust_joined(
	const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	for (guint i = 1; i < reading->units.mentions->len; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (mention->joined && mention->role == REBOUND_TEXT_INLINE &&
			trusts[i] < trusts[i - 1] && trusts[i] != REBOUND_TEXT_TRUST_OWN &&
			!rebound_text_is_own(reading, mention->key))
			trusts[i] = trusts[i - 1];
	}
}

void rebound_text_trust_neighbours(
	const struct rebound_text_reading *reading, enum rebound_text_trust *trusts)
{
	doubt_contacts(reading, trusts);
	trust_refused(reading, trusts);
	trust_joined(reading, trusts);
	trust_siblings(reading, trusts);
	trust_sentences(reading, trusts);
	trust_told(reading, trusts);
	trust_beside(reading, trusts);
	trust_rows(reading, trusts);
	trust_alike(reading, trusts);
}
