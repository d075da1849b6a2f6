/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/message.h"
#include "core/report/builder.h"
#include "core/report/text.h"

/**
 * @file
 * What came back: the headers of the returned message, out of its part or out of the human text.
 * They serve to know which message it was; nothing in them is ever a failed recipient by itself.
 */

/** Read a part: message/rfc822 and message/global, with or without body, or headers only (RFC 6522
 * section 3). */
void rebound_returned_read_part(struct rebound_builder *builder, struct rebound_message *message,
	const struct rebound_part *part);

/**
 * Read the headers of a message that is returned within the text, behind view->report_end.
 *
 * @return whether there were any
 */
gboolean rebound_returned_read_text(
	struct rebound_builder *builder, const struct rebound_text_view *view);

/** What stands in angle brackets, else the whole value, as a safe line: for Message-ID and List-Id.
 * NULL gives NULL. */
const char *rebound_returned_identifier(struct rebound_builder *builder, const char *value);
