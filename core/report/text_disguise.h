/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Addresses in a form that programs which gather them do not find: "ann [at] example.org",
 * "ann(at)example(dot)org", "< ann @ example.org >".
 */

/**
 * Write such addresses of a text as they are meant.
 *
 * @param len  of the text; set to that of what is returned
 * @return NULL where the text has none; else in the arena, and never longer than the text
 */
const char *rebound_text_show_addresses(struct rebound_arena *arena, const char *text, gsize *len);
