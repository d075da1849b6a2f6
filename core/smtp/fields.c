/* SPDX-License-Identifier: MIT */
#include "core/smtp/fields.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"

/* Stands for NUL: no address has it, no line of text shows it. */
#define SUBSTITUTE   0x1A
#define MOST_BYTES   ((gsize)REBOUND_LIMIT_MACHINE_PART_BYTES)
#define LONGEST_NAME 128

/* Most reports have no more fields, and no longer ones. */
#define USUAL_FIELDS 16
#define USUAL_BYTES  256

/* One line, without its end. */
struct line {
	const char *text;
	gsize len;
};

/* What has been read so far. A block is open from its first field to the blank line. */
struct reading {
	struct rebound_arena *arena;
	struct rebound_field *fields;
	guint field_count, field_room;
	struct rebound_field_block
		*blocks; /* while it is read, count is the first field's number */
	guint block_count, block_room;
	const char *name;  /* of the field that is being read; NULL where none is */
	struct line piece; /* its value, where that stands in one line */
	GString *value;	   /* where it stands in several; NULL before there was one */
	gboolean block_open;
	gsize indent;	     /* of the first field of the block */
	gboolean space_line; /* a line of white space only came last */
	struct rebound_field_blocks *result;
};

static gboolean is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

static struct line trim(struct line line)
{
	while (line.len > 0 && is_space(line.text[0])) {
		line.text++;
		line.len--;
	}
	while (line.len > 0 && is_space(line.text[line.len - 1]))
		line.len--;
	return line;
}

/*
 * The next line; its end is LF, CR LF, CR CR LF or CR alone. Of several CR without LF the last
 * stays as an empty line, however many there are.
 */
static struct line next_line(const char **at, const char *end)
{
	const char *start = *at;
	const char *stop = rebound_text_line_end(start, end);
	const char *next = stop;
	while (next < end && *next == '\r')
		next++;
	if (next < end && *next == '\n')
		next++;
	else if (next - stop > 1)
		next--;
	*at = next;
	return (struct line){start, (gsize)(stop - start)};
}

static gboolean is_name_byte(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
}

/* The length of a field's name at the start of a line, behind which a colon stands; 0 for none. */
static gsize name_length(struct line line)
{
	gsize len = 0;

	if (line.len == 0 || !g_ascii_isalpha(line.text[0]))
		return 0;
	while (len < line.len && len < LONGEST_NAME && is_name_byte(line.text[len]))
		len++;
	gsize colon = len;
	while (colon < line.len && is_space(line.text[colon]))
		colon++;
	if (colon >= line.len || line.text[colon] != ':')
		return 0;
	gboolean is_url =
		line.len - colon > 2 && line.text[colon + 1] == '/' && line.text[colon + 2] == '/';
	return is_url ? 0 : len;
}

/* Makes room for one more of some things; returns where they lie then. */
static void *grow(struct rebound_arena *arena, void *things, guint count, guint *room, gsize size)
{
	if (count < *room)
		return things;
	*room = MAX(*room * 2, USUAL_FIELDS);
	void *more = rebound_arena_room(arena, *room * size);
	if (count > 0)
		memcpy(more, things, count * size);
	return more;
}

static void finish_field(struct reading *reading)
{
	struct line value = reading->piece;

	if (!reading->name)
		return;
	if (reading->value && reading->value->len > 0)
		value = (struct line){reading->value->str, reading->value->len};
	char *copy = rebound_arena_copy(reading->arena, value.text, value.len);
	char *text = copy, *end = copy + value.len;
	while ((text = memchr(text, '\0', (gsize)(end - text))) != NULL)
		*text++ = SUBSTITUTE;
	reading->fields = grow(reading->arena, reading->fields, reading->field_count,
		&reading->field_room, sizeof(*reading->fields));
	reading->fields[reading->field_count++] =
		(struct rebound_field){.name = reading->name, .value = copy, .len = value.len};
	reading->name = NULL;
}

static void finish_block(struct reading *reading)
{
	finish_field(reading);
	reading->block_open = FALSE;
}

static void add_value(struct reading *reading, struct line piece)
{
	piece = trim(piece);
	if (!reading->name || piece.len == 0)
		return;
	if (reading->piece.len == 0) {
		reading->piece = piece;
		return;
	}
	if (!reading->value)
		reading->value = g_string_sized_new(USUAL_BYTES);
	if (reading->value->len == 0)
		g_string_append_len(
			reading->value, reading->piece.text, (gssize)reading->piece.len);
	g_string_append_c(reading->value, ' ');
	g_string_append_len(reading->value, piece.text, (gssize)piece.len);
}

static void start_field(struct reading *reading, struct line line, gsize name_len)
{
	const char *colon = memchr(line.text + name_len, ':', line.len - name_len);

	finish_field(reading);
	if (!reading->block_open) {
		reading->blocks = grow(reading->arena, reading->blocks, reading->block_count,
			&reading->block_room, sizeof(*reading->blocks));
		reading->blocks[reading->block_count++].count = reading->field_count;
		reading->block_open = TRUE;
	}
	reading->name = rebound_arena_copy(reading->arena, line.text, name_len);
	reading->piece = (struct line){"", 0};
	if (reading->value)
		g_string_truncate(reading->value, 0);
	gsize behind = (gsize)(colon + 1 - line.text);
	add_value(reading, (struct line){colon + 1, line.len - behind});
}

