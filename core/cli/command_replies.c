/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/line_batch.h"
#include "core/cli/output.h"
#include "core/connect/json.h"
#include "core/run/attempt.h"
#include "core/smtp/address.h"

#define LINE_BYTES  (64 * 1024)
#define MOST_SHOWN  10 /* lines that could not be read */
#define TIME_DIGITS 12

static const char about[] =
	"Takes what servers said to your own sender, in SMTP sessions, as JSON Lines:\n\n"
	"  {\"address\": \"ann@example.org\", \"reply\": \"452 4.2.2 Mailbox full\",\n"
	"   \"time\": \"2026-01-31T12:00:00Z\", \"message_id\": \"one@example.com\"}\n\n"
	"time may also be seconds since 1970; message_id may be left out. A failure is decided "
	"like\n"
	"that of a bounce, and counts at once, since it is your sender's word; a retry comes "
	"sooner\n"
	"than after a bounce mail. A line that was taken before changes nothing.\n\n"
	"Examples:\n"
	"  rebound replies --dry-run replies.jsonl\n"
	"  tail -n 1000 replies.jsonl | rebound replies -\n";

struct options {
	char *database, *rules, *policy, *now;
	gboolean dry_run;
	char **files;
};

struct taking {
	struct rebound_attempts attempts;
	const char *file;
	guint64 line;
	gboolean open; /* a transaction is open */
	guint64 lines, failures, before, delays, successes, unread;
	guint64 suppressed, proposed, retries, over;
};

/* What is wrong with a line, or NULL. */
static const char *read_line(
	struct taking *taking, const char *text, gsize len, struct rebound_attempt *attempt)
{
	struct rebound_arena *arena = taking->attempts.arena;
	g_autoptr(rebound_json_value) json =
		len <= LINE_BYTES ? rebound_json_value_read(text, len) : NULL;
	const char *address = rebound_json_value_text(json, "address");
	const char *reply = rebound_json_value_text(json, "reply");
	const char *time = rebound_json_value_text(json, "time");
	const char *id = rebound_json_value_text(json, "message_id");

	if (!rebound_json_value_is_object(json))
		return "is no JSON object";
	if (address == NULL || reply == NULL || time == NULL)
		return "needs address, reply and time";
	attempt->address = rebound_address_read(arena, address, strlen(address));
	if (attempt->address == NULL)
		return "holds no mail address";
	gboolean seconds = strspn(time, "0123456789") == strlen(time);
	g_autofree char *moment = g_strconcat(seconds ? "@" : "", time, NULL);
	if (strlen(time) > 40 || (seconds && strlen(time) > TIME_DIGITS) ||
		!rebound_clock_read_time(moment, &attempt->time))
		return "has a time that is none; write it as 2026-01-31T12:00:00Z";
	attempt->reply = rebound_arena_string(arena, reply);
	/* As reports have it: without angle brackets. */
	if (id != NULL && id[0] == '<')
		attempt->original_id = rebound_text_line(arena, id + 1, strcspn(id + 1, ">"), 1000);
	else if (id != NULL)
		attempt->original_id = rebound_text_line(arena, id, strlen(id), 1000);
	attempt->name = rebound_arena_printf(arena, "%s\n%" G_GINT64_FORMAT "\n%s\n%s",
		rebound_address_key(arena, attempt->address), attempt->time,
		attempt->original_id != NULL ? attempt->original_id : "", reply);
	attempt->source = taking->file;
	attempt->index = taking->line - 1;
	attempt->session = TRUE;
	return NULL;
}

static void count(struct taking *taking, const struct rebound_attempt_outcome *outcome)
{
	const struct rebound_decision *decision = &outcome->decision;

	taking->failures++;
	if (outcome->changed && decision->action == REBOUND_ACTION_SUPPRESS)
		*(decision->state == REBOUND_STATE_ACTIVE ? &taking->suppressed
							  : &taking->proposed) += 1;
	taking->retries += decision->action == REBOUND_ACTION_RETRY;
	taking->over += decision->action == REBOUND_ACTION_RETRY_OVER;
}

static gboolean commit(struct taking *taking, GError **error)
{
	if (!taking->open)
		return TRUE;
	taking->open = FALSE;
	return rebound_store_commit(taking->attempts.store, error);
}

static gboolean take_attempt(
	struct taking *taking, const struct rebound_attempt *attempt, GError **error)
{
	struct rebound_attempts *attempts = &taking->attempts;
	struct rebound_attempt_outcome outcome;

	if (!taking->open && !rebound_store_begin(attempts->store, error))
		return FALSE;
	taking->open = TRUE;
	if (!rebound_attempt_take(attempts, attempt, &outcome, error))
		return FALSE;
	g_autofree char *failure = rebound_policy_take_error(attempts->policy);
	if (failure != NULL)
		rebound_cli_warn("%s", failure);
	switch (outcome.result) {
	case REBOUND_ATTEMPT_TAKEN:
		count(taking, &outcome);
		break;
	case REBOUND_ATTEMPT_DELAY:
		taking->delays++;
		break;
	case REBOUND_ATTEMPT_SUCCESS:
		taking->successes++;
		break;
	default:
		taking->before++;
	}
	return TRUE;
}

