/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/smtp/reply.h"

/**
 * @file
 * What was found out about the lines and sentences that were read last. Mail systems write the same
 * ones in each report, so most are known; what depends on a text's bytes alone is read once. The
 * answer is the same with and without.
 */

/** What is known of a text. Whoever finds something out writes it down here. */
struct rebound_text_memo {
	gboolean has_marks, has_numbers, has_command, has_host, has_guess;
	guint32 marks;		      /**< rebound_text_marks() */
	struct rebound_reply numbers; /**< rebound_text_numbers() */
	const char *command;	      /**< rebound_text_command() */
	gboolean guess;		      /**< rebound_text_is_guess() */
	gsize host, host_start;	      /**< rebound_text_host(): its length and its place */
};

/**
 * What is known of a text, perhaps nothing yet.
 *
 * @return NULL for a text that will hardly come again: one that is long, or with an address. Else
 * it is the thread's own and holds until its next call.
 */
struct rebound_text_memo *rebound_text_memo_find(const char *text, gsize len);
