/* SPDX-License-Identifier: MIT */
#include "core/store/database.h"

#include <string.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/store/log.h"
#include "core/store/recent.h"
#include "core/store/run_rows.h"
#include "core/store/write_behind.h"

static const char *describe_io(struct rebound_store *store)
{
	int number = sqlite3_system_errno(store->database);

	return number != 0 ? g_strerror(number) : sqlite3_errmsg(store->database);
}

/* Its log may be made beside it, or the disk failed for a moment: what SQLite keeps as the reason
 * is that of its last attempt. */
static void fail_to_open(struct rebound_store *store, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(store->path);

	if (access(folder, W_OK | X_OK) != 0)
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: its folder can't be written: check who owns it", store->path);
	else
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_BUSY,
			"%s: can't be opened: check the file and the disk and try again, nothing "
			"was lost",
			store->path);
}

gboolean rebound_database_fail(struct rebound_store *store, GError **error)
{
	const char *path = store->path;

	switch (sqlite3_errcode(store->database)) {
	case SQLITE_NOTADB:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: is no rebound database: give another file with --db, or restore it "
			"from a backup",
			path);
		break;
	case SQLITE_CORRUPT:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: is damaged: restore it from a backup, or move it away and process the "
			"mails again",
			path);
		break;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_BUSY,
			"%s: is in use by another program: try again later, nothing was lost",
			path);
		break;
	case SQLITE_FULL:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_BUSY,
			"%s: no room on the disk: make some and try again, nothing was lost", path);
		break;
	case SQLITE_READONLY:
	case SQLITE_PERM:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: can't be written: check who owns the file and its folder", path);
		break;
	case SQLITE_IOERR:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_BUSY,
			"%s: %s: check the disk and try again, nothing was lost", path,
			describe_io(store));
		break;
	case SQLITE_CANTOPEN:
		fail_to_open(store, error);
		break;
	default:
		/* Such as a file format that no version has: a damaged head. */
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: %s: see 'rebound check-db', and restore it from a backup if it is "
			"damaged",
			path, sqlite3_errmsg(store->database));
	}
	return FALSE;
}

gboolean rebound_database_run(struct rebound_store *store, const char *sql, GError **error)
{
	if (sqlite3_exec(store->database, sql, NULL, NULL, NULL) != SQLITE_OK)
		return rebound_database_fail(store, error);
	return TRUE;
}

/* The same for a literal that is run often. */
static gboolean run_again(struct rebound_store *store, const char *sql, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	return rebound_statement_open(&statement, store, sql, error) &&
	       rebound_statement_finish(&statement, error);
}

gboolean rebound_database_run_numbers(
	struct rebound_store *store, const char *sql, gint64 first, gint64 second, GError **error)
{
	g_auto(rebound_statement) statement = {0};

	if (!rebound_statement_open(&statement, store, sql, error))
		return FALSE;
	rebound_statement_number(&statement, first);
	rebound_statement_number(&statement, second);
	return rebound_statement_finish(&statement, error);
}

gboolean rebound_database_number(
	struct rebound_store *store, const char *sql, gint64 *number, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	*number = 0;
	if (!rebound_statement_open(&statement, store, sql, error) ||
		!rebound_statement_step(&statement, &row, error))
		return FALSE;
	if (row)
		*number = rebound_statement_get_number(&statement);
	return TRUE;
}

gboolean rebound_statement_open(struct rebound_statement *statement, struct rebound_store *store,
	const char *sql, GError **error)
{
	sqlite3_stmt *known = g_hash_table_lookup(store->statements, sql);

	*statement = (struct rebound_statement){.store = store};
	/* A walk's callback may ask the same thing again. */
	if (known != NULL && !sqlite3_stmt_busy(known)) {
		statement->handle = known;
		statement->cached = TRUE;
		return TRUE;
	}
	if (sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT,
		    &statement->handle, NULL) != SQLITE_OK)
		return rebound_database_fail(store, error);
	if (known == NULL) {
		g_hash_table_insert(store->statements, (gpointer)sql, statement->handle);
		statement->cached = TRUE;
	}
	return TRUE;
}

