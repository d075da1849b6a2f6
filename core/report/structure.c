/* SPDX-License-Identifier: MIT */
#include "core/report/structure.h"

#include <string.h>

#include "core/mail/message.h"
#include "core/report/structure_block.h"
#include "core/report/structure_signs.h"
#include "core/report/structure_tree.h"
#include "core/report/structure_values.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/report/text_session.h"
#include "core/report/text_units.h"

/* So many bytes of Markdown are bold, or code, at once. */
#define LONGEST_MARKED 300

/* So many places that look like JSON or XML are tried. */
#define MOST_TREES 8

/** A report that is written again. */
struct writer {
	struct rebound_arena *arena;
	const char *text; /**< the report */
	gsize len;
	gboolean marked;
	GString *result;
	struct rebound_block block;
	struct rebound_records records;
	gsize block_start;
	gboolean after_label; /**< the last line is a label whose value stands below it */
	gboolean apart; /**< the block is the header of a message, or tells of the entry above */
	struct rebound_text_line last; /**< the last line, if it is of no block; else empty */
	guint trees;		       /**< that were tried */
	gboolean found;
};

/** Append lines as they are, without marks. */
static void copy_lines(struct writer *writer, gsize start, gsize end)
{
	if (!writer->marked) {
		g_string_append_len(writer->result, writer->text + start, (gssize)(end - start));
		return;
	}
	for (gsize i = start; i < end; i++) {
		char byte = writer->text[i];
		if (byte != '\t')
			g_string_append_c(writer->result, byte);
		else if (i > 0 && writer->text[i - 1] != '\n' && writer->text[i - 1] != '\t')
			g_string_append_c(writer->result, ' ');
	}
}

static void write_records(struct writer *writer)
{
	rebound_records_append(&writer->records, writer->result);
	writer->found = TRUE;
}

/** Whether a block says what a recipient was generated from, which an entry has no room for. */
static gboolean names_former(const struct writer *writer, gsize end)
{
	static const char *const words[] = {
		"original", "alias", "generated", "expanded", "forwarded"};
	const char *text = writer->text + writer->block_start;
	gsize len = end - writer->block_start;

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (rebound_text_find(text, len, words[i]))
			return (rebound_text_marks(writer->arena, text, len) &
				       REBOUND_TEXT_BIT(ALIAS)) != 0;
	}
	return FALSE;
}

static void end_block(struct writer *writer, gsize end)
{
	struct rebound_block *block = &writer->block;
	g_autoptr(GString) rest = NULL;

	writer->after_label = FALSE;
	if (block->rows->len == 0)
		return;
	/* What leads to a list stays beside it. */
	const char *before = writer->result->str;
	gsize len = writer->result->len;
	gboolean led = len > 1 && before[len - 1] == '\n' && before[len - 2] == ':';
	rest = block->address && !writer->apart ? g_string_new(led ? NULL : "\n") : NULL;
	if (rest && rebound_block_read(block, &writer->records, writer->text, rest) &&
		!names_former(writer, end)) {
		g_string_append_len(writer->result, rest->str, (gssize)rest->len);
		write_records(writer);
	} else {
		copy_lines(writer, writer->block_start, end);
	}
	rebound_block_reset(block);
	writer->apart = FALSE;
}

static void add_row(struct writer *writer, enum rebound_separator separator,
	const struct rebound_cell *cells, guint count, gsize start, gsize end)
{
	if (writer->block.rows->len > 0 && writer->block.separator != separator)
		end_block(writer, start);
	if (writer->block.rows->len == 0) {
		writer->block_start = start;
		writer->block.separator = separator;
		writer->apart =
			separator == REBOUND_SEPARATOR_NONE && writer->last.len > 0 &&
			rebound_text_is_entry(writer->arena, writer->last.text, writer->last.len);
	}
	writer->last.len = 0;
	rebound_block_add(&writer->block, cells, count, start, end);
}

/** Bytes of bullets, of a number and of the marks of a heading at the start of a line. */
static gsize pass_bullets(const struct rebound_text_line *line)
{
	gsize at = 0, digits;

	while (at < line->len && strchr("-*>+# ", line->text[at]))
		at++;
	/* "*ann@example.org" is a name. */
	if (at > 0 && line->text[at - 1] != ' ')
		at = 0;
	for (digits = at; digits < line->len && g_ascii_isdigit(line->text[digits]);)
		digits++;
	return digits > at && digits + 1 < line->len && strchr(".)", line->text[digits]) &&
			       line->text[digits + 1] == ' '
		       ? digits + 2
		       : at;
}

