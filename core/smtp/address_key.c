/* SPDX-License-Identifier: MIT */
#include "core/smtp/address.h"

#include <idn2.h>
#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

#define LONGEST_LABEL	   63
#define CAPITAL_I_WITH_DOT 0x0130

/* What a byte of a plain address may be in. */
#define LOCAL  1
#define DOMAIN 2

static const guint8 plain[256] = {
	['0' ... '9'] = LOCAL | DOMAIN,
	['A' ... 'Z'] = LOCAL | DOMAIN,
	['a' ... 'z'] = LOCAL | DOMAIN,
	['-'] = LOCAL | DOMAIN,
	['!'] = LOCAL,
	['#' ... '\''] = LOCAL,
	['*'] = LOCAL,
	['+'] = LOCAL,
	['/'] = LOCAL,
	['='] = LOCAL,
	['?'] = LOCAL,
	['^' ... '`'] = LOCAL,
	['{' ... '~'] = LOCAL,
};

/* Lower case by Unicode, composed: before, so that a letter and its mark fold as one, and after. */
static char *fold(struct rebound_arena *arena, const char *text, gsize len)
{
	g_autofree char *composed = g_utf8_normalize(text, (gssize)len, G_NORMALIZE_NFC);
	g_autoptr(GString) low = g_string_sized_new(len);
	const char *at = composed != NULL ? composed : text;
	const char *end = composed != NULL ? at + strlen(at) : at + len;

	while (at < end) {
		gunichar c = REBOUND_UTF8_REPLACEMENT;

		at += MAX(rebound_utf8_read(at, end, &c), 1);
		/* By itself this one becomes "i", which is another letter. */
		if (c == CAPITAL_I_WITH_DOT)
			g_string_append(low, "i\u0307");
		else
			g_string_append_unichar(low, g_unichar_tolower(c));
	}
	g_autofree char *folded = g_utf8_normalize(low->str, (gssize)low->len, G_NORMALIZE_NFC);
	return rebound_arena_string(arena, folded != NULL ? folded : low->str);
}

/* In place; TRUE where all of it is ASCII. */
static gboolean lower(char *text, gsize len)
{
	guchar all = 0;

	for (gsize i = 0; i < len; i++) {
		all |= (guchar)text[i];
		text[i] = rebound_text_lower(text[i]);
	}
	return all < 0x80;
}

/* A domain that is not ASCII. */
static char *convert_domain(struct rebound_arena *arena, const char *domain)
{
	uint8_t *ascii = NULL;

	if (idn2_lookup_u8((const uint8_t *)domain, &ascii, IDN2_NONTRANSITIONAL) != IDN2_OK)
		return fold(arena, domain, strlen(domain));
	char *key = rebound_arena_string(arena, (const char *)ascii);
	idn2_free(ascii);
	lower(key, strlen(key));
	return key;
}

char *rebound_address_domain_key(struct rebound_arena *arena, const char *domain)
{
	gsize len = strlen(domain);

	if (len > 1 && domain[len - 1] == '.')
		len--;
	char *key = rebound_arena_copy(arena, domain, len);
	return lower(key, len) ? key : convert_domain(arena, key);
}

/*
 * Take the quotes off a local part that needs none: servers put them around "a..b", which is no
 * dot-string, and others do not.
 */
static char *unquote(char *key, gsize *len)
{
	gsize local = 1;

	if (*key != '"' || *len < 5)
		return key;
	while (key[local] == '.' ||
		((guchar)key[local] < 0x80 && (plain[(guchar)key[local]] & LOCAL)))
		local++;
	if (local == 1 || key[local] != '"' || key[local + 1] != '@' || strchr("./|", key[1]))
		return key;
	memmove(key + local, key + local + 1, *len - local);
	*len -= 2;
	return key + 1;
}

char *rebound_address_key(struct rebound_arena *arena, const char *address)
{
	gsize len = strlen(address);
	char *key = unquote(rebound_arena_copy(arena, address, len), &len);

	if (lower(key, len))
		return key;
	const char *domain = rebound_address_domain(key);
	const char *local = fold(arena, key, (gsize)(domain - key));
	return rebound_arena_printf(
		arena, "%s%s", local, rebound_address_domain_key(arena, domain));
}

gboolean rebound_address_equal(const char *a, const char *b)
{
	if (g_ascii_strcasecmp(a, b) == 0)
		return TRUE;
	if (*a != '"' && *b != '"' && g_str_is_ascii(a) && g_str_is_ascii(b))
		return FALSE;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	return strcmp(rebound_address_key(arena, a), rebound_address_key(arena, b)) == 0;
}

/* Length of the local part, 0 where it is none of atoms and dots. */
static gsize copy_local(const char *text, gsize len, char *key)
{
	gsize i = 0;

	if (*text == '.')
		return 0;
	for (; i < len && text[i] != '@'; i++) {
		if (text[i] != '.' && !(plain[(guchar)text[i]] & LOCAL))
			return 0;
		key[i] = g_ascii_tolower(text[i]);
	}
	return i;
}

static gboolean copy_domain(const char *text, gsize len, char *key)
{
	gsize label = 0;

	for (gsize i = 0; i < len; i++) {
		if (text[i] == '.') {
			if (label == 0 || text[i - 1] == '-')
				return FALSE;
			label = 0;
		} else if (!(plain[(guchar)text[i]] & DOMAIN) || (label == 0 && text[i] == '-') ||
			   ++label > LONGEST_LABEL) {
			return FALSE;
		}
		key[i] = g_ascii_tolower(text[i]);
	}
	return label > 0 && text[len - 1] != '-';
}

gsize rebound_address_plain_key(const char *text, gsize len, char *key)
{
	/* What begins with a slash or a bar may be a file or a program. */
	if (len < 3 || len > REBOUND_LIMIT_ADDRESS_BYTES || *text == '/' || *text == '|')
		return 0;
	gsize local = copy_local(text, len, key);
	if (local == 0 || local + 1 >= len)
		return 0;
	key[local] = '@';
	return copy_domain(text + local + 1, len - local - 1, key + local + 1) ? len : 0;
}

gsize rebound_address_key_unalias(char *key, gsize len, const struct rebound_address_alias *alias)
{
	static const char gmail[] = "@gmail.com", googlemail[] = "@googlemail.com";
	char *at = memrchr(key, '@', len);
	gsize to = 0;

	if (at == NULL || *key == '"')
		return len;
	gsize local = (gsize)(at - key), domain = len - local;
	gboolean google = alias->gmail_dots && domain == sizeof(googlemail) - 1 &&
			  memcmp(at, googlemail, domain) == 0;
	gboolean dots = google || (alias->gmail_dots && domain == sizeof(gmail) - 1 &&
					  memcmp(at, gmail, domain) == 0);
	for (gsize i = 0; i < local; i++) {
		if (alias->tags && key[i] == '+' && to > 0)
			break;
		if (!dots || key[i] != '.')
			key[to++] = key[i];
	}
	if (google) {
		memcpy(key + to, gmail, sizeof(gmail) - 1);
		return to + sizeof(gmail) - 1;
	}
	memmove(key + to, at, domain);
	return to + domain;
}
