/* SPDX-License-Identifier: MIT */
#include "core/report/text_disguise.h"

#include <string.h>

#include "core/base/text.h"

static gboolean is_name_byte(char byte)
{
	return g_ascii_isalnum(byte) || byte == '-' || byte == '_' || byte == '+' || byte == '.';
}

/** Bytes of a word in brackets, "[at]", " (at) ", with the spaces around it; 0 for none. */
static gsize measure_bracketed(const char *text, gsize len, const char *word)
{
	static const char openers[] = "[({<", closers[] = "])}>";
	gsize at = 0, size = strlen(word);

	while (at < len && text[at] == ' ')
		at++;
	const char *opener = at < len && text[at] != '\0' ? strchr(openers, text[at]) : NULL;
	if (!opener || len - at < size + 2 || text[at + 1 + size] != closers[opener - openers] ||
		g_ascii_strncasecmp(text + at + 1, word, size) != 0)
		return 0;
	at += size + 2;
	while (at < len && text[at] == ' ')
		at++;
	return at;
}

/** Bytes of what stands for "@" between a name and a domain; 0 for none. */
static gsize measure_at(const char *text, gsize len)
{
	if (len > 3 && memcmp(text, " @ ", 3) == 0)
		return 3;
	return measure_bracketed(text, len, "at");
}

/** Read the domain at the start of a text into a string, each "(dot)" of it as a dot; its bytes in
 * the text, 0 where there is none. */
static gsize read_domain(const char *text, gsize len, GString *domain)
{
	gsize at = 0, dots = 0;

	g_string_truncate(domain, 0);
	while (at < len) {
		gsize dot = measure_bracketed(text + at, len - at, "dot");
		if (!is_name_byte(text[at]) && dot == 0)
			break;
		dots += dot > 0 || text[at] == '.';
		g_string_append_c(domain, dot > 0 ? '.' : text[at]);
		at += dot > 0 ? dot : 1;
	}
	return dots > 0 && g_ascii_isalnum(text[0]) ? at : 0;
}

const char *rebound_text_show_addresses(struct rebound_arena *arena, const char *text, gsize *len)
{
	g_return_val_if_fail(arena && text && len, NULL);
	g_autoptr(GString) domain = g_string_new(NULL);
	g_autoptr(GString) shown = g_string_sized_new(*len);
	gboolean found = FALSE;
	for (gsize at = 0; at < *len;) {
		gboolean name = at > 0 && !g_ascii_isalnum(text[at]) && is_name_byte(text[at - 1]);
		gsize sign = name ? measure_at(text + at, *len - at) : 0;
		gsize size = sign > 0 ? read_domain(text + at + sign, *len - at - sign, domain) : 0;
		if (size == 0) {
			g_string_append_c(shown, text[at++]);
			continue;
		}
		g_string_append_c(shown, '@');
		g_string_append_len(shown, domain->str, (gssize)domain->len);
		at += sign + size;
		found = TRUE;
	}
	*len = found ? shown->len : *len;
	return found ? rebound_arena_copy(arena, shown->str, shown->len) : NULL;
}
