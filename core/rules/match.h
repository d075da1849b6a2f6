/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/text.h"
#include "core/rules/card.h"
#include "core/rules/ruleset.h"

/**
 * @file
 * One recipient under the cards: which of them hold, in the order of the set. Internal to the rules
 * layer.
 */

/** Where the automaton found an id in this search. */
struct rebound_place {
	guint32 search; /**< number of the search; another one's place is none */
	guint32 start, end;
	guint text; /**< REBOUND_SUBJECT_TEXT or REBOUND_SUBJECT_NOTICE */
};

/** A recipient while the cards look at it. */
struct rebound_subject {
	struct rebound_ruleset *ruleset;
	const struct rebound_report *report;
	const struct rebound_recipient *recipient;
	struct rebound_arena *arena;
	guint64 codes;
	const char *texts[REBOUND_SUBJECT_TEXTS]; /**< the notice once it was asked for */
	struct rebound_folded folded[REBOUND_SUBJECT_TEXTS]; /**< text NULL until it is needed */
	gboolean with_notice;				     /**< the notice is looked at too */
	const char *hosts[3]; /**< remote MTA, reporting MTA, the host that "said" it */
	guint host_count;
	gboolean hosts_known;
	const char *broken; /**< the first failure of a check: nothing is to be trusted then */
};

/** Begin with a report: nothing is known of its texts. */
void rebound_subject_begin(struct rebound_ruleset *ruleset);

/** Begin with one recipient. */
void rebound_subject_init(struct rebound_subject *subject, struct rebound_ruleset *ruleset,
	const struct rebound_report *report, const struct rebound_recipient *recipient,
	struct rebound_arena *arena);

/** The words of one of its texts; NULL where it has none. */
const char *rebound_subject_text(struct rebound_subject *subject, guint which);

/**
 * The first card that holds.
 *
 * First on the diagnostic text. Where that gives only a card of codes, or none, the cards before it
 * that read text are tried on the notice too.
 *
 * @return FALSE where none holds, or where a check failed (subject->broken)
 */
gboolean rebound_subject_first(struct rebound_subject *subject, struct rebound_match *match);

/** All that hold, the winner first; appended to matches (struct rebound_match). */
void rebound_subject_all(struct rebound_subject *subject, GArray *matches);

/** Whether one of the cards that are asked for holds, by the diagnostic text; the others are not
 * tried. */
gboolean rebound_subject_holds_any(
	struct rebound_subject *subject, gboolean (*is_wanted)(const struct rebound_card *card));

/**
 * The first card of codes only that holds: what the codes by themselves say.
 *
 * @return NULL where there is none
 */
const struct rebound_card *rebound_subject_code_card(struct rebound_subject *subject);

/** When the recipient's text, else its notice, asks for another try: seconds, 0 for never. */
gint64 rebound_subject_hint(struct rebound_subject *subject);
