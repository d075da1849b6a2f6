/* SPDX-License-Identifier: MIT */
#include "core/report/unsubscribe.h"

#include <string.h>

/** More behind a word of thanks is no name. */
#define SIGNATURE_WORDS 5

/** What may stand before a verb. */
static const char *const asking[] = {"please", "kindly", "pls", "plz", "bitte", "merci de",
	"veuillez", "me", "vous", "por favor", "per favore", "graag", "prosze", "prosze o", "请",
	"請", NULL};

/** Verbs that are about nothing but lists. */
static const char *const plain_verbs[] = {"unsubscribe", "unsub", "list-unsubscribe", "desabonner",
	"desabonnement", "desabonnez", "desinscrire", "desinscription", "desinscrivez",
	"cancelar suscripcion", "cancelar la suscripcion", "disiscrivi", "disiscrivetemi",
	"descadastrar", "cancelar inscricao", "uitschrijven", "отписать", "отпишите", "配信停止",
	"配信の停止", "登録解除", "退订", "取消订阅", "구독 취소", "수신거부", "수신 거부", NULL};

/** Verbs that may be about anything else. */
static const char *const other_verbs[] = {"remove me", "remove us", "take me off", "take us off",
	"opt out", "opt-out", "opt me out", "signoff", "leave", "cancel my subscription",
	"abmelden", "abbestellen", "austragen", "melden sie mich ab", "nehmen sie mich aus",
	"nehmt mich aus", "streichen sie mich", "darse de baja", "dar de baja", "darme de baja",
	"denme de baja", "cancellami", "cancellatemi", "rimuovetemi", "remova-me", "removam-me",
	"afmelden", "wypisz", "wypisanie", "odhlasit", "avregistrera", "avmeld", "afmeld", NULL};

/** Verbs that say so where nothing else stands beside them. */
static const char *const bare_verbs[] = {"remove", "delete me", "entfernen", "streichen",
	"loeschen", "supprimer", "rimuovere", "verwijderen", "usunac", NULL};

/** Verbs that take something out, and what of the writer's that is. */
static const char *const removing[] = {"remove my", "remove our", "remove this", NULL};
static const char *const own_things[] = {"address", "email", "e-mail", "mail", "email address",
	"e-mail address", "mail address", "name", "details", "contact details", "data", NULL};

/** Verbs whose object has to come next: orders and parcels are stopped too. */
static const char *const stop_verbs[] = {"stop", "stop met", "stop sending", "stop sending me",
	"stop sending us", "stop sending to", NULL};

/** What may stand before that object. */
static const char *const determiners[] = {"all", "any", "the", "this", "these", "those", "your",
	"more", "further", "such", "me", "us", "sending", "unwanted", "unsolicited", "marketing",
	"promotional", "advertising", "commercial", "daily", "weekly", "monthly", "bulk", NULL};

/** What may stand behind the verb and says no more. */
static const char *const closing_words[] = {"me", "us", "one-click", "one click", "now",
	"immediately", "asap", "request", "requested", "all", "today", "sofort", "を", "希望",
	"お願い", "してください", "。", "합니다", "해주세요", "해 주세요", NULL};

static const char *const polite_words[] = {"please", "pls", "plz", "bitte", "svp", "s'il",
	"s'il vous plait", "s'il te plait", "por favor", "per favore", "aub", "prosze",
	"пожалуйста", NULL};

/** The same, with a name behind it as a rule. */
static const char *const thanks[] = {"thanks", "thank", "danke", "merci", "gracias", "grazie",
	"obrigado", "obrigada", "bedankt", "dank", "dziekuje", "dekuji", "tack", "takk", "tak",
	"спасибо", "谢谢", NULL};

/** With what the name of a list, or a sender, begins behind a plain verb. */
static const char *const leading_words[] = {"from", "this", "the", "my", "our", "these", "to", "of",
	"de", "du", "des", "del", "della", "dalla", "dal", "da", "do", "vom", "von", "van", "uit",
	"mich", "uns", "moi", "mij", "mijn", "meine", "mon", "ma", "mi", "la", "le", "от", "из",
	"меня", "id", "list", "newsletter", "newsletters", "mailing", "email", "e-mail", "emails",
	"news", NULL};

