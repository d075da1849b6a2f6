/* SPDX-License-Identifier: MIT */
#include "core/report/text.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/report/text_marks.h"
#include "core/report/text_reason.h"
#include "core/report/text_reply.h"
#include "core/report/text_units.h"
#include "core/smtp/address.h"
#include "core/smtp/status.h"

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

/* Marks of words that speak of what became of a message. */
#define TELLING                                                                                    \
	(REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(DELAYED) |         \
		REBOUND_TEXT_BIT(RETRIES) | REBOUND_TEXT_BIT(DELIVERED))

/* What is shorter is no sentence that a line was too short for. */
#define SHORTEST_SENTENCE 30

/* So many units around the one that tells are looked at for its server. */
#define NEIGHBOURS 4

/** A text that is being read. */
struct reading {
	struct rebound_builder *builder;
	const struct rebound_text_hints *hints;
	struct rebound_text_units units;
	struct rebound_text_targets targets;
	gboolean failing; /**< somewhere it says that something failed */
	gboolean delay;
	const char *own[6]; /**< keys of addresses of the reporting side, and where the report went
			       to */
	guint own_count;
	gboolean *announced; /**< for each unit: what stands before it leads to a list */
	struct rebound_recipient
		*parsed; /**< for each unit what its words say, once they were asked for */
};

static guint32 subject_marks(const struct reading *reading)
{
	const char *subject = reading->hints ? reading->hints->subject : NULL;
	return subject ? rebound_text_marks(reading->builder->arena, subject, strlen(subject)) : 0;
}

/** Whether a unit is "<ann@example.org>: connection refused" or "Unknown user: ...", which needs no
 * more words. */
static gboolean explains_entry(const struct reading *reading, const struct rebound_text_unit *unit)
{
	if (unit->mention_count == 0 || !(unit->marks & REBOUND_TEXT_BIT(REASON)))
		return FALSE;
	const struct rebound_text_mention *mention =
		rebound_text_mention(&reading->units, unit->mentions);
	gsize behind = mention->end;
	while (behind < unit->len && strchr(">\"') ", unit->text[behind]))
		behind++;
	return mention->role == REBOUND_TEXT_LABELLED ||
	       (mention->role == REBOUND_TEXT_LISTED && behind < unit->len &&
		       unit->text[behind] == ':');
}

static void judge(struct reading *reading)
{
	guint32 subject = subject_marks(reading);
	guint32 marks = reading->units.marks;
	reading->failing =
		((marks | subject) &
			(REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(DELAYED) |
				REBOUND_TEXT_BIT(RETRIES) | REBOUND_TEXT_BIT(SUBJECT))) != 0;
	for (guint i = 0; !reading->failing && i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		reading->failing = unit->reply.code >= 400 || unit->reply.status.klass >= 4 ||
				   explains_entry(reading, unit);
	}
	gboolean late = ((marks | subject) & REBOUND_TEXT_BIT(DELAYED)) != 0;
	reading->delay = (marks & REBOUND_TEXT_BIT(RETRIES)) ||
			 (late && !(marks & REBOUND_TEXT_BIT(GAVE_UP)));
}

static void add_own(struct reading *reading, const char *address)
{
	if (address && *address && reading->own_count < G_N_ELEMENTS(reading->own))
		reading->own[reading->own_count++] =
			rebound_address_key(reading->builder->arena, address);
}

/** Where the report went to, and where it came from. */
static void find_own(struct reading *reading)
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

static gboolean is_own(const struct reading *reading, const char *key)
{
	for (guint i = 0; i < reading->own_count; i++) {
		if (strcmp(reading->own[i], key) == 0)
			return TRUE;
	}
	return FALSE;
}

static enum trust trust_in_sentence(struct reading *reading, const struct rebound_text_unit *unit,
	const struct rebound_text_mention *mention)
{
	if (unit->marks & REBOUND_TEXT_BIT(FAILED))
		return TRUST_SENTENCE;
	gsize from = mention->start > 32 ? mention->start - 32 : 0;
	while (from > 0 && ((guchar)unit->text[from] & 0xC0) == 0x80)
		from--;
	gsize end = mention->start;
	while (end > from && strchr(" <('\":,", unit->text[end - 1]))
		end--;
	struct rebound_folded lead =
		rebound_text_fold(reading->builder->arena, unit->text + from, end - from);
	if (reading->failing &&
		rebound_text_ends_with(lead.text, lead.len, rebound_text_recipient_words))
		return TRUST_SENTENCE;
	return unit->marks & REBOUND_TEXT_BIT(REASON) ? TRUST_WEAK : TRUST_NONE;
}

