/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * What Lua says of a word that is nil ("attempt to index a nil value (global 'io')"), in words for
 * people: what is withheld and why, or that it is not known.
 */

/**
 * Explain such a message; its place stays before it.
 *
 * @return the message in our words, which the caller frees; NULL where it is of another kind
 */
char *rebound_missing_word_explain(const char *message);

/**
 * Add the word that was meant to the message about one that is not known.
 *
 * @param words  those of the file, NULL-terminated
 */
void rebound_missing_word_suggest(GError *error, const char *const *words);
