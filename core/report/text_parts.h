/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Running text that tells of several recipients, each with a reason of its own, cut between them:
 * "Mail to ann@example.org failed: no such user. Mail to bob@example.org failed: mailbox full."
 */

/**
 * Find the parts of a NUL-terminated text that is one line.
 *
 * Cut are the addresses of an enumeration that each have their reason behind them, "ann@example.org
 * (user unknown), bob@example.org (mailbox full)"; else sentences, else clauses, that tell of
 * another address than those before them why or that something failed.
 *
 * @param entry  the text begins with an address or a label before one, and is about that one unless
 * it is an enumeration
 * @param starts  gsize: where the parts begin but for the first, which begins with the text; empty
 * where the text is about one recipient, or all share what it says
 * @return whether the parts are sentences or clauses
 */
gboolean rebound_text_parts_find(
	struct rebound_arena *arena, const char *text, gsize len, gboolean entry, GArray *starts);
