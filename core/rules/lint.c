/* SPDX-License-Identifier: MIT */
#include "core/rules/examples.h"

#include <string.h>

#include "core/base/text.h"
#include "core/rules/card.h"
#include "core/rules/hint.h"

/* Letters and digits that a phrase must have at least, between borders of words and without. */
enum { LEAST_LETTERS = 3, LEAST_OPEN_LETTERS = 4, MESSAGE_BYTES = 2000 };

struct linter {
	struct rebound_ruleset *ruleset;
	struct rebound_arena *arena;
	struct rebound_example_result *result;
	GArray *hits;
};

G_GNUC_PRINTF(3, 4)
static void note(struct linter *linter, const struct rebound_card *card, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	linter->result->failed++;
	g_ptr_array_add(linter->result->messages,
		g_strdup_printf("%s: rule '%s' %s", card->at, card->name,
			rebound_text_line(linter->arena, what, strlen(what), MESSAGE_BYTES)));
}

/* Letters and digits of a phrase; one of a script that writes words in few signs counts twice. */
static guint count_letters(const char *phrase)
{
	guint count = 0;

	for (const char *at = phrase; *at != '\0'; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_isalnum(c))
			count += c < 0x1100 ? 1 : 2;
	}
	return count;
}

static gboolean has_letter(const char *phrase)
{
	for (const char *at = phrase; *at != '\0'; at = g_utf8_next_char(at))
		if (g_unichar_isalpha(g_utf8_get_char(at)))
			return TRUE;
	return FALSE;
}

static void lint_phrases(struct linter *linter, const struct rebound_card *card)
{
	const char *const *phrases = card->when.phrases;
	g_autoptr(GHashTable) folded = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; phrases != NULL && phrases[i] != NULL; i++) {
		gboolean open = phrases[i][0] == '*' || g_str_has_suffix(phrases[i], "*");

		if (count_letters(phrases[i]) < (open ? LEAST_OPEN_LETTERS : LEAST_LETTERS))
			note(linter, card, "says '%s', which is too short to be safe", phrases[i]);
		else if (!has_letter(phrases[i]))
			note(linter, card,
				"says '%s', which is a code and no text; write status or reply",
				phrases[i]);
		const char *text =
			rebound_text_fold(linter->arena, phrases[i], strlen(phrases[i])).text;
		if (!g_hash_table_add(folded, (gpointer)text))
			note(linter, card, "says '%s' twice", phrases[i]);
	}
}

static void lint_regexes(struct linter *linter, const struct rebound_card *card)
{
	for (guint i = 0; i < card->when.regex_count; i++)
		if (card->when.regexes[i].literal == REBOUND_CARD_NO_ID)
			note(linter, card,
				"has the expression '%s' without three letters in a row that must "
				"be there; it is "
				"tried on every text",
				card->when.regexes[i].pattern);
}

static void lint_answers(struct linter *linter, const struct rebound_card *card)
{
	if (card->yes == NULL)
		note(linter, card, "has no example; give it yes = { \"a line that it is for\" }");
	if (card->retry != rebound_hint_bound(card->retry))
		note(linter, card, "has a retry that is brought within 5m and 24h");
}

static gboolean same_lists(const char *const *a, const char *const *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return g_strv_equal(a, b);
}

static gboolean same_codes(const struct rebound_code_pattern *a, guint a_count,
	const struct rebound_code_pattern *b, guint b_count)
{
	if (a_count != b_count)
		return FALSE;
	for (guint i = 0; i < a_count; i++)
		if (a[i].mask != b[i].mask || a[i].value != b[i].value)
			return FALSE;
	return TRUE;
}

/* Whether a card holds for all texts with one of its phrases that the other may be asked about. */
static gboolean is_as_wide(const struct rebound_card *card, const struct rebound_card *other)
{
	const struct rebound_condition *a = &card->when, *b = &other->when;

	if (other->shipped && !card->shipped)
		return FALSE; /* what a user's card takes from a shipped one is the user's will */
	if (card->unless_count > 0 || a->has_check || a->regex_count > 0 || a->header_count > 0)
		return FALSE;
	return (a->hosts == NULL || same_lists(a->hosts, b->hosts)) &&
	       (a->domains == NULL || same_lists(a->domains, b->domains)) &&
	       (a->commands == NULL || same_lists(a->commands, b->commands)) &&
	       (a->readers == NULL || same_lists(a->readers, b->readers)) &&
	       (a->about == 0 || a->about == b->about) &&
	       (a->status_count == 0 ||
		       same_codes(a->statuses, a->status_count, b->statuses, b->status_count)) &&
	       (a->reply_count == 0 ||
		       same_codes(a->replies, a->reply_count, b->replies, b->reply_count));
}

/* The shortest text that a phrase holds for, and that no narrower phrase does: "~" stands in gaps.
 */
