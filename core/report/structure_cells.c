/* SPDX-License-Identifier: MIT */
#include "core/report/structure_cells.h"

#include <string.h>

#include "core/base/text.h"

static const char box_bar[] = "│";

gboolean rebound_cells_is_rule(const char *text, gsize len)
{
	gsize lines = 0;

	for (gsize i = 0; i < len; i++) {
		gboolean wide = len - i >= 3 && memcmp(text + i, "\xE2\x94", 2) == 0;
		if (!wide && !rebound_text_is_one_of(text[i], "-=_+|:*~# \t"))
			return FALSE;
		lines += wide || rebound_text_is_one_of(text[i], "-=_*~#");
		i += wide ? 2 : 0;
	}
	return lines >= 2;
}

static guint add_cell(
	struct rebound_cell *cells, guint count, const char *line, const char *from, const char *to)
{
	while (from < to && g_ascii_isspace(*from))
		from++;
	while (to > from && g_ascii_isspace(to[-1]))
		to--;
	if (to - from >= 2 && *from == '"' && to[-1] == '"') {
		from++;
		to--;
	}
	if (count < REBOUND_CELLS_MOST)
		cells[count++] = (struct rebound_cell){
			.text = from, .len = (gsize)(to - from), .column = (gsize)(from - line)};
	return count;
}

/** Bytes of the separator at a place; 0: there is none. */
static gsize measure_separator(
	const char *start, const char *at, const char *end, enum rebound_separator separator)
{
	switch (separator) {
	case REBOUND_SEPARATOR_BAR:
		if (end - at >= 3 && memcmp(at, box_bar, 3) == 0)
			return 3;
		/* "a|b@example.org" is an address. */
		return *at == '|' &&
		       (at == start || at[-1] == ' ' || at + 1 == end || at[1] == ' ');
	case REBOUND_SEPARATOR_TAB:
		return *at == '\t';
	case REBOUND_SEPARATOR_SPACES:
		return end - at >= 2 && at[0] == ' ' && at[1] == ' ' ? 2 : 0;
	case REBOUND_SEPARATOR_SEMICOLON:
		return *at == ';' && (at + 1 == end || at[1] != ' ');
	case REBOUND_SEPARATOR_COMMA:
		return *at == ',' && (at + 1 == end || at[1] != ' ');
	default:
		return 0;
	}
}

static guint split(
	const char *text, gsize len, enum rebound_separator separator, struct rebound_cell *cells)
{
	const char *from = text, *end = text + len;
	gboolean quotes = separator >= REBOUND_SEPARATOR_SEMICOLON, quoted = FALSE;
	guint count = 0;

	for (const char *at = text; at < end;) {
		quoted = quotes && (*at == '"' ? !quoted : quoted);
		gsize size = quoted ? 0 : measure_separator(text, at, end, separator);
		if (size == 0) {
			at++;
			continue;
		}
		/* A bar may stand before the first cell and behind the last. */
		if (separator != REBOUND_SEPARATOR_BAR || at > text)
			count = add_cell(cells, count, text, from, at);
		at += size;
		while (separator == REBOUND_SEPARATOR_SPACES && at < end && *at == ' ')
			at++;
		from = at;
	}
	if (separator != REBOUND_SEPARATOR_BAR || from < end)
		count = add_cell(cells, count, text, from, end);
	return count;
}

/** The text of a marked row: "\n\t\t" is a line end in a cell, "\n\t" the border of two. */
static guint split_marked(
	struct rebound_arena *arena, const char *text, gsize len, struct rebound_cell *cells)
{
	char *row = rebound_arena_copy(arena, text, len);
	gsize to = 0;

	for (gsize i = 0; i < len; i++) {
		if (row[i] == '\n' && len - i > 2 && row[i + 1] == '\t' && row[i + 2] == '\t') {
			row[to++] = '\n';
			i += 2;
		} else if (row[i] == '\n' && i + 1 < len && row[i + 1] == '\t') {
			continue;
		} else {
			row[to++] = row[i];
		}
	}
	return split(row, to, REBOUND_SEPARATOR_TAB, cells);
}

/** How many separators that begin with a byte a line has; two are as good as more. */
static guint count_separators(
	const char *text, gsize len, char first, enum rebound_separator separator)
{
	const char *end = text + len;
	guint count = 0;

	for (const char *at = text; count < 2 && (at = memchr(at, first, (gsize)(end - at))); at++)
		count += measure_separator(text, at, end, separator) > 0;
	return count;
}

/** Which separator a line of plain text has. */
static enum rebound_separator find_separator(const char *text, gsize len)
{
	guint bars = count_separators(text, len, '|', REBOUND_SEPARATOR_BAR);

	if (memchr(text, box_bar[0], len))
		bars += count_separators(text, len, box_bar[0], REBOUND_SEPARATOR_BAR);
	/* "|/bin/filter ann" is a program. */
	if (bars > 1 || (bars == 1 && text[0] != '|'))
		return REBOUND_SEPARATOR_BAR;
	if (memchr(text, '\t', len))
		return REBOUND_SEPARATOR_TAB;
	if (memmem(text, len, "  ", 2))
		return REBOUND_SEPARATOR_SPACES;
	if (count_separators(text, len, ';', REBOUND_SEPARATOR_SEMICOLON) >= 2)
		return REBOUND_SEPARATOR_SEMICOLON;
	return count_separators(text, len, ',', REBOUND_SEPARATOR_COMMA) >= 2
		       ? REBOUND_SEPARATOR_COMMA
		       : REBOUND_SEPARATOR_NONE;
}

guint rebound_cells_read(struct rebound_arena *arena, const char *text, gsize len, gboolean marked,
	struct rebound_cell *cells, enum rebound_separator *separator)
{
	if (marked) {
		gboolean row = memchr(text, '\t', len) != NULL;
		*separator = row ? REBOUND_SEPARATOR_TAB : REBOUND_SEPARATOR_NONE;
		return row ? split_marked(arena, text, len, cells) : 0;
	}
	*separator = find_separator(text, len);
	guint count =
		*separator == REBOUND_SEPARATOR_NONE ? 0 : split(text, len, *separator, cells);
	return count >= 2 ? count : 0;
}
