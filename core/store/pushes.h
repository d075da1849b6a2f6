/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * What list managers were told of the suppressions. It is held against what stands now, so that
 * every change is told, whatever it came from: a new suppression, one that was ended, undone, or
 * whose time is over.
 */

enum rebound_push_outcome {
	REBOUND_PUSH_BEGUN,   /**< told, and the answer is not known */
	REBOUND_PUSH_CHANGED, /**< we changed something there */
	REBOUND_PUSH_ALREADY, /**< nothing had to be changed */
	REBOUND_PUSH_ABSENT,  /**< the address is not known there */
};

/** A difference between what a list manager was told and what stands. */
struct rebound_push {
	const char *address;
	const char *address_key;
	const char *cause; /**< of the suppression; NULL where none stands any more */
	gboolean told;	   /**< there is a row of an earlier time, and the next two are of it */
	enum rebound_push_outcome outcome;
	const char *memo; /**< what was changed, in the connector's words; NULL */
};

typedef gboolean (*rebound_store_push_func)(const struct rebound_push *push, void *data);

/** The number of a list manager, by its connector's name and URL; 0 with error set. Made where it
 * is new. */
gint64 rebound_store_target(
	struct rebound_store *store, const char *connector, const char *url, GError **error);

/** Which differences. */
struct rebound_push_query {
	gint64 target;
	gint64 now;
	gint64 since;	   /**< only suppressions that began then or later; 0: all */
	gboolean again;	   /**< also what was absent */
	const char *after; /**< address_key behind which to go on; NULL: from the start */
	guint limit;
};

/** Walk addresses that are suppressed and were not told, or whose answer is not known; by key. */
gboolean rebound_store_pushes(struct rebound_store *store, const struct rebound_push_query *query,
	rebound_store_push_func func, void *data, GError **error);

/** Walk addresses that were told and are no longer suppressed; by key. since and again do not
 * matter. */
gboolean rebound_store_pushed_back(struct rebound_store *store,
	const struct rebound_push_query *query, rebound_store_push_func func, void *data,
	GError **error);

/** Note what came of a push; memo may be NULL. */
gboolean rebound_store_push(struct rebound_store *store, gint64 target,
	const struct rebound_push *push, gint64 now, GError **error);

/** Forget that an address was told: it was changed back, or nothing has to be. */
gboolean rebound_store_push_end(
	struct rebound_store *store, gint64 target, const char *address_key, GError **error);