static gboolean take_line(struct taking *taking, const char *text, gsize len, GError **error)
{
	struct rebound_attempt attempt = {0};

	rebound_arena_clear(taking->attempts.arena);
	taking->lines++;
	const char *problem = read_line(taking, text, len, &attempt);
	if (problem == NULL)
		return take_attempt(taking, &attempt, error);
	if (taking->unread++ < MOST_SHOWN)
		rebound_cli_warn(
			"%s:%" G_GUINT64_FORMAT ": %s", taking->file, taking->line, problem);
	return TRUE;
}

static gboolean take_batch(
	struct taking *taking, const struct rebound_line_batch *batch, guint count, GError **error)
{
	for (guint i = 0; i < count; i++) {
		gsize len;
		const char *line = rebound_line_batch_get(batch, i, &len);

		taking->line++;
		if (len > 0 && !take_line(taking, line, len, error))
			return FALSE;
	}
	return commit(taking, error);
}

static gboolean take_file(struct taking *taking, const char *path, GError **error)
{
	gboolean is_input = strcmp(path, "-") == 0, good = TRUE;
	FILE *file = is_input ? stdin : fopen(path, "re");
	struct rebound_line_batch batch;
	guint count;

	if (file == NULL) {
		g_set_error(
			error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", path, g_strerror(errno));
		return FALSE;
	}
	taking->file = path;
	taking->line = 0;
	rebound_line_batch_init(&batch);
	while (good && (count = rebound_line_batch_read(&batch, file)) > 0)
		good = take_batch(taking, &batch, count, error);
	if (good && ferror(file)) {
		g_set_error(
			error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", path, g_strerror(errno));
		good = FALSE;
	}
	rebound_line_batch_clear(&batch);
	if (!is_input)
		fclose(file);
	return good;
}

static void print_summary(const struct taking *taking, gboolean dry_run)
{
	const struct {
		guint64 count;
		const char *words;
	} lines[] = {
		{taking->failures, "failures"},
		{taking->suppressed, "addresses suppressed"},
		{taking->proposed, "proposed or held: see `rebound suppressions list`"},
		{taking->retries, "retries scheduled"},
		{taking->over, "retries over"},
		{taking->delays, "delays: the mail system still tries"},
		{taking->successes, "no failures"},
		{taking->before, "taken before"},
		{taking->unread, "could not be read"},
	};

	rebound_output_print("%" G_GUINT64_FORMAT " replies read\n", taking->lines);
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
		if (lines[i].count > 0)
			rebound_output_print(
				"%7" G_GUINT64_FORMAT "  %s\n", lines[i].count, lines[i].words);
	gint64 run = rebound_store_run_number(taking->attempts.store);
	if (run != 0 && !dry_run)
		rebound_output_print("\nRun %" G_GINT64_FORMAT
				     "; `rebound undo --run %" G_GINT64_FORMAT "` takes it back.\n",
			run, run);
}

static gboolean take_all(struct taking *taking, const struct options *options, GError **error)
{
	struct rebound_attempts *attempts = &taking->attempts;

	attempts->run = rebound_store_start_run(attempts->store, "replies", attempts->now, error);
	if (attempts->run == 0)
		return FALSE;
	for (char **file = options->files; *file != NULL; file++)
		if (!take_file(taking, *file, error))
			return FALSE;
	gint64 run = rebound_store_run_number(attempts->store);
	g_autofree char *summary =
		g_strdup_printf("%" G_GUINT64_FORMAT " failures, %" G_GUINT64_FORMAT " suppressed",
			taking->failures, taking->suppressed);
	return run == 0 ||
	       rebound_store_end_run(attempts->store, run, summary, attempts->now, error);
}

static int take_replies(const struct options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	if (!rebound_cli_set_now(options->now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_ruleset) ruleset =
		rebound_ruleset_load(rebound_cli_rules(options->rules), &error);
	if (ruleset == NULL)
		return rebound_cli_fail(error);
	g_autoptr(rebound_policy) policy =
		rebound_policy_load(rebound_cli_policy(options->policy), &error);
	if (policy == NULL)
		return rebound_cli_fail(error);
	g_autoptr(rebound_store) store = rebound_store_open(rebound_cli_database(options->database),
		options->dry_run ? REBOUND_STORE_MEMORY : REBOUND_STORE_WRITE, &error);
	if (store == NULL)
		return rebound_cli_fail(error);
	struct taking taking = {.attempts = {.ruleset = ruleset,
					.policy = policy,
					.store = store,
					.arena = arena,
					.now = rebound_clock_now()}};
	if (!take_all(&taking, options, &error)) {
		rebound_store_rollback(store);
		return rebound_cli_fail(error);
	}
	print_summary(&taking, options->dry_run);
	int code = rebound_output_finish();
	return code == EX_OK && taking.unread > 0 && taking.unread == taking.lines ? EX_DATAERR
										   : code;
}

static int run_replies(int argc, char **argv)
{
	struct options options = {0};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &options.database, "The database", "FILE"},
		{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &options.rules,
			"Rule file; stands before the shipped rules", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &options.policy,
			"Policy file, instead of the shipped one", "FILE"},
		{"dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run,
			"Say what would be done, write nothing", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};

	int code = rebound_cli_options(&argc, &argv, "FILE...", about, entries);
	if (code < 0 && argc < 2)
		code = rebound_cli_misuse("replies", "which? Name a file, or - for standard input");
	if (code < 0) {
		options.files = argv + 1;
		code = take_replies(&options);
	}
	g_free(options.database);
	g_free(options.rules);
	g_free(options.policy);
	g_free(options.now);
	return code;
}

const struct rebound_command rebound_command_replies = {
	"replies", "take what servers said to your own sender", run_replies};
