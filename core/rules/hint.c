/* SPDX-License-Identifier: MIT */
#include "core/rules/hint.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/text.h"

/* Words between "try again" and the span, at most; and the longest span that is read at all. */
enum { REACH = 6, LONGEST = 366 * 24 * 3600 };

struct word {
	const char *text;
	gsize len;
	gboolean ends_sentence; /* what stands behind it does */
};

struct unit {
	const char *name;
	gint64 seconds;
};

/* What a word asks for. */
enum cue { CUE_NONE, CUE_RETRY, CUE_WAIT };

/* A word list while it is walked: the last two words, and the cue that is still near. */
struct walk {
	const char *at, *end;
	struct word before, last;
	enum cue cue;
	guint since;
};

static const struct unit units[] = {
	{"s", 1},
	{"sec", 1},
	{"secs", 1},
	{"second", 1},
	{"seconds", 1},
	{"sekunden", 1},
	{"secondes", 1},
	{"segundos", 1},
	{"secondi", 1},
	{"m", 60},
	{"min", 60},
	{"mins", 60},
	{"minute", 60},
	{"minutes", 60},
	{"minuten", 60},
	{"minutos", 60},
	{"minuti", 60},
	{"h", 3600},
	{"hr", 3600},
	{"hrs", 3600},
	{"hour", 3600},
	{"hours", 3600},
	{"stunde", 3600},
	{"stunden", 3600},
	{"heure", 3600},
	{"heures", 3600},
	{"hora", 3600},
	{"horas", 3600},
	{"ore", 3600},
	{"d", 86400},
	{"day", 86400},
	{"days", 86400},
	{NULL, 0},
};

static const struct unit numbers[] = {
	{"a", 1},
	{"an", 1},
	{"one", 1},
	{"two", 2},
	{"three", 3},
	{"four", 4},
	{"five", 5},
	{"six", 6},
	{"ten", 10},
	{"fifteen", 15},
	{"twenty", 20},
	{"thirty", 30},
	{"sixty", 60},
	{NULL, 0},
};

static gboolean is_word(const struct word *word, const char *text)
{
	gsize same = 0;

	while (same < word->len && rebound_text_same_letter(word->text[same], text[same]))
		same++;
	return same == word->len && text[same] == '\0';
}

static gboolean is_one_of(const struct word *word, const char *const *texts)
{
	for (; *texts != NULL; texts++)
		if (is_word(word, *texts))
			return TRUE;
	return FALSE;
}

static gint64 look_up(const struct unit *table, const struct word *word)
{
	for (; table->name != NULL; table++)
		if (is_word(word, table->name))
			return table->seconds;
	return 0;
}

static gboolean joins(const char *at, const char *end)
{
	return (*at == ':' || *at == '.') && at + 1 < end && g_ascii_isdigit(at[-1]) &&
	       g_ascii_isdigit(at[1]);
}

static gboolean ends_sentence(char c)
{
	return c == '.' || c == ';' || c == '!' || c == '?';
}

/* The next run of letters and digits, and of ":" and "." between digits. */
static gboolean next_word(const char **at, const char *end, struct word *word)
{
	const char *from = *at;

	while (from < end && !g_ascii_isalnum(*from))
		from++;
	if (from == end)
		return FALSE;
	const char *to = from + 1;
	while (to < end && (g_ascii_isalnum(*to) || joins(to, end)))
		to++;
	word->text = from;
	word->len = (gsize)(to - from);
	word->ends_sentence = to < end && ends_sentence(*to) && (to + 1 == end || to[1] == ' ');
	*at = to;
	return TRUE;
}

/* How all cues begin; has_cue() knows two letters of each. */
static gboolean may_be_cue(char letter)
{
	switch (letter | 0x20) {
	case 'a':
	case 'b':
	case 'g':
	case 'r':
	case 'w':
		return TRUE;
	default:
		return FALSE;
	}
}

static enum cue read_cue(const struct walk *walk, const struct word *word)
{
	static const char *const retries[] = {
		"again", "retry", "retrying", "retried", "resend", "reattempt", "reconnect", NULL};
	static const char *const waits[] = {"wait", "waiting", NULL};

	/* Most words need no further look. */
	if (word->len < 4 || !may_be_cue(*word->text))
		return CUE_NONE;
	if (is_one_of(word, retries) || (is_word(word, "back") && is_word(&walk->last, "come")))
		return CUE_RETRY;
	if (is_one_of(word, waits))
		return CUE_WAIT;
	if (word->len >= 8 && (g_ascii_strncasecmp(word->text, "greylist", 8) == 0 ||
				      g_ascii_strncasecmp(word->text, "graylist", 8) == 0))
		return CUE_WAIT;
	return CUE_NONE;
}

/* Whether the word before a number makes it the span that is asked for. */
static gboolean leads_to_span(const struct walk *walk)
{
	static const char *const leads[] = {"in", "after", "least", "about", "approximately",
		"around", "approx", "another", "than", "until", NULL};

	return walk->since == 0 || is_one_of(&walk->last, leads) ||
	       (walk->cue == CUE_WAIT && is_word(&walk->last, "for"));
}

/* "00:04:59" or "4:59". */
static gint64 read_clock(const struct word *word)
{
	gint64 total = 0, part = 0;
	guint colons = 0;

	for (gsize i = 0; i < word->len; i++) {
		if (word->text[i] == ':') {
			total = total * 60 + part;
			part = 0;
			colons++;
		} else if (g_ascii_isdigit(word->text[i]) && part < 1000) {
			part = part * 10 + (word->text[i] - '0');
		} else {
			return 0;
		}
	}
	return colons == 1 || colons == 2 ? total * 60 + part : 0;
}

