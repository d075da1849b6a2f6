/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/base/text.h"

/**
 * @file
 * Names within a text: mail addresses, and the paths of URLs. People choose them, so a phrase that
 * stands inside of one says nothing: <user_unknown@example.org> is not unknown.
 */

/**
 * Hide the names of a folded text.
 *
 * @return the text with each byte of an address, and of a URL behind its host, as 0x01; in the
 *         arena, as long as the folded text. The folded text itself where there is no name in it.
 */
const char *rebound_names_hide(struct rebound_arena *arena, const struct rebound_folded *folded);

/** Whether a phrase is itself about names: it holds "@", "/", "=" or "?". */
gboolean rebound_names_in_phrase(const char *phrase);
