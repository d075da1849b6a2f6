/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_lines.h"
#include "core/report/text_units.h"

/**
 * @file
 * SMTP sessions that a report shows: which lines are of one, and what answers which command.
 */

enum rebound_text_side {
	REBOUND_TEXT_NOBODY, /**< the line is of no session */
	REBOUND_TEXT_CLIENT,
	REBOUND_TEXT_SERVER,
};

/**
 * Who says a line: behind ">>>", "<--", "Sent <<<", an hour and an arrow; or without an arrow,
 * where it is "RCPT TO:<...>" or "MAIL FROM:<...>" behind an hour, a program's name in a log or
 * "C:", or follows such a line.
 *
 * @param line   what is said, afterwards: without what stands before it; untouched for nobody
 * @param within the line before is of a session without arrows
 * @param arrow  whether an arrow tells
 */
enum rebound_text_side rebound_text_session_line(
	struct rebound_text_line *line, gboolean within, gboolean *arrow);

/** The reply code that a line begins with, 0 for none; *more is set where the reply goes on:
 * "550-". */
int rebound_text_leading_code(const struct rebound_text_line *line, gboolean *more);

/**
 * Tell of answers that stand behind several commands at once (RFC 2920) which one each answers, and
 * of recipients that were accepted before the message was refused by which answer it was.
 */
void rebound_text_pair_session(struct rebound_text_units *units);
