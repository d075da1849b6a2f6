/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * The character sets that mails may name, and iconv's converters from them to UTF-8. Each thread
 * opens a converter once and keeps it: opening one reads files, which a worker may not do once it
 * has begun to read mails.
 */

/**
 * The converter to UTF-8 from a charset, at its initial state.
 *
 * @param charset  a name of the list in converter.c, in any case
 * @return owned by the thread; NULL for a name that is not on the list, or that iconv lacks
 */
GIConv rebound_converter_find(const char *charset);

/** Open all that there are, for a thread that can open no file later on. */
void rebound_converter_open_all(void);
