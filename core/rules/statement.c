/* SPDX-License-Identifier: MIT */
#include "core/rules/statement.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/rules/names.h"
#include "core/rules/statement_claims.h"

/* Bytes that are read, so that no text costs more than this. */
#define MOST_TEXT 800

/* Letters of the ending of a plural. */
#define LONGEST_PLURAL 3

/* One noun that is no recipient is enough to know that a sentence is not about one. */
#define OF_ANOTHER                                                                                 \
	(REBOUND_STATEMENT_SENDER | REBOUND_STATEMENT_MESSAGE | REBOUND_STATEMENT_CONNECTION |     \
		REBOUND_STATEMENT_SYSTEM | REBOUND_STATEMENT_POLICY)

/* What a clause says that only leads to the reason: "Recipient address rejected: ...". */
#define OF_LEAD (REBOUND_STATEMENT_RECIPIENT | REBOUND_STATEMENT_MESSAGE)

/* What else there is to say than who was refused. */
#define OF_REASON                                                                                  \
	(OF_ANOTHER | REBOUND_STATEMENT_LATER | REBOUND_STATEMENT_TROUBLE | REBOUND_STATEMENT_LIMIT)

/* Whoever takes no mail is another then, or takes it again. */
#define NOT_NO_MAIL                                                                                \
	((OF_ANOTHER & ~REBOUND_STATEMENT_MESSAGE) | REBOUND_STATEMENT_LATER |                     \
		REBOUND_STATEMENT_TROUBLE | REBOUND_STATEMENT_LIMIT)

struct reading {
	const char *text;
	gsize len, at;
	const guint32 *places;
	const char *folded;
	guint said;
	guint led;	  /* said by what leads to a reason, and nothing else so far */
	guint understood; /* words */
	gsize sentence;	  /* where it begins */
	gboolean in_sentence;
	struct rebound_statement_place *where;
	struct rebound_clause clause;
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
	{"takes no mail", REBOUND_STATEMENT_NO_MAIL},
	{"message large", REBOUND_STATEMENT_LARGE},
	{"thing absent", REBOUND_STATEMENT_THING_ABSENT},
	{"domain", REBOUND_STATEMENT_DOMAIN},
	{"recipient doubted", REBOUND_STATEMENT_DOUBTED},
};

G_STATIC_ASSERT(G_N_ELEMENTS(names) == REBOUND_STATEMENT_COUNT);

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

/* How a clause ends. */
enum border {
	BORDER_SENTENCE,
	BORDER_CLAUSE, /* the next one may go on with the same noun */
	BORDER_REASON, /* the next one says why */
	BORDER_COLON,  /* it introduces the next one */
};

static enum rebound_statement_word first_noun(const struct rebound_clause *clause)
{
	for (guint i = 0; i < clause->count; i++)
		if (rebound_statement_word_is_noun(clause->words[i]))
			return clause->sender ? REBOUND_WORD_SENDER : clause->words[i];
	return clause->inherited;
}

/* What nothing before it said. */
static void note_places(struct reading *reading, guint claims, gsize end)
{
	for (guint fresh = claims & ~reading->said; fresh != 0; fresh &= fresh - 1) {
		struct rebound_statement_place *place = &reading->where[g_bit_nth_lsf(fresh, -1)];
		const guint32 *places = reading->places;

		place->start = places != NULL ? places[reading->sentence] : reading->sentence;
		place->end = places != NULL ? places[end] : end;
	}
	reading->said |= claims;
}

/* Whether a clause leads to what comes behind its colon. */
static gboolean is_lead(const struct rebound_clause *clause, guint claims, enum border border)
{
	return border == BORDER_COLON && (claims & ~OF_LEAD) == 0 &&
	       (rebound_clause_has(clause, REBOUND_WORD_REFUSED) ||
		       rebound_clause_has(clause, REBOUND_WORD_DELIVERY));
}

/* "Error: the user is unknown": what only opens a reply. */
static gboolean is_label_of_error(const struct rebound_clause *clause, enum border border)
{
	return border == BORDER_COLON && clause->count == 1 &&
	       clause->words[0] == REBOUND_WORD_TROUBLE;
}

/* Whom to ask: "please contact postmaster@example.org". */
static gboolean is_advice(const struct rebound_clause *clause)
{
	guint at = 0;

	while (rebound_clause_word(clause, at) == REBOUND_WORD_COMMON ||
		rebound_clause_is_text(clause, at, "please"))
		at++;
	/* "Bitte antworten Sie nicht auf diese Nachricht." */
	if (rebound_clause_is_text(clause, at, "antworten") &&
		rebound_clause_is_text(clause, at + 1, "sie"))
		return TRUE;
	if (!rebound_clause_is_text(clause, at, "contact"))
		return FALSE;
	for (; at < clause->count; at++)
		if (clause->words[at] == REBOUND_WORD_EXISTS ||
			clause->words[at] == REBOUND_WORD_UNKNOWN ||
			clause->words[at] == REBOUND_WORD_GONE)
			return FALSE;
	return TRUE;
}

