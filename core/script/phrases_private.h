/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/script/phrases_image.h"

/**
 * @file
 * A set of phrases, for the files that build one and that search with it.
 */

/** A place that a chain of pieces reached. */
struct place {
	guint32 start, end;
};

/** What a link holds in one search. */
struct link_state {
	guint32 search; /**< for which it holds */
	guint32 head, count;
	struct place last; /**< the latest that a piece behind could begin after */
	gboolean has_last;
};

/** What is known of an id in one search. */
struct id_state {
	guint32 search; /**< for which it holds */
	guint32 hit;	/**< its index in what was found */
};

struct rebound_phrases {
	/* Until it is built. */
	struct rebound_arena *arena; /**< of folded phrases; NULL for an image */
	GArray *nodes;
	GHashTable *chains; /**< what leads to a gap, to its link */
	GHashTable *keys;   /**< to the node behind each */
	GArray *pieces;
	guint32 place_count, id_count;

	gboolean built, bordered;

	/* Tables that this set made itself. */
	GString *trie;
	GArray *links; /**< struct rebound_phrases_link */
	struct rebound_phrases_slot *slots;
	guint8 *start_bits;

	struct rebound_phrases_image image; /**< what a search reads */

	/* Scratch memory of a search. */
	guint32 search;
	struct place *places;
	struct link_state *link_states;
	struct id_state *id_states; /**< by id */
	struct rebound_phrase_hit *found;
};
