/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/base/arena.h"

/**
 * @file
 * Words of moving name two addresses: "ann@example.org has been replaced by bob@example.org" says
 * nothing against bob.
 */

/**
 * Whether words of moving name an address as the one that mail is to go to.
 *
 * @param arena  for what is needed meanwhile
 * @param text   a line that ends with NUL
 * @param start  where the words of moving begin in it, in bytes
 * @param end    and behind them; the address may stand in them, or shortly behind
 */
gboolean rebound_new_address_is(
	struct rebound_arena *arena, const char *address, const char *text, gsize start, gsize end);
