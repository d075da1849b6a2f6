/* SPDX-License-Identifier: MIT */
#include "core/rules/names.h"

#include <string.h>

#define HIDDEN 0x01

static gboolean ends_name(char c)
{
	return c == ' ' || c == '\0' || strchr("<>()[]\"'`,;:{}|", c) != NULL;
}

static void hide(char *text, gsize start, gsize end)
{
	memset(text + start, HIDDEN, end - start);
}

/* The address around an "@", by what touches it; FALSE where one side is empty. */
static gboolean find_address(
	const struct rebound_folded *folded, gsize at, gsize *start, gsize *end)
{
	*start = at;
	*end = at + 1;
	while (*start > 0 && !ends_name(folded->text[*start - 1]))
		(*start)--;
	while (*end < folded->len && !ends_name(folded->text[*end]))
		(*end)++;
	return *start < at && at + 1 < *end && g_ascii_isalnum(folded->text[at + 1]);
}

/* The path of a URL, from the slash behind the host to its end. */
static gboolean find_path(
	const struct rebound_folded *folded, gsize scheme, gsize *start, gsize *end)
{
	*start = scheme + strlen("://");
	while (*start < folded->len && folded->text[*start] != '/' && folded->text[*start] != '?' &&
		folded->text[*start] != ' ')
		(*start)++;
	*end = *start;
	while (*end < folded->len && folded->text[*end] != ' ' && folded->text[*end] != '>' &&
		folded->text[*end] != '"')
		(*end)++;
	return *end > *start;
}

const char *rebound_names_hide(struct rebound_arena *arena, const struct rebound_folded *folded)
{
	char *hidden = NULL;
	gsize start, end, i = 0;

	while (i < folded->len) {
		char c = folded->text[i];
		gboolean found = (c == '@' && find_address(folded, i, &start, &end)) ||
				 (c == ':' && folded->len - i > 3 &&
					 memcmp(folded->text + i, "://", 3) == 0 &&
					 find_path(folded, i, &start, &end));

		i++;
		if (!found)
			continue;
		if (hidden == NULL)
			hidden = rebound_arena_copy(arena, folded->text, folded->len);
		hide(hidden, start, end);
		i = end;
	}
	return hidden != NULL ? hidden : folded->text;
}

gboolean rebound_names_in_phrase(const char *phrase)
{
	return strpbrk(phrase, "@/=?") != NULL;
}
