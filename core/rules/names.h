/* SPDX-License-Identifier: MIT */
#pragma once

#include "core/base/text.h"

/**
 * @file
 * Names within a text: mail addresses, the paths of URLs, and the hosts that a log names beside
 * their IP address or before what they said. People choose them, so a phrase that stands inside of
 * one says nothing: <user_unknown@example.org> is not unknown, and
 * virus-scan.example.net[192.0.2.1] has found no virus. Files are hidden too, and of other hosts
 * the labels with a hyphen; the rest of them stays, since a blocklist is named by its host.
 */

/** A byte of a name that is hidden. */
#define REBOUND_NAMES_HIDDEN '\1'

/**
 * Hide the names of a folded text.
 *
 * @return the text with each byte of such a name as REBOUND_NAMES_HIDDEN; in the
 *         arena, as long as the folded text. The folded text itself where there is no name in it.
 */
const char *rebound_names_hide(struct rebound_arena *arena, const struct rebound_folded *folded);

/** Whether a phrase is itself about names: it holds "@", "/", "=" or "?". */
gboolean rebound_names_in_phrase(const char *phrase);
