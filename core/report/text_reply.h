/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"
#include "core/smtp/reply.h"

/**
 * @file
 * What a piece of human text or a log line says of an SMTP reply, wider than rebound_reply_read():
 * codes behind words such as "error code", hosts and commands in prose.
 */

/** The reply in a text: rebound_reply_read(), and "ERROR_CODE :550", "error 503", "response code
 * 421". */
struct rebound_reply rebound_text_reply(const char *text, gsize len);

/** The same without command and host. */
struct rebound_reply rebound_text_numbers(const char *text, gsize len);

/**
 * Find the host that a text speaks of as the far server: "host NAME[IP] said", "NAME [IP] did not
 * like", "while talking to NAME", "connect to NAME[IP]:25", "NAME: 550", "SMTP server <NAME>".
 *
 * @param start  set to its place in text
 * @return its length, 0 where there is none
 */
gsize rebound_text_host(const char *text, gsize len, gsize *start);

/** The SMTP command that prose names: "did not like our RCPT TO", "sender was rejected"; NULL.
 * Static. */
const char *rebound_text_command(const char *text, gsize len);

/** Set text of a recipient, and what it says of reply, status, command and host, where these are
 * missing. */
void rebound_text_set(struct rebound_builder *builder, struct rebound_recipient *recipient,
	const char *text, gsize len);
