/* SPDX-License-Identifier: MIT */
#include "core/report/text_unwrap.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"

/* No line that a longer word was too long for is shorter, with it. */
#define USUAL 65

/* No text has it: it is what a byte becomes that goes. */
#define DROPPED '\x01'

/* Longer paragraphs are looked at no further: each of their addresses would cost as much. */
#define MOST_LINES 32

struct paragraph {
	char *start, *end; /**< of its lines; end is behind the last one's end */
	gsize widest;
};

static char *line_start(char *text, char *at)
{
	while (at > text && at[-1] != '\n')
		at--;
	return at;
}

static char *line_end(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (gsize)(end - at));
	return (char *)(stop ? stop : end);
}

static gboolean is_blank(const char *line, const char *stop)
{
	while (line < stop && (*line == ' ' || *line == '\t'))
		line++;
	return line == stop;
}

static gsize word_length(const char *at, const char *end)
{
	gsize len = 0;
	while (at + len < end && !g_ascii_isspace(at[len]))
		len++;
	return len;
}

/** Whether a line begins with an address, in brackets or not. */
static gboolean begins_with_address(const char *line, const char *end)
{
	return memchr(line, '@', word_length(line, end)) != NULL;
}

/** Whether a line ends with a word in Latin letters, so that the sentence goes on below. */
static gboolean ends_with_word(const char *line, const char *stop)
{
	while (stop > line && (stop[-1] == ' ' || stop[-1] == '\t'))
		stop--;
	if (stop - line < 3)
		return FALSE;
	gboolean accented = ((guchar)stop[-1] & 0xC0) == 0x80 && (guchar)stop[-2] == 0xC3;
	return (g_ascii_islower(stop[-1]) || accented) && stop[-2] != '.' && stop[-3] != '.';
}

/** Whether a sentence goes on behind the address that a line begins with, or ends there before
 * another or with the paragraph. */
static gboolean goes_on_behind(const char *line, const char *end)
{
	const char *behind = line + word_length(line, end);

	if (behind[-1] == '.' || behind[-1] == '!') {
		const char *after = behind;
		while (after < end && (*after == ' ' || *after == '\t'))
			after++;
		return after == end ||
		       (*after == '\n' && is_blank(after + 1, line_end(after + 1, end))) ||
		       (after == behind + 1 && g_ascii_isupper(*after));
	}
	if (behind[-1] == ',')
		return FALSE;
	return end - behind > 1 && *behind == ' ' &&
	       (g_ascii_islower(behind[1]) || behind[1] == '(' || (guchar)behind[1] == 0xC3);
}

/** Whether a line has the words of a sentence. */
static gboolean has_words(const char *line, const char *stop)
{
	guint spaces = 0;
	for (; line < stop && spaces < 3; line++)
		spaces += *line == ' ';
	return spaces == 3;
}

/** Whether a line ends with the code of a reply, whose words follow below. */
static gboolean ends_with_code(const char *line, const char *stop)
{
	const char *at = stop;
	while (at > line && (g_ascii_isdigit(at[-1]) || at[-1] == '.'))
		at--;
	return stop - at >= 3 && stop[-1] != '.' && at > line && at[-1] == ' ';
}

/** Whether a line begins with a reply code or a status. */
static gboolean begins_with_code(const char *line, const char *end)
{
	if (end - line < 4 || !strchr("245", line[0]))
		return FALSE;
	if (line[1] == '.')
		return g_ascii_isdigit(line[2]);
	return g_ascii_isdigit(line[1]) && g_ascii_isdigit(line[2]) && line[3] == ' ';
}

/** Whether a line is prose: it begins at the margin with a word, and not with that of a header or a
 * label, a command or a code, but where it goes on with the sentence above. */
static gboolean is_prose(const char *line, const char *stop, gboolean goes_on)
{
	gsize word = word_length(line, stop);

	if (word == 0 ||
		(!goes_on && (line[word - 1] == ':' || (g_ascii_isdigit(line[0]) && word == 3))))
		return FALSE;
	return g_ascii_isalnum(line[0]) || (guchar)line[0] >= 0x80 || strchr("(<\"'", line[0]);
}

/** The paragraph around a line; FALSE where it is none of wrapped prose. */
static gboolean find_paragraph(struct paragraph *paragraph, char *text, char *end, char *line)
{
	guint lines = 0;
	gboolean goes_on = FALSE;

	*paragraph = (struct paragraph){.start = line, .end = line};
	while (paragraph->start > text) {
		char *above = line_start(text, paragraph->start - 1);
		if (is_blank(above, paragraph->start - 1) || ++lines > MOST_LINES)
			break;
		paragraph->start = above;
	}
	if (begins_with_address(paragraph->start, end))
		return FALSE;
	for (line = paragraph->start; line < end && lines <= MOST_LINES; lines++) {
		char *stop = line_end(line, end);
		if (is_blank(line, stop))
			break;
		if (!is_prose(line, stop, goes_on))
			return FALSE;
		goes_on = ends_with_word(line, stop);
		paragraph->widest = MAX(paragraph->widest, (gsize)(stop - line));
		paragraph->end = stop;
		line = stop < end ? stop + 1 : end;
	}
	/* So short a text may have no line that is as long as they could be. */
	if (paragraph->widest < REBOUND_TEXT_NARROWEST)
		paragraph->widest = USUAL;
	return lines <= MOST_LINES && paragraph->widest <= REBOUND_TEXT_WIDEST;
}

