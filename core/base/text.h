/* SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Text from strangers made safe, and the small operations on text that all layers share.
 */

/**
 * One safe line: valid UTF-8, each run of white space and line ends as one space, outer space cut,
 * each C0 and C1 control, DEL and bidirectional control (U+061C, U+200E-200F, U+202A-202E,
 * U+2066-2069) and each byte that is not UTF-8 as U+FFFD. NUL ends nothing.
 *
 * @param limit  longest result in bytes; what is longer is cut at a character
 * @return a string in the arena, never NULL
 */
char *rebound_text_line(struct rebound_arena *arena, const char *text, gsize len, gsize limit);

/**
 * The same for a text that is ASCII without controls but white space: written where there is room
 * for it and for a chunk more, with a NUL behind it.
 *
 * @param other  one more byte that may not be in it; NUL for none
 * @return its end; NULL for another text, of which anything may have been written
 */
char *rebound_text_copy_line(char *to, const char *text, gsize len, char other);

/**
 * The same for text of several lines: LF and TAB stay, CR LF and lone CR become LF, and what shows
 * nothing is dropped, for it stands within words and addresses: soft hyphens, spaces without width,
 * marks of direction but for overrides (U+202D-202E), joiners beside ASCII.
 */
char *rebound_text_block(
	struct rebound_arena *arena, const char *text, gsize len, gsize limit, gsize *result_len);

/** Whether a string is what rebound_text_line() lets through. */
gboolean rebound_text_is_safe(const char *text);

/**
 * Text made ready for phrases: lower case (by Unicode), typographic quotes, dashes, no-break spaces
 * and full-width letters as their ASCII forms, Latin letters with marks as people write them where
 * they have none ("Empfänger" as "empfaenger", "żółw" as "zolw"), invisible characters dropped,
 * white space runs as one space, outer space cut, bytes that are no UTF-8 as U+FFFD. Folding twice
 * changes nothing.
 */
struct rebound_folded {
	char *text; /**< NUL-terminated */
	gsize len;
	guint32 *offsets; /**< for each byte of text, and its end: the byte of the source it came
			     from */
};

/** Fold text, in linear time; the result lies in the arena. Over 128 MB only the first are read. */
struct rebound_folded rebound_text_fold(struct rebound_arena *arena, const char *text, gsize len);

/** The folded text alone, where nobody asks what of the source it came from; result_len may be
 * NULL.
 */
const char *rebound_text_fold_only(
	struct rebound_arena *arena, const char *text, gsize len, gsize *result_len);

/** Whether text matches a pattern in which * stands for any run; without case in ASCII; linear. */
gboolean rebound_text_matches_wildcard(const char *pattern, const char *text);

/** Of the words (NULL-terminated), the one that was most likely meant by a misspelt one, or NULL.
 */
const char *rebound_text_nearest(const char *word, const char *const *words);

/** A cheap look before two texts are compared without case: FALSE where these bytes of them differ
 * by more than case. */
static inline gboolean rebound_text_may_equal(char a, char b)
{
	return ((a ^ b) & ~0x20) == 0;
}

/** Whether two bytes are equal, without case in ASCII. */
static inline gboolean rebound_text_same_letter(char a, char b)
{
	return a == b || (rebound_text_may_equal(a, b) && g_ascii_isalpha(a));
}

/** A byte in lower case, where it is an ASCII letter. */
static inline char rebound_text_lower(char c)
{
	return (char)(c | (c >= 'A' && c <= 'Z' ? 0x20 : 0));
}

/** Whether a string is this word. Most are another one by their first letter. */
static inline gboolean rebound_text_is(const char *text, const char *word)
{
	return *text == *word && strcmp(text, word) == 0;
}

/** Whether two strings are equal, without case in ASCII. */
static inline gboolean rebound_text_equal(const char *a, const char *b)
{
	while (*a != '\0' && rebound_text_same_letter(*a, *b)) {
		a++;
		b++;
	}
	return *a == *b;
}

