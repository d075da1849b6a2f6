/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/script/phrases_image.h"

/**
 * @file
 * A set of phrases, for the files that build one and that search with it.
 */

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
};
