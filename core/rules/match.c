/* SPDX-License-Identifier: MIT */
#include "core/rules/match.h"

#include <string.h>

#include "core/rules/bounce.h"
#include "core/rules/condition.h"
#include "core/rules/hint.h"
#include "core/rules/names.h"
#include "core/rules/shipped.h"
#include "core/rules/spelling.h"
#include "core/smtp/reply_said.h"

/* The words of a text, which many recipients may share. */
static const char *get_words(
	struct rebound_ruleset *ruleset, struct rebound_arena *arena, const char *text, guint which)
{
	struct rebound_text_memo *memo = &ruleset->memos[which];

	if (text == NULL)
		return NULL;
	if (memo->source != text) {
		memo->source = text;
		/* A notice is of persons, or of a mail system for them. */
		const char *said =
			which == REBOUND_SUBJECT_TEXT ? rebound_reply_unwrap(arena, text) : text;
		memo->said = rebound_reply_said(arena, said);
	}
	return memo->said;
}

void rebound_subject_init(struct rebound_subject *subject, struct rebound_ruleset *ruleset,
	const struct rebound_report *report, const struct rebound_recipient *recipient,
	struct rebound_arena *arena)
{
	*subject = (struct rebound_subject){
		.ruleset = ruleset,
		.report = report,
		.recipient = recipient,
		.arena = arena,
		.codes = rebound_pattern_pack(recipient->status, recipient->reply),
	};
	subject->texts[REBOUND_SUBJECT_TEXT] =
		get_words(ruleset, arena, recipient->text, REBOUND_SUBJECT_TEXT);
}

const char *rebound_subject_text(struct rebound_subject *subject, guint which)
{
	if (which == REBOUND_SUBJECT_NOTICE && subject->texts[which] == NULL)
		subject->texts[which] = get_words(
			subject->ruleset, subject->arena, subject->recipient->notice, which);
	return subject->texts[which];
}

static gboolean check_holds(struct rebound_subject *subject, const struct rebound_card *card,
	const struct rebound_condition *condition)
{
	struct rebound_ruleset *set = subject->ruleset;
	const struct rebound_condition *called = condition;
	g_autoptr(GError) error = NULL;

	if (!condition->has_check)
		return TRUE;
	if (card->shipped && rebound_shipped_serves(subject->ruleset)) {
		const struct rebound_card *twin =
			rebound_shipped_find_twin(subject->ruleset, card, &set, &error);

		if (twin == NULL) {
			rebound_bounce_break(subject, card, error->message);
			return FALSE;
		}
		called = condition == &card->when ? &twin->when
						  : &twin->unless[condition - card->unless];
	}
	return rebound_bounce_check(subject, set->bounce, card, called->check);
}

static gboolean card_holds(
	struct rebound_subject *subject, guint number, struct rebound_match *match)
{
	const struct rebound_card *card = rebound_ruleset_get(subject->ruleset, number);

	*match = (struct rebound_match){.card = number};
	if (card->only_codes)
		return TRUE; /* its entry in the index has said so */
	if (card->reply_only && subject->with_notice)
		return FALSE;
	if (!rebound_condition_holds(subject, &card->when, match))
		return FALSE;
	for (guint i = 0; i < card->unless_count; i++) {
		struct rebound_match other = {0};

		if (rebound_condition_holds(subject, &card->unless[i], &other) &&
			check_holds(subject, card, &card->unless[i]))
			return FALSE;
	}
	/* The card's own check comes last, so that Lua runs only where all else holds. */
	return subject->broken == NULL && check_holds(subject, card, &card->when);
}

static void mark(struct rebound_ruleset *ruleset, guint card)
{
	ruleset->candidates[card / 64] |= 1ULL << card % 64;
}

void rebound_subject_begin(struct rebound_ruleset *ruleset)
{
	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS; i++)
		ruleset->memos[i].source = ruleset->memos[i].text = NULL;
}

/* What is known of a text of the subject, which is there. */
static struct rebound_text_memo *get_memo(struct rebound_subject *subject, guint which)
{
	struct rebound_text_memo *memo = &subject->ruleset->memos[which];

