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

static inline guint32 rebound_trigram_hash(const char *at)
{
	guint32 bytes =
		(guint32)(guint8)at[0] | (guint32)(guint8)at[1] << 8 | (guint32)(guint8)at[2] << 16;

	return bytes * 0x9E3779B1U >> 16 & (REBOUND_TRIGRAM_BITS - 1);
}

/** Note those of a text. */
static inline void rebound_trigrams_read(
	struct rebound_trigrams *trigrams, const char *text, gsize len)
{
	memset(trigrams, 0, sizeof(*trigrams));
	for (gsize at = 0; at + 3 <= len; at++) {
		guint32 hash = rebound_trigram_hash(text + at);
		trigrams->bits[hash / 64] |= G_GUINT64_CONSTANT(1) << hash % 64;
	}
}

/** Whether a word may stand in the text; FALSE is sure. */
static inline gboolean rebound_trigrams_may_hold(
	const struct rebound_trigrams *trigrams, const char *word)
{
	for (; word[0] != '\0' && word[1] != '\0' && word[2] != '\0'; word++) {
		guint32 hash = rebound_trigram_hash(word);
		if ((trigrams->bits[hash / 64] >> hash % 64 & 1) == 0)
			return FALSE;
	}
	return TRUE;
}
