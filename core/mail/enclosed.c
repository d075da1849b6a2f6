/* SPDX-License-Identifier: MIT */
#include "core/mail/enclosed.h"

#include <string.h>

#include "core/base/arena.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/content.h"
#include "core/mail/header.h"

/* What mail systems say in the text before a message that they cut. */
static const char *const cut_notices[] = {
	"truncated",
	"only the first",
	"or so are included",
	"body of the message is",
	"message body was removed",
	"too large to be returned",
	"too long to be returned",
	"headers of the message",
	"message header follows",
	"message headers follow",
	NULL,
};

/* A header block as far as it says what the body is. */
struct head {
	const char *type, *subtype, *boundary, *encoding; /* NULL where it does not say */
	const char *body;   /* behind the empty line; NULL where there is none */
	gboolean has_stray; /* a line that is no field */
	guint fields;
};

static void skip_blanks(const char **at, const char *end)
{
	while (*at < end && g_ascii_isspace(**at))
		(*at)++;
}

/* The value behind "=": a quoted string or a token (RFC 2045 section 5.1). */
static char *read_value(struct rebound_arena *arena, const char *at, const char *end)
{
	g_autoptr(GString) value = g_string_new(NULL);
	gboolean quoted = at < end && *at == '"';

	for (at += quoted ? 1 : 0; at < end; at++) {
		if (quoted ? *at == '"' : (*at == ';' || g_ascii_isspace(*at)))
			break;
		if (quoted && *at == '\\' && at + 1 < end)
			at++;
		g_string_append_c(value, *at);
	}
	return value->len > 0 && value->len <= REBOUND_LIMIT_BOUNDARY_BYTES
		       ? rebound_arena_copy(arena, value->str, value->len)
		       : NULL;
}

/* The parameter boundary of a Content-Type, of which the first counts. */
static char *read_boundary(struct rebound_arena *arena, const char *value, gsize len)
{
	const char *end = value + len, *at = value;
	gboolean quoted = FALSE;

	for (; at < end; at++) {
		if (*at == '\\' && quoted)
			at++;
		else if (*at == '"')
			quoted = !quoted;
		if (at >= end || *at != ';' || quoted)
			continue;
		const char *name = at + 1;
		skip_blanks(&name, end);
		if (!rebound_text_has_prefix(name, (gsize)(end - name), "boundary"))
			continue;
		name += strlen("boundary");
		skip_blanks(&name, end);
		if (name < end && *name == '=') {
			name++;
			skip_blanks(&name, end);
			return read_value(arena, name, end);
		}
	}
	return NULL;
}

static gboolean is_name(const struct rebound_header_field *field, const char *name)
{
	return field->name_len == strlen(name) &&
	       g_ascii_strncasecmp(field->name, name, field->name_len) == 0;
}

static void read_head(
	struct rebound_arena *arena, const char *at, const char *end, struct head *head)
{
	struct rebound_header_field field;
	enum rebound_header_line line = REBOUND_HEADER_STRAY;

	memset(head, 0, sizeof(*head));
	while ((line = rebound_header_next(&at, end, &field)) != REBOUND_HEADER_END &&
		head->fields < REBOUND_LIMIT_HEADER_FIELDS) {
		head->fields++;
		if (line == REBOUND_HEADER_STRAY) {
			head->has_stray = TRUE;
		} else if (is_name(&field, "Content-Type") && head->type == NULL) {
			if (rebound_content_read_type(arena, field.value, field.value_len,
				    &head->type, &head->subtype))
				head->boundary = read_boundary(arena, field.value, field.value_len);
		} else if (is_name(&field, "Content-Transfer-Encoding")) {
			head->encoding =
				rebound_content_read_token(arena, field.value, field.value_len);
		}
	}
	/* At the end of the text there is no empty line either. */
	if (line == REBOUND_HEADER_END && at < end)
		head->body = at;
}

/*
 * The next line of a boundary from the start of a line on (RFC 2046 section 5.1.1); *next is where
 * the line behind it begins.
 */
static const char *find_delimiter(
	const char *at, const char *end, const char *boundary, const char **next, gboolean *closing)
{
	gsize len = strlen(boundary);

	while (at < end) {
		const char *stop = memchr(at, '\n', (gsize)(end - at));
		const char *line_end = stop != NULL ? stop : end;
		const char *tail = at + 2 + len;

		*next = stop != NULL ? stop + 1 : end;
		if (tail <= line_end && at[0] == '-' && at[1] == '-' &&
			memcmp(at + 2, boundary, len) == 0) {
			*closing = line_end - tail >= 2 && tail[0] == '-' && tail[1] == '-';
			tail += *closing ? 2 : 0;
			while (tail < line_end && g_ascii_isspace(*tail))
				tail++;
			if (tail == line_end)
				return at;
		}
		at = *next;
	}
	return NULL;
}

