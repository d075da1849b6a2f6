/* SPDX-License-Identifier: MIT */
#include "core/mail/scan.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/content.h"
#include "core/mail/parameters.h"

/* Stands for the boundary of a multipart that names none: no line can be it. */
#define NO_BOUNDARY "\n"

/* Reads the parameters of a field; there are only so many in a message. */
static void read_parameters(struct rebound_scan *scan, const struct rebound_header_field *field,
	struct rebound_parameters *parameters)
{
	if (!rebound_parameters_read(
		    scan->arena, scan->prescan->value, field, parameters, &scan->parameters))
		rebound_scan_add_fault(scan, "too-many-parameters");
}

/* Whether a boundary can stand on a line. */
static gboolean is_usable(struct rebound_scan *scan, const char *boundary)
{
	if (boundary == NULL || *boundary == '\0') {
		rebound_scan_add_damage(scan, "boundary-missing");
		return FALSE;
	}
	if (strlen(boundary) > REBOUND_LIMIT_BOUNDARY_BYTES) {
		rebound_scan_add_fault(scan, "boundary-too-long");
		return FALSE;
	}
	for (; *boundary != '\0'; boundary++)
		if ((guint8)*boundary < ' ')
			return FALSE;
	return TRUE;
}

/* Reads the parameters of a multipart; its boundary, or NULL where it has none that can be used. */
static const char *read_multipart(struct rebound_scan *scan, struct rebound_entity *entity,
	const struct rebound_header_field *field)
{
	struct rebound_parameters parameters = {.names = {"boundary", "report-type"}};

	read_parameters(scan, field, &parameters);
	const char *boundary = parameters.values[0], *report_type = parameters.values[1];
	if (report_type != NULL)
		entity->report_type =
			rebound_content_read_token(scan->arena, report_type, strlen(report_type));
	return is_usable(scan, boundary) ? boundary : NULL;
}

/* Opens the entity that is read, as what encloses the next ones. */
static struct rebound_scan_frame *open_frame(struct rebound_scan *scan)
{
	struct rebound_scan_frame *frame = &scan->frames[scan->depth++];

	*frame = (struct rebound_scan_frame){.entity = scan->prescan->entities->len + 1};
	return frame;
}

static void open_multipart(struct rebound_scan *scan, struct rebound_entity *entity,
	const struct rebound_scan_block *block)
{
	const char *boundary = read_multipart(scan, entity, &block->type);
	struct rebound_scan_frame *frame = open_frame(scan);

	frame->boundary = boundary != NULL ? boundary : NO_BOUNDARY;
	frame->boundary_len = strlen(frame->boundary);
	frame->is_digest = rebound_text_is(entity->subtype, "digest");
	frame->encoding = entity->transfer_encoding;
	frame->matched_len = frame->boundary_len;
	while (frame->matched_len > 1 && frame->boundary[frame->matched_len - 1] == ' ')
		frame->matched_len--;
	scan->body = REBOUND_SCAN_PROLOGUE;
}

static gboolean is_message(const struct rebound_entity *entity)
{
	return rebound_text_is(entity->type, "message") &&
	       (rebound_text_is(entity->subtype, "rfc822") ||
		       rebound_text_is(entity->subtype, "global") ||
		       rebound_text_is(entity->subtype, "rfc2822") ||
		       rebound_text_is(entity->subtype, "news"));
}

gboolean rebound_scan_is_encoded(const char *encoding)
{
	return encoding != NULL && (rebound_text_is(encoding, "base64") ||
					   rebound_text_is(encoding, "quoted-printable") ||
					   strstr(encoding, "uue") != NULL);
}

static void read_type(struct rebound_scan *scan, struct rebound_entity *entity,
	const struct rebound_scan_block *block)
{
	gboolean digest = scan->depth > 0 && scan->frames[scan->depth - 1].is_digest;

	if (block->has_type && rebound_content_read_type(scan->arena, block->type.value,
				       MIN(block->type.value_len, REBOUND_LIMIT_HEADER_FIELD_BYTES),
				       &entity->type, &entity->subtype))
		return;
	if (block->has_type)
		rebound_scan_add_damage(scan, "bad-content-type");
	entity->type = digest ? "message" : "text";
	entity->subtype = digest ? "rfc822" : "plain";
}

