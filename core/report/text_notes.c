/* SPDX-License-Identifier: MIT */
#include "core/report/text_notes.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reply.h"
#include "core/report/word_filter.h"

/* Notes are no further from either end of a text than this. */
#define BANNER_BYTES 1000
#define FOOTER_BYTES 3000

/* Some of their words stand so near to it. */
#define BANNER_START 320
#define FOOTER_END   1200

/* So many paragraphs at the end of a text are looked at. */
#define FOOTER_PARAGRAPHS 8

/* Marks of words that a note of a gateway does not have. */
#define TELLING (REBOUND_TEXT_OUTCOME | REBOUND_TEXT_BIT(GAVE_UP) | REBOUND_TEXT_BIT(SUBJECT))

/** What gateways put before a mail from elsewhere. */
static const char *const banners[] = {
	"[external",
	"external email",
	"external e-mail",
	"external mail",
	"external message",
	"external sender",
	"sender is trusted",
	"from an external",
	"from outside",
	"originated outside",
	"outside your organi*",
	"outside of your organi*",
	"outside the organi*",
	"outside of the organi*",
	"outside our organi*",
	"outside of our organi*",
	"outside the company",
	"do not click",
	"clicking links",
	"clicking on links",
	"following links",
	"opening attachments",
	"don't click",
	"don't often get email from",
	"don't often get e-mail from",
	"externe e-mail",
	"externe nachricht",
	"externer absender",
	"absender ist extern",
	"externen absender",
	"von außerhalb",
	"außerhalb der organisation",
	"außerhalb ihrer organisation",
	"expéditeur externe",
	"courriel externe",
	"message externe",
	"extérieur de l'organisation",
	"extérieur de votre organisation",
	"extérieur de l'entreprise",
	"ne cliquez pas",
	"remitente externo",
	"correo externo",
	"fuera de la organización",
	"fuera de su organización",
	"remetente externo",
	"fora da organização",
	"mittente esterno",
	"esterno all'organizzazione",
	"esterna all'organizzazione",
	"externe afzender",
	"buiten de organisatie",
	"nadawca zewnętrzny",
	"внешний отправитель",
	"внешнего отправителя",
	"社外からのメール",
	"外部邮件",
	"外部郵件",
	"from an unknown sender",
	"be cautious",
	"exercise caution",
	"use caution",
	"with caution",
	"unless you know the sender",
	"unless you recognize the sender",
	"unless you recognise the sender",
	"externe mail",
	"externem absender",
	"von extern",
	"kommt von außen",
	"klicken sie nicht",
	"seien sie vorsichtig",
	"mit vorsicht",
	"provient de l'extérieur",
	"vient de l'extérieur",
	"hors de l'organisation",
	"ne pas cliquer",
	"soyez prudent*",
	"avec prudence",
	"connaissez l'expéditeur",
	"fuera de la empresa",
	"fuera de nuestra",
	"no haga clic",
	"tenga precaución",
	"con precaución",
	"fora da empresa",
	"fora da sua organização",
	"não clique",
	"tenha cuidado",
	"con cautela",
	"dall'esterno",
	"non cliccare",
	"non fare clic",
	"buiten uw organisatie",
	"buiten onze organisatie",
	"van buiten",
	"klik niet",
	"wees voorzichtig",
	"spoza organizacji",
	"spoza firmy",
	"nie klikaj",
	"zachowaj ostrożność",
	"извне организации",
	"из внешн*",
	"не переходите по ссылк*",
	"будьте осторожны",
	"utanför organisationen",
	"extern avsändare",
	"ekstern afsender",
	"ekstern avsender",
	"klicka inte",
	"klik ikke",
	"klikk ikke",
	"外部からのメール",
	"外部から受信",
	"组织外部",
	"外部发件人",
	"来自外部",
	"外部寄件*",
	"외부 메일",
	"외부에서",
	NULL,
};

/** What companies and scanners of viruses put behind one. */
static const char *const footers[] = {
	"confidential",
	"confidentiality",
	"legally privileged",
	"privileged information",
	"intended recipient",
	"intended solely",
	"intended only for",
	"solely for the use",
	"only for the use of",
	"addressee only",
	"received this message in error",
	"received this e-mail in error",
	"received this email in error",
	"received this mail in error",
	"received this communication in error",
	"received it in error",
	"before printing this",
	"before you print this",
	"believed to be clean",
	"checked for viruses",
	"scanned for viruses",
	"virus-free",
	"virus free",
	"vertraulich*",
	"richtige adressat",
	"irrtümlich erhalten",
	"confidentiel*",
	"par erreur",
	"confidencial*",
	"por error",
	"por engano",
	"riservat*",
	"per errore",
	"vertrouwelijk*",
	"poufn*",
	"конфиденциал",
	"機密",
	"保密",
	NULL,
};

/** What lists and scanners put there, below a line of dashes; without one a person or a mail system
 * may have written it. */
static const char *const ruled_footers[] = {
	"scanned by",
	"no virus",
	"as spam",
	"report spam",
	"mailing list",
	"unsubscribe",
	"listinfo",
	"list archives",
	"/options/",
	NULL,
};

enum note { NOTE_BANNER, NOTE_FOOTER, NOTE_RULED };

static const char *const *const lists[] = {banners, footers, ruled_footers};

const struct rebound_word_lists rebound_lists_of_notes = {
	.lists = lists, .count = G_N_ELEMENTS(lists)};

