/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The words of requests to leave a list of mail, in many languages, by what they say.
 */

/** What a word says; each is a list in unsubscribe_words.c. */
enum rebound_unsubscribe_word {
	REBOUND_UNSUBSCRIBE_LEAVING,
	REBOUND_UNSUBSCRIBE_LEAVING_ANY,
	REBOUND_UNSUBSCRIBE_TAKEN_OUT,
	REBOUND_UNSUBSCRIBE_REMOVING,
	REBOUND_UNSUBSCRIBE_REMOVING_SELF,
	REBOUND_UNSUBSCRIBE_SELF,
	REBOUND_UNSUBSCRIBE_OWN_MAIL,
	REBOUND_UNSUBSCRIBE_LISTS_OF_MAIL,
	REBOUND_UNSUBSCRIBE_LISTS_OF_ANY,
	REBOUND_UNSUBSCRIBE_MAILS,
	REBOUND_UNSUBSCRIBE_WISH,
	REBOUND_UNSUBSCRIBE_ENOUGH,
	REBOUND_UNSUBSCRIBE_NO_MORE,
	REBOUND_UNSUBSCRIBE_NO_LONGER,
	REBOUND_UNSUBSCRIBE_RECEIVING,
	REBOUND_UNSUBSCRIBE_UNINTERESTED,
	REBOUND_UNSUBSCRIBE_POLITE,
	REBOUND_UNSUBSCRIBE_GETTING,
	REBOUND_UNSUBSCRIBE_NOT_MEANT,
	REBOUND_UNSUBSCRIBE_CAN_YOU,
	REBOUND_UNSUBSCRIBE_DONE,
	REBOUND_UNSUBSCRIBE_SUBSCRIPTIONS,
	REBOUND_UNSUBSCRIBE_OF_LEAVING,
	REBOUND_UNSUBSCRIBE_WORDS, /**< how many */
};

/** Which lists have a word in a text, as rebound_automatic_look() gives it: a bit for each. */
guint32 rebound_unsubscribe_words(const char *text, gsize len);

/**
 * The same, and where the first word of each list begins.
 *
 * @param starts  an element for each list, written for those whose bit is set
 */
guint32 rebound_unsubscribe_words_locate(const char *text, gsize len, guint32 *starts);
