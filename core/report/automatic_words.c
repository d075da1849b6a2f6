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
static const char *const reply_subjects[] = {"thank you for your mail*",
	"thank you for contacting *", "*out of office*", "*out of the office*", "*out-of-office*",
	"*vacation re*", "vacation notice*", "*away from my *", "i am on vacation*",
	"i am * on vacation*", "i am away*", "away from the office*", "reponse d'absence*",
	"this is an auto* message", "ooo:*", "*abwesenheit*notiz*", "*abwesenheitsnachricht*",
	"*absen* du bureau*", "*fuera de * oficina*", "*fuera de oficina*", "*fuori*ufficio*",
	"*fora do escritorio*", "*afwezigheids*", "*poza biurem*", "*автоматическ*", "*вне офиса*",
	"*不在*連絡*", "*不在*通知*", "*外出*自动*", "*부재중*", NULL};

/** "Automatic", folded, in the title of an answer; the first are joined to it. */
#define JOINED 2
static const char *const automatic_words[] = {"auto", "авто", "automat", "automaat", "автомат",
	"аутомат", "otomat", "samodejn", "sjalfvirk", "αυτοματ", "自動", "自动", "자동", "אוטומטי",
	"تلقائي", "خودکار", "स्वचालित", "อัตโนมัติ", "tu dong", "tự dộng", NULL};

/** "Answer"; the two together are a title of automatic answers. */
static const char *const answer_words[] = {"reply", "replies", "response", "responder", "respond",
	"answer", "antwort", "antwoord", "reponse", "respuesta", "contestacion", "resposta",
	"risposta", "svar", "vastaus", "odpovied", "beantwort", "odpoved", "odpowied", "odgovor",
	"одговор", "отговор", "ответ", "відповід", "valasz", "yanit", "cevap", "απαντηση",
	"atbilde", "atsakym", "vastus", "raspuns", "acknowledg", "返信", "応答", "回复", "答复",
	"回覆", "答覆", "回信", "회신", "응답", "תשובה", "תגובה", "מענה", "رد", "پاسخ", "उत्तर",
	"जवाब", "ตอบ", "tra loi", "trả lời", "balasan", "jawapan", "rueckmeldung", "bestaetigung",
	NULL};

/** Subjects of receipts that come as text. */
static const char *const receipt_subjects[] = {
	"read:*",
	"not read:*",
	"gelesen:*",
	"ungelesen geloescht:*",
	"ungelesen:*",
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
	"nicht gelesen:*",
	"no leido:*",
	"nao lid*:*",
	"non letto:*",
	"niet gelezen:*",
	"ej laest:*",
	"inte laest:*",
	"ikke laest:*",
	"ikke lest:*",
	"lukematta:*",
	"nie przeczytano:*",
	"neprecteno:*",
	"nem olvas*:*",
	"okunmadi:*",
	"не прочитано:*",
	"未開封:*",
	"未読:*",
	"未读:*",
	"읽지 않음:*",
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
	"*accuse de reception (*",
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
static const char *const receipt_words[] = {"opened", "deleted", "eliminad", "eliminat", "supprime",
	"verwijderd", "raderat", "slettet", "usunie", "smazan", "удален", "削除", "删除", "삭제",
	"read on", "read at", "read by", "receipt for", "displayed", "affiche sur", "angezeigt",
	"visualizzat", "weergegeven", "received by:", "gelesen", "geoeffnet", "geloescht",
	"bestaetigung fuer", "empfangen von", "a ete lu", "lu le", "ouvert", "recu par", "leido",
	"se leyo", "abierto", "recibido por", "letto", "aperto", "ricevuto da", "lida",
	"recebido por", "gelezen", "geopend", "ontvangen door", "laest", "lest den", "luettu",
	"odczytan", "przeczytan", "precten", "elolvast", "okundu", "прочитано", "прочтено",
	"открыто", "開封", "开封", "已阅读", "已读", "已被阅读", "已于", "읽었", NULL};

enum {
	REPLY_SUBJECT,
	RECEIPT_SUBJECT,
	RECEIPT_TEXT,
	AUTOMATIC,
	ANSWER,
};

static const char *const *const lists[] = {
	[REPLY_SUBJECT] = reply_subjects,
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

/** Bytes of an "e" or "e-" that stands between a border of a word and a place; 0 for none. */
static gsize measure_electronic(const char *text, const char *place)
{
	gsize len = place > text && place[-1] == '-' ? 2 : 1;
	if ((gsize)(place - text) < len || place[-(gssize)len] != 'e')
		return 0;
	gboolean border = place - len == text || !g_ascii_isalnum(place[-(gssize)len - 1]);
	return border ? len : 0;
}

/** A text with "mail" for "e-mail" and "email", for the same reason. */
static const char *write_mail(struct rebound_arena *arena, const char *text, gsize *len)
{
	const char *place = strstr(text, "mail"), *end = text + *len, *from = text;
	if (!place)
		return text;
	char *written = rebound_arena_alloc(arena, *len + 1), *to = written;
	for (; place; place = strstr(place + 1, "mail")) {
		gsize electronic = measure_electronic(text, place);
		to = mempcpy(to, from, (gsize)(place - from) - electronic);
		from = place;
	}
	to = mempcpy(to, from, (gsize)(end - from));
	*to = '\0';
	*len = (gsize)(to - written);
	return written;
}

const struct rebound_word_lists rebound_lists_of_words = {
	.lists = lists, .count = G_N_ELEMENTS(lists)};

struct rebound_automatic_text rebound_automatic_look(
	struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_automatic_text folded = {.text = ""};

	if (text) {
		folded.text = rebound_text_fold_only(arena, text, len, &len);
		folded.text = write_mail(arena, write_out(arena, folded.text, &len), &len);
	}
	if (text && len > 0)
		folded.lists = rebound_word_filter_search(REBOUND_FILTER_WORDS, folded.text, len);
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
	if (!(subject->lists & 1U << AUTOMATIC))
		return FALSE;
	gboolean parted = (subject->lists & 1U << ANSWER) != 0;
	gsize len = strcspn(subject->text, ":");
	g_autofree char *label = g_strndup(subject->text, MIN(len, HEADING_BYTES));
	for (const char *const *word = automatic_words; *word; word++) {
		const char *place = strstr(label, *word);
		/* "Auto" alone is a car, unless the answer is what follows. */
		gboolean joined = word - automatic_words < JOINED;
		if (place && (joined ? begins_answer(place + strlen(*word))
				     : parted && has_answer(label)))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_automatic_is_reply_subject(const struct rebound_automatic_text *subject)
{
	g_return_val_if_fail(subject, FALSE);
	return matches_one(subject, REPLY_SUBJECT) || is_automatic_answer(subject);
}

gboolean rebound_automatic_is_receipt(
	const struct rebound_automatic_text *subject, const struct rebound_automatic_text *text)
{
	g_return_val_if_fail(subject && text, FALSE);
	return strlen(text->text) <= RECEIPT_BYTES && holds_one(text, RECEIPT_TEXT) &&
	       (matches_one(subject, RECEIPT_SUBJECT) || is_headed(text, RECEIPT_SUBJECT));
}
