/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * The history of one address up to and with one event: what counts, and how often. Internal to the
 * policy layer.
 *
 * What a forwarded mail held and what a person has judged since (by ending a suppression) is left
 * out, and so are failures before a sign of life: a delivery, a reply, a read receipt. (A mail that
 * was passed on and then failed was no delivery.) Where the event is trusted, only trusted ones
 * count. There is one count for an original message, and one a day at most: of a day's failures the
 * gravest, then the earliest.
 */

/** Newest events of an address that are looked at: a flood of reports must not slow a run down. */
#define REBOUND_HISTORY_EVENTS 200

struct rebound_history_entry {
	gint64 time;
	gint64 day;
	enum rebound_kind kind;
	enum rebound_reason reason;
	enum rebound_permanence permanence;
	enum rebound_trust trust;
	const char *original_id; /**< in the arena, or NULL: then each message is one of its own */
	guint8 key[32];
	gboolean is_current; /**< the event itself */
};

struct rebound_history {
	gint64 time;	/**< of the event */
	gint64 cleared; /**< when a person last ended a suppression of the address; 0 never */
	GError *failed; /**< what the store said; the numbers are not to be trusted then */
	/* Read when it is first asked for, and as far back as that takes. */
	GArray *entries; /**< struct rebound_history_entry, by day, gravity, time; NULL: not open */
	gint64 since;	 /**< what the entries go back to */
	gint64 alive;	 /**< the last sign of life among what was read, 0 none */
	struct rebound_store *store;
	const struct rebound_event *event;
	struct rebound_arena *arena;
};

/**
 * Open the history of an event's address; the caller clears it. Store, event and arena must outlive
 * it. FALSE with error set where the store failed.
 */
gboolean rebound_history_open(struct rebound_history *history, struct rebound_store *store,
	const struct rebound_event *event, struct rebound_arena *arena, GError **error);
void rebound_history_clear(struct rebound_history *history);

/** Whether an event of this kind and reason says that a mailbox, or somebody, is there. */
gboolean rebound_history_is_alive(enum rebound_kind kind, enum rebound_reason reason);

/** The last sign of life of the address, where there is one at the event's time or since; else 0 or
 * an earlier one. */
gint64 rebound_history_alive(struct rebound_history *history);

/** How many events are looked at for what is counted over a span; 0 for all. */
guint rebound_history_size(struct rebound_history *history, gint64 over);

/** What to count: events of a kind. Of the rest, 0 or NONE is any. */
struct rebound_history_query {
	enum rebound_kind kind;
	enum rebound_reason reason;
	enum rebound_permanence permanence;
	gint64 over;	/**< within a span of this length that holds the event */
	gint64 spacing; /**< what counts is at least so far apart; 0: on another day */
	gboolean dead; /**< instead of reason: permanent failures that may suppress, and reason's */
};

/** How many count. */
guint rebound_history_count(
	struct rebound_history *history, const struct rebound_history_query *query);

/** Points for failures, permanent and other, that halve each half_life seconds (0: never). */
double rebound_history_score(
	struct rebound_history *history, double permanent, double other, gint64 half_life);

/** On how many days it failed. */
guint rebound_history_days(struct rebound_history *history);

/** The newest entry before the event, NULL where there is none. */
const struct rebound_history_entry *rebound_history_last(struct rebound_history *history);
