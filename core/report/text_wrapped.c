/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/base/text.h"
#include "core/report/text_cutter.h"
#include "core/report/text_entry_start.h"

/* What is shorter is no line that a sentence was too long for. */
#define SHORTEST_BROKEN 45

/* What is opened further before is closed somewhere else. */
#define LONGEST_BRACKET 120

/* An address is no longer, with what stands around it. */
#define LONGEST_WORD 320

/* "Successfully delivered:". */
#define LONGEST_LABEL 32

/* A line that is broken would be longer with the next word, whatever the others are. */
#define USUAL_WIDTH 68

/* A unit whose words are longer is no reply that goes on. */
#define LONGEST_REPLY 4096

/* " oder", with its space. */
#define LONGEST_AND 5

/** g_str_has_suffix() without a look for the end. Most end in another byte. */
static gboolean ends_with(const GString *text, const char *end)
{
	gsize size = strlen(end);
	return size <= text->len && text->str[text->len - 1] == end[size - 1] &&
	       memcmp(text->str + text->len - size, end, size) == 0;
}

/** Whether a line goes on with a command that the line before was too short for: "RCPT",
 * "TO:<...>".
 */
static gboolean continues_command(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	static const char *const halves[][2] = {{"RCPT", "TO:"}, {"MAIL", "FROM:"}};
	const GString *joined = cutter->joined;
	for (gsize i = 0; cutter->open && i < G_N_ELEMENTS(halves); i++) {
		if (ends_with(joined, halves[i][0]) &&
			rebound_text_has_prefix(line->text, line->len, halves[i][1]))
			return TRUE;
	}
	return FALSE;
}

/** Whether a text ends with the code of a reply, "550" or "550 5.1.1", whose words must follow. */
static gboolean ends_with_code(const GString *text)
{
	const char *end = text->str + text->len;
	const char *space = memrchr(text->str, ' ', text->len);
	if (!space || !strchr("245", space[1]))
		return FALSE;
	for (const char *at = space + 1; at < end; at++) {
		if (!g_ascii_isdigit(*at) && *at != '.')
			return FALSE;
	}
	return end - space > 3 && end[-1] != '.';
}

/** Whether a line gives the words of a reply whose code stands at the end of the open unit, and
 * begins with the address that the unit is about: "550 5.1.1", "<ann@example.org>... User unknown".
 */
static gboolean continues_reply(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const char *start = line->text + (line->text[0] == '<');
	gsize len = 0;
	if (!cutter->open || cutter->joined->len == 0 || cutter->joined->len > LONGEST_REPLY ||
		!ends_with_code(cutter->joined))
		return FALSE;
	while (start + len < line->text + line->len && len < LONGEST_WORD &&
		!g_ascii_isspace(start[len]) && !strchr("<>,;:", start[len]))
		len++;
	if (!memchr(start, '@', len))
		return FALSE;
	const char *address = rebound_arena_copy(cutter->arena, start, len);
	return strcasestr(cutter->joined->str, address) != NULL;
}

/** Whether the open unit is a list whose last address waits for its reply: "ann@example.org: 550
 * unknown; bob@example.org:". */
static gboolean ends_with_lead(const struct rebound_text_cutter *cutter)
{
	const char *text = cutter->joined->str, *end = text + cutter->joined->len;
	const char *space = cutter->open && cutter->joined->len > 0 && end[-1] == ':'
				    ? memrchr(text, ' ', cutter->joined->len)
				    : NULL;
	return space && memchr(space, '@', (gsize)(end - space)) &&
	       memchr(text, '@', (gsize)(space - text));
}

/** Whether the line below another begins with an address. */
static gboolean is_above_address(const struct rebound_text_line *line)
{
	const char *at = line->text + line->len;
	gsize len = 0;
	at += strspn(at, " \t\r\n");
	while (len < LONGEST_WORD && at[len] != '\0' && !g_ascii_isspace(at[len]))
		len++;
	return memchr(at, '@', len) != NULL;
}

