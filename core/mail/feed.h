/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/header.h"

/**
 * @file
 * The header fields that GMime is fed.
 */

/**
 * Append "NAME: VALUE" as one line, cut at REBOUND_LIMIT_HEADER_FIELD_BYTES, without comments:
 * GMime takes those for a part of the parameter before them.
 *
 * @param name        with its colon
 * @param parameters  how many more parameters GMime may get; lowered by those of this field
 * @return FALSE where the field was cut because it had more
 */
gboolean rebound_feed_field(GByteArray *feed, const char *name,
	const struct rebound_header_field *field, guint *parameters);
