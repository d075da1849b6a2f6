/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Phrases: all phrases of all cards in one automaton, run once over a folded text
 * (rebound_text_fold()). A search takes time with the length of the text, times that of the longest
 * beginning of a phrase that the text repeats at most.
 *
 * A phrase is words; "*" is a gap of at most REBOUND_LIMIT_PHRASE_GAP_BYTES. Where a phrase begins
 * or ends with a letter or digit (ASCII), the text must have a border of a word there, unless the
 * phrase has a "*" at that end. Case and white space do not matter, since phrases are folded too.
 */

struct rebound_phrases;
typedef struct rebound_phrases rebound_phrases;

/** A new set without phrases; the caller frees it. */
struct rebound_phrases *rebound_phrases_new(void);

/**
 * The same, whose phrases need borders of words in Cyrillic and Greek too: short words of these
 * scripts stand within others.
 */
struct rebound_phrases *rebound_phrases_new_bordered(void);
void rebound_phrases_free(struct rebound_phrases *phrases);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_phrases, rebound_phrases_free)

/**
 * Add a phrase under a number of the caller's (several may share one). The same phrase may be added
 * more than once.
 *
 * @return FALSE, and error set (SYNTAX), for a phrase without a piece of at least two characters
 */
gboolean rebound_phrases_add(
	struct rebound_phrases *phrases, const char *phrase, guint id, GError **error);

/** Build the automaton; after this nothing is added. */
void rebound_phrases_build(struct rebound_phrases *phrases);

/** One phrase found: bytes start to end of the folded text. The leftmost place of each id. */
struct rebound_phrase_hit {
	guint id;
	guint32 start, end;
};

/** What a search found: one entry an id that occurs, in no order. */
struct rebound_phrases_found {
	const struct rebound_phrase_hit *hits; /**< of the thread's own, until its next search */
	guint count;
};

/**
 * Find all phrases in a folded text, in one pass.
 *
 * @param text  the byte behind its end may be read: a NUL, mostly
 */
struct rebound_phrases_found rebound_phrases_find(
	const struct rebound_phrases *phrases, const char *text, gsize len);

/**
 * The same, kept.
 *
 * @param hits  emptied, then what was found; GArray of struct rebound_phrase_hit
 */
void rebound_phrases_search(
	const struct rebound_phrases *phrases, const char *text, gsize len, GArray *hits);
