/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/output.h"
#include "core/smtp/address.h"

#define MESSAGE_BYTES 4096

static const struct rebound_command *const commands[] = {
	&rebound_command_process,
	&rebound_command_parse,
	&rebound_command_classify,
	&rebound_command_explain,
	&rebound_command_test,
	&rebound_command_clean,
	&rebound_command_suppressions,
	&rebound_command_delivered,
	&rebound_command_domains,
	&rebound_command_holds,
	&rebound_command_outbox,
	&rebound_command_replies,
	&rebound_command_retries,
	&rebound_command_sync,
	&rebound_command_undo,
	&rebound_command_check_db,
	&rebound_command_backup,
	&rebound_command_prune,
	&rebound_command_forget,
	&rebound_command_token,
	&rebound_command_unknown,
	&rebound_command_diff,
	&rebound_command_reclassify,
	&rebound_command_worker,
	NULL,
};

static void print_usage(FILE *stream)
{
	fputs("Usage: rebound COMMAND [OPTIONS] [ARGUMENTS]\n\n"
	      "Reads bounce mails, says for every recipient what happened and why, and acts on "
	      "it.\n\n"
	      "Commands:\n",
		stream);
	for (guint i = 0; commands[i] != NULL; i++) {
		if (commands[i]->summary != NULL)
			fprintf(stream, "  %-14s %s\n", commands[i]->name, commands[i]->summary);
	}
	fputs("\n`rebound COMMAND --help` tells more of each.\n"
	      "The database is --db FILE, else $REBOUND_DB, else rebound.db.\n",
		stream);
}

