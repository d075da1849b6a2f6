/* SPDX-License-Identifier: MIT */
#include "core/rules/statement_claims.h"

#include "core/rules/names.h"
#include "core/rules/statement.h"

/* "Der Benutzer ist unserem System nicht bekannt": the one who is known stands first, and the one
 * who knows him just before it. */
static gboolean is_known_to(const struct rebound_clause *clause, guint verb)
{
	static const char *const known[] = {
		"bekannt", "bekend", "bekendt", "kendt", "kjent", "kaend"};
	guint first = rebound_clause_word(clause, 0) == REBOUND_WORD_COMMON ? 1 : 0;

	enum rebound_statement_word next = rebound_clause_word(clause, first + 1);

	if (!rebound_statement_word_is_recipient(rebound_clause_word(clause, first)) ||
		(rebound_statement_word_is_noun(next) &&
			!rebound_statement_word_is_recipient(next)))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		if (rebound_clause_is_text(clause, verb, known[i]))
			return TRUE;
	return FALSE;
}

/* Whom a verb of knowing or being denies: of "our server does not know the user" the latter. */
static enum rebound_statement_word find_denied(const struct rebound_clause *clause, guint verb)
{
	enum rebound_statement_word subject = rebound_clause_subject(clause, verb, FALSE);

	if (subject != REBOUND_WORD_SYSTEM && subject != REBOUND_WORD_POLICY)
		return subject;
	if (subject == REBOUND_WORD_SYSTEM && is_known_to(clause, verb))
		return clause->words[0] == REBOUND_WORD_COMMON ? clause->words[1]
							       : clause->words[0];
	/* "No se ha podido encontrar en la lista la dirección", but not "the server of the
	 * address". */
	for (guint i = verb + 1; i < clause->count && i <= verb + 2 * REBOUND_CLAUSE_NEAR; i++) {
		enum rebound_statement_word word = clause->words[i];

		if (rebound_statement_word_is_noun(rebound_clause_word(clause, i + 1)))
			continue;
		if (rebound_statement_word_is_recipient(word) ||
			(word == REBOUND_WORD_NAME &&
				rebound_clause_word(clause, i + 1) != REBOUND_WORD_OF))
			return word;
		if (word == subject && !rebound_clause_stands_before(clause, i, REBOUND_WORD_IN))
			break;
	}
	return subject;
}

/* Between a word and what it belongs to: what neither says nor ends anything. */
static gboolean is_filler(enum rebound_statement_word word)
{
	return word == REBOUND_WORD_COMMON || word == REBOUND_WORD_OTHER ||
	       word == REBOUND_WORD_THING || word == REBOUND_WORD_YOU || word == REBOUND_WORD_HERE;
}

static gboolean is_denied_before(const struct rebound_clause *clause, guint at)
{
	return rebound_clause_stands_before(clause, at, REBOUND_WORD_NOT);
}

static gboolean has_thing(const struct rebound_clause *clause)
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

static gboolean speaks_of_another(const struct rebound_clause *clause)
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

/* Somebody says something dead of a subject; bit is what that is of a recipient. */
static guint claim(
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
	if (rebound_clause_has(clause, REBOUND_WORD_LATER) ||
		rebound_clause_has(clause, REBOUND_WORD_WHETHER) ||
		rebound_clause_has(clause, REBOUND_WORD_MANY) ||
		rebound_clause_has(clause, REBOUND_WORD_PERMITS))
		return 0;
	if (rebound_statement_word_is_recipient(subject) ||
		(subject == REBOUND_WORD_NAME && !has_thing(clause)))
		return bit;
	if (subject == REBOUND_WORD_DOMAIN)
		return REBOUND_STATEMENT_DOMAIN_ABSENT;
	return subject == REBOUND_WORD_SYSTEM ? REBOUND_STATEMENT_SYSTEM_ABSENT : 0;
}

static gboolean is_one_of(
	const struct rebound_clause *clause, guint at, const char *const *words, gsize count)
{
	for (gsize i = 0; i < count; i++)
		if (rebound_clause_is_text(clause, at, words[i]))
			return TRUE;
	return FALSE;
}

