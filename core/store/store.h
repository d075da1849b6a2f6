/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/taxonomy.h>
#include "core/base/arena.h"

/**
 * @file
 * The store: runs, events, suppressions, retries, slowed domains, quarantine. One SQLite file in
 * WAL mode, with a schema version. All values are bound. Events are append-only.
 */

struct rebound_store;
typedef struct rebound_store rebound_store;

enum rebound_store_mode {
	REBOUND_STORE_READ,   /**< must exist; nothing is written */
	REBOUND_STORE_CHANGE, /**< must exist; is written to */
	REBOUND_STORE_WRITE,  /**< created where it is missing */
	REBOUND_STORE_MEMORY, /**< a private copy in memory of what is at the path, for a dry run */
	REBOUND_STORE_CHECK,  /**< as READ, also where the file is damaged: rebound_store_check() */
};

/**
 * Open a database.
 *
 * Reading leaves no trace, not even beside the file. Here and below, a store that fails gives IO
 * where the file can't be read, made or written, STATE where it is no rebound database, damaged, or
 * of a later schema, BUSY where the same may succeed later (in use by another program, disk full):
 * one line with the path and what to do.
 *
 * @return NULL with error set
 */
struct rebound_store *rebound_store_open(
	const char *path, enum rebound_store_mode mode, GError **error);
void rebound_store_free(struct rebound_store *store);

/** Nothing waits any longer for another process that writes, in all stores of this process; safe in
 * a signal handler. */
void rebound_store_stop_waiting(void);

/**
 * From now on SQLite does not look whether the rows are there that a new row names: for a run that
 * names only what it has read or written in the same transaction. rebound_store_check() looks.
 */
gboolean rebound_store_vouch(struct rebound_store *store, GError **error);

/**
 * The time that a run goes by: now, or the time of the newest run where that is up to two days
 * later, since a clock that was set back must not make two days of one.
 */
gboolean rebound_store_clock(struct rebound_store *store, gint64 *now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_store, rebound_store_free)

/**
 * A transaction; for all modes but READ it takes the lock of a writer at once, and waits up to 10
 * seconds for it. What changes more than one row is whole without one, too.
 */
gboolean rebound_store_begin(struct rebound_store *store, GError **error);
gboolean rebound_store_commit(struct rebound_store *store, GError **error);
void rebound_store_rollback(struct rebound_store *store);

/* Runs. */

/**
 * A new run; its number, or 0 with error set. The row is written with the first row that names the
 * run. Where another process wrote one of the same number first, the row gets the next number, and
 * every row of this run with it: rebound_store_run_number() tells.
 */
gint64 rebound_store_start_run(
	struct rebound_store *store, const char *command, gint64 now, GError **error);

/** The number that the run's row has; 0 while there is none. */
gint64 rebound_store_run_number(const struct rebound_store *store);

/** Note the end of a run; does nothing where its row was never written. */
gboolean rebound_store_end_run(
	struct rebound_store *store, gint64 run, const char *summary, gint64 now, GError **error);

/* Events. */

enum rebound_trust {
	REBOUND_TRUST_NOT_OURS = -1, /**< about a message that we never sent: no effect at all */
	REBOUND_TRUST_NONE,
	REBOUND_TRUST_PLAIN,
	REBOUND_TRUST_VERIFIED,
	REBOUND_TRUST_SOURCE
};
const char *rebound_trust_name(enum rebound_trust trust);

/** One recipient's entry of one message. */
struct rebound_event {
	gint64 id;
	gint64 run;
	guint8 key[32]; /**< SHA-256 of content and recipient: what makes it the same event */
	guint8 message_hash[32];
	const char *address;	 /**< the one that effects are on, or NULL */
	const char *address_key; /**< rebound_address_key() of it, or NULL */
	const char *domain;	 /**< of it, lower case, or NULL */
	enum rebound_kind kind;
	enum rebound_reason reason;
	enum rebound_permanence permanence;
	enum rebound_advice advice;
	enum rebound_trust trust;
	double confidence;
	gint64 time; /**< the event's time */
	gint64 seen; /**< when it was processed */
	const char *
		original_id; /**< Message-ID of the returned message, or NULL: what a count is by */
	const char *status;  /**< "5.1.1", or NULL */
	int reply;
	const char *text;
	const char *rule;
	const char *rule_at;
	const char *evidence;
	const char *remote_mta;
	const char *feedback_type; /**< abuse, not-spam, ..., of a complaint; or NULL */
	gboolean nested;	   /**< found inside a mail that somebody forwarded */
	const char *source;	   /**< where it was seen first, as evidence */
	guint64 source_index;
	gint64 retry_after;
	const guint8 *record; /**< core/report/record.h */
	gsize record_len;
	const char *decision; /**< what was decided, in words: suppress:active, retry, ... */
	const char *decision_why;
	gboolean session;    /**< heard in a session or a log, not in a bounce mail; not stored */
	gboolean of_message; /**< of a message that rebound_store_add_message() added just now: it
				is as new as that is; not stored */
	gint64 undone;	     /**< when its run was taken back; 0 while it counts */
	gint64 replaces; /**< the event that this one stands for while it is decided on; 0: none */
	const char *trust_why; /**< what keeps it from being trusted more, or NULL; not stored */
};

