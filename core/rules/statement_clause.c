/* SPDX-License-Identifier: MIT */
#include "core/rules/statement_clause.h"

#include <string.h>

#include "core/rules/names.h"

/* ---- what belongs to what ---- */

static gboolean is_english_addressee(const struct rebound_clause *clause, guint at)
{
	return rebound_clause_is_text(clause, at, "recipient") ||
	       rebound_clause_is_text(clause, at, "recipients") ||
	       rebound_clause_is_text(clause, at, "addressee") ||
	       rebound_clause_is_text(clause, at, "receiver") ||
	       rebound_clause_is_text(clause, at, "rcpt");
}

/* "Сервер адресата", "plik użytkowników": where the endings of words say whose it is, the first of
 * two nouns is the one that is spoken of. */
static gboolean owns_the_next(const struct rebound_clause *clause, guint at)
{
	static const char *const beginnings[] = {"serwer", "plik", "domen", "soubor", "klucz"};
	enum rebound_statement_word word = clause->words[at];
	const char *text = clause->text + clause->starts[at];

	if ((word != REBOUND_WORD_SYSTEM && word != REBOUND_WORD_DOMAIN &&
		    word != REBOUND_WORD_CONNECTION) ||
		!rebound_statement_word_is_recipient(rebound_clause_word(clause, at + 1)))
		return FALSE;
	if (clause->words[at + 1] == REBOUND_WORD_ADDRESSEE &&
		!is_english_addressee(clause, at + 1))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++)
		if (strncmp(text, beginnings[i], strlen(beginnings[i])) == 0)
			return TRUE;
	return (guchar)text[0] == 0xD0 || (guchar)text[0] == 0xD1; /* Cyrillic */
}

static gboolean is_thing(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_SYSTEM || word == REBOUND_WORD_CONNECTION ||
	       word == REBOUND_WORD_POLICY;
}

/* What is none of the nouns, but something that a noun may have. */
static gboolean is_unheard(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_OTHER || word == REBOUND_WORD_FULL ||
	       word == REBOUND_WORD_LATER || word == REBOUND_WORD_MANY ||
	       word == REBOUND_WORD_LARGE;
}

/* The noun that another one belongs to ("the key of your signature"): its place, or count where
 * that is a word that is not known, or the same place where there is none. */
static guint find_head(const struct rebound_clause *clause, guint noun)
{
	guint at = noun;

	if (at > 0 && owns_the_next(clause, at - 1))
		return at - 1;
	for (guint steps = 0; at > 0 && steps < 3; steps++) {
		enum rebound_statement_word before = clause->words[at - 1];

		/* "The route to the mailbox". */
		if (before == REBOUND_WORD_TO && at > 1 && is_thing(clause->words[at - 2]))
			return at - 2;
		if (before == REBOUND_WORD_OF || before == REBOUND_WORD_IN) {
			/* "Van de", of which each is such a word. */
			if (at > 2 && clause->words[at - 2] == REBOUND_WORD_OF)
				at--;
			if (at < 2)
				return noun;
			enum rebound_statement_word head = clause->words[at - 2];
			/* "The name of the domain" is the domain. */
			if (head == REBOUND_WORD_NAME)
				return noun;
			if (rebound_statement_word_is_noun(head) || head == REBOUND_WORD_NOBODY)
				return at - 2;
			if (is_unheard(head) && before == REBOUND_WORD_OF &&
				!(at > 2 &&
					rebound_statement_word_is_recipient(clause->words[at - 3])))
				return clause->count;
			return noun;
		}
		if (before != REBOUND_WORD_COMMON && before != REBOUND_WORD_YOUR &&
			before != REBOUND_WORD_OTHER)
			break;
		at--;
	}
	return noun;
}

enum rebound_statement_word rebound_clause_owner(const struct rebound_clause *clause, guint noun)
{
	for (guint steps = 0; steps < REBOUND_CLAUSE_NEAR; steps++) {
		guint head = find_head(clause, noun);

		if (head == clause->count)
			return clause->words[noun] == REBOUND_WORD_SENDER ? REBOUND_WORD_SENDER
									  : REBOUND_WORD_OTHER;
		if (head == noun)
			break;
		noun = head;
	}
	return clause->words[noun];
}

