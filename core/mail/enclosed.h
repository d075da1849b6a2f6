/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The message that a bounce encloses, byte for byte, for sending it again. Only what is whole
 * beyond doubt is taken: half a mail must not be sent as if it were one.
 */

struct rebound_enclosed {
	const char *data; /**< within the bounce's bytes */
	gsize len;
	const char *header_end; /**< where its body begins, behind the empty line */
};

/**
 * Find the message/rfc822 or message/global part directly below the top multipart.
 *
 * @return NULL where it is there and whole, else why not, for people: "only its headers came back"
 */
const char *rebound_enclosed_find(const char *data, gsize len, struct rebound_enclosed *enclosed);
