/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * What programs and libraries that send mail put before what a server said: "Mailbox unavailable.
 * The server response was: 5.1.1 No such user". Those words are the program's own reading of a code
 * and say nothing of the recipient.
 */

/**
 * Where the server's own words begin.
 *
 * A lead that speaks of the sender, of a callout or of a greeting stays, since then the reply is
 * about somebody else; and so does a text that begins with a reply.
 *
 * @param text  not necessarily NUL-terminated
 * @param end   set to where they end, before the program's advice
 * @return offset of what stands behind the last lead; 0 where there is none
 */
gsize rebound_reply_lead(const char *text, gsize len, gsize *end);

/** How many bytes the server's own words have, before the advice that a program puts behind them:
 * "Giving up on 192.0.2.7." */
gsize rebound_reply_trail(const char *text, gsize len);
