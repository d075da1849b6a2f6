/* SPDX-License-Identifier: MIT */
#include "core/cli/suppressions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/command.h"
#include "core/cli/exchange.h"
#include "core/cli/output.h"

struct importing {
	struct rebound_exchange_reader reader;
	struct rebound_store *store;
	struct rebound_arena *arena;
	const char *why; /* of --why, or NULL */
	gint64 run;
	guint64 rows, suppressed, proposed, known, damaged, left_out_count;
	GHashTable *left_out; /* char * to how many */
	GError *error;
};

static void leave_out(struct importing *importing, const char *why)
{
	guint count = GPOINTER_TO_UINT(g_hash_table_lookup(importing->left_out, why));

	g_hash_table_replace(importing->left_out, g_strdup(why), GUINT_TO_POINTER(count + 1));
	importing->left_out_count++;
}

/* Whether a person ended the suppression of this address after what the file tells. */
static gboolean was_judged(
	struct importing *importing, const struct rebound_exchange_entry *entry, GError **error)
{
	gint64 cleared;

	if (!entry->dated)
		return FALSE;
	return rebound_store_cleared(
		       importing->store, entry->suppression.address_key, &cleared, error) &&
	       cleared >= entry->suppression.since;
}

static gboolean put_in(struct importing *importing, const struct rebound_suppression *row)
{
	gboolean changed;

	if (!rebound_store_suppress(
		    importing->store, row, importing->reader.now, &changed, &importing->error))
		return FALSE;
	if (!changed)
		importing->known++;
	else if (row->state == REBOUND_STATE_ACTIVE)
		importing->suppressed++;
	else
		importing->proposed++;
	return TRUE;
}

static gboolean import_record(const struct rebound_record *record, void *data)
{
	struct importing *importing = data;
	struct rebound_exchange_entry entry;

	rebound_arena_clear(importing->arena);
	rebound_exchange_judge(&importing->reader, record, importing->arena, &entry);
	if (importing->reader.error != NULL) {
		importing->error = g_steal_pointer(&importing->reader.error);
		return FALSE;
	}
	if (entry.empty)
		return TRUE;
	importing->rows++;
	if (entry.left_out == NULL && was_judged(importing, &entry, &importing->error))
		entry.left_out = "ended by a person since";
	if (importing->error != NULL)
		return FALSE;
	if (entry.left_out != NULL) {
		leave_out(importing, entry.left_out);
		return TRUE;
	}
	entry.suppression.run = importing->run;
	if (importing->why != NULL)
		entry.suppression.why = importing->why;
	return put_in(importing, &entry.suppression);
}

static int compare_words(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void print_left_out(const struct importing *importing)
{
	guint count;
	g_autofree const char **words =
		(const char **)g_hash_table_get_keys_as_array(importing->left_out, &count);

	if (count == 0)
		return;
	qsort(words, count, sizeof(*words), compare_words);
	rebound_output_print("Left out: ");
	for (guint i = 0; i < count; i++)
		rebound_output_print("%s%u %s", i > 0 ? ", " : "",
			GPOINTER_TO_UINT(g_hash_table_lookup(importing->left_out, words[i])),
			words[i]);
	rebound_output_print(".\n");
}

static int print_tally(const struct importing *importing, gboolean dry_run)
{
	gint64 run = rebound_store_run_number(importing->store);

	rebound_output_print("%" G_GUINT64_FORMAT " %s: %" G_GUINT64_FORMAT
			     " suppressed, %" G_GUINT64_FORMAT " proposed, %" G_GUINT64_FORMAT
			     " known already, %" G_GUINT64_FORMAT " left out.\n",
		importing->rows, importing->rows == 1 ? "row" : "rows", importing->suppressed,
		importing->proposed, importing->known, importing->left_out_count);
	print_left_out(importing);
	if (importing->damaged > 0)
		rebound_output_print(
			"Not read whole: %" G_GUINT64_FORMAT ".\n", importing->damaged);
	if (dry_run)
		rebound_output_print("Nothing was written: this was a dry run.\n");
	else if (run != 0)
		rebound_output_print(
			"`rebound undo --run %" G_GINT64_FORMAT "` takes it back.\n", run);
	int code = rebound_output_finish();
	if (code == EX_OK && importing->rows > 0 && importing->left_out_count == importing->rows)
		return EX_DATAERR;
	return code;
}

static gboolean import_files(struct importing *importing,
	const struct rebound_suppressions_options *options, GError **error)
{
	for (char **path = options->addresses; *path != NULL; path++) {
		g_autoptr(GError) problem = NULL;

		importing->reader.source = strcmp(*path, "-") == 0 ? "standard input" : *path;
		gboolean good = rebound_exchange_read(*path, importing->reader.system,
			import_record, importing, &importing->damaged, &problem);
		/* Ending a walk may look like a fault of the file. */
		if (importing->error != NULL) {
			g_propagate_error(error, g_steal_pointer(&importing->error));
			return FALSE;
		}
		if (!good) {
			g_propagate_error(error, g_steal_pointer(&problem));
			return FALSE;
		}
	}
	return TRUE;
}

/* All of it, or nothing. */
static int import_all(
	struct importing *importing, const struct rebound_suppressions_options *options)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *summary = NULL;

	importing->run =
		rebound_store_start_run(importing->store, "import", importing->reader.now, &error);
	if (importing->run == 0 || !rebound_store_begin(importing->store, &error))
		return rebound_cli_fail(error);
	gboolean good = import_files(importing, options, &error);
	if (good) {
		summary = g_strdup_printf("%" G_GUINT64_FORMAT " suppressed, %" G_GUINT64_FORMAT
					  " proposed",
			importing->suppressed, importing->proposed);
		good = rebound_store_end_run(importing->store, importing->run, summary,
			       importing->reader.now, &error) &&
		       rebound_store_commit(importing->store, &error);
	}
	if (!good) {
		rebound_store_rollback(importing->store);
		return rebound_cli_fail(error);
	}
	return print_tally(importing, options->dry_run);
}

int rebound_suppressions_import(
	struct rebound_store *store, const struct rebound_suppressions_options *options)
{
	const char *name = options->format != NULL ? options->format : "csv";
	const struct rebound_exchange_format *format = rebound_exchange_format(name);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autoptr(GHashTable) left_out =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct importing importing = {.store = store,
		.arena = arena,
		.left_out = left_out,
		.why = options->why,
		.reader.now = rebound_clock_now()};

	if (format == NULL)
		return rebound_cli_misuse("suppressions", "--format: '%s' is none of %s", name,
			rebound_exchange_names());
	if (options->addresses[0] == NULL)
		return rebound_cli_misuse("suppressions", "import needs a file, or -");
	importing.reader.system = format->system;
	if (options->kind != NULL &&
		!rebound_exchange_kind_read(options->kind, &importing.reader.kind))
		return rebound_cli_misuse("suppressions",
			"--kind: '%s' is none of bounces, blocks, invalid, complaints, "
			"unsubscribes",
			options->kind);
	importing.reader.rules = rebound_cli_rules(options->rules);
	int code = import_all(&importing, options);
	rebound_ruleset_free(importing.reader.ruleset);
	return code;
}
