/* SPDX-License-Identifier: MIT */
#include "core/report/text_title.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_reply.h"

/** Mail programs show no more of a subject. */
#define TITLE_BYTES 300

/** Words for a message, and the space before what is quoted. */
static const char *const messages[] = {"message ", "mail ", "nachricht ", "courriel ", "mensaje ",
	"correo ", "mensagem ", "messaggio ", "bericht ", "meddelande ", "meddelelse ", "melding ",
	"wiadomość ", "zprávu ", "zpráva ", "сообщение ", "письмо "};

struct marks {
	const char *open, *close;
};

static const struct marks quotations[] = {
	{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"„", "”"}, {"«", "»"}, {"'", "'"}};

/** Behind the marks that open at a place; NULL where none do, or what they hold is no subject. */
static const char *read_title(
	const char *text, gsize len, const char *place, struct rebound_text_title *title)
{
	for (gsize i = 0; i < G_N_ELEMENTS(quotations); i++) {
		gsize open = strlen(quotations[i].open);
		gsize rest = (gsize)(text + len - place);
		if (rest <= open || memcmp(place, quotations[i].open, open) != 0)
			continue;
		gsize most = MIN(rest - open, TITLE_BYTES);
		const char *start = place + open;
		const char *close = g_strstr_len(start, (gssize)most, quotations[i].close);
		if (!close || memchr(start, '@', (gsize)(close - start)) ||
			rebound_text_numbers(start, (gsize)(close - start)).code != 0)
			continue;
		title->start = (gsize)(start - text);
		title->end = (gsize)(close - text);
		return close;
	}
	return NULL;
}

gboolean rebound_text_find_title(const char *text, gsize len, struct rebound_text_title *title)
{
	g_return_val_if_fail(text && title, FALSE);
	/* Most sentences quote nothing; the other marks begin with the bytes of "«" and of "„". */
	if (!memchr(text, '"', len) && !memchr(text, '\'', len) && !memchr(text, 0xC2, len) &&
		!memchr(text, 0xE2, len))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(messages); i++) {
		const char *word = rebound_text_find(text, len, messages[i]);
		if (word && read_title(text, len, word + strlen(messages[i]), title))
			return TRUE;
	}
	return FALSE;
}
