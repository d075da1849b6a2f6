/* SPDX-License-Identifier: MIT */
#include "core/policy/history.h"

#include <math.h>
#include <string.h>

#include "core/base/clock.h"

/* What is gathered while the store walks. */
struct gathering {
	struct rebound_history *history;
	const struct rebound_event *event;
	struct rebound_arena *arena;
	enum rebound_trust least;
};

static struct rebound_history_entry make_entry(
	const struct rebound_event *event, struct rebound_arena *arena, gboolean is_current)
{
	struct rebound_history_entry entry = {.time = event->time,
		.day = rebound_clock_day(event->time),
		.kind = event->kind,
		.reason = event->reason,
		.permanence = event->permanence,
		.trust = event->trust,
		.is_current = is_current};

	entry.original_id = rebound_arena_string(arena, event->original_id);
	memcpy(entry.key, event->key, sizeof(entry.key));
	return entry;
}

static gboolean take_event(const struct rebound_event *event, void *data)
{
	struct gathering *gathering = data;

	if (event->nested || event->id == gathering->event->replaces ||
		event->trust < gathering->least ||
		memcmp(event->key, gathering->event->key, sizeof(event->key)) == 0 ||
		(gathering->history->cleared != 0 && event->time <= gathering->history->cleared))
		return TRUE;
	struct rebound_history_entry entry = make_entry(event, gathering->arena, FALSE);
	g_array_append_val(gathering->history->entries, entry);
	return TRUE;
}

/* The order of what the store gave must not matter, so nothing is left to it. */
static int compare_entries(gconstpointer a, gconstpointer b)
{
	const struct rebound_history_entry *left = a, *right = b;

	if (left->day != right->day)
		return left->day < right->day ? -1 : 1;
	gboolean left_grave = left->permanence == REBOUND_PERMANENCE_PERMANENT;
	gboolean right_grave = right->permanence == REBOUND_PERMANENCE_PERMANENT;
	if (left_grave != right_grave)
		return left_grave ? -1 : 1;
	if (left->time != right->time)
		return left->time < right->time ? -1 : 1;
	return memcmp(left->key, right->key, sizeof(left->key));
}

/*
 * What may count beside an event: for one with a token those with a token, so that nobody adds to a
 * count without one. What is not ours never counts.
 */
static enum rebound_trust least_trust(const struct rebound_event *event)
{
	if (event->trust == REBOUND_TRUST_VERIFIED)
		return REBOUND_TRUST_VERIFIED;
	return CLAMP(event->trust, REBOUND_TRUST_NONE, REBOUND_TRUST_PLAIN);
}

gboolean rebound_history_open(struct rebound_history *history, struct rebound_store *store,
	const struct rebound_event *event, struct rebound_arena *arena, GError **error)
{
	*history = (struct rebound_history){.time = event->time,
		.since = G_MAXINT64,
		.store = store,
		.event = event,
		.arena = arena};
	if (event->address_key != NULL &&
		!rebound_store_cleared(store, event->address_key, &history->cleared, error))
		return FALSE;
	history->entries = g_array_new(FALSE, FALSE, sizeof(struct rebound_history_entry));
	return TRUE;
}

gboolean rebound_history_is_alive(enum rebound_kind kind, enum rebound_reason reason)
{
	enum rebound_fault fault = rebound_reason_fault(reason);

	/* "I have left the company" is an answer, but not of whom one wrote to. */
	return kind == REBOUND_KIND_SUCCESS || kind == REBOUND_KIND_DISPOSITION ||
	       (kind == REBOUND_KIND_AUTO_REPLY && fault != REBOUND_FAULT_ADDRESS &&
		       fault != REBOUND_FAULT_DOMAIN);
}

static gboolean is_failure(const struct rebound_history_entry *entry)
{
	return entry->kind == REBOUND_KIND_FAILURE || entry->kind == REBOUND_KIND_DELAY;
}

/* Whether the mail of a sign of life failed after all. */
static gboolean failed_later(
	const struct rebound_history *history, const struct rebound_history_entry *sign)
{
	for (guint i = 0; sign->original_id != NULL && i < history->entries->len; i++) {
		const struct rebound_history_entry *entry =
			&g_array_index(history->entries, struct rebound_history_entry, i);

		if (entry->kind == REBOUND_KIND_FAILURE && entry->time >= sign->time &&
			g_strcmp0(entry->original_id, sign->original_id) == 0)
			return TRUE;
	}
	return FALSE;
}

/* What failed before a sign of life says nothing about the address any more. */
static void heed_signs_of_life(struct rebound_history *history)
{
	gint64 before = G_MININT64;

	for (guint i = 0; i < history->entries->len; i++) {
		const struct rebound_history_entry *entry =
			&g_array_index(history->entries, struct rebound_history_entry, i);

		if (!rebound_history_is_alive(entry->kind, entry->reason) ||
			failed_later(history, entry))
			continue;
		history->alive = MAX(history->alive, entry->time);
		if (entry->time <= history->time)
			before = MAX(before, entry->time);
	}
	for (guint i = history->entries->len; i > 0; i--) {
		const struct rebound_history_entry *entry =
			&g_array_index(history->entries, struct rebound_history_entry, i - 1);

		if (is_failure(entry) && !entry->is_current && entry->time <= before)
			g_array_remove_index(history->entries, i - 1);
	}
}