static const struct rebound_command *find_command(const char *name)
{
	for (guint i = 0; commands[i] != NULL; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

static int refuse_command(const char *name)
{
	const char *names[G_N_ELEMENTS(commands)];
	guint count = 0;

	for (guint i = 0; commands[i] != NULL; i++) {
		if (commands[i]->summary != NULL)
			names[count++] = commands[i]->name;
	}
	names[count] = NULL;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *safe = rebound_text_line(arena, name, strlen(name), 80);
	const char *nearest = rebound_text_nearest(name, names);
	if (nearest != NULL)
		fprintf(stderr, "rebound: there is no command '%s'; did you mean '%s'?\n", safe,
			nearest);
	else
		fprintf(stderr, "rebound: there is no command '%s'; see `rebound --help`\n", safe);
	return EX_USAGE;
}

int rebound_cli_run(int argc, char **argv)
{
	/* A reader that goes away shows as a failed write, at a place that can deal with it, and so
	 * does a file that may not grow. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	if (argc < 2) {
		print_usage(stderr);
		return EX_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
		strcmp(argv[1], "help") == 0) {
		const struct rebound_command *wanted = argc > 2 ? find_command(argv[2]) : NULL;

		if (wanted != NULL && wanted->summary != NULL)
			return wanted->run(
				2, (char *[]){(char *)wanted->name, (char *)"--help", NULL});
		print_usage(stdout);
		return rebound_output_finish();
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("rebound " REBOUND_VERSION);
		return rebound_output_finish();
	}
	const struct rebound_command *command = find_command(argv[1]);
	if (command == NULL)
		return refuse_command(argv[1]);
	return command->run(argc - 1, argv + 1);
}

/*
 * Texts are taken as they are: GLib would convert them from the charset of a locale that this
 * program does not set, and so refuse all but ASCII.
 */
static GOptionEntry *take_texts(const GOptionEntry *entries)
{
	gsize count = 0;

	while (entries[count].long_name != NULL)
		count++;
	GOptionEntry *copy = g_memdup2(entries, (count + 1) * sizeof(*entries));
	for (gsize i = 0; i < count; i++) {
		if (copy[i].arg == G_OPTION_ARG_STRING)
			copy[i].arg = G_OPTION_ARG_FILENAME;
		else if (copy[i].arg == G_OPTION_ARG_STRING_ARRAY)
			copy[i].arg = G_OPTION_ARG_FILENAME_ARRAY;
	}
	return copy;
}

/* One line of UTF-8, since it is stored and printed; a single character may be a tab. */
static gboolean is_line(const char *text)
{
	if (!g_utf8_validate(text, -1, NULL))
		return FALSE;
	if (g_utf8_strlen(text, -1) == 1)
		return TRUE;
	for (; *text != '\0'; text = g_utf8_next_char(text)) {
		GUnicodeType type = g_unichar_type(g_utf8_get_char(text));

		if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
			type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
			return FALSE;
	}
	return TRUE;
}

/* The first option whose text can't be taken: its name, or NULL. */
static const char *find_bad_text(const GOptionEntry *entries)
{
	for (; entries->long_name != NULL; entries++) {
		gboolean one = entries->arg == G_OPTION_ARG_STRING;
		char **texts = entries->arg_data;

		if (!one && entries->arg != G_OPTION_ARG_STRING_ARRAY)
			continue;
		if (!one)
			texts = *(char ***)entries->arg_data;
		for (; texts != NULL && *texts != NULL; texts++) {
			if (!is_line(*texts))
				return entries->long_name;
			if (one)
				break;
		}
	}
	return NULL;
}

/* What GLib says of the options; of one that is not known, with the one that was meant. */
static int refuse_options(const char *command, const GError *error, const GOptionEntry *entries)
{
	const char *given = strstr(error->message, "--");
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	if (!g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
		return rebound_cli_misuse(command, "%s", error->message);
	for (; entries->long_name != NULL; entries++)
		g_ptr_array_add(names, (gpointer)entries->long_name);
	g_ptr_array_add(names, NULL);
	g_autofree char *word =
		given == NULL ? NULL : g_strndup(given + 2, strcspn(given + 2, "="));
	const char *nearest =
		word == NULL ? NULL : rebound_text_nearest(word, (const char *const *)names->pdata);
	return nearest != NULL ? rebound_cli_misuse(
					 command, "%s; did you mean --%s?", error->message, nearest)
			       : rebound_cli_misuse(command, "%s", error->message);
}

int rebound_cli_options(
	int *argc, char ***argv, const char *usage, const char *about, const GOptionEntry *entries)
{
	g_autoptr(GOptionContext) context = g_option_context_new(usage);
	g_autoptr(GError) error = NULL;
	g_autofree char *name = g_strdup((*argv)[0]);
	g_autofree char *program = g_strdup_printf("rebound %s", name);
	gboolean help = FALSE;
	GOptionEntry own[] = {
		{"help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL},
		{0},
	};

	/* The context takes the program's name from here for its usage line. */
	g_set_prgname(program);
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_set_description(context, about);
	g_autofree GOptionEntry *taken = take_texts(entries);
	g_option_context_add_main_entries(context, taken, NULL);
	g_option_context_add_main_entries(context, own, NULL);
	if (!g_option_context_parse(context, argc, argv, &error))
		return refuse_options(name, error, entries);
	const char *bad = find_bad_text(entries);
	if (bad != NULL)
		return rebound_cli_misuse(
			name, "--%s: give one line of UTF-8 without control characters", bad);
	if (help) {
		g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);

		rebound_output_print("%s", text);
		return rebound_output_finish();
	}
	/* "--" only ends the options, also behind a verb. */
	for (int i = 1; i < *argc; i++) {
		if (strcmp((*argv)[i], "--") != 0)
			continue;
		memmove(&(*argv)[i], &(*argv)[i + 1], (gsize)(*argc - i) * sizeof(char *));
		(*argc)--;
		break;
	}
	return -1;
}

void rebound_cli_warn(const char *format, ...)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	fprintf(stderr, "rebound: %s\n",
		rebound_text_line(arena, message, strlen(message), MESSAGE_BYTES));
}

int rebound_cli_fail(const GError *error)
{
	rebound_cli_warn("%s", error->message);
	if (error->domain != REBOUND_ERROR)
		return EX_SOFTWARE;
	switch ((enum rebound_error)error->code) {
	case REBOUND_ERROR_IO:
		return EX_NOINPUT;
	case REBOUND_ERROR_OUTPUT:
		return EX_CANTCREAT;
	case REBOUND_ERROR_SYNTAX:
	case REBOUND_ERROR_SCRIPT:
		return EX_CONFIG;
	case REBOUND_ERROR_STATE:
		return EX_DATAERR;
	case REBOUND_ERROR_BUSY:
		return EX_TEMPFAIL;
	case REBOUND_ERROR_USAGE:
		return EX_USAGE;
	case REBOUND_ERROR_UNAVAILABLE:
		return EX_UNAVAILABLE;
	case REBOUND_ERROR_LIMIT:
		break;
	}
	return EX_SOFTWARE;
}

int rebound_cli_misuse(const char *command, const char *format, ...)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	fprintf(stderr, "rebound %s: %s; see `rebound %s --help`\n", command,
		rebound_text_line(arena, message, strlen(message), MESSAGE_BYTES), command);
	return EX_USAGE;
}

gboolean rebound_cli_read_id(const char *text, gint64 *id)
{
	guint64 number;

	if (text == NULL || !g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &number, NULL))
		return FALSE;
	*id = (gint64)number;
	return TRUE;
}

static const char *first_of(const char *option, const char *variable, const char *otherwise)
{
	const char *value = option != NULL ? option : g_getenv(variable);

	return value != NULL && value[0] != '\0' ? value : otherwise;
}

const char *rebound_cli_database(const char *option)
{
	return first_of(option, "REBOUND_DB", "rebound.db");
}

const char *rebound_cli_rules(const char *option)
{
	return first_of(option, "REBOUND_RULES", NULL);
}

const char *rebound_cli_policy(const char *option)
{
	return first_of(option, "REBOUND_POLICY", NULL);
}

void rebound_cli_domain(char **option)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	if (*option == NULL)
		return;
	char *key = g_strdup(rebound_address_domain_key(arena, *option));
	g_free(*option);
	*option = key;
}

gboolean rebound_cli_set_now(const char *option, GError **error)
{
	gint64 now;

	if (option == NULL)
		return TRUE;
	if (!rebound_clock_read_time(option, &now) || now <= 0) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
			"--now: '%s' is no time; write it as 2026-01-31T12:00:00Z", option);
		return FALSE;
	}
	rebound_clock_set(now);
	return TRUE;
}
