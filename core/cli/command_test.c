/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <sysexits.h>

#include "core/cli/cases.h"
#include "core/cli/output.h"
#include "core/policy/trial.h"
#include "core/rules/examples.h"
#include "core/rules/words.h"

static const char about[] = "Runs the examples of the cards: yes, this card wins; no, it does not "
			    "hold. Without a FILE the\n"
			    "shipped rules are tested. A table of --cases has the columns source, "
			    "input, kind, permanence,\n"
			    "reason and action with tabs between; a|b means that either is right, "
			    "- that it does not matter.\n"
			    "--policy tries each card and action of a policy file: does an action "
			    "fail, is a suppression\n"
			    "always refused, is a reason left out?\n"
			    "The exit status is 65 where something is wrong.\n\n"
			    "Examples:\n"
			    "  rebound test mine.lua\n"
			    "  rebound test --lint mine.lua\n"
			    "  rebound test --policy policy.lua\n"
			    "  rebound test --cases labelled.tsv mine.lua\n";

/* A path at which there is nothing, for a database that is empty. */
#define NO_DATABASE "/nonexistent/rebound.db"

struct tally {
	guint run, failed, remarks;
};

struct options {
	gboolean lint, reference;
	char *cases, *policy;
};

static void print_messages(const struct rebound_example_result *result)
{
	for (guint i = 0; i < result->messages->len; i++)
		rebound_output_print("%s\n", (const char *)g_ptr_array_index(result->messages, i));
}

static void test_examples(struct rebound_ruleset *ruleset, gboolean lint, struct tally *tally)
{
	struct rebound_example_result result = {0};

	rebound_examples_run(ruleset, &result);
	print_messages(&result);
	tally->run += result.run;
	tally->failed += result.failed;
	rebound_example_result_clear(&result);
	if (!lint)
		return;
	rebound_examples_lint(ruleset, &result);
	print_messages(&result);
	tally->remarks += result.failed;
	rebound_example_result_clear(&result);
	if (rebound_ruleset_has_shipped(ruleset))
		return;
	rebound_output_line("%s: uses none of the shipped cards, so that what they know stays "
			    "unknown; end it with use \"all\"",
		rebound_ruleset_file(ruleset));
	tally->remarks++;
}

static gboolean test_cases(
	struct rebound_ruleset *ruleset, const char *path, struct tally *tally, GError **error)
{
	g_autoptr(rebound_cases) cases = rebound_cases_run(ruleset, path, error);

	if (cases == NULL)
		return FALSE;
	rebound_cases_print(cases);
	tally->run += rebound_cases_count(cases);
	tally->failed += rebound_cases_failed(cases);
	return TRUE;
}

static gboolean test_file(
	const char *path, const struct options *options, struct tally *tally, GError **error)
{
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load_whole(path, error);

	if (ruleset == NULL)
		return FALSE;
	if (options->cases != NULL && !test_cases(ruleset, options->cases, tally, error))
		return FALSE;
	if (options->cases == NULL || options->lint)
		test_examples(ruleset, options->lint, tally);
	return TRUE;
}

/* Try a policy; its database is an empty one. */
static int test_policy(const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_policy) policy = rebound_policy_load(path, &error);
	g_autoptr(rebound_store) store =
		policy == NULL ? NULL
			       : rebound_store_open(NO_DATABASE, REBOUND_STORE_MEMORY, &error);
	struct rebound_policy_trial trial;

	if (store == NULL)
		return rebound_cli_fail(error);
	gboolean tried = rebound_policy_try(policy, store, &trial, &error);
	for (guint i = 0; i < trial.messages->len; i++)
		rebound_output_line("%s", (const char *)g_ptr_array_index(trial.messages, i));
	guint remarks = trial.messages->len;
	rebound_policy_trial_clear(&trial);
	if (!tried)
		return rebound_cli_fail(error);
	rebound_output_print("%s%u made-up events tried; %u remark%s%s\n",
		rebound_output_style(remarks == 0 ? REBOUND_STYLE_GOOD : REBOUND_STYLE_BAD),
		trial.events, remarks, remarks == 1 ? "" : "s",
		rebound_output_style(REBOUND_STYLE_PLAIN));
	return remarks > 0 ? EX_DATAERR : EX_OK;
}

static int print_reference(void)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *reference = rebound_words_reference(&error);

	if (reference == NULL)
		return rebound_cli_fail(error);
	rebound_output_print("%s", reference);
	return rebound_output_finish();
}

static int test_all(const struct options *options, int argc, char **argv)
{
	struct tally tally = {0};
	g_autoptr(GError) error = NULL;
	int policy = options->policy != NULL ? test_policy(options->policy) : EX_OK;

	/* A policy by itself says nothing of the rules. */
	if (policy != EX_OK && policy != EX_DATAERR)
		return policy;
	if (options->policy != NULL && argc < 2) {
		int code = rebound_output_finish();

		return code == EX_OK ? policy : code;
	}
	for (int i = 1; i < MAX(argc, 2); i++) {
		if (!test_file(i < argc ? argv[i] : NULL, options, &tally, &error))
			return rebound_cli_fail(error);
	}
	const char *style =
		rebound_output_style(tally.failed == 0 ? REBOUND_STYLE_GOOD : REBOUND_STYLE_BAD);
	guint passed = tally.run - tally.failed;
	rebound_output_print("%s%u %s%s passed, %u failed%s", style, passed,
		options->cases == NULL || options->lint ? "example" : "row", passed == 1 ? "" : "s",
		tally.failed, rebound_output_style(REBOUND_STYLE_PLAIN));
	if (options->lint)
		rebound_output_print(
			"; lint: %u remark%s", tally.remarks, tally.remarks == 1 ? "" : "s");
	rebound_output_print("\n");
	int code = rebound_output_finish();
	if (code == EX_OK)
		code = policy;
	return tally.failed > 0 || tally.remarks > 0 ? EX_DATAERR : code;
}

static int run_test(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"lint", 'l', 0, G_OPTION_ARG_NONE, &options.lint,
			"Also say what is unwise in the cards", NULL},
		{"cases", 'c', 0, G_OPTION_ARG_FILENAME, &options.cases,
			"Run a table of lines with their answers instead of the examples", "TABLE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &options.policy,
			"Try this policy on made-up events", "FILE"},
		{"reference", 0, 0, G_OPTION_ARG_NONE, &options.reference,
			"Print the reference of words and fields", NULL},
		{0},
	};

	int code = rebound_cli_options(&argc, &argv, "[FILE...]", about, entries);
	if (code < 0)
		code = options.reference ? print_reference() : test_all(&options, argc, argv);
	g_free(options.cases);
	g_free(options.policy);
	return code;
}

const struct rebound_command rebound_command_test = {
	"test", "run the examples of rule cards; --lint reads them critically", run_test};
