/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/policy/policy.h"
#include "core/run/summary.h"

/**
 * @file
 * Events and what was decided on them, counted for the summary of a run.
 */

/** Count an event that is new. */
void rebound_tally_event(struct rebound_summary *summary, const struct rebound_event *event);

/**
 * Count what was decided on an event that is new.
 *
 * @param changed  whether the decision changed what stands
 */
void rebound_tally_decision(struct rebound_summary *summary, const struct rebound_event *event,
	const struct rebound_decision *decision, gboolean changed);
