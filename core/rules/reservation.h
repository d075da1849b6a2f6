/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/match.h"

/**
 * @file
 * Words that stand under a condition, or are what might be: "If the mailbox does not exist, ask for
 * another address" says nothing of the mailbox, nor does a list of possible reasons. Words of
 * moving say nothing of the address that they name as the new one.
 */

/**
 * Replace a card that says something of an address where the words that it won on stand under a
 * condition each time, or name that address as the new one, by the card that wins without them.
 * Only a shipped card gives way.
 *
 * @param found  whether there is a winner; FALSE after it where nothing is left that says anything
 * @param match  the winner
 * @return whether it was replaced
 */
gboolean rebound_reservation_settle(
	struct rebound_subject *subject, gboolean *found, struct rebound_match *match);
