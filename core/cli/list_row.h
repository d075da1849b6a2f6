/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * One row of a delimited list, found in a buffer: RFC 4180, and what people make of it.
 */

/** How a list is written. */
struct rebound_list_dialect {
	char delimiter; /**< 0: one field a line, and a quotation mark is a character like others */
	gboolean cr_ends; /**< a lone CR ends a row: so old spreadsheets write */
	guint8 ends[256]; /**< bytes that end a field without quotation marks, maybe */
};

void rebound_list_dialect_init(
	struct rebound_list_dialect *dialect, char delimiter, gboolean cr_ends);

/** A field as it stands there, with its quotation marks. */
struct rebound_list_field {
	const char *at; /**< NULL: the row has no such field */
	gsize len;
	gboolean quoted;
};

/** A row; wanted and fields are the caller's. */
struct rebound_list_row {
	const guint *wanted; /**< columns from 0, ascending */
	guint wanted_count;
	struct rebound_list_field *fields; /**< one for each that is wanted */
	guint count;			   /**< how many fields the row has */
	gsize len;			   /**< with its line end */
	gboolean unclosed; /**< a quotation mark that nothing closes was read as a character */
};

/**
 * Find the row that begins at a place.
 *
 * A field is quoted if it begins with a mark (spaces aside) and a delimiter or a line end follows
 * the mark that closes it; a mark that would run over a line end without that, or over more than a
 * megabyte, is a character. end[0] must be readable and "\n".
 *
 * @param last  nothing comes after end
 * @return FALSE where the row does not end before end, and last is not set; TRUE with len 0 at the
 *         end
 */
gboolean rebound_list_row_scan(const struct rebound_list_dialect *dialect, const char *at,
	const char *end, gboolean last, struct rebound_list_row *row);

/**
 * What a field says: without quotation marks and outer white space.
 *
 * @param scratch  where it is put together, if it does not lie in the row as it is
 * @param len      set
 * @return not NUL-terminated; "" for no field
 */
const char *rebound_list_field_text(
	const struct rebound_list_field *field, GString *scratch, gsize *len);
