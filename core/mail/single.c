/* SPDX-License-Identifier: MIT */
#include "core/mail/source_kind.h"

#include <errno.h>
#include <unistd.h>

#include "core/base/limits.h"
#include "core/mail/file.h"

struct single {
	struct rebound_source base;
	int descriptor;
	gint64 received;
	GByteArray *bytes;
	gboolean done;
};

static gboolean next_single(
	struct rebound_source *source, struct rebound_mail *mail, GError **error)
{
	struct single *single = (struct single *)source;

	if (single->done)
		return FALSE;
	single->done = TRUE;
	if (!rebound_file_read(
		    single->descriptor, single->bytes, REBOUND_LIMIT_MESSAGE_BYTES + 1)) {
		rebound_source_set_error(error, source->path, errno);
		return FALSE;
	}
	if (single->bytes->len == 0)
		return FALSE;
	mail->source = source->path;
	mail->data = (const char *)single->bytes->data;
	mail->len = MIN(single->bytes->len, REBOUND_LIMIT_MESSAGE_BYTES);
	mail->truncated = single->bytes->len > REBOUND_LIMIT_MESSAGE_BYTES;
	mail->received = single->received;
	mail->progress = source->size;
	return TRUE;
}

static void free_single(struct rebound_source *source)
{
	struct single *single = (struct single *)source;

	close(single->descriptor);
	g_byte_array_unref(single->bytes);
}

static const struct rebound_source_kind single_kind = {.next = next_single, .free = free_single};

struct rebound_source *rebound_single_new(const char *path, int descriptor, gint64 received)
{
	struct single *single = g_new0(struct single, 1);

	rebound_source_init(&single->base, &single_kind, path);
	single->descriptor = descriptor;
	single->received = received;
	single->bytes = g_byte_array_new();
	return &single->base;
}
