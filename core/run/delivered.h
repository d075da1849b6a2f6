/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"
#include "core/store/store.h"

/**
 * @file
 * Deliveries, replies and new sign-ups that the operator's other programs know of, as events of the
 * kind success: what failed before them no longer counts, and a domain that was slowed is slowed no
 * more. A suppression never ends by them; those addresses are told.
 */

struct rebound_delivered {
	struct rebound_policy *policy;
	struct rebound_store *store; /**< in a transaction */
	const char *what;	     /**< for people: "delivered", "replied", "imported" */
	gboolean log; /**< lines are of a mail server's log; those of no delivery are passed over */
	gint64 now;
	gint64 run;		     /**< started with the first event; 0 before */
	struct rebound_arena *arena; /**< cleared with each line */
	/** An address that is suppressed; why, for people. May be NULL. */
	void (*told)(const char *address, const char *why, void *data);
	void *data;
	/* Counted. */
	guint64 taken, known, suppressed, passed_over;
};

/**
 * Take one line: "ADDRESS", or "ADDRESS TIME" with a comma, tab or space between; of a log, a line
 * of Postfix with to=<ADDRESS> and status=sent, or one of Exim with "=> ADDRESS", which begins with
 * its time: "Mar  5 15:04:05" or "2026-03-05 15:04:05" (local), "2026-03-05T15:04:05.1+01:00";
 * without one it is passed over. One event an address and day; the same again changes nothing.
 *
 * @return FALSE with error set: SYNTAX for a line that is neither, else where the store failed
 */
gboolean rebound_delivered_take(
	struct rebound_delivered *delivered, const char *line, gsize len, GError **error);
