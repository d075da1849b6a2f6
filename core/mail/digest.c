/* SPDX-License-Identifier: MIT */
#include "core/mail/digest.h"

#include <string.h>

#define DIGEST_BYTES 32
#define CHUNK_BYTES  4096

struct buffer {
	GChecksum *checksum;
	gsize used;
	guchar bytes[CHUNK_BYTES];
};

static const char *trim_line_ends(const char *data, const char *end)
{
	while (end > data && (end[-1] == '\n' || end[-1] == '\r'))
		end--;
	return end;
}

static void put_byte(struct buffer *buffer, char byte)
{
	if (buffer->used == sizeof(buffer->bytes)) {
		g_checksum_update(buffer->checksum, buffer->bytes, sizeof(buffer->bytes));
		buffer->used = 0;
	}
	buffer->bytes[buffer->used++] = (guchar)byte;
}

/* Text with CR in it goes through a buffer, with LF in their place. */
static void update_lines(GChecksum *checksum, const char *at, const char *end)
{
	struct buffer buffer;
	const char *run = NULL; /* where a run of CR began */

	buffer.checksum = checksum;
	buffer.used = 0;
	for (; at < end; at++) {
		if (*at == '\r') {
			run = run != NULL ? run : at;
			continue;
		}
		if (*at != '\n')
			for (; run != NULL && run < at; run++)
				put_byte(&buffer, '\n');
		run = NULL;
		put_byte(&buffer, *at);
	}
	g_checksum_update(checksum, buffer.bytes, (gssize)buffer.used);
}

void rebound_digest_message(
	GChecksum *checksum, const char *data, gsize len, guint8 digest[DIGEST_BYTES])
{
	const char *end = len > 0 ? trim_line_ends(data, data + len) : data;
	gsize digest_len = DIGEST_BYTES;

	g_checksum_reset(checksum);
	if (end == data || memchr(data, '\r', (gsize)(end - data)) == NULL)
		g_checksum_update(checksum, (const guchar *)data, (gssize)(end - data));
	else
		update_lines(checksum, data, end);
	g_checksum_get_digest(checksum, digest, &digest_len);
}
