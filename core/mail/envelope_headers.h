/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Headers by which servers and lists tell the recipient of the envelope (RFC 5321 section 2.3.1),
 * which the header of a message itself does not bear.
 */

/** Their names, the surest first, NULL behind the last. The first REBOUND_DELIVERY_HEADERS are
 * those that a server writes when it delivers. */
extern const char *const rebound_envelope_headers[];

#define REBOUND_DELIVERY_HEADERS 6
#define REBOUND_ENVELOPE_HEADERS 16

/** Whether a header is one of the first most of them, in any case of letters. */
gboolean rebound_envelope_header_is(const char *name, guint most);
