/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_words.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/word_filter.h"

/** So long is a title at the head of a text. */
#define HEADING_BYTES 60

/** A receipt is short. */
#define RECEIPT_BYTES 800

/** Subjects of automatic answers, folded; "*" is a gap. */
static const char *const reply_subjects[] = {
	"*out of office*",
	"*out of the office*",
	"*out-of-office*",
	"*automatic message*",
	"*automatische nachricht*",
	"*automatisk besked*",
	"*vacation reply*",
	"*vacation response*",
	"away until *",
	"i am on leave*",
	"i am out of *",
	"thank you for your e*mail*",
	"thank you for your message*",
	"thank you for contacting *",
	"thank you for your enquiry*",
	"thank you for your inquiry*",
	"thank you for getting in touch*",
	"new case created*",
	"case created*",
	"ticket created*",
	"*away from my mail*",
	"*away from my desk*",
	"*abwesenheitsnotiz*",
	"*abwesenheitsnachricht*",
	"abwesenheit",
	"abwesenheit:*",
	"abwesenheit re:*",
	"abwesenheit aw:*",
	"abwesenheit bis*",
	"abwesenheit vom*",
	"meine abwesenheit*",
	"*nicht im buero*",
	"*absence du bureau*",
	"*absent du bureau*",
	"*fuera de la oficina*",
	"*fuera de oficina*",
	"*fuori ufficio*",
	"*fuori sede*",
	"*fora do escritorio*",
	"afwezig*",
	"*ben afwezig*",
	"*afwezigheidsbericht*",
	"*afwezigheidsassistent*",
	"*fraanvaro*",
	"*автоматическ*",
	"*부재중*",
	"*eingangsbestaetigung*",
	"*we received your*",
	"*we have received your*",
	"*request received*",
	"*ticket received*",
	"abwesend:*",
	"abwesend *",
	"nicht im haus*",
	"absent du *",
	"absent jusqu*",
	"i am on vacation*",
	"i am on holiday*",
	"ooo:*",
	"*estoy de vacaciones*",
	"*fuori dall*ufficio*",
	"*poza biurem*",
	"*nieobecno*",
	"*w biurze nie ma*",
	"*вне офиса*",
	"*в отпуске*",
	"*不在*連絡*",
	"*不在通知*",
	"*外出*自动*",
	NULL,
};

/** "Automatic", folded, in the title of an answer; the first are joined to it. */
#define JOINED 2
static const char *const automatic_words[] = {"auto", "авто", "automat", "автомат", "аутомат",
	"otomat", "samodejn", "sjalfvirk", "αυτοματ", "自動", "自动", "자동", "אוטומטי", "تلقائي",
	"خودکار", "स्वचालित", "อัตโนมัติ", "tu dong", NULL};