static gboolean is_list_entry(const struct reading *reading, const struct rebound_text_unit *unit)
{
	return unit->mention_count > 0 &&
	       rebound_text_mention(&reading->units, unit->mentions)->role == REBOUND_TEXT_LISTED;
}

static gboolean is_telling(const struct rebound_text_unit *unit)
{
	return (unit->marks & TELLING) || unit->reply.code >= 400 || unit->reply.status.klass >= 4;
}

/** Whether an address begins a line only because a sentence that says nothing yet was broken there.
 */
static gboolean is_wrapped(const struct reading *reading, guint i)
{
	if (i == 0)
		return FALSE;
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
	const struct rebound_text_unit *last = rebound_text_unit(&reading->units, i - 1);
	return last->type == REBOUND_TEXT_PROSE && last->paragraph == unit->paragraph &&
	       !is_list_entry(reading, last) && last->len >= SHORTEST_SENTENCE &&
	       !((last->marks | unit->marks) & TELLING) && unit->reply.code == 0 &&
	       g_ascii_isalnum(last->text[last->len - 1]);
}

/**
 * Whether the words around a list say that it is one of recipients: those before it announce it, or
 * those behind it tell a reason. A signature's address has neither.
 */
static gboolean is_announced(const struct reading *reading, guint i)
{
	const struct rebound_text_units *units = &reading->units;
	for (guint next = i + 1; next < units->units->len && !reading->announced[i]; next++) {
		const struct rebound_text_unit *unit = rebound_text_unit(units, next);
		if (unit->type == REBOUND_TEXT_COMMAND && next < i + NEIGHBOURS)
			continue;
		return !is_list_entry(reading, unit) && is_telling(unit);
	}
	return reading->announced[i];
}

/** Mark the entries of each list whose announcement stands before it. */
static void find_announced(struct reading *reading)
{
	gboolean announced = FALSE;
	for (guint i = 0; i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		reading->announced[i] = announced;
		if (!is_list_entry(reading, unit))
			announced = is_telling(unit) ||
				    (unit->len > 0 && unit->text[unit->len - 1] == ':');
	}
}

static enum trust trust_in_place(
	struct reading *reading, const struct rebound_text_mention *mention)
{
	const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, mention->unit);
	gboolean reason = (unit->marks & REBOUND_TEXT_BIT(REASON)) || unit->reply.code >= 400 ||
			  unit->reply.status.klass >= 4;
	switch (mention->role) {
	case REBOUND_TEXT_LISTED:
		if (is_wrapped(reading, mention->unit))
			return trust_in_sentence(reading, unit, mention);
		return reason || is_announced(reading, mention->unit) ? TRUST_ENTRY : TRUST_WEAK;
	case REBOUND_TEXT_LABELLED:
		return (unit->marks & REBOUND_TEXT_BIT(FAILED)) || reason || reading->failing
			       ? TRUST_ENTRY
			       : TRUST_WEAK;
	case REBOUND_TEXT_INLINE:
		return trust_in_sentence(reading, unit, mention);
	case REBOUND_TEXT_ENVELOPE:
		return TRUST_WEAK;
	case REBOUND_TEXT_ANSWERED:
		return unit->reply.code >= 400 && g_strcmp0(unit->command, "MAIL") != 0
			       ? TRUST_SENTENCE
			       : TRUST_REPLY;
	case REBOUND_TEXT_REPEATED:
		return TRUST_REPLY;
	case REBOUND_TEXT_SUMMARY:
		return TRUST_SUMMARY;
	default:
		return TRUST_NONE;
	}
}

static enum trust weigh_mention(struct reading *reading, const struct rebound_text_mention *mention)
{
	enum trust trust = trust_in_place(reading, mention);
	if (trust == TRUST_NONE || !is_own(reading, mention->key))
		return trust > TRUST_OWN && rebound_address_is_daemon(mention->address) ? TRUST_OWN
											: trust;
	return trust > TRUST_OWN ? TRUST_OWN : TRUST_NONE;
}

