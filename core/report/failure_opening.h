/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text.h"

/**
 * @file
 * How who could not pass a message on begins his letter: at once with that message, and in his own
 * words, as nobody does who tells what others wrote, or what may happen.
 */

/**
 * Whether the first sentence behind a greeting says that mail failed.
 *
 * @param end  set to where it ends in the text
 */
gboolean rebound_opening_is_failure(const struct rebound_text_view *view, gsize *end);
