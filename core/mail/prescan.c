/* SPDX-License-Identifier: MIT */
#include "core/mail/prescan.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/boundary.h"
#include "core/mail/lines.h"
#include "core/mail/scan.h"

/* Bodies that nobody keeps memory for, once the message is done. */
#define KEPT_BYTES (1024 * 1024)

/* The entity that was read last has its body here. */
static void take_body(struct rebound_scan *scan, const char *start, const char *end)
{
	GArray *entities = scan->prescan->entities;
	struct rebound_entity *entity =
		&g_array_index(entities, struct rebound_entity, entities->len - 1);

	entity->body = start;
	entity->body_len = (gsize)(end - start);
}

/* A multipart without parts: its text becomes one. */
static void add_text_child(struct rebound_scan *scan, struct rebound_scan_frame *frame,
	const char *start, const char *end)
{
	rebound_scan_add_damage(scan, "boundary-missing");
	struct rebound_entity entity = {
		.parent = frame->entity,
		.headers = start,
		.type = "text",
		.subtype = "plain",
		.transfer_encoding = frame->encoding,
	};
	g_array_append_val(scan->prescan->entities, entity);
	scan->parts++;
	take_body(scan, start, end);
	frame->has_child = TRUE;
}

/* Where a body ends before a boundary: the line end belongs to that (RFC 2046 section 5.1.1). */
static const char *trim_line_end(
	const struct rebound_scan *scan, const char *start, const char *line)
{
	if (line == scan->end)
		return line;
	if (line > start && line[-1] == '\n')
		line--;
	if (line > start && line[-1] == '\r')
		line--;
	return line;
}

/* Closes the frame on top; what stands from start to end is its text if it has no part. */
static void close_frame(struct rebound_scan *scan, const char *start, const char *end)
{
	struct rebound_scan_frame *frame = &scan->frames[scan->depth - 1];

	if (frame->boundary != NULL && !frame->has_child)
		add_text_child(scan, frame, start, end);
	scan->depth--;
	scan->body = REBOUND_SCAN_NONE;
}

/* A multipart of the message itself that has no end; one of the returned message is often cut. */
static gboolean is_truncated(const struct rebound_scan *scan)
{
	return scan->outer_depth == 0 && scan->depth > 0 && scan->frames[0].boundary != NULL &&
	       scan->frames[0].has_child;
}

/* Whether a body is that of a multipart without a part, or of a message that is said to be text.
 * Damage of a message that came back is left, and a second one as well: it would cost once more. */
static gboolean lacks_parts(const struct rebound_scan *scan)
{
	const struct rebound_entity *top =
		&g_array_index(scan->prescan->entities, struct rebound_entity, 0);

	if (scan->outer_depth > 0 || scan->guessed)
		return FALSE;
	for (guint i = 0; i < scan->depth; i++)
		if (scan->frames[i].boundary == NULL)
			return FALSE;
	if (scan->body == REBOUND_SCAN_PROLOGUE)
		return !scan->frames[scan->depth - 1].has_child;
	return scan->body == REBOUND_SCAN_LEAF && scan->depth == 0 &&
	       !rebound_scan_is_encoded(top->transfer_encoding) &&
	       rebound_text_is(top->type, "text") && rebound_text_is(top->subtype, "plain");
}

/* Opens the multipart that a body shows itself to be, where its header doesn't tell; TRUE where the
 * body is to be read again. */
static gboolean guess_parts(struct rebound_scan *scan, const char *body, const char *end)
{
	gsize len = 0;

	if (!lacks_parts(scan))
		return FALSE;
	const char *boundary =
		rebound_boundary_find(body, end, scan->body == REBOUND_SCAN_PROLOGUE, &len);
	if (boundary == NULL)
		return FALSE;
	if (scan->body == REBOUND_SCAN_LEAF) {
		struct rebound_entity *top =
			&g_array_index(scan->prescan->entities, struct rebound_entity, 0);
		top->type = "multipart";
		top->subtype = "mixed";
		scan->frames[scan->depth++] = (struct rebound_scan_frame){.entity = 1};
		scan->body = REBOUND_SCAN_PROLOGUE;
	}
	struct rebound_scan_frame *frame = &scan->frames[scan->depth - 1];
	frame->boundary = boundary;
	frame->boundary_len = frame->matched_len = len;
	scan->guessed = TRUE;
	rebound_scan_add_damage(scan, "boundary-missing");
	return TRUE;
}

