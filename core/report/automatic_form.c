/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_form.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/message.h"

#define LABEL_BYTES   40
#define CASE_DIGITS   4
#define PROJECT_BYTES 10
#define DEVICE_BYTES  60

/** Whether a number begins here, maybe behind the letters of a kind: "PL-4711". */
static gboolean begins_number(const char *text)
{
	gsize letters = 0;
	while (g_ascii_isalpha(text[letters]) && letters < PROJECT_BYTES)
		letters++;
	if (letters > 0 && text[letters] != '-')
		return FALSE;
	return g_ascii_isdigit(text[letters + (letters > 0 ? 1 : 0)]);
}

gboolean rebound_automatic_has_case_number(const char *subject)
{
	g_return_val_if_fail(subject, FALSE);
	static const char *const words[] = {"ticket", "case", "request", "incident", "anfrage",
		"vorgang", "demande", "solicitud", "richiesta", "zgloszenie", "zgloszenia", "caso",
		"chamado", "aerende", "заявка", "обращение"};
	gboolean within = FALSE;
	for (const char *at = subject; *at; at++) {
		within = *at == '[' || (within && *at != ']');
		if (within && *at == '#' && begins_number(at + 1))
			return TRUE;
	}
	gsize digits = 0;
	for (const char *at = subject; *at && digits < CASE_DIGITS; at++)
		digits = g_ascii_isdigit(*at) ? digits + 1 : 0;
	for (gsize i = 0; digits >= CASE_DIGITS && i < G_N_ELEMENTS(words); i++) {
		if (strstr(subject, words[i]))
			return TRUE;
	}
	return FALSE;
}

/** Whether a subject begins with letters and a long number, "INC0012345". */
static gboolean has_joined_key(const char *subject)
{
	gsize letters = 0, digits = 0;
	while (g_ascii_isupper(subject[letters]))
		letters++;
	while (g_ascii_isdigit(subject[letters + digits]))
		digits++;
	return letters >= 2 && letters <= PROJECT_BYTES && digits > CASE_DIGITS &&
	       !g_ascii_isalnum(subject[letters + digits]);
}

gboolean rebound_automatic_has_issue_key(const char *subject)
{
	g_return_val_if_fail(subject, FALSE);
	if (*subject == '[' || *subject == '(')
		subject++;
	gsize project = 0, digits = 0;
	while (g_ascii_isupper(subject[project]) ||
		(project > 0 && g_ascii_isdigit(subject[project])))
		project++;
	if (project < 2 || project > PROJECT_BYTES || subject[project] != '-')
		return has_joined_key(subject);
	while (g_ascii_isdigit(subject[project + 1 + digits]))
		digits++;
	return digits > 0 && !g_ascii_isalnum(subject[project + 1 + digits]);
}

gboolean rebound_automatic_is_threaded(const struct rebound_report *report)
{
	g_return_val_if_fail(report, FALSE);
	return rebound_header_find(report->headers, report->header_count, "In-Reply-To") ||
	       rebound_header_find(report->headers, report->header_count, "References");
}

/** Whether a word stands before the "Re: " of an answer: "(on leave) Re: News". */
static gboolean is_labelled_answer(const char *subject)
{
	return strstr(subject, " re: ") || strstr(subject, ")re: ");
}

