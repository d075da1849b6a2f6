/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/output.h"
#include "core/cli/usage.h"
#include "core/run/outbox.h"
#include "core/store/outbox.h"

static const char about[] =
	"What the policy's `tell` and alerts wrote is delivered from here, to the web addresses "
	"and\n"
	"programs that its settings name as targets. Run `rebound outbox send` from cron.\n\n"
	"Verbs:\n"
	"  list        what waits or was given up; --all: everything\n"
	"  show ID     the message itself\n"
	"  send        deliver what is due\n"
	"  retry ID    try it again with the next send, also what was given up; or --all\n"
	"  drop ID     never send it; or --all\n\n"
	"`send` exits with 75 where something is to be tried again, 69 where something was given\n"
	"up, else 0.\n\n"
	"Examples:\n"
	"  rebound outbox\n"
	"  rebound outbox send --policy /etc/rebound/policy.lua\n";

/* What the options say. */
struct options {
	const char *verb, *id; /* id: NULL where none was given */
	char *database, *policy, *now;
	gint most;
	gboolean all, quiet;
};

static const char *style_of(enum rebound_outbox_state state)
{
	switch (state) {
	case REBOUND_OUTBOX_FAILED:
		return rebound_output_style(REBOUND_STYLE_BAD);
	case REBOUND_OUTBOX_WAITING:
		return rebound_output_style(REBOUND_STYLE_WARN);
	default:
		return rebound_output_style(REBOUND_STYLE_DIM);
	}
}

static gboolean print_row(const struct rebound_outbox_row *row, void *data)
{
	char due[REBOUND_CLOCK_TIME_SIZE];
	gboolean waits = row->state == REBOUND_OUTBOX_WAITING;

	*(gboolean *)data = TRUE;
	return rebound_output_print("%s%-9s%s  %5" G_GINT64_FORMAT
				    "  %-16s  %s%s  attempts: %u%s%s\n",
		style_of(row->state), rebound_outbox_state_name(row->state),
		rebound_output_style(REBOUND_STYLE_PLAIN), row->id, row->target,
		waits ? "due " : "", rebound_clock_write_time(waits ? row->due : row->created, due),
		row->attempts, row->answer != NULL ? "; " : "",
		row->answer != NULL ? row->answer : "");
}

static int list(struct rebound_store *store, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	gboolean any = FALSE;

	if (!rebound_store_outbox(store, options->all, print_row, &any, &error))
		return rebound_cli_fail(error);
	if (!any)
		rebound_output_print("The outbox is empty.\n");
	return rebound_output_finish();
}

struct showing {
	gint64 id;
	gboolean found;
};

static gboolean print_payload(const struct rebound_outbox_row *row, void *data)
{
	struct showing *showing = data;

	if (row->id != showing->id)
		return TRUE;
	showing->found = TRUE;
	rebound_output_print("%s\n", row->payload);
	return FALSE;
}

static int show(struct rebound_store *store, gint64 id)
{
	struct showing showing = {.id = id};
	g_autoptr(GError) error = NULL;

	if (!rebound_store_outbox(store, TRUE, print_payload, &showing, &error))
		return rebound_cli_fail(error);
	if (!showing.found)
		return rebound_cli_misuse("outbox", "there is no message %" G_GINT64_FORMAT, id);
	return rebound_output_finish();
}

static void print_attempt(
	const char *what, gint64 id, const char *target, const char *answer, void *data)
{
	const struct options *options = data;
	gboolean sent = strcmp(what, "sent") == 0;

	if (sent && options->quiet)
		return;
	if (sent)
		rebound_output_print("sent    %" G_GINT64_FORMAT "  %s\n", id, target);
	else
		rebound_cli_warn("outbox: message %" G_GINT64_FORMAT " to %s: %s; %s", id, target,
			answer != NULL ? answer : "",
			strcmp(what, "again") == 0 ? "tried again later" : "given up");
}

static void stop(int signal_number)
{
	rebound_outbox_stop();
}

