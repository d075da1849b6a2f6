/* SPDX-License-Identifier: MIT */
#include "core/mail/boundary.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/lines.h"

/* RFC 2046 section 5.1.1. */
enum { LONGEST = 70 };

/* A part that comes from a mail system tells its type among the first. */
enum { MOST_FIELDS = 8 };

gboolean rebound_boundary_is(
	const char *boundary, gsize len, const char *line, const char *end, gboolean closing)
{
	const char *at = line + 2 + len;

	if (end - line < (gssize)(2 + len) || memcmp(line + 2, boundary, len) != 0)
		return FALSE;
	if (closing) {
		if (end - at < 2 || at[0] != '-' || at[1] != '-')
			return FALSE;
		at += 2;
	}
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
		at++;
	return at == end;
}

/* How long the boundary is that a line shows; 0 where it shows none. */
static gsize read_boundary(const char *line, const char *end)
{
	const char *stop = rebound_lines_end(line, end);

	if (stop - line < 3 || line[0] != '-' || line[1] != '-' || stop == end)
		return 0;
	while (stop > line + 2 && g_ascii_isspace(stop[-1]))
		stop--;
	gsize len = (gsize)(stop - line) - 2;
	if (len == 0 || len > LONGEST)
		return 0;
	for (gsize i = 2; i < len + 2; i++)
		if (!g_ascii_isalnum(line[i]) && strchr("'()+_,-./:=?@#$%", line[i]) == NULL)
			return 0;
	return len;
}

/* Whether a part begins with these lines: one of the first tells what it is. */
static gboolean begins_part(const char *line, const char *end)
{
	for (guint i = 0; i < MOST_FIELDS && line < end && !g_ascii_isspace(*line); i++) {
		if (rebound_text_has_prefix(line, (gsize)(end - line), "Content-"))
			return TRUE;
		line = rebound_lines_next(line, end);
	}
	return FALSE;
}

/* Whether the line stands once more below, before another part or behind the last one. */
static gboolean comes_again(const char *boundary, gsize len, const char *end)
{
	for (const char *line = rebound_lines_next(boundary, end); line < end;
		line = rebound_lines_next(line, end)) {
		if (line[0] == '-' && end - line > 2 && line[1] == '-' &&
			(rebound_boundary_is(
				 boundary, len, line, rebound_lines_end(line, end), FALSE) ||
				rebound_boundary_is(
					boundary, len, line, rebound_lines_end(line, end), TRUE)))
			return TRUE;
	}
	return FALSE;
}

/* "This is a multi-part message in MIME format.", "> This message is in MIME format. Since ..." */
static gboolean is_preamble(const char *line, const char *end)
{
	gsize len = (gsize)(rebound_lines_end(line, end) - line);

	while (len > 0 && (*line == '>' || *line == ' ')) {
		line++;
		len--;
	}
	return rebound_text_has_prefix(line, len, "This ") &&
	       (g_strstr_len(line, (gssize)len, "MIME") != NULL ||
		       g_strstr_len(line, (gssize)len, "part message") != NULL);
}

const char *rebound_boundary_find(const char *body, const char *end, gboolean declared, gsize *len)
{
	gboolean preamble = FALSE, within = FALSE, looked = FALSE;

	for (const char *line = body; line < end; line = rebound_lines_next(line, end)) {
		*len = *line == '-' ? read_boundary(line, end) : 0;
		if (*len > 0 && begins_part(rebound_lines_next(line, end), end))
			return line + 2;
		/* A part may have no header. Looked for once, so that many lines cost no more. */
		if (*len > 0 && (declared || preamble) && !looked) {
			looked = TRUE;
			if (comes_again(line + 2, *len, end))
				return line + 2;
		}
		if (declared)
			continue;
		if (*line == '\n')
			within = FALSE;
		else if (!preamble && is_preamble(line, end))
			preamble = within = TRUE;
		else if (!within)
			return NULL;
	}
	return NULL;
}
