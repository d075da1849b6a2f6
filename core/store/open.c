/* SPDX-License-Identifier: MIT */
#include "core/store/store.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/store/database.h"
#include "core/store/log.h"
#include "core/store/recent.h"
#include "core/store/schema.h"

#define BUSY_MICROSECONDS  ((gint64)10 * G_USEC_PER_SEC)
#define PAUSE_MICROSECONDS 2000 /* between two tries: whoever writes pauses about as long */

/* A database up to this size is checked whole when it is opened: some tens of milliseconds. */
#define CHECK_BYTES ((gint64)32 * 1024 * 1024)

/* Of a database that is made. An event takes one to two kilobytes: of the usual 4096 bytes much of
 * a page would stay empty. */
#define PAGES "PRAGMA page_size = 8192"

/* Of 8 KB each: the indexes of a large mailbox stay at hand, and a small one touches little memory
 * for the first time, which costs more than to read a page again. */
#define CACHE_PAGES "1024"

static gboolean refuse_path(const char *path, const char *what, const char *help, GError **error)
{
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s: %s", path, what, help);
	return FALSE;
}

/* A file that is to be made: its folder must be there and take it. */
static gboolean look_at_folder(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);

	if (access(folder, W_OK | X_OK) == 0)
		return TRUE;
	return refuse_path(path, g_strerror(errno), "check the folder that it is to lie in", error);
}

/* What stands at the path before SQLite looks: a word that people understand for the common
 * mistakes. */
static gboolean look_at_path(const struct rebound_store *store, gint64 *size, GError **error)
{
	gboolean create = store->mode == REBOUND_STORE_WRITE || store->mode == REBOUND_STORE_MEMORY;
	gboolean writes = store->mode == REBOUND_STORE_WRITE || store->mode == REBOUND_STORE_CHANGE;
	const char *path = store->path;
	struct stat info;

	*size = 0;
	if (*path == '\0')
		return refuse_path(
			"the database", "has an empty name", "give a file with --db", error);
	if (stat(path, &info) != 0) {
		if (errno != ENOENT)
			return refuse_path(
				path, g_strerror(errno), "check the path of --db", error);
		if (!create)
			return refuse_path(path, g_strerror(ENOENT),
				"make it with 'rebound process', or give another file with --db",
				error);
		return store->mode == REBOUND_STORE_MEMORY || look_at_folder(path, error);
	}
	if (!S_ISREG(info.st_mode))
		return refuse_path(path, S_ISDIR(info.st_mode) ? "is a directory" : "is no file",
			"give a file with --db", error);
	if (access(path, writes ? R_OK | W_OK : R_OK) != 0)
		return refuse_path(path, g_strerror(errno), "check who owns it", error);
	*size = info.st_size;
	return TRUE;
}

static volatile sig_atomic_t waiting_ended;

void rebound_store_stop_waiting(void)
{
	waiting_ended = 1;
}

/* SQLite's own way sleeps longer and longer, and meets the moment between two transactions of a
 * busy writer by chance only. */
static int wait_for_others(void *data, int tries)
{
	gint64 *since = data, now = g_get_monotonic_time();

	if (tries == 0)
		*since = now;
	if (waiting_ended || now - *since >= BUSY_MICROSECONDS)
		return 0;
	g_usleep(PAUSE_MICROSECONDS);
	return 1;
}

static gboolean open_file(struct rebound_store *store, const char *name, int flags, GError **error)
{
	int result = sqlite3_open_v2(name, &store->database, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (store->database == NULL) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: no memory", store->path);
		return FALSE;
	}
	if (result != SQLITE_OK)
		return rebound_database_fail(store, error);
	rebound_recent_watch(store->recent, store->database);
	sqlite3_busy_handler(store->database, wait_for_others, &store->waiting_since);
	sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return TRUE;
}

/* The first look into the file; what is wrong with it shows here. Who deletes what must not be
 * found any more asks for that (forget.c, prune.c): to overwrite whatever moves is dear. */
static gboolean set_up(struct rebound_store *store, GError **error)
{
	return rebound_database_run(store,
		"PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA cell_size_check "
		"= ON;"
		"PRAGMA cache_size = " CACHE_PAGES "; PRAGMA temp_store = MEMORY;"
		"PRAGMA secure_delete = OFF;"
		"SELECT count(*) FROM sqlite_schema",
		error);
}

static void drop_connection(struct rebound_store *store)
{
	g_hash_table_remove_all(store->statements);
	sqlite3_close(store->database);
	store->database = NULL;
}

/* As it lies there, without a lock and a side file. */
static gboolean open_unlocked(struct rebound_store *store, GError **error)
{
	g_autofree char *escaped = g_uri_escape_string(store->path, "/", FALSE);
	g_autofree char *uri = g_strconcat("file:", escaped, "?immutable=1", NULL);

	return open_file(store, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error) &&
	       set_up(store, error);
}

