/* SPDX-License-Identifier: MIT */
#include "core/report/told_reader.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/report/word_filter.h"

/** Lists of what is kept back are long; what they are stands above them. */
#define OPENING_BYTES 1000

/** Mail to the reader, or what keeps it for him. */
static const char *const incoming[] = {"mails to you", "emails to you", "messages to you",
	"emails for you", "messages for you", "addressed to you", "your incoming",
	"your quarantine", "your spam quarantine", "your spam folder", "your personal quarantine",
	"quarantined for you", "held for you", "blocked for you", "messages you have received",
	"spam-quarantined messages", "emails you received",
	/* de */ "nachrichten an sie", "mails an sie", "e-mails an sie", "an sie gerichtet*",
	"an sie adressiert*", "an sie gesendet*", "ihre quarantäne", "ihrer quarantäne",
	"ihrem quarantäne*", "ihr quarantäne*", "für sie zurückgehalten", "für sie bestimmt*",
	"ihrem spam*",
	/* fr */ "vous étaient destinés", "vous est destiné*", "vous étant destiné*",
	"vous sont destinés", "vous étaient adressés", "vous sont adressés", "adressé* à vous",
	"votre quarantaine", "destinés à votre",
	/* es, pt, it */ "dirigid* a usted", "destinad* a usted", "su cuarentena", "tu cuarentena",
	"para usted en cuarentena", "dirigid* a si", "destinad* a si", "endereçad* a si",
	"dirigid* a você", "destinad* a você", "sua quarentena", "indirizzat* a lei",
	"a lei indirizzat*", "a lei destinat*", "destinat* a lei", "sua quarantena",
	"tua quarantena", "destinat* a te",
	/* nl, sv, da, no, fi */ "aan u gericht*", "voor u bestemd*", "uw quarantaine",
	"adressera* till dig", "till dig har", "din karantän", "stilet til dig", "din karantæne",
	"adressert til deg", "din karantene", "sinulle osoitet*",
	/* pl, cs, hu, tr, ru */ "adresowan* do państwa", "adresowan* do pana",
	"państwa kwarantann*", "twojej kwarantann*", "adresované vám", "adresovaných vám",
	"vaší karanten*", "önnek címzett", "size gönderilen", "size gelen", "karantinanız*",
	"адресованн* вам", "вашем карантине", "вашей почтой",
	/* ja, zh, ko */ "お客様宛", "あなた宛", "あなたへの", "发给您的", "發給您的", "寄给您的",
	"您的隔离", "您的隔離", "귀하에게", NULL};

/** A message of the reader's own. */
static const char *const outgoing[] = {"your message", "your mail", "your email", "your e-mail",
	"you sent", "you have sent", "you tried", "message from you", "ihre nachricht", "ihre mail",
	"ihre e-mail", "ihrer nachricht", "ihrer e-mail", "deine nachricht", "deine e-mail",
	"deine mail", "von ihnen", "sie gesendet", "votre message", "votre courriel", "votre mail",
	"votre e-mail", "vous avez envoyé", "su mensaje", "su correo", "tu mensaje", "tu correo",
	"sua mensagem", "seu e-mail", "seu email", "suo messaggio", "sua mail", "tuo messaggio",
	"uw bericht", "uw mail", "uw e-mail", "je bericht", "ditt meddelande", "ditt mejl",
	"din besked", "din mail", "meldingen din", "din melding", "viestisi", "twoja wiadomość",
	"państwa wiadomość", "vaše zpráva", "vaši zprávu", "az ön üzenete", "mesajınız", "iletiniz",
	"ваше сообщение", "ваше письмо", "お送りいただいた", "您发送的", "您的邮件", "您的郵件",
	NULL};

/** Nobody there: whoever held mail back knows its recipient. */
static const char *const missing[] = {"unknown", "no such", "not exist*", "doesn't exist",
	"no mailbox", "not found", "no longer exist*", "unbekannt*", "existiert nicht",
	"nicht vorhanden", "inconnu*", "n'existe p*", "desconocid*", "no existe", "desconhecid*",
	"não existe", "sconosciut*", "inesistent*", "non esiste", "onbekend*", "bestaat niet",
	"okänd*", "finns inte", "ukendt*", "findes ikke", "ukjent*", "finnes ikke", "nieznan*",
	"nie istnieje", "neexist*", "neznám*", "ismeretlen*", "bulunamad*", "не существует",
	"неизвест*", "存在しません", "存在しない", "不存在", "was closed", "is closed",
	"been closed", "was deleted", "been deleted", "is disabled", "was disabled",
	"been disabled", "was removed", "been removed", "is full", "over quota", "delivery to",
	"deliver to", "deaktiviert", "zustellung an", NULL};

enum { INCOMING = 1U << 0 };

static const char *const *const lists[] = {incoming, outgoing, missing};

const struct rebound_word_lists rebound_lists_of_told_reader = {
	.lists = lists, .count = G_N_ELEMENTS(lists), .exact = TRUE};

/** Whether a text tells of several mails for an address. */
static gboolean names_mail_for(const char *folded, gsize len, const char *reader)
{
	static const char *const leads[] = {"messages for", "mails for", "emails for",
		"nachrichten fuer", "nachrichten an", "mails fuer", "mails an", "messages pour",
		"mensajes para", "mensagens para", "messaggi per", "berichten voor",
		"meddelanden till", "beskeder til"};
	const char *at = reader && *reader ? rebound_text_find(folded, len, reader) : NULL;
	for (gsize i = 0; at && i < G_N_ELEMENTS(leads); i++) {
		gsize size = strlen(leads[i]) + 1;
		if ((gsize)(at - folded) >= size && at[-1] == ' ' &&
			rebound_text_has_prefix(at - size, size, leads[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_told_reader_of_mail(const struct rebound_text_view *view, const char *reader)
{
	g_return_val_if_fail(view, FALSE);
	gsize len = MIN(view->report_end, OPENING_BYTES);
	/* Most bounces say so in these words, or bring the message back. */
	if (view->len > view->report_end || rebound_text_find(view->text, len, "your message"))
		return FALSE;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *folded = rebound_text_fold_only(arena, view->text, len, &len);

	guint32 found = rebound_word_filter_search(REBOUND_FILTER_TOLD_READER, folded, len);

	return found == INCOMING || (found == 0 && names_mail_for(folded, len, reader));
}
