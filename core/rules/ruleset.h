/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"

/**
 * @file
 * A set of rule cards, loaded and compiled, and the verdicts that it gives.
 */

struct rebound_ruleset;
typedef struct rebound_ruleset rebound_ruleset;

/**
 * Load cards: the user's file first, where there is one, then what it names with use "all" (or use
 * "mailbox" for rules/mailbox.lua); without a file, all shipped cards in their order
 * (rules/all.lua).
 *
 * @param path  the user's file, or NULL
 * @return NULL with error set; the message is one line, "FILE:LINE: what, and what to do"
 */
struct rebound_ruleset *rebound_ruleset_load(const char *path, GError **error);

/**
 * The same with the examples of the shipped cards, which are left out else: what
 * rebound_examples_run() and rebound_examples_lint() need.
 */
struct rebound_ruleset *rebound_ruleset_load_whole(const char *path, GError **error);

/**
 * The cards of one shipped file with their examples and functions.
 *
 * @param file  such as rules/google.lua
 */
struct rebound_ruleset *rebound_ruleset_load_shipped_file(const char *file, GError **error);

/** The same from text, for tests; name stands for the file. */
struct rebound_ruleset *rebound_ruleset_load_text(const char *name, const char *text, GError **error);

/** The user's file that it was loaded from, which may hold readers too; NULL for none. */
const char *rebound_ruleset_file(const struct rebound_ruleset *ruleset);

/** Whether shipped cards are among its cards: its file uses some, or there is none. */
gboolean rebound_ruleset_has_shipped(const struct rebound_ruleset *ruleset);

void rebound_ruleset_free(struct rebound_ruleset *ruleset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_ruleset, rebound_ruleset_free)

/**
 * Give every recipient of a report its verdict. Strings of the verdict belong to the rule set or to
 * the arena.
 *
 * Cards that say kind = "delay" make a recipient's kind milder, and the report's if no recipient has
 * failed then. Where a check fails, the verdict is unknown, to be reviewed, with the failure as its
 * evidence; rebound_ruleset_take_error() tells it too.
 */
void rebound_ruleset_classify(struct rebound_ruleset *ruleset, struct rebound_report *report,
	struct rebound_arena *arena);

/** Where a card stands and what it says of itself. */
struct rebound_card_info {
	const char *name;
	const char *at;     /**< rules/mailbox.lua:12 */
	const char *doc;    /**< NULL */
	enum rebound_reason reason;
	gboolean reads_text; /**< it has words, or a check; else it goes by codes and the like alone */
};

guint rebound_ruleset_count(const struct rebound_ruleset *ruleset);
struct rebound_card_info rebound_ruleset_card(const struct rebound_ruleset *ruleset, guint card);

/** A card that holds, and on what. */
struct rebound_match {
	guint card;
	const char *evidence; /**< in the arena */
	const char *text;     /**< the text it was found in: the recipient's text or notice; NULL for a code */
	gsize start, end;     /**< bytes of that text */
};

/**
 * All cards that hold for one recipient, in the order of the set: the first is the winner, the rest
 * the runners-up.
 *
 * @return GArray of struct rebound_match; the caller frees it
 */
GArray *rebound_ruleset_matches(struct rebound_ruleset *ruleset, const struct rebound_report *report,
	guint recipient, struct rebound_arena *arena);

/** Whether a card may look at a header of this name. */
gboolean rebound_ruleset_asks_for(const struct rebound_ruleset *ruleset, const char *header);

/** A failure of a check function while it ran: one line, or NULL. Cleared by reading. The caller frees it. */
char *rebound_ruleset_take_error(struct rebound_ruleset *ruleset);