/** Take a line "Reason: user unknown"; FALSE where it has no label. */
static gboolean take_label(
	struct writer *writer, const struct rebound_text_line *line, gsize start, gsize end)
{
	gsize bullets = pass_bullets(line), value = 0;
	gboolean trace = FALSE;
	const char *text = line->text + bullets;
	gsize len = line->len - bullets,
	      label = rebound_label_measure(writer->arena, text, len, &value);
	/* "REASON: user unknown      RECIPIENT: ann@example.org" is a row. */
	if (label == 0 || (!writer->marked && memmem(text + value, len - value, "  ", 2)))
		return FALSE;
	/* The rest of a command: "... after RCPT", "TO:<ann@example.org>:". */
	if (value < len && text[value] == '<' && text[len - 1] == ':')
		return FALSE;
	struct rebound_cell cells[] = {
		{.text = text, .len = label}, {.text = text + value, .len = len - value}};
	if (cells[1].len > 2 && cells[1].text[0] == '"' && text[len - 1] == '"') {
		cells[1].text++;
		cells[1].len -= 2;
	}
	add_row(writer, REBOUND_SEPARATOR_NONE, cells, 2, start, end);
	writer->after_label = value == len;
	rebound_text_header_name(line->text, line->len, &trace);
	writer->apart = writer->apart || trace;
	return TRUE;
}

