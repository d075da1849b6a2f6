/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <stdio.h>

/**
 * @file
 * Lines of a file or a pipe, some at a time. They are read before a transaction begins, so that
 * nobody waits for the database as long as a slow pipe takes.
 */

/** Most lines that are read at a time. */
#define REBOUND_LINE_BATCH 1000

struct rebound_line_batch {
	GString *text; /**< all lines, each with a NUL behind it */
	GArray *starts;
};

void rebound_line_batch_init(struct rebound_line_batch *batch);
void rebound_line_batch_clear(struct rebound_line_batch *batch);

/** Read the next lines, without their ends, as rebound_line_input_next() does; at most REBOUND_LINE_BATCH, and no more once they are a
 * megabyte. How many there are; 0 at the end, and where reading fails: see ferror(). */
guint rebound_line_batch_read(struct rebound_line_batch *batch, FILE *file);

/** One of them; it may be changed, and is good until the next are read. */
char *rebound_line_batch_get(const struct rebound_line_batch *batch, guint line, gsize *len);
