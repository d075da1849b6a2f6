/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text.h"

/**
 * @file
 * What a challenge and a bounce have in common, "not delivered", "sender", "unknown", and what
 * tells them apart: a challenge demands something of its reader, so that the message arrives.
 */

/** Whether a text asks its reader to do something for his message, or to prove that he is no
 * program, apart from what it says of a failure and of where to read more. */
gboolean rebound_automatic_demands(const struct rebound_text_view *view);

/** Whether a text says of a mailbox that it is full or gone, and not only of whoever had it. */
gboolean rebound_automatic_tells_of_mailbox(const struct rebound_text_view *view);
