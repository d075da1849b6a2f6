/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include "core/base/clock.h"
#include "core/cli/output.h"
#include "core/store/domains.h"

static const char about[] =
	"A domain is slow while the policy sends to it at an interval only. It is dead where two\n"
	"addresses of it or more failed since there is no such domain, or one that takes no mail, "
	"and\n"
	"nothing was delivered to it since: the other addresses of it on your lists are likely "
	"dead.\n\n"
	"Examples:\n"
	"  rebound domains\n"
	"  rebound domains --dead --plain\n";

/* What the options say. */
struct options {
	char *database, *now;
	gboolean dead, slow, plain;
};

struct listing {
	const struct options *options;
	gboolean any;
};

static gboolean print_slow(const struct rebound_slowdown *slowdown, void *data)
{
	struct listing *listing = data;
	char until[REBOUND_CLOCK_TIME_SIZE], span[REBOUND_CLOCK_SPAN_SIZE];

	listing->any = TRUE;
	if (listing->options->plain)
		return rebound_output_print("%s\n", slowdown->domain);
	return rebound_output_print("%sslow%s  %-32s  one attempt in %s, until %s  %s\n",
		rebound_output_style(REBOUND_STYLE_WARN), rebound_output_style(REBOUND_STYLE_PLAIN),
		slowdown->domain, rebound_clock_write_span(slowdown->interval, span),
		rebound_clock_write_time(slowdown->until, until),
		slowdown->reason != REBOUND_REASON_NONE ? rebound_reason_name(slowdown->reason)
							: "");
}

static gboolean print_dead(const struct rebound_dead_domain *dead, void *data)
{
	struct listing *listing = data;
	char last[REBOUND_CLOCK_TIME_SIZE];

	listing->any = TRUE;
	if (listing->options->plain)
		return rebound_output_print("%s\n", dead->domain);
	return rebound_output_print("%sdead%s  %-32s  %" G_GINT64_FORMAT
				    " addresses failed, last %s  %s\n",
		rebound_output_style(REBOUND_STYLE_BAD), rebound_output_style(REBOUND_STYLE_PLAIN),
		dead->domain, dead->addresses, rebound_clock_write_time(dead->last, last),
		rebound_reason_name(dead->reason));
}

static int list(const struct options *options)
{
	struct listing listing = {.options = options};
	gboolean both = options->dead == options->slow;
	g_autoptr(GError) error = NULL;

	g_autoptr(rebound_store) store = rebound_store_open(
		rebound_cli_database(options->database), REBOUND_STORE_READ, &error);
	if (store == NULL ||
		((both || options->dead) &&
			!rebound_store_dead_domains(store, print_dead, &listing, &error)) ||
		((both || options->slow) && !rebound_store_slowdowns(store, rebound_clock_now(),
						    print_slow, &listing, &error)))
		return rebound_cli_fail(error);
	if (!listing.any && !options->plain)
		rebound_output_print("No domain is slow or dead.\n");
	return rebound_output_finish();
}

static int run_domains(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"dead", 0, 0, G_OPTION_ARG_NONE, &options.dead, "Only dead ones", NULL},
		{"slow", 0, 0, G_OPTION_ARG_NONE, &options.slow, "Only slow ones", NULL},
		{"plain", 0, 0, G_OPTION_ARG_NONE, &options.plain, "Only their names", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "", about, entries);
	if (code < 0 && argc > 1)
		code = rebound_cli_misuse("domains", "it takes no arguments");
	if (code < 0 && !rebound_cli_set_now(options.now, &error))
		code = rebound_cli_fail(error);
	if (code < 0)
		code = list(&options);
	g_free(options.database);
	g_free(options.now);
	return code;
}

const struct rebound_command rebound_command_domains = {
	"domains", "which domains are dead, and which are slowed", run_domains};
