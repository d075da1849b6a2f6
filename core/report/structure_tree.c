/* SPDX-License-Identifier: MIT */
#include "core/report/structure_tree.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/json_walk.h"

/* So many paths of objects are told apart. */
#define MOST_PATHS 32

/* The name of an element or of an attribute is no longer. */
#define LONGEST_NAME 48

/** Bytes of the JSON value that begins a text; 0 where it does not end. */
static gsize measure_json(const char *text, gsize len)
{
	gsize depth = 0;
	gboolean quoted = FALSE;

	for (gsize i = 0; i < len; i++) {
		if (quoted) {
			if (text[i] == '\\')
				i++;
			else
				quoted = text[i] != '"';
		} else if (text[i] == '"') {
			quoted = TRUE;
		} else if (text[i] == '{' || text[i] == '[') {
			depth++;
		} else if ((text[i] == '}' || text[i] == ']') && --depth == 0) {
			return i + 1;
		}
	}
	return 0;
}

/** Bytes of the name of an element behind its "<"; 0 where no element begins so. */
static gsize measure_name(const char *text, gsize len)
{
	gsize at = 0;

	if (len == 0 || !(g_ascii_isalpha(text[0]) || text[0] == '_'))
		return 0;
	while (at < len && (g_ascii_isalnum(text[at]) || strchr("_-:.", text[at])))
		at++;
	return at < len && at <= LONGEST_NAME && strchr(" \t\n/>", text[at]) ? at : 0;
}

/** Bytes of XML at the start of a text, up to the last end of an element; 0 where it is HTML. */
static gsize measure_xml(const char *text, gsize len)
{
	static const char *const layout[] = {
		"html", "body", "table", "div", "p", "br", "a", "span", "b", "pre", "font"};
	gsize name = measure_name(text + 1, len - 1);

	if (len > 5 && memcmp(text, "<?xml", 5) == 0)
		name = 4;
	for (gsize i = 0; i < G_N_ELEMENTS(layout); i++) {
		if (strlen(layout[i]) == name &&
			g_ascii_strncasecmp(text + 1, layout[i], name) == 0)
			return 0;
	}
	while (name > 0 && len > 0 && text[len - 1] != '>')
		len--;
	return name > 0 && (memmem(text, len, "</", 2) || memmem(text, len, "/>", 2)) ? len : 0;
}

gsize rebound_structure_tree_measure(const char *text, gsize len)
{
	gsize size = 0;

	if (len > 2 && (text[0] == '{' || text[0] == '['))
		size = measure_json(text, len);
	else if (len > 2 && text[0] == '<')
		size = measure_xml(text, len);
	return size > 0 && memchr(text, '@', size) ? size : 0;
}

/** The last two names of a path, "recipients/address" of "data/recipients/address". */
static const char *end_of_path(const char *path)
{
	const char *last = strrchr(path, '/');

	while (last && last > path && last[-1] != '/')
		last--;
	return last ? last : path;
}

/** JSON that is read, and the paths of the objects in it so far. */
struct json {
	struct rebound_records *records;
	GPtrArray *objects;
};

static void take_value(gpointer data, const char *path, const char *text, gsize len)
{
	struct rebound_records *records = ((struct json *)data)->records;
	const char *label = end_of_path(path);

	rebound_records_add(records, rebound_arena_string(records->arena, label), strlen(label),
		rebound_arena_copy(records->arena, text, len), len);
}

/** A further object at the path of another is the next of a list. */
static void begin_object(gpointer data, const char *path)
{
	struct json *json = data;

	for (guint i = 0; i < json->objects->len; i++) {
		if (strcmp(g_ptr_array_index(json->objects, i), path) == 0) {
			rebound_records_pause(json->records);
			return;
		}
	}
	if (json->objects->len < MOST_PATHS)
		g_ptr_array_add(json->objects, rebound_arena_string(json->records->arena, path));
}

static void read_json(struct rebound_records *records, const char *text, gsize len)
{
	g_autoptr(GPtrArray) objects = g_ptr_array_new();
	struct json json = {.records = records, .objects = objects};
	const struct rebound_json_walk walk = {
		.data = &json, .string = take_value, .number = take_value, .object = begin_object};

	rebound_json_walk(&walk, text, len);
}

/** A value of XML, with its five references read. */
static void add_xml(struct rebound_records *records, const char *label, gsize label_len,
	const char *text, gsize len)
{
	static const struct {
		const char *name;
		char character;
	} references[] = {
		{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
	char *value = rebound_arena_copy(records->arena, text, len);
	gsize to = 0;

	for (gsize i = 0; i < len; i++) {
		value[to] = text[i];
		for (gsize r = 0; text[i] == '&' && r < G_N_ELEMENTS(references); r++) {
			gsize size = strlen(references[r].name);
			if (size <= len - i && memcmp(text + i, references[r].name, size) == 0) {
				value[to] = references[r].character;
				i += size - 1;
				break;
			}
		}
		to++;
	}
	rebound_records_add(records, label, label_len, value, to);
}

/** Read the attributes of an element; returns behind its ">". */
static const char *read_attributes(struct rebound_records *records, const char *at, const char *end)
{
	while (at < end && *at != '>') {
		const char *equals = at;
		while (equals < end && (g_ascii_isalnum(*equals) || strchr("_-:.", *equals)))
			equals++;
		gsize name = (gsize)(equals - at);
		if (name == 0 || end - equals < 2 || *equals != '=' || !strchr("\"'", equals[1])) {
			at = equals > at ? equals : at + 1;
			continue;
		}
		const char *value = equals + 2;
		const char *close = memchr(value, equals[1], (gsize)(end - value));
		add_xml(records, at, name, value, (gsize)((close ? close : end) - value));
		at = close ? close + 1 : end;
	}
	return at < end ? at + 1 : end;
}

static void read_xml(struct rebound_records *records, const char *text, gsize len)
{
	const char *at = text, *end = text + len, *name = "";
	gsize name_len = 0;

	while (at < end) {
		const char *open = memchr(at, '<', (gsize)(end - at));
		const char *stop = open ? open : end;
		if (name_len > 0 && !rebound_text_is_blank(at, (gsize)(stop - at)))
			add_xml(records, name, name_len, at, (gsize)(stop - at));
		if (!open)
			break;
		if (end - open > 9 && memcmp(open, "<![CDATA[", 9) == 0) {
			const char *close = memmem(open, (gsize)(end - open), "]]>", 3);
			const char *value = open + 9;
			stop = close ? close : end;
			if (name_len > 0)
				add_xml(records, name, name_len, value, (gsize)(stop - value));
			at = close ? close + 3 : end;
			continue;
		}
		gsize size = measure_name(open + 1, (gsize)(end - open - 1));
		if (size > 0) {
			name = open + 1;
			name_len = size;
			at = read_attributes(records, open + 1 + size, end);
			continue;
		}
		/* An end, a comment, an instruction; no words that follow belong to a name. */
		const char *close = memchr(open, '>', (gsize)(end - open));
		at = close ? close + 1 : end;
		name_len = 0;
	}
}

gboolean rebound_structure_tree_read(struct rebound_records *records, const char *text, gsize len)
{
	rebound_records_reset(records);
	if (text[0] == '<')
		read_xml(records, text, len);
	else
		read_json(records, text, len);
	rebound_records_end(records);
	return rebound_records_tell(records);
}
