/* SPDX-License-Identifier: MIT */
#include "core/base/text.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/utf8.h"

#define REPLACEMENT_BYTES 3
#define LETTER_BYTES	  4 /* of one that is copied, and a space */
#define LONGEST_WORD	  64
#define NO_BREAK_SPACE	  0x00A0
#define IDEOGRAPHIC_SPACE 0x3000
#define BYTE_ORDER_MARK	  0xFEFF

#define SHORT_BYTES 1024 /* of a pattern and a text that need no memory of their own */

/* What a character is to a safe text. */
enum sort {
	PLAIN,
	SPACE,
	LINE_END,
	UNSAFE,
};

static gboolean is_bidi_control(gunichar c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

static inline gboolean may_show_nothing(gunichar c)
{
	return c - 0x200B <= 0x2069 - 0x200B || c == 0xAD || c == BYTE_ORDER_MARK;
}

/* Marks of direction and of where a word may break, which show nothing of their own; those that
 * turn the order of letters round are none. */
static gboolean shows_nothing(gunichar c, char before, char behind)
{
	/* Joiners belong to the words of some scripts, of which ASCII is none. */
	if (c == 0x200C || c == 0x200D)
		return g_ascii_isgraph(before) || g_ascii_isgraph(behind);
	return c == 0xAD || c == BYTE_ORDER_MARK || c == 0x200B || (c >= 0x2060 && c <= 0x2064) ||
	       (is_bidi_control(c) && c != 0x202D && c != 0x202E);
}

/* Spaces of other widths than that of ASCII. */
static inline gboolean is_wide_space(gunichar c)
{
	return c == NO_BREAK_SPACE || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
	       c == 0x205F || c == IDEOGRAPHIC_SPACE;
}

static inline enum sort sort_of(gunichar c)
{
	if (c >= 0x20 && c < 0x7F)
		return c == ' ' ? SPACE : PLAIN;
	if (c == '\t' || is_wide_space(c))
		return SPACE;
	if (c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x2028 || c == 0x2029)
		return LINE_END;
	return c < 0xA0 || is_bidi_control(c) ? UNSAFE : PLAIN;
}

const char *rebound_text_line_end(const char *at, const char *end)
{
	for (; end - at >= 2 * REBOUND_CHUNK_BYTES; at += 2 * REBOUND_CHUNK_BYTES) {
		const char *next = at + REBOUND_CHUNK_BYTES;
		guint found = rebound_chunk_either(rebound_chunk_load(at), '\n', '\r') |
			      rebound_chunk_either(rebound_chunk_load(next), '\n', '\r')
				      << REBOUND_CHUNK_BYTES;
		if (found != 0)
			return at + rebound_chunk_first(found);
	}
	for (; end - at >= REBOUND_CHUNK_BYTES; at += REBOUND_CHUNK_BYTES) {
		guint found = rebound_chunk_either(rebound_chunk_load(at), '\n', '\r');
		if (found != 0)
			return at + rebound_chunk_first(found);
	}
	struct rebound_chunk rest = rebound_chunk_load_up_to(at, (gsize)(end - at));
	guint found = rebound_chunk_either(rest, '\n', '\r');
	return found != 0 ? at + rebound_chunk_first(found) : end;
}

/* Room for len bytes in which each byte of no UTF-8 may become a replacement, and a NUL. */
static gsize room_for(gsize len, gsize limit)
{
	gsize room = len <= G_MAXSSIZE / 8 ? len * REPLACEMENT_BYTES : limit;

	return MIN(room, limit) + 1;
}

/* The next character; a byte of no UTF-8 is U+FFFD. */
static gunichar next_character(const char **at, const char *end)
{
	gunichar c = 0;
	guint len = rebound_utf8_read(*at, end, &c);

	*at += len > 0 ? len : 1;
	return len > 0 ? c : REBOUND_UTF8_REPLACEMENT;
}

static guint length_of(gunichar c)
{
	return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* The bytes of a chunk that end a run of words of ASCII with single spaces between. */
static guint find_word_stop(struct rebound_chunk chunk, guint spaces, guint after_space)
{
	guint shown = rebound_chunk_within(chunk, ' ', '~');

	return (shown ^ REBOUND_CHUNK_ALL) | (spaces & (spaces << 1 | after_space));
}

/* Whether a text is a safe line of ASCII alone, as most are. */
static gboolean is_plain_line(const char *text, gsize len)
{
	guint after_space = 1;
	gsize at = 0;

	if (len == 0)
		return TRUE;
	for (; len - at >= REBOUND_CHUNK_BYTES; at += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk = rebound_chunk_load(text + at);
		guint spaces = rebound_chunk_equal(chunk, ' ');

		if (find_word_stop(chunk, spaces, after_space) != 0)
			return FALSE;
		after_space = spaces >> (REBOUND_CHUNK_BYTES - 1);
	}
	struct rebound_chunk rest = rebound_chunk_load_up_to(text + at, len - at);
	guint stop = find_word_stop(rest, rebound_chunk_equal(rest, ' '), after_space);
	return (stop & ((1U << (len - at)) - 1)) == 0 && text[len - 1] != ' ';
}

static gboolean is_ascii_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_white(const char *at, const char *end)
{
	while (at < end && is_ascii_white(*at))
		at++;
	return at;
}

/*
 * Copies such words chunk after chunk with one space for the white space between them, up to
 * another byte, and as long as a whole chunk has room; returns behind them. There has to be room
 * for a chunk behind the limit.
 */
static inline char *copy_words(
	char *result, char *to, gsize limit, const char **from, const char *end, char other)
{
	const char *at = *from;
	const char *most =
		limit > REBOUND_CHUNK_BYTES ? result + limit - REBOUND_CHUNK_BYTES : result;
	guint after_space = to == result || to[-1] == ' ';

	while (at < end && to < most) {
		gsize left = (gsize)(end - at);
		struct rebound_chunk chunk = rebound_chunk_load_up_to(at, left);
		guint spaces = rebound_chunk_equal(chunk, ' ');
		guint stop = find_word_stop(chunk, spaces, after_space) |
			     rebound_chunk_equal(chunk, other);

		rebound_chunk_store(chunk, to);
		if (stop == 0) {
			at += REBOUND_CHUNK_BYTES;
			to += REBOUND_CHUNK_BYTES;
			after_space = spaces >> (REBOUND_CHUNK_BYTES - 1);
			continue;
		}
		/* What is missing behind the end counts as a control. */
		guint run = rebound_chunk_first(stop);
		at += run;
		to += run;
		if (at == end || !is_ascii_white(*at))
			break;
		/* Folds of a header and indents are most of what stops a copy. */
		at = skip_white(at, end);
		if (to > result && to[-1] != ' ')
			*to++ = ' ';
		after_space = 1;
	}
	*from = at;
	return to;
}

/*
 * The bytes of a letter beyond ASCII that is plain by its first one: from U+00C0 on, but for what
 * begins with E2 or with ED and above; 0 for another one, and for what is no UTF-8.
 */
static guint plain_letter(const guchar *at, gsize left)
{
	if (left < 3 || (at[1] & 0xC0) != 0x80)
		return 0;
	if (at[0] >= 0xC3 && at[0] < 0xE0)
		return at[0] == 0xD8 && at[1] == 0x9C ? 0 : 2; /* U+061C is a mark of direction */
	if (at[0] < 0xE0 || at[0] > 0xEC || at[0] == 0xE2 || (at[2] & 0xC0) != 0x80)
		return 0;
	/* U+1680 and U+3000 are spaces. */
	if (at[2] == 0x80 && ((at[0] == 0xE3 && at[1] == 0x80) || (at[0] == 0xE1 && at[1] == 0x9A)))
		return 0;
	return at[0] > 0xE0 || at[1] >= 0xA0 ? 3 : 0;
}

/* Copies words of such letters with single spaces between, as long as one with a space has room. */
static char *copy_letters(char *result, char *to, gsize limit, const char **from, const char *end)
{
	const char *at = *from;
	const char *most = limit > LETTER_BYTES ? result + limit - LETTER_BYTES : result;
	guint len = 0;

	while (to < most && (len = plain_letter((const guchar *)at, (gsize)(end - at))) > 0) {
		to[0] = at[0];
		to[1] = at[1];
		to[2] = at[2];
		to += len;
		at += len;
		if (end - at > 1 && at[0] == ' ' && (guchar)at[1] >= 0xC3)
			*to++ = *at++;
	}
	*from = at;
	return to;
}

/* Ends a line behind its last word. */
static char *end_line(char *result, char *to)
{
	if (to > result && to[-1] == ' ')
		to--;
	*to = '\0';
	return to;
}

char *rebound_text_copy_line(char *to, const char *text, gsize len, char other)
{
	const char *end = len > 0 ? text + len : text;
	char *stop = copy_words(to, to, len + 2 * REBOUND_CHUNK_BYTES, &text, end, other);

	return text == end ? end_line(to, stop) : NULL;
}

char *rebound_text_line(struct rebound_arena *arena, const char *text, gsize len, gsize limit)
{
	gsize room = room_for(len, limit) + REBOUND_CHUNK_BYTES;
	char *result = rebound_arena_room(arena, room);
	char *to = result;

	for (const char *at = text, *end = len > 0 ? text + len : text;;) {
		if (at < end && (guchar)*at < 0x80)
			to = copy_words(result, to, limit, &at, end, '\0');
		const char *before = at;
		to = copy_letters(result, to, limit, &at, end);
		if (at > before)
			continue;
		if (at == end)
			break;
		gunichar c = next_character(&at, end);
		enum sort sort = sort_of(c);
		gboolean white = sort == SPACE || sort == LINE_END;
		if (white && (to == result || to[-1] == ' '))
			continue;
		if (white)
			c = ' ';
		else if (sort == UNSAFE)
			c = REBOUND_UTF8_REPLACEMENT;
		if ((gsize)(to - result) + length_of(c) > limit)
			break;
		to = rebound_utf8_write(to, c);
	}
	to = end_line(result, to);
	return rebound_arena_trim(arena, result, room, (gsize)(to - result) + 1);
}

/*
 * Pass over the rest of one line end behind its first byte: CR* LF is one, other CR are one each.
 * lone is the end of a run of CR that is known to have no LF.
 */
static const char *skip_line_end(const char *at, const char *end, const char **lone)
{
	const char *next = at;

	if (at[-1] != '\r' || at <= *lone)
		return at;
	while (next < end && *next == '\r')
		next++;
	if (next < end && *next == '\n')
		return next + 1;
	*lone = next;
	return at;
}

/* Copies ASCII without other controls than LF and TAB, CR LF as LF; the rest is as in
 * copy_words(). */
static char *copy_lines(char *result, char *to, gsize limit, const char **from, const char *end)
{
	const char *at = *from;
	const char *most =
		limit > REBOUND_CHUNK_BYTES ? result + limit - REBOUND_CHUNK_BYTES : result;

	while (at < end && to < most) {
		struct rebound_chunk chunk = rebound_chunk_load_up_to(at, (gsize)(end - at));
		guint plain = rebound_chunk_within(chunk, ' ', '~') |
			      rebound_chunk_within(chunk, '\t', '\n');

		rebound_chunk_store(chunk, to);
		if (plain == REBOUND_CHUNK_ALL) {
			at += REBOUND_CHUNK_BYTES;
			to += REBOUND_CHUNK_BYTES;
			continue;
		}
		/* What is missing behind the end counts as a control. */
		guint run = rebound_chunk_first(plain ^ REBOUND_CHUNK_ALL);
		at += run;
		to += run;
		if (end - at < 2 || at[0] != '\r' || at[1] != '\n')
			break;
		*to++ = '\n';
		at += 2;
	}
	*from = at;
	return to;
}

char *rebound_text_block(
	struct rebound_arena *arena, const char *text, gsize len, gsize limit, gsize *result_len)
{
	gsize room = room_for(len, limit) + REBOUND_CHUNK_BYTES;
	char *result = rebound_arena_room(arena, room);
	char *to = result;
	const char *lone = text;

	for (const char *at = text, *end = len > 0 ? text + len : text;;) {
		if (at < end && (guchar)*at < 0x80)
			to = copy_lines(result, to, limit, &at, end);
		const char *before = at;
		to = copy_letters(result, to, limit, &at, end);
		if (at > before)
			continue;
		if (at == end)
			break;
		if (end - at >= 2 && at[0] == '\r' && at[1] == '\n' &&
			(gsize)(to - result) < limit) {
			*to++ = '\n';
			at += 2;
			continue;
		}
		gunichar c = next_character(&at, end);
		enum sort sort = sort_of(c);
		if (may_show_nothing(c) &&
			shows_nothing(c, to > result ? to[-1] : ' ', at < end ? *at : ' '))
			continue;
		if (sort == LINE_END) {
			at = skip_line_end(at, end, &lone);
			c = '\n';
		} else if (sort == UNSAFE) {
			c = REBOUND_UTF8_REPLACEMENT;
		} else if (sort == SPACE && c != '\t') {
			c = ' ';
		}
		if ((gsize)(to - result) + length_of(c) > limit)
			break;
		to = rebound_utf8_write(to, c);
	}
	*to = '\0';
	if (result_len)
		*result_len = (gsize)(to - result);
	return rebound_arena_trim(arena, result, room, (gsize)(to - result) + 1);
}

gboolean rebound_text_is_safe(const char *text)
{
	const char *end = text + strlen(text);
	gboolean after_space = TRUE;

	if (is_plain_line(text, (gsize)(end - text)))
		return TRUE;
	for (const char *at = text; at < end;) {
		if (*at > ' ' && *at < 0x7F) {
			after_space = FALSE;
			at++;
			continue;
		}
		gunichar c = 0;
		guint len = rebound_utf8_read(at, end, &c);
		enum sort sort = sort_of(c);
		if (len == 0 || sort == UNSAFE || sort == LINE_END || c == '\t')
			return FALSE;
		if (sort == SPACE && after_space)
			return FALSE;
		after_space = sort == SPACE;
		at += len;
	}
	return end == text || !after_space;
}

gsize rebound_text_wide_mark(const char *text, gsize len)
{
	if (len == 0 || (guchar)text[0] < 0xC2)
		return 0;
	gunichar c = 0;
	gsize size = rebound_utf8_read(text, text + len, &c);
	gboolean mark = c == 0xAB || c == 0xBB || (c >= 0x2010 && c <= 0x2015) ||
			(c >= 0x2018 && c <= 0x201F) || c == 0x2022 || c == 0x2039 || c == 0x203A ||
			(c >= 0x25A0 && c <= 0x25FF) || c == 0x203B || c == 0x30FB || c == 0xB7 ||
			(c >= 0x3008 && c <= 0x3011) || c == 0xFF08 || c == 0xFF09 || c == 0xFF1A ||
			c == 0xFF1C || c == 0xFF1E;
	return mark ? size : 0;
}

gsize rebound_text_pass_marks(const char *text, gsize len, gsize at, const char *marks)
{
	while (at < len) {
		gsize size = (guchar)text[at] >= 0x80
				     ? rebound_text_wide_mark(text + at, len - at)
				     : (gsize)rebound_text_is_one_of(text[at], marks);
		if (size == 0)
			break;
		at += size;
	}
	return at;
}

gboolean rebound_text_goes_on(const char *text, gsize len, const char *prefix)
{
	const char *end = text + len;

	for (; *prefix != '\0'; text++, prefix++)
		if (text == end || !rebound_text_same_letter(*text, *prefix))
			return FALSE;
	return TRUE;
}

/* Looks for a needle that begins at one of the places of a mask. */
static const char *find_at(
	const char *at, gsize len, guint places, const char *needle, gsize needle_len)
{
	for (; places != 0; places &= places - 1) {
		gsize place = rebound_chunk_first(places);
		if (place + needle_len <= len &&
			rebound_text_has_prefix(at + place, needle_len, needle))
			return at + place;
	}
	return NULL;
}

const char *rebound_text_find_bytes(
	const char *text, gsize len, const char *needle, gsize needle_len)
{
	const char *found = NULL;
	/* The first two letters say where to look; of a needle of one, the first is both. */
	gsize second = needle_len > 1 ? 1 : 0;

	if (needle_len == 0)
		return text;
	for (gsize i = 0; !found && i + needle_len <= len; i += REBOUND_CHUNK_BYTES) {
		const char *at = text + i;
		gsize left = len - i;
		struct rebound_chunk chunk = rebound_chunk_load_up_to(at, left);
		struct rebound_chunk next = rebound_chunk_load_up_to(at + second, left - second);
		guint places = rebound_chunk_may_begin(chunk, needle[0], next, needle[second]);
		found = find_at(at, left, places, needle, needle_len);
	}
	return found;
}

/* Look for the pieces between the stars one behind the other; each at its first place is right. */
static gboolean has_pieces(const char *pieces, const char *pieces_end, const char *text, gsize len)
{
	while (pieces < pieces_end) {
		const char *star = memchr(pieces, '*', (gsize)(pieces_end - pieces));
		gsize piece_len = (gsize)((star ? star : pieces_end) - pieces);
		const char *found = memmem(text, len, pieces, piece_len);

		if (!found)
			return FALSE;
		len -= (gsize)(found - text) + piece_len;
		text = found + piece_len;
		pieces += piece_len + (star ? 1 : 0);
	}
	return TRUE;
}

static void lower(char *to, const char *from, gsize len)
{
	for (gsize i = 0; i < len; i++)
		to[i] = rebound_text_lower(from[i]);
}

gboolean rebound_text_matches_wildcard(const char *pattern, const char *text)
{
	for (; *pattern != '*'; pattern++, text++) {
		if (!rebound_text_same_letter(*pattern, *text))
			return FALSE;
		if (*pattern == '\0')
			return TRUE;
	}
	const char *star = pattern;
	if (star[1] == '\0')
		return TRUE;
	gsize len = strlen(text);
	const char *last = strrchr(star, '*');
	gsize tail = strlen(last + 1);
	if (tail > len || !rebound_text_equal(last + 1, text + len - tail))
		return FALSE;
	if (last - star <= 1)
		return TRUE;
	gsize pieces_len = (gsize)(last - star - 1), text_len = len - tail;
	char stack[SHORT_BYTES];
	g_autofree char *heap =
		pieces_len + text_len > sizeof(stack) ? g_malloc(pieces_len + text_len) : NULL;
	char *low_pieces = heap ? heap : stack, *low_text = low_pieces + pieces_len;
	lower(low_pieces, star + 1, pieces_len);
	lower(low_text, text, text_len);
	return has_pieces(low_pieces, low_pieces + pieces_len, low_text, text_len);
}

/* How many letters to add, drop, change or swap with the next (optimal string alignment). */
static guint distance(const char *a, const char *b)
{
	gsize a_len = strlen(a);
	gsize b_len = strlen(b);
	guint rows[3][LONGEST_WORD + 1] = {{0}};

	for (gsize j = 0; j <= b_len; j++)
		rows[0][j] = (guint)j;
	for (gsize i = 1; i <= a_len; i++) {
		guint *row = rows[i % 3];
		const guint *above = rows[(i + 2) % 3];
		row[0] = (guint)i;
		for (gsize j = 1; j <= b_len; j++) {
			guint cost = a[i - 1] == b[j - 1] ? 0 : 1;
			row[j] = MIN(MIN(row[j - 1], above[j]) + 1, above[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = MIN(row[j], rows[(i + 1) % 3][j - 2] + 1);
		}
	}
	return rows[a_len % 3][b_len];
}

const char *rebound_text_nearest(const char *word, const char *const *words)
{
	gsize len = strlen(word);
	guint best = (guint)MAX(1, len / 3) + 1;
	const char *nearest = NULL;

	if (len > LONGEST_WORD)
		return NULL;
	for (; *words; words++) {
		if (strlen(*words) > LONGEST_WORD)
			continue;
		guint steps = distance(word, *words);
		if (steps < best) {
			best = steps;
			nearest = *words;
		}
	}
	return nearest;
}
