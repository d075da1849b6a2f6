/* SPDX-License-Identifier: MIT */
#include "core/report/text_reading.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_came.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_siblings.h"
#include "core/report/text_weight.h"
#include "core/smtp/address.h"

/* How surely an address is a failed recipient's, by where it stands. The surest ones are taken. */
enum trust {
	TRUST_NONE,
	TRUST_SUMMARY,	/* "To:" of the message in short */
	TRUST_REPLY,	/* somewhere in a reply */
	TRUST_OWN,	/* the reporting side's own address, or where the report itself went */
	TRUST_WEAK,	/* on a line of its own, or near a reason */
	TRUST_SENTENCE, /* the object of a failure, or directly behind a reply code */
	TRUST_ENTRY,	/* an entry of a list */
};

/* What is shorter is no sentence that a line was too short for. */
#define SHORTEST_SENTENCE 30

/* "It said:", behind an address. */
#define LONGEST_SAID 24

/* So many commands between an entry and what was answered are passed over. */
#define MOST_COMMANDS 4

static gboolean is_own(const struct rebound_text_reading *reading, const char *key)
{
	for (guint i = 0; i < reading->own_count; i++) {
		if (strcmp(reading->own[i], key) == 0)
			return TRUE;
	}
	return FALSE;
}

/** The last words of what stands before a place in a text, without the brackets that lead to it. */
static struct rebound_folded fold_lead(
	struct rebound_text_reading *reading, const char *text, gsize end)
{
	while (end > 0 && strchr(" <('\":,", text[end - 1]))
		end--;
	gsize from = end > 32 ? end - 32 : 0;
	while (from > 0 && ((guchar)text[from] & 0xC0) == 0x80)
		from--;
	return rebound_text_fold(reading->builder->arena, text + from, end - from);
}

/** What stands before a mention in its sentence, which may have been broken directly before it. */
static struct rebound_folded lead_to(struct rebound_text_reading *reading,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	struct rebound_folded lead = fold_lead(
		reading, unit->text, rebound_text_start_with_name(unit->text, mention->start));
	if (lead.len > 0 || mention->unit == 0)
		return lead;
	const struct rebound_text_unit *last =
		rebound_text_unit(&reading->units, mention->unit - 1);
	return last->paragraph == unit->paragraph && last->type == REBOUND_TEXT_PROSE
		       ? fold_lead(reading, last->text, last->len)
		       : lead;
}

/** Whether an address ends the words that lead to a reply below: "Reply for ann@example.org:". */
static gboolean leads_to_reply(const struct rebound_text_reading *reading,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	guint below = mention->unit + 1;
	gboolean only = unit->mention_count == 1 && mention->end + LONGEST_SAID >= unit->len;
	if (!rebound_text_is_lead(unit) || (mention->end + 2 < unit->len && !only) ||
		below >= reading->units.units->len)
		return FALSE;
	const struct rebound_text_unit *reply = rebound_text_unit(&reading->units, below);
	return reply->type == REBOUND_TEXT_ANSWER && reply->reply.code >= 400 &&
	       reply->mention_count == 0 && reply->paragraph == unit->paragraph;
}

static enum trust trust_in_sentence(struct rebound_text_reading *reading,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	gboolean reason = (unit->marks & REBOUND_TEXT_BIT(REASON)) != 0;
	if (unit->part && rebound_text_came_by_entry(unit, mention))
		return TRUST_NONE;
	if (unit->part && !reading->delivered && (unit->marks & REBOUND_TEXT_BIT(DELIVERED)) &&
		!(unit->marks & REBOUND_TEXT_BIT(FAILED)))
		return TRUST_NONE;
	if ((unit->marks & REBOUND_TEXT_BIT(FAILED)) ||
		(unit->part && (reason || unit->reply.code >= 400 || unit->verdict)))
		return TRUST_SENTENCE;
	struct rebound_folded lead = lead_to(reading, unit, mention);
	if (reading->failing &&
		rebound_text_ends_with(lead.text, lead.len, rebound_text_recipient_words))
		return TRUST_SENTENCE;
	if (leads_to_reply(reading, unit, mention))
		return TRUST_SENTENCE;
	/* In a language that nobody has foreseen, the code behind it still speaks. */
	gboolean answered = unit->reply.code >= 400 && unit->reply.start >= mention->end;
	return answered || reason ? TRUST_WEAK : TRUST_NONE;
}

/** Whether a unit ends with an address, which no sentence goes on behind with another. */
static gboolean ends_with_address(
	const struct rebound_text_reading *reading, const struct rebound_text_unit *unit)
{
	guint last = unit->mentions + unit->mention_count;
	return unit->mention_count > 0 &&
	       rebound_text_mention(&reading->units, last - 1)->end == unit->len;
}

