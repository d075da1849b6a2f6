/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/report/structure_cells.h"
#include "core/report/structure_records.h"

/**
 * @file
 * A table or a list of labels and values, and the records that it holds.
 */

struct rebound_block_row {
	gsize start, end;	/**< of its lines in the text */
	guint cells, count;	/**< the first, and how many; none in a gap */
	gboolean labelled;	/**< its first cell is a label that ended with a colon */
	gboolean address, told; /**< it holds an "@"; a cell tells what became of a message */
};

struct rebound_block {
	struct rebound_arena *arena;
	struct rebound_arena *scratch;	  /**< what a cell is read into to see what it is */
	enum rebound_separator separator; /**< NONE: labels with colons */
	GArray *rows;			  /**< struct rebound_block_row */
	GArray *cells;			  /**< struct rebound_cell */
	guint last;			  /**< of the rows that have cells, and 1; 0: none has */
	gboolean address;		  /**< a row holds an "@" */
};

void rebound_block_init(struct rebound_block *block, struct rebound_arena *arena);
void rebound_block_clear(struct rebound_block *block);
void rebound_block_reset(struct rebound_block *block);

/** Add a row; none of its cells: a gap. */
void rebound_block_add(struct rebound_block *block, const struct rebound_cell *cells, guint count,
	gsize start, gsize end);

/** Append to the last cell of the last row, or to the cell of a column. */
void rebound_block_extend(
	struct rebound_block *block, guint column, const char *text, gsize len, gsize end);

/**
 * Read the records of a block.
 *
 * @param rest  gets the rows that are of no record, as they stand in text
 * @return FALSE where it tells of nobody
 */
gboolean rebound_block_read(struct rebound_block *block, struct rebound_records *records,
	const char *text, GString *rest);
