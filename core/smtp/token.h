/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/smtp/token_keys.h"

/**
 * @file
 * Signed tokens: the proof that a mail was sent by us, to this recipient, not long ago. A token
 * stands in the envelope sender (VERP), in a header or in the Message-ID, and comes back with the
 * bounce. Without a key nobody makes one, so that no stranger silences anybody.
 *
 * A token is 21 characters of base32 (a to z, 2 to 7; RFC 4648 section 6, in any letter case), what
 * may follow it, and what it stands in:
 *
 *     b+ K EEEE MMMMMMMMMMMMMMMM .job =ann=example.org @bounces.example.com
 *
 *     K     the key's id, so that keys can be changed while old tokens are on their way
 *     E     when it ends: hours since 2020-01-01T00:00:00Z, so that it has no year to wrap around
 *     M     the first 80 bits of HMAC-SHA-256, by the key, over
 *               "rebound-token-1" NUL K EEEE NUL job NUL recipient
 *           job in lower case, the recipient as rebound_address_key() has it. The label keeps other
 *           uses of a key apart, the NULs, which none of the parts has, keep the parts apart.
 *     .job  a campaign's name, where one was given
 *     =     the recipient, "=" for its "@", where it fits
 *
 * The recipient is signed, so that a token for one can't be shown for another, and carried, so that
 * it is known where the bounce names nobody or whom the mail was passed on to. Where it does not
 * fit into the 64 bytes of a local part (RFC 5321 section 4.5.3.1.1), or has characters that mail
 * systems take for more than a name, it is signed and not carried: then the report must name it.
 * The job is signed, so that the count of one campaign can't be shifted to another. The address
 * that the token stands in is not signed: domains move, and forwarders rewrite (SRS0, SRS1, prvs=
 * and its kin, a "+tag" behind it, ezmlm's "list-return-1-LOCAL=DOMAIN"), which a token survives.
 */

/** A local part that carries a recipient is no longer than this. */
#define REBOUND_TOKEN_LOCAL_BYTES 64

/** Characters of a token without job and recipient. */
#define REBOUND_TOKEN_LENGTH 21

#define REBOUND_TOKEN_JOB_BYTES 20

/** The header that bears a token. */
#define REBOUND_TOKEN_HEADER "X-Rebound-Token"

/** Which token; NULL and 0 where it does not matter. */
struct rebound_token_order {
	const char *recipient; /**< a valid address */
	const char *job;       /**< 1 to 20 letters, digits, "-" and "_"; or NULL */
	gint64 expires;	       /**< rounded up to the hour */
	gsize room;	       /**< bytes that token, job and recipient may take; 0: any */
};

/**
 * Make a token with the newest key.
 *
 * @return it in the arena; NULL with error set (USAGE) where recipient or job are none, or the key
 * ends before the token
 */
char *rebound_token_make(const struct rebound_token_keys *keys,
	const struct rebound_token_order *order, struct rebound_arena *arena, GError **error);

/** How far a token holds, the better the greater. */
enum rebound_token_state {
	REBOUND_TOKEN_NONE,	   /**< there is none */
	REBOUND_TOKEN_UNKNOWN_KEY, /**< what looks like one is by no key of ours */
	REBOUND_TOKEN_WRONG,	   /**< not made with this key, or for none of the recipients */
	REBOUND_TOKEN_KEY_ENDED,   /**< right, but its key was past its last day */
	REBOUND_TOKEN_EXPIRED,	   /**< right, but it has ended */
	REBOUND_TOKEN_VALID,
};

struct rebound_token {
	enum rebound_token_state state;
	gint64 ended; /**< when the token or its key ended, or will; 0 for WRONG and less */
	char key;     /**< its key's id, or NUL */
	const char *recipient; /**< whom it is for, carried or one of the candidates; NULL for WRONG
				  and less */
	const char *job;       /**< NULL where it has none */
};

/**
 * Find the best token in a text of any origin, such as an address or a header's value.
 *
 * Compares in constant time. Costs at most 64 HMACs, whatever the text is.
 *
 * @param candidates  recipients that it may be for, where it carries none; NULL-terminated, may be
 *                    NULL
 * @param time        at which it must be good
 * @param arena       for recipient and job
 * @return its state, which is token->state
 */
enum rebound_token_state rebound_token_check(const struct rebound_token_keys *keys,
	const char *text, const char *const *candidates, gint64 time, struct rebound_arena *arena,
	struct rebound_token *token);