/** Names of what one leaves. A word that has more letters is another one, unless it has a "*". */
static const char *const list_words[] = {"list", "lists", "liste", "lista", "listy", "lijst",
	"mailing*", "maillist*", "mailverteiler", "newsletter*", "news letter*", "mail", "mails",
	"mailen", "e-mail", "e-mails", "email", "emails", "e-mailing*", "emailing*",
	"emailverteiler", "verteiler*", "adressverteiler", "adressliste", "empfaengerliste",
	"rundbrief*", "rundmail*", "infomail*", "werbemail*", "werbung", "abo", "abos",
	"abonnement*", "nieuwsbrief*", "nieuwsbrieven", "verzendlijst", "nyhetsbrev*",
	"nyhedsbrev*", "utskickslista*", "saendlista*", "e-postlista*", "boletin*", "lettre d'",
	"infolettre*", "suscripcion*", "subscription*", "database", "distribution", "datenbank",
	"kundendatenbank", "kartei", "kundenkartei", "notiziario", "odber*", "рассыл*", "подписк*",
	"メール", "配信", "邮件", "spam", "pub", "pubs", "publicite", NULL};

/** What stands before "list" where it is one of mail. */
static const char *const kinds_of_list[] = {"mailing", "mail", "email", "e-mail", "newsletter",
	"news", "distribution", "contact", "customer", "client", "subscriber", "subscription",
	"address", "sales", "announcement", "our", "my", "that", "sending", NULL};

/** Lists, mails and their parts that nobody leaves who wants no more of them. */
static const char *const other_things[] = {"block list", "black list", "white list", "wait list",
	"waiting list", "price list", "guest list", "task list", "to-do list", "todo list",
	"packing list", "parts list", "wish list", "shopping list", "spam list", "ban list",
	"deny list", "allow list", "safe list", "list of", "list for", "thread", "chain",
	"template", "signature", "footer", "mail server", "email server", "e-mail server",
	"spam filter", NULL};

/** What speaks of leaving as of a thing. */
static const char *const matters[] = {"link", "links", "button", "page", "form", "header",
	"feature", "not work", "n't work", "not working", "does not", "doesn't", "broken", "fails",
	"failed", "error", "errors", NULL};

static gboolean is_border(char c)
{
	return !g_ascii_isalnum(c) && (guchar)c < 0x80;
}

/** Behind a word at the start of a text, nothing glued to it; NULL where it is not there. */
static const char *pass_one(const char *text, const char *word)
{
	gsize len = strcspn(word, "*");
	/* Scripts without spaces have no borders, and some verbs go on with an ending. */
	gboolean open =
		word[len] == '*' || (guchar)word[len - 1] >= 0x80 || is_border(word[len - 1]);
	return strncmp(text, word, len) == 0 && (open || is_border(text[len])) ? text + len : NULL;
}

/** Behind the longest of these words at the start; NULL where none is there. */
static const char *pass_word(const char *text, const char *const *words)
{
	const char *behind = NULL;
	for (; *words; words++) {
		/* Most begin with another letter. */
		if (**words != *text && **words != '*')
			continue;
		const char *end = pass_one(text, *words);
		behind = end && (!behind || end > behind) ? end : behind;
	}
	return behind;
}

static const char *pass_borders(const char *text)
{
	while (*text && is_border(*text))
		text++;
	return text;
}

/** Whether the first clause of a text has one of these words, where a word begins. */
static gboolean has_word(const char *text, const char *const *words)
{
	const char *end = text + strcspn(text, ",.!?\n");
	for (const char *at = text; at < end; at++) {
		gboolean starts = at == text || is_border(at[-1]) || (guchar)*at >= 0x80;
		if (starts && pass_word(at, words))
			return TRUE;
	}
	return FALSE;
}

