/* SPDX-License-Identifier: MIT */
#include "core/rules/statement_denied.h"

#include "core/rules/statement.h"
#include "core/rules/statement_subjects.h"

/* Between a word and what it belongs to: what neither says nor ends anything. */
static gboolean is_filler(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_COMMON || word == REBOUND_WORD_OTHER ||
	       word == REBOUND_WORD_THING || word == REBOUND_WORD_YOU || word == REBOUND_WORD_HERE;
}

/* What a directory has of those who are in it. */
static gboolean is_record(const struct rebound_clause *clause, guint at)
{
	static const char *const words[] = {"record", "records", "entry", "entries", "listing",
		"trace", "hit", "hits", "result", "results", "profile", "eintrag", "entrada",
		"registro", "wpisu"};

	return rebound_clause_is_one_of(clause, at, words, G_N_ELEMENTS(words));
}

/* "No record of this user" denies the user, where no more is told of him: the place of that noun,
 * or of the record. */
static guint skip_record(const struct rebound_clause *clause, guint noun)
{
	guint found = noun;

	if (!is_record(clause, noun))
		return noun;
	for (guint i = noun + 1; i < clause->count; i++) {
		enum rebound_statement_word word = clause->words[i];

		if (rebound_statement_word_is_recipient(word))
			found = i;
		else if (found == noun
				 ? !(word == REBOUND_WORD_OF || word == REBOUND_WORD_COMMON ||
					   word == REBOUND_WORD_IN || word == REBOUND_WORD_SYSTEM ||
					   word == REBOUND_WORD_MESSAGE)
				 : word == REBOUND_WORD_OTHER)
			return noun;
	}
	return found;
}

/* "The recipient has no entry": whom a record that is denied, and that tells of nobody, is of. */
static gboolean is_without_record(const struct rebound_clause *clause, guint deny, guint noun)
{
	return clause->words[deny] == REBOUND_WORD_NO && is_record(clause, noun) &&
	       rebound_clause_word(clause, noun + 1) != REBOUND_WORD_OF &&
	       rebound_statement_word_is_recipient(rebound_clause_subject(clause, deny, FALSE));
}

/* "No such user", "not a user of ours": the noun that is denied, within a few words. */
static guint read_denied_noun(const struct rebound_clause *clause, guint at)
{
	enum rebound_statement_word deny = clause->words[at];

	/* "Posts by non-subscribers", "no-reply mailbox". */
	if (at + 1 < clause->count && clause->text[clause->ends[at]] == '-' &&
		!rebound_clause_is_text(clause, at + 1, "such"))
		return 0;
	if (deny == REBOUND_WORD_NOT && rebound_clause_stands_before(clause, at, REBOUND_WORD_YOU))
		return REBOUND_STATEMENT_CHOOSES;
	/* "Ann is not one of ours". */
	if (deny == REBOUND_WORD_NOT && rebound_clause_is_text(clause, at + 1, "one") &&
		rebound_clause_word(clause, at + 3) == REBOUND_WORD_HERE) {
		enum rebound_statement_word subject = rebound_clause_subject(clause, at, FALSE);

		return rebound_clause_claim(clause,
			subject == REBOUND_WORD_NONE ? REBOUND_WORD_RECIPIENT : subject,
			REBOUND_STATEMENT_ABSENT);
	}
	/* "The mailbox is no more". */
	if (deny == REBOUND_WORD_NO && at + 2 == clause->count &&
		rebound_clause_is_text(clause, at + 1, "more"))
		return rebound_clause_claim(
			clause, rebound_clause_subject(clause, at, FALSE), REBOUND_STATEMENT_GONE);
	/* "Kullanici yok", and what is not there comes before it. */
	if (deny == REBOUND_WORD_NO && at + 1 == clause->count &&
		!rebound_clause_has(clause, REBOUND_WORD_FULL))
		return rebound_clause_claim(clause, rebound_clause_subject(clause, at, FALSE),
			REBOUND_STATEMENT_ABSENT);
	for (guint i = at + 1; i < clause->count && i <= at + REBOUND_CLAUSE_NEAR; i++) {
		enum rebound_statement_word word = clause->words[i];

		/* "No answer <ann@example.org>". */
		if (rebound_clause_word(clause, i - 1) == REBOUND_WORD_OTHER &&
			rebound_clause_is_label(clause, i))
			return 0;
		if (rebound_statement_word_is_noun(word) || is_record(clause, i)) {
			if (is_without_record(clause, at, i))
				return rebound_clause_claim(
					clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_ABSENT);
			i = skip_record(clause, i);
			while (rebound_statement_word_is_noun(rebound_clause_word(clause, i + 1)))
				i++;
			if (rebound_clause_has(clause, REBOUND_WORD_ALLOWS) ||
				rebound_clause_has(clause, REBOUND_WORD_FULL))
				return 0;
			return rebound_clause_claim(
				clause, clause->words[i], REBOUND_STATEMENT_ABSENT);
		}
		if (word == REBOUND_WORD_EXISTS && (deny == REBOUND_WORD_NO || i > at + 1))
			continue;
		/* "No ann here". */
		if (word == REBOUND_WORD_HERE && deny == REBOUND_WORD_NO && i > at + 1)
			return REBOUND_STATEMENT_RECIPIENT;
		/* "Never such an employee", and no German "nicht an". */
		if (rebound_clause_is_text(clause, i, "an") &&
			rebound_clause_is_text(clause, i - 1, "such"))
			continue;
		if (deny == REBOUND_WORD_NO
				? !is_filler(word)
				: word != REBOUND_WORD_COMMON && word != REBOUND_WORD_OF)
			return 0;
	}
	return 0;
}

