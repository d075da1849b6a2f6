/* SPDX-License-Identifier: MIT */
#include "core/store/log.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "core/store/database.h"

/* Between two tries, and how many: SQLite refuses at once while somebody else is at the file. */
#define PAUSE_MICROSECONDS 20000
#define TRIES		   500

static gboolean has_file(const char *path, const char *suffix)
{
	g_autofree char *name = g_strconcat(path, suffix, NULL);
	struct stat info;

	return stat(name, &info) == 0 && info.st_size > 0;
}

gboolean rebound_log_is_there(const char *path)
{
	g_autofree char *real = realpath(path, NULL); /* beside the file that a link leads to */
	const char *file = real != NULL ? real : path;

	return has_file(file, "-wal") || has_file(file, "-journal");
}

static gboolean change(struct rebound_store *store)
{
	return sqlite3_exec(store->database, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) ==
	       SQLITE_OK;
}

/* Without a log a commit must wait for the disk, since it is written over what was there. */
static gboolean set_up(struct rebound_store *store, GError **error)
{
	store->unlogged = FALSE;
	return rebound_database_run(store,
		       store->behind.on ? "PRAGMA synchronous = NORMAL"
					: "PRAGMA synchronous = FULL",
		       error) &&
	       rebound_database_run(store, "PRAGMA wal_autocheckpoint = 16000", error);
}

gboolean rebound_log_use(struct rebound_store *store, GError **error)
{
	for (int tries = 0; !change(store); tries++) {
		if (sqlite3_errcode(store->database) != SQLITE_BUSY || tries == TRIES)
			return rebound_database_fail(store, error);
		g_usleep(PAUSE_MICROSECONDS);
	}
	return set_up(store, error);
}

gboolean rebound_log_follow(struct rebound_store *store, GError **error)
{
	/* Where somebody reads just now, it is tried again after the next transaction. */
	return !store->unlogged || !change(store) || set_up(store, error);
}
