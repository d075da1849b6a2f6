/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_units.h"

/**
 * @file
 * How much a piece of text tells of a failure, by what it holds; where it stands is not looked at.
 */

/** Weights of what a unit holds. */
enum rebound_text_weight {
	REBOUND_TEXT_WEIGHT_CODE = 60,
	REBOUND_TEXT_WEIGHT_REASON = 20,
	REBOUND_TEXT_WEIGHT_LED = 8, /**< added to what stands behind words that lead to a reason */
	REBOUND_TEXT_WEIGHT_LEAD = 1, /**< words that only lead to what counts */
};

static inline gboolean rebound_text_is_failure_code(int code)
{
	return code >= 400 && code <= 599;
}

/** Whether a unit breaks off where the reason is to follow: "could not be delivered because of". */
gboolean rebound_text_leads_to_reason(const struct rebound_text_unit *unit);

/** Whether a sentence only lists what can have happened: "the mailbox may be full". */
gboolean rebound_text_is_guess(const char *text, gsize len);

/** Whether an answer only says that nobody was left whom DATA could be for, which has its cause in
 * earlier ones. */
gboolean rebound_text_is_consequence(const struct rebound_text_unit *unit);

/** Whether a unit is what letters begin or end with: "Dear sender,". */
gboolean rebound_text_is_greeting(const struct rebound_text_unit *unit);

/**
 * How well a unit explains a failure; 0 for not at all.
 * @param entry  it is the entry of a recipient: what it says of contact or support is a reason
 */
int rebound_text_weigh_entry(const struct rebound_text_unit *unit, gboolean entry);

/** The same for a unit that is no entry. */
int rebound_text_weigh(const struct rebound_text_unit *unit);