/* What a directory has of those who are in it. */
static gboolean is_record(const struct rebound_clause *clause, guint at)
{
	static const char *const words[] = {"record", "records", "entry", "entries", "listing",
		"trace", "hit", "hits", "result", "results", "profile", "eintrag", "entrada",
		"registro", "wpisu"};

	return is_one_of(clause, at, words, G_N_ELEMENTS(words));
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

		return claim(clause,
			subject == REBOUND_WORD_NONE ? REBOUND_WORD_RECIPIENT : subject,
			REBOUND_STATEMENT_ABSENT);
	}
	/* "The mailbox is no more". */
	if (deny == REBOUND_WORD_NO && at + 2 == clause->count &&
		rebound_clause_is_text(clause, at + 1, "more"))
		return claim(
			clause, rebound_clause_subject(clause, at, FALSE), REBOUND_STATEMENT_GONE);
	/* "Kullanici yok", and what is not there comes before it. */
	if (deny == REBOUND_WORD_NO && at + 1 == clause->count &&
		!rebound_clause_has(clause, REBOUND_WORD_FULL))
		return claim(clause, rebound_clause_subject(clause, at, FALSE),
			REBOUND_STATEMENT_ABSENT);
	for (guint i = at + 1; i < clause->count && i <= at + REBOUND_CLAUSE_NEAR; i++) {
		enum rebound_statement_word word = clause->words[i];

		/* "No answer <ann@example.org>". */
		if (rebound_clause_word(clause, i - 1) == REBOUND_WORD_OTHER &&
			rebound_clause_is_label(clause, i))
			return 0;
		if (rebound_statement_word_is_noun(word) || is_record(clause, i)) {
			i = skip_record(clause, i);
			while (rebound_statement_word_is_noun(rebound_clause_word(clause, i + 1)))
				i++;
			if (rebound_clause_has(clause, REBOUND_WORD_ALLOWS) ||
				rebound_clause_has(clause, REBOUND_WORD_FULL))
				return 0;
			return claim(clause, clause->words[i], REBOUND_STATEMENT_ABSENT);
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
	       is_one_of(clause, at, verbs, G_N_ELEMENTS(verbs));
}

/* "Not accepting messages": what the code is about, from nobody and for good. */
static guint read_unnamed(const struct rebound_clause *clause)
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
			return claim(clause, rebound_clause_subject(clause, at, FALSE),
				REBOUND_STATEMENT_ABSENT);
	if (clause->inherited != REBOUND_WORD_NONE)
		return claim(clause, clause->inherited, REBOUND_STATEMENT_ABSENT);
	if (clause->introduced || rebound_clause_has(clause, REBOUND_WORD_ALLOWS) ||
		rebound_clause_has(clause, REBOUND_WORD_CONNECTION))
		return 0;
	for (guint i = at + 1; i < clause->count; i++)
		if (is_one_of(clause, i, lists, G_N_ELEMENTS(lists)))
			return claim(clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_ABSENT);
	return REBOUND_STATEMENT_RECIPIENT;
}

/* "This colleague has left": a person, where a user may have left a list. */
static gboolean is_leaver(const struct rebound_clause *clause, guint at)
{
	static const char *const persons[] = {"employee", "colleague", "teacher", "professor",
		"pupil", "student", "person", "personne", "collegue", "collaborateur",
		"collaboratrice", "agent", "salarie", "mitarbeiter", "mitarbeiterin", "kollege",
		"kollegin", "collega"};

	/* "Has left comments". */
	if (rebound_clause_has(clause, REBOUND_WORD_NO) ||
		rebound_clause_has(clause, REBOUND_WORD_NOT) ||
		(at + 1 < clause->count && clause->words[at + 1] != REBOUND_WORD_COMMON &&
			clause->words[at + 1] != REBOUND_WORD_HERE &&
			clause->words[at + 1] != REBOUND_WORD_IN))
		return FALSE;
	while (at > 0 && !rebound_statement_word_is_noun(clause->words[at - 1]))
		at--;
	return at > 0 && is_one_of(clause, at - 1, persons, G_N_ELEMENTS(persons));
}

