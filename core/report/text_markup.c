/* SPDX-License-Identifier: MIT */
#include "core/report/text_markup.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/html_reference.h"
#include "core/report/text_marks.h"

static const char scheme[] = "<mailto:";

/** So much of a header is looked at, in lines and in bytes. */
#define MOST_FOLDS 8
#define MOST_BYTES 2048

/** The longest display name, and the longest address. */
#define NAME_BYTES    80
#define ADDRESS_BYTES 320

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

/** The start of the field that a place is in, which may be folded; or only of its line. */
static const char *find_field(const char *text, const char *mark)
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
	return line;
}

/** Whether a place is in a header of a list (RFC 2369), which holds links. */
static gboolean is_in_list_header(const char *text, const char *mark)
{
	const char *line = find_field(text, mark);

	return rebound_text_has_prefix(line, (gsize)(mark - line), "List-");
}

/** Whether a place is in a field of a returned header that names people. */
static gboolean is_in_address_header(const char *text, const char *mark)
{
	static const char *const fields[] = {"From:", "To:", "Cc:", "Bcc:", "Sender:", "Reply-To:",
		"Resent-", "X-", "Return-Path:", "Errors-To:"};
	const char *line = find_field(text, mark);

	while (line < mark && (*line == '>' || *line == '|' || *line == ' '))
		line++;
	for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
		if (rebound_text_has_prefix(line, (gsize)(mark - line), fields[i]))
			return TRUE;
	return FALSE;
}

/** Whether the word that ends at a place may be an address. */
static gboolean ends_in_address(const char *text, const char *place)
{
	text = MAX(text, place - MIN(place - text, ADDRESS_BYTES));
	for (const char *at = place; at > text && !g_ascii_isspace(at[-1]); at--) {
		if (at[-1] == '@')
			return TRUE;
	}
	return FALSE;
}

/** Whether "<mailto:ann@example.org>" stands behind the words that it is a link of, which may be
 * the address: those are read together. */
static gboolean is_link_of_words(const char *text, const char *mark)
{
	while (mark > text && (mark[-1] == ' ' || mark[-1] == '\t'))
		mark--;
	return ends_in_address(text, mark);
}

/** Where the address ends that begins here and a ">" ends; NULL where none does. */
static const char *find_close(const char *at, const char *end)
{
	const char *close = memchr(at, '>', (gsize)MIN(end - at, ADDRESS_BYTES));

	if (!close || !memchr(at, '@', (gsize)(close - at)))
		return NULL;
	while (at < close && !g_ascii_isspace(*at) && *at != '<')
		at++;
	return at == close ? close : NULL;
}

/** Whether what stands before a place is no part of an address. */
static gboolean is_border(const char *text, const char *place)
{
	const char *last = place - 1;

	if (place == text || g_ascii_isspace(*last) || strchr("<([\"',;:", *last) != NULL)
		return TRUE;
	while (last > text && place - last < 4 && ((guchar)*last & 0xC0) == 0x80)
		last--;
	return rebound_text_wide_mark(last, (gsize)(place - last)) > 0;
}

/** Whether an address ends before a place, and nothing else than it. */
static gboolean stands_before(
	const char *text, const char *place, const char *address, const char *close)
{
	gsize len = (gsize)(close - address);

	return (gsize)(place - text) >= len && place[-1] == close[-1] &&
	       g_ascii_strncasecmp(place - len, address, len) == 0 && is_border(text, place - len);
}

/** Where a quoted name before a place begins: "Ann Lee", or the address itself; NULL where what is
 * quoted may be what a mail system says. */
static const char *find_name(const char *text, const char *place, const char *address,
	const char *close, struct rebound_arena *arena)
{
	const char *last = place - 1, *first = last;
	char quote = *last;

	text = MAX(text, last - MIN(last - text, NAME_BYTES));
	while (first > text && first[-1] != quote && first[-1] != '\n' && first[-1] != '<')
		first--;
	if (first == text || first[-1] != quote || first == last ||
		(first - 1 > text && !g_ascii_isspace(first[-2]) && !strchr(",;:(", first[-2])))
		return NULL;
	gsize len = (gsize)(last - first);
	if (len == (gsize)(close - address) && g_ascii_strncasecmp(first, address, len) == 0)
		return first - 1;
	gboolean word = g_ascii_isalpha(*first) || (guchar)*first >= 0x80;
	return quote == '"' && word && rebound_text_marks(arena, first, len) == 0 ? first - 1
										  : NULL;
}

/** An address in "<>" and the words that end at a place before it, of which one says all: drop the
 * other. Returns behind it, or NULL where both stay. */
static const char *drop_name(
	struct rewrite *rewrite, const char *place, const char *mark, struct rebound_arena *arena)
{
	const char *address = mark + 1;

	if (rebound_text_has_prefix(mark, (gsize)(rewrite->end - mark), scheme))
		address = mark + strlen(scheme);
	const char *close = find_close(address, rewrite->end);
	if (!close)
		return NULL;
	if (g_ascii_isalnum(place[-1])) {
		if (!stands_before(rewrite->at, place, address, close))
			return NULL;
		keep_until(rewrite, place, (gsize)(close + 1 - place));
		return close + 1;
	}
	const char *name = is_in_address_header(rewrite->at, mark)
				   ? NULL
				   : find_name(rewrite->at, place, address, close, arena);
	if (!name)
		return NULL;
	keep_until(rewrite, name, (gsize)(mark - name));
	keep_until(rewrite, mark + 1, (gsize)(address - mark - 1));
	return close + 1;
}

static gsize drop_links(char *text, gsize len, struct rebound_arena *arena)
{
	struct rewrite rewrite = {text, text + len, text};
	const char *mark = text;

	while ((mark = memchr(mark, '<', (gsize)(rewrite.end - mark))) != NULL) {
		const char *place = mark, *behind = NULL;
		place -= place - rewrite.at > 1 && place[-1] == ' ';
		char last = place > rewrite.at ? place[-1] : '\n';
		if (last == '"' || last == '\'' ||
			(g_ascii_isalnum(last) && ends_in_address(rewrite.at, place)))
			behind = drop_name(&rewrite, place, mark, arena);
		if (!behind && (mark[1] == 'm' || mark[1] == 'M') &&
			rebound_text_has_prefix(mark, (gsize)(rewrite.end - mark), scheme) &&
			!is_link_of_words(rewrite.at, mark) && !is_in_list_header(rewrite.at, mark))
			keep_until(&rewrite, mark + 1, strlen(scheme) - 1);
		mark = behind ? behind : mark + 1;
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

gsize rebound_text_drop_markup(struct rebound_arena *arena, char *text, gsize len)
{
	g_return_val_if_fail(arena && text, 0);
	if (!memchr(text, '<', len))
		len = undo_references(text, len);
	len = drop_links(text, len, arena);
	len = drop_emphasis(text, len, '*');
	len = drop_emphasis(text, len, '_');
	text[len] = '\0';
	return len;
}
