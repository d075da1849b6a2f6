/* SPDX-License-Identifier: MIT */
#include "core/report/text.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_disguise.h"
#include "core/report/text_marks.h"
#include "core/report/text_reading.h"
#include "core/report/text_reason_words.h"
#include "core/report/text_reply.h"
#include "core/smtp/address.h"
#include "core/smtp/status.h"

/* So many units around the one that tells are looked at for its server. */
#define NEIGHBOURS 4

/* A subject tells why so many recipients failed at most. */
#define MOST_OF_SUBJECT 8

/** What leads to the list that a mention is an entry of, "It could not be delivered to:"; NULL. */
static const struct rebound_text_unit *lead_of(
	const struct rebound_text_reading *reading, const struct rebound_text_mention *mention)
{
	guint announced = reading->announced[mention->unit];
	if (announced == 0 || mention->role != REBOUND_TEXT_LISTED)
		return NULL;
	const struct rebound_text_unit *lead = rebound_text_unit(&reading->units, announced - 1);
	return rebound_text_is_lead(lead) || lead->verdict ? lead : NULL;
}

/** Whether an entry says nothing of a failure, and what leads to it says that the message came. */
static gboolean is_led_as_delivered(
	const struct rebound_text_unit *lead, const struct rebound_text_unit *unit)
{
	static const struct rebound_text_ending denials[] = {REBOUND_TEXT_ENDING("but"),
		REBOUND_TEXT_ENDING("however"), REBOUND_TEXT_ENDING("aber"),
		REBOUND_TEXT_ENDING("jedoch"), REBOUND_TEXT_ENDING("mais"),
		REBOUND_TEXT_ENDING("pero"), REBOUND_TEXT_ENDING("mas"), REBOUND_TEXT_ENDING("ma"),
		REBOUND_TEXT_ENDING("maar"), REBOUND_TEXT_ENDING("men"), {"", 0}};
	const guint32 trouble = REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(DELAYED) |
				REBOUND_TEXT_BIT(RETRIES) | REBOUND_TEXT_BIT(GAVE_UP);
	const guint32 failed = REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON);
	return lead && (lead->marks & REBOUND_TEXT_BIT(DELIVERED)) && !(lead->marks & trouble) &&
	       unit->reply.code < 400 && unit->reply.status.klass < 4 && !(unit->marks & failed) &&
	       unit->verdict != REBOUND_TEXT_VERDICT_FAILED &&
	       !rebound_text_ends_with(lead->text, lead->len - 1, denials);
}

/** Whether what leads to an entry says that it failed, and another list is of those that are late.
 */
static gboolean is_led_as_failed(
	const struct rebound_text_reading *reading, const struct rebound_text_unit *lead)
{
	return lead && reading->delay_listed && (lead->marks & REBOUND_TEXT_BIT(FAILED)) &&
	       !(lead->marks & (REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES)));
}

/** Whether the note that an entry refers to says that the message came: "[2] OK". */
static gboolean is_noted_as_delivered(
	const struct rebound_text_reading *reading, const struct rebound_text_target *target)
{
	const struct rebound_text_unit *unit =
		target->best > 0 ? rebound_text_unit(&reading->units, target->best - 1) : NULL;
	return unit && unit->key > 0 && unit->mention_count == 0 &&
	       rebound_text_verdict_behind(reading->builder->arena, unit->text, unit->len) ==
		       REBOUND_TEXT_VERDICT_DELIVERED;
}

/** Whether what is said of a recipient says that the mail system still tries, and no code that it
 * gave up. */
static gboolean is_late(const struct rebound_text_reading *reading,
	const struct rebound_text_target *target, guint32 marks)
{
	if (target->best > 0) {
		const struct rebound_text_unit *unit =
			rebound_text_unit(&reading->units, target->best - 1);
		if (unit->reply.code >= 500 || unit->reply.status.klass == 5)
			return FALSE;
		marks |= unit->marks;
	}
	return (marks & (REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES))) != 0;
}

