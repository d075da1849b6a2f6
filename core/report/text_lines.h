/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Lines of human text, as its readers walk over them.
 */

/** The columns at which mail programs break the lines of a text. */
#define REBOUND_TEXT_NARROWEST 56
#define REBOUND_TEXT_WIDEST    80

/** One line without its end and outer white space. */
struct rebound_text_line {
	const char *text;
	gsize len;    /**< 0 for a blank line */
	gsize offset; /**< where the whole line begins */
	gsize indent; /**< columns of white space before the text; a tab is 8 */
};

/**
 * Read the line that begins at an offset. Line ends are LF, CR LF and CR.
 *
 * @param offset  moved behind the line's end
 * @return FALSE at the end of the text
 */
gboolean rebound_text_next_line(
	const char *text, gsize len, gsize *offset, struct rebound_text_line *line);

/**
 * How many bytes of decoration (dashes, stars, bars and the like, with spaces between) stand at the
 * start of a line; 0 where there are fewer than two such characters.
 */
gsize rebound_text_decoration(const char *text, gsize len);

/** Whether the dot at a place is that of a day, "closed on 30. September", "bis 30.09. im Urlaub",
 * and ends no sentence. */
gboolean rebound_text_is_of_date(const char *text, gsize len, gsize dot);

/**
 * How many bytes of a line its first sentence takes, with the mark that ends it and the space
 * behind that. A full-width comma ends one too, since Chinese and Japanese go on behind it with
 * another.
 */
gsize rebound_text_sentence(const char *text, gsize len);

/** Whether a line holds decoration only. */
gboolean rebound_text_is_rule(const char *text, gsize len);

/**
 * The name of a message's header field (RFC 5322) that a line begins with: its length, 0 where
 * there is none. Only well-known names and "X-..." count.
 *
 * @param trace  set to whether only a mail system writes it (Received, Message-ID, MIME-Version)
 */
gsize rebound_text_header_name(const char *text, gsize len, gboolean *trace);

/**
 * The label of a line that quotes the subject of the returned message, "Subject:", "Betreff der
 * Nachricht:": its length with the colon, 0 where there is none. What stands
 * behind it are words of who wrote that message, and tell nothing of its delivery.
 */
gsize rebound_text_subject_label(const char *text, gsize len);
