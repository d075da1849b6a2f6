/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"

/**
 * @file
 * The guard: the last word before an address is suppressed, whatever a rule, a card or an action
 * says. Internal to the policy layer.
 */

/** What speaks for a suppression. */
struct rebound_guard_case {
	gboolean anyway;  /**< the operator's card says so for this reason */
	gboolean counted; /**< by at least two failures within a window */
	gint64 cleared;	  /**< when a person last ended a suppression of this address; 0 never */
	gint64 alive;	  /**< its last sign of life; 0 none */
};

/**
 * Why an event may not suppress its address; NULL where it may.
 *
 * Only a permanent failure with a fault of address or domain may, a temporary one (and a full
 * mailbox) by a count over a window; a complaint of abuse and an unsubscribe. With anyway, the
 * fault does not matter. Never an own address or one of the mail system, nothing that a forwarded
 * mail held, nothing that a person has judged since, no failure of an address that was delivered to
 * since, or that answered.
 *
 * @return one line, static
 */
const char *rebound_guard_refuse(const struct rebound_settings *settings,
	const struct rebound_event *event, const struct rebound_guard_case *speaks);

/** Whether a domain, in any letter case, is an own one or below one. */
gboolean rebound_guard_is_own_domain(const struct rebound_settings *settings, const char *domain);