	if (memo->text != subject->texts[which]) {
		memo->text = subject->texts[which];
		memo->number++;
		memo->folded.text = NULL;
		memo->trigrams_known[0] = memo->trigrams_known[1] = FALSE;
		memo->said_of_known = FALSE;
		memo->hint_known = FALSE;
	}
	return memo;
}

static void add_hits(
	struct rebound_text_memo *memo, const struct rebound_phrases *phrases, const char *text)
{
	if (phrases == NULL)
		return;
	struct rebound_phrases_found found = rebound_phrases_find(phrases, text, memo->folded.len);
	g_array_append_vals(memo->hits, found.hits, found.count);
}

/* What the text says in the one spelling of its words. */
static void add_spelled_hits(
	struct rebound_subject *subject, struct rebound_text_memo *memo, const char *text)
{
	const struct rebound_ruleset *ruleset = subject->ruleset;
	const struct rebound_spelling spelling =
		rebound_spelling_unify(subject->arena, text, memo->folded.len);
	const struct rebound_phrases *sets[] = {ruleset->shipped_phrases, ruleset->phrases};

	memo->spelling = spelling;
	for (guint i = 0; spelling.text != NULL && i < G_N_ELEMENTS(sets); i++) {
		if (sets[i] == NULL)
			continue;
		struct rebound_phrases_found found =
			rebound_phrases_find(sets[i], spelling.text, spelling.len);
		for (guint k = 0; k < found.count; k++) {
			struct rebound_phrase_hit hit = found.hits[k];

			hit.start = spelling.places[hit.start];
			hit.end = spelling.places[hit.end];
			g_array_append_val(memo->hits, hit);
		}
	}
}

/* The first place of each phrase, in names only for those that may stand there. */
static void search_phrases(struct rebound_subject *subject, struct rebound_text_memo *memo)
{
	const struct rebound_ruleset *ruleset = subject->ruleset;
	const char *hidden = rebound_names_hide(subject->arena, &memo->folded);

	memo->hidden = hidden;
	g_array_set_size(memo->hits, 0);
	if (hidden != memo->folded.text) {
		add_hits(memo, ruleset->shipped_name_phrases, memo->folded.text);
		add_hits(memo, ruleset->name_phrases, memo->folded.text);
	}
	add_hits(memo, ruleset->shipped_phrases, hidden);
	add_hits(memo, ruleset->phrases, hidden);
	add_spelled_hits(subject, memo, hidden);
}

/* Run the automaton over one text, unless it was the last one too. */
static const struct rebound_text_memo *search_memo(struct rebound_subject *subject, guint which)
{
	struct rebound_text_memo *memo = get_memo(subject, which);

	if (memo->folded.text == NULL) {
		memo->folded = rebound_text_fold(subject->arena, memo->text, strlen(memo->text));
		search_phrases(subject, memo);
	}
	subject->folded[which] = memo->folded;
	return memo;
}

/* Look at one text; each card that it hits may hold. */
static void search_text(struct rebound_subject *subject, guint which)
{
	struct rebound_ruleset *ruleset = subject->ruleset;

	if (rebound_subject_text(subject, which) == NULL)
		return;
	const GArray *hits = search_memo(subject, which)->hits;
	for (guint i = 0; i < hits->len; i++) {
		const struct rebound_phrase_hit *hit =
			&g_array_index(hits, struct rebound_phrase_hit, i);
		guint card = g_array_index(ruleset->id_cards, guint, hit->id);

		ruleset->places[hit->id] = (struct rebound_place){
			.search = ruleset->search,
			.start = hit->start,
			.end = hit->end,
			.text = which,
		};
		if (card != REBOUND_CARD_NO_ID)
			mark(ruleset, card);
	}
	for (guint i = 0; i < ruleset->literal_less->len; i++)
		mark(ruleset, g_array_index(ruleset->literal_less, guint, i));
}

