/* SPDX-License-Identifier: MIT */
#include "core/report/text_weight.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_memo.h"

#define LONGEST_GREETING 40
#define LONGEST_LABEL	 32 /* bytes */

#define WEIGHT_STATUS 30
#define WEIGHT_FAILED 3
#define WEIGHT_WORDS  2

gboolean rebound_text_leads_to_reason(const struct rebound_text_unit *unit)
{
	static const struct rebound_text_ending leads[] = {REBOUND_TEXT_ENDING("because"),
		REBOUND_TEXT_ENDING("because of"), REBOUND_TEXT_ENDING("due to"),
		REBOUND_TEXT_ENDING("reason"), REBOUND_TEXT_ENDING("reasons"),
		REBOUND_TEXT_ENDING("reason was"), REBOUND_TEXT_ENDING("reason is"),
		REBOUND_TEXT_ENDING("reasons are"), REBOUND_TEXT_ENDING("problem"),
		REBOUND_TEXT_ENDING("error"), REBOUND_TEXT_ENDING("errors"),
		REBOUND_TEXT_ENDING("folgendem grund"), REBOUND_TEXT_ENDING("folgenden gründen"),
		REBOUND_TEXT_ENDING("raison suivante"), REBOUND_TEXT_ENDING("raisons suivantes"),
		REBOUND_TEXT_ENDING("siguiente motivo"), REBOUND_TEXT_ENDING("siguientes motivos"),
		REBOUND_TEXT_ENDING("seguinte motivo"), REBOUND_TEXT_ENDING("seguente motivo"),
		{"", 0}};
	gsize len = unit->len;
	while (len > 0 && strchr(" :.-", unit->text[len - 1])) {
		if (unit->text[len - 1] == '.')
			return FALSE;
		len--;
	}
	return unit->type == REBOUND_TEXT_PROSE && rebound_text_ends_with(unit->text, len, leads);
}

static const char wide_colon[] = "\xEF\xBC\x9A";

/** Whether a unit is labelled as the reason, in whatever words it tells it: "Grund: ...". */
static gboolean is_labelled_reason(const struct rebound_text_unit *unit)
{
	static const struct rebound_text_ending labels[] = {REBOUND_TEXT_ENDING("reason"),
		REBOUND_TEXT_ENDING("cause"), REBOUND_TEXT_ENDING("grund"),
		REBOUND_TEXT_ENDING("ursache"), REBOUND_TEXT_ENDING("raison"),
		REBOUND_TEXT_ENDING("motif"), REBOUND_TEXT_ENDING("motivo"),
		REBOUND_TEXT_ENDING("causa"), REBOUND_TEXT_ENDING("razón"),
		REBOUND_TEXT_ENDING("razão"), REBOUND_TEXT_ENDING("reden"),
		REBOUND_TEXT_ENDING("oorzaak"), REBOUND_TEXT_ENDING("powód"),
		REBOUND_TEXT_ENDING("przyczyna"), REBOUND_TEXT_ENDING("důvod"),
		REBOUND_TEXT_ENDING("příčina"), REBOUND_TEXT_ENDING("dôvod"),
		REBOUND_TEXT_ENDING("syy"), REBOUND_TEXT_ENDING("orsak"),
		REBOUND_TEXT_ENDING("anledning"), REBOUND_TEXT_ENDING("årsag"),
		REBOUND_TEXT_ENDING("årsak"), REBOUND_TEXT_ENDING("grunn"),
		REBOUND_TEXT_ENDING("neden"), REBOUND_TEXT_ENDING("sebep"),
		REBOUND_TEXT_ENDING("motiv"), REBOUND_TEXT_ENDING("motivul"),
		REBOUND_TEXT_ENDING("razlog"), REBOUND_TEXT_ENDING("põhjus"),
		REBOUND_TEXT_ENDING("Αιτία"), REBOUND_TEXT_ENDING("αιτία"),
		REBOUND_TEXT_ENDING("Λόγος"), REBOUND_TEXT_ENDING("Причина"),
		REBOUND_TEXT_ENDING("причина"), REBOUND_TEXT_ENDING("סיבה"),
		REBOUND_TEXT_ENDING("הסיבה"), REBOUND_TEXT_ENDING("السبب"),
		REBOUND_TEXT_ENDING("سبب"), REBOUND_TEXT_ENDING("理由"),
		REBOUND_TEXT_ENDING("原因"), REBOUND_TEXT_ENDING("退信原因"),
		REBOUND_TEXT_ENDING("退回原因"), REBOUND_TEXT_ENDING("사유"),
		REBOUND_TEXT_ENDING("실패 사유"), REBOUND_TEXT_ENDING("alasan")};
	gsize most = MIN(unit->len, (gsize)LONGEST_LABEL);
	const char *colon = memchr(unit->text, ':', most);
	if (!colon && (guchar)unit->text[0] >= 0x80)
		colon = memmem(unit->text, most, wide_colon, 3);
	if (!colon)
		return FALSE;
	gsize len = (gsize)(colon - unit->text);
	while (len > 0 && unit->text[len - 1] == ' ')
		len--;
	/* Those of several words are of scripts of their own. */
	if ((guchar)unit->text[0] < 0x80 && memchr(unit->text, ' ', len))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		if (labels[i].len == len &&
			g_ascii_strncasecmp(unit->text, labels[i].text, len) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean begins_guess(const char *text, gsize len)
{
	static const char *const words[] = {"may be ", "might be ", "may have ", "might have ",
		"most likely", "perhaps ", "possibly ", "common cause", "common reason",
		"possible cause", "possible reason", "could be caused", "could also be",
		"usually due to", "usually are due to", "usually caused"};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (words[i][0] == (text[0] | 0x20) && rebound_text_has_prefix(text, len, words[i]))
			return TRUE;
	}
	return FALSE;
}

/* The words of a chunk of text that begin with a letter that one of those does: each text is asked
 * for all of them. */
static guint find_guesses(struct rebound_chunk chunk, guint starts)
{
	struct rebound_chunk small = rebound_chunk_fold(chunk);

	return starts &
	       (rebound_chunk_either(small, 'm', 'p') | rebound_chunk_either(small, 'c', 'u'));
}

static gboolean holds_guess(const char *text, gsize len)
{
	guint was_in_word = 0;

	for (gsize at = 0; at < len; at += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk = rebound_chunk_load_up_to(text + at, len - at);
		guint words = rebound_chunk_letters_and_digits(chunk);
		guint places = find_guesses(chunk, words & ~(words << 1 | was_in_word));

		was_in_word = words >> (REBOUND_CHUNK_BYTES - 1);
		for (; places != 0; places &= places - 1) {
			gsize place = at + rebound_chunk_first(places);

			if (begins_guess(text + place, len - place))
				return TRUE;
		}
	}
	return FALSE;
}

gboolean rebound_text_is_guess(const char *text, gsize len)
{
	struct rebound_text_memo *memo = rebound_text_memo_find(text, len);
	if (!memo)
		return holds_guess(text, len);
	if (!memo->has_guess)
		memo->guess = holds_guess(text, len);
	memo->has_guess = TRUE;
	return memo->guess;
}

gboolean rebound_text_is_consequence(const struct rebound_text_unit *unit)
{
	static const char *const words[] = {
		"no valid recipient", "need rcpt", "no recipients", "bad sequence"};
	if (!unit->said || (unit->reply.code != 503 && unit->reply.code != 554))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (rebound_text_find(unit->text, unit->len, words[i]))
			return TRUE;
	}
	return FALSE;
}

