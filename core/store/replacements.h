/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Events that were judged anew: another event, of a later run, stands for the first one and counts
 * in its place for as long as it is not taken back. Neither of both rows ever changes.
 */

/** What an event that stands for an earlier one has for its key: made of the earlier one's. */
void rebound_replacement_key(const guint8 key[32], guint8 made[32]);

/** Note that an event stands for an earlier one. */
gboolean rebound_store_replace_event(
	struct rebound_store *store, gint64 event, gint64 replaces, GError **error);

/**
 * End a suppression that rested on a verdict which no longer holds. It stands again when the event
 * is taken back, unless another one stands by then.
 *
 * @param event  the one that says otherwise
 * @param why    kept beside the entry's own
 */
gboolean rebound_store_unsay_suppression(struct rebound_store *store, gint64 suppression,
	gint64 event, const char *why, gint64 now, GError **error);

/** An end of FROM events: those that count, since none that counts stands for them. Nearly always
 * there is no replacement at all, which is asked once for all rows. */
#define REBOUND_EVENTS_COUNT                                                                       \
	" undone IS NULL AND (NOT EXISTS (SELECT 1 FROM replacements)"                             \
	" OR NOT EXISTS (SELECT 1 FROM replacements r JOIN events n"                               \
	" ON n.id = r.event AND n.undone IS NULL WHERE r.replaces = events.id))"
