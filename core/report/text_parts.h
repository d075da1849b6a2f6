/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Running text that tells of several recipients, each with a reason of its own, cut between them:
 * "Mail to ann@example.org failed: no such user. Mail to bob@example.org failed: mailbox full."
 */

/** A part of such a text; it ends where the next one begins. */
struct rebound_text_part {
	gsize start;
	gboolean joint; /**< only leads from one to the next: "), and to" */
};

/**
 * Find the parts of a NUL-terminated text that is one line.
 *
 * Cut are the addresses of an enumeration that each have their reason behind them, "ann@example.org
 * and amy@example.org (user unknown), bob@example.org (mailbox full)"; else sentences, else
 * clauses, that tell of another address than those before them why or that something failed; else
 * addresses with a reason in brackets somewhere behind each.
 *
 * @param entry  the text begins with an address or a label before one, and is about that one unless
 * it is an enumeration
 * @param parts  struct rebound_text_part: all but the first, which begins with the text; empty
 * where the text is about one recipient, or all share what it says
 * @return whether the parts are sentences or clauses
 */
gboolean rebound_text_parts_find(
	struct rebound_arena *arena, const char *text, gsize len, gboolean entry, GArray *parts);
