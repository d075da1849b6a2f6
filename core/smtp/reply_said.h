/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/base/arena.h"

/**
 * @file
 * What a reply says, whatever it looked like on its way: its words are those of one sentence, even
 * where the server broke it into lines or a log has no spaces.
 */

/**
 * The words of a reply in one line.
 *
 * Of several lines (RFC 5321 section 4.2.1) that stand behind each other, "550-5.7.1 mail 550 5.7.1
 * refused", the first keeps its code and status, the others lose theirs. Underscores that stand for
 * spaces, as qmail logs them, are spaces. What stands before any reply is left out: qmail's "NAME
 * does not like recipient. Remote host said:", and the name of a status before a reply in quotes,
 * "5.1.0 - Unknown address error 550-'No such user'".
 *
 * @param text  NUL-terminated
 * @return      in the arena, or within text
 */
const char *rebound_reply_said(struct rebound_arena *arena, const char *text);

/**
 * A reply without what a program that sends mail wrote around it (rebound_reply_lead()), and
 * without the escapes of the language that it was written down in (rebound_reply_unescape()).
 *
 * @param text  NUL-terminated
 * @return      in the arena, or within text
 */
const char *rebound_reply_unwrap(struct rebound_arena *arena, const char *text);
