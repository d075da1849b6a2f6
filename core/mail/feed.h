/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/header.h"

/**
 * @file
 * The values of header fields as GMime gets them.
 */

/**
 * Make the value of a field one line, cut at REBOUND_LIMIT_HEADER_FIELD_BYTES, without comments:
 * GMime takes those for a part of the parameter before them.
 *
 * @param value       holds the result until the next one
 * @param parameters  how many more parameters GMime may get; lowered by those of this field
 * @param whole       set to FALSE where the field was cut because it had more
 * @return the value as a string
 */
const char *rebound_feed_value(GByteArray *value, const struct rebound_header_field *field,
	guint *parameters, gboolean *whole);