/* "Does not work here any more", "has left us". */
static guint read_absence(const struct rebound_clause *clause, guint at)
{
	enum rebound_statement_word subject = rebound_clause_subject(clause, at, FALSE);

	if (clause->words[at] == REBOUND_WORD_LEFT)
		return rebound_clause_has(clause, REBOUND_WORD_HERE) || is_leaver(clause, at)
			       ? claim(clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_GONE)
			       : 0;
	if ((!rebound_clause_has(clause, REBOUND_WORD_NOT) &&
		    !rebound_clause_has(clause, REBOUND_WORD_NO)) ||
		rebound_clause_has(clause, REBOUND_WORD_FULL))
		return 0;
	if (rebound_clause_has(clause, REBOUND_WORD_ALLOWS) &&
		(rebound_clause_has(clause, REBOUND_WORD_FROM) ||
			rebound_clause_has(clause, REBOUND_WORD_YOU) ||
			rebound_clause_has(clause, REBOUND_WORD_YOUR)))
		return 0;
	if (rebound_statement_word_is_recipient(subject))
		return claim(clause, subject, REBOUND_STATEMENT_GONE);
	if (rebound_clause_has(clause, REBOUND_WORD_HERE) && subject == REBOUND_WORD_NONE)
		return claim(clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_GONE);
	return 0;
}

/* "Has blocked you", "hat Sie gesperrt", "ha bloccato il suo indirizzo". */
static gboolean touches_you(const struct rebound_clause *clause, guint at)
{
	for (guint i = at > REBOUND_CLAUSE_NEXT ? at - REBOUND_CLAUSE_NEXT : 0;
		i <= at + REBOUND_CLAUSE_NEXT; i++)
		if (rebound_clause_word(clause, i) == REBOUND_WORD_YOU ||
			(i > at && rebound_clause_word(clause, i) == REBOUND_WORD_YOUR) ||
			rebound_clause_is_text(clause, i, "le"))
			return TRUE;
	return FALSE;
}

/* "You have been blocked by the owner of this mailbox". */
static gboolean is_blocked_by_recipient(const struct rebound_clause *clause, guint at)
{
	return rebound_clause_is_text(clause, at + 1, "by") &&
	       (rebound_clause_has(clause, REBOUND_WORD_YOU) ||
		       rebound_clause_has(clause, REBOUND_WORD_YOUR)) &&
	       rebound_statement_word_is_recipient(rebound_clause_word(clause, at + 3));
}

/* "Erreur inconnue", "unbekannter Fehler". */
static gboolean is_of_error(const struct rebound_clause *clause, guint at)
{
	if (rebound_clause_word(clause, at + 1) == REBOUND_WORD_TROUBLE)
		return TRUE;
	return at > 0 && clause->words[at - 1] == REBOUND_WORD_TROUBLE &&
	       !rebound_statement_word_is_noun(rebound_clause_word(clause, at + 1));
}

/* "Blocked from receiving mail", and not from whom. */
static gboolean is_blocked_from_all(const struct rebound_clause *clause, guint at)
{
	if (!rebound_clause_is_text(clause, at + 1, "from") ||
		!rebound_clause_is_text(clause, at + 2, "receiving") ||
		rebound_clause_has(clause, REBOUND_WORD_YOU) ||
		rebound_clause_has(clause, REBOUND_WORD_YOUR))
		return FALSE;
	for (guint i = at + 3; i < clause->count; i++)
		if (clause->words[i] != REBOUND_WORD_MESSAGE &&
			clause->words[i] != REBOUND_WORD_COMMON &&
			!rebound_clause_is_text(clause, i, "permanently"))
			return FALSE;
	return TRUE;
}

/* Switched off, and not kept from one who sends: in English only where it is said to be for good.
 */
