/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/report/text.h"

/**
 * @file
 * Reports that tell of their recipients in the rows of tables, in lists of labels and values, in
 * JSON or in XML, by whatever names and in whatever language. What tells of a recipient is written
 * again as an entry, "<ann@example.org>: 550 5.1.1 unknown user", and the rest left as it is, for
 * the reader of human text.
 */

/**
 * Write the structures of a report as entries.
 *
 * @param marked  the text is from HTML and bears the marks of rebound_html_append_rows()
 * @return the text; NULL where it holds no structure that tells of a recipient
 */
const char *rebound_structure_read(struct rebound_arena *arena,
	const struct rebound_text_view *view, gboolean marked,
	const struct rebound_text_hints *hints, gsize *len);
