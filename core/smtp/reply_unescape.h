/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/base/arena.h"

/**
 * @file
 * A reply as JSON, Python, HTML and the like write it down.
 */

/**
 * Undo the escapes of strings: quotes, "/" and a backslash behind a backslash, line ends as spaces,
 * Unicode characters ("\u00e9" with pairs of surrogates, "\xc3\xa9" where it is UTF-8), the five
 * named entities and the quotes by number of HTML. Control characters stay as they are written.
 *
 * @param text  NUL-terminated
 * @return      in the arena, or text itself where it has none of them
 */
const char *rebound_reply_unescape(struct rebound_arena *arena, const char *text);
