/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * The structure of a message, read in one linear pass before GMime sees it.
 *
 * GMime caps the depth of a message, but not its parts, fields or their size. So what it is fed is
 * written here: the boundaries, and of each header block the fields that make structure (RFC 2045),
 * with every limit of core/base/limits.h already kept. All other headers, and the bodies, are read
 * from the message itself. What is over a limit is cut, or is plain text, and gives a fault.
 */

/** A header block with a body: the message, a part of a multipart, or the message in a
 * message/rfc822. */
struct rebound_entity {
	gsize feed;	     /**< where its Content-Type stands in the feed */
	const char *headers; /**< its header block in the message */
	gsize headers_len;
	guint fields;	  /**< in the block, at most REBOUND_LIMIT_HEADER_FIELDS */
	const char *body; /**< of a leaf, its transfer encoding not undone */
	gsize body_len;
	const char *type, *subtype;    /**< lower case, of a Content-Type that was taken */
	const char *report_type;       /**< of a multipart, lower case; NULL */
	const char *transfer_encoding; /**< lower case; NULL where none was given */
	gboolean encoded_message; /**< a message/rfc822 that still has to be decoded and scanned */
};

struct rebound_prescan {
	GByteArray *lines; /**< the message with LF line ends, where it had to be rewritten */
	GByteArray *feed;  /**< what GMime parses */
	GArray *entities;  /**< struct rebound_entity, by their place in the feed */
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

/** The entity whose Content-Type stands at this place of the feed, or NULL. */
const struct rebound_entity *rebound_prescan_find(
	const struct rebound_prescan *prescan, gint64 feed);
