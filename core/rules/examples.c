/* SPDX-License-Identifier: MIT */
#include "core/rules/examples.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/text.h"
#include "core/mail/source.h"
#include "core/report/line.h"
#include "core/report/read.h"
#include "core/rules/card.h"
#include "core/rules/load.h"

enum { MESSAGE_BYTES = 2000 };

/* What examples are run with. */
struct runner {
	struct rebound_ruleset *ruleset;
	struct rebound_arena *arena;
	struct rebound_reader *reader;
	struct rebound_source *source; /* of the mail that is looked at */
	struct rebound_example_result *result;
};

G_GNUC_PRINTF(3, 4)
static void complain(
	struct runner *runner, const struct rebound_card *card, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	runner->result->failed++;
	g_ptr_array_add(runner->result->messages,
		g_strdup_printf("%s: rule '%s': %s", card->at, card->name,
			rebound_text_line(runner->arena, what, strlen(what), MESSAGE_BYTES)));
}

static struct rebound_report *read_mail(
	struct runner *runner, const struct rebound_card *card, const char *name, GError **error)
{
	struct rebound_mail mail;

	if (card->shipped) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"shipped cards have lines as examples, no mails");
		return NULL;
	}
	g_autofree char *path = rebound_load_beside(card->file, name, error);
	if (path == NULL)
		return NULL;
	runner->source = rebound_source_open(path, error);
	if (runner->source == NULL)
		return NULL;
	g_autoptr(GError) problem = NULL;
	if (!rebound_source_next(runner->source, &mail, &problem)) {
		if (problem != NULL)
			g_propagate_error(error, g_steal_pointer(&problem));
		else
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
				"%s: there is no mail in it", path);
		return NULL;
	}
	return rebound_reader_read(runner->reader, &mail);
}

/* An example as a report; NULL, and a complaint, for a mail that can't be read. */
static struct rebound_report *read_example(
	struct runner *runner, const struct rebound_card *card, const char *example)
{
	g_autoptr(GError) error = NULL;

	rebound_arena_clear(runner->arena);
	g_clear_pointer(&runner->source, rebound_source_free);
	if (!g_str_has_suffix(example, ".eml"))
		return rebound_line_read(runner->arena, example, strlen(example));
	struct rebound_report *report = read_mail(runner, card, example, &error);
	if (report == NULL)
		complain(runner, card, "the example '%s' can't be read: %s", example,
			error->message);
	return report;
}

/* A failure of a check is said once, and in place of what follows from it. */
static gboolean check_failed(
	struct runner *runner, const struct rebound_card *card, const char *example)
{
	g_autofree char *error = rebound_ruleset_take_error(runner->ruleset);

	if (error == NULL)
		return FALSE;
	complain(runner, card, "a check failed on '%s': %s", example, error);
	return TRUE;
}

static gboolean holds(const GArray *matches, guint card)
{
	for (guint i = 0; i < matches->len; i++)
		if (g_array_index(matches, struct rebound_match, i).card == card)
			return TRUE;
	return FALSE;
}

/* Why a card did not win on its example. */
static void explain_loss(struct runner *runner, guint number, const char *example,
	const struct rebound_report *report, const GArray *matches)
{
	const struct rebound_card *card = rebound_ruleset_get(runner->ruleset, number);

	if (report->recipient_count == 0) {
		complain(runner, card, "no recipient was found in '%s'", example);
		return;
	}
	if (matches->len == 0) {
		complain(runner, card, "no rule holds for '%s' (read as %s)", example,
			rebound_kind_name(report->recipients[0].kind));
		return;
	}
	const struct rebound_match *first = &g_array_index(matches, struct rebound_match, 0);
	const struct rebound_card *winner = rebound_ruleset_get(runner->ruleset, first->card);
	if (holds(matches, number))
		complain(runner, card, "'%s' is caught earlier by rule '%s' at %s, on '%s'",
			example, winner->name, winner->at,
			first->evidence == NULL ? "" : first->evidence);
	else
		complain(runner, card, "it does not hold for '%s'; rule '%s' at %s does", example,
			winner->name, winner->at);
}

/* A card wins on its own example; a user's card may take it from a shipped one. */
static gboolean wins_rightly(const struct runner *runner, guint number, const GArray *matches)
{
	guint winner = g_array_index(matches, struct rebound_match, 0).card;

	return winner == number || (rebound_ruleset_get(runner->ruleset, number)->shipped &&
					   !rebound_ruleset_get(runner->ruleset, winner)->shipped);
}

static void run_yes(struct runner *runner, guint number, const char *example)
{
	const struct rebound_card *card = rebound_ruleset_get(runner->ruleset, number);
	struct rebound_report *report = read_example(runner, card, example);

	runner->result->run++;
	if (report == NULL)
		return;
	g_autoptr(GArray) shown = NULL;
	for (guint i = 0; i < report->recipient_count; i++) {
		g_autoptr(GArray) matches =
			rebound_ruleset_matches(runner->ruleset, report, i, runner->arena);

		if (check_failed(runner, card, example))
			return;
		if (matches->len > 0 && wins_rightly(runner, number, matches))
			return;
		if (shown == NULL || holds(matches, number)) {
			g_clear_pointer(&shown, g_array_unref);
			shown = g_steal_pointer(&matches);
		}
	}
	explain_loss(runner, number, example, report, shown);
}

static void run_no(struct runner *runner, guint number, const char *example)
{
	const struct rebound_card *card = rebound_ruleset_get(runner->ruleset, number);
	struct rebound_report *report = read_example(runner, card, example);

	runner->result->run++;
	for (guint i = 0; report != NULL && i < report->recipient_count; i++) {
		g_autoptr(GArray) matches =
			rebound_ruleset_matches(runner->ruleset, report, i, runner->arena);

		if (check_failed(runner, card, example))
			return;
		for (guint m = 0; m < matches->len; m++) {
			const struct rebound_match *match =
				&g_array_index(matches, struct rebound_match, m);

			if (match->card != number)
				continue;
			complain(runner, card, "it holds for '%s', on '%s', but must not", example,
				match->evidence == NULL ? "" : match->evidence);
			return;
		}
	}
}

void rebound_examples_run(struct rebound_ruleset *ruleset, struct rebound_example_result *result)
{
	struct rebound_reader_options options = {.rules_file = rebound_ruleset_file(ruleset)};
	struct runner runner = {
		.ruleset = ruleset,
		.arena = rebound_arena_new(),
		.reader = rebound_reader_new(&options),
		.result = result,
	};

	*result =
		(struct rebound_example_result){.messages = g_ptr_array_new_with_free_func(g_free)};
	for (guint i = 0; i < ruleset->cards->len; i++) {
		const struct rebound_card *card = rebound_ruleset_get(ruleset, i);

		for (const char *const *yes = card->yes; yes != NULL && *yes != NULL; yes++)
			run_yes(&runner, i, *yes);
		for (const char *const *no = card->no; no != NULL && *no != NULL; no++)
			run_no(&runner, i, *no);
	}
	g_clear_pointer(&runner.source, rebound_source_free);
	rebound_reader_free(runner.reader);
	rebound_arena_free(runner.arena);
}

void rebound_example_result_clear(struct rebound_example_result *result)
{
	g_clear_pointer(&result->messages, g_ptr_array_unref);
	*result = (struct rebound_example_result){0};
}
