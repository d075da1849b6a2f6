/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/report/text.h"
#include "core/report/text_verdict.h"
#include "core/smtp/reply.h"

/**
 * @file
 * Human text cut into units: what belongs together, such as a sentence wrapped over lines, an entry
 * of a list with all that stands below it, or one reply of a session; and the addresses in them.
 */

enum rebound_text_type {
	REBOUND_TEXT_PROSE,
	REBOUND_TEXT_HEADING, /**< a line with decoration, or decoration only */
	REBOUND_TEXT_COMMAND, /**< ">>> RCPT TO:<...>" */
	REBOUND_TEXT_ANSWER,  /**< "<<< 550 ...", or a line that begins with a reply code */
};

/** What an address does where it stands. */
enum rebound_text_role {
	REBOUND_TEXT_OTHER, /**< nothing that concerns delivery: a sender, a contact, a message's id
			     */
	REBOUND_TEXT_LISTED,   /**< the line begins with it */
	REBOUND_TEXT_LABELLED, /**< behind "Recipient:", "Unknown user:" */
	REBOUND_TEXT_INLINE,   /**< within a sentence */
	REBOUND_TEXT_ENVELOPE, /**< in RCPT TO:<...> */
	REBOUND_TEXT_ANSWERED, /**< directly behind a reply code: "550 <...>... User unknown" */
	REBOUND_TEXT_REPEATED, /**< further on in a reply, or in an entry of the list */
	REBOUND_TEXT_FORMER,   /**< what the recipient was "generated from" */
	REBOUND_TEXT_SUMMARY,  /**< "To:" of a message in short */
};

/** An address in a unit. */
struct rebound_text_mention {
	const char *address;
	const char *key; /**< rebound_address_key() */
	guint unit;
	gsize start, end; /**< in the unit's text */
	enum rebound_text_role role;
	gboolean joined; /**< it goes on with the list that the mention before it is of: "and" */
};

struct rebound_text_unit {
	enum rebound_text_type type;
	guint paragraph;
	gsize indent;
	const char *text; /**< one safe line */
	gsize len;
	gsize first_len; /**< of it, from the first line */
	guint32 marks;
	gboolean marked;		   /**< its marks were looked for */
	enum rebound_text_verdict verdict; /**< beside the addresses that it begins with */
	struct rebound_reply reply;
	guint mentions, mention_count; /**< the first, and how many */
	const char *command;	       /**< of an answer: what it answers; NULL */
	const char *about;   /**< of an answer: key of the recipient in that command; NULL */
	guint asked;	     /**< of an answer: that command's unit, counted from 1; 0: none */
	guint refused_by;    /**< of a command whose recipient was accepted: the unit of the answer
				that refused the message, counted from 1; 0: none */
	gboolean hangs;	     /**< a further line of it is indented more than its first */
	gboolean told_above; /**< an address alone, directly below a reply */
	gboolean unreadable; /**< an entry of a list, of an address that can't be read */
	gboolean part;	/**< of a paragraph or table each part of which tells of somebody else */
	gboolean joint; /**< says nothing: only leads from one such part to the next, or to what is
				quoted */
	guint key;	/**< of an entry, or of a note below that is of it, "[1]"; 0: none */
	gboolean said;	/**< of an answer: the session shows it, "<<< ..." */
	guint host; /**< the unit that names the server of the session, counted from 1; 0: none */
	guint heading; /**< the heading above, counted from 1; 0: none */
};

/** A text in units. */
struct rebound_text_units {
	GArray *units;	  /**< struct rebound_text_unit */
	GArray *mentions; /**< struct rebound_text_mention; those of a unit stand together */
	GString *joined;  /**< lines of a unit while they are read */
	guint32 marks;	  /**< of all units */
	guint verdicts;	  /**< of all units, a bit for each enum rebound_text_verdict */
	gboolean keyed;	  /**< an entry bears a key, which a note below may bear as well */
	gboolean hasty;	  /**< what rebound_text_units_complete() finds is not looked for yet */
	guint complete;	  /**< so many units of a hasty reading are complete */
};

/** Units of no text yet, in room that a text before may have left. */
void rebound_text_units_init(struct rebound_text_units *units);

/** Cut the report of a view into units. Strings lie in the arena; rebound_text_units_clear()
 * afterwards. */
void rebound_text_units_read(struct rebound_text_units *units, struct rebound_arena *arena,
	const struct rebound_text_view *view);

/**
 * The same, without marks, roles and verdicts, where they are not needed to cut units and to find
 * addresses.
 */
void rebound_text_units_read_hastily(struct rebound_text_units *units, struct rebound_arena *arena,
	const struct rebound_text_view *view);

/** Find the marks of a unit, unless they are known. */
void rebound_text_mark_unit(struct rebound_arena *arena, struct rebound_text_unit *unit);

/** Find what a hasty reading left out. */
void rebound_text_units_complete(struct rebound_text_units *units, struct rebound_arena *arena);
void rebound_text_units_clear(struct rebound_text_units *units);

/** Whether a unit leads to what stands below it: "It was not delivered to:". */
static inline gboolean rebound_text_is_lead(const struct rebound_text_unit *unit)
{
	return unit->type == REBOUND_TEXT_PROSE && unit->len > 0 &&
	       unit->text[unit->len - 1] == ':';
}

static inline struct rebound_text_unit *rebound_text_unit(
	const struct rebound_text_units *units, guint i)
{
	return &g_array_index(units->units, struct rebound_text_unit, i);
}

static inline struct rebound_text_mention *rebound_text_mention(
	const struct rebound_text_units *units, guint i)
{
	return &g_array_index(units->mentions, struct rebound_text_mention, i);
}

/** Find the addresses of unit i; appends them to the mentions. */
void rebound_text_find_mentions(
	struct rebound_text_units *units, struct rebound_arena *arena, guint i);

/** Find what each address of unit i does there, and what is said beside the first. Those of all
 * units before it must be known. */
void rebound_text_find_roles(
	struct rebound_text_units *units, struct rebound_arena *arena, guint i);

/** Whether unit i may bear a key, if it is an entry. */
gboolean rebound_text_may_be_keyed(const struct rebound_text_units *units, guint i);

/** Whether only punctuation, "and", or the name of the next one, stands between two addresses of a
 * list. */
gboolean rebound_text_is_same_list(const char *text, gsize from, gsize to);

/**
 * Whether a line is an entry of a list: it begins with an address, but for bullets and a label.
 */
gboolean rebound_text_is_entry(struct rebound_arena *arena, const char *text, gsize len);

/**
 * Whether a line that is no entry has the shape of one: it begins with a name, an "@" and a domain,
 * and goes on behind a colon or a bracket, or not at all.
 */
gboolean rebound_text_is_unreadable_entry(struct rebound_arena *arena, const char *text, gsize len);

/**
 * Whether an entry is a file or a program, and names only what that came from: "|/bin/filter
 * (expanded from: ann@example.org)".
 */
gboolean rebound_text_is_nameless_entry(const char *text, gsize len);
