/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/mail/header.h"

/**
 * @file
 * The structure of a message, read in one linear pass.
 *
 * GMime caps the depth of a message, but not its parts, fields or their size, and what it makes of
 * a message costs by object and header. So the structure (RFC 2046) is read here, with every limit
 * of core/base/limits.h kept before anything is spent, and GMime gets what is used of it: the
 * parameters of Content-Type and Content-Disposition whose form is not plain, and the bodies that
 * somebody asks for. What is over a limit is cut, or is plain text, and gives a fault. A test holds
 * the result against GMime's parse of the whole message.
 */

/** A header block with a body: the message, a part of a multipart, or the message in a
 * message/rfc822. */
struct rebound_entity {
	guint parent;	     /**< the one that it stands in, counted from 1; 0: none */
	const char *headers; /**< its header block in the message */
	gsize headers_len;
	guint fields;	  /**< in the block, at most REBOUND_LIMIT_HEADER_FIELDS */
	guint first_kept; /**< where they begin in the scan's fields */
	gboolean kept;	  /**< whether all of them are there */
	const char *body; /**< of a leaf, its transfer encoding not undone */
	gsize body_len;
	const char *type, *subtype;    /**< lower case, of a Content-Type that was taken */
	const char *report_type;       /**< of a multipart, lower case; NULL */
	const char *charset;	       /**< of a leaf, lower case; NULL */
	const char *file_name;	       /**< of a leaf; NULL */
	const char *transfer_encoding; /**< lower case; NULL where none was given */
	gboolean joins_words;	       /**< DelSp=yes, see struct rebound_part */
	gboolean attachment;	       /**< Content-Disposition: attachment */
	gboolean is_message;	       /**< a message/rfc822 or the like */
	gboolean encoded_message;      /**< one that still has to be decoded and scanned */
};

struct rebound_prescan {
	GByteArray *lines; /**< the message with LF line ends, where it had to be rewritten */
	GByteArray *value; /**< of the field that GMime reads */
	struct rebound_header_field *fields; /**< the first ones of the message */
	guint field_count;
	GArray *entities;  /**< struct rebound_entity, in the order of the message */
	GPtrArray *faults; /**< const char *, static, each once */
};

struct rebound_prescan *rebound_prescan_new(void);
void rebound_prescan_free(struct rebound_prescan *prescan);

/**
 * Scan a message, or one that was encoded within another.
 *
 * @param arena  for the entities' strings
 * @param data   has to stay until the next run
 * @param depth  levels that are above it already
 * @param parts  parts that the message has already
 */
void rebound_prescan_run(struct rebound_prescan *prescan, struct rebound_arena *arena,
	const char *data, gsize len, guint depth, guint parts);
