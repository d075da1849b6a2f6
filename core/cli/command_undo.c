/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include <rebound/taxonomy.h>
#include "core/base/clock.h"
#include "core/cli/output.h"
#include "core/cli/usage.h"
#include "core/cli/user.h"
#include "core/store/changes.h"
#include "core/store/undo.h"

static const char about[] =
	"Takes back what was done, as if it had never been: suppressions, retries and slowed "
	"domains "
	"that\n"
	"the events brought end, what those had replaced or cancelled stands again, and the events "
	"count no\n"
	"more. All conditions that you give must hold. What was undone stays visible: who took it "
	"back,\n"
	"when and why.\n\n"
	"A run that is taken back whole (--run alone) may be processed again. Otherwise the "
	"messages "
	"stay\n"
	"processed, so that the same mailbox does not bring back what you took back.\n\n"
	"Examples:\n"
	"  rebound undo --last --dry-run\n"
	"  rebound undo --run 12\n"
	"  rebound undo --reason mailbox_unknown --domain gmail.com \\\n"
	"    --from 2020-12-14T20:00:00Z --to 2020-12-16T00:30:00Z --why 'their outage' --dry-run\n"
	"  rebound undo --list\n"
	"  rebound undo --show 3\n";

/* What the options say. */
struct options {
	char *database, *rule, *reason, *domain, *from, *to, *why, *now;
	gint64 run, event, show;
	gboolean last, list, dry_run;
};

static void clear_options(struct options *options)
{
	g_free(options->database);
	g_free(options->rule);
	g_free(options->reason);
	g_free(options->domain);
	g_free(options->from);
	g_free(options->to);
	g_free(options->why);
	g_free(options->now);
}

static const char *subject_name(enum rebound_undo_subject subject)
{
	switch (subject) {
	case REBOUND_UNDO_SUPPRESSION:
		return "suppression";
	case REBOUND_UNDO_RETRY:
		return "retry";
	default:
		return "slowed domain";
	}
}

static const char *time_word(enum rebound_undo_subject subject)
{
	switch (subject) {
	case REBOUND_UNDO_SUPPRESSION:
		return "since";
	case REBOUND_UNDO_RETRY:
		return "due";
	default:
		return "until";
	}
}

/* "- ann@example.org  active suppression (mailbox_unknown), since 2026-01-31: taken back" */
static void print_step(const struct rebound_undo_step *step, void *data)
{
	char time[REBOUND_CLOCK_TIME_SIZE];

	rebound_clock_write_time(step->time, time);
	rebound_output_print("%s%c %s%s  %s%s%s",
		rebound_output_style(step->revived ? REBOUND_STYLE_WARN : REBOUND_STYLE_GOOD),
		step->revived ? '+' : '-', step->name, rebound_output_style(REBOUND_STYLE_PLAIN),
		step->state != NULL ? step->state : "", step->state != NULL ? " " : "",
		subject_name(step->subject));
	if (step->reason != NULL)
		rebound_output_print(" (%s)", step->reason);
	rebound_output_print(", %s %s", time_word(step->subject), time);
	if (step->event != 0)
		rebound_output_print(", event %" G_GINT64_FORMAT, step->event);
	rebound_output_print(": %s\n", step->revived ? "stands again" : "taken back");
}

static gboolean print_change(const struct rebound_change *change, void *data)
{
	char time[REBOUND_CLOCK_TIME_SIZE];
	gint64 *wanted = data;

	if (*wanted > 0 && change->id != *wanted)
		return TRUE;
	rebound_output_print("%" G_GINT64_FORMAT "  %s  by %s  %s\n", change->id,
		rebound_clock_write_time(change->time, time),
		change->who != NULL ? change->who : "nobody known",
		change->asked != NULL ? change->asked : "");
	rebound_output_print("   %s: %s\n", change->why != NULL ? change->why : "no reason given",
		change->summary != NULL ? change->summary : "");
	if (*wanted > 0)
		*wanted = -*wanted;
	return *wanted == 0;
}

