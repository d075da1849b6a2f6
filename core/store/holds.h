/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Holds: suppressions of one provider that came in such a number that they may be its outage. Their
 * rows have the state held until a person releases or drops the hold; nothing else decides it.
 */

enum rebound_hold_state {
	REBOUND_HOLD_OPEN,
	REBOUND_HOLD_RELEASED, /**< its suppressions became active */
	REBOUND_HOLD_DROPPED,  /**< they ended */
};
const char *rebound_hold_state_name(enum rebound_hold_state state);

struct rebound_hold {
	gint64 id;
	const char *provider;
	gint64 began, last; /**< times of its first and last failure */
	double norm;	    /**< addresses that turned in a day before */
	enum rebound_hold_state state;
	const char *why;
	gint64 run;
	gint64 decided; /**< when a person did; 0 while it is open */
	const char *decided_why;
	gint64 addresses; /**< that are part of it and were not taken back */
};

/** Called for each row; FALSE ends the walk. Strings are good during the call. */
typedef gboolean (*rebound_store_hold_func)(const struct rebound_hold *hold, void *data);

/** Walk holds by number; only open ones unless all is set. One with no address left, since its runs
 * were taken back, is passed over. */
gboolean rebound_store_holds(struct rebound_store *store, gboolean all,
	rebound_store_hold_func func, void *data, GError **error);

/**
 * The newest hold of a provider that is not dropped and whose times, widened by slack seconds on
 * both sides, hold a time. Of *hold the strings are not set; id 0: there is none.
 */
gboolean rebound_store_find_hold(struct rebound_store *store, const char *provider, gint64 time,
	gint64 slack, struct rebound_hold *hold, GError **error);

/** Rows of one run that were put on a hold, by the state that they had. */
struct rebound_hold_moved {
	guint active, proposed;
};

/**
 * Open a hold, and put what is active or proposed and turned from since to until on it: each such
 * row is replaced by a held one of this run, so that undoing the run lets it stand again.
 *
 * @param id     its number
 * @param moved  which of them were of this very run
 */
gboolean rebound_store_open_hold(struct rebound_store *store, const struct rebound_hold *hold,
	gint64 since, gint64 until, gint64 now, gint64 *id, struct rebound_hold_moved *moved,
	GError **error);

/** A failure joins an open hold: its times reach to it. */
gboolean rebound_store_extend_hold(
	struct rebound_store *store, gint64 id, gint64 time, GError **error);

/**
 * A person decides an open hold: released, its suppressions become active; dropped, they end, their
 * failures no longer count, and the retries that they had cancelled come back.
 *
 * @return how many suppressions changed, or -1 with error set (USAGE where there is no such hold,
 *         or it was decided already)
 */
gint64 rebound_store_decide_hold(struct rebound_store *store, gint64 id, gboolean release,
	const char *why, gint64 now, GError **error);

/** How many addresses of a provider turned in each hour (since 1970) of some, the last included. */
typedef void (*rebound_store_turned_func)(gint64 hour, gint64 addresses, void *data);
gboolean rebound_store_turned(struct rebound_store *store, const char *provider, gint64 first_hour,
	gint64 last_hour, rebound_store_turned_func func, void *data, GError **error);

/** The time of the oldest event that counts; 0 where there is none. */
gboolean rebound_store_first_time(struct rebound_store *store, gint64 *time, GError **error);
