/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <sysexits.h>

#include "core/cli/output.h"
#include "core/rules/examples.h"

static const char about[] =
	"Runs the examples of the cards: yes, this card wins; no, it does not hold. Without a FILE the\n"
	"shipped rules are tested.\n\n"
	"Examples:\n"
	"  rebound test mine.lua\n"
	"  rebound test --lint mine.lua\n";

struct tally {
	guint run, failed, remarks;
};

static void print_messages(const struct rebound_example_result *result)
{
	for (guint i = 0; i < result->messages->len; i++)
		rebound_output_print("%s\n", (const char *)g_ptr_array_index(result->messages, i));
}

static gboolean test_file(const char *path, gboolean lint, struct tally *tally, GError **error)
{
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load(path, error);
	struct rebound_example_result result = {0};

	if (ruleset == NULL)
		return FALSE;
	rebound_examples_run(ruleset, &result);
	print_messages(&result);
	tally->run += result.run;
	tally->failed += result.failed;
	rebound_example_result_clear(&result);
	if (lint) {
		rebound_examples_lint(ruleset, &result);
		print_messages(&result);
		tally->remarks += result.failed;
		rebound_example_result_clear(&result);
	}
	return TRUE;
}

static int run_test(int argc, char **argv)
{
	gboolean lint = FALSE;
	struct tally tally = {0};
	const GOptionEntry entries[] = {
		{"lint", 'l', 0, G_OPTION_ARG_NONE, &lint, "Also say what is unwise in the cards", NULL},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "[FILE...]", about, entries);
	if (code >= 0)
		return code;
	for (int i = 1; i < MAX(argc, 2); i++) {
		if (!test_file(i < argc ? argv[i] : NULL, lint, &tally, &error))
			return rebound_cli_fail(error);
	}
	const char *style = rebound_output_style(tally.failed == 0 ? REBOUND_STYLE_GOOD : REBOUND_STYLE_BAD);
	rebound_output_print("%s%u examples passed, %u failed%s", style, tally.run - tally.failed, tally.failed,
		rebound_output_style(REBOUND_STYLE_PLAIN));
	if (lint)
		rebound_output_print("; lint: %u remarks", tally.remarks);
	rebound_output_print("\n");
	code = rebound_output_finish();
	return tally.failed > 0 || tally.remarks > 0 ? EX_DATAERR : code;
}

const struct rebound_command rebound_command_test = {
	"test", "run the examples of rule cards; --lint reads them critically", run_test};
