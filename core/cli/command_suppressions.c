/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/cli/json.h"
#include "core/cli/list_output.h"
#include "core/cli/output.h"
#include "core/smtp/address.h"
#include "core/store/store.h"

static const char about[] =
	"Verbs:\n"
	"  list               who is suppressed or proposed, and why\n"
	"  check ADDRESS...   whether these are suppressed; exit status 1 if one is\n"
	"  accept [ADDRESS...]  make proposals active: these, by filter, or --all\n"
	"  add ADDRESS...     suppress by hand\n"
	"  remove ADDRESS...  end a suppression by hand\n"
	"  export             all active ones: --format csv, jsonl or plain\n\n"
	"Examples:\n"
	"  rebound suppressions list --state proposed\n"
	"  rebound suppressions accept --reason mailbox_unknown\n"
	"  rebound suppressions export --format plain > dead.txt\n";

/* What the options say. */
struct options {
	const char *verb;
	char *database, *state, *reason, *domain, *format, *why, *now;
	gint64 run;
	gboolean all;
	char **addresses; /* behind the verb */
};

struct listing {
	struct rebound_json *json;
	GString *text;
	const char *format;
	guint64 count;
};

static gboolean read_filter(
	const struct options *options, struct rebound_suppression_filter *filter, GError **error)
{
	*filter = (struct rebound_suppression_filter){
		.state = REBOUND_STATE_COUNT,
		.cause = options->reason,
		.domain = options->domain,
		.run = options->run,
		.now = rebound_clock_now(),
	};
	if (options->state == NULL)
		return TRUE;
	if (rebound_state_read(options->state, &filter->state)) {
		filter->include_ended = filter->state == REBOUND_STATE_ENDED;
		return TRUE;
	}
	if (strcmp(options->state, "all") == 0) {
		filter->include_ended = TRUE;
		return TRUE;
	}
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"--state: '%s' is none of proposed, active, held, ended, all", options->state);
	return FALSE;
}

static const char *state_style(enum rebound_state state)
{
	switch (state) {
	case REBOUND_STATE_ACTIVE:
		return rebound_output_style(REBOUND_STYLE_BAD);
	case REBOUND_STATE_PROPOSED:
	case REBOUND_STATE_HELD:
		return rebound_output_style(REBOUND_STYLE_WARN);
	default:
		return rebound_output_style(REBOUND_STYLE_DIM);
	}
}

static gboolean print_row(const struct rebound_suppression *row, void *data)
{
	struct listing *listing = data;
	char since[REBOUND_CLOCK_TIME_SIZE], until[REBOUND_CLOCK_TIME_SIZE] = "";

	listing->count++;
	rebound_clock_write_time(row->since, since);
	since[10] = '\0';
	if (row->until != 0) {
		rebound_clock_write_time(row->until, until);
		until[10] = '\0';
	}
	return rebound_output_print("%s%-8s%s  %-36s  %-20s  since %s%s%s\n          %s%s%s\n",
		state_style(row->state), rebound_state_name(row->state),
		rebound_output_style(REBOUND_STYLE_PLAIN), row->address,
		row->cause != NULL ? row->cause : "", since, until[0] != '\0' ? " until " : "",
		until, rebound_output_style(REBOUND_STYLE_DIM), row->why != NULL ? row->why : "",
		rebound_output_style(REBOUND_STYLE_PLAIN));
}

static gboolean flush_text(GString *text)
{
	gboolean written = rebound_output_write(text->str, text->len);

	g_string_truncate(text, 0);
	return written;
}

static gboolean export_row(const struct rebound_suppression *row, void *data)
{
	struct listing *listing = data;
	char since[REBOUND_CLOCK_TIME_SIZE], until[REBOUND_CLOCK_TIME_SIZE];

	listing->count++;
	if (listing->json != NULL) {
		gsize len;

		rebound_json_suppression(listing->json, row);
		const char *text = rebound_json_text(listing->json, &len);
		gboolean written = rebound_output_write(text, len);
		rebound_json_clear(listing->json);
		return written;
	}
	if (strcmp(listing->format, "plain") == 0) {
		g_string_append(listing->text, row->address);
		g_string_append_c(listing->text, '\n');
		return flush_text(listing->text);
	}
	const char *fields[] = {row->address, rebound_state_name(row->state), row->cause,
		rebound_clock_write_time(row->since, since),
		row->until != 0 ? rebound_clock_write_time(row->until, until) : NULL, row->why,
		row->rule_at};
	rebound_csv_append_line(listing->text, fields, G_N_ELEMENTS(fields), ',');
	return flush_text(listing->text);
}

