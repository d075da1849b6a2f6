/* SPDX-License-Identifier: MIT */
#include "core/mail/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES (64 * 1024)

int rebound_file_open(int folder, const char *name)
{
	struct stat status;
	int descriptor =
		openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

	if (descriptor < 0)
		return -1;
	if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
		return descriptor;
	close(descriptor);
	errno = EINVAL;
	return -1;
}

int rebound_file_open_folder(int folder, const char *path)
{
	/* One step after another, so that no link is followed on the way. */
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	int at = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	for (char **step = steps; at >= 0 && *step != NULL; step++) {
		int next = openat(at, *step, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		int code = errno;
		close(at);
		errno = code;
		at = next;
	}
	return at;
}

gboolean rebound_file_read(int descriptor, GByteArray *bytes, gsize limit)
{
	struct stat status;
	gsize room = CHUNK_BYTES;

	if (fstat(descriptor, &status) == 0 && status.st_size > 0)
		room = MIN((gsize)status.st_size + 1, limit);
	while (limit > 0) {
		guint before = bytes->len;
		gsize wanted = MIN(room, limit);
		g_byte_array_set_size(bytes, before + (guint)wanted);
		ssize_t done = read(descriptor, bytes->data + before, wanted);
		g_byte_array_set_size(bytes, before + (guint)MAX(done, 0));
		if (done == 0)
			return TRUE;
		if (done < 0 && errno != EINTR)
			return FALSE;
		limit -= (gsize)MAX(done, 0);
		room = CHUNK_BYTES;
	}
	return TRUE;
}

void rebound_names_init(struct rebound_names *names)
{
	names->bytes = g_byte_array_new();
	names->offsets = g_array_new(FALSE, FALSE, sizeof(gsize));
}

void rebound_names_clear(struct rebound_names *names)
{
	g_byte_array_unref(names->bytes);
	g_array_unref(names->offsets);
}

void rebound_names_add(struct rebound_names *names, const char *folder, const char *name)
{
	gsize offset = names->bytes->len;

	g_array_append_val(names->offsets, offset);
	if (*folder != '\0') {
		g_byte_array_append(names->bytes, (const guint8 *)folder, (guint)strlen(folder));
		g_byte_array_append(names->bytes, (const guint8 *)"/", 1);
	}
	g_byte_array_append(names->bytes, (const guint8 *)name, (guint)strlen(name) + 1);
}

const char *rebound_names_get(const struct rebound_names *names, gsize index)
{
	return (const char *)names->bytes->data + g_array_index(names->offsets, gsize, index);
}

static int compare_names(gconstpointer a, gconstpointer b, gpointer bytes)
{
	return strcmp(
		(const char *)bytes + *(const gsize *)a, (const char *)bytes + *(const gsize *)b);
}

static int compare_bases(gconstpointer a, gconstpointer b, gpointer bytes)
{
	const char *first = (const char *)bytes + *(const gsize *)a;
	const char *second = (const char *)bytes + *(const gsize *)b;
	const char *first_base = strrchr(first, '/');
	const char *second_base = strrchr(second, '/');
	int order = strcmp(first_base != NULL ? first_base + 1 : first,
		second_base != NULL ? second_base + 1 : second);

	return order != 0 ? order : strcmp(first, second);
}

void rebound_names_sort(struct rebound_names *names, gboolean by_base)
{
	g_array_sort_with_data(
		names->offsets, by_base ? compare_bases : compare_names, names->bytes->data);
}

static unsigned char find_type(int folder, const struct dirent *entry)
{
	struct stat status;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return DT_UNKNOWN;
	return S_ISREG(status.st_mode) ? DT_REG : S_ISDIR(status.st_mode) ? DT_DIR : DT_UNKNOWN;
}

gboolean rebound_file_list(int folder, rebound_file_entry entry, gpointer data)
{
	DIR *stream = fdopendir(folder);

	if (stream == NULL) {
		close(folder);
		return FALSE;
	}
	errno = 0;
	for (struct dirent *next = readdir(stream); next != NULL; next = readdir(stream)) {
		if (next->d_name[0] != '.')
			entry(data, dirfd(stream), next->d_name, find_type(dirfd(stream), next));
		errno = 0;
	}
	int code = errno;
	closedir(stream);
	errno = code;
	return code == 0;
}
