/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>

/**
 * @file
 * Patterns of status and reply codes, as cards write them. Codes and patterns are packed into one
 * word each, so that one comparison tests both.
 */

/** What must be the same: (codes & mask) == value. All zero holds always. */
struct rebound_code_pattern {
	guint64 mask;
	guint64 value;
};

/**
 * Read "5.1.1", "x.1.1", "5.7.*", "5.*": digits, or x or * for any; a * at the end stands for all
 * that is left. The class is 2, 4, 5 or any.
 *
 * @return FALSE where the text is none; *pattern untouched
 */
gboolean rebound_pattern_read_status(const char *text, struct rebound_code_pattern *pattern);

/** Read "550", "55x", "5*": three digits, x or * for any; a * at the end stands for all that is
 * left. */
gboolean rebound_pattern_read_reply(const char *text, struct rebound_code_pattern *pattern);

/** Pack the codes of a recipient; a status or a reply that was not given matches no pattern. */
guint64 rebound_pattern_pack(struct rebound_status status, int reply);

/** Whether packed codes match. */
static inline gboolean rebound_pattern_matches(struct rebound_code_pattern pattern, guint64 codes)
{
	return (codes & pattern.mask) == pattern.value;
}

/** A hash of packed codes. */
static inline guint32 rebound_pattern_hash(guint64 codes)
{
	return (guint32)(codes * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) >> 32);
}

/** Both patterns in one: holds where both hold. They must be of different codes. */
static inline struct rebound_code_pattern rebound_pattern_join(
	struct rebound_code_pattern a, struct rebound_code_pattern b)
{
	struct rebound_code_pattern both = {a.mask | b.mask, a.value | b.value};

	return both;
}

/** Whether every code that narrow matches is matched by wide too. */
static inline gboolean rebound_pattern_covers(
	struct rebound_code_pattern wide, struct rebound_code_pattern narrow)
{
	return (wide.mask & narrow.mask) == wide.mask && (narrow.value & wide.mask) == wide.value;
}
