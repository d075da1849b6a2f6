/* SPDX-License-Identifier: MIT */
#include "core/report/personal_letter.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/report/word_filter.h"

/** "Best wishes, Nora Peel" is no longer. */
#define SIGNATURE_BYTES 48

/** Below a name a device or a firm may stand. */
#define SIGNATURE_LINES 3

#define NAME_BYTES 3

/** Words of offices, programs and firms. */
static const char *const roles[] = {"mail*", "*mail", "post", "postm*", "postfach", "*post",
	"server*", "*server", "serveur*", "servidor*", "admin*", "*admin", "robot*", "bot",
	"system*", "*system", "sistema*", "service*", "*service", "servizio", "servicio", "serviço",
	"support*", "soporte", "suporte", "supporto", "assist*", "help*", "desk", "*desk", "hilfe",
	"aide", "team*", "gateway", "filter", "*filter", "antispam*", "daemon", "notice*", "notif*",
	"alert*", "delivery", "zustell*", "bounce*", "return*", "relay*", "smtp*", "care",
	"customer*", "kunden*", "client*", "info*", "kontakt", "contact*", "office*", "büro",
	"sekretariat", "it", "edv", "hotline", "reply", "noreply", "automat*", "security",
	"quarantine", "virus*", "hosting", "web", "webm*", "crm", "news*", "list", "lists", "liste",
	"club", "verein", "school", "schule", "gmbh", "ltd", "inc", "llc", "служб*", "почт*",
	"систем*", "поддержк*", "админ*", "サポート", "システム", "管理*", "事務局", "窓口",
	"客服*", "系统", "系統", "中心", "mta", "exim*", "postfix", "sendmail", "qmail*", "zimbra*",
	"courier", "exchange*", "domino", "notes", "groupwise", "kerio*", "merak", "icewarp",
	"mdaemon*", "haraka", "james", "amavis*", "spamassassin", "rspamd", "barracuda", "ironport",
	"mimecast", "proofpoint", "сервер*", "доставк*", "配信*", "投递*", NULL};

static const char *const *const lists[] = {roles};

const struct rebound_word_lists rebound_lists_of_letter = {
	.lists = lists, .count = G_N_ELEMENTS(lists), .exact = TRUE};

static gboolean is_letter(char c)
{
	return g_ascii_isalpha(c) || (guchar)c >= 0x80;
}

/** The next word of a text of names; its length, 0 at the end. */
static gsize next_word(const char **text)
{
	gsize len = 0;
	while (**text && !is_letter(**text))
		(*text)++;
	while (is_letter((*text)[len]))
		len++;
	return len;
}

/** Whether a word stands whole in a folded text. */
static gboolean has_word(const char *text, const char *word, gsize len)
{
	for (gsize size; (size = next_word(&text)) > 0; text += size) {
		if (size == len && memcmp(text, word, len) == 0)
			return TRUE;
	}
	return FALSE;
}

/** Whether a line is short, and names nobody but by words. */
static gboolean may_be_signature(const char *line, gsize len)
{
	return len > 0 && len <= SIGNATURE_BYTES && !memchr(line, '@', len) &&
	       !memchr(line, ':', len);
}

/** Whether one of the last lines bears one of these words. */
static gboolean is_signed_with(
	struct rebound_arena *arena, const struct rebound_text_view *view, const char *names)
{
	const char *end = view->text + view->report_end;
	for (guint lines = 0; lines < SIGNATURE_LINES && end > view->text;) {
		while (end > view->text && g_ascii_isspace(end[-1]))
			end--;
		const char *line = memrchr(view->text, '\n', (gsize)(end - view->text));
		line = line ? line + 1 : view->text;
		const char *folded =
			may_be_signature(line, (gsize)(end - line))
				? rebound_text_fold_only(arena, line, (gsize)(end - line), NULL)
				: "";
		const char *name = names;
		for (gsize size; (size = next_word(&name)) > 0; name += size) {
			if (size >= NAME_BYTES && has_word(folded, name, size))
				return TRUE;
		}
		end = line;
		lines++;
	}
	return FALSE;
}

/** Whether an address is made of one of these words, and that is not the name of its domain. */
static gboolean is_address_of(const char *address, const char *names)
{
	const char *at = strchr(address, '@');
	for (gsize size; at && (size = next_word(&names)) > 0; names += size) {
		if (size >= NAME_BYTES && memmem(address, (gsize)(at - address), names, size) &&
			!(strncmp(at + 1, names, size) == 0 && at[1 + size] == '.'))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_personal_is_signed(
	const struct rebound_report *report, const struct rebound_text_view *view)
{
	g_return_val_if_fail(report && view, FALSE);
	const char *from = rebound_header_find(report->headers, report->header_count, "From");
	if (!from || !report->from)
		return FALSE;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *address =
		rebound_text_fold_only(arena, report->from, strlen(report->from), NULL);
	const char *shown = rebound_text_fold_only(arena, from, strcspn(from, "<@"), NULL);
	gsize local = strcspn(address, "@");
	const char *names = strchr(from, '<') ? shown : rebound_arena_copy(arena, address, local);

	/* Who writes his name in another script has an address that is not made of it. */
	gboolean foreign = *rebound_text_pass_ascii(names, names + strlen(names)) != '\0';

	return !rebound_word_filter_search(REBOUND_FILTER_LETTER, names, strlen(names)) &&
	       !rebound_word_filter_search(REBOUND_FILTER_LETTER, address, local) &&
	       (foreign || is_address_of(address, names)) && is_signed_with(arena, view, names);
}
