/* SPDX-License-Identifier: MIT */
#include "core/mail/scan.h"

#include <string.h>

#include "core/base/text.h"
#include "core/mail/lines.h"

static gboolean name_is(const struct rebound_header_field *field, const char *name)
{
	gsize len = strlen(name);

	/* Most write it as the standard does. */
	return field->name_len == len && (memcmp(field->name, name, len) == 0 ||
						 rebound_text_has_prefix(field->name, len, name));
}

static void take_field(struct rebound_scan *scan, struct rebound_scan_block *block,
	const struct rebound_header_field *field)
{
	if (field->value_len > REBOUND_LIMIT_HEADER_FIELD_BYTES)
		rebound_scan_add_fault(scan, "header-too-long");
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
static gboolean is_lost_fold(const struct rebound_scan_block *block,
	const struct rebound_header_field *last, const char *line, const char *end)
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
static const char *find_field(const struct rebound_scan *scan, const char *at)
{
	struct rebound_header_field field;
	gboolean closing = FALSE;

	while (at < scan->end && rebound_scan_match_boundary(scan, at, &closing) == 0) {
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

/*
 * Deals with a stray line; FALSE where the body begins with it. Fields whose folded lines lost
 * their leading space are empty, and what follows is theirs up to the empty line.
 */
static gboolean pass_stray_line(struct rebound_scan *scan, struct rebound_scan_block *block,
	const struct rebound_header_field *last, const char *line, const char **at)
{
	if (is_lost_fold(block, last, line, scan->end))
		block->type.value_len =
			(gsize)(rebound_lines_end(line, scan->end) - block->type.value);
	else if (last->name == NULL || !rebound_text_is_blank(last->value, last->value_len)) {
		const char *next = find_field(scan, *at);
		*at = next != NULL ? next : line;
		if (next == NULL) {
			rebound_scan_add_damage(scan, "missing-blank-line");
			return FALSE;
		}
	}
	if (!is_from_line(line, scan->end))
		rebound_scan_add_damage(scan, scan->depth > 0 ? "bad-part-header" : "bad-header");
	return TRUE;
}

const char *rebound_scan_read_block(struct rebound_scan *scan, const char *at,
	struct rebound_entity *entity, struct rebound_scan_block *block)
{
	struct rebound_header_field field = {0};
	gboolean closing = FALSE;
	const char *block_end = at;
	struct rebound_prescan *prescan = scan->prescan;
	guint fields = 0;

	entity->headers = at;
	entity->first_kept = prescan->field_count;
	while (at < scan->end && rebound_scan_match_boundary(scan, at, &closing) == 0) {
		const char *line = at;
		struct rebound_header_field last = field;
		enum rebound_header_line kind = rebound_header_next(&at, scan->end, &field);
		if (kind == REBOUND_HEADER_END)
			break;
		if (kind == REBOUND_HEADER_FIELD) {
			fields++;
			if (prescan->field_count < REBOUND_SCAN_KEPT_FIELDS)
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
		rebound_scan_add_fault(scan, "too-many-headers");
	if (entity->headers_len > REBOUND_LIMIT_HEADER_BLOCK_BYTES)
		rebound_scan_add_fault(scan, "header-too-long");
	return at;
}

const char *rebound_scan_skip_leading_lines(const struct rebound_scan *scan, const char *at)
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
