/* SPDX-License-Identifier: MIT */
#include "core/report/text_lines.h"

#include <string.h>

#include "core/base/text.h"

/** A field of a message's header. */
struct header_name {
	const char *name;
	gboolean trace; /**< nobody writes it into a summary for people */
};

static const struct header_name header_names[] = {
	{"Received", TRUE},
	{"Return-Path", TRUE},
	{"DKIM-Signature", TRUE},
	{"DomainKey-Signature", TRUE},
	{"ARC-Seal", TRUE},
	{"ARC-Message-Signature", TRUE},
	{"ARC-Authentication-Results", TRUE},
	{"Authentication-Results", TRUE},
	{"Received-SPF", TRUE},
	{"MIME-Version", TRUE},
	{"Content-Type", TRUE},
	{"Content-Transfer-Encoding", TRUE},
	{"Delivered-To", TRUE},
	{"Envelope-To", TRUE},
	{"Apparently-To", TRUE},
	{"User-Agent", TRUE},
	{"In-Reply-To", TRUE},
	{"References", TRUE},
	{"List-Id", TRUE},
	{"List-Unsubscribe", TRUE},
	{"List-Post", TRUE},
	{"Thread-Index", TRUE},
	{"Thread-Topic", TRUE},
	{"Message-ID", FALSE},
	{"From", FALSE},
	{"To", FALSE},
	{"Cc", FALSE},
	{"Bcc", FALSE},
	{"Subject", FALSE},
	{"Date", FALSE},
	{"Sender", FALSE},
	{"Reply-To", FALSE},
	{"Errors-To", TRUE},
	{"Resent-From", FALSE},
	{"Resent-To", FALSE},
	{"Resent-Date", FALSE},
	{"Precedence", FALSE},
	{"Importance", FALSE},
	{"Organization", FALSE},
};

/* A label is no longer than this. */
#define LONGEST_LABEL 64

/* No month has a longer name. */
#define LONGEST_MONTH 12

/* Scripts without spaces begin with this byte or a higher one, in UTF-8. */
#define WIDE 0xE3

/* What a message's subject is called, in lower case. */
static const char *const subject_words[] = {"subject", "betreff", "objet", "sujet", "asunto",
	"assunto", "oggetto", "onderwerp", "temat", "predmet", "emne", "konu", "aihe", "tárgy",
	"subiect", "předmět", NULL};

/* The same, of names that begin with no ASCII letter. */
static const char *const wide_subject_words[] = {"ämne", "Ämne", "тема", "Тема", "Θέμα", "件名",
	"主题", "主題", "标题", "標題", "제목", NULL};

/* Decoration that is not ASCII, in UTF-8; none begins with a lower byte than the first. */
static const char *const wide_decoration[] = {
	"\xE2\x80\x94",					/* em dash */
	"\xE2\x80\x95",					/* horizontal bar */
	"\xE2\x94\x80",					/* box drawings */
	"\xE2\x94\x81", "\xE2\x95\x90", "\xE2\x80\xA2", /* bullet */
	"\xE3\x83\xBC",					/* long vowel mark, used as a dash */
	"\xEF\xBC\x8D",					/* fullwidth hyphen */
	"\xEF\xBC\x9D",					/* fullwidth equals sign */
	"\xEF\xBC\x8A",					/* fullwidth asterisk */
};

gboolean rebound_text_next_line(
	const char *text, gsize len, gsize *offset, struct rebound_text_line *line)
{
	if (*offset >= len)
		return FALSE;
	gsize start = *offset;
	gsize end = (gsize)(rebound_text_line_end(text + start, text + len) - text);
	gsize next = end < len ? end + 1 : end;
	if (end + 1 < len && text[end] == '\r' && text[end + 1] == '\n')
		next++;
	*offset = next;

	gsize indent = 0, first = start;
	for (; first < end && (text[first] == ' ' || text[first] == '\t'); first++)
		indent = text[first] == '\t' ? (indent | 7) + 1 : indent + 1;
	while (end > first && text[end - 1] <= ' ' && g_ascii_isspace(text[end - 1]))
		end--;
	*line = (struct rebound_text_line){
		.text = text + first, .len = end - first, .offset = start, .indent = indent};
	return TRUE;
}

