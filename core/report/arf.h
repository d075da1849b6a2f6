/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"

/**
 * @file
 * Feedback reports (RFC 5965; RFC 6591, RFC 9477): somebody pressed "this is spam". Read after the
 * returned message, because most providers take the recipient out of their own part.
 */

/**
 * Read a message/feedback-report part: sets the report's feedback and kind, and adds the
 * recipients.
 *
 * The mail is a complaint, whatever its type; a report without a type is unrecognized. Of a type
 * that says the contrary, or nothing about a person (not-spam, auth-failure, dmarc), the recipients
 * have the kind other, so that nothing follows for them.
 *
 * @param bytes  the part's content, transfer encoding undone; any bytes
 * @return how many recipients were added
 */
guint rebound_arf_read(struct rebound_builder *builder, const char *bytes, gsize len);

/**
 * Add somebody whom a feedback report names; its feedback.type is set. A name that the provider
 * took out is no address, and one in a report of a harmless type has the kind other.
 */
void rebound_arf_add_recipient(struct rebound_builder *builder, const char *text, gsize len);

/**
 * Read a complaint that comes without such a part: a returned message which bears the header that
 * the provider of a feedback loop puts in for the recipient who complained.
 *
 * @return whether it is one; then kind, feedback and recipient are set
 */
gboolean rebound_arf_read_returned(struct rebound_builder *builder);

/**
 * Whether a text holds the two fields that a feedback report must have, each at the start of a
 * line.
 *
 * @param start  set to the first of those lines
 */
gboolean rebound_arf_is_in_text(const char *text, gsize len, const char **start);
