/* SPDX-License-Identifier: MIT */
#include "core/store/database.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <rebound/error.h>
#include "core/store/schema.h"

#define BUSY_MILLISECONDS 10000

/* A database up to this size is checked whole when it is opened: some tens of milliseconds. */
#define CHECK_BYTES (32 * 1024 * 1024)

static const char *describe_io(struct rebound_store *store)
{
	int number = sqlite3_system_errno(store->database);

	return number != 0 ? g_strerror(number) : sqlite3_errmsg(store->database);
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
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
			"%s: is in use by another program" REBOUND_STORE_TRY_AGAIN, path);
		break;
	case SQLITE_FULL:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: no room on the disk" REBOUND_STORE_TRY_AGAIN, path);
		break;
	case SQLITE_READONLY:
	case SQLITE_PERM:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: can't be written: check who owns the file and its folder", path);
		break;
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: %s: check the file, its folder and the disk", path,
			describe_io(store));
		break;
	default:
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE, "%s: %s", path,
			sqlite3_errmsg(store->database));
	}
	return FALSE;
}

gboolean rebound_store_error_is_passing(const GError *error)
{
	return error != NULL && error->domain == REBOUND_ERROR &&
	       g_str_has_suffix(error->message, REBOUND_STORE_TRY_AGAIN);
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

void rebound_statement_text(struct rebound_statement *statement, const char *text)
{
	/* A value that SQLite refuses (too long) stays NULL; the columns that matter are NOT NULL.
	 */
	sqlite3_bind_text(statement->handle, ++statement->bound, text, -1, SQLITE_STATIC);
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

gboolean rebound_store_begin(struct rebound_store *store, GError **error)
{
	/* A writer takes the lock at once: a lock that is asked for later can't be waited for. */
	if (store->mode == REBOUND_STORE_READ)
		return run_again(store, "BEGIN", error);
	return run_again(store, "BEGIN IMMEDIATE", error);
}

gboolean rebound_store_commit(struct rebound_store *store, GError **error)
{
	if (!run_again(store, "COMMIT", error))
		return FALSE;
	store->run.fresh = FALSE;
	return TRUE;
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
		forget_fresh_run(scope->store);
	}
	scope->store = NULL;
}

/* What stands at the path before SQLite looks: a word that people understand for the common
 * mistakes. */
static gboolean look_at_path(const char *path, gboolean create, gint64 *size, GError **error)
{
	struct stat info;

	*size = 0;
	if (*path == '\0') {
		g_set_error_literal(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"the database has an empty name: give a file with --db");
		return FALSE;
	}
	if (stat(path, &info) != 0) {
		if (errno == ENOENT && create)
			return TRUE;
		int code = errno;
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s: %s", path,
			g_strerror(code),
			code == ENOENT
				? "make it with 'rebound process', or give another file with --db"
				: "check the path of --db");
		return FALSE;
	}
	if (!S_ISREG(info.st_mode)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: is %s: give a file with --db", path,
			S_ISDIR(info.st_mode) ? "a directory" : "no file");
		return FALSE;
	}
	*size = info.st_size;
	return TRUE;
}

static gboolean has_log(const char *path)
{
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	struct stat info;

	return stat(log, &info) == 0 && info.st_size > 0;
}

