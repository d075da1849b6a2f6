/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>
#include "core/base/arena.h"

/**
 * @file
 * One line as people paste it from a log or a support page, made into a report of one recipient.
 */

/** A line as safe UTF-8 (rebound_text_line()); other bytes in the charset that they seem to be in.
 */
const char *rebound_line_text(struct rebound_arena *arena, const char *line, gsize len);

/**
 * Read a line: "550 5.1.1 User unknown", "5.1.1", "mx.example.org: 421 4.7.0 [TSS04] ...",
 * "smtp; 550 ...", "host mx.example.net[192.0.2.9] said: 550 ... (in reply to RCPT TO command)",
 * "<ann@example.org>: host ...", and a mail server's log line with to=<...>, status= or dsn=.
 *
 * Replies that report nothing (211, 214, 220, 221, 354) have the kind information, 250 to 252 and
 * 2.x.x success; "Warning: ..." and the like delay; the rest failure. 101 and 111 alone are the
 * codes of mail programs for network errors.
 *
 * @return a report in the arena with one recipient
 */
struct rebound_report *rebound_line_read(struct rebound_arena *arena, const char *line, gsize len);

/** Whether a text says that the mail system still tries: "will be retried", "message delayed", ...
 */
gboolean rebound_line_says_delay(const char *text, gsize len);
