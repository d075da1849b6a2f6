/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"

/**
 * @file
 * What `tell` and alerts put into the outbox: one JSON object a message, and the key that makes the
 * same effect one message. Where the settings have no such target, nothing is written.
 */

/**
 * Tell what was decided on an event; the event is in the store already, the transaction is the
 * decision's. A target with `once` gets one message for a reason within its span.
 *
 *     {"version": 1, "type": "event", "key": "...", "target": "crm", "address": ..., "domain": ...,
 *      "kind": ..., "reason": ..., "fault": ..., "permanence": ..., "status": ..., "reply": ...,
 *      "text": ..., "decision": ..., "why": ..., "trust": ..., "rule": ..., "remote_mta": ...,
 *      "original_id": ..., "event": ..., "run": ..., "time": ...}
 */
gboolean rebound_notice_event(const struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_event *event, const struct rebound_decision *decision, gint64 now,
	GError **error);

/** Something that a person should know at once. */
struct rebound_alert {
	const char *about; /**< "hold" or "burst" */
	const char *name;  /**< the provider or the reason */
	gint64 count;	   /**< of addresses or refusals */
	const char *text;  /**< one line for people */
	gint64 run;
	gint64 time; /**< with about and name, its day makes the key: one message a day */
};

/** Tell the target of the settings' alert, if there is one. */
gboolean rebound_notice_alert(const struct rebound_policy *policy, struct rebound_store *store,
	const struct rebound_alert *alert, gint64 now, GError **error);
