/* SPDX-License-Identifier: MIT */
#include "core/cli/summary_json.h"

#include <string.h>

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of a count, sorted; the strings belong to it. */
static GPtrArray *sort_names(GHashTable *counts)
{
	GPtrArray *names = g_ptr_array_new();
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, counts);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_ptr_array_add(names, name);
	g_ptr_array_sort(names, compare_names);
	return names;
}

static gint64 value_of(GHashTable *counts, const char *name)
{
	return (gint64) * (const guint64 *)g_hash_table_lookup(counts, name);
}

static void add_counts(struct rebound_json *json, const char *key, GHashTable *counts)
{
	g_autoptr(GPtrArray) names = sort_names(counts);

	rebound_json_open(json, key);
	for (guint i = 0; i < names->len; i++)
		rebound_json_number(json, g_ptr_array_index(names, i),
			value_of(counts, g_ptr_array_index(names, i)));
	rebound_json_close(json);
}

static void add_sender_faults(struct rebound_json *json, GHashTable *counts)
{
	g_autoptr(GPtrArray) names = sort_names(counts);

	rebound_json_open_list(json, "sender_faults");
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		g_auto(GStrv) parts = g_strsplit(name, "\t", 2);

		rebound_json_open(json, NULL);
		rebound_json_string(json, "reason", parts[0]);
		rebound_json_string(json, "said_by", parts[0] != NULL ? parts[1] : NULL);
		rebound_json_number(json, "count", value_of(counts, name));
		rebound_json_close(json);
	}
	rebound_json_close_list(json);
}

static void add_kinds(struct rebound_json *json, const struct rebound_summary *summary)
{
	rebound_json_open(json, "kinds");
	for (guint i = 0; i < REBOUND_KIND_COUNT; i++)
		if (i != REBOUND_KIND_INFORMATION)
			rebound_json_number(json, rebound_kind_name((enum rebound_kind)i),
				(gint64)summary->kinds[i]);
	rebound_json_close(json);
	rebound_json_open(json, "reasons");
	for (guint i = REBOUND_REASON_NONE + 1; i < REBOUND_REASON_COUNT; i++)
		if (summary->reasons[i] > 0)
			rebound_json_number(json, rebound_reason_name((enum rebound_reason)i),
				(gint64)summary->reasons[i]);
	rebound_json_close(json);
}

static void add_trust(struct rebound_json *json, const struct rebound_summary *summary)
{
	rebound_json_open(json, "trust");
	for (guint i = 0; i < G_N_ELEMENTS(summary->trust); i++)
		rebound_json_number(
			json, rebound_trust_name((enum rebound_trust)i), (gint64)summary->trust[i]);
	rebound_json_close(json);
}

void rebound_json_summary(
	struct rebound_json *json, const struct rebound_summary *summary, const char *database)
{
	const struct {
		const char *key;
		guint64 count;
	} counts[] = {
		{"suppressed", summary->suppressed},
		{"proposed", summary->proposed},
		{"held", summary->held},
		{"known_before", summary->standing},
		{"retries", summary->retries},
		{"retries_over", summary->retries_over},
		{"kept", summary->kept},
		{"review", summary->review},
		{"refused", summary->refused},
		{"not_ours", summary->not_ours},
		{"outbox", summary->outbox},
		{"quarantined", summary->quarantined},
		{"put_off", summary->put_off},
		{"files_skipped", summary->files_skipped},
		{"workers_lost", summary->workers_lost},
	};

	rebound_json_open(json, NULL);
	rebound_json_path(json, "database", database);
	if (summary->run != 0 && !summary->dry_run)
		rebound_json_number(json, "run", summary->run);
	else
		rebound_json_string(json, "run", NULL);
	rebound_json_number(json, "messages", (gint64)summary->messages);
	rebound_json_number(json, "seen_before", (gint64)summary->seen);
	add_kinds(json, summary);
	for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
		rebound_json_number(json, counts[i].key, (gint64)counts[i].count);
	add_trust(json, summary);
	add_counts(json, "holds", summary->holds);
	add_counts(json, "spikes", summary->spikes);
	add_counts(json, "slowed", summary->slowed);
	add_sender_faults(json, summary->sender_faults);
	rebound_json_time(json, "next_retry", summary->next_retry);
	rebound_json_close(json);
	rebound_json_end_line(json);
}