void rebound_statement_close(struct rebound_statement *statement)
{
	if (statement->handle != NULL && statement->cached) {
		sqlite3_reset(statement->handle);
		sqlite3_clear_bindings(statement->handle);
	} else if (statement->handle != NULL) {
		sqlite3_finalize(statement->handle);
	}
	*statement = (struct rebound_statement){0};
}

void rebound_statement_text_of(struct rebound_statement *statement, const char *text, gsize len)
{
	/* A value that SQLite refuses (too long) stays NULL; the columns that matter are NOT NULL.
	 */
	sqlite3_bind_text64(
		statement->handle, ++statement->bound, text, len, SQLITE_STATIC, SQLITE_UTF8);
}

void rebound_statement_text(struct rebound_statement *statement, const char *text)
{
	rebound_statement_text_of(statement, text, text != NULL ? strlen(text) : 0);
}

void rebound_statement_number(struct rebound_statement *statement, gint64 number)
{
	sqlite3_bind_int64(statement->handle, ++statement->bound, number);
}

void rebound_statement_number_or_null(struct rebound_statement *statement, gint64 number)
{
	if (number != 0)
		rebound_statement_number(statement, number);
	else
		sqlite3_bind_null(statement->handle, ++statement->bound);
}

void rebound_statement_real(struct rebound_statement *statement, double real)
{
	sqlite3_bind_double(statement->handle, ++statement->bound, real);
}

void rebound_statement_bytes(struct rebound_statement *statement, const void *bytes, gsize len)
{
	sqlite3_bind_blob64(statement->handle, ++statement->bound, bytes, len, SQLITE_STATIC);
}

gboolean rebound_statement_step(struct rebound_statement *statement, gboolean *row, GError **error)
{
	int result = sqlite3_step(statement->handle);

	statement->column = 0;
	*row = result == SQLITE_ROW;
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		return rebound_database_fail(statement->store, error);
	return TRUE;
}

gboolean rebound_statement_finish(struct rebound_statement *statement, GError **error)
{
	gboolean row = TRUE;

	while (row)
		if (!rebound_statement_step(statement, &row, error))
			return FALSE;
	return TRUE;
}

const char *rebound_statement_get_text(struct rebound_statement *statement)
{
	return (const char *)sqlite3_column_text(statement->handle, statement->column++);
}

gint64 rebound_statement_get_number(struct rebound_statement *statement)
{
	return sqlite3_column_int64(statement->handle, statement->column++);
}

double rebound_statement_get_real(struct rebound_statement *statement)
{
	return sqlite3_column_double(statement->handle, statement->column++);
}

const void *rebound_statement_get_bytes(struct rebound_statement *statement, gsize *len)
{
	const void *bytes = sqlite3_column_blob(statement->handle, statement->column);

	*len = (gsize)sqlite3_column_bytes(statement->handle, statement->column++);
	return bytes;
}

void rebound_statement_get_digest(struct rebound_statement *statement, guint8 digest[32])
{
	gsize len;
	const void *bytes = rebound_statement_get_bytes(statement, &len);

	memset(digest, 0, 32);
	if (len == 32)
		memcpy(digest, bytes, 32);
}

guint rebound_database_read_name(
	const char *const *names, guint count, const char *name, guint otherwise)
{
	for (guint i = 0; i < count; i++)
		if (g_strcmp0(name, names[i]) == 0)
			return i;
	return otherwise;
}

void rebound_statement_get_rest(struct rebound_statement *statement, struct rebound_row *row)
{
	sqlite3_stmt *handle = statement->handle;
	int count = sqlite3_column_count(handle);

	for (; statement->column < count; statement->column++) {
		int column = statement->column;

		switch (sqlite3_column_type(handle, column)) {
		case SQLITE_INTEGER:
			rebound_row_number(row, sqlite3_column_int64(handle, column));
			break;
		case SQLITE_FLOAT:
			rebound_row_real(row, sqlite3_column_double(handle, column));
			break;
		case SQLITE_TEXT: {
			const void *text = sqlite3_column_text(handle, column);
			rebound_row_text(row, text, (gsize)sqlite3_column_bytes(handle, column));
			break;
		}
		case SQLITE_BLOB: {
			const void *bytes = sqlite3_column_blob(handle, column);
			rebound_row_bytes(row, bytes, (gsize)sqlite3_column_bytes(handle, column));
			break;
		}
		default:
			rebound_row_nothing(row);
		}
	}
}

