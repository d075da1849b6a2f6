/* SPDX-License-Identifier: MIT */
#include "core/report/text_markup.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/html_reference.h"

static const char scheme[] = "<mailto:";

/** So much of a header is looked at, in lines and in bytes. */
#define MOST_FOLDS 8
#define MOST_BYTES 2048

/** A text that becomes shorter: what was read, and where the next byte is written. */
struct rewrite {
	const char *at, *end;
	char *to;
};

/** Keep what stands up to a place, and pass some bytes from there. */
static void keep_until(struct rewrite *rewrite, const char *place, gsize drop)
{
	gsize len = (gsize)(place - rewrite->at);

	memmove(rewrite->to, rewrite->at, len);
	rewrite->to += len;
	rewrite->at = place + drop;
}

/** Whether a place is in a header of a list (RFC 2369), which holds links; those may be folded. */
static gboolean is_in_list_header(const char *text, const char *mark)
{
	const char *line = mark;

	text = MAX(text, mark - MIN(mark - text, MOST_BYTES));
	for (guint i = 0; i < MOST_FOLDS; i++) {
		while (line > text && line[-1] != '\n')
			line--;
		if (line == text || (*line != ' ' && *line != '\t'))
			break;
		line--;
	}
	return rebound_text_has_prefix(line, (gsize)(mark - line), "List-");
}

/** Whether "<mailto:ann@example.org>" stands behind the words that it is a link of, which may be
 * the address: those are read together. */
static gboolean is_link_of_words(const char *text, const char *mark)
{
	while (mark > text && (mark[-1] == ' ' || mark[-1] == '\t'))
		mark--;
	for (const char *at = mark; at > text && !g_ascii_isspace(at[-1]); at--) {
		if (at[-1] == '@')
			return TRUE;
	}
	return FALSE;
}

static gsize drop_links(char *text, gsize len)
{
	struct rewrite rewrite = {text, text + len, text};
	const char *mark = text;

	while ((mark = memchr(mark, '<', (gsize)(rewrite.end - mark))) != NULL) {
		if (rebound_text_has_prefix(mark, (gsize)(rewrite.end - mark), scheme) &&
			!is_link_of_words(rewrite.at, mark) && !is_in_list_header(rewrite.at, mark))
			keep_until(&rewrite, mark + 1, strlen(scheme) - 1);
		mark++;
	}
	keep_until(&rewrite, rewrite.end, 0);
	return (gsize)(rewrite.to - text);
}

/** How many stars, or underscores, stand around a line: "*So*", "**So**"; 0 where they are bullets
 * or a rule. */
static gsize measure_emphasis(const char *line, const char *end)
{
	gsize count = 0, behind = 0;

	while (end > line && g_ascii_isspace(end[-1]))
		end--;
	while (line + count < end && line[count] == line[0])
		count++;
	while (behind < count && end - behind > line + count && end[-1 - (gssize)behind] == line[0])
		behind++;
	if (count > 3 || behind != count || end - line <= (gssize)(2 * count))
		return 0;
	const char *first = line + count, *last = end - count - 1;
	return *first == ' ' || *last == ' ' || *last == line[0] ? 0 : count;
}

static gsize drop_emphasis(char *text, gsize len, char mark)
{
	struct rewrite rewrite = {text, text + len, text};
	const char *line = text;

	while ((line = memchr(line, mark, (gsize)(rewrite.end - line))) != NULL) {
		if (line > text && line[-1] != '\n') {
			line++;
			continue;
		}
		const char *stop = memchr(line, '\n', (gsize)(rewrite.end - line));
		stop = stop ? stop : rewrite.end;
		gsize count = measure_emphasis(line, stop);
		if (count == 0) {
			line++;
			continue;
		}
		const char *close = stop;
		while (close[-1] != mark)
			close--;
		keep_until(&rewrite, line, count);
		keep_until(&rewrite, close - count, count);
		line = stop;
	}
	keep_until(&rewrite, rewrite.end, 0);
	return (gsize)(rewrite.to - text);
}

/** What stands for a reference in a text that was escaped; 0 where it stays: what it is must be as
 * safe as the text is already. */
static gunichar read_reference(const char *mark, const char *end, const char **behind)
{
	gunichar character = 0;
	*behind = rebound_html_reference_read(mark + 1, end, &character);
	if (!*behind || (*behind)[-1] != ';')
		return 0;
	if (character == REBOUND_HTML_NO_BREAK_SPACE)
		return ' ';
	if (character < 0x80)
		return g_ascii_isprint((char)character) ? character : 0;
	return g_unichar_validate(character) && g_unichar_isalnum(character) ? character : 0;
}

/** Undo the references of a text that was escaped as if it were HTML; none has fewer bytes than
 * what it stands for. */
static gsize undo_references(char *text, gsize len)
{
	struct rewrite rewrite = {text, text + len, text};
	const char *mark = text, *behind;

	while ((mark = memchr(mark, '&', (gsize)(rewrite.end - mark))) != NULL) {
		gunichar character = read_reference(mark, rewrite.end, &behind);
		if (character == 0) {
			mark++;
			continue;
		}
		keep_until(&rewrite, mark, (gsize)(behind - mark));
		rewrite.to += g_unichar_to_utf8(character, rewrite.to);
		mark = behind;
	}
	keep_until(&rewrite, rewrite.end, 0);
	return (gsize)(rewrite.to - text);
}

gsize rebound_text_drop_markup(char *text, gsize len)
{
	g_return_val_if_fail(text, 0);
	if (!memchr(text, '<', len))
		len = undo_references(text, len);
	len = drop_links(text, len);
	len = drop_emphasis(text, len, '*');
	len = drop_emphasis(text, len, '_');
	text[len] = '\0';
	return len;
}
