/* SPDX-License-Identifier: MIT */
#include "core/report/text_reason_words.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"

/* What stands before a reply and is shorter is its own lead. */
#define SHORTEST_PREFACE 60

/* Of the day and the hour behind an address, and of a word in it, such as "Thu" or "PM". */
#define LONGEST_DATE	  48
#define LONGEST_DATE_WORD 4

/** Bytes at the start that are neither words nor numbers, brackets aside. */
static gsize pass_punctuation(const char *text, gsize len)
{
	return rebound_text_pass_marks(text, len, 0, " >:;,.-\"'`=|*])}");
}

/** Cut one pair of brackets around the whole. */
static void cut_brackets(const char **text, gsize *len)
{
	const char *at = *text;
	gsize size = *len;
	if (size < 3 || (at[0] != '(' && at[0] != '[' && at[0] != '{'))
		return;
	char closer = at[0] == '(' ? ')' : at[0] == '[' ? ']' : '}';
	const char *close = memchr(at, closer, size);
	if (close != at + size - 1)
		return;
	*text = at + 1;
	*len = size - 2;
}

/** "554 <...>... 550 Host unknown": what the first code was made of counts. */
static void cut_outer_code(const char **text, gsize *len)
{
	const char *end = *text + *len;
	const char *dots = rebound_text_find(*text, MIN(*len, 320), "... ");
	if (!dots || end - dots < 8 || !g_ascii_isdigit((*text)[0]))
		return;
	const char *inner = dots + 4;
	if ((inner[0] == '4' || inner[0] == '5') && g_ascii_isdigit(inner[1]) &&
		g_ascii_isdigit(inner[2]) && inner[3] == ' ') {
		*text = inner;
		*len = (gsize)(end - inner);
	}
}

/** Behind "(generated from ...)", where nothing but this remark stands between. */
static gsize pass_remark(
	const struct rebound_text_unit *unit, gsize at, const struct rebound_text_mention *former)
{
	gsize open = at + pass_punctuation(unit->text + at, unit->len - at);
	const char *close = memchr(unit->text + former->end, ')', MIN(unit->len - former->end, 4));
	if (open >= former->start || unit->text[open] != '(' || !close ||
		memchr(unit->text + open, ')', former->start - open))
		return at;
	return (gsize)(close - unit->text) + 1;
}

/** Where "(expanded from: ...)" begins that ends a text; its end where nothing of the kind does. */
static gsize cut_remark(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit, gsize from)
{
	for (guint i = 0; i < unit->mention_count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(units, unit->mentions + i);
		gsize open = mention->start;
		if (mention->role != REBOUND_TEXT_FORMER || unit->len > mention->end + 3 ||
			unit->text[unit->len - 1] != ')')
			continue;
		while (open > from && unit->text[open] != '(')
			open--;
		while (open > from && unit->text[open - 1] == ' ')
			open--;
		if (open > from)
			return open;
	}
	return unit->len;
}

/** Whether the rest of a line is a day and an hour: "on 3/4/2003 9:16 AM", "am 04.03.2003 09:16".
 */
static gboolean is_hour(const char *text, gsize len)
{
	gsize at = pass_punctuation(text, len);
	gsize digits = 0, letters = 0;
	gboolean colon = FALSE;
	for (; at < len; at++) {
		colon = colon || (text[at] == ':' && digits > 0);
		digits += g_ascii_isdigit(text[at]) != 0;
		letters = g_ascii_isalpha(text[at]) || (guchar)text[at] >= 0x80 ? letters + 1 : 0;
		if (letters > LONGEST_DATE_WORD)
			return FALSE;
	}
	return colon && digits >= 5 && len <= LONGEST_DATE;
}

/** Whether words behind an address make a sentence of which it is the subject: " has left us". */
static gboolean is_predicate(const char *text, gsize len)
{
	static const char *const verbs[] = {"is", "isn't", "was", "has", "hasn't", "does",
		"doesn't", "are", "aren't", "were", "have", "haven't", "do", "don't", "ist", "hat",
		"wurde", "existiert", "sind", "haben", "wurden", "existieren", "est", "n'est",
		"n'existe", "sont", "n'existent", "está", "están", "no existe", "no existen", "é",
		"são", "estão", "não", "è", "sono", "non", "bestaat", "bestaan", "zijn", "heeft",
		"jest", "są", "nie", "не", "är", "finns", "er", "findes", "finnes"};
	gsize at = len > 0 && text[0] == '>';
	if (at >= len || text[at] != ' ')
		return FALSE;
	at++;
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (verbs[i][0] != text[at])
			continue;
		gsize end = at + strlen(verbs[i]);
		if (end <= len && memcmp(text + at, verbs[i], end - at) == 0 &&
			(end == len || strchr(" .,;!", text[end])))
			return TRUE;
	}
	return FALSE;
}

/** Whether a unit goes on with the sentence of the one before: "your mail for", and an address on
 * the next line. */
static gboolean goes_on(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit)
{
	guint place = (guint)(unit - rebound_text_unit(units, 0));
	const struct rebound_text_unit *before =
		place > 0 ? rebound_text_unit(units, place - 1) : NULL;

	return before && before->paragraph == unit->paragraph && before->mention_count == 0 &&
	       before->len > 0 && g_ascii_isalnum(before->text[before->len - 1]);
}

