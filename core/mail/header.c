/* SPDX-License-Identifier: MIT */
#include "core/mail/header.h"

#include <string.h>

#include "core/base/chunk.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/envelope_headers.h"
#include "core/mail/message.h"
#include "core/mail/words.h"
#include "core/smtp/address.h"

/* A longer name is nothing that anybody knows. */
#define LONGEST_NAME 64

#define USUAL_FIELDS 64 /* of a block that is read once more */

/* Headers whose value is a list of addresses: no address may come out of an encoded word there. */
static const char *const address_headers[] = {
	"from",
	"to",
	"cc",
	"bcc",
	"sender",
	"reply-to",
	"return-path",
	"errors-to",
	"x-failed-recipients",
	"x-actual-recipient",
	"original-recipient",
	"final-recipient",
};

static gboolean is_address_header(const char *name)
{
	if (g_ascii_strncasecmp(name, "resent-", 7) == 0)
		name += 7;
	for (gsize i = 0; i < G_N_ELEMENTS(address_headers); i++)
		if (rebound_text_equal(name, address_headers[i]))
			return TRUE;
	return rebound_envelope_header_is(name, REBOUND_ENVELOPE_HEADERS);
}

/* Any run of CR before an LF belongs to one line end. */
static const char *next_line(const char *at, const char *end)
{
	const char *mark = at;

	if (at < end && *at == '\n')
		return at + 1;
	while (mark < end && *mark == '\r')
		mark++;
	if (mark < end && *mark == '\n')
		return mark + 1;
	return at < end ? at + 1 : at;
}

/* How many bytes are printable and neither space nor colon. */
static gsize name_length(const char *line, const char *end)
{
	const char *at = line;

	while (at < end) {
		gsize len = MIN((gsize)(end - at), REBOUND_CHUNK_BYTES);
		struct rebound_chunk chunk = rebound_chunk_load_up_to(at, len);
		guint other = rebound_chunk_within(chunk, '\0', ' ') |
			      rebound_chunk_equal(chunk, ':') | rebound_chunk_equal(chunk, 0x7f);
		guint run = rebound_chunk_first(other | 1U << len);

		at += run;
		if (run < REBOUND_CHUNK_BYTES)
			break;
	}
	return (gsize)(at - line);
}

/* A field name is printable and without space; space before the colon is taken as well. */
static const char *find_colon(const char *line, const char *end, gsize *name_len)
{
	*name_len = name_length(line, end);
	const char *at = line + *name_len;
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return *name_len > 0 && at < end && *at == ':' ? at : NULL;
}

/* The end of a field whose first line ends at a place; next is set to the line behind it. */
static const char *field_end(const char *at, const char *end, const char **next)
{
	for (;; at = rebound_text_line_end(*next, end)) {
		*next = next_line(at, end);
		if (*next >= end || (**next != ' ' && **next != '\t'))
			return at;
		/* A folded line of white space only is still a part of the field (RFC 5322
		 * section 4.2). */
	}
}

enum rebound_header_line rebound_header_next(
	const char **at, const char *end, struct rebound_header_field *field)
{
	const char *line = *at;
	const char *stop = rebound_text_line_end(line, end);

	const char *colon = find_colon(line, stop, &field->name_len);
	if (colon == NULL) {
		*at = next_line(stop, end);
		return stop == line ? REBOUND_HEADER_END : REBOUND_HEADER_STRAY;
	}
	stop = field_end(stop, end, at);
	field->name = line;
	field->value = colon + 1;
	field->value_len = (gsize)(stop - field->value);
	return REBOUND_HEADER_FIELD;
}

const char *rebound_header_decode(
	struct rebound_arena *arena, const char *name, const char *raw, gsize len)
{
	gsize decoded_len = 0;

	len = MIN(len, REBOUND_LIMIT_HEADER_FIELD_BYTES);
	if (rebound_words_is_literal(raw, len))
		return rebound_text_line(arena, raw, len, REBOUND_LIMIT_FIELD_BYTES);
	gboolean quote = rebound_words_are_in(raw, len) && is_address_header(name);
	const char *decoded = rebound_words_decode(arena, raw, len, quote, &decoded_len);
	return rebound_text_line(arena, decoded, decoded_len, REBOUND_LIMIT_FIELD_BYTES);
}