/** Whether a sentence ends with the address that a line begins with, and the next one follows: it
 * is no list, whose next entry stands below. */
static gboolean ends_sentence(const struct rebound_text_line *line)
{
	const char *space = memchr(line->text, ' ', line->len);
	return space && space + 1 < line->text + line->len && space - line->text > 1 &&
	       strchr(".!", space[-1]) && g_ascii_isupper(space[1]) &&
	       memchr(line->text, '@', (gsize)(space - line->text)) && !is_above_address(line);
}

/** Whether a text ends with a word that leads to an address, "there is no mailbox for". */
static gboolean ends_with_preposition(const GString *text)
{
	static const char *const words[] = {" for", " to", " at", " of", " für", " an", " von",
		" pour", " de", " à", " para", " a", " per", " di", " voor", " van", " till",
		" til", " dla", " do", " для"};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (ends_with(text, words[i]))
			return TRUE;
	}
	return FALSE;
}

/**
 * Whether a line that begins with an address goes on with the open unit's sentence, which the line
 * above was too short for: it has told of somebody else before, "... is full. There is no user",
 * "ann@example.org here.", or ends in a word for a recipient.
 */
static gboolean breaks_sentence(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	const char *text = joined->str, *end = text + joined->len;
	const char *space = memchr(line->text, ' ', line->len);
	if (ends_sentence(line) && ends_with_preposition(joined))
		return TRUE;
	if (cutter->last_len < SHORTEST_BROKEN || !g_ascii_islower(end[-1]) || !space ||
		space + 1 == line->text + line->len || !g_ascii_islower(space[1]) ||
		!g_ascii_isalnum(space[-1]) ||
		!memchr(line->text, '@', (gsize)(space - line->text)))
		return FALSE;
	if (!memchr(text, '@', joined->len))
		return rebound_text_calls_recipient(cutter->arena, text, joined->len);
	/* The sentence has named nobody yet, and another one did. */
	for (const char *at = end - 1; at > text + 1; at--) {
		if (*at == '@')
			return FALSE;
		if (*at == ' ' && strchr(".!", at[-1]))
			return memchr(text, '@', (gsize)(at - text)) != NULL;
	}
	return FALSE;
}

/** Whether a text ends with an address and a word that leads to the next: "ann@example.org and". */
static gboolean ends_list_with_and(const GString *text)
{
	static const char *const words[] = {" and", " or", " nor", " und", " oder", " noch", " et",
		" ou", " ni", " y", " e", " en", " of", " och", " og", " oraz", " i", " и"};
	if (!memchr(text->str + text->len - LONGEST_AND, ' ', LONGEST_AND))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (!ends_with(text, words[i]))
			continue;
		gsize end = text->len - strlen(words[i]), from = end;
		while (from > 0 && text->str[from - 1] != ' ')
			from--;
		return memchr(text->str + from, '@', end - from) != NULL;
	}
	return FALSE;
}

/** Whether a line closes a bracket that a text has opened: "ann@example.org (expanded from",
 * "list@example.org)". */
static gboolean closes_bracket(const GString *text, const struct rebound_text_line *line)
{
	const char *close = memchr(line->text, ')', line->len);
	gsize from = text->len > LONGEST_BRACKET ? text->len - LONGEST_BRACKET : 0;
	const char *open = close ? memrchr(text->str + from, '(', text->len - from) : NULL;
	return open && !memchr(open, ')', (gsize)(text->str + text->len - open)) &&
	       !memchr(line->text, '(', (gsize)(close - line->text));
}

/** Whether a line is no more than an address in brackets of a kind, and the end of a sentence. */
static gboolean is_bracketed(const struct rebound_text_line *line, char open, char close)
{
	gsize len = line->len;
	if (len > 0 && line->text[len - 1] == '.')
		len--;
	return len > 2 && line->text[0] == open && line->text[len - 1] == close &&
	       !memchr(line->text, ' ', len) && memchr(line->text, '@', len);
}

