/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/foreign_words.h"
#include "core/base/text.h"
#include "core/cli/explain.h"
#include "core/cli/output.h"
#include "core/cli/usage.h"
#include "core/run/kept.h"
#include "core/run/stored.h"
#include "core/mail/source.h"
#include "core/report/line.h"
#include "core/report/read.h"
#include "core/rules/pattern.h"
#include "core/smtp/address.h"

#define GIVEN_BYTES 4096

static const char about[] =
	"Says what a bounce means, what probably caused it, what to do, which rule decided and on "
	"which\n"
	"words, and what the policy does. It takes a reply line, a code, the name of a reason, a "
	"file\n"
	"with mails, or the number of an event in the database. Of an address it says whether it "
	"is\n"
	"suppressed, by what, and what else the database knows.\n\n"
	"Examples:\n"
	"  rebound explain '550 5.7.1 Service unavailable; client host [192.0.2.7] blocked'\n"
	"  rebound explain 5.2.2\n"
	"  rebound explain x.1.1\n"
	"  rebound explain greylisted\n"
	"  rebound explain ann@example.org\n"
	"  rebound explain bounce.eml\n"
	"  rebound explain event:12\n";

struct options {
	char *rules, *policy, *database, *now;
	gint64 event;
	gboolean json;
};

static int flush_json(const struct rebound_explainer *explainer)
{
	gsize len;

	if (explainer->json == NULL)
		return EX_OK;
	const char *text = rebound_json_text(explainer->json, &len);
	rebound_output_write(text, len);
	rebound_json_clear(explainer->json);
	return EX_OK;
}

static gboolean show(const struct rebound_explainer *explainer, const struct rebound_report *report,
	guint recipient, struct rebound_explanation *explanation, GError **error)
{
	gboolean good = TRUE;

	explanation->report = report;
	if (report->recipient_count > 0)
		good = rebound_explain_gather(explainer, report, recipient, explanation, error);
	if (good && explainer->json != NULL)
		rebound_explain_json(explainer, explanation);
	else if (good)
		rebound_explain_print(explainer, explanation);
	rebound_explanation_clear(explanation);
	flush_json(explainer);
	return good;
}

/* A report that is classified: each of its recipients. */
static int explain_report(const struct rebound_explainer *explainer,
	const struct rebound_report *report, const struct rebound_explanation *about_it)
{
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i == 0 || i < report->recipient_count; i++) {
		struct rebound_explanation explanation = *about_it;

		if (i > 0 && explainer->json == NULL)
			rebound_output_print("\n");
		if (!show(explainer, report, i, &explanation, &error))
			return rebound_cli_fail(error);
	}
	return EX_OK;
}

static void print_mail(
	const struct rebound_explainer *explainer, const struct rebound_report *report)
{
	const char *subject = report->subject != NULL ? report->subject : "(no subject)";

	rebound_output_print("%s%s, message %" G_GUINT64_FORMAT "%s\n",
		rebound_output_style(REBOUND_STYLE_BOLD),
		rebound_text_line(
			explainer->arena, report->source, strlen(report->source), GIVEN_BYTES),
		report->index, rebound_output_style(REBOUND_STYLE_PLAIN));
	rebound_output_paragraph("  ", "  ", subject);
	for (guint i = 0; report->faults != NULL && report->faults[i] != NULL; i++)
		rebound_output_print(
			"%s%s", i == 0 ? "  Damage of this mail: " : ", ", report->faults[i]);
	rebound_output_print(
		"%s\n", report->faults != NULL && report->faults[0] != NULL ? "\n" : "");
}

static int explain_file(const struct rebound_explainer *explainer, const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_source) source = rebound_source_open(path, &error);
	struct rebound_reader_options options = {
		.rules_file = rebound_ruleset_file(explainer->ruleset)};
	g_autoptr(rebound_reader) reader = rebound_reader_new(&options);
	struct rebound_mail mail;
	guint count = 0;
	int code = EX_OK;

	if (source == NULL)
		return rebound_cli_fail(error);
	while (code == EX_OK && rebound_source_next(source, &mail, &error)) {
		struct rebound_report *report = rebound_reader_read(reader, &mail);
		struct rebound_explanation explanation = {.given = report->source};

		if (count++ > 0 && explainer->json == NULL)
			rebound_output_print("\n");
		if (explainer->json == NULL)
			print_mail(explainer, report);
		rebound_ruleset_classify(explainer->ruleset, report, explainer->arena);
		code = explain_report(explainer, report, &explanation);
		rebound_arena_clear(explainer->arena);
	}
	if (error != NULL)
		return rebound_cli_fail(error);
	if (count == 0)
		g_set_error(&error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: there are no mails in it",
			path);
	return count > 0 ? code : rebound_cli_fail(error);
}

struct event_call {
	const struct rebound_explainer *explainer;
	gboolean found;
	int code;
};

