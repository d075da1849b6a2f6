/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * The transactions of a run: how much goes into one, and when others get their turn. Where one ends
 * is decided by what is in it, so that it is the same in each run over the same input; only one
 * that is open for very long, since a mail is hard to read, ends by the clock.
 */

struct rebound_batch {
	struct rebound_store *store;
	guint most;	       /**< messages in one */
	guint messages;	       /**< in the open one; 0: none is open */
	guint events;	       /**< of them */
	gsize bytes;	       /**< of the messages, and of what their events keep */
	gsize bytes_handed_on; /**< of them, those with which the disk may have begun */
	gint64 begun;	       /**< when it was opened, by the monotonic clock */
	gint64 paused;	       /**< when others had their turn */
	gboolean private;      /**< nobody else has this store */
};

/** @param most  messages in a transaction, at most; 0: the usual number */
void rebound_batch_init(
	struct rebound_batch *batch, struct rebound_store *store, guint most, gboolean private);

/** A message comes, in the open transaction or in a new one. FALSE with error set. */
gboolean rebound_batch_add_message(struct rebound_batch *batch, gsize len, GError **error);

/** An event was written for it. */
void rebound_batch_add_event(struct rebound_batch *batch, const struct rebound_event *event);

/** Whether the transaction should end here; it does not say so without a message in it. */
gboolean rebound_batch_is_full(const struct rebound_batch *batch);

/** The same where it is only that it is open for too long. */
gboolean rebound_batch_is_old(const struct rebound_batch *batch);

/** End the open transaction, after the one before has reached the disk. */
gboolean rebound_batch_commit(struct rebound_batch *batch, GError **error);
