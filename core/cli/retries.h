/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * The verbs of `rebound retries`. Each gives an exit code of sysexits.h.
 */

/** What the command line says. */
struct rebound_retries_options {
	char *database, *rules, *policy, *now, *domain, *lease, *why;
	char *smtp, *from, *login, *ca_file; /* of resend */
	gint64 limit;
	gboolean due, all, as_json, dry_run;
	char **arguments; /**< behind the verb; NULL-terminated */
};

int rebound_retries_due(struct rebound_store *store, const struct rebound_retries_options *options);
int rebound_retries_done(
	struct rebound_store *store, const struct rebound_retries_options *options);
int rebound_retries_failed(
	struct rebound_store *store, const struct rebound_retries_options *options);

int rebound_retries_resend(
	struct rebound_store *store, const struct rebound_retries_options *options);

/** What became of a failed retry, for people: "again at ..., step 2: ..."; the caller frees it. */
struct rebound_attempt_outcome;
char *rebound_retries_describe(const struct rebound_attempt_outcome *outcome);

/** Print a retry: as a JSON line where the writer is given, else for people. FALSE where the reader
 * went away. */
struct rebound_json;
gboolean rebound_retries_print(struct rebound_json *json, const struct rebound_retry *retry);

/** --lease as seconds; a span from 10 seconds to a week, 10 minutes where it is not given. FALSE
 * with error set (USAGE). */
gboolean rebound_retries_read_span(
	const struct rebound_retries_options *options, gint64 *span, GError **error);

/**
 * The retries that the arguments name: numbers ("12"), and leases ("L3") with what they hold.
 *
 * @return numbers in order, each once; NULL with error set: USAGE for what is no name, or names
 *         nothing
 */
GArray *rebound_retries_named(
	struct rebound_store *store, const struct rebound_retries_options *options, GError **error);
