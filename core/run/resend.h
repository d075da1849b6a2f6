/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/net/mailer.h"
#include "core/run/attempt.h"

/**
 * @file
 * Sending again what is due, from the mail that its bounce returned.
 *
 * A report that anybody could have written must not make us send what it holds. So only reports of
 * a source that the operator vouches for, or with a valid token, are taken; the bounce is read
 * again from where it lay and must be the same by its hash; the message in it must be whole and the
 * one that the retry is about; and what is itself a bounce or an automatic mail is never sent.
 *
 * The message goes out as it was, at the latest attempt of its delivery: without Resent- fields,
 * which are for people who introduce a message anew (RFC 5322 section 3.6.6), and without
 * Return-Path (RFC 5321 section 4.4). So its signatures stay good, and its Message-ID tells a
 * receiver who has it already.
 */

enum rebound_resend_result {
	REBOUND_RESEND_SENT,	  /**< the server took it over; in a dry run: it would be sent */
	REBOUND_RESEND_REFUSED,	  /**< the server refused it; the policy decided */
	REBOUND_RESEND_SKIPPED,	  /**< it can't be sent from here, and stays due */
	REBOUND_RESEND_UNCERTAIN, /**< nobody knows: it is not handed out again */
};

struct rebound_resend_options {
	struct rebound_attempts *attempts;
	struct rebound_mailer *mailer; /**< NULL for a dry run; the store is then a private copy */
	const char *from;   /**< of the envelope; NULL: where the bounce came to, if ours */
	const char *domain; /**< only this one; NULL: any */
	guint limit;	    /**< attempts at most; 0: no limit */
	gint64 span;	    /**< of the lease, in seconds */
	/** What became of a retry; why is NULL or a line for people, outcome only for REFUSED. */
	void (*told)(const struct rebound_retry *retry, enum rebound_resend_result result,
		const char *why, const struct rebound_attempt_outcome *outcome, void *data);
	void *data;
};

/**
 * Lease what is due and send it, one recipient a mail, as far as the messages are at hand. What a
 * refusal was about is decided by the policy, and is in the store before the next one is sent.
 *
 * @return FALSE with error set: BUSY where the server does not talk to us; IO or STATE for the
 *         store. What was not sent is due again.
 */
gboolean rebound_resend(const struct rebound_resend_options *options, GError **error);
