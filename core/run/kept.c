/* SPDX-License-Identifier: MIT */
#include "core/run/kept.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/record.h"

/* A Message-ID is part of a line (RFC 5322 section 2.1.1). */
#define LINE_BYTES 998

/* The fault that such a record bears, besides none. */
static const char *const in_part[] = {"kept-in-part", NULL};

gboolean rebound_kept_in_part(const struct rebound_report *report)
{
	return report->faults != NULL && report->faults[0] != NULL &&
	       strcmp(report->faults[0], in_part[0]) == 0;
}

static gsize length_of(const char *text)
{
	return text != NULL ? strlen(text) : 0;
}

static gsize size_of(const struct rebound_event *event)
{
	return event->record_len + length_of(event->text) + length_of(event->original_id) +
	       length_of(event->rule) + length_of(event->rule_at) + length_of(event->evidence) +
	       length_of(event->remote_mta) + length_of(event->feedback_type);
}

static const char *shorten(struct rebound_arena *arena, const char *text)
{
	gsize len = length_of(text);

	if (len <= REBOUND_LIMIT_PART_BYTES)
		return text;
	return rebound_text_line(arena, text, len, REBOUND_LIMIT_PART_BYTES);
}

/* Part of an address, or of a name that something is known by, is another one. */
static const char *whole_or_none(const char *text, gsize most)
{
	return length_of(text) <= most ? text : NULL;
}

static void shorten_recipient(struct rebound_recipient *recipient, struct rebound_arena *arena)
{
	const char **texts[] = {&recipient->text, &recipient->action, &recipient->command,
		&recipient->remote_mta, &recipient->reporting_mta, &recipient->diagnostic_type,
		&recipient->final_log_id, &recipient->verdict.rule, &recipient->verdict.rule_at,
		&recipient->verdict.evidence};
	const char **addresses[] = {&recipient->address, &recipient->original_address,
		&recipient->address_as_given, &recipient->original_address_alt,
		&recipient->new_address};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		*texts[i] = shorten(arena, *texts[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++)
		*addresses[i] = whole_or_none(*addresses[i], REBOUND_LIMIT_PART_BYTES);
	recipient->notice = NULL;
	recipient->extensions = NULL;
	recipient->extension_count = 0;
}

static void write_part(const struct rebound_report *report, guint recipient,
	struct rebound_arena *arena, GByteArray *record)
{
	struct rebound_recipient one = report->recipients[recipient];
	struct rebound_report part = {.kind = report->kind,
		.format = report->format,
		.date = report->date,
		.received = report->received,
		.reader = shorten(arena, report->reader),
		.recipients = &one,
		.recipient_count = 1,
		.original = {.message_id = whole_or_none(report->original.message_id, LINE_BYTES),
			.date = report->original.date},
		.feedback = {.type = shorten(arena, report->feedback.type)},
		.faults = in_part};

	memcpy(part.content_hash, report->content_hash, sizeof(part.content_hash));
	shorten_recipient(&one, arena);
	rebound_record_write(&part, record);
}

static void shorten_event(struct rebound_event *event, struct rebound_arena *arena)
{
	const char **texts[] = {&event->text, &event->rule, &event->rule_at, &event->evidence,
		&event->remote_mta, &event->feedback_type};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		*texts[i] = shorten(arena, *texts[i]);
	event->original_id = whole_or_none(event->original_id, LINE_BYTES);
}

void rebound_kept_fill(gsize *kept, const struct rebound_report *report, guint recipient,
	struct rebound_arena *arena, GByteArray *record, struct rebound_event *event)
{
	g_byte_array_set_size(record, 0);
	if (*kept < REBOUND_LIMIT_KEPT_BYTES) {
		rebound_record_write_one(report, recipient, record);
	} else {
		write_part(report, recipient, arena, record);
		shorten_event(event, arena);
	}
	event->record = record->data;
	event->record_len = record->len;
	*kept += size_of(event);
}
