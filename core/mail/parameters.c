/* SPDX-License-Identifier: MIT */
#include "core/mail/parameters.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/base/chunk.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/feed.h"

/* A field whose form is plain as far as it was read. */
struct plain {
	const char *at, *end;
	struct rebound_parameters *parameters;
	guint semicolons;
};

struct span {
	const char *start;
	gsize len;
};

/* Letters, digits and what else stands in names and boundaries without having a meaning. */
static const char *pass_plain(const char *at, const char *end)
{
	guint stop = 0;

	while (stop == 0) {
		struct rebound_chunk chunk = rebound_chunk_load_up_to(at, (gsize)(end - at));
		guint plain = rebound_chunk_letters_and_digits(chunk) |
			      rebound_chunk_within(chunk, '-', '.') |
			      rebound_chunk_either(chunk, '_', '+');
		/* What is missing behind the end is none of them. */
		stop = plain ^ REBOUND_CHUNK_ALL;
		at += stop != 0 ? rebound_chunk_first(stop) : REBOUND_CHUNK_BYTES;
	}
	return at;
}

static void skip_space(struct plain *plain)
{
	while (plain->at < plain->end && (*plain->at == ' ' || *plain->at == '\t' ||
						 *plain->at == '\r' || *plain->at == '\n'))
		plain->at++;
}

static gboolean name_is(struct span span, const char *name)
{
	return span.len == strlen(name) && rebound_text_has_prefix(span.start, span.len, name);
}

/* Takes one byte, if it is there. */
static gboolean take(struct plain *plain, char byte)
{
	if (plain->at == plain->end || *plain->at != byte)
		return FALSE;
	plain->at++;
	return TRUE;
}

static gboolean take_token(struct plain *plain, struct span *token)
{
	token->start = plain->at;
	plain->at = pass_plain(plain->at, plain->end);
	token->len = (gsize)(plain->at - token->start);
	return token->len > 0;
}

/* A quoted string behind its first quote, without a space at its ends. */
static gboolean take_quoted(struct plain *plain, struct span *text)
{
	const char *start = plain->at;

	for (;; plain->at++) {
		plain->at = pass_plain(plain->at, plain->end);
		if (plain->at == plain->end || *plain->at == '"')
			break;
		guchar byte = (guchar)*plain->at;
		if (byte < ' ' || byte >= 0x7f || byte == '\\' ||
			(byte == '?' && plain->at > start && plain->at[-1] == '='))
			return FALSE;
		plain->semicolons += byte == ';';
	}
	*text = (struct span){start, (gsize)(plain->at - start)};
	return text->len > 0 && start[0] != ' ' && plain->at[-1] != ' ' && take(plain, '"');
}

/* Keeps a value that is asked for; FALSE where it is there twice. */
static gboolean keep(
	struct plain *plain, struct span name, struct span value, struct rebound_arena *arena)
{
	struct rebound_parameters *parameters = plain->parameters;

	for (guint i = 0; i < REBOUND_PARAMETERS_WANTED && parameters->names[i] != NULL; i++) {
		if (!name_is(name, parameters->names[i]))
			continue;
		if (parameters->values[i] != NULL)
			return FALSE;
		parameters->values[i] = rebound_arena_copy(arena, value.start, value.len);
	}
	return TRUE;
}

static gboolean take_parameter(struct plain *plain, struct rebound_arena *arena)
{
	struct span name, value;

	if (!take_token(plain, &name))
		return FALSE;
	skip_space(plain);
	if (!take(plain, '='))
		return FALSE;
	skip_space(plain);
	if (take(plain, '"') ? !take_quoted(plain, &value) : !take_token(plain, &value))
		return FALSE;
	skip_space(plain);
	return keep(plain, name, value, arena);
}

static gboolean read_all(struct plain *plain, struct rebound_arena *arena)
{
	struct rebound_parameters *parameters = plain->parameters;
	struct span word;

	skip_space(plain);
	if (!take_token(plain, &word))
		return FALSE;
	if (parameters->disposition)
		parameters->attachment = name_is(word, "attachment");
	else if (!take(plain, '/') || !take_token(plain, &word))
		return FALSE;
	skip_space(plain);
	while (take(plain, ';')) {
		plain->semicolons++;
		skip_space(plain);
		if (plain->at < plain->end && !take_parameter(plain, arena))
			return FALSE;
	}
	return plain->at == plain->end;
}

gboolean rebound_parameters_read_plain(struct rebound_arena *arena,
	const struct rebound_header_field *field, struct rebound_parameters *parameters,
	guint *left)
{
	struct plain plain = {
		.at = field->value,
		.end = field->value + field->value_len,
		.parameters = parameters,
	};

	memset(parameters->values, 0, sizeof(parameters->values));
	parameters->attachment = FALSE;
	if (field->value_len > REBOUND_LIMIT_HEADER_FIELD_BYTES || !read_all(&plain, arena) ||
		plain.semicolons > *left)
		return FALSE;
	*left -= plain.semicolons;
	return TRUE;
}

static void read_type(
	struct rebound_arena *arena, const char *value, struct rebound_parameters *parameters)
{
	GMimeContentType *type = g_mime_content_type_parse(NULL, value);

	for (guint i = 0; i < REBOUND_PARAMETERS_WANTED && parameters->names[i] != NULL; i++)
		parameters->values[i] = rebound_arena_string(
			arena, g_mime_content_type_get_parameter(type, parameters->names[i]));
	g_object_unref(type);
}

static void read_disposition(
	struct rebound_arena *arena, const char *value, struct rebound_parameters *parameters)
{
	GMimeContentDisposition *disposition = g_mime_content_disposition_parse(NULL, value);

	parameters->attachment = g_mime_content_disposition_is_attachment(disposition);
	for (guint i = 0; i < REBOUND_PARAMETERS_WANTED && parameters->names[i] != NULL; i++)
		parameters->values[i] =
			rebound_arena_string(arena, g_mime_content_disposition_get_parameter(
							    disposition, parameters->names[i]));
	g_object_unref(disposition);
}

gboolean rebound_parameters_read(struct rebound_arena *arena, GByteArray *value,
	const struct rebound_header_field *field, struct rebound_parameters *parameters,
	guint *left)
{
	gboolean whole = TRUE;

	if (rebound_parameters_read_plain(arena, field, parameters, left))
		return TRUE;
	const char *line = rebound_feed_value(value, field, left, &whole);
	if (parameters->disposition)
		read_disposition(arena, line, parameters);
	else
		read_type(arena, line, parameters);
	return whole;
}
