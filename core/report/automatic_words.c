/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_words.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/word_filter.h"

/** Subjects of automatic answers, folded; "*" is a gap. */
static const char *const reply_subjects[] = {
	"*out of office*",
	"*out of the office*",
	"*out-of-office*",
	"*automatic reply*",
	"*automatic response*",
	"*automated reply*",
	"*automated response*",
	"*auto reply*",
	"*auto-reply*",
	"*autoreply*",
	"*auto response*",
	"*auto-response*",
	"*autoresponse*",
	"*autoresponder*",
	"*vacation reply*",
	"*vacation response*",
	"vacation*",
	"on vacation*",
	"away from *",
	"away until *",
	"i am away*",
	"i'm away*",
	"i am on leave*",
	"i am out of *",
	"thank you for your e*mail*",
	"thank you for your message*",
	"thank you for contacting *",
	"thank you for your enquiry*",
	"thank you for your inquiry*",
	"thank you for your request*",
	"thank you for your letter*",
	"thank you for getting in touch*",
	"new case created*",
	"case created*",
	"ticket created*",
	"*away from my mail*",
	"*away from my desk*",
	"*automatische antwort*",
	"*automatische antwoord*",
	"*automatisch antwoord*",
	"*abwesenheitsnotiz*",
	"*abwesenheitsnachricht*",
	"*abwesenheit*",
	"*nicht im buero*",
	"*reponse automatique*",
	"*reponse automatique*",
	"*absence du bureau*",
	"*absent du bureau*",
	"*respuesta automatica*",
	"*respuesta automatica*",
	"*fuera de la oficina*",
	"*fuera de oficina*",
	"*risposta automatica*",
	"*fuori ufficio*",
	"*fuori sede*",
	"*resposta automatica*",
	"*resposta automatica*",
	"*fora do escritorio*",
	"*afwezig*",
	"*autosvar*",
	"*automatiskt svar*",
	"*automatisk svar*",
	"*automaattinen vastaus*",
	"*fraanvaro*",
	"*odpowiedz automatyczna*",
	"*automaticka odpoved*",
	"*automatikus valasz*",
	"*otomatik yanit*",
	"*автоответ*",
	"*автоматическ*",
	"*自動返信*",
	"*自動応答*",
	"*自动回复*",
	"*自动答复*",
	"*自動回覆*",
	"*부재중*",
	"*automatisches antwort*",
	"*automatische rueckmeldung*",
	"*automatische nachricht*",
	"*eingangsbestaetigung*",
	"*we received your*",
	"*we have received your*",
	"*request received*",
	"*ticket received*",
	"*automatic acknowledg*",
	"*automated acknowledg*",
	"*auto-acknowledg*",
	"*automatic message*",
	"abwesend:*",
	"abwesend *",
	"nicht im haus*",
	"en vacances*",
	"absent du *",
	"absent jusqu*",
	"i am on vacation*",
	"i am on holiday*",
	"out of the office*",
	"ooo:*",
	"*estoy de vacaciones*",
	"*fuori dall*ufficio*",
	"*automatisk besked*",
	"*poza biurem*",
	"*nieobecno*",
	"*w biurze nie ma*",
	"*вне офиса*",
	"*в отпуске*",
	"*不在*連絡*",
	"*不在通知*",
	"*外出*自动*",
	"*自動回信*",
	"*자동 회신*",
	"*자동응답*",
	NULL,
};

/** Words with which a program asks for proof that a person has written. */
static const char *const challenge_words[] = {
	"was waitlisted",
	"add yourself to my guest list",
	"from senders i have approved",
	"my list of approved senders",
	"confirm that you are a person",
	"confirm you are a person",
	"verify that you are a person",
	"to confirm that you are not a",
	"waiting for delivery until you",
	"protecting myself from receiving junk",
	"protecting myself from junk",
	"protect myself from spam",
	"so i can receive your e",
	"won't have to do this again",
	"will not have to do this again",
	"confirm that you are a human",
	"confirm that you are human",
	"confirm you are human",
	"confirm that you are a real person",
	"confirm you are a real person",
	"verify that you are a human",
	"verify that you are human",
	"verify that you are a real person",
	"verify you are human",
	"verify you are a real person",
	"prove that you are human",
	"prove you are human",
	"prove you are a human",
	"you are a human being",
	"confirm your message",
	"confirm your email was sent",
	"confirm this message by",
	"your message is being held until",
	"your email is being held until",
	"has been held until you",
	"message awaits your confirmation",
	"not on my approved list",
	"not on the approved senders",
	"not in my approved senders",
	"not yet on my list of approved",
	"added to my approved senders",
	"added to my whitelist",
	"added to the whitelist by",
	"to be added to my list of allowed senders",
	"release your message",
	"to release this message",
	"one-time confirmation",
	"one time confirmation",
	"one-time verification",
	"one time verification",
	"sender verification",
	"challenge-response",
	"challenge/response",
	"challenge response system",
	"pass my spam filter",
	"my spam blocker",
	"guest sender",
	"verify that you are a real live",
	"verify that you are a living",
	"confirm that you are a living",
	"real live human being",
	"asks unknown senders to confirm",
	"asks senders to confirm",
	"unknown senders to verify",
	"unknown senders to confirm",
	"requires that you verify",
	"requires you to verify",
	"address has not been confirmed",
	"held because the address",
	"to release your message for delivery",
	"to have your message delivered",
	"to ensure that your message is delivered",
	"for your message to be delivered, please",
	"you only need to do this once",
	"you will only have to do this once",
	"only have to do this once",
	"subject line intact",
	"dass sie ein mensch sind",
	"bestaetigen sie ihre nachricht",
	"ihre nachricht wurde zurueckgehalten",
	"nachricht zuzustellen, bestaetigen",
	"confirmer votre message",
	"que vous etes une personne",
	"confirme que usted es una persona",
	"que es usted una persona",
	"confermare il messaggio",
	"подтвердите, что вы",
	NULL,
};

