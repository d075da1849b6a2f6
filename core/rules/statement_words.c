/* SPDX-License-Identifier: MIT */
#include "core/rules/statement_words.h"

#include <string.h>

#include "core/rules/statement_lists.h"

struct entry {
	const char *text; /* in a list: len bytes */
	guint16 len;
	guint16 parent; /* the longest other one that this begins with, plus 1; 0 for none */
	guint8 word;
	gboolean beginning; /* of longer ones */
};

struct dictionary {
	struct entry *entries;
	guint count;
	guint16 starts[257]; /* of the entries that begin with a byte */
};

/* Order of an entry and len bytes. */
static int compare_text(const struct entry *entry, const char *text, gsize len)
{
	gsize same = 0, most = MIN(len, entry->len);

	while (same < most && entry->text[same] == text[same])
		same++;
	if (same < most)
		return (int)(guchar)entry->text[same] - (int)(guchar)text[same];
	return entry->len < len ? -1 : entry->len > len;
}

/* What stands twice stays in the order of the lists. */
static gint compare_entries(gconstpointer a, gconstpointer b)
{
	const struct entry *one = a, *other = b;
	int order = compare_text(one, other->text, other->len);

	return order != 0 ? order : (int)one->word - (int)other->word;
}

static gboolean begins_with(const char *text, gsize len, const struct entry *entry)
{
	return entry->len <= len && memcmp(entry->text, text, entry->len) == 0;
}

/* Sort, drop what stands twice, and link each word to the one that it begins with. */
static void put_in_order(struct dictionary *dictionary)
{
	struct entry *entries = dictionary->entries;
	guint count = 0;

	qsort(entries, dictionary->count, sizeof(*entries), compare_entries);
	for (guint i = 0; i < dictionary->count; i++)
		if (count == 0 ||
			compare_text(&entries[count - 1], entries[i].text, entries[i].len) != 0)
			entries[count++] = entries[i];
	dictionary->count = count;
	for (guint i = 1; i < count; i++) {
		guint before = i;

		while (before > 0 &&
			!begins_with(entries[i].text, entries[i].len, &entries[before - 1]))
			before = entries[before - 1].parent;
		entries[i].parent = (guint16)before;
	}
	for (guint i = 0, byte = 0; byte < G_N_ELEMENTS(dictionary->starts); byte++) {
		while (i < count && (guchar)*entries[i].text < byte)
			i++;
		dictionary->starts[byte] = (guint16)i;
	}
}

static void add_words(GArray *entries, enum rebound_statement_word word, const char *list)
{
	while (*list != '\0') {
		gsize len = strcspn(list, " ");
		gboolean beginning = list[len - 1] == '*';
		struct entry entry = {
			.text = list,
			.len = (guint16)(beginning ? len - 1 : len),
			.word = (guint8)word,
			.beginning = beginning,
		};

		g_array_append_val(entries, entry);
		list += len + strspn(list + len, " ");
	}
}

static const struct dictionary *get_dictionary(void)
{
	static gsize once = 0;

	if (g_once_init_enter(&once)) {
		struct dictionary *dictionary = g_new0(struct dictionary, 1);
		GArray *entries = g_array_new(FALSE, FALSE, sizeof(struct entry));

		for (const struct rebound_statement_list *list = rebound_statement_lists;
			list->list != NULL; list++)
			add_words(entries, list->word, list->list);
		dictionary->count = entries->len;
		dictionary->entries = (struct entry *)g_array_free(entries, FALSE);
		put_in_order(dictionary);
		g_once_init_leave(&once, GPOINTER_TO_SIZE(dictionary));
	}
	return GSIZE_TO_POINTER(once);
}

enum rebound_statement_word rebound_statement_word_find(const char *word, gsize len, gsize *taken)
{
	const struct dictionary *dictionary = get_dictionary();
	guint from, to;

	*taken = 0;
	if (len == 0)
		return REBOUND_WORD_OTHER;
	from = dictionary->starts[(guchar)*word];
	to = dictionary->starts[(guchar)*word + 1];

	/* The last entry that does not come behind the word: that or one it begins with is it. */
	while (from < to) {
		guint middle = (from + to) / 2;

		if (compare_text(&dictionary->entries[middle], word, len) <= 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (guint i = from; i > dictionary->starts[(guchar)*word];
		i = dictionary->entries[i - 1].parent) {
		const struct entry *entry = &dictionary->entries[i - 1];

		if (begins_with(word, len, entry) && (entry->beginning || entry->len == len)) {
			*taken = entry->len;
			return entry->word;
		}
	}
	return REBOUND_WORD_OTHER;
}
