/* SPDX-License-Identifier: MIT */
#include "core/rules/blank.h"

#include <string.h>

/* A walk over Lua's tokens, as far as is needed to know where strings and tables end. */
struct walk {
	const char *text;
	gsize len;
};

static gboolean is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* "[[" or "[=[" at a place: how many equals signs; -1 where none begins. */
static int long_bracket(const struct walk *walk, gsize at)
{
	gsize end = at + 1;

	if (at >= walk->len || walk->text[at] != '[')
		return -1;
	while (end < walk->len && walk->text[end] == '=')
		end++;
	return end < walk->len && walk->text[end] == '[' ? (int)(end - at - 1) : -1;
}

/* Behind a long string that begins here. */
static gsize skip_long(const struct walk *walk, gsize at, int level)
{
	for (at += (gsize)level + 2; at < walk->len; at++) {
		gsize end = at + 1;

		if (walk->text[at] != ']')
			continue;
		while (end < walk->len && walk->text[end] == '=')
			end++;
		if (end < walk->len && walk->text[end] == ']' && (int)(end - at - 1) == level)
			return end + 1;
	}
	return walk->len;
}

static gsize skip_quoted(const struct walk *walk, gsize at)
{
	char quote = walk->text[at++];

	while (at < walk->len && walk->text[at] != quote)
		at += walk->text[at] == '\\' ? 2 : 1;
	return MIN(at + 1, walk->len);
}

static gsize skip_comment(const struct walk *walk, gsize at)
{
	int level = long_bracket(walk, at + 2);

	if (level >= 0)
		return skip_long(walk, at + 2, level);
	while (at < walk->len && walk->text[at] != '\n')
		at++;
	return at;
}

/* Behind the string or comment that begins here, or behind this one byte. */
static gsize skip_token(const struct walk *walk, gsize at)
{
	char c = walk->text[at];
	int level = long_bracket(walk, at);

	if (c == '"' || c == '\'')
		return skip_quoted(walk, at);
	if (c == '-' && at + 1 < walk->len && walk->text[at + 1] == '-')
		return skip_comment(walk, at);
	return level >= 0 ? skip_long(walk, at, level) : at + 1;
}

static gsize skip_space(const struct walk *walk, gsize at)
{
	while (at < walk->len && g_ascii_isspace(walk->text[at]))
		at++;
	return at;
}

/* Behind a table or a string; 0 for another value. */
static gsize skip_value(const struct walk *walk, gsize at)
{
	guint depth = 0;

	if (at >= walk->len)
		return 0;
	if (walk->text[at] != '{') {
		gsize end = skip_token(walk, at);

		return end > at + 1 ? end : 0;
	}
	do {
		depth += walk->text[at] == '{';
		depth -= walk->text[at] == '}';
		at = skip_token(walk, at);
	} while (depth > 0 && at < walk->len);
	return depth == 0 ? at : 0;
}

/* Behind a field yes or no that begins here, with its comma; 0 where none does. */
static gsize skip_example(const struct walk *walk, gsize at)
{
	gsize end = at;

	while (end < walk->len && is_word(walk->text[end]))
		end++;
	if (!(end - at == 3 && memcmp(walk->text + at, "yes", 3) == 0) &&
		!(end - at == 2 && memcmp(walk->text + at, "no", 2) == 0))
		return 0;
	end = skip_space(walk, end);
	if (end >= walk->len || walk->text[end] != '=')
		return 0;
	end = skip_value(walk, skip_space(walk, end + 1));
	gsize next = skip_space(walk, end);
	if (end == 0 || next >= walk->len)
		return 0;
	if (walk->text[next] == ',')
		return next + 1;
	/* A value that goes on is none of the two. */
	return walk->text[next] == '}' ? end : 0;
}

char *rebound_blank_examples(const char *text, gsize len)
{
	struct walk walk = {text, len};
	char *copy = g_malloc(len + 1);
	char before = '\0';

	memcpy(copy, text, len);
	copy[len] = '\0';
	for (gsize at = 0; at < len;) {
		gboolean field = before == '{' || before == ',';
		gsize end =
			field && (text[at] == 'y' || text[at] == 'n') ? skip_example(&walk, at) : 0;

		if (end > 0) {
			for (; at < end; at++)
				copy[at] = text[at] == '\n' ? '\n' : ' ';
			continue;
		}
		/* A comment is as good as space. */
		gboolean comment = text[at] == '-' && at + 1 < len && text[at + 1] == '-';
		if (!g_ascii_isspace(text[at]) && !comment)
			before = text[at];
		at = skip_token(&walk, at);
	}
	return copy;
}
