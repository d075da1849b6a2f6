/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * HTML made plain, for reading what a mail system says to people: no layout, no links, no scripts.
 */

/**
 * Append the text of an HTML document: tags, comments, scripts and styles cut, character references
 * decoded, white space collapsed but in <pre>, a line end for each <br> and each end of a block.
 * Linear; what only looks like a tag, such as <ann@example.org>, is text.
 *
 * @param html   UTF-8; may hold any byte
 * @param limit  bytes of text after which no more is read
 */
void rebound_html_append_text(GString *text, const char *html, gsize len, gsize limit);

/**
 * The same with the rows of tables and lists of terms marked: a tab stands between two cells, at
 * the start of a line too, and two tabs stand at the start of a line that goes on with a cell. No
 * other tab is written. Rows that hold tables themselves are not marked.
 */
void rebound_html_append_rows(GString *text, const char *html, gsize len, gsize limit);
