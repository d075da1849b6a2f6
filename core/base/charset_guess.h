/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The charset of bytes that no label tells of, by how usual their characters are in texts.
 */

/**
 * Guess a charset.
 *
 * @param least  how many characters that are not ASCII it needs
 * @return a name for iconv; NULL where none fits, that is a Western one or none at all
 */
const char *rebound_charset_guess(const char *bytes, gsize len, guint least);
