/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The operator's secret keys for tokens. A file holds one key a line, the newest last:
 *
 *     # id  secret (base64 or hex)                        last day, where it has one
 *     a     qjJ7wNPmtpEWpNq8IQ8pGqTPW8cGCRh2cWEvOnHL1Mk=  2026-12-31
 *     b     dRZb0l8Bg8yRM2RQPSYyyBo6IYqcdhyLkT6Dcc9T34Q=
 *
 * The last line signs. The others only check tokens, up to and with their last day (UTC), so that
 * a new key can be put below an old one while mails that bear the old one still come back.
 */

/** Secrets shorter than this are refused; a new one has REBOUND_TOKEN_NEW_SECRET_BYTES. */
#define REBOUND_TOKEN_LEAST_SECRET_BYTES 16
#define REBOUND_TOKEN_NEW_SECRET_BYTES	 32

struct rebound_token_keys;
typedef struct rebound_token_keys rebound_token_keys;

/**
 * Read a key file. Refuses a file that others than its owner can read or write, since whoever
 * knows a key can silence everybody.
 *
 * @return the keys, owned by the caller; NULL with error set: IO where it can't be read, SYNTAX for
 * a mistake in it or its permissions, one line with path, line and what to do
 */
struct rebound_token_keys *rebound_token_keys_load(const char *path, GError **error);

/** The same from the text of a file; name stands in messages. */
struct rebound_token_keys *rebound_token_keys_read(
	const char *name, const char *text, gsize len, GError **error);

/** Wipes the secrets. */
void rebound_token_keys_free(struct rebound_token_keys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_token_keys, rebound_token_keys_free)

/**
 * A line for a key file, with a secret from the system's random source and an id that none of the
 * keys has (NULL: any). The caller frees it; NULL with error set where there is no random source
 * or no id is left.
 */
char *rebound_token_keys_make_line(const struct rebound_token_keys *keys, GError **error);