/** Whether each line but the last one is full: the next word had no room there. */
static gboolean is_wrapped(const struct paragraph *paragraph)
{
	for (char *line = paragraph->start;;) {
		char *stop = line_end(line, paragraph->end);
		if (stop == paragraph->end)
			return TRUE;
		gsize word = word_length(stop + 1, paragraph->end);
		if (!has_words(line, stop) || (gsize)(stop - line) + 1 + word <= paragraph->widest)
			return FALSE;
		line = stop + 1;
	}
}

/** Mark the bytes of a line end and of the blanks before it, but for the one that becomes a space.
 */
static void mark_line_end(char *line, char *stop)
{
	char *at = stop;

	while (at > line && (at[-1] == ' ' || at[-1] == '\t'))
		at--;
	*at++ = ' ';
	while (at <= stop)
		*at++ = DROPPED;
}

static void join(const struct paragraph *paragraph)
{
	for (char *line = paragraph->start;;) {
		char *stop = line_end(line, paragraph->end);
		if (stop == paragraph->end)
			return;
		/* Behind a whole sentence an address may be an entry after all. */
		if (ends_with_word(line, stop) || !begins_with_address(stop + 1, paragraph->end))
			mark_line_end(line, stop);
		line = stop + 1;
	}
}

static gsize drop_marked(char *text, gsize len)
{
	gsize kept = 0;

	for (gsize i = 0; i < len; i++) {
		if (text[i] != DROPPED)
			text[kept++] = text[i];
	}
	text[kept] = '\0';
	return kept;
}

/** Whether a line that begins with an address goes on with the sentence above it. */
static gboolean breaks_before_address(char *text, char *line, char *end)
{
	return line >= text + 2 && line[-1] == '\n' && ends_with_word(text, line - 1) &&
	       goes_on_behind(line, end);
}

/** Whether a sentence is broken at the end of a line, before the code of a reply or within it. */
static gboolean breaks_before_code(char *line, char *stop, char *end)
{
	return stop < end && begins_with_code(stop + 1, end) &&
	       (ends_with_word(line, stop) || ends_with_code(line, stop));
}

/**
 * Whether a line that begins with an address goes on with a list in a sentence, whose last address
 * above has a comma behind it: it is no entry, which has a colon, nor is the one above it.
 *
 * @param joined  the line end that was joined last, so that the line above goes on with another;
 * NULL
 */
static gboolean breaks_list(char *text, const char *line, const char *end, const char *joined)
{
	const char *stop = line - 1;

	if (line < text + 2 || *stop != '\n')
		return FALSE;
	while (stop > text + 1 && (stop[-1] == ' ' || stop[-1] == '\t'))
		stop--;
	const char *at = stop, *start = stop;
	if ((stop[-1] != ',' && stop[-1] != ';') ||
		memchr(line, ':', (gsize)(line_end(line, end) - line)))
		return FALSE;
	while (start > text && start[-1] != '\n' && start - 1 != joined &&
		stop - start <= REBOUND_TEXT_WIDEST)
		start--;
	while (at > start && !g_ascii_isspace(at[-1]))
		at--;
	gsize width = (gsize)(stop - start);
	gboolean goes_on = joined && start - 1 == joined;
	return at > start && at[-1] == ' ' && memchr(at, '@', (gsize)(stop - at)) &&
	       (goes_on || !begins_with_address(start, stop)) && width <= REBOUND_TEXT_WIDEST &&
	       width + 1 + word_length(line, end) > USUAL;
}

gsize rebound_text_unwrap(char *text, gsize len)
{
	g_return_val_if_fail(text, 0);
	char *end = text + len, *stop = text;
	const char *last = NULL; /* line end of a list that was joined */
	gboolean joined = FALSE;

	for (char *at = text; (at = memchr(at, '@', (gsize)(end - at))) != NULL;) {
		struct paragraph paragraph;
		char *line = at;
		gboolean code = FALSE;
		/* A line and a word are looked at once, though they were all of the text. */
		if (at >= stop) {
			stop = line_end(at, end);
			code = breaks_before_code(at, stop, end);
		}
		at += word_length(at, end);
		while (line > text && !g_ascii_isspace(line[-1]))
			line--;
		if (breaks_list(text, line, end, last)) {
			last = line - 1;
			line[-1] = ' ';
			continue;
		}
		if (!code && !breaks_before_address(text, line, end))
			continue;
		line = code ? line_start(text, line) : line;
		if (!find_paragraph(&paragraph, text, end, line) || !is_wrapped(&paragraph))
			continue;
		join(&paragraph);
		joined = TRUE;
		at = paragraph.end;
	}
	return joined ? drop_marked(text, len) : len;
}
