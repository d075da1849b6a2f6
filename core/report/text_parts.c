/* SPDX-License-Identifier: MIT */
#include "core/report/text_parts.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/report/text_sentences.h"
#include "core/report/text_units.h"
#include "core/report/text_verdict.h"
#include "core/smtp/address.h"

/* "and" and the like are no longer than this. */
#define LONGEST_JOINER 5

/* "with the response", with its spaces. */
#define LONGEST_WITH 32

/* "and to". */
#define MOST_JOINERS 2

/* A person's name has no more words. */
#define MOST_NAMES 4

/* Brackets around an address are looked for so far on either side. */
#define BRACKET_BYTES 256

/** An address in the text. */
struct place {
	gsize start, end;
	const char *key;
};

/** Whether brackets that hold more than an address stand around a place, such as of a reason. */
static gboolean is_in_brackets(const char *text, gsize from, gsize at, gsize len)
{
	gsize open = at;

	while (open > from && at - open < BRACKET_BYTES &&
		!rebound_text_is_one_of(text[open - 1], "()"))
		open--;
	if (open == from || text[open - 1] != '(' ||
		!memchr(text + at, ')', MIN(len - at, BRACKET_BYTES)))
		return FALSE;
	while (open < at && rebound_text_is_one_of(text[open], "<\"' "))
		open++;
	return open < at;
}

/** The addresses of a text but for those that repeat the one before or stand in its reason. */
static void find_places(struct rebound_arena *arena, const char *text, gsize len, GArray *places)
{
	const char *at = text, *start, *address, *last = NULL;
	gsize end = 0;

	while ((address = rebound_address_find(arena, &at, text + len, &start))) {
		struct place place = {
			.start = (gsize)(start - text),
			.end = (gsize)(at - text),
			.key = rebound_address_key(arena, address),
		};
		gboolean within = last && is_in_brackets(text, end, place.start, len);
		if (within || g_strcmp0(last, place.key) == 0)
			continue;
		g_array_append_val(places, place);
		last = place.key;
		end = place.end;
	}
}

static gboolean tells_reason(struct rebound_arena *arena, const char *text, gsize len)
{
	if (rebound_text_marks(arena, text, len) & REBOUND_TEXT_BIT(REASON))
		return TRUE;
	struct rebound_reply reply = rebound_text_numbers(text, len);
	return reply.code >= 400 || reply.status.klass >= 4;
}

/** Whether a few words lead to a quoted reply: with the answer "550 unknown user". */
static gboolean tells_quoted_reply(const char *text, gsize len)
{
	const char *quote = memchr(text, '"', MIN(len, LONGEST_WITH));
	gsize at = quote ? (gsize)(quote - text) : 0;

	if (at < 2 || text[at - 1] != ' ')
		return FALSE;
	struct rebound_reply reply = rebound_text_numbers(quote + 1, len - at - 1);
	return reply.code >= 400 && reply.start == 0 && memchr(quote + 1, '"', len - at - 1);
}

/** Whether what stands behind an address is its reason: "(user unknown)", ": 550 no", "- full",
 * "... unknown"; behind a comma only where a semicolon or the end parts it from the next. */
static gboolean is_reason(struct rebound_arena *arena, const char *text, gsize len, gboolean last)
{
	gsize at = 0;
	const char *stop = memchr(text, ';', len);

	while (at < len && rebound_text_is_one_of(text[at], ">\"' "))
		at++;
	if (tells_quoted_reply(text + at, len - at))
		return TRUE;
	if (at == len || (!rebound_text_is_one_of(text[at], "([:-=/.") &&
				 !(text[at] == ',' && (last || stop)) &&
				 rebound_text_wide_mark(text + at, len - at) == 0))
		return FALSE;
	return tells_reason(arena, text + at, len - at);
}

/** What parts an address from the words behind it, ":" or "(". */
static char find_opener(const char *text, gsize len)
{
	gsize at = 0;

	while (at < len && rebound_text_is_one_of(text[at], ">\"' "))
		at++;
	return at < len ? text[at] : '\0';
}

/** Whether words, of which nobody knows what they mean, stand behind an address as the reasons of
 * its neighbours do: ": something else;", " (something else)".
 *
 * @param opener  of the reasons before it; NUL: there was none
 */
static gboolean is_like_reason(const char *text, gsize len, char opener)
{
	gsize at = 0, end = len;

	if (opener != '\0' && find_opener(text, len) != opener)
		return FALSE;
	while (at < len && rebound_text_is_one_of(text[at], ">\"' "))
		at++;
	while (end > at && rebound_text_is_one_of(text[end - 1], " <"))
		end--;
	if (at + 3 >= end || rebound_text_find(text + at, end - at, ". "))
		return FALSE;
	gboolean closed = rebound_text_is_one_of(text[end - 1], ";/|.") || end == len;
	return (text[at] == '(' && memchr(text + at, ')', end - at)) ||
	       (rebound_text_is_one_of(text[at], ":-=") && closed);
}

