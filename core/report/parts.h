/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/message.h"

/**
 * @file
 * The parts of a mail by what they are for. Only the outermost report counts: nothing inside a
 * returned or attached message is looked at.
 */

/** At most so many machine parts of one kind are read. */
#define REBOUND_PARTS_REPORTS 16

struct rebound_parts {
	/** message/delivery-status, global-delivery-status, tracking-status (RFC 3886) */
	const struct rebound_part *delivery_status[REBOUND_PARTS_REPORTS];
	guint delivery_status_count;
	const struct rebound_part *feedback;	  /**< message/feedback-report; NULL */
	const struct rebound_part *disposition;	  /**< message/disposition-notification; NULL */
	const struct rebound_part *json;	  /**< application/json, not attached; NULL */
	const struct rebound_part *attached_text; /**< the first text attached as a file, or as
						     bytes with the name of one; NULL */
	const struct rebound_part *returned;	  /**< a message, or only its headers; NULL */
	const char *report_type;		  /**< of the outermost multipart/report; NULL */
	gboolean is_report;			  /**< there is a multipart/report */
	gboolean is_top;			  /**< and nobody put words before it */
	const struct rebound_part *html;	  /**< what text is from, if it is HTML; NULL */
	const char *text; /**< the human text, several safe lines; never NULL */
	gsize text_len;
	gboolean is_text_cut; /**< there was more of it */
};

/** Find the parts of a mail, given its top part; text is put together from the parts for people, at
 * most REBOUND_LIMIT_TEXT_BYTES. */
struct rebound_parts rebound_parts_find(
	struct rebound_message *message, const struct rebound_part *top);

/** Whether a file is a log of a delivery or the like by its name, and no message. */
gboolean rebound_part_is_log(const struct rebound_part *file);
