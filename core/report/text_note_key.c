/* SPDX-License-Identifier: MIT */
#include "core/report/text_note_key.h"

#include <string.h>

#include "core/base/text.h"

/* No list has more notes; three digits are a reply code. */
#define MOST_DIGITS 2

/* Stars and the like that are no more than this are a key. */
#define MOST_STARS 4

/* Keys of stars, crosses and letters are told from numbers by these. */
enum { KEY_STARS = 1000, KEY_CROSSES = 2000, KEY_LETTERS = 3000, KEY_CODES = 100000 };

/** Whether nothing follows a number, or the code of a reply: "1  ann@example.org" up to the
 * address, "1  550 unknown". */
static gboolean stands_alone(const char *text, gsize len)
{
	gsize at = 0;
	while (at < len && text[at] == ' ')
		at++;
	return at == len || (at + 3 < len && (text[at] == '4' || text[at] == '5') &&
				    g_ascii_isdigit(text[at + 1]) &&
				    g_ascii_isdigit(text[at + 2]) && text[at + 3] == ' ');
}

/** A raised number, "\xC2\xB9" and so on; its value, 0 for none. */
static guint read_raised(const char *text, gsize len)
{
	if (len < 2 || text[0] != '\xC2')
		return 0;
	return text[1] == '\xB9' ? 1 : text[1] == '\xB2' ? 2 : text[1] == '\xB3' ? 3 : 0;
}

/** A number behind a star, "*1"; its value, 0 for none. */
static guint read_starred(const char *text, gsize len, gsize *size)
{
	guint value = 0;
	gsize at = 1;
	for (; at < len && at <= MOST_DIGITS && g_ascii_isdigit(text[at]); at++)
		value = value * 10 + (guint)(text[at] - '0');
	*size = at;
	return text[0] == '*' && (at == len || text[at] == ' ') ? value : 0;
}

/** Stars or crosses in a row; the bytes of them, 0 for none or too many. */
static gsize measure_row(const char *text, gsize len, const char *mark)
{
	gsize size = strlen(mark), at = 0;
	while (at + size <= len && memcmp(text + at, mark, size) == 0)
		at += size;
	return at <= MOST_STARS * size ? at : 0;
}

/** Bytes of words that lead to a number: "note ", "see note ". */
static gsize pass_words(const char *text, gsize len)
{
	static const char *const words[] = {"see ", "siehe ", "note ", "reason ", "error ", "no. "};
	gsize at = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (rebound_text_has_prefix(text + at, len - at, words[i]))
			at += strlen(words[i]);
	}
	return at;
}

/** A number of few digits, or a letter; 0 for none. */
static guint read_value(const char *text, gsize len, gsize *size)
{
	guint value = 0;
	gsize at = 0;
	for (; at < len && at <= MOST_DIGITS && g_ascii_isdigit(text[at]); at++)
		value = value * 10 + (guint)(text[at] - '0');
	*size = at;
	if (at > 0)
		return at <= MOST_DIGITS ? value : 0;
	*size = 1;
	return len > 1 && g_ascii_isalpha(text[0]) && text[1] == ')'
		       ? KEY_LETTERS + (guint)g_ascii_tolower(text[0])
		       : 0;
}

/** "1.", "1)", "1:", "[1]", "(1)", "(a)", "#1", "note 1:", "(see note 1)"; its value, 0 for none.
 */
static guint read_number(const char *text, gsize len, gsize *size)
{
	char open = text[0] != '\0' && strchr("[({#", text[0]) ? text[0] : '\0';
	gsize first = open ? 1 : 0, digits;
	gsize words = pass_words(text + first, len - first);
	first += words;
	if (first >= len)
		return 0;
	guint value = read_value(text + first, len - first, &digits);
	gsize end = first + digits;
	char close = end < len ? text[end] : '\0';
	gboolean closed =
		open == '['   ? close == ']'
		: open == '(' ? close == ')'
		: open == '{'
			? close == '}'
			: close != '\0' &&
				  (strchr(".):", close) ||
					  (close == ' ' && stands_alone(text + end, len - end)));
	if (!closed && open != '#')
		return 0;
	*size = closed && close != ' ' ? end + 1 : end;
	return value;
}

/** "A", "E1", "R12", and what parts it from the words of its note; its value, 0 for none. */
static guint read_code(const char *text, gsize len, gsize *size)
{
	gsize at = 1;
	guint number = 0;
	if (!g_ascii_isupper(text[0]))
		return 0;
	for (; at < len && at <= MOST_DIGITS && g_ascii_isdigit(text[at]); at++)
		number = number * 10 + (guint)(text[at] - '0');
	gboolean alone = at == 1 && stands_alone(text + at, len - at);
	gboolean equals = at + 1 < len && text[at] == ' ' && text[at + 1] == '=';
	if (at < len && !alone && !equals && !strchr(at == 1 ? ":)=" : " :.)=", text[at]))
		return 0;
	*size = at;
	while (*size < len && strchr(" :.)=-", text[*size]))
		(*size)++;
	gboolean letter = !g_ascii_isdigit(text[1 < len ? 1 : 0]);
	return letter ? KEY_LETTERS + (guint)g_ascii_tolower(text[0])
		      : KEY_CODES * (guint)text[0] + number;
}

gboolean rebound_text_note_key_is_number(guint key)
{
	return key < KEY_STARS;
}

guint rebound_text_note_key(const char *text, gsize len, gsize *size)
{
	g_return_val_if_fail(text && size, 0);
	static const char dagger[] = "\xE2\x80\xA0";
	guint key = 0;
	gsize row;
	if (len == 0)
		return 0;
	if ((key = read_code(text, len, size)) > 0)
		return key;
	if ((key = read_starred(text, len, size)) > 0) {
		/* nothing is left to read */
	} else if ((row = measure_row(text, len, "*")) > 0) {
		key = KEY_STARS + (guint)row;
		*size = row;
	} else if ((row = measure_row(text, len, dagger)) > 0) {
		key = KEY_CROSSES + (guint)row;
		*size = row;
	} else if ((key = read_raised(text, len)) > 0) {
		*size = 2;
	} else if ((key = read_number(text, len, size)) == 0) {
		return 0;
	}
	/* "5.1.1" and "*bold*" are none. */
	if (*size < len && text[*size] != ' ')
		return 0;
	while (*size < len && text[*size] == ' ')
		(*size)++;
	return key;
}
