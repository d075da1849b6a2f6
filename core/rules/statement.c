/* SPDX-License-Identifier: MIT */
#include "core/rules/statement.h"

#include <string.h>

#include "core/rules/statement_words.h"

/* Bounds, so that no text costs more than its length. */
enum {
	MOST_TOKENS = 48, /* of a clause; what is longer is read in pieces */
	MOST_TEXT = 800,  /* bytes that are read */
	NEAR = 4,	  /* words between a verb and its negation */
	NEXT = 2,
};

/* One noun that is no recipient is enough to know that a sentence is not about one. */
#define OF_ANOTHER                                                                                 \
	(REBOUND_STATEMENT_SENDER | REBOUND_STATEMENT_MESSAGE | REBOUND_STATEMENT_CONNECTION |     \
		REBOUND_STATEMENT_SYSTEM | REBOUND_STATEMENT_POLICY)

#define HIDDEN '\1'

/* Words of a clause: up to a comma, a colon or a conjunction. */
struct clause {
	enum rebound_statement_word words[MOST_TOKENS];
	guint16 starts[MOST_TOKENS]; /* of a word in the text, to tell two of one class */
	guint16 ends[MOST_TOKENS];
	guint count, understood;
	guint64 seen;	     /* bits of 1 << word */
	gboolean sender;     /* it is about the one who sends */
	gboolean introduced; /* a clause before it, with a colon between, was */
	enum rebound_statement_word
		inherited; /* the noun of the clause before it, where that goes on */
};

struct reading {
	const char *text;
	gsize len, at;
	const guint32 *places;
	const char *folded;
	guint said;
	guint understood; /* words */
	struct clause clause;
};

static const struct {
	const char *name;
	guint bit;
} names[] = {
	{"recipient", REBOUND_STATEMENT_RECIPIENT},
	{"recipient absent", REBOUND_STATEMENT_ABSENT},
	{"recipient gone", REBOUND_STATEMENT_GONE},
	{"recipient full", REBOUND_STATEMENT_FULL},
	{"recipient chooses", REBOUND_STATEMENT_CHOOSES},
	{"recipient otherwise", REBOUND_STATEMENT_OTHERWISE},
	{"domain absent", REBOUND_STATEMENT_DOMAIN_ABSENT},
	{"domain takes no mail", REBOUND_STATEMENT_DOMAIN_NO_MAIL},
	{"system absent", REBOUND_STATEMENT_SYSTEM_ABSENT},
	{"sender", REBOUND_STATEMENT_SENDER},
	{"sender absent", REBOUND_STATEMENT_SENDER_ABSENT},
	{"message", REBOUND_STATEMENT_MESSAGE},
	{"connection", REBOUND_STATEMENT_CONNECTION},
	{"system", REBOUND_STATEMENT_SYSTEM},
	{"policy", REBOUND_STATEMENT_POLICY},
	{"later", REBOUND_STATEMENT_LATER},
	{"trouble", REBOUND_STATEMENT_TROUBLE},
	{"limit", REBOUND_STATEMENT_LIMIT},
	{"something", REBOUND_STATEMENT_SOMETHING},
};

gboolean rebound_statement_named(const char *name, guint *bit)
{
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		if (strcmp(names[i].name, name) != 0)
			continue;
		*bit = names[i].bit;
		return TRUE;
	}
	return FALSE;
}

const char *const *rebound_statement_names(void)
{
	static const char *list[G_N_ELEMENTS(names) + 1];
	static gsize once = 0;

	if (g_once_init_enter(&once)) {
		for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
			list[i] = names[i].name;
		g_once_init_leave(&once, 1);
	}
	return list;
}

static gboolean is_recipient(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_RECIPIENT || word == REBOUND_WORD_ADDRESSEE ||
	       word == REBOUND_WORD_NOBODY;
}

static gboolean has(const struct clause *clause, enum rebound_statement_word word)
{
	return (clause->seen >> word & 1) != 0;
}

/* Whether a place of the clause holds a word; none outside. */
static enum rebound_statement_word word_at(const struct clause *clause, guint place)
{
	return place < clause->count ? clause->words[place] : REBOUND_WORD_OTHER;
}

static gboolean is_text(const struct reading *reading, guint place, const char *word)
{
	const struct clause *clause = &reading->clause;
	gsize len = strlen(word);

	return place < clause->count && clause->ends[place] - clause->starts[place] == (int)len &&
	       memcmp(reading->text + clause->starts[place], word, len) == 0;
}

