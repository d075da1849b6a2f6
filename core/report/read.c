/* SPDX-License-Identifier: MIT */
#include "core/report/read.h"

#include <malloc.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/answer_or_bounce.h"
#include "core/report/arf.h"
#include "core/report/automatic.h"
#include "core/report/builder.h"
#include "core/report/complete.h"
#include "core/report/dsn.h"
#include "core/report/failed_recipients.h"
#include "core/report/incoming.h"
#include "core/report/json_notification.h"
#include "core/report/kind.h"
#include "core/report/line.h"
#include "core/report/lua_readers.h"
#include "core/report/mdn.h"
#include "core/report/own_addresses.h"
#include "core/report/parts.h"
#include "core/report/qsbmf.h"
#include "core/report/returned.h"
#include "core/report/structure.h"
#include "core/report/structure_signs.h"
#include "core/report/text.h"
#include "core/report/told_reader.h"
#include "core/report/whole_mail.h"
#include "core/smtp/address.h"
#include "core/smtp/envelope.h"

/* A mail that took more memory is a large one. */
#define LARGE_BYTES ((gsize)8 * 1024 * 1024)

struct rebound_reader {
	struct rebound_message *message;
	struct rebound_builder builder;
	struct rebound_arena *first; /**< of the first reading of a text, which may be dropped */
	struct rebound_lua_readers *lua;
	char **own_addresses;
	char **own_domains;
	gboolean without_hash;
};

/** One mail while it is read. */
struct reading {
	struct rebound_reader *reader;
	struct rebound_builder *builder;
	struct rebound_report *report;
	struct rebound_parts parts;
	struct rebound_text_view view;
	struct rebound_signs signs;
};

struct rebound_reader *rebound_reader_new(const struct rebound_reader_options *options)
{
	struct rebound_reader *reader = g_new0(struct rebound_reader, 1);
	reader->message = rebound_message_new();
	rebound_builder_init(&reader->builder);
	reader->first = rebound_arena_new();
	reader->lua = rebound_lua_readers_new(options ? options->rules_file : NULL);
	if (options) {
		reader->own_addresses = g_strdupv((char **)options->own_addresses);
		reader->own_domains = g_strdupv((char **)options->own_domains);
		reader->without_hash = options->without_hash;
	}
	return reader;
}

void rebound_reader_free(struct rebound_reader *reader)
{
	if (!reader)
		return;
	rebound_builder_clear(&reader->builder);
	rebound_arena_free(reader->first);
	rebound_lua_readers_free(reader->lua);
	rebound_message_free(reader->message);
	g_strfreev(reader->own_addresses);
	g_strfreev(reader->own_domains);
	g_free(reader);
}

char *rebound_reader_take_error(struct rebound_reader *reader)
{
	g_return_val_if_fail(reader, NULL);
	return rebound_lua_readers_take_error(reader->lua);
}

static void understood(struct reading *reading, enum rebound_format format, const char *reader)
{
	reading->report->format = format;
	reading->report->reader = reader;
}

static const char *part_bytes(
	const struct reading *reading, const struct rebound_part *part, gsize *len)
{
	const char *bytes = rebound_message_bytes(
		reading->reader->message, part, REBOUND_LIMIT_MACHINE_PART_BYTES, len);
	if (rebound_message_was_cut(reading->reader->message))
		rebound_builder_fault(reading->builder, "truncated");
	if (rebound_text_is_wide(bytes, *len))
		return rebound_text_from_charset(
			reading->builder->arena, bytes, *len, part->charset, len);
	return bytes;
}

static void read_returned(struct reading *reading)
{
	if (reading->parts.returned)
		rebound_returned_read_part(
			reading->builder, reading->reader->message, reading->parts.returned);
	else
		rebound_returned_read_text(reading->builder, &reading->view);
}

static void read_feedback(struct reading *reading)
{
	gsize len = 0;
	const char *bytes = part_bytes(reading, reading->parts.feedback, &len);
	understood(reading, REBOUND_FORMAT_ARF, "arf");
	rebound_arf_read(reading->builder, bytes, len);
}

