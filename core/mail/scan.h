/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/limits.h"
#include "core/mail/header.h"
#include "core/mail/prescan.h"

/**
 * @file
 * The scan of a message for its structure (prescan.h), for the files that do it.
 */

/** Header fields of a message that are kept; those of others are read once more. */
#define REBOUND_SCAN_KEPT_FIELDS 1000

/** A multipart or message/rfc822 that is open. */
struct rebound_scan_frame {
	guint entity;	      /**< its number, from 1 */
	const char *boundary; /**< without dashes; NULL of a message */
	gsize boundary_len;
	gsize matched_len; /**< without trailing space, which mail systems cut */
	gboolean has_child;
	gboolean is_digest;
	const char *encoding; /**< Content-Transfer-Encoding of a multipart, for text without parts
			       */
};

enum rebound_scan_body {
	REBOUND_SCAN_LEAF,     /**< of the entity that was read last */
	REBOUND_SCAN_PROLOGUE, /**< of the top frame; a part only if it stays the only one */
	REBOUND_SCAN_NONE,     /**< behind a multipart's end */
};

/** A message while it is scanned. */
struct rebound_scan {
	struct rebound_prescan *prescan;
	struct rebound_arena *arena;
	const char *end;
	struct rebound_scan_frame frames[REBOUND_LIMIT_NESTING];
	guint depth, outer_depth, parts, parameters;
	enum rebound_scan_body body;
	gboolean guessed; /**< a boundary */
};

/** The fields of one header block that make structure. */
struct rebound_scan_block {
	struct rebound_header_field type, encoding, disposition;
	gboolean has_type, has_encoding, has_disposition;
};

/** Note a fault, once. */
void rebound_scan_add_fault(struct rebound_scan *scan, const char *name);

/** The same, but for damage of a message that came back, which is no fault of this one. */
void rebound_scan_add_damage(struct rebound_scan *scan, const char *name);

/** The innermost open multipart whose boundary a line is that begins with a dash, as its number
 * from 1, or 0. */
guint rebound_scan_match_dashes(
	const struct rebound_scan *scan, const char *line, gboolean *closing);

/** The same for any line of the message: few begin with a dash. */
static inline guint rebound_scan_match_boundary(
	const struct rebound_scan *scan, const char *line, gboolean *closing)
{
	return *line == '-' ? rebound_scan_match_dashes(scan, line, closing) : 0;
}

/** The next line that is a boundary, or the end of the message. */
const char *rebound_scan_find_boundary(
	const struct rebound_scan *scan, const char *at, guint *frame, gboolean *closing);

/** Pass over empty lines and a From_ line before a message's first field. */
const char *rebound_scan_skip_leading_lines(const struct rebound_scan *scan, const char *at);

/** Read a header block; returns where its body begins. */
const char *rebound_scan_read_block(struct rebound_scan *scan, const char *at,
	struct rebound_entity *entity, struct rebound_scan_block *block);

/** Begin an entity, and where that is a message/rfc822 the one in it; returns where the body
 * begins. */
const char *rebound_scan_begin_entity(struct rebound_scan *scan, const char *at);

/** Whether a Content-Transfer-Encoding changes the lines of a body. */
gboolean rebound_scan_is_encoded(const char *encoding);
