/* SPDX-License-Identifier: MIT */
#include "core/mail/tree.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/content.h"
#include "core/mail/header.h"
#include "core/mail/prescan.h"

#define ENCODED_BYTES (8 * 1024 * 1024) /* decoded of messages in base64, in all */

struct node {
	struct rebound_part part; /* first, so that a part is a node */
	struct node *last_child;
	const char *raw;
	gsize raw_len;
	gboolean is_message;
};

struct rebound_tree {
	struct rebound_arena *arena;
	GMimeParser *parser;
	GPtrArray *scans;   /* struct rebound_prescan; the first is the message's own */
	GPtrArray *encoded; /* struct node of messages that are still to be decoded */
	GPtrArray *faults;
	struct node *top;
	guint parts;
};

/* An object whose children are being read. */
struct level {
	GMimeObject *object;
	struct node *node;
	int next;
};

static void add_child(struct node *parent, struct node *child)
{
	child->part.parent = &parent->part;
	child->part.depth = parent->part.depth + 1;
	if (parent->last_child != NULL)
		parent->last_child->part.next = &child->part;
	else
		parent->part.child = &child->part;
	parent->last_child = child;
	if (parent->is_message) {
		parent->part.headers = child->part.headers;
		parent->part.header_count = child->part.header_count;
	}
}

/* What GMime knows of an object by its Content-* fields. */
static void read_parameters(struct rebound_tree *tree, struct node *node, GMimeObject *object)
{
	const char *charset = g_mime_object_get_content_type_parameter(object, "charset");
	GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(object);

	if (charset != NULL)
		node->part.charset =
			rebound_content_read_token(tree->arena, charset, strlen(charset));
	node->part.attachment =
		disposition != NULL && g_mime_content_disposition_is_attachment(disposition);
	if (!GMIME_IS_PART(object))
		return;
	const char *name = g_mime_part_get_filename(GMIME_PART(object));
	if (name != NULL)
		node->part.file_name = rebound_text_line(
			tree->arena, name, strlen(name), REBOUND_LIMIT_FIELD_BYTES);
}

static const struct rebound_entity *find_entity(
	const struct rebound_prescan *scan, GMimeObject *object)
{
	GMimeHeaderList *headers = g_mime_object_get_header_list(object);
	GMimeHeader *header = g_mime_header_list_get_header(headers, "Content-Type");

	return header != NULL ? rebound_prescan_find(scan, g_mime_header_get_offset(header)) : NULL;
}

static struct node *new_node(struct rebound_tree *tree)
{
	struct node *node = rebound_arena_alloc(tree->arena, sizeof(*node));

	node->part.type = "text";
	node->part.subtype = "plain";
	node->raw = "";
	tree->parts++;
	return node;
}

static struct node *read_node(
	struct rebound_tree *tree, const struct rebound_entity *entity, GMimeObject *object)
{
	struct node *node = new_node(tree);

	read_parameters(tree, node, object);
	node->part.type = entity->type;
	node->part.subtype = entity->subtype;
	node->part.report_type = entity->report_type;
	node->part.transfer_encoding = entity->transfer_encoding;
	if (entity->body != NULL) {
		node->raw = entity->body;
		node->raw_len = entity->body_len;
	}
	node->is_message = entity->encoded_message || GMIME_IS_MESSAGE_PART(object);
	if (entity->encoded_message)
		g_ptr_array_add(tree->encoded, node);
	if (!node->is_message)
		node->part.headers = rebound_header_read(tree->arena, entity->headers,
			entity->headers_len, entity->fields, &node->part.header_count);
	return node;
}

static GMimeObject *next_object(struct level *level)
{
	int next = level->next++;

	if (GMIME_IS_MULTIPART(level->object)) {
		GMimeMultipart *multipart = GMIME_MULTIPART(level->object);
		return next < g_mime_multipart_get_count(multipart)
			       ? g_mime_multipart_get_part(multipart, next)
			       : NULL;
	}
	if (!GMIME_IS_MESSAGE_PART(level->object) || next > 0)
		return NULL;
	GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(level->object));
	return message != NULL ? g_mime_message_get_mime_part(message) : NULL;
}

/* Reads an object and all below it; the pre-scan saw to it that they are few and not deep. */
static struct node *read_objects(struct rebound_tree *tree, const struct rebound_prescan *scan,
	GMimeObject *object, struct node *parent)
{
	struct level levels[REBOUND_LIMIT_NESTING + 2];
	const struct rebound_entity *entity = find_entity(scan, object);
	struct node *root = entity != NULL ? read_node(tree, entity, object) : new_node(tree);
	guint depth = 0;

	if (parent != NULL)
		add_child(parent, root);
	levels[depth++] = (struct level){.object = object, .node = root};
	while (depth > 0) {
		struct level *level = &levels[depth - 1];
		GMimeObject *child = next_object(level);
		if (child == NULL) {
			depth--;
			continue;
		}
		/* GMime makes a part of nothing where a message/rfc822 is empty. */
		entity = find_entity(scan, child);
		if (entity == NULL)
			continue;
		struct node *node = read_node(tree, entity, child);
		add_child(level->node, node);
		if (depth < G_N_ELEMENTS(levels))
			levels[depth++] = (struct level){.object = child, .node = node};
	}
	return root;
}

