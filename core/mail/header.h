/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"

/**
 * @file
 * Header blocks as lists of decoded headers. What reads them for other layers stands in message.h.
 */

/** A header value, unfolded, decoded (RFC 2047), one safe line. */
const char *rebound_header_decode(
	struct rebound_arena *arena, const char *name, const char *raw, gsize len);

/** A field of a header block (RFC 5322 section 2.2), not NUL-terminated. */
struct rebound_header_field {
	const char *name; /**< without outer space */
	gsize name_len;
	const char *value; /**< behind the colon; its folds are still in it */
	gsize value_len;
};

enum rebound_header_line {
	REBOUND_HEADER_FIELD, /**< a field with its folded lines */
	REBOUND_HEADER_STRAY, /**< a line that is no field */
	REBOUND_HEADER_END,   /**< an empty line, or the end of the text */
};

/** Read on in a header block; LF, CRLF, CRCRLF and CR end lines. The place moves behind what was
 * read. */
enum rebound_header_line rebound_header_next(
	const char **at, const char *end, struct rebound_header_field *field);

/** The headers that these fields are; not NULL. */
const struct rebound_header *rebound_header_read_fields(
	struct rebound_arena *arena, const struct rebound_header_field *fields, guint count);

/** The headers of a block with at most this many; not NULL. */
const struct rebound_header *rebound_header_read(
	struct rebound_arena *arena, const char *text, gsize len, guint most, guint *count);
