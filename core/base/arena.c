/* SPDX-License-Identifier: MIT */
#include "core/base/arena.h"

#include <stdio.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HIDES_MEMORY 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define HIDES_MEMORY 1
#endif
#ifdef HIDES_MEMORY
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(bytes, size)	 ((void)(bytes), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(bytes, size) ((void)(bytes), (void)(size))
#endif

#define FIRST_BYTES   ((gsize)4 * 1024) /* many arenas hold a line or two */
#define BLOCK_BYTES   ((gsize)64 * 1024)
#define KEPT_BYTES    ((gsize)1024 * 1024)
#define ALIGNMENT     16
#define PRINTED_BYTES 1024 /* most of what is printed is shorter */

#ifdef HIDES_MEMORY
#define GAP_BYTES ALIGNMENT /* between two pieces, so that a step over an end is seen */
#else
#define GAP_BYTES 0
#endif

struct block {
	struct block *next;
	gsize size;
	gsize used;
	_Alignas(ALIGNMENT) char bytes[];
};

struct rebound_arena {
	struct block *first;
	struct block *current; /* the blocks behind it are empty */
	gsize used;
};

static struct block *new_block(gsize size)
{
	struct block *block = g_malloc(sizeof(*block) + size);

	block->next = NULL;
	block->size = size;
	block->used = 0;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	return block;
}

static void empty_block(struct block *block)
{
	block->used = 0;
	ASAN_POISON_MEMORY_REGION(block->bytes, block->size);
}

static void free_blocks(struct block *block)
{
	while (block) {
		struct block *next = block->next;

		ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
		g_free(block);
		block = next;
	}
}

/* Make room for size bytes: the next block, if one was kept and it is large enough, or a new one.
 * It is seldom called, and what calls it stays short without it. */
static G_NO_INLINE void add_block(struct rebound_arena *arena, gsize size)
{
	struct block *next = arena->current->next;

	if (!next || next->size < size) {
		struct block *block =
			new_block(MAX(size, CLAMP(arena->used, BLOCK_BYTES, KEPT_BYTES / 4)));

		block->next = next;
		arena->current->next = block;
		next = block;
	}
	arena->current = next;
}

static void free_arena(gpointer data)
{
	struct rebound_arena *arena = data;

	free_blocks(arena->first);
	g_free(arena);
}

/* One that was freed, for the thread's next one: many live for a few lines only. */
static GPrivate spare = G_PRIVATE_INIT(free_arena);

struct rebound_arena *rebound_arena_new(void)
{
	struct rebound_arena *arena = g_private_get(&spare);

	if (arena) {
		g_private_set(&spare, NULL);
	} else {
		arena = g_new0(struct rebound_arena, 1);
		arena->first = arena->current = new_block(FIRST_BYTES);
	}
	return arena;
}

void rebound_arena_clear(struct rebound_arena *arena)
{
	struct block *last = arena->first;
	gsize kept = last->size;

	empty_block(last);
	while (last->next && kept + last->next->size <= KEPT_BYTES) {
		last = last->next;
		kept += last->size;
		empty_block(last);
	}
	free_blocks(last->next);
	last->next = NULL;
	arena->current = arena->first;
	arena->used = 0;
}

void rebound_arena_free(struct rebound_arena *arena)
{
	if (!arena)
		return;
	if (g_private_get(&spare)) {
		free_arena(arena);
	} else {
		rebound_arena_clear(arena);
		g_private_set(&spare, arena);
	}
}

/* The bytes that a piece takes of its block. */
static gsize round_up(gsize size)
{
	return (size + GAP_BYTES + ALIGNMENT - 1) & ~((gsize)ALIGNMENT - 1);
}

void *rebound_arena_room(struct rebound_arena *arena, gsize size)
{
	g_assert(size < G_MAXSSIZE / 2);
	struct block *block = arena->current;
	gsize rounded = round_up(size);

	if (block->size - block->used < rounded) {
		add_block(arena, rounded);
		block = arena->current;
	}
	char *bytes = block->bytes + block->used;
	block->used += rounded;
	arena->used += rounded;
	/* What searches 16 bytes at a time, as the machine code of regexes does, looks at what is
	 * behind a text too: nothing there matters, but it is defined. */
	if (rounded > 0 && GAP_BYTES == 0)
		memset(bytes + rounded - ALIGNMENT, 0, ALIGNMENT);
	ASAN_UNPOISON_MEMORY_REGION(bytes, size);
	return bytes;
}

void *rebound_arena_alloc(struct rebound_arena *arena, gsize size)
{
	return memset(rebound_arena_room(arena, size), 0, size);
}

void *rebound_arena_trim(struct rebound_arena *arena, void *bytes, gsize size, gsize used)
{
	struct block *block = arena->current;
	gsize old = round_up(size), left = round_up(used);

	g_assert(used <= size);
	if ((char *)bytes + old == block->bytes + block->used) {
		if (GAP_BYTES == 0 && old - used >= ALIGNMENT)
			memset((char *)bytes + used, 0, ALIGNMENT);
		else if (GAP_BYTES == 0)
			memset((char *)bytes + used, 0, old - used);
		block->used -= old - left;
		arena->used -= old - left;
		ASAN_POISON_MEMORY_REGION((char *)bytes + used, old - used);
	}
	return bytes;
}

char *rebound_arena_copy(struct rebound_arena *arena, const char *text, gsize len)
{
	char *copy = rebound_arena_room(arena, len + 1);

	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *rebound_arena_string(struct rebound_arena *arena, const char *text)
{
	return text ? rebound_arena_copy(arena, text, strlen(text)) : NULL;
}

char *rebound_arena_printf(struct rebound_arena *arena, const char *format, ...)
{
	va_list list;
	char first[PRINTED_BYTES];

	va_start(list, format);
	int len = vsnprintf(first, sizeof(first), format, list);
	va_end(list);
	g_assert(len >= 0);
	if ((gsize)len < sizeof(first))
		return rebound_arena_copy(arena, first, (gsize)len);
	char *text = rebound_arena_room(arena, (gsize)len + 1);
	va_start(list, format);
	vsnprintf(text, (gsize)len + 1, format, list);
	va_end(list);
	return text;
}

gsize rebound_arena_used(const struct rebound_arena *arena)
{
	return arena->used;
}
