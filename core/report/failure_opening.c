/* SPDX-License-Identifier: MIT */
#include "core/report/failure_opening.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/word_filter.h"

/** He says so at once. */
#define OPENING_BYTES 400

/** "Guten Tag" is no longer, and with a name or a title behind it, up to its comma, not than that.
 */
#define GREETING_BYTES 24
#define ADDRESS_BYTES  80

/** "Unfortunately, " and the like. */
#define REGRET_BYTES 48

/** A sentence about the message that failed, or by the one who failed, begins so. */
static const char *const subjects[] = {"your message", "your mail", "your email", "your e-mail",
	"your answer", "your reply", "your invitation", "the message", "this message", "the mail",
	"the email", "the e-mail", "the notification", "this notification", "the invitation",
	"the desk could not", "we could not", "we couldn't", "we were unable", "we were not able",
	"we are unable", "we cannot", "we can't", "could not", "delivery of", "delivery to",
	"ihre nachricht", "ihre mail", "ihre e-mail", "ihre antwort", "deine nachricht",
	"die nachricht", "wir konnten", "konnten wir", "konnte ihre", "konnte die",
	"die zustellung", "zustellung", "votre message", "votre courriel", "votre mail",
	"votre e-mail", "le message", "nous n'avons", "nous ne pouvons", "impossible de",
	"la remise", "su mensaje", "su correo", "tu mensaje", "el mensaje", "no se ha",
	"no se pudo", "no hemos", "no pudimos", "no ha sido posible", "la entrega",
	"il suo messaggio", "il messaggio", "la sua mail", "non è stato possibile",
	"non siamo riusciti", "impossibile", "la consegna", "sua mensagem", "a sua mensagem",
	"a mensagem", "não foi possível", "não conseguimos", "uw bericht", "uw mail", "je bericht",
	"het bericht", "wij konden", "we konden", "de bezorging", "ditt m*", "din m*", "din besked",
	"meddelandet", "beskeden", "meldingen", "vi kunde inte", "vi kunne ikke", "leverans*",
	"levering*", "nie udało się", "nie mogliśmy", "państwa wiadomość", "twoja wiadomość",
	"wiadomość", "nepodařilo se", "vaši zprávu", "vaše zpráva", "zprávu", "zpráva",
	"не удалось", "мы не смогли", "ваше сообщение", "ваше письмо", "сообщение", "письмо",
	"mesajınız", "iletiniz", "e-postanız", NULL};

/** What stands before it. */
static const char *const regrets[] = {"unfortunately", "sorry", "we are sorry", "we're sorry",
	"we regret", "leider", "bedauerlicherweise", "malheureusement", "lamentablemente",
	"desafortunadamente", "lo sentimos", "lamentamos", "infelizmente", "purtroppo", "helaas",
	"tyvärr", "desværre", "dessverre", "niestety", "bohužel", "žel", "к сожалению", "maalesef",
	NULL};

/** Who writes this tells what may be, or what somebody else wrote. */
static const char *const reservations[] = {
	"if", "may", "might", "whether", "when", "wenn", "falls", "sollte", "ob", NULL};

enum { SUBJECTS, REGRETS, RESERVATIONS, LIST_COUNT };

static const char *const *const lists[LIST_COUNT] = {subjects, regrets, reservations};

const struct rebound_word_lists rebound_lists_of_opening = {
	.lists = lists, .count = LIST_COUNT, .exact = TRUE};

/** Whether a line greets: it is short, or somebody's name or title stands before its comma. */
static gboolean is_greeting(const char *line, gsize len)
{
	while (len > 0 && g_ascii_isspace(line[len - 1]))
		len--;
	return len < GREETING_BYTES ||
	       (len < ADDRESS_BYTES && (line[len - 1] == ',' || line[len - 1] == '!') &&
		       !memchr(line, '@', len));
}

static const char *pass_greeting(const char *text, const char *end)
{
	for (const char *stop = memchr(text, '\n', (gsize)(end - text));
		stop && is_greeting(text, (gsize)(stop - text));
		stop = memchr(text, '\n', (gsize)(end - text)))
		text = stop + 1;
	while (text < end && g_ascii_isspace(*text))
		text++;
	return text;
}

/** Whether a sentence is what who sends a mail back says of it, neither conditional nor quoted. */
static gboolean is_about_returned(struct rebound_arena *arena, const char *text, gsize len)
{
	static const char *const quotations[] = {"\"", "“", "„", "«", "?"};
	guint32 starts[LIST_COUNT] = {0};
	gsize size = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(quotations); i++) {
		if (rebound_text_find(text, len, quotations[i]))
			return FALSE;
	}
	const char *folded = rebound_text_fold_only(arena, text, len, &size);
	guint32 found = rebound_word_filter_locate(REBOUND_FILTER_OPENING, folded, size, starts);
	if (!(found & 1U << SUBJECTS) || (found & 1U << RESERVATIONS))
		return FALSE;
	return starts[SUBJECTS] == 0 || ((found & 1U << REGRETS) && starts[REGRETS] == 0 &&
						starts[SUBJECTS] <= REGRET_BYTES);
}

/** The length of the first sentence, which ends with its line, too, and before a blank one. */
static gsize measure_sentence(const char *text, gsize len)
{
	len = rebound_text_sentence(text, len);
	for (gsize at = 0; at + 1 < len; at++) {
		if (text[at + 1] == '\n' && strchr(".!?\n", text[at]))
			return at + 1;
	}
	return len;
}

gboolean rebound_opening_is_failure(const struct rebound_text_view *view, gsize *end)
{
	g_return_val_if_fail(view && end, FALSE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *stop = view->text + MIN(view->report_end, OPENING_BYTES);
	const char *text = pass_greeting(view->text, stop);
	gsize len = measure_sentence(text, (gsize)(stop - text));

	*end = (gsize)(text + len - view->text);
	return is_about_returned(arena, text, len) &&
	       (rebound_text_marks(arena, text, len) & REBOUND_TEXT_BIT(FAILED));
}