/** Where the words behind the addresses that an entry begins with start; a sentence keeps its
 * subject. */
static gsize pass_entry(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit)
{
	gsize at = 0;
	guint count = 0; /* that are one, or joined to it */
	for (guint i = 0; i < unit->mention_count; i++) {
		const struct rebound_text_mention *mention =
			rebound_text_mention(units, unit->mentions + i);
		if (mention->role == REBOUND_TEXT_FORMER && at > 0)
			at = pass_remark(unit, at, mention);
		else if (mention->role == REBOUND_TEXT_LISTED ||
			 mention->role == REBOUND_TEXT_LABELLED)
			at = mention->end;
		else
			break;
		count += i == 0 || mention->joined;
	}
	if (at > 0 && at < unit->first_len && is_hour(unit->text + at, unit->first_len - at))
		at = unit->first_len;
	if (at == 0 || count < unit->mention_count || goes_on(units, unit) ||
		!is_predicate(unit->text + at, unit->len - at))
		return at;
	at = rebound_text_mention(units, unit->mentions)->start;
	return at - (at > 0 && unit->text[at - 1] == '<');
}

/** Where the sentence begins that ends in the reply: what stands before it is about mail at large.
 */
static gsize pass_preface(const struct rebound_text_unit *unit, gsize from)
{
	gsize start = unit->reply.start;
	if (unit->type != REBOUND_TEXT_PROSE || unit->reply.code == 0 || start >= unit->len ||
		start < from + SHORTEST_PREFACE)
		return from;
	gsize at = start;
	while (at > from && strchr(" '\"[(<", unit->text[at - 1]))
		at--;
	if (at <= from || unit->text[at - 1] != ':')
		return from;
	/* "Connected to NAME but my name was rejected. Remote host said: 501" are two. */
	gboolean told = FALSE;
	for (; at > from + 1; at--) {
		if (unit->text[at - 1] != ' ' || !strchr(".!?", unit->text[at - 2]))
			continue;
		const char *command = rebound_text_command(unit->text + from, at - from);
		if (told || !command || strcmp(command, "RCPT") == 0)
			return at;
		told = TRUE;
	}
	return from;
}

/** Where the words begin that were answered, "While sending to ann@example.org the server answered:
 * no such user"; those before them tell of the session. */
static gsize pass_said(
	const struct rebound_text_units *units, const struct rebound_text_unit *unit, gsize from)
{
	static const struct rebound_text_ending verbs[] = {REBOUND_TEXT_ENDING("answered"),
		REBOUND_TEXT_ENDING("replied"), REBOUND_TEXT_ENDING("responded"),
		REBOUND_TEXT_ENDING("said"), REBOUND_TEXT_ENDING("says"),
		REBOUND_TEXT_ENDING("reported"), REBOUND_TEXT_ENDING("reports"),
		REBOUND_TEXT_ENDING("returned"), REBOUND_TEXT_ENDING("antwortete"),
		REBOUND_TEXT_ENDING("meldete"), REBOUND_TEXT_ENDING("meldet"),
		REBOUND_TEXT_ENDING("répondu"), REBOUND_TEXT_ENDING("respondió"),
		REBOUND_TEXT_ENDING("respondeu"), REBOUND_TEXT_ENDING("risposto"),
		REBOUND_TEXT_ENDING("antwoordde"), {"", 0}};
	if (!unit->part || unit->reply.code != 0 || unit->mention_count != 1)
		return from;
	gsize at = MAX(from, rebound_text_mention(units, unit->mentions)->end);
	const char *colon = rebound_text_find(unit->text + at, unit->len - at, ": ");
	if (!colon ||
		!rebound_text_ends_with(unit->text + at, (gsize)(colon - unit->text) - at, verbs))
		return from;
	return (gsize)(colon + 2 - unit->text);
}

const char *rebound_text_reason(const struct rebound_text_units *units, guint i, gsize *len)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	gsize from = pass_entry(units, unit);
	from += pass_punctuation(unit->text + from, unit->len - from);
	const guint32 saying = REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(FAILED);
	if (from > 0 && from >= unit->len && unit->mention_count > 0 && (unit->marks & saying) &&
		rebound_text_mention(units, unit->mentions)->role == REBOUND_TEXT_LABELLED)
		from = 0; /* "Unknown user: ann@example.org": the label says it */
	from = pass_said(units, unit, pass_preface(unit, from));
	const char *text = unit->text + from;
	*len = cut_remark(units, unit, from) - from;
	cut_brackets(&text, len);
	if (unit->type == REBOUND_TEXT_HEADING) {
		while (*len > 0 && !g_ascii_isalnum(text[*len - 1]) &&
			(guchar)text[*len - 1] < 0x80)
			(*len)--;
	}
	static const char *const labels[] = {"reason:", "error:"};
	for (gsize label = 0; label < G_N_ELEMENTS(labels); label++) {
		gsize size = strlen(labels[label]);
		if (*len > size && rebound_text_has_prefix(text, *len, labels[label])) {
			gsize cut = size + pass_punctuation(text + size, *len - size);
			text += cut;
			*len -= cut;
			break;
		}
	}
	cut_outer_code(&text, len);
	return text;
}
