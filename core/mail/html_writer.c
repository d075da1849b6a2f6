/* SPDX-License-Identifier: MIT */
#include "core/mail/html_writer.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/html_reference.h"

#define MOST_CELLS  64 /* that are empty between two others */
#define MOST_INDENT 64 /* of a line */

void rebound_html_writer_end_link(struct rebound_html_writer *writer)
{
	gsize link = writer->link, len = writer->link_end - link;

	if (writer->address && len > 0 && writer->text->len == writer->link_end &&
		!memchr(writer->text->str + link, '@', len)) {
		g_string_append(writer->text, " <");
		g_string_append_len(writer->text, writer->address, (gssize)writer->address_len);
		g_string_append_c(writer->text, '>');
	}
	writer->address = NULL;
}

void rebound_html_writer_end_line(struct rebound_html_writer *writer)
{
	rebound_html_writer_end_link(writer);
	if (!writer->fresh || writer->blank)
		g_string_append_c(writer->text, '\n');
	writer->fresh = TRUE;
	writer->blank = FALSE;
	writer->space = FALSE;
	writer->indent = 0;
}

void rebound_html_writer_break(struct rebound_html_writer *writer)
{
	rebound_html_writer_end_link(writer);
	g_string_append_c(writer->text, '\n');
	writer->fresh = TRUE;
	writer->blank = FALSE;
	writer->space = FALSE;
	writer->indent = 0;
}

void rebound_html_writer_space(struct rebound_html_writer *writer, char space)
{
	if (!writer->preformatted)
		writer->space = TRUE;
	else if (space == '\n') {
		g_string_append_c(writer->text, '\n');
		writer->fresh = TRUE;
		writer->indent = 0;
	} else if (space != '\r')
		g_string_append_c(writer->text, ' ');
}

/* A cell before which the row says nothing is its first. */
static void write_borders(struct rebound_html_writer *writer)
{
	if (writer->text->len > writer->row_start) {
		writer->space = FALSE;
		for (; writer->borders > 0; writer->borders--)
			g_string_append_c(writer->text, '\t');
	}
	writer->borders = 0;
}

/* An empty line tells a paragraph from what stands above. */
static void write_gap(struct rebound_html_writer *writer)
{
	GString *text = writer->text;

	if (text->len > 1 && text->str[text->len - 1] == '\n' && text->str[text->len - 2] != '\n')
		g_string_append_c(text, '\n');
	writer->paragraph = FALSE;
}

void rebound_html_writer_bytes(struct rebound_html_writer *writer, const char *bytes, gsize len)
{
	if (writer->paragraph)
		write_gap(writer);
	if (writer->borders > 0)
		write_borders(writer);
	if (writer->quotes > 0 && writer->fresh)
		g_string_append(writer->text, "> ");
	if (writer->space && (!writer->fresh || writer->indent > 0))
		g_string_append_c(writer->text, ' ');
	for (; writer->indent > 0; writer->indent--)
		g_string_append_c(writer->text, ' ');
	writer->space = FALSE;
	writer->fresh = FALSE;
	writer->blank = FALSE;
	g_string_append_len(writer->text, bytes, (gssize)len);
}

void rebound_html_writer_character(struct rebound_html_writer *writer, gunichar character)
{
	char bytes[6];

	if (writer->fresh && character == REBOUND_HTML_NO_BREAK_SPACE) {
		writer->indent += writer->blank && writer->space ? 2 : 1;
		writer->indent = MIN(writer->indent, MOST_INDENT);
		writer->blank = TRUE;
		writer->space = FALSE;
		return;
	}
	if (character == REBOUND_HTML_NO_BREAK_SPACE || character == ' ' || character == '\t' ||
		character == '\n' || character == '\r') {
		rebound_html_writer_space(writer, ' ');
		return;
	}
	if (character == 0 || !g_unichar_validate(character))
		character = 0xfffd;
	rebound_html_writer_bytes(writer, bytes, (gsize)g_unichar_to_utf8(character, bytes));
}

