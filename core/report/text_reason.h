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