/* Copies a name of ASCII, as nearly all are, which is a safe line already; NULL for another one. */
static char *copy_name(char *to, const struct rebound_header_field *field)
{
	gsize len = field->name_len;
	const char *name = field->name, *end = field->value + field->value_len;

	if (len > LONGEST_NAME)
		return NULL;
	for (gsize at = 0; at < len; at += REBOUND_CHUNK_BYTES) {
		struct rebound_chunk chunk =
			rebound_chunk_load_up_to(name + at, (gsize)(end - name) - at);
		guint high = rebound_chunk_high(chunk);

		if ((high & ((1U << MIN(len - at, REBOUND_CHUNK_BYTES)) - 1)) != 0)
			return NULL;
		rebound_chunk_store(chunk, to + at);
	}
	to[len] = '\0';
	return to + len;
}

/* The same of a value, in which no encoded word can be. */
static char *copy_value(char *to, const struct rebound_header_field *field)
{
	return field->value_len <= REBOUND_LIMIT_FIELD_BYTES
		       ? rebound_text_copy_line(to, field->value, field->value_len, '?')
		       : NULL;
}

/* Room for what is copied of a field, and for a chunk more. */
static gsize measure_field(const struct rebound_header_field *field)
{
	return MIN(field->name_len, LONGEST_NAME) +
	       MIN(field->value_len, REBOUND_LIMIT_FIELD_BYTES) + 2;
}

/* Reads what could not be copied. */
static void complete_header(struct rebound_arena *arena, const struct rebound_header_field *field,
	struct rebound_header *header)
{
	if (header->name == NULL)
		header->name = rebound_text_line(
			arena, field->name, field->name_len, REBOUND_LIMIT_FIELD_BYTES);
	if (header->value == NULL)
		header->value =
			rebound_header_decode(arena, header->name, field->value, field->value_len);
}

const struct rebound_header *rebound_header_read_fields(
	struct rebound_arena *arena, const struct rebound_header_field *fields, guint count)
{
	struct rebound_header *headers =
		rebound_arena_alloc(arena, ((gsize)count + 1) * sizeof(*headers));
	gsize room = REBOUND_CHUNK_BYTES;

	for (guint i = 0; i < count; i++)
		room += measure_field(&fields[i]);
	char *texts = rebound_arena_room(arena, room), *to = texts;
	for (guint i = 0; i < count; i++) {
		char *name_end = copy_name(to, &fields[i]);
		headers[i].name = name_end != NULL ? to : NULL;
		to = name_end != NULL ? name_end + 1 : to;
		char *value_end = copy_value(to, &fields[i]);
		headers[i].value = value_end != NULL ? to : NULL;
		to = value_end != NULL ? value_end + 1 : to;
	}
	rebound_arena_trim(arena, texts, room, (gsize)(to - texts));
	for (guint i = 0; i < count; i++)
		if (headers[i].name == NULL || headers[i].value == NULL)
			complete_header(arena, &fields[i], &headers[i]);
	return headers;
}

const struct rebound_header *rebound_header_read(
	struct rebound_arena *arena, const char *text, gsize len, guint most, guint *count)
{
	const char *at = text, *end = text + MIN(len, REBOUND_LIMIT_HEADER_BLOCK_BYTES);
	struct rebound_header_field field;
	enum rebound_header_line line = REBOUND_HEADER_STRAY;
	g_autoptr(GArray) fields =
		g_array_sized_new(FALSE, FALSE, sizeof(field), MIN(most, USUAL_FIELDS));

	while (fields->len < most &&
		(line = rebound_header_next(&at, end, &field)) != REBOUND_HEADER_END)
		if (line == REBOUND_HEADER_FIELD)
			g_array_append_val(fields, field);
	*count = fields->len;
	return rebound_header_read_fields(
		arena, (const struct rebound_header_field *)(gpointer)fields->data, fields->len);
}

const struct rebound_header *rebound_message_read_headers(
	struct rebound_arena *arena, const char *text, gsize len, guint *count)
{
	return rebound_header_read(arena, text, len, REBOUND_LIMIT_HEADER_FIELDS, count);
}

