/* SPDX-License-Identifier: MIT */
#include "core/cli/suppressions.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/cli/command.h"
#include "core/cli/exchange.h"
#include "core/cli/new_file.h"
#include "core/cli/output.h"

#define FLUSHED_BYTES ((gsize)64 * 1024)

struct exporting {
	const struct rebound_suppressions_options *options;
	struct rebound_exchange_writer writer;
	struct rebound_new_file *ended;
	guint64 ended_count;
};

gboolean rebound_suppressions_since(const struct rebound_suppressions_options *options,
	struct rebound_suppression_cursor *cursor, GError **error)
{
	if (rebound_suppression_cursor_read(options->since, cursor))
		return TRUE;
	cursor->revision = -1;
	if (rebound_clock_read_time(options->since, &cursor->time))
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"--since: '%s' is neither a time such as 2026-01-31 nor a cursor that an export "
		"printed",
		options->since);
	return FALSE;
}

static gboolean flush(GString *text)
{
	gboolean written = rebound_output_write(text->str, text->len);

	g_string_truncate(text, 0);
	return written;
}

static gboolean export_row(const struct rebound_suppression *row, void *data)
{
	struct exporting *exporting = data;

	if (row->state == REBOUND_STATE_ENDED && exporting->ended != NULL) {
		fprintf(rebound_new_file_stream(exporting->ended), "%s\n", row->address);
		exporting->ended_count++;
		return TRUE;
	}
	rebound_exchange_write(&exporting->writer, row);
	return exporting->writer.text->len < FLUSHED_BYTES || flush(exporting->writer.text);
}

/* What changed, as far as the filter takes it; what ended belongs to every state. */
static gboolean export_change(const struct rebound_suppression *row, void *data)
{
	const struct exporting *exporting = data;
	const struct rebound_suppressions_options *options = exporting->options;

	if ((options->reason != NULL && strcmp(row->cause, options->reason) != 0) ||
		(options->domain != NULL && strcmp(row->domain, options->domain) != 0))
		return TRUE;
	return export_row(row, data);
}

static gboolean export_rows(struct rebound_store *store, struct exporting *exporting,
	struct rebound_suppression_cursor *cursor, GError **error)
{
	const struct rebound_suppressions_options *options = exporting->options;
	struct rebound_suppression_filter filter;

	if (!rebound_suppressions_filter(options, &filter, error))
		return FALSE;
	if (options->since != NULL)
		return rebound_suppression_changes(
			store, cursor, filter.now, export_change, exporting, error);
	if (options->state == NULL)
		filter.state = REBOUND_STATE_ACTIVE;
	return rebound_store_suppressions(store, &filter, export_row, exporting, error);
}

static void tell(const struct exporting *exporting, const struct rebound_suppression_cursor *cursor)
{
	char text[REBOUND_SUPPRESSION_CURSOR_SIZE];

	if (exporting->writer.left_out > 0)
		fprintf(stderr,
			"rebound: %" G_GUINT64_FORMAT
			" left out, for which this format has no place: "
			"not active, of another --kind, or an address that it can't hold%s\n",
			exporting->writer.left_out,
			exporting->options->since != NULL && exporting->ended == NULL
				? "; --ended takes those that are free again"
				: "");
	if (exporting->options->since != NULL)
		fprintf(stderr, "cursor %s\n", rebound_suppression_cursor_write(cursor, text));
}

static int finish(struct exporting *exporting, const struct rebound_suppression_cursor *cursor)
{
	g_autoptr(GError) error = NULL;

	rebound_exchange_end(&exporting->writer);
	flush(exporting->writer.text);
	int code = rebound_output_finish();
	if (code == EX_OK && exporting->ended != NULL &&
		!rebound_new_file_finish(exporting->ended, &error))
		return rebound_cli_fail(error);
	/* A cursor is only worth its name once all before it was written. */
	if (code == EX_OK)
		tell(exporting, cursor);
	return code;
}

/* Sets what --format, --kind and --since say; an exit code, or -1 to go on. */
static int read_options(struct exporting *exporting, struct rebound_suppression_cursor *cursor)
{
	const struct rebound_suppressions_options *options = exporting->options;
	const char *format = options->format != NULL ? options->format : "csv";
	g_autoptr(GError) error = NULL;

	exporting->writer.format = rebound_exchange_format(format);
	exporting->writer.incremental = options->since != NULL;
	if (exporting->writer.format == NULL)
		return rebound_cli_misuse("suppressions", "--format: '%s' is none of %s", format,
			rebound_exchange_names());
	if (options->kind != NULL &&
		!rebound_exchange_kind_read(options->kind, &exporting->writer.kind))
		return rebound_cli_misuse("suppressions",
			"--kind: '%s' is none of bounces, complaints, unsubscribes", options->kind);
	if (options->kind == NULL && g_strcmp0(options->reason, "complaint") == 0)
		exporting->writer.kind = REBOUND_EXCHANGE_COMPLAINTS;
	else if (options->kind == NULL && g_strcmp0(options->reason, "unsubscribe") == 0)
		exporting->writer.kind = REBOUND_EXCHANGE_UNSUBSCRIBES;
	if (options->since != NULL && !rebound_suppressions_since(options, cursor, &error))
		return rebound_cli_fail(error);
	if (options->ended == NULL)
		return -1;
	if (options->since == NULL)
		return rebound_cli_misuse("suppressions", "--ended belongs to --since");
	exporting->ended = rebound_new_file_open(options->ended, &error);
	return exporting->ended != NULL ? -1 : rebound_cli_fail(error);
}

int rebound_suppressions_export(
	struct rebound_store *store, const struct rebound_suppressions_options *options)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	struct exporting exporting = {.options = options, .writer.text = text};
	struct rebound_suppression_cursor cursor = {0};

	int code = read_options(&exporting, &cursor);
	if (code < 0) {
		rebound_exchange_begin(&exporting.writer);
		code = export_rows(store, &exporting, &cursor, &error) ? finish(&exporting, &cursor)
								       : rebound_cli_fail(error);
	}
	rebound_new_file_free(exporting.ended);
	return code;
}
