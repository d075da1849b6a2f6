/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/store/store.h"

/**
 * @file
 * Commits that do not wait for the disk: the disk writes one transaction while the next one is
 * filled. They reach the disk whole and in their order, so that a power loss takes back the newest
 * of them and no part of one. What nobody may lose any more is known by rebound_store_settle().
 */

/** From now on a commit of this store does not wait for the disk. */
gboolean rebound_store_write_behind(struct rebound_store *store, GError **error);

/** Wait until all that was committed is on the disk; at once where each commit waits itself. */
gboolean rebound_store_settle(struct rebound_store *store, GError **error);

/** Let the disk begin with what was written so far, also by the open transaction, so that the wait
 * at its end is short. Where it can't, nothing happens. */
void rebound_store_write_early(struct rebound_store *store);
