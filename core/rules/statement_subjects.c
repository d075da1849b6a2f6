/* SPDX-License-Identifier: MIT */
#include "core/rules/statement_subjects.h"

#include "core/rules/names.h"
#include "core/rules/statement.h"

gboolean rebound_clause_has_thing(const struct rebound_clause *clause)
{
	return rebound_clause_has(clause, REBOUND_WORD_DOMAIN) ||
	       rebound_clause_has(clause, REBOUND_WORD_MESSAGE) ||
	       rebound_clause_has(clause, REBOUND_WORD_CONNECTION) ||
	       rebound_clause_has(clause, REBOUND_WORD_SYSTEM);
}

static gboolean speaks_of_other_than_mail(const struct rebound_clause *clause)
{
	return rebound_clause_has(clause, REBOUND_WORD_DOMAIN) ||
	       rebound_clause_has(clause, REBOUND_WORD_CONNECTION) ||
	       rebound_clause_has(clause, REBOUND_WORD_POLICY) ||
	       rebound_clause_has(clause, REBOUND_WORD_YOU) ||
	       rebound_clause_has(clause, REBOUND_WORD_YOUR);
}

gboolean rebound_clause_speaks_of_another(const struct rebound_clause *clause)
{
	return speaks_of_other_than_mail(clause) ||
	       rebound_clause_has(clause, REBOUND_WORD_MESSAGE) ||
	       rebound_clause_has(clause, REBOUND_WORD_SYSTEM);
}

/* Words that are in no list. */
static guint count_unknown(const struct rebound_clause *clause)
{
	guint count = 0;

	for (guint i = 0; i < clause->count; i++)
		count += clause->words[i] == REBOUND_WORD_OTHER ? 1 : 0;
	return count;
}

/* Several recipients, of whom the one who sends is told: not this one. */
static gboolean speaks_of_many(const struct rebound_clause *clause)
{
	static const char *const plurals[] = {
		"users", "mailboxes", "accounts", "addresses", "recipients", "customers", "people"};

	if (!rebound_clause_has(clause, REBOUND_WORD_YOU) &&
		!rebound_clause_has(clause, REBOUND_WORD_YOUR))
		return FALSE;
	for (guint i = 0; i < clause->count; i++)
		for (gsize k = 0; k < G_N_ELEMENTS(plurals); k++)
			if (rebound_clause_is_text(clause, i, plurals[k]))
				return TRUE;
	return FALSE;
}

/* "Whether there is such a mailbox - it does not exist": what stands behind a dash is said. */
static gboolean is_told_behind_dash(const struct rebound_clause *clause, guint at)
{
	gboolean dashed = FALSE;

	for (guint i = at + 1; i < clause->count; i++) {
		const char *start = clause->text + clause->starts[i];

		dashed = dashed || (clause->starts[i] > clause->ends[i - 1] + 1 &&
					   start[-1] == ' ' && start[-2] == '-');
		if (dashed && (clause->words[i] == REBOUND_WORD_UNKNOWN ||
				      clause->words[i] == REBOUND_WORD_EXISTS ||
				      clause->words[i] == REBOUND_WORD_GONE))
			return TRUE;
	}
	return FALSE;
}

/* Whether a clause only asks or guesses: "if it does not exist", "may not exist", and not "unknown,
 * possibly misspelled". */
static gboolean is_guess(const struct rebound_clause *clause)
{
	for (guint i = 0; i < clause->count; i++) {
		switch (clause->words[i]) {
		case REBOUND_WORD_WHETHER:
			/* "May contain a non-existent account", as one server says it. */
			return !rebound_clause_is_text(clause, i + 1, "contain") &&
			       !is_told_behind_dash(clause, i);
		case REBOUND_WORD_UNKNOWN:
		case REBOUND_WORD_EXISTS:
		case REBOUND_WORD_GONE:
		case REBOUND_WORD_NO:
		case REBOUND_WORD_NOBODY:
			return FALSE;
		default:
			break;
		}
	}
	return FALSE;
}

guint rebound_clause_claim(
	const struct rebound_clause *clause, enum rebound_statement_word subject, guint bit)
{
	if (subject == REBOUND_WORD_NONE) {
		guint most = bit == REBOUND_STATEMENT_ABSENT ? 1 : 0;

		/* "Your firm is not registered with us". */
		if (rebound_clause_has(clause, REBOUND_WORD_YOUR))
			return 0;
		return count_unknown(clause) <= most ? REBOUND_STATEMENT_RECIPIENT : 0;
	}
	if (subject == REBOUND_WORD_SENDER ||
		(subject != REBOUND_WORD_ADDRESSEE && (clause->sender || clause->introduced)))
		return REBOUND_STATEMENT_SENDER_ABSENT;
	if (speaks_of_many(clause))
		return REBOUND_STATEMENT_LIMIT;
	if (bit == REBOUND_STATEMENT_ABSENT && rebound_clause_has(clause, REBOUND_WORD_FULL))
		return 0;
	if (rebound_clause_has(clause, REBOUND_WORD_WHETHER))
		return rebound_statement_word_is_recipient(subject) && is_guess(clause)
			       ? REBOUND_STATEMENT_DOUBTED
			       : 0;
	if (rebound_clause_has(clause, REBOUND_WORD_LATER) ||
		rebound_clause_has(clause, REBOUND_WORD_MANY) ||
		rebound_clause_has(clause, REBOUND_WORD_PERMITS))
		return 0;
	if (rebound_statement_word_is_recipient(subject) ||
		(subject == REBOUND_WORD_NAME && !rebound_clause_has_thing(clause)))
		return bit;
	if (subject == REBOUND_WORD_DOMAIN)
		return REBOUND_STATEMENT_DOMAIN_ABSENT;
	return subject == REBOUND_WORD_SYSTEM ? REBOUND_STATEMENT_SYSTEM_ABSENT : 0;
}