/* Digits at a word's start: the number, and how many bytes it has; 0 bytes for no number. */
static gsize read_number(const struct word *word, gint64 *number)
{
	gsize i = 0;

	*number = 0;
	while (i < word->len && i < 8 && g_ascii_isdigit(word->text[i]))
		*number = *number * 10 + (word->text[i++] - '0');
	if (i > 0 && i + 1 < word->len && word->text[i] == '.')
		for (i++; i < word->len && g_ascii_isdigit(word->text[i]);)
			i++;
	return i;
}

/* A number with its unit, beginning at a word; *behind is moved behind it. 0 for none. */
static gint64 read_span(const struct word *word, const char **behind, const char *end)
{
	struct word unit;
	gint64 number;
	const char *at = *behind;
	gsize digits = read_number(word, &number);

	if (digits == 0)
		number = look_up(numbers, word);
	else if (digits < word->len) {
		unit = (struct word){.text = word->text + digits, .len = word->len - digits};
		return number * look_up(units, &unit);
	}
	if (number == 0 || !next_word(&at, end, &unit))
		return 0;
	gint64 seconds = look_up(units, &unit);
	if (seconds != 0)
		*behind = at;
	return number * seconds;
}

/* "4 minutes and 59 seconds": what follows a span. */
static gint64 read_rest(const char *at, const char *end)
{
	struct word word;

	if (!next_word(&at, end, &word) || (is_word(&word, "and") && !next_word(&at, end, &word)))
		return 0;
	return g_ascii_isdigit(*word.text) ? read_span(&word, &at, end) : 0;
}

/* "Retry-After: 3600": seconds without a unit. */
static gint64 read_bare(const struct walk *walk, const struct word *word)
{
	gint64 number;
	const char *behind = word->text + word->len;

	if (!is_word(&walk->last, "after") || !is_word(&walk->before, "retry") ||
		read_number(word, &number) != word->len ||
		memchr(word->text, '.', word->len) != NULL)
		return 0;
	if (behind < walk->end && strchr("-/", *behind) != NULL)
		return 0;
	struct word next;
	static const char *const hours[] = {"am", "pm", NULL};
	if (next_word(&behind, walk->end, &next) && is_one_of(&next, hours))
		return 0;
	return number < 30 ? 0 : number;
}

static gint64 read_here(const struct walk *walk, const struct word *word)
{
	const char *behind = walk->at;
	gint64 seconds = 0;

	if (is_word(word, "half")) {
		struct word next;

		if (next_word(&behind, walk->end, &next) &&
			is_one_of(&next, (const char *const[]){"a", "an", NULL}))
			seconds = read_span(&next, &behind, walk->end) / 2;
		return seconds;
	}
	if (memchr(word->text, ':', word->len) != NULL)
		return read_clock(word);
	seconds = read_span(word, &behind, walk->end);
	if (seconds > 0)
		return seconds + (word->ends_sentence ? 0 : read_rest(behind, walk->end));
	return read_bare(walk, word);
}

/* Whether a word begins here that may be a cue: "back" is one behind "come". */
static gboolean is_cue_at(const char *at, const char *end)
{
	static const struct walk after_come = {.last = {"come", 4, FALSE}};
	struct word word;

	return next_word(&at, end, &word) && read_cue(&after_come, &word) != CUE_NONE;
}

/* Whether any word of a text is a cue; few texts have one. */
static gboolean has_cue(const char *text, gsize len)
{
	guint was_in_word = 0;

	for (gsize at = 0; at < len; at += REBOUND_CHUNK_BYTES) {
		gsize left = len - at;
		struct rebound_chunk chunk = rebound_chunk_load_up_to(text + at, left);
		struct rebound_chunk next = rebound_chunk_load_up_to(text + at + 1, left - 1);
		guint words = rebound_chunk_letters_and_digits(chunk);
		guint starts = words & ~(words << 1 | was_in_word);

		was_in_word = words >> (REBOUND_CHUNK_BYTES - 1);
		starts &= rebound_chunk_may_begin(chunk, 'a', next, 'g') |
			  rebound_chunk_may_begin(chunk, 'b', next, 'a') |
			  rebound_chunk_may_begin(chunk, 'g', next, 'r') |
			  rebound_chunk_may_begin(chunk, 'r', next, 'e') |
			  rebound_chunk_may_begin(chunk, 'w', next, 'a');
		for (; starts != 0; starts &= starts - 1)
			if (is_cue_at(text + at + rebound_chunk_first(starts), text + len))
				return TRUE;
	}
	return FALSE;
}

gint64 rebound_hint_read(const char *text, gsize len)
{
	struct walk walk = {
		.at = text, .end = text + len, .before = {"", 0, FALSE}, .last = {"", 0, FALSE}};
	struct word word;

	if (!has_cue(text, len))
		return 0;
	while (next_word(&walk.at, walk.end, &word)) {
		enum cue cue = read_cue(&walk, &word);

		if (cue != CUE_NONE) {
			walk.cue = cue;
			walk.since = 0;
		} else if (walk.cue != CUE_NONE) {
			gint64 seconds = leads_to_span(&walk) ? read_here(&walk, &word) : 0;

			if (seconds > 0 && seconds <= LONGEST)
				return seconds;
			if (++walk.since > REACH)
				walk.cue = CUE_NONE;
		}
		if (word.ends_sentence)
			walk.cue = CUE_NONE;
		walk.before = walk.last;
		walk.last = word;
	}
	return 0;
}

gint64 rebound_hint_bound(gint64 seconds)
{
	return seconds <= 0 ? 0 : CLAMP(seconds, REBOUND_HINT_LEAST, REBOUND_HINT_MOST);
}