static const char *const challenge_subjects[] = {
	"*please confirm your message*",
	"*confirm your mail*",
	"*confirm your email to*",
	"*verification required*",
	"*sender verification*",
	"*verify your message*",
	"*verify your email to*",
	"*message verification*",
	"*verification of your message*",
	"*confirmation required*",
	"*action required to deliver*",
	"*awaiting your confirmation*",
	"*your message requires confirmation*",
	"*challenge*response*",
	"*approve your mail*",
	"*authenticate your e*",
	"*awaits confirmation*",
	"*verification needed*",
	"*requires verification*",
	"*requires confirmation*",
	"*needs confirmation*",
	"*confirmation needed*",
	"*bestaetigen sie ihre*",
	"*bitte bestaetigen*nachricht*",
	"*confirmez votre message*",
	"*are you human*",
	"*anti-spam confirmation*",
	"*antispam*confirm*",
	"*wacht op bevestiging*",
	"*подтверждение отправителя*",
	"*verificacion de*remitente*",
	"*verifica del mittente*",
	"*verification de l'expediteur*",
	"*absenderpruefung*",
	"*absenderbestaetigung*",
	NULL,
};

/** Subjects of receipts that come as text. */
static const char *const receipt_subjects[] = {
	"read:*",
	"not read:*",
	"gelesen:*",
	"ungelesen geloescht:*",
	"lu :*",
	"lu:*",
	"non lu*:*",
	"leido:*",
	"letto:*",
	"lida:*",
	"lido:*",
	"gelezen:*",
	"laest:*",
	"przeczytano:*",
	"прочтено:*",
	"прочитано:*",
	"開封済み:*",
	"開封済み：*",
	"已读:*",
	"已读：*",
	"*return receipt*",
	"*read receipt*",
	"*receipt displayed*",
	"*lesebestaetigung*",
	"*empfangsbestaetigung*",
	"*accuse de lecture*",
	"*confirmation de lecture*",
	"*confirmacion de lectura*",
	"*conferma di lettura*",
	"*confirmacao de leitura*",
	"*leesbevestiging*",
	"*開封確認*",
	NULL,
};

/** What such a receipt says; its subject alone is anybody's. */
static const char *const receipt_words[] = {
	"was read on",
	"was read at",
	"was opened on",
	"was deleted without being read",
	"has been read by",
	"return receipt for the mail",
	"receipt for the mail you sent",
	"receipt for the e-mail you sent",
	"receipt for the email you sent",
	"receipt for your message",
	"message was displayed on the recipient",
	"wurde gelesen",
	"wurde am",
	"wurde ungelesen geloescht",
	"empfangsbestaetigung fuer",
	"lesebestaetigung fuer",
	"a ete lu",
	"fue leido",
	"se ha leido",
	"e stato letto",
	"foi lida",
	"is gelezen op",
	"har laests",
	"zostala przeczytana",
	"было прочитано",
	"прочтено",
	"に開封されました",
	"开封",
	"已被阅读",
	NULL,
};

enum {
	REPLY_SUBJECT,
	CHALLENGE_SUBJECT,
	CHALLENGE_TEXT,
	RECEIPT_SUBJECT,
	RECEIPT_TEXT,
};

static const char *const *const lists[] = {
	[REPLY_SUBJECT] = reply_subjects,
	[CHALLENGE_SUBJECT] = challenge_subjects,
	[CHALLENGE_TEXT] = challenge_words,
	[RECEIPT_SUBJECT] = receipt_subjects,
	[RECEIPT_TEXT] = receipt_words,
};

struct rebound_automatic_text rebound_automatic_look(
	struct rebound_arena *arena, const char *text, gsize len)
{
	static struct rebound_word_filter filter = {
		.lists = lists, .list_count = G_N_ELEMENTS(lists)};
	struct rebound_automatic_text folded = {.text = ""};

	if (text)
		folded.text = rebound_text_fold_only(arena, text, len, &len);
	if (text && len > 0)
		folded.lists = rebound_word_filter_search(&filter, folded.text, len);
	return folded;
}

static gboolean matches_one(const struct rebound_automatic_text *text, guint list)
{
	if (!(text->lists & 1U << list))
		return FALSE;
	for (const char *const *pattern = lists[list]; *pattern; pattern++) {
		if (rebound_text_matches_wildcard(*pattern, text->text))
			return TRUE;
	}
	return FALSE;
}

static gboolean holds_one(const struct rebound_automatic_text *text, guint list)
{
	if (!(text->lists & 1U << list))
		return FALSE;
	for (const char *const *word = lists[list]; *word; word++) {
		if (strstr(text->text, *word))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_automatic_is_reply_subject(const struct rebound_automatic_text *subject)
{
	g_return_val_if_fail(subject, FALSE);
	return matches_one(subject, REPLY_SUBJECT);
}

gboolean rebound_automatic_is_challenge_subject(const struct rebound_automatic_text *subject)
{
	g_return_val_if_fail(subject, FALSE);
	return matches_one(subject, CHALLENGE_SUBJECT);
}

gboolean rebound_automatic_is_challenge_text(const struct rebound_automatic_text *text)
{
	g_return_val_if_fail(text, FALSE);
	return holds_one(text, CHALLENGE_TEXT);
}

gboolean rebound_automatic_is_receipt(
	const struct rebound_automatic_text *subject, const struct rebound_automatic_text *text)
{
	g_return_val_if_fail(subject && text, FALSE);
	return matches_one(subject, RECEIPT_SUBJECT) && holds_one(text, RECEIPT_TEXT);
}
