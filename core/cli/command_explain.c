/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/output.h"
#include "core/mail/source.h"
#include "core/policy/policy.h"
#include "core/report/line.h"
#include "core/report/read.h"
#include "core/rules/knowledge.h"
#include "core/rules/ruleset.h"
#include "core/smtp/status.h"

#define MOST_RUNNERS_UP 4

static const char about[] =
	"Says what a bounce means, what probably caused it, what to do, which rule decided and on which\n"
	"words. It takes a reply line, a code, the name of a reason, or a file with mails.\n\n"
	"Examples:\n"
	"  rebound explain '550 5.7.1 Service unavailable; client host [192.0.2.7] blocked'\n"
	"  rebound explain 5.2.2\n"
	"  rebound explain greylisted\n"
	"  rebound explain bounce.eml\n";

struct explainer {
	struct rebound_ruleset *ruleset;
	struct rebound_policy *policy;
	struct rebound_knowledge *knowledge;
	struct rebound_store *store; /* NULL where there is no database yet */
	struct rebound_arena *arena;
};

static void print_heading(const char *heading)
{
	rebound_output_print("\n%s%s%s\n", rebound_output_style(REBOUND_STYLE_BOLD), heading,
		rebound_output_style(REBOUND_STYLE_PLAIN));
}

static void print_list(const char *const *items)
{
	for (guint i = 0; items[i] != NULL; i++)
		rebound_output_paragraph("  - ", "    ", items[i]);
}

static void print_words(const struct explainer *explainer, enum rebound_reason reason)
{
	const struct rebound_reason_words *words = rebound_knowledge_reason(explainer->knowledge, reason);

	if (words == NULL)
		return;
	print_heading("What it means");
	rebound_output_paragraph("  ", "  ", words->meaning);
	if (words->causes[0] != NULL) {
		print_heading("Likely causes");
		print_list(words->causes);
	}
	if (words->steps[0] != NULL) {
		print_heading("What to do");
		print_list(words->steps);
	}
	if (words->wait != NULL) {
		print_heading("Wait?");
		rebound_output_paragraph("  ", "  ", words->wait);
	}
}

static void print_codes(const struct explainer *explainer, const struct rebound_recipient *recipient)
{
	char status[REBOUND_STATUS_SIZE];
	const char *says = rebound_knowledge_reply(explainer->knowledge, recipient->reply);

	if (says != NULL) {
		g_autofree char *first = g_strdup_printf("  reply   %d: ", recipient->reply);

		rebound_output_paragraph(first, "          ", says);
	}
	says = rebound_knowledge_status(explainer->knowledge, recipient->status);
	if (says != NULL) {
		g_autofree char *first = g_strdup_printf("  status  %s: ", rebound_status_write(recipient->status, status));

		rebound_output_paragraph(first, "          ", says);
	}
}

/* The text with the words that decided marked: by colour, else by brackets of their own. */
static void print_marked(const char *text, gsize start, gsize end)
{
	gboolean colour = rebound_output_has_colour();

	rebound_output_print("  %.*s%s%.*s%s%s\n", (int)start, text, colour ? "\033[1;33m" : ">>",
		(int)(end - start), text + start, colour ? "\033[0m" : "<<", text + end);
}

static void print_cards(const struct explainer *explainer, const struct rebound_report *report, guint index)
{
	g_autoptr(GArray) matches =
		rebound_ruleset_matches(explainer->ruleset, report, index, explainer->arena);

	print_heading("Which rule decided");
	if (matches->len == 0) {
		rebound_output_print("  none: no card knows this text or its codes\n");
		return;
	}
	for (guint i = 0; i < MIN(matches->len, MOST_RUNNERS_UP + 1); i++) {
		const struct rebound_match *match = &g_array_index(matches, struct rebound_match, i);
		struct rebound_card_info card = rebound_ruleset_card(explainer->ruleset, match->card);
		const char *reason = rebound_reason_name(card.reason);

		if (i == 1)
			print_heading("Which others would have");
		rebound_output_print("  %s at %s: %s, on \"%s\"\n", card.name, card.at, reason != NULL ? reason : "-",
			match->evidence);
		if (i > 0)
			continue;
		if (card.doc != NULL)
			rebound_output_paragraph("    ", "    ", card.doc);
		if (match->text != NULL && match->end > match->start)
			print_marked(match->text, match->start, match->end);
	}
	if (matches->len > MOST_RUNNERS_UP + 1)
		rebound_output_print("  and %u more\n", matches->len - MOST_RUNNERS_UP - 1);
}

