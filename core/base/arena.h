/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/**
 * @file
 * An arena: memory of one message that is dropped at once. Clearing keeps the blocks, so that a
 * steady run allocates nothing.
 */

struct rebound_arena;
typedef struct rebound_arena rebound_arena; /* for g_autoptr only */

/** A new, empty arena; the caller frees it. */
struct rebound_arena *rebound_arena_new(void);

/** Free the arena and all that came from it. The thread keeps the blocks of one for the next. */
void rebound_arena_free(struct rebound_arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rebound_arena, rebound_arena_free)

/** Drop all that came from the arena; keeps memory for the next message, up to 1 MB. */
void rebound_arena_clear(struct rebound_arena *arena);

/** Zeroed memory, aligned for any type. */
void *rebound_arena_alloc(struct rebound_arena *arena, gsize size);

/** The same, but not zeroed: for what is written at once. */
void *rebound_arena_room(struct rebound_arena *arena, gsize size);

/**
 * Give back the end of a piece that turned out too large: bytes has size bytes, of which used stay.
 * Only for the piece that came last from the arena; for another it does nothing. Returns bytes.
 */
void *rebound_arena_trim(struct rebound_arena *arena, void *bytes, gsize size, gsize used);

/** A NUL-terminated copy of len bytes; text that holds NUL bytes is copied whole. */
char *rebound_arena_copy(struct rebound_arena *arena, const char *text, gsize len);

/** A copy of a string; NULL gives NULL. */
char *rebound_arena_string(struct rebound_arena *arena, const char *text);

/** printf into the arena. */
char *rebound_arena_printf(struct rebound_arena *arena, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

/** How many bytes are in use. */
gsize rebound_arena_used(const struct rebound_arena *arena);