static void end_clause(struct reading *reading, enum border border)
{
	struct rebound_clause *clause = &reading->clause;

	if (is_advice(clause) || is_label_of_error(clause, border))
		clause->count = clause->understood = 0;
	if (clause->count > 0) {
		gsize end = clause->ends[clause->count - 1];
		rebound_clause_complete(clause);
		if (!rebound_clause_has(clause, REBOUND_WORD_DELIVERY))
			reading->understood += clause->understood;
		clause->understood = 0;
		guint claims = rebound_clause_claims(clause);
		if (is_lead(clause, claims, border))
			reading->led |= claims;
		else
			note_places(reading, claims, end);
	}
	reading->in_sentence = reading->in_sentence && border != BORDER_SENTENCE;
	clause->introduced = border != BORDER_SENTENCE && border != BORDER_REASON &&
			     (clause->sender || clause->introduced);
	if (border != BORDER_CLAUSE)
		clause->inherited = REBOUND_WORD_NONE;
	else if (!rebound_statement_word_is_recipient(clause->inherited))
		clause->inherited = first_noun(clause);
	clause->count = 0;
	clause->sender = FALSE;
}

static void add_word(
	struct reading *reading, enum rebound_statement_word word, gsize start, gsize end)
{
	struct rebound_clause *clause = &reading->clause;

	/* "Nobody but members". */
	if (word == REBOUND_WORD_AND && end - start == strlen("but") &&
		memcmp(reading->text + start, "but", end - start) == 0 &&
		rebound_clause_word(clause, clause->count - 1) == REBOUND_WORD_NOBODY)
		word = clause->words[clause->count - 1] = REBOUND_WORD_COMMON;
	if (word == REBOUND_WORD_BECAUSE)
		end_clause(reading, BORDER_REASON);
	else if (word == REBOUND_WORD_AND || clause->count == REBOUND_CLAUSE_WORDS)
		end_clause(reading, BORDER_CLAUSE);
	if (word != REBOUND_WORD_OTHER && word != REBOUND_WORD_THING && word != REBOUND_WORD_HERE)
		clause->understood++;
	if (word == REBOUND_WORD_BECAUSE || word == REBOUND_WORD_AND)
		return;
	/* The bracket of an address is shown with it. */
	if (!reading->in_sentence)
		reading->sentence = start - (start > 0 && reading->text[start - 1] == '<');
	reading->in_sentence = TRUE;
	clause->starts[clause->count] = (guint16)start;
	clause->ends[clause->count] = (guint16)end;
	clause->words[clause->count++] = word;
}

/* Bytes that begin a character of a script without spaces. */
static gboolean is_east_asian(guchar byte)
{
	return byte >= 0xE3 && byte <= 0xED;
}

/* Pass over what goes on without a blank behind a word; FALSE where nothing does. */
static gboolean skip_rest(const struct reading *reading, gsize *end)
{
	const char *text = reading->text;
	gsize start = *end;

	while (*end + 1 < reading->len && strchr("./\\=", text[*end]) != NULL &&
		rebound_text_is_letter(text[*end + 1]) && !is_east_asian((guchar)text[*end + 1])) {
		(*end)++;
		while (*end < reading->len && rebound_text_is_letter(text[*end]) &&
			!is_east_asian((guchar)text[*end]))
			(*end)++;
	}
	return *end > start;
}

/* A name that was hidden: an address is a recipient's, unless "from" stands before it; a file is of
 * their system. */
static void read_name(struct reading *reading)
{
	struct rebound_clause *clause = &reading->clause;
	gsize start = reading->at;

	while (reading->at < reading->len && reading->text[reading->at] == REBOUND_NAMES_HIDDEN)
		reading->at++;
	gsize from = reading->places != NULL ? reading->places[start] : start;
	gsize to = reading->places != NULL ? reading->places[reading->at] : reading->at;
	enum rebound_statement_word word = REBOUND_WORD_THING;
	/* What only says whose reply it is: "<ann@example.org>: ...", "... (ann@example.org)". */
	gsize behind = reading->at < reading->len && reading->text[reading->at] == '>';
	if (reading->at + behind < reading->len && clause->count == 0 &&
		strchr(start > 0 && reading->text[start - 1] == '(' ? ":.)" : ":.",
			reading->text[reading->at + behind]) != NULL)
		return;
	if (memchr(reading->folded + from, '@', to - from) != NULL)
		word = rebound_clause_word(clause, clause->count - 1) == REBOUND_WORD_FROM
			       ? REBOUND_WORD_SENDER
			       : REBOUND_WORD_RECIPIENT;
	else if (start > 0 && reading->text[start - 1] == '/')
		word = REBOUND_WORD_SYSTEM;
	skip_rest(reading, &reading->at);
	add_word(reading, word, start, reading->at);
}

