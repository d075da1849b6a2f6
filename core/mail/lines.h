/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Line ends as LF, for messages that GMime could not read as they are.
 */

/**
 * Rewrite a message with CR or CRCRLF as its line ends; LF and CRLF stay as they are.
 *
 * @param lines  where the rewritten message goes; empty
 * @param data   set to it, where it was rewritten
 * @return the name of the damage, static; NULL where there was none
 */
const char *rebound_lines_rewrite(GByteArray *lines, const char **data, gsize *len);
