/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * SQLite's write-ahead log beside a database. A database that was made just now does without one
 * until its first transaction is committed: of an empty file there is nothing to keep, so that what
 * is added goes into its place at once, and not into a log first. Others wait meanwhile, as they do
 * for any transaction.
 */

/** Whether a log with something in it lies beside a database, or a journal: somebody writes to it,
 * or died while he did. */
gboolean rebound_log_is_there(const char *path);

/** From now on what is written goes to a log; waits for others up to 10 seconds. */
gboolean rebound_log_use(struct rebound_store *store, GError **error);

/** After a commit: where there was no log, the next transactions go to one. */
gboolean rebound_log_follow(struct rebound_store *store, GError **error);
