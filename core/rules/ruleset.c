/* SPDX-License-Identifier: MIT */
#include "core/rules/ruleset.h"

#include <lua.h>
#include <string.h>

#include "core/rules/bounce.h"
#include "core/rules/card.h"
#include "core/rules/contradiction.h"
#include "core/rules/load.h"
#include "core/rules/match.h"
#include "core/rules/reservation.h"
#include "core/rules/shipped.h"
#include "core/rules/verdict.h"

#define SHIPPED_ALL "rules/all.lua"

static struct rebound_ruleset *new_set(void)
{
	struct rebound_ruleset *ruleset = g_new0(struct rebound_ruleset, 1);

	ruleset->arena = rebound_arena_new();
	ruleset->cards = g_ptr_array_new();
	ruleset->regexes = g_ptr_array_new_with_free_func((GDestroyNotify)rebound_regex_free);
	ruleset->phrases = rebound_phrases_new();
	ruleset->name_phrases = rebound_phrases_new();
	ruleset->checks = g_hash_table_new_full(
		g_str_hash, g_str_equal, NULL, (GDestroyNotify)rebound_ruleset_free);
	ruleset->id_cards = g_array_new(FALSE, FALSE, sizeof(guint));
	ruleset->code_entries = g_array_new(FALSE, FALSE, sizeof(struct rebound_code_entry));
	ruleset->headers = g_ptr_array_new();
	ruleset->literal_less = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS; i++) {
		struct rebound_text_memo *memo = &ruleset->memos[i];

		memo->hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit));
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
	rebound_phrases_free(ruleset->shipped_phrases);
	rebound_phrases_free(ruleset->shipped_name_phrases);
	g_free(ruleset->shipped_numbers);
	g_hash_table_unref(ruleset->checks);
	g_ptr_array_unref(ruleset->regexes);
	g_ptr_array_unref(ruleset->cards);
	g_array_unref(ruleset->id_cards);
	g_array_unref(ruleset->code_entries);
	for (guint i = 0; i < REBOUND_CODE_MEMOS; i++)
		g_clear_pointer(&ruleset->code_memos[i].entries, g_array_unref);
	g_array_unref(ruleset->literal_less);
	g_ptr_array_unref(ruleset->headers);
	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS; i++) {
		g_array_unref(ruleset->memos[i].hits);
		g_free(ruleset->regex_memos[i]);
	}
	g_free(ruleset->places);
	g_free(ruleset->candidates);
	g_free(ruleset->error);
	rebound_arena_free(ruleset->arena);
	g_free(ruleset);
}

/* What is loaded: a user's file, or a text that stands for it, or a shipped file. */
struct wanted {
	const char *name, *text;
	const char *shipped; /* rules/NAME.lua, where there is no user's file */
	gboolean whole;
};

/* Lua, where the set needs it. */
static gboolean open_lua(struct rebound_ruleset *ruleset, GError **error)
{
	ruleset->sandbox = rebound_sandbox_new();
	ruleset->bounce = rebound_bounce_context_new(ruleset->sandbox, error);
	return ruleset->bounce != NULL;
}

static gboolean read_cards(
	struct rebound_ruleset *ruleset, const struct wanted *wanted, GError **error)
{
	gboolean serves = rebound_shipped_serves(ruleset);

	if ((wanted->name != NULL || !serves) && !open_lua(ruleset, error))
		return FALSE;
	if (serves)
		rebound_shipped_begin(ruleset);
	if (wanted->name == NULL ? !rebound_load_shipped(ruleset, wanted->shipped, error)
				 : !rebound_load_file(ruleset, wanted->name, wanted->text, error))
		return FALSE;
	if (serves)
		rebound_shipped_end(ruleset);
	return TRUE;
}

/* Read the cards, and make ready what works with them. */
static gboolean fill(struct rebound_ruleset *ruleset, const struct wanted *wanted, GError **error)
{
	if (!read_cards(ruleset, wanted, error))
		return FALSE;
	rebound_card_index(ruleset);
	if (ruleset->sandbox != NULL) {
		rebound_sandbox_freeze(ruleset->sandbox);
		lua_gc(rebound_sandbox_state(ruleset->sandbox), LUA_GCRESTART);
	}
	ruleset->places = g_new0(struct rebound_place, ruleset->id_cards->len + 1);
	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS; i++)
		ruleset->regex_memos[i] =
			g_new0(struct rebound_regex_memo, ruleset->regexes->len + 1);
	ruleset->candidate_words = ruleset->cards->len / 64 + 1;
	ruleset->candidates = g_new0(guint64, ruleset->candidate_words);
	return TRUE;
}

static struct rebound_ruleset *load(struct wanted wanted, GError **error)
{
	struct rebound_ruleset *ruleset = new_set();

	ruleset->whole = wanted.whole;
	if (wanted.text == NULL)
		ruleset->file = rebound_arena_string(ruleset->arena, wanted.name);
	if (fill(ruleset, &wanted, error))
		return ruleset;
	rebound_ruleset_free(ruleset);
	return NULL;
}

struct rebound_ruleset *rebound_ruleset_load(const char *path, GError **error)
{
	return load((struct wanted){.name = path, .shipped = SHIPPED_ALL}, error);
}

struct rebound_ruleset *rebound_ruleset_load_whole(const char *path, GError **error)
{
	return load((struct wanted){.name = path, .shipped = SHIPPED_ALL, .whole = TRUE}, error);
}

