/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "core/base/clock.h"
#include "core/cli/output.h"
#include "core/cli/user.h"
#include "core/smtp/address.h"
#include "core/store/upkeep.h"

static const char about[] =
	"Forgets one person: the address, in every spelling, and all texts that name it go from "
	"all "
	"tables,\n"
	"from the file's free pages and from its log. A suppression that stands holds on by a "
	"salted "
	"hash,\n"
	"so that `clean` and `suppressions check` know the address still. Events stay as figures "
	"without a\n"
	"name. This can't be undone. Backups, and lists that you exported, you have to see to "
	"yourself.\n\n"
	"Examples:\n"
	"  rebound forget ann@example.org --dry-run\n"
	"  rebound forget ann@example.org --why 'her letter of 2 March'\n";

static int report(const struct rebound_upkeep_order *order, const struct rebound_forget *forgotten)
{
	if (forgotten->events + forgotten->rows == 0) {
		rebound_output_print("The address is nowhere in the database.\n");
		return rebound_output_finish();
	}
	rebound_output_print("%s:\n  events, of address and texts     %6" G_GINT64_FORMAT
			     "\n  rows of other tables             %6" G_GINT64_FORMAT "\n",
		order->dry_run ? "Would be forgotten" : "Forgotten", forgotten->events,
		forgotten->rows);
	rebound_output_print(forgotten->held ? "Its suppression holds on, by a salted hash.\n"
					     : "No suppression of it stood, so no hash is kept.\n");
	if (!forgotten->log_left)
		return rebound_output_finish();
	fputs("rebound: another process reads the database, so that old pages are still in the "
	      "file: run the same command again when it has ended\n",
		stderr);
	return EX_TEMPFAIL;
}

static int forget(const char *path, const char *text, const struct rebound_upkeep_order *order)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	enum rebound_store_mode mode = order->dry_run ? REBOUND_STORE_MEMORY : REBOUND_STORE_CHANGE;
	const char *address = rebound_address_read(arena, text, strlen(text));
	struct rebound_forget forgotten;

	if (address == NULL)
		return rebound_cli_misuse("forget", "'%s' is no address", text);
	g_autoptr(rebound_store) store = rebound_store_open(path, mode, &error);
	if (store == NULL || !rebound_store_forget(store, address, order, &forgotten, &error))
		return rebound_cli_fail(error);
	return report(order, &forgotten);
}

static int run_forget(int argc, char **argv)
{
	g_autofree char *database = NULL, *why = NULL, *now = NULL;
	struct rebound_upkeep_order order = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{"why", 0, 0, G_OPTION_ARG_STRING, &why,
			"A reason, kept in the database without addresses", "TEXT"},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &order.dry_run,
			"Say what would go, write nothing", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "ADDRESS", about, entries);
	if (code >= 0)
		return code;
	if (argc != 2)
		return rebound_cli_misuse("forget", "name one address");
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	order.who = rebound_cli_user();
	order.why = why;
	order.now = rebound_clock_now();
	return forget(rebound_cli_database(database), argv[1], &order);
}

const struct rebound_command rebound_command_forget = {
	"forget", "erase one person's address and texts; the suppression holds", run_forget};
