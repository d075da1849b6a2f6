/* SPDX-License-Identifier: MIT */
#include "core/cli/explain.h"

#include <string.h>
#include <sysexits.h>

#include "core/base/clock.h"
#include "core/cli/command.h"
#include "core/cli/output.h"
#include "core/smtp/address.h"

/* What the database knows of one address, walked row by row: to people, or as JSON. */
struct asking {
	const struct rebound_explainer *explainer;
	const char *key;
	guint shown, more; /* events */
	gboolean heading;  /* that of what is walked was printed */
};

static const char *state_words(const struct rebound_suppression *row)
{
	switch (row->state) {
	case REBOUND_STATE_ACTIVE:
		return "suppressed";
	case REBOUND_STATE_PROPOSED:
		return "proposed for suppression";
	case REBOUND_STATE_HELD:
		return "held by the spike guard";
	default:
		return "free";
	}
}

static const char *or_empty(const char *text)
{
	return text != NULL ? text : "";
}

/* "mailbox_unknown, since 2026-03-01T12:00:00Z, until ...", and by what. */
static void print_suppression(
	const struct rebound_explainer *explainer, const struct rebound_suppression *row)
{
	char since[REBOUND_CLOCK_TIME_SIZE], until[REBOUND_CLOCK_TIME_SIZE];

	rebound_explain_line("%s, since %s%s%s: %s", or_empty(row->cause),
		rebound_clock_write_time(row->since, since), row->until != 0 ? ", until " : "",
		row->until != 0 ? rebound_clock_write_time(row->until, until) : "",
		rebound_explain_safe(explainer, row->why));
	if (row->event != 0)
		rebound_explain_line("By event %" G_GINT64_FORMAT " of run %" G_GINT64_FORMAT
				     "%s%s%s%s.",
			row->event, row->run, row->rule != NULL ? ", by the rule " : "",
			rebound_explain_safe(explainer, row->rule),
			row->rule_at != NULL ? " at " : "",
			rebound_explain_safe(explainer, row->rule_at));
}

static gboolean show_ended(const struct rebound_suppression *row, void *data)
{
	struct asking *asking = data;
	char ended[REBOUND_CLOCK_TIME_SIZE];

	struct rebound_json *json = asking->explainer->json;

	if (json != NULL) {
		rebound_json_open(json, NULL);
		rebound_json_string(json, "cause", row->cause);
		rebound_json_time(json, "since", row->since);
		rebound_json_string(json, "why", row->why);
		rebound_json_time(json, "ended", row->ended);
		rebound_json_string(json, "ended_why", row->ended_why);
		rebound_json_close(json);
		return TRUE;
	}
	if (!asking->heading)
		rebound_explain_heading("What stood before");
	asking->heading = TRUE;
	print_suppression(asking->explainer, row);
	if (row->ended != 0)
		rebound_explain_line("Ended %s: %s", rebound_clock_write_time(row->ended, ended),
			rebound_explain_safe(asking->explainer, row->ended_why));
	return TRUE;
}

static void print_event(
	const struct rebound_explainer *explainer, const struct rebound_event *event)
{
	const char *reason = rebound_reason_name(event->reason);
	const char *permanence = rebound_permanence_name(event->permanence);
	char time[REBOUND_CLOCK_TIME_SIZE];

	rebound_output_print("  %s  event %" G_GINT64_FORMAT "  %s%s%s%s%s\n",
		rebound_clock_write_time(event->time, time), event->id,
		reason != NULL ? reason : or_empty(rebound_kind_name(event->kind)),
		reason != NULL && permanence != NULL ? ", " : "",
		reason != NULL ? or_empty(permanence) : "",
		event->decision != NULL ? ", then: " : "",
		rebound_explain_safe(explainer, event->decision));
	if (event->text != NULL)
		rebound_output_paragraph(
			"    ", "    ", rebound_explain_safe(explainer, event->text));
	if (event->source != NULL)
		rebound_output_print("    message %" G_GUINT64_FORMAT " of %s\n",
			event->source_index, rebound_explain_safe(explainer, event->source));
}

static gboolean show_event(const struct rebound_event *event, void *data)
{
	struct asking *asking = data;
	struct rebound_json *json = asking->explainer->json;

	if (json == NULL && asking->shown == REBOUND_EXPLAIN_EVENTS) {
		asking->more++;
		return TRUE;
	}
	asking->shown++;
	if (json == NULL) {
		print_event(asking->explainer, event);
		return TRUE;
	}
	rebound_json_open(json, NULL);
	rebound_json_number(json, "event", event->id);
	rebound_json_number(json, "run", event->run);
	rebound_json_time(json, "time", event->time);
	rebound_json_string(json, "kind", rebound_kind_name(event->kind));
	rebound_json_string(json, "reason", rebound_reason_name(event->reason));
	rebound_json_string(json, "permanence", rebound_permanence_name(event->permanence));
	rebound_json_string(json, "text", event->text);
	rebound_json_string(json, "rule", event->rule);
	rebound_json_string(json, "rule_at", event->rule_at);
	rebound_json_string(json, "evidence", event->evidence);
	rebound_json_path(json, "source", event->source);
	rebound_json_number(json, "index", (gint64)event->source_index);
	rebound_json_string(json, "decision", event->decision);
	rebound_json_string(json, "why", event->decision_why);
	rebound_json_close(json);
	return TRUE;
}

