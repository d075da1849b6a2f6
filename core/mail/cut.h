/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Bytes that may have been cut off in the middle of an address.
 */

/**
 * How many of the bytes to read: all of them, but where the last line has no end and its last word
 * is the beginning of an address, those before that word. What is left of a cut address is somebody
 * else's.
 */
gsize rebound_cut_length(const char *bytes, gsize len);