/** Whether only a code stands behind an address, "=5.1.1", which needs no mark before the next one.
 */
static gboolean is_bare_code(const char *text, gsize len)
{
	gsize at = 0;

	while (at < len && rebound_text_is_one_of(text[at], ">:= "))
		at++;
	gsize start = at;
	while (at < len && (g_ascii_isdigit(text[at]) || text[at] == '.'))
		at++;
	gsize size = at - start;
	while (at < len && rebound_text_is_one_of(text[at], " <"))
		at++;
	return at == len && size >= 3;
}

/** Bytes up to the end of the first brackets that hold a reason; 0 where there are none. */
static gsize pass_bracketed_reason(struct rebound_arena *arena, const char *text, gsize len)
{
	const char *end = text + len, *open = memchr(text, '(', len), *close;

	while (open && (close = memchr(open, ')', (gsize)(end - open)))) {
		if (tells_reason(arena, open + 1, (gsize)(close - open - 1)))
			return (gsize)(close + 1 - text);
		open = memchr(close, '(', (gsize)(end - close));
	}
	return 0;
}

/** Back over quotes and brackets that open directly before an address. */
static gsize pass_openers(const char *text, gsize from, gsize start)
{
	while (start > from && rebound_text_is_one_of(text[start - 1], "<\"'"))
		start--;
	return start;
}

static gsize back_over_spaces(const char *text, gsize from, gsize end)
{
	while (end > from && text[end - 1] == ' ')
		end--;
	return end;
}

/** Back over the words of a person's name, "Ann Smith", before an address in brackets. */
static gsize back_over_name(const char *text, gsize from, gsize end)
{
	for (guint words = 0; words < MOST_NAMES; words++) {
		gsize word = end = back_over_spaces(text, from, end);
		while (word > from && text[word - 1] != ' ')
			word--;
		if (word == end || word == from ||
			(!g_ascii_isupper(text[word]) &&
				!rebound_text_is_one_of(text[word], "\"'")))
			break;
		end = word;
	}
	return end;
}

/** Whether a text ends with a mark that parts or closes the entries of an enumeration. */
static gboolean ends_with_mark(const char *text, gsize from, gsize end)
{
	static const char *const wide[] = {"、", "，", "；", "）"};

	for (gsize i = 0; i < G_N_ELEMENTS(wide); i++) {
		gsize size = strlen(wide[i]);
		if (end >= from + size && memcmp(text + end - size, wide[i], size) == 0)
			return TRUE;
	}
	if (end > from + 1 && text[end - 2] == ' ' && rebound_text_is_one_of(text[end - 1], "/|"))
		return TRUE;
	return end > from && rebound_text_is_one_of(text[end - 1], ",;)]\"");
}

/** Whether what stands between two addresses ends as the entries of an enumeration do, such as in
 * "), ", "; and to " or "), Ann Smith <"; any joiners do. */
static gboolean ends_entry(const char *text, gsize from, gsize to)
{
	gsize end = back_over_spaces(text, from, to);

	if (text[to] == '<')
		end = back_over_name(text, from, end);
	for (guint i = 0; i < MOST_JOINERS; i++) {
		gsize word = end;
		while (word > from && end - word <= LONGEST_JOINER &&
			g_ascii_islower(text[word - 1]))
			word--;
		if (word == end || word == from || text[word - 1] != ' ')
			break;
		end = back_over_spaces(text, from, word);
	}
	return ends_with_mark(text, from, end);
}

static void add_part(GArray *parts, gsize start, gboolean joint)
{
	struct rebound_text_part part = {.start = start, .joint = joint};

	if (start > 0)
		g_array_append_val(parts, part);
}

/** Cut the words that lead to the next address from the reason in brackets before it. */
static void add_joint(GArray *parts, const char *text, gsize from, gsize to)
{
	gsize at = to;
	gboolean words = FALSE;

	for (; at > from && text[at - 1] != ')'; at--)
		words = words || !rebound_text_is_one_of(text[at - 1], ",;. ");
	if (at > from && words)
		add_part(parts, at, TRUE);
}

/** Addresses that share what stands behind them. */
struct company {
	guint from, to; /**< places */
	gsize next;	/**< where the next one begins */
};

static struct company find_company(
	const char *text, gsize len, const struct place *places, guint count, guint from)
{
	struct company company = {.from = from, .to = from + 1};

	for (; company.to < count; company.to++) {
		gsize end = places[company.to - 1].end;
		company.next = pass_openers(text, end, places[company.to].start);
		if (!rebound_text_is_same_list(text, end, places[company.to].start))
			return company;
	}
	company.next = len;
	return company;
}