/* The entries whose codes those of the subject are. Few codes are used at all. */
static const GArray *find_code_entries(struct rebound_subject *subject)
{
	struct rebound_ruleset *ruleset = subject->ruleset;
	struct rebound_code_memo *memo =
		&ruleset->code_memos[rebound_pattern_hash(subject->codes) % REBOUND_CODE_MEMOS];

	if (memo->entries != NULL && memo->codes == subject->codes)
		return memo->entries;
	if (memo->entries == NULL)
		memo->entries = g_array_new(FALSE, FALSE, sizeof(guint));
	g_array_set_size(memo->entries, 0);
	memo->codes = subject->codes;
	for (guint i = 0; i < ruleset->code_entries->len; i++) {
		const struct rebound_code_entry *entry =
			&g_array_index(ruleset->code_entries, struct rebound_code_entry, i);

		if (rebound_pattern_matches(entry->pattern, subject->codes))
			g_array_append_val(memo->entries, i);
	}
	return memo->entries;
}

static const struct rebound_code_entry *get_code_entry(
	const struct rebound_ruleset *ruleset, const GArray *list, guint i)
{
	return &g_array_index(
		ruleset->code_entries, struct rebound_code_entry, g_array_index(list, guint, i));
}

static void begin_search(struct rebound_subject *subject)
{
	struct rebound_ruleset *ruleset = subject->ruleset;

	subject->with_notice = FALSE;
	memset(ruleset->candidates, 0, ruleset->candidate_words * sizeof(*ruleset->candidates));
	if (++ruleset->search == 0) {
		memset(ruleset->places, 0, ruleset->id_cards->len * sizeof(*ruleset->places));
		ruleset->search = 1;
	}
	search_text(subject, REBOUND_SUBJECT_TEXT);
	const GArray *matching = find_code_entries(subject);
	for (guint i = 0; i < matching->len; i++)
		mark(ruleset, get_code_entry(ruleset, matching, i)->card);
}

/* Look at the notice too: what reads text may hold now. */
static void add_notice(struct rebound_subject *subject)
{
	memset(subject->ruleset->candidates, 0,
		subject->ruleset->candidate_words * sizeof(*subject->ruleset->candidates));
	subject->with_notice = TRUE;
	search_text(subject, REBOUND_SUBJECT_NOTICE);
}

/* The next candidate from a number on, below end; end where there is none. */
static guint next_candidate(const struct rebound_ruleset *ruleset, guint from, guint end)
{
	while (from < end) {
		guint64 word = ruleset->candidates[from / 64] >> from % 64;

		if (word != 0)
			return MIN(end, from + (guint)__builtin_ctzll(word));
		from = (from / 64 + 1) * 64;
	}
	return end;
}

/* The first candidate below end that holds. */
static gboolean find_first(struct rebound_subject *subject, guint end, struct rebound_match *match)
{
	for (guint i = next_candidate(subject->ruleset, 0, end); i < end;
		i = next_candidate(subject->ruleset, i + 1, end)) {
		if (card_holds(subject, i, match))
			return TRUE;
		if (subject->broken != NULL)
			return FALSE;
	}
	return FALSE;
}

static gboolean is_code_card(const struct rebound_card *card)
{
	return !card->reads_text && !card->when.has_check;
}

static void add_evidence(struct rebound_subject *subject, struct rebound_match *match)
{
	if (match->text != NULL)
		/* What a phrase matched may begin or end with a space. */
		match->evidence = g_strstrip(rebound_arena_copy(
			subject->arena, match->text + match->start, match->end - match->start));
	else
		match->evidence = rebound_condition_show(
			subject, &rebound_ruleset_get(subject->ruleset, match->card)->when);
}

/* Whether a card may win over this one by what the notice says. */
static gboolean yields_to_notice(
	const struct rebound_subject *subject, const struct rebound_match *match)
{
	return subject->broken == NULL && subject->recipient->notice != NULL &&
	       (match == NULL || is_code_card(rebound_ruleset_get(subject->ruleset, match->card)));
}

