/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_verdict.h"

/**
 * @file
 * The words that say what became of a message, and where each of them counts.
 */

/** Whether a byte is of a letter or a digit of any script. */
static inline gboolean rebound_text_is_letter(char byte)
{
	return g_ascii_isalnum(byte) || (guchar)byte >= 0x80;
}

/** Whether a text may begin with one of the words that stand beside an address; most do not by
 * their first two letters. */
gboolean rebound_text_verdict_may_begin(const char *text, gsize len);

/** The verdict of the word that a text begins with, folded or in ASCII, and the bytes of that word.
 */
enum rebound_text_verdict rebound_text_verdict_begin(const char *text, gsize len, gsize *size);
