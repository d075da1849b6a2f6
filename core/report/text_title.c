/* SPDX-License-Identifier: MIT */
#include "core/report/text_title.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_reply.h"

/** Mail programs show no more of a subject. */
#define TITLE_BYTES 300

/** No word for a subject is longer. */
#define LONGEST_WORD 12

/** "The subject of your last message" is no longer. */
#define SUBJECT_BYTES 40

/** Whose message it is: that of whom a report is written to. What a server says is a message, too.
 */
static const char *const owners[] = {"your", "ihre", "ihrer", "deine", "deiner", "votre", "ton",
	"su", "tu", "nel", "seu", "sua", "suo", "tuo", "vostro", "uw", "je", "jouw", "ditt", "din",
	"twoja", "państwa", "vaše", "vaši", "ваше", "Ваше"};

/** Words for a message, which stand before what is quoted. */
static const char *const messages[] = {"message", "e-mail", "email", "mail", "nachricht",
	"courriel", "mensaje", "correo", "mensagem", "messaggio", "bericht", "meddelande",
	"meddelelse", "besked", "melding", "wiadomość", "zprávu", "zpráva", "сообщение", "письмо"};

/** Words for what such a message is called. */
static const char *const subjects[] = {"subject", "title", "titled", "entitled", "betreff", "titel",
	"objet", "titre", "asunto", "título", "oggetto", "titolo", "assunto", "onderwerp", "ämne",
	"ämnet", "emne", "emnet", "temat", "tematem", "tematu", "předmět", "předmětem", "тема",
	"темой", "aihe"};

/** And what may stand between them and it. */
static const char *const copulas[] = {
	"is", "was", "ist", "war", "lautet", "lautete", "est", "était", "es", "era", "è", "é"};

/** The same in scripts without spaces, and what a subject is called in them. */
static const char *const wide_messages[] = {"メール", "件名", "您的邮件", "您的郵件", "主题",
	"主题为", "主题是", "標題為", "主題", "主題為", "标题", "标题为", "標題", "제목", "제목이"};

struct marks {
	const char *open, *close;
};

static const struct marks brackets[] = {{"(", ")"}, {"（", "）"}};

static const struct marks quotations[] = {{"\"", "\""}, {"“", "”"}, {"„", "“"}, {"„", "”"},
	{"«", "»"}, {"'", "'"}, {"「", "」"}, {"『", "』"}};

/** Go back over a space and a word of a list that end at a place; FALSE where they do not. */
static gboolean skip_back(const char *text, gsize *place, const char *const *words, gsize count)
{
	gsize end = *place;
	if (end == 0 || text[end - 1] != ' ')
		return FALSE;
	end--;
	for (gsize i = 0; i < count; i++) {
		gsize len = strlen(words[i]);
		if (len <= end && g_ascii_strncasecmp(text + end - len, words[i], len) == 0) {
			*place = end - len;
			return TRUE;
		}
	}
	return FALSE;
}

/** Whether a letter of Katakana ends at a place: "エラーメール" is an error's mail. */
static gboolean is_behind_katakana(const char *text, gsize place)
{
	return place >= 3 && (guchar)text[place - 3] == 0xE3 &&
	       ((guchar)text[place - 2] == 0x82 || (guchar)text[place - 2] == 0x83);
}

/** Whether a word for a message, and no part of a longer one, ends directly before a place. */
static gboolean is_behind_wide_word(const char *text, gsize place)
{
	for (gsize i = 0; i < G_N_ELEMENTS(wide_messages); i++) {
		gsize len = strlen(wide_messages[i]);
		if (len <= place && memcmp(text + place - len, wide_messages[i], len) == 0 &&
			!is_behind_katakana(text, place - len))
			return TRUE;
	}
	return FALSE;
}

/** Whether "your message" ends before a place, in one language or another. */
static gboolean is_behind_message(const char *text, gsize place)
{
	if (place > 0 && (guchar)text[place - 1] >= 0x80)
		return is_behind_wide_word(text, place);
	return skip_back(text, &place, messages, G_N_ELEMENTS(messages)) &&
	       skip_back(text, &place, owners, G_N_ELEMENTS(owners)) &&
	       (place == 0 ||
		       !(g_ascii_isalnum(text[place - 1]) || (guchar)text[place - 1] >= 0x80));
}

/** Whether a word is one of a list. */
static gboolean is_one_of(const char *word, gsize len, const char *const *words, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		if ((words[i][0] | 0x20) == (word[0] | 0x20) && strlen(words[i]) == len &&
			g_ascii_strncasecmp(word, words[i], len) == 0)
			return TRUE;
	}
	return FALSE;
}

/** Whether what a message is called ends before a place: "with the subject", "the subject of your
 * message was:". */
