/* SPDX-License-Identifier: MIT */
#include "core/store/upkeep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include <rebound/error.h>
#include "core/store/database.h"

static gboolean fail(const char *target, const char *what, GError **error)
{
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_OUTPUT, "%s: %s", target, what);
	return FALSE;
}

/* An empty file beside the target that nobody else may read who may not read the database. */
static gboolean make_beside(
	const struct rebound_store *store, const char *target, char **made, GError **error)
{
	g_autofree char *name = g_strconcat(target, ".XXXXXX", NULL);
	struct stat info;
	int descriptor = g_mkstemp_full(name, O_RDWR | O_CLOEXEC, 0600);

	if (descriptor < 0)
		return fail(target, g_strerror(errno), error);
	if (stat(store->path, &info) == 0)
		fchmod(descriptor, info.st_mode & 0666);
	close(descriptor);
	*made = g_steal_pointer(&name);
	return TRUE;
}

static gboolean describe(sqlite3 *copy, const char *target, GError **error)
{
	int number = sqlite3_system_errno(copy);

	return fail(target, number != 0 ? g_strerror(number) : sqlite3_errmsg(copy), error);
}

/* In one step: other processes write to the log meanwhile, and what is read is as it was. */
static gboolean copy_pages(
	struct rebound_store *store, sqlite3 *copy, const char *target, GError **error)
{
	sqlite3_backup *backup = sqlite3_backup_init(copy, "main", store->database, "main");

	if (backup == NULL)
		return describe(copy, target, error);
	int result = sqlite3_backup_step(backup, -1);
	sqlite3_backup_finish(backup);
	if (result == SQLITE_DONE)
		return TRUE;
	if (result == SQLITE_BUSY || result == SQLITE_LOCKED || result == SQLITE_CORRUPT)
		return rebound_database_fail(store, error);
	return describe(copy, target, error);
}

static gboolean check_copy(sqlite3 *copy, const char *target, GError **error)
{
	sqlite3_stmt *statement = NULL;
	gboolean good = sqlite3_prepare_v2(copy, "PRAGMA integrity_check(1)", -1, &statement,
				NULL) == SQLITE_OK &&
			sqlite3_step(statement) == SQLITE_ROW &&
			g_strcmp0((const char *)sqlite3_column_text(statement, 0), "ok") == 0;

	sqlite3_finalize(statement);
	return good ||
	       fail(target, "the copy is damaged, since the database is: see 'rebound check-db'",
		       error);
}

static gboolean write_copy(
	struct rebound_store *store, const char *made, const char *target, GError **error)
{
	sqlite3 *copy = NULL;
	gboolean good = sqlite3_open_v2(made, &copy, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;

	if (!good)
		describe(copy, target, error);
	good = good && copy_pages(store, copy, target, error) &&
	       /* One file, without a log beside it. */
	       sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK &&
	       check_copy(copy, target, error);
	if (good == FALSE && error != NULL && *error == NULL)
		describe(copy, target, error);
	sqlite3_close(copy);
	return good;
}

static gboolean sync_path(const char *path, int flags)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | flags);
	gboolean good = descriptor >= 0 && fsync(descriptor) == 0;

	if (descriptor >= 0)
		close(descriptor);
	return good;
}

/* Put it there, unless something is there. */
static gboolean put_in_place(const char *made, const char *target, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(target);

	if (!sync_path(made, 0))
		return fail(target, g_strerror(errno), error);
	if (renameat2(AT_FDCWD, made, AT_FDCWD, target, RENAME_NOREPLACE) != 0) {
		if (errno != EINVAL && errno != ENOSYS)
			return fail(target,
				errno == EEXIST ? "is there already: give another name"
						: g_strerror(errno),
				error);
		/* A file system without that: a second name is refused where there is one. */
		if (link(made, target) != 0)
			return fail(target,
				errno == EEXIST ? "is there already: give another name"
						: g_strerror(errno),
				error);
		unlink(made);
	}
	return sync_path(folder, O_DIRECTORY) || fail(target, g_strerror(errno), error);
}

gboolean rebound_store_backup(
	struct rebound_store *store, const char *target, gint64 *size, GError **error)
{
	g_autofree char *made = NULL;
	struct stat info;

	if (lstat(target, &info) == 0)
		return fail(target, "is there already: give another name", error);
	if (!make_beside(store, target, &made, error))
		return FALSE;
	if (!write_copy(store, made, target, error) || !put_in_place(made, target, error)) {
		g_unlink(made);
		return FALSE;
	}
	*size = stat(target, &info) == 0 ? info.st_size : 0;
	return TRUE;
}
