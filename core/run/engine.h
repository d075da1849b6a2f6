/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"
#include "core/run/summary.h"
#include "core/store/store.h"

/**
 * @file
 * A run over sources: the parent reads them, hands messages to workers, takes decisions in the order
 * of the input, and writes them in batches of one transaction each.
 */

struct rebound_run_options {
	const char *const *sources;  /**< NULL-terminated */
	const char *rules;           /**< the user's rule file, or NULL */
	const char *policy;          /**< the operator's policy file, or NULL */
	const char *database;
	const char *events;          /**< a file for JSON Lines of events, or NULL */
	guint jobs;                  /**< 0: the cores */
	gboolean dry_run, trust_source, move_done;
	gint64 now;                  /**< 0: the clock */
	const char *program;         /**< path of the program that is the worker; NULL: /proc/self/exe */
	void (*progress)(const struct rebound_summary *summary, guint64 done, guint64 total, void *data);
	void (*message)(const char *line, void *data); /**< a warning for people */
	void *data;
};

/**
 * Process sources into a database.
 *
 * @param summary  initialised by the caller with rebound_summary_init(); filled as far as the run came
 * @return FALSE with error set where the run could not begin or could not go on; what was committed
 *         stays, nothing is half done
 */
gboolean rebound_engine_run(const struct rebound_run_options *options, struct rebound_summary *summary, GError **error);
