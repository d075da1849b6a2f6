/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The text that a regex can't match without.
 */

/**
 * The longest run of ASCII characters that every match of a regex contains, folded as texts are
 * (rebound_text_fold()). Read conservatively: what is not understood breaks a run or ends the
 * search.
 *
 * The automaton looks for it as "*literal*". It can't hold a "*", and no space at its ends.
 *
 * @param pattern  a regex that PCRE2 has accepted
 * @param needs    set to lists of words: of each list every match contains one. They have at least
 *                 three characters each. Each word ends with NUL, a list with one more, and the
 *                 lists with another one. The caller frees it
 * @return the caller frees it; NULL where there is none of three characters
 */
char *rebound_regex_find_literal(const char *pattern, char **needs);
