/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_voice.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/automatic_signs.h"
#include "core/report/text_lines.h"

#define SIGNATURE_BYTES 40
#define SHORT_SENTENCE	20 /**< a greeting, or a word of thanks */
#define CONTACT_DIGITS	7
#define MOST_BARE	3

/** Signs of what automatic answers are made of. */
#define PARTS                                                                                      \
	(REBOUND_SIGN_BIT(AWAY) | REBOUND_SIGN_BIT(GONE) | REBOUND_SIGN_BIT(CHANGE) |              \
		REBOUND_SIGN_BIT(BACK) | REBOUND_SIGN_BIT(UNTIL) | REBOUND_SIGN_BIT(WHEN) |        \
		REBOUND_SIGN_BIT(URGENT) | REBOUND_SIGN_BIT(DEPUTY) | REBOUND_SIGN_BIT(LATER) |    \
		REBOUND_SIGN_BIT(RECEIVED) | REBOUND_SIGN_BIT(THANKS) |                            \
		REBOUND_SIGN_BIT(SERVICE) | REBOUND_SIGN_BIT(UNREAD) | REBOUND_SIGN_BIT(MACHINE))

static gboolean is_border(char c)
{
	return !g_ascii_isalnum(c) && (guchar)c < 0x80;
}

/** Whether a word stands whole in a folded text. */
static gboolean has_word(const char *text, const char *word)
{
	gsize len = strlen(word);
	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
		if ((at == text || is_border(at[-1])) && (!at[len] || is_border(at[len])))
			return TRUE;
	}
	return FALSE;
}

/** Whether a line, a sentence or a word of thanks ends here, with a space or more behind it. */
static gboolean is_end(const char *text, gsize at)
{
	static const char *const wide[] = {"。", "！", "、", "，", "？"};
	gboolean newline = FALSE;
	for (; at > 0 && g_ascii_isspace(text[at - 1]); at--)
		newline = newline || text[at - 1] == '\n';
	if (at == 0 || newline || strchr(",.!?;-", text[at - 1]))
		return TRUE;
	for (gsize i = 0; at >= 3 && i < G_N_ELEMENTS(wide); i++) {
		if (memcmp(text + at - 3, wide[i], 3) == 0)
			return TRUE;
	}
	return FALSE;
}

/** Whether a text ends with one name of its writer, as people sign who know each other. */
static gboolean is_signed(
	struct rebound_arena *arena, const char *text, gsize len, const char *name)
{
	while (len > 0 && is_border(text[len - 1]))
		len--;
	gsize start = len;
	while (start > 0 && !g_ascii_isspace(text[start - 1]) && len - start < SIGNATURE_BYTES)
		start--;
	if (start == len || start == 0 || !is_end(text, start))
		return FALSE;
	const char *word = rebound_text_fold_only(arena, text + start, len - start, NULL);
	return has_word(name, word) || (len - start == 1 && name[0] == word[0]);
}

/** Whether a sentence names an address or a telephone number. */
static gboolean has_contact(const char *text, gsize len)
{
	guint digits = 0;
	for (gsize at = 0; at < len; at++) {
		if (text[at] == '@')
			return TRUE;
		digits += g_ascii_isdigit(text[at]) ? 1 : 0;
	}
	return digits >= CONTACT_DIGITS;
}

/** Sentences that are no part of an automatic answer. */
static guint count_bare(const char *text, gsize len)
{
	guint bare = 0;
	for (gsize at = 0; at < len && bare < MOST_BARE;) {
		gsize size = rebound_text_sentence(text + at, len - at);
		if (size >= SHORT_SENTENCE && !has_contact(text + at, size) &&
			!(rebound_automatic_signs(text + at, size) & PARTS))
			bare++;
		at += MAX(size, 1);
	}
	return bare;
}

void rebound_automatic_weigh_voice(struct rebound_automatic_evidence *evidence,
	struct rebound_arena *arena, const char *text, const char *own, gsize own_len,
	const char *from)
{
	g_return_if_fail(evidence && arena && text && own);
	gsize len = from ? strlen(from) : 0;
	const char *folded = rebound_text_fold_only(arena, from ? from : "", len, &len);
	gsize name = strcspn(folded, "<");
	char *written = rebound_arena_copy(arena, folded, name);
	evidence->is_signed = is_signed(arena, own, own_len, written);
	evidence->bare = count_bare(text, strlen(text));
}
