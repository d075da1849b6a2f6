/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/rules/statement_clause.h"

/**
 * @file
 * Whom and what a clause speaks of, and what that makes of a claim.
 */

/** Who or what is spoken of at all: bits of enum rebound_statement. */
guint rebound_clause_subjects(const struct rebound_clause *clause);

/** What it is that somebody says something dead of a subject; bit is what that is of a recipient.
 */
guint rebound_clause_claim(
	const struct rebound_clause *clause, enum rebound_statement_word subject, guint bit);

/** Whether a domain, a message, a connection or a system is spoken of. */
gboolean rebound_clause_has_thing(const struct rebound_clause *clause);

/** Whether anything but a recipient is spoken of. */
gboolean rebound_clause_speaks_of_another(const struct rebound_clause *clause);
