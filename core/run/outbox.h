/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"
#include "core/store/store.h"

/**
 * @file
 * Delivers what waits in the outbox. Two of these at once share the work: each message is leased by
 * one of them. A message goes out at least once: where a sender dies between the delivery and its
 * note of it, another one sends it again when the lease ends, with the same key.
 */

struct rebound_outbox_count {
	guint sent, again, failed;
};

struct rebound_outbox_options {
	guint most; /**< at most so many attempts; 0: until nothing is due */
	/** Told each attempt: "sent", "again" or "failed", the message's number and target, and the
	 * answer. May be NULL. */
	void (*told)(
		const char *what, gint64 id, const char *target, const char *answer, void *data);
	void *data;
};

/** Ask a delivery that is going on to end after the message that it has; safe in a signal handler.
 */
void rebound_outbox_stop(void);

/**
 * Deliver what is due, one message after the other.
 *
 * What may work later is due again after 1 minute, then twice as long each time, 6 hours at most,
 * and a little more, so that messages spread; or when the other side asks for. A message that is
 * older than its target's give_up is given up. One whose target the policy does not have waits.
 *
 * @return FALSE with error set where the store failed, or (UNAVAILABLE) libcurl is missing
 */
gboolean rebound_outbox_send(const struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_outbox_options *options, struct rebound_outbox_count *count,
	GError **error);
