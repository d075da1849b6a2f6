/* SPDX-License-Identifier: MIT */
#include "core/mail/prescan.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/boundary.h"
#include "core/mail/content.h"
#include "core/mail/header.h"
#include "core/mail/lines.h"
#include "core/mail/parameters.h"

/* Bodies that nobody keeps memory for, once the message is done. */
#define KEPT_BYTES (1024 * 1024)

/* Header fields of a message that are kept; those of others are read once more. */
#define KEPT_FIELDS 1000

/* Stands for the boundary of a multipart that names none: no line can be it. */
#define NO_BOUNDARY "\n"

/* A multipart or message/rfc822 that is open. */
struct frame {
	guint entity;	      /* its number, from 1 */
	const char *boundary; /* without dashes; NULL of a message */
	gsize boundary_len;
	gsize matched_len; /* without trailing space, which mail systems cut */
	gboolean has_child;
	gboolean is_digest;
	const char *encoding; /* Content-Transfer-Encoding of a multipart, for text without parts */
};

enum body {
	BODY_LEAF,     /* of the entity that was read last */
	BODY_PROLOGUE, /* of the top frame; a part only if it stays the only one */
	BODY_NONE,     /* behind a multipart's end */
};

struct scan {
	struct rebound_prescan *prescan;
	struct rebound_arena *arena;
	const char *end;
	struct frame frames[REBOUND_LIMIT_NESTING];
	guint depth, outer_depth, parts, parameters;
	enum body body;
	gboolean guessed; /* a boundary */
};

/* The fields of one block that make structure. */
struct block {
	struct rebound_header_field type, encoding, disposition;
	gboolean has_type, has_encoding, has_disposition;
};

static void add_fault(struct scan *scan, const char *name)
{
	GPtrArray *faults = scan->prescan->faults;

	for (guint i = 0; i < faults->len; i++)
		if (strcmp(faults->pdata[i], name) == 0)
			return;
	g_ptr_array_add(faults, (gpointer)name);
}

/* Damage of a message that came back is no fault of this one. */
static void add_damage(struct scan *scan, const char *name)
{
	if (scan->outer_depth > 0)
		return;
	for (guint i = 0; i < scan->depth; i++)
		if (scan->frames[i].boundary == NULL)
			return;
	add_fault(scan, name);
}

static gboolean matches_frame(
	const struct frame *frame, const char *line, const char *end, gboolean *closing)
{
	const char *boundary = frame->boundary;

	/* Millions of lines may be asked for as many as are open: most differ at once. */
	if (boundary == NULL || end - line < (gssize)(2 + frame->matched_len) ||
		(frame->matched_len > 0 && line[2] != boundary[0]))
		return FALSE;
	*closing = rebound_boundary_is(boundary, frame->boundary_len, line, end, TRUE) ||
		   (frame->matched_len < frame->boundary_len &&
			   rebound_boundary_is(boundary, frame->matched_len, line, end, TRUE));
	return *closing || rebound_boundary_is(boundary, frame->matched_len, line, end, FALSE);
}

/* The innermost open multipart whose boundary this line is, as its number from 1, or 0. */
static guint match_dashes(const struct scan *scan, const char *line, gboolean *closing)
{
	if (scan->depth == 0 || scan->end - line < 2 || line[1] != '-')
		return 0;
	const char *end = rebound_lines_end(line, scan->end);
	for (guint i = scan->depth; i > 0; i--)
		if (matches_frame(&scan->frames[i - 1], line, end, closing))
			return i;
	return 0;
}

/* The same for any line of the message: few begin with a dash. */
static inline guint match_boundary(const struct scan *scan, const char *line, gboolean *closing)
{
	return *line == '-' ? match_dashes(scan, line, closing) : 0;
}

/* The next line that is a boundary, or the end of the message. */
static const char *find_boundary(
	const struct scan *scan, const char *at, guint *frame, gboolean *closing)
{
	*frame = 0;
	const char *start = at;

	/* Few bytes of a body are a dash, none of base64, so those are looked at and not each line.
	 */
	while (scan->depth > 0 && at < scan->end) {
		at = memchr(at, '-', (gsize)(scan->end - at));
		if (at == NULL)
			break;
		if (at == start || at[-1] == '\n')
			*frame = match_boundary(scan, at, closing);
		if (*frame > 0)
			return at;
		while (at < scan->end && *at == '-')
			at++;
	}
	return scan->end;
}