/** Whether there is a list of something else in the first clause: "the carpool list". */
static gboolean has_other_list(const char *text)
{
	const char *end = text + strcspn(text, ",.!?\n");
	for (const char *at = strstr(text, " list"); at && at < end; at = strstr(at + 1, " list")) {
		const char *word = at;
		while (word > text && !is_border(word[-1]))
			word--;
		if (g_ascii_isalnum(at[5]) && at[5] != 's')
			continue;
		if (!pass_word(word, determiners) && !pass_word(word, kinds_of_list))
			return TRUE;
	}
	return FALSE;
}

/** The first clause of a text names a list, and nothing else that has one. */
static gboolean names_list(const char *text)
{
	return has_word(text, list_words) && !has_word(text, other_things) && !has_other_list(text);
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

static gboolean is_signature(const char *text)
{
	guint words = 0;
	for (; *text; text++)
		words += *text == ' ';
	return words < SIGNATURE_WORDS;
}

/** Behind the words that say no more; NULL where they are all that is there. */
static const char *pass_closing(const char *at, gboolean stop, gboolean *personal)
{
	for (at = pass_borders(at); *at;) {
		const char *end = pass_word(at, thanks);
		if (end)
			return is_signature(pass_borders(end)) ? NULL : at;
		end = pass_word(at, polite_words);
		if (!end && !stop)
			end = pass_word(at, closing_words);
		if (!end)
			return at;
		/* Without spaces, endings follow. */
		if ((guchar)end[-1] >= 0x80)
			return NULL;
		*personal = *personal || pass_one(at, "me") || pass_one(at, "us");
		at = pass_borders(end);
	}
	return NULL;
}

/** Behind a verb of stopping: mails come next. */
static gboolean stops_mails(const char *rest)
{
	const char *at = rest;
	for (const char *end; (end = pass_word(at, determiners)); at = pass_borders(end))
		;
	return pass_word(at, plain_verbs) ||
	       (pass_word(at, list_words) && !has_word(at, other_things));
}

static const char *pass_removing(const char *text)
{
	const char *end = pass_word(text, removing);
	return end ? pass_word(pass_borders(end), own_things) : NULL;
}

static const char *pass_asking(const char *text)
{
	for (const char *end; (end = pass_word(text, asking)); text = pass_borders(end))
		;
	return text;
}

gboolean rebound_unsubscribe_is_request(const char *text)
{
	g_return_val_if_fail(text, FALSE);
	text = pass_asking(text);
	const char *plain = pass_word(text, plain_verbs);
	const char *stop = pass_word(text, stop_verbs);
	const char *other = pass_word(text, other_verbs);
	const char *bare = pass_word(text, bare_verbs);
	const char *rest = plain ? plain : stop ? stop : other ? other : pass_removing(text);
	gboolean personal = FALSE;
	if (!rest && bare)
		return !pass_closing(bare, FALSE, &personal);
	if (!rest || strchr(text, '?'))
		return FALSE;
	rest = pass_closing(rest, stop != NULL, &personal);
	if (!rest)
		return TRUE;
	if (stop)
		return stops_mails(rest);
	if (!plain)
		return names_list(rest);
	return personal || is_token(rest) ||
	       (pass_word(rest, leading_words) && !has_word(rest, matters));
}

gboolean rebound_unsubscribe_is_asked(const char *clause)
{
	g_return_val_if_fail(clause, FALSE);
	const char *text = pass_asking(clause);
	/* "Please leave" may be about anything. */
	if (text == clause || pass_one(text, "leave"))
		return FALSE;
	const char *plain = pass_word(text, plain_verbs);
	const char *verb = plain ? plain : pass_word(text, other_verbs);
	gboolean personal = FALSE;
	return verb && !pass_closing(verb, FALSE, &personal);
}

gboolean rebound_unsubscribe_is_vague(const char *text)
{
	g_return_val_if_fail(text, FALSE);
	return !has_word(text, plain_verbs) && !names_list(text);
}
