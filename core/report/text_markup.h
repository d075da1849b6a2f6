/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * What mail programs leave of links and of emphasis where they make HTML plain text.
 */

/**
 * Take it out of a text: "<mailto:ann@example.org>" where it stands for "<ann@example.org>", and
 * the stars or underscores around a line.
 *
 * @param text  changed in place; a NUL stands behind it
 * @return how long it is then
 */
gsize rebound_text_drop_markup(char *text, gsize len);
