/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Mail addresses by one strict grammar (RFC 5321 section 4.1.2, RFC 6531): what it refuses never
 * reaches an action. Nothing is ever shortened, lengthened or guessed.
 */

/**
 * Check and copy one address.
 *
 * Takes "ann@example.org", "<ann@example.org>", a quoted local part, a source route before a colon
 * (dropped), a domain literal, and UTF-8; outer white space, angle brackets and one trailing
 * comment are cut. Refuses controls, invalid UTF-8, spaces outside quotes, more than one unquoted
 * "@", a dot at the begin, a domain without a valid label, everything over
 * REBOUND_LIMIT_ADDRESS_BYTES, programs and files. The spelling is kept, but for the dot of the
 * root behind a domain, which is cut.
 *
 * @return the address in the arena, or NULL
 */
char *rebound_address_read(struct rebound_arena *arena, const char *text, gsize len);

/** The domain of an address that rebound_address_read() gave: behind its last "@". */
const char *rebound_address_domain(const char *address);

/**
 * The key that one address is known by, in core/smtp/address_key.c: the local part in lower case
 * (by Unicode) and NFC, without quotes that it does not need, the domain as
 * rebound_address_domain_key() has it. The key of a key is itself.
 */
char *rebound_address_key(struct rebound_arena *arena, const char *address);

/**
 * The key of a domain: lower case, and A-labels where it is internationalised (UTS 46,
 * nontransitional), so that both spellings are one; without the root's dot. A domain that IDNA
 * refuses is only lower case and NFC.
 */
char *rebound_address_domain_key(struct rebound_arena *arena, const char *domain);

/**
 * Check a plain address and write its key in one pass, for lists of millions.
 *
 * @param key  room for REBOUND_LIMIT_ADDRESS_BYTES bytes; not NUL-terminated
 * @return the key's length; 0 for what rebound_address_read() and rebound_address_key() have to
 *         look at: quoted, bracketed, not ASCII, no address at all
 */
gsize rebound_address_plain_key(const char *text, gsize len, char *key);

/** Which spellings of a local part are one mailbox; a provider's habit, so only where asked for. */
struct rebound_address_alias {
	gboolean tags;	     /**< "ann+news" is "ann", everywhere */
	gboolean gmail_dots; /**< "a.n.n" is "ann" at gmail.com, and googlemail.com is gmail.com */
};

/** Bring a key to its mailbox's, in place; returns its length. */
gsize rebound_address_key_unalias(char *key, gsize len, const struct rebound_address_alias *alias);

/** Whether two addresses are the same one. */
gboolean rebound_address_equal(const char *a, const char *b);

/**
 * The next address in free text.
 *
 * An address is taken only whole: what touches it on either side must be white space, an end or one
 * of <>()[]{},;:"' or their like in other scripts, a key such as "to=" before it, or full stops,
 * "?" or "!" at its end, else it is none. What may be a mark or the beginning of a name ("*ann",
 * "-ann"), and words of a script without spaces that touch an ASCII address, make it none as well.
 * Message-IDs (after "Message-ID:" or "Msgid=") are passed over by the caller, not here.
 * Linear in the text.
 *
 * @param from   where to look, moved behind the address
 * @param start  set to where the address began; may be NULL
 * @return the address in the arena, or NULL at the end
 */
char *rebound_address_find(
	struct rebound_arena *arena, const char **from, const char *end, const char **start);

/** Whether the local part is a mail system's own: mailer-daemon, postmaster, double-bounce, ... */
gboolean rebound_address_is_daemon(const char *address);
