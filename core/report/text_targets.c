/* SPDX-License-Identifier: MIT */
#include "core/report/text_targets.h"

#include <string.h>

/* Of more keys a table is made. */
#define FEW_KEYS 8

void rebound_text_targets_init(struct rebound_text_targets *targets)
{
	*targets = (struct rebound_text_targets){
		.list = g_array_new(FALSE, TRUE, sizeof(struct rebound_text_target))};
}

void rebound_text_targets_clear(struct rebound_text_targets *targets)
{
	for (guint i = 0; i < targets->list->len; i++) {
		GString *notice = rebound_text_target(targets, i)->notice;
		if (notice)
			g_string_free(notice, TRUE);
	}
	g_array_unref(targets->list);
	g_clear_pointer(&targets->aliases, g_array_unref);
	g_clear_pointer(&targets->index, g_hash_table_unref);
}

static guint count_aliases(const struct rebound_text_targets *targets)
{
	return targets->aliases ? targets->aliases->len : 0;
}

static const struct rebound_text_alias *get_alias(
	const struct rebound_text_targets *targets, guint i)
{
	return &g_array_index(targets->aliases, struct rebound_text_alias, i);
}

/** The place of a key in the list, counted from 1; 0: nowhere. */
static guint find_place(const struct rebound_text_targets *targets, const char *key)
{
	if (targets->index)
		return GPOINTER_TO_UINT(g_hash_table_lookup(targets->index, key));
	for (guint i = 0; i < targets->list->len; i++) {
		if (strcmp(rebound_text_target(targets, i)->key, key) == 0)
			return i + 1;
	}
	for (guint i = 0; i < count_aliases(targets); i++) {
		if (strcmp(get_alias(targets, i)->key, key) == 0)
			return get_alias(targets, i)->place;
	}
	return 0;
}

static void put_in_index(struct rebound_text_targets *targets, const char *key, guint place)
{
	g_hash_table_insert(targets->index, (gpointer)key, GUINT_TO_POINTER(place));
}

/** Put a key that was added into the table, which is made once there are more than a few. */
static void note_key(struct rebound_text_targets *targets, const char *key, guint place)
{
	if (targets->index) {
		put_in_index(targets, key, place);
		return;
	}
	if (targets->list->len + count_aliases(targets) <= FEW_KEYS)
		return;
	targets->index = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < targets->list->len; i++)
		put_in_index(targets, rebound_text_target(targets, i)->key, i + 1);
	for (guint i = 0; i < count_aliases(targets); i++)
		put_in_index(targets, get_alias(targets, i)->key, get_alias(targets, i)->place);
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
	note_key(targets, key, targets->list->len);
	return rebound_text_target(targets, targets->list->len - 1);
}

void rebound_text_targets_alias(
	struct rebound_text_targets *targets, const char *key, const char *other)
{
	guint place = find_place(targets, key);
	if (place == 0 || find_place(targets, other) > 0)
		return;
	struct rebound_text_alias alias = {other, place};
	if (!targets->aliases)
		targets->aliases = g_array_new(FALSE, FALSE, sizeof(alias));
	g_array_append_val(targets->aliases, alias);
	note_key(targets, other, place);
}
