/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Addresses of which only a salted hash is left, so that their suppression holds. Internal to the
 * store layer.
 */

#define REBOUND_SALT_BYTES 32

/** The salt of this database; *there is FALSE where nobody was forgotten. */
gboolean rebound_forgotten_salt(struct rebound_store *store, guint8 salt[REBOUND_SALT_BYTES],
	gboolean *there, GError **error);

/** The hash of a key by a salt: HMAC-SHA-256. */
void rebound_forgotten_digest(
	const guint8 salt[REBOUND_SALT_BYTES], const char *key, gsize len, guint8 hash[32]);

/** The hash of an address's key in this database; makes the salt where there is none and make is
 * set. *there is FALSE where there is no salt, and so nobody was forgotten. */
gboolean rebound_forgotten_hash(struct rebound_store *store, const char *address_key, gboolean make,
	guint8 hash[32], gboolean *there, GError **error);

/** The suppression of a forgotten address that stands; state, cause, reason, since and until are
 * set. *there is FALSE where there is none. */
gboolean rebound_forgotten_find(struct rebound_store *store, const char *address_key, gint64 now,
	struct rebound_suppression *found, gboolean *there, GError **error);

/** A person changes the state of a forgotten address's suppression, or ends it; *count is set to 1
 * where there was one. */
gboolean rebound_forgotten_set_state(struct rebound_store *store, const char *address_key,
	enum rebound_state state, gint64 *count, GError **error);
