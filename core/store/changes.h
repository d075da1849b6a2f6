/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/chain.h"
#include "core/store/store.h"

/**
 * @file
 * What people changed: one row for each undo, prune and forget, append-only and covered by the
 * chain.
 */

struct rebound_change {
	gint64 id;
	gint64 time;
	const char *what; /**< undo, prune, forget */
	const char *who, *why, *asked, *summary;
	gint64 events;				   /**< how many it marked or erased */
	guint8 events_digest[REBOUND_CHAIN_BYTES]; /**< SHA-256 over their numbers */
};

/** The number that the next change gets; within a transaction. 0 with error set. */
gint64 rebound_change_next(struct rebound_store *store, GError **error);

/** Write a change under the number that rebound_change_next() gave; addresses in why and asked lose
 * their local parts. */
gboolean rebound_change_add(
	struct rebound_store *store, const struct rebound_change *change, GError **error);

/** SHA-256 over the numbers of rows that a statement gives, and how many they are. */
struct rebound_statement;
gboolean rebound_change_digest(
	struct rebound_statement *statement, struct rebound_change *change, GError **error);

/** Called for each row; FALSE ends the walk. Strings are good during the call. */
typedef gboolean (*rebound_change_func)(const struct rebound_change *change, void *data);

/** Walk changes by number, the newest first; what NULL: all. */
gboolean rebound_store_changes(struct rebound_store *store, const char *what,
	rebound_change_func func, void *data, GError **error);
