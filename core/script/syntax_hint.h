/* SPDX-License-Identifier: MIT */
#pragma once

/**
 * @file
 * What people who write their first file get wrong in its form, and what Lua says so that only
 * programmers understand it: a comma that is missing, a brace that is not closed, a typographic
 * quote.
 */

/**
 * What to do about a message of Lua's parser, to be put behind it.
 *
 * @param message  such as "'}' expected (to close '{' at line 1) near 'reason'"
 * @return "; is a comma missing before it?" or the like, a constant; "" where nothing is known
 */
const char *rebound_syntax_hint(const char *message);
