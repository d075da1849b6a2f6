/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/policy/policy.h"
#include "core/smtp/token.h"

/**
 * @file
 * How far a report can be trusted about one recipient. Internal to the policy layer.
 *
 * Anybody can send a mail that looks like a bounce, so what counts is what a stranger can't know: a
 * token (verified). Without a key file in the settings, what he would have to find out: that we
 * sent such a mail, by its Message-ID, its sender or a VERP address (plain). A report that returns
 * somebody else's message is not ours, and so is one that has neither token nor mark of ours where
 * there is a key file: spam with a forged sender comes back so by the thousands (backscatter).
 */

struct rebound_trusting {
	enum rebound_trust trust;
	const char *address; /**< whom the token is for, and effects are on; NULL: as the report has
				it */
	const char *why;     /**< what keeps it from being trusted more, for people; NULL */
};

/**
 * Judge a report about one of its recipients.
 *
 * @param time   of the event, at which a token must hold
 * @param arena  for the strings of the result
 */
void rebound_policy_judge(const struct rebound_policy *policy, const struct rebound_report *report,
	guint recipient, gint64 time, const struct rebound_policy_context *context,
	struct rebound_arena *arena, struct rebound_trusting *trusting);

/**
 * The best token that a report bears for one of its recipients.
 *
 * Looked for where the mail came to (the headers that mail servers note the envelope recipient in,
 * To, and the topmost Received), in the returned message's headers, and in the fields that give its
 * envelope back (Original-Envelope-Id of RFC 3464, Original-Mail-From of RFC 5965). Where it is
 * found does not matter, since whoever can show a token has seen a mail to this recipient; so no
 * header needs to be known as our own mail server's.
 */
void rebound_policy_find_token(const struct rebound_policy *policy,
	const struct rebound_report *report, guint recipient, gint64 time,
	struct rebound_arena *arena, struct rebound_token *token);
