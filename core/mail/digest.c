/* SPDX-License-Identifier: MIT */
#include "core/mail/digest.h"

#include <string.h>

#include <nettle/sha2.h>

#define DIGEST_BYTES 32
#define CHUNK_BYTES  4096

struct buffer {
	struct sha256_ctx *sum;
	gsize used;
	guint8 bytes[CHUNK_BYTES];
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
		sha256_update(buffer->sum, buffer->used, buffer->bytes);
		buffer->used = 0;
	}
	buffer->bytes[buffer->used++] = (guint8)byte;
}

static void put_bytes(struct buffer *buffer, const char *bytes, gsize len)
{
	while (len > 0) {
		gsize count = MIN(len, sizeof(buffer->bytes) - buffer->used);
		memcpy(buffer->bytes + buffer->used, bytes, count);
		buffer->used += count;
		bytes += count;
		len -= count;
		if (buffer->used == sizeof(buffer->bytes)) {
			sha256_update(buffer->sum, buffer->used, buffer->bytes);
			buffer->used = 0;
		}
	}
}

/* Text with CR in it goes through a buffer, with LF in their place. */
static void update_lines(struct sha256_ctx *sum, const char *at, const char *end)
{
	struct buffer buffer;

	buffer.sum = sum;
	buffer.used = 0;
	while (at < end) {
		const char *run = memchr(at, '\r', (gsize)(end - at));
		put_bytes(&buffer, at, (gsize)((run != NULL ? run : end) - at));
		if (run == NULL)
			break;
		for (at = run; at < end && *at == '\r';)
			at++;
		if (at == end)
			break;
		/* A run of CR before an LF belongs to its line end. */
		for (; *at != '\n' && run < at; run++)
			put_byte(&buffer, '\n');
	}
	sha256_update(sum, buffer.used, buffer.bytes);
}

void rebound_digest_message(const char *data, gsize len, guint8 digest[DIGEST_BYTES])
{
	const char *end = len > 0 ? trim_line_ends(data, data + len) : data;
	struct sha256_ctx sum;

	sha256_init(&sum);
	if (end == data || memchr(data, '\r', (gsize)(end - data)) == NULL)
		sha256_update(&sum, (gsize)(end - data), (const guint8 *)data);
	else
		update_lines(&sum, data, end);
	sha256_digest(&sum, DIGEST_BYTES, digest);
}
