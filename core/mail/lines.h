/* SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <glib.h>

/**
 * @file
 * Lines of a message as it came, and their ends as LF, for messages that GMime could not read as
 * they are.
 */

/** Where the line at a place ends: at its LF, or at the end of the text. */
static inline const char *rebound_lines_end(const char *at, const char *end)
{
	const char *found = memchr(at, '\n', (gsize)(end - at));
	return found != NULL ? found : end;
}

/** Where the line behind that at a place begins, or the end of the text. */
static inline const char *rebound_lines_next(const char *at, const char *end)
{
	const char *found = rebound_lines_end(at, end);
	return found < end ? found + 1 : end;
}

/**
 * Rewrite a message with CR or CRCRLF as its line ends; LF and CRLF stay as they are.
 *
 * @param lines  where the rewritten message goes; empty
 * @param data   set to it, where it was rewritten
 * @return the name of the damage, static; NULL where there was none
 */
const char *rebound_lines_rewrite(GByteArray *lines, const char **data, gsize *len);
