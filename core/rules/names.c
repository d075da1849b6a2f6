/* SPDX-License-Identifier: MIT */
#include "core/rules/names.h"

#include <string.h>

#include "core/base/chunk.h"

/* Bytes of a salutation, with the words that follow the greeting. */
#define LONGEST_SALUTATION 40

static gboolean ends_name(char c)
{
	switch (c) {
	case ' ':
	case '\0':
	case '<':
	case '>':
	case '(':
	case ')':
	case '[':
	case ']':
	case '"':
	case '\'':
	case '`':
	case ',':
	case ';':
	case ':':
	case '{':
	case '}':
	case '|':
		return TRUE;
	default:
		return FALSE;
	}
}

static void hide(char *text, gsize start, gsize end)
{
	memset(text + start, REBOUND_NAMES_HIDDEN, end - start);
}

/* The address around an "@", by what touches it; FALSE where one side is empty. */
static gboolean find_address(
	const struct rebound_folded *folded, gsize at, gsize *start, gsize *end)
{
	*start = at;
	*end = at + 1;
	if (at == 0 || ends_name(folded->text[at - 1]) || !g_ascii_isalnum(folded->text[at + 1]))
		return FALSE;
	while (*start > 0 && !ends_name(folded->text[*start - 1]))
		(*start)--;
	while (*end < folded->len && !ends_name(folded->text[*end]))
		(*end)++;
	return TRUE;
}

/* The path of a URL, from the slash behind the host to its end. */
static gboolean find_path(
	const struct rebound_folded *folded, gsize scheme, gsize *start, gsize *end)
{
	*start = scheme + strlen("://");
	while (*start < folded->len && folded->text[*start] != '/' && folded->text[*start] != '?' &&
		folded->text[*start] != ' ')
		(*start)++;
	*end = *start;
	while (*end < folded->len && folded->text[*end] != ' ' && folded->text[*end] != '>' &&
		folded->text[*end] != '"')
		(*end)++;
	return *end > *start;
}

static gboolean is_host_character(char c)
{
	return g_ascii_isalnum(c) || c == '.' || c == '-' || c == '_';
}

static gboolean is_host(const struct rebound_folded *folded, gsize start, gsize end)
{
	return end > start && memchr(folded->text + start, '.', end - start) != NULL;
}

/* The host in "host.example[192.0.2.1]" and "host host.example [192.0.2.1]". */
static gboolean find_host(
	const struct rebound_folded *folded, gsize bracket, gsize *start, gsize *end)
{
	static const char word[] = "host ";
	const char *text = folded->text;
	gboolean apart = bracket > 0 && text[bracket - 1] == ' ';

	if (!g_ascii_isdigit(text[bracket + 1]) && strncmp(text + bracket + 1, "ipv6:", 5) != 0)
		return FALSE;
	*end = apart ? bracket - 1 : bracket;
	*start = *end;
	while (*start > 0 && is_host_character(text[*start - 1]))
		(*start)--;
	if (apart && (*start < strlen(word) ||
			     memcmp(text + *start - strlen(word), word, strlen(word)) != 0))
		return FALSE;
	return is_host(folded, *start, *end);
}

/* Whether a hyphen stands between letters. */
static gboolean is_between_letters(const char *text, gsize hyphen)
{
	return hyphen > 0 && g_ascii_isalpha(text[hyphen - 1]) && g_ascii_isalpha(text[hyphen + 1]);
}

/* A label with a hyphen around a place in a host, such as "no-such-user.example": a word with a
 * hyphen is a name there. Those without stay, since they name blocklists. The first hyphen between
 * letters answers for the label, so that one of hyphens only costs no square of its length. */
static gboolean find_label(
	const struct rebound_folded *folded, gsize hyphen, gsize *start, gsize *end)
{
	const char *text = folded->text;
	gsize last = hyphen + 1;

	if (!is_between_letters(text, hyphen))
		return FALSE;
	*start = hyphen;
	while (*start > 0 && (g_ascii_isalnum(text[*start - 1]) || text[*start - 1] == '-')) {
		(*start)--;
		if (text[*start] == '-' && is_between_letters(text, *start))
			return FALSE;
	}
	while (g_ascii_isalnum(text[last]) || text[last] == '-')
		last++;
	*end = last;
	return (*start > 1 && text[*start - 1] == '.' && g_ascii_isalnum(text[*start - 2])) ||
	       (text[last] == '.' && g_ascii_isalpha(text[last + 1]));
}

