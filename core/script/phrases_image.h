/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/script/phrases.h"

/**
 * @file
 * A built automaton as plain tables without pointers into each other, so that one that the build
 * made can lie in the program as constants. Internal to the script layer and to what makes the
 * shipped rules.
 */

/** No piece, no link. */
#define REBOUND_PHRASES_NONE G_MAXUINT32

/** A state; its children stand next to each other. */
struct rebound_phrases_state {
	guint32 children; /**< the first */
	guint32 fail;
	guint32 pieces;	 /**< the first piece that ends here, or NONE */
	guint32 shorter; /**< the next state on the failure path where a piece ends, or the root */
	guint16 child_count;
	guint8 class; /**< of the symbol that leads here */
};

/** What a search needs of a state at nearly each byte, packed so that a cache holds many. */
struct rebound_phrases_step {
	guint32 children;
	guint32 fail;
	guint16 count;
	guint8 class; /**< of the first child */
};

/** A piece of a phrase: text without a gap. */
struct rebound_phrases_piece {
	guint32 next_here; /**< another piece that ends in the same state, or NONE */
	guint32 phrase_id;
	guint32 len;
	guint32 link;	   /**< of the gap before it, or NONE: it begins a phrase */
	guint32 next_link; /**< of the gap behind it, or NONE: it ends a phrase */
	guint8 border_after;
};

/** A gap: where the piece before it was found lately. A ring of places in scratch memory. */
struct rebound_phrases_link {
	guint32 first;	  /**< index in the places */
	guint32 capacity; /**< enough for all ends within the piece behind */
};

/** The tables of a built automaton. */
struct rebound_phrases_image {
	const struct rebound_phrases_state *states;
	const struct rebound_phrases_step *steps; /**< by state */
	const guint16 *rows; /**< row_count times what a row holds: 1 << row_shift */
	const guint8 *ends;  /**< a bit a state: pieces end here, or on the failure path */
	const struct rebound_phrases_piece *pieces;
	const struct rebound_phrases_link *links;
	guint32 state_count, row_count, piece_count, link_count, place_count, id_count;
	guint32 row_shift; /**< at least as many as there are classes */
	/** By whether it begins a word, and byte; symbols that occur in no phrase are class 0. */
	guint8 classes[2][256];
};

/** A set that searches with the tables of an image, which must outlive it; the caller frees it. */
struct rebound_phrases *rebound_phrases_new_image(const struct rebound_phrases_image *image);

/** The tables of a built set; they belong to it. */
const struct rebound_phrases_image *rebound_phrases_get_image(
	const struct rebound_phrases *phrases);
