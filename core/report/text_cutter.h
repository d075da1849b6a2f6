/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_lines.h"
#include "core/report/text_units.h"

/**
 * @file
 * The lines of a report while they are put together to units, and whether one of them is a row of
 * its own: what the readers of units share.
 */

/** The unit that is being put together, and where the text stands. */
struct rebound_text_cutter {
	struct rebound_text_units *units;
	struct rebound_arena *arena;
	GString *joined; /**< lines of the open unit */
	GArray *parts;	 /**< struct rebound_text_part; NULL until it may have some */
	gboolean open;
	enum rebound_text_type type;
	gboolean entry;		   /**< the open unit is an entry of a list */
	gboolean below_answer;	   /**< which stands directly below a reply */
	gboolean unreadable;	   /**< and its address can't be read */
	gboolean arrows;	   /**< its last line began with "<<<" */
	gboolean hangs;		   /**< a line of it is indented more than its first */
	gsize indent, last_indent; /**< of its first line, of its last */
	gsize first_len, last_len;
	gsize widest;	    /**< of the lines so far, with what they are indented by, */
	gsize widest_above; /**< and of those above the last one */
	gboolean filled;    /**< the last line is the end of one that was too long */
	guint paragraph;
	gsize code_len; /**< bytes of the open unit in which a code was looked for */
	gboolean coded; /**< they tell of a failure by a code */
	int code;	/**< of a reply that goes on in the next line: "550-" */
	struct rebound_reply line_reply; /**< at the start of one of its lines */
	const char *lead; /**< what stands before an address in the last line that has one; NULL */
	gsize lead_len;
	gboolean part;	/**< the open unit is a row below another, or a sentence behind another */
	gboolean joint; /**< the part that is added only leads from one to the next */
	gboolean row;	/**< the last line ends with an address */
	guint key;	/**< of the note that the open unit is; 0: none */
	guint host, heading;
	gboolean talking; /**< the text holds this word: "talking to" leads to a server */
	gboolean subject; /**< the text holds this word, which may lead to a quoted one */
	const char *command, *about; /**< of the last command of the session */
	guint asked;		     /**< its unit, counted from 1; 0: none */
	int answered;		     /**< the code of its answer */
	gboolean talks;	 /**< the last line is of a session whose lines bear no arrows */
	gboolean titled; /**< somewhere the subject of a message is quoted (text_title.h) */
	gboolean quotes; /**< the open unit is the label of a subject that is quoted */
};

/** Bytes of the words before the first address of a line; 0 where it has none or begins with it. */
gsize rebound_text_measure_lead(const struct rebound_text_line *line);

/** Whether a line has words and then ends with an address, as the row of a table does. */
gboolean rebound_text_ends_as_row(const struct rebound_text_line *line);

/** Whether a line and the one before are rows, each about somebody else. */
gboolean rebound_text_is_next_row(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line);

/** Whether a line, though it may begin with an address, goes on with the open unit, whose last line
 * was too short for all of it: a command, a list, a sentence or a bracket. */
gboolean rebound_text_is_wrapped(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line);

/** Whether a line at the margin is the end of the indented one above it, as somebody leaves it who
 * breaks all lines of a text at one column. */
gboolean rebound_text_fills_line(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line);

/** Whether a line behind an entry is the next one, and a program or a file: "|/bin/filter ann". */
gboolean rebound_text_is_next_nameless(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line);

/**
 * Whether a line that is no entry, no reply and no row is the first of a unit all the same.
 *
 * @param below    it stands within the open entry, or goes on with it
 * @param wrapped  it is the rest of the line above it
 */
gboolean rebound_text_begins_unit(const struct rebound_text_cutter *cutter,
	const struct rebound_text_line *line, gboolean below, gboolean wrapped);
