/* SPDX-License-Identifier: MIT */
#include "core/mail/tree.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/content.h"
#include "core/mail/header.h"
#include "core/mail/prescan.h"
#include "core/mail/undeclared.h"

/*
 * The tree of core/mail/tree.h by GMime's parse of the whole message, with nothing left out. A
 * program that is linked with this file takes it instead of the tree that the product has; tests
 * hold the reports of both against each other. Only the faults are the scan's, since GMime tells of
 * no damage, and where the first header stands, since mails are kept with a From_ line too.
 */

#define LEVELS 256

struct node {
	struct rebound_part part; /* first, so that a part is a node */
	struct node *last_child;
	GMimeObject *object;
	GMimeMessage *around; /* whose part the object is; NULL */
	const char *raw;
	gsize raw_len;
};

struct rebound_tree {
	struct rebound_arena *arena;
	struct rebound_prescan *scan;
	GPtrArray *objects; /* kept while the tree is read */
	GPtrArray *faults;
	struct node *top;
	guint parts;
};

/* A part whose children are being read. */
struct level {
	struct node *node;
	int next;
};

struct rebound_tree *rebound_tree_new(struct rebound_arena *arena)
{
	struct rebound_tree *tree = g_new0(struct rebound_tree, 1);

	rebound_content_init();
	tree->arena = arena;
	tree->scan = rebound_prescan_new();
	tree->objects = g_ptr_array_new_with_free_func(g_object_unref);
	tree->faults = g_ptr_array_new();
	return tree;
}

void rebound_tree_free(struct rebound_tree *tree)
{
	if (tree == NULL)
		return;
	rebound_prescan_free(tree->scan);
	g_ptr_array_unref(tree->objects);
	g_ptr_array_unref(tree->faults);
	g_free(tree);
}

static const char *read_lower(struct rebound_arena *arena, const char *text)
{
	return text != NULL ? rebound_content_read_token(arena, text, strlen(text)) : NULL;
}

static const char *raw_header(GMimeObject *object, const char *name)
{
	GMimeHeader *header =
		g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);

	return header != NULL ? g_mime_header_get_raw_value(header) : NULL;
}

/* Where the content of a leaf stands in the message. */
static void find_raw(struct node *node, const char *data)
{
	GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(node->object));
	GMimeStream *stream = content != NULL ? g_mime_data_wrapper_get_stream(content) : NULL;

	if (stream == NULL)
		return;
	node->raw = data + stream->bound_start;
	node->raw_len = (gsize)(g_mime_stream_length(stream));
}

static struct node *add_node(struct rebound_tree *tree, GMimeObject *object, const char *data)
{
	struct node *node = rebound_arena_alloc(tree->arena, sizeof(*node));
	GMimeContentType *type = g_mime_object_get_content_type(object);
	const char *report_type = g_mime_content_type_get_parameter(type, "report-type");

	tree->parts++;
	node->object = object;
	node->raw = "";
	node->part.type = read_lower(tree->arena, g_mime_content_type_get_media_type(type));
	node->part.subtype = read_lower(tree->arena, g_mime_content_type_get_media_subtype(type));
	node->part.charset =
		read_lower(tree->arena, g_mime_content_type_get_parameter(type, "charset"));
	node->part.joins_words =
		g_strcmp0(read_lower(tree->arena, g_mime_content_type_get_parameter(type, "delsp")),
			"yes") == 0;
	node->part.transfer_encoding =
		read_lower(tree->arena, raw_header(object, "Content-Transfer-Encoding"));
	GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(object);
	node->part.attachment =
		disposition != NULL && g_mime_content_disposition_is_attachment(disposition);
	if (GMIME_IS_MULTIPART(object))
		node->part.report_type = read_lower(tree->arena, report_type);
	if (GMIME_IS_PART(object)) {
		const char *name = g_mime_part_get_filename(GMIME_PART(object));

		if (name != NULL)
			node->part.file_name = rebound_text_line(
				tree->arena, name, strlen(name), REBOUND_LIMIT_FIELD_BYTES);
		find_raw(node, data);
		rebound_undeclared_read(&node->part, node->raw, node->raw_len);
	}
	return node;
}

static void add_child(struct node *parent, struct node *child)
{
	child->part.parent = &parent->part;
	child->part.depth = parent->part.depth + 1;
	if (parent->last_child != NULL)
		parent->last_child->part.next = &child->part;
	else
		parent->part.child = &child->part;
	parent->last_child = child;
}

static struct node *next_child(struct rebound_tree *tree, struct level *level, const char *data)
{
	GMimeObject *object = level->node->object;
	int next = level->next++;
	GMimeMessage *message = NULL;
	GMimeObject *child = NULL;

