/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include <rebound/taxonomy.h>

/**
 * @file
 * What other systems call our reasons.
 */

enum rebound_foreign {
	REBOUND_FOREIGN_POWERMTA,
	REBOUND_FOREIGN_KUMOMTA,
	REBOUND_FOREIGN_SPARKPOST, /**< its numbers of bounce classes */
	REBOUND_FOREIGN_SES,	   /**< bounceType/bounceSubType */
	REBOUND_FOREIGN_SISIMAI,
	REBOUND_FOREIGN_COUNT
};

/** A system's name for people, such as "Amazon SES"; NULL for none. */
const char *rebound_foreign_name(enum rebound_foreign system);

/** The words of a system for a reason, the best first, with ", " between them. NULL for NONE. */
const char *rebound_foreign_words(enum rebound_foreign system, enum rebound_reason reason);

/**
 * The reason that a word of any system means, without case. Where it means several, the first of
 * ours; but unknown where only some of them are an address's or a domain's fault, so that nobody is
 * suppressed on a word that may mean something else.
 */
gboolean rebound_foreign_read(const char *word, enum rebound_reason *reason);
