/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/message.h"
#include "core/mail/source.h"
#include "core/report/builder.h"

/**
 * @file
 * How a mail came in: its own headers, its envelope as far as it is known, and when.
 */

/**
 * Fill in the report what does not depend on the kind of the mail, from the parsed message and from
 * what its source knows. The event's time is the topmost Received header's, else the source's, and
 * never later than now.
 */
void rebound_incoming_read(struct rebound_builder *builder, struct rebound_message *message,
	const struct rebound_mail *mail);