/** The kind of an entry, by its own words and those of the heading that it stands under. */
static enum rebound_kind kind_of(
	const struct rebound_text_reading *reading, const struct rebound_text_target *target)
{
	guint32 marks = 0, own = 0, led = 0;
	gboolean failed = FALSE;
	if (target->mention > 0) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(&reading->units, target->mention - 1);
		const struct rebound_text_unit *unit =
			rebound_text_unit(&reading->units, mention->unit);
		own = unit->marks;
		const struct rebound_text_unit *lead = lead_of(reading, mention);
		led = lead && rebound_text_is_lead(lead) ? lead->marks : 0;
		enum rebound_text_verdict verdict =
			unit->verdict || !lead ? unit->verdict : lead->verdict;
		failed = verdict == REBOUND_TEXT_VERDICT_FAILED;
		/* Beside entries that came or failed, one may be late; else the text says it. */
		if (verdict == REBOUND_TEXT_VERDICT_DELAYED && reading->late &&
			!(own & REBOUND_TEXT_BIT(GAVE_UP)))
			return REBOUND_KIND_DELAY;
		if (failed && (reading->late || (reading->partly && !unit->verdict)))
			return REBOUND_KIND_FAILURE;
		if (verdict == REBOUND_TEXT_VERDICT_DELIVERED && unit->reply.code < 400)
			return REBOUND_KIND_SUCCESS;
		if (is_led_as_delivered(lead, unit))
			return REBOUND_KIND_SUCCESS;
		if (is_led_as_failed(reading, lead))
			return REBOUND_KIND_FAILURE;
		marks = unit->heading > 0
				? rebound_text_unit(&reading->units, unit->heading - 1)->marks
				: 0;
	}
	if (is_noted_as_delivered(reading, target))
		return REBOUND_KIND_SUCCESS;
	if ((own | marks) & REBOUND_TEXT_BIT(DELIVERED))
		return failed || ((own | marks) & REBOUND_TEXT_BIT(FAILED)) ? REBOUND_KIND_FAILURE
									    : REBOUND_KIND_SUCCESS;
	/* "permanent fatal errors" above it holds, though the list below is of delays. */
	if ((own | marks) & REBOUND_TEXT_BIT(GAVE_UP))
		return REBOUND_KIND_FAILURE;
	if ((marks & REBOUND_TEXT_BIT(DELAYED)) && !(marks & REBOUND_TEXT_BIT(GAVE_UP)))
		return REBOUND_KIND_DELAY;
	if (reading->delivered)
		return REBOUND_KIND_SUCCESS;
	gboolean late = reading->delay ||
			(reading->late_own && is_late(reading, target, own | led | marks));
	return late ? REBOUND_KIND_DELAY : REBOUND_KIND_FAILURE;
}

