/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/policy/card.h"

/**
 * @file
 * What actions answered. An action keeps no state between calls (core/script/sandbox.h), so that
 * its answer goes by what it read: one that read nothing but words of an event (kind, reason,
 * fault, permanence, advice, trust) answers the next event with the same words the same, and need
 * not be asked again. Internal to the policy layer.
 */

struct rebound_answers;

/** The words of an event that answers are known by. */
enum rebound_word {
	REBOUND_WORD_KIND,
	REBOUND_WORD_REASON,
	REBOUND_WORD_FAULT,
	REBOUND_WORD_PERMANENCE,
	REBOUND_WORD_ADVICE,
	REBOUND_WORD_TRUST,
	REBOUND_WORD_COUNT
};

/** Strings of the answers are kept in the arena. */
struct rebound_answers *rebound_answers_new(struct rebound_arena *arena);
void rebound_answers_free(struct rebound_answers *answers);

/** Drop all that is known. */
void rebound_answers_clear(struct rebound_answers *answers);

/** The word of this name; REBOUND_WORD_COUNT where there is none. */
enum rebound_word rebound_word_find(const char *name);

/** What a word is for an event, as Lua sees it; NULL for none. */
const char *rebound_word_text(enum rebound_word word, const struct rebound_event *event);

/** What the action answered to such an event before; FALSE where that is not known. */
gboolean rebound_answers_find(const struct rebound_answers *answers,
	const struct rebound_policy_action *action, const struct rebound_event *event,
	struct rebound_clauses *clauses);

/* One call: it begins, reads, and its answer is kept if it read nothing but words. */

void rebound_answers_begin(struct rebound_answers *answers);
void rebound_answers_read_word(struct rebound_answers *answers, enum rebound_word word);
void rebound_answers_read_more(struct rebound_answers *answers);
void rebound_answers_keep(struct rebound_answers *answers,
	const struct rebound_policy_action *action, const struct rebound_event *event,
	const struct rebound_clauses *clauses);
