/* SPDX-License-Identifier: MIT */
#include "core/report/json_walk.h"

#include <string.h>
#include <yajl/yajl_parse.h>

/** Longer keys are none that anybody looks for. */
#define KEY_BYTES 64

/** Stands in a path for a key that nobody looks for. */
#define ODD_KEY "?"

/** Old mail systems break lines that are longer, by "!", a line end and a space. */
#define LONG_LINE 500

/** Where the walk is. */
struct place {
	const struct rebound_json_walk *walk;
	GString *path;
	gsize starts[REBOUND_JSON_WALK_DEPTH]; /**< lengths of the paths of what is open */
	guint depth;
};

static int take_string(void *data, const unsigned char *text, size_t len)
{
	struct place *place = data;
	place->walk->string(place->walk->data, place->path->str, (const char *)text, len);
	return 1;
}

static int take_number(void *data, const char *text, size_t len)
{
	struct place *place = data;
	if (place->walk->number)
		place->walk->number(place->walk->data, place->path->str, text, len);
	return 1;
}

static int open_value(struct place *place)
{
	if (place->depth + 1 >= REBOUND_JSON_WALK_DEPTH)
		return 0;
	place->starts[++place->depth] = place->path->len;
	return 1;
}

static int open_object(void *data)
{
	struct place *place = data;
	if (place->walk->object)
		place->walk->object(place->walk->data, place->path->str);
	return open_value(place);
}

static int open_array(void *data)
{
	return open_value(data);
}

static int close_value(void *data)
{
	struct place *place = data;
	g_string_truncate(place->path, place->starts[place->depth--]);
	return 1;
}

static int take_key(void *data, const unsigned char *text, size_t len)
{
	struct place *place = data;
	gboolean odd =
		len == 0 || len > KEY_BYTES || memchr(text, '/', len) || memchr(text, '\0', len);
	g_string_truncate(place->path, place->starts[place->depth]);
	if (place->path->len > 0)
		g_string_append_c(place->path, '/');
	g_string_append_len(place->path, odd ? ODD_KEY : (const char *)text, odd ? 1 : (gssize)len);
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_string = take_string,
	.yajl_number = take_number,
	.yajl_start_map = open_object,
	.yajl_map_key = take_key,
	.yajl_end_map = close_value,
	.yajl_start_array = open_array,
	.yajl_end_array = close_value,
};

/** Copy a text without the line breaks inside its strings, which JSON does not allow. */
static GString *join_lines(const char *text, gsize len)
{
	GString *joined = g_string_sized_new(len);
	gboolean quoted = FALSE;
	gsize line = 0;
	for (gsize i = 0; i < len; i++) {
		guchar byte = (guchar)text[i];
		if (byte == '"') {
			quoted = !quoted;
		} else if (quoted && byte == '\\' && i + 1 < len && (guchar)text[i + 1] >= ' ') {
			g_string_append_c(joined, text[i++]);
		} else if (quoted && byte < ' ') {
			gboolean broken = byte == '\n' && i - line > LONG_LINE &&
					  text[i - 1] == '!' && i + 1 < len && text[i + 1] == ' ';
			if (broken) {
				g_string_truncate(joined, joined->len - 1);
				i++;
			} else {
				g_string_append_c(joined, ' ');
			}
			line = i + 1;
			continue;
		}
		if (byte == '\n')
			line = i + 1;
		g_string_append_c(joined, text[i]);
	}
	return joined;
}

gboolean rebound_json_walk(const struct rebound_json_walk *walk, const char *text, gsize len)
{
	g_return_val_if_fail(walk && walk->string && (text || len == 0), FALSE);
	g_autoptr(GString) path = g_string_new(NULL);
	g_autoptr(GString) joined = join_lines(text, len);
	struct place place = {.walk = walk, .path = path};
	yajl_handle parser = yajl_alloc(&callbacks, NULL, &place);
	yajl_config(parser, yajl_allow_trailing_garbage, 1);
	yajl_status status = yajl_parse(parser, (const unsigned char *)joined->str, joined->len);
	if (status == yajl_status_ok)
		status = yajl_complete_parse(parser);
	yajl_free(parser);
	return status == yajl_status_ok;
}
