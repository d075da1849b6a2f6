/* SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include "core/rules/statement_words.h"

/**
 * @file
 * A clause of a reply: its words, and which of them belong together. Internal to the files of
 * statements.
 */

enum {
	REBOUND_CLAUSE_WORDS = 48, /**< what is longer is read in pieces */
	REBOUND_CLAUSE_NEAR = 4,   /**< words between a verb and its negation */
	REBOUND_CLAUSE_NEXT = 2,
};

/** Words up to a comma, a colon or a conjunction. */
struct rebound_clause {
	const char *text; /**< folded, with its names hidden */
	enum rebound_statement_word words[REBOUND_CLAUSE_WORDS];
	guint16 starts[REBOUND_CLAUSE_WORDS]; /**< of a word in the text, to tell two of one class
					       */
	guint16 ends[REBOUND_CLAUSE_WORDS];
	guint count;
	guint understood;    /**< words that say something of themselves */
	guint64 seen;	     /**< bits of 1 << word; rebound_clause_complete() */
	gboolean sender;     /**< it is about the one who sends; rebound_clause_complete() */
	gboolean introduced; /**< a clause before it, with a colon between, was */
	enum rebound_statement_word
		inherited; /**< the noun of the clause before it, where that goes on */
};

/** Whether a word of a class is in a clause that is complete. */
static inline gboolean rebound_clause_has(
	const struct rebound_clause *clause, enum rebound_statement_word word)
{
	return (clause->seen >> word & 1) != 0;
}

/** The word at a place; OTHER outside. */
static inline enum rebound_statement_word rebound_clause_word(
	const struct rebound_clause *clause, guint place)
{
	return place < clause->count ? clause->words[place] : REBOUND_WORD_OTHER;
}

/** Whether the word at a place is this one to the letter. */
static inline gboolean rebound_clause_is_text(
	const struct rebound_clause *clause, guint place, const char *word)
{
	gsize len = strlen(word);

	return place < clause->count && clause->ends[place] - clause->starts[place] == (int)len &&
	       memcmp(clause->text + clause->starts[place], word, len) == 0;
}

/** Whether the word at a place is one of these. */
static inline gboolean rebound_clause_is_one_of(
	const struct rebound_clause *clause, guint place, const char *const *words, gsize count)
{
	for (gsize i = 0; i < count; i++)
		if (rebound_clause_is_text(clause, place, words[i]))
			return TRUE;
	return FALSE;
}

/** Whether an address in brackets stands last, which only says whose reply it is: "Too big
 * <ann@example.org>". */
gboolean rebound_clause_is_label(const struct rebound_clause *clause, guint place);

/** All its words are there: join those that belong together, and find out what it is about. */
void rebound_clause_complete(struct rebound_clause *clause);

/**
 * The noun that a verb or an adjective belongs to: the nearest before it, else the one behind it,
 * or that of the clause before. Of "the key of your signature" it is the key.
 *
 * @param adjective  the noun may stand right behind it
 * @return OTHER for one that is not known, NONE where there is none
 */
enum rebound_statement_word rebound_clause_subject(
	const struct rebound_clause *clause, guint verb, gboolean adjective);

/** What a noun is of in the end: of "the key of your signature" it is the key. OTHER where that is
 * no word that is known. */
enum rebound_statement_word rebound_clause_owner(const struct rebound_clause *clause, guint noun);

/** Whether a verb is denied: before it, or behind it as in German. */
gboolean rebound_clause_denies(const struct rebound_clause *clause, guint verb);

/** Whether a word stands right before a place. */
gboolean rebound_clause_stands_before(
	const struct rebound_clause *clause, guint at, enum rebound_statement_word word);

/** Whether a word stands within a few behind a place. */
gboolean rebound_clause_stands_behind(
	const struct rebound_clause *clause, guint at, enum rebound_statement_word word);
