/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"

/**
 * @file
 * Whom a returned message was sent to, by its own headers. Each function gives an address in the
 * arena, or NULL where the headers don't say.
 */

/** The recipient that the returned message's own envelope sender names, or an address that its
 * bounces shall go to (VERP). */
const char *rebound_addressee_verp(struct rebound_builder *builder);

/** The one address that a header of the returned message holds; NULL where it holds several. */
const char *rebound_addressee_single(struct rebound_builder *builder, const char *name);

/** The address behind "for" in the topmost Received header that bears one (RFC 5321 section 4.4).
 */
const char *rebound_addressee_received(struct rebound_builder *builder);

/** The one address of the returned message's n-th header of rebound_envelope_headers. */
const char *rebound_addressee_envelope(struct rebound_builder *builder, guint n);

/**
 * The one address that the message was sent to, for a report that names nobody: by VERP, by its To,
 * by the headers that bear its envelope's recipient, by its links to unsubscribe (RFC 2369
 * section 3.2), or by Received. Never the sender's own address or a list's, and nobody where what
 * came back is a bounce itself.
 */
const char *rebound_addressee_find(struct rebound_builder *builder);