/**
 * Whether an address begins a line only because a sentence was broken there: one that says nothing
 * yet, or one that leads to it and goes on behind it.
 */
static gboolean is_wrapped(
	struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	guint i = mention->unit;
	if (i == 0)
		return FALSE;
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
	const struct rebound_text_unit *last = rebound_text_unit(&reading->units, i - 1);
	if (last->type != REBOUND_TEXT_PROSE || last->paragraph != unit->paragraph ||
		rebound_text_is_list_entry(reading, last) || ends_with_address(reading, last) ||
		last->len < SHORTEST_SENTENCE || !g_ascii_isalnum(last->text[last->len - 1]))
		return FALSE;
	if (!((last->marks | unit->marks) & (REBOUND_TEXT_OUTCOME | REBOUND_TEXT_BIT(REASON))) &&
		unit->reply.code == 0)
		return TRUE;
	if (last->mention_count > 0 || !rebound_text_goes_on_behind(unit, mention))
		return FALSE;
	struct rebound_folded lead = lead_to(reading, unit, mention);
	return rebound_text_ends_with(lead.text, lead.len, rebound_text_recipient_words);
}

/**
 * Whether the words around a list say that it is one of recipients: those before it announce it, or
 * those behind it tell a reason. A signature's address has neither.
 */
static gboolean is_announced(const struct rebound_text_reading *reading, guint i)
{
	const struct rebound_text_units *units = &reading->units;
	for (guint next = i + 1; next < units->units->len && reading->announced[i] == 0; next++) {
		const struct rebound_text_unit *unit = rebound_text_unit(units, next);
		/* Of notes and the entries that refer to them, the first that tells is enough. */
		gboolean keyed = unit->key > 0 && !rebound_text_is_telling(unit);
		if ((unit->type == REBOUND_TEXT_COMMAND && next < i + MOST_COMMANDS) || keyed)
			continue;
		return !rebound_text_is_list_entry(reading, unit) && rebound_text_is_telling(unit);
	}
	return reading->announced[i] > 0;
}

/** Whether a unit tells behind an address why it failed. */
static gboolean tells_behind(const struct rebound_text_reading *reading,
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention)
{
	if (unit->reply.code != 0)
		return unit->reply.code >= 400 && unit->reply.start >= mention->end;
	return unit->reply.status.klass >= 4 ||
	       ((unit->marks & REBOUND_TEXT_BIT(REASON)) &&
		       (rebound_text_marks(reading->builder->arena, unit->text + mention->end,
				unit->len - mention->end) &
			       REBOUND_TEXT_BIT(REASON)));
}

static enum trust trust_in_place(
	struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	gboolean reason = (unit->marks & (REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(FAILED))) ||
			  unit->reply.code >= 400 || unit->reply.status.klass >= 4 || unit->verdict;
	switch (mention->role) {
	case REBOUND_TEXT_LISTED:
		if (rebound_text_came_by_entry(unit, mention) ||
			rebound_text_came_by_lead(reading, mention))
			return TRUST_NONE;
		/* A part that begins with an address is a sentence as its neighbours are. */
		if (unit->part || is_wrapped(reading, mention))
			return trust_in_sentence(reading, unit, mention);
		return reason || is_announced(reading, mention->unit) ? TRUST_ENTRY : TRUST_WEAK;
	case REBOUND_TEXT_LABELLED:
		if (rebound_text_came_by_entry(unit, mention))
			return TRUST_NONE;
		return reason || reading->failing ? TRUST_ENTRY : TRUST_WEAK;
	case REBOUND_TEXT_INLINE:
		return trust_in_sentence(reading, unit, mention);
	case REBOUND_TEXT_ENVELOPE:
		return unit->type == REBOUND_TEXT_PROSE && tells_behind(reading, unit, mention)
			       ? TRUST_SENTENCE
			       : TRUST_WEAK;
	case REBOUND_TEXT_ANSWERED:
		return unit->reply.code >= 400 && g_strcmp0(unit->command, "MAIL") != 0
			       ? TRUST_SENTENCE
			       : TRUST_REPLY;
	case REBOUND_TEXT_REPEATED:
		return TRUST_REPLY;
	case REBOUND_TEXT_SUMMARY:
		return TRUST_SUMMARY;
	case REBOUND_TEXT_FORMER:
		return unit->type == REBOUND_TEXT_PROSE &&
				       rebound_text_is_nameless_entry(unit->text, unit->len)
			       ? TRUST_ENTRY
			       : TRUST_NONE;
	default:
		return TRUST_NONE;
	}
}

static enum trust weigh_mention(
	struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	enum trust trust = trust_in_place(reading, mention);
	if (trust == TRUST_NONE || !is_own(reading, mention->key))
		return trust > TRUST_OWN && rebound_address_is_daemon(mention->address) ? TRUST_OWN
											: trust;
	return trust > TRUST_OWN ? TRUST_OWN : TRUST_NONE;
}

