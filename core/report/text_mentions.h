/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_units.h"

/**
 * @file
 * The addresses of a unit: where they are, what each of them does there, what stands beside them.
 */

/** A label before an address is no longer than this. */
#define REBOUND_TEXT_LONGEST_LABEL 64

/** Whether nothing stands from a place on but the other addresses of a list, and what closes it. */
gboolean rebound_text_is_rest_of_list(const char *text, gsize len, gsize at);

/** Read what stands beside the addresses that a unit begins with. */
void rebound_text_read_beside(struct rebound_arena *arena, const struct rebound_text_units *units,
	struct rebound_text_unit *unit);
