/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Encoded words (RFC 2047) and raw 8-bit text in header values, as UTF-8.
 */

/** Whether a header value has nothing to decode. */
gboolean rebound_words_is_literal(const char *text, gsize len);

/** Whether a header value may have an encoded word. */
gboolean rebound_words_are_in(const char *text, gsize len);

/**
 * Decode a raw header value.
 *
 * Words of one charset that stand side by side are decoded together, so that a character may be
 * split between them. What is no whole encoded word stays as it is. The result may hold any
 * character, controls too: it still has to be made a safe line.
 *
 * @param quote  put a decoded word that holds specials of RFC 5322 into a quoted string, so that no
 *               address can come out of a word (RFC 2047 section 6.2)
 * @return NUL-terminated, in the arena, or text itself where there was nothing to decode
 */
const char *rebound_words_decode(struct rebound_arena *arena, const char *text, gsize len,
	gboolean quote, gsize *result_len);
