/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/changes.h"

/**
 * @file
 * The one way in which events lose their texts or go. Within a transaction: events are chosen,
 * rebound_erase_begin() keeps their digests for the chain and opens the door that the triggers
 * guard, rebound_erase_end() shuts it. Internal to the store layer.
 */

/** An empty temporary table of events, `chosen (id)`. */
gboolean rebound_erase_choose(struct rebound_store *store, GError **error);

/** Keep the digests of the chosen events under a change, whose events and events_digest are set,
 * and open the door. */
gboolean rebound_erase_begin(
	struct rebound_store *store, struct rebound_change *change, GError **error);

/** Shut the door. */
gboolean rebound_erase_end(struct rebound_store *store, GError **error);

/** Rows that refer to rows that went: the reference goes where it may be empty, else the row. */
gboolean rebound_erase_mend(struct rebound_store *store, GError **error);

/** Called for each table of the schema that is not SQLite's own; FALSE (error set) ends the walk.
 */
typedef gboolean (*rebound_erase_table)(
	struct rebound_store *store, const char *table, void *data, GError **error);
gboolean rebound_erase_tables(
	struct rebound_store *store, rebound_erase_table func, void *data, GError **error);

/** A name of the schema, quoted. */
char *rebound_erase_quote(const char *name);

/** Run a statement that was put together from names of the schema, with numbers bound; *count as
 * for rebound_database_apply(). */
gboolean rebound_erase_apply(
	struct rebound_store *store, const char *sql, gint64 number, gint64 *count, GError **error);
