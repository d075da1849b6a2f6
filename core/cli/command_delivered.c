/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/cli/line_batch.h"
#include "core/cli/output.h"
#include "core/run/delivered.h"

static const char about[] =
	"What failed before a delivery no longer counts against an address, and its domain is\n"
	"slowed no more. A suppression never ends by it: such addresses are named on standard\n"
	"error, for you to decide. Without addresses, lines are read from standard input, each\n"
	"ADDRESS or ADDRESS,TIME.\n\n"
	"Examples:\n"
	"  rebound delivered ann@example.org\n"
	"  rebound delivered --log < /var/log/mail.log\n"
	"  rebound delivered --imported < new_subscribers.txt\n";

/* What the options say. */
struct options {
	char *database, *policy, *now;
	gboolean log, replied, imported, quiet;
};

static void tell(const char *address, const char *why, void *data)
{
	rebound_cli_warn("%s: %s", address, why);
}

static gboolean take_arguments(
	struct rebound_delivered *delivered, char *const *addresses, GError **error)
{
	if (!rebound_store_begin(delivered->store, error))
		return FALSE;
	for (; *addresses != NULL; addresses++) {
		GError *problem = NULL;

		if (rebound_delivered_take(delivered, *addresses, strlen(*addresses), &problem))
			continue;
		if (g_error_matches(problem, REBOUND_ERROR, REBOUND_ERROR_SYNTAX))
			problem->code = REBOUND_ERROR_USAGE;
		g_propagate_error(error, problem);
		return FALSE;
	}
	return rebound_store_commit(delivered->store, error);
}

/* What was read, in one transaction; number is that of the line before. A line that is no address
 * is told and counted, and the others go on. */
static gboolean take_batch(struct rebound_delivered *delivered,
	const struct rebound_line_batch *batch, guint count, guint64 number, guint64 *bad,
	GError **error)
{
	if (!rebound_store_begin(delivered->store, error))
		return FALSE;
	for (guint i = 0; i < count; i++) {
		gsize len;
		const char *line = rebound_line_batch_get(batch, i, &len);
		GError *problem = NULL;

		if (rebound_delivered_take(delivered, line, len, &problem))
			continue;
		g_prefix_error(&problem, "line %" G_GUINT64_FORMAT ": ", number + i + 1);
		if (!g_error_matches(problem, REBOUND_ERROR, REBOUND_ERROR_SYNTAX)) {
			g_propagate_error(error, problem);
			return FALSE;
		}
		rebound_cli_warn("%s", problem->message);
		g_error_free(problem);
		(*bad)++;
	}
	return rebound_store_commit(delivered->store, error);
}

static gboolean take_lines(
	struct rebound_delivered *delivered, FILE *file, guint64 *bad, GError **error)
{
	struct rebound_line_batch batch;
	guint64 number = 0;
	gboolean done = TRUE;
	guint count;

	rebound_line_batch_init(&batch);
	while (done && (count = rebound_line_batch_read(&batch, file)) > 0) {
		done = take_batch(delivered, &batch, count, number, bad, error);
		number += count;
	}
	rebound_line_batch_clear(&batch);
	return done;
}

static gboolean take(const struct options *options, struct rebound_delivered *delivered,
	char **addresses, guint64 *bad, GError **error)
{
	g_autoptr(rebound_policy) policy =
		rebound_policy_load(rebound_cli_policy(options->policy), error);
	if (policy == NULL)
		return FALSE;
	g_autoptr(rebound_store) store = rebound_store_open(
		rebound_cli_database(options->database), REBOUND_STORE_WRITE, error);
	if (store == NULL)
		return FALSE;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	delivered->policy = policy;
	delivered->store = store;
	delivered->arena = arena;
	if (!(addresses[0] != NULL ? take_arguments(delivered, addresses, error)
				   : take_lines(delivered, stdin, bad, error))) {
		rebound_store_rollback(store);
		return FALSE;
	}
	gint64 run = rebound_store_run_number(store);
	g_autofree char *summary = g_strdup_printf(
		"%" G_GUINT64_FORMAT " addresses, %" G_GUINT64_FORMAT " of them suppressed",
		delivered->taken, delivered->suppressed);
	return run == 0 || rebound_store_end_run(store, run, summary, delivered->now, error);
}

static int run_delivered(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database,
			"The database; made where it is missing", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &options.policy,
			"Policy file, instead of the shipped one", "FILE"},
		{"log", 0, 0, G_OPTION_ARG_NONE, &options.log,
			"Lines are of a Postfix or Exim log; takes its deliveries", NULL},
		{"replied", 0, 0, G_OPTION_ARG_NONE, &options.replied,
			"They wrote to you, rather than were delivered to", NULL},
		{"imported", 0, 0, G_OPTION_ARG_NONE, &options.imported, "They signed up anew",
			NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, "No summary", NULL},
		{0},
	};
	struct rebound_delivered delivered = {.told = tell};
	g_autoptr(GError) error = NULL;
	guint64 bad = 0;

	int code = rebound_cli_options(&argc, &argv, "[ADDRESS...]", about, entries);
	if (code < 0 && options.replied && options.imported)
		code = rebound_cli_misuse("delivered", "--replied or --imported, not both");
	if (code < 0 && !rebound_cli_set_now(options.now, &error))
		code = rebound_cli_fail(error);
	if (code < 0) {
		delivered.what = options.replied    ? "replied"
				 : options.imported ? "imported"
						    : "delivered";
		delivered.log = options.log;
		delivered.now = rebound_clock_now();
		if (!take(&options, &delivered, argv + 1, &bad, &error))
			code = rebound_cli_fail(error);
		else if (!options.quiet)
			rebound_output_print("%" G_GUINT64_FORMAT
					     " address%s noted; %" G_GUINT64_FORMAT
					     " of them suppressed, as before.\n",
				delivered.taken, delivered.taken == 1 ? "" : "es",
				delivered.suppressed);
	}
	g_free(options.database);
	g_free(options.policy);
	g_free(options.now);
	if (code >= 0)
		return code;
	code = rebound_output_finish();
	return code == EX_OK && bad > 0 ? EX_DATAERR : code;
}

const struct rebound_command rebound_command_delivered = {"delivered",
	"note deliveries, replies and new sign-ups: failures before them count no more",
	run_delivered};