	if (GMIME_IS_MULTIPART(object)) {
		if (next < g_mime_multipart_get_count(GMIME_MULTIPART(object)))
			child = g_mime_multipart_get_part(GMIME_MULTIPART(object), next);
	} else if (GMIME_IS_MESSAGE_PART(object) && next == 0) {
		message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
		child = message != NULL ? g_mime_message_get_mime_part(message) : NULL;
	}
	if (child == NULL)
		return NULL;
	struct node *node = add_node(tree, child, data);
	node->around = message;
	add_child(level->node, node);
	return node;
}

static void read_children(struct rebound_tree *tree, struct node *top, const char *data)
{
	struct level levels[LEVELS];
	guint depth = 1;

	levels[0] = (struct level){.node = top};
	while (depth > 0) {
		struct node *child = next_child(tree, &levels[depth - 1], data);
		if (child == NULL)
			depth--;
		else if (depth < LEVELS)
			levels[depth++] = (struct level){.node = child};
	}
}

static void number_parts(const struct rebound_part *part)
{
	guint number = 0;

	while (part != NULL) {
		((struct node *)part)->part.number = number++;
		if (part->child != NULL) {
			part = part->child;
			continue;
		}
		while (part != NULL && part->next == NULL)
			part = part->parent;
		part = part != NULL ? part->next : NULL;
	}
}

static const char *pass_from_line(const char *at, const char *end)
{
	const char *stop = end - at > 5 && memcmp(at, "From ", 5) == 0
				   ? memchr(at, '\n', (gsize)(end - at))
				   : NULL;

	return stop != NULL ? stop + 1 : at;
}

void rebound_tree_read(struct rebound_tree *tree, const char *data, gsize len)
{
	g_ptr_array_set_size(tree->faults, 0);
	g_ptr_array_set_size(tree->objects, 0);
	tree->parts = 0;
	rebound_prescan_run(tree->scan, tree->arena, data, len, 0, 0);
	for (guint i = 0; i < tree->scan->faults->len; i++)
		g_ptr_array_add(tree->faults, tree->scan->faults->pdata[i]);
	g_ptr_array_add(tree->faults, NULL);
	if (tree->scan->lines->len > 0) {
		data = (const char *)tree->scan->lines->data;
		len = tree->scan->lines->len;
	}
	const char *start = pass_from_line(
		g_array_index(tree->scan->entities, struct rebound_entity, 0).headers, data + len);
	len -= (gsize)(start - data);
	data = start;
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(data, len);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_persist_stream(parser, TRUE);
	GMimeObject *object = g_mime_parser_construct_part(parser, NULL);
	if (object == NULL) /* without a header GMime sees no mail */
		object = GMIME_OBJECT(g_mime_part_new_with_type("text", "plain"));
	g_ptr_array_add(tree->objects, object);
	tree->top = add_node(tree, object, data);
	read_children(tree, tree->top, data);
	number_parts(&tree->top->part);
	g_object_unref(parser);
	g_object_unref(stream);
}

const struct rebound_part *rebound_tree_top(const struct rebound_tree *tree)
{
	return tree->top != NULL ? &tree->top->part : NULL;
}

static gint compare_offsets(gconstpointer a, gconstpointer b)
{
	gint64 left = g_mime_header_get_offset(*(GMimeHeader *const *)a);
	gint64 right = g_mime_header_get_offset(*(GMimeHeader *const *)b);

	return left < right ? -1 : left > right;
}

static void collect_headers(GPtrArray *headers, GMimeObject *object)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);

	for (int i = 0; i < g_mime_header_list_get_count(list); i++)
		g_ptr_array_add(headers, g_mime_header_list_get_header_at(list, i));
}

const struct rebound_header *rebound_tree_headers(
	const struct rebound_tree *tree, const struct rebound_part *part, guint *count)
{
	const struct node *node = (const struct node *)part;
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	/* Of a message, GMime keeps the content's fields with the part. */
	if (node->around != NULL)
		collect_headers(found, GMIME_OBJECT(node->around));
	collect_headers(found, node->object);
	g_ptr_array_sort(found, compare_offsets);
	*count = MIN(found->len, REBOUND_LIMIT_HEADER_FIELDS);
	struct rebound_header *headers =
		rebound_arena_alloc(tree->arena, (found->len + 1) * sizeof(*headers));
	for (guint i = 0; i < found->len; i++) {
		const char *name = g_mime_header_get_name(found->pdata[i]);
		const char *raw = g_mime_header_get_raw_value(found->pdata[i]);
		headers[i].name = rebound_text_line(
			tree->arena, name, strlen(name), REBOUND_LIMIT_FIELD_BYTES);
		headers[i].value = rebound_header_decode(tree->arena, name, raw, strlen(raw));
	}
	return headers;
}

const char *rebound_tree_raw(const struct rebound_part *part, gsize *len)
{
	const struct node *node = (const struct node *)part;

	*len = node->raw_len;
	return node->raw;
}

const char *const *rebound_tree_faults(const struct rebound_tree *tree)
{
	return (const char *const *)tree->faults->pdata;
}
