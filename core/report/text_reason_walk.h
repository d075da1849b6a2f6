/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_targets.h"
#include "core/report/text_units.h"

/**
 * @file
 * Giving the units of a text to the recipients that they tell of.
 */

/** Weights of where a reason stands. */
enum rebound_text_place {
	REBOUND_TEXT_PLACE_NAMED = 45,
	REBOUND_TEXT_PLACE_OWN = 40,
	REBOUND_TEXT_PLACE_FOLLOWING = 30,
	REBOUND_TEXT_PLACE_ANYWHERE = 10,
	REBOUND_TEXT_PLACE_SHARED = 1,
};

/** Owns the entries of those who are none of the recipients. */
#define REBOUND_TEXT_STRANGER G_MAXUINT

/** Where the search stands: the entry of a list that units belong to. */
struct rebound_text_walk {
	const struct rebound_text_units *units;
	const struct rebound_text_targets *targets;
	struct rebound_arena *arena;
	guint *owners; /**< for each unit the target that it belongs to, counted from 1;
			  REBOUND_TEXT_STRANGER */
	gboolean *own; /**< for each target: it has a reason of its own */
	guint *outer;  /**< for each unit that was walked the one above it that is indented less,
			  in its paragraph, counted from 1; 0: none */
	int *weights;  /**< of each unit, rebound_text_weigh(), once it was asked for; else -1 */
	gsize notice_bytes; /**< what is said about one target may be so long */
	guint shared;	    /**< units that were given to an entry above */
	guint paragraph;
	guint current; /**< the unit that the units below belong to, counted from 1;
			  REBOUND_TEXT_STRANGER */
};

/**
 * Whether unit i is "554 ann@example.org... Service unavailable" directly behind what the server
 * answered or a program printed: those are words of the mail system, which has one for each code,
 * and what stands before them holds the reason.
 */
gboolean rebound_text_restates_answer(const struct rebound_text_units *units, guint i);

/** What unit i weighs, rebound_text_weigh(). */
int rebound_text_weight_of(const struct rebound_text_walk *walk, guint i);

/** How well unit i explains the failure of the entry that it begins with. */
int rebound_text_weigh_listed(const struct rebound_text_units *units, guint i);

/** The target of a key, counted from 1; 0: nobody. */
guint rebound_text_place_of_key(const struct rebound_text_walk *walk, const char *key);

/** The target whom a mention is of, counted from 1; 0: nobody. */
guint rebound_text_place_of(const struct rebound_text_walk *walk, guint mention);

/** Let a unit be a target's reason if none that was offered weighs as much. */
void rebound_text_offer(struct rebound_text_target *target, guint unit, int weight);

/**
 * Give a unit to a target, and its words to what is said about him.
 *
 * @param place   of the target, counted from 1
 * @param weight  rebound_text_weigh(); nothing is given where it is 0
 * @param bonus   added where the unit does more than lead to a reason
 */
void rebound_text_give(struct rebound_text_walk *walk, guint place, guint i, int weight, int bonus);

/** Give unit i to the targets that it names; the last of them, counted from 1. */
guint rebound_text_give_to_named(struct rebound_text_walk *walk, guint i);

/** Give unit i to the targets that an entry names: "ann@example.org, bob@example.org".
 *
 * @param number  the entry's unit
 */
void rebound_text_give_entry(struct rebound_text_walk *walk, guint number, guint i, int weight);

/** Whether a unit is the entry of somebody who is none of the targets, since it is of none. */
gboolean rebound_text_is_strangers(const struct rebound_text_units *units, guint i);

/** Whether what is said about others may be about the only target: it has no reason of its own, and
 * another name. */
gboolean rebound_text_takes_all(const struct rebound_text_walk *walk);

/** Offer the reasons that stand in units of nobody to the targets that have none of their own:
 * above their entries, below them, in a heading, or anywhere. */
void rebound_text_offer_free(struct rebound_text_walk *walk);

/** Gather what is said about a single recipient, whom all of the report is about. */
void rebound_text_gather_walked(struct rebound_text_walk *walk);
