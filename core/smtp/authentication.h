/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * What a mail server found out about a mail's sender: Authentication-Results (RFC 8601).
 */

enum rebound_authentication {
	REBOUND_AUTHENTICATION_UNKNOWN, /**< not said, or neither */
	REBOUND_AUTHENTICATION_PASS,	/**< dmarc or dkim passed */
	REBOUND_AUTHENTICATION_FAIL,	/**< dmarc failed; or dkim or spf did, and none passed */
};

/**
 * Read one header's value.
 *
 * Only what stands at its beginning as the server's name counts (RFC 8601 section 2.5), as only
 * one's own server can be believed. Comments are passed over, results of other methods too.
 *
 * @param server  the authserv-id of one's own server, compared without case
 * @param ours    set to whether the header is that server's; may be NULL
 */
enum rebound_authentication rebound_authentication_read(
	const char *value, const char *server, gboolean *ours);
