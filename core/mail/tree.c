/* SPDX-License-Identifier: MIT */
#include "core/mail/tree.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/mail/content.h"
#include "core/mail/header.h"
#include "core/mail/prescan.h"
#include "core/mail/undeclared.h"

#define ENCODED_BYTES (8 * 1024 * 1024) /* decoded of messages in base64, in all */

struct node {
	struct rebound_part part; /* first, so that a part is a node */
	struct node *last_child;
	const char *raw;
	gsize raw_len;
	const char *headers; /* the block of the part itself */
	gsize headers_len;
	guint fields;
	const struct rebound_header_field *kept; /* those of the block; NULL: to be read again */
};

struct rebound_tree {
	struct rebound_arena *arena;
	GPtrArray *scans;   /* struct rebound_prescan; the first is the message's own */
	GPtrArray *encoded; /* struct node of messages that are still to be decoded */
	GPtrArray *faults;
	struct node *top;
	guint parts;
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
}

static void read_node(struct node *node, const struct rebound_entity *entity)
{
	node->part.type = entity->type;
	node->part.subtype = entity->subtype;
	node->part.report_type = entity->report_type;
	node->part.charset = entity->charset;
	node->part.file_name = entity->file_name;
	node->part.transfer_encoding = entity->transfer_encoding;
	node->part.joins_words = entity->joins_words;
	node->part.attachment = entity->attachment;
	node->raw = entity->body != NULL ? entity->body : "";
	node->raw_len = entity->body_len;
	node->headers = entity->headers;
	node->headers_len = entity->headers_len;
	node->fields = entity->fields;
	rebound_undeclared_read(&node->part, node->raw, node->raw_len);
}

/* Makes the entities of a scan nodes, the first one below a node; returns that. */
static struct node *read_entities(
	struct rebound_tree *tree, const struct rebound_prescan *scan, struct node *parent)
{
	guint count = scan->entities->len;
	struct node *nodes = rebound_arena_alloc(tree->arena, count * sizeof(*nodes));

	for (guint i = 0; i < count; i++) {
		const struct rebound_entity *entity =
			&g_array_index(scan->entities, struct rebound_entity, i);
		read_node(&nodes[i], entity);
		if (entity->kept && entity->fields > 0)
			nodes[i].kept = scan->fields + entity->first_kept;
		if (entity->encoded_message)
			g_ptr_array_add(tree->encoded, &nodes[i]);
		if (entity->parent > 0)
			add_child(&nodes[entity->parent - 1], &nodes[i]);
		else if (parent != NULL)
			add_child(parent, &nodes[i]);
	}
	tree->parts += count;
	return nodes;
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

/* Scans a message, and adds its parts below a part; returns its top part. */
static struct node *read_message(struct rebound_tree *tree, struct rebound_prescan *scan,
	const char *data, gsize len, struct node *parent)
{
	guint depth = parent != NULL ? parent->part.depth + 1 : 0;

	rebound_prescan_run(scan, tree->arena, data, len, depth, tree->parts);
	for (guint i = 0; i < scan->faults->len; i++)
		add_fault(tree, scan->faults->pdata[i]);
	return read_entities(tree, scan, parent);
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

	rebound_content_init();
	tree->arena = arena;
	tree->scans = g_ptr_array_new_with_free_func((GDestroyNotify)rebound_prescan_free);
	tree->encoded = g_ptr_array_new();
	tree->faults = g_ptr_array_new();
	return tree;
}

void rebound_tree_free(struct rebound_tree *tree)
{
	if (tree == NULL)
		return;
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

const struct rebound_header *rebound_tree_headers(
	const struct rebound_tree *tree, const struct rebound_part *part, guint *count)
{
	const struct node *node = (const struct node *)part;

	if (node->kept != NULL) {
		*count = node->fields;
		return rebound_header_read_fields(tree->arena, node->kept, node->fields);
	}
	return rebound_header_read(
		tree->arena, node->headers, node->headers_len, node->fields, count);
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