static gboolean is_blocked_for_all(const struct rebound_clause *clause, guint at)
{
	static const char *const english[] = {"blocked", "locked", "barred", "parked", "idle",
		"unused", "unpaid", "overdue", "off", "hold", "revoked", "sleeping", "sleeps"};

	if (is_one_of(clause, at, english, G_N_ELEMENTS(english)))
		return rebound_clause_is_text(clause, at + 1, "permanently") ||
		       is_blocked_from_all(clause, at);
	return !rebound_clause_has(clause, REBOUND_WORD_FROM) &&
	       !rebound_clause_has(clause, REBOUND_WORD_CONNECTION) &&
	       !rebound_clause_has(clause, REBOUND_WORD_POLICY) && !is_denied_before(clause, at) &&
	       rebound_clause_word(clause, at + 1) != REBOUND_WORD_OF;
}

/* "Your licence has expired for this mailbox": of something that no list has. */
static gboolean is_for_recipient(const struct rebound_clause *clause, guint at)
{
	gboolean unknown = FALSE;

	if (!rebound_clause_is_text(clause, at + 1, "for"))
		return FALSE;
	for (guint i = 0; i < at; i++) {
		if (rebound_statement_word_is_noun(clause->words[i]))
			return FALSE;
		unknown = unknown || clause->words[i] == REBOUND_WORD_OTHER;
	}
	return unknown;
}

/* "Write to abuse@example.org to be removed". */
static gboolean is_aim(const struct rebound_clause *clause, guint at)
{
	return at > 1 && rebound_clause_is_text(clause, at - 1, "be") &&
	       rebound_clause_is_text(clause, at - 2, "to");
}

/* "No admite correo de desconocidos". */
static gboolean is_stranger(const struct rebound_clause *clause, guint at)
{
	return at > 0 &&
	       (clause->words[at - 1] == REBOUND_WORD_OF ||
		       clause->words[at - 1] == REBOUND_WORD_FROM) &&
	       (rebound_clause_is_label(clause, at + 1) ||
		       !rebound_statement_word_is_noun(rebound_clause_word(clause, at + 1)));
}

/* "Nobody here can read it". */
static gboolean is_able(const struct rebound_clause *clause, guint at)
{
	static const char *const verbs[] = {"can", "could", "may", "might", "will", "would"};

	if (rebound_clause_has(clause, REBOUND_WORD_EXISTS))
		return FALSE;
	for (guint i = at + 1; i <= at + REBOUND_CLAUSE_NEXT; i++)
		if (is_one_of(clause, i, verbs, G_N_ELEMENTS(verbs)))
			return TRUE;
	return FALSE;
}

/* "Mail to this address from outside is closed": to others it is not. */
static gboolean is_mail_of_some(const struct rebound_clause *clause, guint at)
{
	gboolean mail = FALSE;

	for (guint i = 0; i < at; i++) {
		mail = mail || clause->words[i] == REBOUND_WORD_MESSAGE ||
		       clause->words[i] == REBOUND_WORD_DELIVERY;
		if (mail && clause->words[i] == REBOUND_WORD_FROM)
			return TRUE;
	}
	return FALSE;
}

/* "Dr Weber has retired", "Peter died": of a person, whoever that is. */
static gboolean is_person(const struct rebound_clause *clause, guint at)
{
	static const char *const verbs[] = {"graduated", "resigned", "died", "deceased"};

	if (!is_one_of(clause, at, verbs, G_N_ELEMENTS(verbs)) &&
		!(rebound_clause_is_text(clause, at, "retired") &&
			rebound_clause_is_text(clause, at - 1, "has")))
		return FALSE;
	for (guint i = 0; i < at; i++)
		if (rebound_statement_word_is_noun(clause->words[i]) ||
			rebound_clause_is_text(clause, i, "service") ||
			clause->words[i] == REBOUND_WORD_NOT || clause->words[i] == REBOUND_WORD_NO)
			return FALSE;
	return at > 0;
}

/* "Nobody answered", "nobody took it", "for us and nobody else". */
static gboolean is_no_answer(const struct rebound_clause *clause, guint at)
{
	static const char *const verbs[] = {"answers", "answered", "answering", "responds",
		"responded", "responding", "replied", "replies", "picks", "picked", "takes", "took",
		"taken", "listens", "listening", "wanted", "cares", "collected", "fetched"};

	do
		at++;
	while (rebound_clause_word(clause, at) == REBOUND_WORD_COMMON ||
		rebound_clause_word(clause, at) == REBOUND_WORD_HERE ||
		rebound_clause_is_text(clause, at, "there"));
	return rebound_clause_is_text(clause, at, "else") ||
	       rebound_clause_is_text(clause, at, "except") ||
	       (is_one_of(clause, at, verbs, G_N_ELEMENTS(verbs)) &&
		       rebound_clause_word(clause, at + 1) != REBOUND_WORD_TO);
}