static gboolean name_is(const struct rebound_header_field *field, const char *name)
{
	gsize len = strlen(name);

	/* Most write it as the standard does. */
	return field->name_len == len && (memcmp(field->name, name, len) == 0 ||
						 rebound_text_has_prefix(field->name, len, name));
}

static void take_field(
	struct scan *scan, struct block *block, const struct rebound_header_field *field)
{
	if (field->value_len > REBOUND_LIMIT_HEADER_FIELD_BYTES)
		add_fault(scan, "header-too-long");
	if (!rebound_text_may_equal(field->name[0], 'c'))
		return;
	if (!block->has_type && name_is(field, "Content-Type")) {
		block->type = *field;
		block->has_type = TRUE;
	} else if (!block->has_encoding && name_is(field, "Content-Transfer-Encoding")) {
		block->encoding = *field;
		block->has_encoding = TRUE;
	} else if (!block->has_disposition && name_is(field, "Content-Disposition")) {
		block->disposition = *field;
		block->has_disposition = TRUE;
	}
}

/* Whether a Content-Type that ends in ";" goes on in a line that lost its leading space. */
static gboolean is_lost_fold(const struct block *block, const struct rebound_header_field *last,
	const char *line, const char *end)
{
	if (!block->has_type || last->value != block->type.value)
		return FALSE;
	const char *tail = block->type.value + block->type.value_len;
	while (tail > block->type.value && g_ascii_isspace(tail[-1]))
		tail--;
	return tail > block->type.value && tail[-1] == ';' &&
	       memchr(line, '=', (gsize)(rebound_lines_end(line, end) - line)) != NULL;
}

/* Where the header block goes on behind a stray line: at its next field, or NULL where none
 * follows. */
static const char *find_field(const struct scan *scan, const char *at)
{
	struct rebound_header_field field;
	gboolean closing = FALSE;

	while (at < scan->end && match_boundary(scan, at, &closing) == 0) {
		const char *line = at;
		enum rebound_header_line kind = rebound_header_next(&at, scan->end, &field);
		if (kind == REBOUND_HEADER_FIELD)
			return line;
		if (kind == REBOUND_HEADER_END)
			break;
	}
	return NULL;
}

static gboolean is_from_line(const char *line, const char *end)
{
	if (line < end && *line == '>')
		line++;
	return end - line >= 5 && memcmp(line, "From ", 5) == 0;
}

static gboolean is_blank(const char *text, gsize len)
{
	while (len > 0 && g_ascii_isspace(text[len - 1]))
		len--;
	return len == 0;
}

/*
 * Deals with a stray line; FALSE where the body begins with it. Fields whose folded lines lost
 * their leading space are empty, and what follows is theirs up to the empty line.
 */
static gboolean pass_stray_line(struct scan *scan, struct block *block,
	const struct rebound_header_field *last, const char *line, const char **at)
{
	if (is_lost_fold(block, last, line, scan->end))
		block->type.value_len =
			(gsize)(rebound_lines_end(line, scan->end) - block->type.value);
	else if (last->name == NULL || !is_blank(last->value, last->value_len)) {
		const char *next = find_field(scan, *at);
		*at = next != NULL ? next : line;
		if (next == NULL) {
			add_damage(scan, "missing-blank-line");
			return FALSE;
		}
	}
	if (!is_from_line(line, scan->end))
		add_damage(scan, scan->depth > 0 ? "bad-part-header" : "bad-header");
	return TRUE;
}

/* Reads a header block; returns where its body begins. */
static const char *read_block(
	struct scan *scan, const char *at, struct rebound_entity *entity, struct block *block)
{
	struct rebound_header_field field = {0};
	gboolean closing = FALSE;
	const char *block_end = at;
	struct rebound_prescan *prescan = scan->prescan;
	guint fields = 0;

