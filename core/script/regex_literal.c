/* SPDX-License-Identifier: MIT */
#include "core/script/regex_literal.h"

#include <glib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"

#define SHORTEST 3

/* Where the reading stands. */
struct reading {
	const char *at;
	GString *run; /* of characters that must follow each other */
	GString *best;
};

/* A run ends: keep it if it is the longest. Space at its ends is cut, as folding cuts it. */
static void end_run(struct reading *reading)
{
	g_autofree char *text = g_strstrip(g_strndup(reading->run->str, reading->run->len));

	if (strlen(text) > reading->best->len)
		g_string_assign(reading->best, text);
	g_string_truncate(reading->run, 0);
}

/* Behind a class that begins at at. NULL where it does not end. */
static const char *skip_class(const char *at)
{
	at++;
	if (*at == '^')
		at++;
	if (*at == ']')
		at++;
	for (; *at != '\0' && *at != ']'; at++) {
		if (*at == '\\' && at[1] != '\0') {
			at++;
		} else if (*at == '[' && at[1] == ':') {
			const char *end = at + 2;
			while (g_ascii_isalpha(*end) || *end == '^')
				end++;
			if (end[0] == ':' && end[1] == ']')
				at = end + 1;
		}
	}
	return *at == ']' ? at + 1 : NULL;
}

/* Behind a group that begins at at. NULL where it does not end. */
static const char *skip_group(const char *at)
{
	guint depth = 0;

	while (*at != '\0') {
		if (*at == '\\') {
			if (at[1] == '\0')
				return NULL;
			at += 2;
		} else if (*at == '[') {
			at = skip_class(at);
			if (!at)
				return NULL;
		} else if (*at == '(' && at[1] == '?' && at[2] == '#') {
			at = strchr(at, ')');
			if (!at)
				return NULL;
			at++;
		} else {
			depth += *at == '(';
			depth -= *at == ')';
			at++;
			if (depth == 0)
				return at;
		}
	}
	return NULL;
}

/* Read {n}, {n,}, {,m} or {n,m}; FALSE where it is no quantifier but text. */
static gboolean read_braces(const char **at, guint64 *least, guint64 *most)
{
	const char *from = *at + 1;
	char *end;

	*least = 0;
	*most = G_MAXUINT64;
	if (g_ascii_isdigit(*from)) {
		*least = g_ascii_strtoull(from, &end, 10);
		from = end;
		if (*from == '}') {
			*most = *least;
			*at = from + 1;
			return TRUE;
		}
	}
	if (*from != ',')
		return FALSE;
	from++;
	if (g_ascii_isdigit(*from)) {
		*most = g_ascii_strtoull(from, &end, 10);
		from = end;
	}
	if (*from != '}')
		return FALSE;
	*at = from + 1;
	return TRUE;
}

/* Read the quantifier behind an item, if there is one: how often the item stands. */
static void read_quantifier(struct reading *reading, guint64 *least, guint64 *most)
{
	*least = *most = 1;
	switch (*reading->at) {
	case '?':
		*least = 0;
		reading->at++;
		break;
	case '*':
		*least = 0;
		*most = G_MAXUINT64;
		reading->at++;
		break;
	case '+':
		*most = G_MAXUINT64;
		reading->at++;
		break;
	case '{':
		if (!read_braces(&reading->at, least, most)) {
			*least = *most = 1;
			return;
		}
		break;
	default:
		return;
	}
	if (*reading->at == '?' || *reading->at == '+')
		reading->at++;
}

/* Add a character to the run, as folding leaves it. What folding may change ends the run. */
static void add_character(struct reading *reading, char c)
{
	if ((guchar)c >= 0x80 || c == '*' || (g_ascii_isspace(c) && c != ' ') || g_ascii_iscntrl(c))
		end_run(reading);
	else if (c != ' ' || !g_str_has_suffix(reading->run->str, " "))
		g_string_append_c(reading->run, g_ascii_tolower(c));
}

/* A character that stands for itself, and its quantifier. */
static void take_character(struct reading *reading, char c)
{
	guint64 least, most;

	read_quantifier(reading, &least, &most);
	if (least == 0) {
		end_run(reading);
		return;
	}
	add_character(reading, c);
	if (most != 1) {
		/* "ab+c": the run goes on with the last b. */
		end_run(reading);
		add_character(reading, c);
	}
}

/* Anything that is no plain character: it ends the run, and its quantifier does not matter. */
static void take_other(struct reading *reading)
{
	guint64 least, most;

	read_quantifier(reading, &least, &most);
	end_run(reading);
}

/* An escape at at. FALSE where it is none that is understood. */
static gboolean take_escape(struct reading *reading)
{
	char c = reading->at[1];

	if (c == '\0' || (guchar)c >= 0x80)
		return FALSE;
	reading->at += 2;
	if (g_ascii_ispunct(c) || c == ' ') {
		take_character(reading, c);
		return TRUE;
	}
	/* Classes and assertions of one letter; all others have arguments or are rare. */
	if (!strchr("dDsSwWbBAzZGRNnrtfehHvVX", c))
		return FALSE;
	if (c == 'N' && *reading->at == '{')
		return FALSE;
	take_other(reading);
	return TRUE;
}

/* A group: what is in it may be one of several, so it only ends the run. FALSE for one that changes
 * the rest. */
static gboolean take_group(struct reading *reading)
{
	if (reading->at[1] == '?') {
		/* Options such as (?x) reach on behind the group. */
		char kind = reading->at[2];
		if (kind != ':' && kind != '=' && kind != '!' && kind != '>' && kind != '|')
			return FALSE;
	}
	reading->at = skip_group(reading->at);
	if (!reading->at)
		return FALSE;
	take_other(reading);
	return TRUE;
}

/* Read one item; FALSE where nothing can be said about the regex. */
static gboolean take_item(struct reading *reading)
{
	switch (*reading->at) {
	case '|':
		return FALSE;
	case '(':
		return take_group(reading);
	case '\\':
		return take_escape(reading);
	case '[':
		reading->at = skip_class(reading->at);
		if (!reading->at)
			return FALSE;
		take_other(reading);
		return TRUE;
	case '.':
	case '^':
	case '$':
		reading->at++;
		take_other(reading);
		return TRUE;
	default:
		take_character(reading, *reading->at++);
		return TRUE;
	}
}

char *rebound_regex_find_literal(const char *pattern)
{
	struct reading reading = {pattern, g_string_new(NULL), g_string_new(NULL)};
	gboolean understood = TRUE;

	while (understood && *reading.at != '\0')
		understood = take_item(&reading);
	end_run(&reading);
	g_string_free(reading.run, TRUE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_folded folded =
		rebound_text_fold(arena, reading.best->str, reading.best->len);
	gboolean usable = understood && folded.len >= SHORTEST;
	g_string_free(reading.best, TRUE);
	return usable ? g_strdup(folded.text) : NULL;
}
