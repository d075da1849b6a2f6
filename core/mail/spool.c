/* SPDX-License-Identifier: MIT */
#include "core/mail/source_kind.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <rebound/error.h>

#define CHUNK_BYTES (64 * 1024)

/* A file in $TMPDIR that has no name. */
static int open_unlinked(GError **error)
{
	const char *folder = g_get_tmp_dir();
	int descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (descriptor >= 0)
		return descriptor;
	g_autofree char *path = g_build_filename(folder, "rebound-XXXXXX", NULL);
	descriptor = g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600);
	if (descriptor < 0)
		rebound_source_set_error(error, folder, errno);
	else
		unlink(path);
	return descriptor;
}

static gboolean write_all(int descriptor, const char *bytes, gsize len)
{
	while (len > 0) {
		ssize_t done = write(descriptor, bytes, len);
		if (done < 0 && errno != EINTR)
			return FALSE;
		bytes += MAX(done, 0);
		len -= (gsize)MAX(done, 0);
	}
	return TRUE;
}

int rebound_spool_open(const char *path, int from, GError **error)
{
	g_autofree char *chunk = g_malloc(CHUNK_BYTES);
	int descriptor = open_unlinked(error);
	ssize_t len = 0;

	while (descriptor >= 0) {
		len = read(from, chunk, CHUNK_BYTES);
		if (len < 0 && errno == EINTR)
			continue;
		if (len < 0)
			rebound_source_set_error(error, path, errno);
		else if (len > 0 && write_all(descriptor, chunk, (gsize)len))
			continue;
		else if (len > 0)
			rebound_source_set_error(error, g_get_tmp_dir(), errno);
		else if (lseek(descriptor, 0, SEEK_SET) == 0)
			return descriptor;
		close(descriptor);
		return -1;
	}
	return -1;
}
