/* SPDX-License-Identifier: MIT */
#include "core/cli/retries.h"

#include <string.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/output.h"
#include "core/net/credentials.h"
#include "core/run/resend.h"
#include "core/smtp/address.h"

struct resending {
	const struct rebound_retries_options *options;
	struct rebound_arena *arena; /* of one line */
	guint counts[REBOUND_RESEND_UNCERTAIN + 1];
};

/* One line a retry; a reply of a server is shown as safe text. */
static void print_result(const struct rebound_retry *retry, enum rebound_resend_result result,
	const char *why, const struct rebound_attempt_outcome *outcome, void *data)
{
	struct resending *resending = data;
	gboolean dry_run = resending->options->dry_run;
	g_autofree char *words = outcome != NULL ? rebound_retries_describe(outcome) : NULL;

	rebound_arena_clear(resending->arena);
	const char *safe =
		why != NULL ? rebound_text_line(resending->arena, why, strlen(why), 400) : "";
	resending->counts[result]++;
	rebound_output_print("%6" G_GINT64_FORMAT "  %s: ", retry->id, retry->address);
	switch (result) {
	case REBOUND_RESEND_SENT:
		rebound_output_print(
			dry_run ? "would be sent from %s\n" : "sent%s\n", dry_run ? safe : "");
		break;
	case REBOUND_RESEND_REFUSED:
		rebound_output_print("refused (%s); %s\n", safe, words != NULL ? words : "");
		break;
	case REBOUND_RESEND_SKIPPED:
		rebound_output_print("not sent: %s\n", safe);
		break;
	case REBOUND_RESEND_UNCERTAIN:
		rebound_output_print("perhaps sent: %s; see your server's log, and say "
				     "`rebound retries done %" G_GINT64_FORMAT "` or failed\n",
			safe, retry->id);
		break;
	}
}

static struct rebound_mailer *open_mailer(
	const struct rebound_retries_options *options, GError **error)
{
	static const char *const names[] = {"user", "password", NULL};
	g_autoptr(rebound_credentials) login = NULL;

	if (options->login != NULL) {
		login = rebound_credentials_load(options->login, names, error);
		if (login == NULL)
			return NULL;
	}
	struct rebound_mailer *mailer =
		rebound_mailer_new(options->smtp, rebound_credentials_get(login, "user"),
			rebound_credentials_get(login, "password"), error);
	if (mailer != NULL && options->ca_file != NULL)
		rebound_mailer_set_ca_file(mailer, options->ca_file);
	return mailer;
}

static gboolean resend(struct rebound_store *store, struct rebound_attempts *attempts,
	struct rebound_resend_options *request, struct resending *resending, GError **error)
{
	const guint *counts = resending->counts;

	attempts->run = rebound_store_start_run(store, "retries resend", attempts->now, error);
	if (attempts->run == 0)
		return FALSE;
	gboolean good = rebound_resend(request, error);
	rebound_output_print("%u %s, %u refused, %u not sent", counts[REBOUND_RESEND_SENT],
		resending->options->dry_run ? "would be sent" : "sent",
		counts[REBOUND_RESEND_REFUSED], counts[REBOUND_RESEND_SKIPPED]);
	if (counts[REBOUND_RESEND_UNCERTAIN] > 0)
		rebound_output_print(", %u perhaps sent", counts[REBOUND_RESEND_UNCERTAIN]);
	rebound_output_print(".\n");
	if (rebound_store_run_number(store) == 0)
		return good;
	g_autofree char *summary = g_strdup_printf("%u refused", counts[REBOUND_RESEND_REFUSED]);
	return rebound_store_end_run(store, rebound_store_run_number(store), summary, attempts->now,
		       good ? error : NULL) &&
	       good;
}

int rebound_retries_resend(
	struct rebound_store *store, const struct rebound_retries_options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_arena) arena = rebound_arena_new(), line = rebound_arena_new();
	g_autoptr(rebound_arena) words = rebound_arena_new();
	g_autoptr(rebound_mailer) mailer = NULL;
	struct rebound_resend_options request = {
		.limit = (guint)options->limit, .told = print_result};

	if (options->smtp == NULL && !options->dry_run)
		return rebound_cli_misuse("retries", "resend needs --smtp URL, or --dry-run");
	if (options->from != NULL)
		request.from = rebound_address_read(words, options->from, strlen(options->from));
	if (options->from != NULL && request.from == NULL)
		return rebound_cli_misuse(
			"retries", "--from: '%s' is no mail address", options->from);
	if (!rebound_retries_read_span(options, &request.span, &error))
		return rebound_cli_fail(error);
	if (options->smtp != NULL) {
		mailer = open_mailer(options, &error);
		if (mailer == NULL)
			return rebound_cli_fail(error);
	}
	g_autoptr(rebound_ruleset) ruleset =
		rebound_ruleset_load(rebound_cli_rules(options->rules), &error);
	if (ruleset == NULL)
		return rebound_cli_fail(error);
	g_autoptr(rebound_policy) policy =
		rebound_policy_load(rebound_cli_policy(options->policy), &error);
	if (policy == NULL)
		return rebound_cli_fail(error);
	struct rebound_attempts attempts = {.ruleset = ruleset,
		.policy = policy,
		.store = store,
		.arena = arena,
		.now = rebound_clock_now()};
	struct resending resending = {.options = options, .arena = line};

	request.attempts = &attempts;
	request.mailer = options->dry_run ? NULL : mailer;
	request.domain = options->domain;
	request.data = &resending;
	if (!resend(store, &attempts, &request, &resending, &error))
		return rebound_cli_fail(error);
	return rebound_output_finish();
}
