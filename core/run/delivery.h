/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/net/http.h"
#include "core/policy/policy.h"
#include "core/store/outbox.h"

/**
 * @file
 * One attempt to deliver a message of the outbox, to a web address or a program. The process must
 * ignore SIGPIPE, as the program does.
 */

enum rebound_delivery_outcome {
	REBOUND_DELIVERY_DONE,
	REBOUND_DELIVERY_AGAIN, /**< it may work later */
	REBOUND_DELIVERY_FINAL, /**< it never will */
};

/** What came of it; the caller frees answer. */
struct rebound_delivery {
	enum rebound_delivery_outcome outcome;
	gint64 after; /**< the other side asks for so many seconds; -1: it does not say */
	char *answer; /**< one safe line for people */
};

/**
 * POST the message to the target's address.
 *
 * Headers: Content-Type: application/json; Idempotency-Key, the message's key; and as Standard
 * Webhooks has them, webhook-id (the key), webhook-timestamp (seconds since 1970) and, where there
 * is a secret, webhook-signature: "v1," and the base64 of HMAC-SHA-256 over
 * "ID.TIMESTAMP.BODY". A secret that begins with "whsec_" is base64 behind that, any other is taken
 * as it stands, without the line end.
 *
 * 2xx is done. 408, 425, 429, 5xx and no answer are tried again, Retry-After (or none) in after;
 * every other answer is final. A secret that can't be read is tried again.
 */
void rebound_delivery_post(struct rebound_http *http, const struct rebound_target *target,
	const struct rebound_outbox_row *row, gint64 now, struct rebound_delivery *delivery);

/**
 * Start the target's program with the message on its standard input, and wait for its end.
 *
 * It is started directly, never by a shell, with the arguments of the settings and nothing of a
 * mail among them; in the directory /, with PATH, LC_ALL, REBOUND_KEY and REBOUND_TARGET as its
 * whole environment and no other open file. Exit status 0 is done, 75 is tried again, as is a
 * program that can't be started, that overruns the target's timeout (it is killed, with what it
 * started) or dies by a signal; every other status is final. The last line that it wrote to
 * standard error is the answer.
 */
void rebound_delivery_run(const struct rebound_target *target, const struct rebound_outbox_row *row,
	struct rebound_delivery *delivery);
