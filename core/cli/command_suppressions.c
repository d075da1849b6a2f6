/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/line_input.h"
#include "core/cli/output.h"
#include "core/cli/suppressions.h"
#include "core/cli/usage.h"
#include "core/smtp/address.h"
#include "core/store/suppression_changes.h"

static const char about[] =
	"Verbs:\n"
	"  list                 who is suppressed or proposed, and why\n"
	"  check ADDRESS...     whether these are suppressed (- : those on standard input, one a\n"
	"                       line); exit status 1 if one is\n"
	"  accept [ADDRESS...]  make proposals active: these, by filter, or --all\n"
	"  add ADDRESS...       suppress by hand\n"
	"  remove [ADDRESS...]  end suppressions by hand: these, by filter, or --all\n"
	"  export               all active ones to standard output, in --format\n"
	"  import FILE...       suppress what another system's list holds, in --format (- : "
	"standard\n"
	"                       input). A run of its own, that `rebound undo --run N` takes back.\n"
	"                       Only what is the address's or its domain's own fault, or the\n"
	"                       recipient's word, suppresses; all else is counted and told.\n"
	"Formats: csv, jsonl, plain, ses, sendgrid, mailgun, postmark, sparkpost, postfix; those "
	"of the\n"
	"services are written as JSON with -json behind their name, and read in either form.\n"
	"In CSV, a text that a spreadsheet would take for a formula gets an apostrophe before it,\n"
	"which import takes off again; JSON and plain lists are exact.\n\n"
	"Examples:\n"
	"  rebound suppressions list --state proposed\n"
	"  rebound suppressions accept --reason mailbox_unknown\n"
	"  rebound suppressions import --format sendgrid --kind blocks blocks.csv\n"
	"  rebound suppressions export --format postfix > /etc/postfix/dead\n"
	"  rebound suppressions export --since 57.1764201600 --format plain\n";

struct listing {
	const char *cause, *domain; /* what is shown of changes; NULL: all */
	guint64 count;
};

gboolean rebound_suppressions_filter(const struct rebound_suppressions_options *options,
	struct rebound_suppression_filter *filter, GError **error)
{
	*filter = (struct rebound_suppression_filter){
		.state = REBOUND_STATE_COUNT,
		.cause = options->reason,
		.domain = options->domain,
		.rule = options->rule,
		.run = options->run,
		.now = rebound_clock_now(),
	};
	if (!rebound_usage_check_reason(options->reason, "manual", error))
		return FALSE;
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

static gboolean print_change(const struct rebound_suppression *row, void *data)
{
	const struct listing *listing = data;

	if ((listing->cause != NULL && strcmp(row->cause, listing->cause) != 0) ||
		(listing->domain != NULL && strcmp(row->domain, listing->domain) != 0))
		return TRUE;
	return print_row(row, data);
}

static int list(struct rebound_store *store, const struct rebound_suppressions_options *options)
{
	g_autoptr(GError) error = NULL;
	struct rebound_suppression_filter filter;
	struct rebound_suppression_cursor cursor;
	struct listing listing = {options->reason, options->domain, 0};
	gboolean good = rebound_suppressions_filter(options, &filter, &error);

	if (good && options->since != NULL)
		good = rebound_suppressions_since(options, &cursor, &error) &&
		       rebound_suppression_changes(
			       store, &cursor, filter.now, print_change, &listing, &error);
	else if (good)
		good = rebound_store_suppressions(store, &filter, print_row, &listing, &error);
	if (!good)
		return rebound_cli_fail(error);
	if (listing.count == 0)
		rebound_output_print("No suppressions.\n");
	return rebound_output_finish();
}

static char *read_address(struct rebound_arena *arena, const char *text, GError **error)
{
	char *address = rebound_address_read(arena, text, strlen(text));

	if (address == NULL)
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE, "'%s' is no mail address",
			rebound_text_line(arena, text, strlen(text), 80));
	return address;
}

