/* SPDX-License-Identifier: MIT */
#include "core/report/read.h"

#include <malloc.h>
#include <string.h>

#include "core/report/automatic.h"
#include "core/report/builder.h"
#include "core/report/incoming.h"
#include "core/report/kind.h"
#include "core/report/lua_readers.h"
#include "core/report/own_addresses.h"
#include "core/report/reading.h"
#include "core/report/returned.h"
#include "core/report/whole_mail.h"
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

static void read_returned(struct rebound_reading *reading)
{
	if (reading->parts.returned)
		rebound_returned_read_part(
			reading->builder, reading->message, reading->parts.returned);
	else
		rebound_returned_read_text(reading->builder, &reading->view);
}

static void mark_nested(struct rebound_reading *reading)
{
	rebound_builder_fault(reading->builder, "nested-report");
	for (guint i = 0; i < reading->builder->recipients->len; i++)
		g_array_index(reading->builder->recipients, struct rebound_recipient, i).nested =
			TRUE;
	reading->report->kind = REBOUND_KIND_OTHER;
}

/** Go on with the mail that is attached, where a filter passed it on whole. */
static void unwrap(struct rebound_reading *reading)
{
	const struct rebound_part *whole =
		rebound_whole_mail_find(reading->report, &reading->signs, &reading->parts);
	if (!whole)
		return;
	reading->report->original = (struct rebound_original){0};
	reading->report->original_headers = NULL;
	reading->report->original_header_count = 0;
	rebound_reading_find_parts(reading, whole);
	read_returned(reading);
}

static void read_parts(struct rebound_reading *reading)
{
	read_returned(reading);
	unwrap(reading);
	gboolean forwarded = rebound_kind_is_forwarded(
		reading->report, &reading->view, &reading->signs, &reading->parts);
	rebound_read_note_container(reading);
	if (reading->parts.feedback) {
		rebound_read_feedback(reading);
	} else if (reading->parts.disposition && reading->parts.delivery_status_count == 0) {
		rebound_read_disposition(reading);
	} else if (forwarded && reading->parts.delivery_status_count == 0) {
		reading->report->kind = rebound_automatic_find(
			reading->builder->arena, reading->report, &reading->view)
						.kind;
		return;
	} else if (rebound_read_delivery_status(reading) == 0) {
		rebound_read_human_mail(reading);
	}
	if (forwarded)
		mark_nested(reading);
}

/** Who asks to leave: the address in the envelope that the list made for it, else the writer. */
static void note_leaver(struct rebound_reading *reading)
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
	struct rebound_reading reading = {
		.message = reader->message,
		.lua = reader->lua,
		.first = reader->first,
		.builder = &reader->builder,
		.report = reader->builder.report,
	};
	rebound_incoming_read(reading.builder, reader->message, mail);
	if (!reader->without_hash)
		memcpy(reading.report->content_hash, rebound_message_hash(reader->message),
			sizeof reading.report->content_hash);
	rebound_reading_find_parts(&reading, rebound_message_top(reader->message));
	read_parts(&reading);
	rebound_own_drop_reader(reading.builder);
	note_leaver(&reading);
	rebound_own_drop(reading.builder, reader->own_addresses, reader->own_domains);
	rebound_builder_finish(reading.builder);
	return reading.report;
}
