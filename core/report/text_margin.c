/* SPDX-License-Identifier: MIT */
#include "core/report/text_margin.h"

#include <string.h>

#include "core/base/text.h"

static gsize measure_blanks(const char *line, const char *end)
{
	const char *at = line;

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return (gsize)(at - line);
}

/** What all lines but empty ones begin with; 0 where one begins at the margin. */
static gsize measure_margin(const char *text, const char *end)
{
	const char *first = NULL, *stop;
	gsize margin = 0;

	for (const char *line = text; line < end; line = stop + 1) {
		gsize blanks = measure_blanks(line, end);
		if (blanks == 0 && *line != '\n')
			return 0;
		stop = rebound_text_line_end(line + blanks, end);
		if (stop == line + blanks)
			continue;
		margin = first ? MIN(margin, blanks) : blanks;
		first = first ? first : line;
		while (margin > 0 && memcmp(first, line, margin) != 0)
			margin--;
		if (margin == 0)
			return 0;
	}
	return margin;
}

gsize rebound_text_drop_margin(char *text, gsize len)
{
	g_return_val_if_fail(text, 0);
	const char *end = text + len, *stop;
	gsize margin = measure_margin(text, end);
	char *to = text;

	if (margin == 0)
		return len;
	for (const char *line = text; line < end; line = stop + 1) {
		stop = rebound_text_line_end(line, end);
		line += MIN(margin, measure_blanks(line, stop));
		gsize rest = (gsize)(MIN(stop + 1, end) - line);
		memmove(to, line, rest);
		to += rest;
	}
	*to = '\0';
	return (gsize)(to - text);
}
