/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/script/phrases_image.h"

/**
 * @file
 * One pass over a text tells which of many words can be in it, so that only those are looked for.
 * The build makes the words searchable (core/report/compile), so that a program starts without.
 */

/** Lists of words; at most 32. A "*" is a gap; a word begins where one of the text does, unless it
 * has a "*" there. */
struct rebound_word_lists {
	const char *const *const *lists; /**< each ends with NULL */
	guint count;
	gboolean exact; /**< the words are phrases (core/script/phrases.h), and a bit is no maybe */
};

/** What is searched for. */
enum rebound_word_filter {
	REBOUND_FILTER_DEMAND,
	REBOUND_FILTER_FORWARDED,
	REBOUND_FILTER_LETTER,
	REBOUND_FILTER_NOTES,
	REBOUND_FILTER_OPENING,
	REBOUND_FILTER_SIGNS,
	REBOUND_FILTER_STATISTICS,
	REBOUND_FILTER_TOLD_READER,
	REBOUND_FILTER_UNSUBSCRIBE,
	REBOUND_FILTER_WORDS,
	REBOUND_FILTER_COUNT
};

/* The lists of each. */
extern const struct rebound_word_lists rebound_lists_of_demand;
extern const struct rebound_word_lists rebound_lists_of_forwarded;
extern const struct rebound_word_lists rebound_lists_of_letter;
extern const struct rebound_word_lists rebound_lists_of_notes;
extern const struct rebound_word_lists rebound_lists_of_opening;
extern const struct rebound_word_lists rebound_lists_of_signs;
extern const struct rebound_word_lists rebound_lists_of_statistics;
extern const struct rebound_word_lists rebound_lists_of_told_reader;
extern const struct rebound_word_lists rebound_lists_of_unsubscribe;
extern const struct rebound_word_lists rebound_lists_of_words;

/** The same, searchable: what is found has the number of its list as its id. */
extern const struct rebound_phrases_image *const rebound_filter_images[REBOUND_FILTER_COUNT];

/**
 * Which lists may have a word in a text: bit n for list n. A list without its bit has none.
 *
 * @param text  folded (rebound_text_fold())
 */
guint32 rebound_word_filter_search(enum rebound_word_filter filter, const char *text, gsize len);

/**
 * The same, of exact words, and where the first of each list begins.
 *
 * @param starts  an element for each list, written for those whose bit is set
 */
guint32 rebound_word_filter_locate(
	enum rebound_word_filter filter, const char *text, gsize len, guint32 *starts);