/** "Answer"; the two together are a title of automatic answers. */
static const char *const answer_words[] = {"reply", "replies", "response", "responder", "respond",
	"answer", "antwort", "antwoord", "reponse", "respuesta", "resposta", "risposta", "svar",
	"vastaus", "odpovied", "odpoved", "odpowied", "odgovor", "одговор", "отговор", "ответ",
	"відповід", "valasz", "yanit", "cevap", "απαντηση", "atbilde", "atsakym", "vastus",
	"raspuns", "acknowledg", "返信", "応答", "回复", "答复", "回覆", "答覆", "回信", "회신",
	"응답", "תשובה", "תגובה", "رد", "پاسخ", "उत्तर", "जवाब", "ตอบ", "tra loi", "balasan",
	"jawapan", "rueckmeldung", "bestaetigung", NULL};

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
	"que eres una persona",
	"que sei una persona",
	"que voce e uma pessoa",
	"che lei e una persona",
	"dat u een mens bent",
	"dat je een mens bent",
	"ze jestes czlowiekiem",
	"ze jest pan",
	"att du aer en maenniska",
	"at du er et menneske",
	"что вы не робот",
	"что вы человек",
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
	"odczytano:*",
	"odczytane:*",
	"прочтено:*",
	"прочитано:*",
	"開封済み:*",
	"已读:*",
	"opened:*",
	"lue :*",
	"lue:*",
	"leida:*",
	"luettu:*",
	"precteno:*",
	"olvasva:*",
	"elolvasva:*",
	"okundu:*",
	"lest:*",
	"leses:*",
	"읽음:*",
	"*return receipt*",
	"*read confirmation*",
	"*read notification*",
	"*gelesen-bestaetigung*",
	"*recu de lecture*",
	"*avis de lecture*",
	"*acuse de lectura*",
	"*acuse de recibo*",
	"*ricevuta di lettura*",
	"*ricevuta di ritorno*",
	"*recibo de leitura*",
	"*leesbewijs*",
	"*ontvangstbevestiging*",
	"*laeskvitto*",
	"*laesekvittering*",
	"*lesekvittering*",
	"*lukukuittaus*",
	"*potwierdzenie przeczytania*",
	"*potwierdzenie odczytu*",
	"*potvrzeni o precteni*",
	"*olvasasi visszaigazolas*",
	"*okundu bilgisi*",
	"*уведомление о прочтении*",
	"*阅读回执*",
	"*已读回执*",
	"*讀取回條*",
	"*읽음 확인*",
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
	"*confirmation of reading*",
	"*notification of receipt*",
	"*message status -*",
	"*nachrichtenstatus -*",
	"*statut du message -*",
	"*estado del mensaje -*",
	NULL,
};

/** What became of a letter, or who has it, says a receipt; its subject alone is anybody's. */
static const char *const receipt_words[] = {"opened", "deleted", "read on", "read at", "read by",
	"receipt for", "displayed", "received by:", "gelesen", "geoeffnet", "geloescht",
	"bestaetigung fuer", "empfangen von", "a ete lu", "lu le", "ouvert", "recu par", "leido",
	"abierto", "recibido por", "letto", "aperto", "ricevuto da", "lida", "recebido por",
	"gelezen", "geopend", "ontvangen door", "laest", "lest den", "luettu", "odczytan",
	"przeczytan", "precten", "elolvast", "okundu", "прочитано", "прочтено", "открыто", "開封",
	"开封", "已阅读", "已读", "已被阅读", "읽었", NULL};

enum {
	REPLY_SUBJECT,
	CHALLENGE_SUBJECT,
	CHALLENGE_TEXT,
	RECEIPT_SUBJECT,
	RECEIPT_TEXT,
	AUTOMATIC,
	ANSWER,
};

static const char *const *const lists[] = {
	[REPLY_SUBJECT] = reply_subjects,
	[CHALLENGE_SUBJECT] = challenge_subjects,
	[CHALLENGE_TEXT] = challenge_words,
	[RECEIPT_SUBJECT] = receipt_subjects,
	[RECEIPT_TEXT] = receipt_words,
	[AUTOMATIC] = automatic_words,
	[ANSWER] = answer_words,
};

/** A word as people shorten it, and in full. */
struct contraction {
	const char *word, *full;
};

static const struct contraction contractions[] = {
	{"can't", "cannot"},
	{"won't", "will not"},
	{"don't", "do not"},
	{"doesn't", "does not"},
	{"didn't", "did not"},
	{"isn't", "is not"},
	{"aren't", "are not"},
	{"wasn't", "was not"},
	{"haven't", "have not"},
	{"hasn't", "has not"},
	{"couldn't", "could not"},
	{"i'm", "i am"},
	{"you're", "you are"},
	{"we're", "we are"},
	{"they're", "they are"},
	{"i'll", "i will"},
	{"you'll", "you will"},
	{"we'll", "we will"},
	{"i've", "i have"},
	{"you've", "you have"},
	{"we've", "we have"},
};

