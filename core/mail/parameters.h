/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"
#include "core/mail/header.h"

/**
 * @file
 * The parameters of Content-Type and Content-Disposition (RFC 2045 section 5.1, RFC 2183).
 *
 * Nearly all of them have a plain form of which there is one reading: tokens and quoted strings of
 * printable ASCII, without comments, escapes, encoded words or the stars of RFC 2231. Those are
 * read here; all others are GMime's.
 */

#define REBOUND_PARAMETERS_WANTED 3

/** What is asked of a field, and the answers. */
struct rebound_parameters {
	gboolean disposition; /**< it is a Content-Disposition, no Content-Type */
	const char *names[REBOUND_PARAMETERS_WANTED];  /**< lower case; NULL for none */
	const char *values[REBOUND_PARAMETERS_WANTED]; /**< in the arena; NULL where it has none */
	gboolean attachment; /**< it is "Content-Disposition: attachment" */
};

/**
 * Read parameters in their plain form.
 *
 * @param left  how many parameters may be read; lowered by those of this field
 * @return FALSE where the form is not plain or there are too many of them: no value counts then,
 *         and left stays
 */
gboolean rebound_parameters_read_plain(struct rebound_arena *arena,
	const struct rebound_header_field *field, struct rebound_parameters *parameters,
	guint *left);

/**
 * Read parameters in any form.
 *
 * @param value  memory for what GMime gets
 * @param left   how many parameters may be read; lowered by those of this field
 * @return FALSE where the field had more of them, and was cut
 */
gboolean rebound_parameters_read(struct rebound_arena *arena, GByteArray *value,
	const struct rebound_header_field *field, struct rebound_parameters *parameters,
	guint *left);