/** A feedback report whose fields came as text, beside the message that they are about. */
static gboolean read_feedback_text(struct reading *reading)
{
	const struct rebound_text_view *view = &reading->view;
	const char *start = NULL;
	if (!reading->parts.returned ||
		!rebound_arf_is_in_text(view->text, view->report_end, &start))
		return FALSE;
	understood(reading, REBOUND_FORMAT_ARF, "arf");
	rebound_builder_fault(reading->builder, "fields-in-text");
	rebound_arf_read(reading->builder, start, view->report_end - (gsize)(start - view->text));
	return TRUE;
}

static void read_disposition(struct reading *reading)
{
	gsize len = 0;
	const char *bytes = part_bytes(reading, reading->parts.disposition, &len);
	understood(reading, REBOUND_FORMAT_MDN, "mdn");
	rebound_mdn_read(reading->builder, bytes, len);
	rebound_mdn_read_refusal(reading->builder, &reading->view);
}

static struct rebound_text_hints make_hints(const struct reading *reading)
{
	const struct rebound_report *report = reading->report;
	struct rebound_text_hints hints = {
		.subject = report->subject,
		.from_address = report->from,
		.headers = report->headers,
		.header_count = report->header_count,
		.returned_to = report->original.to,
		.envelope_recipient = report->envelope_recipient,
		.by_system = reading->signs.null_sender && reading->signs.daemon,
	};
	hints.failed = rebound_failed_recipients(reading->builder, &hints.failed_count);
	return hints;
}

/** Fields of a machine part that stand in a text. */
static guint read_fields(struct reading *reading, const char *text, gsize len, const char *fault)
{
	const char *start = NULL;
	if (!rebound_dsn_is_in_text(text, len, &start))
		return 0;
	rebound_builder_fault(reading->builder, fault);
	return rebound_dsn_read(reading->builder, start, len - (gsize)(start - text), TRUE);
}

/** The same, in the human text or in a text file; only where no person can have put them there. */
static guint read_misplaced_fields(struct reading *reading)
{
	const struct rebound_signs *signs = &reading->signs;
	const struct rebound_text_view *view = &reading->view;
	const struct rebound_part *file = reading->parts.attached_text;
	if (!rebound_kind_is_system(signs) && !signs->generated && !signs->titled)
		return 0;
	guint added = read_fields(reading, view->text, view->report_end, "fields-in-text");
	if (added == 0 && file) {
		gsize len = 0;
		const char *text = rebound_message_text(
			reading->reader->message, file, REBOUND_LIMIT_MACHINE_PART_BYTES, &len);
		added = read_fields(reading, text, len, "fields-in-text");
	}
	return added;
}

static void complete_delivery_status(struct reading *reading)
{
	struct rebound_text_hints hints = make_hints(reading);
	understood(reading, REBOUND_FORMAT_DSN, "dsn");
	rebound_complete_recipients(reading->builder, &reading->view, &hints);
}

/** Machine parts, and the same fields where they stand in a text part. Returns how many recipients.
 */
static guint read_delivery_status(struct reading *reading)
{
	const struct rebound_parts *parts = &reading->parts;
	guint added = 0;
	for (guint i = 0; i < parts->delivery_status_count; i++) {
		gsize len = 0;
		const char *bytes = part_bytes(reading, parts->delivery_status[i], &len);
		added += rebound_dsn_read(reading->builder, bytes, len, FALSE);
	}
	if (added == 0)
		added = read_misplaced_fields(reading);
	if (added > 0)
		complete_delivery_status(reading);
	return added;
}

/** A mail system's cover letter that names nobody, around a report that it passes on as text. */
static gboolean read_enclosed_report(struct reading *reading)
{
	const struct rebound_text_view *view = &reading->view;
	if (!reading->signs.daemon || reading->parts.returned ||
		read_fields(reading, view->text + view->report_end, view->len - view->report_end,
			"enclosed-report") == 0)
		return FALSE;
	complete_delivery_status(reading);
	return TRUE;
}