static gboolean starts_with(const struct reading *reading, const char *text)
{
	gsize len = strlen(text);

	return reading->len - reading->at >= len &&
	       memcmp(reading->text + reading->at, text, len) == 0;
}

/* "192.0.2.1 is blocked": a host's number between blanks, that a sentence begins with or that
 * stands behind a noun. */
static gboolean is_host_number(const struct reading *reading, gsize start, gsize end)
{
	const struct rebound_clause *clause = &reading->clause;
	guint dots = 0;

	if ((clause->count > 0 && !rebound_statement_word_is_noun(
					  rebound_clause_word(clause, clause->count - 1))) ||
		end == reading->len || reading->text[end] != ' ' ||
		(start > 0 && reading->text[start - 1] != ' '))
		return FALSE;
	for (gsize i = start; i < end; i++) {
		if (reading->text[i] == '.')
			dots++;
		else if (!g_ascii_isdigit(reading->text[i]))
			return FALSE;
	}
	return dots == 3;
}

/* A word, or what stands between two blanks and is none: a host, a path, a number. */
static void read_word(struct reading *reading)
{
	const char *text = reading->text;
	gsize start = reading->at, end = start, taken = 0;
	gboolean plain;

	/* One word with what follows. */
	if (starts_with(reading, "e-mail"))
		end = start += 2;
	while (end < reading->len && rebound_text_is_letter(text[end]) &&
		!is_east_asian((guchar)text[end]))
		end++;
	/* What goes on without a blank is no word. */
	plain = !skip_rest(reading, &end);
	/* Behind the reply, in qmail's words. */
	if (starts_with(reading, "giving up on ")) {
		reading->at = reading->len;
		return;
	}
	reading->at = end;
	enum rebound_statement_word word =
		plain ? rebound_statement_word_find(text + start, end - start, &taken)
		      : REBOUND_WORD_OTHER;
	if (g_ascii_isdigit(text[start])) {
		if (is_host_number(reading, start, end))
			add_word(reading, REBOUND_WORD_THING, start, end);
		return;
	}
	add_word(reading, plain ? word : REBOUND_WORD_THING, start, end);
}

/* Whether a sentence or a part of it ends here in the way of these scripts: what else they have is
 * folded to marks of ASCII. */
static gboolean is_wide_mark(const struct reading *reading)
{
	return starts_with(reading, "。") || starts_with(reading, "、");
}

/* Characters up to a word that is known. Two that are no kana are a word that is not. */
static void skip_unknown(struct reading *reading)
{
	gsize start = reading->at, taken = 0;
	guint kept = 0;

	do {
		const char *at = reading->text + reading->at;

		kept += (guchar)*at >= 0xE4 ? 1 : 0;
		reading->at = MIN(reading->len, (gsize)(g_utf8_next_char(at) - reading->text));
		if (reading->at == reading->len ||
			!is_east_asian((guchar)reading->text[reading->at]) || is_wide_mark(reading))
			break;
		(void)rebound_statement_word_find(
			reading->text + reading->at, reading->len - reading->at, &taken);
	} while (taken == 0);
	if (kept > 1)
		add_word(reading, REBOUND_WORD_OTHER, start, reading->at);
}

