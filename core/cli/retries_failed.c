/* SPDX-License-Identifier: MIT */
#include "core/cli/retries.h"

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/cli/command.h"
#include "core/cli/output.h"
#include "core/run/attempt.h"

/* What one word of a sender is about, while all are taken. */
struct failing {
	const struct rebound_retries_options *options;
	struct rebound_attempts attempts;
	GString *lines; /* printed once all is committed */
	guint taken;
};

char *rebound_retries_describe(const struct rebound_attempt_outcome *outcome)
{
	const struct rebound_decision *decision = &outcome->decision;
	const char *words = rebound_decision_words(decision);
	char due[REBOUND_CLOCK_TIME_SIZE];
	GString *line = g_string_new(NULL);

	if (decision->action == REBOUND_ACTION_RETRY)
		g_string_append_printf(line, "again at %s, step %u",
			rebound_clock_write_time(decision->due, due), decision->step);
	else if (decision->action == REBOUND_ACTION_RETRY_OVER)
		g_string_append(line, "over");
	else if (decision->action == REBOUND_ACTION_SUPPRESS)
		g_string_append(line, words);
	else
		g_string_append_printf(line, "not sent again (%s)", words);
	if (decision->why != NULL)
		g_string_append_printf(line, ": %s", decision->why);
	return g_string_free(line, FALSE);
}

static gboolean fail_one(struct failing *failing, gint64 retry, GError **error)
{
	struct rebound_attempt_outcome outcome;
	g_autofree char *words = NULL;
	char due[REBOUND_CLOCK_TIME_SIZE];

	if (!rebound_attempt_failed(
		    &failing->attempts, retry, failing->options->why, &outcome, error))
		return FALSE;
	g_autofree char *failure = rebound_policy_take_error(failing->attempts.policy);
	if (failure != NULL)
		rebound_cli_warn("%s", failure);
	switch (outcome.result) {
	case REBOUND_ATTEMPT_TAKEN:
		failing->taken++;
		words = rebound_retries_describe(&outcome);
		g_string_append_printf(failing->lines, "%6" G_GINT64_FORMAT "  %s: %s\n", retry,
			outcome.address, words);
		return TRUE;
	case REBOUND_ATTEMPT_EARLY:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
			"retry %" G_GINT64_FORMAT " is not due before %s", retry,
			rebound_clock_write_time(outcome.due, due));
		return FALSE;
	case REBOUND_ATTEMPT_SUCCESS:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
			"--why: '%s' reports no failure; say done instead", failing->options->why);
		return FALSE;
	default:
		g_string_append_printf(failing->lines, "%6" G_GINT64_FORMAT "  %s: closed before\n",
			retry, outcome.address != NULL ? outcome.address : "");
		return TRUE;
	}
}

static gboolean fail_all(struct failing *failing, GError **error)
{
	struct rebound_attempts *attempts = &failing->attempts;
	g_autoptr(GArray) numbers = rebound_retries_named(attempts->store, failing->options, error);

	if (numbers == NULL)
		return FALSE;
	attempts->run =
		rebound_store_start_run(attempts->store, "retries failed", attempts->now, error);
	if (attempts->run == 0)
		return FALSE;
	for (guint i = 0; i < numbers->len; i++) {
		rebound_arena_clear(attempts->arena);
		if (!fail_one(failing, g_array_index(numbers, gint64, i), error))
			return FALSE;
	}
	if (failing->taken == 0)
		return TRUE;
	g_autofree char *summary = g_strdup_printf("%u failed", failing->taken);
	return rebound_store_end_run(attempts->store, attempts->run, summary, attempts->now, error);
}

int rebound_retries_failed(
	struct rebound_store *store, const struct rebound_retries_options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(rebound_ruleset) ruleset =
		rebound_ruleset_load(rebound_cli_rules(options->rules), &error);
	if (ruleset == NULL)
		return rebound_cli_fail(error);
	g_autoptr(rebound_policy) policy =
		rebound_policy_load(rebound_cli_policy(options->policy), &error);
	if (policy == NULL)
		return rebound_cli_fail(error);
	struct failing failing = {.options = options,
		.lines = lines,
		.attempts = {.ruleset = ruleset,
			.policy = policy,
			.store = store,
			.arena = arena,
			.now = rebound_clock_now()}};

	if (!rebound_store_begin(store, &error))
		return rebound_cli_fail(error);
	if (!fail_all(&failing, &error) || !rebound_store_commit(store, &error)) {
		rebound_store_rollback(store);
		return rebound_cli_fail(error);
	}
	if (lines->len == 0)
		g_string_append(lines, "All of it was closed before.\n");
	rebound_output_write(lines->str, lines->len);
	return rebound_output_finish();
}
