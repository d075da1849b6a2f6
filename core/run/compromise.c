/* SPDX-License-Identifier: MIT */
#include "core/run/compromise.h"

#include <string.h>

#define DAY ((gint64)24 * 60 * 60)

/* So many recipients in a day are no correspondence; and so much is kept of a run. */
enum { LEAST_RECIPIENTS = 20, MOST_SENDERS = 1000, MOST_REFUSALS = 10000 };

struct rebound_compromise {
	GHashTable *senders; /* address in lower case to GArray of struct refusal */
};

struct refusal {
	gint64 time;
	guint recipient; /* hash of its key: two that share one count once */
};

static void free_refusals(gpointer refusals)
{
	g_array_unref(refusals);
}

struct rebound_compromise *rebound_compromise_new(void)
{
	struct rebound_compromise *compromise = g_new0(struct rebound_compromise, 1);

	compromise->senders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_refusals);
	return compromise;
}

void rebound_compromise_free(struct rebound_compromise *compromise)
{
	if (compromise == NULL)
		return;
	g_hash_table_unref(compromise->senders);
	g_free(compromise);
}

static gboolean is_refused_as_spam(const struct rebound_event *event)
{
	if (event->kind != REBOUND_KIND_FAILURE && event->kind != REBOUND_KIND_DELAY)
		return event->kind == REBOUND_KIND_COMPLAINT;
	switch (event->reason) {
	case REBOUND_REASON_SPAM_CONTENT:
	case REBOUND_REASON_CONTENT_REJECTED:
	case REBOUND_REASON_VIRUS:
	case REBOUND_REASON_REPUTATION_BLOCK:
		return TRUE;
	default:
		return FALSE;
	}
}

void rebound_compromise_take(struct rebound_compromise *compromise,
	const struct rebound_event *event, const char *sender, gboolean bulk)
{
	if (sender == NULL || bulk || event->nested || event->address_key == NULL ||
		event->trust < REBOUND_TRUST_PLAIN || !is_refused_as_spam(event))
		return;
	char *key = g_ascii_strdown(sender, -1);
	GArray *refusals = g_hash_table_lookup(compromise->senders, key);
	if (refusals != NULL || g_hash_table_size(compromise->senders) >= MOST_SENDERS) {
		g_free(key);
	} else {
		refusals = g_array_new(FALSE, FALSE, sizeof(struct refusal));
		g_hash_table_insert(compromise->senders, key, refusals);
	}
	if (refusals == NULL || refusals->len >= MOST_REFUSALS)
		return;
	struct refusal refusal = {event->time, g_str_hash(event->address_key)};
	g_array_append_val(refusals, refusal);
}

static int compare_refusals(gconstpointer a, gconstpointer b)
{
	const struct refusal *left = a, *right = b;

	if (left->time != right->time)
		return left->time < right->time ? -1 : 1;
	return left->recipient < right->recipient ? -1 : left->recipient > right->recipient;
}

/* How many recipients refused within the day that has the most of them. */
static guint count_recipients(GArray *refusals)
{
	g_autoptr(GHashTable) times = g_hash_table_new(NULL, NULL); /* recipient to its refusals */
	guint most = 0;

	g_array_sort(refusals, compare_refusals);
	for (guint i = 0, first = 0; i < refusals->len; i++) {
		const struct refusal *one = &g_array_index(refusals, struct refusal, i);
		const struct refusal *old = &g_array_index(refusals, struct refusal, first);
		gpointer key = GUINT_TO_POINTER(one->recipient);

		g_hash_table_insert(times, key,
			GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(times, key)) + 1));
		for (; old->time <= one->time - DAY;
			old = &g_array_index(refusals, struct refusal, ++first)) {
			gpointer gone = GUINT_TO_POINTER(old->recipient);
			guint left = GPOINTER_TO_UINT(g_hash_table_lookup(times, gone)) - 1;

			if (left == 0)
				g_hash_table_remove(times, gone);
			else
				g_hash_table_insert(times, gone, GUINT_TO_POINTER(left));
		}
		most = MAX(most, g_hash_table_size(times));
	}
	return most;
}

gboolean rebound_compromise_worst(
	struct rebound_compromise *compromise, const char **sender, guint *recipients)
{
	GHashTableIter iter;
	gpointer key, value;

	*sender = NULL;
	*recipients = LEAST_RECIPIENTS - 1;
	g_hash_table_iter_init(&iter, compromise->senders);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		guint count = count_recipients(value);

		/* Two with the same count: by name, so that the order of the table does not show.
		 */
		if (count < *recipients || count < LEAST_RECIPIENTS ||
			(count == *recipients && *sender != NULL && strcmp(key, *sender) > 0))
			continue;
		*sender = key;
		*recipients = count;
	}
	return *sender != NULL;
}
