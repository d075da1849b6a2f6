/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * xtext (RFC 3461 section 4) and the two forms of a UTF-8 address (RFC 6533 section 3).
 */

/**
 * Decode xtext, strictly: "+" and two upper-case hex digits.
 *
 * @return the plain text in the arena; NULL where it is no xtext or decodes to a control
 */
char *rebound_xtext_decode(struct rebound_arena *arena, const char *text, gsize len);

/** The same, but lower-case hex digits are taken too. */
char *rebound_xtext_decode_leniently(struct rebound_arena *arena, const char *text, gsize len);

/**
 * Decode "\x{7528}" code points of utf-8-addr-xtext and utf-8-addr-unitext (RFC 6533 section 3).
 *
 * @return UTF-8 in the arena; NULL for a surrogate, a control or what is out of range
 */
char *rebound_unitext_decode(struct rebound_arena *arena, const char *text, gsize len);