void rebound_html_writer_begin_row(struct rebound_html_writer *writer)
{
	writer->in_row = writer->marks;
	writer->row_start = writer->text->len;
	writer->cells = writer->borders = writer->div_row = 0;
}

void rebound_html_writer_leave_row(struct rebound_html_writer *writer)
{
	writer->in_row = FALSE;
	writer->borders = 0;
	for (guint i = 0; i < REBOUND_HTML_SPANS; i++)
		writer->spans[i].rows = 0;
}

/* Keep the text of cells that reach down, when they end. */
static void end_spans(struct rebound_html_writer *writer)
{
	for (guint i = 0; i < REBOUND_HTML_SPANS; i++) {
		struct rebound_html_span *span = &writer->spans[i];
		if (!span->open)
			continue;
		const char *text = writer->text->str + span->start;
		span->open = FALSE;
		span->len = writer->text->len - span->start;
		while (span->len > 0 && (*text == '\t' || *text == ' ')) {
			text++;
			span->len--;
		}
		while (span->len > 0 && text[span->len - 1] == '\n')
			span->len--;
		if (span->len == 0 || span->len > REBOUND_HTML_SPAN_BYTES ||
			memchr(text, '\n', span->len))
			span->rows = 0;
		else
			memcpy(span->text, text, span->len);
	}
}

/* Write the cell of a row above that reaches down to the next column. */
static gboolean write_span(struct rebound_html_writer *writer)
{
	for (guint i = 0; i < REBOUND_HTML_SPANS; i++) {
		struct rebound_html_span *span = &writer->spans[i];
		if (span->rows == 0 || span->open || span->column != writer->cells)
			continue;
		span->rows--;
		if (writer->cells++ > 0)
			writer->borders++;
		rebound_html_writer_bytes(writer, span->text, span->len);
		return TRUE;
	}
	return FALSE;
}

void rebound_html_writer_end_row(struct rebound_html_writer *writer)
{
	GString *text = writer->text;
	gsize start = writer->row_start;

	if (!writer->in_row)
		return;
	end_spans(writer);
	while (writer->cells > 0 && text->len < writer->limit && write_span(writer))
		;
	writer->in_row = FALSE;
	writer->borders = 0;
	if (writer->cells < 2 || !memchr(text->str + start, '\t', text->len - start))
		return;
	g_autofree char *row = g_strndup(text->str + start, text->len - start);
	gsize len = text->len - start;
	while (len > 0 && row[len - 1] == '\n')
		len--;
	g_string_truncate(text, start);
	for (gsize i = 0; i < len; i++) {
		g_string_append_c(text, row[i]);
		if (row[i] == '\n' && row[i + 1] != '\t')
			g_string_append(text, "\t\t");
	}
	g_string_append_c(text, '\n');
	writer->fresh = TRUE;
	writer->space = FALSE;
}

void rebound_html_writer_begin_cell(struct rebound_html_writer *writer)
{
	if (!writer->in_row)
		return;
	end_spans(writer);
	while (writer->borders < MOST_CELLS && write_span(writer))
		;
	if (writer->cells++ > 0 && writer->borders < MOST_CELLS)
		writer->borders++;
}

void rebound_html_writer_begin_span(
	struct rebound_html_writer *writer, const char *tag, const char *end)
{
	static const char name[] = "rowspan=";
	const char *found =
		writer->in_row ? rebound_text_find(tag, (gsize)(end - tag), name) : NULL;
	guint rows = 0;

	if (!found)
		return;
	for (found += strlen(name); found < end && (*found == '"' || *found == '\'');)
		found++;
	for (; found < end && g_ascii_isdigit(*found) && rows < 1000; found++)
		rows = rows * 10 + (guint)(*found - '0');
	for (guint i = 0; rows > 1 && i < REBOUND_HTML_SPANS; i++) {
		struct rebound_html_span *span = &writer->spans[i];
		if (span->rows == 0) {
			*span = (struct rebound_html_span){.column = writer->cells - 1,
				.rows = rows - 1,
				.start = writer->text->len,
				.open = TRUE};
			break;
		}
	}
}
