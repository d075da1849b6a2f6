/* SPDX-License-Identifier: MIT */
#include "core/report/reading.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/automatic.h"
#include "core/report/complete.h"
#include "core/report/failed_recipients.h"
#include "core/report/kind.h"
#include "core/report/line.h"
#include "core/report/lua_readers.h"
#include "core/report/structure.h"
#include "core/report/structure_signs.h"
#include "core/report/text.h"
#include "core/smtp/address.h"

/** Whether one address is of another one's domain, or of one below it; not the same address. */
static gboolean is_neighbour(const char *address, const char *other)
{
	const char *domain = rebound_address_domain(address);
	const char *above = rebound_address_domain(other);
	gsize len = strlen(domain), above_len = strlen(above);

	return len >= above_len && rebound_text_equal(domain + len - above_len, above) &&
	       (len == above_len || domain[len - above_len - 1] == '.') &&
	       !rebound_address_equal(address, other);
}

/** Whether a mail that sounds like a bounce brings a message back to the one who wrote it, from the
 * domain that it went to: what a gateway does that has no name of a mail system. */
static gboolean is_brought_back(const struct rebound_reading *reading)
{
	const struct rebound_report *report = reading->report;
	const struct rebound_original *original = &report->original;

	return reading->signs.wording && !reading->signs.listed && reading->parts.returned &&
	       report->from && *report->from && report->to && original->from && original->to &&
	       *original->to && rebound_address_equal(report->to, original->from) &&
	       is_neighbour(report->from, original->to);
}

/** Recipients that no words name, only headers do: what became of them is in the text, if anywhere.
 */
static guint add_unnamed(struct rebound_reading *reading)
{
	struct rebound_builder *builder = reading->builder;
	guint first = builder->recipients->len;
	guint added = rebound_failed_recipients_add(builder);
	if (added == 0 && (rebound_kind_is_system(&reading->signs) || is_brought_back(reading)))
		added = rebound_complete_from_returned(builder);
	if (added == 0)
		return 0;
	gboolean delay = rebound_line_says_delay(reading->view.text, reading->view.report_end);
	for (guint i = first; delay && i < builder->recipients->len; i++)
		g_array_index(builder->recipients, struct rebound_recipient, i).kind =
			REBOUND_KIND_DELAY;
	struct rebound_text_hints hints = rebound_reading_hints(reading);
	rebound_complete_recipients(builder, &reading->view, &hints);
	return added;
}

/** The readers of single mail systems stand before the general one. */
static gboolean read_by_system(
	struct rebound_reading *reading, const struct rebound_text_hints *hints)
{
	const char *name = NULL;
	if (rebound_lua_readers_read(
		    reading->lua, reading->builder, &reading->view, hints, &name) == 0)
		return FALSE;
	rebound_failed_recipients_complete(reading->builder);
	rebound_reading_understood(reading, REBOUND_FORMAT_TEXT, name);
	return TRUE;
}

/** Whether a text was read well as it stands: it names one address beside those of the reader, and
 * tells its reply if it tells any, in words and not in cells or a data format. */
static gboolean is_clear(const struct rebound_reading *reading, guint first)
{
	const struct rebound_report *report = reading->report;
	const struct rebound_text_view *view = &reading->view;
	const GArray *recipients = reading->builder->recipients;
	const struct rebound_recipient *recipient =
		&g_array_index(recipients, struct rebound_recipient, first);

	if (reading->parts.html || reading->parts.json || recipients->len != first + 1)
		return FALSE;
	const char *known[] = {recipient->address, recipient->original_address, report->to,
		report->from, report->original.from};
	return !rebound_structure_names_others(
		       view->text, view->report_end, known, G_N_ELEMENTS(known)) &&
	       (recipient->reply >= 400 ||
		       !rebound_structure_holds_code(view->text, view->report_end));
}

/** The text with its tables, lists of labels, JSON or XML as entries; empty where it has none. */
static struct rebound_text_view read_structure(
	struct rebound_reading *reading, const struct rebound_text_hints *hints)
{
	const struct rebound_part *html = reading->parts.html;
	struct rebound_text_view view = reading->view, entries = {0};

	if (html && memchr(view.text, '@', view.report_end)) {
		gsize len = 0;
		const char *rows = rebound_message_rows(
			reading->message, html, REBOUND_LIMIT_TEXT_BYTES, &len);
		view = rebound_text_view(rows, len);
	}
	/* A line that was cut might end within an address. */
	while (reading->parts.is_text_cut && view.report_end > 0 &&
		view.text[view.report_end - 1] != '\n')
		view.report_end--;
	entries.text = rebound_structure_read(
		reading->builder->arena, &view, html != NULL, hints, &entries.len);
	entries.report_end = entries.len;
	return entries;
}

