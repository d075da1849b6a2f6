/* SPDX-License-Identifier: MIT */
#include "core/mail/words.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/text.h"

#define CHARSET_BYTES 75 /* an encoded word is no longer than this, RFC 2047 section 2 */

struct word {
	const char *charset;
	gsize charset_len; /* without the language of RFC 2231 section 5 */
	char encoding;	   /* 'q' or 'b' */
	const char *text, *text_end;
	const char *end;
};

struct decoder {
	struct rebound_arena *arena;
	const char *at, *end;
	const char
		*next_close; /* the next "?=" that was seen, so that each byte is searched once */
	gboolean quote;
	GByteArray *result;
	GByteArray *pending; /* bytes of words of one charset, not yet converted */
	char charset[CHARSET_BYTES + 1];
};

static const char *find_close(struct decoder *decoder, const char *from)
{
	if (decoder->next_close == NULL || decoder->next_close < from) {
		const char *found = memchr(from, '?', (gsize)(decoder->end - from));
		while (found != NULL && (found + 1 == decoder->end || found[1] != '='))
			found = memchr(found + 1, '?', (gsize)(decoder->end - found - 1));
		decoder->next_close = found != NULL ? found : decoder->end;
	}
	return decoder->next_close < decoder->end ? decoder->next_close : NULL;
}

static gboolean read_word(struct decoder *decoder, const char *at, struct word *word)
{
	if (decoder->end - at < 8 || at[0] != '=' || at[1] != '?')
		return FALSE;
	const char *charset = at + 2;
	gsize room = MIN((gsize)(decoder->end - charset), CHARSET_BYTES + 1);
	const char *mark = memchr(charset, '?', room);
	if (mark == NULL || mark == charset || decoder->end - mark < 5 || mark[2] != '?')
		return FALSE;
	const char *language = memchr(charset, '*', (gsize)(mark - charset));
	word->charset = charset;
	word->charset_len = (gsize)((language != NULL ? language : mark) - charset);
	word->encoding = g_ascii_tolower(mark[1]);
	if (word->encoding != 'q' && word->encoding != 'b')
		return FALSE;
	word->text = mark + 3;
	word->text_end = find_close(decoder, word->text);
	if (word->text_end == NULL)
		return FALSE;
	word->end = word->text_end + 2;
	return TRUE;
}

static void decode_quoted(GByteArray *result, const char *at, const char *end)
{
	guint before = result->len;

	if (at == end) /* a new array has no bytes to point to */
		return;
	g_byte_array_set_size(result, before + (guint)(end - at));
	guint8 *to = result->data + before;
	while (at < end) {
		guint8 byte = (guint8)*at++;
		if (byte == '_') {
			byte = ' ';
		} else if (byte == '=' && end - at >= 2 && g_ascii_isxdigit(at[0]) &&
			   g_ascii_isxdigit(at[1])) {
			byte = (guint8)(g_ascii_xdigit_value(at[0]) * 16 +
					g_ascii_xdigit_value(at[1]));
			at += 2;
		}
		*to++ = byte;
	}
	g_byte_array_set_size(result, (guint)(to - result->data));
}

static void decode_base64(GByteArray *result, const char *at, const char *end)
{
	gint state = 0;
	guint save = 0;
	gsize len = (gsize)(end - at);
	guint before = result->len;

	g_byte_array_set_size(result, before + (guint)(len / 4 * 3 + 6));
	gsize written = g_base64_decode_step(at, len, result->data + before, &state, &save);
	g_byte_array_set_size(result, before + (guint)written);
}

/* Where in a chunk stands what is no ASCII or may be of another charset. */
static guint find_special(struct rebound_chunk chunk)
{
	return rebound_chunk_high(chunk) | rebound_chunk_equal(chunk, '\033') |
	       rebound_chunk_equal(chunk, '\0');
}

static gboolean is_plain(const char *text, gsize len)
{
	guint special = 0;
	gsize at = 0;

	for (; special == 0 && len - at >= REBOUND_CHUNK_BYTES; at += REBOUND_CHUNK_BYTES)
		special = find_special(rebound_chunk_load(text + at));
	if (special == 0)
		special = find_special(rebound_chunk_load_up_to(text + at, len - at)) &
			  ((1U << (len - at)) - 1);
	return special == 0;
}

gboolean rebound_words_are_in(const char *text, gsize len)
{
	if (len < 2)
		return FALSE;
	const char *at = text + 1, *end = text + len;
	for (; end - at >= REBOUND_CHUNK_BYTES; at += REBOUND_CHUNK_BYTES)
		if (rebound_chunk_behind(at, '=', '?', '?') != 0)
			return TRUE;
	for (; at < end; at++)
		if (*at == '?' && at[-1] == '=')
			return TRUE;
	return FALSE;
}

