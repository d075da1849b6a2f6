/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/report.h>

/**
 * @file
 * What rebound can tell people about reasons, enhanced status codes and SMTP replies. The words
 * stand in scripts/knowledge.lua.
 */

struct rebound_knowledge;
typedef struct rebound_knowledge rebound_knowledge;

/** Load the embedded words; NULL with error set where they are broken (a test sees to that). */
struct rebound_knowledge *rebound_knowledge_load(GError **error);
void rebound_knowledge_free(struct rebound_knowledge *knowledge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_knowledge, rebound_knowledge_free)

/** For somebody who is no mail engineer. Lists are NULL-terminated, never NULL. */
struct rebound_reason_words {
	const char *meaning;        /**< one or two sentences */
	const char *const *causes;  /**< likely ones, the likeliest first */
	const char *const *steps;   /**< what to do */
	const char *wait;           /**< whether and how long to wait */
};
const struct rebound_reason_words *rebound_knowledge_reason(const struct rebound_knowledge *knowledge,
	enum rebound_reason reason);

/** What a status code says (RFC 3463, the IANA registry): exact, else its subject's, else its class's; NULL for none. */
const char *rebound_knowledge_status(const struct rebound_knowledge *knowledge, struct rebound_status status);

/** What a reply code says (RFC 5321, RFC 4954, RFC 7504); else its first digit's; NULL for 0. */
const char *rebound_knowledge_reply(const struct rebound_knowledge *knowledge, int reply);
