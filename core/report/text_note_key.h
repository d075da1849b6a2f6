/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Keys that tie the entries of a list to notes elsewhere: "ann@example.org [1]", and below "[1] 550
 * unknown user".
 */

/** The key that a text begins with, "1. ", "[1]", "(1)", "**", as a number from 1 on; 0 for none.
 *
 * @param size  set to the bytes of the key, and of the spaces behind it
 */
guint rebound_text_note_key(const char *text, gsize len, gsize *size);

/** Whether a key is a number, which may as well only count the lines of a list. */
gboolean rebound_text_note_key_is_number(guint key);
