/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include "core/base/clock.h"
#include "core/cli/output.h"
#include "core/cli/user.h"
#include "core/store/upkeep.h"

static const char about[] =
	"Lets old events go, and what ended as long ago: suppressions, retries, slowed domains, "
	"messages in\n"
	"quarantine. What stands stays, and so do the events that it rests on. Of a message its "
	"hash "
	"stays,\n"
	"so that it is never counted twice; the chain of digests stays whole.\n\n"
	"Choose a span longer than every 'over' in your policy: what is gone counts no more.\n\n"
	"Examples:\n"
	"  rebound prune --older 400d --dry-run\n"
	"  rebound prune --older 400d\n";

static int prune(const char *path, gint64 span, struct rebound_upkeep_order *order)
{
	g_autoptr(GError) error = NULL;
	enum rebound_store_mode mode = order->dry_run ? REBOUND_STORE_MEMORY : REBOUND_STORE_CHANGE;
	g_autoptr(rebound_store) store = rebound_store_open(path, mode, &error);
	struct rebound_prune pruned;
	char time[REBOUND_CLOCK_TIME_SIZE];

	if (store == NULL || !rebound_store_prune(store, order->now - span, order, &pruned, &error))
		return rebound_cli_fail(error);
	rebound_clock_write_time(order->now - span, time);
	if (!order->dry_run && pruned.change == 0) {
		rebound_output_line("Nothing in %s is older than %s and may go.", path, time);
		return rebound_output_finish();
	}
	rebound_output_print("Before %s: %s\n", time, order->dry_run ? "would go" : "gone");
	rebound_output_print("  events                    %8" G_GINT64_FORMAT "\n", pruned.events);
	rebound_output_print(
		"  messages, but their hash  %8" G_GINT64_FORMAT "\n", pruned.messages);
	rebound_output_print(
		"  suppressions that ended   %8" G_GINT64_FORMAT "\n", pruned.suppressions);
	rebound_output_print("  retries that are closed   %8" G_GINT64_FORMAT "\n", pruned.retries);
	rebound_output_print(
		"  slowed domains            %8" G_GINT64_FORMAT "\n", pruned.slowdowns);
	rebound_output_print(
		"  messages in quarantine    %8" G_GINT64_FORMAT "\n", pruned.quarantine);
	rebound_output_print("%" G_GINT64_FORMAT
			     " older events stay, since something that stands rests on them.\n",
		pruned.kept);
	return rebound_output_finish();
}

static int run_prune(int argc, char **argv)
{
	g_autofree char *database = NULL, *older = NULL, *why = NULL, *now = NULL;
	struct rebound_upkeep_order order = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{"older", 0, 0, G_OPTION_ARG_STRING, &older,
			"What is older than this may go, such as 400d", "SPAN"},
		{"why", 0, 0, G_OPTION_ARG_STRING, &why, "A reason, kept in the database", "TEXT"},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &order.dry_run,
			"Say what would go, write nothing", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	gint64 span = 0;

	int code = rebound_cli_options(&argc, &argv, "", about, entries);
	if (code >= 0)
		return code;
	if (argc > 1)
		return rebound_cli_misuse("prune", "'%s' is too much; say --older 400d", argv[1]);
	if (older == NULL)
		return rebound_cli_misuse("prune", "say how old: --older 400d");
	if (!rebound_clock_read_span(older, &span) || span < 24 * 60 * 60)
		return rebound_cli_misuse(
			"prune", "--older: '%s' is no span of a day or more, such as 400d", older);
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	order.who = rebound_cli_user();
	order.why = why;
	order.now = rebound_clock_now();
	return prune(rebound_cli_database(database), span, &order);
}

const struct rebound_command rebound_command_prune = {
	"prune", "let old events go; what stands stays with its evidence", run_prune};
