/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/card.h"

/**
 * @file
 * When a failed mail may be sent again. Internal to the policy layer.
 */

/** The bounds within which a hint of the text ("try again in 600 seconds") is honoured, in seconds.
 */
#define REBOUND_RETRY_SHORTEST_HINT ((gint64)5 * 60)
#define REBOUND_RETRY_LONGEST_HINT  ((gint64)24 * 60 * 60)

/**
 * Set action (RETRY, RETRY_OVER), step, due and why of a decision.
 *
 * The first step counts from the event's time. A failure after a retry was due is the next step;
 * one before that is another word on the same attempt. What would have been due longer ago than the
 * last step is over. Jitter of up to a tenth of the step comes from the seed, the address, the
 * original message and the step alone. A retry that would be due in an hour for which its domain has
 * its number of retries already (settings) is due in the next one that has room, within a day.
 *
 * @return FALSE with error set where the store failed
 */
gboolean rebound_retry_decide(const struct rebound_clauses *clauses,
	const struct rebound_settings *settings, struct rebound_store *store,
	const struct rebound_event *event, gint64 now, struct rebound_arena *arena,
	struct rebound_decision *decision, GError **error);
