/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <sysexits.h>

#include "core/base/clock.h"
#include "core/cli/output.h"
#include "core/store/store.h"

static const char about[] =
	"Takes a run back: its suppressions, retries and slowed domains end, its events count no "
	"more,\n"
	"and what it replaced stands again. What was undone stays visible in the database.\n\n"
	"Examples:\n"
	"  rebound undo --last --dry-run\n"
	"  rebound undo --run 12\n";

static int run_undo(int argc, char **argv)
{
	g_autofree char *database = NULL, *why = NULL, *now = NULL;
	gboolean last = FALSE, dry_run = FALSE;
	gint64 number = 0;
	struct rebound_undo undone = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{"run", 0, 0, G_OPTION_ARG_INT64, &number, "The run to take back", "N"},
		{"last", 0, 0, G_OPTION_ARG_NONE, &last, "The newest run that was not undone",
			NULL},
		{"why", 0, 0, G_OPTION_ARG_STRING, &why, "A reason, kept with what is undone",
			"TEXT"},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run,
			"Say what would be undone, write nothing", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "", about, entries);
	if (code >= 0)
		return code;
	if (argc > 1)
		return rebound_cli_misuse(
			"undo", "'%s' is too much; name a run with --run N", argv[1]);
	if ((number > 0) == last)
		return rebound_cli_misuse("undo", "say which run: --run N or --last");
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	const char *path = rebound_cli_database(database);
	enum rebound_store_mode mode = dry_run ? REBOUND_STORE_MEMORY : REBOUND_STORE_CHANGE;
	g_autoptr(rebound_store) store = rebound_store_open(path, mode, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	if (last)
		number = rebound_store_last_run(store, &error);
	if (error != NULL)
		return rebound_cli_fail(error);
	if (number == 0) {
		rebound_output_print("There is no run to undo in %s.\n", path);
		return rebound_output_finish();
	}
	if (!rebound_store_undo_run(store, number, dry_run, why != NULL ? why : "undone by hand",
		    rebound_clock_now(), &undone, &error))
		return rebound_cli_fail(error);
	rebound_output_print("Run %" G_GINT64_FORMAT " %s: %" G_GINT64_FORMAT
			     " suppressions, %" G_GINT64_FORMAT " retries, %" G_GINT64_FORMAT
			     " slowed domains, %" G_GINT64_FORMAT " events of %" G_GINT64_FORMAT
			     " messages.\n",
		number, dry_run ? "would be undone" : "undone", undone.suppressions, undone.retries,
		undone.slowdowns, undone.events, undone.messages);
	return rebound_output_finish();
}

const struct rebound_command rebound_command_undo = {"undo", "take a run back", run_undo};
