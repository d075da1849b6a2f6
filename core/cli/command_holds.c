/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/cli/output.h"
#include "core/cli/usage.h"
#include "core/store/holds.h"

static const char about[] =
	"Where far more addresses of one provider turn unknown than is normal, it may be the\n"
	"provider's outage: their suppressions are held until you decide. A hold never decides\n"
	"itself, and nobody on it is suppressed.\n\n"
	"Verbs:\n"
	"  list          what is held, and why; --all also shows what was decided\n"
	"  show ID       the addresses of a hold\n"
	"  release ID    the failures were true: suppress the addresses\n"
	"  drop ID       they were not: let the addresses go, and count the failures no more\n\n"
	"Examples:\n"
	"  rebound holds\n"
	"  rebound holds show 1\n"
	"  rebound holds drop 1 --why \"outage of their directory\"\n";

/* What the options say. */
struct options {
	const char *verb, *id; /* id: NULL where none was given */
	char *database, *why, *now;
	gboolean all;
};

static gboolean print_hold(const struct rebound_hold *hold, void *data)
{
	char began[REBOUND_CLOCK_TIME_SIZE], last[REBOUND_CLOCK_TIME_SIZE];
	gboolean open = hold->state == REBOUND_HOLD_OPEN;

	*(gboolean *)data = TRUE;
	return rebound_output_print("%s%-8s%s  %3" G_GINT64_FORMAT "  %-28s  %" G_GINT64_FORMAT
				    " addresses, from %s to %s\n               %s%s%s%s%s\n",
		rebound_output_style(open ? REBOUND_STYLE_WARN : REBOUND_STYLE_DIM),
		rebound_hold_state_name(hold->state), rebound_output_style(REBOUND_STYLE_PLAIN),
		hold->id, hold->provider, hold->addresses,
		rebound_clock_write_time(hold->began, began),
		rebound_clock_write_time(hold->last, last), rebound_output_style(REBOUND_STYLE_DIM),
		hold->why != NULL ? hold->why : "", hold->decided_why != NULL ? "; " : "",
		hold->decided_why != NULL ? hold->decided_why : "",
		rebound_output_style(REBOUND_STYLE_PLAIN));
}

static int list(struct rebound_store *store, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	gboolean any = FALSE;

	if (!rebound_store_holds(store, options->all, print_hold, &any, &error))
		return rebound_cli_fail(error);
	if (!any)
		rebound_output_print("Nothing is held.\n");
	return rebound_output_finish();
}

struct showing {
	gint64 hold;
	gboolean any;
};

static gboolean print_address(const struct rebound_suppression *row, void *data)
{
	struct showing *showing = data;

	if (row->hold != showing->hold)
		return TRUE;
	showing->any = TRUE;
	return rebound_output_print("%-8s  %-36s  %s\n", rebound_state_name(row->state),
		row->address, row->why != NULL ? row->why : "");
}

static int show(struct rebound_store *store, gint64 id)
{
	g_autoptr(GError) error = NULL;
	struct rebound_suppression_filter filter = {
		.state = REBOUND_STATE_COUNT, .include_ended = TRUE, .now = rebound_clock_now()};
	struct showing showing = {.hold = id};

	if (!rebound_store_suppressions(store, &filter, print_address, &showing, &error))
		return rebound_cli_fail(error);
	if (!showing.any)
		return rebound_cli_misuse("holds", "there is no hold %" G_GINT64_FORMAT, id);
	return rebound_output_finish();
}

static int decide(
	struct rebound_store *store, const struct options *options, gint64 id, gboolean release)
{
	g_autoptr(GError) error = NULL;
	const char *why = options->why != NULL ? options->why : "by hand";

	gint64 count =
		rebound_store_decide_hold(store, id, release, why, rebound_clock_now(), &error);
	if (count < 0)
		return rebound_cli_fail(error);
	rebound_output_print("%" G_GINT64_FORMAT " %s.\n", count,
		release ? "suppressed" : "let go; their failures count no more");
	return rebound_output_finish();
}

static int run_verb(const struct options *options)
{
	static const char *const verbs[] = {"list", "show", "release", "drop", NULL};
	g_autoptr(GError) error = NULL;
	gint64 id = 0;

	if (!g_strv_contains(verbs, options->verb))
		return rebound_cli_misuse("holds",
			"there is no verb '%s'; use list, show, release or drop", options->verb);
	gboolean lists = strcmp(options->verb, "list") == 0;
	gboolean shows = strcmp(options->verb, "show") == 0;
	if (!lists && !rebound_cli_read_id(options->id, &id))
		return rebound_cli_misuse("holds",
			"%s which? Give the number of a hold, as `rebound holds` lists it",
			options->verb);
	g_autoptr(rebound_store) store = rebound_store_open(rebound_cli_database(options->database),
		lists || shows ? REBOUND_STORE_READ : REBOUND_STORE_CHANGE, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	if (lists)
		return list(store, options);
	return shows ? show(store, id)
		     : decide(store, options, id, strcmp(options->verb, "release") == 0);
}

static int run_holds(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"all", 0, 0, G_OPTION_ARG_NONE, &options.all, "list: also what was decided", NULL},
		{"why", 0, 0, G_OPTION_ARG_STRING, &options.why,
			"release, drop: a reason, kept with the decision", "TEXT"},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "[VERB [ID]]", about, entries);
	if (code < 0 && argc > 3)
		code = rebound_cli_misuse("holds", "one hold at a time");
	if (code < 0 && !rebound_cli_set_now(options.now, &error))
		code = rebound_cli_fail(error);
	if (code < 0) {
		options.verb = argc > 1 ? argv[1] : "list";
		options.id = argc > 2 ? argv[2] : NULL;
		code = rebound_usage_check_verb("holds", options.verb, entries);
	}
	if (code < 0)
		code = run_verb(&options);
	g_free(options.database);
	g_free(options.why);
	g_free(options.now);
	return code;
}

const struct rebound_command rebound_command_holds = {
	"holds", "list, show, release, drop what the spike guard holds", run_holds};
