/* SPDX-License-Identifier: MIT */
#include "core/store/recent.h"

#include <string.h>

/* What events and addresses may take that are kept, together. */
#define MOST_BYTES ((gsize)4 * 1024 * 1024)

/* What rebound_store_history_of() gives. */
struct entry {
	gint64 id, time;
	guint8 key[32];
	enum rebound_kind kind;
	enum rebound_reason reason;
	enum rebound_permanence permanence;
	enum rebound_trust trust;
	gboolean nested;
	char *original_id;
};

struct history {
	gint64 since;
	guint limit;
	GArray *entries; /* the newest first, all from since on or the first of them up to limit */
	gsize bytes;	 /* of the entries */
};

struct rebound_recent {
	GHashTable *histories; /* by address_key */
	gsize bytes;
	gint64 version;
	struct history *reading;
	char *reading_key;
	gboolean knows_first;
	gint64 first;
};

static void clear_entry(gpointer entry)
{
	g_free(((struct entry *)entry)->original_id);
}

static gsize bytes_of(const struct entry *entry)
{
	return sizeof(*entry) + (entry->original_id != NULL ? strlen(entry->original_id) + 1 : 0);
}

static void free_history(gpointer data)
{
	struct history *history = data;

	g_array_unref(history->entries);
	g_free(history);
}

struct rebound_recent *rebound_recent_new(void)
{
	struct rebound_recent *recent = g_new0(struct rebound_recent, 1);

	recent->histories = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_history);
	return recent;
}

void rebound_recent_free(struct rebound_recent *recent)
{
	if (recent == NULL)
		return;
	rebound_recent_end(recent, FALSE);
	g_hash_table_unref(recent->histories);
	g_free(recent);
}

void rebound_recent_drop(struct rebound_recent *recent)
{
	g_hash_table_remove_all(recent->histories);
	recent->bytes = 0;
	recent->knows_first = FALSE;
}

static void see_change(
	void *data, int operation, const char *database, const char *table, sqlite3_int64 row)
{
	(void)database;
	(void)row;
	if (strcmp(table, "events") == 0 ? operation != SQLITE_INSERT
					 : strcmp(table, "replacements") == 0)
		rebound_recent_drop(data);
}

void rebound_recent_watch(struct rebound_recent *recent, sqlite3 *database)
{
	sqlite3_update_hook(database, see_change, recent);
}

void rebound_recent_begin(struct rebound_recent *recent, gint64 version)
{
	if (version != recent->version)
		rebound_recent_drop(recent);
	recent->version = version;
}

gboolean rebound_recent_walk(struct rebound_recent *recent, const char *address_key, gint64 since,
	guint limit, rebound_store_event_func func, void *data)
{
	const struct history *history = g_hash_table_lookup(recent->histories, address_key);

	if (history == NULL || history->since > since || history->limit != limit)
		return FALSE;
	for (guint i = 0; i < history->entries->len && (limit == 0 || i < limit); i++) {
		const struct entry *entry = &g_array_index(history->entries, struct entry, i);
		struct rebound_event event = {.id = entry->id,
			.kind = entry->kind,
			.reason = entry->reason,
			.permanence = entry->permanence,
			.trust = entry->trust,
			.time = entry->time,
			.original_id = entry->original_id,
			.nested = entry->nested};

		if (entry->time < since)
			break;
		memcpy(event.key, entry->key, sizeof(event.key));
		if (!func(&event, data))
			break;
	}
	return TRUE;
}

static struct entry make_entry(const struct rebound_event *event)
{
	struct entry entry = {.id = event->id,
		.time = event->time,
		.kind = event->kind,
		.reason = event->reason,
		.permanence = event->permanence,
		.trust = event->trust,
		.nested = event->nested,
		.original_id = g_strdup(event->original_id)};

	memcpy(entry.key, event->key, sizeof(entry.key));
	return entry;
}

void rebound_recent_start(
	struct rebound_recent *recent, const char *address_key, gint64 since, guint limit)
{
	rebound_recent_end(recent, FALSE);
	recent->reading = g_new(struct history, 1);
	*recent->reading = (struct history){.since = since, .limit = limit};
	recent->reading->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
	g_array_set_clear_func(recent->reading->entries, clear_entry);
	recent->reading_key = g_strdup(address_key);
}

void rebound_recent_take(struct rebound_recent *recent, const struct rebound_event *event)
{
	struct entry entry = make_entry(event);

	g_array_append_val(recent->reading->entries, entry);
	recent->reading->bytes += bytes_of(&entry);
}

void rebound_recent_end(struct rebound_recent *recent, gboolean whole)
{
	struct history *history = g_steal_pointer(&recent->reading);
	g_autofree char *key = g_steal_pointer(&recent->reading_key);

	if (history == NULL)
		return;
	if (!whole) {
		free_history(history);
		return;
	}
	gsize bytes = sizeof(*history) + strlen(key) + history->bytes;
	if (recent->bytes + bytes > MOST_BYTES)
		rebound_recent_drop(recent);
	/* One that is replaced counts until all are dropped. */
	recent->bytes += bytes;
	g_hash_table_replace(recent->histories, g_steal_pointer(&key), history);
}

void rebound_recent_add(struct rebound_recent *recent, const struct rebound_event *event)
{
	struct history *history =
		event->address_key != NULL
			? g_hash_table_lookup(recent->histories, event->address_key)
			: NULL;
	guint place = 0;

	if (recent->first == 0 || event->time < recent->first)
		recent->first = event->time;
	if (history == NULL || event->time < history->since)
		return;
	/* Of the same time the one with the greater number comes first. */
	while (place < history->entries->len &&
		g_array_index(history->entries, struct entry, place).time > event->time)
		place++;
	if (history->limit > 0 && place >= history->limit)
		return;
	struct entry entry = make_entry(event);
	g_array_insert_val(history->entries, place, entry);
	recent->bytes += bytes_of(&entry);
	if (history->limit > 0 && history->entries->len > history->limit) {
		recent->bytes -=
			bytes_of(&g_array_index(history->entries, struct entry, history->limit));
		g_array_set_size(history->entries, history->limit);
	}
	if (recent->bytes > MOST_BYTES)
		rebound_recent_drop(recent);
}

gboolean rebound_recent_first(const struct rebound_recent *recent, gint64 *time)
{
	*time = recent->first;
	return recent->knows_first;
}

void rebound_recent_keep_first(struct rebound_recent *recent, gint64 time)
{
	recent->first = time;
	recent->knows_first = TRUE;
}
