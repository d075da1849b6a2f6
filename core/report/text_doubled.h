/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Texts each of whose line ends a gateway wrote twice, so that no paragraph has two lines.
 */

/**
 * Undo it where all runs of line ends are even and one of them was an empty line.
 *
 * @param text  changed in place; a NUL stands behind it
 * @return how long it is then
 */
gsize rebound_text_undouble(char *text, gsize len);
