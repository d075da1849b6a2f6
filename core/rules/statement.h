/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/rules/spelling.h"

/**
 * @file
 * What the sentences of a reply are about, and what they say of it: the noun that belongs to a verb
 * is looked for among the words around it. So "the sender's mailbox does not exist" is told from
 * "the mailbox does not exist, sender", whatever words stand between. Internal to the rules layer.
 */

/** What a text may say; a set of these bits. */
enum rebound_statement {
	REBOUND_STATEMENT_RECIPIENT = 1 << 0,	   /**< a recipient is spoken of */
	REBOUND_STATEMENT_ABSENT = 1 << 1,	   /**< the recipient does not exist */
	REBOUND_STATEMENT_GONE = 1 << 2,	   /**< was there, and takes no mail any more */
	REBOUND_STATEMENT_FULL = 1 << 3,	   /**< the recipient has no space */
	REBOUND_STATEMENT_CHOOSES = 1 << 4,	   /**< the recipient takes mail of others only */
	REBOUND_STATEMENT_OTHERWISE = 1 << 5,	   /**< does something that is not known */
	REBOUND_STATEMENT_DOMAIN_ABSENT = 1 << 6,  /**< the recipient's domain does not exist */
	REBOUND_STATEMENT_DOMAIN_NO_MAIL = 1 << 7, /**< the recipient's domain takes no mail */
	REBOUND_STATEMENT_SYSTEM_ABSENT = 1 << 8,  /**< what the server needs is missing */
	REBOUND_STATEMENT_SENDER = 1 << 9,	   /**< the one who sends is spoken of */
	REBOUND_STATEMENT_SENDER_ABSENT = 1 << 10, /**< he does not exist, or is gone */
	REBOUND_STATEMENT_MESSAGE = 1 << 11,	   /**< the mail that was sent is spoken of */
	REBOUND_STATEMENT_CONNECTION = 1 << 12,	   /**< the host that sends, or the session */
	REBOUND_STATEMENT_SYSTEM = 1 << 13,	   /**< the host that answers, or a part of it */
	REBOUND_STATEMENT_POLICY = 1 << 14,	   /**< rules, lists, filters */
	REBOUND_STATEMENT_LATER = 1 << 15,	   /**< it is so for now */
	REBOUND_STATEMENT_TROUBLE = 1 << 16,	   /**< something broke */
	REBOUND_STATEMENT_LIMIT = 1 << 17,	   /**< too many, too much */
	REBOUND_STATEMENT_SOMETHING = 1 << 18,	   /**< a sentence in a language that is known */
	REBOUND_STATEMENT_NO_MAIL = 1 << 19,	   /**< who is not named takes no mail */
	REBOUND_STATEMENT_LARGE = 1 << 20,	   /**< the mail that was sent is too big */
	REBOUND_STATEMENT_THING_ABSENT = 1 << 21,  /**< what a recipient has is not there */
	REBOUND_STATEMENT_DOMAIN = 1 << 22,	   /**< a domain is spoken of */
	REBOUND_STATEMENT_DOUBTED = 1 << 23,	   /**< the recipient may be absent or gone */
};

#define REBOUND_STATEMENT_COUNT 24

/** Where something is said first: from the beginning of a sentence to the end of the clause; both 0
 * where no clause says it alone. */
struct rebound_statement_place {
	gsize start, end; /**< in bytes of what is folded */
};

/** The bit of a name, such as "recipient absent". */
gboolean rebound_statement_named(const char *name, guint *bit);

/** All names, NULL-terminated. */
const char *const *rebound_statement_names(void);

/**
 * Read a text.
 *
 * @param text    folded, with its names hidden (rebound_names_hide())
 * @param places  of each byte of it in folded; NULL where they are the same
 * @param folded  the same with its names, to tell addresses from other names
 * @param where   REBOUND_STATEMENT_COUNT of them, by the number of a bit; set for what is said
 */
guint rebound_statement_read(const char *text, gsize len, const guint32 *places, const char *folded,
	struct rebound_statement_place *where);
