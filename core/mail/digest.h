/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The hash that a message is known by.
 */

/** SHA-256 of bytes, with each line end (CRLF, CRCRLF, CR) as LF, and without LF at the end. */
void rebound_digest_message(const char *data, gsize len, guint8 digest[32]);
