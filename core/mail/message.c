/* SPDX-License-Identifier: MIT */
#include "core/mail/message.h"

#include <string.h>

#include "core/base/limits.h"
#include "core/base/text.h"
#include "core/mail/content.h"
#include "core/mail/cut.h"
#include "core/mail/digest.h"
#include "core/mail/header.h"
#include "core/mail/html.h"
#include "core/mail/tree.h"

#define HTML_BYTES_A_TEXT_BYTE 4 /* markup that is read for a byte of text */
#define MOST_CHARACTER_BYTES   4 /* of UTF-8 */

struct rebound_message {
	struct rebound_arena *arena;
	struct rebound_tree *tree;
	const char *data; /* the mail's own bytes, as far as they are read */
	gsize len;
	guint8 hash[32];
	gboolean hashed;
	GPtrArray *faults; /* const char *, static; NULL at the end */
	gboolean open_end; /* its last part goes on, and the rest of it is missing */
	gboolean cut;	   /* what was read last was over its limit */
};

static const char *const no_faults[] = {NULL};

static gboolean has_fault(const struct rebound_message *message, const char *name)
{
	for (guint i = 0; i < message->faults->len; i++)
		if (strcmp(message->faults->pdata[i], name) == 0)
			return TRUE;
	return FALSE;
}

static void add_fault(struct rebound_message *message, const char *name)
{
	if (!has_fault(message, name))
		g_ptr_array_add(message->faults, (gpointer)name);
}

struct rebound_message *rebound_message_new(void)
{
	struct rebound_message *message = g_new0(struct rebound_message, 1);

	message->arena = rebound_arena_new();
	message->tree = rebound_tree_new(message->arena);
	message->faults = g_ptr_array_new();
	return message;
}

void rebound_message_free(struct rebound_message *message)
{
	if (message == NULL)
		return;
	rebound_tree_free(message->tree);
	rebound_arena_free(message->arena);
	g_ptr_array_unref(message->faults);
	g_free(message);
}

void rebound_message_parse(struct rebound_message *message, const char *data, gsize len)
{
	g_return_if_fail(message != NULL && (data != NULL || len == 0));

	if (data == NULL)
		data = "";
	rebound_arena_clear(message->arena);
	g_ptr_array_set_size(message->faults, 0);
	if (len == 0)
		add_fault(message, "empty");
	if (len > REBOUND_LIMIT_MESSAGE_BYTES) {
		len = REBOUND_LIMIT_MESSAGE_BYTES;
		add_fault(message, "truncated");
	}
	if (memchr(data, '\0', len) != NULL)
		add_fault(message, "nul-bytes");
	message->data = data;
	message->len = len;
	message->hashed = FALSE;
	gboolean open_end = len > 0 && data[len - 1] != '\n' && data[len - 1] != '\r';
	rebound_tree_read(message->tree, data, rebound_cut_length(data, len));
	for (const char *const *fault = rebound_tree_faults(message->tree); *fault != NULL; fault++)
		add_fault(message, *fault);
	message->open_end = open_end && (has_fault(message, "truncated") ||
						rebound_tree_top(message->tree)->child == NULL);
	g_ptr_array_add(message->faults, NULL);
}

const struct rebound_part *rebound_message_top(const struct rebound_message *message)
{
	return rebound_tree_top(message->tree);
}

const struct rebound_header *rebound_message_headers(
	const struct rebound_message *message, guint *count)
{
	return rebound_tree_headers(message->tree, rebound_message_top(message), count);
}

const struct rebound_header *rebound_message_part_headers(
	const struct rebound_message *message, const struct rebound_part *part, guint *count)
{
	gboolean holds_message = rebound_text_is(part->type, "message") && part->child != NULL;

	return rebound_tree_headers(message->tree, holds_message ? part->child : part, count);
}

struct rebound_arena *rebound_message_arena(struct rebound_message *message)
{
	return message->arena;
}

/*
 * Some systems put the fields of a machine part into a part of its own inside it: then its content
 * begins with Content-* fields only, and what is behind them counts.
 */
static const char *open_inner_part(
	struct rebound_arena *arena, const char *bytes, gsize limit, gsize *len)
{
	const char *at = bytes, *end = bytes + *len, *encoding = NULL;
	enum rebound_header_line line = REBOUND_HEADER_STRAY;
	struct rebound_header_field field;

	while ((line = rebound_header_next(&at, end, &field)) == REBOUND_HEADER_FIELD) {
		if (!rebound_text_has_prefix(field.name, field.name_len, "Content-"))
			return bytes;
		if (rebound_text_has_prefix(
			    field.name, field.name_len, "Content-Transfer-Encoding"))
			encoding = rebound_content_read_token(arena, field.value, field.value_len);
	}
	if (line == REBOUND_HEADER_STRAY || at == end ||
		!rebound_text_has_prefix(bytes, *len, "Content-"))
		return bytes;
	return rebound_content_decode(arena, encoding, at, (gsize)(end - at), limit, len);
}

