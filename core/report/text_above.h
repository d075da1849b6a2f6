/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Lists whose reasons stand above their addresses, and nothing tells them apart: "Unknown users",
 * "ann@example.org", "Mailbox full", "bob@example.org". Read as if each reason stood below its
 * address, all of them would be another's.
 */

/**
 * Indent the addresses of such lists, as most systems do: in a paragraph that begins with a reason,
 * ends with an address alone, and has nothing else in between.
 *
 * @param len  of the text; set to that of the result
 * @return the text itself, or one in the arena
 */
const char *rebound_text_indent_lists(struct rebound_arena *arena, const char *text, gsize *len);
