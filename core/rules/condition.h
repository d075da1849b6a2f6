/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/match.h"

/**
 * @file
 * Whether the fields of a card hold for a recipient. Internal to the rules layer.
 */

/**
 * Whether all fields hold but the check.
 *
 * @param match  text, start and end are set by what was said first, where the fields read text
 */
gboolean rebound_condition_holds(struct rebound_subject *subject,
	const struct rebound_condition *condition, struct rebound_match *match);

/** What a condition without text holds on, for people: "5.1.1", "550", a host; may be NULL. */
const char *rebound_condition_show(
	struct rebound_subject *subject, const struct rebound_condition *condition);