static int send(struct rebound_store *store, struct options *options)
{
	struct rebound_outbox_options order = {
		.most = (guint)options->most, .told = print_attempt, .data = options};
	struct sigaction action = {.sa_handler = stop};
	struct rebound_outbox_count count;
	g_autoptr(GError) error = NULL;

	g_autoptr(rebound_policy) policy =
		rebound_policy_load(rebound_cli_policy(options->policy), &error);
	if (policy == NULL)
		return rebound_cli_fail(error);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	if (!rebound_outbox_send(policy, store, &order, &count, &error))
		return rebound_cli_fail(error);
	if (!options->quiet)
		rebound_output_print("%u sent, %u to be tried again, %u given up.\n", count.sent,
			count.again, count.failed);
	int code = rebound_output_finish();
	if (code != EX_OK || count.again + count.failed == 0)
		return code;
	return count.failed > 0 ? EX_UNAVAILABLE : EX_TEMPFAIL;
}

static int change(struct rebound_store *store, gint64 id, enum rebound_outbox_state state)
{
	g_autoptr(GError) error = NULL;

	gint64 count = rebound_store_outbox_change(store, id, state, rebound_clock_now(), &error);
	if (count < 0)
		return rebound_cli_fail(error);
	if (count == 0 && id != 0)
		return rebound_cli_misuse("outbox",
			"message %" G_GINT64_FORMAT " does not exist, is on its way, or was sent",
			id);
	rebound_output_print("%" G_GINT64_FORMAT " %s.\n", count,
		state == REBOUND_OUTBOX_WAITING ? "will be tried again" : "dropped");
	return rebound_output_finish();
}

static int run_verb(struct options *options)
{
	static const char *const verbs[] = {"list", "show", "send", "retry", "drop", NULL};
	g_autoptr(GError) error = NULL;
	gint64 id = 0;
	guint verb = 0;

	while (verbs[verb] != NULL && strcmp(verbs[verb], options->verb) != 0)
		verb++;
	if (verbs[verb] == NULL)
		return rebound_cli_misuse("outbox",
			"there is no verb '%s'; use list, show, send, retry or drop",
			options->verb);
	gboolean changes = verb >= 3;
	if ((verb == 1 || changes) && !rebound_cli_read_id(options->id, &id) &&
		!(changes && options->all))
		return rebound_cli_misuse("outbox",
			"%s which? Give the number of a message, as `rebound outbox` lists it%s",
			options->verb, changes ? ", or --all" : "");
	g_autoptr(rebound_store) store = rebound_store_open(rebound_cli_database(options->database),
		verb >= 2 ? REBOUND_STORE_CHANGE : REBOUND_STORE_READ, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	switch (verb) {
	case 0:
		return list(store, options);
	case 1:
		return show(store, id);
	case 2:
		return send(store, options);
	default:
		return change(
			store, id, verb == 3 ? REBOUND_OUTBOX_WAITING : REBOUND_OUTBOX_DROPPED);
	}
}

static int run_outbox(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &options.policy,
			"send: the policy file whose settings hold the targets", "FILE"},
		{"most", 0, 0, G_OPTION_ARG_INT, &options.most, "send: at most so many attempts",
			"N"},
		{"all", 0, 0, G_OPTION_ARG_NONE, &options.all,
			"list, retry, drop: all; list then shows what was sent or dropped, too",
			NULL},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet,
			"send: print only what went wrong", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "[VERB [ID]]", about, entries);
	if (code < 0 && argc > 3)
		code = rebound_cli_misuse("outbox", "one message at a time");
	if (code < 0 && options.most < 0)
		code = rebound_cli_misuse("outbox", "--most: %d is no number", options.most);
	if (code < 0 && !rebound_cli_set_now(options.now, &error))
		code = rebound_cli_fail(error);
	if (code < 0) {
		options.verb = argc > 1 ? argv[1] : "list";
		options.id = argc > 2 ? argv[2] : NULL;
		code = rebound_usage_check_verb("outbox", options.verb, entries);
	}
	if (code < 0)
		code = run_verb(&options);
	g_free(options.database);
	g_free(options.policy);
	g_free(options.now);
	return code;
}

const struct rebound_command rebound_command_outbox = {
	"outbox", "list, send, retry, drop what the policy tells to others", run_outbox};
