/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"
#include "core/run/summary.h"
#include "core/store/store.h"

/**
 * @file
 * A run over sources: the parent reads them, hands messages to workers, takes decisions in the
 * order of the input, and writes them in batches of one transaction each.
 */

/** What a run is asked to do. Strings and lists are the caller's and outlive the run. */
struct rebound_process_options {
	const char *const *sources; /**< NULL-terminated */
	const char *rules;	    /**< the user's rule file, or NULL */
	const char *policy;	    /**< the operator's policy file, or NULL */
	const char *database;
	guint jobs;	       /**< 0: the cores */
	gboolean dry_run;      /**< decide, and write nothing */
	gboolean trust_source; /**< the operator's word: these sources hold real reports only */
	gboolean move_done;    /**< Maildir: from new to cur after the commit */
	const char
		*program; /**< path of the program whose `worker` command is run; NULL: this one */
	guint batch;	  /**< messages in one transaction, at most; 0: the default */

	/** An event that is new, and what was decided; called before the commit. May be NULL. */
	void (*event)(const struct rebound_event *event, const struct rebound_decision *decision,
		void *data);
	/** All events so far are on the disk (or, in a dry run, would be). NULL lets a batch reach
	 * the disk while the next one is taken. */
	void (*committed)(void *data);
	/** How far the run is; bytes of total, total 0 where it is not known. May be NULL. */
	void (*progress)(
		const struct rebound_summary *summary, guint64 done, guint64 total, void *data);
	/** One line for people: something was passed over, a worker was lost. May be NULL. */
	void (*warning)(const char *line, void *data);
	void *data;
};

/** Ask a run that is going on to end at the next border of a message; safe in a signal handler. */
void rebound_process_stop(void);

/**
 * Process sources into a database.
 *
 * Decisions are taken in the order of the input, so that the number of jobs changes nothing. What
 * was committed stays; a run that ends early has done whole batches, and the next run does the
 * rest.
 *
 * @param summary  rebound_summary_init() by the caller; filled as far as the run came
 * @return FALSE with error set where the run could not begin (IO for a source, SYNTAX for rules or
 *         policy, IO or STATE for the database) or could not go on
 */
gboolean rebound_process(const struct rebound_process_options *options,
	struct rebound_summary *summary, GError **error);
