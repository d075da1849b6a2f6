/* SPDX-License-Identifier: MIT */
#include "core/report/text_entry_start.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_verdict.h"

/* Words before an address that call it a recipient's are no longer. */
#define LONGEST_NOUN 32

/* Words of the name of a person before his address. */
#define MOST_NAMES 4

/* No bullets and quotes before an address are longer than this. */
#define MOST_DECORATION 256

/* No name of a person before an address is longer. */
#define LONGEST_NAME 64

/** Bytes of the comma that Chinese and Japanese put behind a number, "1、". */
static gsize measure_list_comma(const char *text, gsize len)
{
	static const char *const commas[] = {"、", "．"};
	for (gsize i = 0; i < G_N_ELEMENTS(commas); i++) {
		gsize size = strlen(commas[i]);
		if (size <= len && memcmp(text, commas[i], size) == 0)
			return size;
	}
	return 0;
}

/** Whether one space or more is all that a text goes on with. */
static gboolean is_spaces(const char *text, gsize at, gsize len)
{
	gsize end = at;
	while (end < len && text[end] == ' ')
		end++;
	return end == len && end > at;
}

gsize rebound_text_pass_bullets(const char *text, gsize len)
{
	gsize at = rebound_text_pass_marks(
		text, len, rebound_text_decoration(text, len), " -*#>+|.()[]{}<\"'");
	/* "A  " up to the address, the key of a note; "o " is a bullet. */
	if (at + 1 < len && (g_ascii_isupper(text[at]) || text[at] == 'o') &&
		is_spaces(text, at + 1, len))
		return len;
	/* "(a) ", "#2 ": the marks before them were passed. */
	if (at + 2 < len && g_ascii_isalpha(text[at]) && text[at + 1] == ')' && text[at + 2] == ' ')
		return at + 3;
	gsize digits = at;
	while (digits < len && digits - at < 4 && g_ascii_isdigit(text[digits]))
		digits++;
	/* "[1/3]": the first of three. */
	if (digits > at && digits + 1 < len && text[digits] == '/' &&
		g_ascii_isdigit(text[digits + 1])) {
		digits++;
		while (digits < len && g_ascii_isdigit(text[digits]))
			digits++;
	}
	gsize wide =
		digits > at && digits < len ? measure_list_comma(text + digits, len - digits) : 0;
	gboolean hash = digits > at && at > 0 && text[at - 1] == '#';
	/* "1  " up to the address. */
	gboolean number = digits > at && digits - at <= 2;
	if (number && is_spaces(text, digits, len))
		return len;
	if (wide > 0 || (digits > at && digits < len &&
				(strchr(".):]", text[digits]) || (hash && text[digits] == ' ')))) {
		at = digits + (wide > 0 ? wide : 1);
		while (at < len && strchr(" <\"'([", text[at]))
			at++;
	}
	return at;
}

/** Whether a person's name in quotes, and a bracket, is all that stands from a place to an address:
 * "Ann Smith" <ann@example.org>. */
static gboolean is_name(const char *text, gsize from, gsize start)
{
	gsize end = start;
	if (end - from < 4 || text[end - 1] != '<')
		return FALSE;
	end--;
	while (end > from && text[end - 1] == ' ')
		end--;
	char quote = text[from];
	return (quote == '"' || quote == '\'') && end - from >= 2 && text[end - 1] == quote &&
	       !memchr(text + from + 1, quote, end - from - 2);
}

/** Whether a word is one that letters begin or end with, before a name. */
static gboolean is_salutation(const char *word, gsize len)
{
	static const char *const words[] = {"dear", "hello", "hi", "from", "to", "cc", "bcc", "by",
		"for", "contact", "regards", "sincerely", "sender", "thanks", "von", "an", "de"};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strlen(words[i]) == len && g_ascii_strncasecmp(word, words[i], len) == 0)
			return TRUE;
	}
	return FALSE;
}

/** Whether a word begins as a name does: with a capital, or a letter that has none. */
static gboolean begins_as_name(const char *word, gsize len)
{
	gunichar letter = (guchar)word[0] < 0x80 ? (gunichar)word[0]
						 : g_utf8_get_char_validated(word, (gssize)len);
	return letter < (gunichar)-2 &&
	       (letter < 0x80 ? g_ascii_isupper((char)letter) : !g_unichar_islower(letter));
}

/** Whether a person's name without quotes, "Ann Smith <", is all that stands from a place to an
 * address. */
