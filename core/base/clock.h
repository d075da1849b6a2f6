/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Times and spans. A time is in seconds since 1970, UTC; a span is written as people do: "90s",
 * "15m", "4h", "3d", "2w".
 */

/** The time now, or the one that rebound_clock_set() fixed. */
gint64 rebound_clock_now(void);

/** Fix the clock, for tests and replays; 0 sets it free. */
void rebound_clock_set(gint64 time);

/** Read a span; FALSE where the text is none. Units s, m, h, d, w, one number, no sign; at most 100
 * years. */
gboolean rebound_clock_read_span(const char *text, gint64 *seconds);

/** Write a span in its largest whole unit, "36h" or "3d", into the buffer; returns it. */
#define REBOUND_CLOCK_SPAN_SIZE 24
const char *rebound_clock_write_span(gint64 seconds, char buffer[REBOUND_CLOCK_SPAN_SIZE]);

/** Read "2026-01-31T12:00:00Z", "2026-01-31 12:00:00", "2026-01-31", with an offset, or "@SECONDS".
 */
gboolean rebound_clock_read_time(const char *text, gint64 *time);

/** Write a time as "2026-01-31T12:00:00Z" into the buffer; returns it. */
#define REBOUND_CLOCK_TIME_SIZE 32
const char *rebound_clock_write_time(gint64 time, char buffer[REBOUND_CLOCK_TIME_SIZE]);

/** The number of the day (UTC) that a time falls on. */
gint64 rebound_clock_day(gint64 time);
