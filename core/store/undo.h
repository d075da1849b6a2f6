/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Taking back what was done, and looking at what was taken back. Rows stay, marked with the number
 * of the change that took them back: `changes` says who did it, when, why and by which words.
 */

/** What to take back: all that is given must hold. What is 0 or NULL does not matter. */
struct rebound_undo_filter {
	gint64 run;
	gint64 event;
	const char *rule;
	const char *reason;  /**< a reason, or a kind such as "complaint" */
	const char *domain;  /**< of the recipient, lower case */
	gint64 since, until; /**< the events' time: from, and before */
};

enum rebound_undo_subject { REBOUND_UNDO_SUPPRESSION, REBOUND_UNDO_RETRY, REBOUND_UNDO_SLOWDOWN };

/** One thing that an undo changes. Strings are good during the call. */
struct rebound_undo_step {
	enum rebound_undo_subject subject;
	gboolean revived;   /**< it stands again; else it is taken back */
	const char *name;   /**< an address, or a domain that was slowed */
	const char *state;  /**< as it was or is again; NULL for a slowdown */
	const char *reason; /**< or a suppression's cause; NULL where none is known */
	const char *rule;   /**< of a suppression, or NULL */
	gint64 time; /**< since when, or when a retry is due, or until when a domain is slowed */
	gint64 event, run; /**< 0: none */
};
typedef void (*rebound_undo_func)(const struct rebound_undo_step *step, void *data);

/** How an undo is done. */
struct rebound_undo_order {
	gboolean dry_run;
	const char *who, *why; /**< kept; may be NULL */
	const char *asked;     /**< the filter in words, kept; may be NULL */
	gint64 now;
	rebound_undo_func func; /**< told each step, also in a dry run; may be NULL */
	void *data;
};

/** What an undo takes back. */
struct rebound_undo {
	gint64 change; /**< its number; 0 where nothing fits, and nothing was written */
	gint64 suppressions, retries, slowdowns, events, messages; /**< taken back */
	gint64 revived; /**< suppressions, retries and slowdowns that stand again */
	gint64 later;	/**< suppressions that stand, and counted an event that was taken back */
};

/**
 * Take events back, as if they had never been: the suppressions, retries and slowdowns that they
 * brought end, what those had replaced or cancelled stands again, and the events no longer count in
 * any history. A run that is taken back whole (no other filter) takes its messages along, which may
 * be processed again; otherwise messages stay processed, so that the same mailbox does not bring
 * back what was taken back. All in one transaction.
 *
 * @return FALSE with error set (USAGE) for an empty filter, a run or an event that does not exist
 * or was taken back already
 */
gboolean rebound_store_undo(struct rebound_store *store, const struct rebound_undo_filter *filter,
	const struct rebound_undo_order *order, struct rebound_undo *undone, GError **error);

/** The newest run that was not undone; 0 where there is none. */
gint64 rebound_store_last_run(struct rebound_store *store, GError **error);

/** Walk the steps of an undo that was done. */
gboolean rebound_store_undo_steps(struct rebound_store *store, gint64 change,
	rebound_undo_func func, void *data, GError **error);