/* "This domain takes no mail": of a domain, and from nobody. */
static guint read_no_mail(const struct rebound_clause *clause, guint at)
{
	if (rebound_clause_subject(clause, at, FALSE) != REBOUND_WORD_DOMAIN || clause->sender ||
		rebound_clause_has(clause, REBOUND_WORD_YOU) ||
		rebound_clause_has(clause, REBOUND_WORD_YOUR) ||
		rebound_clause_has(clause, REBOUND_WORD_FROM) ||
		rebound_clause_has(clause, REBOUND_WORD_LATER) ||
		rebound_clause_has(clause, REBOUND_WORD_MANY))
		return 0;
	for (guint i = at + 1; i < clause->count && i <= at + REBOUND_CLAUSE_NEAR; i++)
		if (clause->words[i] == REBOUND_WORD_MESSAGE && i + 1 == clause->count)
			return REBOUND_STATEMENT_DOMAIN_NO_MAIL;
	return 0;
}

static gboolean takes(const struct rebound_clause *clause, guint at)
{
	static const char *const verbs[] = {
		"accepting", "receive", "receives", "receiving", "take", "takes", "taking"};

	return clause->words[at] == REBOUND_WORD_ALLOWS ||
	       rebound_clause_is_one_of(clause, at, verbs, G_N_ELEMENTS(verbs));
}

guint rebound_clause_takes_nothing(const struct rebound_clause *clause)
{
	guint last = clause->count - 1;
	gboolean has_verb = FALSE;

	if (clause->words[last] != REBOUND_WORD_MESSAGE || clause->inherited != REBOUND_WORD_NONE)
		return 0;
	for (guint i = 0; i < last; i++) {
		enum rebound_statement_word word = clause->words[i];

		if (takes(clause, i))
			has_verb = TRUE;
		else if (word != REBOUND_WORD_NOT && word != REBOUND_WORD_NO &&
			 word != REBOUND_WORD_MORE && word != REBOUND_WORD_COMMON)
			return 0;
	}
	return has_verb ? REBOUND_STATEMENT_NO_MAIL : 0;
}

/* "Not in our directory", "není uveden v adresáři". */
static gboolean is_out_of_list(const struct rebound_clause *clause, guint at)
{
	if (rebound_clause_word(clause, at + 1) == REBOUND_WORD_OTHER && !is_record(clause, at + 1))
		at++;
	if (rebound_clause_word(clause, at + 1) != REBOUND_WORD_IN)
		return FALSE;
	for (guint i = at + 2; i < clause->count && i <= at + 1 + REBOUND_CLAUSE_NEAR; i++)
		if (clause->words[i] == REBOUND_WORD_SYSTEM)
			return TRUE;
	return FALSE;
}

/* "Not in our address book", where nobody was named before. */
static guint read_out_of_list(const struct rebound_clause *clause, guint at)
{
	static const char *const lists[] = {
		"directory", "book", "ldap", "database", "verzeichnis", "annuaire", "directorio"};

	if (rebound_clause_subject(clause, at, FALSE) == REBOUND_WORD_SYSTEM &&
		rebound_clause_stands_before(clause, at, REBOUND_WORD_YOU))
		return REBOUND_STATEMENT_SENDER;
	for (guint i = 0; i < at; i++)
		if (rebound_statement_word_is_noun(clause->words[i]) ||
			clause->words[i] == REBOUND_WORD_NOBODY ||
			clause->words[i] == REBOUND_WORD_OTHER)
			return rebound_clause_claim(clause,
				rebound_clause_subject(clause, at, FALSE),
				REBOUND_STATEMENT_ABSENT);
	if (clause->inherited != REBOUND_WORD_NONE)
		return rebound_clause_claim(clause, clause->inherited, REBOUND_STATEMENT_ABSENT);
	if (clause->introduced || rebound_clause_has(clause, REBOUND_WORD_ALLOWS) ||
		rebound_clause_has(clause, REBOUND_WORD_CONNECTION))
		return 0;
	for (guint i = at + 1; i < clause->count; i++)
		if (rebound_clause_is_one_of(clause, i, lists, G_N_ELEMENTS(lists)))
			return rebound_clause_claim(
				clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_ABSENT);
	return REBOUND_STATEMENT_RECIPIENT;
}

guint rebound_clause_denied(const struct rebound_clause *clause, guint at)
{
	if (is_out_of_list(clause, at))
		return read_no_mail(clause, at) | read_out_of_list(clause, at);
	return read_no_mail(clause, at) | rebound_clause_takes_nothing(clause) |
	       read_denied_noun(clause, at);
}
