/* SPDX-License-Identifier: MIT */
#include "core/run/batch.h"

#include "core/base/limits.h"
#include "core/store/write_behind.h"

#define USUAL_MESSAGES	   32000
#define PAUSE_MICROSECONDS 4000 /* between two transactions */
#define PAUSE_EVERY	   ((gint64)G_USEC_PER_SEC / 4)
#define EARLY_BYTES	   ((gsize)16 * 1024 * 1024) /* after which the disk may begin */

void rebound_batch_init(
	struct rebound_batch *batch, struct rebound_store *store, guint most, gboolean private)
{
	*batch = (struct rebound_batch){.store = store,
		.most = most > 0 ? most : USUAL_MESSAGES,
		.paused = g_get_monotonic_time(),
		.private = private};
}

static gboolean begin(struct rebound_batch *batch, GError **error)
{
	gint64 now = g_get_monotonic_time();

	/* Another run that waits for the database gets its turn here. */
	if (!batch->private && now - batch->paused >= PAUSE_EVERY) {
		g_usleep(PAUSE_MICROSECONDS);
		batch->paused = now;
	}
	if (!rebound_store_begin(batch->store, error))
		return FALSE;
	batch->begun = g_get_monotonic_time();
	batch->events = 0;
	batch->bytes = 0;
	batch->bytes_handed_on = 0;
	return TRUE;
}

gboolean rebound_batch_add_message(struct rebound_batch *batch, gsize len, GError **error)
{
	if (batch->messages == 0 && !begin(batch, error))
		return FALSE;
	batch->messages++;
	batch->bytes += len;
	if (batch->bytes - batch->bytes_handed_on >= EARLY_BYTES) {
		batch->bytes_handed_on = batch->bytes;
		rebound_store_write_early(batch->store);
	}
	return TRUE;
}

void rebound_batch_add_event(struct rebound_batch *batch, const struct rebound_event *event)
{
	batch->events++;
	batch->bytes += event->record_len;
}

gboolean rebound_batch_is_full(const struct rebound_batch *batch)
{
	return batch->messages >= batch->most || batch->events >= REBOUND_LIMIT_BATCH_EVENTS ||
	       batch->bytes >= REBOUND_LIMIT_BATCH_BYTES;
}

gboolean rebound_batch_is_old(const struct rebound_batch *batch)
{
	return batch->messages > 0 && g_get_monotonic_time() - batch->begun >=
					      (gint64)REBOUND_LIMIT_BATCH_SECONDS * G_USEC_PER_SEC;
}

gboolean rebound_batch_commit(struct rebound_batch *batch, GError **error)
{
	/* The one before has had the time of this one to reach the disk. */
	if (!rebound_store_settle(batch->store, error) ||
		!rebound_store_commit(batch->store, error))
		return FALSE;
	batch->messages = 0;
	return TRUE;
}
