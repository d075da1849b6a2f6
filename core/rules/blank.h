/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Rule files without their examples, which are half of their text and only a test reads them.
 * Internal to the rules layer.
 */

/**
 * A copy of a rule file's text in which the fields yes and no are blanks; line ends stay, so that
 * lines keep their numbers. A value that is neither a table nor a string stays as it is.
 *
 * @return the caller frees it; it is as long as the text
 */
char *rebound_blank_examples(const char *text, gsize len);
