/* SPDX-License-Identifier: MIT */
#include "core/cli/list_json.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#define DEEPEST 64

/* Where a name and its value begin in the text. */
struct member {
	gsize name, value;
};

struct rebound_record {
	GArray *members;
	GString *text;
	guint first; /* what lies before belongs to outer records */
	gboolean holds_records;
};

/* An object or a list that is open. */
struct level {
	gboolean list, record;
	gsize path;  /* length of the path to it */
	gsize base;  /* where names within its record begin in the path */
	guint first; /* of the record around it */
	gsize text;
	gboolean holds_records;
};

struct rebound_list_json {
	enum rebound_list_json_shape shape;
	rebound_record_func func;
	void *data;
	yajl_handle handle;
	struct level levels[DEEPEST];
	guint depth;
	guint passed_over; /* LINES: open lists and what is open in them */
	GString *path;
	gsize base;
	struct rebound_record record;
};

struct rebound_record *rebound_record_new(void)
{
	struct rebound_record *record = g_new0(struct rebound_record, 1);

	record->members = g_array_new(FALSE, FALSE, sizeof(struct member));
	record->text = g_string_new(NULL);
	return record;
}

void rebound_record_free(struct rebound_record *record)
{
	if (record == NULL)
		return;
	g_array_unref(record->members);
	g_string_free(record->text, TRUE);
	g_free(record);
}

void rebound_record_clear(struct rebound_record *record)
{
	g_array_set_size(record->members, 0);
	g_string_truncate(record->text, 0);
	record->first = 0;
	record->holds_records = FALSE;
}

void rebound_record_add(
	struct rebound_record *record, const char *name, const char *value, gsize len)
{
	struct member member = {.name = record->text->len};

	g_string_append_len(record->text, name, (gssize)strlen(name) + 1);
	member.value = record->text->len;
	g_string_append_len(record->text, value, (gssize)len);
	g_string_append_c(record->text, '\0');
	g_array_append_val(record->members, member);
}

gboolean rebound_record_member(
	const struct rebound_record *record, guint number, const char **name, const char **value)
{
	if (record->first + number >= record->members->len)
		return FALSE;
	const struct member *member =
		&g_array_index(record->members, struct member, record->first + number);
	*name = record->text->str + member->name;
	*value = record->text->str + member->value;
	return TRUE;
}

const char *rebound_record_get(const struct rebound_record *record, const char *name)
{
	const char *own, *value;

	for (guint i = 0; rebound_record_member(record, i, &own, &value); i++)
		if (g_ascii_strcasecmp(own, name) == 0)
			return value;
	return NULL;
}

gboolean rebound_record_holds_records(const struct rebound_record *record)
{
	return record->holds_records;
}

static struct level *inner(struct rebound_list_json *json)
{
	return json->depth > 0 ? &json->levels[json->depth - 1] : NULL;
}

static int open_level(struct rebound_list_json *json, gboolean list)
{
	const struct level *outer = inner(json);

	if (json->passed_over > 0 || (list && json->shape == REBOUND_LIST_JSON_LINES)) {
		json->passed_over++;
		return json->passed_over < DEEPEST;
	}
	if (json->depth == DEEPEST)
		return 0;
	json->levels[json->depth++] = (struct level){
		.list = list,
		.record = !list && (outer == NULL || outer->list),
		.path = json->path->len,
		.base = json->base,
		.first = json->record.first,
		.text = json->record.text->len,
	};
	struct level *level = inner(json);
	if (level->record) {
		json->base = json->path->len;
		json->record.first = json->record.members->len;
	}
	return 1;
}

static int close_level(struct rebound_list_json *json)
{
	gboolean go_on = TRUE;

	if (json->passed_over > 0) {
		json->passed_over--;
		return 1;
	}
	const struct level level = json->levels[--json->depth];
	if (level.record) {
		json->record.holds_records = level.holds_records;
		go_on = json->func(&json->record, json->data);
		g_array_set_size(json->record.members, json->record.first);
		g_string_truncate(json->record.text, level.text);
		json->record.first = level.first;
	}
	json->base = level.base;
	g_string_truncate(json->path, level.path);
	struct level *outer = inner(json);
	if (outer != NULL && (level.record || level.holds_records))
		outer->holds_records = TRUE;
	return go_on ? 1 : 0;
}

static int on_value(struct rebound_list_json *json, const char *text, gsize len)
{
	if (json->passed_over > 0 || json->depth == 0)
		return 1;
	/* A NUL can't be in what is text for us. */
	rebound_record_add(&json->record, json->path->str + MIN(json->base, json->path->len), text,
		memchr(text, '\0', len) != NULL ? 0 : len);
	return 1;
}

static int on_key(void *context, const unsigned char *text, size_t len)
{
	struct rebound_list_json *json = context;

	if (json->passed_over > 0)
		return 1;
	g_string_truncate(json->path, inner(json)->path);
	if (json->path->len > json->base)
		g_string_append_c(json->path, '.');
	g_string_append_len(json->path, (const char *)text, (gssize)len);
	return 1;
}

static int on_string(void *context, const unsigned char *text, size_t len)
{
	return on_value(context, (const char *)text, len);
}

static int on_number(void *context, const char *text, size_t len)
{
	return on_value(context, text, len);
}

static int on_boolean(void *context, int value)
{
	return on_value(context, value ? "true" : "false", value ? 4 : 5);
}

static int on_null(void *context)
{
	return 1;
}

static int on_map(void *context)
{
	return open_level(context, FALSE);
}

static int on_list(void *context)
{
	return open_level(context, TRUE);
}

static int on_end(void *context)
{
	return close_level(context);
}

static void begin(struct rebound_list_json *json)
{
	static const yajl_callbacks callbacks = {on_null, on_boolean, NULL, NULL, on_number,
		on_string, on_map, on_key, on_end, on_list, on_end};

	if (json->handle != NULL)
		yajl_free(json->handle);
	json->handle = yajl_alloc(&callbacks, NULL, json);
	yajl_config(json->handle, yajl_allow_multiple_values, 1);
	json->depth = json->passed_over = 0;
	json->base = 0;
	g_string_truncate(json->path, 0);
	rebound_record_clear(&json->record);
}

struct rebound_list_json *rebound_list_json_new(
	enum rebound_list_json_shape shape, rebound_record_func func, void *data)
{
	struct rebound_list_json *json = g_new0(struct rebound_list_json, 1);

	json->shape = shape;
	json->func = func;
	json->data = data;
	json->path = g_string_new(NULL);
	json->record.members = g_array_new(FALSE, FALSE, sizeof(struct member));
	json->record.text = g_string_new(NULL);
	begin(json);
	return json;
}

void rebound_list_json_free(struct rebound_list_json *json)
{
	if (json == NULL)
		return;
	yajl_free(json->handle);
	g_string_free(json->path, TRUE);
	g_array_unref(json->record.members);
	g_string_free(json->record.text, TRUE);
	g_free(json);
}

gboolean rebound_list_json_read(
	struct rebound_list_json *json, const char *bytes, gsize len, gboolean last)
{
	gboolean good =
		yajl_parse(json->handle, (const unsigned char *)bytes, len) == yajl_status_ok;

	if (json->shape == REBOUND_LIST_JSON_LINES)
		good = good && json->depth == 0;
	else if (good && last)
		good = yajl_complete_parse(json->handle) == yajl_status_ok;
	if (!good || (last && json->shape == REBOUND_LIST_JSON_DOCUMENT))
		begin(json);
	return good;
}