static char *show_phrase(const char *phrase)
{
	GString *text = g_string_new(NULL);

	for (const char *at = phrase; *at != '\0'; at++) {
		if (*at != '*') {
			g_string_append_c(text, *at);
			continue;
		}
		if (at > phrase && g_ascii_isalnum(at[-1]))
			g_string_append_c(text, 'q');
		g_string_append(text, " ~ ");
		if (g_ascii_isalnum(at[1]))
			g_string_append_c(text, 'q');
	}
	return g_string_free(text, FALSE);
}

/* The first earlier card that holds wherever this phrase stands; NULL where there is none. */
static const struct rebound_card *find_earlier(
	struct linter *linter, guint number, const char *phrase)
{
	const struct rebound_ruleset *ruleset = linter->ruleset;
	g_autofree char *text = show_phrase(phrase);
	struct rebound_folded folded = rebound_text_fold(linter->arena, text, strlen(text));
	guint first = number;

	rebound_phrases_search(ruleset->phrases, folded.text, folded.len, linter->hits);
	for (guint i = 0; i < linter->hits->len; i++) {
		guint id = g_array_index(linter->hits, struct rebound_phrase_hit, i).id;
		guint card = g_array_index(ruleset->id_cards, guint, id);

		if (card < first && rebound_ruleset_get(ruleset, card)->when.says == id &&
			is_as_wide(rebound_ruleset_get(ruleset, card),
				rebound_ruleset_get(ruleset, number)))
			first = card;
	}
	return first < number ? rebound_ruleset_get(ruleset, first) : NULL;
}

static void lint_order_of_phrases(struct linter *linter, guint number)
{
	const struct rebound_card *card = rebound_ruleset_get(linter->ruleset, number);
	const struct rebound_card *last = NULL;
	guint caught = 0, count = 0;
	g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func(g_free);

	for (const char *const *phrase = card->when.phrases; phrase != NULL && *phrase != NULL;
		phrase++) {
		const struct rebound_card *earlier = find_earlier(linter, number, *phrase);

		count++;
		if (earlier == NULL)
			continue;
		caught++;
		last = earlier;
		g_ptr_array_add(messages,
			g_strdup_printf("says '%s', which rule '%s' at %s always catches earlier",
				*phrase, earlier->name, earlier->at));
	}
	if (count > 0 && caught == count)
		note(linter, card, "never wins: rule '%s' at %s always catches what it says",
			last->name, last->at);
	else
		for (guint i = 0; i < messages->len; i++)
			note(linter, card, "%s", (const char *)g_ptr_array_index(messages, i));
}

/* The first earlier card of codes only that covers one entry; NULL where there is none. */
static const struct rebound_card *find_earlier_code(
	const struct linter *linter, const struct rebound_code_entry *entry)
{
	const GArray *entries = linter->ruleset->code_entries;
	const struct rebound_card *later = rebound_ruleset_get(linter->ruleset, entry->card);

	for (guint i = 0; i < entries->len; i++) {
		const struct rebound_code_entry *other =
			&g_array_index(entries, struct rebound_code_entry, i);
		const struct rebound_card *card = rebound_ruleset_get(linter->ruleset, other->card);

		if (other->card >= entry->card)
			break;
		if (card->only_codes && (card->shipped || !later->shipped) &&
			rebound_pattern_covers(other->pattern, entry->pattern))
			return card;
	}
	return NULL;
}

/* Cards of codes whose every code an earlier one takes. */
static void lint_order_of_codes(struct linter *linter)
{
	const GArray *entries = linter->ruleset->code_entries;

	for (guint i = 0; i < entries->len;) {
		const struct rebound_code_entry *entry =
			&g_array_index(entries, struct rebound_code_entry, i);
		const struct rebound_card *card = rebound_ruleset_get(linter->ruleset, entry->card);
		const struct rebound_card *earlier = NULL;
		gboolean caught = TRUE;
		guint number = entry->card;

		for (; i < entries->len; i++) {
			entry = &g_array_index(entries, struct rebound_code_entry, i);
			if (entry->card != number)
				break;
			const struct rebound_card *one =
				caught ? find_earlier_code(linter, entry) : NULL;
			caught = one != NULL;
			earlier = one != NULL ? one : earlier;
		}
		if (caught)
			note(linter, card, "never wins: rule '%s' at %s always catches its codes",
				earlier->name, earlier->at);
	}
}

void rebound_examples_lint(struct rebound_ruleset *ruleset, struct rebound_example_result *result)
{
	struct linter linter = {
		.ruleset = ruleset,
		.arena = rebound_arena_new(),
		.result = result,
		.hits = g_array_new(FALSE, FALSE, sizeof(struct rebound_phrase_hit)),
	};

	*result =
		(struct rebound_example_result){.messages = g_ptr_array_new_with_free_func(g_free)};
	for (guint i = 0; i < ruleset->cards->len; i++) {
		const struct rebound_card *card = rebound_ruleset_get(ruleset, i);

		result->run++;
		lint_phrases(&linter, card);
		lint_regexes(&linter, card);
		lint_answers(&linter, card);
		lint_order_of_phrases(&linter, i);
		rebound_arena_clear(linter.arena);
	}
	lint_order_of_codes(&linter);
	g_array_unref(linter.hits);
	rebound_arena_free(linter.arena);
}
