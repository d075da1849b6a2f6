/* SPDX-License-Identifier: MIT */
#include "core/report/returned.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_lines.h"

/** A returned message begins within so many lines behind the border, or not at all. */
#define LINES_TO_HEADERS 40

const char *rebound_returned_identifier(struct rebound_builder *builder, const char *value)
{
	g_return_val_if_fail(builder, NULL);
	if (!value)
		return NULL;
	const char *open = strchr(value, '<');
	const char *close = open ? strchr(open, '>') : NULL;
	if (close && close > open + 1)
		return rebound_builder_line(builder, open + 1, (gsize)(close - open - 1));
	return rebound_builder_line(builder, value, strlen(value));
}

static void keep_headers(
	struct rebound_builder *builder, const struct rebound_header *headers, guint count)
{
	struct rebound_report *report = builder->report;
	struct rebound_original *original = &report->original;
	gint64 date = 0;
	report->original_headers = headers;
	report->original_header_count = MIN(count, REBOUND_LIMIT_KEPT_HEADERS);

	const char *date_value = rebound_header_find(headers, count, "Date");
	if (date_value && rebound_header_date(date_value, &date))
		original->date = date;
	original->message_id = rebound_returned_identifier(
		builder, rebound_header_find(headers, count, "Message-ID"));
	const char *from = rebound_header_find(headers, count, "From");
	const char *to = rebound_header_find(headers, count, "To");
	const char *path = rebound_header_find(headers, count, "Return-Path");
	original->from = from ? rebound_header_address(builder->arena, from) : NULL;
	original->to = to ? rebound_header_address(builder->arena, to) : NULL;
	original->return_path = path ? rebound_header_address(builder->arena, path) : NULL;
	original->subject = rebound_header_find(headers, count, "Subject");
	original->list_id = rebound_returned_identifier(
		builder, rebound_header_find(headers, count, "List-Id"));
	original->list_unsubscribe = rebound_header_find(headers, count, "List-Unsubscribe");
}

static gboolean has_body(struct rebound_message *message, const struct rebound_part *part)
{
	gsize len = 0;
	if (!part->child)
		rebound_message_bytes(message, part, 1, &len);
	return part->child || len > 0;
}

void rebound_returned_read_part(struct rebound_builder *builder, struct rebound_message *message,
	const struct rebound_part *part)
{
	g_return_if_fail(builder && message && part);
	if (strcmp(part->type, "message") == 0 && part->child) {
		guint count = 0;
		const struct rebound_header *headers =
			rebound_message_part_headers(message, part, &count);
		keep_headers(builder, headers, count);
		builder->report->original.complete = has_body(message, part->child);
		return;
	}
	gsize len = 0;
	guint count = 0;
	const char *bytes =
		rebound_message_bytes(message, part, REBOUND_LIMIT_HEADER_BLOCK_BYTES, &len);
	const struct rebound_header *headers =
		rebound_message_read_headers(builder->arena, bytes, len, &count);
	keep_headers(builder, headers, count);
}

static gsize line_length(const char *line, const char *end)
{
	const char *stop = memchr(line, '\n', (gsize)(end - line));
	return (gsize)((stop ? stop : end) - line);
}

/** How many bytes of quoting stand before the text of a line: blanks, ">" and "|". */
static gsize quote_length(const char *line, gsize len)
{
	gsize at = 0;
	while (at < len &&
		(line[at] == ' ' || line[at] == '\t' || line[at] == '>' || line[at] == '|'))
		at++;
	return at;
}

/** Bytes of the lines up to the first blank one, of which so many at most are quoting. */
static gsize measure_headers(const char *text, const char *end, gsize quote)
{
	const char *line = text;
	gsize taken = 0;
	while (line < end && taken < REBOUND_LIMIT_HEADER_BLOCK_BYTES) {
		gsize len = line_length(line, end), quoted = quote_length(line, len);
		if (quoted == len)
			break;
		taken += len - MIN(quote, quoted) + 1;
		line += MIN(len + 1, (gsize)(end - line));
	}
	return (gsize)(line - text);
}

/** Copy these lines without the quoting that the first of them bears. */
static GString *copy_headers(const char *line, const char *end, gsize quote)
{
	GString *block = g_string_new(NULL);
	while (line < end) {
		gsize len = line_length(line, end);
		gsize cut = MIN(quote, quote_length(line, len));
		g_string_append_len(block, line + cut, (gssize)(len - cut));
		g_string_append_c(block, '\n');
		line += MIN(len + 1, (gsize)(end - line));
	}
	return block;
}

/** Read the header that begins with a line, each of whose lines is quoted as that one is. */
static gboolean read_headers(
	struct rebound_builder *builder, const char *line, const char *end, gsize quote)
{
	gsize len = measure_headers(line, end, quote);
	g_autoptr(GString) block = quote > 0 ? copy_headers(line, line + len, quote) : NULL;
	guint count = 0;
	const struct rebound_header *headers = rebound_message_read_headers(
		builder->arena, block ? block->str : line, block ? block->len : len, &count);
	keep_headers(builder, headers, count);
	return count > 0;
}

gboolean rebound_returned_read_text(
	struct rebound_builder *builder, const struct rebound_text_view *view)
{
	g_return_val_if_fail(builder && view, FALSE);
	if (view->report_end >= view->len)
		return FALSE;
	const char *end = view->text + view->len;
	const char *line = view->text + view->report_end;
	for (guint i = 0; line < end && i < LINES_TO_HEADERS; i++) {
		gsize len = line_length(line, end);
		gsize quote = quote_length(line, len);
		gboolean trace;
		if (rebound_text_header_name(line + quote, len - quote, &trace) > 0)
			return read_headers(builder, line, end, quote);
		line += MIN(len + 1, (gsize)(end - line));
	}
	return FALSE;
}