/**
 * Cut an enumeration; FALSE where the text holds none. What names somebody before it leads to it,
 * and what names somebody behind it is no part of it.
 *
 * @param loose  words may stand between an address and its reason, which brackets hold
 */
static gboolean cut_enumeration(struct rebound_arena *arena, const char *text, gsize len,
	const struct place *places, guint count, gboolean loose, GArray *parts)
{
	guint first = 0, end = 0, told = 0, untold = 0;
	char opener = '\0';
	struct company company;

	for (guint i = 0; i < count; i = company.to) {
		company = find_company(text, len, places, count, i);
		gsize from = places[company.to - 1].end, size = company.next - from;
		gsize brackets = loose ? pass_bracketed_reason(arena, text + from, size) : 0;
		if (brackets == 0 && !is_reason(arena, text + from, size, company.to == count)) {
			if (is_like_reason(text + from, size, opener) &&
				(company.to == count || ends_entry(text, from, company.next))) {
				untold++;
			} else if (i > first || company.to > i + 1) {
				return FALSE;
			} else {
				first = company.to;
				continue;
			}
		} else {
			told++;
			opener = find_opener(text + from, size);
		}
		end = company.to;
		if (end < count && brackets == 0 && !ends_entry(text, from, company.next) &&
			!is_bare_code(text + from, size))
			break;
	}
	if (told + untold < 2 || told < untold ||
		(first > 0 && rebound_text_numbers(text, places[first].start).code >= 400))
		return FALSE;
	for (guint i = first; i < end; i = company.to) {
		gsize last = i == 0 ? 0 : places[i - 1].end;
		gsize start = pass_openers(text, last, places[i].start);
		if (i > first)
			add_joint(parts, text, last, start);
		add_part(parts, start, FALSE);
		company = find_company(text, len, places, count, i);
	}
	if (end < count) {
		gsize rest = places[end - 1].end;
		rest += rebound_text_sentence(text + rest, len - rest);
		if (rest <= places[end].start)
			add_part(parts, rest, FALSE);
	}
	return TRUE;
}

/** Whether the text before an address ends in a reason and a colon: "user unknown: <". */
static gboolean is_reason_label(struct rebound_arena *arena, const char *text, gsize from, gsize to)
{
	gsize end = back_over_spaces(text, from, pass_openers(text, from, to));

	return end > from && text[end - 1] == ':' &&
	       (rebound_text_marks(arena, text + from, end - from) & REBOUND_TEXT_BIT(REASON));
}

/** Cut before the sentences from a place on, and between them. */
static void add_sentences(
	struct rebound_arena *arena, const char *text, gsize len, gsize from, GArray *parts)
{
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct rebound_text_part));

	add_part(parts, from, FALSE);
	rebound_text_sentences_cut(arena, text + from, len - from, found);
	for (guint i = 0; i < found->len; i++)
		add_part(parts, from + g_array_index(found, struct rebound_text_part, i).start,
			FALSE);
}

/** Cut an enumeration of reasons, each before those whom it is of: "User unknown: ann@example.org;
 * mailbox full: bob@example.org"; and the sentences behind it. Returns whether there are any. */
static gboolean cut_labels(struct rebound_arena *arena, const char *text, gsize len,
	const struct place *places, guint count, GArray *parts)
{
	gboolean reason = is_reason_label(arena, text, 0, places[0].start);
	gsize label = back_over_spaces(text, 0, pass_openers(text, 0, places[0].start));
	if (!reason && (label == 0 || text[label - 1] != ':'))
		return FALSE;
	for (guint i = 1; i < count; i++) {
		gsize at = places[i - 1].end;
		while (at < places[i].start && rebound_text_is_one_of(text[at], ">\"' "))
			at++;
		if (!rebound_text_is_one_of(text[at], ",;."))
			continue;
		gsize next = at + 1;
		while (text[next] == ' ')
			next++;
		if (reason && is_reason_label(arena, text, at + 1, places[i].start)) {
			add_part(parts, next, FALSE);
		} else if (text[at] == '.' && text[at + 1] == ' ' &&
			   pass_openers(text, next, places[i].start) > next) {
			add_sentences(arena, text, len, next, parts);
			return TRUE;
		}
	}
	return FALSE;
}

/** Where the reply begins that ends directly before an address, "550 5.1.1 <"; to where none does.
 */
static gsize find_reply_before(const char *text, gsize from, gsize to)
{
	struct rebound_reply reply = rebound_text_numbers(text + from, to - from);
	gboolean failure = reply.code >= 400 || reply.status.klass >= 4;

	return failure && from + reply.text + 1 >= pass_openers(text, from, to) ? from + reply.start
										: to;
}

