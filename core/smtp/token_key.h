/* SPDX-License-Identifier: MIT */
#pragma once

#include <nettle/hmac.h>

#include "core/smtp/token_keys.h"

/**
 * @file
 * What lies behind a set of keys, for the code that signs and checks.
 */

struct rebound_token_key {
	char id;    /**< a to z, 2 to 7 */
	gint64 end; /**< the first second in which it is good no more; G_MAXINT64 none */
	struct hmac_sha256_ctx mac; /**< keyed; copied for each use */
};

/** The key of this id, in lower case; NULL where there is none. */
const struct rebound_token_key *rebound_token_keys_find(
	const struct rebound_token_keys *keys, char id);

/** The key that signs: the last one. */
const struct rebound_token_key *rebound_token_keys_newest(const struct rebound_token_keys *keys);
