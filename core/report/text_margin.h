/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Texts that were moved to the right whole: in a form, a quotation, or a note of a ticket.
 */

/**
 * Take away the spaces and tabs that all lines of a text begin with.
 *
 * @param text  changed in place; a NUL stands behind it
 * @return how long it is then
 */
gsize rebound_text_drop_margin(char *text, gsize len);
