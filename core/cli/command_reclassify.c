/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include "core/cli/changes.h"
#include "core/cli/output.h"

#define EVENTS 3

static const char about[] = "Runs the rules of today over the events of the database, and shows "
			    "which verdicts would be\n"
			    "others than those that are stored. Nothing is written: an event says "
			    "for ever what was decided\n"
			    "at its time. Suppressions that rest on a verdict of which the rules "
			    "think better now are named.\n\n"
			    "Examples:\n"
			    "  rebound reclassify\n"
			    "  rebound reclassify --rules mine.lua --json\n";

static int compare(const char *database, const char *rules, guint limit, gboolean as_json)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_store) store =
		rebound_store_open(rebound_cli_database(database), REBOUND_STORE_READ, &error);
	g_autoptr(rebound_ruleset) ruleset =
		store != NULL ? rebound_ruleset_load(rebound_cli_rules(rules), &error) : NULL;
	struct rebound_changes changes = {0};

	if (ruleset == NULL)
		return rebound_cli_fail(error);
	int code = 0;
	if (!rebound_changes_find(&changes, store, NULL, ruleset, &error))
		code = rebound_cli_fail(error);
	else if (as_json)
		rebound_changes_json(&changes);
	else
		rebound_changes_print(&changes, limit);
	rebound_changes_clear(&changes);
	return code != 0 ? code : rebound_output_finish();
}

static int run_reclassify(int argc, char **argv)
{
	g_autofree char *database = NULL, *rules = NULL, *now = NULL;
	int limit = EVENTS;
	gboolean as_json = FALSE, dry_run = FALSE;
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &rules,
			"Rule file; stands before the shipped rules", "FILE"},
		{"limit", 0, 0, G_OPTION_ARG_INT, &limit,
			"At most so many events for each pair of reasons; 3 by default, 0 for all",
			"N"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "JSON Lines, an event each", NULL},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, "Write nothing; it never does",
			NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "", about, entries);
	if (code >= 0)
		return code;
	if (argc > 1)
		return rebound_cli_misuse("reclassify", "'%s' is too much", argv[1]);
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	return compare(database, rules, limit > 0 ? (guint)limit : G_MAXUINT, as_json);
}

const struct rebound_command rebound_command_reclassify = {
	"reclassify", "show what the rules of today would say of stored events", run_reclassify};
