/* SPDX-License-Identifier: MIT */
#include "core/mail/foreign_file.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

/* The first bytes of files that hold no mail as they are, in their own bytes. */
static const struct {
	const char *bytes;
	gsize len;
	const char *words;
} kinds[] = {
	{"\x1f\x8b", 2,
		"is compressed with gzip: unpack it first, as in 'gzip -dc FILE | rebound process "
		"-'"},
	{"BZh", 3,
		"is compressed with bzip2: unpack it first, as in 'bzip2 -dc FILE | rebound "
		"process -'"},
	{"\xfd"
	 "7zXZ\0",
		6,
		"is compressed with xz: unpack it first, as in 'xz -dc FILE | rebound process -'"},
	{"\x28\xb5\x2f\xfd", 4,
		"is compressed with zstd: unpack it first, as in 'zstd -dc FILE | rebound process "
		"-'"},
	{"PK\x03\x04", 4, "is a zip archive: unpack it first, and name the folder"},
	{"SQLite format 3\0", 16, "is a database, and no mailbox; give a database with --db"},
};

const char *rebound_foreign_file_words(int descriptor)
{
	char begin[16];
	ssize_t len = pread(descriptor, begin, sizeof(begin), 0);

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (len >= (ssize_t)kinds[i].len &&
			memcmp(begin, kinds[i].bytes, kinds[i].len) == 0)
			return kinds[i].words;
	return NULL;
}
