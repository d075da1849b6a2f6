/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <string.h>
#include <sysexits.h>

#include "core/base/clock.h"
#include "core/cli/json.h"
#include "core/cli/output.h"
#include "core/store/store.h"

static const char about[] =
	"Lists what may be sent again, and when. Without options, all that is scheduled.\n\n"
	"Examples:\n"
	"  rebound retries list --due\n"
	"  rebound retries list --json | jq -r .address\n";

struct listing {
	struct rebound_json *json;
	guint64 count;
};

static gboolean print_retry(const struct rebound_retry *retry, void *data)
{
	struct listing *listing = data;
	char due[REBOUND_CLOCK_TIME_SIZE];

	listing->count++;
	if (listing->json != NULL) {
		gsize len;

		rebound_json_retry(listing->json, retry);
		const char *text = rebound_json_text(listing->json, &len);
		gboolean written = rebound_output_write(text, len);
		rebound_json_clear(listing->json);
		return written;
	}
	return rebound_output_print("%s  %-36s  %-16s  step %u%s\n          %s%s%s\n",
		rebound_clock_write_time(retry->due, due), retry->address,
		rebound_reason_name(retry->reason) != NULL ? rebound_reason_name(retry->reason)
							   : "",
		retry->step, retry->state == REBOUND_RETRY_OVER ? " (too old: over)" : "",
		rebound_output_style(REBOUND_STYLE_DIM), retry->why != NULL ? retry->why : "",
		rebound_output_style(REBOUND_STYLE_PLAIN));
}

static int run_retries(int argc, char **argv)
{
	g_autofree char *database = NULL, *now = NULL;
	gboolean due = FALSE, all = FALSE, as_json = FALSE;
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{"due", 0, 0, G_OPTION_ARG_NONE, &due, "Only what is due now", NULL},
		{"all", 0, 0, G_OPTION_ARG_NONE, &all, "Also what is over, done or cancelled",
			NULL},
		{"json", 0, 0, G_OPTION_ARG_NONE, &as_json, "As JSON Lines", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_json) json = NULL;

	int code = rebound_cli_options(&argc, &argv, "[list]", about, entries);
	if (code >= 0)
		return code;
	if (argc > 1 && strcmp(argv[1], "list") != 0)
		return rebound_cli_misuse("retries", "there is no verb '%s'; use list", argv[1]);
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_store) store =
		rebound_store_open(rebound_cli_database(database), REBOUND_STORE_READ, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	if (as_json)
		json = rebound_json_new();
	struct listing listing = {.json = json};
	gint64 before = due ? rebound_clock_now() + 1 : 0;
	if (!rebound_store_retries(store, before, all, print_retry, &listing, &error))
		return rebound_cli_fail(error);
	if (listing.count == 0 && !as_json)
		rebound_output_print(due ? "Nothing is due.\n" : "No retries.\n");
	return rebound_output_finish();
}

const struct rebound_command rebound_command_retries = {
	"retries", "list what may be sent again, and when", run_retries};
