/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * One pass over a text tells which of many words can be in it, so that only those are looked for.
 */

/** Lists of words; at most 32. A "*" is a gap; a word begins where one of the text does, unless it
 * has a "*" there. */
struct rebound_word_filter {
	const char *const *const *lists; /**< each ends with NULL */
	guint list_count;
	gboolean exact; /**< the words are phrases (core/script/phrases.h), and a bit is no maybe */
	gsize automaton; /**< 0; built at the first use and kept */
};

/**
 * Which lists may have a word in a text: bit n for list n. A list without its bit has none.
 *
 * @param text  folded (rebound_text_fold())
 */
guint32 rebound_word_filter_search(struct rebound_word_filter *filter, const char *text, gsize len);

/**
 * The same, of exact words, and where the first of each list begins.
 *
 * @param starts  an element for each list, written for those whose bit is set
 */
guint32 rebound_word_filter_locate(
	struct rebound_word_filter *filter, const char *text, gsize len, guint32 *starts);
