/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Which suppressions changed since somebody last asked, for a copy that is kept elsewhere.
 */

/** What somebody has seen. */
struct rebound_suppression_cursor {
	gint64 revision; /**< the last change that he has seen; -1: he goes by the time only */
	gint64 time;	 /**< when he asked */
};

/** Read "57.1700000000" as it was written; FALSE where the text is no cursor. */
gboolean rebound_suppression_cursor_read(
	const char *text, struct rebound_suppression_cursor *cursor);

#define REBOUND_SUPPRESSION_CURSOR_SIZE 48
const char *rebound_suppression_cursor_write(const struct rebound_suppression_cursor *cursor,
	char buffer[REBOUND_SUPPRESSION_CURSOR_SIZE]);

/**
 * Walk the addresses whose suppression changed, by key: each once, as it is now. One that ended, or
 * whose time is over, has the state ended. By time only, more than what changed may come.
 *
 * @param cursor  what was seen; set to what was walked now
 * @return FALSE with error set: the store failed, or STATE where the cursor is ahead of the
 *         database
 */
gboolean rebound_suppression_changes(struct rebound_store *store,
	struct rebound_suppression_cursor *cursor, gint64 now, rebound_store_suppression_func func,
	void *data, GError **error);
