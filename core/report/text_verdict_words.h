/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_verdict.h"

/**
 * @file
 * The words that say what became of a message, and where each of them counts.
 */

/** Whether a text may begin with one of the words that stand beside an address; most do not by
 * their first two letters. */
gboolean rebound_text_verdict_may_begin(const char *text, gsize len);

/** The verdict of the word that a text begins with, folded or in ASCII, and the bytes of that word.
 */
enum rebound_text_verdict rebound_text_verdict_begin(const char *text, gsize len, gsize *size);