/** Whether a subject begins with the label of a program that answers: "Automatic: News". */
static gboolean is_labelled_automatic(const char *subject)
{
	static const char *const labels[] = {"auto", "авто", "自動", "自动", "자동"};
	const char *colon = strchr(subject, ':');
	if (!colon || colon - subject > LABEL_BYTES)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		if (g_str_has_prefix(subject, labels[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_automatic_is_answer(const char *subject)
{
	g_return_val_if_fail(subject, FALSE);
	static const char *const prefixes[] = {"re:", "re :", "aw:", "sv:", "vs:", "antw:", "odp:",
		"ynt:", "res:", "rif:", "ref:", "r:", "回复:", "回覆:", "答复:", "返信:", "答覆:",
		"reponse :", "reponse:", "antwort:", "antwoord:", "risposta:", "respuesta:",
		"resposta:", "svar:", "vastaus:", "odpowiedz:", "odpoved:", "valasz:", "yanit:",
		"ответ:", "답장:", "회신:", "απ:"};
	for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
		if (g_str_has_prefix(subject, prefixes[i]))
			return TRUE;
	}
	return is_labelled_answer(subject);
}

gboolean rebound_automatic_is_labelled(const char *subject)
{
	g_return_val_if_fail(subject, FALSE);
	return is_labelled_answer(subject) || is_labelled_automatic(subject);
}

gboolean rebound_automatic_is_by_hand(const struct rebound_report *report)
{
	g_return_val_if_fail(report, FALSE);
	static const char *const programs[] = {"thunderbird", "apple mail", "iphone mail",
		"ipad mail", "microsoft outlook", "microsoft office outlook", "k-9 mail", "mutt",
		"evolution", "kmail", "claws mail", "sylpheed", "the bat!", "windows live mail",
		"emclient", "fairemail", "mailmate", "postbox", "yahoomail"};
	static const char *const names[] = {"User-Agent", "X-Mailer"};
	for (gsize n = 0; n < G_N_ELEMENTS(names); n++) {
		const char *value =
			rebound_header_find(report->headers, report->header_count, names[n]);
		for (gsize i = 0; value && i < G_N_ELEMENTS(programs); i++) {
			if (rebound_text_find(value, strlen(value), programs[i]))
				return TRUE;
		}
	}
	return FALSE;
}

/** Whether a line is that of a device on which a letter was written: "Sent from my iPhone". */
static gboolean is_device_line(const char *line, gsize len)
{
	static const char *const devices[] = {"iphone", "ipad", "android", "galaxy", "huawei",
		"xiaomi", "blackberry", "smartphone", "outlook for ios", "yahoo mail",
		"proton mail", "gmx mail app", "web.de mail app", "my mobile", "my phone"};
	for (gsize i = 0; len <= DEVICE_BYTES && i < G_N_ELEMENTS(devices); i++) {
		if (rebound_text_find(line, len, devices[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_automatic_has_device_line(const char *text, gsize len)
{
	g_return_val_if_fail(text || len == 0, FALSE);
	for (gsize at = 0; at < len;) {
		const char *newline = memchr(text + at, '\n', len - at);
		gsize size = newline ? (gsize)(newline - (text + at)) : len - at;
		/* A letter comes first. */
		if (at > 0 && is_device_line(text + at, size))
			return TRUE;
		at += size + 1;
	}
	return FALSE;
}

gboolean rebound_automatic_has_precedence(const struct rebound_report *report, const char *word)
{
	g_return_val_if_fail(report && word, FALSE);
	const char *value =
		rebound_header_find(report->headers, report->header_count, "Precedence");
	return value && g_ascii_strcasecmp(value, word) == 0;
}

gboolean rebound_automatic_is_mailing(const struct rebound_report *report)
{
	g_return_val_if_fail(report, FALSE);
	static const char *const names[] = {
		"List-Id", "List-Unsubscribe", "List-Post", "Mailing-List"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		if (rebound_header_find(report->headers, report->header_count, names[i]))
			return TRUE;
	}
	return rebound_automatic_has_precedence(report, "list");
}

gboolean rebound_automatic_is_calendar_answer(const struct rebound_report *report)
{
	g_return_val_if_fail(report, FALSE);
	static const char *const titles[] = {"accepted:", "declined:", "tentative:",
		"tentatively accepted:", "cancelled:", "canceled:", "invitation:",
		"new time proposed:", "meeting forward notification:", "neuer zeitvorschlag:",
		"neue zeit vorgeschlagen:", "nouvelle heure proposée", "nueva hora propuesta:",
		"updated invitation:", "zugesagt:", "abgelehnt:", "abgesagt:", "angenommen:",
		"mit vorbehalt:", "einladung:", "accepté :", "accepté:", "acceptée :", "refusé :",
		"refusé:", "refusée :", "annulé :", "invitation :", "aceptado:", "aceptada:",
		"rechazado:", "rechazada:", "cancelado:", "invitación:", "aceite:", "aceito:",
		"recusado:", "convite:", "accettato:", "rifiutato:", "annullato:", "invito:",
		"geaccepteerd:", "geweigerd:", "afgewezen:", "uitnodiging:", "accepterat:",
		"avböjt:", "accepteret:", "afvist:", "akseptert:", "avslått:", "hyväksytty:",
		"hylätty:", "zaakceptowano:", "odrzucono:", "přijato:", "odmítnuto:", "elfogadva:",
		"elutasítva:", "kabul edildi:", "reddedildi:", "принято:", "отклонено:", "承諾:",
		"辞退:", "已接受:", "已拒绝:", "已谢绝:", "수락됨:", "거절됨:"};
	const char *subject = report->subject ? report->subject : "";
	const char *type =
		rebound_header_find(report->headers, report->header_count, "Content-Type");
	if (type && rebound_text_has_prefix(type, strlen(type), "text/calendar"))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(titles); i++) {
		if (rebound_text_has_prefix(subject, strlen(subject), titles[i]))
			return TRUE;
	}
	return FALSE;
}

const char *rebound_automatic_pass_label(const char *subject)
{
	g_return_val_if_fail(subject, NULL);
	static const char *const labels[] = {"[external]", "[ext]", "[extern]",
		"external:", "ext:", "[externe]", "[externo]", "[esterno]", "[suspected spam]",
		"[spam]", "***spam***"};
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		if (!rebound_text_has_prefix(subject, strlen(subject), labels[i]))
			continue;
		subject += strlen(labels[i]);
		while (*subject == ' ')
			subject++;
		break;
	}
	return subject;
}