gboolean rebound_clause_is_label(const struct rebound_clause *clause, guint place)
{
	gsize start = place < clause->count ? clause->starts[place] : 0;

	return place > 0 && place + 1 == clause->count && start > 0 &&
	       clause->text[start] == REBOUND_NAMES_HIDDEN && clause->text[start - 1] == '<';
}

/* "Attempts to deliver to this recipient were abandoned": what is said is said of the delivery. */
static gboolean is_delivered_to(const struct rebound_clause *clause, guint noun)
{
	guint at = noun;

	while (at > 0 && clause->words[at - 1] == REBOUND_WORD_COMMON)
		at--;
	return at > 1 && clause->words[at - 1] == REBOUND_WORD_TO &&
	       clause->words[at - 2] == REBOUND_WORD_DELIVERY;
}

/* Who only wanted it: "op verzoek van de klant", "at the request of the user". */
static gboolean is_who_asked(const struct rebound_clause *clause, guint noun)
{
	static const char *const requests[] = {"request", "wunsch", "verlangen", "demande",
		"peticion", "solicitud", "pedido", "richiesta", "verzoek", "begaeran", "begaaran",
		"foenskemaal"};

	for (guint i = noun > REBOUND_CLAUSE_NEAR ? noun - REBOUND_CLAUSE_NEAR : 0; i < noun; i++)
		for (gsize k = 0; k < G_N_ELEMENTS(requests); k++)
			if (rebound_clause_is_text(clause, i, requests[k]))
				return TRUE;
	return FALSE;
}

/* "Dieser Nutzer ist in unserem System nicht angelegt": where somebody is, behind him. */
static gboolean is_place(const struct rebound_clause *clause, guint noun)
{
	guint at = noun;

	if (clause->words[noun] != REBOUND_WORD_SYSTEM)
		return FALSE;
	while (at > 0 && (clause->words[at - 1] == REBOUND_WORD_COMMON ||
				 clause->words[at - 1] == REBOUND_WORD_HERE))
		at--;
	if (at == 0 || clause->words[at - 1] != REBOUND_WORD_IN)
		return FALSE;
	for (guint i = 0; i + 1 < at; i++)
		if (rebound_statement_word_is_recipient(clause->words[i]))
			return TRUE;
	return FALSE;
}

/* "Our licence has expired <ann@example.org>": of something that no list has. */
static gboolean is_label_of_other(const struct rebound_clause *clause, guint place)
{
	if (!rebound_clause_is_label(clause, place))
		return FALSE;
	for (guint i = 0; i < place; i++)
		if (clause->words[i] == REBOUND_WORD_OTHER)
			return TRUE;
	return FALSE;
}

enum rebound_statement_word rebound_clause_subject(
	const struct rebound_clause *clause, guint verb, gboolean adjective)
{
	guint behind = verb + 1;

	if (adjective && rebound_statement_word_is_noun(rebound_clause_word(clause, behind)) &&
		!is_label_of_other(clause, behind)) {
		while (rebound_statement_word_is_noun(rebound_clause_word(clause, behind + 1)))
			behind++;
		return clause->words[behind];
	}
	for (guint i = verb; i > 0; i--)
		if ((rebound_statement_word_is_noun(clause->words[i - 1]) &&
			    !is_who_asked(clause, i - 1) && !is_place(clause, i - 1)) ||
			clause->words[i - 1] == REBOUND_WORD_NOBODY)
			return is_delivered_to(clause, i - 1) ? REBOUND_WORD_OTHER
							      : rebound_clause_owner(clause, i - 1);
	for (; behind < clause->count && behind <= verb + REBOUND_CLAUSE_NEAR; behind++) {
		if (!rebound_statement_word_is_noun(clause->words[behind]) ||
			is_label_of_other(clause, behind))
			continue;
		while (rebound_statement_word_is_noun(rebound_clause_word(clause, behind + 1)))
			behind++;
		return clause->words[behind];
	}
	return clause->inherited;
}

gboolean rebound_clause_denies(const struct rebound_clause *clause, guint verb)
{
	for (guint i = 1; i <= REBOUND_CLAUSE_NEAR && i <= verb; i++) {
		enum rebound_statement_word word = clause->words[verb - i];

		if (word == REBOUND_WORD_NOT || word == REBOUND_WORD_NO ||
			word == REBOUND_WORD_NOBODY)
			return TRUE;
	}
	for (guint i = 1; i <= REBOUND_CLAUSE_NEAR; i++)
		if (rebound_clause_word(clause, verb + i) == REBOUND_WORD_NOT ||
			rebound_clause_word(clause, verb + i) == REBOUND_WORD_NO)
			return TRUE;
	return FALSE;
}

