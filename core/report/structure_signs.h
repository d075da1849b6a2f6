/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Whether a text is worth a look for tables and the like, told by the lines that name an address:
 * most reports have none, and need not be cut into cells.
 */

/** Whether an address in a text stands as it does in a row, behind a label, or in JSON or XML, and
 * no session of mail servers is shown before it. Linear. */
gboolean rebound_structure_signs(const char *text, gsize len);

/** Whether a text names other addresses than some, of which any may be NULL. Linear. */
gboolean rebound_structure_names_others(
	const char *text, gsize len, const char *const *addresses, guint count);

/** Whether a text holds what may be the code of a reply or an enhanced status. */
gboolean rebound_structure_holds_code(const char *text, gsize len);
