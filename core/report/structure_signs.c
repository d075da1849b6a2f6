/* SPDX-License-Identifier: MIT */
#include "core/report/structure_signs.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"

/* A label is no longer. */
#define LONGEST_LABEL 64

/** A line without outer space, and the lines beside it. */
struct place {
	const char *text, *start, *end; /**< the whole text's begin; the line */
	const char *stop;		/**< of the whole text */
};

static gboolean is_opener(char byte)
{
	return byte == '<' || byte == '(' || byte == '[' || byte == '"' || byte == '\'';
}

static gboolean is_closer(char byte)
{
	return byte == '>' || byte == ')' || byte == ']' || byte == '"' || byte == '\'';
}

static gboolean is_border(char byte)
{
	return byte == ' ' || byte == '\t' || byte == ':' || byte == ';' || byte == ',' ||
	       byte == '|' || byte == '=' || is_opener(byte) || is_closer(byte);
}

/** Whether a colon ends before a place, ASCII or full-width. */
static gboolean is_colon(const char *start, const char *at)
{
	return at > start && (at[-1] == ':' || at[-1] == '=' ||
				     (at - start >= 3 && memcmp(at - 3, "\xEF\xBC\x9A", 3) == 0));
}

/** Whether a line begins with a short label and a colon. */
static gboolean has_label(const char *start, const char *end)
{
	const char *most = MIN(end, start + LONGEST_LABEL);

	for (const char *at = start + 1; at <= most && start < end; at++) {
		if (is_colon(start, at))
			return !(at + 1 < end && at[0] == '/' && at[1] == '/');
	}
	return FALSE;
}

static const char *line_before(const struct place *place, const char **end)
{
	const char *at = place->start;

	while (at > place->text && at[-1] != '\n')
		at--;
	if (at == place->text)
		return NULL;
	*end = --at;
	/* A longer line is no label. */
	while (at > place->text && at[-1] != '\n' && *end - at < 2 * LONGEST_LABEL)
		at--;
	return at;
}

static gboolean has_label_beside(const struct place *place)
{
	const char *end = NULL, *before = line_before(place, &end);

	if (before && has_label(before, end))
		return TRUE;
	const char *next = place->end;
	while (next < place->stop && *next != '\n')
		next++;
	next += next < place->stop;
	/* An empty line may part a label from the next. */
	if (next < place->stop && *next == '\n')
		next++;
	end = memchr(next, '\n', (gsize)(place->stop - next));
	return has_label(next, end ? end : place->stop);
}

/** Whether the line before is a label only: "Recipient:". */
static gboolean is_below_label(const struct place *place)
{
	const char *end = NULL, *before = line_before(place, &end);

	while (before && end > before && end[-1] == ' ')
		end--;
	return before && end - before > 1 && end - before <= LONGEST_LABEL && is_colon(before, end);
}

/** Whether the line before tells a code. */
static gboolean is_below_code(const struct place *place)
{
	const char *end = NULL, *before = line_before(place, &end);

	return before && end > before &&
	       rebound_structure_holds_code(before, (gsize)(end - before));
}

/** Whether an address stands as in a row, or behind a label. */
static gboolean stands_apart(const struct place *place, const char *sign)
{
	const char *from = sign, *to = sign;

	while (from > place->start && !is_border(from[-1]))
		from--;
	while (to < place->end && !is_border(*to))
		to++;
	while (from > place->start && is_opener(from[-1]))
		from--;
	while (to < place->end && is_closer(*to))
		to++;
	gsize before = (gsize)(from - place->start), behind = (gsize)(place->end - to);
	if ((before >= 2 && from[-1] == ' ' && from[-2] == ' ') ||
		(behind >= 2 && to[0] == ' ' && to[1] == ' '))
		return TRUE;
	/* CSV */
	if ((before > 0 && (from[-1] == ',' || from[-1] == ';')) ||
		(behind > 1 && (to[0] == ',' || to[0] == ';') && to[1] != ' '))
		return TRUE;
	gboolean alone =
		behind == 0 || (behind > 2 && (to[1] == '[' || to[1] == '(' || to[1] == '-'));
	if (!alone)
		return FALSE;
	if (before > 0 && from[-1] == ' ')
		from--;
	gboolean trace;
	/* "To:" of a message that is shown is the business of others. */
	if (before > 0 && from - place->start <= LONGEST_LABEL && is_colon(place->start, from))
		return has_label_beside(place) &&
		       rebound_text_header_name(
			       place->start, (gsize)(place->end - place->start), &trace) == 0;
	return before == 0 && (is_below_label(place) || is_below_code(place));
}

