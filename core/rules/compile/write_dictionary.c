/* SPDX-License-Identifier: MIT */
#include "core/rules/compile/write_dictionary.h"

#include <stdlib.h>
#include <string.h>

#include "core/rules/compile/statement_lists.h"
#include "core/rules/statement_dictionary.h"

struct entry {
	const char *text; /* in a list: len bytes */
	guint16 len;
	guint16 parent;
	guint8 word;
	gboolean beginning;
};

/* What stands twice stays in the order of the lists. */
static gint compare_entries(gconstpointer a, gconstpointer b)
{
	const struct entry *one = a, *other = b;
	int order = rebound_statement_compare(one->text, one->len, other->text, other->len);

	return order != 0 ? order : (int)one->word - (int)other->word;
}

static gboolean begins_with(const struct entry *entry, const struct entry *beginning)
{
	return beginning->len <= entry->len &&
	       memcmp(beginning->text, entry->text, beginning->len) == 0;
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

/* All words in order, each once. */
static GArray *read_lists(void)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(struct entry));
	struct entry *entries;
	guint count = 0;

	for (const struct rebound_statement_list *list = rebound_statement_lists;
		list->list != NULL; list++)
		add_words(all, list->word, list->list);
	g_array_sort(all, compare_entries);
	entries = (struct entry *)(void *)all->data;
	for (guint i = 0; i < all->len; i++)
		if (count == 0 ||
			rebound_statement_compare(entries[count - 1].text, entries[count - 1].len,
				entries[i].text, entries[i].len) != 0)
			entries[count++] = entries[i];
	g_array_set_size(all, count);
	return all;
}

/* Link each word to the one that it begins with. */
static void link_words(GArray *all)
{
	struct entry *entries = (struct entry *)(void *)all->data;

	for (guint i = 1; i < all->len; i++) {
		guint before = i;

		while (before > 0 && !begins_with(&entries[i], &entries[before - 1]))
			before = entries[before - 1].parent;
		entries[i].parent = (guint16)before;
	}
}

static void write_texts(GString *out, const GArray *all)
{
	g_string_append(out, "static const char dictionary_texts[] = {\n");
	for (guint i = 0; i < all->len; i++) {
		const struct entry *entry = &g_array_index(all, struct entry, i);
		for (guint at = 0; at < entry->len; at++)
			g_string_append_printf(out, "(char)%u,", (guchar)entry->text[at]);
		g_string_append_c(out, '\n');
	}
	g_string_append(out, "};\n");
}

static void write_entries(GString *out, const GArray *all)
{
	guint32 text = 0;

	g_string_append(
		out, "static const struct rebound_statement_entry dictionary_entries[] = {\n");
	for (guint i = 0; i < all->len; i++) {
		const struct entry *entry = &g_array_index(all, struct entry, i);
		g_string_append_printf(out, "{%u, %u, %u, %u, %u},\n", text, entry->len,
			entry->parent, entry->word, entry->beginning);
		text += entry->len;
	}
	g_string_append(out, "};\n");
}

void rebound_write_dictionary(GString *out)
{
	g_autoptr(GArray) all = read_lists();

	link_words(all);
	write_texts(out, all);
	write_entries(out, all);
	g_string_append(out, "const struct rebound_statement_dictionary "
			     "rebound_statement_dictionary = {dictionary_texts, "
			     "dictionary_entries, {");
	for (guint i = 0, byte = 0; byte <= 256; byte++) {
		while (i < all->len && (guchar)*g_array_index(all, struct entry, i).text < byte)
			i++;
		g_string_append_printf(out, "%u,", i);
	}
	g_string_append(out, "}};\n");
}