/** Whether an answer says that the recipient of the command before it was refused. */
static void trust_refused(const struct reading *reading, enum trust *trusts)
{
	for (guint i = 0; i < reading->units.units->len; i++) {
		const struct rebound_text_unit *unit = rebound_text_unit(&reading->units, i);
		if (!unit->about || unit->reply.code < 400 || i == 0)
			continue;
		const struct rebound_text_unit *command = rebound_text_unit(&reading->units, i - 1);
		for (guint m = 0; m < command->mention_count; m++)
			trusts[command->mentions + m] = TRUST_SENTENCE;
	}
}

/** Take the addresses that stand in the surest places. */
static void find_recipients(struct reading *reading)
{
	guint count = reading->units.mentions->len;
	g_autofree enum trust *trusts = g_new0(enum trust, count + 1);
	enum trust best = TRUST_NONE;
	for (guint i = 0; i < count; i++)
		trusts[i] = weigh_mention(reading, rebound_text_mention(&reading->units, i));
	trust_refused(reading, trusts);
	for (guint i = 0; i < count; i++)
		best = MAX(best, trusts[i]);
	for (guint i = 0; best > TRUST_NONE && i < count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (trusts[i] == best && reading->targets.list->len < REBOUND_LIMIT_RECIPIENTS)
			rebound_text_targets_add(&reading->targets, mention->address, mention->key);
	}
	/* Where none is sure and there are several, nobody knows which one it is. */
	if (best < TRUST_SENTENCE && reading->targets.list->len > 1) {
		rebound_text_targets_clear(&reading->targets);
		rebound_text_targets_init(&reading->targets);
	}
}

static void add_address(struct reading *reading, const char *address)
{
	rebound_text_targets_add(
		&reading->targets, address, rebound_address_key(reading->builder->arena, address));
}

/** Where no place in the text is sure: what a nameless recipient was generated from, and the
 * subject. */
static void find_elsewhere(struct reading *reading)
{
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		if (mention->role == REBOUND_TEXT_FORMER)
			add_address(reading, mention->address);
	}
	const struct rebound_text_hints *hints = reading->hints;
	if (reading->targets.list->len > 0 || !hints)
		return;
	const char *at = hints->subject, *start;
	const char *end = at ? at + strlen(at) : NULL;
	for (const char *address; at && (address = rebound_address_find(
						 reading->builder->arena, &at, end, &start));) {
		const char *key = rebound_address_key(reading->builder->arena, address);
		if (!is_own(reading, key) && !rebound_address_is_daemon(address)) {
			add_address(reading, address);
			return;
		}
	}
}

/** What a recipient was generated from stands within its entry. */
static void find_former(struct reading *reading)
{
	struct rebound_text_target *last = NULL;
	guint unit = G_MAXUINT;
	for (guint i = 0; i < reading->units.mentions->len; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, i);
		struct rebound_text_target *target =
			rebound_text_targets_find(&reading->targets, mention->key);
		if (mention->role == REBOUND_TEXT_FORMER && last && mention->unit == unit &&
			!last->former)
			last->former = mention->address;
		else if (target && mention->role != REBOUND_TEXT_FORMER && mention->unit != unit) {
			last = target;
			unit = mention->unit;
		}
	}
}

/** The kind of an entry, by its own words and those of the heading that it stands under. */
static enum rebound_kind kind_of(
	const struct reading *reading, const struct rebound_text_target *target)
{
	guint32 marks = 0, own = 0;
	if (target->mention > 0) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, target->mention - 1);
		const struct rebound_text_unit *unit =
			rebound_text_unit(&reading->units, mention->unit);
		own = unit->marks;
		marks = unit->heading > 0
				? rebound_text_unit(&reading->units, unit->heading - 1)->marks
				: 0;
	}
	if ((own | marks) & REBOUND_TEXT_BIT(DELIVERED))
		return (own | marks) & REBOUND_TEXT_BIT(FAILED) ? REBOUND_KIND_FAILURE
								: REBOUND_KIND_SUCCESS;
	if (own & REBOUND_TEXT_BIT(GAVE_UP))
		return REBOUND_KIND_FAILURE;
	if ((marks & REBOUND_TEXT_BIT(DELAYED)) && !(marks & REBOUND_TEXT_BIT(GAVE_UP)))
		return REBOUND_KIND_DELAY;
	return reading->delay ? REBOUND_KIND_DELAY : REBOUND_KIND_FAILURE;
}

