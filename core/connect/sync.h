/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/connect/connector.h"
#include "core/store/store.h"

/**
 * @file
 * Telling a list manager what the suppressions are: what came, and what went where we had changed
 * something. What was told is noted in the store, before and after, so that each change is told at
 * least once, and told again only where its answer was lost.
 */

enum rebound_sync_event {
	REBOUND_SYNC_SUPPRESSED, /**< changed there; in a dry run: it would be told */
	REBOUND_SYNC_RELEASED,	 /**< changed back there; in a dry run: it would be */
	REBOUND_SYNC_ALREADY,	 /**< nothing had to be changed */
	REBOUND_SYNC_ABSENT,	 /**< the address is not known there */
	REBOUND_SYNC_REFUSED,	 /**< this address can't be told; it is tried again next time */
	REBOUND_SYNC_BY_HAND,	 /**< it is free again, and a person has to change it back there */
	REBOUND_SYNC_EVENTS
};

struct rebound_sync_options {
	struct rebound_store *store;
	struct rebound_connection *connection; /**< of a dry run without http */
	gint64 since;			       /**< only suppressions from then on; 0: all */
	gboolean again;			       /**< also ask again for addresses that were absent */
	gboolean dry_run;		       /**< the store is a private copy */
	gint64 now;
	/** why is NULL or a line for people. */
	void (*told)(
		enum rebound_sync_event event, const char *address, const char *why, void *data);
	void *data;
};

/**
 * @return FALSE with error set: as a connector's functions, or where the store failed; what was
 *         told by then is noted
 */
gboolean rebound_sync(const struct rebound_sync_options *options, GError **error);
