/* SPDX-License-Identifier: MIT */
#include "core/policy/answers.h"

#include <string.h>

/* So many values has a word at most. */
#define VALUES MAX(REBOUND_REASON_COUNT, REBOUND_KIND_COUNT)

/* Enough for an action that looks at reason and kind; a policy with more asks Lua for the rest. */
#define MOST_STEPS 2000

/* A step of a call: the word that the action reads next, or its answer. */
struct step {
	enum rebound_word word; /* REBOUND_WORD_COUNT: none was read */
	gboolean is_answer;
	struct rebound_clauses clauses;
	struct step *next[VALUES]; /* by the word's value */
};

struct rebound_answers {
	struct rebound_arena *arena;
	GHashTable *first; /* struct rebound_policy_action to its first step */
	guint steps;
	/* Of the call that runs. */
	enum rebound_word read[REBOUND_WORD_COUNT];
	guint count;
	gboolean more; /* it goes by something else, too */
};

static void free_step(gpointer data)
{
	struct step *step = data;

	for (guint i = 0; step != NULL && i < VALUES; i++)
		free_step(step->next[i]);
	g_free(step);
}

struct rebound_answers *rebound_answers_new(struct rebound_arena *arena)
{
	struct rebound_answers *answers = g_new0(struct rebound_answers, 1);

	answers->arena = arena;
	answers->first = g_hash_table_new_full(NULL, NULL, NULL, free_step);
	return answers;
}

void rebound_answers_free(struct rebound_answers *answers)
{
	if (answers == NULL)
		return;
	g_hash_table_unref(answers->first);
	g_free(answers);
}

void rebound_answers_clear(struct rebound_answers *answers)
{
	g_hash_table_remove_all(answers->first);
	answers->steps = 0;
}

enum rebound_word rebound_word_find(const char *name)
{
	static const char *const names[REBOUND_WORD_COUNT] = {
		[REBOUND_WORD_KIND] = "kind",
		[REBOUND_WORD_REASON] = "reason",
		[REBOUND_WORD_FAULT] = "fault",
		[REBOUND_WORD_PERMANENCE] = "permanence",
		[REBOUND_WORD_ADVICE] = "advice",
		[REBOUND_WORD_TRUST] = "trust",
	};
	enum rebound_word word = REBOUND_WORD_KIND;

	while (word < REBOUND_WORD_COUNT && strcmp(name, names[word]) != 0)
		word++;
	return word;
}

const char *rebound_word_text(enum rebound_word word, const struct rebound_event *event)
{
	switch (word) {
	case REBOUND_WORD_KIND:
		return rebound_kind_name(event->kind);
	case REBOUND_WORD_REASON:
		return rebound_reason_name(event->reason);
	case REBOUND_WORD_FAULT:
		return rebound_fault_name(rebound_reason_fault(event->reason));
	case REBOUND_WORD_PERMANENCE:
		return rebound_permanence_name(event->permanence);
	case REBOUND_WORD_ADVICE:
		return rebound_advice_name(event->advice);
	case REBOUND_WORD_TRUST:
		return rebound_trust_name(event->trust);
	default:
		return NULL;
	}
}

/* The place of a word's value among the next steps. */
static guint value_of(enum rebound_word word, const struct rebound_event *event)
{
	switch (word) {
	case REBOUND_WORD_KIND:
		return event->kind;
	case REBOUND_WORD_REASON:
		return event->reason;
	case REBOUND_WORD_FAULT:
		return rebound_reason_fault(event->reason);
	case REBOUND_WORD_PERMANENCE:
		return event->permanence;
	case REBOUND_WORD_ADVICE:
		return event->advice;
	case REBOUND_WORD_TRUST:
		return (guint)(event->trust - REBOUND_TRUST_NOT_OURS);
	default:
		return VALUES;
	}
}

gboolean rebound_answers_find(const struct rebound_answers *answers,
	const struct rebound_policy_action *action, const struct rebound_event *event,
	struct rebound_clauses *clauses)
{
	const struct step *step = g_hash_table_lookup(answers->first, action);

	while (step != NULL && !step->is_answer) {
		guint value = value_of(step->word, event);
		step = value < VALUES ? step->next[value] : NULL;
	}
	if (step != NULL)
		*clauses = step->clauses;
	return step != NULL;
}

void rebound_answers_begin(struct rebound_answers *answers)
{
	answers->count = 0;
	answers->more = FALSE;
}

void rebound_answers_read_word(struct rebound_answers *answers, enum rebound_word word)
{
	for (guint i = 0; i < answers->count; i++)
		if (answers->read[i] == word)
			return;
	answers->read[answers->count++] = word;
}

void rebound_answers_read_more(struct rebound_answers *answers)
{
	answers->more = TRUE;
}

static struct step *new_step(struct rebound_answers *answers)
{
	struct step *step = g_new0(struct step, 1);

	step->word = REBOUND_WORD_COUNT;
	answers->steps++;
	return step;
}

/* The step that the words which the call read lead to; NULL where that would be too many. */
static struct step *reach(struct rebound_answers *answers,
	const struct rebound_policy_action *action, const struct rebound_event *event)
{
	if (answers->steps + answers->count >= MOST_STEPS)
		return NULL;
	struct step *step = g_hash_table_lookup(answers->first, action);
	if (step == NULL) {
		step = new_step(answers);
		g_hash_table_insert(answers->first, (gpointer)action, step);
	}
	for (guint i = 0; i < answers->count; i++) {
		guint value = value_of(answers->read[i], event);

		if (value >= VALUES)
			return NULL;
		step->word = answers->read[i];
		if (step->next[value] == NULL)
			step->next[value] = new_step(answers);
		step = step->next[value];
	}
	return step;
}

void rebound_answers_keep(struct rebound_answers *answers,
	const struct rebound_policy_action *action, const struct rebound_event *event,
	const struct rebound_clauses *clauses)
{
	struct step *step = answers->more ? NULL : reach(answers, action, event);

	if (step == NULL)
		return;
	step->is_answer = TRUE;
	step->clauses = *clauses;
	step->clauses.suppress_why = rebound_arena_string(answers->arena, clauses->suppress_why);
	step->clauses.retry_why = rebound_arena_string(answers->arena, clauses->retry_why);
	step->clauses.tell = rebound_arena_string(answers->arena, clauses->tell);
	step->clauses.why = rebound_arena_string(answers->arena, clauses->why);
}