static gboolean is_thing(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_SYSTEM || word == REBOUND_WORD_CONNECTION;
}

/* Whether a recipient stands there by itself, and does not only tell what another noun is of, or
 * whose a reply is that speaks of something else. */
static gboolean speaks_of_recipient(const struct rebound_clause *clause)
{
	for (guint i = 0; i < clause->count; i++) {
		enum rebound_statement_word next = rebound_clause_word(clause, i + 1);

		if (rebound_statement_word_is_recipient(clause->words[i]) &&
			(!rebound_statement_word_is_noun(next) ||
				rebound_statement_word_is_recipient(next)) &&
			!is_thing(rebound_clause_owner(clause, i)) &&
			!(rebound_clause_is_label(clause, i) &&
				rebound_clause_speaks_of_another(clause)))
			return TRUE;
	}
	return FALSE;
}

/* Whether a sentence in a known language has a word that is not known, and is no name: that stands
 * behind what it names ("user ann"), or in a sentence of names alone, and in the Latin script. */
static gboolean says_something_else(const struct rebound_clause *clause)
{
	gboolean is_sentence = rebound_clause_has(clause, REBOUND_WORD_COMMON);

	if (rebound_clause_has(clause, REBOUND_WORD_DELIVERY))
		return FALSE;
	for (guint i = 0; i < clause->count; i++)
		if (clause->words[i] == REBOUND_WORD_OTHER &&
			(is_sentence || (guchar)clause->text[clause->starts[i]] >= 0x80) &&
			!(i > 0 && rebound_statement_word_is_recipient(clause->words[i - 1]) &&
				(guchar)clause->text[clause->starts[i]] < 0x80))
			return TRUE;
	return FALSE;
}

/* "The recipient has rejected your messages". */
static gboolean refuses_yours(const struct rebound_clause *clause)
{
	for (guint i = 1; i < clause->count; i++)
		if (clause->words[i] == REBOUND_WORD_REFUSED &&
			rebound_clause_word(clause, i + 1) == REBOUND_WORD_YOUR &&
			rebound_statement_word_is_recipient(
				rebound_clause_subject(clause, i, FALSE)))
			return TRUE;
	return FALSE;
}

/* "The mailbox exceeds ...": a word for it, and no address, which may only tell whose reply it is.
 */
static gboolean exceeds(const struct rebound_clause *clause)
{
	static const char *const verbs[] = {"exceeds", "exceeded", "exceeding", "exceed",
		"ueberschritten", "supera", "superado", "superato", "excede", "excedido", "excedeu",
		"overschreden"};
	gboolean named = FALSE;

	for (guint i = 0; i < clause->count; i++) {
		named = named || (clause->words[i] == REBOUND_WORD_RECIPIENT &&
					 clause->text[clause->starts[i]] != REBOUND_NAMES_HIDDEN);
		if (named && rebound_clause_is_one_of(clause, i, verbs, G_N_ELEMENTS(verbs)) &&
			rebound_clause_subject(clause, i, FALSE) == REBOUND_WORD_RECIPIENT)
			return TRUE;
	}
	return FALSE;
}

/* A word for a size. */
static gboolean has_size(const struct rebound_clause *clause)
{
	static const char *const sizes[] = {"size", "groesse", "taille", "tamano", "tamanho",
		"dimensione", "dimensioni", "grootte", "rozmiar", "размера"};

	for (guint i = 0; i < clause->count; i++)
		if (rebound_clause_is_one_of(clause, i, sizes, G_N_ELEMENTS(sizes)))
			return TRUE;
	return FALSE;
}

/* "The recipient has exceeded the message rate limit". */
static gboolean speaks_of_rate(const struct rebound_clause *clause)
{
	for (guint i = 0; i < clause->count; i++)
		if (rebound_clause_is_text(clause, i, "rate"))
			return TRUE;
	return FALSE;
}