/* Whether what is special in a chunk at a place is a "?" that no "=" is before. */
static gboolean are_marks(const char *text, gsize at, guint special)
{
	for (; special != 0; special &= special - 1) {
		gsize place = at + rebound_chunk_first(special);
		if (text[place] != '?' || (place > 0 && text[place - 1] == '='))
			return FALSE;
	}
	return TRUE;
}

gboolean rebound_words_is_literal(const char *text, gsize len)
{
	gsize at = 0;

	if (len == 0)
		return TRUE;
	for (; len - at >= REBOUND_CHUNK_BYTES; at += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk = rebound_chunk_load(text + at);
		guint special = rebound_chunk_special(chunk, '\033', '\0', '?');

		if (special != 0 && !are_marks(text, at, special))
			return FALSE;
	}
	struct rebound_chunk rest = rebound_chunk_load_up_to(text + at, len - at);
	guint special = rebound_chunk_special(rest, '\033', '\0', '?');
	return are_marks(text, at, special & ((1U << (len - at)) - 1));
}

static void append_literal(struct decoder *decoder, const char *text, gsize len)
{
	if (!is_plain(text, len))
		text = rebound_text_from_charset(decoder->arena, text, len, NULL, &len);
	g_byte_array_append(decoder->result, (const guint8 *)text, (guint)len);
}

static void append_quoted(GByteArray *result, const char *text, gsize len)
{
	g_byte_array_append(result, (const guint8 *)"\"", 1);
	for (gsize i = 0; i < len; i++) {
		if (text[i] == '"' || text[i] == '\\')
			g_byte_array_append(result, (const guint8 *)"\\", 1);
		g_byte_array_append(result, (const guint8 *)text + i, 1);
	}
	g_byte_array_append(result, (const guint8 *)"\"", 1);
}

static gboolean has_specials(const char *text, gsize len)
{
	for (gsize i = 0; i < len; i++)
		if (text[i] != '\0' && strchr("()<>@,;:\\\".[]", text[i]) != NULL)
			return TRUE;
	return FALSE;
}

static void flush_pending(struct decoder *decoder)
{
	gsize len = 0;

	if (decoder->pending->len == 0)
		return;
	const char *text =
		rebound_text_from_charset(decoder->arena, (const char *)decoder->pending->data,
			decoder->pending->len, decoder->charset, &len);
	g_byte_array_set_size(decoder->pending, 0);
	if (decoder->quote && has_specials(text, len))
		append_quoted(decoder->result, text, len);
	else
		g_byte_array_append(decoder->result, (const guint8 *)text, (guint)len);
}

static void take_word(struct decoder *decoder, const struct word *word)
{
	if (strlen(decoder->charset) != word->charset_len ||
		g_ascii_strncasecmp(decoder->charset, word->charset, word->charset_len) != 0) {
		flush_pending(decoder);
		memcpy(decoder->charset, word->charset, word->charset_len);
		decoder->charset[word->charset_len] = '\0';
	}
	if (word->encoding == 'q')
		decode_quoted(decoder->pending, word->text, word->text_end);
	else
		decode_base64(decoder->pending, word->text, word->text_end);
}

static const char *skip_space(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
		at++;
	return at;
}

static void decode_all(struct decoder *decoder)
{
	const char *literal = decoder->at;
	struct word word;

	while (decoder->at < decoder->end) {
		const char *mark = memchr(decoder->at, '=', (gsize)(decoder->end - decoder->at));
		if (mark == NULL)
			break;
		decoder->at = mark + 1;
		if (!read_word(decoder, mark, &word))
			continue;
		/* White space between two words is no text, RFC 2047 section 6.2. */
		if (literal < mark &&
			(decoder->charset[0] == '\0' || skip_space(literal, mark) < mark)) {
			flush_pending(decoder);
			append_literal(decoder, literal, (gsize)(mark - literal));
		}
		take_word(decoder, &word);
		decoder->at = literal = word.end;
	}
	flush_pending(decoder);
	append_literal(decoder, literal, (gsize)(decoder->end - literal));
}

const char *rebound_words_decode(
	struct rebound_arena *arena, const char *text, gsize len, gboolean quote, gsize *result_len)
{
	*result_len = len;
	if (!rebound_words_are_in(text, len)) {
		if (is_plain(text, len))
			return text;
		return rebound_text_from_charset(arena, text, len, NULL, result_len);
	}

	struct decoder decoder = {
		.arena = arena,
		.at = text,
		.end = text + len,
		.quote = quote,
		.result = g_byte_array_sized_new((guint)len + 1),
		.pending = g_byte_array_new(),
	};
	decode_all(&decoder);
	*result_len = decoder.result->len;
	const char *result =
		rebound_arena_copy(arena, (const char *)decoder.result->data, decoder.result->len);
	g_byte_array_unref(decoder.result);
	g_byte_array_unref(decoder.pending);
	return result;
}
