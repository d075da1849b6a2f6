/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * A contact list, row by row: CSV with any delimiter and column order, or plain lines. Each row
 * keeps its bytes, so that what is kept is written as it came.
 */

struct rebound_contact_list;
typedef struct rebound_contact_list rebound_contact_list;

struct rebound_contact_row {
	const char *bytes; /**< the row with its line end, as it came; good until the next call */
	gsize len;
	const char
		*address; /**< the field in the address column, unquoted; "" where there is none */
	guint64 number;	  /**< line of the file, from 1 */
};

/**
 * Open a list.
 *
 * @param path    "-" for standard input
 * @param column  name or number (from 1) of the address column; NULL finds it: by a header such as
 *                "email", else by where addresses stand in the first rows
 * @return NULL with error set: IO for the file, SYNTAX where no column holds addresses
 */
struct rebound_contact_list *rebound_contact_list_open(
	const char *path, const char *column, GError **error);
void rebound_contact_list_free(struct rebound_contact_list *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_contact_list, rebound_contact_list_free)

/** The header row's bytes with its line end; NULL and 0 where there is none. */
const char *rebound_contact_list_header(const struct rebound_contact_list *list, gsize *len);

/** The delimiter; 0 for a plain list. */
char rebound_contact_list_delimiter(const struct rebound_contact_list *list);

/** The next row; FALSE at the end, or with error set (IO). */
gboolean rebound_contact_list_next(
	struct rebound_contact_list *list, struct rebound_contact_row *row, GError **error);