static gboolean is_behind_subject(const char *text, gsize place)
{
	gsize end = place;
	while (end > 0 && (g_ascii_isspace(text[end - 1]) || text[end - 1] == ':'))
		end--;
	/* An apostrophe stands within a word. */
	if (end == place)
		return FALSE;
	gsize start = end;
	while (start > 0 && end - start <= LONGEST_WORD && !g_ascii_isspace(text[start - 1]))
		start--;
	if (start == end || end - start > LONGEST_WORD)
		return FALSE;
	if (is_one_of(text + start, end - start, subjects, G_N_ELEMENTS(subjects)))
		return TRUE;
	if (!is_one_of(text + start, end - start, copulas, G_N_ELEMENTS(copulas)))
		return FALSE;
	gsize from = start > SUBJECT_BYTES ? start - SUBJECT_BYTES : 0;
	return rebound_text_find(text + from, start - from, "subject of your") ||
	       rebound_text_find(text + from, start - from, "subject of the message") ||
	       rebound_text_find(text + from, start - from, "betreff");
}

/** Read what stands between marks that open at a place; FALSE where that is no subject. */
static gboolean read_title(const char *text, gsize len, gsize place, const struct marks *marks,
	struct rebound_text_title *title)
{
	gsize start = place + strlen(marks->open);
	const char *close =
		g_strstr_len(text + start, (gssize)MIN(len - start, TITLE_BYTES), marks->close);
	gsize end = close ? (gsize)(close - text) : start;

	if (!close || memchr(text + start, '@', end - start) ||
		rebound_text_numbers(text + start, end - start).code != 0)
		return FALSE;
	title->start = start;
	title->end = end;
	return TRUE;
}

/** Whether a mark stands at a place, whose first byte does, and something behind it. */
static gboolean opens(const char *at, gsize left, const char *mark)
{
	gsize size = 1;

	for (; mark[size] != '\0'; size++) {
		if (size >= left || at[size] != mark[size])
			return FALSE;
	}
	return left > size;
}

/** Find a subject between marks of which the first begins with a byte. */
static gboolean find_from(
	const char *text, gsize len, guchar first, struct rebound_text_title *title)
{
	const char *end = text + len, *at = text;

	for (; (at = memchr(at, first, (gsize)(end - at))) != NULL; at++) {
		gsize place = (gsize)(at - text);
		/* Every letter of Japanese begins so. */
		if (first == 0xE3 && (end - at < 2 || (guchar)at[1] != 0x80))
			continue;
		for (gsize i = 0; i < G_N_ELEMENTS(quotations); i++) {
			const char *open = quotations[i].open;
			if ((guchar)open[0] == first && opens(at, (gsize)(end - at), open) &&
				(is_behind_message(text, place) ||
					is_behind_subject(text, place)) &&
				read_title(text, len, place, &quotations[i], title))
				return TRUE;
		}
	}
	return FALSE;
}

/** Where the bracket closes behind a place, those within closed before; NULL where it does not. */
static const char *find_close(const char *text, gsize len, const struct marks *marks)
{
	gsize open = strlen(marks->open), close = strlen(marks->close);
	guint depth = 1;

	for (gsize at = 0; at < len; at++) {
		if (len - at >= close && memcmp(text + at, marks->close, close) == 0 &&
			--depth == 0)
			return text + at;
		if (len - at >= open && memcmp(text + at, marks->open, open) == 0)
			depth++;
	}
	return NULL;
}

/** Find a subject that stands in such brackets with its label, "(Subject: Urgent)", label and all.
 */
static gboolean find_between(
	const char *text, gsize len, const struct marks *marks, struct rebound_text_title *title)
{
	gsize size = strlen(marks->open);
	const char *end = text + len, *at = text;

	for (; (at = memchr(at, (guchar)*marks->open, (gsize)(end - at))) != NULL; at++) {
		if (!opens(at, (gsize)(end - at), marks->open))
			continue;
		const char *start = at + size;
		gsize left = MIN((gsize)(end - start), TITLE_BYTES);
		const char *close = rebound_text_subject_label(start, left) > 0
					    ? find_close(start, left, marks)
					    : NULL;
		if (!close || memchr(start, '@', (gsize)(close - start)))
			continue;
		title->start = (gsize)(start - text);
		title->end = (gsize)(close - text);
		return TRUE;
	}
	return FALSE;
}

static gboolean find_labelled(const char *text, gsize len, struct rebound_text_title *title)
{
	for (gsize i = 0; i < G_N_ELEMENTS(brackets); i++) {
		if (find_between(text, len, &brackets[i], title))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_text_find_title(const char *text, gsize len, struct rebound_text_title *title)
{
	g_return_val_if_fail(text && title, FALSE);
	/* The first bytes of all marks. */
	static const guchar firsts[] = {'"', '\'', 0xC2, 0xE2, 0xE3};
	for (gsize i = 0; i < G_N_ELEMENTS(firsts); i++) {
		if (find_from(text, len, firsts[i], title))
			return TRUE;
	}
	return find_labelled(text, len, title);
}
