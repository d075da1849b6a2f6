/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * Memory that a run shares with its workers: the run lays mails down in it, and a worker reads them
 * where they lie, without a copy through a pipe. A worker can't write to it.
 */

struct rebound_share;

/** Memory of so many bytes, none of them used until it is written to; NULL where the machine has
 * none to share. */
struct rebound_share *rebound_share_new(gsize size);
void rebound_share_free(struct rebound_share *share);

gsize rebound_share_size(const struct rebound_share *share);

/** What a worker opens it by: a descriptor that can only be read, closed on exec. */
int rebound_share_descriptor(const struct rebound_share *share);

/**
 * Lay down bytes and a NUL behind them.
 *
 * @return FALSE where there is no room before others are taken up; never for what fits and is alone
 */
gboolean rebound_share_put(struct rebound_share *share, const char *data, gsize len, gsize *offset);

/** What lies there. */
const char *rebound_share_at(const struct rebound_share *share, gsize offset);

/** Take up what was laid down there. What was laid down first is taken up first. */
void rebound_share_take_up(struct rebound_share *share, gsize offset, gsize len);

/** The worker's side: see the memory behind a descriptor, for reading; NULL where that fails. */
const char *rebound_share_map(int descriptor, gsize size);
