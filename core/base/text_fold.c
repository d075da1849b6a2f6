/* SPDX-License-Identifier: MIT */
#include "core/base/text.h"

#include <string.h>

#include "core/base/utf8.h"

/* Characters that are not themselves in a folded text. */
#define DROPPED 0xFFFFFFFEU

#define LONGEST_TEXT (G_MAXINT32 / 16)

/* ASCII in lower case, white space as one kind, controls as they are. */
static guchar ascii_folds[128];

static void fill_ascii_folds(void)
{
	static gsize filled;

	if (!g_once_init_enter(&filled))
		return;
	for (guint i = 0; i < G_N_ELEMENTS(ascii_folds); i++)
		ascii_folds[i] = g_ascii_isspace((char)i) || i == '\v'
					 ? ' '
					 : (guchar)g_ascii_tolower((char)i);
	g_once_init_leave(&filled, 1);
}

/* The general punctuation block: spaces, dashes, quotes, invisible characters. */
static gunichar fold_punctuation(gunichar c)
{
	if (c <= 0x200A || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F)
		return ' ';
	if (c <= 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F))
		return DROPPED;
	if (c <= 0x2015)
		return '-';
	if ((c >= 0x2018 && c <= 0x201B) || c == 0x2032 || c == 0x2039 || c == 0x203A)
		return '\'';
	if ((c >= 0x201C && c <= 0x201F) || c == 0x2033)
		return '"';
	return c;
}

static gunichar fold_wide(gunichar c)
{
	if (c >= 0x2000 && c <= 0x206F)
		return fold_punctuation(c);
	if (c >= 0xFF01 && c <= 0xFF5E)
		return ascii_folds[c - 0xFF01 + '!'];
	if (c >= 0x3040 && c <= 0xD7FF) /* the scripts of East Asia have no case */
		return c;
	switch (c) {
	case 0x00A0:
	case 0x1680:
	case 0x3000:
		return ' ';
	case 0x00AD: /* soft hyphen */
	case 0xFEFF:
		return DROPPED;
	case 0x00B4:
	case 0x02BC:
		return '\'';
	case 0x00AB:
	case 0x00BB:
		return '"';
	case 0x2212:
		return '-';
	default:
		return g_unichar_tolower(c);
	}
}

/* The most bytes that folding may give: a character of 2 bytes can have one of 3 as its small one.
 */
static gsize room_for(const char *text, gsize len)
{
	gsize high = 0;

	for (gsize i = 0; i < len; i++)
		high += (guchar)text[i] >> 7;
	return len + 2 * high + 1;
}

/* Where the folded text is being written; space is a pending one and its place. */
struct folding {
	char *text;
	guint32 *offsets; /* NULL where they are not asked for */
	gsize len;
	gboolean space;
	guint32 space_at;
};

static void put_space(struct folding *folding, guint32 at)
{
	if (!folding->space) {
		folding->space = folding->len > 0;
		folding->space_at = at;
	}
}

static void put_offsets(struct folding *folding, gsize count, guint32 at)
{
	for (gsize i = 0; i < count && folding->offsets; i++)
		folding->offsets[folding->len + i] = at;
	folding->len += count;
}

static void flush_space(struct folding *folding)
{
	if (folding->space) {
		folding->text[folding->len] = ' ';
		put_offsets(folding, 1, folding->space_at);
		folding->space = FALSE;
	}
}

static void put_wide(struct folding *folding, gunichar c, guint32 at)
{
	char *to = folding->text + folding->len;

	put_offsets(folding, (gsize)(rebound_utf8_write(to, c) - to), at);
}

/* Fold one character that is not ASCII; returns behind it, and in *end_at where its source ends. */
static const char *fold_one(
	struct folding *folding, const char *text, const char *at, const char *end, guint32 *end_at)
{
	gunichar c = 0;
	guint len = rebound_utf8_read(at, end, &c);
	gunichar folded = len > 0 ? fold_wide(c) : REBOUND_UTF8_REPLACEMENT;
	guint32 offset = (guint32)(at - text);

