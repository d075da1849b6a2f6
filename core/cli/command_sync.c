/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/output.h"
#include "core/connect/sync.h"

#define DEFAULT_RATE 10
#define MOST_RATE    1000
#define TRIES	     5
#define FIRST_WAIT   ((gint64)2 * G_USEC_PER_SEC)

static const char about[] =
	"Tells a list manager who is suppressed: mailman (Mailman 3 REST), listmonk, mautic, "
	"sympa\n"
	"(SOAP). What it was told is noted, so that each run tells only what is new, and takes "
	"back\n"
	"what ended or was undone, where rebound had changed it.\n\n"
	"The file of --credentials has lines NAME = VALUE and must be readable by you alone.\n"
	"mailman, listmonk, mautic: user, password. sympa: application, password, listmaster.\n\n"
	"Examples:\n"
	"  rebound sync mailman --url http://localhost:8001/3.1 --credentials mailman.conf -n\n"
	"  rebound sync listmonk --url https://lists.example.org --credentials listmonk.conf\n";

struct options {
	char *database, *url, *credentials, *ca_file, *since, *now;
	gboolean again, dry_run, clear_text;
	gint64 rate;
};

struct telling {
	gboolean dry_run;
	struct rebound_arena *arena; /* of one line */
	guint64 counts[REBOUND_SYNC_EVENTS];
};

/* Only what a person may want to do something about; a dry run shows all. */
static void print_event(
	enum rebound_sync_event event, const char *address, const char *why, void *data)
{
	struct telling *telling = data;

	telling->counts[event]++;
	rebound_arena_clear(telling->arena);
	const char *safe =
		why != NULL ? rebound_text_line(telling->arena, why, strlen(why), 300) : "";
	if (event == REBOUND_SYNC_REFUSED)
		rebound_output_print("%s: not told: %s\n", address, safe);
	else if (event == REBOUND_SYNC_BY_HAND)
		rebound_output_print(
			"%s is no longer suppressed: enable it there by hand\n", address);
	else if (telling->dry_run && event == REBOUND_SYNC_SUPPRESSED)
		rebound_output_print("would disable %s (%s)\n", address, safe);
	else if (telling->dry_run && event == REBOUND_SYNC_RELEASED)
		rebound_output_print("would enable %s again\n", address);
}

static void print_counts(const struct telling *telling)
{
	static const struct {
		enum rebound_sync_event event;
		const char *done, *planned;
	} words[] = {
		{REBOUND_SYNC_SUPPRESSED, "disabled", "to disable"},
		{REBOUND_SYNC_RELEASED, "enabled again", "to enable again"},
		{REBOUND_SYNC_ALREADY, "as they should be", ""},
		{REBOUND_SYNC_ABSENT, "not known there", ""},
		{REBOUND_SYNC_REFUSED, "not told", ""},
		{REBOUND_SYNC_BY_HAND, "to enable by hand", "to enable by hand"},
	};
	guint lines = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		guint64 count = telling->counts[words[i].event];

		if (count == 0)
			continue;
		rebound_output_print("%7" G_GUINT64_FORMAT "  %s\n", count,
			telling->dry_run ? words[i].planned : words[i].done);
		lines++;
	}
	if (lines == 0)
		rebound_output_print("Nothing is new.\n");
}

static gboolean connect_to(
	struct rebound_connection *connection, const struct options *options, GError **error)
{
	const char *const *names = connection->connector->credentials;

	connection->ca_file = options->ca_file;
	connection->interval = G_USEC_PER_SEC / options->rate;
	connection->tries = TRIES;
	connection->wait = FIRST_WAIT;
	connection->url = rebound_connection_read_url(options->url, options->clear_text, error);
	if (connection->url == NULL)
		return FALSE;
	connection->credentials = rebound_credentials_load(options->credentials, names, error);
	if (connection->credentials == NULL)
		return FALSE;
	for (; *names != NULL; names++) {
		if (rebound_credentials_get(connection->credentials, *names) != NULL)
			continue;
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%s: has no line '%s = ...'", options->credentials, *names);
		return FALSE;
	}
	connection->http = options->dry_run ? NULL : rebound_http_new(error);
	return options->dry_run || connection->http != NULL;
}

