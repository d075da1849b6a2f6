/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/rules/pattern.h"
#include "core/rules/spelling.h"
#include "core/rules/statement.h"
#include "core/script/phrases.h"
#include "core/script/regex.h"
#include "core/script/sandbox.h"

/**
 * @file
 * Rule cards as they are compiled, and the set that holds them. Internal to the rules layer.
 */

/** No phrases of its own in the automaton. */
#define REBOUND_CARD_NO_ID G_MAXUINT

/** A regular expression, tried only where its literal was seen. */
struct rebound_card_regex {
	const char *pattern; /**< as written */
	const char *needs;   /**< rebound_regex_needs() */
	guint number;	     /**< among the set's */
	guint literal;	     /**< id in the automaton, or REBOUND_CARD_NO_ID */
};

/** Wildcards for the values of one header. */
struct rebound_card_header {
	const char *name;
	const char *const *patterns; /**< NULL-terminated */
};

/** Fields that must hold, all of them. Lists of strings are NULL-terminated, or NULL. */
struct rebound_condition {
	const char *const *phrases; /**< says, as written; NULL in a compiled card */
	guint says; /**< id of all phrases in the automaton, or REBOUND_CARD_NO_ID */
	const struct rebound_card_regex *regexes;
	guint regex_count;
	const struct rebound_code_pattern *statuses;
	guint status_count;
	const struct rebound_code_pattern *replies;
	guint reply_count;
	const char *const *hosts;
	const char *const *domains;
	const char *const *commands;
	const char *const *readers;
	guint about; /**< bits of enum rebound_statement; 0 where the field is missing */
	const struct rebound_card_header *headers;
	guint header_count;
	gboolean has_check;
	int check; /**< reference in the Lua registry; none in a card that the build compiled */
};

struct rebound_card {
	const char *name;
	const char *file; /**< as messages call it */
	guint line;
	const char *at;	 /**< file:line */
	const char *doc; /**< NULL */
	gboolean shipped;
	struct rebound_condition when;
	const struct rebound_condition *unless;
	guint unless_count;
	enum rebound_reason reason;
	enum rebound_permanence permanence; /**< NONE where the card does not say */
	double confidence;		    /**< below 0 where the card does not say */
	gint64 retry;			    /**< seconds; 0 where the card does not say */
	gboolean delay;			    /**< kind = "delay" */
	gboolean reply_only;		    /**< within = "reply": never looks at a notice */
	const char *const *yes;
	const char *const *no;
	gboolean reads_text; /**< says, matches or about */
	gboolean
		only_codes; /**< status and reply, and nothing else: no says, no unless, no check */
};

/** One pattern of a card that stands without text; a card has one for each pair of its codes. */
struct rebound_code_entry {
	struct rebound_code_pattern pattern;
	guint card;
};

/** What stands where: the recipient's diagnostic, and what the human text says about it. */
enum { REBOUND_SUBJECT_TEXT, REBOUND_SUBJECT_NOTICE, REBOUND_SUBJECT_TEXTS };

/** What was found in a text; the recipients of a report often share one. */
struct rebound_text_memo {
	const char *source;		  /**< as the recipient has it; NULL: nothing yet */
	const char *said;		  /**< its words, by rebound_reply_said() */
	const char *text;		  /**< NULL: nothing yet */
	guint32 number;			  /**< of this text; another one's results are none */
	struct rebound_folded folded;	  /**< in the message's arena */
	const char *hidden;		  /**< what is folded, without its names */
	struct rebound_spelling spelling; /**< of that; its text is NULL where it changes nothing */
	guint said_of;			  /**< rebound_statement_read(), once it is known */
	gboolean said_of_known;
	struct rebound_statement_place said_where[REBOUND_STATEMENT_COUNT];
	struct rebound_trigrams trigrams[2]; /**< of what is folded, and of its spelling */
	gboolean trigrams_known[2];
	GArray *hits; /**< struct rebound_phrase_hit; later ones of an id count */
	gboolean hint_known;
	gint64 hint; /**< rebound_hint_read() */
};

/** What a regular expression found in a text of this number. */
struct rebound_regex_memo {
	guint32 number;
	gboolean matched;
	gsize start, end;
};

/** So many codes are known at once; each replaces another of the same hash. */
#define REBOUND_CODE_MEMOS 64

/** Which cards' codes match some codes. */
struct rebound_code_memo {
	guint64 codes;
	GArray *entries; /**< guint: index in code_entries, in order; NULL: nothing is known yet */
};

struct rebound_bounce_context;
struct rebound_place;

struct rebound_ruleset {
	struct rebound_sandbox *sandbox;       /**< NULL for shipped cards only */
	struct rebound_bounce_context *bounce; /**< what check functions look at; NULL likewise */
	struct rebound_arena *arena;	       /**< strings and lists of the cards */
	const char *file;		 /**< a user's, from which it was loaded; NULL for none */
	gboolean whole;			 /**< shipped cards have their examples too */
	GPtrArray *cards;		 /**< struct rebound_card, constants or in the arena */
	GPtrArray *regexes;		 /**< owned; NULL for one that was not needed yet */
	struct rebound_phrases *phrases; /**< of cards from Lua; searched where names are hidden */
	struct rebound_phrases
		*name_phrases; /**< those that may stand in a name; searched in the whole text */
	/* What the build compiled of the shipped cards: see shipped.h. */
	struct rebound_phrases *shipped_phrases, *shipped_name_phrases; /**< NULL: none is used */
	guint *shipped_numbers; /**< by shipped card: its number in the set, or NO_ID */
	GHashTable *checks;	/**< name of a shipped file to the set of it with its functions */
	GArray *id_cards;	/**< guint: the card that an id makes a candidate; or NO_ID */
	GArray *code_entries;	/**< struct rebound_code_entry, by card */
	GArray *literal_less;	/**< guint: cards with a regex without literal and no says */
	/* What a search works with, kept between messages. */
	guint32 search;		      /**< number of the search */
	struct rebound_place *places; /**< for each id */
	guint64 *candidates;	      /**< a bit a card */
	guint candidate_words;
	struct rebound_code_memo code_memos[REBOUND_CODE_MEMOS]; /**< by hash of the codes */
	struct rebound_text_memo memos[REBOUND_SUBJECT_TEXTS];
	struct rebound_regex_memo *regex_memos[REBOUND_SUBJECT_TEXTS]; /**< for each regex */
	GPtrArray *headers;	      /**< const char *: those that cards ask for */
	gboolean asks_for_any_header; /**< a user's function may */
	char *error;		      /**< first failure of a check since it was asked for */
};

static inline struct rebound_card *rebound_ruleset_get(
	const struct rebound_ruleset *ruleset, guint card)
{
	return g_ptr_array_index(ruleset->cards, card);
}

struct lua_State;

/** Where a card was read. */
struct rebound_card_origin {
	const char *file; /**< in the set's arena */
	gboolean shipped;
};

/**
 * Compile the card that lies on top of the stack, as scripts/words.lua gives it, and append it to
 * the set. Called inside of a protected call: it may raise a Lua error for want of memory.
 * [-0, +0, m]
 *
 * @return FALSE with error set (SYNTAX): "FILE:LINE: rule 'x': ..."
 */
gboolean rebound_card_read(struct rebound_ruleset *ruleset, struct lua_State *state,
	const struct rebound_card_origin *origin, GError **error);

/** Build the automaton and the indices, once all cards are read. */
void rebound_card_index(struct rebound_ruleset *ruleset);