static void scan_message(struct rebound_scan *scan, const char *data)
{
	const char *body =
		rebound_scan_begin_entity(scan, rebound_scan_skip_leading_lines(scan, data));
	gboolean closing = FALSE;
	guint frame = 0;

	for (;;) {
		const char *line = rebound_scan_find_boundary(scan, body, &frame, &closing);
		if ((line == scan->end || frame < scan->depth) && guess_parts(scan, body, line))
			continue;
		const char *end = trim_line_end(scan, body, line);
		if (scan->body == REBOUND_SCAN_LEAF)
			take_body(scan, body, end);
		if (line == scan->end && is_truncated(scan))
			rebound_scan_add_fault(scan, "truncated");
		while (scan->depth > frame)
			close_frame(scan, body, end);
		if (line == scan->end)
			return;
		if (closing) {
			close_frame(scan, body, end);
			body = rebound_lines_next(line, scan->end);
			continue;
		}
		if (scan->parts >= REBOUND_LIMIT_PARTS) {
			rebound_scan_add_fault(scan, "too-many-parts");
			while (scan->depth > 0)
				close_frame(scan, body, end);
			return;
		}
		scan->frames[frame - 1].has_child = TRUE;
		body = rebound_scan_begin_entity(scan, rebound_lines_next(line, scan->end));
	}
}

struct rebound_prescan *rebound_prescan_new(void)
{
	struct rebound_prescan *prescan = g_new0(struct rebound_prescan, 1);

	prescan->lines = g_byte_array_new();
	prescan->value = g_byte_array_new();
	prescan->fields = g_new(struct rebound_header_field, REBOUND_SCAN_KEPT_FIELDS);
	prescan->entities = g_array_new(FALSE, FALSE, sizeof(struct rebound_entity));
	prescan->faults = g_ptr_array_new();
	return prescan;
}

void rebound_prescan_free(struct rebound_prescan *prescan)
{
	if (prescan == NULL)
		return;
	g_byte_array_unref(prescan->lines);
	g_byte_array_unref(prescan->value);
	g_free(prescan->fields);
	g_array_unref(prescan->entities);
	g_ptr_array_unref(prescan->faults);
	g_free(prescan);
}

/* Empties a buffer for the next message; a huge one does not stay. */
static void reset_buffer(GByteArray **buffer)
{
	if ((*buffer)->len > KEPT_BYTES) {
		g_byte_array_unref(*buffer);
		*buffer = g_byte_array_new();
	}
	g_byte_array_set_size(*buffer, 0);
}

void rebound_prescan_run(struct rebound_prescan *prescan, struct rebound_arena *arena,
	const char *data, gsize len, guint depth, guint parts)
{
	reset_buffer(&prescan->lines);
	reset_buffer(&prescan->value);
	prescan->field_count = 0;
	g_array_set_size(prescan->entities, 0);
	g_ptr_array_set_size(prescan->faults, 0);
	const char *fault = rebound_lines_rewrite(prescan->lines, &data, &len);
	if (fault != NULL)
		g_ptr_array_add(prescan->faults, (gpointer)fault);

	struct rebound_scan scan;
	scan.prescan = prescan;
	scan.arena = arena;
	scan.end = data + len;
	scan.depth = 0;
	scan.outer_depth = depth;
	scan.parts = parts;
	scan.parameters = REBOUND_LIMIT_PARAMETERS;
	scan.body = REBOUND_SCAN_NONE;
	scan.guessed = FALSE;
	scan_message(&scan, data);
}
