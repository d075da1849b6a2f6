/* SPDX-License-Identifier: MIT */
#include "core/base/text.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/utf8.h"

/* Characters that are not themselves in a folded text. */
#define DROPPED 0xFFFFFFFEU

#define LONGEST_TEXT (G_MAXINT32 / 16)

/* In a text that is not longer, what is not ASCII is not worth the count. */
#define COUNTED_FROM 4096

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

/* Latin letters with marks from U+00C0 on, two to a letter of the alphabet where that is how people
 * write them without marks. */
static const char latin_letters[] =
	"a a a a aeaaaec e e e e i i i i d n o o o o oe  oeu u u uey thss" /* U+00C0 */
	"a a a a aeaaaec e e e e i i i i d n o o o o oe  oeu u u uey thy " /* U+00E0 */
	"a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g " /* U+0100 */
	"g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l " /* U+0120 */
	"l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s " /* U+0140 */
	"s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s ";

G_STATIC_ASSERT(sizeof latin_letters - 1 == (0x180 - 0xC0) * 2);

/* The letters that a Latin one is written with where there are no marks; NULL for another
 * character. */
static const char *fold_latin(gunichar c)
{
	const char *letters = c >= 0xC0 && c < 0x180 ? latin_letters + (c - 0xC0) * 2 : NULL;

	if (c >= 0x218 && c <= 0x21B)
		return c < 0x21A ? "s " : "t ";
	return letters && *letters != ' ' ? letters : NULL;
}

/* What a mark of its own (U+0300 to U+036F) makes of the letter before it: nothing, where that is
 * one without marks by now, but for the one that is written out. */
static gunichar fold_mark(gunichar mark, char before)
{
	if (!g_ascii_isalpha(before))
		return mark;
	return mark == 0x308 && strchr("aou", before) ? 'e' : DROPPED;
}

/* Small Greek letters as capitals have them: without accents, and one sigma. */
static gunichar fold_greek(gunichar c)
{
	static const gunichar plain[] = {0x3B1, 0x3B5, 0x3B7, 0x3B9}; /* from U+03AC on */

	if (c >= 0x3AC && c <= 0x3AF)
		return plain[c - 0x3AC];
	switch (c) {
	case 0x3C2:
		return 0x3C3;
	case 0x3CC:
		return 0x3BF;
	case 0x3CD:
		return 0x3C5;
	case 0x3CE:
		return 0x3C9;
	default:
		return c;
	}
}

static gunichar fold_wide(gunichar c)
{
	if (c >= 0x2000 && c <= 0x206F)
		return fold_punctuation(c);
	if (c >= 0xFF01 && c <= 0xFF5E)
		return (guchar)g_ascii_tolower((char)(c - 0xFF01 + '!'));
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
	case 0x0401: /* written without its mark as a rule */
	case 0x0451:
		return 0x0435;
	default:
		return fold_greek(g_unichar_tolower(c));
	}
}

/* The most bytes that folding may give: a character of 2 bytes can have one of 3 as its small one,
 * and what is no character becomes one of 3. */
static gsize room_for(const char *text, gsize len)
{
	gsize high = 0;

	if (len <= COUNTED_FROM)
		return 3 * len + 1;
	/* Each chunk that has one counts whole: most have none. */
	for (gsize at = 0; at < len; at += REBOUND_CHUNK_BYTES)
		if (rebound_chunk_high(rebound_chunk_load_up_to(text + at, len - at)) != 0)
			high += MIN(len - at, REBOUND_CHUNK_BYTES);
	return len + 2 * high + 1;
}

/* Where the folded text is being written; there is room for a chunk behind it. */
struct folding {
	char *text;
	guint32 *offsets; /* NULL where they are not asked for */
	gsize len;
};

/* Whether a space that comes now is one too many. */
static gboolean is_after_space(const struct folding *folding)
{
	return folding->len == 0 || folding->text[folding->len - 1] == ' ';
}

static void put_offsets(struct folding *folding, gsize count, guint32 at)
{
	for (gsize i = 0; i < count && folding->offsets; i++)
		folding->offsets[folding->len + i] = at;
	folding->len += count;
}

static void put_space(struct folding *folding, guint32 at)
{
	if (is_after_space(folding))
		return;
	folding->text[folding->len] = ' ';
	put_offsets(folding, 1, at);
}

static void put_wide(struct folding *folding, gunichar c, guint32 at)
{
	char *to = folding->text + folding->len;

	put_offsets(folding, (gsize)(rebound_utf8_write(to, c) - to), at);
}

/* Folds one character that is not ASCII; returns behind it. */
static const char *fold_one(
	struct folding *folding, const char *text, const char *at, const char *end)
{
	gunichar c = 0;
	guint len = rebound_utf8_read(at, end, &c);
	const char *latin = len > 0 ? fold_latin(c) : NULL;
	gunichar folded = len > 0 ? fold_wide(c) : REBOUND_UTF8_REPLACEMENT;

