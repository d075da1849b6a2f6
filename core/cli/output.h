/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Standard output and the terminal: whole writes, colours only where they belong, a progress bar.
 */

/** Write all bytes to standard output; FALSE where the reader went away or the disk is full. */
gboolean rebound_output_write(const char *text, gsize len);

/** printf to standard output. */
gboolean rebound_output_print(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** The same as one line that a terminal only shows, whatever is in it; its end is written here. */
gboolean rebound_output_line(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** Flush; the exit code that a command ends with: 0, or EX_IOERR (said on standard error) for a
 * full disk. */
int rebound_output_finish(void);

/** Whether standard output takes colours: a terminal, no NO_COLOR, TERM not dumb. */
gboolean rebound_output_has_colour(void);

/** Styles for people; the empty string where there are no colours. */
enum rebound_style {
	REBOUND_STYLE_PLAIN,
	REBOUND_STYLE_BOLD,
	REBOUND_STYLE_DIM,
	REBOUND_STYLE_GOOD,
	REBOUND_STYLE_BAD,
	REBOUND_STYLE_WARN
};
const char *rebound_output_style(enum rebound_style style);

/** Print words as a paragraph: a first indent, a hanging one, broken at the width. */
void rebound_output_paragraph(const char *first, const char *rest, const char *text);

/** Draw progress on standard error if that is a terminal; total 0: not known. */
void rebound_output_progress(guint64 messages, guint64 done, guint64 total);

/** Take the progress bar away again. */
void rebound_output_progress_end(void);