const char *rebound_header_find(const struct rebound_header *headers, guint count, const char *name)
{
	for (guint i = 0; i < count; i++)
		if (rebound_text_may_equal(headers[i].name[0], name[0]) &&
			rebound_text_equal(headers[i].name, name))
			return headers[i].value;
	return NULL;
}

/* Passes over a comment with nested ones (RFC 5322 section 3.2.2); at stands on its "(". */
static const char *skip_comment(const char *at)
{
	guint depth = 0;

	for (; *at != '\0'; at++) {
		if (*at == '\\' && at[1] != '\0')
			at++;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && --depth == 0)
			return at + 1;
	}
	return at;
}

static const char *skip_quoted(const char *at)
{
	for (at++; *at != '\0' && *at != '"'; at++)
		if (*at == '\\' && at[1] != '\0')
			at++;
	return *at == '"' ? at + 1 : at;
}

/* What stands between two commas: its angle address, and its words without comments. */
struct mailbox {
	const char *angle, *angle_end;
	const char *piece; /* the words, where they stand together */
	gsize piece_len;
	GString *words; /* those that do not; NULL before there were any */
};

static void forget_words(struct mailbox *mailbox)
{
	mailbox->piece_len = 0;
	if (mailbox->words != NULL)
		g_string_truncate(mailbox->words, 0);
}

static void add_words(struct mailbox *mailbox, const char *start, gsize len)
{
	gboolean apart = mailbox->words != NULL && mailbox->words->len > 0;

	if (!apart && mailbox->piece_len == 0)
		mailbox->piece = start;
	if (!apart && mailbox->piece + mailbox->piece_len == start) {
		mailbox->piece_len += len;
		return;
	}
	if (mailbox->words == NULL)
		mailbox->words = g_string_new(NULL);
	if (!apart)
		g_string_append_len(mailbox->words, mailbox->piece, (gssize)mailbox->piece_len);
	g_string_append_len(mailbox->words, start, (gssize)len);
}

/* Reads up to a comma, semicolon or the end; a colon outside of angles ends a group's name. */
static const char *read_mailbox(const char *at, struct mailbox *mailbox)
{
	mailbox->angle = NULL;
	forget_words(mailbox);
	while (*at != '\0' && *at != ',' && *at != ';') {
		const char *start = at;
		if (*at == '(') {
			at = skip_comment(at);
			continue;
		}
		if (*at == '<' && mailbox->angle == NULL) {
			const char *close = strchr(at, '>');
			mailbox->angle = at + 1;
			mailbox->angle_end = close != NULL ? close : at + strlen(at);
			at = close != NULL ? close + 1 : mailbox->angle_end;
			continue;
		}
		if (*at == ':') {
			forget_words(mailbox);
			at++;
			continue;
		}
		at = *at == '"' ? skip_quoted(at) : at + 1 + strcspn(at + 1, "(<:\",;");
		add_words(mailbox, start, (gsize)(at - start));
	}
	return *at != '\0' ? at + 1 : at;
}

static const char *mailbox_address(struct rebound_arena *arena, const struct mailbox *mailbox)
{
	if (mailbox->angle == NULL && mailbox->words != NULL && mailbox->words->len > 0)
		return rebound_address_read(arena, mailbox->words->str, mailbox->words->len);
	if (mailbox->angle == NULL)
		return rebound_address_read(
			arena, mailbox->piece_len > 0 ? mailbox->piece : "", mailbox->piece_len);
	gsize len = (gsize)(mailbox->angle_end - mailbox->angle);
	while (len > 0 && mailbox->angle[len - 1] == ' ')
		len--;
	return len == 0 ? "" : rebound_address_read(arena, mailbox->angle, len);
}

const char *rebound_header_address(struct rebound_arena *arena, const char *value)
{
	struct mailbox mailbox = {.piece = NULL};
	const char *address = NULL;

	if (value == NULL)
		return NULL;
	while (*value != '\0' && address == NULL) {
		value = read_mailbox(value, &mailbox);
		address = mailbox_address(arena, &mailbox);
	}
	if (mailbox.words != NULL)
		g_string_free(mailbox.words, TRUE);
	return address;
}
