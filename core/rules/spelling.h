/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * One spelling for words that servers write in several ways: "mail box" and "mail-box" are
 * "mailbox", "doesn't" and "doesnt" are "does not", "recepient" is "recipient". A phrase of a card
 * holds for a text as it stands and for the text in this spelling, so that no card has to list them
 * all.
 */

/** A text in the one spelling. */
struct rebound_spelling {
	const char *text; /**< NULL where the text was in it already */
	gsize len;
	const guint32
		*places; /**< for each byte, and the end: the byte of the text it stands for */
};

/**
 * Bring a text into the one spelling.
 *
 * @param text  folded (rebound_text_fold()), len bytes, NUL-terminated
 */
struct rebound_spelling rebound_spelling_unify(
	struct rebound_arena *arena, const char *text, gsize len);
