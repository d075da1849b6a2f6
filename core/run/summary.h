/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"

/**
 * @file
 * What a run did, counted, and told to people.
 */

struct rebound_summary {
	gint64 run;
	guint64 messages, seen, quarantined, workers_lost, files_skipped;
	guint64 put_off;		       /**< messages that were still being written */
	guint64 kinds[REBOUND_KIND_COUNT];     /**< of new messages */
	guint64 reasons[REBOUND_REASON_COUNT]; /**< of new failed recipients */
	guint64 recipients, events;
	guint64 suppressed, proposed, standing, kept, retries, retries_over, review, refused;
	guint64 trust[REBOUND_TRUST_SOURCE + 1];
	guint64 not_ours;
	GHashTable *not_ours_whys; /**< why they are not ours to count */
	gboolean needs_token;	   /**< the policy names a key file */
	char *spam_sender;	   /**< an own account that somebody else seems to use, or NULL */
	guint spam_refusals;	   /**< how many recipients refused its mails as spam in a day */
	GHashTable *sender_faults; /**< "reason\thost or domain that said so" to count: what is
				      wrong on the sending side */
	GHashTable *slowed;	   /**< domain to interval */
	guint64 outbox;		   /**< messages that wait for `rebound outbox send` */
	guint64 held;		   /**< suppressions that a person is to decide on */
	GHashTable *spikes; /**< provider to the most addresses within 24 hours, where nothing was
			       held */
	GHashTable *alive;  /**< suppressed addresses that were delivered to or answered */
	GHashTable *holds;  /**< provider to how many were held */
	gint64 next_retry;  /**< time of the earliest, 0 none */
	gint64 last_retry;
	gdouble seconds;
	gboolean dry_run;
	gboolean stopped; /**< ended early by rebound_process_stop() */
};

void rebound_summary_init(struct rebound_summary *summary);
void rebound_summary_clear(struct rebound_summary *summary);

/** Add to a count of sender_faults (add), or set a value of slowed (not add). */
void rebound_summary_count(GHashTable *counts, const char *key, guint64 value, gboolean add);

/** Count an event that is not ours, and why it is not. */
void rebound_summary_not_ours(struct rebound_summary *summary, const char *why);

/** Whether so many mails were refused for a reason of our own side that somebody should be told. */
gboolean rebound_summary_is_burst(
	const struct rebound_summary *summary, enum rebound_reason reason);

/** The summary as lines for people, deterministic but for the seconds; the caller frees it. */
char *rebound_summary_text(
	const struct rebound_summary *summary, const char *database, gboolean colour);