	entity->headers = at;
	entity->first_kept = prescan->field_count;
	while (at < scan->end && match_boundary(scan, at, &closing) == 0) {
		const char *line = at;
		struct rebound_header_field last = field;
		enum rebound_header_line kind = rebound_header_next(&at, scan->end, &field);
		if (kind == REBOUND_HEADER_END)
			break;
		if (kind == REBOUND_HEADER_FIELD) {
			fields++;
			if (prescan->field_count < KEPT_FIELDS)
				prescan->fields[prescan->field_count++] = field;
			take_field(scan, block, &field);
		} else {
			if (!pass_stray_line(scan, block, &last, line, &at))
				break;
			field = last;
		}
		block_end = at;
	}
	entity->headers_len = (gsize)(block_end - entity->headers);
	entity->fields = MIN(fields, REBOUND_LIMIT_HEADER_FIELDS);
	entity->kept = prescan->field_count - entity->first_kept == fields &&
		       entity->headers_len <= REBOUND_LIMIT_HEADER_BLOCK_BYTES;
	if (fields > REBOUND_LIMIT_HEADER_FIELDS)
		add_fault(scan, "too-many-headers");
	if (entity->headers_len > REBOUND_LIMIT_HEADER_BLOCK_BYTES)
		add_fault(scan, "header-too-long");
	return at;
}

/* Reads the parameters of a field; there are only so many in a message. */
static void read_parameters(struct scan *scan, const struct rebound_header_field *field,
	struct rebound_parameters *parameters)
{
	if (!rebound_parameters_read(
		    scan->arena, scan->prescan->value, field, parameters, &scan->parameters))
		add_fault(scan, "too-many-parameters");
}

/* Whether a boundary can stand on a line. */
static gboolean is_usable(struct scan *scan, const char *boundary)
{
	if (boundary == NULL || *boundary == '\0') {
		add_damage(scan, "boundary-missing");
		return FALSE;
	}
	if (strlen(boundary) > REBOUND_LIMIT_BOUNDARY_BYTES) {
		add_fault(scan, "boundary-too-long");
		return FALSE;
	}
	for (; *boundary != '\0'; boundary++)
		if ((guint8)*boundary < ' ')
			return FALSE;
	return TRUE;
}

/* Reads the parameters of a multipart; its boundary, or NULL where it has none that can be used. */
static const char *read_multipart(
	struct scan *scan, struct rebound_entity *entity, const struct rebound_header_field *field)
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
static struct frame *open_frame(struct scan *scan)
{
	struct frame *frame = &scan->frames[scan->depth++];

	*frame = (struct frame){.entity = scan->prescan->entities->len + 1};
	return frame;
}

static void open_multipart(
	struct scan *scan, struct rebound_entity *entity, const struct block *block)
{
	const char *boundary = read_multipart(scan, entity, &block->type);
	struct frame *frame = open_frame(scan);

	frame->boundary = boundary != NULL ? boundary : NO_BOUNDARY;
	frame->boundary_len = strlen(frame->boundary);
	frame->is_digest = rebound_text_is(entity->subtype, "digest");
	frame->encoding = entity->transfer_encoding;
	frame->matched_len = frame->boundary_len;
	while (frame->matched_len > 1 && frame->boundary[frame->matched_len - 1] == ' ')
		frame->matched_len--;
	scan->body = BODY_PROLOGUE;
}

static gboolean is_message(const struct rebound_entity *entity)
{
	return rebound_text_is(entity->type, "message") &&
	       (rebound_text_is(entity->subtype, "rfc822") ||
		       rebound_text_is(entity->subtype, "global") ||
		       rebound_text_is(entity->subtype, "rfc2822") ||
		       rebound_text_is(entity->subtype, "news"));
}

static gboolean is_encoded(const char *encoding)
{
	return encoding != NULL && (rebound_text_is(encoding, "base64") ||
					   rebound_text_is(encoding, "quoted-printable") ||
					   strstr(encoding, "uue") != NULL);
}

static void read_type(struct scan *scan, struct rebound_entity *entity, const struct block *block)
{
	gboolean digest = scan->depth > 0 && scan->frames[scan->depth - 1].is_digest;

	if (block->has_type && rebound_content_read_type(scan->arena, block->type.value,
				       MIN(block->type.value_len, REBOUND_LIMIT_HEADER_FIELD_BYTES),
				       &entity->type, &entity->subtype))
		return;
	if (block->has_type)
		add_damage(scan, "bad-content-type");
	entity->type = digest ? "message" : "text";
	entity->subtype = digest ? "rfc822" : "plain";
}

