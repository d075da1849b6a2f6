/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/source.h"
#include "core/policy/policy.h"
#include "core/store/store.h"

/**
 * @file
 * Where the bounce of a retry lies, and the mail that is sent again from it. Internal to the run
 * layer.
 */

/** The bounce that a retry came from. */
struct rebound_resend_place {
	const char *path; /**< of the source to read */
	guint8 hash[32];  /**< of the bounce */
};

/**
 * Find the bounce: of the address, about the same original message, from a source that is trusted.
 *
 * @param why  set where there is none that may be used, for people; else untouched
 * @return FALSE with error set where the store failed
 */
gboolean rebound_resend_find_place(struct rebound_store *store, const struct rebound_retry *retry,
	struct rebound_arena *arena, struct rebound_resend_place *place, const char **why,
	GError **error);

/** The mail that goes out. */
struct rebound_resend_message {
	const char *from; /**< of the envelope */
	const char *data; /**< in the arena */
	gsize len;
};

/**
 * Make the mail from a bounce.
 *
 * @param original_id  Message-ID that the mail must have
 * @param from         of the envelope, or NULL: the bounce's own recipient, where that is ours
 * @return NULL where it is made, else why not, for people
 */
const char *rebound_resend_make(const struct rebound_mail *bounce, const char *original_id,
	const struct rebound_settings *settings, const char *from, struct rebound_arena *arena,
	struct rebound_resend_message *message);
