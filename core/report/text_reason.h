/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_targets.h"
#include "core/report/text_units.h"

/**
 * @file
 * Which units of a text tell why one recipient was not reached.
 */

/** Find for each target the unit that tells best why it failed, and gather what is said about it.
 */
void rebound_text_find_reasons(const struct rebound_text_units *units,
	struct rebound_text_targets *targets, struct rebound_arena *arena);

/**
 * Gather what is said about a single target, where all of the text is about it for sure. The unit
 * that tells best is not looked for.
 *
 * @return FALSE where something may be about another, or where there are several targets; nothing
 *         was gathered then
 */
gboolean rebound_text_gather_all(
	const struct rebound_text_units *units, struct rebound_text_targets *targets);