static void read_east_asian(struct reading *reading)
{
	gsize taken = 0;

	if (is_wide_mark(reading)) {
		end_clause(reading, starts_with(reading, "。") ? BORDER_SENTENCE : BORDER_CLAUSE);
		reading->at += strlen("。");
		return;
	}
	enum rebound_statement_word word = rebound_statement_word_find(
		reading->text + reading->at, reading->len - reading->at, &taken);
	if (taken == 0) {
		skip_unknown(reading);
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

/* Bytes of what stands in brackets within a sentence and takes nothing from it: an address, as in
 * "user (ann@example.org) unknown", or the second half of "nicht (mehr)"; 0 for none. */
static gsize measure_aside(const struct reading *reading)
{
	const char *text = reading->text + reading->at;
	gsize left = reading->len - reading->at, len = 1, taken = 0;

	if (*text != '(')
		return 0;
	while (len < left && strchr("<>\1", text[len]) != NULL)
		len++;
	gboolean named = len > 1;
	if (!named) {
		while (len < left && rebound_text_is_letter(text[len]))
			len++;
		if (rebound_statement_word_find(text + 1, len - 1, &taken) != REBOUND_WORD_MORE)
			return 0;
	}
	if (len == left || text[len] != ')' || (named && reading->clause.count == 0))
		return 0;
	return len + 1;
}

/* Bytes of an ending in brackets, as in "user(s)"; 0 for none. */
static gsize measure_plural(const struct reading *reading)
{
	const char *text = reading->text + reading->at;
	gsize left = reading->len - reading->at, len = 1;

	if (reading->at == 0 || *text != '(' || !rebound_text_is_letter(text[-1]))
		return 0;
	while (len < left && len <= LONGEST_PLURAL && g_ascii_isalpha(text[len]))
		len++;
	return len > 1 && len < left && text[len] == ')' ? len + 1 : 0;
}

static void read_mark(struct reading *reading)
{
	struct rebound_clause *clause = &reading->clause;
	char mark = reading->text[reading->at];

	if (starts_with(reading, "(in reply to ")) {
		const char *end =
			memchr(reading->text + reading->at, ')', reading->len - reading->at);

		reading->at = end == NULL ? reading->len : (gsize)(end - reading->text);
	}
	gsize aside =
		mark == '.' && rebound_text_is_of_date(reading->text, reading->len, reading->at)
			? 1
			: measure_aside(reading);
	if (aside == 0)
		aside = measure_plural(reading);
	if (aside > 0) {
		reading->at += aside;
		return;
	}
	reading->at++;
	if (mark == ':' && rebound_clause_word(clause, clause->count - 1) == REBOUND_WORD_FROM)
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

/* Bytes of a code of three digits, or of an enhanced status, with the mark behind it; 0 for none.
 */
static gsize measure_code(const char *text, gsize len)
{
	gsize digits = 1, dots = 0, at = 1;

	if (len < 4 || (text[0] != '4' && text[0] != '5'))
		return 0;
	for (; at < len && (g_ascii_isdigit(text[at]) || text[at] == '.'); at++) {
		dots += text[at] == '.' ? 1 : 0;
		digits += text[at] == '.' ? 0 : 1;
	}
	if (at == len || (text[at] != ' ' && text[at] != '-'))
		return 0;
	return (dots == 0 && digits == 3) || (dots == 2 && text[1] == '.' && text[at - 1] != '.')
		       ? at + 1
		       : 0;
}

/* Where the server's own words begin: behind the code, which a log's words may stand before, but
 * no sentence. */
static gsize find_start(const char *text, gsize len)
{
	for (gsize i = 0; i + 4 <= len; i++) {
		gsize code = i == 0 || text[i - 1] == ' ' ? measure_code(text + i, len - i) : 0;

		if (code > 0)
			return i > 1 && text[i - 2] == '.' ? 0 : i + code - 1;
	}
	return 0;
}

guint rebound_statement_read(const char *text, gsize len, const guint32 *places, const char *folded,
	struct rebound_statement_place *where)
{
	struct reading reading = {
		.text = text,
		.len = MIN(len, MOST_TEXT),
		.places = places,
		.folded = folded,
		.where = where,
		.clause = {.text = text, .inherited = REBOUND_WORD_NONE},
	};

	memset(where, 0, REBOUND_STATEMENT_COUNT * sizeof(*where));
	reading.at = find_start(text, reading.len);
	while (reading.at < reading.len) {
		guchar byte = (guchar)text[reading.at];

		if (byte == REBOUND_NAMES_HIDDEN)
			read_name(&reading);
		else if (is_east_asian(byte))
			read_east_asian(&reading);
		else if (rebound_text_is_letter((char)byte))
			read_word(&reading);
		else
			read_mark(&reading);
	}
	end_clause(&reading, BORDER_SENTENCE);
	if ((reading.said & OF_REASON) == 0)
		reading.said |= reading.led;
	if ((reading.said & (REBOUND_STATEMENT_ABSENT | REBOUND_STATEMENT_GONE)) != 0)
		reading.said &= ~(guint)REBOUND_STATEMENT_DOUBTED;
	if (reading.understood > 1 || (reading.said & OF_ANOTHER) != 0)
		reading.said |= REBOUND_STATEMENT_SOMETHING;
	if ((reading.said & NOT_NO_MAIL) != 0)
		reading.said &= ~REBOUND_STATEMENT_NO_MAIL;
	return reading.said;
}
