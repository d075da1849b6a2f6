/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The words around a reply: which command was refused, and by which host. For reply.c only.
 */

struct rebound_reply_words {
	const char *command;  /**< static, or NULL */
	gsize host, host_len; /**< offsets into the text; len 0 where no host is named */
};

/** Read the words in one pass; see struct rebound_reply. */
struct rebound_reply_words rebound_reply_words_read(const char *text, gsize len);

/** Whether len bytes look like a host name or an IPv4 address: at least one dot within. */
gboolean rebound_reply_words_is_host(const char *text, gsize len);
