/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/smtp/fields.h"

/* A block of fields, and each value as what it may be. */

static void read_field(struct rebound_arena *arena, const struct rebound_field *field)
{
	const char *comment = NULL;
	gboolean unclosed = FALSE;
	struct rebound_typed_value typed =
		rebound_fields_split_type(arena, field->value, field->len);

	FUZZ_CHECK(strlen(field->value) == field->len);
	FUZZ_CHECK(typed.value != NULL && typed.len <= field->len);
	FUZZ_CHECK(strlen(rebound_fields_cut_comments(
			   arena, field->value, field->len, &comment, &unclosed)) <= field->len);
	rebound_fields_cut_comments(arena, typed.value, typed.len, NULL, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_field_blocks blocks = rebound_fields_read(arena, (const char *)data, size);

	for (guint i = 0; i < blocks.count; i++) {
		FUZZ_CHECK(blocks.blocks[i].count > 0);
		for (guint j = 0; j < blocks.blocks[i].count; j++) {
			const struct rebound_field *field = &blocks.blocks[i].fields[j];

			read_field(arena, field);
			FUZZ_CHECK(rebound_fields_find(&blocks.blocks[i], field->name) != NULL);
		}
	}
	return 0;
}
