/* SPDX-License-Identifier: MIT */
#include "core/policy/policy.h"

#include "core/base/clock.h"
#include "core/policy/card.h"

static void add_part(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add_part(GString *text, const char *format, ...)
{
	va_list arguments;

	if (text->len > 0)
		g_string_append(text, "; ");
	va_start(arguments, format);
	g_string_append_vprintf(text, format, arguments);
	va_end(arguments);
}

static void add_suppress(GString *text, const struct rebound_clauses *clauses)
{
	char span[REBOUND_CLOCK_SPAN_SIZE];

	if (!clauses->suppress)
		return;
	if (clauses->after > 1)
		add_part(text, "suppress after %u", clauses->after);
	else
		add_part(text, "suppress at once");
	if (clauses->over > 0 && clauses->after > 1)
		g_string_append_printf(
			text, " within %s", rebound_clock_write_span(clauses->over, span));
	if (clauses->spacing > 0 && clauses->after > 1)
		g_string_append_printf(text, ", each at least %s after the other",
			rebound_clock_write_span(clauses->spacing, span));
	if (clauses->expires > 0)
		g_string_append_printf(
			text, ", for %s", rebound_clock_write_span(clauses->expires, span));
}

static void add_retry(GString *text, const struct rebound_clauses *clauses)
{
	char span[REBOUND_CLOCK_SPAN_SIZE];

	for (guint i = 0; i < clauses->step_count; i++) {
		if (i == 0)
			add_part(text, "retry after %s",
				rebound_clock_write_span(clauses->steps[i], span));
		else
			g_string_append_printf(
				text, ", %s", rebound_clock_write_span(clauses->steps[i], span));
	}
}

static void add_rest(GString *text, const struct rebound_clauses *clauses)
{
	char span[REBOUND_CLOCK_SPAN_SIZE];

	if (clauses->slow > 0)
		add_part(text, "slow the domain to one attempt in %s",
			rebound_clock_write_span(clauses->slow, span));
	if (clauses->slow > 0 && clauses->slow_after > 1)
		g_string_append_printf(text, " after %u failures within %s", clauses->slow_after,
			rebound_clock_write_span(clauses->slow_over, span));
	if (clauses->resume)
		add_part(text, "slow the domain no more");
	if (clauses->tell != NULL)
		add_part(text, "tell %s", clauses->tell);
	if (clauses->review)
		add_part(text, "let a person look");
	if (clauses->keep)
		add_part(text, "keep it in the history");
}

const char *rebound_policy_describe(const struct rebound_policy *policy, enum rebound_kind kind,
	enum rebound_reason reason, struct rebound_arena *arena, const char **at)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const struct rebound_policy_card *card = rebound_policy_find_card(policy, kind, reason);

	if (at != NULL)
		*at = card != NULL ? card->at : NULL;
	if (card == NULL)
		return NULL;
	struct rebound_clauses clauses = card->clauses;
	rebound_policy_inherit_retry(policy, card, &clauses);
	if (card->action != NULL && card->action->doc != NULL)
		add_part(text, "%s (the action '%s')", card->action->doc, card->action->name);
	else if (card->action != NULL)
		add_part(text, "ask the action '%s'", card->action->name);
	add_suppress(text, &clauses);
	add_retry(text, &clauses);
	add_rest(text, &clauses);
	return rebound_arena_copy(arena, text->str, text->len);
}
