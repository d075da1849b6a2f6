/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * The words of automatic mails in many languages.
 */

/** A text as the questions below want it. */
struct rebound_automatic_text {
	const char *text; /**< folded (rebound_text_fold()), not NULL */
	guint32 lists;	  /**< the lists of words that may have one in it */
};

/** Fold a text, write English contractions out ("I'm": "i am"), write "mail" for "e-mail" and
 * "email", and look for all words at once; text may be NULL. */
struct rebound_automatic_text rebound_automatic_look(
	struct rebound_arena *arena, const char *text, gsize len);

/** Whether a subject is one of automatic answers. */
gboolean rebound_automatic_is_reply_subject(const struct rebound_automatic_text *subject);

/** Whether subject and text together are those of a receipt without a machine part. */
gboolean rebound_automatic_is_receipt(
	const struct rebound_automatic_text *subject, const struct rebound_automatic_text *text);