/** Cut between replies that each stand directly before the address that they name: "... said 550
 * <ann@example.org> unknown, ... said 552 <bob@example.org> full". */
static void cut_replies(const char *text, const struct place *places, guint count, GArray *parts)
{
	if (find_reply_before(text, 0, places[0].start) == places[0].start)
		return;
	for (guint i = 1; i < count; i++) {
		gsize start = find_reply_before(text, places[i - 1].end, places[i].start);
		if (start < places[i].start)
			add_part(parts, start, FALSE);
	}
}

static inline gboolean is_border(char byte)
{
	return byte == ' ' || byte == '<' || byte == '>' || byte == '(' || byte == ')' ||
	       byte == '"' || byte == '\'' || byte == ':' || byte == ';' || byte == ',' ||
	       byte == '[';
}

/** Bytes of a word around an "@", from *start on. */
static gsize measure_word(const char *text, gsize len, gsize sign, gsize *start)
{
	gsize from = sign, to = sign;

	while (from > 0 && !is_border(text[from - 1]))
		from--;
	while (to < len && !is_border(text[to]))
		to++;
	*start = from;
	return to - from;
}

/**
 * Where a word with an "@" stands that is another than the first such word; 0: all are the same, as
 * in most replies.
 *
 * @param last_end  set to the end of the word with an "@" before it
 */
static gsize find_other(const char *text, gsize len, gsize *last_end)
{
	gsize first = 0, first_len = 0;

	for (const char *sign = memchr(text, '@', len); sign;) {
		gsize start, size = measure_word(text, len, (gsize)(sign - text), &start);
		if (first_len > 0 &&
			(size != first_len || memcmp(text + start, text + first, size) != 0))
			return start;
		first = start;
		first_len = size;
		*last_end = start + size;
		sign = memchr(text + start + size, '@', len - start - size);
	}
	return 0;
}

/** Whether the other address of an entry may be the next of an enumeration. */
static gboolean may_be_next(const char *text, gsize last_end, gsize other)
{
	gsize to = pass_openers(text, 0, other), end = back_over_spaces(text, 0, to);

	/* "Unknown user: ann@example.org. The mailbox bob@example.org is full." */
	gboolean sentence = last_end > 1 && text[last_end - 1] == '.' && text[last_end] == ' ';
	return (end > 0 && text[end - 1] == ':') || sentence ||
	       rebound_text_is_same_list(text, last_end, other) || ends_entry(text, 0, to);
}

/** Whether a sentence ends before the other address of an entry, which has words of its own:
 * "ann@example.org: no such user. bob@example.org: mailbox full." */
static gboolean begins_next(const char *text, gsize len, gsize other)
{
	gsize to = pass_openers(text, 0, other), end = back_over_spaces(text, 0, to),
	      behind = other;

	while (behind < len && !rebound_text_is_one_of(text[behind], " :>"))
		behind++;
	behind += behind < len && text[behind] == '>';
	return end > 0 && end < to && text[end - 1] == '.' && behind + 1 < len &&
	       text[behind] == ':' && text[behind + 1] == ' ';
}

/** Whether a label before the first address says that the message came: "Delivered:". */
static gboolean begins_delivered(struct rebound_arena *arena, const char *text, gsize len)
{
	const char *colon = memchr(text, ':', len), *sign = memchr(text, '@', len);

	return colon && sign && colon < sign &&
	       rebound_text_verdict_lead(arena, text, (gsize)(colon + 1 - text)) ==
		       REBOUND_TEXT_VERDICT_DELIVERED;
}

gboolean rebound_text_parts_find(
	struct rebound_arena *arena, const char *text, gsize len, gboolean entry, GArray *parts)
{
	g_return_val_if_fail(arena && text && parts, FALSE);
	g_array_set_size(parts, 0);
	gsize last_end = 0, other = find_other(text, len, &last_end);
	if (other == 0)
		return FALSE;
	entry = entry && !rebound_text_sentences_begin(text, len) &&
		!begins_delivered(arena, text, len) && !begins_next(text, len, other);
	if (entry && !may_be_next(text, last_end, other))
		return FALSE;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct place));
	find_places(arena, text, len, found);
	const struct place *places = (const struct place *)(void *)found->data;
	if (found->len < 2 || cut_enumeration(arena, text, len, places, found->len, FALSE, parts))
		return FALSE;
	gboolean sentences = cut_labels(arena, text, len, places, found->len, parts);
	if (parts->len > 0)
		return sentences;
	if (!entry)
		rebound_text_sentences_cut(arena, text, len, parts);
	if (parts->len > 0)
		return TRUE;
	if (!entry)
		cut_replies(text, places, found->len, parts);
	if (parts->len == 0)
		cut_enumeration(arena, text, len, places, found->len, TRUE, parts);
	return FALSE;
}
