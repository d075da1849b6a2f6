/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * The outbox: messages to somebody outside, written in the transaction of the decision that wants
 * them, and delivered by `rebound outbox send`. The key of a message makes the same effect one row,
 * however often its mail is processed; it goes out with the message, at least once, so that the
 * other side can tell a second delivery. A sender leases a row, so that two never have the same
 * one.
 */

enum rebound_outbox_state {
	REBOUND_OUTBOX_WAITING,
	REBOUND_OUTBOX_SENT,
	REBOUND_OUTBOX_FAILED,	  /**< given up */
	REBOUND_OUTBOX_DROPPED,	  /**< by a person */
	REBOUND_OUTBOX_WITHDRAWN, /**< its event or run was taken back before it was sent */
};
const char *rebound_outbox_state_name(enum rebound_outbox_state state);

struct rebound_outbox_row {
	gint64 id;
	const char *key;     /**< 64 hexadecimal digits */
	const char *target;  /**< a name of the policy's settings */
	const char *payload; /**< JSON */
	gint64 event, run;   /**< 0: none */
	enum rebound_outbox_state state;
	gint64 created, due;
	guint attempts;	    /**< begun so far */
	gint64 lease_ends;  /**< until when a sender has it; 0: none does */
	const char *answer; /**< what came of the last attempt, one line, or NULL */
};

/** Called for each row; FALSE ends the walk. Strings are good during the call. */
typedef gboolean (*rebound_store_outbox_func)(const struct rebound_outbox_row *row, void *data);

/**
 * Put a message in; key, target, payload, event, run and created are read. One with the same key
 * changes nothing, unless that was withdrawn: then it waits again. *added tells; may be NULL.
 */
gboolean rebound_store_outbox_add(struct rebound_store *store, const struct rebound_outbox_row *row,
	gboolean *added, GError **error);

/** Walk messages by number; only what waits or was given up unless all is set. */
gboolean rebound_store_outbox(struct rebound_store *store, gboolean all,
	rebound_store_outbox_func func, void *data, GError **error);

/** How many wait. -1 with error set. */
gint64 rebound_store_outbox_waiting(struct rebound_store *store, GError **error);

/**
 * Lease the message that is due first: from now on it is this sender's, until lease_ends. Its
 * attempts count this one already.
 *
 * @param row  filled, strings in the arena; its id is 0 where nothing is due
 */
gboolean rebound_store_outbox_take(struct rebound_store *store, gint64 now, gint64 lease_ends,
	struct rebound_arena *arena, struct rebound_outbox_row *row, GError **error);

/**
 * Say what came of a leased message: SENT, FAILED, or WAITING to be tried again at a time. A sender
 * whose lease ended, and whose message another one has meanwhile, changes nothing but by SENT. What
 * was withdrawn or dropped in the meantime stays so, but for SENT.
 */
gboolean rebound_store_outbox_close(struct rebound_store *store,
	const struct rebound_outbox_row *row, enum rebound_outbox_state state, gint64 due,
	const char *answer, gint64 now, GError **error);

/**
 * A person changes what is not sent: WAITING (try again now) for what was given up or dropped or
 * waits for its time, DROPPED for what waits or was given up. Of one number, or of all (0).
 *
 * @return how many changed, or -1 with error set
 */
gint64 rebound_store_outbox_change(struct rebound_store *store, gint64 id,
	enum rebound_outbox_state state, gint64 now, GError **error);
