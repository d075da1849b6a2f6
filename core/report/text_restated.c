/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/base/text.h"
#include "core/report/text_marks.h"
#include "core/report/text_reason_walk.h"

/** Whether an answer only names the code that a mailer left with: "550 5.0.0 ann... Can't create
 * output". */
static gboolean names_exit(const struct rebound_text_unit *unit)
{
	static const char *const exits[] = {"can't create output", "unknown mailer error",
		"service unavailable", "operating system error", "data format error",
		"input/output error", "local configuration error", NULL};
	return rebound_text_holds_any(unit->text, unit->len, exits);
}

/**
 * Whether a unit is what a program printed before it failed, "procmail: Quota exceeded", and the
 * next only names the code that it left with.
 */
static gboolean is_program_output(
	const struct rebound_text_unit *output, const struct rebound_text_unit *unit)
{
	gsize word = 0;
	while (word < output->len &&
		(g_ascii_isalnum(output->text[word]) || strchr("/._-", output->text[word])))
		word++;
	if (output->type != REBOUND_TEXT_PROSE || output->reply.code != 0 || word == 0 ||
		word + 2 >= output->len || output->text[word] != ':' ||
		output->text[word + 1] != ' ' || !(output->marks & REBOUND_TEXT_BIT(REASON)))
		return FALSE;
	return names_exit(unit);
}

/** Whether an answer is about another recipient than a unit; what answers MAIL names the sender. */
static gboolean is_about_another(const struct rebound_text_units *units,
	const struct rebound_text_unit *answer, const struct rebound_text_unit *unit)
{
	return g_strcmp0(answer->command, "MAIL") != 0 && answer->mention_count > 0 &&
	       unit->mention_count > 0 &&
	       strcmp(rebound_text_mention(units, answer->mentions)->key,
		       rebound_text_mention(units, unit->mentions)->key) != 0;
}

gboolean rebound_text_restates_answer(const struct rebound_text_units *units, guint i)
{
	const struct rebound_text_unit *unit = rebound_text_unit(units, i);
	const struct rebound_text_unit *last = i > 0 ? rebound_text_unit(units, i - 1) : NULL;
	if (!last || unit->type != REBOUND_TEXT_ANSWER || unit->said || unit->reply.code < 400)
		return FALSE;
	if (!last->said && last->type != REBOUND_TEXT_ANSWER)
		return is_program_output(last, unit);
	/* 503 only says that nobody was left. */
	return ((last->said && last->command) || names_exit(unit)) && last->reply.code >= 400 &&
	       last->reply.code != 503 && g_strcmp0(unit->about, last->about) == 0 &&
	       !is_about_another(units, last, unit);
}
