/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/cli/contact_list.h"
#include "core/cli/list_output.h"
#include "core/cli/new_file.h"
#include "core/cli/output.h"
#include "core/smtp/address.h"
#include "core/store/store.h"

static const char about[] = "Gives back a contact list without the addresses that are suppressed, "
			    "and the reason for each\n"
			    "row that went. LIST is CSV (any column order and delimiter) or one "
			    "address a line; rows that\n"
			    "stay are written as they came, to standard output or --output.\n\n"
			    "Examples:\n"
			    "  rebound clean contacts.csv > clean.csv\n"
			    "  rebound clean --removed gone.csv --output clean.csv contacts.csv\n";

struct cleaning {
	struct rebound_store *store;
	struct rebound_arena *arena;
	FILE *kept, *removed;
	gboolean include_proposed, quiet;
	char delimiter;
	guint64 rows, gone, unreadable;
};

static gboolean ends_line(const struct rebound_contact_row *row)
{
	return row->len > 0 && row->bytes[row->len - 1] == '\n';
}

/* The row with two more columns; its own line end is kept. */
static void write_removed(struct cleaning *cleaning, const struct rebound_contact_row *row,
	const char *cause, const char *why)
{
	gsize len = row->len;
	char delimiter = cleaning->delimiter != '\0' ? cleaning->delimiter : ',';
	g_autoptr(GString) text = g_string_new(NULL);

	while (len > 0 && (row->bytes[len - 1] == '\n' || row->bytes[len - 1] == '\r'))
		len--;
	g_string_append_len(text, row->bytes, (gssize)len);
	g_string_append_c(text, delimiter);
	rebound_csv_append(text, cause, delimiter);
	g_string_append_c(text, delimiter);
	rebound_csv_append(text, why, delimiter);
	g_string_append_len(text, row->bytes + len, (gssize)(row->len - len));
	if (!ends_line(row))
		g_string_append_c(text, '\n');
	fwrite(text->str, 1, text->len, cleaning->removed);
}

static gboolean goes(const struct cleaning *cleaning, enum rebound_state state)
{
	return state == REBOUND_STATE_ACTIVE ||
	       (cleaning->include_proposed &&
		       (state == REBOUND_STATE_PROPOSED || state == REBOUND_STATE_HELD));
}

static void remove_row(struct cleaning *cleaning, const struct rebound_contact_row *row,
	const struct rebound_suppression *found)
{
	const char *cause =
		found->cause != NULL ? found->cause : rebound_reason_name(found->reason);
	const char *why = found->why != NULL ? found->why : "";
	/* A decision's why begins with its cause. */
	gboolean repeated = cause == NULL || (why[0] != '\0' && g_str_has_prefix(why, cause));

	cleaning->gone++;
	if (cleaning->removed != NULL)
		write_removed(cleaning, row, cause != NULL ? cause : "", why);
	else if (!cleaning->quiet)
		fprintf(stderr, "row %" G_GUINT64_FORMAT ": %s: %s%s%s\n", row->number,
			found->address, repeated ? "" : cause,
			repeated || why[0] == '\0' ? "" : ": ", why);
}

/* FALSE with error set where the store failed. */
static gboolean clean_row(
	struct cleaning *cleaning, const struct rebound_contact_row *row, GError **error)
{
	struct rebound_suppression found;
	GError *problem = NULL;

	rebound_arena_clear(cleaning->arena);
	cleaning->rows++;
	const char *address =
		rebound_address_read(cleaning->arena, row->address, strlen(row->address));
	if (address == NULL && row->address[0] != '\0')
		cleaning->unreadable++;
	if (address != NULL &&
		rebound_store_find_suppression(cleaning->store,
			rebound_address_key(cleaning->arena, address), rebound_clock_now(),
			cleaning->arena, &found, &problem) &&
		goes(cleaning, found.state)) {
		remove_row(cleaning, row, &found);
		return TRUE;
	}
	if (problem != NULL) {
		g_propagate_error(error, problem);
		return FALSE;
	}
	fwrite(row->bytes, 1, row->len, cleaning->kept);
	return TRUE;
}

static gboolean clean_list(
	struct cleaning *cleaning, struct rebound_contact_list *list, GError **error)
{
	struct rebound_contact_row row;
	GError *problem = NULL;
	gsize len;
	const char *header = rebound_contact_list_header(list, &len);

