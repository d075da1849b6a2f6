/* SPDX-License-Identifier: MIT */
#include "core/mail/content.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/base/chunk.h"

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

/* Where in a chunk stands what ends a token: white space, controls, what is no ASCII, and
 * ()<>@,;:\\"/[]?= (RFC 2045 section 5.1). */
static guint find_token_end(struct rebound_chunk chunk)
{
	guint shown = rebound_chunk_within(chunk, '!', '~');

	return (shown ^ REBOUND_CHUNK_ALL) | rebound_chunk_within(chunk, ':', '@') |
	       rebound_chunk_within(chunk, '[', ']') | rebound_chunk_within(chunk, '(', ')') |
	       rebound_chunk_either(chunk, ',', '/') | rebound_chunk_equal(chunk, '"');
}

/* Takes a token of at most TOKEN_BYTES, in lower case; NULL where none is. */
static char *take_token(struct rebound_arena *arena, const char **at, const char *end)
{
	char token[TOKEN_BYTES + 1 + REBOUND_CHUNK_BYTES];
	gsize len = 0;
	guint stop = 0;

	*at = skip_space(*at, end);
	while (stop == 0 && len <= TOKEN_BYTES) {
		struct rebound_chunk chunk =
			rebound_chunk_load_up_to(*at + len, (gsize)(end - *at) - len);
		/* What is missing behind the end counts as a control. */
		stop = find_token_end(chunk);
		rebound_chunk_store(rebound_chunk_fold(chunk), token + len);
		len += stop != 0 ? rebound_chunk_first(stop) : REBOUND_CHUNK_BYTES;
	}
	*at += len;
	return len > 0 && len <= TOKEN_BYTES ? rebound_arena_copy(arena, token, len) : NULL;
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