static gboolean has_end(const struct rebound_enclosed *enclosed, const char *boundary)
{
	const char *end = enclosed->data + enclosed->len;
	const char *next = enclosed->header_end, *line = NULL;
	gboolean closing = FALSE;

	do {
		line = find_delimiter(next, end, boundary, &next, &closing);
	} while (line != NULL && !closing);
	return line != NULL;
}

/* A From_ line that somebody put before the first field. */
static const char *skip_from_line(const char *at, const char *end)
{
	const char *line = at < end && *at == '>' ? at + 1 : at;
	const char *stop = memchr(at, '\n', (gsize)(end - at));

	return rebound_text_has_prefix(line, (gsize)(end - line), "From ") && stop != NULL
		       ? stop + 1
		       : at;
}

static const char *check_whole(struct rebound_arena *arena, const char *at, const char *end,
	struct rebound_enclosed *enclosed)
{
	struct head head;

	at = skip_from_line(at, end);
	if (end > at && end[-1] == '\n')
		end--;
	if (end > at && end[-1] == '\r')
		end--;
	enclosed->data = at;
	enclosed->len = (gsize)(end - at);
	read_head(arena, at, end, &head);
	if (head.has_stray || head.fields == 0 || head.fields >= REBOUND_LIMIT_HEADER_FIELDS)
		return "the header of what came back is damaged";
	if (head.body == NULL)
		return "only its header came back";
	enclosed->header_end = head.body;
	if (g_strcmp0(head.type, "multipart") == 0 &&
		(head.boundary == NULL || !has_end(enclosed, head.boundary)))
		return "what came back is cut off";
	return NULL;
}

static gboolean says_cut(const char *at, const char *end)
{
	g_autofree char *text = g_ascii_strdown(at, end - at);
	gsize len = (gsize)(end - at);

	for (const char *const *notice = cut_notices; *notice != NULL; notice++)
		if (memmem(text, len, *notice, strlen(*notice)) != NULL)
			return TRUE;
	return FALSE;
}

static gboolean is_plain(const char *encoding)
{
	return encoding == NULL || strcmp(encoding, "7bit") == 0 || strcmp(encoding, "8bit") == 0 ||
	       strcmp(encoding, "binary") == 0;
}

/* The parts of the bounce, one after the other, up to the message. */
static const char *find_part(struct rebound_arena *arena, const struct head *top, const char *end,
	struct rebound_enclosed *enclosed)
{
	const char *next = NULL, *at = top->body;
	gboolean closing = FALSE, cut = FALSE;
	struct head part;

	at = find_delimiter(at, end, top->boundary, &next, &closing);
	for (guint parts = 0; at != NULL && !closing && parts < REBOUND_LIMIT_PARTS; parts++) {
		const char *start = next;

		at = find_delimiter(start, end, top->boundary, &next, &closing);
		read_head(arena, start, at != NULL ? at : end, &part);
		if (g_strcmp0(part.type, "message") != 0 ||
			(g_strcmp0(part.subtype, "rfc822") != 0 &&
				g_strcmp0(part.subtype, "global") != 0)) {
			if (part.type == NULL || strcmp(part.type, "text") == 0)
				cut = cut || says_cut(start, at != NULL ? at : end);
			continue;
		}
		if (at == NULL)
			return "the bounce itself is cut off";
		if (part.body == NULL || !is_plain(part.encoding))
			return "the message in it is in no form that can be sent";
		return cut ? "the bounce says that what it returns is cut off"
			   : check_whole(arena, part.body, at, enclosed);
	}
	return "the message did not come back with it";
}

const char *rebound_enclosed_find(const char *data, gsize len, struct rebound_enclosed *enclosed)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *end = data + len;
	struct head top;

	memset(enclosed, 0, sizeof(*enclosed));
	while (data < end && (*data == '\n' || *data == '\r'))
		data++;
	read_head(arena, data, end, &top);
	if (top.body == NULL || g_strcmp0(top.type, "multipart") != 0 || top.boundary == NULL)
		return "the message did not come back with it";
	return find_part(arena, &top, end, enclosed);
}