	cleaning->delimiter = rebound_contact_list_delimiter(list);
	if (header != NULL) {
		row = (struct rebound_contact_row){header, len, "", 1};
		fwrite(header, 1, len, cleaning->kept);
		if (cleaning->removed != NULL)
			write_removed(cleaning, &row, "rebound_reason", "rebound_why");
	}
	while (rebound_contact_list_next(list, &row, &problem)) {
		if (!clean_row(cleaning, &row, &problem))
			break;
	}
	if (problem == NULL)
		return TRUE;
	g_propagate_error(error, problem);
	return FALSE;
}

/* The files of --output and --removed; each NULL where it was not asked for. */
struct outputs {
	struct rebound_new_file *kept, *removed;
};

static gboolean open_outputs(struct cleaning *cleaning, struct outputs *outputs, const char *kept,
	const char *removed, GError **error)
{
	if (kept != NULL) {
		outputs->kept = rebound_new_file_open(kept, error);
		if (outputs->kept == NULL)
			return FALSE;
		cleaning->kept = rebound_new_file_stream(outputs->kept);
	}
	if (removed != NULL) {
		outputs->removed = rebound_new_file_open(removed, error);
		if (outputs->removed == NULL)
			return FALSE;
		cleaning->removed = rebound_new_file_stream(outputs->removed);
	}
	return TRUE;
}

static gboolean finish_outputs(struct outputs *outputs, GError **error)
{
	return (outputs->kept == NULL || rebound_new_file_finish(outputs->kept, error)) &&
	       (outputs->removed == NULL || rebound_new_file_finish(outputs->removed, error));
}

static void print_tally(const struct cleaning *cleaning)
{
	fprintf(stderr,
		"%" G_GUINT64_FORMAT " %s: %" G_GUINT64_FORMAT " kept, %" G_GUINT64_FORMAT
		" removed",
		cleaning->rows, cleaning->rows == 1 ? "row" : "rows",
		cleaning->rows - cleaning->gone, cleaning->gone);
	if (cleaning->unreadable > 0)
		fprintf(stderr, "; %" G_GUINT64_FORMAT " of the kept bear no valid address",
			cleaning->unreadable);
	fputs(".\n", stderr);
}

static int run_clean(int argc, char **argv)
{
	g_autofree char *database = NULL, *column = NULL, *output = NULL, *removed = NULL,
			*now = NULL;
	struct cleaning cleaning = {.kept = stdout};
	const GOptionEntry entries[] = {
		{"db", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database", "FILE"},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
			"Where the kept rows go; standard output by default", "FILE"},
		{"removed", 0, 0, G_OPTION_ARG_FILENAME, &removed,
			"Where the removed rows go, with two columns more: reason and why", "FILE"},
		{"column", 'c', 0, G_OPTION_ARG_STRING, &column,
			"The address column, by name or number; found by default", "COLUMN"},
		{"include-proposed", 0, 0, G_OPTION_ARG_NONE, &cleaning.include_proposed,
			"Remove proposed addresses too", NULL},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &cleaning.quiet,
			"Do not name the removed rows", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &now, "Set the clock", "TIME"},
		{0},
	};
	g_autoptr(GError) error = NULL;

	int code = rebound_cli_options(&argc, &argv, "LIST", about, entries);
	if (code >= 0)
		return code;
	if (argc != 2)
		return rebound_cli_misuse("clean", "name one list, or - for standard input");
	if (!rebound_cli_set_now(now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_store) store =
		rebound_store_open(rebound_cli_database(database), REBOUND_STORE_READ, &error);
	g_autoptr(rebound_contact_list) list =
		store != NULL ? rebound_contact_list_open(argv[1], column, &error) : NULL;
	if (list == NULL)
		return rebound_cli_fail(error);
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	cleaning.store = store;
	cleaning.arena = arena;
	struct outputs outputs = {0};
	if (!open_outputs(&cleaning, &outputs, output, removed, &error)) {
		rebound_cli_fail(error);
		code = EX_CANTCREAT;
	} else if (!clean_list(&cleaning, list, &error)) {
		code = rebound_cli_fail(error);
	} else if (!finish_outputs(&outputs, &error)) {
		rebound_cli_fail(error);
		code = EX_IOERR;
	} else {
		code = rebound_output_finish();
		print_tally(&cleaning);
	}
	rebound_new_file_free(outputs.kept);
	rebound_new_file_free(outputs.removed);
	return code;
}

const struct rebound_command rebound_command_clean = {
	"clean", "take the dead addresses out of a contact list", run_clean};
