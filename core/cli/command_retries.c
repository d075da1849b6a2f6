/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/cli/json.h"
#include "core/cli/output.h"
#include "core/cli/retries.h"
#include "core/cli/usage.h"

static const char about[] =
	"Verbs:\n"
	"  list              what may be sent again, and when\n"
	"  due               hand out what is due: nobody else gets it until the lease ends\n"
	"  done ID|LEASE...  it was sent; a later bounce leads to the next step\n"
	"  failed ID|LEASE...  it failed again; --why is what the server said, and decides\n"
	"  resend            send what is due, where its bounce returned the whole message\n\n"
	"A sender takes a lease, sends, and says what came of it. A retry whose lease ran out\n"
	"without a word is due again.\n\n"
	"Examples:\n"
	"  rebound retries list --due\n"
	"  rebound retries due --lease 10m --limit 100 --json\n"
	"  rebound retries done L7\n"
	"  rebound retries failed 12 --why '452 4.2.2 Mailbox full'\n"
	"  rebound retries resend --smtp smtp://localhost --limit 50 --dry-run\n";

struct listing {
	struct rebound_json *json;
	guint64 count;
};

static const char *describe_state(const struct rebound_retry *retry, char *buffer, gsize size)
{
	char time[REBOUND_CLOCK_TIME_SIZE];

	if (retry->state == REBOUND_RETRY_OVER)
		return " (over)";
	if (retry->state != REBOUND_RETRY_SCHEDULED)
		g_snprintf(buffer, size, " (%s)", rebound_retry_state_name(retry->state));
	else if (retry->begun != 0)
		g_snprintf(buffer, size, " (perhaps sent at %s: say done or failed)",
			rebound_clock_write_time(retry->begun, time));
	else if (retry->lease_ends > rebound_clock_now())
		g_snprintf(buffer, size, " (L%" G_GINT64_FORMAT " until %s)", retry->lease,
			rebound_clock_write_time(retry->lease_ends, time));
	else
		return "";
	return buffer;
}

gboolean rebound_retries_print(struct rebound_json *json, const struct rebound_retry *retry)
{
	char due[REBOUND_CLOCK_TIME_SIZE], state[128];

	if (json != NULL) {
		gsize len;

		rebound_json_retry(json, retry);
		const char *text = rebound_json_text(json, &len);
		gboolean written = rebound_output_write(text, len);
		rebound_json_clear(json);
		return written;
	}
	return rebound_output_print("%6" G_GINT64_FORMAT
				    "  %s  %-36s  %-16s  step %u%s\n        %s%s%s\n",
		retry->id, rebound_clock_write_time(retry->due, due), retry->address,
		rebound_reason_name(retry->reason) != NULL ? rebound_reason_name(retry->reason)
							   : "",
		retry->step, describe_state(retry, state, sizeof(state)),
		rebound_output_style(REBOUND_STYLE_DIM), retry->why != NULL ? retry->why : "",
		rebound_output_style(REBOUND_STYLE_PLAIN));
}

static gboolean list_one(const struct rebound_retry *retry, void *data)
{
	struct listing *listing = data;

	listing->count++;
	return rebound_retries_print(listing->json, retry);
}

static int list(struct rebound_store *store, const struct rebound_retries_options *options)
{
	g_autoptr(rebound_json) json = options->as_json ? rebound_json_new() : NULL;
	struct listing listing = {.json = json};
	g_autoptr(GError) error = NULL;

	gint64 before = options->due ? rebound_clock_now() + 1 : 0;
	if (!rebound_store_retries(store, before, options->all, list_one, &listing, &error))
		return rebound_cli_fail(error);
	if (listing.count == 0 && !options->as_json)
		rebound_output_print(options->due ? "Nothing is due.\n" : "No retries.\n");
	return rebound_output_finish();
}

