/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"
#include "core/script/sandbox.h"
#include "core/smtp/token_keys.h"

/**
 * @file
 * Policy cards as they are read, and the policy that holds them. Internal to the policy layer.
 */

#define REBOUND_POLICY_STEPS 16

/** What a card or an action says is to be done. */
struct rebound_clauses {
	gboolean suppress;
	guint after;	/**< failures that it takes, at least 1 */
	gint64 over;	/**< within this span; 0: the whole history */
	gint64 spacing; /**< failures nearer than that to the one counted before do not count */
	gint64 expires; /**< it ends after; 0: never */
	gboolean anyway;
	const char *suppress_why;	    /**< or NULL */
	guint step_count;		    /**< of a retry; 0: none */
	gint64 steps[REBOUND_POLICY_STEPS]; /**< seconds, none shorter than the one before */
	guint session_count; /**< of a reply heard in a session or a log; 0: as steps */
	gint64 session_steps[REBOUND_POLICY_STEPS];
	const char *retry_why;
	gint64 slow; /**< first interval; 0: not slowed */
	gint64 slow_limit;
	guint slow_after; /**< failures of the domain that it takes, this one with them */
	gint64 slow_over; /**< within this span */
	gboolean resume;  /**< the domain is slowed no more */
	double slow_growth;
	const char *tell; /**< whom, or NULL */
	gboolean review, keep;
	const char *why; /**< of review or keep */
};

struct rebound_policy_action {
	const char *name;
	const char *doc; /**< NULL */
	const char *at;	 /**< rules/policy.lua:12 */
	int run;	/**< reference in the Lua registry */
};

struct rebound_policy_card {
	const char *name; /**< a reason or a kind */
	const char *at;	  /**< rules/policy.lua:12 */
	const char *action_name;
	const struct rebound_policy_action *action; /**< or NULL */
	struct rebound_clauses clauses;
};

struct rebound_action_context;

struct rebound_policy {
	struct rebound_sandbox *sandbox;
	struct rebound_arena *arena; /**< strings, cards, lists */
	GPtrArray *actions;	     /**< struct rebound_policy_action, in the arena */
	const struct rebound_policy_card *reasons[REBOUND_REASON_COUNT];
	const struct rebound_policy_card *kinds[REBOUND_KIND_COUNT];
	struct rebound_settings settings;
	gboolean has_settings;
	struct rebound_token_keys *keys; /**< NULL until they are loaded */
	int result; /**< the words' function for what an action gave back */
	struct rebound_action_context *call; /**< what actions look at */
	const struct rebound_policy_action
		*running; /**< the one that is called, NULL between calls */
	char *error;	  /**< first failure of an action since it was asked for */
};

struct lua_State;

/**
 * Read the list of clauses on top of the stack, which the words have checked. Strings are copied
 * into the arena. [-0, +0, v]
 */
void rebound_clauses_read(
	struct lua_State *state, struct rebound_arena *arena, struct rebound_clauses *clauses);

/** The card that decides on a kind and reason, NULL where there is none. */
const struct rebound_policy_card *rebound_policy_find_card(
	const struct rebound_policy *policy, enum rebound_kind kind, enum rebound_reason reason);

/** Give the clauses of a card that says nothing about a retry, or about one of a session, what
 * stands for all failures. */
void rebound_policy_inherit_retry(const struct rebound_policy *policy,
	const struct rebound_policy_card *card, struct rebound_clauses *clauses);
