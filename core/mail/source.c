/* SPDX-License-Identifier: MIT */
#include "core/mail/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/base/shortage.h"
#include "core/mail/foreign_file.h"
#include "core/mail/source_kind.h"

void rebound_source_init(
	struct rebound_source *source, const struct rebound_source_kind *kind, const char *path)
{
	source->kind = kind;
	source->path = g_strdup(path);
}

void rebound_source_set_error(GError **error, const char *path, int code)
{
	g_set_error(error, REBOUND_ERROR,
		rebound_is_shortage(code) ? REBOUND_ERROR_BUSY : REBOUND_ERROR_IO, "%s: %s", path,
		g_strerror(code));
}

/* Takes the descriptor of a regular file. */
static struct rebound_source *open_file(
	const char *path, int descriptor, gint64 received, GError **error)
{
	const char *foreign = rebound_foreign_file_words(descriptor);
	struct stat status;
	struct rebound_source *source = NULL;

	if (foreign != NULL) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", path, foreign);
		close(descriptor);
		return NULL;
	}
	if (rebound_mbox_is(descriptor))
		source = rebound_mbox_new(path, descriptor);
	else
		source = rebound_single_new(path, descriptor, received);
	if (fstat(descriptor, &status) == 0)
		source->size = (guint64)status.st_size;
	return source;
}

static struct rebound_source *open_stream(const char *path, int from, GError **error)
{
	int descriptor = rebound_spool_open(path, from, error);

	return descriptor >= 0 ? open_file(path, descriptor, 0, error) : NULL;
}

static struct rebound_source *open_folder(const char *path, int descriptor, GError **error)
{
	if (rebound_maildir_is(descriptor))
		return rebound_maildir_new(path, descriptor, error);
	return rebound_directory_new(path, descriptor, error);
}

struct rebound_source *rebound_source_open(const char *path, GError **error)
{
	struct stat status;

	g_return_val_if_fail(path != NULL, NULL);

	if (strcmp(path, "-") == 0)
		return open_stream(path, STDIN_FILENO, error);
	int descriptor = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
	if (descriptor < 0 || fstat(descriptor, &status) != 0) {
		rebound_source_set_error(error, path, errno);
		if (descriptor >= 0)
			close(descriptor);
		return NULL;
	}
	if (S_ISDIR(status.st_mode))
		return open_folder(path, descriptor, error);
	if (S_ISREG(status.st_mode))
		return open_file(path, descriptor, (gint64)status.st_mtim.tv_sec, error);

	struct rebound_source *source = NULL;
	if (S_ISFIFO(status.st_mode))
		source = open_stream(path, descriptor, error);
	else
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: is no file, pipe or folder", path);
	close(descriptor);
	return source;
}

void rebound_source_free(struct rebound_source *source)
{
	if (source == NULL)
		return;
	source->kind->free(source);
	g_free(source->notice);
	g_free(source->path);
	g_free(source);
}

gboolean rebound_source_next(
	struct rebound_source *source, struct rebound_mail *mail, GError **error)
{
	g_return_val_if_fail(source != NULL && mail != NULL, FALSE);

	memset(mail, 0, sizeof(*mail));
	if (!source->kind->next(source, mail, error))
		return FALSE;
	mail->index = source->index++;
	return TRUE;
}

guint64 rebound_source_size(const struct rebound_source *source)
{
	return source->size;
}

guint rebound_source_skipped(const struct rebound_source *source)
{
	return source->skipped;
}

const char *rebound_source_path(const struct rebound_source *source)
{
	return source->path;
}

guint rebound_source_put_off(const struct rebound_source *source)
{
	return source->put_off;
}

const char *rebound_source_notice(const struct rebound_source *source)
{
	return source->notice;
}

gboolean rebound_source_is_maildir(const struct rebound_source *source)
{
	return source->kind->is_maildir;
}