static int list(struct rebound_store *store, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	struct rebound_suppression_filter filter;
	struct listing listing = {0};

	if (!read_filter(options, &filter, &error) ||
		!rebound_store_suppressions(store, &filter, print_row, &listing, &error))
		return rebound_cli_fail(error);
	if (listing.count == 0)
		rebound_output_print("No suppressions.\n");
	return rebound_output_finish();
}

static int export(struct rebound_store *store, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_json) json = NULL;
	struct rebound_suppression_filter filter;
	struct listing listing = {.format = options->format != NULL ? options->format : "csv"};

	if (!read_filter(options, &filter, &error))
		return rebound_cli_fail(error);
	if (options->state == NULL)
		filter.state = REBOUND_STATE_ACTIVE;
	if (strcmp(listing.format, "jsonl") == 0)
		json = rebound_json_new();
	else if (strcmp(listing.format, "csv") != 0 && strcmp(listing.format, "plain") != 0)
		return rebound_cli_misuse("suppressions",
			"--format: '%s' is none of csv, jsonl, plain", listing.format);
	g_autoptr(GString) text = g_string_new(NULL);
	listing.json = json;
	listing.text = text;
	if (strcmp(listing.format, "csv") == 0)
		g_string_append(text, "address,state,cause,since,until,why,rule\n");
	if (!flush_text(text) ||
		!rebound_store_suppressions(store, &filter, export_row, &listing, &error)) {
		if (error != NULL)
			return rebound_cli_fail(error);
	}
	return rebound_output_finish();
}

static char *read_address(struct rebound_arena *arena, const char *text, GError **error)
{
	char *address = rebound_address_read(arena, text, strlen(text));

	if (address == NULL)
		g_set_error(
			error, REBOUND_ERROR, REBOUND_ERROR_USAGE, "'%s' is no mail address", text);
	return address;
}

static int check(struct rebound_store *store, const struct options *options)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	gboolean suppressed = FALSE;
	struct listing listing = {0};

	if (options->addresses[0] == NULL)
		return rebound_cli_misuse("suppressions", "check needs an address");
	for (char **text = options->addresses; *text != NULL; text++) {
		struct rebound_suppression found;
		const char *address = read_address(arena, *text, &error);

		if (address == NULL)
			return rebound_cli_fail(error);
		if (rebound_store_find_suppression(store, rebound_address_key(arena, address),
			    rebound_clock_now(), arena, &found, &error)) {
			suppressed = suppressed || found.state == REBOUND_STATE_ACTIVE;
			print_row(&found, &listing);
		} else if (error != NULL) {
			return rebound_cli_fail(error);
		} else {
			rebound_output_print("%sfree    %s  %s\n",
				rebound_output_style(REBOUND_STYLE_GOOD),
				rebound_output_style(REBOUND_STYLE_PLAIN), address);
		}
	}
	int code = rebound_output_finish();
	return code == EX_OK && suppressed ? 1 : code;
}

/* Accept or remove: a change of state for each address, or for all that the filter takes. */
static int change(struct rebound_store *store, const struct options *options,
	enum rebound_state from, enum rebound_state to, const char *done)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	struct rebound_suppression_filter filter;
	gint64 changed = 0;

	if (!read_filter(options, &filter, &error))
		return rebound_cli_fail(error);
	filter.state = from;
	gboolean filtered = options->reason != NULL || options->domain != NULL || options->run != 0;
	if (options->addresses[0] == NULL && !filtered && !options->all)
		return rebound_cli_misuse("suppressions",
			"%s which? Name addresses, a filter or --all", options->verb);
	const char *why = options->why != NULL ? options->why : "by hand";
	if (!rebound_store_begin(store, &error))
		return rebound_cli_fail(error);
	if (options->addresses[0] == NULL)
		changed = rebound_store_set_state(store, &filter, to, why, filter.now, &error);
	for (char **text = options->addresses; *text != NULL && error == NULL; text++) {
		const char *address = read_address(arena, *text, &error);

		if (address == NULL)
			break;
		filter.address_key = rebound_address_key(arena, address);
		gint64 rows = rebound_store_set_state(store, &filter, to, why, filter.now, &error);
		if (rows == 0)
			rebound_output_print(
				"%s: there was nothing to %s\n", address, options->verb);
		changed += MAX(rows, 0);
	}
	if (error != NULL || !rebound_store_commit(store, &error)) {
		rebound_store_rollback(store);
		return rebound_cli_fail(error);
	}
	rebound_output_print("%" G_GINT64_FORMAT " %s.\n", changed, done);
	return rebound_output_finish();
}

