/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"
#include "core/report/text.h"

/**
 * @file
 * Message disposition notifications (RFC 8098): a reader's program tells that a mail was displayed,
 * deleted, passed on. The address lives; no failure is read out of one, but for a mail system's own
 * that comes in its shape.
 */

/**
 * Read a message/disposition-notification part: adds the recipient, whose action is the disposition
 * type ("displayed") and whose text is the whole Disposition field and what Error says.
 *
 * @param bytes  the part's content, transfer encoding undone; any bytes
 * @return how many recipients were added, 0 or 1
 */
guint rebound_mdn_read(struct rebound_builder *builder, const char *bytes, gsize len);

/**
 * Take for a failure what some mail systems (Dovecot's delivery agent) report in a disposition that
 * they did not display but "deleted", when a mailbox is full: the text says that the mail "was
 * automatically rejected", and names a fault of the mailbox. A recipient's own refusal, in words of
 * his, stays a disposition. Called behind rebound_mdn_read().
 */
void rebound_mdn_read_refusal(
	struct rebound_builder *builder, const struct rebound_text_view *view);
