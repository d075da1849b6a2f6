/* SPDX-License-Identifier: MIT */
#include "core/report/text_above.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_entry_start.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_note_key.h"
#include "core/report/text_session.h"
#include "core/report/text_verdict.h"
#include "core/report/text_weight.h"

#define INDENT "    "

/* No list is longer; a paragraph is looked at once. */
#define MOST_LINES 2000

#define LONGEST_TITLE 40

/* Bytes before an address. */
#define LONGEST_BULLET 6

enum line {
	ADDRESSES, /* and nothing else, but for bullets and brackets */
	WORDS,	   /* without an address */
	RULE,	   /* below a title */
	ANOTHER,
};

/** Whether a line is addresses alone: "- ann@example.org", "<ann@...>, <bob@...>". */
static gboolean is_addresses(const struct rebound_text_line *line)
{
	gsize at = rebound_text_pass_bullets(line->text, line->len);

	while (at < line->len) {
		gsize end = at;
		while (end < line->len && line->text[end] != ' ')
			end++;
		if (!memchr(line->text + at, '@', end - at) ||
			memchr(line->text + at, ':', end - at))
			return FALSE;
		at = end + 1;
	}
	return TRUE;
}

static enum line sort_line(const struct rebound_text_line *line)
{
	if (!memchr(line->text, '@', line->len))
		return rebound_text_is_rule(line->text, line->len) ? RULE : WORDS;
	return is_addresses(line) ? ADDRESSES : ANOTHER;
}

static gboolean is_decoration(char c)
{
	return (guchar)c < 0x80 && !g_ascii_isalpha(c);
}

/** Whether a line tells why, or that all is well or late; what only tells that something failed may
 * lead to a reason below. */
static gboolean tells_outcome(struct rebound_arena *arena, const struct rebound_text_line *line)
{
	const guint32 telling = REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(DELIVERED) |
				REBOUND_TEXT_BIT(DELAYED) | REBOUND_TEXT_BIT(RETRIES);
	gboolean more;
	if (rebound_text_is_failure_code(rebound_text_leading_code(line, &more)) ||
		(rebound_text_marks(arena, line->text, line->len) & telling))
		return TRUE;
	/* "- Delivered -", "[Delivered]". */
	gsize at = 0, end = line->len;
	while (at < end && is_decoration(line->text[at]))
		at++;
	while (end > at && is_decoration(line->text[end - 1]))
		end--;
	enum rebound_text_verdict verdict =
		rebound_text_verdict_lead(arena, line->text + at, end - at);
	return verdict != REBOUND_TEXT_VERDICT_NONE && verdict != REBOUND_TEXT_VERDICT_FAILED;
}

/** A run of lines: paragraphs, one after the other. */
struct run {
	gsize start, end;
	gboolean plain;	 /**< no line of it has an address beside other words */
	gboolean listed; /**< some lines are addresses alone */
};

/** The paragraph from an offset on, with the empty lines behind it. */
static struct run next_paragraph(const char *text, gsize len, gsize start)
{
	struct run run = {.start = start, .end = start, .plain = TRUE};
	struct rebound_text_line line;
	gboolean blank = FALSE;
	guint lines = 0;

	for (gsize next = start; rebound_text_next_line(text, len, &next, &line); run.end = next) {
		if (line.len > 0 && blank)
			break;
		blank = line.len == 0 && lines > 0;
		if (line.len == 0)
			continue;
		enum line sort = run.plain && lines++ < MOST_LINES ? sort_line(&line) : ANOTHER;
		run.plain = run.plain && sort != ANOTHER;
		run.listed = run.listed || sort == ADDRESSES;
	}
	return run;
}

/** Whether the lines of a run are words with addresses below them, all at the same margin. */
static gboolean is_formed(const char *text, const struct run *run)
{
	struct rebound_text_line line;
	gsize indent = G_MAXSIZE, size;
	gboolean legend = FALSE; /* words have keys, which addresses may bear */
	gboolean bullets = TRUE; /* all keys are the same, and so are none */
	guint bullet = 0;

	if (!run->plain || !run->listed)
		return FALSE;
	for (gsize at = run->start; rebound_text_next_line(text, run->end, &at, &line);) {
		enum line sort = line.len > 0 ? sort_line(&line) : RULE;
		if (sort == RULE)
			continue;
		if (line.indent != (indent == G_MAXSIZE ? line.indent : indent) ||
			(indent == G_MAXSIZE && sort != WORDS))
			return FALSE;
		indent = line.indent;
		guint key = rebound_text_note_key(line.text, line.len, &size);
		bullet = bullet > 0 ? bullet : key;
		legend = legend || (key > 0 && sort == WORDS);
		bullets = bullets && (key == 0 || key == bullet);
		if (key > 0 && sort == ADDRESSES && legend && !bullets)
			return FALSE;
	}
	return TRUE;
}