/** Whether a line gives the address that a server's words were about to name: "<<< 551 ... please
 * try", "<ann@example.org>". */
static gboolean ends_answer(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	return closes_bracket(joined, line) || is_bracketed(line, '(', ')') ||
	       (cutter->arrows && cutter->last_len >= SHORTEST_BROKEN &&
		       g_ascii_islower(joined->str[joined->len - 1]) &&
		       is_bracketed(line, '<', '>'));
}

/** Whether the open unit is a sentence that was broken before another address: "ann@example.org
 * and", "ann@example.org (user unknown),", "ann@example.org is unknown, nor to".
 */
static gboolean goes_on(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	static const char *const words[] = {" and", " or", " nor", " und", " oder", " et", " ou",
		" y", " e", " en", " of", " och", " og", " to", " for", " an", " für"};
	const GString *joined = cutter->joined;
	gsize len = joined->len;
	if (!cutter->open || len < LONGEST_AND)
		return FALSE;
	if (cutter->entry)
		return ends_list_with_and(joined) || closes_bracket(joined, line);
	if (cutter->type == REBOUND_TEXT_ANSWER)
		return ends_with(joined, " for") || ends_with(joined, " -") ||
		       ends_answer(cutter, line);
	if (cutter->type != REBOUND_TEXT_PROSE)
		return FALSE;
	char last = joined->str[len - 1];
	if (breaks_sentence(cutter, line))
		return TRUE;
	if (last == ',' || last == ';')
		return joined->str[len - 2] == ')' && memchr(joined->str, '@', len);
	if (!memchr(joined->str + len - MIN(len, LONGEST_AND), ' ', MIN(len, LONGEST_AND)) ||
		!memchr(joined->str, '@', len))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (ends_with(joined, words[i]))
			return TRUE;
	}
	return FALSE;
}

/** Whether a byte is of a word. */
static gboolean is_of_word(char byte)
{
	return g_ascii_isalnum(byte) || (guchar)byte >= 0x80;
}

/** Whether a text ends within a sentence, or in the dots that lead to a server's words. */
static gboolean ends_within(const GString *text)
{
	char last = text->str[text->len - 1];
	return is_of_word(last) || last == ',' || ends_with(text, "...");
}

gboolean rebound_text_fills_line(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const char *text = line->text;
	gsize width = cutter->last_indent + cutter->last_len, word = 0, most;
	if (line->indent > 0 || !cutter->open || (cutter->last_indent == 0 && !cutter->filled) ||
		cutter->joined->len == 0)
		return FALSE;
	/* Words are broken within a sentence; a program's name in quotes is an entry. */
	if (!ends_within(cutter->joined) || !(is_of_word(text[0]) || text[0] == '(') ||
		(g_ascii_isupper(text[0]) && memchr(text, ':', MIN(line->len, LONGEST_LABEL))))
		return FALSE;
	while (word < line->len && text[word] != ' ')
		word++;
	/* An entry, a label and a code begin something; a word does not. */
	if (memchr(text, '@', word) || strchr(":-=*>", text[word - 1]) ||
		(word == 3 && g_ascii_isdigit(text[0])))
		return FALSE;
	/* Another line shows where lines end; what names nobody ends where most do. */
	gboolean shown = cutter->widest_above >= REBOUND_TEXT_NARROWEST &&
			 cutter->widest <= REBOUND_TEXT_WIDEST;
	gboolean plain =
		width <= REBOUND_TEXT_WIDEST && line->len < width && !memchr(text, '@', line->len);
	if (!shown && !plain)
		return FALSE;
	most = shown ? cutter->widest_above : USUAL_WIDTH;
	if (plain)
		most = MIN(most, USUAL_WIDTH);
	return width + 1 + word > most;
}

gboolean rebound_text_is_wrapped(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	return continues_command(cutter, line) || continues_reply(cutter, line) ||
	       goes_on(cutter, line) || ends_with_lead(cutter);
}
