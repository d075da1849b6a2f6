/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * The word beside an address of a list that says what became of the message there:
 * "ann@example.org: delivered", "[FAIL] bob@example.org".
 */

/** The graver is the greater. */
enum rebound_text_verdict {
	REBOUND_TEXT_VERDICT_NONE,
	REBOUND_TEXT_VERDICT_DELIVERED,
	REBOUND_TEXT_VERDICT_DELAYED,
	REBOUND_TEXT_VERDICT_FAILED,
};

/** What a value of a table or of a list of labels says that is one of the words, folded. */
enum rebound_text_verdict rebound_text_verdict_of(const char *folded, gsize len);

/** What the first words of a text say, behind the marks that part them from an address before. */
enum rebound_text_verdict rebound_text_verdict_behind(
	struct rebound_arena *arena, const char *text, gsize len);

/** Whether what stands before an address only says that the message did not come there: "it reached
 * ann@example.org but" "not ". */
enum rebound_text_verdict rebound_text_verdict_negated(const char *text, gsize len);

/** Whether words lead to an address that the message came to: "Your message has reached". */
gboolean rebound_text_verdict_reached(struct rebound_arena *arena, const char *text, gsize len);

/** Whether a sentence says by one of its words that a message came, and has no "not". */
gboolean rebound_text_verdict_says_delivered(
	struct rebound_arena *arena, const char *text, gsize len);

/** Whether one of the words of a text is "not". */
gboolean rebound_text_verdict_holds_not(const char *text, gsize len);

/** Whether an address is one to which the message did not come as it did to the others: "delivered
 * to all recipients except". */
gboolean rebound_text_verdict_excepted(struct rebound_arena *arena, const char *text, gsize len);

/** The verdict of a line that leads to a list, "Delivered:", "Failed recipients:". */
enum rebound_text_verdict rebound_text_verdict_lead(
	struct rebound_arena *arena, const char *text, gsize len);

/**
 * The verdict that a line begins with, before the address that it is of: "OK ", "[FAIL] ".
 *
 * @param len   of what stands before the address
 * @param size  set to the bytes of the verdict, and of its brackets but for the one that opens
 */
enum rebound_text_verdict rebound_text_verdict_before(
	struct rebound_arena *arena, const char *text, gsize len, gsize *size);