gboolean rebound_database_apply(struct rebound_store *store, const char *sql, gint64 first,
	gint64 second, gint64 third, gint64 *count, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	const gint64 numbers[] = {first, second, third};

	if (!rebound_statement_open(&statement, store, sql, error))
		return FALSE;
	int wanted = sqlite3_bind_parameter_count(statement.handle);
	g_assert(wanted <= (int)G_N_ELEMENTS(numbers));
	for (int i = 0; i < wanted; i++)
		rebound_statement_number(&statement, numbers[i]);
	if (!rebound_statement_finish(&statement, error))
		return FALSE;
	if (count != NULL)
		*count = sqlite3_changes64(store->database);
	return TRUE;
}

gboolean rebound_store_vouch(struct rebound_store *store, GError **error)
{
	return rebound_database_run(store, "PRAGMA foreign_keys = OFF", error);
}

gboolean rebound_store_begin(struct rebound_store *store, GError **error)
{
	gboolean reads = store->mode == REBOUND_STORE_READ || store->mode == REBOUND_STORE_CHECK;
	gint64 version;

	/* A writer takes the lock at once: a lock that is asked for later can't be waited for. */
	if (!(reads ? run_again(store, "BEGIN", error)
		    : run_again(store, "BEGIN IMMEDIATE", error)))
		return FALSE;
	if (rebound_database_number(store, "PRAGMA data_version", &version, NULL))
		rebound_recent_begin(store->recent, version);
	else
		rebound_recent_drop(store->recent);
	return TRUE;
}

gboolean rebound_store_commit(struct rebound_store *store, GError **error)
{
	if (!rebound_chain_close(store, error) || !rebound_run_close_rows(store, error) ||
		!run_again(store, "COMMIT", error))
		return FALSE;
	store->run.fresh = FALSE;
	rebound_store_write_early(store);
	return rebound_log_follow(store, error);
}

static void forget_fresh_run(struct rebound_store *store)
{
	if (store->run.fresh) {
		store->run.number = 0;
		store->run.fresh = FALSE;
	}
}

void rebound_store_rollback(struct rebound_store *store)
{
	if (!sqlite3_get_autocommit(store->database))
		sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
	rebound_chain_drop(store);
	rebound_run_drop_rows(store);
	rebound_recent_drop(store->recent);
	forget_fresh_run(store);
}

gboolean rebound_scope_begin(
	struct rebound_scope *scope, struct rebound_store *store, GError **error)
{
	gboolean nested = !sqlite3_get_autocommit(store->database);

	*scope = (struct rebound_scope){0};
	if (!(nested ? run_again(store, "SAVEPOINT step", error)
		     : rebound_store_begin(store, error)))
		return FALSE;
	*scope = (struct rebound_scope){.store = store, .nested = nested};
	return TRUE;
}

gboolean rebound_scope_commit(struct rebound_scope *scope, GError **error)
{
	gboolean done = scope->nested ? run_again(scope->store, "RELEASE step", error)
				      : rebound_store_commit(scope->store, error);

	if (done)
		scope->store = NULL;
	return done;
}

void rebound_scope_end(struct rebound_scope *scope)
{
	if (scope->store == NULL)
		return;
	if (!scope->nested) {
		rebound_store_rollback(scope->store);
	} else {
		sqlite3_exec(
			scope->store->database, "ROLLBACK TO step; RELEASE step", NULL, NULL, NULL);
		rebound_chain_reread(scope->store);
		rebound_recent_drop(scope->store->recent);
		forget_fresh_run(scope->store);
	}
	scope->store = NULL;
}
