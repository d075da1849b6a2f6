/* SPDX-License-Identifier: MIT */
#include "core/smtp/token_keys.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/smtp/token_key.h"

#define DAY	    ((gint64)24 * 60 * 60)
#define DATE_LENGTH 10 /* of 2026-12-31 */

/* One key for each id that there is. */
enum { MOST_KEYS = 32, FILE_BYTES = 64 * 1024, MOST_WORDS = 3 };

static const char ids[] = "abcdefghijklmnopqrstuvwxyz234567";

struct rebound_token_keys {
	struct rebound_token_key keys[MOST_KEYS];
	guint count;
};

/* A line of a key file while it is read. */
struct line {
	const char *file;
	guint number;
	char *words[MOST_WORDS];
	guint count;
};

static gboolean refuse(const struct line *line, GError **error, const char *problem)
{
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX, "%s:%u: %s", line->file,
		line->number, problem);
	return FALSE;
}

static gboolean is_hex(const char *text)
{
	gsize len = strlen(text);

	return len % 2 == 0 && strspn(text, "0123456789abcdefABCDEF") == len;
}

/* In the place of the text itself, which is at least as long; the number of bytes. */
static gsize decode_secret(char *text)
{
	gsize len = 0;

	if (!is_hex(text)) {
		if (strlen(text) < 2) /* GLib decodes nothing shorter */
			return 0;
		for (const char *at = text; *at != '\0'; at++)
			if (!g_ascii_isalnum(*at) && strchr("+/=", *at) == NULL)
				return 0;
		g_base64_decode_inplace(text, &len);
		return len;
	}
	for (; text[2 * len] != '\0'; len++)
		text[len] = (char)(g_ascii_xdigit_value(text[2 * len]) * 16 +
				   g_ascii_xdigit_value(text[2 * len + 1]));
	return len;
}

static gboolean read_end(const struct line *line, const char *text, gint64 *end, GError **error)
{
	if (!rebound_clock_read_time(text, end))
		return refuse(
			line, error, "the last day of a key is no date; write it as 2026-12-31");
	if (strlen(text) == DATE_LENGTH)
		*end += DAY;
	return TRUE;
}

static gboolean read_key(const struct line *line, struct rebound_token_keys *keys, GError **error)
{
	struct rebound_token_key key = {.end = G_MAXINT64};

	if (line->count < 2)
		return refuse(line, error,
			"a key needs an id and a secret; `rebound token key` makes a line");
	key.id = g_ascii_tolower(line->words[0][0]);
	if (strlen(line->words[0]) != 1 || strchr(ids, key.id) == NULL)
		return refuse(line, error, "the id of a key is one character, a to z or 2 to 7");
	if (rebound_token_keys_find(keys, key.id) != NULL)
		return refuse(line, error, "another key has the same id; give each its own");
	if (line->count > 2 && !read_end(line, line->words[2], &key.end, error))
		return FALSE;
	gsize len = decode_secret(line->words[1]);
	if (len < REBOUND_TOKEN_LEAST_SECRET_BYTES)
		return refuse(line, error,
			"the secret is no base64 or hex of at least 16 bytes; `rebound token key` "
			"makes one");
	hmac_sha256_set_key(&key.mac, len, (const guint8 *)line->words[1]);
	keys->keys[keys->count++] = key;
	return TRUE;
}

/* Cut a line into its words, in its place; FALSE where there are too many. */
static gboolean split(struct line *line, char *text)
{
	char *rest = text, *word;

	line->count = 0;
	while ((word = strsep(&rest, " \t\r")) != NULL) {
		if (*word == '\0')
			continue;
		if (*word == '#')
			return TRUE;
		if (line->count == MOST_WORDS)
			return FALSE;
		line->words[line->count++] = word;
	}
	return TRUE;
}

static gboolean read_lines(
	struct rebound_token_keys *keys, const char *name, char *text, GError **error)
{
	struct line line = {.file = name};
	char *rest = text, *one;