static gboolean explain_stored(const struct rebound_event *event, void *data)
{
	struct event_call *call = data;
	const struct rebound_explainer *explainer = call->explainer;
	struct rebound_report *report =
		rebound_stored_classify(explainer->ruleset, event, explainer->arena);
	struct rebound_explanation explanation = {.stored = event,
		.given = rebound_arena_printf(
			explainer->arena, "event:%" G_GINT64_FORMAT, event->id)};

	call->found = TRUE;
	if (report == NULL) {
		call->code = rebound_cli_misuse("explain",
			"event %" G_GINT64_FORMAT
			" has nothing that rules judge: a delivery or the like, or of a version "
			"that is not known",
			event->id);
		return FALSE;
	}
	explanation.in_part = rebound_kept_in_part(report);
	call->code = explain_report(explainer, report, &explanation);
	return FALSE;
}

static int explain_event(const struct rebound_explainer *explainer, gint64 number)
{
	struct event_call call = {.explainer = explainer};
	g_autoptr(GError) error = NULL;

	if (!rebound_store_event(explainer->store, number, explain_stored, &call, &error) &&
		error != NULL)
		return rebound_cli_fail(error);
	if (!call.found)
		return rebound_cli_misuse("explain",
			"there is no event %" G_GINT64_FORMAT " in the database", number);
	return call.code;
}

/* What other systems call a reason, in their logs and lists. */
static void print_foreign(enum rebound_reason reason)
{
	rebound_output_print("\n%sElsewhere%s\n", rebound_output_style(REBOUND_STYLE_BOLD),
		rebound_output_style(REBOUND_STYLE_PLAIN));
	for (guint i = 0; i < REBOUND_FOREIGN_COUNT; i++)
		rebound_output_print("  %-12s%s\n", rebound_foreign_name((enum rebound_foreign)i),
			rebound_foreign_words((enum rebound_foreign)i, reason));
}

static void write_foreign(struct rebound_json *json, enum rebound_reason reason)
{
	rebound_json_open(json, "elsewhere");
	for (guint i = 0; i < REBOUND_FOREIGN_COUNT; i++)
		rebound_json_string(json, rebound_foreign_name((enum rebound_foreign)i),
			rebound_foreign_words((enum rebound_foreign)i, reason));
	rebound_json_close(json);
}

static int explain_reason(const struct rebound_explainer *explainer, enum rebound_reason reason)
{
	const struct rebound_reason_words *words =
		rebound_knowledge_reason(explainer->knowledge, reason);
	const char *name = rebound_reason_name(reason);
	const char *at;
	const char *policy = rebound_policy_describe(
		explainer->policy, REBOUND_KIND_FAILURE, reason, explainer->arena, &at);

	if (explainer->json != NULL) {
		rebound_json_open(explainer->json, NULL);
		rebound_json_string(explainer->json, "given", name);
		rebound_json_string(explainer->json, "reason", name);
		rebound_json_string(
			explainer->json, "fault", rebound_fault_name(rebound_reason_fault(reason)));
		rebound_explain_json_words(explainer->json, words);
		rebound_json_open(explainer->json, "policy");
		rebound_json_string(explainer->json, "says", policy);
		rebound_json_string(explainer->json, "at", at);
		rebound_json_close(explainer->json);
		write_foreign(explainer->json, reason);
		rebound_json_close(explainer->json);
		rebound_json_end_line(explainer->json);
		return flush_json(explainer);
	}
	rebound_output_print("%s%s%s\n", rebound_output_style(REBOUND_STYLE_BOLD), name,
		rebound_output_style(REBOUND_STYLE_PLAIN));
	rebound_output_paragraph("  ", "  ", rebound_explain_fault(rebound_reason_fault(reason)));
	rebound_explain_print_words(words);
	rebound_explain_print_card(explainer, policy, at);
	print_foreign(reason);
	return EX_OK;
}

/* Whether a line is nothing but a reply code, a status, or both. */
static gboolean is_code(const char *line, gboolean *any_class)
{
	g_auto(GStrv) words = g_strsplit_set(line, " \t", -1);
	guint codes = 0;

	for (guint i = 0; words[i] != NULL; i++) {
		struct rebound_code_pattern pattern;

		if (words[i][0] == '\0')
			continue;
		*any_class = *any_class || g_ascii_tolower(words[i][0]) == 'x';
		if (strspn(words[i], "0123456789.xX") != strlen(words[i]) ||
			(strlen(words[i]) != 3 && !rebound_pattern_read_status(words[i], &pattern)))
			return FALSE;
		codes++;
	}
	return codes == 1 || codes == 2;
}

static int explain_line(const struct rebound_explainer *explainer, const char *line)
{
	struct rebound_explanation explanation = {
		.given = rebound_text_line(explainer->arena, line, strlen(line), GIVEN_BYTES),
		.is_line = TRUE,
	};
	char *plain = rebound_arena_string(explainer->arena, line);

	explanation.is_code = is_code(line, &explanation.any_class);
	explanation.any_class = explanation.any_class && explanation.is_code;
	/* Of a code without class, the graver one tells most. */
	if (explanation.any_class)
		*strpbrk(plain, "xX") = '5';
	struct rebound_report *report = rebound_line_read(explainer->arena, plain, strlen(plain));
	rebound_ruleset_classify(explainer->ruleset, report, explainer->arena);
	return explain_report(explainer, report, &explanation);
}