	at += MAX(len, 1);
	if (folded == ' ') {
		put_space(folding, offset);
	} else if (folded != DROPPED) {
		flush_space(folding);
		put_wide(folding, folded, offset);
		*end_at = (guint32)(at - text);
	}
	return at;
}

/* Fold ASCII up to the next white space or other character; returns behind it. */
static const char *fold_word(
	struct folding *folding, const char *text, const char *at, const char *end)
{
	char *to = folding->text + folding->len;
	guint32 offset = (guint32)(at - text);

	for (; at < end && (guchar)*at < 0x80; at++) {
		guchar folded = ascii_folds[(guchar)*at];
		if (folded == ' ')
			break;
		*to++ = (char)folded;
	}
	gsize count = (gsize)(to - folding->text) - folding->len;
	for (gsize i = 0; i < count && folding->offsets; i++)
		folding->offsets[folding->len + i] = offset + (guint32)i;
	folding->len += count;
	return at;
}

static gboolean is_space(guchar byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Whether all is ASCII, and white space stands alone and within: the usual case. */
static gboolean is_simple(const char *text, gsize len)
{
	guint8 other = 0;

	/* Without a branch, so that many bytes are looked at in one step. */
	for (gsize i = 0; i + 1 < len; i++)
		other |=
			(guint8)((guchar)text[i] >= 0x80) |
			((guint8)is_space((guchar)text[i]) & (guint8)is_space((guchar)text[i + 1]));
	return len > 0 && other == 0 && (guchar)text[len - 1] < 0x80 &&
	       !is_space((guchar)text[0]) && !is_space((guchar)text[len - 1]);
}

/* Folds such a text. */
static void fold_simple(struct folding *folding, const char *text, gsize len)
{
	char *restrict to = folding->text;

	for (gsize i = 0; i < len; i++) {
		guchar byte = (guchar)text[i];
		guchar small = (guchar)(byte | ((byte >= 'A' && byte <= 'Z') << 5));
		to[i] = (char)(is_space(byte) ? ' ' : small);
	}
	for (gsize i = 0; i < len && folding->offsets; i++)
		folding->offsets[i] = (guint32)i;
	to[len] = '\0';
	folding->len = len;
}

/* Folds a text; returns where in it the last character that counts ends. */
static guint32 fold_all(struct folding *folding, const char *text, gsize len)
{
	const char *end = len > 0 ? text + len : text;
	guint32 end_at = 0;

	if (is_simple(text, len)) {
		fold_simple(folding, text, len);
		return (guint32)len;
	}
	fill_ascii_folds();
	for (const char *at = text; at < end;) {
		guchar byte = (guchar)*at;
		if (byte >= 0x80) {
			at = fold_one(folding, text, at, end, &end_at);
		} else if (ascii_folds[byte] == ' ') {
			put_space(folding, (guint32)(at++ - text));
		} else {
			flush_space(folding);
			at = fold_word(folding, text, at, end);
			end_at = (guint32)(at - text);
		}
	}
	folding->text[folding->len] = '\0';
	return end_at;
}

const char *rebound_text_fold_only(
	struct rebound_arena *arena, const char *text, gsize len, gsize *result_len)
{
	len = MIN(len, LONGEST_TEXT);
	gsize room = room_for(text, len);
	struct folding folding = {.text = rebound_arena_room(arena, room)};

	fold_all(&folding, text, len);
	if (result_len)
		*result_len = folding.len;
	return rebound_arena_trim(arena, folding.text, room, folding.len + 1);
}

struct rebound_folded rebound_text_fold(struct rebound_arena *arena, const char *text, gsize len)
{
	len = MIN(len, LONGEST_TEXT);
	gsize room = room_for(text, len);
	struct folding folding = {
		.text = rebound_arena_room(arena, room),
		.offsets = rebound_arena_room(arena, room * sizeof(guint32)),
	};
	guint32 end_at = fold_all(&folding, text, len);

	folding.offsets[folding.len] = end_at;
	rebound_arena_trim(arena, folding.offsets, room * sizeof(guint32),
		(folding.len + 1) * sizeof(guint32));
	return (struct rebound_folded){folding.text, folding.len, folding.offsets};
}
