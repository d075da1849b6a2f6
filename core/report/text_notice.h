/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_targets.h"
#include "core/report/text_units.h"

/**
 * @file
 * What is said about one recipient, gathered from the units of a text.
 */

/** A unit that names more addresses than this says nothing about one of them. */
#define REBOUND_TEXT_MOST_NAMED 8

/** How many bytes are gathered about each of the targets. */
gsize rebound_text_measure_notices(const struct rebound_text_targets *targets);

/** Add the words of unit i to what is said about a target, up to so many bytes. */
void rebound_text_add_notice(const struct rebound_text_units *units,
	struct rebound_text_target *target, guint i, gsize most);