/* The name of the file that a leaf is: of its Content-Disposition, else of its Content-Type. */
static void set_file_name(struct scan *scan, struct rebound_entity *entity, const char *name)
{
	if (name != NULL)
		entity->file_name = rebound_text_line(
			scan->arena, name, strlen(name), REBOUND_LIMIT_FIELD_BYTES);
}

static void read_disposition(
	struct scan *scan, struct rebound_entity *entity, const struct rebound_header_field *field)
{
	struct rebound_parameters parameters = {.disposition = TRUE, .names = {"filename"}};

	read_parameters(scan, field, &parameters);
	entity->attachment = parameters.attachment;
	set_file_name(scan, entity, parameters.values[0]);
}

static void read_leaf_type(
	struct scan *scan, struct rebound_entity *entity, const struct rebound_header_field *field)
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

static void read_leaf(struct scan *scan, struct rebound_entity *entity, const struct block *block)
{
	if (block->has_type && has_parameters(&block->type))
		read_leaf_type(scan, entity, &block->type);
	if (block->has_disposition)
		read_disposition(scan, entity, &block->disposition);
	scan->body = BODY_LEAF;
}

/* Empty lines and a From_ line before a message's first field. */
static const char *skip_leading_lines(const struct scan *scan, const char *at)
{
	const char *start = at;
	struct rebound_header_field field;

	while (at < scan->end && (*at == '\n' || *at == '\r'))
		at++;
	const char *line = at;
	if (at == start || is_from_line(line, scan->end))
		return line;
	return rebound_header_next(&at, scan->end, &field) == REBOUND_HEADER_FIELD ? line : start;
}

/* Makes an entity that may not be opened any more plain text. */
static void limit_entity(struct scan *scan, struct rebound_entity *entity)
{
	gboolean message = is_message(entity);

	if (!message && !rebound_text_is(entity->type, "multipart"))
		return;
	if (scan->outer_depth + scan->depth >= REBOUND_LIMIT_NESTING)
		add_fault(scan, "nested-too-deep");
	else if (message && scan->parts >= REBOUND_LIMIT_PARTS)
		add_fault(scan, "too-many-parts");
	else
		return;
	entity->type = "text";
	entity->subtype = "plain";
}

static guint enclosing_entity(const struct scan *scan)
{
	return scan->depth > 0 ? scan->frames[scan->depth - 1].entity : 0;
}

/* Reads an entity's header block; returns where its body begins. */
static const char *read_entity(struct scan *scan, const char *at)
{
	struct rebound_entity entity = {.parent = enclosing_entity(scan)};
	struct block block = {.has_type = FALSE};

	scan->parts++;
	at = read_block(scan, at, &entity, &block);
	read_type(scan, &entity, &block);
	if (block.has_encoding)
		entity.transfer_encoding = rebound_content_read_token(
			scan->arena, block.encoding.value, block.encoding.value_len);
	limit_entity(scan, &entity);
	entity.is_message = is_message(&entity);
	entity.encoded_message = is_message(&entity) && is_encoded(entity.transfer_encoding);
	if (rebound_text_is(entity.type, "multipart"))
		open_multipart(scan, &entity, &block);
	else if (is_message(&entity) && !entity.encoded_message)
		open_frame(scan);
	else
		read_leaf(scan, &entity, &block);
	g_array_append_val(scan->prescan->entities, entity);
	return at;
}

/* Begins an entity, and where that is a message/rfc822 the one in it; returns where the body
 * begins. */
static const char *begin_entity(struct scan *scan, const char *at)
{
	gboolean closing = FALSE;

	for (;;) {
		scan->body = BODY_NONE;
		at = read_entity(scan, at);
		if (scan->body != BODY_NONE)
			return at;
		if (at >= scan->end || match_boundary(scan, at, &closing) > 0)
			return at;
		at = skip_leading_lines(scan, at);
	}
}

/* The entity that was read last has its body here. */
static void take_body(struct scan *scan, const char *start, const char *end)
{
	GArray *entities = scan->prescan->entities;
	struct rebound_entity *entity =
		&g_array_index(entities, struct rebound_entity, entities->len - 1);

	entity->body = start;
	entity->body_len = (gsize)(end - start);
}