/** Which notes a text may hold: bits of 1 << enum note. */
static guint32 find_notes(struct rebound_arena *arena, const char *text, gsize len)
{
	const char *folded = rebound_text_fold_only(arena, text, len, &len);
	return rebound_word_filter_search(REBOUND_FILTER_NOTES, folded, len);
}

static gboolean holds_note(struct rebound_arena *arena, const char *text, gsize len, enum note note)
{
	return (find_notes(arena, text, len) & (1U << note)) != 0;
}

static gboolean is_telling(struct rebound_arena *arena, const char *text, gsize len)
{
	return (rebound_text_marks(arena, text, len) & TELLING) ||
	       rebound_text_numbers(text, len).code >= 400;
}

/** Where the paragraph that a place is in ends: behind its last line. */
static gsize paragraph_end(const char *text, gsize len, gsize offset)
{
	struct rebound_text_line line;
	gsize end = offset;
	while (rebound_text_next_line(text, len, &offset, &line) && line.len > 0)
		end = offset;
	return end;
}

/** Whether a line or what follows it in its paragraph is a banner's, or says whom to ask about it.
 */
static gboolean is_banner(struct rebound_arena *arena, const char *text, gsize len, guint32 marks)
{
	return len > 0 && len <= FOOTER_BYTES && !is_telling(arena, text, len) &&
	       (holds_note(arena, text, len, NOTE_BANNER) ||
		       (rebound_text_marks(arena, text, len) & marks));
}

/** Behind the lines that a banner's sentence goes on in. */
static gsize pass_sentence(struct rebound_arena *arena, const char *text, gsize end, gsize offset)
{
	struct rebound_text_line line;
	while (offset > 0 && offset < end && g_ascii_islower(text[offset])) {
		gsize last = offset - 1;
		while (last > 0 && g_ascii_isspace(text[last]))
			last--;
		gsize behind = offset;
		if (strchr(".!?", text[last]) ||
			!rebound_text_next_line(text, end, &behind, &line) ||
			is_telling(arena, line.text, line.len))
			break;
		offset = behind;
	}
	return offset;
}

/** Bytes of banners at the start of a text. */
static gsize measure_banners(struct rebound_arena *arena, const char *text, gsize len)
{
	struct rebound_text_line line;
	gsize cut = 0;
	if (!holds_note(arena, text, MIN(len, BANNER_START), NOTE_BANNER))
		return 0;
	for (gsize offset = 0;
		offset < BANNER_BYTES && rebound_text_next_line(text, len, &offset, &line);) {
		gboolean between = line.len == 0 || rebound_text_is_rule(line.text, line.len);
		if (!between && !is_banner(arena, line.text, line.len, 0))
			break;
		gsize end = between ? offset : paragraph_end(text, len, offset);
		offset = pass_sentence(arena, text, end, offset);
		if (is_banner(arena, text + offset, end - offset, REBOUND_TEXT_BIT(CONTACT)))
			offset = end;
		if (cut > 0 || !between)
			cut = offset;
	}
	return cut;
}

/** A paragraph near the end of a text; a line of dashes begins one too. */
struct paragraph {
	gsize start, end;
	gboolean ruled;
};

/** The last paragraphs of a text from a place on, at most FOOTER_PARAGRAPHS; returns how many. */
static guint find_paragraphs(
	const char *text, gsize len, gsize offset, struct paragraph *paragraphs)
{
	struct rebound_text_line line;
	guint count = 0;
	gboolean open = FALSE;
	while (rebound_text_next_line(text, len, &offset, &line)) {
		gboolean rule = rebound_text_is_rule(line.text, line.len);
		if (line.len == 0) {
			open = FALSE;
			continue;
		}
		if (!open || rule) {
			if (count == FOOTER_PARAGRAPHS) {
				count--;
				memmove(paragraphs, paragraphs + 1, count * sizeof *paragraphs);
			}
			paragraphs[count++] =
				(struct paragraph){.start = line.offset, .ruled = rule};
		}
		open = TRUE;
		paragraphs[count - 1].end = offset;
	}
	return count;
}

/** Where footers begin at the end of a text; len where there are none. */
static gsize find_footers(struct rebound_arena *arena, const char *text, gsize len)
{
	gsize from = len > FOOTER_BYTES ? len - FOOTER_BYTES : 0;
	gsize end = len > FOOTER_END ? len - FOOTER_END : 0;
	const guint32 any = (1U << NOTE_FOOTER) | (1U << NOTE_RULED);
	if (!(find_notes(arena, text + end, len - end) & any))
		return len;
	struct paragraph paragraphs[FOOTER_PARAGRAPHS];
	guint count = find_paragraphs(text, len, from, paragraphs);
	gsize cut = len;
	for (guint i = count; i-- > 0;) {
		const char *start = text + paragraphs[i].start;
		gsize size = paragraphs[i].end - paragraphs[i].start;
		guint32 notes = find_notes(arena, start, size);
		if (is_telling(arena, start, size))
			break;
		if ((notes & (1U << NOTE_FOOTER)) ||
			((notes & (1U << NOTE_RULED)) && paragraphs[i].ruled))
			cut = paragraphs[i].start;
		else if (memchr(start, '@', size))
			break;
	}
	return cut;
}

const char *rebound_text_cut_notes(const char *text, gsize *len)
{
	g_return_val_if_fail(len && (text || *len == 0), text);
	if (*len == 0)
		return text;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	/* In most texts there are none, which one look tells where the ends meet. */
	if (*len <= BANNER_START + FOOTER_END && find_notes(arena, text, *len) == 0)
		return text;
	gsize start = measure_banners(arena, text, *len);
	*len = find_footers(arena, text + start, *len - start);
	return text + start;
}
