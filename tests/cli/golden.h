/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>
#include <glib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/cli/json.h"
#include "core/report/read.h"
#include "core/rules/ruleset.h"

/**
 * @file
 * The mails below tests/mail, and what `rebound parse` makes of one, for tests over many mails.
 */

#define GOLDEN_MAILS "tests/mail"

/** What reads mails one after another. */
struct golden_engine {
	struct rebound_reader *reader;
	struct rebound_ruleset *ruleset;
	struct rebound_arena *arena;
	struct rebound_json *json;
};

/** With the shipped rules. */
static inline void golden_open(struct golden_engine *engine)
{
	static const struct rebound_reader_options none = {0};
	g_autoptr(GError) error = NULL;

	engine->ruleset = rebound_ruleset_load(NULL, &error);
	ck_assert_msg(engine->ruleset != NULL, "%s", error != NULL ? error->message : "no rules");
	engine->reader = rebound_reader_new(&none);
	engine->arena = rebound_arena_new();
	engine->json = rebound_json_new();
}

static inline void golden_close(struct golden_engine *engine)
{
	rebound_json_free(engine->json);
	rebound_arena_free(engine->arena);
	rebound_reader_free(engine->reader);
	rebound_ruleset_free(engine->ruleset);
}

/** The report on a mail; good until the next call. */
static inline struct rebound_report *golden_read(
	struct golden_engine *engine, const char *name, const char *data, gsize len)
{
	struct rebound_mail mail = {.source = name, .data = data, .len = len};

	rebound_arena_clear(engine->arena);
	struct rebound_report *report = rebound_reader_read(engine->reader, &mail);
	rebound_ruleset_classify(engine->ruleset, report, engine->arena);
	return report;
}

/** The line that `rebound parse` prints; good until the next call. */
static inline const char *golden_print(
	struct golden_engine *engine, const struct rebound_report *report)
{
	gsize len;

	rebound_json_clear(engine->json);
	rebound_json_report(engine->json, report);
	return rebound_json_text(engine->json, &len);
}

static inline int golden_compare(gconstpointer left, gconstpointer right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/** Add the paths of all files below a folder that end so, sorted; ending NULL: all of them. */
static inline void golden_list(GPtrArray *paths, const char *folder, const char *ending)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			golden_list(paths, path, ending);
		else if (ending == NULL || g_str_has_suffix(name, ending))
			g_ptr_array_add(paths, g_steal_pointer(&path));
	}
	g_ptr_array_sort(paths, golden_compare);
}