/** Whether a byte is one of a set; NUL is of none. */
static inline gboolean rebound_text_is_one_of(char byte, const char *set)
{
	return byte != '\0' && strchr(set, byte) != NULL;
}

/** Whether a byte is of a letter or a digit of any script. */
static inline gboolean rebound_text_is_letter(char byte)
{
	return g_ascii_isalnum(byte) || (guchar)byte >= 0x80;
}

/** Whether all of a text is white space. */
static inline gboolean rebound_text_is_blank(const char *text, gsize len)
{
	while (len > 0 && g_ascii_isspace(text[len - 1]))
		len--;
	return len == 0;
}

/** The place so many bytes before another, or the start; where that is within a character, its
 * start. */
static inline gsize rebound_text_back_by(const char *text, gsize at, gsize bytes)
{
	gsize from = at > bytes ? at - bytes : 0;

	while (from > 0 && ((guchar)text[from] & 0xC0) == 0x80)
		from--;
	return from;
}

/** Bytes of a quote, a bracket, a bullet or a dash that is not ASCII at the start of a text; 0 for
 * none. */
gsize rebound_text_wide_mark(const char *text, gsize len);

/** Behind such marks, and those of a set, that stand from a place on. */
gsize rebound_text_pass_marks(const char *text, gsize len, gsize at, const char *marks);

/** The first LF or CR of a text, or its end. */
const char *rebound_text_line_end(const char *at, const char *end);

/** rebound_text_has_prefix() for a text whose first byte was not looked at. */
gboolean rebound_text_goes_on(const char *text, gsize len, const char *prefix);

/** Whether len bytes begin with a prefix, without case in ASCII. Most begin with another letter. */
static inline gboolean rebound_text_has_prefix(const char *text, gsize len, const char *prefix)
{
	return (len == 0 || *prefix == '\0' || rebound_text_may_equal(*text, *prefix)) &&
	       rebound_text_goes_on(text, len, prefix);
}

/** The first place of a needle in len bytes, without case in ASCII; NULL where it is not. The
 * needle ends in a NUL behind its bytes. */
const char *rebound_text_find_bytes(
	const char *text, gsize len, const char *needle, gsize needle_len);

/** The same for a string, whose length the compiler mostly knows. */
static inline const char *rebound_text_find(const char *text, gsize len, const char *needle)
{
	return rebound_text_find_bytes(text, len, needle, strlen(needle));
}

/** Whether one of a list of needles, which ends in NULL, is in len bytes, without case in ASCII. */
static inline gboolean rebound_text_holds_any(
	const char *text, gsize len, const char *const *needles)
{
	for (; *needles != NULL; needles++)
		if (rebound_text_find(text, len, *needles) != NULL)
			return TRUE;
	return FALSE;
}

/** The first byte of a text that is not ASCII; its end where all are. */
const char *rebound_text_pass_ascii(const char *at, const char *end);

/**
 * Valid UTF-8 for len bytes in a charset named by a mail.
 *
 * Where the name is missing, unknown or plainly wrong: UTF-8 if it is valid, ISO-2022-JP by its
 * escape sequences, else a guess among EUC-JP, Shift_JIS, windows-1253, windows-1251, KOI8-R,
 * CP866, EUC-KR, GB 18030, Big5 and windows-1252. Bytes without meaning become U+FFFD and never end
 * the text. NUL and other controls stay; see rebound_text_line().
 *
 * @param charset     as the mail has it; may be NULL
 * @param result_len  may be NULL
 */
char *rebound_text_from_charset(struct rebound_arena *arena, const char *bytes, gsize len,
	const char *charset, gsize *result_len);

/** Whether bytes are text in UTF-16, by their mark or by NUL bytes beside the first letters. Such
 * text is read as it is, whatever its label. */
gboolean rebound_text_is_wide(const char *bytes, gsize len);
