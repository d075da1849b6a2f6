/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"
#include "core/report/text.h"

/**
 * @file
 * What a machine part lacks, from the rest of the mail: words and codes from the human text,
 * addresses from the text, the headers and the envelope. Only where it can't be wrong.
 */

/** Complete the recipients that a machine part named. */
void rebound_complete_recipients(struct rebound_builder *builder,
	const struct rebound_text_view *view, const struct rebound_text_hints *hints);

/**
 * For a bounce that names nobody: the one recipient that the returned message was sent to, by its
 * headers.
 *
 * @return how many recipients were added, 0 or 1
 */
guint rebound_complete_from_returned(struct rebound_builder *builder);
