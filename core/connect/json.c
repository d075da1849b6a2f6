/* SPDX-License-Identifier: MIT */
#include "core/connect/json.h"

#include <string.h>

#include <yajl/yajl_tree.h>

/* A value of ours is one of the library's. */
static yajl_val to_yajl(const struct rebound_json_value *value)
{
	return (yajl_val)(gpointer)value;
}

static const struct rebound_json_value *from_yajl(yajl_val value)
{
	return (const struct rebound_json_value *)(gpointer)value;
}

/* The library frees what it read by recursion. */
static gboolean is_too_deep(const char *text, gsize len)
{
	gboolean quoted = FALSE;
	guint depth = 0;

	for (gsize i = 0; i < len; i++) {
		if (quoted && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted && (text[i] == '{' || text[i] == '['))
			depth++;
		else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0)
			depth--;
		if (depth > REBOUND_JSON_VALUE_DEPTH)
			return TRUE;
	}
	return FALSE;
}

struct rebound_json_value *rebound_json_value_read(const char *text, gsize len)
{
	char problem[64];

	if (strlen(text) != len || is_too_deep(text, len))
		return NULL;
	return (struct rebound_json_value *)(gpointer)yajl_tree_parse(
		text, problem, sizeof(problem));
}

void rebound_json_value_free(struct rebound_json_value *value)
{
	yajl_tree_free(to_yajl(value));
}

static yajl_val find_key(yajl_val object, const char *key, gsize len)
{
	for (gsize i = 0; YAJL_IS_OBJECT(object) && i < object->u.object.len; i++)
		if (strncmp(object->u.object.keys[i], key, len) == 0 &&
			object->u.object.keys[i][len] == '\0')
			return object->u.object.values[i];
	return NULL;
}

const struct rebound_json_value *rebound_json_value_at(
	const struct rebound_json_value *value, const char *path)
{
	yajl_val at = to_yajl(value);

	while (at != NULL && *path != '\0') {
		gsize len = strcspn(path, "/");

		at = find_key(at, path, len);
		path += len + (path[len] == '/' ? 1 : 0);
	}
	return from_yajl(at);
}

guint rebound_json_value_count(const struct rebound_json_value *value)
{
	yajl_val at = to_yajl(value);

	if (at == NULL)
		return 0;
	if (YAJL_IS_ARRAY(at))
		return (guint)at->u.array.len;
	return YAJL_IS_OBJECT(at) ? (guint)at->u.object.len : 0;
}

const struct rebound_json_value *rebound_json_value_get(
	const struct rebound_json_value *value, guint index)
{
	yajl_val at = to_yajl(value);

	g_return_val_if_fail(index < rebound_json_value_count(value), NULL);
	return from_yajl(
		YAJL_IS_ARRAY(at) ? at->u.array.values[index] : at->u.object.values[index]);
}

const char *rebound_json_value_text(const struct rebound_json_value *value, const char *path)
{
	yajl_val at = to_yajl(rebound_json_value_at(value, path));

	if (at == NULL)
		return NULL;
	if (YAJL_IS_INTEGER(at))
		return YAJL_GET_NUMBER(at);
	return YAJL_IS_STRING(at) ? YAJL_GET_STRING(at) : NULL;
}

gboolean rebound_json_value_is_object(const struct rebound_json_value *value)
{
	return value != NULL && YAJL_IS_OBJECT(to_yajl(value));
}