/* The path of a file behind its first slash, such as "/etc/mail/users". Where it has fields, it is
 * an address of X.400. */
static gboolean find_file(
	const struct rebound_folded *folded, gsize slash, gsize *start, gsize *end)
{
	const char *text = folded->text;

	if (!g_ascii_isalnum(text[slash + 1]) ||
		(slash > 0 && strchr(" \"'`(<:", text[slash - 1]) == NULL))
		return FALSE;
	*start = *end = slash + 1;
	while (*end < folded->len && !ends_name(text[*end]))
		(*end)++;
	return memchr(text + *start, '/', *end - *start) != NULL &&
	       memchr(text + *start, '=', *end - *start) == NULL;
}

/* The length of the host in "host.example: 550 ..." at the start of a text; 0 where there is none.
 */
static gsize measure_first_host(const struct rebound_folded *folded)
{
	gsize len = 0;

	while (len < folded->len && is_host_character(folded->text[len]))
		len++;
	if (!is_host(folded, 0, len) || folded->len - len < 3 || folded->text[len] != ':' ||
		folded->text[len + 1] != ' ' || !g_ascii_isdigit(folded->text[len + 2]))
		return 0;
	return len;
}

/* Where "Dear sender," ends that a text begins with, behind a code: it says nothing of a sender. 0
 * where there is none. */
static gsize find_salutation(const struct rebound_folded *folded, gsize *start)
{
	static const char *const greetings[] = {"dear ", "estimad", "gentil", "egregio ", "cher ",
		"chere ", "caro ", "cara ", "prezad", "geacht", "beste ", "kaere ", "kjaere ",
		"baest", "sehr geehrt", "lieber ", "szanown", "vazen", "tisztelt ", "stimat",
		"sayin ", "уважаем", "шановн", "αγαπητ"};
	const char *text = folded->text + strspn(folded->text, "0123456789. -");

	for (gsize i = 0; i < G_N_ELEMENTS(greetings); i++) {
		if (text[0] != greetings[i][0] ||
			strncmp(text, greetings[i], strlen(greetings[i])) != 0)
			continue;
		gsize len = strcspn(text, ",:!.;?");
		*start = (gsize)(text - folded->text);
		return len <= LONGEST_SALUTATION && strchr(".;?", text[len]) == NULL ? *start + len
										     : 0;
	}
	return 0;
}

/* The next place from one on of a mark that a name may have; or the end. */
static gsize next_mark(const struct rebound_folded *folded, gsize at)
{
	for (; at < folded->len; at += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk =
			rebound_chunk_load_up_to(folded->text + at, folded->len - at);
		guint marks = rebound_chunk_either(chunk, '@', '[') |
			      rebound_chunk_either(chunk, ':', '/') |
			      rebound_chunk_equal(chunk, '-');
		if (marks != 0)
			return at + rebound_chunk_first(marks);
	}
	return folded->len;
}

/* The name that a mark belongs to. */
static gboolean find_name(const struct rebound_folded *folded, gsize mark, gsize *start, gsize *end)
{
	switch (folded->text[mark]) {
	case '@':
		return find_address(folded, mark, start, end);
	case '[':
		return find_host(folded, mark, start, end);
	case '-':
		return find_label(folded, mark, start, end);
	case '/':
		return find_file(folded, mark, start, end);
	case ':':
		return folded->len - mark > 3 && memcmp(folded->text + mark, "://", 3) == 0 &&
		       find_path(folded, mark, start, end);
	default:
		return FALSE;
	}
}

const char *rebound_names_hide(struct rebound_arena *arena, const struct rebound_folded *folded)
{
	char *hidden = NULL;
	gsize start = 0, end, i = measure_first_host(folded);

	if (i == 0)
		i = find_salutation(folded, &start);

	if (i > 0) {
		hidden = rebound_arena_copy(arena, folded->text, folded->len);
		hide(hidden, start, i);
	}
	while ((i = next_mark(folded, i)) < folded->len) {
		gboolean found = find_name(folded, i, &start, &end);

		i++;
		if (!found)
			continue;
		if (hidden == NULL)
			hidden = rebound_arena_copy(arena, folded->text, folded->len);
		hide(hidden, start, end);
		i = MAX(i, end);
	}
	return hidden != NULL ? hidden : folded->text;
}

gboolean rebound_names_in_phrase(const char *phrase)
{
	return strpbrk(phrase, "@/=?") != NULL;
}
