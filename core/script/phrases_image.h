/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/script/phrases.h"

/**
 * @file
 * A built set as plain tables without pointers into each other, so that one that the build made can
 * lie in the program as constants. Internal to the script layer and to what makes the shipped
 * rules.
 */

/** So many bytes are looked for one by one. */
#define REBOUND_PHRASES_EXTRAS 4

/** What a node of the trie begins with: how many bytes and children it has, and whether pieces end
 * behind its bytes. */
enum {
	REBOUND_PHRASES_NODE_LEN,
	REBOUND_PHRASES_NODE_CHILDREN,
	REBOUND_PHRASES_NODE_ENDS,
	REBOUND_PHRASES_NODE_HEAD
};

/** What a piece in a node begins with, as bits. */
enum {
	REBOUND_PHRASES_PIECE_LAST = 1,	  /**< no other piece ends here */
	REBOUND_PHRASES_PIECE_BORDER = 2, /**< a border of a word must be behind it */
	REBOUND_PHRASES_PIECE_LINK = 4,	  /**< a gap is before it: its link is the last number */
	REBOUND_PHRASES_PIECE_NEXT = 8,	  /**< a gap is behind it: its link is the first number */
	REBOUND_PHRASES_PIECE_FRESH = 16, /**< no Cyrillic or Greek letter may be before it */
	REBOUND_PHRASES_PIECE_WHOLE = 32, /**< nor behind it */
};

/** A gap behind a piece: where that was found lately. A ring of places in scratch memory. */
struct rebound_phrases_link {
	guint32 first;	  /**< index in the places */
	guint32 capacity; /**< enough for all that end behind the place where a search stands */
};

/** A key of phrases_starts.h, and the node of what begins with it; the node is 0 where the slot is
 * free. */
struct rebound_phrases_slot {
	guint32 key, node;
	guint8 next; /**< the byte that all of it goes on with; 0 where there is no such */
};

/** What can begin with a byte, as bits: keys and short pieces, within a word or not at a letter or
 * digit, and the same (one bit higher) where a word begins. */
enum { REBOUND_PHRASES_FIRST_KEY = 1, REBOUND_PHRASES_FIRST_SHORT = 4 };

/** The tables of a built set. */
struct rebound_phrases_image {
	/**
	 * The nodes of tries, one behind the other: one for all pieces that share a key, and
	 * what is behind the key; and those of pieces that are too short for a key, by their first
	 * byte. A node has its head, its bytes, the pieces that end there (bits, the phrase's
	 * number or the next link, a link), a byte for each child, and the child's place.
	 * Numbers have 4 bytes, the lowest first. Place 0 is none.
	 */
	const guint8 *trie;
	const struct rebound_phrases_link *links;
	const struct rebound_phrases_slot *slots; /**< a hash table, open addressing */
	const guint8 *start_bits;		  /**< by hash: whether there can be such a key */
	guint32 trie_len, link_count, place_count, id_count;
	guint32 slot_count, start_bytes; /**< powers of two */
	guint8 within_words;		 /**< some piece can begin within a word */
	guint8 with_symbols;		 /**< some piece can begin with other ASCII */
	/** Instead of both, where they are few: the bytes that those pieces begin with. */
	guint8 extra_count, extras[REBOUND_PHRASES_EXTRAS];
	guint8 firsts[256];
	guint32 seconds[2][256];     /**< by whether a word begins, and the first byte: bit n is set
					where the second one may be n modulo 32 */
	guint32 short_nodes[2][256]; /**< by whether it begins a word, and its first byte */
};

/** A set that searches with the tables of an image, which must outlive it; the caller frees it. */
struct rebound_phrases *rebound_phrases_new_image(const struct rebound_phrases_image *image);

/** The tables of a built set; they belong to it. */
const struct rebound_phrases_image *rebound_phrases_get_image(
	const struct rebound_phrases *phrases);
