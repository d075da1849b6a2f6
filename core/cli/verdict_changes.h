/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/ruleset.h"
#include "core/store/store.h"

/**
 * @file
 * Which verdicts on stored events two sets of rules give differently; nothing is written.
 */

/** One side's verdict. */
struct rebound_changed_verdict {
	enum rebound_kind kind;
	enum rebound_reason reason;
	enum rebound_permanence permanence;
	enum rebound_advice advice;
	const char *rule, *rule_at; /**< or NULL */
};

/** An event whose kind, reason, permanence or advice differs. Strings belong to the changes. */
struct rebound_verdict_change {
	gint64 event, time;
	const char *address; /**< or NULL */
	const char *text;
	struct rebound_changed_verdict before, after;
	gboolean stands; /**< a suppression that is active rests on this event */
};

struct rebound_verdict_changes {
	struct rebound_arena *arena;
	guint64 events;	    /**< that were judged */
	guint64 unreadable; /**< whose record can't be read */
	guint64 in_part;    /**< kept in part (core/run/kept.h), and not judged */
	guint64 other_rule; /**< the same verdict by another rule */
	GArray *list;	    /**< struct rebound_verdict_change, by both reasons, then event */
};

/**
 * Compare all events of a store that count.
 *
 * @param before  NULL: what is stored
 * @return FALSE with error set where the store failed; the caller clears the changes in any case
 */
gboolean rebound_verdict_changes_find(struct rebound_verdict_changes *changes,
	struct rebound_store *store, struct rebound_ruleset *before, struct rebound_ruleset *after,
	GError **error);
void rebound_verdict_changes_clear(struct rebound_verdict_changes *changes);

/** Print them for people, at most limit events for each pair of reasons; or a line of JSON each. */
void rebound_verdict_changes_print(const struct rebound_verdict_changes *changes, guint limit);
void rebound_verdict_changes_json(const struct rebound_verdict_changes *changes);
