/* SPDX-License-Identifier: MIT */
#include "core/rules/ruleset.h"

#include <lua.h>
#include <string.h>

#include "core/rules/bounce.h"
#include "core/rules/card.h"
#include "core/rules/load.h"
#include "core/rules/match.h"
#include "core/rules/verdict.h"

static struct rebound_ruleset *new_set(void)
{
	struct rebound_ruleset *ruleset = g_new0(struct rebound_ruleset, 1);

	ruleset->sandbox = rebound_sandbox_new();
	ruleset->arena = rebound_arena_new();
	ruleset->cards = g_ptr_array_new();
	ruleset->regexes = g_ptr_array_new_with_free_func((GDestroyNotify)rebound_regex_free);
	ruleset->phrases = rebound_phrases_new();
	ruleset->name_phrases = rebound_phrases_new();
	ruleset->id_cards = g_array_new(FALSE, FALSE, sizeof(guint));
	ruleset->code_entries = g_array_new(FALSE, FALSE, sizeof(struct rebound_code_entry));
	ruleset->literal_less = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS; i++) {
		struct rebound_text_memo *memo = &ruleset->memos[i];

		memo->hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));
		memo->name_hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));
	}
	return ruleset;
}

void rebound_ruleset_free(struct rebound_ruleset *ruleset)
{
	if (ruleset == NULL)
		return;
	rebound_sandbox_free(ruleset->sandbox);
	rebound_bounce_context_free(ruleset->bounce);
	rebound_phrases_free(ruleset->phrases);
	rebound_phrases_free(ruleset->name_phrases);
	g_ptr_array_unref(ruleset->regexes);
	g_ptr_array_unref(ruleset->cards);
	g_array_unref(ruleset->id_cards);
	g_array_unref(ruleset->code_entries);
	g_array_unref(ruleset->literal_less);
	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS; i++) {
		g_array_unref(ruleset->memos[i].hits);
		g_array_unref(ruleset->memos[i].name_hits);
		g_free(ruleset->regex_memos[i]);
	}
	g_free(ruleset->places);
	g_free(ruleset->candidates);
	g_free(ruleset->error);
	rebound_arena_free(ruleset->arena);
	g_free(ruleset);
}

/* Read the cards, and make ready what works with them. */
static gboolean fill(
	struct rebound_ruleset *ruleset, const char *name, const char *text, GError **error)
{
	ruleset->bounce = rebound_bounce_context_new(ruleset->sandbox, error);
	if (ruleset->bounce == NULL)
		return FALSE;
	if (name == NULL ? !rebound_load_shipped(ruleset, error)
			 : !rebound_load_file(ruleset, name, text, error))
		return FALSE;
	rebound_card_index(ruleset);
	rebound_sandbox_freeze(ruleset->sandbox);
	lua_gc(rebound_sandbox_state(ruleset->sandbox), LUA_GCRESTART);
	ruleset->places = g_new0(struct rebound_place, ruleset->id_cards->len + 1);
	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS; i++)
		ruleset->regex_memos[i] =
			g_new0(struct rebound_regex_memo, ruleset->regexes->len + 1);
	ruleset->candidate_words = ruleset->cards->len / 64 + 1;
	ruleset->candidates = g_new0(guint64, ruleset->candidate_words);
	return TRUE;
}

static struct rebound_ruleset *load(
	const char *name, const char *text, gboolean whole, GError **error)
{
	struct rebound_ruleset *ruleset = new_set();

	ruleset->whole = whole;
	if (fill(ruleset, name, text, error))
		return ruleset;
	rebound_ruleset_free(ruleset);
	return NULL;
}

struct rebound_ruleset *rebound_ruleset_load(const char *path, GError **error)
{
	return load(path, NULL, FALSE, error);
}

struct rebound_ruleset *rebound_ruleset_load_whole(const char *path, GError **error)
{
	return load(path, NULL, TRUE, error);
}

struct rebound_ruleset *rebound_ruleset_load_text(
	const char *name, const char *text, GError **error)
{
	g_return_val_if_fail(name != NULL && text != NULL, NULL);
	return load(name, text, TRUE, error);
}

/* A card made a recipient's kind milder: the message has the gravest kind of its recipients. */
static void settle_kind(struct rebound_report *report)
{
	enum rebound_kind gravest = REBOUND_KIND_OTHER;

	for (guint i = 0; i < report->recipient_count; i++)
		if (!report->recipients[i].nested)
			gravest = MAX(gravest, report->recipients[i].kind);
	if (gravest == REBOUND_KIND_DELAY)
		report->kind = gravest;
}

void rebound_ruleset_classify(
	struct rebound_ruleset *ruleset, struct rebound_report *report, struct rebound_arena *arena)
{
	g_return_if_fail(ruleset != NULL && report != NULL && arena != NULL);
	gboolean milder = FALSE;

	rebound_bounce_context_reset(ruleset->bounce);
	rebound_subject_begin(ruleset);
	for (guint i = 0; i < report->recipient_count; i++) {
		/* The recipients are the report's own, and a verdict is what they are open for. */
		struct rebound_recipient *recipient =
			(struct rebound_recipient *)&report->recipients[i];
		enum rebound_kind kind = recipient->kind;
		struct rebound_subject subject;
		struct rebound_match match;
		gboolean found = FALSE;

		rebound_subject_init(&subject, ruleset, report, recipient, arena);
		if (rebound_verdict_needs_card(kind))
			found = rebound_subject_first(&subject, &match);
		rebound_verdict_give(&subject, recipient, found ? &match : NULL);
		milder = milder || recipient->kind != kind;
	}
	if (milder && report->kind == REBOUND_KIND_FAILURE)
		settle_kind(report);
}

guint rebound_ruleset_count(const struct rebound_ruleset *ruleset)
{
	return ruleset->cards->len;
}

struct rebound_card_info rebound_ruleset_card(const struct rebound_ruleset *ruleset, guint card)
{
	g_return_val_if_fail(card < ruleset->cards->len, (struct rebound_card_info){0});
	const struct rebound_card *one = rebound_ruleset_get(ruleset, card);

	return (struct rebound_card_info){
		.name = one->name,
		.at = one->at,
		.doc = one->doc,
		.reason = one->reason,
		.reads_text = one->reads_text || one->when.has_check,
	};
}

GArray *rebound_ruleset_matches(struct rebound_ruleset *ruleset,
	const struct rebound_report *report, guint recipient, struct rebound_arena *arena)
{
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct rebound_match));

	g_return_val_if_fail(recipient < report->recipient_count, matches);
	const struct rebound_recipient *one = &report->recipients[recipient];
	struct rebound_subject subject;
	rebound_bounce_context_reset(ruleset->bounce);
	rebound_subject_begin(ruleset);
	rebound_subject_init(&subject, ruleset, report, one, arena);
	if (rebound_verdict_needs_card(one->kind))
		rebound_subject_all(&subject, matches);
	return matches;
}

char *rebound_ruleset_take_error(struct rebound_ruleset *ruleset)
{
	return g_steal_pointer(&ruleset->error);
}