/** Whether a line leads to entries whose reasons may stand below them: it says no more than that
 * something failed, or is the first and no short title. */
static gboolean is_lead(
	struct rebound_arena *arena, const struct rebound_text_line *line, gboolean first)
{
	char last = line->text[line->len - 1];
	return (first && (line->len > LONGEST_TITLE || last == '.' || last == ':')) ||
	       (rebound_text_marks(arena, line->text, line->len) & REBOUND_TEXT_BIT(FAILED));
}

/** The colon or the full stop that a line ends with; NUL. */
static char end_mark(const struct rebound_text_line *line)
{
	char last = line->text[line->len - 1];
	return last == ':' || last == '.' ? last : '\0';
}

/** Words between addresses and others below them. */
struct words {
	struct rebound_text_line first, last;
	guint lines;
	gboolean follows; /**< no empty line stands between the addresses above and them */
	gboolean apart;	  /**< one stands between them and those below */
};

/** Whether words may be what is told of the addresses above them, and not of those below. */
static gboolean is_told_below(struct rebound_arena *arena, const struct words *words)
{
	return words->follows &&
	       (words->apart || (words->lines > 1 && tells_outcome(arena, &words->first)));
}

/** Whether above all addresses of a run stands why, mostly in words that are known, and nothing
 * behind some may be their reason. */
static gboolean is_told_above(struct rebound_arena *arena, const char *text, const struct run *run)
{
	struct rebound_text_line line;
	struct words words = {.lines = 0};
	enum line last = ANOTHER;
	guint heads = 0, told = 0;
	gboolean blank = FALSE, apart = FALSE;
	char mark = '\0';

	if (!is_formed(text, run))
		return FALSE;
	for (gsize at = run->start; rebound_text_next_line(text, run->end, &at, &line);) {
		enum line sort = line.len > 0 ? sort_line(&line) : RULE;
		blank = blank || line.len == 0;
		if (sort == RULE)
			continue;
		if (sort == WORDS && last != WORDS)
			words = (struct words){
				.first = line, .follows = last == ADDRESSES && !blank};
		if (sort == WORDS) {
			words.last = line;
			words.lines++;
		} else if (last == WORDS) {
			gboolean tells = tells_outcome(arena, &words.last);
			words.apart = blank;
			char end = end_mark(&words.last);
			mark = heads == 0 ? end : mark;
			/* What leads to all of the list is no title as the others are. */
			if ((!tells && is_lead(arena, &words.last, heads == 0)) ||
				is_told_below(arena, &words) || end != mark)
				return FALSE;
			apart = apart || words.apart;
			told += tells;
			heads++;
		}
		last = sort;
		blank = FALSE;
	}
	/* Words that are not known may be a reason of what is above them. */
	if (told < heads)
		return last == ADDRESSES && 2 * told >= heads;
	gboolean behind = heads > 1 && !apart && !words.follows;
	return heads > 0 && (last == ADDRESSES || behind || !tells_outcome(arena, &words.last));
}

/** Write a run as most systems do: its addresses indented, directly below what tells of them, and
 * an empty line behind them. */
static void indent_run(GString *out, const char *text, const struct run *run)
{
	struct rebound_text_line line;
	enum line last = ANOTHER;
	gboolean blank = FALSE;

	for (gsize at = run->start, next = at; rebound_text_next_line(text, run->end, &next, &line);
		at = next) {
		enum line sort = line.len > 0 ? sort_line(&line) : RULE;
		if (line.len == 0) {
			blank = TRUE;
			continue;
		}
		if ((blank && sort != ADDRESSES) || (last == ADDRESSES && sort == WORDS))
			g_string_append_c(out, '\n');
		if (sort == ADDRESSES)
			g_string_append(out, INDENT);
		g_string_append_len(out, text + at, (gssize)(next - at));
		last = sort;
		blank = FALSE;
	}
	if (blank)
		g_string_append_c(out, '\n');
}

