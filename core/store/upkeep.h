/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/chain.h"
#include "core/store/store.h"

/**
 * @file
 * What keeps a database sound over the years: check it, copy it while it is in use, let old events
 * go, and forget one person.
 */

/* Check. */

struct rebound_check {
	gint64 events, messages, suppressions; /**< suppressions: that stand */
	gint64 links;
	gint64 version;			  /**< of the schema */
	guint8 head[REBOUND_CHAIN_BYTES]; /**< the newest digest of the chain */
	guint problems;
};

/** Told of each problem: one line, and what to do about it. */
typedef void (*rebound_check_func)(const char *problem, const char *help, void *data);

/**
 * Check a whole database: the file, its schema, what rows refer to, the chain, and what must hold
 * among the rows. For a store that was opened with REBOUND_STORE_CHECK.
 *
 * @return FALSE with error set where it can't be read at all
 */
gboolean rebound_store_check(struct rebound_store *store, rebound_check_func func, void *data,
	struct rebound_check *check, GError **error);

/* Backup. */

/**
 * Copy the database as it is at one moment, while others write to it. The copy is made beside its
 * place, checked, brought to the disk and only then put there; a file that is there already is
 * never touched.
 *
 * @param size  set to the bytes of the copy
 * @return FALSE with error set (OUTPUT for the copy)
 */
gboolean rebound_store_backup(
	struct rebound_store *store, const char *target, gint64 *size, GError **error);

/* Prune and forget. */

/** Who wants it, kept in the change that it is. */
struct rebound_upkeep_order {
	gboolean dry_run;
	const char *who, *why;
	gint64 now;
};

struct rebound_prune {
	gint64 change; /**< its number; 0 where there was nothing to do */
	gint64 events, messages, suppressions, retries, slowdowns, quarantine;
	gint64 kept; /**< old events that stay, since something that stands rests on them */
};

/**
 * Let events go whose time is before another, and what ended before it. What stands stays, with all
 * events of its address up to the one that brought it. Of a message its hash stays, so that it is
 * never processed twice. The chain stays whole: digests of what went are kept.
 */
gboolean rebound_store_prune(struct rebound_store *store, gint64 before,
	const struct rebound_upkeep_order *order, struct rebound_prune *pruned, GError **error);

struct rebound_forget {
	gint64 change; /**< its number; 0 where the address is nowhere */
	gint64 events; /**< that lost address and texts */
	gint64 rows;   /**< of other tables, taken away or blanked */
	gboolean held; /**< its suppression holds on, by a salted hash */
	gboolean
		log_left; /**< another process reads: what was is in the file's log until it ends */
};

/**
 * Forget one person: the address, in every spelling and as others wrote it into envelopes, and the
 * texts that name it go from all tables, from the pages of the file and from its log. A suppression
 * that stands holds on by a salted hash of the address.
 *
 * @param address  valid, as rebound_address_read() gives it
 */
gboolean rebound_store_forget(struct rebound_store *store, const char *address,
	const struct rebound_upkeep_order *order, struct rebound_forget *forgotten, GError **error);
