/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/smtp/status.h"

/**
 * @file
 * The recipients of a text while their reasons are looked for.
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
	GArray *aliases;   /**< struct rebound_text_alias; NULL while there are none */
	GHashTable *index; /**< key to place in the list, counted from 1; NULL for few */
};

/** Another key, and the place in the list that it leads to, counted from 1. */
struct rebound_text_alias {
	const char *key;
	guint place;
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
