/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Texts of mail servers without what differs from mail to mail, so that replies of the same meaning
 * are the same text.
 */

/**
 * Replace addresses by {address}, the local part of the recipient that stands alone by {name},
 * hosts by {host}, IP addresses by {ip}, URLs by {url}, numbers and times by {number}, and tokens
 * of queues and sessions by {id}. Codes stay: a reply code at the beginning or behind a colon, an
 * enhanced status, and a provider's own short code such as S3150, TSS04 or AS(1430). White space is
 * one space. Linear in the text; normalising twice changes nothing.
 *
 * @param text     one safe line (rebound_text_line())
 * @param address  the recipient's, or NULL
 * @return a string in the arena
 */
char *rebound_normalise(struct rebound_arena *arena, const char *text, const char *address);

/**
 * The same text as an example that may be shown around: addresses become ann@example.org, the
 * recipient's local part ann, IP addresses those of documentation (RFC 5737, RFC 3849). All else
 * stays as it is.
 */
char *rebound_normalise_example(struct rebound_arena *arena, const char *text, const char *address);

/**
 * A phrase for a card, of the words of a normalised text that do not differ: the longest run of
 * them, with the next one behind a gap where it is short by itself.
 *
 * @param normalised  what rebound_normalise() gave
 * @return a phrase in the arena, folded; NULL where no run of words is long enough to be safe
 */
char *rebound_normalise_phrase(struct rebound_arena *arena, const char *normalised);
