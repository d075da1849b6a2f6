/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/match.h"

/**
 * @file
 * Reports that contradict themselves: the machine part says that an address is dead, and the text
 * for people says in a sentence about this message that the mailbox was full, or another fault of
 * somebody living. The milder one wins.
 */

/** The fault of a report in which it was so. */
#define REBOUND_CONTRADICTION_FAULT "text-contradicts"

/** What the notices of a report's recipients said; all zero at its start. */
struct rebound_contradiction {
	const char *notice; /**< the last one that was read: recipients mostly share it */
	gboolean milder;    /**< it says something that wins over a code for a dead address: */
	struct rebound_match match;
};

/**
 * Look for what the text for people says against a card that holds.
 *
 * Only a sentence that ends in the reason counts ("Your message was rejected: ..."), no list of
 * what may be the cause, and no text that says anywhere that the address is dead.
 *
 * @param known  of this report, so that a notice that many recipients share is read once
 * @param match  the winner; replaced by the card of the text, where there is one
 * @return whether it was replaced
 */
gboolean rebound_contradiction_settle(struct rebound_subject *subject,
	struct rebound_contradiction *known, struct rebound_match *match);
