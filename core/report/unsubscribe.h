/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Requests to leave a list, in the words of people. They suppress, so the words behind the verb
 * count as well: "unsubscribe me" is one, "unsubscribe links in your mails" is none.
 */

/**
 * Whether a folded text (rebound_text_fold()) is such a request: it begins with its verb, and goes
 * on about the writer or the list, if it goes on.
 */
gboolean rebound_unsubscribe_is_request(const char *text);

/**
 * Whether such a request names nothing that one leaves, and its verb may be about anything: "stop",
 * "remove me". What stands beside it says what.
 */
gboolean rebound_unsubscribe_is_vague(const char *text);

/**
 * Whether a clause asks for it in so many words and says nothing else: "please unsubscribe".
 * Another clause may say why.
 */
gboolean rebound_unsubscribe_is_asked(const char *clause);
