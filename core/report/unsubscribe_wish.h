/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Requests to leave a list that begin with anything: a greeting, a reason, a wish. They suppress,
 * so a list must be what is left, and the writer who leaves.
 */

/**
 * Whether a short text, as rebound_automatic_look() gives it, says somewhere, in words of its own,
 * that its writer wants to leave a list of mail: "Hello, I would like to be taken off your list".
 */
gboolean rebound_unsubscribe_is_wish(const char *text, gsize len);

/**
 * Whether a title names no more than leaving and what is left ("Newsletter abbestellen"), and the
 * letter below it, which is short, does not say that this has been done or does not work. Both as
 * rebound_automatic_look() gives them.
 */
gboolean rebound_unsubscribe_is_title(const char *title, const char *text);
