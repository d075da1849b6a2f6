/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/ruleset.h"
#include "core/store/store.h"

/**
 * @file
 * What no rule knew among the stored events, grouped by its normalised text.
 *
 * An event is unknown where the rules of today give it the reason unknown, or policy_rejected by
 * nothing but a code: then a text stood there, and no card could read it. With codes, every
 * event that a card without words decided is taken.
 */

/** Events of one normalised text. Strings belong to the groups. */
struct rebound_unknown_group {
	const char *text;    /**< normalised */
	const char *phrase;  /**< for a card; NULL where no words are long enough */
	const char *example; /**< the text of the first event, without its addresses */
	const char *host;    /**< the last two labels that all events' hosts share, or NULL */
	enum rebound_reason reason; /**< what the codes make of it */
	guint64 count;
	guint addresses;    /**< different ones */
	gint64 first, last; /**< times */
	gint64 event;	    /**< the first one's number */
};

struct rebound_unknown_groups;
typedef struct rebound_unknown_groups rebound_unknown_groups;

/** Group the events of a store; NULL with error set. The caller frees it. */
struct rebound_unknown_groups *rebound_unknown_find(struct rebound_store *store,
	struct rebound_ruleset *ruleset, gboolean codes, GError **error);
void rebound_unknown_free(struct rebound_unknown_groups *groups);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_unknown_groups, rebound_unknown_free)

/** How many groups; and one of them, the largest first, then by text. */
guint rebound_unknown_count(const struct rebound_unknown_groups *groups);
const struct rebound_unknown_group *rebound_unknown_get(
	const struct rebound_unknown_groups *groups, guint group);

/**
 * A card for a group, ready to be put into a rule file: its reason is what the codes say, for a
 * person to correct.
 *
 * @param number  makes the card's name one of its own
 * @return the card's lines, which the caller frees; NULL for a group without a phrase
 */
char *rebound_unknown_card(const struct rebound_unknown_group *group, guint number);