gboolean rebound_clause_stands_before(
	const struct rebound_clause *clause, guint at, enum rebound_statement_word word)
{
	for (guint i = 1; i <= REBOUND_CLAUSE_NEXT && i <= at; i++)
		if (clause->words[at - i] == word)
			return TRUE;
	return FALSE;
}

gboolean rebound_clause_stands_behind(
	const struct rebound_clause *clause, guint at, enum rebound_statement_word word)
{
	for (guint i = at + 1; i < clause->count && i <= at + REBOUND_CLAUSE_NEAR; i++)
		if (clause->words[i] == word)
			return TRUE;
	return FALSE;
}

/* ---- once all words are there ---- */

/* Two words that mean something of their own together; NONE leaves a word what it is. */
static const struct {
	const char *first, *second;
	enum rebound_statement_word as_first, as_second;
} pairs[] = {
	{"mail", "from", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"from", "address", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"from", "header", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"from", "field", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"from", "line", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"from", "domain", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"return", "path", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"return", "address", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"reply", "to", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"reply", "address", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"bounce", "address", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"call", "back", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"called", "back", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"that", "sent", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"sie", "senden", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"vous", "envoyez", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"which", "sent", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"who", "sent", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"to", "send", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"may", "send", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"not", "send", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"send", "through", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"send", "from", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"log", "in", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"envelope", "address", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"your", "envelope", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"list", "member", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"list", "members", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"address", "book", REBOUND_WORD_SYSTEM, REBOUND_WORD_SYSTEM},
	{"alias", "table", REBOUND_WORD_SYSTEM, REBOUND_WORD_SYSTEM},
	{"user", "table", REBOUND_WORD_SYSTEM, REBOUND_WORD_SYSTEM},
	{"recipient", "table", REBOUND_WORD_SYSTEM, REBOUND_WORD_SYSTEM},
	{"address", "table", REBOUND_WORD_SYSTEM, REBOUND_WORD_SYSTEM},
	{"mailbox", "table", REBOUND_WORD_SYSTEM, REBOUND_WORD_SYSTEM},
	{"time", "out", REBOUND_WORD_NONE, REBOUND_WORD_LATER},
	{"time", "being", REBOUND_WORD_NONE, REBOUND_WORD_LATER},
	{"sending", "again", REBOUND_WORD_OTHER, REBOUND_WORD_NONE},
	{"sending", "it", REBOUND_WORD_OTHER, REBOUND_WORD_NONE},
	{"send", "again", REBOUND_WORD_OTHER, REBOUND_WORD_NONE},
	{"send", "it", REBOUND_WORD_OTHER, REBOUND_WORD_NONE},
	{"send", "this", REBOUND_WORD_OTHER, REBOUND_WORD_NONE},
	{"more", "than", REBOUND_WORD_NONE, REBOUND_WORD_MANY},
	{"any", "more", REBOUND_WORD_NONE, REBOUND_WORD_MORE},
	{"est", "archive", REBOUND_WORD_NONE, REBOUND_WORD_GONE},
	{"ete", "archive", REBOUND_WORD_NONE, REBOUND_WORD_GONE},
	{"switched", "on", REBOUND_WORD_OTHER, REBOUND_WORD_NONE},
	{"switched", "to", REBOUND_WORD_OTHER, REBOUND_WORD_NONE},
	{"passed", "away", REBOUND_WORD_COMMON, REBOUND_WORD_GONE},
	{"not", "active", REBOUND_WORD_COMMON, REBOUND_WORD_GONE},
	{"not", "activated", REBOUND_WORD_COMMON, REBOUND_WORD_GONE},
	{"not", "enabled", REBOUND_WORD_COMMON, REBOUND_WORD_GONE},
	{"non", "attiva", REBOUND_WORD_COMMON, REBOUND_WORD_GONE},
	{"non", "attivo", REBOUND_WORD_COMMON, REBOUND_WORD_GONE},
	{"no", "activa", REBOUND_WORD_COMMON, REBOUND_WORD_GONE},
	{"ei", "ole", REBOUND_WORD_COMMON, REBOUND_WORD_NO},
	{"aux", "lettres", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"de", "reception", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"posta", "elettronica", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"correo", "electronico", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"correio", "eletronico", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"correio", "electronico", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"nu", "exista", REBOUND_WORD_NOT, REBOUND_WORD_NONE},
	{"nu", "este", REBOUND_WORD_NOT, REBOUND_WORD_NONE},
	{"nu", "a", REBOUND_WORD_NOT, REBOUND_WORD_NONE},
	{"nu", "am", REBOUND_WORD_NOT, REBOUND_WORD_NONE},
	{"nu", "s", REBOUND_WORD_NOT, REBOUND_WORD_NONE},
	{"người", "gửi", REBOUND_WORD_COMMON, REBOUND_WORD_SENDER},
	{"peut", "etre", REBOUND_WORD_NONE, REBOUND_WORD_WHETHER},
	{"может", "быть", REBOUND_WORD_NONE, REBOUND_WORD_WHETHER},
	{"of", "ours", REBOUND_WORD_NONE, REBOUND_WORD_HERE},
	{"set", "up", REBOUND_WORD_COMMON, REBOUND_WORD_EXISTS},
	{"in", "service", REBOUND_WORD_COMMON, REBOUND_WORD_EXISTS},
	{"in", "use", REBOUND_WORD_COMMON, REBOUND_WORD_EXISTS},
	{"continue", "trying", REBOUND_WORD_DELIVERY, REBOUND_WORD_DELIVERY},
	{"longer", "than", REBOUND_WORD_LARGE, REBOUND_WORD_MANY},
	{"nicht", "aufgeloest", REBOUND_WORD_NOT, REBOUND_WORD_EXISTS},
	{"en", "uso", REBOUND_WORD_COMMON, REBOUND_WORD_EXISTS},
	{"em", "uso", REBOUND_WORD_COMMON, REBOUND_WORD_EXISTS},
	{"etki", "alani", REBOUND_WORD_COMMON, REBOUND_WORD_DOMAIN},
	{"alan", "adi", REBOUND_WORD_COMMON, REBOUND_WORD_DOMAIN},
	{"tul", "sok", REBOUND_WORD_COMMON, REBOUND_WORD_MANY},
	{"turned", "off", REBOUND_WORD_GONE, REBOUND_WORD_COMMON},
	{"locked", "out", REBOUND_WORD_GONE, REBOUND_WORD_COMMON},
	{"login", "of", REBOUND_WORD_RECIPIENT, REBOUND_WORD_NONE},
	{"such", "login", REBOUND_WORD_COMMON, REBOUND_WORD_RECIPIENT},
	{"local", "part", REBOUND_WORD_RECIPIENT, REBOUND_WORD_RECIPIENT},
	{"distribution", "list", REBOUND_WORD_COMMON, REBOUND_WORD_RECIPIENT},
	{"distribution", "group", REBOUND_WORD_COMMON, REBOUND_WORD_RECIPIENT},
	{"mailing", "list", REBOUND_WORD_COMMON, REBOUND_WORD_RECIPIENT},
	{"email", "id", REBOUND_WORD_RECIPIENT, REBOUND_WORD_RECIPIENT},
	{"de", "place", REBOUND_WORD_NONE, REBOUND_WORD_FULL},
	{"permanent", "error", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"permanent", "failure", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"fatal", "error", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"fatal", "errors", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"in", "verbindung", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"message", "id", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"session", "id", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"queue", "id", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"error", "id", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"mail", "id", REBOUND_WORD_COMMON, REBOUND_WORD_COMMON},
	{"mail", "drop", REBOUND_WORD_COMMON, REBOUND_WORD_RECIPIENT},
	{"mail", "disabled", REBOUND_WORD_RECIPIENT, REBOUND_WORD_NONE},
	{"mail", "deactivated", REBOUND_WORD_RECIPIENT, REBOUND_WORD_NONE},
	{"mail", "suspended", REBOUND_WORD_RECIPIENT, REBOUND_WORD_NONE},
	{"email", "disabled", REBOUND_WORD_RECIPIENT, REBOUND_WORD_NONE},
	{"email", "deactivated", REBOUND_WORD_RECIPIENT, REBOUND_WORD_NONE},
	{"email", "suspended", REBOUND_WORD_RECIPIENT, REBOUND_WORD_NONE},
};

