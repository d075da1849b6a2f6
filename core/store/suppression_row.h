/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/database.h"

/**
 * @file
 * Rows of the table of suppressions as they are read. Internal to the store layer.
 */

#define REBOUND_SUPPRESSION_COLUMNS                                                                \
	"id, address, address_key, domain, state, reason, cause, why, rule, rule_at, trust, "      \
	"event, run,"                                                                              \
	" since, until, ended, ended_why, provider, turned, hold"

/** A condition on the address of a row, whether it stands or not: each half has an index. */
#define REBOUND_SUPPRESSIONS_WHERE(condition)                                                      \
	"((" condition " AND ended IS NULL) OR (" condition " AND ended IS NOT NULL))"

/** Read the columns above. Strings are good until the statement's next step. */
void rebound_suppression_read_row(
	struct rebound_statement *statement, struct rebound_suppression *row);
