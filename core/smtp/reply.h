/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/smtp/status.h"

/**
 * @file
 * What a mail server said: the three-digit SMTP reply code (RFC 5321 section 4.2) and the enhanced
 * status (RFC 2034), read from a diagnostic or a line of a log or of human text.
 */

/** A reply found in a text; offsets are into that text. */
struct rebound_reply {
	int code;		      /**< 0 where there is none */
	struct rebound_status status; /**< all zero where there is none */
	gsize start;		      /**< where code or status begins */
	gsize text;		      /**< where the words behind them begin */
	gboolean mixed;	      /**< a multi-line reply whose lines disagree; the last one counts */
	const char *command;  /**< static: CONNECT, HELO, MAIL, RCPT, DATA, EOD, ...; NULL */
	gsize host, host_len; /**< the host that "said" it, where the text names it; len 0: none */
};

/**
 * Read the reply in a text.
 *
 * A code or a status counts only at an anchored place: at the start, behind another, after "#",
 * "said:", "returned:", "replied:", "<<<", "(", "[", "error:", "reply:", ";" and the like; digits
 * of an IP address, a port, a size or a host name are none. "550-5.1.1 a 550 5.1.1 b" is one reply
 * of several lines (RFC 5321 section 4.2.1). "(in reply to RCPT TO command)", "after RCPT TO:" and
 * the like give the command; "host NAME[IP] said" gives the host.
 * Never fails: a text without numbers gives an all-zero reply.
 *
 * @param text  not necessarily NUL-terminated; not kept
 */
struct rebound_reply rebound_reply_read(const char *text, gsize len);

/** The same without the words: command and host are not looked for. */
struct rebound_reply rebound_reply_read_numbers(const char *text, gsize len);

/** The SMTP command that a word names: "RCPT TO" and "rcpt" give RCPT, "end of DATA" EOD; else
 * NULL. Static. */
const char *rebound_reply_command(const char *text, gsize len);
