/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"

/**
 * @file
 * How far the history of an address speaks for an event, for people.
 */

/** What the policy counts. */
struct rebound_counted {
	guint seen;  /**< events in the history that are not passed over, this one with them */
	guint count; /**< of these, what counts: one for an original message, one a day at most */
	guint after; /**< how many it takes to suppress; 0 where the policy does not suppress */
	gint64 over; /**< within this span; 0: ever */
	gint64 cleared; /**< when a person last ended a suppression: what is older was judged; 0:
			   never */
};

/** Count for an event, as rebound_policy_decide() does; FALSE with error set where the store
 * failed. */
gboolean rebound_policy_count(const struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, struct rebound_arena *arena,
	struct rebound_counted *counted, GError **error);
