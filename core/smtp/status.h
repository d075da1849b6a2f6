/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>

/**
 * @file
 * Enhanced mail system status codes (RFC 3463, RFC 5248): reading and writing.
 */

/** Whether a status was given at all. */
static inline gboolean rebound_status_is_set(struct rebound_status status)
{
	return status.klass != 0;
}

/** Whether two are the same code. */
static inline gboolean rebound_status_equal(struct rebound_status a, struct rebound_status b)
{
	return a.klass == b.klass && a.subject == b.subject && a.detail == b.detail;
}

/** What was odd about a status that could be read all the same. */
enum rebound_status_oddity {
	REBOUND_STATUS_CLEAN,
	REBOUND_STATUS_LEADING_ZERO, /**< 5.01.01 */
	REBOUND_STATUS_MALFORMED, /**< 6.1.1, 5.1.1234, 5.1: nothing, or the class and subject only
				   */
};

/**
 * Read a status at the start of the text: DIGIT "." 1*3DIGIT "." 1*3DIGIT, and then neither a digit
 * nor a "." followed by a digit (RFC 3463 section 2; RFC 3464 section 2.3.4).
 *
 * @param end     set behind the status; may be NULL
 * @param oddity  may be NULL
 * @return all zero where there is none
 */
struct rebound_status rebound_status_read(
	const char *text, gsize len, const char **end, enum rebound_status_oddity *oddity);

/** Write "5.1.1" into the buffer and return it; NULL for a status that was not given. */
#define REBOUND_STATUS_SIZE 16
const char *rebound_status_write(struct rebound_status status, char buffer[REBOUND_STATUS_SIZE]);
