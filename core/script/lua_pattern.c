/* SPDX-License-Identifier: MIT */
#include "core/script/lua_pattern.h"

#include <string.h>

/* As in Lua, so that the same patterns are too complex. */
#define DEPTH_LIMIT 200

#define ESCAPE '%'

static const char *match(struct rebound_lua_pattern *p, const char *s, const char *at);

static gboolean step(struct rebound_lua_pattern *p, guint64 count)
{
	if (p->steps < count) {
		p->steps = 0;
		p->exhausted = TRUE;
		return FALSE;
	}
	p->steps -= count;
	return TRUE;
}

static gboolean is_over(const struct rebound_lua_pattern *p)
{
	return p->exhausted || p->problem;
}

static const char *fail(struct rebound_lua_pattern *p, const char *problem)
{
	if (!p->problem)
		p->problem = problem;
	return NULL;
}

/* The end of the class that begins at at; NULL with a problem set. */
static const char *find_class_end(struct rebound_lua_pattern *p, const char *at)
{
	if (at == p->pattern_end)
		return fail(p, "malformed pattern (ends with '%')");
	char first = *at++;
	if (first == ESCAPE) {
		if (at == p->pattern_end)
			return fail(p, "malformed pattern (ends with '%')");
		return at + 1;
	}
	if (first != '[')
		return at;
	if (at < p->pattern_end && *at == '^')
		at++;
	do { /* look for a ']'; one that stands first is an ordinary character */
		if (at == p->pattern_end)
			return fail(p, "malformed pattern (missing ']')");
		char c = *at++;
		if (c == ESCAPE) {
			if (at == p->pattern_end)
				return fail(p, "malformed pattern (missing ']')");
			at++;
		}
	} while (at == p->pattern_end || *at != ']');
	return at + 1;
}

static gboolean is_in_named_class(guchar c, guchar class)
{
	gboolean in = FALSE;

	switch (g_ascii_tolower((char)class)) {
	case 'a':
		in = g_ascii_isalpha(c);
		break;
	case 'c':
		in = g_ascii_iscntrl(c);
		break;
	case 'd':
		in = g_ascii_isdigit(c);
		break;
	case 'g':
		in = g_ascii_isgraph(c);
		break;
	case 'l':
		in = g_ascii_islower(c);
		break;
	case 'p':
		in = g_ascii_ispunct(c);
		break;
	case 's':
		in = g_ascii_isspace(c) || c == '\v';
		break;
	case 'u':
		in = g_ascii_isupper(c);
		break;
	case 'w':
		in = g_ascii_isalnum(c);
		break;
	case 'x':
		in = g_ascii_isxdigit(c);
		break;
	default:
		return class == c;
	}
	return g_ascii_isupper(class) ? !in : in;
}

/* Whether c is in the set from at, a '[', to end, its ']'. Each entry of the set is a step. */
static gboolean is_in_set(struct rebound_lua_pattern *p, guchar c, const char *at, const char *end)
{
	gboolean in = TRUE;

	if (at[1] == '^') {
		in = FALSE;
		at++;
	}
	if (!step(p, (guint64)(end - at) / 8))
		return FALSE;
	while (++at < end) {
		if (*at == ESCAPE) {
			at++;
			if (is_in_named_class(c, (guchar)*at))
				return in;
		} else if (at[1] == '-' && at + 2 < end) {
			at += 2;
			if ((guchar)at[-2] <= c && c <= (guchar)*at)
				return in;
		} else if ((guchar)*at == c) {
			return in;
		}
	}
	return !in;
}

/* Whether the character at s is in the class from at to end. */
static gboolean is_single_match(
	struct rebound_lua_pattern *p, const char *s, const char *at, const char *end)
{
	if (!step(p, 1) || s >= p->subject_end)
		return FALSE;
	switch (*at) {
	case '.':
		return TRUE;
	case ESCAPE:
		return is_in_named_class((guchar)*s, (guchar)at[1]);
	case '[':
		return is_in_set(p, (guchar)*s, at, end - 1);
	default:
		return *at == *s;
	}
}

static const char *match_balance(struct rebound_lua_pattern *p, const char *s, const char *at)
{
	if (at >= p->pattern_end - 1)
		return fail(p, "malformed pattern (missing arguments to '%b')");
	if (s >= p->subject_end || *s != *at)
		return NULL;

	char open = at[0], close = at[1];
	gsize nesting = 1;
	while (++s < p->subject_end) {
		if (!step(p, 1))
			return NULL;
		if (*s == close) {
			if (--nesting == 0)
				return s + 1;
		} else if (*s == open) {
			nesting++;
		}
	}
	return NULL;
}

static const char *match_longest(
	struct rebound_lua_pattern *p, const char *s, const char *at, const char *end)
{
	gssize count = 0;

	while (is_single_match(p, s + count, at, end))
		count++;
	for (; count >= 0 && !is_over(p); count--) {
		const char *result = match(p, s + count, end + 1);
		if (result)
			return result;
	}
	return NULL;
}

static const char *match_shortest(
	struct rebound_lua_pattern *p, const char *s, const char *at, const char *end)
{
	while (!is_over(p)) {
		const char *result = match(p, s, end + 1);
		if (result)
			return result;
		if (!is_single_match(p, s, at, end))
			return NULL;
		s++;
	}
	return NULL;
}

static const char *start_capture(
	struct rebound_lua_pattern *p, const char *s, const char *at, gssize what)
{
	if (p->level >= REBOUND_LUA_PATTERN_CAPTURES)
		return fail(p, "too many captures");
	p->captures[p->level].start = s;
	p->captures[p->level].len = what;
	p->level++;
	const char *result = match(p, s, at);
	if (!result)
		p->level--;
	return result;
}

