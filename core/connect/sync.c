/* SPDX-License-Identifier: MIT */
#include "core/connect/sync.h"

#include "core/store/pushes.h"

/* Differences that are read at a time. */
#define BATCH 500

struct sync {
	const struct rebound_sync_options *options;
	struct rebound_connection *connection;
	gint64 target;
	struct rebound_arena *arena;	    /* of a batch */
	GArray *batch;			    /* struct rebound_push */
	const struct rebound_push *current; /* what is being told */
	gboolean checked;		    /* the server was asked for its version */
};

static gboolean keep(const struct rebound_push *push, void *data)
{
	struct sync *sync = data;
	struct rebound_push copy = *push;

	copy.address = rebound_arena_string(sync->arena, push->address);
	copy.address_key = rebound_arena_string(sync->arena, push->address_key);
	copy.cause = rebound_arena_string(sync->arena, push->cause);
	copy.memo = rebound_arena_string(sync->arena, push->memo);
	g_array_append_val(sync->batch, copy);
	return TRUE;
}

static void tell(const struct sync *sync, enum rebound_sync_event event, const char *why)
{
	sync->options->told(event, sync->current->address, why, sync->options->data);
}

static gboolean write_outcome(
	struct sync *sync, enum rebound_push_outcome outcome, const char *memo, GError **error)
{
	struct rebound_push push = *sync->current;

	push.outcome = outcome;
	push.memo = memo;
	return rebound_store_push(
		sync->options->store, sync->target, &push, sync->options->now, error);
}

static gboolean note(const char *memo, void *data, GError **error)
{
	return write_outcome(data, REBOUND_PUSH_BEGUN, memo, error);
}

static gboolean forget(struct sync *sync, GError **error)
{
	return rebound_store_push_end(
		sync->options->store, sync->target, sync->current->address_key, error);
}

static gboolean settle(
	struct sync *sync, const struct rebound_connect_answer *answer, GError **error)
{
	switch (answer->result) {
	case REBOUND_CONNECT_CHANGED:
		tell(sync, REBOUND_SYNC_SUPPRESSED, NULL);
		return write_outcome(sync, REBOUND_PUSH_CHANGED, answer->memo, error);
	case REBOUND_CONNECT_ALREADY:
		tell(sync, REBOUND_SYNC_ALREADY, NULL);
		return write_outcome(sync, REBOUND_PUSH_ALREADY, NULL, error);
	case REBOUND_CONNECT_ABSENT:
		tell(sync, REBOUND_SYNC_ABSENT, NULL);
		return write_outcome(sync, REBOUND_PUSH_ABSENT, NULL, error);
	default:
		tell(sync, REBOUND_SYNC_REFUSED, answer->why);
		/* What may have been changed has to be known, should it be freed. */
		return answer->memo != NULL ||
		       (sync->current->told && sync->current->memo != NULL) || forget(sync, error);
	}
}

static gboolean push(struct sync *sync, GError **error)
{
	struct rebound_connect_change change = {.address = sync->current->address,
		.cause = sync->current->cause,
		.memo = sync->current->memo};
	struct rebound_connect_answer answer = {0};

	if (sync->options->dry_run) {
		tell(sync, REBOUND_SYNC_SUPPRESSED, sync->current->cause);
		return TRUE;
	}
	return write_outcome(sync, REBOUND_PUSH_BEGUN, sync->current->memo, error) &&
	       sync->connection->connector->suppress(sync->connection, &change, &answer, error) &&
	       settle(sync, &answer, error);
}

static gboolean push_back(struct sync *sync, GError **error)
{
	const struct rebound_connector *connector = sync->connection->connector;
	struct rebound_connect_change change = {
		.address = sync->current->address, .memo = sync->current->memo};
	struct rebound_connect_answer answer = {0};
	gboolean nothing = sync->current->outcome == REBOUND_PUSH_ALREADY ||
			   sync->current->outcome == REBOUND_PUSH_ABSENT;

	if (nothing)
		return forget(sync, error);
	if (connector->release == NULL) {
		tell(sync, REBOUND_SYNC_BY_HAND, NULL);
		return sync->options->dry_run || forget(sync, error);
	}
	if (sync->options->dry_run) {
		tell(sync, REBOUND_SYNC_RELEASED, NULL);
		return TRUE;
	}
	if (!connector->release(sync->connection, &change, &answer, error))
		return FALSE;
	if (answer.result == REBOUND_CONNECT_REFUSED) {
		tell(sync, REBOUND_SYNC_REFUSED, answer.why);
		return TRUE;
	}
	tell(sync,
		answer.result == REBOUND_CONNECT_CHANGED ? REBOUND_SYNC_RELEASED
							 : REBOUND_SYNC_ALREADY,
		NULL);
	return forget(sync, error);
}

/* Only where there is something to tell, the server is asked whether it is there. */
static gboolean check(struct sync *sync, GError **error)
{
	const struct rebound_connector *connector = sync->connection->connector;

	if (sync->checked || sync->options->dry_run || connector->check == NULL)
		return TRUE;
	sync->checked = TRUE;
	return connector->check(sync->connection, error);
}

static gboolean tell_batch(
	struct sync *sync, gboolean (*tell_one)(struct sync *, GError **), GError **error)
{
	for (guint i = 0; i < sync->batch->len; i++) {
		sync->current = &g_array_index(sync->batch, struct rebound_push, i);
		rebound_arena_clear(sync->connection->arena);
		if (!tell_one(sync, error))
			return FALSE;
	}
	return TRUE;
}

/* All differences of one kind, by address, so that one which stays is met once. */
static gboolean tell_all(struct sync *sync,
	gboolean (*walk)(struct rebound_store *, const struct rebound_push_query *,
		rebound_store_push_func, void *, GError **),
	gboolean (*tell_one)(struct sync *, GError **), GError **error)
{
	g_autofree char *after = NULL;

	for (;;) {
		struct rebound_push_query query = {.target = sync->target,
			.now = sync->options->now,
			.since = sync->options->since,
			.again = sync->options->again,
			.after = after,
			.limit = BATCH};

		rebound_arena_clear(sync->arena);
		g_array_set_size(sync->batch, 0);
		if (!walk(sync->options->store, &query, keep, sync, error))
			return FALSE;
		if (sync->batch->len == 0)
			return TRUE;
		if (!check(sync, error) || !tell_batch(sync, tell_one, error))
			return FALSE;
		g_free(after);
		after = g_strdup(sync->current->address_key);
	}
}

gboolean rebound_sync(const struct rebound_sync_options *options, GError **error)
{
	struct sync sync = {.options = options,
		.connection = options->connection,
		.arena = rebound_arena_new(),
		.batch = g_array_new(FALSE, FALSE, sizeof(struct rebound_push))};

	sync.connection->note = note;
	sync.connection->data = &sync;
	sync.target = rebound_store_target(options->store, options->connection->connector->name,
		options->connection->url, error);
	gboolean good = sync.target != 0 && tell_all(&sync, rebound_store_pushes, push, error) &&
			tell_all(&sync, rebound_store_pushed_back, push_back, error);
	rebound_arena_free(sync.arena);
	g_array_unref(sync.batch);
	return good;
}