/* For each first letter the first pair with it, and for each pair the next; both plus 1, 0 for
 * none. */
struct pair_index {
	guint8 first[256], next[G_N_ELEMENTS(pairs)];
};

G_STATIC_ASSERT(G_N_ELEMENTS(pairs) < G_MAXUINT8);

static const struct pair_index *get_pairs(void)
{
	static struct pair_index index;
	static gsize once = 0;

	if (g_once_init_enter(&once)) {
		for (gsize i = G_N_ELEMENTS(pairs); i-- > 0;) {
			guchar initial = (guchar)*pairs[i].first;

			index.next[i] = index.first[initial];
			index.first[initial] = (guint8)(i + 1);
		}
		g_once_init_leave(&once, 1);
	}
	return &index;
}

static void join_pair(struct rebound_clause *clause, guint at)
{
	const struct pair_index *index = get_pairs();
	guchar initial = (guchar)clause->text[clause->starts[at - 1]];

	for (guint i = index->first[initial]; i > 0; i = index->next[i - 1]) {
		const enum rebound_statement_word as_first = pairs[i - 1].as_first,
						  as_second = pairs[i - 1].as_second;

		if (!rebound_clause_is_text(clause, at - 1, pairs[i - 1].first) ||
			!rebound_clause_is_text(clause, at, pairs[i - 1].second))
			continue;
		if (as_first != REBOUND_WORD_NONE)
			clause->words[at - 1] = as_first;
		if (as_second != REBOUND_WORD_NONE)
			clause->words[at] = as_second;
	}
}

