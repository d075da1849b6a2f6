/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/script/phrases.h"
#include "core/script/phrases_image.h"

/**
 * @file
 * What a search writes to. A set of phrases is only read when it is searched for, so that several
 * threads may share one; the memory of a search is the thread's, one for all sets.
 */

/** A place that a chain of pieces reached. */
struct rebound_phrases_place {
	guint32 start, end;
};

/** What a link holds in one search. */
struct rebound_phrases_link_state {
	guint32 search; /**< for which it holds */
	guint32 head, count;
	struct rebound_phrases_place last; /**< the latest that a piece behind could begin after */
	gboolean has_last;
};

/** What is known of an id in one search. */
struct rebound_phrases_id_state {
	guint32 search; /**< for which it holds */
	guint32 hit;	/**< its index in what was found */
};

/** The memory of one search; all arrays are as long as the largest set so far needs them. */
struct rebound_phrases_scratch {
	guint32 search; /**< the number of this search; what bears another is of an earlier one */
	guint32 place_count, link_count, id_count;
	struct rebound_phrases_place *places;
	struct rebound_phrases_link_state *links;
	struct rebound_phrases_id_state *ids;
	struct rebound_phrase_hit *found; /**< as many as there are ids */
};

/** The thread's memory, for a new search with a set. Never NULL; it holds until the next call. */
struct rebound_phrases_scratch *rebound_phrases_scratch_begin(
	const struct rebound_phrases_image *image);