static gboolean count_event(const struct rebound_event *event, void *data)
{
	guint *count = data;

	(*count)++;
	return TRUE;
}

static void print_policy(const struct explainer *explainer, const struct rebound_report *report, guint index)
{
	struct rebound_policy_context context = {.now = rebound_clock_now()};
	struct rebound_event event = {0};
	struct rebound_decision decision = {0};
	g_autoptr(GError) error = NULL;

	print_heading("What the policy would do");
	rebound_policy_event(explainer->policy, report, index, &context, explainer->arena, &event);
	if (event.address == NULL) {
		const struct rebound_recipient *recipient = &report->recipients[index];
		const char *advice = rebound_advice_name(recipient->verdict.advice);

		rebound_output_print("  it knows no address here; for one, the advice is: %s\n", advice);
		return;
	}
	if (!rebound_policy_decide(explainer->policy, explainer->store, &event, &context, explainer->arena, &decision,
		    &error)) {
		rebound_output_print("  %s\n", error->message);
		return;
	}
	g_autofree char *line = g_strdup_printf("%s for %s: %s", rebound_action_name(decision.action), event.address,
		decision.why != NULL ? decision.why : "");
	rebound_output_paragraph("  ", "  ", line);
	if (decision.refused != NULL)
		rebound_output_paragraph("  ", "  ", decision.refused);
	guint events = 0;
	if (rebound_store_events_of(explainer->store, event.address_key, 0, 0, count_event, &events, &error))
		rebound_output_print("  its history holds %u events\n", events);
}

static void explain_recipient(const struct explainer *explainer, const struct rebound_report *report, guint index)
{
	const struct rebound_recipient *recipient = &report->recipients[index];
	const struct rebound_verdict *verdict = &recipient->verdict;
	const char *reason = rebound_reason_name(verdict->reason);
	const char *permanence = rebound_permanence_name(verdict->permanence);
	const char *fault = rebound_fault_name(verdict->fault);

	rebound_output_print("%s%s%s", rebound_output_style(REBOUND_STYLE_BOLD),
		reason != NULL ? reason : rebound_kind_name(recipient->kind), rebound_output_style(REBOUND_STYLE_PLAIN));
	if (recipient->address != NULL)
		rebound_output_print(" for %s", recipient->address);
	rebound_output_print("\n  kind %s", rebound_kind_name(recipient->kind));
	if (permanence != NULL)
		rebound_output_print(", %s", permanence);
	if (fault != NULL)
		rebound_output_print(", the trouble is of: %s", fault);
	rebound_output_print(", confidence %.2f, advice: %s\n", verdict->confidence, rebound_advice_name(verdict->advice));
	if (recipient->text != NULL)
		rebound_output_paragraph("  text    ", "          ", recipient->text);
	else if (recipient->notice != NULL)
		rebound_output_paragraph("  text    ", "          ", recipient->notice);
	print_codes(explainer, recipient);
	print_words(explainer, verdict->reason);
	print_cards(explainer, report, index);
	print_policy(explainer, report, index);
}

static void explain_report(const struct explainer *explainer, struct rebound_report *report)
{
	rebound_ruleset_classify(explainer->ruleset, report, explainer->arena);
	for (guint i = 0; i < report->recipient_count; i++) {
		if (i > 0)
			rebound_output_print("\n");
		explain_recipient(explainer, report, i);
	}
}

