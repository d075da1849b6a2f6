/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/text.h"

/**
 * @file
 * Filters write to two: to the sender, that they stopped his message, and to the recipient, of mail
 * that they keep back for him. The addresses in a letter of the second kind are of whoever wrote
 * to him, mostly of spammers.
 */

/**
 * Whether a text is about mail to its reader, and not about a message of his.
 *
 * @param reader  his address, or NULL
 */
gboolean rebound_told_reader_of_mail(const struct rebound_text_view *view, const char *reader);