/* Between a word and what it belongs to: what neither says nor ends anything. */
static gboolean is_filler(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_COMMON || word == REBOUND_WORD_OTHER ||
	       word == REBOUND_WORD_THING || word == REBOUND_WORD_YOU || word == REBOUND_WORD_HERE;
}

/* The noun that another one belongs to ("the key of your signature"): its place, or count where
 * that is a word that is not known, or the same place where there is none. */
static guint find_head(const struct clause *clause, guint noun)
{
	guint at = noun;

	for (guint steps = 0; at > 0 && steps < 3; steps++) {
		enum rebound_statement_word before = clause->words[at - 1];

		if (before == REBOUND_WORD_OF || before == REBOUND_WORD_IN) {
			if (at < 2)
				return noun;
			enum rebound_statement_word head = clause->words[at - 2];
			if (rebound_statement_word_is_noun(head) || head == REBOUND_WORD_NOBODY)
				return at - 2;
			if (head == REBOUND_WORD_OTHER && before == REBOUND_WORD_OF &&
				!(at > 2 && is_recipient(clause->words[at - 3])))
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

/* Whose the noun is. */
static enum rebound_statement_word resolve(const struct clause *clause, guint noun)
{
	for (guint steps = 0; steps < NEAR; steps++) {
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

/* The noun that a verb or an adjective belongs to: the nearest before it, else the one behind it,
 * or that of the clause before; OTHER for one that is not known, and NONE where there is none. */
static enum rebound_statement_word find_subject(
	const struct clause *clause, guint verb, gboolean adjective)
{
	guint behind = verb + 1;

	if (adjective && rebound_statement_word_is_noun(word_at(clause, behind))) {
		while (rebound_statement_word_is_noun(word_at(clause, behind + 1)))
			behind++;
		return clause->words[behind];
	}
	for (guint i = verb; i > 0; i--)
		if (rebound_statement_word_is_noun(clause->words[i - 1]) ||
			clause->words[i - 1] == REBOUND_WORD_NOBODY)
			return resolve(clause, i - 1);
	for (; behind < clause->count && behind <= verb + NEAR; behind++) {
		if (!rebound_statement_word_is_noun(clause->words[behind]))
			continue;
		while (rebound_statement_word_is_noun(word_at(clause, behind + 1)))
			behind++;
		return clause->words[behind];
	}
	return clause->inherited;
}

/* Whom a verb of knowing or being denies: of "our server does not know the user" the latter. */
static enum rebound_statement_word find_denied(const struct clause *clause, guint verb)
{
	enum rebound_statement_word subject = find_subject(clause, verb, FALSE);

	if (subject != REBOUND_WORD_SYSTEM && subject != REBOUND_WORD_POLICY)
		return subject;
	for (guint i = verb + 1; i < clause->count && i <= verb + NEAR; i++)
		if (is_recipient(clause->words[i]))
			return clause->words[i];
	return subject;
}

/* Whether a verb is denied: before it, or behind it as in German. */
static gboolean is_denied(const struct clause *clause, guint verb)
{
	for (guint i = 1; i <= NEAR && i <= verb; i++) {
		enum rebound_statement_word word = clause->words[verb - i];

		if (word == REBOUND_WORD_NOT || word == REBOUND_WORD_NO ||
			word == REBOUND_WORD_NOBODY)
			return TRUE;
	}
	for (guint i = 1; i <= NEAR; i++)
		if (word_at(clause, verb + i) == REBOUND_WORD_NOT ||
			word_at(clause, verb + i) == REBOUND_WORD_NO)
			return TRUE;
	return FALSE;
}

static gboolean stands_before(
	const struct clause *clause, guint at, enum rebound_statement_word word)
{
	for (guint i = 1; i <= NEXT && i <= at; i++)
		if (clause->words[at - i] == word)
			return TRUE;
	return FALSE;
}

static gboolean is_denied_before(const struct clause *clause, guint at)
{
	return stands_before(clause, at, REBOUND_WORD_NOT);
}

static gboolean has_thing(const struct clause *clause)
{
	return has(clause, REBOUND_WORD_DOMAIN) || has(clause, REBOUND_WORD_MESSAGE) ||
	       has(clause, REBOUND_WORD_CONNECTION) || has(clause, REBOUND_WORD_SYSTEM);
}

/* Words that are in no list. */
static guint count_unknown(const struct clause *clause)
{
	guint count = 0;

	for (guint i = 0; i < clause->count; i++)
		count += clause->words[i] == REBOUND_WORD_OTHER ? 1 : 0;
	return count;
}

/* Several recipients, of whom the one who sends is told: not this one. */
static gboolean speaks_of_many(const struct reading *reading)
{
	static const char *const plurals[] = {
		"users", "mailboxes", "accounts", "addresses", "recipients", "customers", "people"};
	const struct clause *clause = &reading->clause;

	if (!has(clause, REBOUND_WORD_YOU) && !has(clause, REBOUND_WORD_YOUR))
		return FALSE;
	for (guint i = 0; i < clause->count; i++)
		for (gsize k = 0; k < G_N_ELEMENTS(plurals); k++)
			if (is_text(reading, i, plurals[k]))
				return TRUE;
	return FALSE;
}

/* Somebody says something dead of a subject. */
static void claim(struct reading *reading, enum rebound_statement_word subject, guint bit)
{
	const struct clause *clause = &reading->clause;
	gboolean voided = has(clause, REBOUND_WORD_LATER) || has(clause, REBOUND_WORD_WHETHER) ||
			  has(clause, REBOUND_WORD_MANY);

	if (subject == REBOUND_WORD_NONE) {
		if (count_unknown(clause) <= (bit == REBOUND_STATEMENT_ABSENT ? 1U : 0U))
			reading->said |= REBOUND_STATEMENT_RECIPIENT;
	} else if (subject == REBOUND_WORD_SENDER ||
		   (subject != REBOUND_WORD_ADDRESSEE && (clause->sender || clause->introduced))) {
		reading->said |= REBOUND_STATEMENT_SENDER_ABSENT;
	} else if (speaks_of_many(reading)) {
		reading->said |= REBOUND_STATEMENT_LIMIT;
	} else if (voided) {
		return;
	} else if (is_recipient(subject) || (subject == REBOUND_WORD_NAME && !has_thing(clause))) {
		reading->said |= bit;
	} else if (subject == REBOUND_WORD_DOMAIN) {
		reading->said |= REBOUND_STATEMENT_DOMAIN_ABSENT;
	} else if (subject == REBOUND_WORD_SYSTEM) {
		reading->said |= REBOUND_STATEMENT_SYSTEM_ABSENT;
	}
}

/* "No such user", "not a user of ours": the noun that is denied, within a few words. */
static void read_denied_noun(struct reading *reading, guint at)
{
	const struct clause *clause = &reading->clause;
	enum rebound_statement_word deny = clause->words[at];

	if (deny == REBOUND_WORD_NOT && stands_before(clause, at, REBOUND_WORD_YOU)) {
		reading->said |= REBOUND_STATEMENT_CHOOSES;
		return;
	}
	/* "Kullanici yok", and what is not there comes before it. */
	if (deny == REBOUND_WORD_NO && at + 1 == clause->count && !has(clause, REBOUND_WORD_FULL)) {
		claim(reading, find_subject(clause, at, FALSE), REBOUND_STATEMENT_ABSENT);
		return;
	}
	for (guint i = at + 1; i < clause->count && i <= at + NEAR; i++) {
		enum rebound_statement_word word = clause->words[i];

		if (rebound_statement_word_is_noun(word)) {
			while (rebound_statement_word_is_noun(word_at(clause, i + 1)))
				i++;
			if (!has(clause, REBOUND_WORD_ALLOWS) && !has(clause, REBOUND_WORD_FULL))
				claim(reading, clause->words[i], REBOUND_STATEMENT_ABSENT);
			return;
		}
		if (word == REBOUND_WORD_EXISTS && (deny == REBOUND_WORD_NO || i > at + 1))
			continue;
		/* "No ann here". */
		if (word == REBOUND_WORD_HERE && deny == REBOUND_WORD_NO && i > at + 1) {
			reading->said |= REBOUND_STATEMENT_RECIPIENT;
			return;
		}
		if (deny == REBOUND_WORD_NO
				? !is_filler(word)
				: word != REBOUND_WORD_COMMON && word != REBOUND_WORD_OF)
			return;
	}
}

/* "This domain takes no mail": of a domain, and from nobody. */
static void read_no_mail(struct reading *reading, guint at)
{
	const struct clause *clause = &reading->clause;

	if (find_subject(clause, at, FALSE) != REBOUND_WORD_DOMAIN || clause->sender ||
		has(clause, REBOUND_WORD_YOU) || has(clause, REBOUND_WORD_YOUR) ||
		has(clause, REBOUND_WORD_FROM) || has(clause, REBOUND_WORD_LATER) ||
		has(clause, REBOUND_WORD_MANY))
		return;
	for (guint i = at + 1; i < clause->count && i <= at + NEAR; i++)
		if (clause->words[i] == REBOUND_WORD_MESSAGE && i + 1 == clause->count)
			reading->said |= REBOUND_STATEMENT_DOMAIN_NO_MAIL;
}

/* "Not in our directory". */
static gboolean is_out_of_list(const struct clause *clause, guint at)
{
	if (word_at(clause, at + 1) != REBOUND_WORD_IN)
		return FALSE;
	for (guint i = at + 2; i < clause->count && i <= at + 1 + NEAR; i++)
		if (clause->words[i] == REBOUND_WORD_SYSTEM)
			return TRUE;
	return FALSE;
}

static gboolean stands_behind(
	const struct clause *clause, guint at, enum rebound_statement_word word)
{
	for (guint i = at + 1; i < clause->count && i <= at + NEAR; i++)
		if (clause->words[i] == word)
			return TRUE;
	return FALSE;
}

/* "Does not work here any more", "has left us". */
static void read_absence(struct reading *reading, guint at)
{
	const struct clause *clause = &reading->clause;
	enum rebound_statement_word subject = find_subject(clause, at, FALSE);

	if (clause->words[at] == REBOUND_WORD_LEFT) {
		if (stands_behind(clause, at, REBOUND_WORD_HERE))
			claim(reading, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_GONE);
		return;
	}
	if ((!has(clause, REBOUND_WORD_NOT) && !has(clause, REBOUND_WORD_NO)) ||
		has(clause, REBOUND_WORD_FULL))
		return;
	if (has(clause, REBOUND_WORD_ALLOWS) &&
		(has(clause, REBOUND_WORD_FROM) || has(clause, REBOUND_WORD_YOU) ||
			has(clause, REBOUND_WORD_YOUR)))
		return;
	if (is_recipient(subject))
		claim(reading, subject, REBOUND_STATEMENT_GONE);
	else if (has(clause, REBOUND_WORD_HERE) && subject == REBOUND_WORD_NONE)
		claim(reading, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_GONE);
}

/* "Has blocked you", "hat Sie gesperrt", "ha bloccato il suo indirizzo". */
static gboolean touches_you(const struct reading *reading, guint at)
{
	const struct clause *clause = &reading->clause;

	for (guint i = at > NEXT ? at - NEXT : 0; i <= at + NEXT; i++)
		if (word_at(clause, i) == REBOUND_WORD_YOU ||
			(i > at && word_at(clause, i) == REBOUND_WORD_YOUR) ||
			is_text(reading, i, "le"))
			return TRUE;
	return FALSE;
}

static void read_predicate(struct reading *reading, guint at)
{
	const struct clause *clause = &reading->clause;

	switch (clause->words[at]) {
	case REBOUND_WORD_UNKNOWN:
		if (!is_denied_before(clause, at))
			claim(reading, find_subject(clause, at, TRUE), REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_EXISTS:
		/* "Does not exist in the allow list". */
		if (is_denied(clause, at) && !stands_behind(clause, at, REBOUND_WORD_ALLOWS) &&
			word_at(clause, at + 1) != REBOUND_WORD_YOU)
			claim(reading, find_denied(clause, at), REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_HERE:
		if (is_denied_before(clause, at) && !has(clause, REBOUND_WORD_ALLOWS) &&
			is_recipient(find_subject(clause, at, FALSE)))
			claim(reading, find_subject(clause, at, FALSE), REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_GONE:
		if (word_at(clause, at + 1) == REBOUND_WORD_YOU ||
			(at > 0 && clause->words[at - 1] == REBOUND_WORD_YOU))
			reading->said |= REBOUND_STATEMENT_CHOOSES;
		else if (!is_denied_before(clause, at) &&
			 word_at(clause, at + 1) != REBOUND_WORD_TO)
			claim(reading, find_subject(clause, at, TRUE), REBOUND_STATEMENT_GONE);
		break;
	case REBOUND_WORD_BLOCKED:
		if (touches_you(reading, at))
			reading->said |= REBOUND_STATEMENT_CHOOSES;
		break;
	case REBOUND_WORD_NO:
	case REBOUND_WORD_NOT:
		if (is_out_of_list(clause, at))
			claim(reading, find_subject(clause, at, FALSE), REBOUND_STATEMENT_ABSENT);
		else
			read_denied_noun(reading, at);
		read_no_mail(reading, at);
		break;
	case REBOUND_WORD_NOBODY:
		if (!has(clause, REBOUND_WORD_ALLOWS))
			claim(reading, REBOUND_WORD_NOBODY, REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_MORE:
	case REBOUND_WORD_LEFT:
		read_absence(reading, at);
		break;
	default:
		break;
	}
}

/* Whether a recipient stands there by itself, and does not only tell what another noun is of. */
static gboolean speaks_of_recipient(const struct clause *clause)
{
	for (guint i = 0; i < clause->count; i++) {
		enum rebound_statement_word next = word_at(clause, i + 1);

		if (is_recipient(clause->words[i]) &&
			(!rebound_statement_word_is_noun(next) || is_recipient(next)))
			return TRUE;
	}
	return FALSE;
}

/* Whether a sentence in a known language has a word that is not known, and is no name behind what
 * it names ("user ann"). */
static gboolean says_something_else(const struct clause *clause)
{
	if (!has(clause, REBOUND_WORD_COMMON) || has(clause, REBOUND_WORD_DELIVERY))
		return FALSE;
	for (guint i = 0; i < clause->count; i++)
		if (clause->words[i] == REBOUND_WORD_OTHER &&
			!(i > 0 && is_recipient(clause->words[i - 1])))
			return TRUE;
	return FALSE;
}

/* "The recipient has rejected your messages". */
static gboolean refuses_yours(const struct clause *clause)
{
	for (guint i = 1; i < clause->count; i++)
		if (clause->words[i] == REBOUND_WORD_REFUSED &&
			word_at(clause, i + 1) == REBOUND_WORD_YOUR &&
			is_recipient(find_subject(clause, i, FALSE)))
			return TRUE;
	return FALSE;
}

/* Who or what is spoken of at all. */
static void note_subjects(struct reading *reading)
{
	static const struct {
		enum rebound_statement_word word;
		guint bit;
	} notes[] = {
		{REBOUND_WORD_MESSAGE, REBOUND_STATEMENT_MESSAGE},
		{REBOUND_WORD_CONNECTION, REBOUND_STATEMENT_CONNECTION},
		{REBOUND_WORD_SYSTEM, REBOUND_STATEMENT_SYSTEM},
		{REBOUND_WORD_POLICY, REBOUND_STATEMENT_POLICY},
		{REBOUND_WORD_LATER, REBOUND_STATEMENT_LATER},
		{REBOUND_WORD_TROUBLE, REBOUND_STATEMENT_TROUBLE},
		{REBOUND_WORD_MANY, REBOUND_STATEMENT_LIMIT},
	};
	const struct clause *clause = &reading->clause;

	for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
		if (has(clause, notes[i].word))
			reading->said |= notes[i].bit;
	if (clause->sender)
		reading->said |= REBOUND_STATEMENT_SENDER;
	if (!speaks_of_recipient(clause))
		return;
	gboolean of_sender = clause->sender || clause->introduced;
	if (says_something_else(clause))
		reading->said |= REBOUND_STATEMENT_OTHERWISE;
	if (!of_sender)
		reading->said |= REBOUND_STATEMENT_RECIPIENT;
	if (has(clause, REBOUND_WORD_FULL) && !of_sender)
		reading->said |= REBOUND_STATEMENT_FULL;
	if ((has(clause, REBOUND_WORD_ALLOWS) || refuses_yours(clause)) &&
		(has(clause, REBOUND_WORD_YOU) || has(clause, REBOUND_WORD_YOUR) ||
			has(clause, REBOUND_WORD_FROM) || has(clause, REBOUND_WORD_MESSAGE)))
		reading->said |= REBOUND_STATEMENT_CHOOSES;
}

/* Two words that are the sender's together, and names that belong to what stands before them. */
static void join_words(struct reading *reading)
{
	static const char *const pairs[][2] = {{"mail", "from"}, {"from", "address"},
		{"from", "header"}, {"from", "field"}, {"from", "line"}, {"from", "domain"},
		{"return", "path"}, {"return", "address"}, {"reply", "to"}, {"reply", "address"},
		{"bounce", "address"}, {"call", "back"}, {"called", "back"}, {"that", "sent"},
		{"which", "sent"}, {"who", "sent"}, {"to", "send"}, {"may", "send"},
		{"not", "send"}, {"send", "through"}, {"send", "from"}, {"envelope", "address"}};
	struct clause *clause = &reading->clause;

	for (guint i = 0; i < clause->count; i++) {
		enum rebound_statement_word before =
			i > 0 ? clause->words[i - 1] : REBOUND_WORD_OTHER;

		for (gsize k = 0; i > 0 && k < G_N_ELEMENTS(pairs); k++)
			if (is_text(reading, i - 1, pairs[k][0]) &&
				is_text(reading, i, pairs[k][1])) {
				clause->words[i - 1] = REBOUND_WORD_COMMON;
				clause->words[i] = REBOUND_WORD_SENDER;
			}
		if ((clause->words[i] == REBOUND_WORD_NAME &&
			    (before == REBOUND_WORD_RECIPIENT ||
				    before == REBOUND_WORD_ADDRESSEE)) ||
			((clause->words[i] == REBOUND_WORD_NAME ||
				 is_text(reading, i, "address")) &&
				(before == REBOUND_WORD_CONNECTION ||
					before == REBOUND_WORD_SYSTEM ||
					before == REBOUND_WORD_DOMAIN ||
					before == REBOUND_WORD_SENDER)))
			clause->words[i] = before;
		if (i > 0 && is_text(reading, i - 1, "time") &&
			(is_text(reading, i, "out") || is_text(reading, i, "being")))
			clause->words[i] = REBOUND_WORD_LATER;
		if (((is_text(reading, i, "sending") || is_text(reading, i, "send")) &&
			    (is_text(reading, i + 1, "again") || is_text(reading, i + 1, "it"))) ||
			(is_text(reading, i, "send") && is_text(reading, i + 1, "this")))
			clause->words[i] = REBOUND_WORD_OTHER;
		if (is_text(reading, i, "than") && is_text(reading, i - 1, "more"))
			clause->words[i] = REBOUND_WORD_MANY;
		if (is_text(reading, i, "there") && before == REBOUND_WORD_NOT)
			clause->words[i] = REBOUND_WORD_EXISTS;
		if (is_text(reading, i, "reach") && before == REBOUND_WORD_NOT)
			clause->words[i] = REBOUND_WORD_LATER;
		if (is_text(reading, i, "more") && i > 0 && is_text(reading, i - 1, "any"))
			clause->words[i] = REBOUND_WORD_MORE;
	}
}

/* "Your mailbox" is the sender's; "returned to the sender" says nothing of him. */
static gboolean is_of_sender(const struct clause *clause)
{
	for (guint i = 0; i < clause->count; i++) {
		enum rebound_statement_word word = clause->words[i];

		if (word == REBOUND_WORD_SENDER) {
			guint before = i;

			while (before > 0 &&
				(clause->words[before - 1] == REBOUND_WORD_COMMON ||
					clause->words[before - 1] == REBOUND_WORD_SENDER))
				before--;
			if (before == 0 || clause->words[before - 1] != REBOUND_WORD_TO)
				return TRUE;
		}
		if (word != REBOUND_WORD_YOUR)
			continue;
		for (guint k = i + 1; k <= i + NEXT; k++) {
			enum rebound_statement_word of = word_at(clause, k);

			while (rebound_statement_word_is_noun(of) &&
				rebound_statement_word_is_noun(word_at(clause, k + 1)))
				of = word_at(clause, ++k);
			if (of == REBOUND_WORD_RECIPIENT || of == REBOUND_WORD_DOMAIN ||
				of == REBOUND_WORD_NAME)
				return TRUE;
			if (of != REBOUND_WORD_OTHER && of != REBOUND_WORD_COMMON &&
				of != REBOUND_WORD_MESSAGE)
				break;
		}
	}
	return FALSE;
}

/* How a clause ends. */
enum border {
	BORDER_SENTENCE,
	BORDER_CLAUSE, /* the next one may go on with the same noun */
	BORDER_REASON, /* the next one says why */
	BORDER_COLON,  /* it introduces the next one */
};

static enum rebound_statement_word first_noun(const struct clause *clause)
{
	for (guint i = 0; i < clause->count; i++)
		if (rebound_statement_word_is_noun(clause->words[i]))
			return clause->sender ? REBOUND_WORD_SENDER : clause->words[i];
	return clause->inherited;
}

static void end_clause(struct reading *reading, enum border border)
{
	struct clause *clause = &reading->clause;

	if (clause->count > 0) {
		join_words(reading);
		clause->seen = 0;
		for (guint i = 0; i < clause->count; i++)
			clause->seen |= (guint64)1 << clause->words[i];
		/* That it was not delivered is no reason. */
		if (has(clause, REBOUND_WORD_DELIVERY))
			clause->seen &= ~((guint64)1 << REBOUND_WORD_MESSAGE);
		else
			reading->understood += clause->understood;
		clause->understood = 0;
		clause->sender = is_of_sender(clause);
		for (guint i = 0; i < clause->count; i++)
			read_predicate(reading, i);
		note_subjects(reading);
	}
	clause->introduced = border != BORDER_SENTENCE && border != BORDER_REASON &&
			     (clause->sender || clause->introduced);
	if (border != BORDER_CLAUSE)
		clause->inherited = REBOUND_WORD_NONE;
	else if (!is_recipient(clause->inherited))
		clause->inherited = first_noun(clause);
	clause->count = 0;
	clause->sender = FALSE;
}

static void add_word(
	struct reading *reading, enum rebound_statement_word word, gsize start, gsize end)
{
	struct clause *clause = &reading->clause;

	if (word == REBOUND_WORD_BECAUSE)
		end_clause(reading, BORDER_REASON);
	else if (word == REBOUND_WORD_AND || clause->count == MOST_TOKENS)
		end_clause(reading, BORDER_CLAUSE);
	if (word != REBOUND_WORD_OTHER && word != REBOUND_WORD_THING && word != REBOUND_WORD_HERE)
		clause->understood++;
	if (word == REBOUND_WORD_BECAUSE || word == REBOUND_WORD_AND)
		return;
	clause->starts[clause->count] = (guint16)start;
	clause->ends[clause->count] = (guint16)end;
	clause->words[clause->count++] = word;
}

/* Bytes that begin a character of a script without spaces. */
static gboolean is_east_asian(guchar byte)
{
	return byte >= 0xE3 && byte <= 0xED;
}

static gboolean is_letter(guchar byte)
{
	return g_ascii_isalnum((char)byte) || byte == '_' || byte >= 0x80;
}

/* A name that was hidden: an address is a recipient's, unless "from" stands before it. */
static void read_name(struct reading *reading)
{
	struct clause *clause = &reading->clause;
	gsize start = reading->at;

	while (reading->at < reading->len && reading->text[reading->at] == HIDDEN)
		reading->at++;
	gsize from = reading->places != NULL ? reading->places[start] : start;
	gsize to = reading->places != NULL ? reading->places[reading->at] : reading->at;
	enum rebound_statement_word word = REBOUND_WORD_THING;
	/* What only says whose reply it is: "<ann@example.org>: ...". */
	gsize behind = reading->at < reading->len && reading->text[reading->at] == '>';
	if (reading->at + behind < reading->len &&
		strchr(":.", reading->text[reading->at + behind]) != NULL && clause->count == 0)
		return;
	if (memchr(reading->folded + from, '@', to - from) != NULL)
		word = word_at(clause, clause->count - 1) == REBOUND_WORD_FROM
			       ? REBOUND_WORD_SENDER
			       : REBOUND_WORD_RECIPIENT;
	add_word(reading, word, start, reading->at);
}

static gboolean starts_with(const struct reading *reading, const char *text)
{
	gsize len = strlen(text);

	return reading->len - reading->at >= len &&
	       memcmp(reading->text + reading->at, text, len) == 0;
}

/* A word, or what stands between two blanks and is none: a host, a path, a number. */
static void read_word(struct reading *reading)
{
	const char *text = reading->text;
	gsize start = reading->at, end = start, taken = 0;
	gboolean plain = TRUE;

	while (end < reading->len && is_letter((guchar)text[end]) &&
		!is_east_asian((guchar)text[end]))
		end++;
	/* What goes on without a blank is no word. */
	while (end + 1 < reading->len && strchr("._/\\=", text[end]) != NULL &&
		is_letter((guchar)text[end + 1]) && !is_east_asian((guchar)text[end + 1])) {
		plain = FALSE;
		end++;
		while (end < reading->len && is_letter((guchar)text[end]) &&
			!is_east_asian((guchar)text[end]))
			end++;
	}
	/* Behind the reply, in qmail's words. */
	if (starts_with(reading, "giving up on ")) {
		reading->at = reading->len;
		return;
	}
	reading->at = end;
	enum rebound_statement_word word =
		plain ? rebound_statement_word_find(text + start, end - start, &taken)
		      : REBOUND_WORD_OTHER;
	if (g_ascii_isdigit(text[start]))
		return;
	add_word(reading, plain ? word : REBOUND_WORD_THING, start, end);
}

static void read_east_asian(struct reading *reading)
{
	gsize taken = 0;
	enum rebound_statement_word word = rebound_statement_word_find(
		reading->text + reading->at, reading->len - reading->at, &taken);

	if (taken == 0) {
		const char *next = g_utf8_next_char(reading->text + reading->at);

		reading->at = MIN(reading->len, (gsize)(next - reading->text));
		return;
	}
	add_word(reading, word, reading->at, reading->at + taken);
	reading->at += taken;
}

/* "User unknown (sender)". */
static void blame_sender(struct reading *reading)
{
	const guint dead = REBOUND_STATEMENT_ABSENT | REBOUND_STATEMENT_GONE;

	if ((reading->said & dead) != 0)
		reading->said |= REBOUND_STATEMENT_SENDER_ABSENT;
	reading->said &= ~(dead | REBOUND_STATEMENT_RECIPIENT);
	end_clause(reading, BORDER_SENTENCE);
}

static void read_mark(struct reading *reading)
{
	struct clause *clause = &reading->clause;
	char mark = reading->text[reading->at];

	if (starts_with(reading, "(in reply to ")) {
		const char *end =
			memchr(reading->text + reading->at, ')', reading->len - reading->at);

		reading->at = end == NULL ? reading->len : (gsize)(end - reading->text);
	}
	reading->at++;
	if (mark == ':' && word_at(clause, clause->count - 1) == REBOUND_WORD_FROM)
		clause->words[clause->count - 1] = REBOUND_WORD_SENDER;
	if (mark == ':')
		end_clause(reading, BORDER_COLON);
	else if (mark == ',')
		end_clause(reading, BORDER_CLAUSE);
	else if (mark == ')' && clause->count == 1 && clause->words[0] == REBOUND_WORD_SENDER)
		blame_sender(reading);
	else if (strchr(".;!?()|", mark) != NULL)
		end_clause(reading, BORDER_SENTENCE);
}

/* Where the server's own words begin: behind the code, which a log's words may stand before. */
static gsize find_start(const char *text, gsize len)
{
	for (gsize i = 0; i + 4 <= len; i++) {
		if ((text[i] == '4' || text[i] == '5') && g_ascii_isdigit(text[i + 1]) &&
			g_ascii_isdigit(text[i + 2]) &&
			(text[i + 3] == ' ' || text[i + 3] == '-') &&
			(i == 0 || text[i - 1] == ' '))
			return i + 3;
	}
	return 0;
}

guint rebound_statement_read(const char *text, gsize len, const guint32 *places, const char *folded)
{
	struct reading reading = {
		.text = text,
		.len = MIN(len, MOST_TEXT),
		.places = places,
		.folded = folded,
		.clause.inherited = REBOUND_WORD_NONE,
	};

	reading.at = find_start(text, reading.len);
	while (reading.at < reading.len) {
		guchar byte = (guchar)text[reading.at];

		if (byte == HIDDEN)
			read_name(&reading);
		else if (is_east_asian(byte))
			read_east_asian(&reading);
		else if (is_letter(byte))
			read_word(&reading);
		else
			read_mark(&reading);
	}
	end_clause(&reading, BORDER_SENTENCE);
	if (reading.understood > 1 || (reading.said & OF_ANOTHER) != 0)
		reading.said |= REBOUND_STATEMENT_SOMETHING;
	return reading.said;
}
