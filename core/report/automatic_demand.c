/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_demand.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/automatic_signs.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/word_filter.h"

/* Not more of a text is looked at. */
#define MOST_BYTES 4000

/* What the reader is to do where the text need not say what for. */
static const char *const proofs[] = {"confirm*", "verify", "authentica*", "authentif*", "captcha",
	"bestatig*", "bestaetig*", "confirma*", "conferm*", "bevestig*", "potwierd*", "potvrd*",
	"bekraft*", "bekraeft*", "bekreft*", "vahvista*", "erosits*", "onayla*", "подтверд*",
	"підтверд*", "確認", "認証", "验证", "驗證", "确认", "확인", "인증", NULL};

static const char *const mailboxes[] = {"mailbox*", "mail box", "inbox", "account*", "postfach*",
	"konto", "mailkonto", "boite*", "compte*", "buzon*", "cuenta*", "casilla*", "casella*",
	"caixa*", "conta", "postvak*", "postbus*", "skrzynk*", "schrank*", "brevlad*", "postkass*",
	"postboks*", "postilaatik*", "postafiok*", "cutia", "casuta", "kutusu", "ящик*", "учетн*",
	"аккаунт*", "скриньк*", "メールボックス", "アカウント", "邮箱", "郵箱", "信箱", "账户",
	"账号", "帳號", "메일함", "계정", NULL};

static const char *const *const lists[] = {proofs, mailboxes};

const struct rebound_word_lists rebound_lists_of_demand = {
	.lists = lists, .count = G_N_ELEMENTS(lists), .exact = TRUE};

enum { PROOF = 1U << 0, MAILBOX = 1U << 1 };

/* What a sentence, or the line of it, says. */
struct saying {
	guint32 marks; /* of bounces */
	guint32 signs; /* of automatic mails */
	guint32 words; /* of the lists above */
};

/* An address to read more at is no demand. */
static void hide_links(char *text)
{
	for (char *at = text; (at = strstr(at, "http")) != NULL;)
		memset(at, '-', 4);
}

static struct saying read_piece(struct rebound_arena *arena, const char *text, gsize len)
{
	gsize size = 0;
	rebound_arena_clear(arena);
	struct saying saying = {.marks = rebound_text_marks(arena, text, len)};
	const char *plain = rebound_text_fold_only(arena, text, len, &size);
	char *folded = rebound_arena_copy(arena, plain, size);
	hide_links(folded);
	saying.signs = rebound_automatic_signs(folded, size);
	saying.words = rebound_word_filter_search(REBOUND_FILTER_DEMAND, folded, size);
	return saying;
}

/* The next sentence of a text, or what a line has of it; FALSE at its end. */
static gboolean next_piece(
	const struct rebound_text_view *view, gsize *offset, const char **text, gsize *len)
{
	gsize end = MIN(view->report_end, MOST_BYTES);
	if (*offset >= end)
		return FALSE;
	*text = view->text + *offset;
	const char *stop = memchr(*text, '\n', end - *offset);
	gsize line = stop ? (gsize)(stop + 1 - *text) : end - *offset;
	*len = MAX(rebound_text_sentence(*text, line), 1);
	*offset += *len;
	return TRUE;
}

gboolean rebound_automatic_demands(const struct rebound_text_view *view)
{
	g_return_val_if_fail(view, FALSE);
	const guint32 failure =
		REBOUND_TEXT_BIT(FAILED) | REBOUND_TEXT_BIT(REASON) | REBOUND_TEXT_BIT(TROUBLE);
	const guint32 aim = REBOUND_SIGN_BIT(RELEASE) | REBOUND_SIGN_BIT(HUMAN);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	guint32 signs = 0, words = 0;
	const char *text = NULL;
	gsize len = 0;

	for (gsize offset = 0; next_piece(view, &offset, &text, &len);) {
		struct saying saying = read_piece(arena, text, len);
		if ((saying.words & PROOF) || (saying.signs & REBOUND_SIGN_BIT(HUMAN)) ||
			!(saying.marks & failure)) {
			signs |= saying.signs;
			words |= saying.words;
		}
	}
	return (words & PROOF) || ((signs & REBOUND_SIGN_BIT(ACT)) && (signs & aim));
}

gboolean rebound_automatic_tells_of_mailbox(const struct rebound_text_view *view)
{
	g_return_val_if_fail(view, FALSE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *text = NULL;
	gsize len = 0;

	for (gsize offset = 0; next_piece(view, &offset, &text, &len);) {
		struct saying saying = read_piece(arena, text, len);
		if ((saying.words & MAILBOX) && (saying.marks & REBOUND_TEXT_BIT(REASON)))
			return TRUE;
	}
	return FALSE;
}
