/* SPDX-License-Identifier: MIT */
#include "core/report/text_targets.h"

void rebound_text_targets_init(struct rebound_text_targets *targets)
{
	targets->list = g_array_new(FALSE, TRUE, sizeof(struct rebound_text_target));
	targets->index = g_hash_table_new(g_str_hash, g_str_equal);
}

void rebound_text_targets_clear(struct rebound_text_targets *targets)
{
	for (guint i = 0; i < targets->list->len; i++) {
		GString *notice = rebound_text_target(targets, i)->notice;
		if (notice)
			g_string_free(notice, TRUE);
	}
	g_array_unref(targets->list);
	g_hash_table_unref(targets->index);
}

struct rebound_text_target *rebound_text_targets_find(
	const struct rebound_text_targets *targets, const char *key)
{
	guint place = GPOINTER_TO_UINT(g_hash_table_lookup(targets->index, key));
	return place > 0 ? rebound_text_target(targets, place - 1) : NULL;
}

struct rebound_text_target *rebound_text_targets_add(
	struct rebound_text_targets *targets, const char *address, const char *key)
{
	struct rebound_text_target *found = rebound_text_targets_find(targets, key);
	if (found)
		return found;
	struct rebound_text_target target = {.address = address, .key = key};
	g_array_append_val(targets->list, target);
	g_hash_table_insert(targets->index, (gpointer)key, GUINT_TO_POINTER(targets->list->len));
	return rebound_text_target(targets, targets->list->len - 1);
}

void rebound_text_targets_alias(
	struct rebound_text_targets *targets, const char *key, const char *other)
{
	gpointer place = g_hash_table_lookup(targets->index, key);
	if (place && !g_hash_table_contains(targets->index, other))
		g_hash_table_insert(targets->index, (gpointer)other, place);
}