/** What the words of a unit say, read once however many recipients share them. */
static const struct rebound_recipient *parse_unit(struct reading *reading, guint unit)
{
	struct rebound_recipient *parsed = &reading->parsed[unit];
	if (!parsed->text) {
		gsize len;
		const char *text = rebound_text_reason(&reading->units, unit, &len);
		rebound_text_set(reading->builder, parsed, text, len);
		/* A code at the start of a line shows only while there are lines. */
		const struct rebound_reply *reply =
			&rebound_text_unit(&reading->units, unit)->reply;
		if (parsed->reply == 0)
			parsed->reply = reply->code;
		if (!rebound_status_is_set(parsed->status_diagnostic))
			parsed->status_diagnostic = reply->status;
	}
	return parsed;
}

/** Take the server and the command from a unit that stands beside the chosen one. */
static void learn_from(struct reading *reading, struct rebound_recipient *recipient,
	const struct rebound_text_unit *unit)
{
	gsize start,
		len = recipient->remote_mta ? 0 : rebound_text_host(unit->text, unit->len, &start);
	if (len > 0)
		recipient->remote_mta =
			rebound_builder_line(reading->builder, unit->text + start, len);
	if (!recipient->command)
		recipient->command = rebound_text_command(unit->text, unit->len);
}

/**
 * Take what the chosen words leave open, the command and the server, from the session, from what
 * leads to them ("NAME [IP] did not like our RCPT TO:"), or from the same paragraph.
 */
static void complete_from_context(
	struct reading *reading, struct rebound_recipient *recipient, guint unit)
{
	const struct rebound_text_units *units = &reading->units;
	const struct rebound_text_unit *chosen = rebound_text_unit(units, unit);
	if (!recipient->command)
		recipient->command = chosen->command;
	if (chosen->host > 0)
		learn_from(reading, recipient, rebound_text_unit(units, chosen->host - 1));
	const struct rebound_text_unit *last = unit > 0 ? rebound_text_unit(units, unit - 1) : NULL;
	if (last && last->type == REBOUND_TEXT_PROSE && last->len > 0 &&
		last->text[last->len - 1] == ':')
		learn_from(reading, recipient, last);
	guint from = unit > NEIGHBOURS ? unit - NEIGHBOURS : 0;
	guint to = MIN(unit + NEIGHBOURS, units->units->len - 1);
	for (guint i = from; i <= to; i++) {
		const struct rebound_text_unit *beside = rebound_text_unit(units, i);
		if (beside->paragraph == chosen->paragraph && beside->type == REBOUND_TEXT_PROSE &&
			(i == unit || beside->mention_count == 0))
			learn_from(reading, recipient, beside);
	}
}

static void fill_text(struct reading *reading, struct rebound_recipient *recipient,
	const struct rebound_text_target *target)
{
	if (target->best == 0)
		return;
	const struct rebound_recipient *parsed = parse_unit(reading, target->best - 1);
	recipient->text = parsed->text;
	if (recipient->reply == 0)
		recipient->reply = parsed->reply;
	if (!rebound_status_is_set(recipient->status_diagnostic))
		recipient->status_diagnostic = parsed->status_diagnostic;
	if (!recipient->command)
		recipient->command = parsed->command;
	if (!recipient->remote_mta)
		recipient->remote_mta = parsed->remote_mta;
	complete_from_context(reading, recipient, target->best - 1);
}

static void fill_notice(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const struct rebound_text_target *target)
{
	if (!target->notice || recipient->notice)
		return;
	const char *notice =
		rebound_builder_diagnostic(builder, target->notice->str, target->notice->len);
	if (g_strcmp0(notice, recipient->text) != 0)
		recipient->notice = notice;
}

