/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text_units.h"

/**
 * @file
 * What of a unit tells the reason.
 */

/**
 * The words of unit i that tell the reason: without the address that the entry begins with, without
 * brackets and labels around them.
 *
 * @param len  set to their length; 0 where the unit says nothing beyond the address
 */
const char *rebound_text_reason(const struct rebound_text_units *units, guint i, gsize *len);
