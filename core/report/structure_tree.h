/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/structure_records.h"

/**
 * @file
 * Records in JSON or XML of a form that nobody has described: each value is a field, and what it is
 * called is its label.
 */

/**
 * Bytes of a JSON value or of XML at the start of a text; 0 where there is none that names an
 * address.
 */
gsize rebound_structure_tree_measure(const char *text, gsize len);

/** Read the records of one that rebound_structure_tree_measure() measured; FALSE where it tells of
 * nobody. */
gboolean rebound_structure_tree_read(struct rebound_records *records, const char *text, gsize len);
