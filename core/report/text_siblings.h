/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_reading.h"

/**
 * @file
 * Which addresses of a text stand alike, so that what is known of one holds for the other. Mentions
 * are told by their numbers, the first one before the other.
 */

/** Whether two mentions are entries of one list: their lines follow each other, or their notes do
 * alike. */
gboolean rebound_text_is_sibling(
	const struct rebound_text_reading *reading, guint one, guint other);

/** Whether two mentions are of rows that begin with the same words: "I tried ann@example.org: no",
 * "I tried bob@example.org: no answer". */
gboolean rebound_text_is_same_row(
	const struct rebound_text_reading *reading, guint one, guint other);

/** Whether two mentions are of texts that follow each other and each tell why one failed, behind
 * the same words or in their end: "Error for ann@example.org: no such user", "Over quota
 * (ann@example.org)". */
gboolean rebound_text_is_alike(const struct rebound_text_reading *reading, guint one, guint other);

/** Whether a sentence goes on behind an address: "ann@example.org since she left". */
gboolean rebound_text_goes_on_behind(
	const struct rebound_text_unit *unit, const struct rebound_text_mention *mention);