static int add(struct rebound_store *store, const struct options *options)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	gint64 now = rebound_clock_now();
	guint count = 0;

	if (options->addresses[0] == NULL)
		return rebound_cli_misuse("suppressions", "add needs an address");
	if (!rebound_store_begin(store, &error))
		return rebound_cli_fail(error);
	for (char **text = options->addresses; *text != NULL && error == NULL; text++) {
		const char *address = read_address(arena, *text, &error);
		gboolean changed;

		if (address == NULL)
			break;
		const char *key = rebound_address_key(arena, address);
		const struct rebound_suppression suppression = {
			.address = address,
			.address_key = key,
			.domain = rebound_address_domain(key),
			.state = REBOUND_STATE_ACTIVE,
			.cause = "manual",
			.why = options->why != NULL ? options->why : "added by hand",
			.trust = REBOUND_TRUST_SOURCE,
			.since = now,
		};
		if (rebound_store_suppress(store, &suppression, now, &changed, &error))
			count += changed;
	}
	if (error != NULL || !rebound_store_commit(store, &error)) {
		rebound_store_rollback(store);
		return rebound_cli_fail(error);
	}
	rebound_output_print("%u added.\n", count);
	return rebound_output_finish();
}

static int run_verb(const struct options *options)
{
	static const struct {
		const char *verb;
		enum rebound_store_mode mode;
	} verbs[] = {
		{"list", REBOUND_STORE_READ},
		{"check", REBOUND_STORE_READ},
		{"export", REBOUND_STORE_READ},
		{"accept", REBOUND_STORE_CHANGE},
		{"remove", REBOUND_STORE_CHANGE},
		{"add", REBOUND_STORE_WRITE},
	};
	g_autoptr(GError) error = NULL;
	guint i = 0;

	while (i < G_N_ELEMENTS(verbs) && strcmp(verbs[i].verb, options->verb) != 0)
		i++;
	if (i == G_N_ELEMENTS(verbs))
		return rebound_cli_misuse("suppressions",
			"there is no verb '%s'; use list, check, accept, add, remove or export",
			options->verb);
	g_autoptr(rebound_store) store =
		rebound_store_open(rebound_cli_database(options->database), verbs[i].mode, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	switch (i) {
	case 0:
		return list(store, options);
	case 1:
		return check(store, options);
	case 2:
		return export(store, options);
	case 3:
		return change(
			store, options, REBOUND_STATE_PROPOSED, REBOUND_STATE_ACTIVE, "accepted");
	case 4:
		return change(store, options, REBOUND_STATE_COUNT, REBOUND_STATE_ENDED, "ended");
	default:
		return add(store, options);
	}
}

static int run_suppressions(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"state", 0, 0, G_OPTION_ARG_STRING, &options.state,
			"proposed, active, held, ended or all", "STATE"},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason,
			"Only of this reason, or complaint, unsubscribe, manual", "NAME"},
		{"domain", 0, 0, G_OPTION_ARG_STRING, &options.domain, "Only of this domain",
			"DOMAIN"},
		{"run", 0, 0, G_OPTION_ARG_INT64, &options.run, "Only of this run", "N"},
		{"all", 0, 0, G_OPTION_ARG_NONE, &options.all, "accept, remove: all of them", NULL},
		{"format", 0, 0, G_OPTION_ARG_STRING, &options.format,
			"export: csv, jsonl or plain", "FORMAT"},
		{"why", 0, 0, G_OPTION_ARG_STRING, &options.why, "A reason, kept with the change",
			"TEXT"},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "VERB [ADDRESS...]", about, entries);
	if (code < 0 && !rebound_cli_set_now(options.now, &error))
		code = rebound_cli_fail(error);
	if (code < 0) {
		options.verb = argc > 1 ? argv[1] : "list";
		options.addresses = argv + MIN(argc, 2);
		code = run_verb(&options);
	}
	g_free(options.database);
	g_free(options.state);
	g_free(options.reason);
	g_free(options.domain);
	g_free(options.format);
	g_free(options.why);
	g_free(options.now);
	return code;
}

const struct rebound_command rebound_command_suppressions = {
	"suppressions", "list, check, accept, add, remove, export", run_suppressions};
