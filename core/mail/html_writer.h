/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The plain text of an HTML document while it is written: words and white space, lines, links that
 * stand for an address, and, where they are wanted, the rows and cells of tables, marked by tabs as
 * rebound_html_append_rows() says. What the tags mean is the reader's business (html.c).
 */

/** Cells that reach down at once, and bytes of the text of one. */
#define REBOUND_HTML_SPANS	4
#define REBOUND_HTML_SPAN_BYTES 300

/** A cell that reaches down into further rows. */
struct rebound_html_span {
	guint column, rows; /**< where it stands, and how many rows are left */
	gsize start;	    /**< of its text, while it is written */
	gboolean open;
	char text[REBOUND_HTML_SPAN_BYTES];
	gsize len;
};

/**
 * What is written, and where in it things began. To begin with, text, limit, fresh (TRUE) and marks
 * are set, and all else is 0; the reader sets the link, preformatted, paragraph and quotes by its
 * tags.
 */
struct rebound_html_writer {
	GString *text;	/**< the caller's */
	gsize limit;	/**< length of text from which on nothing more is written of rows above */
	gboolean space; /**< white space was read and not yet written */
	gboolean fresh; /**< at the start of a line */
	gboolean blank; /**< which has a no-break space so far, to be an empty one */
	guint indent;	/**< spaces before what that line begins with */
	gboolean preformatted;
	gboolean paragraph; /**< a paragraph of several lines began or ended */
	guint quotes;	    /**< how deep in quotations, whose lines begin with ">" */
	const char
		*address; /**< that a link is for which is all of a line or cell so far; or NULL */
	gsize address_len;
	gsize link, link_end; /**< where that link's words begin and end */
	gboolean marks;	      /**< rows and cells are marked */
	gboolean in_row;      /**< of a table, or of a list of terms */
	gsize row_start;      /**< of that row */
	guint cells, borders; /**< of that row so far; and borders of cells not yet written */
	struct rebound_html_span spans[REBOUND_HTML_SPANS];
	guint div_row; /**< the depth of divs at which a row of them began, or 0 */
};

/** Write what is no white space, with the space or the borders of cells that are due before it. */
void rebound_html_writer_bytes(struct rebound_html_writer *writer, const char *bytes, gsize len);

/** Write a character of a reference; one that does not exist becomes U+FFFD. */
void rebound_html_writer_character(struct rebound_html_writer *writer, gunichar character);

/** White space: one space before what follows, or, in <pre>, this one. */
void rebound_html_writer_space(struct rebound_html_writer *writer, char space);

/** End the line, whatever stands on it; and its link. */
void rebound_html_writer_break(struct rebound_html_writer *writer);

/** End the line, unless nothing stands on it; and its link. */
void rebound_html_writer_end_line(struct rebound_html_writer *writer);

/**
 * "<a href="mailto:ann@example.org">Ann Smith</a>" on a line or in a cell of its own stands for the
 * address, which its words do not show: it is written behind them.
 */
void rebound_html_writer_end_link(struct rebound_html_writer *writer);

/** Begin a row whose cells are marked, if marks are wanted; one that was open is none any more. */
void rebound_html_writer_begin_row(struct rebound_html_writer *writer);

/** What was begun is no row: it holds a table. */
void rebound_html_writer_leave_row(struct rebound_html_writer *writer);

/** End a row, if one is open, and mark its lines behind the first. */
void rebound_html_writer_end_row(struct rebound_html_writer *writer);

/** Begin the next cell of the row, behind those of rows above that reach down to here. */
void rebound_html_writer_begin_cell(struct rebound_html_writer *writer);

/** The cell just begun reaches down if its tag, from tag to end, says so: "<td rowspan=3>". */
void rebound_html_writer_begin_span(
	struct rebound_html_writer *writer, const char *tag, const char *end);
