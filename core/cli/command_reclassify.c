/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include "core/base/clock.h"
#include "core/cli/verdict_changes.h"
#include "core/cli/output.h"
#include "core/policy/policy.h"
#include "core/run/reclassify.h"

#define EVENTS 3

static const char about[] =
	"Runs the rules of today over the events of the database, and shows which verdicts would "
	"be\n"
	"others than those that are stored. Suppressions that rest on a verdict of which the rules "
	"think\n"
	"better now are named.\n\n"
	"With --apply the new verdicts count from then on: a run of its own, in which a new event "
	"stands\n"
	"for each old one, and which 'rebound undo' takes back. The policy decides what follows "
	"for "
	"an\n"
	"address. Nobody is told of it, and no mail is sent.\n\n"
	"Examples:\n"
	"  rebound reclassify\n"
	"  rebound reclassify --rules mine.lua --json\n"
	"  rebound reclassify --apply --dry-run\n"
	"  rebound reclassify --apply\n";

/* What the options say. */
struct options {
	char *database, *rules, *policy, *now;
	int limit;
	gboolean as_json, apply, dry_run;
};

static void print_step(const char *address, const char *what, const char *why, void *data)
{
	rebound_output_print(
		"  %s: %s%s%s\n", address, what, why != NULL ? ": " : "", why != NULL ? why : "");
}

static void print_result(const struct options *options, const struct rebound_reclassified *result)
{
	if (options->dry_run)
		rebound_output_print("\nIt would be judged anew");
	else
		rebound_output_print("\nJudged anew, as run %" G_GINT64_FORMAT, result->run);
	rebound_output_print(": %" G_GUINT64_FORMAT " events, %" G_GUINT64_FORMAT
			     " addresses suppressed, %" G_GUINT64_FORMAT
			     " proposed, %" G_GUINT64_FORMAT " held, %" G_GUINT64_FORMAT
			     " no longer suppressed, %" G_GUINT64_FORMAT " to be sent again.\n",
		result->events, result->suppressed, result->proposed, result->held, result->ended,
		result->retries);
	if (!options->dry_run)
		rebound_output_print(
			"`rebound undo --run %" G_GINT64_FORMAT "` takes it back.\n", result->run);
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
	gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

	return left < right ? -1 : left > right;
}

static gboolean apply(const struct options *options, struct rebound_store *store,
	struct rebound_ruleset *ruleset, const struct rebound_verdict_changes *changes,
	GError **error)
{
	g_autoptr(rebound_policy) policy =
		rebound_policy_load(rebound_cli_policy(options->policy), error);
	g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(gint64));
	struct rebound_reclassified result;

	if (policy == NULL)
		return FALSE;
	for (guint i = 0; i < changes->list->len; i++)
		g_array_append_val(events,
			g_array_index(changes->list, struct rebound_verdict_change, i).event);
	g_array_sort(events, compare_numbers);
	struct rebound_reclassify_options order = {
		.store = store,
		.policy = policy,
		.ruleset = ruleset,
		.events = (const gint64 *)(void *)events->data,
		.count = events->len,
		.now = rebound_clock_now(),
		.told = options->as_json ? NULL : print_step,
	};
	if (events->len > 0 && !options->as_json)
		rebound_output_print("\n");
	if (!rebound_reclassify(&order, &result, error))
		return FALSE;
	if (result.events > 0 && !options->as_json)
		print_result(options, &result);
	return TRUE;
}

static int run_with(const struct options *options)
{
	enum rebound_store_mode mode = !options->apply	  ? REBOUND_STORE_READ
				       : options->dry_run ? REBOUND_STORE_MEMORY
							  : REBOUND_STORE_CHANGE;
	guint limit = options->limit > 0 ? (guint)options->limit : G_MAXUINT;
	g_autoptr(GError) error = NULL;
	struct rebound_verdict_changes changes = {0};

	if (!rebound_cli_set_now(options->now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_store) store =
		rebound_store_open(rebound_cli_database(options->database), mode, &error);
	g_autoptr(rebound_ruleset) ruleset =
		store != NULL ? rebound_ruleset_load(rebound_cli_rules(options->rules), &error)
			      : NULL;
	if (ruleset == NULL)
		return rebound_cli_fail(error);
	gboolean good = rebound_verdict_changes_find(&changes, store, NULL, ruleset, &error);
	if (good && options->as_json)
		rebound_verdict_changes_json(&changes);
	else if (good)
		rebound_verdict_changes_print(&changes, limit);
	good = good && (!options->apply || apply(options, store, ruleset, &changes, &error));
	rebound_verdict_changes_clear(&changes);
	return good ? rebound_output_finish() : rebound_cli_fail(error);
}

static int run_reclassify(int argc, char **argv)
{
	struct options options = {.limit = EVENTS};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &options.rules,
			"Rule file; stands before the shipped rules", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &options.policy,
			"Policy file, instead of the shipped one", "FILE"},
		{"apply", 0, 0, G_OPTION_ARG_NONE, &options.apply,
			"Let the new verdicts count from now on", NULL},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run,
			"With --apply: say what would change, write nothing", NULL},
		{"limit", 0, 0, G_OPTION_ARG_INT, &options.limit,
			"At most so many events for each pair of reasons; 3 by default, 0 for all",
			"N"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "JSON Lines, an event each",
			NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};

	int code = rebound_cli_options(&argc, &argv, "", about, entries);
	if (code < 0 && argc > 1)
		code = rebound_cli_misuse("reclassify", "'%s' is too much", argv[1]);
	if (code < 0)
		code = run_with(&options);
	g_free(options.database);
	g_free(options.rules);
	g_free(options.policy);
	g_free(options.now);
	return code;
}

const struct rebound_command rebound_command_reclassify = {"reclassify",
	"judge stored events by the rules of today, and show what differs", run_reclassify};
