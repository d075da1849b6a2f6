/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/cli/json.h"
#include "core/cli/line_input.h"
#include "core/cli/output.h"
#include "core/report/line.h"
#include "core/rules/ruleset.h"

static const char about[] =
	"Prints one JSON object for each reply line, from the arguments or from standard input.\n"
	"A line may come as a mail server said it or as a log has it.\n\n"
	"Examples:\n"
	"  rebound classify '550 5.1.1 <ann@example.org>: User unknown'\n"
	"  grep status=bounced /var/log/mail.log | rebound classify\n";

static gboolean classify_line(struct rebound_ruleset *ruleset, struct rebound_arena *arena,
	struct rebound_json *json, const char *line, gsize len)
{
	gsize size;

	rebound_arena_clear(arena);
	const char *safe = rebound_line_text(arena, line, len);
	struct rebound_report *report = rebound_line_read(arena, safe, strlen(safe));
	rebound_ruleset_classify(ruleset, report, arena);
	g_autofree char *message = rebound_ruleset_take_error(ruleset);
	if (message != NULL)
		rebound_cli_warn("%s", message);
	rebound_json_line(json, safe, report);
	const char *text = rebound_json_text(json, &size);
	gboolean written = rebound_output_write(text, size);
	rebound_json_clear(json);
	return written;
}

static void classify_input(
	struct rebound_ruleset *ruleset, struct rebound_arena *arena, struct rebound_json *json)
{
	g_autoptr(GString) line = g_string_new(NULL);
	gboolean cut = FALSE;

	for (guint64 number = 1; rebound_line_input_next(stdin, line, &cut); number++) {
		if (!classify_line(ruleset, arena, json, line->str, line->len))
			break;
		if (cut)
			rebound_cli_warn("line %" G_GUINT64_FORMAT
					 " is longer than %d KB; the rest of it was not read",
				number, REBOUND_LIMIT_LINE_BYTES / 1024);
	}
}

static int run_classify(int argc, char **argv)
{
	g_autofree char *rules = NULL;
	const GOptionEntry entries[] = {
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &rules,
			"Rule file; stands before the shipped rules", "FILE"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "[LINE...]", about, entries);
	if (code >= 0)
		return code;
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load(rebound_cli_rules(rules), &error);
	if (ruleset == NULL)
		return rebound_cli_fail(error);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(rebound_json) json = rebound_json_new();

	if (argc < 2)
		classify_input(ruleset, arena, json);
	for (int i = 1; i < argc; i++) {
		if (!classify_line(ruleset, arena, json, argv[i], strlen(argv[i])))
			break;
	}
	return rebound_output_finish();
}

const struct rebound_command rebound_command_classify = {
	"classify", "give the reason of reply lines, as JSON Lines", run_classify};
