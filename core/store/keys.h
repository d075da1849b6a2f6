/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Keys of addresses that an earlier version wrote, brought to what rebound_address_key() gives
 * today.
 */

/**
 * Convert the keys of suppressions and retries, and the domains of slowdowns; part of the step to a
 * schema version. Where two that stand turn out to be one address, the graver or the earlier stays
 * and the other ends as replaced. Events are append-only and keep theirs.
 *
 * @return FALSE with error set, where the store failed
 */
gboolean rebound_keys_convert(struct rebound_store *store, GError **error);
