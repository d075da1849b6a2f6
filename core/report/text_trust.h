/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/text.h"
#include "core/report/text_reading.h"

/**
 * @file
 * How surely an address of a text is a failed recipient's.
 */

/** By where it stands. The surest ones are taken. */
enum rebound_text_trust {
	REBOUND_TEXT_TRUST_NONE,
	REBOUND_TEXT_TRUST_SUMMARY,  /**< "To:" of the message in short */
	REBOUND_TEXT_TRUST_REPLY,    /**< somewhere in a reply */
	REBOUND_TEXT_TRUST_OWN,	     /**< the reporting side's own address, or where the report
					itself went */
	REBOUND_TEXT_TRUST_WEAK,     /**< on a line of its own, or near a reason */
	REBOUND_TEXT_TRUST_SENTENCE, /**< the object of a failure, or directly behind a reply code
				      */
	REBOUND_TEXT_TRUST_ENTRY,    /**< an entry of a list */
};

/** Whether a key is of an address of the reporting side, or of where the report went to. */
gboolean rebound_text_is_own(const struct rebound_text_reading *reading, const char *key);

/** The last words of what stands before a place in a text, without the brackets that lead to it. */
struct rebound_folded rebound_text_fold_lead(
	struct rebound_text_reading *reading, const char *text, gsize end);

/** How surely a mention is of a failed recipient, by itself. */
enum rebound_text_trust rebound_text_weigh_mention(
	struct rebound_text_reading *reading, const struct rebound_text_mention *mention);

/** Raise the trust in mentions by that in those around them.
 *
 * @param trusts  of each mention
 */
void rebound_text_trust_neighbours(
	const struct rebound_text_reading *reading, enum rebound_text_trust *trusts);
