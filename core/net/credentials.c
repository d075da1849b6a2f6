/* SPDX-License-Identifier: MIT */
#include "core/net/credentials.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>

enum { FILE_BYTES = 16 * 1024 };

struct rebound_credentials {
	char *bytes; /* of the file; names and values lie in it */
	gsize len;
	GHashTable *values;
};

static gboolean fail(GError **error, const char *path, const char *why)
{
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", path, why);
	return FALSE;
}

/* The file that is open is looked at, so that it can't be another one by then. */
static gboolean check_file(int descriptor, const char *path, GError **error)
{
	struct stat info;

	if (fstat(descriptor, &info) != 0)
		return fail(error, path, g_strerror(errno));
	if (!S_ISREG(info.st_mode))
		return fail(error, path, "is no file");
	if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		return fail(error, path, "others can read it: chmod 600 it");
	if (info.st_uid != geteuid() && info.st_uid != 0)
		return fail(error, path, "belongs to somebody else");
	if (info.st_size > FILE_BYTES)
		return fail(error, path, "is larger than any file of credentials");
	return TRUE;
}

static gboolean read_file(struct rebound_credentials *credentials, const char *path, GError **error)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	ssize_t count = 0;

	if (descriptor < 0)
		return fail(error, path, g_strerror(errno));
	gboolean good = check_file(descriptor, path, error);
	while (good && credentials->len < FILE_BYTES &&
		(count = read(descriptor, credentials->bytes + credentials->len,
			 FILE_BYTES - credentials->len)) > 0)
		credentials->len += (gsize)count;
	if (good && count < 0)
		good = fail(error, path, g_strerror(errno));
	close(descriptor);
	if (good && strlen(credentials->bytes) != credentials->len)
		good = fail(error, path, "is no text");
	return good;
}

static gboolean has_control(const char *text)
{
	for (; *text != '\0'; text++)
		if (g_ascii_iscntrl(*text))
			return TRUE;
	return FALSE;
}

/* What is wrong with a line, or NULL. */
static const char *read_line(
	struct rebound_credentials *credentials, char *line, const char *const *names)
{
	g_strstrip(line);
	if (*line == '\0' || *line == '#')
		return NULL;
	char *equals = strchr(line, '=');
	if (equals == NULL)
		return "is no line NAME = VALUE";
	*equals = '\0';
	char *name = g_strstrip(line), *value = g_strstrip(equals + 1);
	if (!g_strv_contains(names, name))
		return "has a name that is not known here";
	if (*value == '\0' || has_control(value))
		return "has no value, or one with controls in it";
	return g_hash_table_insert(credentials->values, name, value)
		       ? NULL
		       : "has a name that stood before";
}

static gboolean read_lines(struct rebound_credentials *credentials, const char *path,
	const char *const *names, GError **error)
{
	char *line = credentials->bytes, *next = NULL;

	for (guint number = 1; line != NULL; number++, line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		const char *problem = read_line(credentials, line, names);
		if (problem == NULL)
			continue;
		g_autofree char *known = g_strjoinv(", ", (char **)names);
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
			"%s:%u: %s; the names are %s", path, number, problem, known);
		return FALSE;
	}
	return TRUE;
}

struct rebound_credentials *rebound_credentials_load(
	const char *path, const char *const *names, GError **error)
{
	g_autoptr(rebound_credentials) credentials = g_new0(struct rebound_credentials, 1);

	credentials->bytes = g_malloc0(FILE_BYTES + 1);
	credentials->values = g_hash_table_new(g_str_hash, g_str_equal);
	if (!read_file(credentials, path, error) || !read_lines(credentials, path, names, error))
		return NULL;
	return g_steal_pointer(&credentials);
}

void rebound_credentials_free(struct rebound_credentials *credentials)
{
	if (credentials == NULL)
		return;
	g_hash_table_unref(credentials->values);
	explicit_bzero(credentials->bytes, FILE_BYTES);
	g_free(credentials->bytes);
	g_free(credentials);
}

const char *rebound_credentials_get(const struct rebound_credentials *credentials, const char *name)
{
	return credentials != NULL ? g_hash_table_lookup(credentials->values, name) : NULL;
}
