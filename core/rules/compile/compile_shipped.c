/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/rules/compile/write_dictionary.h"
#include "core/rules/compile/write_shipped.h"
#include "core/rules/ruleset.h"
#include "core/rules/shipped.h"
#include "core/rules/statement_dictionary.h"
#include "core/script/embedded.h"

/*
 * Compiles the shipped rules at build time: loads them from their Lua, as the program would, and
 * writes the cards and the automata as C constants (see core/rules/shipped.h), and with them the
 * words of statements (see core/rules/statement_dictionary.h).
 *
 *     compile_shipped OUTPUT.c
 */

/* There are none yet, so that all is read from Lua; nor is there a dictionary, which no card needs
 * while it is loaded. */
const struct rebound_shipped *const rebound_shipped = NULL;
const struct rebound_statement_dictionary rebound_statement_dictionary;

static G_NORETURN void fail(const char *message)
{
	fprintf(stderr, "compile_shipped: %s\n", message);
	exit(EXIT_FAILURE);
}

static gboolean is_same_card(const struct rebound_card *a, const struct rebound_card *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->at, b->at) == 0;
}

/* Where the cards of one file stand among all; they must stand next to each other. */
static struct rebound_shipped_file place_file(
	const struct rebound_ruleset *all, const char *name, const struct rebound_ruleset *own)
{
	struct rebound_shipped_file file = {.name = name, .count = own->cards->len};

	while (file.first < all->cards->len &&
		!is_same_card(rebound_ruleset_get(all, file.first), rebound_ruleset_get(own, 0)))
		file.first++;
	for (guint i = 0; i < file.count; i++) {
		if (file.first + i < all->cards->len &&
			is_same_card(rebound_ruleset_get(all, file.first + i),
				rebound_ruleset_get(own, i)))
			continue;
		g_autofree char *message = g_strdup_printf(
			"%s: its cards must stand together in rules/all.lua; add use \"...\" there",
			name);
		fail(message);
	}
	return file;
}

static GArray *place_files(const struct rebound_ruleset *all)
{
	GArray *files = g_array_new(FALSE, FALSE, sizeof(struct rebound_shipped_file));

	for (const struct rebound_embedded *one = rebound_embedded; one->name != NULL; one++) {
		g_autoptr(GError) error = NULL;

		if (!g_str_has_prefix(one->name, "rules/") ||
			strcmp(one->name, "rules/policy.lua") == 0)
			continue;
		g_autoptr(rebound_ruleset) own =
			rebound_ruleset_load_shipped_file(one->name, &error);
		if (own == NULL)
			fail(error->message);
		struct rebound_shipped_file file = place_file(all, one->name, own);
		g_array_append_val(files, file);
	}
	return files;
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc != 2)
		fail("usage: compile_shipped OUTPUT.c");
	g_autoptr(rebound_ruleset) all = rebound_ruleset_load_whole(NULL, &error);
	if (all == NULL)
		fail(error->message);
	g_autoptr(GArray) files = place_files(all);
	g_autoptr(GString) source = rebound_write_shipped(all, files);
	rebound_write_dictionary(source);
	if (!g_file_set_contents(argv[1], source->str, (gssize)source->len, &error))
		fail(error->message);
	return EXIT_SUCCESS;
}