/** What the words of a unit say, read once however many recipients share them. */
static const struct rebound_recipient *parse_unit(struct rebound_text_reading *reading, guint unit)
{
	struct rebound_recipient *parsed = reading->parsed[unit];
	if (!parsed) {
		parsed = rebound_arena_alloc(reading->builder->arena, sizeof(*parsed));
		reading->parsed[unit] = parsed;
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
static void learn_from(struct rebound_text_reading *reading, struct rebound_recipient *recipient,
	const struct rebound_text_unit *unit)
{
	struct rebound_text_session *said =
		&reading->sessions[unit - rebound_text_unit(&reading->units, 0)];
	if (!recipient->remote_mta) {
		gsize start, len = said->knows_host
					   ? 0
					   : rebound_text_host(unit->text, unit->len, &start);
		if (len > 0)
			said->remote_mta =
				rebound_builder_line(reading->builder, unit->text + start, len);
		said->knows_host = TRUE;
		recipient->remote_mta = said->remote_mta;
	}
	if (!recipient->command) {
		if (!said->knows_command)
			said->command = rebound_text_command(unit->text, unit->len);
		said->knows_command = TRUE;
		recipient->command = said->command;
	}
}

/**
 * Take what the chosen words leave open, the command and the server, from the session, from what
 * leads to them ("NAME [IP] did not like our RCPT TO:"), or from the same paragraph.
 */
static void complete_from_context(
	struct rebound_text_reading *reading, struct rebound_recipient *recipient, guint unit)
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

static void fill_text(struct rebound_text_reading *reading, struct rebound_recipient *recipient,
	const struct rebound_text_target *target)
{
	if (target->best == 0)
		return;
	const struct rebound_recipient *parsed = parse_unit(reading, target->best - 1);
	recipient->text = parsed->text;
	if (recipient->reply == 0)
		recipient->reply = target->code != 0 ? target->code : parsed->reply;
	if (!rebound_status_is_set(recipient->status_diagnostic))
		recipient->status_diagnostic = rebound_status_is_set(parsed->status_diagnostic)
						       ? parsed->status_diagnostic
						       : target->status;
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

/** What a subject tells behind a recipient's address, "Undeliverable: ann@example.org: no such
 * user"; NULL. */
static const char *reason_behind(
	struct rebound_arena *arena, const char *subject, const char *address)
{
	const char *found = address ? rebound_text_find(subject, strlen(subject), address) : NULL;
	if (!found)
		return NULL;
	const char *at = found + strlen(address);
	while (*at && strchr(">\"') ", *at))
		at++;
	if (*at != ':' && *at != '-' && *at != '(')
		return NULL;
	return rebound_text_marks(arena, at, strlen(at)) & REBOUND_TEXT_BIT(REASON) ? at + 1 : NULL;
}

/** The reason that some systems tell in the subject only, behind words of their own or behind the
 * recipient; NULL. */
static const char *reason_in_subject(
	struct rebound_builder *builder, const char *subject, const char *address)
{
	static const char *const leads[] = {"returned mail:", "delivery failure:"};
	gsize len = strlen(subject);
	const char *reason = NULL;
	for (gsize i = 0; !reason && i < G_N_ELEMENTS(leads); i++) {
		if (rebound_text_has_prefix(subject, len, leads[i]))
			reason = subject + strlen(leads[i]);
	}
	if (!reason)
		reason = reason_behind(builder->arena, subject, address);
	return reason ? rebound_builder_diagnostic(builder, reason, strlen(reason)) : NULL;
}

static void learn_from_subject(
	struct rebound_text_reading *reading, struct rebound_recipient *recipient)
{
	const char *subject = reading->hints ? reading->hints->subject : NULL;
	if (!subject || recipient->reply != 0 ||
		rebound_status_is_set(recipient->status_diagnostic) ||
		reading->targets.list->len > MOST_OF_SUBJECT)
		return;
	const char *reason = reason_in_subject(reading->builder, subject, recipient->address);
	if (!recipient->text || g_str_has_suffix(recipient->text, ":"))
		recipient->text = reason ? reason : recipient->text;
	else if (!recipient->notice)
		recipient->notice = reason;
	else if (reason)
		recipient->notice = rebound_arena_printf(
			reading->builder->arena, "%s %s", recipient->notice, reason);
}

static guint add_recipients(struct rebound_text_reading *reading)
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
		learn_from_subject(reading, recipient);
		rebound_builder_reconcile(reading->builder, recipient);
		added++;
	}
	return added;
}

static void find_names(struct rebound_text_reading *reading)
{
	rebound_text_find_local_names(reading);
	rebound_text_find_known_names(reading);
}

static void judge(struct rebound_text_reading *reading)
{
	struct rebound_arena *arena = reading->builder->arena;
	gsize count = (gsize)reading->units.units->len + 1;
	reading->parsed = rebound_arena_alloc(arena, count * sizeof(*reading->parsed));
	reading->sessions = rebound_arena_alloc(arena, count * sizeof(*reading->sessions));
	reading->announced = rebound_arena_alloc(arena, count * sizeof(*reading->announced));
	reading->came = rebound_arena_alloc(arena, count);
	rebound_text_judge(reading);
}

static void begin(struct rebound_text_reading *reading, const struct rebound_text_view *view)
{
	rebound_text_units_read(&reading->units, reading->builder->arena, view);
	find_names(reading);
	rebound_text_targets_init(&reading->targets);
	judge(reading);
}

static void end(struct rebound_text_reading *reading)
{
	rebound_text_targets_clear(&reading->targets);
	rebound_text_units_clear(&reading->units);
}

/** Look for recipients whose addresses are written so that programs do not find them. */
static void find_disguised(
	struct rebound_text_reading *reading, const struct rebound_text_view *view)
{
	gsize len = MIN(view->report_end, (gsize)REBOUND_LIMIT_TEXT_BYTES);
	const char *text = rebound_text_show_addresses(reading->builder->arena, view->text, &len);
	struct rebound_text_view shown = {.text = text, .len = len, .report_end = len};
	if (!text)
		return;
	end(reading);
	begin(reading, &shown);
	rebound_text_find_recipients(reading);
}

guint rebound_text_read(struct rebound_builder *builder, const struct rebound_text_view *view,
	const struct rebound_text_hints *hints)
{
	g_return_val_if_fail(builder && view, 0);
	struct rebound_text_reading reading = {.builder = builder, .hints = hints};
	begin(&reading, view);
	for (guint i = 0; hints && i < hints->failed_count; i++)
		rebound_text_add_recipient(&reading, hints->failed[i]);
	if (reading.targets.list->len == 0)
		rebound_text_find_recipients(&reading);
	if (reading.targets.list->len == 0 && reading.failing)
		find_disguised(&reading, view);
	rebound_text_find_former(&reading);
	rebound_text_find_reasons(&reading.units, &reading.targets, builder->arena);
	guint added = add_recipients(&reading);
	end(&reading);
	return added;
}

static const char *name_of(const struct rebound_recipient *recipient)
{
	return recipient->address ? recipient->address : recipient->original_address;
}

/** The recipients of the machine part, by both of their names. */
static void take_recipients(struct rebound_text_reading *reading)
{
	struct rebound_builder *builder = reading->builder;
	for (guint i = 0; i < builder->recipients->len; i++) {
		const struct rebound_recipient *recipient =
			&g_array_index(builder->recipients, struct rebound_recipient, i);
		const char *name = name_of(recipient);
		if (name)
			rebound_text_add_recipient(reading, name);
	}
	/* A name that two recipients share is the one's whose final address it is. */
	for (guint i = 0; i < builder->recipients->len; i++) {
		const struct rebound_recipient *recipient =
			&g_array_index(builder->recipients, struct rebound_recipient, i);
		if (recipient->address && recipient->original_address)
			rebound_text_targets_alias(&reading->targets,
				rebound_address_key(builder->arena, recipient->address),
				rebound_address_key(builder->arena, recipient->original_address));
	}
}

/** Whether the machine part says of some recipient not why. */
static gboolean lacks_text(const struct rebound_builder *builder)
{
	for (guint i = 0; i < builder->recipients->len; i++) {
		if (!g_array_index(builder->recipients, struct rebound_recipient, i).text)
			return TRUE;
	}
	return FALSE;
}

static void find_reasons(struct rebound_text_reading *reading)
{
	judge(reading);
	rebound_text_find_reasons(&reading->units, &reading->targets, reading->builder->arena);
}

/** Find what is said about each recipient. */
static void find_own_reasons(
	struct rebound_text_reading *reading, const struct rebound_text_view *view)
{
	rebound_text_units_read(&reading->units, reading->builder->arena, view);
	find_names(reading);
	find_reasons(reading);
}

/** Gather what is said about a single recipient: mostly all of the text is about it, which can be
 * seen without its marks, or what each address does in it. */
static void gather_of_one(
	struct rebound_text_reading *reading, const struct rebound_text_view *view)
{
	struct rebound_arena *arena = reading->builder->arena;
	struct rebound_text_units *units = &reading->units;

	rebound_text_units_read_hastily(units, arena, view);
	gboolean sure = rebound_text_names_only(units, &reading->targets, arena);
	guint mentions = units->mentions->len;
	if (!sure)
		rebound_text_units_complete(units, arena);
	find_names(reading);
	if (sure && units->mentions->len > mentions) {
		rebound_text_units_clear(units);
		rebound_text_units_read(units, arena, view);
		find_names(reading);
		sure = FALSE;
	}
	if (sure || rebound_text_is_about_only(units, &reading->targets))
		rebound_text_gather_all(units, &reading->targets, arena);
	else
		find_reasons(reading);
}

void rebound_text_notices(struct rebound_builder *builder, const struct rebound_text_view *view)
{
	g_return_if_fail(builder && view);
	struct rebound_text_reading reading = {.builder = builder};
	rebound_text_targets_init(&reading.targets);
	struct rebound_recipient *all =
		(struct rebound_recipient *)(void *)builder->recipients->data;
	take_recipients(&reading);
	if (lacks_text(builder) || reading.targets.list->len != 1)
		find_own_reasons(&reading, view);
	else
		gather_of_one(&reading, view);
	for (guint i = 0; i < builder->recipients->len; i++) {
		const char *name = name_of(&all[i]);
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
	static const char *const words[] = {"daemon", "postmaster", "post_master", "mailer",
		"bounce", "delivery", "undeliver", "mailsystem", "mail-system", "mail.system",
		"mail_system", "scanmail", "mailscan", "virusalert"};
	if (!from || !*from || rebound_address_is_daemon(from))
		return TRUE;
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
	gsize len = MIN(view->report_end, (gsize)REBOUND_LIMIT_TEXT_BYTES);
	guint32 words = rebound_text_marks(arena, view->text, len);
	if (words & (REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(RETRIES)))
		return TRUE;
	return daemon && rebound_text_numbers(view->text, len).code >= 400;
}

gboolean rebound_text_has_error_code(const struct rebound_text_view *view)
{
	g_return_val_if_fail(view, FALSE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = MIN(view->report_end, (gsize)REBOUND_LIMIT_TEXT_BYTES);
	return (rebound_text_marks(arena, view->text, len) & REBOUND_TEXT_BIT(FAILED)) &&
	       rebound_text_numbers(view->text, len).code >= 400;
}
