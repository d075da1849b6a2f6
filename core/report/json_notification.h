/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"

/**
 * @file
 * Mails whose body is a notification in JSON: those of Amazon SES as the notification service mails
 * them, bare, in its own envelope, or as an event of the event bus.
 */

/** How the words begin that such a notification leaves of a bounce which will pass, by the service's
 * own account; in the recipient's text, or in its notice where a server spoke too. */
#define REBOUND_NOTIFICATION_TRANSIENT "bounceType: Transient"

/**
 * Read a text that is a JSON notification; words may follow it.
 *
 * Sets the report's kind where it names nobody, its original and its feedback, and adds the
 * recipients. A complaint that names several tells of none of them that it was his.
 *
 * @param banner  look for it behind other words too, such as a gateway's warning
 * @return whether it is one that reports a bounce, a delay, a complaint or a delivery
 */
gboolean rebound_json_notification_read(
	struct rebound_builder *builder, const char *text, gsize len, gboolean banner);

/** Whether a JSON text has a value by which services that send for others call a bounce: "event":
 * "hard_bounce". */
gboolean rebound_json_names_bounce(const char *text, gsize len);