/** Whether a message with this hash was processed (by a run that was not undone). */
gboolean rebound_store_has_message(
	struct rebound_store *store, const guint8 hash[32], gboolean *seen, GError **error);

/** Note that a message was processed, also where it had no recipients; *added is FALSE where it was
 * before, and nothing is written then. */
gboolean rebound_store_add_message(struct rebound_store *store, const guint8 hash[32], gint64 run,
	enum rebound_kind kind, gint64 time, const char *source, guint64 index, gboolean *added,
	GError **error);

/** Add an event; *added is FALSE where the same one is there already, which is not looked for where
 * it is of a message: that one has each of its events once. Sets event->id, and event->run to the
 * row's. */
gboolean rebound_store_add_event(
	struct rebound_store *store, struct rebound_event *event, gboolean *added, GError **error);

/** Called for each row; FALSE ends the walk. Strings are good during the call. */
typedef gboolean (*rebound_store_event_func)(const struct rebound_event *event, void *data);

/** Events of one address that count (see core/store/replacements.h), newest first, at most limit
 * (0: all), since a time. The record is left out. */
gboolean rebound_store_events_of(struct rebound_store *store, const char *address_key, gint64 since,
	guint limit, rebound_store_event_func func, void *data, GError **error);

/**
 * The same for a history: of each event only id, key, kind, reason, permanence, trust, time,
 * original_id and nested are set.
 */
gboolean rebound_store_history_of(struct rebound_store *store, const char *address_key,
	gint64 since, guint limit, rebound_store_event_func func, void *data, GError **error);

/** Whether an address has an event since a time that may be a sign of life: mail that arrived, was
 * read or was answered. */
gboolean rebound_store_has_signs(struct rebound_store *store, const char *address_key, gint64 since,
	gboolean *there, GError **error);

/** One event by its number, an undone one too; FALSE and error untouched where there is none. */
gboolean rebound_store_event(struct rebound_store *store, gint64 id, rebound_store_event_func func,
	void *data, GError **error);

/** How many other failures and delays of the event's domain have its reason, from a time on up to
 * the event's; most at most. */
gboolean rebound_store_domain_failures(struct rebound_store *store,
	const struct rebound_event *event, gint64 since, guint most, guint *count, GError **error);

/** All events that count, by number. */
gboolean rebound_store_events(
	struct rebound_store *store, rebound_store_event_func func, void *data, GError **error);

/* Suppressions. */

enum rebound_state {
	REBOUND_STATE_PROPOSED,
	REBOUND_STATE_ACTIVE,
	REBOUND_STATE_HELD,
	REBOUND_STATE_ENDED,
	REBOUND_STATE_COUNT
};
const char *rebound_state_name(enum rebound_state state);
gboolean rebound_state_read(const char *name, enum rebound_state *state);

/** How grave a state is: active, held, proposed; 0 for one that ended. */
int rebound_state_gravity(enum rebound_state state);

struct rebound_suppression {
	gint64 id;
	const char *address;
	const char *address_key;
	const char *domain;
	enum rebound_state state;
	enum rebound_reason reason; /**< NONE for a complaint, an unsubscribe or an entry by hand */
	const char *cause;	    /**< the reason's or the kind's name, or "manual" */
	const char *why;	    /**< one line for people */
	const char *rule, *rule_at;
	enum rebound_trust trust;
	gint64 event;	     /**< the event that tipped it, 0 for an entry by hand */
	gint64 run;	     /**< 0 for an entry by hand */
	gint64 since, until; /**< until 0: no end */
	gint64 ended;	     /**< when it ended, 0 while it stands */
	const char *ended_why;
	/* See core/store/holds.h. */
	const char *provider; /**< whose failures are counted together, or NULL */
	gint64 turned;	      /**< time of the failure by which the address turned; 0: it did not */
	gint64 hold;	      /**< the hold that it is part of, or 0 */
};

/** Which suppressions; what is 0, NULL or COUNT does not matter. */
struct rebound_suppression_filter {
	const char *address_key;
	const char *domain;
	const char *cause;
	const char *rule;	  /**< its name, or its place such as rules/mailbox.lua:12 */
	enum rebound_state state; /**< REBOUND_STATE_COUNT: any that has not ended */
	gboolean include_ended;
	gint64 run;
	gint64 since, until; /**< by the time it began */
	gint64 now;	     /**< what is over at this time counts as ended */
};

typedef gboolean (*rebound_store_suppression_func)(
	const struct rebound_suppression *suppression, void *data);

/**
 * Put a suppression in. An address has at most one that has not ended: a graver state replaces a
 * milder one (proposed, held, active), one without an end replaces one of the same state that has
 * one, and otherwise the same state changes nothing. What is replaced stays, as ended. An active
 * one cancels the address's retries.
 *
 * @param changed  set where a row was written; may be NULL
 */
