/* SPDX-License-Identifier: MIT */
#pragma once

#include <string.h>

#include "check_rebound.h"
#include "core/policy/policy.h"
#include "core/store/store.h"

/**
 * @file
 * A policy from text over an empty store in memory, and events made from few words.
 */

#define NOON 1767268800 /* 2026-01-01T12:00:00Z */
#define HOUR (60 * 60)
#define DAY  (24 * HOUR)

/** What one test works with. */
struct desk {
	struct rebound_policy *policy;
	struct rebound_store *store;
	struct rebound_arena *arena;
	gint64 run;
	guint events;
};

static inline void open_desk(struct desk *desk, const char *policy)
{
	g_autoptr(GError) error = NULL;

	*desk = (struct desk){.arena = rebound_arena_new()};
	desk->policy = policy != NULL ? rebound_policy_load_text("test.lua", policy, &error)
				      : rebound_policy_load(NULL, &error);
	ck_assert_msg(desk->policy != NULL, "%s", error != NULL ? error->message : "");
	desk->store = rebound_store_open("/nowhere/to/be/found", REBOUND_STORE_MEMORY, &error);
	ck_assert_msg(desk->store != NULL, "%s", error != NULL ? error->message : "");
	desk->run = rebound_store_start_run(desk->store, "process", NOON, NULL);
}

static inline void close_desk(struct desk *desk)
{
	rebound_policy_free(desk->policy);
	rebound_store_free(desk->store);
	rebound_arena_free(desk->arena);
}

/** A permanent failure of ann@example.org, unknown mailbox, from a trusted source; each has an
 * original of its own. */
static inline struct rebound_event make_event(struct desk *desk, gint64 time)
{
	struct rebound_event event = {.run = desk->run,
		.address = "Ann@example.org",
		.address_key = "ann@example.org",
		.domain = "example.org",
		.kind = REBOUND_KIND_FAILURE,
		.reason = REBOUND_REASON_MAILBOX_UNKNOWN,
		.permanence = REBOUND_PERMANENCE_PERMANENT,
		.advice = REBOUND_ADVICE_SUPPRESS,
		.trust = REBOUND_TRUST_SOURCE,
		.confidence = 0.95,
		.time = time,
		.seen = time,
		.text = "550 5.1.1 No such user"};

	desk->events++;
	memcpy(event.key, &desk->events, sizeof(desk->events));
	event.original_id = rebound_arena_printf(desk->arena, "%u@lists.example.com", desk->events);
	return event;
}

/** The same as a temporary failure: a full mailbox. */
static inline struct rebound_event make_full(struct desk *desk, gint64 time)
{
	struct rebound_event event = make_event(desk, time);

	event.reason = REBOUND_REASON_MAILBOX_FULL;
	event.permanence = REBOUND_PERMANENCE_TEMPORARY;
	event.advice = REBOUND_ADVICE_RETRY;
	event.text = "452 4.2.2 Over quota";
	return event;
}

static inline struct rebound_decision decide_at(
	struct desk *desk, const struct rebound_event *event, gint64 now)
{
	struct rebound_policy_context context = {.now = now};
	struct rebound_decision decision;
	g_autoptr(GError) error = NULL;

	ck_assert_msg(rebound_policy_decide(desk->policy, desk->store, event, &context, desk->arena,
			      &decision, &error),
		"%s", error != NULL ? error->message : "");
	return decision;
}

static inline struct rebound_decision decide(struct desk *desk, const struct rebound_event *event)
{
	return decide_at(desk, event, event->time);
}

/** Decide, write the event and what was decided. */
static inline struct rebound_decision take_at(
	struct desk *desk, struct rebound_event *event, gint64 now)
{
	struct rebound_decision decision = decide_at(desk, event, now);
	gboolean added, changed;

	event->decision = rebound_decision_words(&decision);
	event->decision_why = decision.why;
	ck_assert(rebound_store_add_event(desk->store, event, &added, NULL));
	if (added)
		ck_assert(rebound_policy_apply(
			desk->policy, desk->store, event, &decision, now, &changed, NULL));
	return decision;
}

static inline struct rebound_decision take(struct desk *desk, struct rebound_event *event)
{
	return take_at(desk, event, event->time);
}

static inline void check_decision(const struct rebound_decision *decision, const char *expected)
{
	ck_assert_msg(strcmp(rebound_decision_words(decision), expected) == 0,
		"%s instead of %s (why: %s; refused: %s)", rebound_decision_words(decision),
		expected, decision->why, decision->refused);
}