/* The name of the file that a leaf is: of its Content-Disposition, else of its Content-Type. */
static void set_file_name(
	struct rebound_scan *scan, struct rebound_entity *entity, const char *name)
{
	if (name != NULL)
		entity->file_name = rebound_text_line(
			scan->arena, name, strlen(name), REBOUND_LIMIT_FIELD_BYTES);
}

static void read_disposition(struct rebound_scan *scan, struct rebound_entity *entity,
	const struct rebound_header_field *field)
{
	struct rebound_parameters parameters = {.disposition = TRUE, .names = {"filename"}};

	read_parameters(scan, field, &parameters);
	entity->attachment = parameters.attachment;
	set_file_name(scan, entity, parameters.values[0]);
}

static void read_leaf_type(struct rebound_scan *scan, struct rebound_entity *entity,
	const struct rebound_header_field *field)
{
	struct rebound_parameters parameters = {.names = {"charset", "name", "delsp"}};

	read_parameters(scan, field, &parameters);
	const char *charset = parameters.values[0];
	if (charset != NULL)
		entity->charset = rebound_content_read_token(scan->arena, charset, strlen(charset));
	set_file_name(scan, entity, parameters.values[1]);
	const char *joins = parameters.values[2];
	entity->joins_words = joins != NULL && g_ascii_strcasecmp(joins, "yes") == 0;
}

static gboolean has_parameters(const struct rebound_header_field *field)
{
	return memchr(field->value, ';', field->value_len) != NULL;
}

static void read_leaf(struct rebound_scan *scan, struct rebound_entity *entity,
	const struct rebound_scan_block *block)
{
	if (block->has_type && has_parameters(&block->type))
		read_leaf_type(scan, entity, &block->type);
	if (block->has_disposition)
		read_disposition(scan, entity, &block->disposition);
	scan->body = REBOUND_SCAN_LEAF;
}

/* Makes an entity that may not be opened any more plain text. */
static void limit_entity(struct rebound_scan *scan, struct rebound_entity *entity)
{
	gboolean message = is_message(entity);

	if (!message && !rebound_text_is(entity->type, "multipart"))
		return;
	if (scan->outer_depth + scan->depth >= REBOUND_LIMIT_NESTING)
		rebound_scan_add_fault(scan, "nested-too-deep");
	else if (message && scan->parts >= REBOUND_LIMIT_PARTS)
		rebound_scan_add_fault(scan, "too-many-parts");
	else
		return;
	entity->type = "text";
	entity->subtype = "plain";
}

static guint enclosing_entity(const struct rebound_scan *scan)
{
	return scan->depth > 0 ? scan->frames[scan->depth - 1].entity : 0;
}

/* Reads an entity's header block; returns where its body begins. */
static const char *read_entity(struct rebound_scan *scan, const char *at)
{
	struct rebound_entity entity = {.parent = enclosing_entity(scan)};
	struct rebound_scan_block block = {.has_type = FALSE};

	scan->parts++;
	at = rebound_scan_read_block(scan, at, &entity, &block);
	read_type(scan, &entity, &block);
	if (block.has_encoding)
		entity.transfer_encoding = rebound_content_read_token(
			scan->arena, block.encoding.value, block.encoding.value_len);
	limit_entity(scan, &entity);
	entity.is_message = is_message(&entity);
	entity.encoded_message =
		is_message(&entity) && rebound_scan_is_encoded(entity.transfer_encoding);
	if (rebound_text_is(entity.type, "multipart"))
		open_multipart(scan, &entity, &block);
	else if (is_message(&entity) && !entity.encoded_message)
		open_frame(scan);
	else
		read_leaf(scan, &entity, &block);
	g_array_append_val(scan->prescan->entities, entity);
	return at;
}

const char *rebound_scan_begin_entity(struct rebound_scan *scan, const char *at)
{
	gboolean closing = FALSE;

	for (;;) {
		scan->body = REBOUND_SCAN_NONE;
		at = read_entity(scan, at);
		if (scan->body != REBOUND_SCAN_NONE)
			return at;
		if (at >= scan->end || rebound_scan_match_boundary(scan, at, &closing) > 0)
			return at;
		at = rebound_scan_skip_leading_lines(scan, at);
	}
}