gboolean rebound_subject_first(struct rebound_subject *subject, struct rebound_match *match)
{
	struct rebound_match noticed;
	guint count = subject->ruleset->cards->len;

	begin_search(subject);
	gboolean found = find_first(subject, count, match);
	if (yields_to_notice(subject, found ? match : NULL)) {
		add_notice(subject);
		if (find_first(subject, found ? match->card : count, &noticed)) {
			*match = noticed;
			found = TRUE;
		}
	}
	if (subject->broken != NULL)
		return FALSE;
	if (found)
		add_evidence(subject, match);
	return found;
}

static void find_all(struct rebound_subject *subject, GArray *matches)
{
	guint count = subject->ruleset->cards->len;

	for (guint i = next_candidate(subject->ruleset, 0, count); i < count;
		i = next_candidate(subject->ruleset, i + 1, count)) {
		struct rebound_match match;

		if (!card_holds(subject, i, &match))
			continue;
		add_evidence(subject, &match);
		g_array_append_val(matches, match);
	}
}

static gboolean has_match(const GArray *matches, guint card)
{
	for (guint i = 0; i < matches->len; i++)
		if (g_array_index(matches, struct rebound_match, i).card == card)
			return TRUE;
	return FALSE;
}

void rebound_subject_all(struct rebound_subject *subject, GArray *matches)
{
	g_autoptr(GArray) noticed = g_array_new(FALSE, FALSE, sizeof(struct rebound_match));
	guint place = matches->len;

	begin_search(subject);
	find_all(subject, matches);
	const struct rebound_match *winner =
		matches->len > place ? &g_array_index(matches, struct rebound_match, place) : NULL;
	gboolean yields = yields_to_notice(subject, winner);
	guint limit = winner != NULL && yields ? winner->card : 0;
	if (subject->recipient->notice == NULL)
		return;
	add_notice(subject);
	find_all(subject, noticed);
	/* Those that win over a card of codes stand before it, the rest behind all. */
	for (guint i = 0; i < noticed->len; i++) {
		struct rebound_match match = g_array_index(noticed, struct rebound_match, i);

		if (has_match(matches, match.card))
			continue;
		if (match.card < limit)
			g_array_insert_val(matches, place++, match);
		else
			g_array_append_val(matches, match);
	}
}

gboolean rebound_subject_holds_any(
	struct rebound_subject *subject, gboolean (*is_wanted)(const struct rebound_card *card))
{
	const struct rebound_ruleset *ruleset = subject->ruleset;
	guint count = ruleset->cards->len;

	begin_search(subject);
	for (guint i = next_candidate(ruleset, 0, count); i < count;
		i = next_candidate(ruleset, i + 1, count)) {
		struct rebound_match match;

		if (is_wanted(rebound_ruleset_get(ruleset, i)) && card_holds(subject, i, &match))
			return TRUE;
	}
	return FALSE;
}

const struct rebound_card *rebound_subject_code_card(struct rebound_subject *subject)
{
	struct rebound_ruleset *ruleset = subject->ruleset;
	const GArray *matching = find_code_entries(subject);

	for (guint i = 0; i < matching->len; i++) {
		const struct rebound_code_entry *entry = get_code_entry(ruleset, matching, i);
		const struct rebound_card *card = rebound_ruleset_get(ruleset, entry->card);
		struct rebound_match match;

		if (entry->pattern.mask == 0 || !is_code_card(card) || card->unless_count > 0)
			continue;
		if (card_holds(subject, entry->card, &match))
			return card;
	}
	return NULL;
}

gint64 rebound_subject_hint(struct rebound_subject *subject)
{
	gint64 hint = 0;

	for (guint i = 0; i < REBOUND_SUBJECT_TEXTS && hint == 0; i++) {
		if (rebound_subject_text(subject, i) == NULL)
			continue;
		struct rebound_text_memo *memo = get_memo(subject, i);
		if (!memo->hint_known)
			memo->hint = rebound_hint_read(memo->text, strlen(memo->text));
		memo->hint_known = TRUE;
		hint = memo->hint;
	}
	return hint;
}
