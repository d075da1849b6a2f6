/* SPDX-License-Identifier: MIT */
#include "core/smtp/xtext.h"

#include <string.h>

#include "core/base/utf8.h"

#define LONGEST_CODE_POINT 6

static gboolean is_control(gunichar c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* Whether text is valid UTF-8 without controls. */
static gboolean is_clean(const char *text, gsize len)
{
	const char *end = text + len;

	while (text < end) {
		gunichar c = 0;
		guint step = rebound_utf8_read(text, end, &c);
		if (step == 0 || is_control(c))
			return FALSE;
		text += step;
	}
	return TRUE;
}

static gboolean is_hex(char c, gboolean lower)
{
	return g_ascii_isxdigit(c) && (lower || !g_ascii_islower(c));
}

static char *decode(struct rebound_arena *arena, const char *text, gsize len, gboolean lower)
{
	char *result = rebound_arena_alloc(arena, len + 1);
	gsize to = 0;

	for (gsize i = 0; i < len; i++) {
		if (text[i] <= ' ' || text[i] >= 0x7F || text[i] == '=')
			return NULL;
		if (text[i] != '+') {
			result[to++] = text[i];
			continue;
		}
		if (len - i < 3 || !is_hex(text[i + 1], lower) || !is_hex(text[i + 2], lower))
			return NULL;
		result[to++] = (char)(g_ascii_xdigit_value(text[i + 1]) << 4 |
				      g_ascii_xdigit_value(text[i + 2]));
		i += 2;
	}
	return is_clean(result, to) ? result : NULL;
}

char *rebound_xtext_decode(struct rebound_arena *arena, const char *text, gsize len)
{
	return decode(arena, text, len, FALSE);
}

char *rebound_xtext_decode_leniently(struct rebound_arena *arena, const char *text, gsize len)
{
	return decode(arena, text, len, TRUE);
}

/* Read the digits and the brace behind "\x{"; 0 where they name no character. */
static gunichar read_code_point(const char **at, const char *end)
{
	gunichar value = 0;

	for (guint digits = 0; *at < end && digits <= LONGEST_CODE_POINT; digits++, (*at)++) {
		if (**at == '}') {
			(*at)++;
			return digits > 0 && g_unichar_validate(value) ? value : 0;
		}
		if (!g_ascii_isxdigit(**at))
			return 0;
		value = value << 4 | (gunichar)g_ascii_xdigit_value(**at);
	}
	return 0;
}

char *rebound_unitext_decode(struct rebound_arena *arena, const char *text, gsize len)
{
	const char *end = len > 0 ? text + len : text;
	char *result = rebound_arena_alloc(arena, len + 1);
	char *to = result;

	for (const char *at = text; at < end;) {
		if (end - at < 3 || memcmp(at, "\\x{", 3) != 0) {
			*to++ = *at++;
			continue;
		}
		at += 3;
		gunichar c = read_code_point(&at, end);
		if (c == 0)
			return NULL;
		to = rebound_utf8_write(to, c);
	}
	return is_clean(result, (gsize)(to - result)) ? result : NULL;
}
