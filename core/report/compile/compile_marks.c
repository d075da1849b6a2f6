/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "core/report/text_phrases.h"
#include "core/script/compile/write_phrases.h"
#include "core/script/phrases.h"

/*
 * Makes the words behind the marks of a text searchable at build time, and writes them as C
 * constants (see core/report/text_phrases.h).
 *
 *     compile_marks OUTPUT.c
 */

static G_NORETURN void fail(const char *message)
{
	fprintf(stderr, "compile_marks: %s\n", message);
	exit(EXIT_FAILURE);
}

static void add_set(struct rebound_phrases *phrases, const struct rebound_text_phrases *set)
{
	for (const char *const *phrase = set->phrases; *phrase != NULL; phrase++) {
		g_autoptr(GError) error = NULL;

		if (!rebound_phrases_add(phrases, *phrase, set->mark, &error))
			fail(error->message);
	}
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) source = g_string_new("/* Written by compile_marks. */\n"
						 "#include \"core/report/text_phrases.h\"\n\n");

	if (argc != 2)
		fail("usage: compile_marks OUTPUT.c");
	struct rebound_phrases *phrases = rebound_phrases_new();
	for (const struct rebound_text_phrases *set = rebound_text_all_phrases;
		set->phrases != NULL; set++)
		add_set(phrases, set);
	rebound_phrases_build(phrases);
	rebound_write_phrases(
		source, "", "rebound_text_marks_image", rebound_phrases_get_image(phrases));
	rebound_phrases_free(phrases);
	if (!g_file_set_contents(argv[1], source->str, (gssize)source->len, &error))
		fail(error->message);
	return EXIT_SUCCESS;
}
