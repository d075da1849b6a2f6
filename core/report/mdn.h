/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"

/**
 * @file
 * Message disposition notifications (RFC 8098): a reader's program tells that a mail was displayed,
 * deleted, passed on. The address lives; no failure is ever read out of one.
 */

/**
 * Read a message/disposition-notification part: adds the recipient, whose action is the disposition
 * type ("displayed") and whose text is the whole Disposition field and what Error says.
 *
 * @param bytes  the part's content, transfer encoding undone; any bytes
 * @return how many recipients were added, 0 or 1
 */
guint rebound_mdn_read(struct rebound_builder *builder, const char *bytes, gsize len);
