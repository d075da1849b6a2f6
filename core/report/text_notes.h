/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Notes that a text did not have when it was sent: a gateway's "[EXTERNAL]" before it, and behind
 * it disclaimers, the footers of mailing lists and those of virus scanners. They name addresses and
 * speak of viruses, errors and spam, but say nothing about delivery.
 */

/**
 * Cut the notes off the start and the end of a text. What speaks of delivery is never cut.
 *
 * @param len  of the text; set to that of the rest
 * @return     where the rest begins, within the text
 */
const char *rebound_text_cut_notes(const char *text, gsize *len);
