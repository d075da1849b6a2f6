/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <sysexits.h>

#include "core/cli/json.h"
#include "core/cli/output.h"
#include "core/mail/source.h"
#include "core/policy/policy.h"
#include "core/report/read.h"
#include "core/rules/ruleset.h"

static const char about[] =
	"Prints one JSON object for each message: its kind, and for each recipient what\n"
	"happened and why. Nothing is stored and nothing decided.\n\n"
	"SOURCE is an mbox, a Maildir, a directory of mails, one mail, or - for standard input.\n\n"
	"Example:\n  rebound parse bounces.mbox | head -1\n";

struct parse_run {
	struct rebound_reader *reader;
	struct rebound_ruleset *ruleset;
	struct rebound_arena *arena;
	struct rebound_json *json;
	int status;
};

static void say_script_errors(struct parse_run *run)
{
	g_autofree char *of_reader = rebound_reader_take_error(run->reader);
	g_autofree char *of_card = rebound_ruleset_take_error(run->ruleset);

	if (of_reader != NULL)
		rebound_cli_warn("%s", of_reader);
	if (of_card != NULL)
		rebound_cli_warn("%s", of_card);
}

static gboolean print_message(struct parse_run *run, const struct rebound_mail *mail)
{
	gsize len;
	struct rebound_report *report = rebound_reader_read(run->reader, mail);

	rebound_ruleset_classify(run->ruleset, report, run->arena);
	say_script_errors(run);
	rebound_json_report(run->json, report);
	rebound_arena_clear(run->arena);
	const char *text = rebound_json_text(run->json, &len);
	gboolean written = rebound_output_write(text, len);
	rebound_json_clear(run->json);
	return written;
}

/* FALSE ends the command: nobody reads what it writes. */
static gboolean parse_source(struct parse_run *run, const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_source) source = rebound_source_open(path, &error);
	struct rebound_mail mail;

	if (source == NULL) {
		run->status = rebound_cli_fail(error);
		return TRUE;
	}
	while (rebound_source_next(source, &mail, &error)) {
		if (!print_message(run, &mail))
			return FALSE;
	}
	if (error != NULL)
		run->status = rebound_cli_fail(error);
	if (rebound_source_skipped(source) > 0)
		rebound_cli_warn("%s: %u files were passed over because they can't be read", path,
			rebound_source_skipped(source));
	return TRUE;
}

static int run_parse(int argc, char **argv)
{
	g_autofree char *rules = NULL, *policy_path = NULL, *now = NULL;
	const GOptionEntry entries[] = {
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &rules,
			"Rule file; stands before the shipped rules", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &policy_path,
			"Policy file, for its settings card", "FILE"},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "SOURCE...", about, entries);
	if (code >= 0)
		return code;
	if (argc < 2)
		return rebound_cli_misuse("parse", "there is no source to read");
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load(rebound_cli_rules(rules), &error);
	if (ruleset == NULL)
		return rebound_cli_fail(error);
	struct rebound_reader_options options = {
		.rules_file = rebound_ruleset_file(ruleset), .without_hash = TRUE};
	g_autoptr(rebound_policy) policy = NULL;
	if (rebound_cli_policy(policy_path) != NULL) {
		policy = rebound_policy_load(rebound_cli_policy(policy_path), &error);
		if (policy == NULL)
			return rebound_cli_fail(error);
		options.own_addresses = rebound_policy_settings(policy)->own_addresses;
		options.own_domains = rebound_policy_settings(policy)->own_domains;
	}
	g_autoptr(rebound_reader) reader = rebound_reader_new(&options);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(rebound_json) json = rebound_json_new();
	struct parse_run run = {.reader = reader,
		.ruleset = ruleset,
		.arena = arena,
		.json = json,
		.status = EX_OK};

	for (int i = 1; i < argc; i++) {
		if (!parse_source(&run, argv[i]))
			break;
	}
	int finished = rebound_output_finish();
	return run.status != EX_OK ? run.status : finished;
}

const struct rebound_command rebound_command_parse = {
	"parse", "say what each bounce mail reports, as JSON Lines", run_parse};