/** RFC 3464 section 2.1 wants the fields as they are; RFC 6533 allows any encoding of its own type.
 */
static void note_encoding(struct reading *reading, const struct rebound_part *part)
{
	const char *encoding = part->transfer_encoding;
	if (encoding && strcmp(part->subtype, "delivery-status") == 0 &&
		(strcmp(encoding, "base64") == 0 || strcmp(encoding, "quoted-printable") == 0))
		rebound_builder_fault(reading->builder, "encoded-machine-part");
}

static void note_container(struct reading *reading)
{
	const struct rebound_parts *parts = &reading->parts;
	for (guint i = 0; i < parts->delivery_status_count; i++)
		note_encoding(reading, parts->delivery_status[i]);
	gboolean machine = parts->delivery_status_count > 0;
	if (!machine) {
		if (g_strcmp0(parts->report_type, "delivery-status") == 0 ||
			(g_strcmp0(parts->report_type, "feedback-report") == 0 && !parts->feedback))
			rebound_builder_fault(reading->builder, "machine-part-missing");
		return;
	}
	/* What came back is a report itself: nothing is learnt about those whom it names. */
	if (parts->returned && parts->returned->child &&
		g_strcmp0(parts->returned->child->report_type, "delivery-status") == 0)
		rebound_builder_fault(reading->builder, "double-bounce");
	if (!parts->is_report)
		rebound_builder_fault(reading->builder, "report-container-missing");
	else if (!parts->report_type)
		rebound_builder_fault(reading->builder, "report-type-missing");
	else if (strcmp(parts->report_type, "delivery-status") != 0 &&
		 strcmp(parts->report_type, "global-delivery-status") != 0 &&
		 strcmp(parts->report_type, "tracking-status") != 0)
		rebound_builder_fault(reading->builder, "report-type-mismatch");
}

static gboolean read_qsbmf(struct reading *reading)
{
	guint count = rebound_qsbmf_read(reading->builder, &reading->view);
	if (count == G_MAXUINT || count == 0)
		return FALSE;
	understood(reading, REBOUND_FORMAT_QSBMF, "qsbmf");
	return TRUE;
}

static gboolean read_json(struct reading *reading)
{
	const struct rebound_part *part = reading->parts.json;
	const char *text = reading->view.text;
	gsize len = reading->view.len;
	if (part)
		text = rebound_message_text(
			reading->reader->message, part, REBOUND_LIMIT_TEXT_BYTES, &len);
	/* Words of a person before it are about it. */
	if (!rebound_json_notification_read(reading->builder, text, len,
		    rebound_kind_is_machine(reading->report, &reading->signs)))
		return FALSE;
	understood(reading, REBOUND_FORMAT_JSON, "json");
	return TRUE;
}

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
static gboolean is_brought_back(const struct reading *reading)
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
static guint add_unnamed(struct reading *reading)
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
	struct rebound_text_hints hints = make_hints(reading);
	rebound_complete_recipients(builder, &reading->view, &hints);
	return added;
}

/** The readers of single mail systems stand before the general one. */
static gboolean read_by_system(struct reading *reading, const struct rebound_text_hints *hints)
{
	const char *name = NULL;
	if (rebound_lua_readers_read(
		    reading->reader->lua, reading->builder, &reading->view, hints, &name) == 0)
		return FALSE;
	rebound_failed_recipients_complete(reading->builder);
	understood(reading, REBOUND_FORMAT_TEXT, name);
	return TRUE;
}

/** Whether a text was read well as it stands: it names one address beside those of the reader, and
 * tells its reply if it tells any, in words and not in cells or a data format. */
static gboolean is_clear(const struct reading *reading, guint first)
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
	struct reading *reading, const struct rebound_text_hints *hints)
{
	const struct rebound_part *html = reading->parts.html;
	struct rebound_text_view view = reading->view, entries = {0};