/* "IP address", in the order of any language. */
static gboolean is_host_address(const struct rebound_clause *clause, guint at)
{
	return clause->words[at] == REBOUND_WORD_RECIPIENT &&
	       (rebound_clause_is_text(clause, at - 1, "ip") ||
		       rebound_clause_is_text(clause, at + 1, "ip"));
}

/* A host's number, and something said of it; "192.0.2.1 no such user" says nothing. */
static gboolean is_number_spoken_of(const struct rebound_clause *clause, guint at)
{
	enum rebound_statement_word next = rebound_clause_word(clause, at + 1);

	if (clause->words[at] != REBOUND_WORD_THING ||
		!g_ascii_isdigit(clause->text[clause->starts[at]]) || at + 1 == clause->count ||
		rebound_statement_word_is_noun(next))
		return FALSE;
	return (at > 0 && clause->words[at - 1] == REBOUND_WORD_RECIPIENT) ||
	       (next != REBOUND_WORD_NO && next != REBOUND_WORD_NOBODY &&
		       next != REBOUND_WORD_UNKNOWN);
}

/* "The address 192.0.2.1" is no recipient's. */
static void join_number(struct rebound_clause *clause, guint at)
{
	if (!is_number_spoken_of(clause, at))
		return;
	clause->words[at] = REBOUND_WORD_CONNECTION;
	if (at > 0 && clause->words[at - 1] == REBOUND_WORD_RECIPIENT)
		clause->words[at - 1] = REBOUND_WORD_CONNECTION;
}

/* Whether a quotation mark leads to a word: it is a name. */
static gboolean is_quoted(const struct rebound_clause *clause, guint at)
{
	return at < clause->count && clause->starts[at] > 0 &&
	       strchr("\"'", clause->text[clause->starts[at] - 1]) != NULL;
}

/* "No list called choir", "aucune liste nommée". */
static gboolean is_list_of_name(const struct rebound_clause *clause, guint at)
{
	static const char *const called[] = {"called", "named", "by", "namens", "nommee", "appelee",
		"llamada", "denominada", "chamada", "chiamata", "genaamd", "nazwie", "jmenem",
		"som", "med", "met"};

	return clause->words[at - 1] == REBOUND_WORD_NO &&
	       (is_quoted(clause, at + 1) ||
		       rebound_clause_is_one_of(clause, at + 1, called, G_N_ELEMENTS(called)));
}

