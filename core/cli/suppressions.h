/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"
#include "core/store/suppression_changes.h"

/**
 * @file
 * What the verbs of `rebound suppressions` share.
 */

/** What the options say; NULL or 0 where one was not given. domain is its key. */
struct rebound_suppressions_options {
	const char *verb;
	char *database, *state, *reason, *domain, *rule, *format, *kind, *since, *ended, *rules,
		*why, *now;
	gint64 run;
	gboolean all, dry_run;
	char **addresses; /**< behind the verb; NULL-terminated */
};

/** The filter of the options; FALSE with error set (USAGE). */
gboolean rebound_suppressions_filter(const struct rebound_suppressions_options *options,
	struct rebound_suppression_filter *filter, GError **error);

/** --since as a cursor; FALSE with error set (USAGE). */
gboolean rebound_suppressions_since(const struct rebound_suppressions_options *options,
	struct rebound_suppression_cursor *cursor, GError **error);

/** The verbs with a file of their own; they give exit codes. */
int rebound_suppressions_export(
	struct rebound_store *store, const struct rebound_suppressions_options *options);
int rebound_suppressions_import(
	struct rebound_store *store, const struct rebound_suppressions_options *options);
