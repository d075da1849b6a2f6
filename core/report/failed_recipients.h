/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/report/builder.h"

/**
 * @file
 * Recipients that headers name: X-Failed-Recipients (Exim, Google and others), and the envelope
 * address that the bounce came back to (VERP). The machine part goes before them.
 */

/**
 * The addresses of all X-Failed-Recipients headers, each once; invalid ones are left out.
 *
 * @param count  set to their number
 * @return an array in the arena, good as long as the builder's arena
 */
const char *const *rebound_failed_recipients(struct rebound_builder *builder, guint *count);

/** The recipient that the bounce's own envelope address names (VERP); NULL where it names none. */
const char *rebound_failed_recipients_verp(struct rebound_builder *builder);

/**
 * Give addresses to recipients of a report that bear none, from the headers: only where that can't
 * be wrong, that is one such recipient and one such address.
 */
void rebound_failed_recipients_complete(struct rebound_builder *builder);

/** Add the recipients that headers name; returns how many. */
guint rebound_failed_recipients_add(struct rebound_builder *builder);
