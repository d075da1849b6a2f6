/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/cli/list_input.h"
#include "core/cli/list_json.h"
#include "core/cli/list_row.h"

/**
 * @file
 * A contact list, row by row, in constant memory: CSV with any delimiter and column order, one
 * address a line, or JSON Lines. Each row keeps its bytes, so that what is kept is written as it
 * came.
 */

struct rebound_contact_list;
typedef struct rebound_contact_list rebound_contact_list;

enum rebound_list_kind { REBOUND_LIST_CSV, REBOUND_LIST_PLAIN, REBOUND_LIST_JSON };

struct rebound_contact_list_options {
	const char *path; /**< "-" for standard input */
	char delimiter;	  /**< 0: found */
	/** Names or numbers (from 1) of the address columns, names of members for JSON;
	 * NULL-terminated. NULL finds one: by a header such as "email" and by where addresses stand
	 * in the first rows. */
	const char *const *columns;
};

/** What stands in an address column: unquoted, without a name and "mailto:" around it. */
struct rebound_contact_address {
	const char *text; /**< not NUL-terminated; "" where there is none */
	gsize len;
};

struct rebound_contact_row {
	const char *bytes; /**< the row with its line end, as it came; good until the next call */
	gsize len;
	guint64 number; /**< of the row, from 1, the header counted */
	guint count;	/**< of address columns */
	const struct rebound_contact_address *addresses;
	guint fields;	  /**< how many the row has; 0 for JSON and for an empty line */
	gboolean damaged; /**< JSON that is none, or a quotation mark that nothing closes */
};

/**
 * Open a list.
 *
 * @return NULL with error set: IO for the file, STATE where no column holds addresses or it is not
 *         what it seems to be, SYNTAX where there is no column of a name
 */
struct rebound_contact_list *rebound_contact_list_open(
	const struct rebound_contact_list_options *options, GError **error);
void rebound_contact_list_free(struct rebound_contact_list *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_contact_list, rebound_contact_list_free)

/** The next row; FALSE at the end, or with error set (IO, STATE). */
gboolean rebound_contact_list_next(
	struct rebound_contact_list *list, struct rebound_contact_row *row, GError **error);

/** The header row's bytes with its line end; NULL and 0 where there is none. */
const char *rebound_contact_list_header(const struct rebound_contact_list *list, gsize *len);

/** How many fields the header has, 0 where there is none. */
guint rebound_contact_list_width(const struct rebound_contact_list *list);

/** A line that tells the delimiter to a spreadsheet ("sep=;"), before the header; the same. */
const char *rebound_contact_list_intro(const struct rebound_contact_list *list, gsize *len);

enum rebound_list_kind rebound_contact_list_kind(const struct rebound_contact_list *list);

/** The delimiter; 0 for what is no CSV. */
char rebound_contact_list_delimiter(const struct rebound_contact_list *list);

/** The input, for its encoding. */
const struct rebound_list_input *rebound_contact_list_input(
	const struct rebound_contact_list *list);

/** Another column that holds addresses and was not asked for, as it is called; NULL for none. */
const char *rebound_contact_list_other_column(const struct rebound_contact_list *list);

/* For those who open: core/cli/list_shape.c. */

/** What was found out about a list from its first rows. */
struct rebound_list_shape {
	enum rebound_list_kind kind;
	struct rebound_list_dialect dialect;
	guint *columns; /**< ascending */
	char **members; /**< JSON: their names; NULL-terminated */
	guint count;
	gsize intro, header; /**< how many bytes of the input are these */
	guint width;	     /**< fields of the header */
	char *other;
};

/** Find the shape in what the input holds; FALSE with error set (STATE, SYNTAX). */
gboolean rebound_list_shape_find(struct rebound_list_shape *shape,
	const struct rebound_list_input *input, const struct rebound_contact_list_options *options,
	GError **error);
void rebound_list_shape_clear(struct rebound_list_shape *shape);

/** Take "Ann Lund <ann@example.org>" and "mailto:" off an address. */
void rebound_list_unwrap(struct rebound_contact_address *address);
