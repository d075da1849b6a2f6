/* SPDX-License-Identifier: MIT */
#include "core/cli/list_input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <rebound/error.h>
#include "core/base/utf8.h"

#define CHUNK_BYTES ((gsize)256 * 1024)
#define SNIFF_BYTES ((gsize)4096)

static const guint8 utf8_mark[] = {0xEF, 0xBB, 0xBF};
static const guint8 utf16_le_mark[] = {0xFF, 0xFE};
static const guint8 utf16_be_mark[] = {0xFE, 0xFF};

static gboolean is_utf16(const struct rebound_list_input *input)
{
	return input->encoding == REBOUND_LIST_UTF16_LE || input->encoding == REBOUND_LIST_UTF16_BE;
}

static gboolean read_some(
	struct rebound_list_input *input, void *bytes, gsize room, gsize *len, GError **error)
{
	ssize_t got;

	do {
		got = read(input->descriptor, bytes, room);
	} while (got < 0 && errno == EINTR);
	if (got < 0) {
		g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", input->path,
			g_strerror(errno));
		return FALSE;
	}
	*len = (gsize)got;
	input->finished = got == 0;
	return TRUE;
}

static guint unit_at(const struct rebound_list_input *input, gsize at)
{
	const guint8 *raw = input->raw->data + at;

	return input->encoding == REBOUND_LIST_UTF16_LE ? raw[0] | raw[1] << 8U
							: raw[0] << 8U | raw[1];
}

/* Decode what is whole of raw; FALSE with error set where that can't be all. A pair of surrogates
 * waits for its second half. */
static gboolean decode(struct rebound_list_input *input, GError **error)
{
	gsize at = 0;
	char *to = input->bytes + input->end;

	while (at + 2 <= input->raw->len) {
		gunichar c = unit_at(input, at);
		if (c >= 0xD800 && c < 0xDC00) {
			if (at + 4 > input->raw->len && !input->finished)
				break;
			guint low = at + 4 <= input->raw->len ? unit_at(input, at + 2) : 0;
			if (low >= 0xDC00 && low < 0xE000) {
				c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
				at += 2;
			}
		}
		at += 2;
		to = rebound_utf8_write(to, c);
	}
	g_byte_array_remove_range(input->raw, 0, (guint)at);
	input->end = (gsize)(to - input->bytes);
	if (!input->finished || input->raw->len == 0)
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_STATE,
		"%s: ends within a character of UTF-16; is it whole?", input->path);
	return FALSE;
}

static void make_room(struct rebound_list_input *input, gsize more)
{
	if (input->start > 0) {
		memmove(input->bytes, input->bytes + input->start, input->end - input->start);
		input->end -= input->start;
		input->start = 0;
	}
	if (input->room - input->end < more) {
		input->room = MAX(2 * input->room, input->end + more);
		input->bytes = g_realloc(input->bytes, input->room + 1);
	}
}

static gboolean fill_utf16(struct rebound_list_input *input, GError **error)
{
	guint before = input->raw->len;
	gsize len;

	g_byte_array_set_size(input->raw, before + CHUNK_BYTES);
	gboolean good = read_some(input, input->raw->data + before, CHUNK_BYTES, &len, error);
	g_byte_array_set_size(input->raw, before + (good ? (guint)len : 0));
	if (!good)
		return FALSE;
	/* Two bytes become three at most. */
	make_room(input, input->raw->len * 2);
	return decode(input, error);
}

gboolean rebound_list_input_fill(struct rebound_list_input *input, GError **error)
{
	gsize len = 0;

	if (input->finished)
		return TRUE;
	if (is_utf16(input)) {
		if (!fill_utf16(input, error))
			return FALSE;
	} else {
		make_room(input, CHUNK_BYTES);
		if (!read_some(input, input->bytes + input->end, CHUNK_BYTES, &len, error))
			return FALSE;
		input->end += len;
	}
	input->bytes[input->end] = '\n';
	return TRUE;
}

static gboolean begins_with(const char *bytes, gsize len, const guint8 *mark, gsize mark_len)
{
	return len >= mark_len && memcmp(bytes, mark, mark_len) == 0;
}

/* Text of the west in UTF-16 is every second byte a NUL. */
static enum rebound_list_encoding sniff(const char *bytes, gsize len)
{
	gsize units = MIN(len, SNIFF_BYTES) / 2, even = 0, odd = 0;

	for (gsize i = 0; i < units; i++) {
		even += bytes[2 * i] == '\0' ? 1 : 0;
		odd += bytes[2 * i + 1] == '\0' ? 1 : 0;
	}
	if (odd > units / 2 && even < units / 10 + 1)
		return REBOUND_LIST_UTF16_LE;
	if (even > units / 2 && odd < units / 10 + 1)
		return REBOUND_LIST_UTF16_BE;
	return REBOUND_LIST_UTF8;
}

static void find_encoding(struct rebound_list_input *input)
{
	const char *bytes = input->bytes;

	if (begins_with(bytes, input->end, utf8_mark, sizeof(utf8_mark))) {
		input->mark = sizeof(utf8_mark);
	} else if (begins_with(bytes, input->end, utf16_le_mark, sizeof(utf16_le_mark))) {
		input->encoding = REBOUND_LIST_UTF16_LE;
		input->mark = sizeof(utf16_le_mark);
	} else if (begins_with(bytes, input->end, utf16_be_mark, sizeof(utf16_be_mark))) {
		input->encoding = REBOUND_LIST_UTF16_BE;
		input->mark = sizeof(utf16_be_mark);
	} else {
		input->encoding = sniff(bytes, input->end);
	}
}

