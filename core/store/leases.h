/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Retries in the hands of senders. A row that is due is leased to one sender at a time; when the
 * lease is over and nobody said what came of it, it is due again.
 */

/** What a sender asks for. */
struct rebound_lease_request {
	gint64 now;
	gint64 span;	    /**< seconds until the lease ends */
	guint limit;	    /**< rows at most; 0: no limit */
	const char *domain; /**< only this one; NULL: any */
	guint hourly; /**< rows of one domain that are handed out within an hour; 0: no limit */
};

/**
 * Lease what is due, the longest due first.
 *
 * While a domain is slowed, it gets one row at a time, its interval after the last one was handed
 * out. What began to be sent without an end (begun) is never handed out. Two that ask at once get
 * different rows.
 *
 * @param lease  set to the lease's number; 0 where nothing is due
 * @param func   called for each row, by due time; may be NULL
 */
gboolean rebound_store_lease(struct rebound_store *store,
	const struct rebound_lease_request *request, gint64 *lease, rebound_store_retry_func func,
	void *data, GError **error);

/** Walk the rows that a lease holds and nobody closed, by due time. */
gboolean rebound_store_leased(struct rebound_store *store, gint64 lease,
	rebound_store_retry_func func, void *data, GError **error);

/** Whether this lease was ever given out. */
gboolean rebound_store_has_lease(
	struct rebound_store *store, gint64 lease, gboolean *there, GError **error);

/**
 * Close a retry: DONE, it was sent, or OVER, it is not sent again. One that is closed already, or
 * was replaced, stays as it is.
 *
 * @param why      what is noted instead of the row's own reason; NULL leaves that
 * @param changed  set where the row was open
 */
gboolean rebound_store_close_retry(struct rebound_store *store, gint64 id,
	enum rebound_retry_state state, const char *why, gint64 now, gboolean *changed,
	GError **error);

/** Note that a leased row is about to be sent. FALSE without error where it is no longer held by
 * this lease. */
gboolean rebound_store_begin_retry(
	struct rebound_store *store, gint64 id, gint64 lease, gint64 now, GError **error);

/** Give a row back: it was not sent, and is due as before. */
gboolean rebound_store_release_retry(
	struct rebound_store *store, gint64 id, gint64 lease, GError **error);