/* "The mailbox has reached its maximum size", and not a message. */
static gboolean is_grown_up(const struct rebound_clause *clause)
{
	if (exceeds(clause) && !rebound_clause_has(clause, REBOUND_WORD_MESSAGE))
		return has_size(clause);
	if (!rebound_clause_has(clause, REBOUND_WORD_REACHED) || speaks_of_rate(clause))
		return FALSE;
	/* "The mailbox has reached its maximum number of messages". */
	for (guint i = 0; i < clause->count && clause->words[i] != REBOUND_WORD_REACHED; i++)
		if (clause->words[i] == REBOUND_WORD_MESSAGE)
			return FALSE;
	return has_size(clause) || (rebound_clause_has(clause, REBOUND_WORD_MANY) &&
					   rebound_clause_has(clause, REBOUND_WORD_MESSAGE));
}

/* "The user keeps too many messages". */
static gboolean keeps_many(const struct rebound_clause *clause)
{
	static const char *const verbs[] = {"has", "holds", "keeps", "contains", "stores"};

	if (speaks_of_other_than_mail(clause) || rebound_clause_has(clause, REBOUND_WORD_LATER) ||
		speaks_of_rate(clause))
		return FALSE;
	for (guint i = 1; i < clause->count; i++)
		if (rebound_clause_is_one_of(clause, i, verbs, G_N_ELEMENTS(verbs)) &&
			rebound_clause_word(clause, i + 1) == REBOUND_WORD_MANY &&
			rebound_clause_stands_behind(clause, i, REBOUND_WORD_MESSAGE) &&
			rebound_statement_word_is_recipient(
				rebound_clause_subject(clause, i, FALSE)))
			return TRUE;
	return FALSE;
}

/* "The message is larger than the limit": a size behind the noun, and no other noun between; or,
 * as in "size of the message", before it. */
static gboolean is_message_large(const struct rebound_clause *clause)
{
	enum rebound_statement_word noun = REBOUND_WORD_NONE;

	if (!rebound_clause_has(clause, REBOUND_WORD_LARGE) ||
		!rebound_clause_has(clause, REBOUND_WORD_MESSAGE))
		return FALSE;
	for (guint i = 0; i < clause->count; i++) {
		/* "The message to ann@example.org". */
		if (rebound_statement_word_is_noun(clause->words[i]) &&
			!(rebound_statement_word_is_recipient(clause->words[i]) &&
				rebound_clause_stands_before(clause, i, REBOUND_WORD_TO)))
			noun = clause->words[i];
		if (clause->words[i] != REBOUND_WORD_LARGE)
			continue;
		if (noun == REBOUND_WORD_MESSAGE)
			return TRUE;
		for (guint k = i + 1; noun == REBOUND_WORD_NONE && k <= i + REBOUND_CLAUSE_NEXT;
			k++)
			if (rebound_clause_word(clause, k) == REBOUND_WORD_MESSAGE)
				return TRUE;
	}
	return FALSE;
}

/* "You have no permission to send to this recipient". */
static gboolean is_not_permitted(const struct rebound_clause *clause)
{
	if (rebound_clause_has_thing(clause) && !rebound_clause_has(clause, REBOUND_WORD_MESSAGE))
		return FALSE;
	for (guint i = 0; i < clause->count; i++)
		if (clause->words[i] == REBOUND_WORD_PERMITS &&
			(rebound_clause_denies(clause, i) ||
				rebound_clause_word(clause, i + 1) == REBOUND_WORD_UNKNOWN))
			return TRUE;
	return FALSE;
}

guint rebound_clause_subjects(const struct rebound_clause *clause)
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
		{REBOUND_WORD_PERMITS, REBOUND_STATEMENT_POLICY},
		{REBOUND_WORD_DOMAIN, REBOUND_STATEMENT_DOMAIN},
	};
	guint said = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
		if (rebound_clause_has(clause, notes[i].word))
			said |= notes[i].bit;
	if (clause->sender)
		said |= REBOUND_STATEMENT_SENDER;
	if (is_message_large(clause))
		said |= REBOUND_STATEMENT_LARGE;
	if (!speaks_of_recipient(clause))
		return said;
	gboolean of_sender = clause->sender || clause->introduced;
	if (says_something_else(clause))
		said |= REBOUND_STATEMENT_OTHERWISE;
	if (!of_sender)
		said |= REBOUND_STATEMENT_RECIPIENT;
	if (!of_sender && (rebound_clause_has(clause, REBOUND_WORD_FULL) || is_grown_up(clause) ||
				  keeps_many(clause)))
		said |= REBOUND_STATEMENT_FULL;
	if ((rebound_clause_has(clause, REBOUND_WORD_ALLOWS) || refuses_yours(clause)) &&
		(rebound_clause_has(clause, REBOUND_WORD_YOU) ||
			rebound_clause_has(clause, REBOUND_WORD_YOUR) ||
			rebound_clause_has(clause, REBOUND_WORD_FROM) ||
			rebound_clause_has(clause, REBOUND_WORD_MESSAGE)))
		said |= REBOUND_STATEMENT_CHOOSES;
	if (is_not_permitted(clause))
		said |= REBOUND_STATEMENT_CHOOSES;
	return said;
}