/* "The list does not exist", "the list \"choir\" was closed": and not "the list of those who". */
static gboolean is_list_spoken_of(const struct rebound_clause *clause, guint at)
{
	static const char *const articles[] = {
		"the", "die", "der", "la", "el", "a", "il", "de", "mailing", "mailman"};
	enum rebound_statement_word next = rebound_clause_word(clause, at + 1);

	return rebound_clause_is_one_of(clause, 0, articles, G_N_ELEMENTS(articles)) &&
	       (is_quoted(clause, at + 1) || next == REBOUND_WORD_NOT ||
		       next == REBOUND_WORD_EXISTS || next == REBOUND_WORD_GONE ||
		       next == REBOUND_WORD_COMMON || next == REBOUND_WORD_RECIPIENT);
}

/* "This list takes mail of its members only": a list that is written to, where a sentence begins
 * with it. */
static gboolean is_list_of_people(const struct rebound_clause *clause, guint at)
{
	static const char *const lists[] = {"list", "liste", "lista", "lijst", "verteiler", "group",
		"gruppe", "groupe", "grupo", "gruppo", "groep", "grupa", "listy"};
	static const char *const these[] = {"this", "diese", "dieser", "cette", "ce", "esta",
		"este", "questa", "questo", "deze", "ta"};

	if ((at != 1 && clause->words[at - 1] != REBOUND_WORD_NO) ||
		!rebound_clause_is_one_of(clause, at, lists, G_N_ELEMENTS(lists)))
		return FALSE;
	return is_list_of_name(clause, at) ||
	       (at == 1 && (rebound_clause_is_one_of(clause, 0, these, G_N_ELEMENTS(these)) ||
				   is_list_spoken_of(clause, at)));
}

/* "Your mail server": the one who sends, and not the one who answers. */
static gboolean is_your_host(const struct rebound_clause *clause, guint at)
{
	static const char *const beginnings[] = {"server", "host", "serveur", "servidor", "serwer",
		"mailserver", "gateway", "hote", "szerver", "sunucu", "palvelin", "сервер",
		"サーバ", "服务器", "服務器", "서버", "system"};
	const char *text = clause->text + clause->starts[at];
	gsize len = clause->ends[at] - clause->starts[at];
	guint before = at;

	if (clause->words[at] != REBOUND_WORD_SYSTEM)
		return FALSE;
	while (before > 0 && (clause->words[before - 1] == REBOUND_WORD_MESSAGE ||
				     rebound_clause_is_text(clause, before - 1, "smtp") ||
				     rebound_clause_is_text(clause, before - 1, "de")))
		before--;
	if (before == 0 || clause->words[before - 1] != REBOUND_WORD_YOUR)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++)
		if (strlen(beginnings[i]) <= len &&
			memcmp(text, beginnings[i], strlen(beginnings[i])) == 0)
			return TRUE;
	return FALSE;
}

/* "User record": what a directory has of somebody stands for him. */
static gboolean is_record(const struct rebound_clause *clause, guint at)
{
	static const char *const records[] = {"record", "records", "entry", "entries"};

	return rebound_clause_is_one_of(clause, at, records, G_N_ELEMENTS(records));
}

/* Pairs, and names that belong to what stands before them. */
static void join_words(struct rebound_clause *clause)
{
	if (clause->count > 0)
		join_number(clause, 0);
	for (guint i = 1; i < clause->count; i++) {
		join_number(clause, i);
		join_pair(clause, i);
		enum rebound_statement_word before = clause->words[i - 1];
		gboolean is_name = clause->words[i] == REBOUND_WORD_NAME;

		if ((is_name && (before == REBOUND_WORD_RECIPIENT ||
					before == REBOUND_WORD_ADDRESSEE)) ||
			((is_name || rebound_clause_is_text(clause, i, "address")) &&
				(before == REBOUND_WORD_CONNECTION ||
					before == REBOUND_WORD_SYSTEM ||
					before == REBOUND_WORD_DOMAIN ||
					before == REBOUND_WORD_SENDER)))
			clause->words[i] = before;
		else if ((before == REBOUND_WORD_RECIPIENT &&
				 rebound_clause_is_text(clause, i, "email")) ||
			 (rebound_statement_word_is_recipient(before) && is_record(clause, i)))
			clause->words[i] = before;
		else if (is_host_address(clause, i) || is_your_host(clause, i))
			clause->words[i] = REBOUND_WORD_CONNECTION;
		else if (is_list_of_people(clause, i))
			clause->words[i] = REBOUND_WORD_RECIPIENT;
		/* "Die Domain der Adresse". */
		if (rebound_clause_is_text(clause, i, "der") &&
			rebound_statement_word_is_noun(before) &&
			rebound_statement_word_is_noun(rebound_clause_word(clause, i + 1)))
			clause->words[i] = REBOUND_WORD_OF;
		if (before != REBOUND_WORD_NOT)
			continue;
		if (rebound_clause_is_text(clause, i, "there"))
			clause->words[i] = REBOUND_WORD_EXISTS;
		else if (rebound_clause_is_text(clause, i, "host") &&
			 rebound_clause_word(clause, i + 1) != REBOUND_WORD_OTHER)
			clause->words[i] = REBOUND_WORD_EXISTS;
		else if (rebound_clause_is_text(clause, i, "reach"))
			clause->words[i] = REBOUND_WORD_LATER;
	}
}