/* "The mailbox is locked", and not kept from one who sends: no more than a code says. */
static gboolean is_off(const struct rebound_clause *clause, guint at)
{
	return rebound_statement_word_is_recipient(rebound_clause_subject(clause, at, FALSE)) &&
	       !clause->sender && !clause->introduced && !is_denied_before(clause, at) &&
	       !speaks_of_another(clause) && !rebound_clause_has(clause, REBOUND_WORD_FROM) &&
	       !rebound_clause_has(clause, REBOUND_WORD_WHETHER) &&
	       rebound_clause_word(clause, at + 1) != REBOUND_WORD_OF;
}

static guint read_predicate(const struct rebound_clause *clause, guint at)
{
	switch (clause->words[at]) {
	case REBOUND_WORD_UNKNOWN:
		if (!is_denied_before(clause, at) && !is_of_error(clause, at) &&
			!is_stranger(clause, at))
			return claim(clause, rebound_clause_subject(clause, at, TRUE),
				REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_EXISTS:
		/* "Does not exist in the allow list". */
		if (rebound_clause_denies(clause, at) &&
			!rebound_clause_stands_behind(clause, at, REBOUND_WORD_ALLOWS) &&
			rebound_clause_word(clause, at + 1) != REBOUND_WORD_YOU)
			return claim(clause, find_denied(clause, at), REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_HERE:
		if (is_denied_before(clause, at) &&
			!rebound_clause_has(clause, REBOUND_WORD_ALLOWS) &&
			rebound_statement_word_is_recipient(
				rebound_clause_subject(clause, at, FALSE)))
			return claim(clause, rebound_clause_subject(clause, at, FALSE),
				REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_GONE:
		if (rebound_clause_word(clause, at + 1) == REBOUND_WORD_YOU ||
			(at > 0 && clause->words[at - 1] == REBOUND_WORD_YOU))
			return REBOUND_STATEMENT_CHOOSES;
		if (is_mail_of_some(clause, at))
			return REBOUND_STATEMENT_CHOOSES;
		if (is_person(clause, at))
			return claim(clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_GONE);
		if (!is_denied_before(clause, at) && !is_for_recipient(clause, at) &&
			!is_aim(clause, at) &&
			rebound_clause_word(clause, at + 1) != REBOUND_WORD_TO)
			return claim(clause, rebound_clause_subject(clause, at, TRUE),
				REBOUND_STATEMENT_GONE);
		break;
	case REBOUND_WORD_BLOCKED:
		if (touches_you(clause, at) || is_blocked_by_recipient(clause, at) ||
			rebound_clause_stands_behind(clause, at, REBOUND_WORD_SENDER))
			return REBOUND_STATEMENT_CHOOSES;
		if (is_blocked_for_all(clause, at))
			return claim(clause, rebound_clause_subject(clause, at, FALSE),
				REBOUND_STATEMENT_GONE);
		if (is_off(clause, at))
			return REBOUND_STATEMENT_NO_MAIL;
		break;
	case REBOUND_WORD_NO:
	case REBOUND_WORD_NOT:
		if (is_out_of_list(clause, at))
			return read_no_mail(clause, at) | read_out_of_list(clause, at);
		return read_no_mail(clause, at) | read_unnamed(clause) |
		       read_denied_noun(clause, at);
	case REBOUND_WORD_NOBODY:
		/* "Issued by nobody whom we trust", "that nobody can read". */
		if (!rebound_clause_has(clause, REBOUND_WORD_ALLOWS) && !is_able(clause, at) &&
			!is_no_answer(clause, at) &&
			!(at > 0 && (clause->words[at - 1] == REBOUND_WORD_OF ||
					    clause->words[at - 1] == REBOUND_WORD_FROM)))
			return claim(clause, REBOUND_WORD_NOBODY, REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_MORE:
	case REBOUND_WORD_LEFT:
		return read_absence(clause, at) | read_unnamed(clause);
	default:
		break;
	}
	return 0;
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
			!(rebound_clause_is_label(clause, i) && speaks_of_another(clause)))
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
		if (named && is_one_of(clause, i, verbs, G_N_ELEMENTS(verbs)) &&
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
		if (is_one_of(clause, i, sizes, G_N_ELEMENTS(sizes)))
			return TRUE;
	return FALSE;
}

/* "The mailbox has reached its maximum size", and not a message. */
static gboolean is_grown_up(const struct rebound_clause *clause)
{
	if (exceeds(clause) && !rebound_clause_has(clause, REBOUND_WORD_MESSAGE))
		return has_size(clause);
	if (!rebound_clause_has(clause, REBOUND_WORD_REACHED))
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

	if (speaks_of_other_than_mail(clause) || rebound_clause_has(clause, REBOUND_WORD_LATER))
		return FALSE;
	for (guint i = 1; i < clause->count; i++)
		if (is_one_of(clause, i, verbs, G_N_ELEMENTS(verbs)) &&
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
		if (rebound_statement_word_is_noun(clause->words[i]))
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
	if (has_thing(clause) && !rebound_clause_has(clause, REBOUND_WORD_MESSAGE))
		return FALSE;
	for (guint i = 0; i < clause->count; i++)
		if (clause->words[i] == REBOUND_WORD_PERMITS &&
			(rebound_clause_denies(clause, i) ||
				rebound_clause_word(clause, i + 1) == REBOUND_WORD_UNKNOWN))
			return TRUE;
	return FALSE;
}

/* Who or what is spoken of at all. */
static guint note_subjects(const struct rebound_clause *clause)
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

/* "Mail service for this user has been disabled": what ends with it is the mailbox. */
static gboolean is_mailbox_itself(
	const struct rebound_clause *clause, guint noun, enum rebound_statement_word owner)
{
	static const char *const services[] = {"access", "contract", "incoming", "membership",
		"reception", "registration", "service", "services", "subscription", "usage", "use"};

	if (owner == REBOUND_WORD_MESSAGE)
		return TRUE;
	for (guint i = 0; i < noun; i++)
		for (gsize k = 0; k < G_N_ELEMENTS(services); k++)
			if (rebound_clause_is_text(clause, i, services[k]))
				return TRUE;
	return FALSE;
}

/* "The folder of the user does not exist": a whole sentence about what a recipient has, in words
 * that are else said of him. */
static gboolean is_of_thing(const struct rebound_clause *clause, guint at)
{
	enum rebound_statement_word word = clause->words[at];

	if ((rebound_clause_has(clause, REBOUND_WORD_NO) &&
		    !rebound_clause_has(clause, REBOUND_WORD_MORE)) ||
		(word != REBOUND_WORD_UNKNOWN && word != REBOUND_WORD_GONE &&
			word != REBOUND_WORD_BLOCKED &&
			!(word == REBOUND_WORD_EXISTS && rebound_clause_denies(clause, at))))
		return FALSE;
	for (guint i = at; i-- > 0;) {
		if (!rebound_statement_word_is_noun(clause->words[i]))
			continue;
		enum rebound_statement_word owner = rebound_clause_owner(clause, i);

		return i + 1 < at && rebound_statement_word_is_recipient(clause->words[i]) &&
		       !rebound_statement_word_is_recipient(owner) &&
		       owner != REBOUND_WORD_SENDER && owner != REBOUND_WORD_NAME &&
		       (word == REBOUND_WORD_UNKNOWN || word == REBOUND_WORD_EXISTS ||
			       !is_mailbox_itself(clause, i, owner));
	}
	return FALSE;
}

guint rebound_clause_claims(const struct rebound_clause *clause)
{
	guint said = note_subjects(clause);

	for (guint i = 0; i < clause->count; i++) {
		said |= read_predicate(clause, i);
		if (is_of_thing(clause, i))
			said |= REBOUND_STATEMENT_THING_ABSENT;
	}
	return said;
}