/** Bytes of one character of decoration; 0 where another one stands. */
static gsize pass_decoration(const char *text, gsize len)
{
	/* Most lines begin with a letter. */
	if (g_ascii_isalnum(text[0]) || text[0] == ' ' || text[0] == '\0')
		return 0;
	switch (text[0]) {
	case '-':
	case '=':
	case '*':
	case '_':
	case '#':
	case '~':
	case '+':
	case '|':
	case '<':
	case '>':
	case '.':
	case ':':
		return 1;
	default:
		if ((guchar)text[0] < (guchar)wide_decoration[0][0])
			return 0;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(wide_decoration); i++) {
		gsize size = strlen(wide_decoration[i]);
		if (size <= len && memcmp(text, wide_decoration[i], size) == 0)
			return size;
	}
	return 0;
}

gsize rebound_text_decoration(const char *text, gsize len)
{
	gsize at = 0, count = 0, end = 0;
	/* Exchange sets its diagnostics so, "#< #5.2.2 smtp;554 5.2.2 mailbox full> #SMTP#". */
	if (len > 1 && text[0] == '#' && text[1] == '<')
		return 0;
	while (at < len) {
		gsize size = pass_decoration(text + at, len - at);
		if (size > 0) {
			/* Mostly it is one character all along. */
			while (size == 1 && at + 1 < len && text[at + 1] == text[at]) {
				count++;
				at++;
			}
			count++;
			end = at + size;
		} else if (text[at] != ' ') {
			break;
		}
		at += MAX(size, 1);
	}
	return count >= 2 ? end : 0;
}

/** Bytes of the mark that ends a sentence here; 0 for none. */
static gsize pass_mark(const char *text, gsize len)
{
	static const char *const wide[] = {
		"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x8C", "\xEF\xBC\x9B", "\xEF\xBC\x9F"};
	if (text[0] == '.' || text[0] == '!' || text[0] == '?' || text[0] == ';')
		return len == 1 ? 1 : text[1] == ' ' ? 2 : 0;
	for (gsize i = 0; (guchar)text[0] >= 0xE0 && i < G_N_ELEMENTS(wide); i++) {
		if (rebound_text_has_prefix(text, len, wide[i]))
			return strlen(wide[i]);
	}
	return 0;
}

/** Whether a text begins with the name of a month where a dot follows the day, in German and the
 * languages of the North; and no longer word, "Mailbox". */
