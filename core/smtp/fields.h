/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Blocks of "Name: value" lines separated by blank lines, as the machine parts of reports have them
 * (RFC 3464 section 2.1, RFC 5965, RFC 8098). Tolerant: what can be read is read, the damage named.
 */

struct rebound_field {
	const char *name;  /**< as written, without outer space */
	const char *value; /**< unfolded, one space for each fold, outer space cut; may hold any
			      byte but NUL */
	gsize len;
};

/** Fields up to a blank line. */
struct rebound_field_block {
	const struct rebound_field *fields;
	guint count;
};

struct rebound_field_blocks {
	const struct rebound_field_block *blocks;
	guint count;
	gboolean blank_line_with_space; /**< a separator held white space */
	gboolean stray_line;		/**< a line without colon was passed over */
	gboolean truncated;		/**< over the limit; read up to it */
};

/** Split bytes into blocks; line ends LF, CRLF, CR and CRCRLF; the result lies in the arena. */
struct rebound_field_blocks rebound_fields_read(
	struct rebound_arena *arena, const char *bytes, gsize len);

/** The first field of this name (without case) in a block, or NULL. */
const struct rebound_field *rebound_fields_find(
	const struct rebound_field_block *block, const char *name);

/** A field of the form "type; value" (RFC 3464 section 2.1.2). Both in the arena. */
struct rebound_typed_value {
	const char *type;  /**< lower case; NULL where there was no type */
	const char *value; /**< behind the first ";", outer space cut */
	gsize len;
};
struct rebound_typed_value rebound_fields_split_type(
	struct rebound_arena *arena, const char *value, gsize len);

/**
 * Cut comments in parentheses, nested ones and quoted pairs too (RFC 5322 section 3.2.2), outside
 * quoted strings.
 *
 * @param comment   set to the first comment's words; may be NULL
 * @param unclosed  set where a comment had no end; may be NULL
 */
char *rebound_fields_cut_comments(struct rebound_arena *arena, const char *value, gsize len,
	const char **comment, gboolean *unclosed);
