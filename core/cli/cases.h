/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/ruleset.h"

/**
 * @file
 * Rules against a table of reply lines with the answers that are right.
 *
 * A row has six columns with tabs between: source, input, kind, permanence, reason, action. "a|b"
 * means that either is right, "-" that the field does not matter, "None" that it does not apply.
 * action is compared with the advice. Empty lines and those that begin with # are passed over.
 */

struct rebound_cases;
typedef struct rebound_cases rebound_cases;

/** Run a table; NULL with error set (IO, STATE for a row that is none). The caller frees it. */
struct rebound_cases *rebound_cases_run(
	struct rebound_ruleset *ruleset, const char *path, GError **error);
void rebound_cases_free(struct rebound_cases *cases);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_cases, rebound_cases_free)

/** How many rows there are, and how many of them are wrong. */
guint rebound_cases_count(const struct rebound_cases *cases);
guint rebound_cases_failed(const struct rebound_cases *cases);

/** Print each row that is wrong, and what was taken for what. */
void rebound_cases_print(const struct rebound_cases *cases);
