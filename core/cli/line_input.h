/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <stdio.h>

/**
 * @file
 * Lines of a file or of standard input, of which anybody may have written some: one without an end
 * costs no more memory than another.
 */

/**
 * Read a line without the LF that ends it. Of one that is longer than REBOUND_LIMIT_LINE_BYTES the
 * rest is passed over.
 *
 * @param line  gets the line in place of what it holds
 * @param cut   set to whether there was more of it
 * @return FALSE at the end, and where reading fails: see ferror()
 */
gboolean rebound_line_input_next(FILE *file, GString *line, gboolean *cut);
