/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"
#include "core/rules/ruleset.h"
#include "core/store/store.h"

/**
 * @file
 * Today's verdicts on stored events, written down: a run of its own, in which an event with the new
 * verdict stands for each old one (core/store/replacements.h). What follows from it goes through
 * the policy and its guards as with a mail that comes in; nobody is told, and no domain is slowed.
 */

struct rebound_reclassify_options {
	struct rebound_store *store;
	struct rebound_policy *policy;
	struct rebound_ruleset *ruleset;
	const gint64 *events; /**< numbers of those whose verdict is another one today */
	guint count;
	gint64 now;
	/** Told what becomes of an address: "suppressed", "proposed", ...; may be NULL. */
	void (*told)(const char *address, const char *what, const char *why, void *data);
	void *data;
};

struct rebound_reclassified {
	gint64 run; /**< 0 where nothing was written */
	guint64 events;
	guint64 suppressed, proposed, held, ended, retries;
};

/**
 * Judge events anew, in one transaction. A suppression that rests on one of them, or counted one,
 * ends where the policy does not want it by the new verdicts; what else speaks for the address is
 * then asked again. What a person entered stays.
 *
 * @return FALSE with error set where the store failed; nothing is written then
 */
gboolean rebound_reclassify(const struct rebound_reclassify_options *options,
	struct rebound_reclassified *result, GError **error);
