/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_units.h"

/**
 * @file
 * Which units of a text tell why one recipient was not reached.
 */

/** A recipient while its reason is looked for. */
struct rebound_text_target {
	const char *key;
	const char *address; /**< as written */
	const char *former;  /**< what it was generated from; NULL */
	guint mention;	     /**< counted from 1, where it is listed first; 0: nowhere */
	guint best;	     /**< the unit that tells, counted from 1; 0: none */
	int score;
	int code; /**< of the line that names it, where another one tells why; 0: none */
	struct rebound_status status; /**< the same */
	GString *notice;	      /**< words of its own units; NULL */
};

/** Targets by key. */
struct rebound_text_targets {
	GArray *list;	   /**< struct rebound_text_target */
	GHashTable *index; /**< key to place in the list, counted from 1 */
};

static inline struct rebound_text_target *rebound_text_target(
	const struct rebound_text_targets *targets, guint i)
{
	return &g_array_index(targets->list, struct rebound_text_target, i);
}

void rebound_text_targets_init(struct rebound_text_targets *targets);
void rebound_text_targets_clear(struct rebound_text_targets *targets);

/** The target of a key; a new one where there is none yet. */
struct rebound_text_target *rebound_text_targets_add(
	struct rebound_text_targets *targets, const char *address, const char *key);

/** Let another key lead to a target that there is. */
void rebound_text_targets_alias(
	struct rebound_text_targets *targets, const char *key, const char *other);

/** The target of a key, or NULL. */
struct rebound_text_target *rebound_text_targets_find(
	const struct rebound_text_targets *targets, const char *key);

/** Find for each target the unit that tells best why it failed, and gather what is said about it.
 */
void rebound_text_find_reasons(
	const struct rebound_text_units *units, struct rebound_text_targets *targets);

/**
 * The words of unit i that tell the reason: without the address that the entry begins with, without
 * brackets and labels around them.
 *
 * @param len  set to their length; 0 where the unit says nothing beyond the address
 */
const char *rebound_text_reason(const struct rebound_text_units *units, guint i, gsize *len);