static gboolean open_file(
	struct rebound_store *store, sqlite3 **database, int flags, GError **error)
{
	if (sqlite3_open_v2(store->path, database, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK) {
		if (*database == NULL) {
			g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: no memory",
				store->path);
			return FALSE;
		}
		store->database = *database;
		return rebound_database_fail(store, error);
	}
	store->database = *database;
	sqlite3_extended_result_codes(*database, 0);
	sqlite3_busy_timeout(*database, BUSY_MILLISECONDS);
	sqlite3_db_config(*database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(*database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return rebound_database_run(store,
		"PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cell_size_check "
		"= ON;"
		"PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY",
		error);
}

static gboolean reads(struct rebound_store *store)
{
	return sqlite3_exec(store->database, "SELECT count(*) FROM sqlite_schema", NULL, NULL,
		       NULL) == SQLITE_OK;
}

static void drop_connection(struct rebound_store *store)
{
	g_hash_table_remove_all(store->statements);
	sqlite3_close(store->database);
	store->database = NULL;
}

/*
 * Open for reading, and leave no trace: a log that a dead process left is read, and not written
 * back. In a folder where SQLite can't make its side files, the file is read as it is.
 */
static gboolean open_to_read(struct rebound_store *store, GError **error)
{
	sqlite3 *database = NULL;
	gboolean logged = has_log(store->path);

	if (!open_file(store, &database, SQLITE_OPEN_READWRITE, error))
		return FALSE;
	if (logged)
		sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (!reads(store) && !logged &&
		(sqlite3_errcode(database) == SQLITE_CANTOPEN ||
			sqlite3_errcode(database) == SQLITE_READONLY)) {
		g_autofree char *escaped = g_uri_escape_string(store->path, "/", FALSE);
		g_autofree char *uri = g_strconcat("file:", escaped, "?immutable=1", NULL);

		drop_connection(store);
		g_autofree char *path = g_steal_pointer(&store->path);
		store->path = g_steal_pointer(&uri);
		gboolean opened =
			open_file(store, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
		g_free(store->path);
		store->path = g_steal_pointer(&path);
		if (!opened)
			return FALSE;
	}
	return rebound_database_run(store, "PRAGMA query_only = ON", error);
}

static gboolean check_whole(struct rebound_store *store, gint64 size, GError **error)
{
	g_auto(rebound_statement) statement = {0};
	gboolean row;

	if (size > CHECK_BYTES)
		return TRUE;
	if (!rebound_statement_open(&statement, store, "PRAGMA quick_check(1)", error) ||
		!rebound_statement_step(&statement, &row, error))
		return FALSE;
	const char *result = row ? rebound_statement_get_text(&statement) : NULL;
	if (g_strcmp0(result, "ok") == 0)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
		"%s: is damaged: restore it from a backup, or move it away and process the mails "
		"again",
		store->path);
	return FALSE;
}

/* Changing to WAL is refused at once while another process does the same. */
static gboolean use_log(struct rebound_store *store, GError **error)
{
	for (int tries = 0;; tries++) {
		if (sqlite3_exec(store->database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) ==
			SQLITE_OK)
			break;
		if (sqlite3_errcode(store->database) != SQLITE_BUSY || tries == 100)
			return rebound_database_fail(store, error);
		g_usleep(20000);
	}
	return rebound_database_run(
		store, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000", error);
}

static gboolean open_to_write(
	struct rebound_store *store, gboolean create, gint64 size, GError **error)
{
	sqlite3 *database = NULL;

	if (!open_file(store, &database, SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0),
		    error))
		return FALSE;
	if (!reads(store))
		return rebound_database_fail(store, error);
	if (sqlite3_db_readonly(database, "main") == 1) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: can't be written: check who owns the file and its folder",
			store->path);
		return FALSE;
	}
	return check_whole(store, size, error) && rebound_schema_prepare(store, create, error) &&
	       use_log(store, error);
}

/* A private copy: a temporary database of SQLite's own, in memory as long as it is small. */
static gboolean copy_to_memory(struct rebound_store *store, GError **error)
{
	sqlite3 *source = store->database, *copy = NULL;
	g_autofree char *path = g_steal_pointer(&store->path);

	g_hash_table_remove_all(store->statements);
	store->path = g_strdup("");
	gboolean opened =
		open_file(store, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
	g_free(store->path);
	store->path = g_steal_pointer(&path);
	if (opened && source != NULL) {
		sqlite3_backup *backup = sqlite3_backup_init(copy, "main", source, "main");

		opened = backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
		sqlite3_backup_finish(backup);
		if (!opened)
			rebound_database_fail(store, error);
	}
	sqlite3_close(source);
	return opened &&
	       rebound_database_run(
		       store, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", error) &&
	       rebound_schema_prepare(store, TRUE, error);
}

static gboolean open_store(struct rebound_store *store, GError **error)
{
	gboolean read = store->mode == REBOUND_STORE_READ,
		 copy = store->mode == REBOUND_STORE_MEMORY;
	gboolean create = copy || store->mode == REBOUND_STORE_WRITE;
	gint64 size;

	if (!look_at_path(store->path, create, &size, error))
		return FALSE;
	if (!read && !copy)
		return open_to_write(store, create, size, error);
	if (copy && size == 0)
		return copy_to_memory(store, error);
	if (!open_to_read(store, error) || !check_whole(store, size, error) ||
		!rebound_schema_prepare(store, FALSE, error))
		return FALSE;
	return read || copy_to_memory(store, error);
}

static void finalize_statement(gpointer statement)
{
	sqlite3_finalize(statement);
}

struct rebound_store *rebound_store_open(
	const char *path, enum rebound_store_mode mode, GError **error)
{
	struct rebound_store *store = g_new0(struct rebound_store, 1);

	store->path = g_strdup(path);
	store->mode = mode;
	store->statements =
		g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, finalize_statement);
	if (!open_store(store, error))
		g_clear_pointer(&store, rebound_store_free);
	return store;
}

void rebound_store_free(struct rebound_store *store)
{
	if (store == NULL)
		return;
	g_hash_table_unref(store->statements);
	sqlite3_close(store->database);
	g_free(store->run.command);
	g_free(store->path);
	g_free(store);
}
