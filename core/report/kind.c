/* SPDX-License-Identifier: MIT */
#include "core/report/kind.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/report/automatic.h"
#include "core/report/personal_letter.h"
#include "core/report/statistics.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/word_filter.h"
#include "core/smtp/address.h"

/** What shows that a mail quotes another one must stand so early in its text. */
#define QUOTE_BYTES 4000

/** A person who passes a bounce on says so at once. */
#define PREFACE_BYTES 400

/** An address stands so near behind the words that lead to it. */
#define LEAD_BYTES 60

/** Lines with which mail programs introduce what is passed on. */
static const char *const forward_marks[] = {
	"begin forwarded message",
	"- forwarded message",
	"- weitergeleitete nachricht",
	"anfang der weitergeleiteten",
	"- message transféré",
	"début du message réexpédié",
	"- mensaje reenviado",
	"- messaggio inoltrato",
	"inizio messaggio inoltrato",
	"- mensagem encaminhada",
	"- mensagem reencaminhada",
	"- doorgestuurd bericht",
	"- vidarebefordrat meddelande",
	"- videresendt melding",
	"- videresendt meddelelse",
	"- wiadomość przekazana",
	"- przekazana wiadomość",
	"- Пересылаемое сообщение",
	"- Перенаправленное сообщение",
	"- Пересланное сообщение",
	"転送メッセージ",
	"転送されたメッセージ",
	"转发邮件",
	"转发的邮件",
	"轉寄郵件",
	"전달된 메시지",
	NULL,
};

/** What people write who ask somebody about a bounce, and mail systems do not. */
static const char *const questions[] = {
	"i get this",
	"i got this",
	"i received this",
	"this came back",
	"please advise",
	"can someone",
	"do you know why",
	"do you know what",
	"i keep getting",
	"i am getting",
	"i'm getting",
	"what does it mean",
	"any idea",
	"can you help",
	"could you help",
	"can you check",
	"could you check",
	"can you look",
	"could you look",
	"please have a look",
	"kannst du",
	"könnt ihr",
	"was bedeutet das",
	"was soll das",
	"peux-tu",
	"pouvez-vous m",
	"qu'est-ce que cela veut dire",
	"puedes mirar",
	"qué significa",
	"puoi guardare",
	"cosa significa",
	"o que significa",
	"wat betekent dit",
	"you say ",
	"you say,",
	"you wrote that",
	"ihr schreibt",
	"schreibt ihr",
	"vous dites",
	"vous écrivez",
	"schrijft u",
	"Вы пишете",
	NULL,
};

/** Words before an address by which people call the mail that they wrote, or that goes to their
 * own: to a mail system it is "your mail". */
static const char *const own_mail[] = {
	"my mail to",
	"my message to",
	"my email to",
	"my e-mail to",
	"my other mail to",
	"mail i sent to",
	"message i sent to",
	"i tried to write to",
	"i wrote to",
	"your mail to my",
	"your message to my",
	"meine mail an",
	"meine e-mail an",
	"meine nachricht an",
	"euer newsletter",
	"eure mail an",
	"mon message à",
	"mon mail à",
	"mon courriel à",
	"mon e-mail à",
	"mi correo a",
	"mi mensaje a",
	"la mia mail a",
	"la mia e-mail a",
	"il mio messaggio a",
	"meu e-mail para",
	"meu email para",
	"minha mensagem para",
	"mijn mail aan",
	"mijn e-mail aan",
	"mijn bericht aan",
	"mitt mejl till",
	"mitt meddelande till",
	"min mail til",
	"min besked til",
	"mój mail do",
	"mój e-mail do",
	"moja wiadomość do",
	"můj e-mail na",
	"мое письмо на",
	"моё письмо на",
	"我发给",
	NULL,
};

/** Stands for the sender of a mail without a reverse path. */
#define SYSTEM_ADDRESS "postmaster@localhost"

/** What mail programs put before the subject of a mail that is passed on. */
static const char *const forward_prefixes[] = {
	"fw:",
	"fwd:",
	"wg:",
	"tr:",
	"rv:",
	"i:",
	"enc:",
	"doorst:",
	"vb:",
	"vl:",
	"[fwd:",
	"pd:",
};

/** The same for an answer. */
static const char *const answer_prefixes[] = {
	"re:",
	"aw:",
	"sv:",
	"vs:",
	"antw:",
	"r:",
	"odp:",
	"ynt:",
	"res:",
};

