/* SPDX-License-Identifier: MIT */
#include "core/report/text_memo.h"

#include <string.h>

/* So many texts are kept; each has one place, by its hash. A power of two. */
#define KEPT_TEXTS 2048

/* A shorter text is as quickly read, and few longer ones come again. */
#define LEAST_BYTES 8
#define MOST_BYTES  500

struct kept {
	struct rebound_text_memo memo;
	guint16 len; /* 0: free */
	char text[MOST_BYTES];
};

/* Eight bytes a step; the last step may read some of them again. */
static guint64 hash_text(const char *text, gsize len)
{
	guint64 hash = len, bytes;

	for (gsize at = 0; at < len; at += sizeof(bytes)) {
		memcpy(&bytes, text + MIN(at, len - sizeof(bytes)), sizeof(bytes));
		hash = (hash ^ bytes) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
		hash ^= hash >> 32;
	}
	return hash;
}

/* An engine may run in each of several threads. */
static GPrivate of_thread = G_PRIVATE_INIT(g_free);

struct rebound_text_memo *rebound_text_memo_find(const char *text, gsize len)
{
	if (len < LEAST_BYTES || len > MOST_BYTES || memchr(text, '@', len) != NULL)
		return NULL;
	struct kept *all = g_private_get(&of_thread);
	if (!all) {
		all = g_new0(struct kept, KEPT_TEXTS);
		g_private_set(&of_thread, all);
	}
	struct kept *kept = &all[hash_text(text, len) % KEPT_TEXTS];
	if (kept->len != len || memcmp(kept->text, text, len) != 0) {
		kept->memo = (struct rebound_text_memo){.has_marks = FALSE};
		kept->len = (guint16)len;
		memcpy(kept->text, text, len);
	}
	return &kept->memo;
}