/** Write paragraphs none of which has another line: as one list, or those that are a list each. */
static void write_runs(
	struct rebound_arena *arena, GString *out, const char *text, const struct run *all)
{
	if (is_told_above(arena, text, all)) {
		indent_run(out, text, all);
		return;
	}
	for (gsize at = all->start; at < all->end;) {
		struct run run = next_paragraph(text, all->end, at);
		if (is_told_above(arena, text, &run))
			indent_run(out, text, &run);
		else
			g_string_append_len(out, text + at, (gssize)(run.end - at));
		at = run.end;
	}
}

/** Whether nothing but blanks stands behind the word that a place is in; moved behind that. */
static gboolean ends_line(const char **at, const char *end)
{
	while (*at < end && !g_ascii_isspace(**at))
		(*at)++;
	while (*at < end && (**at == ' ' || **at == '\t'))
		(*at)++;
	return *at == end || **at == '\n';
}

/** Behind the last line at the margin that is an address alone, but for a bullet; few texts have
 * one. */
static gsize find_last_address(const char *text, gsize len)
{
	const char *at = text, *end = text + len;
	gsize last = 0;

	while (at < end && (at = memchr(at, '@', (gsize)(end - at))) != NULL) {
		const char *line = at;
		if (!ends_line(&at, end))
			continue;
		while (line > text && !g_ascii_isspace(line[-1]))
			line--;
		/* "- ", "(1) " */
		for (guint i = 0; i < LONGEST_BULLET && line > text && line[-1] != '\n' &&
				  !g_ascii_isalpha(line[-1]) && line[-1] != ':';
			i++)
			line--;
		if ((line == text || line[-1] == '\n') && *line != ' ' && *line != '\t')
			last = (gsize)(at - text);
	}
	return last;
}

/** Whether a line may be of the same list as one that is addresses alone directly beside it. */
static gboolean fits(const struct rebound_text_line *entry, const struct rebound_text_line *line)
{
	enum line sort = line->len > 0 ? sort_line(line) : RULE;

	return sort == RULE || (sort != ANOTHER && line->indent == entry->indent);
}

/** Whether any addresses alone have beside them what a list of the kind that is looked for has: few
 * do. */
static gboolean may_hold_list(const char *text, gsize len)
{
	const char *from = text, *end = text + len, *at;

	while ((at = memchr(from, '@', (gsize)(end - from))) != NULL) {
		struct rebound_text_line above = {.len = 0}, entry = {.len = 0}, below = {.len = 0};
		const char *start = memrchr(from, '\n', (gsize)(at - from));
		gsize next = (gsize)((start ? start + 1 : from) - text);

		if (next > 0) {
			const char *last = memrchr(text, '\n', next - 1);
			next = last ? (gsize)(last + 1 - text) : 0;
		}
		do
			above = entry;
		while (rebound_text_next_line(text, len, &next, &entry) && text + next <= at);
		from = text + next;
		rebound_text_next_line(text, len, &next, &below);
		if (is_addresses(&entry) && fits(&entry, &above) && fits(&entry, &below))
			return TRUE;
	}
	return FALSE;
}

const char *rebound_text_indent_lists(struct rebound_arena *arena, const char *text, gsize *len)
{
	g_return_val_if_fail(arena && text && len, text);
	gsize last = find_last_address(text, *len), at = 0;
	if (last == 0 || !may_hold_list(text, *len))
		return text;
	g_autoptr(GString) out = g_string_sized_new(*len + 1);
	while (at < last) {
		struct run all = next_paragraph(text, *len, at);
		for (struct run next = all; all.plain && next.plain && all.end < *len;) {
			next = next_paragraph(text, *len, all.end);
			if (!next.plain)
				break;
			all.end = next.end;
			all.listed = all.listed || next.listed;
		}
		write_runs(arena, out, text, &all);
		at = all.end;
	}
	g_string_append_len(out, text + at, (gssize)(*len - at));
	if (out->len == *len && memcmp(out->str, text, *len) == 0)
		return text;
	*len = out->len;
	return rebound_arena_copy(arena, out->str, out->len);
}
