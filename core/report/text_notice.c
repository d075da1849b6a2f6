/* SPDX-License-Identifier: MIT */
#include "core/report/text_notice.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/text_marks.h"
#include "core/report/text_reason_walk.h"
#include "core/report/text_weight.h"

#define USUAL_NOTICE 512 /* bytes; most are no longer */

/** Whether a unit is a line of the returned message's header that names who sent it. */
static gboolean is_of_sender(const struct rebound_text_unit *unit)
{
	static const char *const names[] = {"Return-Path:", "Reply-To:", "Errors-To:", "Sender:"};
	if (unit->len == 0 || !strchr("RrEeSs", unit->text[0]) || unit->reply.code != 0)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		if (rebound_text_has_prefix(unit->text, unit->len, names[i]))
			return TRUE;
	}
	return FALSE;
}

void rebound_text_add_notice(const struct rebound_text_units *units,
	struct rebound_text_target *target, guint i, gsize most)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	if (rebound_text_is_consequence(unit) || rebound_text_is_greeting(unit) ||
		is_of_sender(unit) ||
		(rebound_text_restates_answer(units, i) && rebound_text_unit(units, i - 1)->said))
		return;
	if (!target->notice)
		target->notice = g_string_sized_new(USUAL_NOTICE);
	/* A long list in one sentence is about nobody in particular. */
	if (unit->mention_count > REBOUND_TEXT_MOST_NAMED || target->notice->len + unit->len > most)
		return;
	gboolean coded = unit->reply.code != 0 || unit->reply.status.klass != 0;
	/* Words of two units are no phrase: "mailbox unknown", "Host: mx.example.org". */
	if (target->notice->len > 0)
		g_string_append(target->notice,
			g_ascii_isalnum(target->notice->str[target->notice->len - 1]) ? ". " : " ");
	/* Most have none, and are taken whole. What names no reason guesses none. */
	gboolean guesses = !coded && (unit->marks & REBOUND_TEXT_BIT(REASON)) != 0 &&
			   rebound_text_is_guess(unit->text, unit->len);
	for (gsize at = 0; at < unit->len;) {
		gsize left = unit->len - at;
		gsize len = guesses ? rebound_text_sentence(unit->text + at, left) : left;
		if (!guesses || !rebound_text_is_guess(unit->text + at, len))
			g_string_append_len(target->notice, unit->text + at, (gssize)len);
		at += len;
	}
}

gsize rebound_text_measure_notices(const struct rebound_text_targets *targets)
{
	return MIN((gsize)REBOUND_LIMIT_DIAGNOSTIC_BYTES,
		(gsize)REBOUND_LIMIT_DIAGNOSTICS_BYTES / targets->list->len);
}
