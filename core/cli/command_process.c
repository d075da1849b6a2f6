/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/cli/json.h"
#include "core/cli/output.h"
#include "core/cli/summary_json.h"
#include "core/run/process.h"

/* What each line of a file of events begins with. */
#define EVENT_START "{\"event\":"

static const char about[] =
	"Reads bounces, decides what to do about each recipient and writes it to the database. "
	"The\n"
	"sources are not changed; the same message is never counted twice.\n\n"
	"SOURCE is an mbox, a Maildir, a directory of mails, one mail, or - for standard input.\n\n"
	"Examples:\n"
	"  rebound process --dry-run bounces.mbox\n"
	"  rebound process --trust-source bounces.mbox\n"
	"  rebound process --move ~/Maildir\n";

struct process_run {
	struct rebound_json *json;
	FILE *events;
	gboolean events_failed;
	gboolean quiet, as_json;
};

static void take_event(
	const struct rebound_event *event, const struct rebound_decision *decision, void *data)
{
	struct process_run *run = data;

	if (run->events != NULL)
		rebound_json_event(run->json, event, decision);
}

static void write_events(void *data)
{
	struct process_run *run = data;
	gsize len;

	const char *text = rebound_json_text(run->json, &len);
	if (fwrite(text, 1, len, run->events) != len || fflush(run->events) != 0)
		run->events_failed = TRUE;
	rebound_json_clear(run->json);
}

static void show_progress(
	const struct rebound_summary *summary, guint64 done, guint64 total, void *data)
{
	const struct process_run *run = data;

	if (!run->quiet)
		rebound_output_progress(summary->messages, done, total);
}

static void show_warning(const char *line, void *data)
{
	rebound_output_progress_end();
	rebound_cli_warn("%s", line);
}

static void stop(int signal_number)
{
	rebound_process_stop();
}

static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = stop};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

static int finish(
	const struct process_run *run, const struct rebound_summary *summary, const char *database)
{
	rebound_output_progress_end();
	if (run->as_json) {
		gsize len;

		rebound_json_clear(run->json);
		rebound_json_summary(run->json, summary, database);
		const char *line = rebound_json_text(run->json, &len);
		rebound_output_write(line, len);
	} else if (!run->quiet) {
		g_autofree char *text =
			rebound_summary_text(summary, database, rebound_output_has_colour());

		rebound_output_print("%s", text);
	}
	if (run->events_failed) {
		fputs("rebound: the file of events could not be written; the database is "
		      "complete\n",
			stderr);
		return EX_IOERR;
	}
	if (summary->stopped) {
		fputs("rebound: ended early as asked; run the same command again for the rest\n",
			stderr);
		return EX_TEMPFAIL;
	}
	return rebound_output_finish();
}

/* Whether what the file of events holds may go: nothing, or events. A mailbox or a database that is
 * named by mistake stays. */
static gboolean holds_events(const char *path)
{
	char start[sizeof(EVENT_START)] = "";
	struct stat info;

	if (stat(path, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size == 0)
		return TRUE;
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return FALSE;
	gsize got = fread(start, 1, strlen(EVENT_START), file);
	fclose(file);
	return got == strlen(EVENT_START) && strcmp(start, EVENT_START) == 0;
}

static FILE *open_events(const char *path)
{
	FILE *file = NULL;

	if (!holds_events(path))
		rebound_cli_warn(
			"--events: %s: is there already, and holds no events: give another name",
			path);
	else if ((file = fopen(path, "we")) == NULL)
		rebound_cli_warn("--events: %s: %s", path, g_strerror(errno));
	return file;
}

static int run_process(int argc, char **argv)
{
	g_autofree char *rules = NULL, *policy = NULL, *database = NULL, *events = NULL,
			*now = NULL;
	gint jobs = 0, batch = 0;
	struct rebound_process_options options = {
		.event = take_event, .progress = show_progress, .warning = show_warning};
	struct process_run run = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database,
			"The database; made where it is missing", "FILE"},
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &rules,
			"Rule file; stands before the shipped rules", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &policy,
			"Policy file, instead of the shipped one", "FILE"},
		{"trust-source", 0, 0, G_OPTION_ARG_NONE, &options.trust_source,
			"These sources hold real reports only: they count at once", NULL},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run,
			"Say what would be done, write nothing", NULL},
		{"move", 0, 0, G_OPTION_ARG_NONE, &options.move_done,
			"Maildir: move what is done from new to cur", NULL},
		{"jobs", 'j', 0, G_OPTION_ARG_INT, &jobs, "How many workers; the cores by default",
			"N"},
		{"batch", 0, 0, G_OPTION_ARG_INT, &batch,
			"How many messages are written at once, at most; 32000 by default", "N"},
		{"events", 0, 0, G_OPTION_ARG_FILENAME, &events,
			"Also write each new event as JSON Lines", "FILE"},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock, for tests and replays",
			"TIME"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &run.as_json, "The summary as one line of JSON",
			NULL},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &run.quiet, "No summary, no progress", NULL},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "SOURCE...", about, entries);
	if (code >= 0)
		return code;
	if (argc < 2)
		return rebound_cli_misuse("process", "there is no source to read");
	if (jobs < 0)
		return rebound_cli_misuse("process", "--jobs: %d is no number of workers", jobs);
	if (run.as_json && run.quiet)
		return rebound_cli_misuse("process", "--json or --quiet, not both");
	if (batch < 0)
		return rebound_cli_misuse("process", "--batch: %d is no number of messages", batch);
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	if (events != NULL) {
		run.events = open_events(events);
		if (run.events == NULL)
			return EX_CANTCREAT;
		options.committed = write_events;
	}
	g_autoptr(rebound_json) json = rebound_json_new();
	run.json = json;
	options.sources = (const char *const *)argv + 1;
	options.rules = rebound_cli_rules(rules);
	options.policy = rebound_cli_policy(policy);
	options.database = rebound_cli_database(database);
	options.jobs = (guint)jobs;
	options.batch = (guint)batch;
	options.data = &run;
	catch_signals();
	struct rebound_summary summary;
	rebound_summary_init(&summary);
	gboolean done = rebound_process(&options, &summary, &error);
	rebound_output_progress_end();
	code = done ? finish(&run, &summary, options.database) : rebound_cli_fail(error);
	rebound_summary_clear(&summary);
	if (run.events != NULL)
		fclose(run.events);
	return code;
}

const struct rebound_command rebound_command_process = {
	"process", "read bounces, decide, write the database: the main job", run_process};