static void add_fault(struct rebound_tree *tree, const char *name)
{
	g_ptr_array_add(tree->faults, (gpointer)name);
}

static struct rebound_prescan *next_scan(struct rebound_tree *tree, guint number)
{
	if (number == tree->scans->len)
		g_ptr_array_add(tree->scans, rebound_prescan_new());
	return tree->scans->pdata[number];
}

/* Scans and parses a message, and adds its parts below a part; returns its top part. */
static struct node *read_message(struct rebound_tree *tree, struct rebound_prescan *scan,
	const char *data, gsize len, struct node *parent)
{
	guint depth = parent != NULL ? parent->part.depth + 1 : 0;

	rebound_prescan_run(scan, tree->arena, data, len, depth, tree->parts);
	for (guint i = 0; i < scan->faults->len; i++)
		add_fault(tree, scan->faults->pdata[i]);

	GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(scan->feed);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	g_mime_parser_init_with_stream(tree->parser, stream);
	GMimeObject *object = g_mime_parser_construct_part(tree->parser, NULL);
	struct node *node =
		object != NULL ? read_objects(tree, scan, object, parent) : new_node(tree);
	g_clear_object(&object);
	g_object_unref(stream);
	return node;
}

/* Messages in base64 or quoted-printable: wrong (RFC 2046 section 5.2.1), but seen. */
static void read_encoded(struct rebound_tree *tree)
{
	gsize limit = ENCODED_BYTES;

	for (guint i = 0; i < tree->encoded->len; i++) {
		struct node *node = tree->encoded->pdata[i];
		gsize len = 0;
		if (tree->parts >= REBOUND_LIMIT_PARTS) {
			add_fault(tree, "too-many-parts");
			break;
		}
		const char *data = rebound_content_decode(tree->arena, node->part.transfer_encoding,
			node->raw, node->raw_len, limit, &len);
		limit -= len;
		add_fault(tree, "encoded-message");
		node->raw = "";
		node->raw_len = 0;
		read_message(tree, next_scan(tree, i + 1), data, len, node);
	}
}

/* Numbers the parts in the order of the tree. */
static void number_parts(struct rebound_tree *tree)
{
	const struct rebound_part *part = &tree->top->part;
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

struct rebound_tree *rebound_tree_new(struct rebound_arena *arena)
{
	struct rebound_tree *tree = g_new0(struct rebound_tree, 1);

	g_mime_init();
	tree->arena = arena;
	tree->parser = g_mime_parser_new();
	g_mime_parser_set_persist_stream(tree->parser, TRUE);
	tree->scans = g_ptr_array_new_with_free_func((GDestroyNotify)rebound_prescan_free);
	tree->encoded = g_ptr_array_new();
	tree->faults = g_ptr_array_new();
	return tree;
}

void rebound_tree_free(struct rebound_tree *tree)
{
	if (tree == NULL)
		return;
	g_object_unref(tree->parser);
	g_ptr_array_unref(tree->scans);
	g_ptr_array_unref(tree->encoded);
	g_ptr_array_unref(tree->faults);
	g_free(tree);
}

void rebound_tree_read(struct rebound_tree *tree, const char *data, gsize len)
{
	g_ptr_array_set_size(tree->faults, 0);
	g_ptr_array_set_size(tree->encoded, 0);
	if (tree->scans->len > 1)
		g_ptr_array_set_size(tree->scans, 1);
	tree->parts = 0;
	tree->top = read_message(tree, next_scan(tree, 0), data, len, NULL);
	read_encoded(tree);
	number_parts(tree);
	add_fault(tree, NULL);
}

const struct rebound_part *rebound_tree_top(const struct rebound_tree *tree)
{
	return tree->top != NULL ? &tree->top->part : NULL;
}

const struct rebound_header *rebound_tree_headers(const struct rebound_tree *tree, guint *count)
{
	const struct rebound_prescan *scan = tree->scans->pdata[0];
	const struct rebound_entity *entity =
		&g_array_index(scan->entities, struct rebound_entity, 0);

	*count = 0;
	if (!tree->top->is_message) {
		*count = tree->top->part.header_count;
		return tree->top->part.headers;
	}
	return rebound_header_read(
		tree->arena, entity->headers, entity->headers_len, entity->fields, count);
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
