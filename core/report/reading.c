/* SPDX-License-Identifier: MIT */
#include "core/report/reading.h"

#include "core/report/failed_recipients.h"
#include "core/report/kind.h"
#include "core/report/told_reader.h"

void rebound_reading_understood(
	struct rebound_reading *reading, enum rebound_format format, const char *reader)
{
	reading->report->format = format;
	reading->report->reader = reader;
}

struct rebound_text_hints rebound_reading_hints(const struct rebound_reading *reading)
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

void rebound_reading_find_parts(struct rebound_reading *reading, const struct rebound_part *top)
{
	reading->parts = rebound_parts_find(reading->message, top);
	reading->view = rebound_text_view(reading->parts.text, reading->parts.text_len);
	if (reading->parts.is_text_cut && reading->view.report_end == reading->view.len)
		rebound_builder_fault(reading->builder, "truncated");
	reading->signs = rebound_kind_signs(reading->report, &reading->view);
	reading->knows_told = FALSE;
}

gboolean rebound_reading_tells_reader(struct rebound_reading *reading)
{
	if (!reading->knows_told)
		reading->told = rebound_told_reader_of_mail(&reading->view, reading->report->to);
	reading->knows_told = TRUE;
	return reading->told;
}
