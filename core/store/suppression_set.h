/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/smtp/address.h"
#include "core/store/store.h"

/**
 * @file
 * All suppressions that stand at a time, in memory, for a list of millions: some 45 bytes for each,
 * and about a tenth of a microsecond for a look-up.
 */

struct rebound_suppression_set;
typedef struct rebound_suppression_set rebound_suppression_set;

/** What is known of one address. */
struct rebound_suppression_mark {
	enum rebound_state state;
	const char *cause; /**< the reason's or the kind's name, or "manual" */
	gint64 id;	   /**< of the suppression; 0 where only a hash of the address is left */
};

/**
 * Read all that stand at a time.
 *
 * @param alias  which spellings are one mailbox, or NULL; of such the gravest state counts
 * @return NULL with error set, where the store failed
 */
struct rebound_suppression_set *rebound_suppression_set_load(struct rebound_store *store,
	gint64 now, const struct rebound_address_alias *alias, GError **error);
void rebound_suppression_set_free(struct rebound_suppression_set *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_suppression_set, rebound_suppression_set_free)

/**
 * Look for a key (after rebound_address_key_unalias(), if there is an alias); FALSE: not there. A
 * forgotten address is known by the spelling that it had, whatever the alias.
 */
gboolean rebound_suppression_set_find(const struct rebound_suppression_set *set, const char *key,
	gsize len, struct rebound_suppression_mark *mark);

/** More about one, for people; strings are in the arena, and NULL where nothing is known. */
struct rebound_suppression_words {
	gint64 since, until; /**< 0: not known, no end */
	const char *why;
	const char *rule; /**< its place, or its name */
};
gboolean rebound_suppression_set_tell(struct rebound_store *store,
	const struct rebound_suppression_mark *mark, struct rebound_arena *arena,
	struct rebound_suppression_words *words, GError **error);