static gboolean may_be_entry(enum trust trust)
{
	return trust == TRUST_WEAK || trust == TRUST_SENTENCE;
}

/** Of a mention and the next on the way, the one that entries beside it are compared with: an entry
 * may name others as well, whom to write to. */
static guint next_listed(const struct rebound_text_reading *reading, guint near, guint next)
{
	return rebound_text_mention(&reading->units, next)->role == REBOUND_TEXT_OTHER ? near
										       : next;
}

/** An entry that says no known reason is one all the same beside one that does. */
static void trust_siblings(const struct rebound_text_reading *reading, enum trust *trusts)
{
	guint count = reading->units.mentions->len, near = 0;
	for (guint i = 1; i < count; i++) {
		if (trusts[near] == TRUST_ENTRY && may_be_entry(trusts[i]) &&
			rebound_text_is_sibling(reading, near, i))
			trusts[i] = TRUST_ENTRY;
		near = next_listed(reading, near, i);
	}
	near = count > 0 ? count - 1 : 0;
	for (guint i = near; i-- > 0;) {
		if (trusts[near] == TRUST_ENTRY && may_be_entry(trusts[i]) &&
			rebound_text_is_sibling(reading, i, near))
			trusts[i] = TRUST_ENTRY;
		near = next_listed(reading, near, i);
	}
}

/**
 * Where all entries are sentences that begin with an address, "bob@example.org is over quota.", one
 * whose address stands in its middle is as good: "There is no mailbox ann@example.org here."
 */
