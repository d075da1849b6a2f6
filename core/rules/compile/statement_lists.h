/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/rules/statement_words.h"

/**
 * @file
 * The words of statement_words.h, in the languages that mail servers speak. Only the build has
 * them.
 */

/** Words of one meaning, with spaces between them. */
struct rebound_statement_list {
	enum rebound_statement_word word;
	const char *list; /**< "*" at the end of a word stands for any ending */
};

/** All of them; the last entry's list is NULL. */
extern const struct rebound_statement_list rebound_statement_lists[];