/** Read the words of a mail system that nobody has named; its tables where the text as it stands
 * leaves anything open. Returns how many recipients. */
static guint read_words(struct rebound_reading *reading, const struct rebound_text_hints *hints)
{
	struct rebound_builder *builder = reading->builder;
	struct rebound_arena *arena = builder->arena;
	guint first = builder->recipients->len;

	/* A long list takes much memory, which is not needed for two readings at once. */
	if (first == 0)
		builder->arena = reading->first;
	guint added = rebound_text_read(builder, &reading->view, hints);
	builder->arena = arena;

	if (added > 0 && is_clear(reading, first))
		return added;
	struct rebound_text_view entries = read_structure(reading, hints);
	if (!entries.text)
		return added;
	g_array_set_size(builder->recipients, first);
	if (first == 0)
		rebound_arena_clear(reading->first);
	added = rebound_text_read(builder, &entries, hints);
	return added > 0 ? added : rebound_text_read(builder, &reading->view, hints);
}

/** A session's log that a mail system attaches to a text without an address: a recipient counts
 * with the command that named it and the reply that this got. Any other file may be the returned
 * message.
 */
static guint read_attached_log(
	struct rebound_reading *reading, const struct rebound_text_hints *hints)
{
	const struct rebound_part *file = reading->parts.attached_text;
	GArray *recipients = reading->builder->recipients;
	guint first = recipients->len;

	if (!file || !rebound_part_is_log(file) || !rebound_kind_is_system(&reading->signs) ||
		reading->parts.returned)
		return 0;
	gsize len = 0;
	const char *text = rebound_message_text(
		reading->message, file, REBOUND_LIMIT_MACHINE_PART_BYTES, &len);
	struct rebound_text_view log = rebound_text_view(text, len);
	guint added = rebound_text_read(reading->builder, &log, hints);
	for (guint i = first; i < recipients->len; i++) {
		const struct rebound_recipient *recipient =
			&g_array_index(recipients, struct rebound_recipient, i);
		if (recipient->reply < 400 || g_strcmp0(recipient->command, "RCPT") != 0) {
			g_array_set_size(recipients, first);
			return 0;
		}
	}
	return added;
}

/** Whether a filter tells the reader what it held back for him: it says so, or nobody but he is
 * named as the one whom mail did not reach; and no server has answered. */
static gboolean is_told_reader(struct rebound_reading *reading, guint first)
{
	const struct rebound_report *report = reading->report;
	const GArray *recipients = reading->builder->recipients;

	gboolean others = FALSE;

	if (!report->to || reading->parts.returned || reading->parts.report_type)
		return FALSE;
	for (guint i = first; i < recipients->len; i++) {
		const struct rebound_recipient *recipient =
			&g_array_index(recipients, struct rebound_recipient, i);
		if (!recipient->address || recipient->reply >= 400 || recipient->status.klass >= 4)
			return FALSE;
		others = others || !rebound_address_equal(recipient->address, report->to);
	}
	if (others)
		return rebound_reading_tells_reader(reading) &&
		       !rebound_text_has_error_code(&reading->view);
	struct rebound_automatic automatic =
		rebound_automatic_find(reading->builder->arena, report, &reading->view);
	return automatic.held && !rebound_text_has_error_code(&reading->view);
}

gboolean rebound_read_text(struct rebound_reading *reading, gboolean bounce)
{
	struct rebound_text_hints hints = rebound_reading_hints(reading);
	if (read_by_system(reading, &hints))
		return TRUE;
	guint first = reading->builder->recipients->len;
	guint added = read_words(reading, &hints);
	if (added > 0 && is_told_reader(reading, first)) {
		g_array_set_size(reading->builder->recipients, first);
		return FALSE;
	}
	if (added == 0 && bounce && rebound_read_enclosed_report(reading))
		return TRUE;
	if (added == 0 && bounce)
		added = add_unnamed(reading);
	else if (added > 0)
		rebound_failed_recipients_complete(reading->builder);
	if (added == 0 && bounce)
		added = read_attached_log(reading, &hints);
	if (added == 0)
		return FALSE;
	rebound_reading_understood(reading, REBOUND_FORMAT_TEXT, "text");
	return TRUE;
}
