/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * What mail programs leave of links and of emphasis where they make HTML plain text, and the names
 * that they put before addresses.
 */

/**
 * Take it out of a text: "<mailto:ann@example.org>" where it stands for "<ann@example.org>", the
 * stars or underscores around a line, a quoted name that says nothing before an address in angle
 * brackets, and one of two addresses where they are the same: "ann@example.org <ann@example.org>".
 * Names in the address fields of a header stay.
 *
 * @param arena  for what is needed meanwhile
 * @param text  changed in place; a NUL stands behind it
 * @return how long it is then
 */
gsize rebound_text_drop_markup(struct rebound_arena *arena, char *text, gsize len);