gboolean rebound_text_is_greeting(const struct rebound_text_unit *unit)
{
	const guint32 saying = REBOUND_TEXT_OUTCOME | REBOUND_TEXT_BIT(REASON);
	return unit->type == REBOUND_TEXT_PROSE && unit->len > 0 && unit->len <= LONGEST_GREETING &&
	       unit->text[unit->len - 1] == ',' && unit->mention_count == 0 &&
	       unit->reply.code == 0 && unit->reply.status.klass == 0 && !(unit->marks & saying);
}

int rebound_text_weigh_entry(const struct rebound_text_unit *unit, gboolean entry)
{
	if (unit->type == REBOUND_TEXT_HEADING || unit->type == REBOUND_TEXT_COMMAND ||
		unit->len == 0 || unit->joint || rebound_text_is_greeting(unit))
		return 0;
	gboolean code = rebound_text_is_failure_code(unit->reply.code);
	gboolean status = unit->reply.status.klass >= 4;
	if (unit->reply.code != 0 && !code)
		return 0;
	if (rebound_text_is_consequence(unit))
		return REBOUND_TEXT_WEIGHT_LEAD;
	if (!code && !status &&
		(unit->text[unit->len - 1] == ':' || rebound_text_leads_to_reason(unit)))
		return REBOUND_TEXT_WEIGHT_LEAD;
	int weight = WEIGHT_WORDS;
	if (code)
		weight += REBOUND_TEXT_WEIGHT_CODE;
	if (status)
		weight += code ? WEIGHT_STATUS : WEIGHT_STATUS + WEIGHT_STATUS / 2;
	gboolean reason = (unit->marks & REBOUND_TEXT_BIT(REASON)) != 0;
	if (!reason && !code && !status && unit->mention_count == 0)
		reason = is_labelled_reason(unit);
	if (reason && !code && !status && rebound_text_is_guess(unit->text, unit->len))
		weight += REBOUND_TEXT_WEIGHT_REASON / 2;
	else if (reason)
		weight += REBOUND_TEXT_WEIGHT_REASON;
	if (unit->marks & REBOUND_TEXT_BIT(FAILED))
		weight += WEIGHT_FAILED;
	if ((unit->marks & REBOUND_TEXT_BIT(CONTACT)) && !code && !status && !entry)
		weight = weight > REBOUND_TEXT_WEIGHT_REASON
				 ? weight - REBOUND_TEXT_WEIGHT_REASON / 2
				 : 0;
	return weight;
}

int rebound_text_weigh(const struct rebound_text_unit *unit)
{
	return rebound_text_weigh_entry(unit, FALSE);
}
