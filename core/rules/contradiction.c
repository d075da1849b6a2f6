/* SPDX-License-Identifier: MIT */
#include "core/rules/contradiction.h"

#include <string.h>

#include "core/report/text_lines.h"
#include "core/script/phrases.h"

/* A reason that a sentence ends in is short. */
enum { LONGEST_REASON = 240 };

/* How mail systems begin a sentence that ends in the reason why this message came back. */
static const char *const beginnings[] = {
	"message * rejected:",
	"message * refused:",
	"message * returned:",
	"mail * rejected:",
	"message * rejected because",
	"message * refused because",
	"message * returned because",
	"message * bounced because",
	"message * not * delivered because",
	"mail * not * delivered because",
	"message * undeliverable because",
	"message * rejected for the following reason:",
	"message * returned for the following reason:",
	"message * not * delivered for the following reason:",
	"nachricht * abgelehnt:",
	"nachricht * abgewiesen:",
	"nachricht * nicht zugestellt werden, weil",
	"nachricht * nicht zugestellt werden, da",
	"message * rejeté automatiquement :",
	"message * rejeté automatiquement:",
	"message * n'a pas * car",
	"message * n'a pas * parce que",
	"mensaje * rechazado automáticamente:",
	"mensaje * no * entregado porque",
	"mensaje * no * entregar porque",
	"messaggio * rifiutato automaticamente:",
	"messaggio * non * consegnato perché",
	"mensagem * rejeitada automaticamente:",
	"mensagem * não * entregue porque",
	"bericht * geweigerd:",
	"bericht * niet * omdat",
	"wiadomość * odrzucona:",
	"сообщение * отклонено:",
};

/* Words of those who do not know, folded: what follows lists causes that there may be. */
static const char *const doubts[] = {" may ", " might ", " could ", " can ", " or ", " either ",
	" maybe ", " perhaps", " possibl", " probabl", " likely", " if ", " oder ", " kann ",
	" koennte", " vielleicht ", " moeglich", " peut", " ou ", " puede", " o ", " forse ",
	" puo ", " mogelijk", " lub ", " или "};

/* Faults of a mailbox that lives, or of the message. */
static gboolean is_alive(enum rebound_reason reason)
{
	switch (reason) {
	case REBOUND_REASON_MAILBOX_FULL:
	case REBOUND_REASON_SYSTEM_FULL:
	case REBOUND_REASON_SYSTEM_ERROR:
	case REBOUND_REASON_GREYLISTED:
	case REBOUND_REASON_RATE_LIMITED:
	case REBOUND_REASON_MESSAGE_TOO_BIG:
	case REBOUND_REASON_SPAM_CONTENT:
	case REBOUND_REASON_CONTENT_REJECTED:
	case REBOUND_REASON_VIRUS:
		return TRUE;
	default:
		return FALSE;
	}
}

static gboolean is_dead(enum rebound_reason reason)
{
	enum rebound_fault fault = rebound_reason_fault(reason);

	return (fault == REBOUND_FAULT_ADDRESS || fault == REBOUND_FAULT_DOMAIN) &&
	       reason != REBOUND_REASON_MAILBOX_FULL;
}

static enum rebound_reason reason_of(
	const struct rebound_subject *subject, const struct rebound_match *match)
{
	return rebound_ruleset_get(subject->ruleset, match->card)->reason;
}

static const struct rebound_phrases *get_beginnings(void)
{
	static gsize once = 0;

	if (g_once_init_enter(&once)) {
		struct rebound_phrases *phrases = rebound_phrases_new();
		for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++)
			rebound_phrases_add(phrases, beginnings[i], 0, NULL);
		rebound_phrases_build(phrases);
		g_once_init_leave(&once, GPOINTER_TO_SIZE(phrases));
	}
	return GSIZE_TO_POINTER(once);
}

/* The reason that a sentence of a text ends in, as it stands there; NULL for none. */
static const char *find_reason(struct rebound_arena *arena, const char *text)
{
	struct rebound_folded folded = rebound_text_fold(arena, text, strlen(text));
	struct rebound_phrases_found found =
		rebound_phrases_find(get_beginnings(), folded.text, folded.len);

	if (found.count == 0)
		return NULL;
	gsize start = found.hits[0].end;
	gsize len = rebound_text_sentence(folded.text + start, folded.len - start);
	if (len == 0 || len > LONGEST_REASON)
		return NULL;
	/* Spaces around it, so that each word has one on either side. */
	const char *reason = rebound_arena_printf(arena, " %.*s ", (int)len, folded.text + start);
	for (gsize i = 0; i < G_N_ELEMENTS(doubts); i++)
		if (strstr(reason, doubts[i]) != NULL)
			return NULL;
	guint32 from = folded.offsets[start], to = folded.offsets[start + len];
	return g_strstrip(rebound_arena_copy(arena, text + from, to - from));
}

static gboolean tells_dead(const struct rebound_card *card)
{
	return is_dead(card->reason);
}

/* The card of the reason that a notice names, where that is a living one's. */
static gboolean find_milder(struct rebound_subject *subject, struct rebound_match *milder)
{
	const struct rebound_recipient *recipient = subject->recipient;

	const char *reason = find_reason(subject->arena, recipient->notice);
	if (reason == NULL)
		return FALSE;
	struct rebound_recipient words = {.kind = recipient->kind, .text = recipient->notice};
	struct rebound_subject other;
	rebound_subject_init(&other, subject->ruleset, subject->report, &words, subject->arena);
	/* It says on its own that the address is dead. */
	if (rebound_subject_holds_any(&other, tells_dead))
		return FALSE;
	words.text = reason;
	rebound_subject_init(&other, subject->ruleset, subject->report, &words, subject->arena);
	return rebound_subject_first(&other, milder) && is_alive(reason_of(subject, milder));
}

gboolean rebound_contradiction_settle(struct rebound_subject *subject,
	struct rebound_contradiction *known, struct rebound_match *match)
{
	const struct rebound_recipient *recipient = subject->recipient;

	if (subject->report->format != REBOUND_FORMAT_DSN || recipient->notice == NULL ||
		recipient->kind != REBOUND_KIND_FAILURE || !is_dead(reason_of(subject, match)))
		return FALSE;
	if (known->notice != recipient->notice) {
		known->notice = recipient->notice;
		known->milder = find_milder(subject, &known->match);
	}
	if (known->milder)
		*match = known->match;
	return known->milder;
}
