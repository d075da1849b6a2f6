/* SPDX-License-Identifier: MIT */
#include "core/store/write_behind.h"

#include <errno.h>
#include <fcntl.h>
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

void rebound_write_behind_start(struct rebound_store *store)
{
	/* Where this fails, all of it is left to rebound_store_settle(), which says so. */
	if (store->behind.on && !store->unlogged && open_log(store))
		sync_file_range(store->behind.log, 0, 0, SYNC_FILE_RANGE_WRITE);
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
