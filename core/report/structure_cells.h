/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * The cells of a line of text that is the row of a table.
 */

/** Further cells of a row are not looked at. */
#define REBOUND_CELLS_MOST 24

/** What parts the cells of a row; 0: it is none. */
enum rebound_separator {
	REBOUND_SEPARATOR_NONE,
	REBOUND_SEPARATOR_BAR,
	REBOUND_SEPARATOR_TAB,
	REBOUND_SEPARATOR_SPACES, /**< two or more */
	REBOUND_SEPARATOR_SEMICOLON,
	REBOUND_SEPARATOR_COMMA,
};

struct rebound_cell {
	const char *text; /**< without outer space; lines in it end with LF */
	gsize len;
	gsize column; /**< where it begins in its line */
	gsize room;   /**< bytes that it may grow to in its place; 0: it is part of the text */
};

/**
 * Cut a row into cells.
 *
 * @param marked  from HTML, rebound_html_append_rows(): the row may have several lines
 * @param cells   room for REBOUND_CELLS_MOST
 * @return how many there are; 0 where the line is no row
 */
guint rebound_cells_read(struct rebound_arena *arena, const char *text, gsize len, gboolean marked,
	struct rebound_cell *cells, enum rebound_separator *separator);

/** Whether a line only parts rows: "+---+---+", "|:--|--:|", "--- ----". */
gboolean rebound_cells_is_rule(const char *text, gsize len);
