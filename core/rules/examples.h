/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/ruleset.h"

/**
 * @file
 * `rebound test`: the examples of the cards against the whole order, and what a careful reader of
 * the cards would say (lint).
 */

struct rebound_example_result {
	guint run, failed;
	GPtrArray *messages; /**< char *, one line each: FILE:LINE: what */
};

/**
 * Run each example: for yes, its card wins; for no, it does not hold. A card that is caught by an
 * earlier one is told by which, at which line. An example is a line, or the name of a mail beside
 * the rule file (ends with .eml). That a user's card takes a shipped card's example is the user's will,
 * and no failure.
 */
void rebound_examples_run(struct rebound_ruleset *ruleset, struct rebound_example_result *result);

/**
 * Lint: cards that an earlier one always catches, phrases said twice, cards without examples,
 * regexes without a literal, phrases shorter than can be safe.
 */
void rebound_examples_lint(struct rebound_ruleset *ruleset, struct rebound_example_result *result);

void rebound_example_result_clear(struct rebound_example_result *result);
