/* SPDX-License-Identifier: MIT */
#include "core/rules/statement_claims.h"

#include "core/rules/statement.h"
#include "core/rules/statement_denied.h"
#include "core/rules/statement_subjects.h"

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

static gboolean is_denied_before(const struct rebound_clause *clause, guint at)
{
	return rebound_clause_stands_before(clause, at, REBOUND_WORD_NOT);
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
	return at > 0 && rebound_clause_is_one_of(clause, at - 1, persons, G_N_ELEMENTS(persons));
}

/* "Does not work here any more", "has left us". */
static guint read_absence(const struct rebound_clause *clause, guint at)
{
	enum rebound_statement_word subject = rebound_clause_subject(clause, at, FALSE);

	if (clause->words[at] == REBOUND_WORD_LEFT)
		return rebound_clause_has(clause, REBOUND_WORD_HERE) || is_leaver(clause, at)
			       ? rebound_clause_claim(
					 clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_GONE)
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
	if (rebound_statement_word_is_recipient(subject) || subject == REBOUND_WORD_SENDER)
		return rebound_clause_claim(clause, subject, REBOUND_STATEMENT_GONE);
	/* "Your company is no more". */
	if (rebound_clause_has(clause, REBOUND_WORD_HERE) && subject == REBOUND_WORD_NONE &&
		!rebound_clause_has(clause, REBOUND_WORD_YOUR))
		return rebound_clause_claim(clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_GONE);
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

	if (rebound_clause_is_one_of(clause, at, english, G_N_ELEMENTS(english)))
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
		if (rebound_clause_is_one_of(clause, i, verbs, G_N_ELEMENTS(verbs)))
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

/* "Cette liste est fermée aux non-abonnés": a list that is closed takes mail of others. */
static gboolean is_closed_list(const struct rebound_clause *clause, guint at)
{
	static const char *const stems[] = {"clos", "geschlossen", "ferme", "cerrad", "encerrad",
		"chius", "gesloten", "zamkniet"};
	static const char *const lists[] = {"list", "liste", "lista", "lijst", "verteiler", "group",
		"gruppe", "groupe", "grupo", "gruppo", "groep", "grupa"};
	gboolean of_list = FALSE, closed = FALSE;

	for (guint i = 0; i < at; i++)
		of_list = of_list ||
			  (clause->words[i] == REBOUND_WORD_RECIPIENT &&
				  rebound_clause_is_one_of(clause, i, lists, G_N_ELEMENTS(lists)));
	for (gsize i = 0; i < G_N_ELEMENTS(stems); i++)
		closed = closed || strncmp(clause->text + clause->starts[at], stems[i],
					   strlen(stems[i])) == 0;
	return of_list && closed;
}

/* "Dr Weber has retired", "Peter died": of a person, whoever that is. */
static gboolean is_person(const struct rebound_clause *clause, guint at)
{
	static const char *const verbs[] = {
		"graduated", "resigned", "died", "deceased", "离职", "離職", "退職", "퇴사"};
	static const char *const machines[] = {"service", "mailer", "prog", "daemon", "worker",
		"thread", "child", "task", "job", "engine", "module", "scanner", "milter", "plugin",
		"parser", "delivery", "lda", "mda", "mta"};

	if (!rebound_clause_is_one_of(clause, at, verbs, G_N_ELEMENTS(verbs)) &&
		!(rebound_clause_is_text(clause, at, "retired") &&
			rebound_clause_is_text(clause, at - 1, "has")))
		return FALSE;
	for (guint i = 0; i < at; i++)
		if (rebound_statement_word_is_noun(clause->words[i]) ||
			rebound_clause_is_one_of(clause, i, machines, G_N_ELEMENTS(machines)) ||
			clause->words[i] == REBOUND_WORD_NOT || clause->words[i] == REBOUND_WORD_NO)
			return FALSE;
	/* In the scripts without spaces nobody need be named. */
	return at > 0 || (guchar)clause->text[clause->starts[at]] >= 0x80;
}

/* "Nobody asked us to": what somebody did, and not what he is called. */
static gboolean is_deed(const struct rebound_clause *clause, guint at)
{
	static const char *const names[] = {"named", "called", "titled", "entitled", "employed"};
	const char *end = clause->text + (at < clause->count ? clause->ends[at] : 0);

	return rebound_clause_word(clause, at) == REBOUND_WORD_OTHER && at < clause->count &&
	       clause->ends[at] - clause->starts[at] > 3 && memcmp(end - 2, "ed", 2) == 0 &&
	       !rebound_clause_is_one_of(clause, at, names, G_N_ELEMENTS(names));
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
	       rebound_clause_is_text(clause, at, "except") || is_deed(clause, at) ||
	       (rebound_clause_is_one_of(clause, at, verbs, G_N_ELEMENTS(verbs)) &&
		       rebound_clause_word(clause, at + 1) != REBOUND_WORD_TO);
}

/* "The mailbox is locked", and not kept from one who sends: no more than a code says. */
static gboolean is_off(const struct rebound_clause *clause, guint at)
{
	return rebound_statement_word_is_recipient(rebound_clause_subject(clause, at, FALSE)) &&
	       !clause->sender && !clause->introduced && !is_denied_before(clause, at) &&
	       !rebound_clause_speaks_of_another(clause) &&
	       !rebound_clause_has(clause, REBOUND_WORD_FROM) &&
	       !rebound_clause_has(clause, REBOUND_WORD_WHETHER) &&
	       rebound_clause_word(clause, at + 1) != REBOUND_WORD_OF;
}

/* "No se encuentra", and not "no se encuentra disponible". */
static gboolean is_found_in_state(const struct rebound_clause *clause, guint at)
{
	enum rebound_statement_word next = rebound_clause_word(clause, at + 1);

	return rebound_clause_is_text(clause, at, "encuentra") && at + 1 < clause->count &&
	       next != REBOUND_WORD_IN && next != REBOUND_WORD_HERE && next != REBOUND_WORD_OF &&
	       next != REBOUND_WORD_EXISTS && !rebound_statement_word_is_noun(next);
}

static guint read_predicate(const struct rebound_clause *clause, guint at)
{
	switch (clause->words[at]) {
	case REBOUND_WORD_UNKNOWN:
		if (!is_denied_before(clause, at) && !is_of_error(clause, at) &&
			!is_stranger(clause, at))
			return rebound_clause_claim(clause,
				rebound_clause_subject(clause, at, TRUE), REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_EXISTS:
		/* "Does not exist in the allow list". */
		if (rebound_clause_denies(clause, at) &&
			!rebound_clause_stands_behind(clause, at, REBOUND_WORD_ALLOWS) &&
			rebound_clause_word(clause, at + 1) != REBOUND_WORD_YOU &&
			!is_found_in_state(clause, at))
			return rebound_clause_claim(
				clause, find_denied(clause, at), REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_HERE:
		if (is_denied_before(clause, at) &&
			!rebound_clause_has(clause, REBOUND_WORD_ALLOWS) &&
			rebound_statement_word_is_recipient(
				rebound_clause_subject(clause, at, FALSE)))
			return rebound_clause_claim(clause,
				rebound_clause_subject(clause, at, FALSE),
				REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_GONE:
		if (rebound_clause_word(clause, at + 1) == REBOUND_WORD_YOU ||
			(at > 0 && clause->words[at - 1] == REBOUND_WORD_YOU))
			return REBOUND_STATEMENT_CHOOSES;
		if (is_mail_of_some(clause, at) || is_closed_list(clause, at))
			return REBOUND_STATEMENT_CHOOSES;
		if (is_person(clause, at))
			return rebound_clause_claim(
				clause, REBOUND_WORD_RECIPIENT, REBOUND_STATEMENT_GONE);
		if (!is_denied_before(clause, at) && !is_for_recipient(clause, at) &&
			!is_aim(clause, at) &&
			rebound_clause_word(clause, at + 1) != REBOUND_WORD_TO)
			return rebound_clause_claim(clause,
				rebound_clause_subject(clause, at, TRUE), REBOUND_STATEMENT_GONE);
		break;
	case REBOUND_WORD_BLOCKED:
		if (touches_you(clause, at) || is_blocked_by_recipient(clause, at) ||
			rebound_clause_stands_behind(clause, at, REBOUND_WORD_SENDER))
			return REBOUND_STATEMENT_CHOOSES;
		if (is_blocked_for_all(clause, at))
			return rebound_clause_claim(clause,
				rebound_clause_subject(clause, at, FALSE), REBOUND_STATEMENT_GONE);
		if (is_off(clause, at))
			return REBOUND_STATEMENT_NO_MAIL;
		break;
	case REBOUND_WORD_NO:
	case REBOUND_WORD_NOT:
		return rebound_clause_denied(clause, at);
	case REBOUND_WORD_NOBODY:
		/* "Issued by nobody whom we trust", "that nobody can read". */
		if (!rebound_clause_has(clause, REBOUND_WORD_ALLOWS) && !is_able(clause, at) &&
			!is_no_answer(clause, at) &&
			!(at > 0 && (clause->words[at - 1] == REBOUND_WORD_OF ||
					    clause->words[at - 1] == REBOUND_WORD_FROM)))
			return rebound_clause_claim(
				clause, REBOUND_WORD_NOBODY, REBOUND_STATEMENT_ABSENT);
		break;
	case REBOUND_WORD_MORE:
	case REBOUND_WORD_LEFT:
		return read_absence(clause, at) | rebound_clause_takes_nothing(clause);
	default:
		break;
	}
	return 0;
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
	guint said = rebound_clause_subjects(clause);

	for (guint i = 0; i < clause->count; i++) {
		said |= read_predicate(clause, i);
		if (is_of_thing(clause, i))
			said |= REBOUND_STATEMENT_THING_ABSENT;
	}
	return said;
}