/* What was read to see the encoding, read again as that. */
static gboolean use_encoding(struct rebound_list_input *input, GError **error)
{
	input->start = input->mark;
	if (!is_utf16(input)) {
		const char *end;
		/* A character that is cut at the end is no sign. */
		if (!g_utf8_validate_len(input->bytes, input->end, &end) &&
			(gsize)(input->bytes + input->end - end) >= (input->finished ? 1 : 4) &&
			memchr(input->bytes, '\0', input->end) == NULL)
			input->encoding = REBOUND_LIST_WINDOWS_1252;
		return TRUE;
	}
	g_byte_array_append(input->raw, (const guint8 *)input->bytes + input->mark,
		(guint)(input->end - input->mark));
	input->start = input->end = 0;
	make_room(input, input->raw->len * 2);
	gboolean good = decode(input, error);
	input->bytes[input->end] = '\n';
	return good;
}

gboolean rebound_list_input_open(struct rebound_list_input *input, const char *path, GError **error)
{
	*input = (struct rebound_list_input){.path = g_strdup(path), .raw = g_byte_array_new()};
	input->descriptor =
		strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (input->descriptor < 0) {
		g_set_error(
			error, REBOUND_ERROR, REBOUND_ERROR_IO, "%s: %s", path, g_strerror(errno));
		return FALSE;
	}
	while (!input->finished && input->end < SNIFF_BYTES)
		if (!rebound_list_input_fill(input, error))
			return FALSE;
	find_encoding(input);
	return use_encoding(input, error);
}

void rebound_list_input_clear(struct rebound_list_input *input)
{
	if (input->descriptor > STDIN_FILENO)
		close(input->descriptor);
	if (input->raw != NULL)
		g_byte_array_unref(input->raw);
	g_free(input->bytes);
	g_free(input->path);
}

void rebound_list_writer_init(
	struct rebound_list_writer *writer, FILE *stream, const struct rebound_list_input *input)
{
	*writer = (struct rebound_list_writer){stream, input->encoding, g_string_new(NULL)};
	if (input->mark == 0)
		return;
	switch (input->encoding) {
	case REBOUND_LIST_UTF16_LE:
		fwrite(utf16_le_mark, 1, sizeof(utf16_le_mark), stream);
		break;
	case REBOUND_LIST_UTF16_BE:
		fwrite(utf16_be_mark, 1, sizeof(utf16_be_mark), stream);
		break;
	default:
		fwrite(utf8_mark, 1, sizeof(utf8_mark), stream);
	}
}

void rebound_list_writer_clear(struct rebound_list_writer *writer)
{
	if (writer->converted != NULL)
		g_string_free(writer->converted, TRUE);
}

static void append_unit(GString *out, guint unit, gboolean little)
{
	g_string_append_c(out, (char)(little ? unit : unit >> 8U));
	g_string_append_c(out, (char)(little ? unit >> 8U : unit));
}

/* A lone surrogate is its own three bytes; other text is UTF-8. */
static gunichar next_character(const char **at, const char *end)
{
	gunichar c = REBOUND_UTF8_REPLACEMENT;
	guint len = rebound_utf8_read(*at, end, &c);
	const guchar *bytes = (const guchar *)*at;

	if (len == 0 && end - *at >= 3 && bytes[0] == 0xED) {
		c = 0xD000U | (bytes[1] & 0x3FU) << 6U | (bytes[2] & 0x3FU);
		len = 3;
	}
	*at += MAX(len, 1);
	return c;
}

static void encode(GString *out, const char *bytes, gsize len, gboolean little)
{
	const char *end = bytes + len;

	g_string_truncate(out, 0);
	while (bytes < end) {
		gunichar c = next_character(&bytes, end);
		if (c >= 0x10000) {
			append_unit(out, 0xD800 + ((c - 0x10000) >> 10U), little);
			append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FFU), little);
		} else {
			append_unit(out, c, little);
		}
	}
}

void rebound_list_writer_rows(struct rebound_list_writer *writer, const char *bytes, gsize len)
{
	if (writer->encoding == REBOUND_LIST_UTF16_LE ||
		writer->encoding == REBOUND_LIST_UTF16_BE) {
		encode(writer->converted, bytes, len, writer->encoding == REBOUND_LIST_UTF16_LE);
		bytes = writer->converted->str;
		len = writer->converted->len;
	}
	fwrite_unlocked(bytes, 1, len, writer->stream);
}

void rebound_list_writer_text(struct rebound_list_writer *writer, const char *text, gsize len)
{
	g_autofree char *converted = NULL;
	gsize converted_len;

	if (writer->encoding == REBOUND_LIST_WINDOWS_1252)
		converted = g_convert_with_fallback(text, (gssize)len, "WINDOWS-1252", "UTF-8", "?",
			NULL, &converted_len, NULL);
	if (converted != NULL)
		rebound_list_writer_rows(writer, converted, converted_len);
	else
		rebound_list_writer_rows(writer, text, len);
}
