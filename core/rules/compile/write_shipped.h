/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/rules/card.h"

/**
 * A C source that defines rebound_shipped: the cards of a set, without their examples, and its
 * automata.
 *
 * @param files  struct rebound_shipped_file: what each use brings
 * @return the caller frees it
 */
GString *rebound_write_shipped(const struct rebound_ruleset *ruleset, const GArray *files);
