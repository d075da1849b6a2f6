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

static void tell_decision(
	GString *lines, gint64 retry, const struct rebound_attempt_outcome *outcome)
{
	const struct rebound_decision *decision = &outcome->decision;
	char due[REBOUND_CLOCK_TIME_SIZE];

	g_string_append_printf(lines, "%6" G_GINT64_FORMAT "  %s: ", retry, outcome->address);
	switch (decision->action) {
	case REBOUND_ACTION_RETRY:
		g_string_append_printf(lines, "again at %s, step %u",
			rebound_clock_write_time(decision->due, due), decision->step);
		break;
	case REBOUND_ACTION_RETRY_OVER:
		g_string_append(lines, "over");
		break;
	case REBOUND_ACTION_SUPPRESS:
		g_string_append_printf(lines, "%s", rebound_decision_words(decision));
		break;
	default:
		g_string_append_printf(
			lines, "not sent again (%s)", rebound_decision_words(decision));
		break;
	}
	if (decision->why != NULL)
		g_string_append_printf(lines, ": %s", decision->why);
	g_string_append_c(lines, '\n');
}

static gboolean fail_one(struct failing *failing, gint64 retry, GError **error)
{
	struct rebound_attempt_outcome outcome;
	char due[REBOUND_CLOCK_TIME_SIZE];

	if (!rebound_attempt_failed(
		    &failing->attempts, retry, failing->options->why, &outcome, error))
		return FALSE;
	switch (outcome.result) {
	case REBOUND_ATTEMPT_TAKEN:
		failing->taken++;
		tell_decision(failing->lines, retry, &outcome);
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