static const char *leave_cut_out(struct rebound_arena *arena, const char *bytes, gsize *len)
{
	*len = rebound_cut_length(bytes, *len);
	return rebound_arena_copy(arena, bytes, *len);
}

static gboolean is_last(const struct rebound_part *part)
{
	while (part != NULL && part->next == NULL)
		part = part->parent;
	return part == NULL;
}

const char *rebound_message_bytes(
	struct rebound_message *message, const struct rebound_part *part, gsize limit, gsize *len)
{
	gsize raw_len = 0;
	const char *raw = rebound_tree_raw(part, &raw_len);

	/* One byte more tells whether there is more. */
	const char *bytes = rebound_content_decode(
		message->arena, part->transfer_encoding, raw, raw_len, limit + 1, len);
	if (rebound_text_is(part->type, "message"))
		bytes = open_inner_part(message->arena, bytes, limit + 1, len);
	if (message->open_end && is_last(part))
		bytes = leave_cut_out(message->arena, bytes, len);
	message->cut = *len > limit;
	*len = MIN(*len, limit);
	return message->cut ? rebound_arena_copy(message->arena, bytes, limit) : bytes;
}

static gboolean is_html(const struct rebound_part *part)
{
	return rebound_text_is(part->type, "text") && rebound_text_is(part->subtype, "html");
}

/* A flowed text without the ends of lines that a space stands before; "-- " is a signature's line.
 * RFC 3676 sections 4.2 and 4.3. */
static const char *join_words(struct rebound_arena *arena, const char *text, gsize *len)
{
	char *joined = rebound_arena_copy(arena, text, *len);
	gsize to = 0, line = 0;

	for (gsize from = 0; from < *len; from++) {
		gsize end = from + 1;
		if (text[from] == ' ' && end < *len && text[end] == '\r')
			end++;
		gboolean soft = text[from] == ' ' && end < *len && text[end] == '\n' &&
				!(to - line == 2 && memcmp(joined + line, "--", 2) == 0);
		if (soft) {
			from = end;
			continue;
		}
		joined[to++] = text[from];
		if (text[from] == '\n')
			line = to;
	}
	*len = to;
	return joined;
}

const char *rebound_message_text(
	struct rebound_message *message, const struct rebound_part *part, gsize limit, gsize *len)
{
	gsize bytes_limit = is_html(part) ? limit * HTML_BYTES_A_TEXT_BYTE : limit;
	gsize text_len = 0;
	const char *bytes = rebound_message_bytes(message, part, bytes_limit, &text_len);
	const char *text = rebound_text_from_charset(
		message->arena, bytes, text_len, part->charset, &text_len);

	if (!is_html(part)) {
		if (part->joins_words)
			text = join_words(message->arena, text, &text_len);
		text = rebound_text_block(message->arena, text, text_len, limit, len);
		message->cut =
			message->cut || (text_len > limit && *len + MOST_CHARACTER_BYTES > limit);
		return text;
	}
	GString *plain = g_string_sized_new(MIN(text_len, limit));
	rebound_html_append_text(plain, text, text_len, limit);
	message->cut = message->cut || plain->len >= limit;
	const char *result = rebound_text_block(message->arena, plain->str, plain->len, limit, len);
	g_string_free(plain, TRUE);
	return result;
}

const char *rebound_message_rows(
	struct rebound_message *message, const struct rebound_part *part, gsize limit, gsize *len)
{
	gsize text_len = 0;
	const char *bytes =
		rebound_message_bytes(message, part, limit * HTML_BYTES_A_TEXT_BYTE, &text_len);
	const char *text = rebound_text_from_charset(
		message->arena, bytes, text_len, part->charset, &text_len);

	g_autoptr(GString) rows = g_string_sized_new(MIN(text_len, limit));
	rebound_html_append_rows(rows, text, text_len, limit);
	return rebound_text_block(message->arena, rows->str, rows->len, limit, len);
}

gboolean rebound_message_was_cut(const struct rebound_message *message)
{
	return message->cut;
}

const guint8 *rebound_message_hash(struct rebound_message *message)
{
	if (!message->hashed)
		rebound_digest_message(message->data, message->len, message->hash);
	message->hashed = TRUE;
	return message->hash;
}

const char *const *rebound_message_faults(const struct rebound_message *message)
{
	return message->faults->len > 0 ? (const char *const *)message->faults->pdata : no_faults;
}