struct rebound_ruleset *rebound_ruleset_load_shipped_file(const char *file, GError **error)
{
	return load((struct wanted){.shipped = file, .whole = TRUE}, error);
}

struct rebound_ruleset *rebound_ruleset_load_text(
	const char *name, const char *text, GError **error)
{
	g_return_val_if_fail(name != NULL && text != NULL, NULL);
	return load((struct wanted){.name = name, .text = text, .whole = TRUE}, error);
}

const char *rebound_ruleset_file(const struct rebound_ruleset *ruleset)
{
	return ruleset->file;
}

gboolean rebound_ruleset_has_shipped(const struct rebound_ruleset *ruleset)
{
	for (guint i = 0; i < ruleset->cards->len; i++)
		if (rebound_ruleset_get(ruleset, i)->shipped)
			return TRUE;
	return FALSE;
}

/* Checks that ran into a limit with the last report may run again. */
static void reset_checks(struct rebound_ruleset *ruleset)
{
	GHashTableIter iter;
	gpointer set;

	if (ruleset->bounce != NULL)
		rebound_bounce_context_reset(ruleset->bounce);
	g_hash_table_iter_init(&iter, ruleset->checks);
	while (g_hash_table_iter_next(&iter, NULL, &set))
		reset_checks(set);
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

/* Note a fault in its place in the order, once. */
static void add_fault(struct rebound_report *report, const char *name, struct rebound_arena *arena)
{
	guint count = 0, place = 0;

	while (report->faults != NULL && report->faults[count] != NULL) {
		int order = strcmp(report->faults[count], name);
		if (order == 0)
			return;
		count++;
		if (order < 0)
			place = count;
	}
	const char **faults = rebound_arena_alloc(arena, (count + 2) * sizeof(*faults));
	for (guint i = 0; i < count; i++)
		faults[i < place ? i : i + 1] = report->faults[i];
	faults[place] = name;
	report->faults = faults;
}

void rebound_ruleset_classify(
	struct rebound_ruleset *ruleset, struct rebound_report *report, struct rebound_arena *arena)
{
	g_return_if_fail(ruleset != NULL && report != NULL && arena != NULL);
	struct rebound_contradiction contradiction = {0};
	gboolean milder = FALSE, contradicts = FALSE;

	reset_checks(ruleset);
	rebound_subject_begin(ruleset);
	for (guint i = 0; i < report->recipient_count; i++) {
		/* The recipients are the report's own, and a verdict is what they are open for. */
		struct rebound_recipient *recipient =
			(struct rebound_recipient *)&report->recipients[i];
		enum rebound_kind kind = recipient->kind;
		struct rebound_subject subject;
		struct rebound_match match;
		gboolean found = FALSE, settled = FALSE;

		rebound_subject_init(&subject, ruleset, report, recipient, arena);
		if (rebound_verdict_needs_card(kind))
			found = rebound_subject_first(&subject, &match);
		rebound_reservation_settle(&subject, &found, &match);
		if (found)
			settled = rebound_contradiction_settle(&subject, &contradiction, &match);
		rebound_verdict_give(&subject, recipient, found ? &match : NULL, settled);
		milder = milder || recipient->kind != kind;
		contradicts = contradicts || settled;
	}
	if (contradicts)
		add_fault(report, REBOUND_CONTRADICTION_FAULT, arena);
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

/* Put a match first; its card may hold further down by itself. */
static void move_to_front(GArray *matches, struct rebound_match first)
{
	for (guint i = 0; i < matches->len; i++) {
		if (g_array_index(matches, struct rebound_match, i).card != first.card)
			continue;
		g_array_remove_index(matches, i);
		break;
	}
	g_array_prepend_val(matches, first);
}

GArray *rebound_ruleset_matches(struct rebound_ruleset *ruleset,
	const struct rebound_report *report, guint recipient, struct rebound_arena *arena)
{
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct rebound_match));

	g_return_val_if_fail(recipient < report->recipient_count, matches);
	const struct rebound_recipient *one = &report->recipients[recipient];
	struct rebound_subject subject;
	reset_checks(ruleset);
	rebound_subject_begin(ruleset);
	rebound_subject_init(&subject, ruleset, report, one, arena);
	if (rebound_verdict_needs_card(one->kind))
		rebound_subject_all(&subject, matches);
	if (matches->len > 0) {
		struct rebound_match first = g_array_index(matches, struct rebound_match, 0);
		struct rebound_contradiction contradiction = {0};
		gboolean found = TRUE;
		if (rebound_reservation_settle(&subject, &found, &first) && found)
			move_to_front(matches, first);
		if (found && rebound_contradiction_settle(&subject, &contradiction, &first))
			move_to_front(matches, first);
	}
	return matches;
}

gboolean rebound_ruleset_asks_for(const struct rebound_ruleset *ruleset, const char *header)
{
	gboolean asks = ruleset->asks_for_any_header;

	for (guint i = 0; i < ruleset->headers->len && !asks; i++)
		asks = g_ascii_strcasecmp(g_ptr_array_index(ruleset->headers, i), header) == 0;
	return asks;
}

char *rebound_ruleset_take_error(struct rebound_ruleset *ruleset)
{
	return g_steal_pointer(&ruleset->error);
}