static guint add_recipients(struct reading *reading)
{
	guint added = 0;
	for (guint i = 0; i < reading->targets.list->len; i++) {
		const struct rebound_text_target *target =
			rebound_text_target(&reading->targets, i);
		struct rebound_recipient *recipient = rebound_builder_recipient(reading->builder);
		if (!recipient)
			break;
		recipient->address = target->address;
		recipient->original_address = target->former;
		recipient->kind = kind_of(reading, target);
		fill_text(reading, recipient, target);
		fill_notice(reading->builder, recipient, target);
		rebound_builder_reconcile(reading->builder, recipient);
		added++;
	}
	return added;
}

static void begin(struct reading *reading, const struct rebound_text_view *view)
{
	rebound_text_units_read(&reading->units, reading->builder->arena, view);
	rebound_text_targets_init(&reading->targets);
	reading->parsed = g_new0(struct rebound_recipient, reading->units.units->len + 1);
	reading->announced = g_new0(gboolean, reading->units.units->len + 1);
	find_own(reading);
	find_announced(reading);
	judge(reading);
}

static void end(struct reading *reading)
{
	g_free(reading->parsed);
	g_free(reading->announced);
	rebound_text_targets_clear(&reading->targets);
	rebound_text_units_clear(&reading->units);
}

guint rebound_text_read(struct rebound_builder *builder, const struct rebound_text_view *view,
	const struct rebound_text_hints *hints)
{
	g_return_val_if_fail(builder && view, 0);
	struct reading reading = {.builder = builder, .hints = hints};
	begin(&reading, view);
	for (guint i = 0; hints && i < hints->failed_count; i++)
		add_address(&reading, hints->failed[i]);
	if (reading.targets.list->len == 0 && reading.failing) {
		find_recipients(&reading);
		if (reading.targets.list->len == 0)
			find_elsewhere(&reading);
	}
	find_former(&reading);
	rebound_text_find_reasons(&reading.units, &reading.targets);
	guint added = add_recipients(&reading);
	end(&reading);
	return added;
}

void rebound_text_notices(struct rebound_builder *builder, const struct rebound_text_view *view)
{
	g_return_if_fail(builder && view);
	struct reading reading = {.builder = builder};
	begin(&reading, view);
	struct rebound_recipient *all =
		(struct rebound_recipient *)(void *)builder->recipients->data;
	for (guint i = 0; i < builder->recipients->len; i++) {
		const char *name = all[i].address ? all[i].address : all[i].original_address;
		if (name)
			add_address(&reading, name);
	}
	rebound_text_find_reasons(&reading.units, &reading.targets);
	for (guint i = 0; i < builder->recipients->len; i++) {
		const char *name = all[i].address ? all[i].address : all[i].original_address;
		const struct rebound_text_target *target =
			name ? rebound_text_targets_find(
				       &reading.targets, rebound_address_key(builder->arena, name))
			     : NULL;
		if (!target)
			continue;
		if (!all[i].text)
			fill_text(&reading, &all[i], target);
		fill_notice(builder, &all[i], target);
		rebound_builder_reconcile(builder, &all[i]);
	}
	end(&reading);
}

/** Whether a From address is that of a program that returns mail, or of who answers for it. */
static gboolean is_daemon(const char *from)
{
	static const char *const words[] = {
		"daemon", "postmaster", "post_master", "mailer", "bounce"};
	if (!from || rebound_address_is_daemon(from))
		return from != NULL;
	const char *at = strrchr(from, '@');
	gsize len = at ? (gsize)(at - from) : strlen(from);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (rebound_text_find(from, len, words[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_text_looks_like_bounce(
	const char *subject, const char *from, const struct rebound_text_view *view)
{
	if (from && rebound_text_has_prefix(from, strlen(from), "mailer-daemon"))
		return TRUE;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	guint32 title = subject ? rebound_text_marks(arena, subject, strlen(subject)) : 0;
	gboolean named = (title & (REBOUND_TEXT_BIT(SUBJECT) | REBOUND_TEXT_BIT(DELAYED))) != 0;
	gboolean daemon = is_daemon(from);
	if ((daemon && named) || (!daemon && !named) || !view)
		return daemon && named;
	gsize len = MIN(view->report_end, REBOUND_LIMIT_TEXT_BYTES);
	guint32 words = rebound_text_marks(arena, view->text, len);
	if (words & (REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(RETRIES)))
		return TRUE;
	return daemon && rebound_text_reply(view->text, len).code >= 400;
}
