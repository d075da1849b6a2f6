/* SPDX-License-Identifier: MIT */
#include "core/report/text_targets.h"

#include <string.h>

/* Of more names a table is made. */
#define FEW_NAMES 8

void rebound_text_targets_init(struct rebound_text_targets *targets)
{
	targets->list = g_array_new(FALSE, TRUE, sizeof(struct rebound_text_target));
	targets->names = g_array_new(FALSE, FALSE, sizeof(struct rebound_text_name));
	targets->index = NULL;
}

void rebound_text_targets_clear(struct rebound_text_targets *targets)
{
	for (guint i = 0; i < targets->list->len; i++) {
		GString *notice = rebound_text_target(targets, i)->notice;
		if (notice)
			g_string_free(notice, TRUE);
	}
	g_array_unref(targets->list);
	g_array_unref(targets->names);
	g_clear_pointer(&targets->index, g_hash_table_unref);
}

static const struct rebound_text_name *get_name(const struct rebound_text_targets *targets, guint i)
{
	return &g_array_index(targets->names, struct rebound_text_name, i);
}

/** The place of a key in the list, counted from 1; 0: nowhere. */
static guint find_place(const struct rebound_text_targets *targets, const char *key)
{
	if (targets->index)
		return GPOINTER_TO_UINT(g_hash_table_lookup(targets->index, key));
	for (guint i = 0; i < targets->names->len; i++) {
		if (strcmp(get_name(targets, i)->key, key) == 0)
			return get_name(targets, i)->place;
	}
	return 0;
}

static void put_in_index(struct rebound_text_targets *targets, const struct rebound_text_name *name)
{
	g_hash_table_insert(targets->index, (gpointer)name->key, GUINT_TO_POINTER(name->place));
}

static void add_name(struct rebound_text_targets *targets, const char *key, guint place)
{
	struct rebound_text_name name = {key, place};

	if (targets->index) {
		put_in_index(targets, &name);
		return;
	}
	g_array_append_val(targets->names, name);
	if (targets->names->len <= FEW_NAMES)
		return;
	targets->index = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < targets->names->len; i++)
		put_in_index(targets, get_name(targets, i));
}

struct rebound_text_target *rebound_text_targets_find(
	const struct rebound_text_targets *targets, const char *key)
{
	guint place = find_place(targets, key);
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
	add_name(targets, key, targets->list->len);
	return rebound_text_target(targets, targets->list->len - 1);
}

void rebound_text_targets_alias(
	struct rebound_text_targets *targets, const char *key, const char *other)
{
	guint place = find_place(targets, key);
	if (place > 0 && find_place(targets, other) == 0)
		add_name(targets, other, place);
}
