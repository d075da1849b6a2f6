/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/database.h"

/**
 * @file
 * Rows of the table of retries as they are read. Internal to the store layer.
 */

#define REBOUND_RETRY_COLUMNS                                                                      \
	"id, address, address_key, domain, original_id, reason, state, step, due, event, run, "    \
	"why, session, lease, lease_ends, begun"

/** A condition: the row stands. As the index has it, which is found by these words only. */
#define REBOUND_RETRIES_STANDING " state IN ('scheduled', 'over') "

/** A condition on the address of a row, whether it stands or not: each half has an index. */
#define REBOUND_RETRIES_WHERE(condition)                                                           \
	"((" condition " AND" REBOUND_RETRIES_STANDING ")"                                         \
	" OR (" condition " AND state NOT IN ('scheduled', 'over')))"

/** Call func for each row of a statement that gives the columns above; FALSE of it ends the walk.
 */
gboolean rebound_retry_walk(struct rebound_statement *statement, rebound_store_retry_func func,
	void *data, GError **error);
