/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/source.h"

/**
 * @file
 * The workers of a run, seen from the parent: messages go in, records come back in the order of the
 * input. A worker that dies or overruns its time is replaced; the messages it had are tried again
 * one by one, and one that kills a second time comes back as killed.
 */

/** What became of one message. Pointers are good during the call. */
struct rebound_pool_result {
	const struct rebound_mail *mail; /**< as it was handed in */
	const guint8 *record; /**< core/report/record.h, with verdicts; NULL where it was killed */
	gsize record_len;
	const char *killed; /**< why it was given up, for people: "took more than 2 s"; else NULL */
	const char *script_error; /**< a card that failed, one line; else NULL */
};

/** Called in the order of the input; FALSE with error set ends the pool's work. */
typedef gboolean (*rebound_pool_func)(
	const struct rebound_pool_result *result, void *data, GError **error);

struct rebound_pool_options {
	guint jobs;	     /**< at least 1 */
	const char *program; /**< whose `worker` command is run; NULL: /proc/self/exe */
	const char *rules;   /**< the user's rule file, or NULL */
	const char *const *own_addresses; /**< NULL-terminated, or NULL */
	const char *const *own_domains;	  /**< NULL-terminated, or NULL */
	gint64 now; /**< no mail is taken for later than this; 0: the clock's time */
	rebound_pool_func result;
	/** Called between two waits, also where no result comes for a while; FALSE with error set
	 * ends the pool's work. May be NULL. */
	gboolean (*turn)(void *data, GError **error);
	void *data;
};

struct rebound_pool;
typedef struct rebound_pool rebound_pool;

/** Start the workers; NULL with error set (IO) where no process can be started. Options are copied.
 */
struct rebound_pool *rebound_pool_new(const struct rebound_pool_options *options, GError **error);

/** End the workers; what is under way is dropped. */
void rebound_pool_free(struct rebound_pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_pool, rebound_pool_free)

/**
 * Hand in a message; its bytes are copied. Waits while the workers are full, and meanwhile hands
 * results out.
 */
gboolean rebound_pool_submit(
	struct rebound_pool *pool, const struct rebound_mail *mail, GError **error);

/** Nothing more is handed in: the workers end by themselves, while the caller does the rest. */
void rebound_pool_dismiss(struct rebound_pool *pool);

/** Wait until all that was handed in has come back. More may be handed in afterwards. */
gboolean rebound_pool_drain(struct rebound_pool *pool, GError **error);

/** How many workers died or were killed so far. */
guint rebound_pool_lost(const struct rebound_pool *pool);
