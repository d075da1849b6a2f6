/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/card.h"
#include "core/policy/history.h"

/**
 * @file
 * What an action in Lua sees, and its call. Internal to the policy layer.
 *
 *     run = function(event, history)
 *         if history:count { reason = "mailbox_full", over = "30d" } >= 5 then return suppress {}
 * end end
 *
 * event: address, domain, kind, reason, fault, permanence, advice, trust, confidence, time, status
 * ("5.1.1"), reply (a number), text, rule, evidence, remote_mta, original_id, feedback_type,
 * retry_after; nil where nothing is known.
 * history, of the address, with the event itself in it: history:score { permanent = 3, other = 1,
 * half_life = "14d" }; history:count { reason =, kind = "failure", permanence =, over = };
 * history.days (on how many it failed); history.last (the event before: time, kind, reason,
 * permanence; nil where there is none). Both are good for one call.
 */

struct rebound_action_context *rebound_action_context_new(
	struct rebound_policy *policy, GError **error);
void rebound_action_context_free(struct rebound_action_context *context);

/** Let Lua answer again what it answered before (core/policy/answers.h). */
void rebound_action_forget(struct rebound_policy *policy);

/**
 * Run an action, unless it is known what it answers.
 *
 * @return FALSE with error set (SCRIPT, LIMIT): one line with file and line
 */
gboolean rebound_action_run(struct rebound_policy *policy,
	const struct rebound_policy_action *action, const struct rebound_event *event,
	struct rebound_history *history, struct rebound_arena *arena,
	struct rebound_clauses *clauses, GError **error);
