/* SPDX-License-Identifier: MIT */
#include "core/cli/retries.h"

#include <stdlib.h>
#include <string.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/cli/command.h"
#include "core/cli/json.h"
#include "core/cli/output.h"
#include "core/policy/policy.h"
#include "core/store/leases.h"

#define DEFAULT_SPAN  ((gint64)10 * 60)
#define SHORTEST_SPAN ((gint64)10)
#define LONGEST_SPAN  ((gint64)7 * 24 * 60 * 60)

gboolean rebound_retries_read_span(
	const struct rebound_retries_options *options, gint64 *span, GError **error)
{
	*span = DEFAULT_SPAN;
	if (options->lease == NULL || (rebound_clock_read_span(options->lease, span) &&
					      *span >= SHORTEST_SPAN && *span <= LONGEST_SPAN))
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"--lease: '%s' is no span from 10s to 7d; write it as 10m", options->lease);
	return FALSE;
}

static gboolean print_leased(const struct rebound_retry *retry, void *data)
{
	return rebound_retries_print(data, retry);
}

int rebound_retries_due(struct rebound_store *store, const struct rebound_retries_options *options)
{
	g_autoptr(rebound_json) json = options->as_json ? rebound_json_new() : NULL;
	g_autoptr(GError) error = NULL;
	struct rebound_lease_request request = {.now = rebound_clock_now(),
		.domain = options->domain,
		.limit = (guint)options->limit};
	char ends[REBOUND_CLOCK_TIME_SIZE];
	gint64 lease;

	if (!rebound_retries_read_span(options, &request.span, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_policy) policy =
		rebound_policy_load(rebound_cli_policy(options->policy), &error);
	if (policy == NULL)
		return rebound_cli_fail(error);
	request.hourly = rebound_policy_settings(policy)->retries_an_hour;
	if (!rebound_store_lease(store, &request, &lease, NULL, NULL, &error))
		return rebound_cli_fail(error);
	if (lease == 0 && !options->as_json)
		rebound_output_print("Nothing is due.\n");
	if (lease == 0)
		return rebound_output_finish();
	if (!options->as_json)
		rebound_output_print("L%" G_GINT64_FORMAT ", until %s:\n", lease,
			rebound_clock_write_time(request.now + request.span, ends));
	if (!rebound_store_leased(store, lease, print_leased, json, &error))
		return rebound_cli_fail(error);
	return rebound_output_finish();
}

static gboolean add_number(const struct rebound_retry *retry, void *data)
{
	g_array_append_val((GArray *)data, retry->id);
	return TRUE;
}

static gboolean is_there(const struct rebound_retry *retry, void *data)
{
	*(gboolean *)data = TRUE;
	return FALSE;
}

/* "12" or "L3". */
static gboolean read_name(const char *text, gboolean *is_lease, gint64 *number)
{
	char *end = NULL;

	*is_lease = text[0] == 'L' || text[0] == 'l';
	text += *is_lease ? 1 : 0;
	if (!g_ascii_isdigit(text[0]))
		return FALSE;
	*number = g_ascii_strtoll(text, &end, 10);
	return *end == '\0' && *number > 0 && *number < G_MAXINT64;
}

static gboolean add_named(
	struct rebound_store *store, const char *text, GArray *numbers, GError **error)
{
	gboolean is_lease, there = FALSE;
	GError *problem = NULL;
	gint64 number;

	if (!read_name(text, &is_lease, &number)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
			"'%s' is neither a retry (12) nor a lease (L3)", text);
		return FALSE;
	}
	if (is_lease)
		rebound_store_has_lease(store, number, &there, &problem);
	else
		rebound_store_retry_by_id(store, number, is_there, &there, &problem);
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	if (!there) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE, "there is no %s %s",
			is_lease ? "lease" : "retry", text);
		return FALSE;
	}
	if (is_lease)
		return rebound_store_leased(store, number, add_number, numbers, error);
	g_array_append_val(numbers, number);
	return TRUE;
}

static gint compare_numbers(gconstpointer first, gconstpointer second)
{
	gint64 one = *(const gint64 *)first, other = *(const gint64 *)second;

	return one < other ? -1 : one > other;
}

GArray *rebound_retries_named(
	struct rebound_store *store, const struct rebound_retries_options *options, GError **error)
{
	g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
	guint count = 0;

	for (char **argument = options->arguments; *argument != NULL; argument++)
		if (!add_named(store, *argument, numbers, error))
			return NULL;
	g_array_sort(numbers, compare_numbers);
	for (guint i = 0; i < numbers->len; i++) {
		gint64 *all = (gint64 *)(void *)numbers->data;

		if (count == 0 || all[count - 1] != all[i])
			all[count++] = all[i];
	}
	g_array_set_size(numbers, count);
	return g_steal_pointer(&numbers);
}

static gboolean close_all(
	struct rebound_store *store, const GArray *numbers, guint *closed, GError **error)
{
	for (guint i = 0; i < numbers->len; i++) {
		gboolean changed;

		if (!rebound_store_close_retry(store, g_array_index(numbers, gint64, i),
			    REBOUND_RETRY_DONE, NULL, rebound_clock_now(), &changed, error))
			return FALSE;
		*closed += changed ? 1 : 0;
	}
	return TRUE;
}

int rebound_retries_done(struct rebound_store *store, const struct rebound_retries_options *options)
{
	g_autoptr(GError) error = NULL;
	guint closed = 0;

	if (!rebound_store_begin(store, &error))
		return rebound_cli_fail(error);
	g_autoptr(GArray) numbers = rebound_retries_named(store, options, &error);
	if (numbers == NULL || !close_all(store, numbers, &closed, &error) ||
		!rebound_store_commit(store, &error)) {
		rebound_store_rollback(store);
		return rebound_cli_fail(error);
	}
	rebound_output_print("%u %s closed as sent.\n", closed, closed == 1 ? "retry" : "retries");
	if (closed < numbers->len)
		rebound_output_print("%u closed before.\n", numbers->len - closed);
	return rebound_output_finish();
}