	if (html && memchr(view.text, '@', view.report_end)) {
		gsize len = 0;
		const char *rows = rebound_message_rows(
			reading->reader->message, html, REBOUND_LIMIT_TEXT_BYTES, &len);
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
static guint read_words(struct reading *reading, const struct rebound_text_hints *hints)
{
	struct rebound_builder *builder = reading->builder;
	struct rebound_arena *arena = builder->arena;
	guint first = builder->recipients->len;

	/* A long list takes much memory, which is not needed for two readings at once. */
	if (first == 0)
		builder->arena = reading->reader->first;
	guint added = rebound_text_read(builder, &reading->view, hints);
	builder->arena = arena;

	if (added > 0 && is_clear(reading, first))
		return added;
	struct rebound_text_view entries = read_structure(reading, hints);
	if (!entries.text)
		return added;
	g_array_set_size(builder->recipients, first);
	if (first == 0)
		rebound_arena_clear(reading->reader->first);
	added = rebound_text_read(builder, &entries, hints);
	return added > 0 ? added : rebound_text_read(builder, &reading->view, hints);
}

/** A session's log that a mail system attaches to a text without an address: a recipient counts
 * with the command that named it and the reply that this got. Any other file may be the returned
 * message.
 */
static guint read_attached_log(struct reading *reading, const struct rebound_text_hints *hints)
{
	const struct rebound_part *file = reading->parts.attached_text;
	GArray *recipients = reading->builder->recipients;
	guint first = recipients->len;

	if (!file || !rebound_part_is_log(file) || !rebound_kind_is_system(&reading->signs) ||
		reading->parts.returned)
		return 0;
	gsize len = 0;
	const char *text = rebound_message_text(
		reading->reader->message, file, REBOUND_LIMIT_MACHINE_PART_BYTES, &len);
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
static gboolean is_told_reader(const struct reading *reading, guint first)
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
		return rebound_told_reader_of_mail(&reading->view, reading->report->to) &&
		       !rebound_text_has_error_code(&reading->view);
	struct rebound_automatic automatic =
		rebound_automatic_find(reading->builder->arena, report, &reading->view);
	return automatic.held && !rebound_text_has_error_code(&reading->view);
}

/** @param bounce  whether there are signs of a bounce beyond its sender */
static gboolean read_text(struct reading *reading, gboolean bounce)
{
	struct rebound_text_hints hints = make_hints(reading);
	if (read_by_system(reading, &hints))
		return TRUE;
	guint first = reading->builder->recipients->len;
	guint added = read_words(reading, &hints);
	if (added > 0 && is_told_reader(reading, first)) {
		g_array_set_size(reading->builder->recipients, first);
		return FALSE;
	}
	if (added == 0 && bounce && read_enclosed_report(reading))
		return TRUE;
	if (added == 0 && bounce)
		added = add_unnamed(reading);
	else if (added > 0)
		rebound_failed_recipients_complete(reading->builder);
	if (added == 0 && bounce)
		added = read_attached_log(reading, &hints);
	if (added == 0)
		return FALSE;
	understood(reading, REBOUND_FORMAT_TEXT, "text");
	return TRUE;
}

/** Whether a filter that stopped mail to the reader tells him as it tells a sender. */
static gboolean is_told(const struct reading *reading, const struct rebound_automatic *automatic)
{
	return !reading->parts.report_type &&
	       (automatic->held ||
		       rebound_told_reader_of_mail(&reading->view, reading->report->to)) &&
	       !rebound_text_has_error_code(&reading->view);
}

/** What a mail is that names nobody and is no automatic answer by its words. */
static enum rebound_kind kind_of_rest(
	const struct reading *reading, const struct rebound_automatic *automatic, gboolean bounce)
{
	const struct rebound_signs *signs = &reading->signs;
	gboolean letter = signs->named_sender && !signs->daemon && !signs->generated &&
			  !signs->titled && !reading->parts.report_type;
	if (g_strcmp0(reading->parts.report_type, "feedback-report") == 0)
		return REBOUND_KIND_UNRECOGNIZED;
	if (bounce)
		return letter || is_told(reading, automatic) ? REBOUND_KIND_OTHER
							     : REBOUND_KIND_UNRECOGNIZED;
	const struct rebound_report *report = reading->report;
	gboolean listed = signs->listed || rebound_header_find(report->headers,
						   report->header_count, "Mailing-List");
	if (!signs->null_sender || listed)
		return REBOUND_KIND_OTHER;
	if (signs->daemon)
		return is_told(reading, automatic) ? REBOUND_KIND_OTHER : REBOUND_KIND_UNRECOGNIZED;
	/* Whoever answers by a machine has no reverse path either (RFC 3834 section 3.3); but files
	 * and what a machine wrote of its own accord are no answers. */
	gboolean aggregate = rebound_kind_is_aggregate(reading->report, &reading->parts);
	return signs->generated || aggregate || automatic->notice || reading->view.len == 0 ||
			       is_told(reading, automatic)
		       ? REBOUND_KIND_OTHER
		       : REBOUND_KIND_AUTO_REPLY;
}

/** A mail without a machine part: bounce, automatic answer, or neither. */
static void read_human_mail(struct reading *reading)
{
	struct rebound_report *report = reading->report;
	const struct rebound_signs *signs = &reading->signs;
	guint failed = 0;
	rebound_failed_recipients(reading->builder, &failed);
	gboolean system = rebound_kind_is_system(signs);
	gboolean event = reading->parts.json &&
			 rebound_json_names_bounce(reading->view.text, reading->view.len);
	gboolean bounce = failed > 0 || signs->wording || event ||
			  g_strcmp0(reading->parts.report_type, "delivery-status") == 0;

	/* A copy of a mail for the archive, whatever it is. */
	if (rebound_header_find(report->headers, report->header_count, "X-MS-Journal-Report")) {
		report->kind = REBOUND_KIND_OTHER;
		return;
	}
	if (read_json(reading))
		return;
	if (read_feedback_text(reading))
		return;
	if (rebound_arf_read_returned(reading->builder)) {
		understood(reading, REBOUND_FORMAT_ARF, "arf");
		return;
	}
	if ((system || bounce) && read_qsbmf(reading))
		return;
	/* What is a bounce whatever its words are need not be searched for them. */
	gboolean surely = failed > 0 || event || (signs->daemon && signs->wording);
	struct rebound_automatic automatic = {.kind = REBOUND_KIND_OTHER};
	if (!surely)
		automatic = rebound_automatic_find(reading->builder->arena, report, &reading->view);
	if (rebound_answer_is_failure(report, &reading->view, &reading->signs, &automatic)) {
		bounce = TRUE;
	} else if (automatic.kind != REBOUND_KIND_OTHER &&
		   !rebound_answer_sounds_like_bounce(
			   report, &reading->view, &reading->signs, &automatic)) {
		report->kind = automatic.kind;
		return;
	}
	if ((system || bounce) && read_text(reading, bounce))
		return;
	if (surely)
		automatic = rebound_automatic_find(reading->builder->arena, report, &reading->view);
	/* A mail system's report is none, though it may say "Auto-Submitted: auto-replied". */
	gboolean reported = signs->daemon && (signs->titled || g_strcmp0(reading->parts.report_type,
								       "delivery-status") == 0);
	/* Nor does a mail system leave a list: those are the words of the mail that came back. */
	gboolean leaves = automatic.kind == REBOUND_KIND_UNSUBSCRIBE && signs->daemon &&
			  signs->null_sender && report->from && *report->from;
	if (automatic.kind != REBOUND_KIND_OTHER && !reported && !leaves)
		report->kind = automatic.kind;
	else
		report->kind = kind_of_rest(reading, &automatic, bounce);
}

static void mark_nested(struct reading *reading)
{
	rebound_builder_fault(reading->builder, "nested-report");
	for (guint i = 0; i < reading->builder->recipients->len; i++)
		g_array_index(reading->builder->recipients, struct rebound_recipient, i).nested =
			TRUE;
	reading->report->kind = REBOUND_KIND_OTHER;
}

static void find_parts(struct reading *reading, const struct rebound_part *top)
{
	reading->parts = rebound_parts_find(reading->reader->message, top);
	reading->view = rebound_text_view(reading->parts.text, reading->parts.text_len);
	if (reading->parts.is_text_cut && reading->view.report_end == reading->view.len)
		rebound_builder_fault(reading->builder, "truncated");
	reading->signs = rebound_kind_signs(reading->report, &reading->view);
}

/** Go on with the mail that is attached, where a filter passed it on whole. */
static void unwrap(struct reading *reading)
{
	const struct rebound_part *whole =
		rebound_whole_mail_find(reading->report, &reading->signs, &reading->parts);
	if (!whole)
		return;
	reading->report->original = (struct rebound_original){0};
	reading->report->original_headers = NULL;
	reading->report->original_header_count = 0;
	find_parts(reading, whole);
	read_returned(reading);
}

static void read_parts(struct reading *reading)
{
	read_returned(reading);
	unwrap(reading);
	gboolean forwarded = rebound_kind_is_forwarded(
		reading->report, &reading->view, &reading->signs, &reading->parts);
	note_container(reading);
	if (reading->parts.feedback) {
		read_feedback(reading);
	} else if (reading->parts.disposition && reading->parts.delivery_status_count == 0) {
		read_disposition(reading);
	} else if (forwarded && reading->parts.delivery_status_count == 0) {
		reading->report->kind = rebound_automatic_find(
			reading->builder->arena, reading->report, &reading->view)
						.kind;
		return;
	} else if (read_delivery_status(reading) == 0) {
		read_human_mail(reading);
	}
	if (forwarded)
		mark_nested(reading);
}

/** Who asks to leave: the address in the envelope that the list made for it, else the writer. */
static void note_leaver(struct reading *reading)
{
	const struct rebound_report *report = reading->report;
	const char *address = NULL;

	if (report->kind != REBOUND_KIND_UNSUBSCRIBE || reading->builder->recipients->len > 0)
		return;
	if (report->envelope_recipient)
		address = rebound_envelope_verp_recipient(
			reading->builder->arena, report->envelope_recipient);
	if (!address)
		address = report->from;
	/* "From: <>" names nobody. */
	struct rebound_recipient *recipient =
		address && *address ? rebound_builder_recipient(reading->builder) : NULL;
	if (!recipient)
		return;
	recipient->address = address;
	recipient->kind = REBOUND_KIND_UNSUBSCRIBE;
}

struct rebound_report *rebound_reader_read(
	struct rebound_reader *reader, const struct rebound_mail *mail)
{
	g_return_val_if_fail(reader && mail, NULL);
	gsize used = rebound_arena_used(rebound_message_arena(reader->message)) +
		     rebound_arena_used(reader->first);
	rebound_message_parse(reader->message, mail->data, mail->len);
	rebound_builder_start(&reader->builder, rebound_message_arena(reader->message));
	rebound_arena_clear(reader->first);
	/* What large mails leave free lies between pieces that stay, and would be kept for good. */
	if (used > LARGE_BYTES)
		malloc_trim(0);
	struct reading reading = {
		.reader = reader,
		.builder = &reader->builder,
		.report = reader->builder.report,
	};
	rebound_incoming_read(reading.builder, reader->message, mail);
	if (!reader->without_hash)
		memcpy(reading.report->content_hash, rebound_message_hash(reader->message),
			sizeof reading.report->content_hash);
	find_parts(&reading, rebound_message_top(reader->message));
	read_parts(&reading);
	rebound_own_drop_reader(reading.builder);
	note_leaver(&reading);
	rebound_own_drop(reading.builder, reader->own_addresses, reader->own_domains);
	rebound_builder_finish(reading.builder);
	return reading.report;
}