static const char *end_capture(struct rebound_lua_pattern *p, const char *s, const char *at)
{
	int open = p->level - 1;

	while (open >= 0 && p->captures[open].len != REBOUND_LUA_PATTERN_UNFINISHED)
		open--;
	if (open < 0)
		return fail(p, "invalid pattern capture");
	p->captures[open].len = s - p->captures[open].start;
	const char *result = match(p, s, at);
	if (!result)
		p->captures[open].len = REBOUND_LUA_PATTERN_UNFINISHED;
	return result;
}

/* "%1": the text of a capture once more. Its end, or NULL. */
static const char *match_capture(struct rebound_lua_pattern *p, const char *s, guchar digit)
{
	int index = digit - '1';

	if (index < 0 || index >= p->level ||
		p->captures[index].len == REBOUND_LUA_PATTERN_UNFINISHED) {
		p->problem_index = index + 1;
		return fail(p, "invalid capture index %%%d");
	}
	/* A position, as a length, is larger than any subject: it never matches. */
	gsize len = (gsize)p->captures[index].len;
	if (!step(p, 1 + (p->captures[index].len > 0 ? len / 8 : 0)))
		return NULL;
	if ((gsize)(p->subject_end - s) >= len && memcmp(p->captures[index].start, s, len) == 0)
		return s + len;
	return NULL;
}

/* "%f[set]": s is where the set begins to hold. The end of the set in the pattern, or NULL. */
static const char *match_frontier(struct rebound_lua_pattern *p, const char *s, const char *at)
{
	if (at >= p->pattern_end || *at != '[')
		return fail(p, "missing '[' after '%f' in pattern");
	const char *end = find_class_end(p, at);
	if (!end)
		return NULL;
	guchar before = s == p->subject ? '\0' : (guchar)s[-1];
	guchar here = s == p->subject_end ? '\0' : (guchar)*s;
	return !is_in_set(p, before, at, end - 1) && is_in_set(p, here, at, end - 1) ? end : NULL;
}

/*
 * One item that is neither a capture nor an escape with a meaning of its own. Sets *s and *at to go
 * on with, or returns TRUE with the result of the whole rest in *result.
 */
static gboolean match_item(
	struct rebound_lua_pattern *p, const char **s, const char **at, const char **result)
{
	const char *end = find_class_end(p, *at);

	*result = NULL;
	if (!end)
		return TRUE;
	char suffix = end < p->pattern_end ? *end : '\0';
	if (!is_single_match(p, *s, *at, end)) {
		*at = end + 1;
		return is_over(p) || (suffix != '*' && suffix != '?' && suffix != '-');
	}
	switch (suffix) {
	case '*':
		*result = match_longest(p, *s, *at, end);
		return TRUE;
	case '+':
		*result = match_longest(p, *s + 1, *at, end);
		return TRUE;
	case '-':
		*result = match_shortest(p, *s, *at, end);
		return TRUE;
	case '?':
		*result = match(p, *s + 1, end + 1);
		*at = end + 1;
		return *result || is_over(p);
	default:
		(*s)++;
		*at = end;
		return FALSE;
	}
}

/* Items from at on, until one decides or the pattern is at its end. */
static const char *match_items(struct rebound_lua_pattern *p, const char *s, const char *at)
{
	while (at != p->pattern_end) {
		const char *result;

		if (!step(p, 1))
			return NULL;
		if (*at == '(') {
			gboolean position = at + 1 < p->pattern_end && at[1] == ')';
			return position ? start_capture(p, s, at + 2, REBOUND_LUA_PATTERN_POSITION)
					: start_capture(
						  p, s, at + 1, REBOUND_LUA_PATTERN_UNFINISHED);
		}
		if (*at == ')')
			return end_capture(p, s, at + 1);
		if (*at == '$' && at + 1 == p->pattern_end)
			return s == p->subject_end ? s : NULL;

		char escaped = *at == ESCAPE && at + 1 < p->pattern_end ? at[1] : '\0';
		if (escaped == 'b') {
			s = match_balance(p, s, at + 2);
			at += 4;
		} else if (escaped == 'f') {
			at = match_frontier(p, s, at + 2);
		} else if (g_ascii_isdigit(escaped)) {
			s = match_capture(p, s, (guchar)escaped);
			at += 2;
		} else if (match_item(p, &s, &at, &result)) {
			return result;
		}
		if (!s || !at)
			return NULL;
	}
	return s;
}

static const char *match(struct rebound_lua_pattern *p, const char *s, const char *at)
{
	if (p->depth == DEPTH_LIMIT)
		return fail(p, "pattern too complex");
	p->depth++;
	const char *result = match_items(p, s, at);
	p->depth--;
	return result;
}

const char *rebound_lua_pattern_match(struct rebound_lua_pattern *pattern, const char *at)
{
	pattern->depth = 0;
	pattern->level = 0;
	pattern->exhausted = FALSE;
	pattern->problem = NULL;
	/* An empty pattern has no item that pays. */
	if (pattern->pattern == pattern->pattern_end && !step(pattern, 1))
		return NULL;
	const char *end = match(pattern, at, pattern->pattern);
	return is_over(pattern) ? NULL : end;
}

gboolean rebound_lua_pattern_is_plain(const char *pattern, gsize len)
{
	for (gsize i = 0; i < len; i++)
		if (pattern[i] != '\0' && strchr("^$*+?.([%-", pattern[i]))
			return FALSE;
	return TRUE;
}
