/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include "core/cli/verdict_changes.h"
#include "core/cli/output.h"
#include "core/run/stored.h"

#define EVENTS 3

static const char about[] =
	"Which verdicts on the events of the database two sets of rules give differently. Each is "
	"a rule\n"
	"file, or the word shipped for the rules of the program. Nothing is written.\n\n"
	"Examples:\n"
	"  rebound diff shipped mine.lua\n"
	"  rebound diff --json old/mine.lua mine.lua | jq .after.reason\n";

static int compare(const char *database, char **names, guint limit, gboolean as_json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_store) store =
		rebound_store_open(rebound_cli_database(database), REBOUND_STORE_READ, &error);
	g_autoptr(rebound_ruleset) before =
		store != NULL ? rebound_stored_rules(names[0], &error) : NULL;
	g_autoptr(rebound_ruleset) after =
		before != NULL ? rebound_stored_rules(names[1], &error) : NULL;
	struct rebound_verdict_changes changes = {0};

	if (after == NULL)
		return rebound_cli_fail(error);
	int code = 0;
	if (!rebound_verdict_changes_find(&changes, store, before, after, &error))
		code = rebound_cli_fail(error);
	else if (as_json)
		rebound_verdict_changes_json(&changes);
	else
		rebound_verdict_changes_print(&changes, limit);
	rebound_verdict_changes_clear(&changes);
	return code != 0 ? code : rebound_output_finish();
}

static int run_diff(int argc, char **argv)
{
	g_autofree char *database = NULL;
	int limit = EVENTS;
	gboolean as_json = FALSE;
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{"limit", 'n', 0, G_OPTION_ARG_INT, &limit,
			"At most so many events for each pair of reasons; 3 by default, 0 for all",
			"N"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "JSON Lines, an event each", NULL},
		{0},
	};

	int code = rebound_cli_options(&argc, &argv, "RULES RULES", about, entries);
	if (code >= 0)
		return code;
	if (argc != 3)
		return rebound_cli_misuse(
			"diff", "name two sets of rules: two files, or one and shipped");
	return compare(database, argv + 1, limit > 0 ? (guint)limit : G_MAXUINT, as_json);
}

const struct rebound_command rebound_command_diff = {
	"diff", "compare two sets of rules on the stored events", run_diff};