/* A multipart without parts: its text becomes one. */
static void add_text_child(
	struct scan *scan, struct frame *frame, const char *start, const char *end)
{
	add_damage(scan, "boundary-missing");
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
static const char *trim_line_end(const struct scan *scan, const char *start, const char *line)
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
static void close_frame(struct scan *scan, const char *start, const char *end)
{
	struct frame *frame = &scan->frames[scan->depth - 1];

	if (frame->boundary != NULL && !frame->has_child)
		add_text_child(scan, frame, start, end);
	scan->depth--;
	scan->body = BODY_NONE;
}

/* A multipart of the message itself that has no end; one of the returned message is often cut. */
static gboolean is_truncated(const struct scan *scan)
{
	return scan->outer_depth == 0 && scan->depth > 0 && scan->frames[0].boundary != NULL &&
	       scan->frames[0].has_child;
}

/* Whether a body is that of a multipart without a part, or of a message that is said to be text.
 * Damage of a message that came back is left, and a second one as well: it would cost once more. */
static gboolean lacks_parts(const struct scan *scan)
{
	const struct rebound_entity *top =
		&g_array_index(scan->prescan->entities, struct rebound_entity, 0);

	if (scan->outer_depth > 0 || scan->guessed)
		return FALSE;
	for (guint i = 0; i < scan->depth; i++)
		if (scan->frames[i].boundary == NULL)
			return FALSE;
	if (scan->body == BODY_PROLOGUE)
		return !scan->frames[scan->depth - 1].has_child;
	return scan->body == BODY_LEAF && scan->depth == 0 && !is_encoded(top->transfer_encoding) &&
	       rebound_text_is(top->type, "text") && rebound_text_is(top->subtype, "plain");
}

/* Opens the multipart that a body shows itself to be, where its header doesn't tell; TRUE where the
 * body is to be read again. */
static gboolean guess_parts(struct scan *scan, const char *body, const char *end)
{
	gsize len = 0;

	if (!lacks_parts(scan))
		return FALSE;
	const char *boundary = rebound_boundary_find(body, end, scan->body == BODY_PROLOGUE, &len);
	if (boundary == NULL)
		return FALSE;
	if (scan->body == BODY_LEAF) {
		struct rebound_entity *top =
			&g_array_index(scan->prescan->entities, struct rebound_entity, 0);
		top->type = "multipart";
		top->subtype = "mixed";
		scan->frames[scan->depth++] = (struct frame){.entity = 1};
		scan->body = BODY_PROLOGUE;
	}
	struct frame *frame = &scan->frames[scan->depth - 1];
	frame->boundary = boundary;
	frame->boundary_len = frame->matched_len = len;
	scan->guessed = TRUE;
	add_damage(scan, "boundary-missing");
	return TRUE;
}

static void scan_message(struct scan *scan, const char *data)
{
	const char *body = begin_entity(scan, skip_leading_lines(scan, data));
	gboolean closing = FALSE;
	guint frame = 0;

	for (;;) {
		const char *line = find_boundary(scan, body, &frame, &closing);
		if ((line == scan->end || frame < scan->depth) && guess_parts(scan, body, line))
			continue;
		const char *end = trim_line_end(scan, body, line);
		if (scan->body == BODY_LEAF)
			take_body(scan, body, end);
		if (line == scan->end && is_truncated(scan))
			add_fault(scan, "truncated");
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
			add_fault(scan, "too-many-parts");
			while (scan->depth > 0)
				close_frame(scan, body, end);
			return;
		}
		scan->frames[frame - 1].has_child = TRUE;
		body = begin_entity(scan, rebound_lines_next(line, scan->end));
	}
}

struct rebound_prescan *rebound_prescan_new(void)
{
	struct rebound_prescan *prescan = g_new0(struct rebound_prescan, 1);

	prescan->lines = g_byte_array_new();
	prescan->value = g_byte_array_new();
	prescan->fields = g_new(struct rebound_header_field, KEPT_FIELDS);
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

	struct scan scan;
	scan.prescan = prescan;
	scan.arena = arena;
	scan.end = data + len;
	scan.depth = 0;
	scan.outer_depth = depth;
	scan.parts = parts;
	scan.parameters = REBOUND_LIMIT_PARAMETERS;
	scan.body = BODY_NONE;
	scan.guessed = FALSE;
	scan_message(&scan, data);
}
