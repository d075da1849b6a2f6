/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Character references of HTML: "&amp;", "&#228;", "&#xe4;", also where the semicolon is missing.
 * Of the named ones, those that notices of mail systems use.
 */

/** What "&nbsp;" stands for. */
#define REBOUND_HTML_NO_BREAK_SPACE 0xA0

/**
 * Read the reference behind an "&".
 *
 * @param at         behind the "&"
 * @param character  what it stands for; may be none that exists (0, or beyond U+10FFFF)
 * @return what follows the reference; NULL where it is none that is known
 */
const char *rebound_html_reference_read(const char *at, const char *end, gunichar *character);
