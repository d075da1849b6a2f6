/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <string.h>

#include "core/script/phrases_image.h"

/**
 * @file
 * Where in a text a piece of a phrase can begin, by a key of its first bytes. Most words of a text
 * begin none, which one bit tells.
 */

/** So many bytes at most decide. */
#define REBOUND_PHRASES_KEY_BYTES 4

/**
 * What decides whether a piece can begin: of a word its first bytes up to its end, else all of
 * REBOUND_PHRASES_KEY_BYTES.
 *
 * @param count  how many bytes count, 1 to REBOUND_PHRASES_KEY_BYTES; the rest may be anything
 */
static inline guint32 rebound_phrases_key(
	const char bytes[REBOUND_PHRASES_KEY_BYTES], guint count, gboolean begins_word)
{
	guint32 key;

	memcpy(&key, bytes, sizeof(key));
	key = GUINT32_FROM_LE(key) & (guint32)((G_GUINT64_CONSTANT(1) << 8 * count) - 1);
	/* No letter or digit has this bit, and no ASCII follows a byte with it in UTF-8. */
	return key ^ (guint32)begins_word << 7;
}

/** Whether a byte is the first of two that are a letter of Greek or Cyrillic in UTF-8. */
static inline gboolean rebound_phrases_begins_letter(char byte)
{
	return (guint8)byte >= 0xCD && (guint8)byte <= 0xD4;
}

static inline guint32 rebound_phrases_hash(guint32 key)
{
	guint32 hash = key * 0x9E3779B1U;

	return hash ^ hash >> 15;
}
