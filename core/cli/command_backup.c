/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include "core/cli/output.h"
#include "core/store/upkeep.h"

static const char about[] =
	"Copies the database to FILE as it is at one moment, also while others write to it. The "
	"copy "
	"is\n"
	"checked before it appears, and a file that is there already is never touched.\n\n"
	"Example:\n"
	"  rebound backup /backup/rebound-$(date +%F).db\n";

static int run_backup(int argc, char **argv)
{
	g_autofree char *database = NULL;
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	gint64 size;

	int code = rebound_cli_options(&argc, &argv, "FILE", about, entries);
	if (code >= 0)
		return code;
	if (argc != 2)
		return rebound_cli_misuse("backup", "say where the copy goes: backup FILE");
	const char *path = rebound_cli_database(database);
	g_autoptr(rebound_store) store = rebound_store_open(path, REBOUND_STORE_READ, &error);
	if (store == NULL || !rebound_store_backup(store, argv[1], &size, &error))
		return rebound_cli_fail(error);
	g_autofree char *bytes = g_format_size((guint64)size);
	rebound_output_line("%s copied to %s (%s).", path, argv[1], bytes);
	return rebound_output_finish();
}

const struct rebound_command rebound_command_backup = {
	"backup", "copy the database while it is in use", run_backup};
