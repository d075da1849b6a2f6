/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * CSV fields that no spreadsheet takes for a formula.
 */

/** Whether a spreadsheet may take a field for a formula. */
gboolean rebound_csv_is_formula(const char *value);

/**
 * Append one CSV field: quoted where it must be (RFC 4180), and with a leading apostrophe where a
 * spreadsheet would take it for a formula (first character, white space aside, one of = + - @, or a
 * tab or line end).
 */
void rebound_csv_append(GString *out, const char *value, char delimiter);

/** Append a line of fields, NULL as an empty one, and "\n". */
void rebound_csv_append_line(GString *out, const char *const *fields, guint count, char delimiter);

/** How many bytes at the beginning of a field are the guard that rebound_csv_append() put there: 0
 * or 1. */
gsize rebound_csv_guard_of(const char *value, gsize len);
