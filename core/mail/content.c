/* SPDX-License-Identifier: MIT */
#include "core/mail/content.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/base/text.h"

#define TOKEN_BYTES 127 /* of a type or a subtype, RFC 4288 section 4.2 */
#define CHUNK_BYTES 16384

void rebound_content_init(void)
{
	g_mime_init();
}

/* Passes over white space and comments. */
static const char *skip_space(const char *at, const char *end)
{
	guint depth = 0;

	for (; at < end; at++) {
		if (*at == '(')
			depth++;
		else if (depth > 0 && *at == ')')
			depth--;
		else if (depth > 0 && *at == '\\' && end - at > 1)
			at++;
		else if (depth == 0 && !g_ascii_isspace(*at))
			break;
	}
	return at;
}

static gboolean is_token(char byte)
{
	switch (byte) {
	case '(':
	case ')':
	case '<':
	case '>':
	case '@':
	case ',':
	case ';':
	case ':':
	case '\\':
	case '"':
	case '/':
	case '[':
	case ']':
	case '?':
	case '=':
		return FALSE;
	default:
		return byte > ' ' && byte < 0x7f;
	}
}

static char *take_token(struct rebound_arena *arena, const char **at, const char *end)
{
	const char *start = skip_space(*at, end);

	for (*at = start; *at < end && is_token(**at);)
		(*at)++;
	gsize len = (gsize)(*at - start);
	if (len == 0 || len > TOKEN_BYTES)
		return NULL;
	char *token = rebound_arena_copy(arena, start, len);
	for (gsize i = 0; i < len; i++)
		token[i] = rebound_text_lower(token[i]);
	return token;
}

char *rebound_content_read_token(struct rebound_arena *arena, const char *value, gsize len)
{
	return take_token(arena, &value, value + len);
}

gboolean rebound_content_read_type(struct rebound_arena *arena, const char *value, gsize len,
	const char **type, const char **subtype)
{
	const char *end = value + len;
	char *major = take_token(arena, &value, end);

	value = skip_space(value, end);
	if (major == NULL || value == end || *value != '/')
		return FALSE;
	value++;
	char *minor = take_token(arena, &value, end);
	if (minor == NULL)
		return FALSE;
	*type = major;
	*subtype = minor;
	return TRUE;
}

static GMimeContentEncoding find_encoding(const char *encoding)
{
	if (encoding != NULL && strcmp(encoding, "base64") == 0)
		return GMIME_CONTENT_ENCODING_BASE64;
	if (encoding != NULL && strcmp(encoding, "quoted-printable") == 0)
		return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
	return GMIME_CONTENT_ENCODING_BINARY;
}

const char *rebound_content_decode(struct rebound_arena *arena, const char *encoding,
	const char *bytes, gsize len, gsize limit, gsize *result_len)
{
	GMimeContentEncoding kind = find_encoding(encoding);
	GMimeEncoding state;
	gsize done = 0;

	if (kind == GMIME_CONTENT_ENCODING_BINARY) {
		*result_len = MIN(len, limit);
		return rebound_arena_copy(arena, bytes, *result_len);
	}
	g_mime_encoding_init_decode(&state, kind);
	/* Neither encoding grows what it decodes, so this much room is enough. */
	gsize room = MIN(len, limit) + g_mime_encoding_outlen(&state, CHUNK_BYTES) + 1;
	char *result = rebound_arena_room(arena, room);
	for (gsize at = 0; at < len && done < limit; at += CHUNK_BYTES)
		done += g_mime_encoding_step(
			&state, bytes + at, MIN(len - at, CHUNK_BYTES), result + done);
	*result_len = MIN(done, limit);
	result[*result_len] = '\0';
	return rebound_arena_trim(arena, result, room, *result_len + 1);
}
