/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Whole sentences and clauses that each tell of another recipient: "Mail to ann@example.org failed:
 * no such user. Mail to bob@example.org failed: mailbox full."
 */

/**
 * Cut between sentences that tell reasons of several, and their clauses; else between those that
 * each tell of a failure, else between such clauses.
 *
 * @param parts  struct rebound_text_part: those found; must be empty before
 */
void rebound_text_sentences_cut(
	struct rebound_arena *arena, const char *text, gsize len, GArray *parts);

/** Whether the first address of a text, or its first list, is the subject of a sentence:
 * "ann@example.org is unknown, and bob@example.org", "ann@example.org and bob@example.org are". */
gboolean rebound_text_sentences_begin(const char *text, gsize len);