static gboolean is_plain_name(const char *text, gsize from, gsize start)
{
	guint words = 0;
	gsize at = from;
	if (start < from + 4 || start > from + LONGEST_NAME)
		return FALSE;
	/* "Ann Smith - ann@example.org" */
	gsize stop = start - 1;
	if (text[stop] == ' ' && text[stop - 1] == '-')
		stop--;
	else if (text[stop] != '<' && text[stop] != '(')
		return FALSE;
	if (text[stop - 1] != ' ')
		return FALSE;
	while (at < stop) {
		gsize word = at;
		while (at < stop && text[at] != ' ')
			at++;
		if (!begins_as_name(text + word, at - word) ||
			is_salutation(text + word, at - word) ||
			!(g_ascii_isalpha(text[at - 1]) || (guchar)text[at - 1] >= 0x80 ||
				text[at - 1] == '.' || text[at - 1] == ','))
			return FALSE;
		words++;
		while (at < stop && text[at] == ' ')
			at++;
	}
	return words >= 1 + (text[stop] == '-') && words <= 4;
}

/** Whether a line begins with "Ann Smith <" and an address in brackets, or is "Ann Smith - " and an
 * address. */
static gboolean is_named_line(const char *text, gsize len, gsize start)
{
	const char *close = start > 0 && text[start - 1] == '<'	  ? ">"
			    : start > 0 && text[start - 1] == '(' ? ")"
								  : NULL;
	gboolean closed = close ? memchr(text + start, *close, len - start) != NULL
				: !memchr(text + start, ' ', len - start);
	return closed && is_plain_name(text, 0, start);
}

gboolean rebound_text_begins_entry(
	struct rebound_arena *arena, const char *text, gsize len, gsize start)
{
	if (start > MOST_DECORATION)
		return FALSE;
	gsize at = rebound_text_pass_bullets(text, start), size;
	if (at < start && rebound_text_verdict_before(arena, text + at, start - at, &size))
		at += size;
	/* "mailto:" and the types of an address are no label. */
	static const char *const prefixes[] = {"mailto:", "rfc822;", "smtp:"};
	for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		if (rebound_text_has_prefix(text + at, start - at, prefixes[i]))
			at += strlen(prefixes[i]);
	}
	while (at < start && strchr(" <", text[at]))
		at++;
	/* rebound_text_pass_bullets() passed the quote that opens a name. */
	if (at > 0 && at < start && (text[at - 1] == '"' || text[at - 1] == '\'') &&
		is_name(text, at - 1, start))
		return TRUE;
	if (start < len && is_named_line(text, len, start))
		return TRUE;
	while (at < start && strchr(" <\"'([", text[at]))
		at++;
	return at >= start;
}

gboolean rebound_text_is_person(const char *text, gsize from, gsize start)
{
	return is_name(text, from, start) || is_plain_name(text, from, start);
}

gsize rebound_text_start_with_name(const char *text, gsize start)
{
	gsize at = start, end = 0;
	if (start < 2 || !strchr("<(", text[start - 1]))
		return start;
	for (guint words = 0; at > 0 && words <= MOST_NAMES; words++) {
		while (at > 0 && text[at - 1] == ' ')
			at--;
		while (at > 0 && text[at - 1] != ' ')
			at--;
		if (words > 0 && rebound_text_is_person(text, at, start))
			end = at;
	}
	return end > 0 ? end : start;
}

/** The last words before an address, folded, without what opens it. */
static const char *fold_lead(struct rebound_arena *arena, const char *text, gsize start, gsize *len)
{
	gsize end = start;
	while (end > 0 && strchr(" <('\"", text[end - 1]))
		end--;
	gsize from = rebound_text_back_by(text, end, LONGEST_NOUN);
	return rebound_text_fold_only(arena, text + from, end - from, len);
}

gboolean rebound_text_calls_recipient(struct rebound_arena *arena, const char *text, gsize start)
{
	static const struct rebound_text_ending links[] = {REBOUND_TEXT_ENDING(" of"),
		REBOUND_TEXT_ENDING(" for"), REBOUND_TEXT_ENDING(" von"),
		REBOUND_TEXT_ENDING(" de"), REBOUND_TEXT_ENDING(" di"), REBOUND_TEXT_ENDING(" van"),
		{"", 0}};
	gsize len;
	const char *lead = fold_lead(arena, text, start, &len);
	gsize link = rebound_text_ends_with(lead, len, links);
	while (link && len > 0 && lead[len - 1] != ' ')
		len--;
	while (len > 0 && lead[len - 1] == ' ')
		len--;
	return rebound_text_ends_with(lead, len, rebound_text_recipient_nouns);
}

gboolean rebound_text_leads_to_recipient(struct rebound_arena *arena, const char *text, gsize start)
{
	gsize len;
	if (rebound_text_calls_recipient(arena, text, start))
		return TRUE;
	const char *lead = fold_lead(arena, text, start, &len);
	return rebound_text_ends_with(lead, len, rebound_text_recipient_words);
}
