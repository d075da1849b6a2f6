/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/card.h"
#include "core/rules/match.h"

/**
 * @file
 * From the card that won to the verdict: permanence, advice, confidence. Internal to the rules
 * layer.
 */

/** Whether cards are asked about a recipient of this kind: a failure, a delay, what was not
 * understood. */
gboolean rebound_verdict_needs_card(enum rebound_kind kind);

/**
 * Give a recipient its verdict.
 *
 * @param subject    what was looked at
 * @param recipient  of the same report; kind and verdict are set
 * @param match      the winner, or NULL
 * @param settled    whether it won over another one (rebound_contradiction_settle()): that is less
 *                   sure
 */
void rebound_verdict_give(struct rebound_subject *subject, struct rebound_recipient *recipient,
	const struct rebound_match *match, gboolean settled);
