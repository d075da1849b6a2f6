/* SPDX-License-Identifier: MIT */
#include "core/report/unsubscribe.h"

#include <string.h>

/** Verbs that are about nothing but lists. */
static const char *const plain_verbs[] = {"unsubscribe", "please unsubscribe", "unsub",
	"list-unsubscribe", "desabonner", "desabonnez", "desinscrire", "desinscription",
	"desinscrivez", "merci de me desabonner", "merci de me desinscrire",
	"veuillez me desabonner", "veuillez me desinscrire", "cancelar suscripcion",
	"cancelar la suscripcion", "disiscrivi", "disiscrivetemi", "descadastrar",
	"cancelar inscricao", "uitschrijven", "отписать", "отпишите", "配信停止", "配信の停止",
	"登録解除", "退订", "取消订阅", "구독 취소", "수신거부", NULL};

/** Verbs that may be about anything else. */
static const char *const other_verbs[] = {"remove me", "please remove me", "please remove my",
	"please remove us", "please remove our", "please remove this", "kindly remove me",
	"take me off", "please take me off", "take us off", "please take us off", "opt out",
	"opt-out", "opt me out", "please opt me out", "signoff", "leave", "stop sending me",
	"please stop sending", "stop sending", "cancel my subscription",
	"please cancel my subscription", "abmelden", "bitte abmelden", "abbestellen", "austragen",
	"bitte austragen", "bitte melden sie mich ab", "bitte nehmen sie mich", "bitte nehmt mich",
	"bitte streichen sie mich", "darse de baja", "dar de baja", "darme de baja",
	"por favor darme de baja", "denme de baja", "cancellami", "cancellatemi", "rimuovetemi",
	"remova-me", "removam-me", "afmelden", "graag afmelden", "wypisz", "prosze o wypisanie",
	"odhlasit", "avregistrera", "avmeld", "afmeld", "stop", NULL};

/** What may stand behind the verb and says no more. */
static const char *const closing_words[] = {"me", "us", "please", "pls", "plz", "one-click",
	"one click", "now", "immediately", "asap", "thanks", "thank", "request", "requested", "all",
	"today", "bitte", "danke", "sofort", "svp", "s'il", "merci", "gracias", "por", "grazie",
	"obrigado", "obrigada", "bedankt", "dank", "aub", "prosze", "dziekuje", "dekuji", "tack",
	"takk", "tak", "пожалуйста", "спасибо", "を", "希望", "お願い", "してください", "谢谢",
	NULL};

/** With what the name of a list, or a sender, begins behind a plain verb. */
static const char *const leading_words[] = {"from", "this", "the", "my", "our", "these", "to", "of",
	"de", "du", "des", "del", "della", "dalla", "dal", "da", "do", "vom", "von", "van", "uit",
	"mich", "uns", "moi", "mij", "mijn", "meine", "mon", "ma", "mi", "la", "le", "от", "из",
	"меня", "id", "list", "newsletter", "newsletters", "mailing", "email", "e-mail", "emails",
	"news", NULL};

/** Names of what one leaves. */
static const char *const list_words[] = {"list", "liste", "lista", "mailing", "newsletter",
	"news letter", "mail", "e-mail", "email", "verteiler", "rundbrief", "abo", "abonnement",
	"nieuwsbrief", "nyhetsbrev", "nyhedsbrev", "boletin", "lettre d'", "infolettre",
	"suscripcion", "subscription", "database", "distribution", "datenbank", "kartei",
	"notiziario", "odber", "newslettera", "рассыл", "подписк", "メール", "配信", "邮件", "spam",
	NULL};

static gboolean is_border(char c)
{
	return !g_ascii_isalnum(c) && (guchar)c < 0x80;
}

/** Behind one of these words at the start, nothing glued to it; NULL where none is there. */
static const char *pass_word(const char *text, const char *const *words)
{
	const char *behind = NULL;
	for (; *words; words++) {
		gsize len = strlen(*words);
		/* Scripts without spaces have no borders, and some verbs go on with an ending. */
		if (strncmp(text, *words, len) == 0 &&
			(is_border(text[len]) || (guchar)(*words)[len - 1] >= 0x80) &&
			(!behind || text + len > behind))
			behind = text + len;
	}
	return behind;
}

/** The first sentence of a text names a list. */
static gboolean names_list(const char *text)
{
	gsize len = strcspn(text, ".!?\n");
	for (const char *const *word = list_words; *word; word++) {
		const char *found = strstr(text, *word);
		if (found && (gsize)(found - text) < len)
			return TRUE;
	}
	return FALSE;
}

/** A token or an address, by which the list knows who asks. */
static gboolean is_token(const char *text)
{
	gsize len = strcspn(text, " ");
	for (gsize i = 0; i < len; i++) {
		if (g_ascii_isdigit(text[i]) || text[i] == '@')
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_unsubscribe_is_request(const char *text)
{
	g_return_val_if_fail(text, FALSE);
	const char *plain = pass_word(text, plain_verbs);
	const char *other = pass_word(text, other_verbs);
	const char *rest = plain ? plain : other;
	if (!rest)
		return FALSE;
	gboolean question = strchr(text, '?') != NULL;
	while (*rest && is_border(*rest))
		rest++;
	if (!*rest)
		return !question;
	if (question)
		return FALSE;
	if (pass_word(rest, closing_words))
		return TRUE;
	return plain ? pass_word(rest, leading_words) || is_token(rest) : names_list(rest);
}
