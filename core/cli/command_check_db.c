/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <string.h>
#include <sysexits.h>

#include "core/base/arena.h"
#include "core/base/text.h"
#include "core/cli/output.h"
#include "core/store/upkeep.h"

static const char about[] =
	"Checks the whole database: the file, its tables, what rows refer to, the chain of digests "
	"that\n"
	"shows changes by other programs, and what must hold among the rows. Changes nothing, but "
	"brings\n"
	"a database of an earlier version up to date.\n\n"
	"The exit status is 0 where all is well, 65 where something is wrong, 75 where the "
	"database "
	"is in\n"
	"use and it is to be tried again.\n\n"
	"Example:\n"
	"  rebound check-db --db rebound.db\n";

struct telling {
	struct rebound_arena *arena;
	const char *help; /* of the problem before: said once for those in a row */
};

static void tell_problem(const char *problem, const char *help, void *data)
{
	struct telling *telling = data;

	if (telling->help != NULL && telling->help != help)
		rebound_output_paragraph("  What to do: ", "  ", telling->help);
	rebound_output_print("%s%s%s\n", rebound_output_style(REBOUND_STYLE_BAD),
		rebound_text_line(telling->arena, problem, strlen(problem), 400),
		rebound_output_style(REBOUND_STYLE_PLAIN));
	telling->help = help;
}

static void print_sound(const char *path, const struct rebound_check *check)
{
	rebound_output_line("%s is sound: %" G_GINT64_FORMAT " messages, %" G_GINT64_FORMAT
			    " events, %" G_GINT64_FORMAT
			    " suppressions that stand, schema %" G_GINT64_FORMAT ".",
		path, check->messages, check->events, check->suppressions, check->version);
	if (check->links == 0)
		return;
	rebound_output_print("Chain: %" G_GINT64_FORMAT " link%s, the newest is ", check->links,
		check->links == 1 ? "" : "s");
	for (guint i = 0; i < G_N_ELEMENTS(check->head); i++)
		rebound_output_print("%02x", check->head[i]);
	rebound_output_print(".\nWho keeps that line elsewhere can tell later that nothing was cut "
			     "off the end.\n");
}

static int run_check_db(int argc, char **argv)
{
	g_autofree char *database = NULL;
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct telling telling = {.arena = arena};
	struct rebound_check check;

	int code = rebound_cli_options(&argc, &argv, "", about, entries);
	if (code >= 0)
		return code;
	if (argc > 1)
		return rebound_cli_misuse(
			"check-db", "'%s' is too much; give the database with --db", argv[1]);
	const char *path = rebound_cli_database(database);
	g_autoptr(rebound_store) store = rebound_store_open(path, REBOUND_STORE_CHECK, &error);
	if (store == NULL || !rebound_store_check(store, tell_problem, &telling, &check, &error))
		return rebound_cli_fail(error);
	if (check.problems == 0) {
		print_sound(path, &check);
		return rebound_output_finish();
	}
	rebound_output_paragraph("  What to do: ", "  ", telling.help);
	code = rebound_output_finish();
	return code != EX_OK ? code : EX_DATAERR;
}

const struct rebound_command rebound_command_check_db = {
	"check-db", "check the database: is it whole, and as it was written", run_check_db};
