/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The words by which a sentence of a mail server is understood: short lists of nouns and verbs in
 * the languages that mail servers speak. Internal to the files of
 * statements.
 */

/** What a word is good for. */
enum rebound_statement_word {
	REBOUND_WORD_OTHER,
	/* Nouns: who or what a sentence is about. */
	REBOUND_WORD_RECIPIENT, /**< mailbox, user, address: anybody's, but here the recipient's */
	REBOUND_WORD_ADDRESSEE, /**< the recipient, and nobody else */
	REBOUND_WORD_DOMAIN,
	REBOUND_WORD_SENDER,
	REBOUND_WORD_MESSAGE,
	REBOUND_WORD_CONNECTION, /**< the host that sends, and what it does in the session */
	REBOUND_WORD_SYSTEM,	 /**< the host that answers, and its parts */
	REBOUND_WORD_POLICY,
	REBOUND_WORD_REASON,
	REBOUND_WORD_NAME, /**< of what stands before it */
	REBOUND_WORD_LAST_NOUN = REBOUND_WORD_NAME,
	/* What is said of it. */
	REBOUND_WORD_NOBODY,  /**< no recipient, in one word */
	REBOUND_WORD_NO,      /**< before a noun */
	REBOUND_WORD_NOT,     /**< before or behind a verb */
	REBOUND_WORD_MORE,    /**< no longer, not any more */
	REBOUND_WORD_EXISTS,  /**< absent where it is denied */
	REBOUND_WORD_UNKNOWN, /**< absent by itself */
	REBOUND_WORD_GONE,    /**< was there, and is not or takes no mail */
	REBOUND_WORD_BLOCKED, /**< somebody, by whom it is said beside it */
	REBOUND_WORD_LEFT,    /**< a person who went away from here */
	REBOUND_WORD_HERE,
	REBOUND_WORD_FULL,
	REBOUND_WORD_MANY,    /**< too many, limits */
	REBOUND_WORD_LARGE,   /**< a size, and more of it */
	REBOUND_WORD_REACHED, /**< a size that there may be */
	REBOUND_WORD_LATER,   /**< for now */
	REBOUND_WORD_TROUBLE,
	REBOUND_WORD_DELIVERY, /**< says that it failed, and not why */
	REBOUND_WORD_ALLOWS,   /**< accepts, only, refuses: somebody lives who chooses */
	REBOUND_WORD_PERMITS,  /**< a right to do something */
	REBOUND_WORD_WHETHER,  /**< nothing is said, but asked or guessed */
	/* What holds a sentence together. */
	REBOUND_WORD_YOUR,
	REBOUND_WORD_YOU,
	REBOUND_WORD_FROM,
	REBOUND_WORD_TO,
	REBOUND_WORD_OF,
	REBOUND_WORD_IN,
	REBOUND_WORD_AND,
	REBOUND_WORD_BECAUSE,
	REBOUND_WORD_ASKS,    /**< whom it stands behind to do something: "请" */
	REBOUND_WORD_REFUSED, /**< says no more than the code */
	REBOUND_WORD_THING,   /**< a host, a path and the like; no list has it */
	REBOUND_WORD_COMMON,  /**< shows that the language is known, and nothing else */
	REBOUND_WORD_NONE,    /**< none is there at all */
};

/** The nouns are the first of them. */
static inline gboolean rebound_statement_word_is_noun(enum rebound_statement_word word)
{
	return word > REBOUND_WORD_OTHER && word <= REBOUND_WORD_LAST_NOUN;
}

static inline gboolean rebound_statement_word_is_recipient(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_RECIPIENT || word == REBOUND_WORD_ADDRESSEE ||
	       word == REBOUND_WORD_NOBODY;
}

/**
 * Look up a word of a folded text.
 *
 * @param len    of the word; where the script has no spaces, of all that follows
 * @param taken  bytes of the word that is known; may be less than len where that is the beginning
 *               of longer ones
 * @return REBOUND_WORD_OTHER, and taken 0, for one that is not known
 */
enum rebound_statement_word rebound_statement_word_find(const char *word, gsize len, gsize *taken);
