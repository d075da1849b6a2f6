/* SPDX-License-Identifier: MIT */
#include "core/report/word_filter.h"

#include <string.h>

#include "core/script/phrases.h"

/** The longest piece of a word, as a phrase with the same start and any end. */
static char *make_phrase(const char *word)
{
	const char *start = word, *longest = word;
	gsize longest_len = 0;
	while (*word) {
		gsize len = strcspn(word, "*");
		if (len > longest_len) {
			longest = word;
			longest_len = len;
		}
		word += len + (word[len] == '*');
	}
	return g_strdup_printf("%s%.*s*", longest > start ? "*" : "", (int)longest_len, longest);
}

static struct rebound_phrases *build(const struct rebound_word_filter *filter)
{
	struct rebound_phrases *phrases =
		filter->exact ? rebound_phrases_new_bordered() : rebound_phrases_new();
	for (guint i = 0; i < filter->list_count; i++) {
		for (const char *const *word = filter->lists[i]; *word; word++) {
			g_autoptr(GError) error = NULL;
			g_autofree char *piece = filter->exact ? NULL : make_phrase(*word);
			if (!rebound_phrases_add(phrases, piece ? piece : *word, i, &error))
				g_error("word '%s': %s", *word, error->message);
		}
	}
	rebound_phrases_build(phrases);
	return phrases;
}

guint32 rebound_word_filter_locate(
	struct rebound_word_filter *filter, const char *text, gsize len, guint32 *starts)
{
	g_return_val_if_fail(filter && filter->list_count <= 32 && (text || len == 0), 0);
	if (g_once_init_enter(&filter->automaton))
		g_once_init_leave(&filter->automaton, (gsize)build(filter));

	struct rebound_phrases_found found =
		rebound_phrases_find((const struct rebound_phrases *)filter->automaton, text, len);
	guint32 bits = 0;
	for (guint i = 0; i < found.count; i++) {
		const struct rebound_phrase_hit *hit = &found.hits[i];
		bits |= 1U << hit->id;
		if (starts)
			starts[hit->id] = hit->start;
	}
	return bits;
}

guint32 rebound_word_filter_search(struct rebound_word_filter *filter, const char *text, gsize len)
{
	return rebound_word_filter_locate(filter, text, len, NULL);
}
