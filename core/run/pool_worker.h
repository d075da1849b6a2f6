/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "core/mail/source.h"
#include "core/run/frame.h"
#include "core/run/pool.h"
#include "core/run/share.h"

/**
 * @file
 * One worker process as the pool sees it, and the messages that it has.
 */

/** A message on its way through the pool. */
struct rebound_pool_task {
	guint64 number;
	struct rebound_mail mail; /**< its pointers are into the frame, or into what is shared */
	GByteArray *frame;
	gboolean shared; /**< the mail's bytes lie in the memory that is shared, at offset */
	gsize offset;
	gsize size; /**< of the mail and all that is kept of it, but the record */
	GByteArray *record;
	char *script_error;
	char *killed;
	guint deaths;  /**< workers that died while they had it */
	gboolean done; /**< there is a record, or it was given up */
};

struct rebound_pool_worker {
	pid_t pid; /**< 0: none */
	int to, from;
	gboolean ready; /**< its rules are loaded */
	gboolean alone; /**< it has one message, which is suspected, and gets no other */
	GQueue tasks;	/**< struct rebound_pool_task; sent or to be sent, not yet answered */
	GQueue unsent;	/**< those of them that are not wholly written */
	gsize offset;	/**< bytes of the first unsent one that are written */
	gsize bytes;	/**< of all tasks */
	GByteArray *config;
	gsize config_offset;
	struct rebound_frame_buffer input;
	gint64 waited;	    /**< microseconds that the pool waited since something came back */
	gint64 cpu_start;   /**< its processor time then, in nanoseconds */
	const char *killed; /**< why the pool killed it, or NULL */
};

/** Start the process, which may read what is shared (or NULL); FALSE with error set (IO). */
gboolean rebound_pool_worker_start(struct rebound_pool_worker *worker,
	const struct rebound_pool_options *options, const struct rebound_share *share,
	GError **error);

/** Let an idle one end by the end of its input; it is not waited for. */
void rebound_pool_worker_dismiss(struct rebound_pool_worker *worker);

/** End the process and wait for it: an idle one by the end of its input, any other is killed. Tasks
 * stay. */
void rebound_pool_worker_stop(struct rebound_pool_worker *worker);

/** Wait for a process that is dead or dying; why, as in "reading it WHY"; the caller frees it. */
char *rebound_pool_worker_bury(struct rebound_pool_worker *worker);

/** Hand a task to the worker; nothing is written yet. */
void rebound_pool_worker_give(struct rebound_pool_worker *worker, struct rebound_pool_task *task);

/** Write as much as the pipe takes. FALSE where the worker is gone. */
gboolean rebound_pool_worker_write(struct rebound_pool_worker *worker);

/** Whether there is anything to write. */
gboolean rebound_pool_worker_has_unsent(const struct rebound_pool_worker *worker);

/** Note that something came back. */
void rebound_pool_worker_touch(struct rebound_pool_worker *worker);

/** Kill the worker if it overran its time; waited is what the pool has just waited, in
 * microseconds. */
void rebound_pool_worker_watch(struct rebound_pool_worker *worker, gint64 waited);
