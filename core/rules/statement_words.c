/* SPDX-License-Identifier: MIT */
#include "core/rules/statement_words.h"

#include <string.h>

#include "core/rules/statement_dictionary.h"

enum rebound_statement_word rebound_statement_word_find(const char *word, gsize len, gsize *taken)
{
	const struct rebound_statement_dictionary *dictionary = &rebound_statement_dictionary;
	guint from, to;

	*taken = 0;
	if (len == 0)
		return REBOUND_WORD_OTHER;
	from = dictionary->starts[(guchar)*word];
	to = dictionary->starts[(guchar)*word + 1];

	/* The last entry that does not come behind the word: that or one it begins with is it. */
	while (from < to) {
		guint middle = (from + to) / 2;
		const struct rebound_statement_entry *entry = &dictionary->entries[middle];

		if (rebound_statement_compare(
			    dictionary->texts + entry->text, entry->len, word, len) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (guint i = from; i > dictionary->starts[(guchar)*word];
		i = dictionary->entries[i - 1].parent) {
		const struct rebound_statement_entry *entry = &dictionary->entries[i - 1];

		if (entry->len <= len && (entry->beginning || entry->len == len) &&
			memcmp(dictionary->texts + entry->text, word, entry->len) == 0) {
			*taken = entry->len;
			return (enum rebound_statement_word)entry->word;
		}
	}
	return REBOUND_WORD_OTHER;
}