static void read_line(struct reading *reading, struct line line)
{
	struct line words = trim(line);

	if (words.len == 0) {
		if (line.len == 0)
			finish_block(reading);
		reading->space_line = line.len > 0;
		return;
	}
	/* Lines that are indented further than the first field go on with one. */
	gsize indent = (gsize)(words.text - line.text);
	gboolean folded = reading->block_open && indent > reading->indent;
	gsize name_len = folded ? 0 : name_length(words);
	if (name_len > 0) {
		if (reading->space_line && reading->block_open) {
			finish_block(reading);
			reading->result->blank_line_with_space = TRUE;
		}
		if (!reading->block_open)
			reading->indent = indent;
		start_field(reading, words, name_len);
	} else if (folded) {
		add_value(reading, words);
	} else {
		finish_field(reading);
		reading->result->stray_line = TRUE;
	}
	reading->space_line = FALSE;
}

static void give_blocks(struct reading *reading)
{
	struct rebound_field_block *blocks = reading->blocks;
	guint count = reading->block_count;

	for (guint i = 0; i < count; i++) {
		guint first = blocks[i].count;
		guint next = i + 1 < count ? blocks[i + 1].count : reading->field_count;
		blocks[i] = (struct rebound_field_block){reading->fields + first, next - first};
	}
	reading->result->blocks = blocks;
	reading->result->count = count;
}

struct rebound_field_blocks rebound_fields_read(
	struct rebound_arena *arena, const char *bytes, gsize len)
{
	struct rebound_field_blocks result = {0};
	struct reading reading = {.arena = arena, .result = &result};

	if (len > MOST_BYTES) {
		len = MOST_BYTES;
		result.truncated = TRUE;
	}
	while (len > 0 && bytes[len - 1] == '\0')
		len--;
	for (const char *at = bytes, *end = len > 0 ? bytes + len : bytes; at < end;)
		read_line(&reading, next_line(&at, end));
	finish_block(&reading);
	give_blocks(&reading);
	if (reading.value)
		g_string_free(reading.value, TRUE);
	return result;
}

const struct rebound_field *rebound_fields_find(
	const struct rebound_field_block *block, const char *name)
{
	for (guint i = 0; i < block->count; i++)
		if (g_ascii_strcasecmp(block->fields[i].name, name) == 0)
			return &block->fields[i];
	return NULL;
}

static gboolean is_type(struct line text)
{
	if (text.len == 0 || text.len > LONGEST_NAME || !g_ascii_isalpha(text.text[0]))
		return FALSE;
	for (gsize i = 0; i < text.len; i++)
		if (!g_ascii_isalnum(text.text[i]) &&
			(text.text[i] == '\0' || !strchr("-_./", text.text[i])))
			return FALSE;
	return TRUE;
}

struct rebound_typed_value rebound_fields_split_type(
	struct rebound_arena *arena, const char *value, gsize len)
{
	const char *semicolon = len > 0 ? memchr(value, ';', len) : NULL;
	struct line whole = trim((struct line){value, len});
	struct rebound_typed_value result = {0};

	if (semicolon) {
		struct line type = trim((struct line){value, (gsize)(semicolon - value)});
		if (is_type(type)) {
			char *low = rebound_arena_copy(arena, type.text, type.len);
			for (char *at = low; *at; at++)
				*at = g_ascii_tolower(*at);
			result.type = low;
			whole = trim(
				(struct line){semicolon + 1, len - (gsize)(semicolon + 1 - value)});
		}
	}
	result.value = rebound_arena_copy(arena, whole.text, whole.len);
	result.len = whole.len;
	return result;
}

/* Read a comment behind its "("; returns behind its end. Words go to the buffer, if there is one.
 */
static const char *read_comment(const char *at, const char *end, char *words, gboolean *unclosed)
{
	gsize depth = 1;

	for (; at < end; at++) {
		if (*at == '\\' && end - at > 1)
			at++;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && --depth == 0)
			break;
		if (words)
			*words++ = *at;
	}
	if (at == end && unclosed)
		*unclosed = TRUE;
	return at < end ? at + 1 : end;
}

/* Copy a quoted string with its quotes; returns behind it. */
static const char *copy_quoted(const char *at, const char *end, char **to)
{
	*(*to)++ = *at++;
	while (at < end && *at != '"') {
		if (*at == '\\' && end - at > 1)
			*(*to)++ = *at++;
		*(*to)++ = *at++;
	}
	if (at < end)
		*(*to)++ = *at++;
	return at;
}

/* Take a comment's words, cut to one safe copy. */
static const char *give_words(struct rebound_arena *arena, const char *words)
{
	struct line line = trim((struct line){words, strlen(words)});

	return rebound_arena_copy(arena, line.text, line.len);
}

char *rebound_fields_cut_comments(struct rebound_arena *arena, const char *value, gsize len,
	const char **comment, gboolean *unclosed)
{
	const char *end = len > 0 ? value + len : value;
	char *result = rebound_arena_alloc(arena, len + 1);
	char *to = result;
	gboolean first = TRUE;

	if (comment)
		*comment = NULL;
	if (unclosed)
		*unclosed = FALSE;
	for (const char *at = value; at < end;) {
		if (*at == '"') {
			at = copy_quoted(at, end, &to);
		} else if (*at == '(') {
			char *words = NULL;
			if (comment && first)
				words = rebound_arena_alloc(arena, (gsize)(end - at));
			at = read_comment(at + 1, end, words, unclosed);
			if (words)
				*comment = give_words(arena, words);
			first = FALSE;
			while (at < end && is_space(*at) && (to == result || is_space(to[-1])))
				at++;
		} else {
			*to++ = *at++;
		}
	}
	struct line line = trim((struct line){result, (gsize)(to - result)});
	return rebound_arena_copy(arena, line.text, line.len);
}
