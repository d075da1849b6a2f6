/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"

/**
 * @file
 * The spike guard: when far more addresses of one provider turn unknown than is normal, it may be
 * the provider's outage, and a person decides. Internal to the policy layer.
 *
 * Counted are addresses whose permanent failure suppresses them, or proposes to by a report that
 * bears a mark of ours, by the hours in which they failed, whatever order the mails come in.
 */

/** Who answered for an address: the organisation of the remote mail server, where the report names
 * one that is not ours, else the domain. In the arena; NULL where neither is known. */
const char *rebound_spike_provider(const struct rebound_settings *settings,
	const struct rebound_event *event, struct rebound_arena *arena);

/** What the guard says about an event. */
struct rebound_spike {
	gboolean seen;	     /**< as many as a spike has */
	gboolean held;	     /**< the suppression is for a person to decide */
	gint64 hold;	     /**< the open hold that it joins, 0: a new one */
	guint addresses;     /**< within 24 hours, this one with them */
	double norm;	     /**< in a day, over the days before */
	gint64 since, until; /**< the 24 hours */
};

/** Look at an event of a provider that would suppress its address. FALSE with error set where the
 * store failed. */
gboolean rebound_spike_look(const struct rebound_settings *settings, struct rebound_store *store,
	const char *provider, gint64 time, struct rebound_spike *spike, GError **error);
