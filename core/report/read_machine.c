/* SPDX-License-Identifier: MIT */
#include "core/report/reading.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/arf.h"
#include "core/report/complete.h"
#include "core/report/dsn.h"
#include "core/report/kind.h"
#include "core/report/mdn.h"

static const char *part_bytes(
	const struct rebound_reading *reading, const struct rebound_part *part, gsize *len)
{
	const char *bytes = rebound_message_bytes(
		reading->message, part, REBOUND_LIMIT_MACHINE_PART_BYTES, len);
	if (rebound_message_was_cut(reading->message))
		rebound_builder_fault(reading->builder, "truncated");
	if (rebound_text_is_wide(bytes, *len))
		return rebound_text_from_charset(
			reading->builder->arena, bytes, *len, part->charset, len);
	return bytes;
}

void rebound_read_feedback(struct rebound_reading *reading)
{
	gsize len = 0;
	const char *bytes = part_bytes(reading, reading->parts.feedback, &len);
	rebound_reading_understood(reading, REBOUND_FORMAT_ARF, "arf");
	rebound_arf_read(reading->builder, bytes, len);
}

void rebound_read_disposition(struct rebound_reading *reading)
{
	gsize len = 0;
	const char *bytes = part_bytes(reading, reading->parts.disposition, &len);
	rebound_reading_understood(reading, REBOUND_FORMAT_MDN, "mdn");
	rebound_mdn_read(reading->builder, bytes, len);
	rebound_mdn_read_refusal(reading->builder, &reading->view);
}

/** Fields of a machine part that stand in a text. */
static guint read_fields(
	struct rebound_reading *reading, const char *text, gsize len, const char *fault)
{
	const char *start = NULL;
	if (!rebound_dsn_is_in_text(text, len, &start))
		return 0;
	rebound_builder_fault(reading->builder, fault);
	return rebound_dsn_read(reading->builder, start, len - (gsize)(start - text), TRUE);
}

/** The same, in the human text or in a text file; only where no person can have put them there. */
static guint read_misplaced_fields(struct rebound_reading *reading)
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
			reading->message, file, REBOUND_LIMIT_MACHINE_PART_BYTES, &len);
		added = read_fields(reading, text, len, "fields-in-text");
	}
	return added;
}

static void complete_delivery_status(struct rebound_reading *reading)
{
	struct rebound_text_hints hints = rebound_reading_hints(reading);
	rebound_reading_understood(reading, REBOUND_FORMAT_DSN, "dsn");
	rebound_complete_recipients(reading->builder, &reading->view, &hints);
}

guint rebound_read_delivery_status(struct rebound_reading *reading)
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

gboolean rebound_read_enclosed_report(struct rebound_reading *reading)
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
static void note_encoding(struct rebound_reading *reading, const struct rebound_part *part)
{
	const char *encoding = part->transfer_encoding;
	if (encoding && strcmp(part->subtype, "delivery-status") == 0 &&
		(strcmp(encoding, "base64") == 0 || strcmp(encoding, "quoted-printable") == 0))
		rebound_builder_fault(reading->builder, "encoded-machine-part");
}

void rebound_read_note_container(struct rebound_reading *reading)
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