static void trust_sentences(const struct rebound_text_reading *reading, enum trust *trusts)
{
	guint count = reading->units.mentions->len, entries = 0;
	for (guint i = 0; i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (trusts[i] != TRUST_ENTRY)
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
			trusts[i] = TRUST_ENTRY;
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
	const struct rebound_text_mention *mention, enum trust trust)
{
	return may_be_entry(trust) &&
	       rebound_text_tells_why(reading, mention, trust == TRUST_SENTENCE);
}

/** Whether a sentence names what the only entry was rewritten to, who has no other reason. */
static gboolean is_of_only_entry(
	const struct rebound_text_reading *reading, const enum trust *trusts, guint entry, guint m)
{
	guint unit = rebound_text_mention(&reading->units, entry)->unit;
	for (guint i = 0; i < m; i++) {
		if (i != entry && trusts[i] == TRUST_ENTRY)
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
static void trust_told(const struct rebound_text_reading *reading, enum trust *trusts)
{
	guint count = reading->units.mentions->len, entry = count;
	for (guint i = 0; i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		const struct rebound_text_unit *unit =
			rebound_text_unit(&reading->units, mention->unit);
		if (trusts[i] == TRUST_ENTRY)
			entry = i;
		else if (entry < count &&
			 stands_beside(rebound_text_unit(&reading->units,
					       rebound_text_mention(&reading->units, entry)->unit),
				 unit) &&
			 tells_why(reading, mention, trusts[i]) &&
			 !is_of_only_entry(reading, trusts, entry, i))
			trusts[i] = TRUST_ENTRY;
	}
	for (guint i = 0; entry < count && i < count && trusts[i] != TRUST_ENTRY; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		const struct rebound_text_unit *unit =
			rebound_text_unit(&reading->units, mention->unit);
		if (strchr(".!", unit->text[unit->len - 1]) &&
			tells_why(reading, mention, trusts[i]) &&
			rebound_text_calls_recipient(
				reading->builder->arena, unit->text, mention->start))
			trusts[i] = TRUST_ENTRY;
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
static void trust_beside(const struct rebound_text_reading *reading, enum trust *trusts)
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
			entry = entry || trusts[m] == TRUST_ENTRY;
		for (guint m = from; entry && m < i; m++) {
			if (trusts[m] == TRUST_SENTENCE && is_beside_entry(reading, m))
				trusts[m] = TRUST_ENTRY;
		}
		from = i;
		paragraph = unit ? unit->paragraph : paragraph;
	}
}

/** Where texts that follow each other tell of one each, all of them are recipients. */
static void trust_alike(const struct rebound_text_reading *reading, enum trust *trusts)
{
	for (guint i = 1; i < reading->units.mentions->len; i++) {
		gboolean open = trusts[i - 1] == TRUST_WEAK || trusts[i - 1] == TRUST_REPLY ||
				trusts[i - 1] == TRUST_SENTENCE;
		if (open && (trusts[i] == TRUST_WEAK || trusts[i] == TRUST_REPLY) &&
			rebound_text_is_alike(reading, i - 1, i))
			trusts[i - 1] = trusts[i] = TRUST_SENTENCE;
	}
}

/** What the words before an address mean in one row they mean in the next. */
static void trust_rows(const struct rebound_text_reading *reading, enum trust *trusts)
{
	guint count = reading->units.mentions->len;
	for (guint i = 1; i < count; i++) {
		if (trusts[i - 1] == TRUST_SENTENCE && trusts[i] <= TRUST_WEAK &&
			trusts[i] != TRUST_OWN && rebound_text_is_same_row(reading, i - 1, i))
			trusts[i] = TRUST_SENTENCE;
	}
	for (guint i = count; i-- > 1;) {
		if (trusts[i] == TRUST_SENTENCE && trusts[i - 1] <= TRUST_WEAK &&
			trusts[i - 1] != TRUST_OWN && rebound_text_is_same_row(reading, i - 1, i))
			trusts[i - 1] = TRUST_SENTENCE;
	}
}

/** Trust the recipients of a session's commands that were refused, at once or with the message. */
static void trust_refused(const struct rebound_text_reading *reading, enum trust *trusts)
{
	for (guint i = 0; i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		gboolean refused = unit->about && unit->asked > 0 && unit->reply.code >= 400;
		const struct rebound_text_unit *command =
			refused ? rebound_text_unit(&reading->units, unit->asked - 1) : unit;
		if (!refused && unit->refused_by == 0)
			continue;
		for (guint m = 0; m < command->mention_count; m++)
			trusts[command->mentions + m] = TRUST_SENTENCE;
	}
}

/** What a sentence says of the first of a list, "ann@example.org and bob@example.org", it says of
 * all. */
static void trust_joined(const struct rebound_text_reading *reading, enum trust *trusts)
{
	for (guint i = 1; i < reading->units.mentions->len; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (mention->joined && mention->role == REBOUND_TEXT_INLINE &&
			trusts[i] < trusts[i - 1] && trusts[i] != TRUST_OWN &&
			!is_own(reading, mention->key))
			trusts[i] = trusts[i - 1];
	}
}

/** How many lists in sentences the mentions of a trust are of; one that stands alone is one. */
static guint count_lists(
	const struct rebound_text_reading *reading, const enum trust *trusts, enum trust trust)
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
static gboolean are_several(const struct rebound_text_reading *reading, const enum trust *trusts)
{
	const char *first = NULL;
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		const char *key = rebound_text_mention(&reading->units, i)->key;
		if (trusts[i] <= TRUST_OWN)
			continue;
		if (first && strcmp(first, key) != 0)
			return TRUE;
		first = key;
	}
	return FALSE;
}

/** Leave out those whom the words around them say that the message came to, where there are others
 * whom they do not say it of. */
static void drop_came(const struct rebound_text_reading *reading, enum trust *trusts)
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
		if (before && trusts[i] > TRUST_OWN)
			g_hash_table_add(reached, (gpointer)mention->key);
	}
	for (guint i = 0; i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		came[i] = trusts[i] > TRUST_OWN &&
			  (g_hash_table_contains(reached, mention->key) ||
				  rebound_text_came_by_words(reading, mention));
		others = others || (trusts[i] > TRUST_OWN && !came[i]);
	}
	for (guint i = 0; others && i < count; i++) {
		if (came[i])
			trusts[i] = TRUST_NONE;
	}
}

/** Take the addresses that stand in the surest places. */
static void take_surest(struct rebound_text_reading *reading)
{
	guint count = reading->units.mentions->len;
	enum trust *trusts = g_new0(enum trust, count + 1);
	enum trust best = TRUST_NONE;
	for (guint i = 0; i < count; i++)
		trusts[i] = weigh_mention(reading, rebound_text_mention(&reading->units, i));
	trust_refused(reading, trusts);
	trust_joined(reading, trusts);
	trust_siblings(reading, trusts);
	trust_sentences(reading, trusts);
	trust_told(reading, trusts);
	trust_beside(reading, trusts);
	trust_rows(reading, trusts);
	trust_alike(reading, trusts);
	if (!reading->delivered && are_several(reading, trusts))
		drop_came(reading, trusts);
	for (guint i = 0; i < count; i++)
		best = MAX(best, trusts[i]);
	for (guint i = 0; best > TRUST_NONE && i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (trusts[i] == best && reading->targets.list->len < REBOUND_LIMIT_RECIPIENTS)
			rebound_text_targets_add(&reading->targets, mention->address, mention->key);
	}
	/* Where none is sure and there are several, nobody knows which one it is. */
	gboolean open = best < TRUST_SENTENCE && reading->targets.list->len > 1 &&
			(best != TRUST_WEAK || count_lists(reading, trusts, best) > 1);
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
		struct rebound_folded lead =
			fold_lead(reading, hints->subject, (gsize)(start - hints->subject));
		if (!is_own(reading, key) && !rebound_address_is_daemon(address) &&
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