	/* The small one of some (U+1E9E) is a letter with a mark itself. */
	if (!latin && folded != c)
		latin = fold_latin(folded);
	if (latin)
		folded = (guchar)latin[0];
	guint32 offset = (guint32)(at - text);

	if (c >= 0x300 && c <= 0x36F && folding->len > 0)
		folded = fold_mark(c, folding->text[folding->len - 1]);
	at += MAX(len, 1);
	if (folded == ' ') {
		put_space(folding, offset);
	} else if (folded != DROPPED) {
		put_wide(folding, folded, offset);
		if (latin && latin[1] != ' ')
			put_wide(folding, (guchar)latin[1], offset);
	}
	return at;
}

/* Takes a chunk, of which so many bytes count. */
static void put_chunk(struct folding *folding, struct rebound_chunk folded, guint32 at, guint run)
{
	rebound_chunk_store(folded, folding->text + folding->len);
	for (guint i = 0; i < REBOUND_CHUNK_BYTES && folding->offsets; i++)
		folding->offsets[folding->len + i] = at + i;
	folding->len += run;
}

/* The bytes of a folded chunk that end a run of ASCII: others, and a space behind another one. */
static guint find_stop(struct rebound_chunk chunk, guint spaces, guint after_space)
{
	return rebound_chunk_high(chunk) | (spaces & (spaces << 1 | after_space));
}

/* Folds ASCII up to a byte that is none, or a white space behind another one; returns behind it. */
static const char *fold_ascii(
	struct folding *folding, const char *text, const char *at, const char *end)
{
	guint after_space = is_after_space(folding) ? 1 : 0;

	for (; end - at >= REBOUND_CHUNK_BYTES; at += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk folded = rebound_chunk_fold(rebound_chunk_load(at));
		guint spaces = rebound_chunk_equal(folded, ' ');
		guint stop = find_stop(folded, spaces, after_space);

		if (stop != 0) {
			guint run = rebound_chunk_first(stop);
			put_chunk(folding, folded, (guint32)(at - text), run);
			return at + run;
		}
		put_chunk(folding, folded, (guint32)(at - text), REBOUND_CHUNK_BYTES);
		after_space = spaces >> (REBOUND_CHUNK_BYTES - 1);
	}
	gsize left = (gsize)(end - at);
	struct rebound_chunk folded = rebound_chunk_fold(rebound_chunk_load_up_to(at, left));
	guint stop = find_stop(folded, rebound_chunk_equal(folded, ' '), after_space);
	guint run = rebound_chunk_first(stop | 1U << left);

	put_chunk(folding, folded, (guint32)(at - text), run);
	return at + run;
}

static gboolean is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Folds a text into one that has enough room. */
static void fold_all(struct folding *folding, const char *text, gsize len)
{
	const char *end = len > 0 ? text + len : text;

	for (const char *at = text;;) {
		if (at < end && (guchar)*at < 0x80)
			at = fold_ascii(folding, text, at, end);
		if (at == end)
			break;
		if ((guchar)*at >= 0x80)
			at = fold_one(folding, text, at, end);
		while (at < end && is_white(*at) && is_after_space(folding))
			at++;
	}
	if (folding->len > 0 && folding->text[folding->len - 1] == ' ')
		folding->len--;
	folding->text[folding->len] = '\0';
}

const char *rebound_text_fold_only(
	struct rebound_arena *arena, const char *text, gsize len, gsize *result_len)
{
	len = MIN(len, LONGEST_TEXT);
	gsize room = room_for(text, len) + REBOUND_CHUNK_BYTES;
	struct folding folding = {.text = rebound_arena_room(arena, room)};

	fold_all(&folding, text, len);
	if (result_len)
		*result_len = folding.len;
	return rebound_arena_trim(arena, folding.text, room, folding.len + 1);
}

/* Where in the source the last character ends that is in the folded text. */
static guint32 find_end(const struct folding *folding, const char *text, gsize len)
{
	gunichar c;

	if (folding->len == 0)
		return 0;
	guint32 last = folding->offsets[folding->len - 1];
	return last + MAX(rebound_utf8_read(text + last, text + len, &c), 1);
}

struct rebound_folded rebound_text_fold(struct rebound_arena *arena, const char *text, gsize len)
{
	len = MIN(len, LONGEST_TEXT);
	gsize room = room_for(text, len) + REBOUND_CHUNK_BYTES;
	struct folding folding = {
		.text = rebound_arena_room(arena, room),
		.offsets = rebound_arena_room(arena, room * sizeof(guint32)),
	};

	fold_all(&folding, text, len);
	folding.offsets[folding.len] = find_end(&folding, text, len);
	rebound_arena_trim(arena, folding.offsets, room * sizeof(guint32),
		(folding.len + 1) * sizeof(guint32));
	return (struct rebound_folded){folding.text, folding.len, folding.offsets};
}
