/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * A command of the program, and what all commands share: options, exit codes, words for people.
 */

struct rebound_command {
	const char *name;
	const char *summary; /**< one line for the list of commands; NULL hides it */
	/** Run it; argv[0] is the command's name. Returns an exit code of sysexits.h. */
	int (*run)(int argc, char **argv);
};

extern const struct rebound_command rebound_command_process;
extern const struct rebound_command rebound_command_parse;
extern const struct rebound_command rebound_command_classify;
extern const struct rebound_command rebound_command_explain;
extern const struct rebound_command rebound_command_test;
extern const struct rebound_command rebound_command_clean;
extern const struct rebound_command rebound_command_suppressions;
extern const struct rebound_command rebound_command_delivered;
extern const struct rebound_command rebound_command_domains;
extern const struct rebound_command rebound_command_holds;
extern const struct rebound_command rebound_command_outbox;
extern const struct rebound_command rebound_command_replies;
extern const struct rebound_command rebound_command_retries;
extern const struct rebound_command rebound_command_sync;
extern const struct rebound_command rebound_command_undo;
extern const struct rebound_command rebound_command_check_db;
extern const struct rebound_command rebound_command_backup;
extern const struct rebound_command rebound_command_prune;
extern const struct rebound_command rebound_command_forget;
extern const struct rebound_command rebound_command_token;
extern const struct rebound_command rebound_command_unknown;
extern const struct rebound_command rebound_command_diff;
extern const struct rebound_command rebound_command_reclassify;
extern const struct rebound_command rebound_command_worker;

/** Run the program: main() less the process. */
int rebound_cli_run(int argc, char **argv);

/**
 * Read the options of a command; what is left in argv are its arguments. Prints help for --help.
 *
 * @param usage  the arguments, such as "SOURCE..."
 * @param about  a paragraph below the options, with examples
 * @return -1 to go on, else the exit code
 */
int rebound_cli_options(
	int *argc, char ***argv, const char *usage, const char *about, const GOptionEntry *entries);

/** Print "rebound: MESSAGE" to standard error, as one line that a terminal only shows; printf. */
void rebound_cli_warn(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** The same for an error; gives the exit code that fits it. */
int rebound_cli_fail(const GError *error);

/** The same for a mistake on the command line; printf. */
int rebound_cli_misuse(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** Read the number of a row, from 1 on; FALSE for NULL and what is none. */
gboolean rebound_cli_read_id(const char *text, gint64 *id);

/** --db, else $REBOUND_DB, else rebound.db. */
const char *rebound_cli_database(const char *option);

/** --rules, else $REBOUND_RULES, else NULL; and the same for the policy. */
const char *rebound_cli_rules(const char *option);
const char *rebound_cli_policy(const char *option);

/** Replace a domain that an option gives by its key (rebound_address_domain_key()); NULL stays. */
void rebound_cli_domain(char **option);

/** Fix the clock by --now; FALSE with error set (USAGE). NULL leaves it free. */
gboolean rebound_cli_set_now(const char *option, GError **error);
