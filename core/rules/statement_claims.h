/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/rules/statement_clause.h"

/** What a clause that is complete says: bits of enum rebound_statement. */
guint rebound_clause_claims(const struct rebound_clause *clause);
