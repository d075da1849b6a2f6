/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Sentences that were wrapped right before an address. Their second line looks like an entry of a
 * list, and who is named there would be what the sentence says of another.
 */

/**
 * Join the lines of each paragraph that is such prose: no line is short, each one is broken where
 * the next word had no room, and a line begins with an address behind a word.
 *
 * @param text  changed in place; a NUL stands behind it
 * @return how long it is then
 */
gsize rebound_text_unwrap(char *text, gsize len);
