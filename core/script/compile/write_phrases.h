/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/script/phrases_image.h"

/**
 * Append C that defines the tables of a built set of phrases as constants. The source that they
 * become part of includes core/script/phrases_image.h.
 *
 * @param linkage  "static " or ""
 * @param prefix   the name of the struct rebound_phrases_image, and what those of its tables begin
 *                 with
 */
void rebound_write_phrases(GString *out, const char *linkage, const char *prefix,
	const struct rebound_phrases_image *image);
