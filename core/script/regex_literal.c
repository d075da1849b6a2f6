/* SPDX-License-Identifier: MIT */
#include "core/script/regex_literal.h"

#include <glib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"

#define SHORTEST 3

#define MOST_DEPTH 6  /* of groups whose words are looked for */
#define MOST_WORDS 64 /* of one list */

/* Where the reading stands. */
struct reading {
	const char *at;
	GString *run; /* of characters that must follow each other */
	GString *best;
	GPtrArray *needs; /* GStrv: of each list a match has one of its words */
	guint depth;	  /* of groups around it */
};

static void read_items(struct reading *reading);

/* A run ends: keep it if it is the longest. Space at its ends is cut, as folding cuts it. */
static void end_run(struct reading *reading)
{
	if (reading->run->len == 0)
		return;
	g_autofree char *text = g_strstrip(g_strndup(reading->run->str, reading->run->len));

	if (strlen(text) >= SHORTEST) {
		const char *const words[] = {text, NULL};
		g_ptr_array_add(reading->needs, g_strdupv((char **)words));
	}
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
	else if (c != ' ' || reading->run->len == 0 ||
		 reading->run->str[reading->run->len - 1] != ' ')
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

/* How short the shortest word of a list is: the longer, the more its words tell. */
static gsize measure_list(const char *const *words)
{
	gsize shortest = G_MAXSIZE;

	for (; *words; words++)
		shortest = MIN(shortest, strlen(*words));
	return shortest;
}

/* Adds the list of an alternative that tells most; FALSE where it has none. */
static gboolean add_choice(GPtrArray *words, const char *from, gsize len, guint depth)
{
	g_autofree char *pattern = g_strndup(from, len);
	struct reading reading = {.at = pattern, .depth = depth};
	const char *const *best = NULL;

	read_items(&reading);
	for (guint i = 0; *reading.at == '\0' && i < reading.needs->len; i++) {
		const char *const *list = g_ptr_array_index(reading.needs, i);
		if (!best || measure_list(list) > measure_list(best))
			best = list;
	}
	for (const char *const *word = best; word && *word; word++)
		g_ptr_array_add(words, g_strdup(*word));
	g_ptr_array_unref(reading.needs);
	g_string_free(reading.run, TRUE);
	g_string_free(reading.best, TRUE);
	return best && words->len <= MOST_WORDS;
}

static const char *skip_item(const char *at)
{
	if (*at == '\\')
		return at[1] != '\0' ? at + 2 : NULL;
	if (*at == '[')
		return skip_class(at);
	return *at == '(' ? skip_group(at) : at + 1;
}

/* A group needs a word of any of its alternatives, where each of them needs one. */
static void add_choices(struct reading *reading, const char *from, const char *to)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	const char *at = from;

	for (gboolean more = TRUE; more;) {
		from = at;
		while (at && at < to && *at != '|')
			at = skip_item(at);
		if (!at || at > to ||
			!add_choice(words, from, (gsize)(at - from), reading->depth + 1))
			return;
		more = at++ < to;
	}
	g_ptr_array_add(words, NULL);
	g_ptr_array_add(reading->needs, g_strdupv((char **)words->pdata));
}

/* A group: what is in it may be one of several, so it ends the run. FALSE for one that changes the
 * rest. */
static gboolean take_group(struct reading *reading)
{
	const char *inside = reading->at + 1;
	char kind = ':';

	if (*inside == '?') {
		/* Options such as (?x) reach on behind the group. */
		kind = inside[1];
		if (kind != ':' && kind != '=' && kind != '!' && kind != '>' && kind != '|')
			return FALSE;
		inside += 2;
	}
	reading->at = skip_group(reading->at);
	if (!reading->at)
		return FALSE;
	const char *close = reading->at - 1;
	guint64 least, most;
	read_quantifier(reading, &least, &most);
	end_run(reading);
	if (least > 0 && kind != '!' && reading->depth < MOST_DEPTH)
		add_choices(reading, inside, close);
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

/* Read all items of a pattern; it stops before one that is not understood. */
static void read_items(struct reading *reading)
{
	gboolean understood = TRUE;

	reading->run = g_string_new(NULL);
	reading->best = g_string_new(NULL);
	reading->needs = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	while (understood && *reading->at != '\0') {
		const char *item = reading->at;
		understood = take_item(reading);
		if (!understood)
			reading->at = item;
	}
	end_run(reading);
}

static char *join_lists(const GPtrArray *lists)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < lists->len; i++) {
		for (char *const *word = g_ptr_array_index(lists, i); *word != NULL; word++)
			g_string_append_len(joined, *word, (gssize)strlen(*word) + 1);
		g_string_append_c(joined, '\0');
	}
	return g_string_free(joined, FALSE);
}

char *rebound_regex_find_literal(const char *pattern, char **needs)
{
	struct reading reading = {.at = pattern};

	read_items(&reading);
	gboolean understood = *reading.at == '\0';
	if (!understood)
		g_ptr_array_set_size(reading.needs, 0);
	*needs = join_lists(reading.needs);
	g_ptr_array_unref(reading.needs);
	g_string_free(reading.run, TRUE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_folded folded =
		rebound_text_fold(arena, reading.best->str, reading.best->len);
	gboolean usable = understood && folded.len >= SHORTEST;
	g_string_free(reading.best, TRUE);
	return usable ? g_strdup(folded.text) : NULL;
}
