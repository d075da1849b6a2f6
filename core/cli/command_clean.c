/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/text.h"
#include "core/cli/clean.h"
#include "core/cli/new_file.h"
#include "core/cli/output.h"

static const char about[] =
	"Gives back a contact list without the addresses that are suppressed, and says why each\n"
	"row went. LIST is CSV (any order of columns, any usual delimiter and encoding), one "
	"address\n"
	"a line, or JSON Lines; it may be - for standard input. Rows that stay are written byte "
	"by\n"
	"byte as they came. A row without a valid address stays, and is told. No file is ever\n"
	"written over. With several --column, a row goes if one of its addresses is suppressed.\n"
	"What --annotate and --removed add to CSV never begins a formula: a cell that would gets "
	"an\n"
	"apostrophe before it. In JSON Lines every value is exact.\n\n"
	"Examples:\n"
	"  rebound clean contacts.csv > clean.csv\n"
	"  rebound clean --removed gone.csv --output clean.csv contacts.csv\n"
	"  rebound clean --annotate --column email --column backup_email contacts.csv > told.csv\n";

/* What the options say. */
struct request {
	char *database, *output, *removed, *delimiter, *now;
	char **columns;
	struct rebound_clean_options clean;
};

/* The files of --output and --removed; each NULL where it was not asked for. */
struct outputs {
	struct rebound_new_file *kept, *removed;
};

static gboolean open_outputs(struct request *request, struct outputs *outputs, GError **error)
{
	if (request->output != NULL) {
		outputs->kept = rebound_new_file_open(request->output, error);
		if (outputs->kept == NULL)
			return FALSE;
		request->clean.kept = rebound_new_file_stream(outputs->kept);
	}
	if (request->removed != NULL) {
		outputs->removed = rebound_new_file_open(request->removed, error);
		if (outputs->removed == NULL)
			return FALSE;
		request->clean.removed = rebound_new_file_stream(outputs->removed);
	}
	return TRUE;
}

static gboolean finish_outputs(struct outputs *outputs, GError **error)
{
	return (outputs->kept == NULL || rebound_new_file_finish(outputs->kept, error)) &&
	       (outputs->removed == NULL || rebound_new_file_finish(outputs->removed, error));
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* How many suppressed rows there were, by cause. */
static guint64 sum_causes(GHashTable *causes)
{
	GHashTableIter iter;
	gpointer rows;
	guint64 sum = 0;

	g_hash_table_iter_init(&iter, causes);
	while (g_hash_table_iter_next(&iter, NULL, &rows))
		sum += *(const guint64 *)rows;
	return sum;
}

static void print_causes(GHashTable *causes)
{
	guint count;
	g_autofree const char **names =
		(const char **)g_hash_table_get_keys_as_array(causes, &count);

	qsort(names, count, sizeof(*names), compare_names);
	for (guint i = 0; i < count; i++) {
		const guint64 *rows = g_hash_table_lookup(causes, names[i]);

		fprintf(stderr, "%s%s %" G_GUINT64_FORMAT, i == 0 ? " (" : ", ", names[i], *rows);
	}
	fputs(count > 0 ? ").\n" : ".\n", stderr);
}

static void print_tally(const struct request *request, const struct rebound_clean_tally *tally)
{
	fprintf(stderr, "%" G_GUINT64_FORMAT " %s: ", tally->rows,
		tally->rows == 1 ? "row" : "rows");
	if (request->clean.annotate)
		fprintf(stderr, "%" G_GUINT64_FORMAT " suppressed", sum_causes(tally->causes));
	else
		fprintf(stderr, "%" G_GUINT64_FORMAT " kept, %" G_GUINT64_FORMAT " removed",
			tally->rows - tally->removed, tally->removed);
	print_causes(tally->causes);
	if (tally->invalid > 0)
		fprintf(stderr, "No valid address, and kept: %" G_GUINT64_FORMAT ".\n",
			tally->invalid);
	if (tally->proposed > 0)
		fprintf(stderr,
			"Proposed or held, and kept: %" G_GUINT64_FORMAT
			"; see 'rebound suppressions list', or use --include-proposed.\n",
			tally->proposed);
	if (tally->damaged > 0)
		fprintf(stderr,
			"Not read whole (a quotation mark that nothing closes, or no JSON): "
			"%" G_GUINT64_FORMAT ".\n",
			tally->damaged);
}

static void tell_other_column(const struct rebound_contact_list *list)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *other = rebound_contact_list_other_column(list);

	if (other != NULL)
		fprintf(stderr,
			"Column '%s' holds addresses too, and was not looked at: name each with "
			"--column.\n",
			rebound_text_line(arena, other, strlen(other), 80));
}