/* Print what is known of an address; FALSE with error set where that can't be told. */
static gboolean check_one(struct rebound_store *store, struct rebound_arena *arena,
	const char *text, gboolean *suppressed, GError **error)
{
	struct rebound_suppression found;
	struct listing listing = {0};
	GError *problem = NULL;
	const char *address = read_address(arena, text, error);

	if (address == NULL)
		return FALSE;
	if (rebound_store_find_suppression(store, rebound_address_key(arena, address),
		    rebound_clock_now(), arena, &found, &problem)) {
		*suppressed = *suppressed || found.state == REBOUND_STATE_ACTIVE;
		return print_row(&found, &listing) || TRUE;
	}
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	rebound_output_print("%sfree    %s  %s\n", rebound_output_style(REBOUND_STYLE_GOOD),
		rebound_output_style(REBOUND_STYLE_PLAIN), address);
	return TRUE;
}

/* The addresses on standard input, one a line; what is none is told, and the others go on. */
static int check_lines(
	struct rebound_store *store, struct rebound_arena *arena, gboolean *suppressed)
{
	g_autoptr(GString) input = g_string_new(NULL);
	gboolean cut;
	int code = EX_OK;

	while (rebound_line_input_next(stdin, input, &cut)) {
		g_autoptr(GError) error = NULL;
		char *line = g_strstrip(input->str);

		rebound_arena_clear(arena);
		if (*line != '\0' && !check_one(store, arena, line, suppressed, &error)) {
			code = rebound_cli_fail(error);
			if (!g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE))
				break;
			code = EX_DATAERR;
		}
	}
	return code;
}

static int check(struct rebound_store *store, const struct rebound_suppressions_options *options)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	gboolean suppressed = FALSE;
	int code = EX_OK;

	if (options->addresses[0] == NULL)
		return rebound_cli_misuse("suppressions", "check needs an address, or -");
	for (char **text = options->addresses; *text != NULL && code == EX_OK; text++) {
		if (strcmp(*text, "-") == 0)
			code = check_lines(store, arena, &suppressed);
		else if (!check_one(store, arena, *text, &suppressed, &error))
			code = rebound_cli_fail(error);
	}
	int output = rebound_output_finish();
	if (code == EX_OK)
		code = output;
	return code == EX_OK && suppressed ? 1 : code;
}

/* Accept or remove: a change of state for each address, or for all that the filter takes. */
static int change(struct rebound_store *store, const struct rebound_suppressions_options *options,
	enum rebound_state from, enum rebound_state to, const char *done)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GError) error = NULL;
	struct rebound_suppression_filter filter;
	gint64 changed = 0;

	if (!rebound_suppressions_filter(options, &filter, &error))
		return rebound_cli_fail(error);
	filter.state = from;
	gboolean filtered = options->reason != NULL || options->domain != NULL ||
			    options->rule != NULL || options->run != 0;
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
	rebound_output_print(
		"%" G_GINT64_FORMAT "%s %s.\n", changed, options->dry_run ? " would be" : "", done);
	return rebound_output_finish();
}

static int add(struct rebound_store *store, const struct rebound_suppressions_options *options)
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
		if (!rebound_store_suppress(store, &suppression, now, &changed, &error))
			break;
		count += changed;
		if (!changed)
			rebound_output_print("%s: is suppressed already\n", address);
	}
	if (error != NULL || !rebound_store_commit(store, &error)) {
		rebound_store_rollback(store);
		return rebound_cli_fail(error);
	}
	rebound_output_print("%u%s added.\n", count, options->dry_run ? " would be" : "");
	return rebound_output_finish();
}

static int accept(struct rebound_store *store, const struct rebound_suppressions_options *options)
{
	return change(store, options, REBOUND_STATE_PROPOSED, REBOUND_STATE_ACTIVE, "accepted");
}

static int end(struct rebound_store *store, const struct rebound_suppressions_options *options)
{
	return change(store, options, REBOUND_STATE_COUNT, REBOUND_STATE_ENDED, "ended");
}

static const struct verb {
	const char *name;
	enum rebound_store_mode mode;
	int (*run)(struct rebound_store *store, const struct rebound_suppressions_options *options);
} verbs[] = {
	{"list", REBOUND_STORE_READ, list},
	{"check", REBOUND_STORE_READ, check},
	{"export", REBOUND_STORE_READ, rebound_suppressions_export},
	{"accept", REBOUND_STORE_CHANGE, accept},
	{"remove", REBOUND_STORE_CHANGE, end},
	{"add", REBOUND_STORE_WRITE, add},
	{"import", REBOUND_STORE_WRITE, rebound_suppressions_import},
};

