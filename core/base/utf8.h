/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * UTF-8 read byte by byte out of memory that may hold anything, NUL too.
 */

/**
 * Read one character (RFC 3629): no overlong form, no surrogate, nothing over U+10FFFF.
 *
 * @param text       at least one byte before end
 * @param character  set where the result is not 0
 * @return how many bytes it has, 1 to 4; 0 where the bytes are no UTF-8
 */
static inline guint rebound_utf8_read(const char *text, const char *end, gunichar *character)
{
	const guchar *bytes = (const guchar *)text;
	gsize left = (gsize)(end - text);
	guchar first = bytes[0];

	if (first < 0x80) {
		*character = first;
		return 1;
	}
	if (first < 0xC2 || first > 0xF4)
		return 0;
	guint len = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
	if (left < len)
		return 0;
	gunichar value = first & (0x7FU >> len);
	for (guint i = 1; i < len; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (bytes[i] & 0x3F);
	}
	if ((len == 3 && (value < 0x800 || (value >= 0xD800 && value <= 0xDFFF))) ||
		(len == 4 && (value < 0x10000 || value > 0x10FFFF)))
		return 0;
	*character = value;
	return len;
}

/** Write a character as UTF-8, up to 4 bytes; returns behind it. */
static inline char *rebound_utf8_write(char *to, gunichar character)
{
	if (character < 0x80) {
		*to++ = (char)character;
		return to;
	}
	if (character < 0x800) {
		*to++ = (char)(0xC0 | character >> 6);
	} else {
		if (character < 0x10000) {
			*to++ = (char)(0xE0 | character >> 12);
		} else {
			*to++ = (char)(0xF0 | character >> 18);
			*to++ = (char)(0x80 | (character >> 12 & 0x3F));
		}
		*to++ = (char)(0x80 | (character >> 6 & 0x3F));
	}
	*to++ = (char)(0x80 | (character & 0x3F));
	return to;
}

/** What stands for a byte or a character that can't be shown. */
#define REBOUND_UTF8_REPLACEMENT 0xFFFD
