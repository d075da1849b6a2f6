/* SPDX-License-Identifier: MIT */
#include "core/report/text_cutter.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_parts.h"
#include "core/report/text_reply.h"

/* Words before an address are a sentence's from this many bytes on. */
#define SHORTEST_LEAD 8

/* A word before an address, with its space, and words before one that are no sentence. */
#define SHORTEST_WORD 4
#define LONGEST_LEAD  40

/* The code of several lines is looked for in no more bytes, and no more often once there are as
 * many: it is asked for at each further line. */
#define CODE_BYTES 2048

/* No word that is an address is longer on either side of its sign. */
#define WORD_BYTES REBOUND_LIMIT_ADDRESS_BYTES

/* What is shorter is no line that a sentence was too long for. */
#define SHORTEST_WRAPPED 56

gsize rebound_text_measure_lead(const struct rebound_text_line *line)
{
	const char *at = memchr(line->text, '@', line->len);
	gsize len = at ? (gsize)(at - line->text) : 0;
	while (len > 0 && line->text[len - 1] != ' ')
		len--;
	return len;
}

gboolean rebound_text_ends_as_row(const struct rebound_text_line *line)
{
	gsize at = line->len;
	while (at > 0 && line->text[at - 1] != ' ')
		at--;
	char last = line->text[line->len - 1];
	/* "Mailbox full (ann@example.org)" */
	gboolean bracket = last == ')' && line->text[at] == '(';
	return at > 0 && (g_ascii_isalnum(last) || last == '>' || bracket) &&
	       memchr(line->text + at, '@', line->len - at) != NULL;
}

/** Whether a line is the next of sentences that name an address each behind the same words: "Could
 * not send to ann@example.org: ...", "Could not send to bob@example.org: ..."; or the next of a
 * log, whose hour is another. */
static gboolean repeats_lead(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	if (cutter->lead_len < SHORTEST_LEAD || cutter->lead_len >= line->len)
		return FALSE;
	gboolean hour = g_ascii_isdigit(line->text[line->text[0] == '[' ? 1 : 0]);
	for (gsize i = 0; i < cutter->lead_len; i++) {
		char one = cutter->lead[i], other = line->text[i];
		if (one != other && !(hour && g_ascii_isdigit(one) && g_ascii_isdigit(other)))
			return FALSE;
	}
	return rebound_text_measure_lead(line) == cutter->lead_len;
}

/** Whether a line and the one before are rows of a table: "Mailbox full  ann@example.org". */
static gboolean is_next_row(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	return cutter->row && rebound_text_ends_as_row(line);
}

/** The first word with an "@" of a text; its length, 0 where there is none. */
static gsize find_address_word(const char *text, gsize len, const char **word)
{
	const char *sign = memchr(text, '@', len), *end = text + len, *from = sign, *to = sign;
	if (!sign)
		return 0;
	while (from > text && sign - from < WORD_BYTES && !strchr(" <>()\":;,[", from[-1]))
		from--;
	while (to < end && to - sign < WORD_BYTES && !strchr(" <>()\":;,[", *to))
		to++;
	*word = from;
	return (gsize)(to - from);
}

/** Whether a line begins as a sentence or a row does, not as what a line was too short for. */
static gboolean begins_afresh(const struct rebound_text_line *line)
{
	const char *space = memchr(line->text, ' ', line->len);
	gsize word = space ? (gsize)(space - line->text) : line->len;
	return !g_ascii_islower(line->text[0]) || memchr(line->text, '.', word - (word > 0));
}

/** Whether a text tells of a failure by a code. */
static gboolean tells_code(const char *text, gsize len)
{
	struct rebound_reply reply = rebound_text_numbers(text, len);
	return reply.code >= 400 || reply.status.klass >= 4;
}

/** Whether the lines of the open unit do. */
static gboolean tells_code_above(struct rebound_text_cutter *cutter)
{
	if (cutter->code_len < CODE_BYTES) {
		cutter->code_len = MIN(cutter->joined->len, CODE_BYTES);
		cutter->coded = tells_code(cutter->joined->str, cutter->code_len);
	}
	return cutter->coded;
}

/** Whether a text tells what became of the message, by a code or by words. */
static gboolean tells_outcome(struct rebound_arena *arena, const char *text, gsize len)
{
	const guint32 telling =
		REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(DELIVERED);
	guint32 marks = rebound_text_marks(arena, text, len);
	return !(marks & REBOUND_TEXT_BIT(CONTACT)) &&
	       (rebound_text_numbers(text, len).code != 0 || (marks & telling) ||
		       rebound_text_verdict_says_delivered(arena, text, len));
}

/** Whether a sentence goes on with a line because the one before was too short for it. */
static gboolean is_wrapped(const struct rebound_text_cutter *cutter)
{
	const GString *joined = cutter->joined;
	char last = joined->str[joined->len - 1];
	return cutter->last_len >= SHORTEST_WRAPPED &&
	       (g_ascii_isalnum(last) || (guchar)last >= 0x80 || last == ',');
}