/** Lines with which mail programs introduce what they quote. */
static const char *const quote_marks[] = {
	"original message-----",
	"ursprüngliche nachricht-----",
	"message d'origine-----",
	"mensaje original-----",
	"messaggio originale-----",
	"mensagem original-----",
	"oorspronkelijk bericht-----",
	" wrote:",
	" schrieb:",
	" a écrit :",
	" escribió:",
	" ha scritto:",
	NULL,
};

static gboolean has_prefix(const char *subject, const char *const *prefixes, gsize count)
{
	while (*subject == ' ')
		subject++;
	for (gsize i = 0; i < count; i++) {
		if (rebound_text_has_prefix(subject, strlen(subject), prefixes[i]))
			return TRUE;
	}
	return FALSE;
}

/** Not far into the text, where a person says why it is passed on. */
static gboolean holds_one(const struct rebound_text_view *view, const char *const *words)
{
	gsize len = MIN(view->len, PREFACE_BYTES);
	for (; *words; words++) {
		if (rebound_text_find(view->text, len, *words))
			return TRUE;
	}
	return FALSE;
}

/** Whether somebody writes of his own mail to an address; what a subject says leads to none. */
static gboolean tells_of_own_mail(const struct rebound_text_view *view)
{
	gsize len = MIN(view->len, PREFACE_BYTES);
	for (const char *const *word = own_mail; *word; word++) {
		const char *at = rebound_text_find(view->text, len, *word);
		const char *lead = at ? at + strlen(*word) : NULL;
		gsize left = at ? MIN((gsize)(view->text + view->len - lead), LEAD_BYTES) : 0;
		gsize words = 0;
		while (words < left && !strchr("\n@\"", lead[words]))
			words++;
		if (words < left && lead[words] == '@')
			return TRUE;
	}
	return FALSE;
}

static const char *const *const passing_words[] = {forward_marks, quote_marks, questions, own_mail};

const struct rebound_word_lists rebound_lists_of_forwarded = {
	.lists = passing_words, .count = G_N_ELEMENTS(passing_words)};

/** The same for all words that stand there when a person passes a mail on. */
static gboolean is_passed_on(const struct rebound_text_view *view)
{
	gsize len = MIN(view->len, PREFACE_BYTES);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *folded = rebound_text_fold_only(arena, view->text, len, &len);
	guint32 found = rebound_word_filter_search(REBOUND_FILTER_FORWARDED, folded, len);
	for (guint i = 0; i < G_N_ELEMENTS(passing_words); i++) {
		if ((found & 1U << i) &&
			(passing_words[i] == own_mail ? tells_of_own_mail(view)
						      : holds_one(view, passing_words[i])))
			return TRUE;
	}
	return FALSE;
}

/** Names of mail systems in the header that a mail program puts above what is passed on. */
static const char *const system_names[] = {
	"mailer-daemon",
	"postmaster",
	"mail delivery s",
	"mail system",
	"mail administrator",
	"system administrator",
};

static gboolean names_system(const char *text, gsize len)
{
	for (gsize i = 0; i < G_N_ELEMENTS(system_names); i++) {
		if (rebound_text_find(text, len, system_names[i]))
			return TRUE;
	}
	return FALSE;
}

/** Whether a line is a quoted From header of a mail system. */
static gboolean is_system_header(const char *line, gsize len)
{
	static const char *const names[] = {
		"From:", "*From:*", "Von:", "De :", "De:", "Da:", "Van:", "Od:", "Från:", "Fra:"};
	gboolean header = FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		header = header || rebound_text_has_prefix(line, len, names[i]);
	return header && names_system(line, len);
}

/** Whether a text begins with the header of a bounce, as mail programs quote it. */
static gboolean quotes_system(const struct rebound_text_view *view)
{
	const char *end = view->text + MIN(view->len, PREFACE_BYTES);
	for (const char *line = view->text; line < end;) {
		const char *stop = memchr(line, '\n', (gsize)(end - line));
		if (is_system_header(line, (gsize)((stop ? stop : end) - line)))
			return TRUE;
		line = stop ? stop + 1 : end;
	}
	return FALSE;
}

static gboolean has_header(const struct rebound_report *report, const char *name)
{
	return rebound_header_find(report->headers, report->header_count, name) != NULL;
}