/** The first line from a place on that is not empty; one empty line may stand before it. */
static gboolean peek_line(const struct writer *writer, gsize offset, struct rebound_text_line *line)
{
	for (guint i = 0; i < 2; i++) {
		if (!rebound_text_next_line(writer->text, writer->len, &offset, line))
			return FALSE;
		if (line->len > 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean is_address_line(const struct writer *writer, const struct rebound_text_line *line)
{
	gsize at = pass_bullets(line);

	return rebound_value_is_addresses(writer->arena, line->text + at, line->len - at);
}

/** Take an address that stands above labels of its own, "# ann@example.org", "Status: failed";
 * FALSE where it stands above other words. */
static gboolean take_titled(
	struct writer *writer, const struct rebound_text_line *line, gsize start, gsize end)
{
	struct rebound_text_line next;
	gsize value = 0, at = pass_bullets(line);

	if (writer->marked || line->text[0] != '#' || !memchr(line->text, '@', line->len) ||
		!is_address_line(writer, line) || !peek_line(writer, end, &next))
		return FALSE;
	gsize bullets = pass_bullets(&next);
	gsize label = rebound_label_measure(
		writer->arena, next.text + bullets, next.len - bullets, &value);
	if (label == 0 || value >= next.len - bullets)
		return FALSE;
	const struct rebound_cell cells[] = {
		{.text = ""}, {.text = line->text + at, .len = line->len - at}};
	add_row(writer, REBOUND_SEPARATOR_NONE, cells, 2, start, end);
	return TRUE;
}

/** Take a reply that stands above those whom it is of; FALSE where it is none. */
static gboolean take_reply(
	struct writer *writer, const struct rebound_text_line *line, gsize start, gsize end)
{
	struct rebound_text_line next;

	if (memchr(line->text, '@', line->len) ||
		rebound_text_decoration(line->text, line->len) > 0 ||
		rebound_text_numbers(line->text, line->len).code < 400 || writer->last.len > 0 ||
		!rebound_text_next_line(writer->text, writer->len, &end, &next) || next.len == 0 ||
		!is_address_line(writer, &next))
		return FALSE;
	const struct rebound_cell cells[] = {{.text = line->text, .len = line->len}, {.text = ""}};
	gsize stop = (gsize)(line->text + line->len - writer->text);
	stop += stop < writer->len;
	add_row(writer, REBOUND_SEPARATOR_NONE, cells, 2, start, stop);
	writer->after_label = TRUE;
	return TRUE;
}

/** Take a line that goes on with a row; FALSE where it goes on with none. */
static gboolean take_further(struct writer *writer, const struct rebound_text_line *line, gsize end)
{
	struct rebound_block *block = &writer->block;
	gsize count = block->rows->len;

	if (count == 0 || block->cells->len == 0 ||
		g_array_index(block->rows, struct rebound_block_row, count - 1).count == 0)
		return FALSE;
	gboolean further =
		block->separator == REBOUND_SEPARATOR_NONE
			? writer->after_label ||
				  !rebound_text_is_entry(writer->arena, line->text, line->len)
			: block->separator == REBOUND_SEPARATOR_SPACES && line->indent > 0 &&
				  !memchr(line->text, '@', line->len);
	if (further && writer->after_label) {
		/* The next of a list below its label. */
		guint label = g_array_index(block->rows, struct rebound_block_row, count - 1).cells;
		const struct rebound_cell cells[] = {
			g_array_index(block->cells, struct rebound_cell, label),
			{.text = line->text, .len = line->len}};
		rebound_block_add(block, cells, 2, end, end);
	} else if (further) {
		rebound_block_extend(block, G_MAXUINT, line->text, line->len, end);
	}
	return further;
}

/** The row of a table with bars whose first cell is empty goes on with the one above. */
static gboolean is_further_row(const struct writer *writer, const struct rebound_cell *cells,
	guint count, enum rebound_separator separator)
{
	gboolean address = FALSE;

	for (guint i = 0; i < count; i++)
		address = address || memchr(cells[i].text, '@', cells[i].len);
	return separator == REBOUND_SEPARATOR_BAR && writer->block.rows->len > 0 &&
	       writer->block.separator == separator && cells[0].len == 0 && !address;
}

/** Take JSON or XML; returns its bytes, 0 where there is none. */
static gsize take_tree(struct writer *writer, gsize start)
{
	if (writer->trees >= MOST_TREES)
		return 0;
	writer->trees++;
	const char *text = writer->text + start;
	gsize size = rebound_structure_tree_measure(text, writer->len - start);
	if (size == 0 || !rebound_structure_tree_read(&writer->records, text, size))
		return 0;
	end_block(writer, start);
	rebound_structure_tree_read(&writer->records, text, size);
	g_string_append_c(writer->result, '\n');
	write_records(writer);
	return size;
}

static void take_line(
	struct writer *writer, const struct rebound_text_line *line, gsize start, gsize end)
{
	struct rebound_cell cells[REBOUND_CELLS_MOST];
	enum rebound_separator separator = REBOUND_SEPARATOR_NONE;

	if (line->len == 0 || (!writer->marked && rebound_cells_is_rule(line->text, line->len))) {
		/* A rule parts rows, an empty line only those of lists of labels. */
		gboolean stays = writer->block.rows->len > 0 &&
				 (line->len > 0 || writer->marked ||
					 writer->block.separator == REBOUND_SEPARATOR_NONE);
		if (stays) {
			add_row(writer, writer->block.separator, NULL, 0, start, end);
		} else {
			end_block(writer, start);
			copy_lines(writer, start, end);
		}
		writer->after_label = FALSE;
		writer->last.len = 0;
		return;
	}
	const char *text = writer->marked ? writer->text + start : line->text;
	gsize len = writer->marked ? end - start : line->len;
	guint count =
		rebound_cells_read(writer->arena, text, len, writer->marked, cells, &separator);
	if (count > 0 && is_further_row(writer, cells, count, separator)) {
		for (guint i = 0; i < count; i++) {
			if (cells[i].len > 0)
				rebound_block_extend(
					&writer->block, i, cells[i].text, cells[i].len, end);
		}
		return;
	}
	gboolean spaces = separator == REBOUND_SEPARATOR_SPACES;
	if (spaces && take_label(writer, line, start, end))
		return;
	if (count > 0 && !(spaces && writer->after_label)) {
		add_row(writer, separator, cells, count, start, end);
		return;
	}
	if ((!spaces && take_label(writer, line, start, end)) ||
		take_titled(writer, line, start, end) || take_reply(writer, line, start, end) ||
		take_further(writer, line, end))
		return;
	end_block(writer, start);
	copy_lines(writer, start, end);
	writer->last = *line;
}

/** Whether a line is of a session, which shows more than rows do. */
static gboolean is_session(struct rebound_text_line line)
{
	gboolean arrow;
	enum rebound_text_side side = rebound_text_session_line(&line, FALSE, &arrow);

	return side == REBOUND_TEXT_CLIENT || (side != REBOUND_TEXT_NOBODY && arrow);
}

/** The end of a row of HTML, which may have several lines. */
static gsize pass_marked_row(const struct writer *writer, gsize offset)
{
	while (offset < writer->len && writer->text[offset] == '\t') {
		const char *stop = memchr(writer->text + offset, '\n', writer->len - offset);
		offset = stop ? (gsize)(stop + 1 - writer->text) : writer->len;
	}
	return offset;
}

static void take_lines(struct writer *writer)
{
	struct rebound_text_line line;
	gboolean fresh = TRUE;

	for (gsize start = 0, offset = 0;
		rebound_text_next_line(writer->text, writer->len, &offset, &line); start = offset) {
		gboolean tree = fresh && line.len > 0 && strchr("{[<", line.text[0]);
		gsize size = tree ? take_tree(writer, (gsize)(line.text - writer->text)) : 0;
		fresh = line.len == 0;
		if (size > 0) {
			offset = (gsize)(line.text - writer->text) + size;
			fresh = TRUE;
			continue;
		}
		if (line.len > 0 && is_session(line)) {
			writer->found = FALSE;
			return;
		}
		if (writer->marked)
			offset = pass_marked_row(writer, offset);
		take_line(writer, &line, start, offset);
	}
	end_block(writer, writer->len);
}

/** The addresses of the reporting side, and of where the report went to. */
static void find_own(struct rebound_records *records, const struct rebound_text_hints *hints)
{
	static const char *const names[] = {"To", "Delivered-To", "X-Original-To"};
	gsize count = 0;

	if (!hints)
		return;
	records->own[count++] = hints->envelope_recipient;
	records->own[count++] = hints->from_address;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value =
			rebound_header_find(hints->headers, hints->header_count, names[i]);
		records->own[count++] =
			value ? rebound_header_address(records->arena, value) : NULL;
	}
}

/** Whether no word goes on at a place. */
static gboolean is_edge(const char *text, gsize len, gsize at)
{
	return at >= len || g_ascii_isspace(text[at]) || strchr(".,:;()[]<>|*_", text[at]);
}

/** Bytes up to the end of words between marks, "`ann@example.org`" or "**Reason**"; 0 where none
 * begin. An address may hold the marks, but not at both of its ends. */
static gsize measure_marked(const char *text, gsize len, gsize at, gsize mark)
{
	gsize end = at + mark;

	if (at > 0 && !is_edge(text, len, at - 1))
		return 0;
	if (end >= len || g_ascii_isspace(text[end]) || text[end] == *(text + at))
		return 0;
	while (end + mark <= len && text[end] != '\n' && end - at < LONGEST_MARKED) {
		if (memcmp(text + end, text + at, mark) == 0)
			return is_edge(text, len, end + mark) ? end - at : 0;
		end++;
	}
	return 0;
}

/** A text of Markdown without the marks that make words bold or code, and those of a quote; NULL
 * where it has none. */
static const char *cut_markdown(struct rebound_arena *arena, const char *text, gsize *len)
{
	gsize to = 0, next = G_MAXSIZE, mark = 0;
	gboolean start = TRUE, found = FALSE;

	if (!memchr(text, '`', *len) && !memmem(text, *len, "**", 2))
		return NULL;
	char *cut = rebound_arena_copy(arena, text, *len);
	for (gsize i = 0; i < *len; i++) {
		gsize size = text[i] == '`'					    ? 1
			     : i + 1 < *len && text[i] == '*' && text[i + 1] == '*' ? 2
										    : 0;
		gsize words = size > 0 && i != next ? measure_marked(text, *len, i, size) : 0;
		gboolean quote = start && text[i] == '>' && i + 1 < *len && text[i + 1] == ' ';
		if (i == next || words > 0) {
			next = words > 0 ? i + words : next;
			mark = words > 0 ? size : mark;
			i += mark - 1;
			found = TRUE;
		} else if (!quote) {
			cut[to++] = text[i];
		}
		start = text[i] == '\n' || (start && text[i] == ' ');
	}
	*len = found ? to : *len;
	return found ? cut : NULL;
}

/** Bytes of a text without the line that is too much, and might end within an address. */
static gsize whole_lines(const char *text, gsize len)
{
	if (len <= REBOUND_LIMIT_TEXT_BYTES)
		return len;
	for (len = REBOUND_LIMIT_TEXT_BYTES; len > 0 && text[len - 1] != '\n';)
		len--;
	return len;
}

const char *rebound_structure_read(struct rebound_arena *arena,
	const struct rebound_text_view *view, gboolean marked,
	const struct rebound_text_hints *hints, gsize *len)
{
	g_return_val_if_fail(arena && view && len, NULL);
	/* Without a table, HTML is as other text. */
	marked = marked && memchr(view->text, '\t', view->report_end);
	if (!marked && !rebound_structure_signs(view->text, view->report_end))
		return NULL;
	struct writer writer = {
		.arena = arena,
		.text = view->text,
		.len = view->report_end,
		.marked = marked,
		.result = g_string_sized_new(view->report_end),
	};
	const char *cut = marked ? NULL : cut_markdown(arena, writer.text, &writer.len);
	writer.text = cut ? cut : writer.text;
	writer.found = cut != NULL;
	rebound_block_init(&writer.block, arena);
	rebound_records_init(&writer.records, arena);
	find_own(&writer.records, hints);
	take_lines(&writer);
	const char *result = NULL;
	if (writer.found) {
		*len = whole_lines(writer.result->str, writer.result->len);
		result = rebound_arena_copy(arena, writer.result->str, *len);
	}
	g_string_free(writer.result, TRUE);
	rebound_block_clear(&writer.block);
	rebound_records_clear(&writer.records);
	return result;
}
