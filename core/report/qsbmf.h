/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text.h"

/**
 * @file
 * qmail-send's bounce message format: "Hi. This is the", paragraphs that begin with "<recipient>:",
 * and "--- Below this line is a copy of the message."
 */

/**
 * Read a text as QSBMF.
 *
 * @return how many recipients were added; G_MAXUINT where it is no QSBMF, and nothing was added
 */
guint rebound_qsbmf_read(struct rebound_builder *builder, const struct rebound_text_view *view);