/* Read the entries back to a time, where fewer are there. */
static void need(struct rebound_history *history, gint64 since)
{
	const struct rebound_event *event = history->event;
	struct gathering gathering = {history, event, history->arena, least_trust(event)};

	if (history->since <= since)
		return;
	history->since = since;
	g_array_set_size(history->entries, 0);
	if (event->address_key != NULL && history->failed == NULL)
		rebound_store_history_of(history->store, event->address_key, since,
			REBOUND_HISTORY_EVENTS, take_event, &gathering, &history->failed);
	struct rebound_history_entry own = make_entry(event, history->arena, TRUE);
	g_array_append_val(history->entries, own);
	g_array_sort(history->entries, compare_entries);
	heed_signs_of_life(history);
}

/* What a count over a span looks at: a window that holds the event begins that much before it at
 * most. */
static void need_span(struct rebound_history *history, gint64 over)
{
	need(history,
		over > 0 && history->time > G_MININT64 + over ? history->time - over : G_MININT64);
}

gint64 rebound_history_alive(struct rebound_history *history)
{
	const char *key = history->event->address_key;
	gboolean there = FALSE;

	/* Nearly no address has one, so that its events need not be read for it. */
	if (history->since > history->time &&
		(key == NULL || history->failed != NULL ||
			!rebound_store_has_signs(
				history->store, key, history->time, &there, &history->failed) ||
			!there))
		return 0;
	need(history, history->time);
	return history->alive;
}

guint rebound_history_size(struct rebound_history *history, gint64 over)
{
	need_span(history, over);
	return history->entries->len;
}

void rebound_history_clear(struct rebound_history *history)
{
	g_clear_pointer(&history->entries, g_array_unref);
	g_clear_error(&history->failed);
}

static const struct rebound_history_entry *entry_at(const struct rebound_history *history, guint i)
{
	return &g_array_index(history->entries, struct rebound_history_entry, i);
}

static gboolean is_dead(const struct rebound_history_entry *entry)
{
	return entry->kind == REBOUND_KIND_FAILURE &&
	       entry->permanence == REBOUND_PERMANENCE_PERMANENT &&
	       rebound_reason_may_suppress(entry->reason);
}

static gboolean fits(
	const struct rebound_history_entry *entry, const struct rebound_history_query *query)
{
	if (entry->kind != query->kind)
		return FALSE;
	if (query->permanence != REBOUND_PERMANENCE_NONE && entry->permanence != query->permanence)
		return FALSE;
	if (query->reason == REBOUND_REASON_NONE || entry->reason == query->reason)
		return TRUE;
	return query->dead && is_dead(entry);
}

/*
 * One for an original, and one a day. Calls func for what counts, the oldest first; since and until
 * are both within.
 */
static guint count_between(const struct rebound_history *history,
	const struct rebound_history_query *query, gint64 since, gint64 until)
{
	g_autoptr(GHashTable) originals = g_hash_table_new(g_str_hash, g_str_equal);
	gint64 day = G_MININT64, last = G_MININT64 / 2;
	guint count = 0;

	for (guint i = 0; i < history->entries->len; i++) {
		const struct rebound_history_entry *entry = entry_at(history, i);

		if (entry->time < since || entry->time > until || entry->day == day ||
			entry->time - last < query->spacing || !fits(entry, query))
			continue;
		if (entry->original_id != NULL &&
			!g_hash_table_add(originals, (gpointer)entry->original_id))
			continue;
		day = entry->day;
		last = entry->time;
		count++;
	}
	return count;
}

guint rebound_history_count(
	struct rebound_history *history, const struct rebound_history_query *query)
{
	gint64 last = history->time;
	guint most;

	need_span(history, query->over);
	if (query->over <= 0)
		return count_between(history, query, G_MININT64, G_MAXINT64);
	/* Mails come in any order, so the window may end with any event that is newer than this
	 * one. */
	most = count_between(history, query, history->time - query->over, history->time);
	for (guint i = 0; i < history->entries->len; i++) {
		gint64 end = entry_at(history, i)->time;

		if (end <= history->time || end == last || end - query->over > history->time)
			continue;
		last = end;
		most = MAX(most, count_between(history, query, end - query->over, end));
	}
	return most;
}

double rebound_history_score(
	struct rebound_history *history, double permanent, double other, gint64 half_life)
{
	g_autoptr(GHashTable) originals = g_hash_table_new(g_str_hash, g_str_equal);
	gint64 day = G_MININT64;
	double score = 0;

	need(history, G_MININT64);
	for (guint i = 0; i < history->entries->len; i++) {
		const struct rebound_history_entry *entry = entry_at(history, i);
		gboolean grave = entry->permanence == REBOUND_PERMANENCE_PERMANENT;

		if (entry->kind != REBOUND_KIND_FAILURE || entry->day == day ||
			entry->time > history->time)
			continue;
		if (entry->original_id != NULL &&
			!g_hash_table_add(originals, (gpointer)entry->original_id))
			continue;
		day = entry->day;
		double points = grave ? permanent : other;
		gint64 age = history->time - entry->time;
		score += half_life > 0 ? points * exp2(-(double)age / (double)half_life) : points;
	}
	return score;
}

guint rebound_history_days(struct rebound_history *history)
{
	gint64 day = G_MININT64;
	guint days = 0;

	need(history, G_MININT64);
	for (guint i = 0; i < history->entries->len; i++) {
		const struct rebound_history_entry *entry = entry_at(history, i);

		if (entry->kind == REBOUND_KIND_FAILURE && entry->day != day) {
			day = entry->day;
			days++;
		}
	}
	return days;
}

const struct rebound_history_entry *rebound_history_last(struct rebound_history *history)
{
	const struct rebound_history_entry *last = NULL;

	need(history, G_MININT64);
	for (guint i = 0; i < history->entries->len; i++) {
		const struct rebound_history_entry *entry = entry_at(history, i);

		if (!entry->is_current && entry->time <= history->time &&
			(last == NULL || entry->time >= last->time))
			last = entry;
	}
	return last;
}
