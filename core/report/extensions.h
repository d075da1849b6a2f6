/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/limits.h"
#include "core/report/builder.h"
#include "core/smtp/fields.h"

/**
 * @file
 * Fields of a machine part that no standard defines (RFC 3464 section 2.4): kept as they are, for
 * people and for rules. Nothing in them is ever taken for an address or a code.
 */

/** Those of one group of fields: the first of each name. All zero is an empty set. */
struct rebound_extensions {
	const struct rebound_field *fields[REBOUND_LIMIT_EXTENSIONS];
	guint count;
	gboolean full; /**< there were more */
};

/** Add a field, unless one of its name is there or the set is full. */
void rebound_extensions_add(
	struct rebound_extensions *extensions, const struct rebound_field *field);

/**
 * The fields as safe lines: names in lower case, encoded words decoded, values cut at
 * REBOUND_LIMIT_EXTENSION_BYTES, empty ones left out. A fault is noted where some were lost.
 *
 * @param count  set to their number
 * @return an array in the builder's arena; NULL where there is none
 */
const struct rebound_header *rebound_extensions_keep(
	struct rebound_builder *builder, const struct rebound_extensions *extensions, guint *count);