static int clean(
	struct request *request, struct rebound_store *store, struct rebound_contact_list *list)
{
	g_autoptr(GError) error = NULL;
	struct rebound_clean_tally tally = {0};
	struct outputs outputs = {0};
	int code;

	if (!open_outputs(request, &outputs, &error)) {
		rebound_cli_fail(error);
		code = EX_CANTCREAT;
	} else if (!rebound_clean_run(&request->clean, store, list, &tally, &error)) {
		code = rebound_cli_fail(error);
	} else if (!finish_outputs(&outputs, &error)) {
		code = rebound_cli_fail(error);
	} else {
		code = rebound_output_finish();
		tell_other_column(list);
		print_tally(request, &tally);
	}
	rebound_new_file_free(outputs.kept);
	rebound_new_file_free(outputs.removed);
	g_clear_pointer(&tally.causes, g_hash_table_unref);
	return code;
}

/* A word for a delimiter, or the character itself; FALSE where it is neither. */
static gboolean read_delimiter(const char *word, char *delimiter)
{
	static const struct {
		const char *word;
		char delimiter;
	} words[] = {
		{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}, {"\\t", '\t'}};

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(words[i].word, word) == 0) {
			*delimiter = words[i].delimiter;
			return TRUE;
		}
	*delimiter = word[0];
	return word[0] > 0 && word[1] == '\0' && !g_ascii_isalnum(word[0]) &&
	       strchr("\"\r\n@ ", word[0]) == NULL;
}

static int run_request(struct request *request, const char *path)
{
	g_autoptr(GError) error = NULL;
	struct rebound_contact_list_options options = {
		.path = path, .columns = (const char *const *)request->columns};

	if (request->delimiter != NULL && !read_delimiter(request->delimiter, &options.delimiter))
		return rebound_cli_misuse("clean",
			"--delimiter: '%s' is none of comma, semicolon, tab, pipe, or one "
			"character",
			request->delimiter);
	if (!rebound_cli_set_now(request->now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_store) store = rebound_store_open(
		rebound_cli_database(request->database), REBOUND_STORE_READ, &error);
	g_autoptr(rebound_contact_list) list =
		store != NULL ? rebound_contact_list_open(&options, &error) : NULL;
	return list != NULL ? clean(request, store, list) : rebound_cli_fail(error);
}

static int run_clean(int argc, char **argv)
{
	struct request request = {.clean.kept = stdout};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &request.database, "The database", "FILE"},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &request.output,
			"Where the kept rows go; standard output by default", "FILE"},
		{"removed", 0, 0, G_OPTION_ARG_FILENAME, &request.removed,
			"Where the removed rows go, with two columns more: reason and why", "FILE"},
		{"annotate", 'a', 0, G_OPTION_ARG_NONE, &request.clean.annotate,
			"Keep all rows, with columns more: state, reason, since, until, why, rule",
			NULL},
		{"column", 'c', 0, G_OPTION_ARG_FILENAME_ARRAY, &request.columns,
			"An address column, by name or number; found by default", "COLUMN"},
		{"field", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &request.columns,
			"The same for JSON Lines: \"email\", \"user.email\"", "NAME"},
		{"delimiter", 'd', 0, G_OPTION_ARG_STRING, &request.delimiter,
			"comma, semicolon, tab, pipe or a character; found by default", "WORD"},
		{"include-proposed", 0, 0, G_OPTION_ARG_NONE, &request.clean.include_proposed,
			"Remove proposed and held addresses too", NULL},
		{"tags", 0, 0, G_OPTION_ARG_NONE, &request.clean.alias.tags,
			"Take ann+news@ for ann@, at every domain", NULL},
		{"gmail-dots", 0, 0, G_OPTION_ARG_NONE, &request.clean.alias.gmail_dots,
			"Take a.n.n@ for ann@ at gmail.com, and googlemail.com for gmail.com",
			NULL},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &request.clean.quiet,
			"Do not name rows on standard error", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &request.now, "Set the clock", "TIME"},
		{0},
	};

	int code = rebound_cli_options(&argc, &argv, "LIST", about, entries);
	if (code < 0 && argc != 2)
		code = rebound_cli_misuse("clean", "name one list, or - for standard input");
	if (code < 0 && request.clean.annotate && request.removed != NULL)
		code = rebound_cli_misuse(
			"clean", "--annotate keeps all rows, so that none goes to --removed");
	if (code < 0)
		code = run_request(&request, argv[1]);
	g_free(request.database);
	g_free(request.output);
	g_free(request.removed);
	g_free(request.delimiter);
	g_free(request.now);
	g_strfreev(request.columns);
	return code;
}

const struct rebound_command rebound_command_clean = {
	"clean", "take the dead addresses out of a contact list", run_clean};