static int look_back(struct rebound_store *store, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	gint64 wanted = options->show;

	if (!rebound_store_changes(store, "undo", print_change, &wanted, &error))
		return rebound_cli_fail(error);
	if (wanted > 0)
		return rebound_cli_misuse(
			"undo", "there is no undo %" G_GINT64_FORMAT, options->show);
	if (wanted < 0 && !rebound_store_undo_steps(store, options->show, print_step, NULL, &error))
		return rebound_cli_fail(error);
	return rebound_output_finish();
}

/* ---- the filter ---- */

static gboolean read_time(const char *option, const char *text, gint64 *time, GError **error)
{
	if (text == NULL)
		return TRUE;
	if (rebound_clock_read_time(text, time) && *time > 0)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"%s: '%s' is no time; write it as 2026-01-31T12:00:00Z or 2026-01-31", option,
		text);
	return FALSE;
}

static gboolean read_filter(
	struct options *options, struct rebound_undo_filter *filter, GError **error)
{
	rebound_cli_domain(&options->domain);
	*filter = (struct rebound_undo_filter){.run = options->run,
		.event = options->event,
		.rule = options->rule,
		.reason = options->reason,
		.domain = options->domain};
	return rebound_usage_check_reason(options->reason, NULL, error) &&
	       read_time("--from", options->from, &filter->since, error) &&
	       read_time("--to", options->to, &filter->until, error);
}

static void append_word(GString *words, const char *option, const char *value)
{
	if (value != NULL)
		g_string_append_printf(
			words, "%s--%s %s", words->len > 0 ? " " : "", option, value);
}

static char *filter_in_words(const struct options *options)
{
	g_autoptr(GString) words = g_string_new(NULL);
	g_autofree char *run = g_strdup_printf("%" G_GINT64_FORMAT, options->run);
	g_autofree char *event = g_strdup_printf("%" G_GINT64_FORMAT, options->event);

	append_word(words, "run", options->run != 0 ? run : NULL);
	append_word(words, "event", options->event != 0 ? event : NULL);
	append_word(words, "rule", options->rule);
	append_word(words, "reason", options->reason);
	append_word(words, "domain", options->domain);
	append_word(words, "from", options->from);
	append_word(words, "to", options->to);
	return g_string_free(g_steal_pointer(&words), FALSE);
}

/* ---- undoing ---- */

static void print_result(
	const struct options *options, const char *asked, const struct rebound_undo *undone)
{
	if (options->dry_run)
		rebound_output_print("It would be undone (%s)", asked);
	else
		rebound_output_print(
			"Undone (%s), as change %" G_GINT64_FORMAT, asked, undone->change);
	rebound_output_print(":\n  suppressions     %6" G_GINT64_FORMAT
			     "\n  retries          %6" G_GINT64_FORMAT
			     "\n  slowed domains   %6" G_GINT64_FORMAT
			     "\n  events           %6" G_GINT64_FORMAT "\n",
		undone->suppressions, undone->retries, undone->slowdowns, undone->events);
	if (undone->messages > 0)
		rebound_output_print("  messages         %6" G_GINT64_FORMAT
				     ", which may be processed again\n",
			undone->messages);
	if (undone->revived > 0)
		rebound_output_print("  standing again   %6" G_GINT64_FORMAT "\n", undone->revived);
	if (undone->later > 0)
		rebound_output_print("Suppressions that stand, and were decided later with what "
				     "is taken back in their history: %" G_GINT64_FORMAT
				     "; see 'rebound suppressions list'.\n",
			undone->later);
}