gboolean rebound_store_suppress(struct rebound_store *store,
	const struct rebound_suppression *suppression, gint64 now, gboolean *changed,
	GError **error);

/** Walk suppressions in the order of address_key, then number. */
gboolean rebound_store_suppressions(struct rebound_store *store,
	const struct rebound_suppression_filter *filter, rebound_store_suppression_func func,
	void *data, GError **error);

/**
 * A person changes the state of all that match the filter; how many, or -1 with error set. What has
 * ended stays ended. why is kept beside the entry's own.
 */
gint64 rebound_store_set_state(struct rebound_store *store,
	const struct rebound_suppression_filter *filter, enum rebound_state state, const char *why,
	gint64 now, GError **error);

/** Fast look-up for clean: the suppression of an address that stands now, also one of which only a
 * hash is left (without texts, event and run); FALSE where there is none. */
gboolean rebound_store_find_suppression(struct rebound_store *store, const char *address_key,
	gint64 now, struct rebound_arena *arena, struct rebound_suppression *found, GError **error);

/**
 * When a person last ended a suppression of this address, 0 where nobody did: what was seen before
 * that was judged, and counts no more.
 */
gboolean rebound_store_cleared(
	struct rebound_store *store, const char *address_key, gint64 *time, GError **error);

/* Retries. */

enum rebound_retry_state {
	REBOUND_RETRY_SCHEDULED,
	REBOUND_RETRY_OVER,
	REBOUND_RETRY_DONE,
	REBOUND_RETRY_CANCELLED
};
const char *rebound_retry_state_name(enum rebound_retry_state state);

struct rebound_retry {
	gint64 id;
	const char *address;
	const char *address_key;
	const char *domain;
	const char *original_id; /**< Message-ID of what would be sent again, or NULL */
	enum rebound_reason reason;
	enum rebound_retry_state state;
	guint step; /**< 1 for the first */
	gint64 due;
	gint64 event, run;
	const char *why;
	gboolean session;  /**< its failure was heard in a session or a log, not in a bounce mail */
	gint64 lease;	   /**< the lease that it was handed out with last, 0 for none */
	gint64 lease_ends; /**< until then it is in somebody's hands */
	gint64 begun; /**< when it began to be sent, without a word how that ended; 0: it did not */
};

typedef gboolean (*rebound_store_retry_func)(const struct rebound_retry *retry, void *data);

/** Schedule a retry; one for an address and original message: a later one replaces the earlier. */
gboolean rebound_store_retry(
	struct rebound_store *store, const struct rebound_retry *retry, GError **error);

/** The newest retry of an address and original message that was not cancelled; step 0 where there
 * is none. */
struct rebound_retry_mark {
	guint step;
	gint64 due;
	enum rebound_retry_state state;
};
gboolean rebound_store_last_retry(struct rebound_store *store, const char *address_key,
	const char *original_id, struct rebound_retry_mark *mark, GError **error);

/** One retry by its number; FALSE and error untouched where there is none. */
gboolean rebound_store_retry_by_id(struct rebound_store *store, gint64 id,
	rebound_store_retry_func func, void *data, GError **error);

/**
 * Count the retries of a domain that are scheduled in each of some hours.
 *
 * @param hour    since 1970
 * @param counts  of the hours from there on
 */
gboolean rebound_store_retry_hours(struct rebound_store *store, const char *domain, gint64 hour,
	guint hours, guint *counts, GError **error);

/** Walk retries by due time, then address; due_before 0: all. Only scheduled ones unless all is
 * set. */
gboolean rebound_store_retries(struct rebound_store *store, gint64 due_before, gboolean all,
	rebound_store_retry_func func, void *data, GError **error);

/* Slowed domains. */

struct rebound_slowdown {
	const char *domain;
	enum rebound_reason reason;
	gint64 interval; /**< seconds between two attempts */
	gint64 until;
	gint64 event, run;
	const char *why;
};
typedef gboolean (*rebound_store_slowdown_func)(
	const struct rebound_slowdown *slowdown, void *data);

/** Slow a domain; a later slowdown replaces the earlier, that of the same run in its place. */
gboolean rebound_store_slow(
	struct rebound_store *store, const struct rebound_slowdown *slowdown, GError **error);

/** The newest slowdown of a domain, also one that is over. */
gboolean rebound_store_slowdown(struct rebound_store *store, const char *domain,
	rebound_store_slowdown_func func, void *data, GError **error);

/** A domain took a mail: what slowed it before the event's time ends with that. */
gboolean rebound_store_resume(struct rebound_store *store, const char *domain,
	const struct rebound_event *event, GError **error);

/** Walk the domains that are slowed at a time, by name. */
gboolean rebound_store_slowdowns(struct rebound_store *store, gint64 now,
	rebound_store_slowdown_func func, void *data, GError **error);

/* Quarantine: messages that killed their worker. */

/** Keep a message; the same one again changes nothing. */
gboolean rebound_store_quarantine(struct rebound_store *store, const guint8 hash[32],
	const char *source, guint64 index, const char *why, const char *data, gsize len, gint64 run,
	gint64 now, GError **error);
