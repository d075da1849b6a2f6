/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/rules/card.h"
#include "core/script/phrases_image.h"

/**
 * @file
 * The shipped cards as the build compiles them from rules/ (core/rules/compile), so that a program
 * starts without running, checking and indexing their Lua. Examples are left out. Internal to the
 * rules layer.
 */

/** The cards that use "NAME" brings, which stand next to each other. */
struct rebound_shipped_file {
	const char *name; /**< rules/NAME.lua */
	guint first, count;
};

struct rebound_shipped {
	const struct rebound_card *cards; /**< in the order of rules/all.lua */
	guint card_count;
	const guint *id_cards; /**< by id in the automata: index of the card, or NO_ID */
	guint id_count;
	guint regex_count;
	const struct rebound_shipped_file *files;
	guint file_count;
	const struct rebound_phrases_image *phrases, *name_phrases;
};

/** NULL in the program that compiles them. */
extern const struct rebound_shipped *const rebound_shipped;

/** Whether a set takes its shipped cards from here: all but one that needs their examples. */
static inline gboolean rebound_shipped_serves(const struct rebound_ruleset *ruleset)
{
	return rebound_shipped != NULL && !ruleset->whole;
}

/** Make room for the ids and regexes of the shipped cards, before the first card is read. */
void rebound_shipped_begin(struct rebound_ruleset *ruleset);

/**
 * Append the cards of a file that are not in the set yet.
 *
 * @param name  rules/NAME.lua, one of the embedded files
 */
void rebound_shipped_use(struct rebound_ruleset *ruleset, const char *name);

/** Point the ids of the shipped cards to where these stand in the set, once all cards are read. */
void rebound_shipped_end(struct rebound_ruleset *ruleset);

/**
 * The same card with its functions, for one whose check is to be called: read from its Lua when it
 * is first asked for.
 *
 * @param card  a shipped one of the set
 * @param set   set to the cards that it is one of; belongs to the ruleset
 * @return NULL with error set where the file can't be run (want of memory)
 */
const struct rebound_card *rebound_shipped_find_twin(struct rebound_ruleset *ruleset,
	const struct rebound_card *card, struct rebound_ruleset **set, GError **error);
