/* SPDX-License-Identifier: MIT */
#include "core/smtp/reply_unescape.h"

#include <string.h>

#include "core/base/text.h"

#define UNICODE_DIGITS 4
#define BYTE_DIGITS    2

/* The longest character of UTF-8, in bytes. */
#define LONGEST_CHARACTER 4

/* What HTML writes for a character of a reply. */
static const struct {
	const char *name;
	char character;
} entities[] = {
	{"&lt;", '<'},
	{"&gt;", '>'},
	{"&quot;", '"'},
	{"&apos;", '\''},
	{"&#34;", '"'},
	{"&#39;", '\''},
	{"&amp;", '&'},
};

static gboolean read_digits(const char *at, guint count, gunichar *value)
{
	*value = 0;
	for (guint i = 0; i < count; i++) {
		if (!g_ascii_isxdigit(at[i]))
			return FALSE;
		*value = *value * 16 + (gunichar)g_ascii_xdigit_value(at[i]);
	}
	return TRUE;
}

/** "\u00e9" at a place, with its second half where it is one of two; its length, 0 for none. */
static gsize read_unicode(const char *at, gunichar *character)
{
	gunichar second;
	gsize len = 2 + UNICODE_DIGITS;

	if (g_ascii_tolower(at[1]) != 'u' || !read_digits(at + 2, UNICODE_DIGITS, character))
		return 0;
	if (*character >= 0xD800 && *character < 0xDC00 && at[len] == '\\' &&
		g_ascii_tolower(at[len + 1]) == 'u' &&
		read_digits(at + len + 2, UNICODE_DIGITS, &second) && second >= 0xDC00 &&
		second < 0xE000) {
		*character = 0x10000 + ((*character - 0xD800) << 10) + (second - 0xDC00);
		len *= 2;
	}
	return g_unichar_isprint(*character) ? len : 0;
}

/** Bytes as Python writes them, "\xc3\xa9", where they are a character; its length, 0 for none. */
static gsize read_bytes(const char *at, gunichar *character)
{
	char bytes[LONGEST_CHARACTER];
	gsize count = 0, len = 0;
	gunichar byte;

	while (count < sizeof(bytes) && at[len] == '\\' && g_ascii_tolower(at[len + 1]) == 'x' &&
		read_digits(at + len + 2, BYTE_DIGITS, &byte)) {
		bytes[count++] = (char)byte;
		len += 2 + BYTE_DIGITS;
	}
	if (count < 2 || (guchar)bytes[0] < 0xC2)
		return 0;
	gunichar found = g_utf8_get_char_validated(bytes, (gssize)count);
	if (found == (gunichar)-1 || found == (gunichar)-2 || !g_unichar_isprint(found))
		return 0;
	*character = found;
	return (gsize)g_unichar_to_utf8(found, NULL) * (2 + BYTE_DIGITS);
}

/** The end of a line, which a program puts behind a reply and between its lines; its length. */
static gsize read_line_end(const char *at)
{
	if (at[1] == 'r' && at[2] == '\\' && at[3] == 'n')
		return 4;
	gboolean ends = at[1] == 'n' && (at[2] == '\0' || strchr("245 \"'>)", at[2]));
	return ends ? 2 : 0;
}

/** An escape at a place: what it stands for is written to the end of the copy; its length. */
static gsize undo_backslash(const char *at, char **to)
{
	gunichar character;
	gsize len = read_unicode(at, &character);

	if (len == 0)
		len = read_bytes(at, &character);
	if (len > 0) {
		*to += g_unichar_to_utf8(character, *to);
		return len;
	}
	len = read_line_end(at);
	if (len > 0) {
		*(*to)++ = ' ';
		return len;
	}
	if (at[1] == '\0' || !strchr("\"'/\\", at[1]))
		return 0;
	*(*to)++ = at[1];
	return 2;
}

static gsize undo_entity(const char *at, char **to)
{
	for (gsize i = 0; i < G_N_ELEMENTS(entities); i++) {
		if (!g_str_has_prefix(at, entities[i].name))
			continue;
		*(*to)++ = entities[i].character;
		return strlen(entities[i].name);
	}
	return 0;
}

const char *rebound_reply_unescape(struct rebound_arena *arena, const char *text)
{
	if (!strchr(text, '\\') && !strchr(text, '&'))
		return text;
	/* Nothing becomes longer. */
	char *copy = rebound_arena_copy(arena, text, strlen(text)), *to = copy;
	for (const char *at = text; *at;) {
		gsize len = 0;
		if (*at == '\\')
			len = undo_backslash(at, &to);
		else if (*at == '&')
			len = undo_entity(at, &to);
		if (len == 0) {
			*to++ = *at;
			len = 1;
		}
		at += len;
	}
	*to = '\0';
	return copy;
}