/** Whether a mail within a conversation has a bounce's subject, but for what an answer puts before.
 */
static gboolean answers_bounce(const struct rebound_report *report)
{
	if (!has_header(report, "In-Reply-To") && !has_header(report, "References"))
		return FALSE;
	struct rebound_text_view nothing = {"", 0, 0};
	const char *colon = strchr(report->subject, ':');
	return colon && rebound_text_looks_like_bounce(colon + 1, SYSTEM_ADDRESS, &nothing);
}

/** Whether a text quotes another mail as people's programs do. */
static gboolean quotes_mail(const struct rebound_text_view *view)
{
	gsize len = MIN(MIN(view->report_end + 200, view->len), QUOTE_BYTES);
	for (const char *const *mark = quote_marks; *mark; mark++) {
		if (rebound_text_find(view->text, len, *mark))
			return TRUE;
	}
	for (gsize at = 0; at + 1 < len; at++) {
		if (view->text[at] == '>' && (at == 0 || view->text[at - 1] == '\n') &&
			(view->text[at + 1] == ' ' || view->text[at + 1] == '>'))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_kind_is_answer(
	const struct rebound_report *report, const struct rebound_text_view *view)
{
	g_return_val_if_fail(report && view, FALSE);
	const char *subject = report->subject;
	if (!subject)
		return FALSE;
	if (has_prefix(subject, forward_prefixes, G_N_ELEMENTS(forward_prefixes)) ||
		is_passed_on(view) || quotes_system(view))
		return TRUE;
	return has_prefix(subject, answer_prefixes, G_N_ELEMENTS(answer_prefixes)) &&
	       (quotes_mail(view) || answers_bounce(report));
}

/**
 * A mail within a conversation, with somebody's reverse path and no subject of a bounce, is a
 * person's, even if its From is a mail system's.
 */
static gboolean is_conversation(
	const struct rebound_report *report, const struct rebound_signs *signs)
{
	return signs->named_sender && !signs->titled && !signs->generated &&
	       (has_header(report, "In-Reply-To") || has_header(report, "References"));
}

gboolean rebound_kind_is_by_list_manager(const struct rebound_report *report)
{
	g_return_val_if_fail(report, FALSE);
	static const char *const names[] = {"mailman@*", "mailman-bounces@*", "listserv@*",
		"majordomo@*", "majordom@*", "sympa@*", "ecartis@*", "listproc@*", "listmaster@*",
		"owner-*@*", "*-owner@*", "*-request@*", "*-bounces@*"};
	for (gsize i = 0; report->from && i < G_N_ELEMENTS(names); i++) {
		if (rebound_text_matches_wildcard(names[i], report->from))
			return TRUE;
	}
	return rebound_header_find(report->headers, report->header_count, "X-List-Administrivia") !=
	       NULL;
}

/** What a list manager writes to the list's owner, such as that it gave up on a member. */
static gboolean is_list_notice(const struct rebound_report *report)
{
	const char *path = report->return_path;
	return (!path || (*path && !rebound_address_is_daemon(path))) &&
	       rebound_kind_is_by_list_manager(report);
}

/** Whether the name of the sender is that of a mail system, whatever his address is. */
static gboolean is_named_system(const struct rebound_report *report)
{
	const char *from = rebound_header_find(report->headers, report->header_count, "From");
	return from && names_system(from, strlen(from));
}

/** Mailings are about anything, also about bounces; but a list passes bounces on to its owner. */
static gboolean is_mailing(const struct rebound_report *report, const struct rebound_signs *signs)
{
	return !is_named_system(report) &&
	       (signs->listed || has_header(report, "List-Unsubscribe"));
}

/** Aggregate reports on a domain bear this subject (RFC 7489 section 7.2.1.1, RFC 8460
 * section 5.3).
 */
static gboolean is_domain_report(const char *subject)
{
	/* Hardly any subject has two colons. */
	const char *colon = subject ? strchr(subject, ':') : NULL;
	return colon && strchr(colon + 1, ':') &&
	       rebound_text_matches_wildcard("*report domain:*submitter:*", subject);
}

/** The same by words of one's own: "DMARC-Bericht für south.example". */
static gboolean is_named_domain_report(const char *subject)
{
	static const char *const reports[] = {"report", "bericht", "rapport", "informe", "relat",
		"raport", "zpráva", "rapor", "отчет", "отчёт", "レポート", "报告", "報告",
		"보고서"};
	gsize len = subject ? strlen(subject) : 0;
	if (len == 0 || !(rebound_text_find(subject, len, "dmarc") ||
				rebound_text_find(subject, len, "tls-rpt") ||
				rebound_text_find(subject, len, "tlsrpt")))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(reports); i++) {
		if (rebound_text_find(subject, len, reports[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_kind_is_aggregate(
	const struct rebound_report *report, const struct rebound_parts *parts)
{
	g_return_val_if_fail(report && parts, FALSE);
	return is_domain_report(report->subject) || is_named_domain_report(report->subject) ||
	       g_strcmp0(parts->report_type, "tlsrpt") == 0 ||
	       has_header(report, "TLS-Report-Domain");
}

/** Whether a subject is about a parcel: those come back as well. */
static gboolean is_about_parcel(const char *subject)
{
	static const char *const words[] = {"parcel", "package", "shipment", "paket", "sendung",
		"colis", "paquete", "encomenda", "pacco", "spedizione", "pakket", "pakke", "paczk",
		"zásilk", "balík", "csomag", "kargo", "посылк", "荷物", "宅配", "包裹", "快递",
		"택배"};
	static const char *const mails[] = {"mail", "message", "nachricht", "postfach", "mensaje",
		"mensagem", "messaggio", "bericht", "meddel", "melding", "wiadomo", "zpráv",
		"levél", "сообщени", "письм", "メール", "邮件", "郵件", "메일"};
	gsize len = subject ? strlen(subject) : 0;
	gboolean parcel = FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		parcel = parcel || (len > 0 && rebound_text_find(subject, len, words[i]));
	for (gsize i = 0; parcel && i < G_N_ELEMENTS(mails); i++)
		parcel = !rebound_text_find(subject, len, mails[i]);
	return parcel;
}

/** Whether a mail tells what became of many in some time: what stands behind the title of a bounce
 * is the subject of the mail that came back. */
static gboolean is_statistics(const char *subject)
{
	struct rebound_text_view nothing = {"", 0, 0};
	gsize len = subject ? strlen(subject) : 0, title = len > 0 ? strcspn(subject, ":") : 0;

	if (!rebound_statistics_is_title(subject, len))
		return FALSE;
	g_autofree char *label = g_strndup(subject, title);
	return title == len || !rebound_text_looks_like_bounce(label, SYSTEM_ADDRESS, &nothing) ||
	       rebound_statistics_is_title(subject, title);
}

/** Whether a provider of certified mail tells that a message was delivered: such receipts have one
 * sender and this header by law. */
static gboolean is_certified_receipt(const struct rebound_report *report)
{
	static const char sender[] = "posta-certificata@";
	if (!report->from || !rebound_text_has_prefix(report->from, strlen(report->from), sender))
		return FALSE;
	const char *receipt =
		rebound_header_find(report->headers, report->header_count, "X-Ricevuta");
	return receipt && rebound_text_equal(receipt, "avvenuta-consegna");
}

struct rebound_signs rebound_kind_signs(
	const struct rebound_report *report, const struct rebound_text_view *view)
{
	struct rebound_signs signs = {0};
	g_return_val_if_fail(report && view, signs);
	const char *path = report->return_path;
	struct rebound_automatic_marks marks =
		rebound_automatic_marks(report->headers, report->header_count);
	signs.null_sender = path && !*path;
	signs.named_sender = path && *path && !rebound_address_is_daemon(path);
	signs.generated = marks.generated;
	signs.listed = has_header(report, "List-Id") || has_header(report, "List-Post");
	gboolean daemon = !report->from || !*report->from ||
			  rebound_address_is_daemon(report->from) || is_certified_receipt(report);
	/* A mail without a reverse path is a mail system's, whatever its From says. */
	struct rebound_text_view nothing = {"", 0, 0};
	gboolean named = !daemon && !signs.null_sender && is_named_system(report);
	signs.titled = rebound_text_looks_like_bounce(report->subject,
		signs.null_sender || daemon || named ? SYSTEM_ADDRESS : report->from, &nothing);
	if (is_conversation(report, &signs) || is_list_notice(report) ||
		is_domain_report(report->subject) ||
		(path && *path && is_statistics(report->subject)) ||
		(is_named_domain_report(report->subject) && !signs.titled) ||
		(!daemon && is_about_parcel(report->subject) &&
			!memchr(view->text, '@', view->report_end)) ||
		((signs.named_sender || !path) && !daemon && is_mailing(report, &signs)))
		return signs;
	signs.daemon = daemon;
	signs.may_fail = signs.null_sender;
	signs.wording = signs.titled || rebound_text_looks_like_bounce(report->subject,
						named ? SYSTEM_ADDRESS : report->from, view);
	if (signs.wording && (signs.named_sender || !path) && !daemon && !signs.generated &&
		rebound_personal_is_signed(report, view)) {
		signs.wording = FALSE;
		signs.titled = FALSE;
	}
	return signs;
}

gboolean rebound_kind_fails(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs, gboolean *coded)
{
	g_return_val_if_fail(report && view && signs && coded, FALSE);
	gboolean fails = signs->may_fail &&
			 rebound_text_looks_like_bounce(report->subject, SYSTEM_ADDRESS, view);
	*coded = fails && rebound_text_has_error_code(view);
	return fails;
}

/** Whether a sentence names an address other than this one. */
static gboolean names_other(const char *text, gsize len, const char *own)
{
	gsize own_len = own ? strlen(own) : 0;
	gsize local = own ? strcspn(own, "@") : 0;
	for (const char *at = memchr(text, '@', len); at;
		at = memchr(at + 1, '@', (gsize)(text + len - at - 1))) {
		gsize before = (gsize)(at - text);
		if (before < local || len - before < own_len - local || own_len == 0 ||
			g_ascii_strncasecmp(at - local, own, own_len) != 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean ends_in_colon(const char *text, gsize len)
{
	while (len > 0 && g_ascii_isspace(text[len - 1]))
		len--;
	return len > 0 && text[len - 1] == ':';
}

gboolean rebound_kind_names_failed(
	const struct rebound_report *report, const struct rebound_text_view *view)
{
	g_return_val_if_fail(report && view, FALSE);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = MIN(view->report_end, PREFACE_BYTES);
	gboolean named = FALSE, failed = FALSE, announced = FALSE;
	for (gsize at = 0, size; at < len; at += size) {
		size = MAX(rebound_text_sentence(view->text + at, len - at), 1);
		gboolean names = names_other(view->text + at, size, report->from);
		guint32 marks = rebound_text_marks(arena, view->text + at, size);
		gboolean fails = (marks & REBOUND_TEXT_BIT(FAILED)) != 0;
		/* "To the following recipient:" has the address in the line below, and "It was not
		 * delivered." the reason: "The mailbox ann@north.example is closed." */
		if ((fails && (names || named)) || (names && announced) ||
			(names && failed && (marks & REBOUND_TEXT_BIT(REASON))))
			return TRUE;
		named = names;
		failed = fails;
		announced = fails && ends_in_colon(view->text + at, size);
	}
	return FALSE;
}

gboolean rebound_kind_is_system(const struct rebound_signs *signs)
{
	g_return_val_if_fail(signs, FALSE);
	return signs->null_sender || (signs->daemon && !signs->listed);
}

gboolean rebound_kind_is_machine(
	const struct rebound_report *report, const struct rebound_signs *signs)
{
	static const char *const names[] = {"no-reply", "noreply", "no_reply", "do-not-reply",
		"donotreply", "do_not_reply", "notification", "alert"};
	g_return_val_if_fail(report && signs, FALSE);
	gboolean machine = rebound_kind_is_system(signs) || signs->generated;
	for (gsize i = 0; report->from && !machine && i < G_N_ELEMENTS(names); i++)
		machine = rebound_text_has_prefix(report->from, strlen(report->from), names[i]);
	return machine;
}

gboolean rebound_kind_is_forwarded(const struct rebound_report *report,
	const struct rebound_text_view *view, const struct rebound_signs *signs,
	const struct rebound_parts *parts)
{
	g_return_val_if_fail(report && view && signs && parts, FALSE);
	if (signs->null_sender || signs->daemon || signs->generated || parts->is_top)
		return FALSE;
	/* A report that is only a part of the mail: somebody put it there, unless it is an old
	 * system. */
	if (parts->is_report)
		return TRUE;
	gboolean other = parts->feedback || parts->disposition;
	return !other && (signs->named_sender || parts->delivery_status_count == 0) &&
	       rebound_kind_is_answer(report, view);
}
