/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * The schema of the database and its version.
 */

/** What marks a SQLite file as ours: "RBND". */
#define REBOUND_SCHEMA_APPLICATION 0x52424e44

/** The version that this program writes, the highest that it reads. */
#define REBOUND_SCHEMA_VERSION 18

/** The statements that make version N of version N - 1; the first is number 1. */
const char *rebound_schema_step(guint version);

/** The statements that make the version that this program writes in an empty database, as the steps
 * would one after the other. */
const char *rebound_schema_newest(void);

/**
 * Check whose database it is; nothing is changed.
 *
 * @param version  set to its version, 0 for an empty one
 */
gboolean rebound_schema_look(struct rebound_store *store, gint64 *version, GError **error);

/**
 * Check whose database it is and of which version; create or bring up to date where the mode
 * allows. One of an earlier version is brought up to date in one transaction.
 *
 * @return FALSE with error set (STATE) for another program's database, a later version, a damaged
 *         one, and an empty one that may not be written
 */
gboolean rebound_schema_prepare(struct rebound_store *store, gboolean create, GError **error);