static gboolean is_data_format(const struct place *place)
{
	char first = *place->start;

	if (first == '{' || first == '[' || first == '"')
		return TRUE;
	if (first != '<' || place->end - place->start < 3 || !g_ascii_isalpha(place->start[1]))
		return FALSE;
	const char *at = place->start + 1;
	while (at < place->end &&
		(g_ascii_isalnum(*at) || (*at == '_' || *at == '-' || *at == ':' || *at == '.')))
		at++;
	return at < place->end && (*at == ' ' || *at == '>' || *at == '/');
}

static gboolean is_row(const struct place *place)
{
	gsize len = (gsize)(place->end - place->start);
	const char *bar = memchr(place->start, '|', len);

	return memchr(place->start, '\t', len) || memchr(place->start, '`', len) ||
	       (bar && (bar == place->start || bar[-1] == ' ')) ||
	       (memchr(place->start, '*', len) && memmem(place->start, len, "**", 2)) ||
	       (memchr(place->start, 0xE2, len) && memmem(place->start, len, "│", 3));
}

/** Whether a word is one of some addresses; those may be NULL. */
static gboolean is_known(const char *word, gsize len, const char *const *addresses, guint count)
{
	for (guint i = 0; i < count; i++) {
		if (addresses[i] && rebound_text_may_equal(*addresses[i], *word) &&
			rebound_text_goes_on(word, len, addresses[i]) &&
			strlen(addresses[i]) == len)
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_structure_names_others(
	const char *text, gsize len, const char *const *addresses, guint count)
{
	const char *stop = text + len, *from = text;

	for (const char *sign; (sign = memchr(from, '@', (gsize)(stop - from)));) {
		const char *start = sign, *end = sign;
		while (start > from && !is_border(start[-1]) && start[-1] != '\n')
			start--;
		while (end < stop && !is_border(*end) && *end != '\n')
			end++;
		for (from = end; end > sign && (end[-1] == '.' || end[-1] == '`');)
			end--;
		if (!is_known(start, (gsize)(end - start), addresses, count))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_structure_holds_code(const char *text, gsize len)
{
	static const char classes[] = "245";

	for (const char *class = classes; *class; class ++) {
		const char *at = text, *end = text + len;
		for (; (at = memchr(at, *class, (gsize)(end - at))) && end - at >= 3; at++) {
			gboolean begins = at == text || !g_ascii_isalnum(at[-1]);
			gboolean reply = g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]) &&
					 (at + 3 == end || !g_ascii_isalnum(at[3]));
			if (begins && (reply || at[1] == '.'))
				return TRUE;
		}
	}
	return FALSE;
}

gboolean rebound_structure_signs(const char *text, gsize len)
{
	const char *stop = text + len, *line = text;

	for (const char *sign; (sign = memchr(line, '@', (gsize)(stop - line)));) {
		const char *end = memchr(sign, '\n', (gsize)(stop - sign)), *start = sign;
		end = end ? end : stop;
		while (start > line && start[-1] != '\n')
			start--;
		struct place place = {.text = text, .start = start, .end = end, .stop = stop};
		while ((*place.start == ' ' || *place.start == '\t' || *place.start == '-' ||
			*place.start == '*' || *place.start == '>' || *place.start == '#'))
			place.start++;
		while (place.end > sign && (place.end[-1] == ' ' || place.end[-1] == '\t'))
			place.end--;
		if (end - start > 3 &&
			(memcmp(start, ">>>", 3) == 0 || memcmp(start, "<<<", 3) == 0))
			return FALSE;
		if (*start == '#' || stands_apart(&place, sign) || is_data_format(&place) ||
			is_row(&place))
			return TRUE;
		line = end;
	}
	return FALSE;
}
