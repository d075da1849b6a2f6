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
