/* SPDX-License-Identifier: MIT */
#include "core/report/text_above.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_session.h"
#include "core/report/text_weight.h"

#define INDENT "    "

/* No list is longer; a paragraph is looked at once. */
#define MOST_LINES 2000

enum line {
	ADDRESS, /* alone, but for bullets and brackets */
	WORDS,	 /* without an address */
	ANOTHER,
};

static enum line sort_line(const struct rebound_text_line *line)
{
	if (!memchr(line->text, '@', line->len))
		return g_ascii_isalnum(line->text[0]) || (guchar)line->text[0] >= 0x80 ? WORDS
										       : ANOTHER;
	gsize at = rebound_text_pass_bullets(line->text, line->len), end = line->len;
	while (end > at && strchr(">,;.\"')", line->text[end - 1]))
		end--;
	return end > at && memchr(line->text + at, '@', end - at) &&
			       !memchr(line->text + at, ' ', end - at) &&
			       !memchr(line->text + at, ':', end - at)
		       ? ADDRESS
		       : ANOTHER;
}

/** Whether a line tells a reason; what only tells that something failed leads to one. */
static gboolean tells_reason(struct rebound_arena *arena, const struct rebound_text_line *line)
{
	gboolean more;
	return rebound_text_is_failure_code(rebound_text_leading_code(line, &more)) ||
	       (rebound_text_marks(arena, line->text, line->len) & REBOUND_TEXT_BIT(REASON));
}

/** Whether the paragraph at an offset is such a list; where it ends. */
static gboolean is_list(
	struct rebound_arena *arena, const char *text, gsize len, gsize start, gsize *end)
{
	struct rebound_text_line line, words = {0};
	enum line last = ANOTHER;
	gsize indent = 0;
	gboolean list = TRUE;

	*end = start;
	for (guint i = 0; rebound_text_next_line(text, len, end, &line) && line.len > 0; i++) {
		enum line sort = list && i < MOST_LINES ? sort_line(&line) : ANOTHER;
		indent = i == 0 ? line.indent : indent;
		list = list && sort != ANOTHER && line.indent == indent &&
		       (i > 0 || sort == WORDS) &&
		       /* The line above an address tells why. */
		       (sort != ADDRESS || last != WORDS || tells_reason(arena, &words));
		words = line;
		last = sort;
	}
	return list && last == ADDRESS;
}

static void indent_list(GString *out, const char *text, gsize start, gsize end)
{
	struct rebound_text_line line;

	for (gsize at = start, next = start; rebound_text_next_line(text, end, &next, &line);
		at = next) {
		if (line.len > 0 && sort_line(&line) == ADDRESS)
			g_string_append(out, INDENT);
		g_string_append_len(out, text + at, (gssize)(next - at));
	}
}

/** The line that a place is in. */
static struct rebound_text_line line_at(const char *text, gsize len, const char *at)
{
	struct rebound_text_line line;
	gsize start = (gsize)(at - text);

	while (start > 0 && text[start - 1] != '\n')
		start--;
	rebound_text_next_line(text, len, &start, &line);
	return line;
}

/** Where the paragraph begins that a place is in, from another place on. */
static gsize paragraph_start(const char *text, gsize from, gsize at)
{
	gboolean blank = FALSE;

	for (gsize start = at; at > from; at--) {
		char c = text[at - 1];

		if (c == '\n' && blank)
			return start;
		start = c == '\n' ? at : start;
		blank = c == '\n' || (blank && (c == ' ' || c == '\t'));
	}
	return from;
}

/** Whether nothing but blanks stands behind the word that a place is in; moved behind that. */
static gboolean ends_line(const char **at, const char *end)
{
	while (*at < end && !g_ascii_isspace(**at))
		(*at)++;
	while (*at < end && (**at == ' ' || **at == '\t'))
		(*at)++;
	return *at == end || **at == '\n';
}

/** Behind the paragraph that a place is in. */
static const char *pass_paragraph(const char *at, const char *end)
{
	while ((at = memchr(at, '\n', (gsize)(end - at))) != NULL) {
		at++;
		while (at < end && (*at == ' ' || *at == '\t'))
			at++;
		if (at == end || *at == '\n')
			return at;
	}
	return end;
}

const char *rebound_text_indent_lists(struct rebound_arena *arena, const char *text, gsize *len)
{
	g_return_val_if_fail(arena && text && len, text);
	g_autoptr(GString) out = NULL;
	const char *at = text, *stop = text + *len;
	gsize kept = 0;

	/* Most paragraphs have no address, or another line with one. */
	while (at < stop && (at = memchr(at, '@', (gsize)(stop - at))) != NULL) {
		const char *sign = at;
		if (!ends_line(&at, stop))
			continue;
		at = pass_paragraph(at, stop);
		struct rebound_text_line line = line_at(text, *len, sign);
		gsize start = paragraph_start(text, kept, (gsize)(sign - text)), end = 0;
		if (sort_line(&line) != ADDRESS || !is_list(arena, text, *len, start, &end))
			continue;
		if (!out)
			out = g_string_sized_new(2 * *len);
		g_string_append_len(out, text + kept, (gssize)(start - kept));
		indent_list(out, text, start, end);
		kept = end;
		at = text + end;
	}
	if (!out)
		return text;
	g_string_append_len(out, text + kept, (gssize)(*len - kept));
	*len = out->len;
	return rebound_arena_copy(arena, out->str, out->len);
}