/** Whether a line and those before it each tell what became of the message: by codes, or as whole
 * lines by words. */
static gboolean tell_outcomes(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	if (tells_code_above(cutter) && tells_code(line->text, line->len))
		return TRUE;
	return (cutter->part || !is_wrapped(cutter)) &&
	       tells_outcome(cutter->arena, line->text, line->len) &&
	       (cutter->part || tells_code_above(cutter) ||
		       tells_outcome(cutter->arena, cutter->joined->str,
			       MIN(cutter->joined->len, CODE_BYTES)));
}

/**
 * Whether a line names another address than the lines before and tells of it as they do:
 * "mx.example.org said of ann@example.org: 550 no", "mx.example.net said of bob@example.net: 550".
 */
static gboolean tells_of_another(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	const char *one, *other;
	gsize other_len = find_address_word(line->text, line->len, &other);
	gsize one_len = other_len > 0 ? find_address_word(joined->str, joined->len, &one) : 0;
	gboolean afresh = begins_afresh(line) ||
			  (cutter->lead_len >= SHORTEST_WORD && cutter->lead_len < line->len &&
				  memcmp(line->text, cutter->lead, cutter->lead_len) == 0);
	return one_len > 0 && !(one_len == other_len && memcmp(one, other, one_len) == 0) &&
	       line->indent == cutter->last_indent && afresh && tell_outcomes(cutter, line);
}

/** Whether a line and the one before begin with the same word, and each names somebody and tells of
 * him behind a colon: "Error 550 for ann@example.org: unknown", "Error for bob@example.org: full".
 */
static gboolean repeats_word(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	if (cutter->lead_len < SHORTEST_WORD || cutter->lead_len > LONGEST_LEAD ||
		!g_ascii_isupper(line->text[0]))
		return FALSE;
	gsize lead = rebound_text_measure_lead(line);
	const char *space = lead > 0 ? memchr(line->text, ' ', lead) : NULL;
	const char *word = line->text;
	gsize size = space ? (gsize)(space - line->text) + 1 : 0;
	if (size < SHORTEST_WORD || lead > LONGEST_LEAD || cutter->lead_len < size ||
		memcmp(cutter->lead, line->text, size) != 0)
		return FALSE;
	gsize len = find_address_word(line->text, line->len, &word);
	const char *behind = word + len;
	while (behind < line->text + line->len && strchr(">\"'", *behind))
		behind++;
	return behind + 2 < line->text + line->len && behind[0] == ':' && behind[1] == ' ';
}

/** Whether a line is what a server said, "north.test: 550 unknown" or "north.test answered: 550",
 * as the line before, and neither names anybody. */
static gboolean tells_another_code(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	const char *space = memchr(line->text, ' ', line->len);
	if (!space || space == line->text || line->indent != cutter->last_indent ||
		!memchr(line->text, '.', (gsize)(space - line->text)))
		return FALSE;
	const char *colon = memchr(line->text, ':', MIN(line->len, LONGEST_LEAD));
	return colon && colon + 1 >= space && !memchr(joined->str, '@', joined->len) &&
	       tells_code(line->text, line->len) && tells_code_above(cutter);
}

/** Whether a line and the one before each say behind an address what became of the message there:
 * "08:10 ann@example.org FAILED 550", "08:11 bob@example.org FAILED connection refused". */
static gboolean tells_verdict(
	const struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	const GString *joined = cutter->joined;
	if (line->indent != cutter->last_indent)
		return FALSE;
	const char *texts[] = {line->text, joined->str};
	gsize sizes[] = {line->len, joined->len};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		const char *word;
		gsize size = find_address_word(texts[i], sizes[i], &word);
		const char *behind = size > 0 ? word + size : NULL;
		/* A sentence that ends in the line is what the line before began. */
		if (behind && i == 0 &&
			rebound_text_find(line->text, (gsize)(word - line->text), ". "))
			return FALSE;
		if (!behind || !rebound_text_verdict_behind(cutter->arena, behind,
				       (gsize)(texts[i] + sizes[i] - behind)))
			return FALSE;
	}
	return TRUE;
}

gboolean rebound_text_is_next_row(
	struct rebound_text_cutter *cutter, const struct rebound_text_line *line)
{
	/* What is in parentheses below a line belongs to it. */
	if (line->len > 0 && line->text[0] == '(' && line->indent > cutter->indent)
		return FALSE;
	return cutter->open && cutter->type == REBOUND_TEXT_PROSE && !cutter->entry &&
	       (repeats_lead(cutter, line) || repeats_word(cutter, line) ||
		       is_next_row(cutter, line) || tells_of_another(cutter, line) ||
		       tells_another_code(cutter, line) || tells_verdict(cutter, line));
}
