/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <string.h>

/**
 * @file
 * Which three bytes stand in a row somewhere in a text, as far as a bit for each of their hashes
 * tells: a cheap look that shows of most words that they are not in it.
 */

#define REBOUND_TRIGRAM_BITS 8192 /* a power of two */

struct rebound_trigrams {
	guint64 bits[REBOUND_TRIGRAM_BITS / 64];
};

/** The hash of three bytes, the first one lowest. */
static inline guint32 rebound_trigram_hash_bytes(guint32 bytes)
{
	return bytes * 0x9E3779B1U >> 16 & (REBOUND_TRIGRAM_BITS - 1);
}

static inline guint32 rebound_trigram_hash(const char *at)
{
	return rebound_trigram_hash_bytes((guint32)(guint8)at[0] | (guint32)(guint8)at[1] << 8 |
					  (guint32)(guint8)at[2] << 16);
}

/** Note those of a text. */
static inline void rebound_trigrams_read(
	struct rebound_trigrams *trigrams, const char *text, gsize len)
{
	guint32 bytes = 0;

	memset(trigrams, 0, sizeof(*trigrams));
	for (gsize at = 0; at < len; at++) {
		bytes = bytes >> 8 | (guint32)(guint8)text[at] << 16;
		if (at < 2)
			continue;
		guint32 hash = rebound_trigram_hash_bytes(bytes);
		trigrams->bits[hash / 64] |= G_GUINT64_CONSTANT(1) << hash % 64;
	}
}

/** Whether the text may hold three bytes in a row of this hash; FALSE is sure. */
static inline gboolean rebound_trigrams_have(const struct rebound_trigrams *trigrams, guint32 hash)
{
	return trigrams->bits[hash / 64] >> hash % 64 & 1;
}

/** Whether a word may stand in the text; FALSE is sure. */
static inline gboolean rebound_trigrams_may_hold(
	const struct rebound_trigrams *trigrams, const char *word)
{
	for (; word[0] != '\0' && word[1] != '\0' && word[2] != '\0'; word++)
		if (!rebound_trigrams_have(trigrams, rebound_trigram_hash(word)))
			return FALSE;
	return TRUE;
}
