/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_reading.h"

/**
 * @file
 * Whether a text says of somebody whom it names that the message came to him, beside others whom it
 * did not come to.
 */

/** Whether an entry says so itself: "ann@example.org ... ok", "Sent to: ann@example.org". */
gboolean rebound_text_came_by_entry(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention);

/** Whether an entry that does not say that it failed stands below "Delivered:". */
gboolean rebound_text_came_by_lead(
	const struct rebound_text_reading *reading, const struct rebound_text_mention *mention);

/** Whether the words directly before mention i, which may begin a list, say so: "It reached
 * ann@example.org and bob@example.org". */
gboolean rebound_text_came_before(const struct rebound_text_reading *reading, guint i);

/** Whether the words around a mention say so, and none of them that something failed: a sentence,
 * "Your message was delivered to ann@example.org", or one that leads to a list. */
gboolean rebound_text_came_by_words(
	const struct rebound_text_reading *reading, const struct rebound_text_mention *mention);
