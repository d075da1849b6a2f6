/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/rules/statement_clause.h"

/**
 * @file
 * What a clause says is not there: "no such user", "not in our directory".
 */

/** What is said by the "no" or "not" at a place: bits of enum rebound_statement. */
guint rebound_clause_denied(const struct rebound_clause *clause, guint at);

/** "Not accepting messages": what the code is about, from nobody and for good; else 0. */
guint rebound_clause_takes_nothing(const struct rebound_clause *clause);
