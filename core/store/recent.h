/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "core/store/store.h"

/**
 * @file
 * Histories that were read of late, so that the many bounces of one address do not read the same
 * rows again, and when the first event was. What is kept is what the rows say: an event that is
 * added is added here, and whatever else changes events, in this process or another one, drops all.
 * Only the files of this layer include it.
 */

struct rebound_recent;

struct rebound_recent *rebound_recent_new(void);
void rebound_recent_free(struct rebound_recent *recent);

/** Have a connection tell of rows that it changes. */
void rebound_recent_watch(struct rebound_recent *recent, sqlite3 *database);

/** Drop all: after a rollback. */
void rebound_recent_drop(struct rebound_recent *recent);

/** A transaction began; version is SQLite's data_version, which tells of other connections. */
void rebound_recent_begin(struct rebound_recent *recent, gint64 version);

/**
 * Walk what is kept of an address as rebound_store_history_of() does; FALSE where nothing is kept
 * that answers for these numbers.
 */
gboolean rebound_recent_walk(struct rebound_recent *recent, const char *address_key, gint64 since,
	guint limit, rebound_store_event_func func, void *data);

/** Begin to keep a history that is being read; the numbers are those that it is read with. */
void rebound_recent_start(
	struct rebound_recent *recent, const char *address_key, gint64 since, guint limit);

/** The next event of the history that was started, newest first. */
void rebound_recent_take(struct rebound_recent *recent, const struct rebound_event *event);

/** The history that was started is whole, or was not read to its end. */
void rebound_recent_end(struct rebound_recent *recent, gboolean whole);

/** An event was added. */
void rebound_recent_add(struct rebound_recent *recent, const struct rebound_event *event);

/** The time of the oldest event that counts, 0 for none; FALSE where it is not kept. */
gboolean rebound_recent_first(const struct rebound_recent *recent, gint64 *time);

/** That time was read. */
void rebound_recent_keep_first(struct rebound_recent *recent, gint64 time);
