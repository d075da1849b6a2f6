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

/** Whether the units of a hasty reading name nobody but the targets, and hold no list of them. */
gboolean rebound_text_names_only(const struct rebound_text_units *units,
	const struct rebound_text_targets *targets, struct rebound_arena *arena);

/** Whether no unit may be about others than the targets, or lead to a list of them. */
gboolean rebound_text_is_about_only(
	const struct rebound_text_units *units, const struct rebound_text_targets *targets);

/** Gather what is said about a single target, which all of the text is about. The unit that tells
 * best is not looked for. */
void rebound_text_gather_all(const struct rebound_text_units *units,
	struct rebound_text_targets *targets, struct rebound_arena *arena);