	while ((one = strsep(&rest, "\n")) != NULL) {
		line.number++;
		if (!split(&line, one))
			return refuse(&line, error,
				"a key has an id, a secret and perhaps a last day, and no more");
		if (line.count > 0 && !read_key(&line, keys, error))
			return FALSE;
	}
	if (keys->count > 0)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
		"%s: there is no key in it; `rebound token key` makes a line for it", name);
	return FALSE;
}

struct rebound_token_keys *rebound_token_keys_read(
	const char *name, const char *text, gsize len, GError **error)
{
	g_autoptr(rebound_token_keys) keys = g_new0(struct rebound_token_keys, 1);
	char *copy = g_malloc(len + 1);

	memcpy(copy, text, len);
	copy[len] = '\0';
	gboolean good = read_lines(keys, name, copy, error);
	explicit_bzero(copy, len);
	g_free(copy);
	return good ? g_steal_pointer(&keys) : NULL;
}

static gboolean is_private(int file, const char *path, GError **error)
{
	struct stat info;

	if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: is no file: give a key file", path);
		return FALSE;
	}
	if ((info.st_mode & (S_IRWXG | S_IRWXO)) == 0)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_SYNTAX,
		"%s: others than its owner may read or write it (mode %04o), and whoever knows a "
		"key "
		"can silence everybody: chmod 600 it, and make a new key if it was seen",
		path, (unsigned)info.st_mode & 07777);
	return FALSE;
}

static gssize read_all(int file, char *buffer, gsize size)
{
	gsize len = 0;

	while (len < size) {
		gssize count = read(file, buffer + len, size - len);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		if (count == 0)
			break;
		len += (gsize)count;
	}
	return (gssize)len;
}

static struct rebound_token_keys *load(int file, const char *path, GError **error)
{
	char buffer[FILE_BYTES];
	struct rebound_token_keys *keys = NULL;

	if (!is_private(file, path, error))
		return NULL;
	gssize len = read_all(file, buffer, sizeof(buffer));
	if (len < 0 || len == (gssize)sizeof(buffer))
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s: give a key file", path,
			len < 0 ? g_strerror(errno) : "is larger than any key file");
	else
		keys = rebound_token_keys_read(path, buffer, (gsize)len, error);
	explicit_bzero(buffer, sizeof(buffer));
	return keys;
}

struct rebound_token_keys *rebound_token_keys_load(const char *path, GError **error)
{
	/* Not blocking: a pipe in its place must not hold the run. */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (file < 0) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
			"%s: the key file can't be read (%s): give another one, or make one with "
			"`rebound token key`",
			path, g_strerror(errno));
		return NULL;
	}
	struct rebound_token_keys *keys = load(file, path, error);
	close(file);
	return keys;
}

void rebound_token_keys_free(struct rebound_token_keys *keys)
{
	if (keys == NULL)
		return;
	explicit_bzero(keys, sizeof(*keys));
	g_free(keys);
}

const struct rebound_token_key *rebound_token_keys_find(
	const struct rebound_token_keys *keys, char id)
{
	for (guint i = 0; i < keys->count; i++)
		if (keys->keys[i].id == id)
			return &keys->keys[i];
	return NULL;
}

const struct rebound_token_key *rebound_token_keys_newest(const struct rebound_token_keys *keys)
{
	return &keys->keys[keys->count - 1];
}

static gboolean read_random(guint8 *bytes, gsize len, GError **error)
{
	if (getrandom(bytes, len, 0) == (gssize)len)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO,
		"the system's random source can't be read (%s): no key was made",
		g_strerror(errno));
	return FALSE;
}

char *rebound_token_keys_make_line(const struct rebound_token_keys *keys, GError **error)
{
	guint8 secret[REBOUND_TOKEN_NEW_SECRET_BYTES];
	guint8 first;

	if (!read_random(secret, sizeof(secret), error) ||
		!read_random(&first, sizeof(first), error))
		return NULL;
	for (guint i = 0; i < MOST_KEYS; i++) {
		char id = ids[(first + i) % MOST_KEYS];

		if (keys != NULL && rebound_token_keys_find(keys, id) != NULL)
			continue;
		g_autofree char *text = g_base64_encode(secret, sizeof(secret));
		return g_strdup_printf("%c %s", id, text);
	}
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"all 32 ids are taken: delete the keys that have ended");
	return NULL;
}