static int run_verb(struct rebound_suppressions_options *options, const GOptionEntry *entries)
{
	g_autoptr(GError) error = NULL;
	guint i = 0;

	while (i < G_N_ELEMENTS(verbs) && strcmp(verbs[i].name, options->verb) != 0)
		i++;
	if (i == G_N_ELEMENTS(verbs))
		return rebound_cli_misuse("suppressions",
			"there is no verb '%s'; use list, check, accept, add, remove, export or "
			"import",
			options->verb);
	int code = rebound_usage_check_verb("suppressions", options->verb, entries);
	if (code >= 0)
		return code;
	rebound_cli_domain(&options->domain);
	g_autoptr(rebound_store) store = rebound_store_open(rebound_cli_database(options->database),
		options->dry_run ? REBOUND_STORE_MEMORY : verbs[i].mode, &error);
	return store != NULL ? verbs[i].run(store, options) : rebound_cli_fail(error);
}

static void clear_options(struct rebound_suppressions_options *options)
{
	g_free(options->database);
	g_free(options->state);
	g_free(options->reason);
	g_free(options->domain);
	g_free(options->rule);
	g_free(options->format);
	g_free(options->kind);
	g_free(options->since);
	g_free(options->ended);
	g_free(options->rules);
	g_free(options->why);
	g_free(options->now);
}

static int run_suppressions(int argc, char **argv)
{
	struct rebound_suppressions_options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"state", 0, 0, G_OPTION_ARG_STRING, &options.state,
			"list, export: only proposed, active, held or ended ones, or all", "STATE"},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason,
			"list, accept, remove, export: only of this reason, or complaint, "
			"unsubscribe, manual",
			"NAME"},
		{"domain", 0, 0, G_OPTION_ARG_FILENAME, &options.domain,
			"list, accept, remove, export: only of this domain", "DOMAIN"},
		{"rule", 0, 0, G_OPTION_ARG_FILENAME, &options.rule,
			"list, accept, remove, export: only by this rule, or the one at "
			"rules/mailbox.lua:12",
			"RULE"},
		{"run", 0, 0, G_OPTION_ARG_INT64, &options.run,
			"list, accept, remove, export: only of this run", "N"},
		{"since", 0, 0, G_OPTION_ARG_STRING, &options.since,
			"list, export: what changed since a time, or since the cursor that the "
			"last "
			"export printed; ended ones too",
			"TIME|CURSOR"},
		{"all", 0, 0, G_OPTION_ARG_NONE, &options.all, "accept, remove: all of them", NULL},
		{"format", 0, 0, G_OPTION_ARG_STRING, &options.format,
			"export, import: how the list is written (csv)", "FORMAT"},
		{"kind", 0, 0, G_OPTION_ARG_STRING, &options.kind,
			"export, import: what the list holds: bounces, blocks, invalid, "
			"complaints, unsubscribes",
			"KIND"},
		{"ended", 0, 0, G_OPTION_ARG_FILENAME, &options.ended,
			"export: with --since, where the addresses go that are free again", "FILE"},
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &options.rules,
			"import: rule file, for the texts of mail servers", "FILE"},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run,
			"accept, add, remove, import: only say what would be done", NULL},
		{"why", 0, 0, G_OPTION_ARG_STRING, &options.why,
			"accept, add, remove, import: a reason, kept with the change", "TEXT"},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "VERB [ADDRESS|FILE...]", about, entries);
	if (code < 0 && !rebound_cli_set_now(options.now, &error))
		code = rebound_cli_fail(error);
	if (code < 0) {
		options.verb = argc > 1 ? argv[1] : "list";
		options.addresses = argv + MIN(argc, 2);
		code = run_verb(&options, entries);
	}
	clear_options(&options);
	return code;
}

const struct rebound_command rebound_command_suppressions = {
	"suppressions", "list, check, accept, add, remove, export, import", run_suppressions};
