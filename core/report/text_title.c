/* SPDX-License-Identifier: MIT */
#include "core/report/text_title.h"

#include <string.h>

#include "core/report/text_reply.h"

/** Mail programs show no more of a subject. */
#define TITLE_BYTES 300

/** Whose message it is: that of whom a report is written to. What a server says is a message, too.
 */
static const char *const owners[] = {"your", "ihre", "ihrer", "deine", "deiner", "votre", "ton",
	"su", "tu", "nel", "seu", "sua", "suo", "tuo", "vostro", "uw", "je", "jouw", "ditt", "din",
	"twoja", "państwa", "vaše", "vaši", "ваше", "Ваше"};

/** Words for a message, which stand before what is quoted. */
static const char *const messages[] = {"message", "e-mail", "email", "mail", "nachricht",
	"courriel", "mensaje", "correo", "mensagem", "messaggio", "bericht", "meddelande",
	"meddelelse", "besked", "melding", "wiadomość", "zprávu", "zpráva", "сообщение", "письмо"};

struct marks {
	const char *open, *close;
};

static const struct marks quotations[] = {
	{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"„", "”"}, {"«", "»"}, {"'", "'"}};

/** Go back over a space and a word of a list that end at a place; FALSE where they do not. */
static gboolean skip_back(const char *text, gsize *place, const char *const *words, gsize count)
{
	gsize end = *place;
	if (end == 0 || text[end - 1] != ' ')
		return FALSE;
	end--;
	for (gsize i = 0; i < count; i++) {
		gsize len = strlen(words[i]);
		if (len <= end && g_ascii_strncasecmp(text + end - len, words[i], len) == 0) {
			*place = end - len;
			return TRUE;
		}
	}
	return FALSE;
}

/** Whether "your message" ends before a place, in one language or another. */
static gboolean is_behind_message(const char *text, gsize place)
{
	return skip_back(text, &place, messages, G_N_ELEMENTS(messages)) &&
	       skip_back(text, &place, owners, G_N_ELEMENTS(owners)) &&
	       (place == 0 ||
		       !(g_ascii_isalnum(text[place - 1]) || (guchar)text[place - 1] >= 0x80));
}

/** Read what stands between marks that open at a place; FALSE where that is no subject. */
static gboolean read_title(const char *text, gsize len, gsize place, const struct marks *marks,
	struct rebound_text_title *title)
{
	gsize start = place + strlen(marks->open);
	const char *close =
		g_strstr_len(text + start, (gssize)MIN(len - start, TITLE_BYTES), marks->close);
	gsize end = close ? (gsize)(close - text) : start;

	if (!close || memchr(text + start, '@', end - start) ||
		rebound_text_numbers(text + start, end - start).code != 0)
		return FALSE;
	title->start = start;
	title->end = end;
	return TRUE;
}

/** Find a subject between marks of which the first begins with a byte. */
static gboolean find_from(
	const char *text, gsize len, guchar first, struct rebound_text_title *title)
{
	const char *end = text + len, *at = text;

	for (; (at = memchr(at, first, (gsize)(end - at))) != NULL; at++) {
		gsize place = (gsize)(at - text);
		gboolean led = is_behind_message(text, place);
		for (gsize i = 0; led && i < G_N_ELEMENTS(quotations); i++) {
			gsize open = strlen(quotations[i].open);
			if (len - place > open && memcmp(at, quotations[i].open, open) == 0 &&
				read_title(text, len, place, &quotations[i], title))
				return TRUE;
		}
	}
	return FALSE;
}

gboolean rebound_text_find_title(const char *text, gsize len, struct rebound_text_title *title)
{
	g_return_val_if_fail(text && title, FALSE);
	/* The first bytes of all marks. */
	static const guchar firsts[] = {'"', '\'', 0xC2, 0xE2};
	for (gsize i = 0; i < G_N_ELEMENTS(firsts); i++) {
		if (find_from(text, len, firsts[i], title))
			return TRUE;
	}
	return FALSE;
}
