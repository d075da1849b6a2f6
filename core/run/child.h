/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "core/run/frame.h"

/**
 * @file
 * One worker process as its parent holds it: started afresh, never forked out of the parent's state,
 * with a pipe each way that never blocks.
 */

struct rebound_child {
	pid_t pid;       /**< 0: not running */
	int in, out;     /**< to its standard input, from its standard output */
	gboolean ready;  /**< it said hello */
	GByteArray *to, *from;
	gsize sent;      /**< of to */
	gsize taken;     /**< of from */
};

/** What reading from a child gave. */
enum rebound_child_state { REBOUND_CHILD_WAITS, REBOUND_CHILD_FRAME, REBOUND_CHILD_GONE };

void rebound_child_init(struct rebound_child *child);
void rebound_child_clear(struct rebound_child *child);

/**
 * Start it.
 *
 * @param arguments  NULL-terminated, the program's path first
 * @return FALSE with error set (IO)
 */
gboolean rebound_child_start(struct rebound_child *child, char *const *arguments, GError **error);

/** Write what the pipe takes; FALSE where the child is gone. */
gboolean rebound_child_send(struct rebound_child *child);

/** Read what the pipe holds; FALSE at its end. */
gboolean rebound_child_receive(struct rebound_child *child);

/** The next whole frame that was received; good until the next receive. A damaged one counts as GONE. */
enum rebound_child_state rebound_child_next(struct rebound_child *child, struct rebound_frame *frame);

/** Kill it where it still runs, wait for it and close the pipes; its wait status. */
int rebound_child_stop(struct rebound_child *child);

/** Processor time that it used so far, in seconds; 0 where that can't be known. */
double rebound_child_cpu(const struct rebound_child *child);
