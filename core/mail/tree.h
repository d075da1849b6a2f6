/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#include "core/mail/message.h"

/**
 * @file
 * The tree of parts of one message, made from its scan; of a leaf its raw bytes stay.
 */

struct rebound_tree;

/** A tree that is read again and again; its parts lie in the arena. */
struct rebound_tree *rebound_tree_new(struct rebound_arena *arena);
void rebound_tree_free(struct rebound_tree *tree);

/** Read a message; data has to stay until the next one. The last tree's parts went with the arena.
 */
void rebound_tree_read(struct rebound_tree *tree, const char *data, gsize len);

/** The top part, never NULL once a message was read. */
const struct rebound_part *rebound_tree_top(const struct rebound_tree *tree);

/** Headers of a part itself; of the top part they are those of the message. */
const struct rebound_header *rebound_tree_headers(
	const struct rebound_tree *tree, const struct rebound_part *part, guint *count);

/** Bytes of a leaf as they came, transfer encoding and all; none of any other part. */
const char *rebound_tree_raw(const struct rebound_part *part, gsize *len);

/** What was damaged, NULL-terminated. */
const char *const *rebound_tree_faults(const struct rebound_tree *tree);