/* What looks like the name of a file is one, also where it is misspelt. */
static gboolean names_file(const char *argument)
{
	static const char *const endings[] = {".eml", ".mbox", ".msg", ".mail"};
	struct stat info;

	if (strcmp(argument, "-") == 0 || stat(argument, &info) == 0)
		return TRUE;
	if (strchr(argument, ' ') != NULL)
		return FALSE;
	for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (g_str_has_suffix(argument, endings[i]))
			return TRUE;
	}
	return argument[0] == '/' || g_str_has_prefix(argument, "./") ||
	       g_str_has_prefix(argument, "../");
}

/* One word with underscores: a name of ours rather than what a server says. */
static gboolean is_word(const char *argument)
{
	return strchr(argument, '_') != NULL &&
	       argument[strspn(argument, "abcdefghijklmnopqrstuvwxyz_")] == '\0';
}

/* An address by itself; NULL where there is more, or something else. */
static const char *read_address(const struct rebound_explainer *explainer, const char *argument)
{
	return strpbrk(argument, " \t:;") == NULL
		       ? rebound_address_read(explainer->arena, argument, strlen(argument))
		       : NULL;
}

static int explain_argument(const struct rebound_explainer *explainer, const char *argument)
{
	enum rebound_reason reason;
	gint64 number;

	if (argument[strspn(argument, " \t")] == '\0')
		return rebound_cli_misuse("explain", "an empty line has nothing to explain");
	if (rebound_reason_read(argument, &reason))
		return explain_reason(explainer, reason);
	if (g_str_has_prefix(argument, "event:")) {
		if (!g_ascii_string_to_signed(
			    argument + strlen("event:"), 10, 1, G_MAXINT64, &number, NULL))
			return rebound_cli_misuse(
				"explain", "'%s' names no event; write event:12", argument);
		return explain_event(explainer, number);
	}
	if (names_file(argument))
		return explain_file(explainer, argument);
	const char *address = read_address(explainer, argument);
	if (address != NULL) {
		int code = rebound_explain_address(explainer, address);

		flush_json(explainer);
		return code;
	}
	if (is_word(argument) && rebound_usage_nearest_reason(argument) != NULL)
		return rebound_cli_misuse("explain", "there is no reason '%s'; did you mean '%s'?",
			argument, rebound_usage_nearest_reason(argument));
	return explain_line(explainer, argument);
}

static int explain_all(const struct rebound_explainer *explainer, const struct options *options,
	int argc, char **argv)
{
	int code = options->event != 0 ? explain_event(explainer, options->event) : EX_OK;

	for (int i = 1; i < argc && code == EX_OK; i++) {
		if ((i > 1 || options->event != 0) && explainer->json == NULL)
			rebound_output_print("\n");
		code = explain_argument(explainer, argv[i]);
	}
	int finished = rebound_output_finish();
	return code > EX_OK ? code : finished;
}

/* The policy asks a history; without a database it is an empty one. */
static struct rebound_store *open_history(const char *database, GError **error)
{
	const char *path = rebound_cli_database(database);
	gboolean exists = g_file_test(path, G_FILE_TEST_EXISTS);

	return rebound_store_open(path, exists ? REBOUND_STORE_READ : REBOUND_STORE_MEMORY, error);
}

static int run_with(const struct options *options, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (!rebound_cli_set_now(options->now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_ruleset) ruleset =
		rebound_ruleset_load(rebound_cli_rules(options->rules), &error);
	g_autoptr(rebound_policy) policy =
		error == NULL ? rebound_policy_load(rebound_cli_policy(options->policy), &error)
			      : NULL;
	if (policy != NULL)
		rebound_policy_load_keys(policy, &error);
	g_autoptr(rebound_knowledge) knowledge =
		error == NULL ? rebound_knowledge_load(&error) : NULL;
	g_autoptr(rebound_store) store =
		error == NULL ? open_history(options->database, &error) : NULL;
	if (error != NULL)
		return rebound_cli_fail(error);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(rebound_json) json = options->json ? rebound_json_new() : NULL;
	struct rebound_explainer explainer = {ruleset, policy, knowledge, store, arena, json};
	return explain_all(&explainer, options, argc, argv);
}

static int run_explain(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &options.rules,
			"Rule file; stands before the shipped rules", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &options.policy,
			"Policy file, instead of the shipped one", "FILE"},
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database,
			"The database, for the address's history", "FILE"},
		{"event", 'e', 0, G_OPTION_ARG_INT64, &options.event,
			"Explain this event of the database", "N"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &options.json, "JSON Lines, a line each", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};

	int code = rebound_cli_options(
		&argc, &argv, "LINE|CODE|REASON|ADDRESS|FILE|event:N...", about, entries);
	if (code < 0 && argc < 2 && options.event == 0)
		code = rebound_cli_misuse("explain", "there is nothing to explain");
	if (code < 0)
		code = run_with(&options, argc, argv);
	g_free(options.rules);
	g_free(options.policy);
	g_free(options.database);
	g_free(options.now);
	return code;
}

const struct rebound_command rebound_command_explain = {
	"explain", "say what a bounce means, why, and what to do", run_explain};
