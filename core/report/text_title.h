/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The subject of the message that came back, where a sentence quotes it behind "your message":
 * 'Your message "Urgent: new address" to ann@example.org was not delivered', or in brackets,
 * "(Subject: ...)". Its words say nothing of the delivery. A message that is nobody's, 'The server
 * answered with the message "no such user"', is the reason itself.
 */

/** What stands between the marks of a quotation: bytes from start to end of a text. */
struct rebound_text_title {
	gsize start, end;
};

/** Find the first such subject in a text; FALSE where there is none, or it names an address. */
gboolean rebound_text_find_title(const char *text, gsize len, struct rebound_text_title *title);
