/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"
#include "core/rules/ruleset.h"
#include "core/store/store.h"

/**
 * @file
 * What came of one attempt to send to an address, as the sender tells: a reply of a session, not a
 * bounce mail. The sender is the operator, so his word is trusted like a source that he vouches
 * for.
 */

/** What attempts are judged with; all of it is the caller's. */
struct rebound_attempts {
	struct rebound_ruleset *ruleset;
	struct rebound_policy *policy;
	struct rebound_store *store;
	struct rebound_arena *arena; /**< strings of the results; the caller clears it */
	gint64 run;		     /**< of rebound_store_start_run() */
	gint64 now;
};

/** One attempt, and what was said. */
struct rebound_attempt {
	const char *address;	 /**< a valid one */
	const char *original_id; /**< Message-ID of what was sent, or NULL */
	const char *reply;	 /**< the line that the server said; NULL: nobody knows */
	gint64 time;
	const char *source; /**< where it was heard, as evidence */
	guint64 index;
	const char *name; /**< what makes it the same attempt: the same name is taken once */
	gboolean session; /**< the times of a session hold, not those of a bounce mail */
};

enum rebound_attempt_result {
	REBOUND_ATTEMPT_TAKEN,	/**< noted and decided */
	REBOUND_ATTEMPT_CLOSED, /**< it was told, or the retry was closed, before: nothing is done
				 */
	REBOUND_ATTEMPT_EARLY,	/**< it is not due yet, and in nobody's hands: nothing is done */
	REBOUND_ATTEMPT_NONE,	/**< there is no such retry */
	REBOUND_ATTEMPT_DELAY,	/**< the mail system still tries: nothing is done */
	REBOUND_ATTEMPT_SUCCESS /**< the reply reports no failure: nothing is done */
};

struct rebound_attempt_outcome {
	enum rebound_attempt_result result;
	const char *address; /**< NULL where there is no such retry */
	gint64 due;	     /**< of a retry that is not due yet */
	struct rebound_decision decision;
	gboolean changed; /**< a suppression was written */
};

/**
 * Take what a server said of an attempt: a failure becomes an event, and the policy decides. The
 * caller has opened a transaction.
 *
 * @return FALSE with error set where the store failed
 */
gboolean rebound_attempt_take(struct rebound_attempts *attempts,
	const struct rebound_attempt *attempt, struct rebound_attempt_outcome *outcome,
	GError **error);

/**
 * Give a report of an attempt that nobody explained its verdict: unknown, for now, to be tried
 * again. Its text is ours and no server's, so that no rule may read it.
 *
 * @return FALSE, and nothing done, for another report
 */
gboolean rebound_attempt_judge_unexplained(
	struct rebound_report *report, struct rebound_arena *arena);

/**
 * A retry failed: its reply becomes an event, the policy decides, and the retry is replaced by the
 * next step, or closed as over. The caller has opened a transaction.
 *
 * @param reply  the line that the server said, or NULL: a temporary failure that nobody explained
 * @return FALSE with error set where the store failed
 */
gboolean rebound_attempt_failed(struct rebound_attempts *attempts, gint64 retry, const char *reply,
	struct rebound_attempt_outcome *outcome, GError **error);
