/* SPDX-License-Identifier: MIT */
#include "core/cli/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>

#define FILE_MODE 0666

struct rebound_new_file {
	char *path, *beside;
	FILE *stream;
};

static gboolean fail(const char *path, GError **error)
{
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", path, g_strerror(errno));
	return FALSE;
}

static gboolean fail_taken(const char *path, GError **error)
{
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_OUTPUT,
		"%s: is there already, and is not written over: give another name", path);
	return FALSE;
}

struct rebound_new_file *rebound_new_file_open(const char *path, GError **error)
{
	g_autoptr(rebound_new_file) file = g_new0(struct rebound_new_file, 1);
	mode_t mask = umask(0);
	struct stat info;

	umask(mask);
	if (lstat(path, &info) == 0) {
		fail_taken(path, error);
		return NULL;
	}
	file->path = g_strdup(path);
	file->beside = g_strdup_printf("%s.XXXXXX", path);
	int descriptor = g_mkstemp(file->beside);
	if (descriptor < 0) {
		g_clear_pointer(&file->beside, g_free);
		fail(path, error);
		return NULL;
	}
	if (fchmod(descriptor, FILE_MODE & ~mask) < 0 ||
		(file->stream = fdopen(descriptor, "w")) == NULL) {
		fail(path, error);
		close(descriptor);
		return NULL;
	}
	return g_steal_pointer(&file);
}

FILE *rebound_new_file_stream(struct rebound_new_file *file)
{
	return file->stream;
}

/* A file that came there in the meantime stays, also where the file system can't promise that. */
static gboolean put_in_place(const struct rebound_new_file *file)
{
	if (renameat2(AT_FDCWD, file->beside, AT_FDCWD, file->path, RENAME_NOREPLACE) == 0)
		return TRUE;
	if (errno != EINVAL && errno != ENOSYS)
		return FALSE;
	return link(file->beside, file->path) == 0 && g_unlink(file->beside) == 0;
}

gboolean rebound_new_file_finish(struct rebound_new_file *file, GError **error)
{
	gboolean good = fflush(file->stream) == 0 && !ferror(file->stream) &&
			fsync(fileno(file->stream)) == 0;

	good = fclose(file->stream) == 0 && good;
	file->stream = NULL;
	if (!good)
		return fail(file->path, error);
	if (!put_in_place(file))
		return errno == EEXIST ? fail_taken(file->path, error) : fail(file->path, error);
	g_clear_pointer(&file->beside, g_free);
	return TRUE;
}

void rebound_new_file_free(struct rebound_new_file *file)
{
	if (file == NULL)
		return;
	if (file->stream != NULL)
		fclose(file->stream);
	if (file->beside != NULL)
		g_unlink(file->beside);
	g_free(file->beside);
	g_free(file->path);
	g_free(file);
}
