/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/report/builder.h"

/**
 * @file
 * The human text of a mail: where the returned message begins in it, what it says about each
 * recipient, and whether it sounds like a bounce at all.
 */

/** Text, and where the returned message begins in it. */
struct rebound_text_view {
	const char *text;
	gsize len;
	gsize report_end; /**< len where no message is returned in the text */
};

/** What the mail's headers tell a reader of its text. All of it belongs to the message. */
struct rebound_text_hints {
	const char *const
		*failed; /**< addresses from X-Failed-Recipients and the like, valid ones */
	guint failed_count;
	const char *subject;
	const char *from_address;
	const struct rebound_header *headers; /**< of the bounce */
	guint header_count;
	const char *returned_to;	/**< address of the returned message's first To; NULL */
	const char *envelope_recipient; /**< where the bounce came to; NULL */
	gboolean by_system; /**< a mail system wrote it, by its address and reverse path */
};

/** Find the border between what the mail system says and the message that it returns. Text may hold
 * any byte. */
struct rebound_text_view rebound_text_view(const char *text, gsize len);

/**
 * Read the human text of a mail that has no machine part.
 *
 * Each recipient gets address, text, reply, status, command and remote_mta, as far as the text says
 * them; nothing behind report_end is read.
 *
 * @return how many recipients were added
 */
guint rebound_text_read(struct rebound_builder *builder, const struct rebound_text_view *view,
	const struct rebound_text_hints *hints);

/**
 * For recipients that the machine part named: set notice to what the human text says about each,
 * and text where the machine part had none.
 */
void rebound_text_notices(struct rebound_builder *builder, const struct rebound_text_view *view);

/**
 * Whether subject, sender and words are those of a bounce, understood or not.
 *
 * @param subject  may be NULL
 * @param from     address of From; may be NULL
 */
gboolean rebound_text_looks_like_bounce(
	const char *subject, const char *from, const struct rebound_text_view *view);

/** Whether a report says that a message was not delivered, and gives the code of a reply that
 * refused it. */
gboolean rebound_text_has_error_code(const struct rebound_text_view *view);
