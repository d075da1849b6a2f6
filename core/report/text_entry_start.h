/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * What may stand before the address that begins an entry of a list: bullets, numbers, a verdict,
 * the name of a person.
 */

/** Bytes of bullets, numbers and brackets at the start of an entry. */
gsize rebound_text_pass_bullets(const char *text, gsize len);

/** Whether a person's name, in quotes or not, and a bracket is all that stands from a place to the
 * address at start: Ann Smith <ann@example.org>. */
gboolean rebound_text_is_person(const char *text, gsize from, gsize start);

/** Whether the address at start is the first thing in a text but for bullets, a verdict and a name;
 * len is that of its first line. */
gboolean rebound_text_begins_entry(
	struct rebound_arena *arena, const char *text, gsize len, gsize start);

/** Where the name of its person begins before the address at start, "Ann Smith <ann@example.org>";
 * start where there is none. */
gsize rebound_text_start_with_name(const char *text, gsize start);

/** Whether the words before the address at start call it a recipient's: "the mailbox of". */
gboolean rebound_text_calls_recipient(struct rebound_arena *arena, const char *text, gsize start);

/** The same, or words that lead to one: "Mail to ann@example.org". */
gboolean rebound_text_leads_to_recipient(
	struct rebound_arena *arena, const char *text, gsize start);
