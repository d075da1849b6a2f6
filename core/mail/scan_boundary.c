/* SPDX-License-Identifier: MIT */
#include "core/mail/scan.h"

#include <string.h>

#include "core/mail/boundary.h"
#include "core/mail/lines.h"

void rebound_scan_add_fault(struct rebound_scan *scan, const char *name)
{
	GPtrArray *faults = scan->prescan->faults;

	for (guint i = 0; i < faults->len; i++)
		if (strcmp(faults->pdata[i], name) == 0)
			return;
	g_ptr_array_add(faults, (gpointer)name);
}

void rebound_scan_add_damage(struct rebound_scan *scan, const char *name)
{
	if (scan->outer_depth > 0)
		return;
	for (guint i = 0; i < scan->depth; i++)
		if (scan->frames[i].boundary == NULL)
			return;
	rebound_scan_add_fault(scan, name);
}

static gboolean matches_frame(const struct rebound_scan_frame *frame, const char *line,
	const char *end, gboolean *closing)
{
	const char *boundary = frame->boundary;

	/* Millions of lines may be asked for as many as are open: most differ at once. */
	if (boundary == NULL || end - line < (gssize)(2 + frame->matched_len) ||
		(frame->matched_len > 0 && line[2] != boundary[0]))
		return FALSE;
	*closing = rebound_boundary_is(boundary, frame->boundary_len, line, end, TRUE) ||
		   (frame->matched_len < frame->boundary_len &&
			   rebound_boundary_is(boundary, frame->matched_len, line, end, TRUE));
	return *closing || rebound_boundary_is(boundary, frame->matched_len, line, end, FALSE);
}

guint rebound_scan_match_dashes(
	const struct rebound_scan *scan, const char *line, gboolean *closing)
{
	if (scan->depth == 0 || scan->end - line < 2 || line[1] != '-')
		return 0;
	const char *end = rebound_lines_end(line, scan->end);
	for (guint i = scan->depth; i > 0; i--)
		if (matches_frame(&scan->frames[i - 1], line, end, closing))
			return i;
	return 0;
}

const char *rebound_scan_find_boundary(
	const struct rebound_scan *scan, const char *at, guint *frame, gboolean *closing)
{
	*frame = 0;
	const char *start = at;

	/* Few bytes of a body are a dash, none of base64, so those are looked at and not each line.
	 */
	while (scan->depth > 0 && at < scan->end) {
		at = memchr(at, '-', (gsize)(scan->end - at));
		if (at == NULL)
			break;
		if (at == start || at[-1] == '\n')
			*frame = rebound_scan_match_boundary(scan, at, closing);
		if (*frame > 0)
			return at;
		while (at < scan->end && *at == '-')
			at++;
	}
	return scan->end;
}
