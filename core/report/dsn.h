/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"

/**
 * @file
 * The machine part of a delivery status notification (RFC 3464, RFC 6533): fields of the message,
 * and a group of fields for each recipient. Fields are told apart by their names, not by the block
 * that they stand in, because generators lose and add blank lines.
 */

/**
 * Read a message/delivery-status part: adds its recipients, and sets the report's envelope_id.
 *
 * Recipients without an address are added too where they bear a status, an action or a diagnostic.
 *
 * @param bytes  the part's content, transfer encoding undone; any bytes
 * @param in_text  the fields stand among other words: of those that no standard defines, only the
 *                 ones whose name says so ("X-...") are kept
 * @return how many recipients were added
 */
guint rebound_dsn_read(
	struct rebound_builder *builder, const char *bytes, gsize len, gboolean in_text);

/**
 * Whether a text part holds the fields that belong into a machine part: Final-Recipient or
 * Original-Recipient, and Action or Status, each at the start of a line.
 *
 * @param start  set to the first of those lines
 */
gboolean rebound_dsn_is_in_text(const char *text, gsize len, const char **start);
