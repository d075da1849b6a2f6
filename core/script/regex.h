/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/trigrams.h"

/**
 * @file
 * Regular expressions of cards (PCRE2: caseless, UTF, under a match and a depth limit), and the
 * longest literal that each of them needs, which the automaton looks for first, and the other
 * words that it needs.
 */

struct rebound_regex;
typedef struct rebound_regex rebound_regex;

/** Compile a pattern; NULL with error set (SYNTAX, with the offset in words). Lookbehind, \C and
 * callouts are refused. */
struct rebound_regex *rebound_regex_new(const char *pattern, GError **error);

/**
 * The same for a pattern that was compiled before, when the program was built: it is not compiled
 * until it is searched with. Without a literal, which is known as well.
 *
 * @param needs  rebound_regex_needs() of that one; both strings must outlive the regex
 */
struct rebound_regex *rebound_regex_new_known(const char *pattern, const char *needs);

void rebound_regex_free(struct rebound_regex *regex);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_regex, rebound_regex_free)

/**
 * The longest literal that every match contains, folded; NULL where there is none of 3 characters.
 * Belongs to the regex. It may stand within words: the automaton looks for "*literal*". (Letters
 * outside ASCII that match an ASCII one without case, such as the long s, are not provided for.)
 */
const char *rebound_regex_literal(const struct rebound_regex *regex);

/**
 * The words that matches need, for rebound_regex_may_match(): lists of which each match holds one
 * word. Each word ends with NUL, a list with one more, and the lists with another one. They belong
 * to the regex.
 */
const char *rebound_regex_needs(const struct rebound_regex *regex);

/**
 * Whether a text may hold a match; FALSE is sure, and costs much less than the search.
 *
 * @param trigrams  of the folded text (rebound_text_fold())
 */
gboolean rebound_regex_may_match(
	const struct rebound_regex *regex, const struct rebound_trigrams *trigrams);

enum rebound_regex_result { REBOUND_REGEX_NO_MATCH, REBOUND_REGEX_MATCH, REBOUND_REGEX_LIMIT };

/** Search in valid UTF-8; start and end are set for a match. LIMIT: given up, counts as no match.
 */
enum rebound_regex_result rebound_regex_search(
	const struct rebound_regex *regex, const char *text, gsize len, gsize *start, gsize *end);
