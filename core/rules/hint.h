/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * When a server asks for another try: "try again in 600 seconds", "retry after 2 hours".
 */

/** Bounds of what is taken over from a hint or a card, in seconds. */
#define REBOUND_HINT_LEAST ((gint64)5 * 60)
#define REBOUND_HINT_MOST  ((gint64)24 * 3600)

/**
 * Read the first hint in a text.
 *
 * Only a span that a server asks for counts: how long a queue still tries, how old a message is, or
 * a rate ("100 per 3600 seconds") is none.
 *
 * @return seconds as the text says, not yet brought within bounds; 0 where there is none
 */
gint64 rebound_hint_read(const char *text, gsize len);

/** Bring a span within REBOUND_HINT_LEAST and REBOUND_HINT_MOST; 0 stays 0. */
gint64 rebound_hint_bound(gint64 seconds);