static gboolean begins_with_month(const char *text, gsize len)
{
	static const char *const months[] = {"januar", "jan", "februar", "feb", "m\xC3\xA4rz",
		"maerz", "marts", "mars", "april", "apr", "mai", "maj", "juni", "jun", "juli",
		"jul", "august", "aug", "september", "sept", "sep", "oktober", "okt", "november",
		"nov", "dezember", "dez", "december", "dec", "desember", "des"};
	gsize word = 0;

	while (word < len && (g_ascii_isalpha(text[word]) || (guchar)text[word] >= 0x80))
		word++;
	for (gsize i = 0; i < G_N_ELEMENTS(months); i++) {
		if (strlen(months[i]) == word && g_ascii_strncasecmp(text, months[i], word) == 0)
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_text_is_of_date(const char *text, gsize len, gsize dot)
{
	gsize day = dot;

	while (day > 0 && dot - day < 3 && g_ascii_isdigit(text[day - 1]))
		day--;
	if (dot == day || dot - day > 2 || len - dot < 3 || text[dot + 1] != ' ')
		return FALSE;
	if (day > 1 && text[day - 1] == '.' && g_ascii_isdigit(text[day - 2]))
		return day < 4 || text[day - 3] == ' ' || text[day - 4] == ' ';
	return (day == 0 || text[day - 1] == ' ') &&
	       begins_with_month(text + dot + 2, MIN(len - dot - 2, LONGEST_MONTH));
}

gsize rebound_text_sentence(const char *text, gsize len)
{
	for (gsize at = 0; at < len; at++) {
		gsize mark = pass_mark(text + at, len - at);
		if (mark > 0 && !rebound_text_is_of_date(text, len, at))
			return at + mark;
	}
	return len;
}

gboolean rebound_text_is_rule(const char *text, gsize len)
{
	return len >= 2 && rebound_text_decoration(text, len) == len;
}

gsize rebound_text_header_name(const char *text, gsize len, gboolean *trace)
{
	gsize size = 0;
	while (size < len && size < 64 && (g_ascii_isalnum(text[size]) || text[size] == '-'))
		size++;
	*trace = FALSE;
	if (size < 2 || size >= len || text[size] != ':')
		return 0;
	if (rebound_text_has_prefix(text, size, "X-")) {
		*trace = TRUE;
		return size;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(header_names); i++) {
		if (rebound_text_may_equal(text[0], header_names[i].name[0]) &&
			g_ascii_strncasecmp(text, header_names[i].name, size) == 0 &&
			header_names[i].name[size] == '\0') {
			*trace = header_names[i].trace;
			return size;
		}
	}
	return 0;
}

/** Bytes of a word of a script without spaces that a text begins with, which spaces may hold apart;
 * 0 where it is another. */
static gsize match_wide(const char *text, gsize len, const char *word)
{
	gsize at = 0;
	for (; *word; word++, at++) {
		while (at > 0 && at < len && text[at] == ' ')
			at++;
		if (at >= len || text[at] != *word)
			return 0;
	}
	return at;
}

/** Whether one of these words may begin here: most do not. */
static gboolean may_be_subject_word(const char *text, gsize len)
{
	if (len < 4)
		return FALSE;
	if ((guchar)text[0] >= 0x80)
		return TRUE;
	switch ((guint)(text[0] | 0x20) << 8 |
		((guchar)text[1] | ((guchar)text[1] < 0x80 ? 0x20 : 0))) {
	case 's' << 8 | 'u':
	case 'b' << 8 | 'e':
	case 'o' << 8 | 'b':
	case 'o' << 8 | 'g':
	case 'o' << 8 | 'n':
	case 'a' << 8 | 's':
	case 'a' << 8 | 'i':
	case 't' << 8 | 'e':
	case 't' << 8 | 0xC3:
	case 'p' << 8 | 'r':
	case 'p' << 8 | 0xC5:
	case 'e' << 8 | 'm':
	case 'k' << 8 | 'o':
		return TRUE;
	default:
		return FALSE;
	}
}

/** Whether a word that calls a subject begins here. */
static gboolean is_subject_word(const char *text, gsize len)
{
	gboolean ascii = (guchar)text[0] < 0x80;
	char first = ascii ? text[0] | 0x20 : text[0];
	for (const char *const *word = ascii ? subject_words : wide_subject_words; *word; word++) {
		if ((*word)[0] != first)
			continue;
		gsize size = strlen(*word);
		if ((guchar)first >= WIDE ? match_wide(text, len, *word) > 0
					  : rebound_text_has_prefix(text, len, *word) &&
						    (size >= len || text[size] == ' '))
			return TRUE;
	}
	return FALSE;
}

/** The same as rebound_text_subject_label() for a line in a script without spaces. */
static gsize find_wide_label(const char *text, gsize len)
{
	static const char wide_colon[] = "\xEF\xBC\x9A", wide_bracket[] = "\xEF\xBC\x88";
	gboolean word = FALSE;
	for (gsize at = 0; at < len; at++) {
		if (g_ascii_isdigit(text[at]) || text[at] == '@')
			return 0;
		/* What stands in brackets within a sentence labels no line. */
		if (!word && at > 0 &&
			(text[at] == '(' ||
				rebound_text_has_prefix(text + at, len - at, wide_bracket)))
			return 0;
		word = word || ((guchar)text[at] >= WIDE && is_subject_word(text + at, len - at));
		if (text[at] == ':')
			return word ? at + 1 : 0;
		if (rebound_text_has_prefix(text + at, len - at, wide_colon))
			return word ? at + strlen(wide_colon) : 0;
	}
	return 0;
}

gsize rebound_text_subject_label(const char *text, gsize len)
{
	gsize most = MIN(len, (gsize)LONGEST_LABEL);
	if (!may_be_subject_word(text, len))
		return 0;
	if ((guchar)text[0] >= WIDE)
		return find_wide_label(text, most);
	const char *colon = memchr(text, ':', most);
	gsize end = colon ? (gsize)(colon - text) : 0;
	while (end > 0 && text[end - 1] == ' ')
		end--;
	return end > 0 && is_subject_word(text, end) ? (gsize)(colon - text) + 1 : 0;
}
