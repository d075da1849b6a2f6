/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "core/store/chain.h"
#include "core/store/store.h"

/**
 * @file
 * The connection behind a store: statements that are prepared once, transactions, and SQLite's
 * failures as errors of ours. Only the files of this layer include it.
 */

/** Rows of one run that the open transaction added, from the first to the last; 0: none. */
struct rebound_run_rows {
	gint64 run;
	gint64 first_event, last_event;
	gint64 first_message, last_message;
};

struct rebound_store {
	sqlite3 *database;
	char *path;
	enum rebound_store_mode mode;
	gint64 waiting_since;	/**< of the wait for another process that goes on */
	GHashTable *statements; /**< SQL literal (by its place) to sqlite3_stmt */
	struct {
		gint64 asked;	/**< the number that was given out, 0: no run */
		gint64 number;	/**< the number of the row, 0 while it is not written */
		gboolean fresh; /**< the row was written in the open transaction */
		char *command;
		gint64 started;
	} run;
	struct rebound_run_rows rows;
	struct rebound_chain chain; /**< events of the open transaction */
	struct rebound_recent *recent;
	gboolean unlogged; /**< see core/store/log.h */
	struct {
		gboolean on; /**< commits do not wait for the disk */
		gboolean is_open;
		int log; /**< a descriptor of SQLite's log */
	} behind;
};

/** Let go of the log. */
void rebound_write_behind_close(struct rebound_store *store);

/** Set error from what SQLite reported last: IO or STATE, one line with the path. Returns FALSE. */
gboolean rebound_database_fail(struct rebound_store *store, GError **error);

/** Run statements that give no rows; sql is the product's own text. */
gboolean rebound_database_run(struct rebound_store *store, const char *sql, GError **error);

/** Run a statement, a literal that binds two numbers and gives no rows. */
gboolean rebound_database_run_numbers(
	struct rebound_store *store, const char *sql, gint64 first, gint64 second, GError **error);

/** The one number that a statement gives; 0 where it gives no row. */
gboolean rebound_database_number(
	struct rebound_store *store, const char *sql, gint64 *number, GError **error);

/** A statement in use: values are bound and columns are read one after the other. */
struct rebound_statement {
	struct rebound_store *store;
	sqlite3_stmt *handle;
	gboolean cached;
	int bound, column;
};
typedef struct rebound_statement rebound_statement; /* for g_auto() only */

/** Prepare, or take from the cache. sql must be a literal: it is known by its place. */
gboolean rebound_statement_open(struct rebound_statement *statement, struct rebound_store *store,
	const char *sql, GError **error);
void rebound_statement_close(struct rebound_statement *statement);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(rebound_statement, rebound_statement_close)

/** Bind the next value. Text and bytes must live until the statement is closed; NULL is NULL. */
void rebound_statement_text(struct rebound_statement *statement, const char *text);
void rebound_statement_text_of(struct rebound_statement *statement, const char *text,
	gsize len); /**< len is its strlen() */
void rebound_statement_number(struct rebound_statement *statement, gint64 number);
void rebound_statement_number_or_null(
	struct rebound_statement *statement, gint64 number); /**< 0 is NULL */
void rebound_statement_real(struct rebound_statement *statement, double real);
void rebound_statement_bytes(struct rebound_statement *statement, const void *bytes, gsize len);

/** To the next row; *row is FALSE at the end. */
gboolean rebound_statement_step(struct rebound_statement *statement, gboolean *row, GError **error);

/** Run to the end, for a statement whose rows do not matter. */
gboolean rebound_statement_finish(struct rebound_statement *statement, GError **error);

/** Read the next column of a row. Strings are good until the next step. NULL reads as NULL or 0. */
const char *rebound_statement_get_text(struct rebound_statement *statement);
gint64 rebound_statement_get_number(struct rebound_statement *statement);
double rebound_statement_get_real(struct rebound_statement *statement);
const void *rebound_statement_get_bytes(struct rebound_statement *statement, gsize *len);
/** A digest that was stored; zeros where it is none. */
void rebound_statement_get_digest(struct rebound_statement *statement, guint8 digest[32]);
/** The place of a name that was stored; otherwise where it is none of them, or NULL. */
guint rebound_database_read_name(
	const char *const *names, guint count, const char *name, guint otherwise);
/** Add all columns from the next on to a digest, as they are stored. */
void rebound_statement_get_rest(struct rebound_statement *statement, struct rebound_row *row);

/**
 * A statement that is run for its effect, with up to three numbers bound; *count is set to the rows
 * that it changed, and may be NULL.
 */
gboolean rebound_database_apply(struct rebound_store *store, const char *sql, gint64 first,
	gint64 second, gint64 third, gint64 *count, GError **error);

/** A transaction of its own, or a savepoint within the one that is open. */
struct rebound_scope {
	struct rebound_store *store; /**< NULL once it ended */
	gboolean nested;
};
typedef struct rebound_scope rebound_scope; /* for g_auto() only */

gboolean rebound_scope_begin(
	struct rebound_scope *scope, struct rebound_store *store, GError **error);
gboolean rebound_scope_commit(struct rebound_scope *scope, GError **error);
/** Roll back what was not committed. */
void rebound_scope_end(struct rebound_scope *scope);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(rebound_scope, rebound_scope_end)

/** The row's number of a run as the caller knows it; writes the row where that is still to be done.
 * 0 stays 0. */
gboolean rebound_database_use_run(
	struct rebound_store *store, gint64 run, gint64 *number, GError **error);

/** Words of a column as values; what is no word of ours reads as none. */
enum rebound_trust rebound_database_read_trust(const char *name);
void rebound_database_read_reason(const char *name, enum rebound_reason *reason);
