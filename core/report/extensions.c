/* SPDX-License-Identifier: MIT */
#include "core/report/extensions.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/words.h"

void rebound_extensions_add(
	struct rebound_extensions *extensions, const struct rebound_field *field)
{
	g_return_if_fail(extensions && field);
	for (guint i = 0; i < extensions->count; i++) {
		if (g_ascii_strcasecmp(extensions->fields[i]->name, field->name) == 0)
			return;
	}
	if (extensions->count == G_N_ELEMENTS(extensions->fields))
		extensions->full = TRUE;
	else
		extensions->fields[extensions->count++] = field;
}

static const char *lower_name(struct rebound_builder *builder, const char *name)
{
	char *lower = rebound_arena_copy(builder->arena, name, strlen(name));
	for (char *at = lower; *at; at++)
		*at = g_ascii_tolower(*at);
	return lower;
}

static const char *safe_value(struct rebound_builder *builder, const struct rebound_field *field)
{
	const char *text = field->value;
	gsize len = MIN(field->len, (gsize)REBOUND_LIMIT_MACHINE_PART_BYTES);
	if (rebound_text_find(text, len, "=?"))
		text = rebound_words_decode(builder->arena, text, len, FALSE, &len);
	return rebound_text_line(builder->arena, text, len, REBOUND_LIMIT_EXTENSION_BYTES);
}

const struct rebound_header *rebound_extensions_keep(
	struct rebound_builder *builder, const struct rebound_extensions *extensions, guint *count)
{
	g_return_val_if_fail(builder && extensions && count, NULL);
	*count = 0;
	if (extensions->full)
		rebound_builder_fault(builder, "too-many-extensions");
	if (extensions->count == 0)
		return NULL;
	struct rebound_header *kept =
		rebound_arena_alloc(builder->arena, extensions->count * sizeof *kept);
	for (guint i = 0; i < extensions->count; i++) {
		const char *value = safe_value(builder, extensions->fields[i]);
		if (!*value)
			continue;
		kept[*count].name = lower_name(builder, extensions->fields[i]->name);
		kept[*count].value = value;
		(*count)++;
	}
	return *count > 0 ? kept : NULL;
}