static gboolean show_retry(const struct rebound_retry *retry, void *data)
{
	struct asking *asking = data;
	struct rebound_json *json = asking->explainer->json;
	char due[REBOUND_CLOCK_TIME_SIZE];

	if (strcmp(retry->address_key, asking->key) != 0)
		return TRUE;
	if (json != NULL) {
		rebound_json_open(json, NULL);
		rebound_json_number(json, "id", retry->id);
		rebound_json_time(json, "due", retry->due);
		rebound_json_string(json, "why", retry->why);
		rebound_json_close(json);
		return TRUE;
	}
	if (!asking->heading)
		rebound_explain_heading("What is to be sent again");
	asking->heading = TRUE;
	rebound_explain_line("%s, retry %" G_GINT64_FORMAT ": %s",
		rebound_clock_write_time(retry->due, due), retry->id,
		rebound_explain_safe(asking->explainer, retry->why));
	return TRUE;
}

/* An address as a word of a command to copy: what a shell would obey in it came with a mail. */
static const char *quote_address(struct rebound_arena *arena, const char *address)
{
	gboolean plain = *address != '-';

	for (const char *at = address; *at && plain; at++)
		plain = g_ascii_isalnum(*at) || (guchar)*at >= 0x80 || strchr("@.-_+=", *at);
	if (plain)
		return address;
	g_autofree char *quoted = g_shell_quote(address);
	return rebound_arena_printf(arena, "%s%s", *address == '-' ? "-- " : "", quoted);
}

static void print_state(const struct rebound_explainer *explainer, const char *address,
	const struct rebound_suppression *found, gboolean stands)
{
	rebound_output_print("%s%s%s: %s\n", rebound_output_style(REBOUND_STYLE_BOLD), address,
		rebound_output_style(REBOUND_STYLE_PLAIN), stands ? state_words(found) : "free");
	if (!stands) {
		rebound_explain_line("Nothing keeps mail from this address.");
		return;
	}
	print_suppression(explainer, found);
	const char *word = quote_address(explainer->arena, address);
	if (found->state == REBOUND_STATE_ACTIVE)
		rebound_explain_line("`rebound suppressions remove %s` ends it.", word);
	else if (found->state == REBOUND_STATE_PROPOSED)
		rebound_explain_line("`rebound suppressions accept %s` takes it over, `rebound "
				     "suppressions remove %s` drops it.",
			word, word);
	else
		rebound_explain_line(
			"`rebound holds show %" G_GINT64_FORMAT "` tells more.", found->hold);
}

static gboolean show_rows(struct asking *asking, GError **error)
{
	const struct rebound_explainer *explainer = asking->explainer;
	struct rebound_json *json = explainer->json;
	struct rebound_suppression_filter ended = {.address_key = asking->key,
		.state = REBOUND_STATE_ENDED,
		.include_ended = TRUE,
		.now = rebound_clock_now()};

	if (json != NULL)
		rebound_json_open_list(json, "ended");
	if (!rebound_store_suppressions(explainer->store, &ended, show_ended, asking, error))
		return FALSE;
	if (json != NULL) {
		rebound_json_close_list(json);
		rebound_json_open_list(json, "events");
	} else {
		rebound_explain_heading("What happened, the newest first");
	}
	if (!rebound_store_events_of(
		    explainer->store, asking->key, 0, 0, show_event, asking, error))
		return FALSE;
	if (json != NULL) {
		rebound_json_close_list(json);
		rebound_json_open_list(json, "retries");
	} else if (asking->shown == 0) {
		rebound_explain_line("Nothing is stored that counts.");
	} else {
		if (asking->more > 0)
			rebound_explain_line("and %u older", asking->more);
		rebound_explain_line("`rebound explain event:N` tells all of one.");
	}
	asking->heading = FALSE;
	if (!rebound_store_retries(explainer->store, 0, FALSE, show_retry, asking, error))
		return FALSE;
	if (json != NULL)
		rebound_json_close_list(json);
	return TRUE;
}

int rebound_explain_address(const struct rebound_explainer *explainer, const char *address)
{
	struct asking asking = {
		.explainer = explainer, .key = rebound_address_key(explainer->arena, address)};
	struct rebound_json *json = explainer->json;
	struct rebound_suppression found = {0};
	g_autoptr(GError) error = NULL;

	gboolean stands = rebound_store_find_suppression(explainer->store, asking.key,
		rebound_clock_now(), explainer->arena, &found, &error);
	if (error != NULL)
		return rebound_cli_fail(error);
	if (json == NULL) {
		print_state(explainer, address, &found, stands);
		return show_rows(&asking, &error) ? EX_OK : rebound_cli_fail(error);
	}
	rebound_json_open(json, NULL);
	rebound_json_string(json, "given", address);
	rebound_json_string(json, "state", stands ? rebound_state_name(found.state) : NULL);
	rebound_json_string(json, "cause", stands ? found.cause : NULL);
	rebound_json_time(json, "since", stands ? found.since : 0);
	rebound_json_time(json, "until", stands ? found.until : 0);
	rebound_json_string(json, "why", stands ? found.why : NULL);
	rebound_json_string(json, "rule", stands ? found.rule : NULL);
	rebound_json_string(json, "rule_at", stands ? found.rule_at : NULL);
	if (!show_rows(&asking, &error))
		return rebound_cli_fail(error);
	rebound_json_close(json);
	rebound_json_end_line(json);
	return EX_OK;
}
