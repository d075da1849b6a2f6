/* SPDX-License-Identifier: MIT */
#include "core/report/incoming.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/mail/envelope_headers.h"
#include "core/report/returned.h"

static const char *find_header(const struct rebound_report *report, const char *name)
{
	return rebound_header_find(report->headers, report->header_count, name);
}

static const char *find_address(struct rebound_builder *builder, const char *name)
{
	const char *value = find_header(builder->report, name);
	return value ? rebound_header_address(builder->arena, value) : NULL;
}

/** The topmost Received header is our own mail server's; nothing came in later than now. */
static gint64 read_received(const struct rebound_report *report, const struct rebound_mail *mail)
{
	const char *received = find_header(report, "Received");
	const char *date = received ? strrchr(received, ';') : NULL;
	gint64 now = rebound_clock_now();
	gint64 time = 0;
	if (!date || !rebound_header_date(date + 1, &time) || time <= 0)
		time = mail->received > 0 ? mail->received : now;
	return MIN(time, now);
}

/** The reverse path: "" where it is null. An mbox writes MAILER-DAEMON for the null one. */
static const char *read_return_path(
	struct rebound_builder *builder, const struct rebound_mail *mail)
{
	const char *header = find_header(builder->report, "Return-Path");
	if (header && strstr(header, "<>"))
		return "";
	const char *address = find_address(builder, "Return-Path");
	if (address)
		return address;
	const char *sender = mail->envelope_sender;
	if (!sender)
		return NULL;
	if (!*sender || strcmp(sender, "<>") == 0 ||
		g_ascii_strcasecmp(sender, "MAILER-DAEMON") == 0)
		return "";
	return rebound_builder_address(builder, sender, strlen(sender));
}

void rebound_incoming_read(struct rebound_builder *builder, struct rebound_message *message,
	const struct rebound_mail *mail)
{
	g_return_if_fail(builder && message && mail);
	struct rebound_report *report = builder->report;
	gint64 date = 0;
	report->source = rebound_arena_string(builder->arena, mail->source);
	report->index = mail->index;
	report->headers = rebound_message_headers(message, &report->header_count);
	report->subject = find_header(report, "Subject");
	report->from = find_address(builder, "From");
	report->to = find_address(builder, "To");
	report->message_id =
		rebound_returned_identifier(builder, find_header(report, "Message-ID"));
	report->return_path = read_return_path(builder, mail);
	const char *date_value = find_header(report, "Date");
	if (date_value && rebound_header_date(date_value, &date))
		report->date = date;
	report->received = read_received(report, mail);
	for (guint i = 0; i < REBOUND_DELIVERY_HEADERS && !report->envelope_recipient; i++)
		report->envelope_recipient = find_address(builder, rebound_envelope_headers[i]);
	/* All were looked at; so many are kept. */
	report->header_count = MIN(report->header_count, REBOUND_LIMIT_KEPT_HEADERS);
	if (mail->truncated)
		rebound_builder_fault(builder, "truncated");
	const char *const *faults = rebound_message_faults(message);
	for (; faults && *faults; faults++)
		rebound_builder_fault(builder, *faults);
}