/** What a shortened word is in full; NULL for any other. */
static const char *find_full(const char *word, gsize len)
{
	for (gsize i = 0; i < G_N_ELEMENTS(contractions); i++) {
		if (strlen(contractions[i].word) == len &&
			memcmp(contractions[i].word, word, len) == 0)
			return contractions[i].full;
	}
	return NULL;
}

/** A folded text with its English contractions written out, so that each list of words needs one
 * spelling only. */
static const char *write_out(struct rebound_arena *arena, const char *text, gsize *len)
{
	const char *mark = memchr(text, '\'', *len), *end = text + *len, *from = text;
	if (!mark)
		return text;
	char *full = rebound_arena_alloc(arena, 2 * *len + 1);
	char *to = full;
	for (; mark; mark = memchr(mark + 1, '\'', (gsize)(end - mark - 1))) {
		const char *word = mark, *behind = mark + 1;
		while (word > from && g_ascii_isalnum(word[-1]))
			word--;
		while (behind < end && g_ascii_isalnum(*behind))
			behind++;
		const char *written = find_full(word, (gsize)(behind - word));
		if (!written)
			continue;
		to = mempcpy(to, from, (gsize)(word - from));
		to = mempcpy(to, written, strlen(written));
		from = behind;
	}
	to = mempcpy(to, from, (gsize)(end - from));
	*to = '\0';
	*len = (gsize)(to - full);
	return full;
}

struct rebound_automatic_text rebound_automatic_look(
	struct rebound_arena *arena, const char *text, gsize len)
{
	static struct rebound_word_filter filter = {
		.lists = lists, .list_count = G_N_ELEMENTS(lists)};
	struct rebound_automatic_text folded = {.text = ""};

	if (text)
		folded.text =
			write_out(arena, rebound_text_fold_only(arena, text, len, &len), &len);
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

/** Whether a text begins with what may be a subject: some programs put the title there. */
static gboolean is_headed(const struct rebound_automatic_text *text, guint list)
{
	if (!(text->lists & 1U << list))
		return FALSE;
	g_autofree char *heading = g_strndup(text->text, HEADING_BYTES);
	const struct rebound_automatic_text head = {heading, text->lists};
	return matches_one(&head, list);
}

static gboolean begins_answer(const char *text)
{
	text += strspn(text, " -");
	for (const char *const *word = answer_words; *word; word++) {
		if (g_str_has_prefix(text, *word))
			return TRUE;
	}
	return FALSE;
}

static gboolean has_answer(const char *text)
{
	for (const char *const *word = answer_words; *word; word++) {
		if (strstr(text, *word))
			return TRUE;
	}
	return FALSE;
}

/** Whether a title is "automatic answer" in some language, with what is answered behind it. */
static gboolean is_automatic_answer(const struct rebound_automatic_text *subject)
{
	const guint32 both = 1U << AUTOMATIC | 1U << ANSWER;
	if ((subject->lists & both) != both)
		return FALSE;
	gsize len = strcspn(subject->text, ":");
	g_autofree char *label = g_strndup(subject->text, MIN(len, HEADING_BYTES));
	for (const char *const *word = automatic_words; *word; word++) {
		const char *place = strstr(label, *word);
		/* "Auto" alone is a car, unless the answer is what follows. */
		gboolean joined = word - automatic_words < JOINED;
		if (place && (joined ? begins_answer(place + strlen(*word)) : has_answer(label)))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_automatic_is_reply_subject(const struct rebound_automatic_text *subject)
{
	g_return_val_if_fail(subject, FALSE);
	return matches_one(subject, REPLY_SUBJECT) || is_automatic_answer(subject);
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
	return strlen(text->text) <= RECEIPT_BYTES && holds_one(text, RECEIPT_TEXT) &&
	       (matches_one(subject, RECEIPT_SUBJECT) || is_headed(text, RECEIPT_SUBJECT));
}
