/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Marks: what kinds of words a piece of human text holds, in any language. The words themselves
 * stand in compile/text_phrases.c; all of them are found in one pass.
 */

enum rebound_text_mark {
	REBOUND_TEXT_RETURNED,	 /**< names the returned message: "original message" */
	REBOUND_TEXT_MESSAGE,	 /**< names a message, perhaps that one: "your message" */
	REBOUND_TEXT_BEGINS,	 /**< says that it begins here: "follows", "below is a copy of" */
	REBOUND_TEXT_FAILED,	 /**< says that a message was not delivered */
	REBOUND_TEXT_REASON,	 /**< sounds like the reason: "unknown", "quota", "refused" */
	REBOUND_TEXT_DELAYED,	 /**< says that delivery is late */
	REBOUND_TEXT_RETRIES,	 /**< says that the mail system still tries */
	REBOUND_TEXT_GAVE_UP,	 /**< says that it does not try any more */
	REBOUND_TEXT_NO_RETRIES, /**< the same in words that would else say that it still tries */
	REBOUND_TEXT_DELIVERED,	 /**< says that delivery was successful */
	REBOUND_TEXT_CONTACT,	 /**< leads to an address to write to for help */
	REBOUND_TEXT_NO_CONTACT, /**< the same words, of an address that was not reached */
	REBOUND_TEXT_CONTACT_AFTER, /**< the same, where it stands behind the address */
	REBOUND_TEXT_ALIAS,	    /**< leads to the address that was forwarded */
	REBOUND_TEXT_SUBJECT,	    /**< is what the subject of a bounce says */
	REBOUND_TEXT_DELIVERY,	    /**< names the delivery of mail */
	REBOUND_TEXT_TROUBLE,	    /**< says that something did not work, of a delivery or not */
	REBOUND_TEXT_QUOTES,	    /**< leads to the subject of the returned message */
	REBOUND_TEXT_MARK_COUNT
};

#define REBOUND_TEXT_BIT(mark) (1U << REBOUND_TEXT_##mark)

/** Marks of words that speak of what became of a message. */
#define REBOUND_TEXT_OUTCOME                                                                       \
	(REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES) |        \
		REBOUND_TEXT_BIT(DELIVERED))

/** A set of marks as bits, one of REBOUND_TEXT_BIT(FAILED) and so on for each. */
guint32 rebound_text_marks(struct rebound_arena *arena, const char *text, gsize len);

/** Words that a text may end with, lower case; a list of them ends with an empty one. */
struct rebound_text_ending {
	const char *text;
	gsize len;
};

#define REBOUND_TEXT_ENDING(words)                                                                 \
	{                                                                                          \
		words, sizeof(words) - 1                                                           \
	}

/**
 * Whether a text ends with one of a list of words, at a border of a word.
 *
 * @param text  folded (rebound_text_fold())
 */
gboolean rebound_text_ends_with(
	const char *text, gsize len, const struct rebound_text_ending *endings);

/** Words that stand directly before the address of a sender, or of a recipient. */
extern const struct rebound_text_ending rebound_text_sender_words[];
extern const struct rebound_text_ending rebound_text_recipient_words[];

/** What a recipient is called, as endings and, where any part of a line counts, as stems of
 * singular and plural; they end with NULL. */
extern const struct rebound_text_ending rebound_text_recipient_nouns[];
extern const char *const rebound_text_recipient_stems[];
