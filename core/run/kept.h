/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"
#include "core/store/store.h"

/**
 * @file
 * What the events of a mail with many recipients keep of it. Each keeps all that was said about its
 * recipient and all that they share, as long as REBOUND_LIMIT_KEPT_BYTES last; those behind it are
 * kept in part, so that one mail does not fill a disk.
 */

/**
 * Give an event its record, and shorten what is behind the limit. A record that is kept in part has
 * no headers, no notice, nothing about the returned message but its Message-ID, and texts of at
 * most REBOUND_LIMIT_PART_BYTES; it says so.
 *
 * @param kept    bytes that the events of this mail keep so far; 0 before the first
 * @param record  is overwritten; the event's record lies in it
 * @param event   from rebound_policy_event(); what is shortened lies in the arena
 */
void rebound_kept_fill(gsize *kept, const struct rebound_report *report, guint recipient,
	struct rebound_arena *arena, GByteArray *record, struct rebound_event *event);

/** Whether a report that was read from a record was kept in part. */
gboolean rebound_kept_in_part(const struct rebound_report *report);