/* "El titular cerró su cuenta": his, where he stands before it. */
static gboolean is_his(const struct rebound_clause *clause, guint at)
{
	static const char *const words[] = {"su", "sus", "suo", "sua", "seu"};
	gboolean both = FALSE;

	for (gsize k = 0; k < G_N_ELEMENTS(words); k++)
		both = both || rebound_clause_is_text(clause, at, words[k]);
	for (guint i = 0; both && i < at; i++)
		if (rebound_statement_word_is_recipient(clause->words[i]))
			return TRUE;
	return FALSE;
}

static gboolean is_name_of_somebody(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_RECIPIENT || word == REBOUND_WORD_DOMAIN ||
	       word == REBOUND_WORD_NAME;
}

/* "Your mailbox" is the sender's; "returned to the sender" says nothing of him, nor "sender, please
 * check". */
static gboolean is_of_sender(const struct rebound_clause *clause)
{
	for (guint i = 0; i < clause->count; i++) {
		enum rebound_statement_word word = clause->words[i];

		if (word == REBOUND_WORD_SENDER &&
			rebound_clause_word(clause, i + 1) != REBOUND_WORD_ASKS) {
			guint before = i;

			while (before > 0 &&
				(clause->words[before - 1] == REBOUND_WORD_COMMON ||
					clause->words[before - 1] == REBOUND_WORD_SENDER))
				before--;
			if (before == 0 || clause->words[before - 1] != REBOUND_WORD_TO)
				return TRUE;
		}
		if (word != REBOUND_WORD_YOUR || is_his(clause, i))
			continue;
		/* "Η διεύθυνσή σας": in Greek it stands behind. */
		if (rebound_clause_is_text(clause, i, "σασ") && i > 0) {
			if (is_name_of_somebody(clause->words[i - 1]))
				return TRUE;
			continue;
		}
		for (guint k = i + 1; k <= i + REBOUND_CLAUSE_NEXT; k++) {
			enum rebound_statement_word of = rebound_clause_word(clause, k);

			while (rebound_statement_word_is_noun(of) &&
				rebound_statement_word_is_noun(rebound_clause_word(clause, k + 1)))
				of = rebound_clause_word(clause, ++k);
			/* "Your destination mailbox" is whom it is sent to. */
			if (rebound_clause_is_text(clause, k, "destination"))
				break;
			/* "Your address book" holds the addresses of others. */
			if (rebound_clause_is_text(clause, k + 1, "book"))
				break;
			if (is_name_of_somebody(of))
				return TRUE;
			if (of != REBOUND_WORD_OTHER && of != REBOUND_WORD_COMMON &&
				of != REBOUND_WORD_MESSAGE)
				break;
		}
	}
	return FALSE;
}

void rebound_clause_complete(struct rebound_clause *clause)
{
	join_words(clause);
	clause->seen = 0;
	for (guint i = 0; i < clause->count; i++)
		clause->seen |= (guint64)1 << clause->words[i];
	if (rebound_clause_has(clause, REBOUND_WORD_LARGE))
		clause->seen |= (guint64)1 << REBOUND_WORD_MANY;
	/* That it was not delivered is no reason. */
	if (rebound_clause_has(clause, REBOUND_WORD_DELIVERY))
		clause->seen &= ~((guint64)1 << REBOUND_WORD_MESSAGE);
	clause->sender = is_of_sender(clause);
}
