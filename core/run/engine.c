/* SPDX-License-Identifier: MIT */
#include <rebound/engine.h>

#include <string.h>

#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/report/line.h"
#include "core/report/read.h"
#include "core/rules/ruleset.h"

struct rebound_engine {
	struct rebound_reader *reader;
	struct rebound_ruleset *ruleset;
	struct rebound_arena *arena;
	struct rebound_ruleset *former; /* the last report names its cards; NULL for none */
};

struct rebound_engine *rebound_engine_new(const char *rules, GError **error)
{
	struct rebound_ruleset *ruleset = rebound_ruleset_load(rules, error);

	if (ruleset == NULL)
		return NULL;
	struct rebound_engine *engine = g_new0(struct rebound_engine, 1);
	engine->ruleset = ruleset;
	struct rebound_reader_options options = {.rules_file = rules};
	engine->reader = rebound_reader_new(&options);
	engine->arena = rebound_arena_new();
	return engine;
}

gboolean rebound_engine_reload(struct rebound_engine *engine, const char *rules, GError **error)
{
	g_return_val_if_fail(engine != NULL, FALSE);

	struct rebound_ruleset *ruleset = rebound_ruleset_load(rules, error);
	if (ruleset == NULL)
		return FALSE;
	/* Of two reloads in a row, the report is of the rules before the first. */
	if (engine->former == NULL)
		engine->former = engine->ruleset;
	else
		rebound_ruleset_free(engine->ruleset);
	engine->ruleset = ruleset;
	return TRUE;
}

void rebound_engine_free(struct rebound_engine *engine)
{
	if (engine == NULL)
		return;
	rebound_reader_free(engine->reader);
	rebound_ruleset_free(engine->former);
	rebound_ruleset_free(engine->ruleset);
	rebound_arena_free(engine->arena);
	g_free(engine);
}

const struct rebound_report *rebound_engine_read(
	struct rebound_engine *engine, const char *data, gsize len)
{
	g_return_val_if_fail(engine != NULL, NULL);
	g_return_val_if_fail(data != NULL || len == 0, NULL);

	struct rebound_mail mail = {
		.source = "-",
		.data = data,
		.len = MIN(len, REBOUND_LIMIT_MESSAGE_BYTES),
		.truncated = len > REBOUND_LIMIT_MESSAGE_BYTES,
	};
	struct rebound_report *report = rebound_reader_read(engine->reader, &mail);

	g_clear_pointer(&engine->former, rebound_ruleset_free);
	rebound_arena_clear(engine->arena);
	rebound_ruleset_classify(engine->ruleset, report, engine->arena);
	return report;
}

const struct rebound_report *rebound_engine_classify(
	struct rebound_engine *engine, const char *line)
{
	g_return_val_if_fail(engine != NULL, NULL);
	g_return_val_if_fail(line != NULL, NULL);

	g_clear_pointer(&engine->former, rebound_ruleset_free);
	rebound_arena_clear(engine->arena);
	struct rebound_report *report = rebound_line_read(engine->arena, line, strlen(line));

	rebound_ruleset_classify(engine->ruleset, report, engine->arena);
	return report;
}
