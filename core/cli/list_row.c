/* SPDX-License-Identifier: MIT */
#include "core/cli/list_row.h"

#include <string.h>

#define MOST_QUOTED ((gsize)1024 * 1024)

void rebound_list_dialect_init(
	struct rebound_list_dialect *dialect, char delimiter, gboolean cr_ends)
{
	*dialect = (struct rebound_list_dialect){.delimiter = delimiter, .cr_ends = cr_ends};
	dialect->ends['\n'] = dialect->ends['\r'] = 1;
	if (delimiter != '\0')
		dialect->ends[(guchar)delimiter] = 1;
}

struct scan {
	const struct rebound_list_dialect *dialect;
	const char *end;
	gboolean last;
};

/* The next mark from a place on that is no pair; NULL where there is none before the end. */
static const char *find_mark(const char *at, const char *end)
{
	while ((at = memchr(at, '"', (gsize)(end - at))) != NULL) {
		if (at + 1 == end || at[1] != '"')
			return at;
		at += 2;
	}
	return NULL;
}

static gboolean ends_field(const struct scan *scan, const char *at)
{
	while (at < scan->end && *at == ' ')
		at++;
	return at == scan->end || scan->dialect->ends[(guchar)*at];
}

enum quotation { QUOTED, NOT_QUOTED, UNCLOSED, NEEDS_MORE };

/* Whether the mark at open begins a quoted field; then *close is set behind the mark that closes
 * it. Some write a mark within as \" and not as a pair. */
static enum quotation look_at_quotation(
	const struct scan *scan, const char *open, const char **close)
{
	const char *mark = find_mark(open + 1, scan->end);

	while (mark != NULL && mark[-1] == '\\' && !ends_field(scan, mark + 1))
		mark = find_mark(mark + 1, scan->end);
	if (mark == NULL || mark + 1 == scan->end) {
		if (!scan->last && (gsize)(scan->end - open) < MOST_QUOTED)
			return NEEDS_MORE;
		if (mark == NULL)
			return UNCLOSED;
	}
	/* "ab"c: a person wrote that. Over a line end, a mark is missing somewhere. */
	if (!ends_field(scan, mark + 1) && memchr(open, '\n', (gsize)(mark - open)) != NULL)
		return UNCLOSED;
	*close = mark + 1;
	return QUOTED;
}

/* Behind a line end that begins at a place; the place itself where it is none, NULL for more. */
static const char *skip_line_end(const struct scan *scan, const char *at)
{
	if (*at == '\n')
		return at + 1;
	if (*at != '\r')
		return at;
	if (at + 1 == scan->end && !scan->last)
		return NULL;
	if (at + 1 < scan->end && at[1] == '\n')
		return at + 2;
	return scan->dialect->cr_ends || at + 1 == scan->end ? at + 1 : at;
}

static const char *skip_spaces(const char *at)
{
	while (*at == ' ')
		at++;
	return at;
}

/*
 * The field that begins at a place; its end, which is a delimiter's or a line end's, or the end of
 * all. *next is set behind the line end, and NULL where the row goes on. NULL for more.
 */
static const char *scan_field(const struct scan *scan, struct rebound_list_field *field,
	const char **next, gboolean *unclosed)
{
	const struct rebound_list_dialect *dialect = scan->dialect;
	const char *at = field->at;
	const char *open = dialect->delimiter != '\0' ? skip_spaces(at) : scan->end;

	if (open < scan->end && *open == '"') {
		enum quotation quotation = look_at_quotation(scan, open, &at);

		if (quotation == NEEDS_MORE)
			return NULL;
		field->quoted = quotation == QUOTED;
		*unclosed = *unclosed || quotation == UNCLOSED;
	}
	for (*next = NULL;; at++) {
		while (!dialect->ends[(guchar)*at])
			at++;
		if (at >= scan->end)
			break;
		if (*at == dialect->delimiter)
			return at;
		const char *behind = skip_line_end(scan, at);
		if (behind == NULL)
			return NULL;
		if (behind > at) {
			*next = behind;
			return at;
		}
	}
	*next = scan->end;
	return scan->last ? scan->end : NULL;
}

gboolean rebound_list_row_scan(const struct rebound_list_dialect *dialect, const char *at,
	const char *end, gboolean last, struct rebound_list_row *row)
{
	const struct scan scan = {dialect, end, last};
	const char *start = at, *next = NULL;
	guint wanted = 0;

	row->unclosed = FALSE;
	row->count = 0;
	row->len = 0;
	if (start == end && !last)
		return FALSE;
	while (start < end && next == NULL) {
		struct rebound_list_field field = {.at = at};

		at = scan_field(&scan, &field, &next, &row->unclosed);
		if (at == NULL)
			return FALSE;
		field.len = (gsize)(at - field.at);
		if (wanted < row->wanted_count && row->wanted[wanted] == row->count)
			row->fields[wanted++] = field;
		row->count++;
		at++;
	}
	row->len = next != NULL ? (gsize)(next - start) : 0;
	while (wanted < row->wanted_count)
		row->fields[wanted++] = (struct rebound_list_field){0};
	return TRUE;
}

static gboolean is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void trim(const char **text, gsize *len)
{
	while (*len > 0 && is_space(**text)) {
		(*text)++;
		(*len)--;
	}
	while (*len > 0 && is_space((*text)[*len - 1]))
		(*len)--;
}

/* Everything but the marks that open and close, and the second of each pair. */
static void unquote(const char *text, gsize len, GString *out)
{
	gboolean open = TRUE;

	g_string_truncate(out, 0);
	for (gsize i = 1; i < len; i++) {
		if (text[i] != '"' || !open) {
			g_string_append_c(out, text[i]);
		} else if (i + 1 < len && text[i + 1] == '"') {
			g_string_append_c(out, '"');
			i++;
		} else {
			open = FALSE;
		}
	}
}

const char *rebound_list_field_text(
	const struct rebound_list_field *field, GString *scratch, gsize *len)
{
	const char *text = field->at;

	*len = field->len;
	if (text == NULL || *len == 0) {
		*len = 0;
		return "";
	}
	trim(&text, len);
	if (field->quoted && *len >= 2) {
		if (memchr(text + 1, '"', *len - 1) == text + *len - 1) {
			text++;
			*len -= 2;
		} else {
			unquote(text, *len, scratch);
			text = scratch->str;
			*len = scratch->len;
		}
		trim(&text, len);
	}
	return text;
}
