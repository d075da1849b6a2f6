/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/text_phrases.h"
#include "core/report/word_filter.h"
#include "core/script/compile/write_phrases.h"
#include "core/script/phrases.h"

/*
 * Makes the words behind the marks of a text, and those of the filters, searchable at build time,
 * and writes them as C constants (see core/report/text_phrases.h and word_filter.h).
 *
 *     compile_words OUTPUT.c
 */

/* There are none yet. */
const struct rebound_phrases_image rebound_text_marks_image;
const struct rebound_phrases_image *const rebound_filter_images[REBOUND_FILTER_COUNT];

static const struct rebound_word_lists *const filters[REBOUND_FILTER_COUNT] = {
	[REBOUND_FILTER_DEMAND] = &rebound_lists_of_demand,
	[REBOUND_FILTER_FORWARDED] = &rebound_lists_of_forwarded,
	[REBOUND_FILTER_LETTER] = &rebound_lists_of_letter,
	[REBOUND_FILTER_NOTES] = &rebound_lists_of_notes,
	[REBOUND_FILTER_OPENING] = &rebound_lists_of_opening,
	[REBOUND_FILTER_SIGNS] = &rebound_lists_of_signs,
	[REBOUND_FILTER_STATISTICS] = &rebound_lists_of_statistics,
	[REBOUND_FILTER_TOLD_READER] = &rebound_lists_of_told_reader,
	[REBOUND_FILTER_UNSUBSCRIBE] = &rebound_lists_of_unsubscribe,
	[REBOUND_FILTER_WORDS] = &rebound_lists_of_words,
};

static G_NORETURN void fail(const char *message)
{
	fprintf(stderr, "compile_words: %s\n", message);
	exit(EXIT_FAILURE);
}

static void add_phrase(struct rebound_phrases *phrases, const char *phrase, guint id)
{
	g_autoptr(GError) error = NULL;

	if (!rebound_phrases_add(phrases, phrase, id, &error))
		fail(error->message);
}

static void write_set(
	GString *source, const char *linkage, const char *name, struct rebound_phrases *phrases)
{
	rebound_phrases_build(phrases);
	rebound_write_phrases(source, linkage, name, rebound_phrases_get_image(phrases));
	rebound_phrases_free(phrases);
}

static void write_marks(GString *source)
{
	struct rebound_phrases *phrases = rebound_phrases_new();

	for (const struct rebound_text_phrases *set = rebound_text_all_phrases;
		set->phrases != NULL; set++)
		for (const char *const *phrase = set->phrases; *phrase != NULL; phrase++)
			add_phrase(phrases, *phrase, set->mark);
	write_set(source, "", "rebound_text_marks_image", phrases);
}

/* The longest piece of a word, as a phrase with the same start and any end. */
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

static void write_filter(GString *source, const char *name, const struct rebound_word_lists *lists)
{
	struct rebound_phrases *phrases =
		lists->exact ? rebound_phrases_new_bordered() : rebound_phrases_new();

	if (lists->count > 32)
		fail("a filter has more than 32 lists");
	for (guint i = 0; i < lists->count; i++) {
		for (const char *const *word = lists->lists[i]; *word; word++) {
			g_autofree char *piece = lists->exact ? NULL : make_phrase(*word);
			add_phrase(phrases, piece ? piece : *word, i);
		}
	}
	write_set(source, "static ", name, phrases);
}

static void write_filters(GString *source)
{
	g_autoptr(GString) images = g_string_new(NULL);

	for (guint i = 0; i < REBOUND_FILTER_COUNT; i++) {
		g_autofree char *name = g_strdup_printf("filter_%u", i);
		write_filter(source, name, filters[i]);
		g_string_append_printf(images, "&%s, ", name);
	}
	g_string_append_printf(source,
		"const struct rebound_phrases_image *const "
		"rebound_filter_images[REBOUND_FILTER_COUNT] = {%s};\n",
		images->str);
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) source = g_string_new("/* Written by compile_words. */\n"
						 "#include \"core/report/text_phrases.h\"\n"
						 "#include \"core/report/word_filter.h\"\n\n");

	if (argc != 2)
		fail("usage: compile_words OUTPUT.c");
	write_marks(source);
	write_filters(source);
	if (!g_file_set_contents(argv[1], source->str, (gssize)source->len, &error))
		fail(error->message);
	return EXIT_SUCCESS;
}
