/* SPDX-License-Identifier: MIT */
#include "core/report/qsbmf.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/line.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/smtp/address.h"

/* How every bounce of qmail-send itself begins. */
#define INTRODUCTION "Hi. This is the"

/* A foreign introduction is no longer than this many paragraphs. */
#define FOREIGN_PARAGRAPHS 3

/** A paragraph: lines up to a blank one. */
struct paragraph {
	gsize start, end; /**< in the text */
	struct rebound_text_line first;
};

/** The format while it is read. */
struct reading {
	struct rebound_builder *builder;
	const struct rebound_text_view *view;
	struct rebound_recipient *open; /**< the entry whose paragraph was the last one */
	gsize from, to;			/**< its words */
	guint added;
	gboolean delay;
};

static gboolean next_paragraph(
	const struct rebound_text_view *view, gsize len, gsize *offset, struct paragraph *paragraph)
{
	struct rebound_text_line line;
	do {
		if (!rebound_text_next_line(view->text, len, offset, &line))
			return FALSE;
	} while (line.len == 0);
	*paragraph = (struct paragraph){.start = line.offset, .end = *offset, .first = line};
	for (gsize at = *offset; rebound_text_next_line(view->text, len, &at, &line);) {
		*offset = at;
		if (line.len == 0)
			break;
		paragraph->end = at;
	}
	return TRUE;
}

/** The address of "<ann@example.org>:"; it is unquoted, so the last ">:" ends it. NULL for other
 * lines. */
static const char *entry_address(const struct rebound_text_line *line, gsize *len)
{
	if (line->len < 5 || line->text[0] != '<' ||
		memcmp(line->text + line->len - 2, ">:", 2) != 0)
		return NULL;
	*len = line->len - 3;
	return line->text + 1;
}

/** Whether a paragraph is the break before the returned message. */
static gboolean is_break(const struct paragraph *paragraph)
{
	return paragraph->first.text[0] == '-';
}

/** Whether a text begins as qmail's own. */
static gboolean is_own(const char *text, gsize len)
{
	gsize at = 0;
	while (at < len && g_ascii_isspace(text[at]))
		at++;
	return len - at >= strlen(INTRODUCTION) &&
	       memcmp(text + at, INTRODUCTION, strlen(INTRODUCTION)) == 0;
}

/**
 * Whether the text has the form, and where its entries begin: qmail's own introduction, or a
 * foreign one before entries of the same form and a break.
 */
static gboolean find_entries(
	const struct rebound_text_view *view, gsize len, gsize *entries, gboolean *foreign)
{
	gsize offset = 0;
	struct paragraph paragraph;
	*foreign = !is_own(view->text, len);
	/* The break stands at the border, or the mail holds no message at all. */
	gboolean has_break = view->report_end < view->len && view->text[view->report_end] == '-';
	if ((*foreign && !has_break) || !next_paragraph(view, len, &offset, &paragraph))
		return FALSE;
	*entries = offset;
	if (!*foreign)
		return TRUE;
	gsize size;
	for (guint i = 0; i < FOREIGN_PARAGRAPHS; i++) {
		const char *address = entry_address(&paragraph.first, &size);
		/* "<ann@example.org>: ... <ann@example.org>:" is a reply in others' form. */
		if (address)
			return i > 0 && !memchr(address, '>', size);
		*entries = offset;
		if (is_break(&paragraph) ||
			memchr(view->text + paragraph.start, '@',
				paragraph.end - paragraph.start) ||
			!next_paragraph(view, len, &offset, &paragraph))
			return FALSE;
	}
	return FALSE;
}

/** Some qmail systems write what a host said with "_" for each space, as their logs do. */
static const char *open_spaces(struct rebound_arena *arena, const char *text, gsize len)
{
	static const char mark[] = "_said:_";
	if (!rebound_text_find(text, len, mark))
		return text;
	return g_strdelimit(rebound_arena_copy(arena, text, len), "_", ' ');
}

static void close_entry(struct reading *reading)
{
	struct rebound_recipient *recipient = reading->open;
	reading->open = NULL;
	if (!recipient)
		return;
	if (reading->to > reading->from)
		rebound_text_set(reading->builder, recipient,
			open_spaces(reading->builder->arena, reading->view->text + reading->from,
				reading->to - reading->from),
			reading->to - reading->from);
	recipient->kind = reading->delay ? REBOUND_KIND_DELAY : REBOUND_KIND_FAILURE;
	rebound_builder_reconcile(reading->builder, recipient);
}

/** Begin an entry; an address that can't be one is kept as it is given. */
static void open_entry(
	struct reading *reading, const struct paragraph *paragraph, const char *address, gsize len)
{
	close_entry(reading);
	struct rebound_recipient *recipient = rebound_builder_recipient(reading->builder);
	if (!recipient)
		return;
	recipient->address = rebound_address_read(reading->builder->arena, address, len);
	if (!recipient->address)
		recipient->address_as_given = rebound_builder_line(reading->builder, address, len);
	reading->open = recipient;
	reading->from = (gsize)(paragraph->first.text - reading->view->text) + paragraph->first.len;
	reading->to = paragraph->end;
	reading->added++;
}

guint rebound_qsbmf_read(struct rebound_builder *builder, const struct rebound_text_view *view)
{
	g_return_val_if_fail(builder && view, G_MAXUINT);
	gsize len = MIN(view->report_end, (gsize)REBOUND_LIMIT_TEXT_BYTES), offset = 0;
	gboolean foreign;
	if (!find_entries(view, len, &offset, &foreign))
		return G_MAXUINT;
	if (foreign)
		rebound_builder_fault(builder, "foreign-introduction");

	struct reading reading = {.builder = builder, .view = view};
	guint32 introduction = rebound_text_marks(builder->arena, view->text, offset);
	reading.delay = (introduction & REBOUND_TEXT_BIT(RETRIES)) ||
			((introduction & REBOUND_TEXT_BIT(DELAYED)) &&
				!(introduction & REBOUND_TEXT_BIT(GAVE_UP)));
	struct paragraph paragraph;
	while (next_paragraph(view, len, &offset, &paragraph) && !is_break(&paragraph)) {
		gsize size = 0;
		const char *address = entry_address(&paragraph.first, &size);
		if (address)
			open_entry(&reading, &paragraph, address, size);
		else if (reading.open)
			reading.to =
				paragraph.end; /* what a remote host said may hold blank lines */
	}
	close_entry(&reading);
	return reading.added;
}
