/* SPDX-License-Identifier: MIT */
#include "core/report/text_doubled.h"

#include <string.h>

/* Fewer lines may each be a paragraph. */
#define RUNS_AT_LEAST 4

/** How many line ends stand at a place, with blanks between. */
static gsize pass_run(const char *at, const char *end, const char **behind)
{
	gsize count = 0;

	*behind = at;
	for (; at < end && (*at == '\n' || *at == ' ' || *at == '\t'); at++) {
		if (*at == '\n') {
			count++;
			*behind = at + 1;
		}
	}
	return count;
}

/** Whether a run of line ends was made of half as many; the last one may have been cut. */
static gboolean is_doubled(const char *text, const char *end)
{
	gsize runs = 0, longest = 0;

	for (const char *at = text; (at = memchr(at, '\n', (gsize)(end - at))) != NULL;) {
		gsize count = pass_run(at, end, &at);
		if (count % 2 != 0 && at < end)
			return FALSE;
		if (at < end)
			longest = MAX(longest, count);
		runs++;
	}
	return runs >= RUNS_AT_LEAST && longest >= 4;
}

gsize rebound_text_undouble(char *text, gsize len)
{
	g_return_val_if_fail(text, 0);
	const char *end = text + len, *at = text, *mark;
	char *to = text;

	if (!is_doubled(text, end))
		return len;
	while ((mark = memchr(at, '\n', (gsize)(end - at))) != NULL) {
		memmove(to, at, (gsize)(mark - at));
		to += mark - at;
		gsize count = (pass_run(mark, end, &at) + 1) / 2;
		memset(to, '\n', count);
		to += count;
	}
	memmove(to, at, (gsize)(end - at));
	to += end - at;
	*to = '\0';
	return (gsize)(to - text);
}