static int sync_store(
	struct rebound_connection *connection, const struct options *options, gint64 since)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct telling telling = {.dry_run = options->dry_run, .arena = arena};

	if (!connect_to(connection, options, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_store) store = rebound_store_open(rebound_cli_database(options->database),
		options->dry_run ? REBOUND_STORE_MEMORY : REBOUND_STORE_CHANGE, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	struct rebound_sync_options request = {.store = store,
		.connection = connection,
		.since = since,
		.again = options->again,
		.dry_run = options->dry_run,
		.now = rebound_clock_now(),
		.told = print_event,
		.data = &telling};
	gboolean good = rebound_sync(&request, &error);
	print_counts(&telling);
	if (!good)
		return rebound_cli_fail(error);
	int code = rebound_output_finish();
	return code == EX_OK && telling.counts[REBOUND_SYNC_REFUSED] > 0 ? EX_TEMPFAIL : code;
}

static int run_sync_with(int argc, char **argv, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	struct rebound_connection connection = {0};
	gint64 since = 0;

	if (argc != 2)
		return rebound_cli_misuse("sync", "say which: mailman, listmonk, mautic or sympa");
	connection.connector = rebound_connector_find(argv[1]);
	if (connection.connector == NULL)
		return rebound_cli_misuse(
			"sync", "'%s' is none of mailman, listmonk, mautic, sympa", argv[1]);
	if (options->url == NULL || options->credentials == NULL)
		return rebound_cli_misuse("sync", "needs --url and --credentials");
	if (options->rate < 1 || options->rate > MOST_RATE)
		return rebound_cli_misuse("sync", "--rate takes a number from 1 to %d", MOST_RATE);
	if (options->since != NULL && !rebound_clock_read_time(options->since, &since))
		return rebound_cli_misuse(
			"sync", "--since: '%s' is no time; write it as 2026-01-31", options->since);
	if (!rebound_cli_set_now(options->now, &error))
		return rebound_cli_fail(error);
	connection.arena = rebound_arena_new();
	int code = sync_store(&connection, options, since);
	rebound_http_free(connection.http);
	rebound_credentials_free(connection.credentials);
	rebound_arena_free(connection.arena);
	g_free(connection.url);
	return code;
}

static int run_sync(int argc, char **argv)
{
	struct options options = {.rate = DEFAULT_RATE};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"url", 0, 0, G_OPTION_ARG_STRING, &options.url, "Where its API is", "URL"},
		{"credentials", 0, 0, G_OPTION_ARG_FILENAME, &options.credentials,
			"The file with user and password", "FILE"},
		{"since", 0, 0, G_OPTION_ARG_STRING, &options.since,
			"Only suppressions that began then or later", "TIME"},
		{"again", 0, 0, G_OPTION_ARG_NONE, &options.again,
			"Ask again for addresses that were not known there", NULL},
		{"rate", 0, 0, G_OPTION_ARG_INT64, &options.rate, "Requests a second (10)", "N"},
		{"clear-text", 0, 0, G_OPTION_ARG_NONE, &options.clear_text,
			"Allow http to another machine", NULL},
		{"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file,
			"Trust these certificates instead of the system's", "FILE"},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run,
			"Say what would be told; ask nobody, write nothing", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};

	int code = rebound_cli_options(&argc, &argv, "CONNECTOR", about, entries);
	if (code < 0)
		code = run_sync_with(argc, argv, &options);
	char *const strings[] = {options.database, options.url, options.credentials,
		options.ca_file, options.since, options.now};
	for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	return code;
}

const struct rebound_command rebound_command_sync = {
	"sync", "tell a list manager: mailman, listmonk, mautic, sympa", run_sync};
