/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Dates as mails write them. rebound_header_date() in message.h reads those of headers.
 */

struct rebound_date {
	int year;
	int month; /**< from 0 */
	int day;
	int hour, minute, second;
	int zone; /**< minutes east of UTC */
};

/**
 * Read the date of a From_ line, such as "Mon Jan  5 12:00:00 2026" (RFC 4155), which is taken as
 * UTC where it bears no zone.
 *
 * @param at  moved behind what was read
 */
gboolean rebound_date_read_asctime(const char **at, struct rebound_date *date);

/** Seconds since 1970; FALSE where there is no such day or time, or it lies before 1970 or after
 * 2200. */
gboolean rebound_date_time(const struct rebound_date *date, gint64 *time);
