/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The lines between the parts of a multipart (RFC 2046 section 5.1.1).
 */

/** Whether a line that begins with "--" is this boundary, with "--" behind it or not, and white
 * space. */
gboolean rebound_boundary_is(
	const char *boundary, gsize len, const char *line, const char *end, gboolean closing);

/**
 * Find the boundary in a body whose header does not tell it, or tells a wrong one, as a gateway
 * leaves it that rewrites headers: in the first line "--boundary" with a Content field below it.
 *
 * @param declared  the header says that there are parts; else they are only looked for at the very
 *                  beginning, since a person may quote such lines
 * @return the boundary without its dashes, in the body; NULL where there is none
 */
const char *rebound_boundary_find(const char *body, const char *end, gboolean declared, gsize *len);
