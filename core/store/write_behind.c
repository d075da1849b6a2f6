/* SPDX-License-Identifier: MIT */
#include "core/store/write_behind.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/store/database.h"

static gboolean open_log(struct rebound_store *store)
{
	if (store->behind.is_open)
		return TRUE;
	/* SQLite's own name for it: it stands beside the file that a link leads to. */
	const char *name = sqlite3_filename_wal(sqlite3_db_filename(store->database, "main"));
	store->behind.log = open(name, O_RDWR | O_CLOEXEC);
	store->behind.is_open = store->behind.log >= 0;
	return store->behind.is_open;
}

gboolean rebound_store_write_behind(struct rebound_store *store, GError **error)
{
	store->behind.on = TRUE;
	/* SQLite syncs the log before it copies from it, and no more. */
	return store->unlogged || rebound_database_run(store, "PRAGMA synchronous = NORMAL", error);
}

/* The descriptor that SQLite has of the database, -1 where it isn't found. One of our own would not
 * do: to close it would drop SQLite's locks, which belong to the process. */
static int find_descriptor(const struct rebound_store *store)
{
	g_autoptr(GDir) folder = g_dir_open("/proc/self/fd", 0, NULL);
	struct stat file, info;
	const char *name;

	if (folder == NULL || stat(store->path, &file) != 0)
		return -1;
	while ((name = g_dir_read_name(folder)) != NULL) {
		int descriptor = (int)g_ascii_strtoll(name, NULL, 10);

		if (fstat(descriptor, &info) == 0 && info.st_ino == file.st_ino &&
			info.st_dev == file.st_dev)
			return descriptor;
	}
	return -1;
}

void rebound_store_write_early(struct rebound_store *store)
{
	int descriptor = -1;

	if (!store->behind.on)
		return;
	if (store->unlogged)
		descriptor = find_descriptor(store);
	else if (open_log(store))
		descriptor = store->behind.log;
	/* Where this fails, all of it is left to rebound_store_settle(), which says so. */
	if (descriptor >= 0)
		sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
}

gboolean rebound_store_settle(struct rebound_store *store, GError **error)
{
	if (!store->behind.on || store->unlogged)
		return TRUE;
	gboolean done = open_log(store);
	/* Without a log nothing was written yet. */
	if (!done && errno == ENOENT)
		return TRUE;
	while (done && fdatasync(store->behind.log) != 0)
		done = errno == EINTR;
	if (!done)
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_BUSY,
			"%s: %s: check the disk and try again, nothing was lost", store->path,
			g_strerror(errno));
	return done;
}

void rebound_write_behind_close(struct rebound_store *store)
{
	if (store->behind.is_open)
		close(store->behind.log);
}