/*
 * Open for reading, and leave no trace: a log that a dead process left is read, and not written
 * back. Where somebody else owns the file, side files of ours would lock its owner out; where there
 * is no log, nobody writes just now, and it can be read as it lies there.
 */
static gboolean open_to_read(struct rebound_store *store, GError **error)
{
	gboolean logged = rebound_log_is_there(store->path);
	g_autoptr(GError) problem = NULL;

	if (!logged && access(store->path, W_OK) != 0)
		return open_unlocked(store, error);
	if (!open_file(store, store->path, SQLITE_OPEN_READWRITE, error))
		return FALSE;
	if (logged)
		sqlite3_db_config(store->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (set_up(store, &problem))
		return TRUE;
	int code = sqlite3_errcode(store->database);
	if (logged || (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return FALSE;
	}
	drop_connection(store);
	return open_unlocked(store, error);
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

static gboolean open_to_write(struct rebound_store *store, gint64 size, GError **error)
{
	gboolean create = store->mode == REBOUND_STORE_WRITE;

	if (!open_file(store, store->path,
		    SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0), error) ||
		!set_up(store, error))
		return FALSE;
	if (sqlite3_db_readonly(store->database, "main") == 1)
		return refuse_path(store->path, "can't be written",
			"check who owns the file and its folder", error);
	if (size == 0 && !rebound_database_run(store, PAGES, error))
		return FALSE;
	if (!check_whole(store, size, error) || !rebound_schema_prepare(store, create, error))
		return FALSE;
	store->unlogged = size == 0;
	return store->unlogged || rebound_log_use(store, error);
}

/* A private copy: a temporary database of SQLite's own, in memory as long as it is small. */
static gboolean copy_to_memory(struct rebound_store *store, GError **error)
{
	sqlite3 *source = g_steal_pointer(&store->database);

	g_hash_table_remove_all(store->statements);
	gboolean good = open_file(store, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
	if (good && source != NULL) {
		sqlite3_backup *backup =
			sqlite3_backup_init(store->database, "main", source, "main");

		good = backup != NULL && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
		sqlite3_backup_finish(backup);
		if (!good)
			rebound_database_fail(store, error);
	}
	sqlite3_close(source);
	return good && set_up(store, error) &&
	       rebound_database_run(
		       store, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", error) &&
	       rebound_schema_prepare(store, TRUE, error);
}

/* One of an earlier version is brought up to date once by whoever may write it. */
static gboolean update_file(const struct rebound_store *store, GError **error)
{
	if (access(store->path, W_OK) != 0)
		return refuse_path(store->path, "was made by an earlier version of rebound",
			"have its owner run 'rebound check-db', which brings it up to date", error);
	g_autoptr(rebound_store) writer =
		rebound_store_open(store->path, REBOUND_STORE_CHANGE, error);
	return writer != NULL;
}

static gboolean open_for_reading(struct rebound_store *store, gint64 size, GError **error)
{
	gint64 version;

	if (!open_to_read(store, error) ||
		(store->mode != REBOUND_STORE_CHECK && !check_whole(store, size, error)) ||
		!rebound_schema_look(store, &version, error))
		return FALSE;
	if (version != 0 && version != REBOUND_SCHEMA_VERSION) {
		drop_connection(store);
		if (!update_file(store, error) || !open_to_read(store, error))
			return FALSE;
	}
	return rebound_schema_prepare(store, FALSE, error) &&
	       rebound_database_run(store, "PRAGMA query_only = ON", error);
}

static gboolean open_copy(struct rebound_store *store, gint64 size, GError **error)
{
	gint64 version;

	if (size > 0 && (!open_to_read(store, error) || !check_whole(store, size, error) ||
				!rebound_schema_look(store, &version, error)))
		return FALSE;
	return copy_to_memory(store, error);
}

static gboolean open_store(struct rebound_store *store, GError **error)
{
	gint64 size;

	if (!look_at_path(store, &size, error))
		return FALSE;
	switch (store->mode) {
	case REBOUND_STORE_READ:
	case REBOUND_STORE_CHECK:
		return open_for_reading(store, size, error);
	case REBOUND_STORE_MEMORY:
		return open_copy(store, size, error);
	default:
		return open_to_write(store, size, error);
	}
}

static void finalize_statement(gpointer statement)
{
	sqlite3_finalize(statement);
}

struct rebound_store *rebound_store_open(
	const char *path, enum rebound_store_mode mode, GError **error)
{
	struct rebound_store *store = g_new0(struct rebound_store, 1);
	static gsize once;

	/* Nobody asks SQLite how much memory it has, and counting takes a lock for each block. */
	if (g_once_init_enter(&once)) {
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
		g_once_init_leave(&once, 1);
	}
	store->path = g_strdup(path);
	store->mode = mode;
	store->recent = rebound_recent_new();
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
	rebound_write_behind_close(store);
	g_free(store->run.command);
	rebound_recent_free(store->recent);
	g_free(store->path);
	g_free(store);
}
