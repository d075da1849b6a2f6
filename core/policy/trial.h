/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"

/**
 * @file
 * A policy tried before it is used: each card and action on made-up events, as `rebound test` tries
 * rules on their examples.
 */

struct rebound_policy_trial {
	guint events;	     /**< that were tried */
	GPtrArray *messages; /**< of char: what is wrong, a line each, "FILE:LINE: what" */
};

/**
 * Decide on one permanent and one temporary failure of each reason, and on one event of each other
 * kind. Told are an action that fails or runs into a limit, a suppression that the guard always
 * refuses, a target that the settings do not name where they name some, an action that no card
 * names, and reasons of which no card says what to do.
 *
 * @param store  an empty one: the address of the made-up events has no history
 * @return FALSE with error set where the store failed
 */
gboolean rebound_policy_try(struct rebound_policy *policy, struct rebound_store *store,
	struct rebound_policy_trial *trial, GError **error);
void rebound_policy_trial_clear(struct rebound_policy_trial *trial);