static int undo(struct rebound_store *store, struct options *options)
{
	g_autoptr(GError) error = NULL;
	struct rebound_undo_filter filter;
	struct rebound_undo undone;

	if (!read_filter(options, &filter, &error))
		return rebound_cli_fail(error);
	g_autofree char *asked = filter_in_words(options);
	struct rebound_undo_order order = {.dry_run = options->dry_run,
		.who = rebound_cli_user(),
		.why = options->why,
		.asked = asked,
		.now = rebound_clock_now(),
		.func = options->dry_run ? print_step : NULL};
	if (!rebound_store_undo(store, &filter, &order, &undone, &error))
		return rebound_cli_fail(error);
	if (undone.change == 0)
		rebound_output_print("Nothing fits that counts still (%s).\n", asked);
	else
		print_result(options, asked, &undone);
	return rebound_output_finish();
}

static int run_with(struct options *options)
{
	g_autoptr(GError) error = NULL;
	enum rebound_store_mode mode = options->list || options->show > 0 ? REBOUND_STORE_READ
				       : options->dry_run		  ? REBOUND_STORE_MEMORY
									  : REBOUND_STORE_CHANGE;
	const char *path = rebound_cli_database(options->database);

	if (!rebound_cli_set_now(options->now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_store) store = rebound_store_open(path, mode, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	if (mode == REBOUND_STORE_READ)
		return look_back(store, options);
	if (options->last)
		options->run = rebound_store_last_run(store, &error);
	if (error != NULL)
		return rebound_cli_fail(error);
	if (options->last && options->run == 0) {
		rebound_output_line("There is no run to undo in %s.", path);
		return rebound_output_finish();
	}
	return undo(store, options);
}

static int check_options(int argc, char **argv, const struct options *options)
{
	gboolean filter = options->run > 0 || options->event > 0 || options->rule != NULL ||
			  options->reason != NULL || options->domain != NULL ||
			  options->from != NULL || options->to != NULL;

	if (argc > 1)
		return rebound_cli_misuse(
			"undo", "'%s' is too much; name a run with --run N", argv[1]);
	if (options->list || options->show > 0)
		return -1;
	if (options->run < 0 || options->event < 0 || (options->last && options->run > 0) ||
		(!options->last && !filter))
		return rebound_cli_misuse("undo",
			"say what: --run N or --last, --event N, --rule, --reason, --domain, "
			"--from, --to");
	return -1;
}

static int run_undo(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"run", 0, 0, G_OPTION_ARG_INT64, &options.run, "Events of this run", "N"},
		{"last", 0, 0, G_OPTION_ARG_NONE, &options.last,
			"Events of the newest run that was not undone", NULL},
		{"event", 0, 0, G_OPTION_ARG_INT64, &options.event, "This event", "N"},
		{"rule", 0, 0, G_OPTION_ARG_STRING, &options.rule, "Events that this rule decided",
			"NAME"},
		{"reason", 0, 0, G_OPTION_ARG_STRING, &options.reason,
			"Events of this reason, or of a kind such as complaint", "NAME"},
		{"domain", 0, 0, G_OPTION_ARG_FILENAME, &options.domain,
			"Events of recipients of this domain", "NAME"},
		{"from", 0, 0, G_OPTION_ARG_STRING, &options.from, "Events of this time or later",
			"TIME"},
		{"to", 0, 0, G_OPTION_ARG_STRING, &options.to, "Events before this time", "TIME"},
		{"why", 0, 0, G_OPTION_ARG_STRING, &options.why,
			"A reason, kept with what is undone", "TEXT"},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run,
			"Say all that would change, write nothing", NULL},
		{"list", 0, 0, G_OPTION_ARG_NONE, &options.list, "What was undone: all", NULL},
		{"show", 0, 0, G_OPTION_ARG_INT64, &options.show, "What was undone: this one", "N"},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};
	int code = rebound_cli_options(&argc, &argv, "", about, entries);

	if (code < 0)
		code = check_options(argc, argv, &options);
	if (code < 0)
		code = run_with(&options);
	clear_options(&options);
	return code;
}

const struct rebound_command rebound_command_undo = {
	"undo", "take back what was done: a run, an event, a reason, a domain, a time", run_undo};