static int explain_file(const struct explainer *explainer, const char *path)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_source) source = rebound_source_open(path, &error);
	g_autoptr(rebound_reader) reader = rebound_reader_new(NULL);
	struct rebound_mail mail;

	if (source == NULL)
		return rebound_cli_fail(error);
	while (rebound_source_next(source, &mail, &error)) {
		struct rebound_report *report = rebound_reader_read(reader, &mail);

		rebound_output_print("%s%s, message %" G_GUINT64_FORMAT "%s: kind %s, format %s%s%s\n",
			rebound_output_style(REBOUND_STYLE_BOLD), report->source, report->index,
			rebound_output_style(REBOUND_STYLE_PLAIN), rebound_kind_name(report->kind),
			rebound_format_name(report->format), report->subject != NULL ? ", subject: " : "",
			report->subject != NULL ? report->subject : "");
		explain_report(explainer, report);
		for (guint i = 0; report->faults != NULL && report->faults[i] != NULL; i++)
			rebound_output_print("%s%s", i == 0 ? "  damage of the mail: " : ", ", report->faults[i]);
		rebound_output_print("\n");
		rebound_arena_clear(explainer->arena);
	}
	return error != NULL ? rebound_cli_fail(error) : EX_OK;
}

static int explain_argument(const struct explainer *explainer, const char *argument)
{
	enum rebound_reason reason;
	struct stat info;

	if (rebound_reason_read(argument, &reason)) {
		const char *fault = rebound_fault_name(rebound_reason_fault(reason));

		rebound_output_print("%s%s%s%s%s\n", rebound_output_style(REBOUND_STYLE_BOLD), argument,
			rebound_output_style(REBOUND_STYLE_PLAIN), fault != NULL ? ": the trouble is of: " : "",
			fault != NULL ? fault : "");
		print_words(explainer, reason);
		return EX_OK;
	}
	if (stat(argument, &info) == 0 || strcmp(argument, "-") == 0)
		return explain_file(explainer, argument);
	explain_report(explainer, rebound_line_read(explainer->arena, argument, strlen(argument)));
	return EX_OK;
}

/* The policy asks a history; without a database it is an empty one. */
static struct rebound_store *open_history(const char *database, GError **error)
{
	const char *path = rebound_cli_database(database);
	gboolean exists = g_file_test(path, G_FILE_TEST_EXISTS);

	return rebound_store_open(path, exists ? REBOUND_STORE_READ : REBOUND_STORE_MEMORY, error);
}

static int run_explain(int argc, char **argv)
{
	g_autofree char *rules = NULL, *policy_path = NULL, *database = NULL, *now = NULL;
	const GOptionEntry entries[] = {
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &rules, "Rule file; stands before the shipped rules", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &policy_path, "Policy file, instead of the shipped one", "FILE"},
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database, for the address's history", "FILE"},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "LINE|CODE|REASON|FILE", about, entries);
	if (code >= 0)
		return code;
	if (argc < 2)
		return rebound_cli_misuse("explain", "there is nothing to explain");
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_ruleset) ruleset = rebound_ruleset_load(rebound_cli_rules(rules), &error);
	g_autoptr(rebound_policy) policy =
		error == NULL ? rebound_policy_load(rebound_cli_policy(policy_path), &error) : NULL;
	g_autoptr(rebound_knowledge) knowledge = error == NULL ? rebound_knowledge_load(&error) : NULL;
	g_autoptr(rebound_store) store = error == NULL ? open_history(database, &error) : NULL;
	if (error != NULL)
		return rebound_cli_fail(error);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct explainer explainer = {ruleset, policy, knowledge, store, arena};

	for (int i = 1; i < argc && code <= EX_OK; i++) {
		code = explain_argument(&explainer, argv[i]);
		if (i + 1 < argc)
			rebound_output_print("\n");
	}
	int finished = rebound_output_finish();
	return code > EX_OK ? code : finished;
}

const struct rebound_command rebound_command_explain = {
	"explain", "say what a bounce means, why, and what to do", run_explain};
