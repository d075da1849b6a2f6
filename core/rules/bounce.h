/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/match.h"

/**
 * @file
 * The bounce that a card's check function sees.
 *
 *     check = function(bounce)
 *         return bounce.domain == "example.org" and bounce:says("mailbox * moved")
 *     end
 *
 * Fields: text, notice, status ("5.1.1"), reply (a number), address, original_address, domain,
 * host, remote_mta, reporting_mta, command, action, kind, reader, format, subject, from, and
 * original (a table: message_id, from, to, subject, list_id, list_unsubscribe, return_path); nil
 * where the mail does not say. Methods: bounce:header(name), of the returned message, else of the
 * bounce; bounce:says(phrase), in text and notice. A bounce is good for one call of the check.
 */

struct lua_State;

/** The binding for one Lua state; NULL with error set for want of Lua memory. Freed after the
 * state. */
struct rebound_bounce_context *rebound_bounce_context_new(
	struct rebound_sandbox *sandbox, GError **error);
void rebound_bounce_context_free(struct rebound_bounce_context *context);

/** Another report begins: checks that ran into a limit may run again. */
void rebound_bounce_context_reset(struct rebound_bounce_context *context);

/**
 * Call a check.
 *
 * @param context  of the Lua state that holds the check
 * @param check    reference in its registry
 * @return whether it gave a true value; FALSE where it failed: subject->broken says how then, and
 *         the set keeps the message for rebound_ruleset_take_error()
 */
gboolean rebound_bounce_check(struct rebound_subject *subject,
	struct rebound_bounce_context *context, const struct rebound_card *card, int check);

/** A check could not be called, and why: the whole verdict is not to be trusted. */
void rebound_bounce_break(
	struct rebound_subject *subject, const struct rebound_card *card, const char *message);