static int run_verb(const char *name, const struct rebound_retries_options *options,
	const GOptionEntry *entries)
{
	static const struct {
		const char *name;
		enum rebound_store_mode mode;
		gboolean takes_names;
		int (*run)(
			struct rebound_store *store, const struct rebound_retries_options *options);
	} verbs[] = {
		{"list", REBOUND_STORE_READ, FALSE, list},
		{"due", REBOUND_STORE_CHANGE, FALSE, rebound_retries_due},
		{"done", REBOUND_STORE_CHANGE, TRUE, rebound_retries_done},
		{"failed", REBOUND_STORE_CHANGE, TRUE, rebound_retries_failed},
		{"resend", REBOUND_STORE_CHANGE, FALSE, rebound_retries_resend},
	};
	g_autoptr(GError) error = NULL;
	gsize i = 0;

	while (i < G_N_ELEMENTS(verbs) && strcmp(verbs[i].name, name) != 0)
		i++;
	if (i == G_N_ELEMENTS(verbs))
		return rebound_cli_misuse("retries",
			"there is no verb '%s'; use list, due, done, failed or resend", name);
	int code = rebound_usage_check_verb("retries", name, entries);
	if (code >= 0)
		return code;
	if (verbs[i].takes_names != (options->arguments[0] != NULL))
		return verbs[i].takes_names
			       ? rebound_cli_misuse("retries",
					 "%s which? Name retries (12) or leases (L3)", name)
			       : rebound_cli_misuse("retries", "'%s' is too much behind %s",
					 options->arguments[0], name);
	if (!rebound_cli_set_now(options->now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_store) store = rebound_store_open(rebound_cli_database(options->database),
		options->dry_run ? REBOUND_STORE_MEMORY : verbs[i].mode, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	return verbs[i].run(store, options);
}

static void clear_options(struct rebound_retries_options *options)
{
	char *const strings[] = {options->database, options->rules, options->policy, options->now,
		options->domain, options->lease, options->why, options->smtp, options->from,
		options->login, options->ca_file};

	for (gsize i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
}

static int run_retries(int argc, char **argv)
{
	struct rebound_retries_options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"due", 0, 0, G_OPTION_ARG_NONE, &options.due, "list: only what is due now", NULL},
		{"all", 0, 0, G_OPTION_ARG_NONE, &options.all,
			"list: also what is over, done or cancelled", NULL},
		{"lease", 0, 0, G_OPTION_ARG_STRING, &options.lease,
			"due, resend: how long it is the sender's; 10m where not given", "SPAN"},
		{"limit", 0, 0, G_OPTION_ARG_INT64, &options.limit, "due, resend: at most so many",
			"N"},
		{"domain", 0, 0, G_OPTION_ARG_FILENAME, &options.domain,
			"due, resend: only of this domain", "DOMAIN"},
		{"why", 0, 0, G_OPTION_ARG_STRING, &options.why, "failed: what the server said",
			"LINE"},
		{"smtp", 0, 0, G_OPTION_ARG_STRING, &options.smtp,
			"resend: the server, smtp://HOST:PORT or smtps://HOST", "URL"},
		{"from", 0, 0, G_OPTION_ARG_STRING, &options.from,
			"resend: the envelope's sender; else where the bounce came to", "ADDRESS"},
		{"login", 0, 0, G_OPTION_ARG_FILENAME, &options.login,
			"resend: a file that only you can read, with user = and password =",
			"FILE"},
		{"ca-file", 0, 0, G_OPTION_ARG_FILENAME, &options.ca_file,
			"resend: trust these certificates instead of the system's", "FILE"},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run,
			"resend: say what would be sent, send and write nothing", NULL},
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "list, due: as JSON Lines",
			NULL},
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &options.rules,
			"failed, resend: rule file; stands before the shipped rules", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &options.policy,
			"due, failed, resend: policy file, instead of the shipped one", "FILE"},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};

	int code = rebound_cli_options(&argc, &argv, "VERB [ID|LEASE...]", about, entries);
	if (code < 0 && options.limit < 0)
		code = rebound_cli_misuse("retries", "--limit takes a number from 1 on");
	if (code < 0) {
		rebound_cli_domain(&options.domain);
		options.arguments = argv + MIN(argc, 2);
		code = run_verb(argc > 1 ? argv[1] : "list", &options, entries);
	}
	clear_options(&options);
	return code;
}

const struct rebound_command rebound_command_retries = {
	"retries", "what is sent again, and when: list, due, done, failed, resend", run_retries};
